"""Surnames that several people bear: the title tells who is meant ("Vice President Harris")."""

from __future__ import annotations

from functools import cache

from kg.extract.titles import TitleHit
from kg.extract.units import Reading, Unit
from kg.lexicon import fold, lexicon

__all__ = ["reread_surnames"]


def reread_surnames(reading: Reading, hits: list[TitleHit]) -> None:
    """Give single names directly after a title to the person who holds that office on the day."""
    full = _named_in_full(reading)
    for hit in hits:
        i = hit.end
        if hit.plural or i >= reading.parse.n or reading.unit_at[i] < 0 or i in reading.skip:
            continue
        unit = reading.units[reading.unit_at[i]]
        if unit.start != i or unit.end != i + 1 or unit.via not in ("name", "locative") or unit.ids[0] in full:
            continue
        kind = reading.registry.kind(unit.ids[0])
        if kind not in ("person", "place"):
            continue
        known = unit.ids[0] in reading.lexicon.entities
        if kind == "person" and known and hit.office in _offices_of(unit.ids[0]):
            continue
        bearer = _bearer(reading, reading.parse.word[i], hit.office)
        if bearer is None and kind == "person" and known and not _could_hold(unit.ids[0], hit.office):
            bearer = reading.registry.new("person", reading.parse.word[i])
        if bearer is not None:
            _repoint(reading, unit, bearer, kind == "person")


def _named_in_full(reading: Reading) -> frozenset[str]:
    longer = {u.ids[0] for u in reading.units if u.ids and u.via == "name" and u.core and u.core[1] - u.core[0] > 1}
    return frozenset(longer | set(reading.headline[0]))


def _repoint(reading: Reading, unit: Unit, bearer: str, everywhere: bool) -> None:
    old = unit.ids[0]
    for other in reading.units if everywhere else [unit]:
        if other.ids == (old,) and other.via in ("name", "locative"):
            other.ids, other.via, other.place = (bearer,), "name", None
            reading.registry.name(bearer, reading.surface(*(other.core or (other.start, other.end))))


def _bearer(reading: Reading, surname: str, office: str) -> str | None:
    """The one person of that surname who holds the office on the article's day."""
    day = reading.article.published
    if day is None:
        return None
    names = _names().get(office, frozenset())
    found = {
        person
        for person in reading.lexicon.surnames.get(fold(surname), ())
        for t in reading.lexicon.tenures.get(person, ())
        if fold(t.office) in names and t.covers(day.isoformat())
    }
    return reading.registry.known(found.pop()) if len(found) == 1 else None


@cache
def _names() -> dict[str, frozenset[str]]:
    return {o.id: frozenset(fold(n) for n in o.names) for o in lexicon().offices}


@cache
def _ids() -> dict[str, str]:
    return {fold(name): o.id for o in lexicon().offices for name in o.names}


def _offices_of(person: str) -> frozenset[str]:
    return frozenset(_ids().get(fold(t.office), "") for t in lexicon().tenures.get(person, ()))


@cache
def _could_hold(person: str, office: str) -> bool:
    """Whether a title may be another name of what a person is known to do."""
    levels = {o.id: o.level for o in lexicon().offices}
    ranks = {levels.get(o, "") for o in _offices_of(person)}
    return levels[office] in ranks or levels[office] in (
        "other",
        "minister",
        "diplomat",
        "envoy",
        "military",
        "legislature",
    )
