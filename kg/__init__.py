"""kg: a knowledge graph of diplomatic relations, built from news and official texts.

import kg

kg.build(["articles/"], store="kg.store")
with kg.open_store("kg.store") as store:
    for row in kg.Lookups(store).timeline(("Xi", "Putin")):
        print(row.day, row.relation, row.quote)
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kg.api import build, extract_article, open_store, reader, to_networkx
    from kg.errors import KgError
    from kg.model import Article, Entity, Extraction, Fact, Selection
    from kg.query import Lookups
    from kg.store import Store

__all__ = [
    "Article",
    "Entity",
    "Extraction",
    "Fact",
    "KgError",
    "Lookups",
    "Selection",
    "Store",
    "__version__",
    "build",
    "extract_article",
    "open_store",
    "reader",
    "to_networkx",
]

# Loaded when first used: spaCy and the database take a second to load, which `kg --help` need not wait for.
_HOMES = {
    "kg.api": ("build", "extract_article", "open_store", "reader", "to_networkx"),
    "kg.errors": ("KgError",),
    "kg.model": ("Article", "Entity", "Extraction", "Fact", "Selection"),
    "kg.query": ("Lookups",),
    "kg.store": ("Store",),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
