"""Titles that stand alone: "the Russian president", "the Prime Minister"."""

from __future__ import annotations

from kg.extract.memory import Memory
from kg.extract.units import OfficeClaim, Reading, Unit
from kg.lexicon import Tenure, fold

__all__ = ["fill_title"]


def fill_title(reading: Reading, memory: Memory, unit: Unit, office: str) -> None:
    """The person of the article with that title and state; without one the state itself acts through its office.

    `unit` covers the title; its `ids` hold the state or body that the phrase names, if any.
    """
    owner = unit.ids[0] if unit.ids else None
    some = _is_indefinite(reading, unit)
    holders = [] if some else _holders(reading, memory, office, owner)
    if not holders and not some and owner is not None:
        holders = _in_office(reading, memory, office, owner)
        if holders:
            title = reading.surface(*(unit.core or (unit.start, unit.end)))
            reading.offices.append(OfficeClaim(holders[0], title, owner, unit.start, unit.end))
    if holders:
        unit.ids, unit.via = (holders[0],), "title"
    elif owner is not None:
        unit.via = "actor"
    elif some:
        unit.ids, unit.via = (), "none"
    else:
        _give_to_home(reading, unit)


def _is_indefinite(reading: Reading, unit: Unit) -> bool:
    """Whether a title means nobody yet: "will elect a new president"."""
    first = unit.core[0] if unit.core else unit.start
    return not {"a", "an"}.isdisjoint(reading.parse.lower[max(0, min(first, unit.start) - 2) : first])


def _holders(reading: Reading, memory: Memory, office: str, owner: str | None) -> list[str]:
    """The persons who bear the title in the article, the last mentioned first."""
    registry = reading.registry
    found = [p for p in reversed(memory.persons) if _bears(reading, p, office)]
    if owner is not None:
        iso3 = registry.iso3(owner)
        claimed = {c.person for c in reading.offices if c.owner == owner}
        return [p for p in found if registry.iso3(p) == iso3 or p in claimed]
    if reading.home:
        at_home = [p for p in found if registry.state_of(p) == reading.home]
        return at_home if at_home or _home_has(reading, office) else found
    return found


def _bears(reading: Reading, person: str, office: str) -> bool:
    """Whether a person bears a title; "leader" fits everybody who bears any."""
    titles = reading.registry.titles(person)
    return office in titles or (office == "leader" and bool(titles))


def _in_office(reading: Reading, memory: Memory, office: str, owner: str) -> list[str]:
    """Persons of the article who are known to hold that office of that state on the article's date."""
    names, tenures = _names_of(reading, office), reading.lexicon.tenures
    return [
        person
        for person in reversed(memory.persons)
        if any(t.organization == owner and _holds(reading, t, names) for t in tenures.get(person, ()))
    ]


def _home_has(reading: Reading, office: str) -> bool:
    """Whether the source's state has that office at the article's date: "the Prime Minister" in an Australian text."""
    names = _names_of(reading, office)
    return any(_holds(reading, t, names) for t in reading.lexicon.tenures.get(reading.home or "", ()))


def _names_of(reading: Reading, office: str) -> frozenset[str]:
    return frozenset(fold(n) for o in reading.lexicon.offices if o.id == office for n in o.names)


def _holds(reading: Reading, tenure: Tenure, names: frozenset[str]) -> bool:
    """Whether a tenure is of an office so named and covers the article's date, if that is known."""
    day = reading.article.published
    return fold(tenure.office) in names and (day is None or tenure.covers(day.isoformat()))


def _give_to_home(reading: Reading, unit: Unit) -> None:
    """ "The President" in a text of the White House whose president is not named: the state."""
    first = unit.core[0] if unit.core else unit.start
    unit.ids = (reading.home,) if reading.home and reading.parse.word[first][0].isupper() else ()
    unit.via = "actor" if unit.ids else "none"
