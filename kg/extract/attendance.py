"""Who takes part in an occasion: the subject of the clause with "at the G20 Summit", and the parties in its name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate, Deed, pairs
from kg.extract.ends import End, preposition_before
from kg.extract.lists import ACTORS, subject_units
from kg.extract.matching import entries
from kg.extract.units import Reading, Unit

__all__ = ["attendance"]

_UP = 5  # steps up the parse in which the clause of an occasion is looked for


def attendance(reading: Reading) -> Iterator[Candidate]:
    """Candidates for taking part in the named occasions and bodies of an article."""
    for unit in reading.units:
        if unit.via != "name" or unit.start in reading.skip or reading.unit(unit.start) is not unit:
            continue
        kind = reading.registry.kind(unit.ids[0])
        if kind in ("event", "organization"):
            yield from _attended(reading, unit)
        if kind == "event":
            yield from _held_between(reading, unit)


def _attended(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    preposition, top = preposition_before(reading.parse, unit.start), reading.top(unit)
    for trigger, _ in entries(preposition):
        if trigger.pos == "preposition":
            deed, end = Deed(trigger, top, reading.parse.signs(top)), End(unit, (f"P:{preposition}",))
            for subject in _attending(reading, unit):
                yield from pairs(reading, deed, "agent", subject, end)


def _held_between(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    top = reading.top(unit)
    for trigger, _ in entries(reading.parse.lower[unit.end - 1]):
        if trigger.pos == "name":
            deed, end = Deed(trigger, top, reading.parse.signs(top)), End(unit, ("name",))
            for party in _named_parties(reading, unit):
                yield from pairs(reading, deed, "parties", party, end)


def _attending(reading: Reading, unit: Unit) -> list[Unit]:
    """The actors of the nearest clause or noun above an occasion."""
    parse, at = reading.parse, reading.top(unit)
    for _ in range(_UP):
        h = parse.head[at]
        if h == at:
            break
        at = h
        tokens = parse.subjects(at) if parse.is_verb(at) else parse.holders(at)
        found = [u for u in subject_units(reading, tokens) if u is not unit]
        found = [u for u in found if reading.registry.kind(u.ids[0]) in ACTORS]
        if found:
            return found
    return []


def _named_parties(reading: Reading, unit: Unit) -> list[Unit]:
    """States and organisations inside the name of an occasion, if several: "Russian-Indian summit"."""
    found = []
    text = reading.surface(unit.start, unit.end)
    for hit in reading.lexicon.gazetteer.find(text):
        entity_id = hit.forms[0].entity_id
        if len(hit.forms) == 1 and entity_id.startswith(("state/", "org/")) and hit.end < len(text) - 3:
            found.append(Unit(unit.start, unit.end, (reading.registry.known(entity_id),), "name", "inside"))
    return found if len(found) > 1 else []
