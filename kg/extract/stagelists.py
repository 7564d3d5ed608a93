"""Documents in a list after the words that they were signed: "signed a package of documents. These include ..."."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.issuing import deed_status, doers
from kg.extract.units import Reading, Unit
from kg.model import Status

__all__ = ["Announced", "listed_documents"]

_SIGN = frozenset({"sign", "ink", "initial"})
_PAPERS = frozenset("document documents package agreement agreements paper papers".split())
_POINTING = frozenset("they these it which this those".split())
_ARTICLES = frozenset({"the", "its", "their"})
_BEFORE = frozenset({"include", "included", "includes", "including", "namely", ":", ",", ";", "and", "as"})
_SIGNS = frozenset({"-", "–", "—", "•", "*", "·", "o"})

Announced = tuple[Unit, int, Status, tuple[Unit, ...]]
"""A document of a list, its first token, the status of its signature, and who signed."""


def listed_documents(reading: Reading) -> Iterator[Announced]:
    """The documents of lists whose signature the sentence before announces, in the order of the text."""
    parse = reading.parse
    for number, (start, end) in enumerate(parse.sents):
        verb = next((i for i in range(start, end) if _announces(reading, i)), None)
        status = deed_status(reading, verb) if verb is not None else None
        if verb is None or status is None:
            continue
        by = tuple(doers(reading, verb))
        for unit in _listed(reading, number, verb):
            yield unit, unit.start, status, by


def _announces(reading: Reading, i: int) -> bool:
    """Whether a verb signs papers that it does not name: "signed a package of documents"."""
    parse = reading.parse
    if i in reading.skip or not parse.is_verb(i) or parse.lemma[i] not in _SIGN:
        return False
    return any(parse.lemma[k] in _PAPERS and reading.unit(k) is None for k in parse.patients(i))


def _listed(reading: Reading, number: int, verb: int) -> Iterator[Unit]:
    """What follows a colon, and what the next sentences list: after "include", or as items one a line."""
    parse = reading.parse
    end = parse.sents[number][1]
    colon = next((i for i in range(verb, end) if parse.word[i] in (":", "including", "namely")), None)
    if colon is not None:
        yield from _documents(reading, colon + 1, end)
    items = colon is not None and colon >= end - 2
    for start, last in parse.sents[number + 1 :]:
        if (include := _includes(reading, start, last)) is not None and not items:
            yield from _documents(reading, include + 1, last)
            return
        if not items or not _is_item(reading, start, last):
            return
        yield from _documents(reading, start, last)


def _includes(reading: Reading, start: int, end: int) -> int | None:
    """The verb of "They include ...", "The documents included ..."."""
    parse = reading.parse
    for i in range(start, end):
        if parse.lemma[i] == "include" and parse.is_verb(i):
            subjects = parse.subjects(i)
            named = any(parse.lower[k] in _POINTING or parse.lemma[k] in _PAPERS for k in subjects)
            return i if named else None
    return None


def _is_item(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence is an item of a list: it begins with a document, after a dash or a number at most."""
    parse, i = reading.parse, start
    while i < end and (parse.word[i].isspace() or parse.word[i] in _SIGNS or not parse.word[i][0].isalpha()):
        i += 1
    unit = reading.unit(i) if i < end else None
    return unit is not None and reading.registry.kind(unit.ids[0]) == "agreement"


def _opens_item(reading: Reading, i: int) -> bool:
    """Whether a document is one of a list and not spoken of in another item: "a protocol amending the agreement"."""
    lower = reading.parse.lower
    return lower[i - 1] not in _ARTICLES or lower[i - 2] in _BEFORE


def _documents(reading: Reading, start: int, end: int) -> Iterator[Unit]:
    """The documents in a stretch, but not those within the title of another: "a protocol amending the agreement"."""
    i = start
    while i < end:
        unit = reading.unit(i)
        if unit is not None and unit.start == i and reading.registry.kind(unit.ids[0]) == "agreement":
            if _opens_item(reading, i):
                yield unit
            i = unit.end
        else:
            i += 1
