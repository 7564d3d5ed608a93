"""Actors that have no name of their own: "the Ukrainian government", "the people of Venezuela", "Afghan rebels".

News names a state through its organs and its people. A noun of data/lexicon/actors.toml takes the state, body or place
in front of it ("Afghan rebels") or after a preposition ("the Foreign Ministry of Iran") as its owner; the class of the
noun says whether the whole is that owner, a body of its own or a group without a name.
"""

from __future__ import annotations

import tomllib
from functools import cache

from kg.extract.units import Reading, Unit
from kg.resources import resource

__all__ = ["find_actors", "noun_classes"]

_MODIFIERS = frozenset("JJ NN NNP NNS POS CD VBN VBG HYPH :".split())
_MARKS = frozenset({"'s", "’s", "-", "’", "'"})
_BEFORE_STATE = frozenset({"the", "republic", "kingdom", "state", "its", "both"})
_GOVERNS = frozenset({"administration", "government", "cabinet", "regime"})
_BETWEEN = 4  # words that may stand between the state and the noun: "the Israeli interior security forces"


@cache
def noun_classes() -> dict[str, str]:
    """Noun (one or several words, lower case) -> state, people, forces, groups, bodies or collective."""
    table = tomllib.loads(resource("data/lexicon/actors.toml").read_text("utf-8"))
    classes: dict[str, str] = {}
    for name, nouns in table.items():
        for noun in nouns:
            classes.setdefault(noun, name)
    return classes


def find_actors(reading: Reading) -> None:
    """Add units for nouns that stand for a state, a body or a group through the name beside them."""
    for start, end, cls in _nouns(reading):
        if cls == "collective":
            continue
        owner, first, last = _owner(reading, start, end)
        if owner is not None:
            _place(reading, first, last, start, end, cls, owner)


def _nouns(reading: Reading) -> list[tuple[int, int, str]]:
    lower, classes, found = reading.parse.lower, noun_classes(), []
    i = 0
    while i < reading.parse.n:
        if reading.unit_at[i] < 0 and i not in reading.skip:
            for width in (3, 2, 1):
                cls = classes.get(" ".join(lower[i : i + width])) if i + width <= reading.parse.n else None
                if cls:
                    found.append((i, i + width, cls))
                    i += width - 1
                    break
        i += 1
    return found


def _owner(reading: Reading, start: int, end: int) -> tuple[str | None, int, int]:
    """The state, body or place beside a noun, with the tokens that the whole covers."""
    before = _unit_before(reading, start)
    if before is not None:
        kind = reading.registry.kind(before.ids[0])
        if kind in ("state", "organization") and before.via in ("name", "demonym"):
            return before.ids[0], before.start, end
        if kind == "person" and before.via == "name" and _GOVERNS & set(reading.parse.lower[start:end]):
            return reading.registry.state_of(before.ids[0]), before.start, end  # "the Biden administration"
        if kind == "place" and before.via == "name":
            state = reading.registry.state_of(before.ids[0])
            return (state, before.start, end) if state else (None, start, end)
    after = _unit_after(reading, end)
    if after is not None and after.via in ("name", "demonym"):
        kind = reading.registry.kind(after.ids[0])
        if kind in ("state", "organization", "place"):
            owner = reading.registry.state_of(after.ids[0]) if kind == "place" else after.ids[0]
            return owner, start, after.end
    return None, start, end


def _unit_before(reading: Reading, start: int) -> Unit | None:
    """The unit before a noun, past adjectives and other nouns: "the Israeli interior security forces"."""
    parse = reading.parse
    for i in range(start - 1, max(0, start - 1 - _BETWEEN) - 1, -1):
        if parse.sent[i] != parse.sent[start]:
            break
        unit = reading.unit(i)
        if unit is not None:
            return unit
        if parse.tag[i] not in _MODIFIERS and parse.lower[i] not in _MARKS:
            break
    return None


def _unit_after(reading: Reading, end: int) -> Unit | None:
    """The unit after a noun and a preposition: "the government of the Republic of Korea"."""
    parse = reading.parse
    if end >= parse.n or parse.lower[end] not in ("of", "in", "from", "at"):
        return None
    for j in range(end + 1, min(parse.n, end + 6)):
        unit = reading.unit(j)
        if unit is not None:
            return unit
        if parse.lower[j] not in _BEFORE_STATE and parse.tag[j] not in ("DT", "JJ", "NNP"):
            break
    return None


def _place(reading: Reading, first: int, last: int, start: int, end: int, cls: str, owner: str) -> None:
    iso3 = reading.registry.iso3(owner)
    if cls == "bodies" or (cls in ("state", "forces") and owner.startswith("org/")):
        ids = (owner,) if cls != "bodies" else (_body(reading, first, last, start, end, owner),)
        via = "body" if cls == "bodies" else "actor"
    elif cls == "groups":
        noun = reading.surface(start, end)
        adjective = reading.registry.label(owner)
        ids = (reading.registry.new("organization", f"{adjective}: {noun}", iso3=iso3, cls="ActorSet"),)
        reading.registry.name(ids[0], reading.surface(first, last))
        via = "group"
    else:
        ids, via = (owner,), {"state": "actor", "forces": "forces"}.get(cls, "people")
    kind = "name" if via == "body" else "nominal"
    unit = Unit(first, last, ids, kind, via, core=(start, end))  # type: ignore[arg-type]
    index = len(reading.units)
    reading.units.append(unit)
    for i in range(first, last):
        other = reading.unit_at[i]
        if other >= 0:
            covered = reading.units[other]
            reading.cover(covered)
        reading.unit_at[i] = index


def _body(reading: Reading, first: int, last: int, start: int, end: int, owner: str) -> str:
    """A ministry, embassy or parliament of a state, as an entity of its own."""
    noun = reading.surface(start, end)
    of = reading.registry.label(owner)
    label = f"{noun[0].upper()}{noun[1:]} of {of}"
    iso3 = reading.registry.iso3(owner)
    entity_id = reading.registry.new(
        "organization", label, iso3=iso3, cls="GovernmentBody" if owner.startswith("state/") else "Organ"
    )
    reading.registry.name(entity_id, reading.surface(first, last))
    return entity_id
