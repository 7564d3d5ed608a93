"""Where a deed took place, at which occasion or within which body, and what it was about."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidates import Candidate
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse

__all__ = ["forum_of", "place_of", "topic_of"]

_PLACED = frozenset({"P:in", "P:at"})
_AT = frozenset({"P:at", "P:during", "P:within", "P:in", "P:on", "P:through", "P:under"})
_IN_BODY = frozenset({"P:at", "P:within", "P:through"})
_EDGE_OF = frozenset(
    {"sideline", "sidelines", "margin", "margins", "framework", "occasion", "session", "meeting", "eve"}
)
_ABOUT = frozenset({"P:on", "P:about", "P:over", "P:regarding", "P:concerning"})
_TALKED = frozenset({"meets", "calls", "negotiates", "agreesWith", "cooperatesWith", "mediates", "visits"})
_DISCUSS = frozenset({"discuss", "review", "address", "consider", "debate", "cover"})
_LIGHT = frozenset(
    {"hold", "have", "conduct", "make", "pay", "take", "reach", "give", "express", "begin", "start", "continue"}
)
_SUBJECTS = frozenset({"state", "event", "agreement", "place", "organization"})


def place_of(reading: Reading, candidate: Candidate) -> str | None:
    """The place in "met in Moscow": of the trigger, or of the verb that governs it."""
    for role, token in _around(reading.parse, candidate.token):
        unit = reading.unit(token)
        if role in _PLACED and unit is not None and unit.ids:
            place = unit.place or unit.ids[0]
            if place.startswith("place/") and place != candidate.object:
                return place
    return None


def forum_of(reading: Reading, candidate: Candidate) -> str | None:
    """The named occasion or body in "on the sidelines of the G20 Summit", "voted at the Security Council"."""
    parse = reading.parse
    for role, token in _around(parse, candidate.token):
        if role not in _AT:
            continue
        for inner in (token, *_of(parse, token)):
            found = _named(reading, inner, candidate, ("event",))
            if found is None and (role in _IN_BODY or inner != token):
                found = _named(reading, inner, candidate, ("organization",))
            if found is not None:
                return found
    return None


def topic_of(reading: Reading, candidate: Candidate) -> str | None:
    """What a talk or a statement was about, if it has a name: "talks on Ukraine", "met to discuss Syria"."""
    parse, relation = reading.parse, candidate.trigger.relation
    if relation not in _TALKED:
        return None
    for role, token in _around(parse, candidate.token):
        if role in _ABOUT and parse.lemma[token] not in _EDGE_OF:
            found = _first_named(reading, token, candidate)
            if found is not None:
                return found
        if parse.lemma[token] in _DISCUSS and parse.is_verb(token):
            for k in parse.patients(token):
                found = _first_named(reading, k, candidate)
                if found is not None:
                    return found
    return None


def _around(parse: Parse, token: int) -> Iterator[tuple[str, int]]:
    """What hangs on a trigger, and on the verb that only carries it ("held talks in Moscow")."""
    yield from parse.roles(token)
    head = parse.head[token]
    carried = parse.is_verb(head) and parse.lemma[head] in _LIGHT and parse.dep[token] in ("obj", "nsubj:pass", "xcomp")
    if head != token and carried:
        yield from ((role, k) for role, k in parse.roles(head) if k != token)


def _of(parse: Parse, token: int) -> tuple[int, ...]:
    """The named thing in "on the margins of the summit"."""
    if parse.lemma[token] not in _EDGE_OF:
        return ()
    return tuple(k for k in parse.kids[token] if parse.edge(k) == "P:of")


def _first_named(reading: Reading, token: int, candidate: Candidate) -> str | None:
    """The entity at a token, or in its modifiers: "the situation in Ukraine", "Ukraine's reconstruction"."""
    queue = [token]
    for _ in range(8):
        if not queue:
            break
        at = queue.pop(0)
        found = _named(reading, at, candidate, tuple(_SUBJECTS))
        if found is not None and not _is_theirs(reading, found, candidate):
            return found
        queue += [k for k in reading.parse.kids[at] if reading.parse.dep[k] in ("nmod", "nmod:poss", "obl", "compound")]
    return None


def _is_theirs(reading: Reading, entity: str, candidate: Candidate) -> bool:
    """Whether an entity belongs to the state of one of those who talk: "the U.S.-Indonesia partnership"."""
    iso3 = reading.registry.iso3(entity)
    return iso3 is not None and iso3 in {reading.registry.iso3(e) for e in (candidate.subject, candidate.object)}


def _named(reading: Reading, token: int, candidate: Candidate, kinds: tuple[str, ...]) -> str | None:
    unit: Unit | None = reading.unit(token)
    if unit is None or len(unit.ids) != 1 or unit.via.split(":")[0] in ("pronoun", "speaker", "author", "collective"):
        return None
    entity = unit.ids[0]
    if entity in (candidate.subject, candidate.object) or unit in (candidate.subject_unit, candidate.object_unit):
        return None
    return entity if reading.registry.kind(entity) in kinds else None
