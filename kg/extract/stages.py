"""What stage a document has reached, and who took it there, by the verbs and nouns of data/lexicon/stages.toml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kg.extract.dating import Dates, date_of
from kg.extract.docrefs import last_document
from kg.extract.issuing import deed_status, documents_at, doers, is_actor, listed
from kg.extract.stagelists import listed_documents
from kg.extract.status import is_ahead
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse
from kg.language.inflect import forms
from kg.language.moodwords import is_among
from kg.lexicon import StageSign, stage_signs
from kg.model import DateRange, Status

__all__ = ["StageRead", "find_listed", "find_stages"]

_LISTED = 0.7  # confidence that an item of a list of documents was signed
_WITHIN = 4  # tokens in which the second word of a sign follows the first
_NEAR = 3  # tokens from an adjective or preposition to its document
_COMING = frozenset("upcoming forthcoming planned future expected possible eventual".split())


@dataclass(frozen=True, slots=True)
class StageRead:
    """A stage that the words at `token` give the document `what`, with those who took it there."""

    sign: StageSign
    token: int
    what: Unit
    status: Status
    when: DateRange | None
    by: tuple[Unit, ...]


@cache
def _signs() -> dict[str, tuple[tuple[StageSign, tuple[str, ...]], ...]]:
    """By the form of the first word: the sign, and the words that must follow."""
    found: defaultdict[str, list[tuple[StageSign, tuple[str, ...]]]] = defaultdict(list)
    for sign in stage_signs():
        for phrase in sign.words:
            first, *rest = phrase.split()
            for form in forms(first, "verb") if sign.pos == "verb" else {first}:
                found[form].append((sign, tuple(rest)))
    return {form: tuple(rows) for form, rows in found.items()}


def find_stages(reading: Reading, dates: Dates) -> Iterator[StageRead]:
    """The stages that an article gives its documents, in the order of the text."""
    parse, table = reading.parse, _signs()
    for i, word in enumerate(parse.lower):
        for sign, rest in table.get(word, ()):
            end = _end(parse, i, sign, rest) if i not in reading.skip else None
            if end is not None:
                yield from _stages(reading, dates, i, end, sign)


def find_listed(reading: Reading) -> Iterator[StageRead]:
    """Documents that a list names after the words that they were signed."""
    sign = next(sign for sign in stage_signs() if (sign.stage, sign.pos) == ("signed", "verb"))
    for what, token, status, by in listed_documents(reading):
        yield StageRead(replace(sign, pos="list", sure=_LISTED), token, what, status, None, by)


def _end(parse: Parse, i: int, sign: StageSign, rest: tuple[str, ...]) -> int | None:
    """The last token of a sign that begins at token i; None if it does not stand there."""
    if (sign.pos == "verb") != parse.is_verb(i) and not (sign.pos == "noun" and parse.tag[i] == "VBG"):
        return None
    at = i
    for word in rest:
        at = next((k for k in range(at + 1, min(i + _WITHIN, parse.n)) if parse.lower[k] == word), -1)
        if at < 0:
            return None
    return at


def _stages(reading: Reading, dates: Dates, i: int, end: int, sign: StageSign) -> Iterator[StageRead]:
    documents = _documents(reading, i, end, sign)
    if not documents:
        return
    status = _status(reading, i, sign)
    by = tuple(_actors(reading, i, sign)) if sign.pos != "adjective" else ()
    if status is None or (sign.actors and not _are_named(reading, by, sign.actors)):
        return
    when = None
    if sign.pos != "adjective":
        ahead = status == "planned" or is_ahead(reading.parse, i)
        when = date_of(reading, i, dates, ahead, "signs")
    published = reading.article.published
    if status == "actual" and when and published and when.first > published:
        status = "planned"
    for what in documents:
        if sign.stage != "negotiated" or not _is_concluded(reading, what):
            yield StageRead(sign, i, what, status, when, by)


def _is_concluded(reading: Reading, what: Unit) -> bool:
    """Whether a document is known to have been signed long before: talks about it are not talks on its text."""
    known, published = reading.lexicon.documents.get(what.ids[0]), reading.article.published
    return known is not None and bool(known.signed) and (published is None or known.signed < published.isoformat())


def _status(reading: Reading, i: int, sign: StageSign) -> Status | None:
    parse = reading.parse
    if sign.pos == "adjective":
        return "actual"
    head = parse.head[i]
    if head != i and is_among(parse, head, "refusing") and parse.dep[i] in ("xcomp", "obj"):
        return "denied"
    if parse.tag[i] == "VB" and parse.head[i] == i and not parse.subjects(i):
        return "planned"  # an item of a list of tasks: "Conclude the agreement on ..."
    status = deed_status(reading, i)
    if status == "actual" and any(parse.lower[k] in _COMING for k in parse.kids[i]):
        return "planned"
    return status


def _documents(reading: Reading, i: int, end: int, sign: StageSign) -> list[Unit]:
    if sign.pos == "adjective":
        return _described(reading, i)
    tokens: dict[int, None] = {}
    for slot in sign.document:
        first, _, second = slot.partition(">")
        found = _slot(reading, i, end, first)
        tokens |= dict.fromkeys([k for at in found for k in _slot(reading, at, at, second)] if second else found)
    documents = documents_at(reading, tuple(tokens))
    if not documents and sign.pos == "verb":
        its = (last_document(reading, k) for k in tokens if reading.parse.lower[k] == "it")
        documents = [what for what in its if what is not None]
    return documents


def _slot(reading: Reading, i: int, end: int, slot: str) -> list[int]:
    """The tokens in a slot of a sign that ends at token `end`; a phrase right behind it counts wherever it hangs."""
    parse = reading.parse
    if slot == "obj":
        return list(parse.patients(i))
    if slot == "subj":
        return list(parse.subjects(i))
    found = [k for at in dict.fromkeys((i, end)) for k in parse.kids[at] if parse.edge(k) == slot]
    found = [k for k in found if not any(map(parse.is_verb, range(end + 1, k)))]
    if not found and end + 1 < parse.n and slot == f"P:{parse.lower[end + 1]}":
        near = range(end + 2, min(end + 2 + _NEAR, parse.n))
        found = next(([k] for k in near if reading.unit_at[k] >= 0), [])
    return found


def _described(reading: Reading, i: int) -> list[Unit]:
    """The document that an adjective right before it describes: "the draft agreement"."""
    for j in range(i + 1, min(i + 1 + _NEAR, reading.parse.n)):
        unit = reading.unit(j)
        if unit is not None:
            return [unit] if reading.registry.kind(unit.ids[0]) == "agreement" else []
        if not reading.parse.tag[j].startswith(("JJ", "NN", "VBN", "HYPH")):
            return []
    return []


def _actors(reading: Reading, i: int, sign: StageSign) -> list[Unit]:
    """Who takes the document to its stage, as far as the clause says so."""
    parse = reading.parse
    if sign.pos == "verb":
        return [] if "subj" in sign.document else doers(reading, i)
    head = parse.head[i]
    if sign.stage == "negotiated" and (not parse.is_verb(head) or is_among(parse, head, "carrying")):
        return [u for u in listed(reading, parse.holders(i)) if is_actor(reading, u)]
    edges = ("P:by", "poss", "P:of") if sign.stage == "withdrawn" else ("P:by", "poss")
    tokens = tuple(k for k in parse.kids[i] if parse.edge(k) in edges)
    return [u for u in listed(reading, tokens) if is_actor(reading, u)]


def _are_named(reading: Reading, by: tuple[Unit, ...], words: tuple[str, ...]) -> bool:
    named = {w for unit in by for w in reading.surface(unit.start, unit.end).lower().split()}
    return not named.isdisjoint(words)
