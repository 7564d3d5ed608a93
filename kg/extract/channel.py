"""Face to face or by telephone: talks that words beside them, or the rest of the article, show to be calls."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace
from functools import cache

from kg.extract.candidates import Candidate
from kg.language.clauses import Parse
from kg.lexicon import Trigger, triggers

__all__ = ["by_call", "called", "over_the_wire"]

_EITHER = frozenset({"sit.verb", "meeting.noun"})
_WIRES = frozenset(
    "virtually virtual online remotely videoconference videoconferencing video-conference video teleconference "
    "telephone phone videolink video-link".split()
)
_BESIDE = frozenset({"advmod", "obl", "amod", "compound", "nmod", "obl:unmarked", "nmod:unmarked"})


def called(candidates: Iterable[Candidate]) -> set[frozenset[str]]:
    """The pairs of whom a call is told and no meeting face to face: what they "discussed" they discussed in it."""
    calls: set[frozenset[str]] = set()
    met: set[frozenset[str]] = set()
    for c in candidates:
        told = c.fits or c.path[0] == "mutual"
        if c.trigger.relation == "calls" and (told or c.trigger.id == "call.noun"):
            calls.add(frozenset((c.subject, c.object)))
        elif told and c.trigger.relation == "meets" and c.trigger.id not in _EITHER:
            met.add(frozenset((c.subject, c.object)))
    return calls - met


def by_call(c: Candidate, pairs: Set[frozenset[str]]) -> bool:
    """Whether a talk that may be of either kind is that of a pair who called each other."""
    return c.trigger.id in _EITHER and frozenset((c.subject, c.object)) in pairs


def over_the_wire(parse: Parse, c: Candidate) -> Candidate:
    """The candidate as a call if its meeting is said to be held by video or telephone: "met virtually with X"."""
    if c.trigger.relation != "meets" or not _wired(parse, c.token):
        return c
    return replace(c, trigger=_calls()["call.noun" if c.trigger.pos == "noun" else "call.spoke"])


@cache
def _calls() -> dict[str, Trigger]:
    return {t.id: t for t in triggers() if t.relation == "calls"}


def _wired(parse: Parse, i: int) -> bool:
    """Whether a word for a channel modifies a verb or noun, or the verb that carries the noun."""
    places = [i]
    if not parse.is_verb(i) and parse.dep[i] in ("obj", "obl", "nsubj:pass"):
        places.append(parse.head[i])
    near = [k for place in places for k in parse.kids[place] if parse.dep[k] in _BESIDE]
    return any(parse.lower[k] in _WIRES for k in (*near, *(m for k in near for m in parse.kids[k])))
