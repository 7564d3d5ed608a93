"""PLOVER, CAMEO and Goldstein codes of a fact: of its relation, its trigger, and of what is only planned or denied."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from kg.errors import LexiconError
from kg.lexicon.relations import Relation
from kg.lexicon.triggers import Trigger
from kg.resources import resource

__all__ = ["Codes", "codes_of", "shifts"]

_FILE = "data/lexicon/plover.toml"


@dataclass(frozen=True, slots=True)
class Codes:
    """PLOVER event type, CAMEO code and Goldstein value (-10 to +10, ICEWS column of the CAMEO code table)."""

    plover: str | None
    cameo: str | None
    goldstein: float | None


@cache
def shifts() -> dict[tuple[str, str], Codes]:
    """(status, PLOVER type or relation) -> codes of such an event, planned or denied. Raises LexiconError."""
    table = tomllib.loads(resource(_FILE).read_text("utf-8"))
    found: dict[tuple[str, str], Codes] = {}
    for status, rows in table.items():
        for name, row in rows.items():
            try:
                found[status, name] = Codes(**row)
            except TypeError as error:
                raise LexiconError(f"plover.toml: {status}.{name}: {error}") from None
    return found


def codes_of(relation: Relation, trigger: Trigger, status: str) -> Codes:
    """The codes of a fact. An intention is coded as such: promised aid is AGREE, a planned strike THREATEN."""
    plover = trigger.plover or relation.plover
    if plover is not None:
        shifted = shifts().get((status, relation.name)) or shifts().get((status, plover))
        if shifted is not None:
            return shifted
    goldstein = relation.goldstein if trigger.goldstein is None else trigger.goldstein
    return Codes(plover, trigger.cameo or relation.cameo, goldstein)
