"""Who takes part in an occasion: the subject of the clause with "at the G20 Summit", and the parties in its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from kg.extract.candidates import Candidate, Deed, mutual, pairs
from kg.extract.ends import End, preposition_before
from kg.extract.lists import ACTORS, list_from, row, subject_units
from kg.extract.matching import entries
from kg.extract.units import Reading, Unit
from kg.lexicon import relations

__all__ = ["attendance"]

_OCCASIONS = frozenset({"event", "organization"})
_UP = 5  # steps up the parse in which the clause of an occasion is looked for


def attendance(reading: Reading) -> Iterator[Candidate]:
    """Candidates for taking part in the named occasions and bodies of an article."""
    for unit in reading.units:
        if (
            unit.via not in ("name", "gathering", "doc")
            or unit.start in reading.skip
            or reading.unit(unit.start) is not unit
        ):
            continue
        kind = reading.registry.kind(unit.ids[0])
        if kind in ("event", "organization"):
            yield from _attended(reading, unit)
        if kind in ("event", "organization", "agreement"):
            yield from _in_names(reading, unit, kind)


def _attended(reading: Reading, unit: Unit) -> Iterator[Candidate]:
    top = reading.top(unit)
    preposition = preposition_before(reading.parse, unit.start) or _of_row(reading, unit)
    for trigger, _ in entries(preposition):
        if trigger.pos == "preposition":
            deed, end = Deed(trigger, top, reading.parse.signs(top)), End(unit, (f"P:{preposition}",))
            for subject in _attending(reading, unit):
                yield from pairs(reading, deed, "agent", subject, end)


def _of_row(reading: Reading, unit: Unit) -> str:
    """The preposition of the list in which a name stands: "in the CSTO, the CIS and the SCO"."""
    return preposition_before(reading.parse, row(reading, unit)[0].start)


def _in_names(reading: Reading, unit: Unit, kind: str) -> Iterator[Candidate]:
    """What a name itself tells of its parties: "the Brazil-China Dialogue", "Russia's war against Ukraine"."""
    parse, top = reading.parse, reading.top(unit)
    for k in range(unit.start, unit.end):
        for trigger, _ in entries(parse.lower[k]):
            relation = relations()[trigger.relation]
            if trigger.pos != "name" or (relation.object == _OCCASIONS and k < unit.end - 1):
                continue
            if kind == "agreement" and (relation.symmetric or relation.object == _OCCASIONS):
                continue  # the parties of a treaty sign it
            deed = Deed(trigger, k, parse.signs(top))
            before, after = _named_parties(reading, unit, k)
            if relation.symmetric:
                yield from mutual(reading, deed, [("parties", u) for u in (*before, *after)])
            elif relation.object == _OCCASIONS:
                for party in before if len(before) > 1 else ():
                    yield from pairs(reading, deed, "parties", party, End(unit, ("name",)))
            else:
                for party, other in product(before or _owners(reading, unit), after or _against(reading, unit)):
                    yield from pairs(reading, deed, "parties", party, End(other, ("name",)))


def _owners(reading: Reading, unit: Unit) -> list[Unit]:
    """Whose war it is, if that is told right before the name: "Russia's [war in Ukraine]"."""
    parse, top = reading.parse, reading.top(unit)
    before = (k for k in parse.kids[top] if k < unit.start and parse.edge(k) in ("poss", "amod", "compound"))
    return [u for k in before if (u := reading.unit(k)) is not None and reading.registry.kind(u.ids[0]) in ACTORS]


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


def _against(reading: Reading, unit: Unit) -> list[Unit]:
    """Against whom it is, if that is told right after the name: "[the EU sanctions] against Russia"."""
    parse, i = reading.parse, unit.end
    if i >= parse.n or parse.lower[i] not in ("against", "on", "upon"):
        return []
    return [u for u in list_from(reading, i + 1) if u.ids and reading.registry.kind(u.ids[0]) in ACTORS]


def _named_parties(reading: Reading, unit: Unit, k: int) -> tuple[list[Unit], list[Unit]]:
    """States and organisations inside a name, before and after its word at token k."""
    before = reading.surface(unit.start, k) if k > unit.start else ""
    after = reading.surface(k + 1, unit.end) if k + 1 < unit.end else ""
    return _inside(reading, unit, before), _inside(reading, unit, after)


def _inside(reading: Reading, unit: Unit, text: str) -> list[Unit]:
    """A unit for each state or organisation named in a part of a name."""
    found = []
    for hit in reading.lexicon.gazetteer.find(text):
        entity_id = hit.forms[0].entity_id
        if len({f.entity_id for f in hit.forms}) == 1 and entity_id.startswith(("state/", "org/")):
            found.append(Unit(unit.start, unit.end, (reading.registry.known(entity_id),), "name", "inside"))
    return found
