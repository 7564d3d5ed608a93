"""Candidates: possible facts, each a trigger with an actor at either end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, permutations

from kg.extract.ends import End
from kg.extract.units import Reading, Unit
from kg.language.clauses import Signs
from kg.lexicon import Trigger, relations

__all__ = ["Candidate", "Deed", "allowed", "fits", "mutual", "pairs"]

_MOST = 20  # members of a group of whom pairs are made
_ALL_PAIRS = 6  # of a longer list only the pairs with its first member are taken (annotation guidelines, rule 3)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible fact: `token` triggers `trigger`; the ends stand in `slot` and at the end of `path`.

    `fits` tells whether both ends stand where the trigger wants them; `signs` are the marks on its predicate.
    """

    trigger: Trigger
    token: int
    subject: str
    object: str
    subject_unit: Unit
    object_unit: Unit
    slot: str
    path: tuple[str, ...]
    fits: bool
    signs: Signs


@dataclass(frozen=True, slots=True)
class Deed:
    """A trigger at a token, with the marks on its predicate."""

    trigger: Trigger
    token: int
    signs: Signs


def fits(trigger: Trigger, path: tuple[str, ...]) -> bool:
    """Whether an end stands in an object slot of the trigger."""
    if path[0][0] == "~":
        return bool(path[1]) and f"P:{path[1]}" in trigger.object
    return path[0] in trigger.object or ">".join(path[:2]) in trigger.object


def pairs(reading: Reading, deed: Deed, slot: str, unit: Unit, end: End) -> Iterator[Candidate]:
    """Each entity of a subject unit with each of an end."""
    trigger = deed.trigger
    relation = relations()[trigger.relation]
    kinds = trigger.kinds or relation.object
    good = fits(trigger, end.path) and slot != "near"
    for s in unit.ids:
        for o in end.unit.ids:
            subject, target = (
                allowed(reading, s, unit, relation.subject),
                allowed(reading, o, end.unit, kinds),
            )
            if subject and target and subject != target:
                yield Candidate(trigger, deed.token, subject, target, unit, end.unit, slot, end.path, good, deed.signs)


def mutual(reading: Reading, deed: Deed, ends: list[tuple[str, Unit]]) -> Iterator[Candidate]:
    """The pairs among several subjects: "Xi and Putin met", "the two sides agreed"."""
    relation = relations()[deed.trigger.relation]
    flat = [(slot, unit, e) for slot, unit in ends for e in unit.ids]
    if not 2 <= len(flat) <= _MOST:
        return
    if len(flat) > _ALL_PAIRS:
        flat.sort(key=lambda f: reading.registry.state_of(f[2]) != reading.home)
        couples = [(flat[0], other) for other in flat[1:]]
    else:
        couples = list(combinations(flat, 2) if relation.symmetric else permutations(flat, 2))
    for (slot, u1, a), (_, u2, b) in couples:
        subject, target = allowed(reading, a, u1, relation.subject), allowed(reading, b, u2, relation.object)
        if subject and target and subject != target:
            good = slot != "near"
            yield Candidate(deed.trigger, deed.token, subject, target, u1, u2, slot, ("mutual",), good, deed.signs)


def allowed(reading: Reading, entity_id: str, unit: Unit, kinds: frozenset[str]) -> str | None:
    """The entity in a reading that the relation allows: a capital as a place or as its state."""
    if "place" in kinds and unit.place is not None:
        return unit.place
    kind = reading.registry.kind(entity_id)
    if kind in kinds:
        return entity_id
    if kind == "place" and "state" in kinds:
        return reading.registry.state_of(entity_id)
    return None
