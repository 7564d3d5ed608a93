"""The day of a meeting by what is said there: "today's meeting", "we have two items on the agenda today".

A report that goes on with the speeches often dates itself only in them. Its opening, up to the first speech, then has
that day.
"""

from __future__ import annotations

from kg.extract.dating import Dates, owner_of
from kg.extract.speakers import quoted
from kg.extract.units import Reading
from kg.language.moodwords import is_among
from kg.model import DateRange

__all__ = ["spoken_day"]

_NOW = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})
_OURS = frozenset({"we", "i", "us", "our", "my"})
_MEETING = frozenset(
    "agenda discuss meet gather convene address welcome see talk speak begin start brief consider report meeting topic "
    "issue floor exchange".split()
)
_FAR = 15  # tokens between "today" and the word for the meeting


def spoken_day(reading: Reading, dates: Dates) -> tuple[int, DateRange] | None:
    """The sentence that begins the speeches of a report, and the day that they call today; None for other texts."""
    parse = reading.parse
    first = _first_speech(reading)
    if first is None:
        return None
    for number in range(first, len(parse.sents)):
        for start, end, phrase in dates.get(number, ()):
            if phrase.when.phrase.lower().removeprefix("on ") in _NOW and _is_of_meeting(reading, start, end):
                return first, phrase.when
    return None


def _first_speech(reading: Reading) -> int | None:
    """The first sentence with "I" or "we" outside quotation marks, where a report stands before it."""
    cited = quoted(reading)
    for number, (start, end) in enumerate(reading.parse.sents):
        if any(reading.parse.lower[i] in _OURS and not cited[i] for i in range(start, end)):
            return number or None
    return None


def _is_of_meeting(reading: Reading, first: int, last: int) -> bool:
    """Whether "today" tells of the meeting: it is "today's meeting", or stands near a word for what is done there."""
    parse = reading.parse
    owner, _ = owner_of(reading, first, last)
    if is_among(parse, owner, "gatherings") or parse.lemma[owner] in _MEETING:
        return True
    start, end = parse.sents[parse.sent[first]]
    near = range(max(start, first - _FAR), min(end, last + _FAR))
    ours = any(parse.lower[k] in _OURS for k in near)
    return ours and any(parse.lemma[k] in _MEETING or is_among(parse, k, "gatherings") for k in near)
