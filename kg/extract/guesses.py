"""Guesses at names that the word lists lack: by the entity recogniser, by a title in front, by the word for an event.

A recogniser often takes a title or the state before it into a name ("Senegal Macky Sall"), for in news a title, a state
and a name stand side by side without a comma. What is known of titles and states mends its guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.bodyhood import is_body
from kg.extract.spans import Span
from kg.extract.titles import TitleHit
from kg.extract.units import Reading
from kg.language.clauses import Parse

__all__ = ["EVENT_HEADS", "guessed_spans"]

_LABELS = frozenset({"PERSON", "PER", "ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "WORK_OF_ART"})
EVENT_HEADS = frozenset(
    "summit conference forum dialogue consultations exercise exercises meeting assembly games olympics war talks "
    "ministerial session congress convention roundtable symposium commemoration negotiations crisis process".split()
)
_LOWER_HEADS = frozenset({"summit", "conference", "forum"})  # also written small: "the Crans Montana forum"
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_WHEN = frozenset(
    "today yesterday tomorrow monday tuesday wednesday thursday friday saturday sunday january february march april "
    "june july august september october november december".split()
)
_BODY_WORDS = frozenset(
    "ministry department office council committee commission agency party bank company group university union "
    "association embassy parliament administration government house court army force forces corps foundation "
    "institute centre center news times post press street city january february march april may june july august "
    "september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
_FINITE = frozenset({"VBP", "VBZ", "VBD", "MD"})
_CHAIRS = frozenset({"chairmanship", "presidency", "chair"})
_INSIDE = frozenset("of for on the and in at to".split())  # small words inside names, not at their ends
_ARTICLES = frozenset({"the", "a", "an", "'s", "’s"})
_POSSESSIVE = frozenset({"'s", "’s", "s"})
_MARKS = frozenset({"'s", "’s", "-", "–", "’", "'"})
_STATE_WORDS = frozenset({"the", "republic", "kingdom", "state"})
_ADDRESS = frozenset({"mr", "mr.", "mrs", "ms", "ms.", "mrs.", "dr", "dr.", "h.e.", "sir", "sheikh"})
_PARTICLES = frozenset({"bin", "ibn", "al", "el", "de", "von", "van", "der", "da", "dos"})
_NOT_IN_EVENTS = frozenset("the a an this that at in president minister during on".split())
_YEAR = re.compile(r"(19|20)\d\d")


def guessed_spans(reading: Reading, known: list[Span], titles: list[TitleHit]) -> list[Span]:
    """All guesses, mended; `known` are the spans of the word lists and `titles` the titles of office of the text."""
    raw = [*_of_recogniser(reading), *_events(reading)]
    mended = [s for span in raw for s in _mended(reading, span, known, titles) if is_body(reading, s, known)]
    return mended + _after_titles(reading, titles, known)


def _of_recogniser(reading: Reading) -> Iterator[Span]:
    parse = reading.parse
    for ent in reading.doc.ents:
        if ent.label_ not in _LABELS:
            continue
        start, end = _trimmed(parse, ent.start, ent.end)
        if ent.label_ != "PERSON":
            end = _without_dates(parse, start, end)
            end = _without_roles(parse, start, end)
            start = _past_dates(parse, start, end)
        if end == start + 1 and parse.lower[start] in EVENT_HEADS:
            continue  # "the Summit": which one, the text has said before
        if start >= end or parse.lower[start:end] in (["jr"], ["jr."], ["sr."]):
            continue
        first = parse.word[start]
        if first[0].isupper() and any(c.isalpha() for c in first):
            yield Span(start, end, (), ent.label_)


def _trimmed(parse: Parse, start: int, end: int) -> tuple[int, int]:
    """Without articles, quotes and possessive marks at the ends."""
    while start < end and (not parse.word[start][0].isalnum() or parse.lower[start] in _ARTICLES):
        start += 1
    while end > start and parse.word[end - 1][-1] != ".":
        if parse.word[end - 1][0].isalnum() and parse.lower[end - 1] not in _POSSESSIVE:
            break
        end -= 1
    return start, end


def _without_dates(parse: Parse, start: int, end: int) -> int:
    """The end of a name before a weekday ("the Council on [Monday]") and the small words before that."""
    end = next((i for i in range(start, end) if parse.lower[i] in _CALENDAR), end)
    while end > start and parse.lower[end - 1] in _INSIDE:
        end -= 1
    return end


def _past_dates(parse: Parse, start: int, end: int) -> int:
    """The start of a name after the day before it: "[Today's] Global Action Meeting", "[June] G7 Summit"."""
    while start < end - 1 and (parse.lower[start] in _WHEN or parse.lower[start] in ("'s", "’s")):
        start += 1
    return start


def _without_roles(parse: Parse, start: int, end: int) -> int:
    """The end of a name before a verb ("the Summit [are Leaders]") and before its office ("OSCE [Chairmanship]")."""
    verb = next((i for i in range(start + 1, end) if parse.tag[i] in _FINITE and parse.word[i].islower()), end)
    return verb - 1 if verb > start + 1 and parse.lower[verb - 1] in _CHAIRS else verb


def _events(reading: Reading) -> Iterator[Span]:
    """Capitalised phrases that end in a word for an event: "the East Asia Summit"."""
    parse = reading.parse
    for i, word in enumerate(parse.lower):
        if word not in EVENT_HEADS or not (parse.word[i][0].isupper() or word in _LOWER_HEADS):
            continue
        start = i
        while start > 0 and _continues(parse, start - 1):
            start -= 1
        while start < i and (parse.lower[start] in _INSIDE or parse.lower[start] in ("'s", "’s", "-", "–", "&")):
            start += 1
        start = _past_dates(parse, start, i)
        if start < i and (i - start > 1 or parse.word[start][0].isupper()):
            dated = i + 1 < parse.n and _YEAR.fullmatch(parse.word[i + 1])
            yield Span(start, i + 2 if dated else i + 1, (), "EVENT")


def _continues(parse: Parse, i: int) -> bool:
    """Whether the name of an event goes on to the left with token i."""
    if parse.sent[i] != parse.sent[i + 1]:
        return False
    text = parse.word[i]
    if text[0].isupper() or text[0].isdigit():
        return parse.lower[i] not in _NOT_IN_EVENTS
    return text in _MARKS


def _mended(reading: Reading, span: Span, known: list[Span], titles: list[TitleHit]) -> list[Span]:
    """A guess without what it took from a title: "[President of] Senegal Macky Sall" is a state and a person."""
    if span.label not in ("ORG", "PERSON", "GPE", "LOC"):
        return [span]
    person = _after_state(reading.parse, span, known, titles)
    if person is not None:
        return [person]
    if span.label == "PERSON":
        return _person_without_title(span, titles)
    return _body_without_title(reading.parse, span, titles) if span.label in ("ORG", "LOC") else [span]


def _after_state(parse: Parse, span: Span, known: list[Span], titles: list[TitleHit]) -> Span | None:
    """The person whose guess begins with the state or body of the title: "of Senegal [Macky Sall]"."""
    if span.start < 2 or not (parse.lower[span.start - 1] == "of" or parse.lower[span.start - 1] in _STATE_WORDS):
        return None
    for k in known:
        if not (k.start <= span.start < k.end < span.end and k.forms[0].entity_id.startswith(("state/", "org/"))):
            continue
        rest = range(k.end, span.end)
        of_title = any(t.start <= i < t.end for t in titles for i in rest)
        if not of_title and all(parse.word[i][0].isupper() and parse.lower[i] not in _BODY_WORDS for i in rest):
            return Span(k.end, span.end, (), "PERSON")
    return None


def _person_without_title(span: Span, titles: list[TitleHit]) -> list[Span]:
    for t in titles:
        if t.start <= span.start < t.end < span.end:
            return [Span(t.end, span.end, (), "PERSON")]
        if t.base[1] <= span.start and span.end <= t.end:
            return []  # "Minister for Financial Services and [Superannuation]"
    return [span]


def _body_without_title(parse: Parse, span: Span, titles: list[TitleHit]) -> list[Span]:
    for t in titles:
        if span.start < t.start and t.end == span.end and span.label == "ORG":
            return [Span(span.start, t.start, (), "ORG")]  # "National People's Congress [Chairman]"
        if span.start == t.base[0] and parse.lower[t.base[1]] == "for":
            return []
        if span.start == t.start and t.end + 1 < span.end and parse.lower[t.end] == "of":
            return [Span(t.end + 1, span.end, (), span.label)]
        overlaps = t.start < span.end and span.start < t.end
        much_longer = span.start <= t.start and t.end <= span.end and span.end - span.start > t.end - t.start + 2
        if overlaps and not much_longer:
            return []
    return [span]


def _after_titles(reading: Reading, titles: list[TitleHit], known: list[Span]) -> list[Span]:
    """Persons that only their title gives away: "Minister of Finance of the Kingdom of Norway Ola Berg"."""
    parse = reading.parse
    by_start = {s.start: s for s in known}
    in_titles = {i for t in titles for i in range(t.start, t.end)}
    found = []
    for t in titles:
        start = None if t.plural else _name_start(parse, t.end, by_start)
        if start is None:
            continue
        end = _name_end(parse, start, by_start, in_titles)
        long_enough = end > start and (end - start > 1 or t.end == start)
        same_sentence = long_enough and parse.sent[end - 1] == parse.sent[t.start]
        if same_sentence and _BODY_WORDS.isdisjoint(parse.lower[start:end]):
            found.append(Span(start, end, (), "PERSON"))
    return found


def _name_start(parse: Parse, i: int, by_start: dict[int, Span]) -> int | None:
    """Where a name may begin after a title that ends at i: past its state and past "Mr"; None if it has another end."""
    if i < parse.n and parse.lower[i] in ("of", "for", "to"):
        i += 1
        while i < parse.n and parse.lower[i] in _STATE_WORDS:
            i += 1
        if i not in by_start:
            return None
        i = by_start[i].end
    while i < parse.n and parse.lower[i] in _ADDRESS:
        i += 1
    return i


def _name_end(parse: Parse, start: int, by_start: dict[int, Span], in_titles: set[int]) -> int:
    """Where a name that begins at `start` ends: at most six words, none of another name, title or sentence."""
    i = start
    while i < parse.n and i - start < 6 and _in_name(parse, i, start) and i not in in_titles:
        other = by_start.get(i)
        if parse.sent[i] != parse.sent[start] or (
            other is not None and not other.forms[0].entity_id.startswith("person/")
        ):
            break
        i += 1
    while i > start and not parse.word[i - 1][0].isupper():
        i -= 1
    return i


def _in_name(parse: Parse, i: int, start: int) -> bool:
    """Whether token i can belong to a name that begins at `start`: "Abdulaziz bin Salman Al-Saud"."""
    if parse.word[i][0].isupper():
        return parse.tag[i] in ("NNP", "NNPS") or (i > start and parse.tag[i] == "NNS")
    if i == start or i + 1 >= parse.n or not (parse.word[i + 1][0].isupper() or parse.lower[i + 1] == "-"):
        return False
    return parse.lower[i] in _PARTICLES or (parse.lower[i] == "-" and parse.ends[i - 1] == parse.starts[i])
