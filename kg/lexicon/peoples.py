"""Peoples without a state of their own, by the state in which they are mostly found: data/lexicon/peoples.csv."""

from __future__ import annotations

import csv
from functools import cache

from kg.errors import LexiconError
from kg.resources import resource

__all__ = ["peoples"]


@cache
def peoples() -> dict[str, str]:
    """Name of a people in lower case, singular and plural -> ISO code of a state. Raises LexiconError for a bad row."""
    path = resource("data/lexicon/peoples.csv")
    found: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            name, iso3 = row.get("people"), row.get("iso3")
            if not name or not iso3 or len(iso3) != 3:
                raise LexiconError(f"{path.name}:{number}: needs a people and a code of three letters")
            found[name.lower()] = found[name.lower() + "s"] = iso3
    return found
