"""Actors in a row: "Brazil, Russia and India", "the U.S.-Japan alliance".

Parsers often hang the members of a list of names on the wrong word, so a row is read from the words themselves: units
with nothing but commas, "and" and articles between them. A comma alone joins only where the list ends in "and", and
only names of like things stand in one row.
"""

from __future__ import annotations

from dataclasses import replace

from kg.extract.units import Reading, Unit

__all__ = ["ACTORS", "list_from", "row", "subject_units"]

ACTORS = frozenset({"person", "state", "organization"})
_JOINS = frozenset({"and", "&"})
_BETWEEN = frozenset({",", "and", "&", "the", ";"})
_HYPHENS = frozenset({"-", "–", "/", "—"})
_AIDES = frozenset("aides experts ministers representatives teams advisers advisors officials governments".split())
_OWNERS = frozenset({"nmod:poss", "amod", "compound"})


def subject_units(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The units over tokens and over what is coordinated with them, each with its row.

    For a noun that is no actor its possessor or modifier is taken: "Russia's attack".
    """
    found: list[Unit] = []
    for token in tokens:
        for k in reading.parse.conjuncts(token):
            unit = reading.unit(k) or _owner(reading, k)
            for member in row(reading, unit) if unit is not None else ():
                if all(member is not u for u in found):
                    found.append(member)
    return found


def _owner(reading: Reading, noun: int) -> Unit | None:
    parse = reading.parse
    units = (reading.unit(k) for k in parse.kids[noun] if parse.dep[k] in _OWNERS)
    owner = next((u for u in units if u is not None), None)
    if owner is None or parse.lower[noun] not in _AIDES or reading.registry.kind(owner.ids[0]) != "person":
        return owner
    states = dict.fromkeys(s for e in owner.ids if (s := reading.registry.state_of(e)) is not None)
    return replace(owner, ids=tuple(states)) if states else None  # "their teams will meet": not they themselves


def row(reading: Reading, unit: Unit) -> list[Unit]:
    """The unit and its neighbours in a list: "A, B and C"."""
    found = [unit]
    while (following := _next(reading, found[-1])) is not None:
        found.append(following)
    while (before := _previous(reading, found[0])) is not None:
        found.insert(0, before)
    return found


def list_from(reading: Reading, i: int) -> list[Unit]:
    """The list of names that begins at token i (or after an article there): "Brazil, Russia and India"."""
    while i < reading.parse.n and reading.parse.lower[i] in ("the", ":"):
        i += 1
    unit = reading.unit(i) if i < reading.parse.n else None
    return row(reading, unit) if unit is not None and unit.start == i else []


def _next(reading: Reading, unit: Unit) -> Unit | None:
    parse = reading.parse
    if (joined := _hyphened(reading, unit)) is not None:
        return joined
    start = j = _past_members(reading, unit.end)
    while j < parse.n and j - start < 4 and parse.lower[j] in _BETWEEN:
        j += 1
    if j == start or j >= parse.n or parse.sent[j] != parse.sent[unit.start]:
        return None
    other = reading.unit(j)
    if other is None or other.start != j or not unit.ids or other.via.split(":")[0] in ("pronoun", "speaker"):
        return None
    if _JOINS.isdisjoint(parse.lower[start:j]) and not _list_goes_on(reading, other):
        return None
    return other if _alike(reading, unit, other) else None


def _past_members(reading: Reading, j: int) -> int:
    """Past the members named after a group: "the BRICS, namely Brazil ... and South Africa, and the G20"."""
    parse, k = reading.parse, j + 2
    if j + 3 >= parse.n or parse.lower[j] != "," or parse.lower[j + 1] not in ("namely", "comprising"):
        return j
    end = j
    while k < parse.n and k - end < 5:
        unit = reading.unit(k)
        if unit is not None and unit.via == "listed":
            k = end = unit.end
        elif parse.lower[k] in (",", "and", "the"):
            k += 1
        else:
            break
    return end


def _hyphened(reading: Reading, unit: Unit) -> Unit | None:
    """The second half of a pair such as "U.S.-Japan", "Ukrainian-Austrian", "China/Russia"."""
    j = unit.end
    if j + 1 >= reading.parse.n or reading.parse.lower[j] not in _HYPHENS:
        return None
    other = reading.unit(j + 1)
    if other is None or other.start != j + 1 or {unit.via, other.via} - {"name", "demonym"}:
        return None
    kinds = {reading.registry.kind(unit.ids[0]), reading.registry.kind(other.ids[0])} if unit.ids else set()
    return other if kinds and kinds <= {"state", "organization"} else None


def _list_goes_on(reading: Reading, unit: Unit) -> bool:
    """Whether a list in which a comma stands before this unit ends in "and"."""
    parse, j, steps = reading.parse, unit.end, 0
    while j < parse.n and steps < 40 and parse.sent[j] == parse.sent[unit.start]:
        if parse.lower[j] in _JOINS:
            return True
        inner = reading.unit(j)
        if inner is not None:
            j = inner.end
        elif parse.lower[j] in (",", "the", ";"):
            j += 1
        else:
            return False
        steps += 1
    return False


def _previous(reading: Reading, unit: Unit) -> Unit | None:
    parse, j = reading.parse, unit.start - 1
    while j >= 0 and unit.start - j < 5 and (parse.lower[j] in _BETWEEN or parse.lower[j] in _HYPHENS):
        j -= 1
    if j < 0 or j == unit.start - 1:
        return None
    other = reading.unit(j)
    if other is None or parse.sent[j] != parse.sent[unit.start]:
        return None
    return other if _next(reading, other) is unit else None


def _alike(reading: Reading, a: Unit, b: Unit) -> bool:
    """Whether two units can stand in one list: two persons, two actors that are none, a state and a place."""
    if "demonym" in (a.via, b.via):
        return a.via == b.via
    kinds = {reading.registry.kind(a.ids[0]), reading.registry.kind(b.ids[0])}
    return len(kinds) == 1 or kinds <= ACTORS - {"person"} or kinds == {"state", "place"}
