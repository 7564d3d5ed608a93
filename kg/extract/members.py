"""Memberships: "As permanent members of the Council, A and B ...", "the BRICS, namely A, B and C", "NATO member Norway"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import list_from, subject_units
from kg.extract.units import Reading, Unit

__all__ = ["find_members"]

_NOUNS = frozenset({"member", "co-founder", "observer", "founder", "ally", "co-chair", "membership"})
_NAMELY = frozenset({"namely", "comprising", "comprises", "includes", "including", "grouping", "i.e."})


def find_members(reading: Reading) -> Iterator[tuple[Unit, Unit, int, str]]:
    """Yields (member, organisation, token, rule)."""
    for i, lemma in enumerate(reading.parse.lemma):
        if lemma in _NOUNS and reading.parse.tag[i].startswith("NN") and i not in reading.skip:
            for body in _bodies(reading, i):
                for member, rule in _members(reading, i, body):
                    if member is not body and member.ids and reading.registry.kind(member.ids[0]) in ("state", "person", "organization"):
                        yield member, body, i, rule
        elif lemma in ("include", "comprise", "unite") and reading.parse.is_verb(i):
            yield from _includes(reading, i)
    yield from _namely(reading)


def _includes(reading: Reading, i: int) -> Iterator[tuple[Unit, Unit, int, str]]:
    """"The Friends of the Mekong include A, B and C": an organisation as subject and states as objects."""
    for body in subject_units(reading, reading.parse.subjects(i)):
        if len(body.ids) == 1 and reading.registry.kind(body.ids[0]) == "organization":
            for member in subject_units(reading, reading.parse.patients(i)):
                if member.ids[0].startswith(("state/", "org/")) and member.via == "name":
                    yield member, body, i, "member.include"


def _bodies(reading: Reading, i: int) -> Iterator[Unit]:
    for k in reading.parse.kids[i]:
        if reading.parse.edge(k) in ("P:of", "compound", "mod", "amod", "poss"):
            unit = reading.unit(k)
            if unit is not None and unit.ids and reading.registry.kind(unit.ids[0]) == "organization":
                yield unit
    unit = reading.unit(i - 1) if i else None
    if unit is not None and unit.ids and unit.end == i and reading.registry.kind(unit.ids[0]) == "organization":
        yield unit


def _members(reading: Reading, i: int, body: Unit) -> Iterator[tuple[Unit, str]]:
    parse = reading.parse
    for k in parse.kids[i]:
        if parse.dep[k] in ("nsubj", "nsubj:pass"):
            for unit in subject_units(reading, (k,)):
                yield unit, "member.predicate"
        elif parse.dep[k] == "appos":
            for unit in subject_units(reading, (k,)):
                yield unit, "member.apposition"
    if parse.dep[i] == "appos":
        unit = reading.unit(parse.head[i])
        if unit is not None:
            yield unit, "member.apposition"
    if any(parse.lower[k] == "as" for k in parse.kids[i]) or (i > 2 and "as" in parse.lower[max(0, i - 4) : i]):
        h = parse.head[i]
        for unit in subject_units(reading, parse.subjects(h) if parse.is_verb(h) else ()):
            yield unit, "member.as"
        if body.end + 1 < parse.n and parse.lower[body.end] == ",":
            for unit in list_from(reading, body.end + 1):
                yield unit, "member.as"
    after = max(i + 1, body.end)
    if after < parse.n and parse.lower[after] in ("state", "states", "country", "countries", "nation", "nations"):
        after += 1
    if after < parse.n and reading.unit_at[after] >= 0 and reading.units[reading.unit_at[after]].via == "name":
        for unit in list_from(reading, after):
            yield unit, "member.title"


def _namely(reading: Reading) -> Iterator[tuple[Unit, Unit, int, str]]:
    parse = reading.parse
    for unit in list(reading.units):
        if unit.via != "name" or not unit.ids or reading.registry.kind(unit.ids[0]) != "organization" or reading.unit(unit.start) is not unit:
            continue
        j = unit.end
        if j + 2 < parse.n and parse.lower[j] in (",", "(", "—", "–", "-") and parse.lower[j + 1] in _NAMELY - {"including"}:
            for member in list_from(reading, j + 2):
                if member.ids and member.ids[0].startswith("state/"):
                    yield member, unit, j + 1, "member.namely"
