"""The attributes of nodes and edges, each with its one type, and the colours in which graphs open.

No edge attribute may be called `id`, `type`, `source`, `target` or `kind`: graph readers keep these for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["EDGE_TYPES", "KIND_COLOURS", "NODE_TYPES", "goldstein_colour"]

# Colours that people with colour-blindness can tell apart (Okabe and Ito, 2008).
KIND_COLOURS: Mapping[str, tuple[int, int, int]] = MappingProxyType(
    {
        "agreement": (230, 159, 0),
        "event": (204, 121, 167),
        "organization": (0, 114, 178),
        "person": (86, 180, 233),
        "place": (153, 153, 153),
        "state": (0, 158, 115),
    }
)
COOPERATION, NEUTRAL, CONFLICT = (0, 158, 115), (170, 170, 170), (213, 94, 0)

NODE_TYPES: Mapping[str, type] = MappingProxyType(
    {
        "label": str,
        "kind": str,
        "cls": str,
        "iso3": str,
        "wikidata": str,
        "parties": str,
        "stage": str,
        "signed": str,
        "facts": int,
        "articles": int,
        "degree": int,
        "size": float,
        "r": int,
        "g": int,
        "b": int,
    }
)
EDGE_TYPES: Mapping[str, type] = MappingProxyType(
    {
        "label": str,
        "relation": str,
        "date": str,
        "year": int,
        "date_first": str,
        "date_last": str,
        "status": str,
        "confidence": float,
        "weight": float,
        "plover": str,
        "cameo": str,
        "goldstein": float,
        "office": str,
        "place": str,
        "attributed_to": str,
        "event": str,
        "article": str,
        "published": str,
        "articles": int,
        "rule": str,
        "quote": str,
        "r": int,
        "g": int,
        "b": int,
    }
)


def goldstein_colour(value: float | None) -> dict[str, int]:
    """`r`, `g` and `b` for an edge: green over zero, vermilion under zero, else grey."""
    colour = NEUTRAL if not value else COOPERATION if value > 0 else CONFLICT
    return dict(zip("rgb", colour, strict=True))
