"""How a relation is coded for event data: label, whether direction matters, PLOVER type, CAMEO code, Goldstein value.

The codes are those of `data/lexicon/relations.toml`. The quad class of a PLOVER type follows the PLOVER manual
(version 0.8); INVESTIGATE, which that manual no longer has, counts as verbal conflict, as CAMEO root 09 does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kg.lexicon import relations
from kg.model import Fact, StoredFact

__all__ = ["QUADS", "Coding", "coding", "day_of", "event_key", "is_symmetric", "relation_label"]

_CLASSES = {
    "verbal cooperation": ("AGREE", "CONCEDE", "CONSULT", "SUPPORT"),
    "material cooperation": ("AID", "COOPERATE", "RETREAT"),
    "verbal conflict": ("ACCUSE", "INVESTIGATE", "REJECT", "REQUEST", "THREATEN"),
    "material conflict": ("ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION"),
}
QUADS: Mapping[str, str] = MappingProxyType({plover: quad for quad, types in _CLASSES.items() for plover in types})
"""PLOVER type to quad class."""


@dataclass(frozen=True, slots=True)
class Coding:
    """The event codes of one fact; `goldstein` lies in [-10, 10]. All are None for offices and memberships."""

    plover: str | None = None
    cameo: str | None = None
    goldstein: float | None = None


def relation_label(relation: str) -> str:
    """The relation's name for people: `holds office of`; the name itself if the table lacks it."""
    row = relations().get(relation)
    return row.label if row else relation


def is_symmetric(relation: str) -> bool:
    """Whether the direction of the relation does not matter, as for `meets`."""
    row = relations().get(relation)
    return row is not None and row.symmetric


def coding(fact: Fact) -> Coding:
    """The fact's own codes; those of its relation if it carries none."""
    if fact.plover is None and fact.cameo is None and fact.goldstein is None:
        row = relations().get(fact.relation)
        return Coding(row.plover, row.cameo, row.goldstein) if row else Coding()
    return Coding(fact.plover, fact.cameo, fact.goldstein)


def event_key(subject: str, relation: str, object_: str, day: str) -> tuple[str, str, str, str]:
    """What makes two facts the same event: same ends, relation and date; for a symmetric relation in either order.

    Event data sets count such an event once a day, however many articles report it.
    """
    if is_symmetric(relation) and object_ < subject:
        subject, object_ = object_, subject
    return subject, relation, object_, day


def day_of(row: StoredFact) -> str:
    """The date by which a fact counts: its own, else that of its article, else the article's id."""
    if row.fact.when:
        return row.fact.when.iso()
    return row.published.isoformat() if row.published else row.article_id
