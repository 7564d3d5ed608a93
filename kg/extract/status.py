"""Whether a fact happened, is planned or is denied; when; and who says so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.extract.candidates import Candidate
from kg.extract.units import Reading
from kg.language.dates import DatedPhrase
from kg.model import DateRange, Status

__all__ = ["Dates", "attribution", "date_of", "status_of", "tokens_of"]

Dates = dict[int, list[tuple[int, int, DatedPhrase]]]

_PLANNING = frozenset(
    "plan intend decide commit pledge promise expect prepare vow agree aim schedule propose ready determine undertake set resolve "
    "hope look intention commitment plan readiness pledge promise willingness desire decision expectation agreement will wish dedication prepared".split()
)  # fmt: skip
_COMING = frozenset({"planned", "upcoming", "forthcoming", "future", "scheduled", "proposed", "expected", "next", "eventual", "impending", "envisaged"})
_SAY = frozenset("say state tell announce claim report allege add note declare argue believe insist warn suggest accuse explain write assert maintain".split())
_DEEDS = frozenset({"cooperatesWith", "participatesIn", "aids", "meets", "visits", "joins", "signs", "calls", "sanctions", "supports", "negotiates"})


def status_of(candidate: Candidate, reading: Reading, when: DateRange | None) -> Status:
    """Planned for the future tense, plans, decisions and dates to come; denied under a negation; else actual."""
    signs, relation = candidate.signs, candidate.trigger.relation
    if candidate.trigger.status:
        return candidate.trigger.status  # type: ignore[return-value]
    if "neg" in signs and relation != "rejects":
        return "denied"
    if relation in ("agreesWith", "requests", "criticizes", "threatens", "issues") and "will" not in signs:
        return "actual"
    if signs & {"will", "gov-will"}:
        return "planned"
    governors = {s[4:] for s in signs if s.startswith("gov:")}
    if relation in _DEEDS and governors & _PLANNING:
        return "planned"
    if any(w in _COMING for w in _modifiers(reading, candidate.token)):
        return "planned"
    published = reading.article.published
    if when is not None and published is not None and when.first > published:
        return "planned"
    return "actual"


def _modifiers(reading: Reading, i: int) -> list[str]:
    return [reading.parse.lower[k] for k in reading.parse.kids[i] if reading.parse.dep[k] in ("amod", "advmod")]


def tokens_of(reading: Reading, phrases: tuple[DatedPhrase, ...]) -> Dates:
    """Date phrases by sentence, with their token bounds."""
    starts = reading.parse.starts
    found: Dates = {}
    for phrase in phrases:
        first = max(0, bisect_right(starts, phrase.span.start) - 1)
        last = bisect_left(starts, phrase.span.end)
        if first < reading.parse.n:
            found.setdefault(reading.parse.sent[first], []).append((first, last, phrase))
    return found


def date_of(reading: Reading, token: int, dates: Dates, future: bool) -> DateRange | None:
    """The date of an event: the phrase that hangs on its trigger, else the nearest one in the sentence."""
    here = dates.get(reading.parse.sent[token])
    if not here:
        return None
    parse = reading.parse
    best, best_rank = None, None
    for first, last, phrase in here:
        rank = (not _hangs_on(parse.head, first, last, token), _distance(token, first, last))
        if best_rank is None or rank < best_rank:
            best, best_rank = phrase, rank
    if best is None or best_rank is None or best_rank[1] > 30:
        return None
    return best.later if future and best.later is not None else best.when


def _hangs_on(head: list[int], first: int, last: int, token: int) -> bool:
    """Whether a date phrase depends on the trigger or on the verb that governs it."""
    for i in range(first, last):
        at = i
        for _ in range(4):
            at = head[at]
            if at == token:
                return True
            if at == head[at]:
                break
    return False


def _distance(token: int, first: int, last: int) -> int:
    return first - token if first > token else token - last + 3


def attribution(reading: Reading, token: int) -> str | None:
    """Who says so: the subject of a verb of saying above the trigger, or the person who is quoted."""
    parse, at = reading.parse, token
    for _ in range(6):
        h = parse.head[at]
        if h == at:
            break
        if parse.lemma[h] in _SAY and parse.dep[at] in ("ccomp", "xcomp", "parataxis", "conj", "advcl", "obj"):
            return _first_unit(reading, parse.subjects(h))
        at = h
    for k in parse.kids[at]:
        if parse.dep[k] in ("parataxis", "ccomp") and parse.lemma[k] in _SAY:
            return _first_unit(reading, parse.subjects(k))
        if parse.edge(k) == "P:to" and parse.lower[max(0, k - 3) : k].count("according"):
            return _first_unit(reading, (k,))
    return None


def _first_unit(reading: Reading, tokens: tuple[int, ...]) -> str | None:
    for token in tokens:
        unit = reading.unit(token)
        if unit is not None and unit.ids and reading.registry.kind(unit.ids[0]) in ("person", "state", "organization"):
            return unit.ids[0]
    return None
