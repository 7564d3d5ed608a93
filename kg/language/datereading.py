"""What a date phrase means: from the parts that the grammar names to a first and a last day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.language import dategrammar as grammar
from kg.language.dategrammar import Candidate
from kg.language.dateunits import (
    calendar_unit,
    month_of,
    months,
    moved,
    narrowed,
    nearest,
    precision_of,
    week_of,
    year_of,
)
from kg.model import Basis, Precision

__all__ = ["Context", "Reading", "resolve"]

_FEW_DAYS = 21  # days, of a journey or session, after which there is a "following day"; no month


@dataclass(frozen=True, slots=True)
class Reading:
    first: date
    last: date
    precision: Precision
    basis: Basis = "relative"
    later: tuple[date, date] | None = None


@dataclass(slots=True)
class Context:
    """What earlier phrases of the text and the article's date lend to a phrase."""

    text: str
    anchor: date | None
    previous: Reading | None = None
    full: tuple[int, int] | None = None  # end offset and year of the latest day or month given with its year
    next_year: dict[int, int] = field(default_factory=dict)  # start of a phrase -> year of the list it stands in


def resolve(candidate: Candidate, context: Context) -> Reading | None:
    try:
        reading = _RESOLVERS[candidate.kind](candidate, context)
    except (ValueError, OverflowError):  # February 30, or a date beyond the calendar
        return None
    if reading is None:
        return None
    if candidate.part and reading.precision in {"month", "year"}:
        first, last = narrowed(reading.first, reading.last, candidate.part)
        later = reading.later and narrowed(*reading.later, candidate.part)
        reading = Reading(first, last, reading.precision, reading.basis, later)
    context.previous = reading
    if reading.basis == "explicit" and candidate.kind in {"day", "range", "month"} and reading.precision != "year":
        context.full = (candidate.end, reading.last.year)
    return reading


def _span(first: date, last: date, basis: Basis = "relative") -> Reading | None:
    return Reading(first, last, precision_of(first, last), basis) if first <= last else None


def _month_number(name: str) -> int | None:
    if not name:
        return None
    return int(name) if name.isdecimal() else grammar.MONTHS[name.rstrip(".")]


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else grammar.NUMBERS[word]


def _said_year(said: str, context: Context) -> tuple[int | None, Basis]:
    """The year that a phrase states, in figures or as "last year"."""
    if said.isdecimal():
        return int(said), "explicit"
    if said.startswith(("that", "the same")):
        return (context.previous.first.year if context.previous else None), "relative"
    if not said or context.anchor is None:
        return None, "relative"
    return context.anchor.year + {"this": 0, "last": -1, "next": 1}[said.split()[0]], "relative"


def _lent_year(candidate: Candidate, context: Context) -> int | None:
    """The year of the list the phrase stands in, or of the full date that the text has just given.

    A narrative keeps its year until it names another: for a text without a date within the paragraph, otherwise only
    within the sentence, and only where it is not the year of the article anyway.
    """
    if candidate.start in context.next_year:
        return context.next_year[candidate.start]
    if context.full is None:
        return None
    end, year = context.full
    if candidate.start - end > 600:
        return None
    between = context.text[end : candidate.start]
    if context.anchor is None:
        return year if "\n" not in between else None
    return year if abs(year - context.anchor.year) > 1 and not grammar.SENTENCE_END.search(between) else None


def _day(candidate: Candidate, context: Context) -> Reading | None:
    if candidate.get("rel"):
        return _day_of_month(candidate, context)
    month, day = _month_number(candidate.get("m1")) or 0, _day_number(candidate.get("d1"))
    year, basis = _stated_year(candidate, context, candidate.get("y1"))
    if year is not None:
        exact = date(year, month, day)
        return Reading(exact, exact, "day", basis)
    if context.anchor is None or candidate.get("y1"):
        return None
    past, future = nearest(month, day, context.anchor)
    return Reading(past, past, "day", "relative", (future, future))


def _stated_year(candidate: Candidate, context: Context, said: str) -> tuple[int | None, Basis]:
    """The year in the phrase itself or, where it has none, one that the text lends it."""
    if said:
        return _said_year(said, context)
    return _lent_year(candidate, context), "explicit"


def _day_number(word: str) -> int:
    return int(word.rstrip("stndrh"))


def _day_of_month(candidate: Candidate, context: Context) -> Reading | None:
    """ "The 21st of this month"."""
    if context.anchor is None:
        return None
    shift = {"this": 0, "last": -1, "next": 1}[candidate.get("rel")]
    first, _ = months(context.anchor.year, context.anchor.month + shift, 1)
    exact = first.replace(day=_day_number(candidate.get("d1")))
    return Reading(exact, exact, "day")


def _slash(candidate: Candidate, context: Context) -> Reading | None:
    """Day and month in figures, where only one order is possible or both mean the same."""
    a, b = int(candidate.get("a")), int(candidate.get("b"))
    if a <= 12 and b <= 12 and a != b:
        return None
    month, day = (b, a) if a > 12 else (a, b)
    exact = date(int(candidate.get("y1")), month, day)
    return Reading(exact, exact, "day", "explicit")


def _range(candidate: Candidate, context: Context) -> Reading | None:
    if not (candidate.get("m1") or candidate.get("m2")):
        return _year_range(candidate)
    m2 = _month_number(candidate.get("m2")) or _month_number(candidate.get("m1")) or 0
    m1 = _month_number(candidate.get("m1")) or m2
    said = candidate.get("y2") or candidate.get("y1")
    year, basis = _stated_year(candidate, context, said)
    if year is not None:
        y1, _ = _said_year(candidate.get("y1") or said, context)
        first_year = y1 if candidate.get("y1") and y1 is not None else year - (m1 > m2)
        last_year = year if candidate.get("y2") or m1 <= m2 or not candidate.get("y1") else year + 1
        return _span(*_ends(candidate, m1, first_year, m2, last_year), basis)
    if context.anchor is None or said:
        return None
    if not candidate.get("d2"):
        last_year = context.anchor.year - (m2 > context.anchor.month)
        return _span(*_ends(candidate, m1, last_year - (m1 > m2), m2, last_year))
    return _yearless_days(candidate, context.anchor, m1, m2)


def _ends(candidate: Candidate, m1: int, y1: int, m2: int, y2: int) -> tuple[date, date]:
    d1, d2 = candidate.get("d1"), candidate.get("d2")
    first = date(y1, m1, _day_number(d1)) if d1 else month_of(y1, m1)[0]
    last = date(y2, m2, _day_number(d2)) if d2 else month_of(y2, m2)[1]
    return first, last


def _yearless_days(candidate: Candidate, anchor: date, m1: int, m2: int) -> Reading | None:
    d2 = _day_number(candidate.get("d2"))
    past, future = nearest(m2, d2, anchor)
    first, last = _ends(candidate, m1, past.year - (m1 > m2), m2, past.year)
    later = _ends(candidate, m1, future.year - (m1 > m2), m2, future.year)
    reading = _span(first, last)
    return reading and Reading(first, last, reading.precision, "relative", later)


def _year_range(candidate: Candidate) -> Reading | None:
    y1, y2 = candidate.get("y1"), candidate.get("y2")
    first, last = year_of(int(y1))[0], year_of(int(y1[: 4 - len(y2)] + y2))[1]
    return Reading(first, last, precision_of(first, last), "explicit") if first < last else None


def _a_month(candidate: Candidate, context: Context) -> Reading | None:
    month = _month_number(candidate.get("m1")) or 0
    rel, said = candidate.get("rel"), candidate.get("y1")
    year, basis = _stated_year(candidate, context, said) if not rel else (None, "relative")
    if year is not None:
        return Reading(*month_of(year, month), "month", basis)
    if context.anchor is None or said:
        return None
    past = context.anchor.year - (month > context.anchor.month)
    future = context.anchor.year + (month < context.anchor.month)
    if rel == "this":
        return Reading(*month_of(context.anchor.year, month), "month")
    if rel == "last":
        return Reading(*month_of(context.anchor.year - (month >= context.anchor.month), month), "month")
    if rel == "next":
        return Reading(*month_of(context.anchor.year + (month <= context.anchor.month), month), "month")
    return Reading(*month_of(past, month), "month", "relative", month_of(future, month))


def _week_of(candidate: Candidate, context: Context) -> Reading | None:
    """ "The first week of March": its days 1 to 7; the last week are the last seven days."""
    reading = _a_month(candidate, context)
    if reading is None:
        return None
    nth = candidate.get("nth")

    def week(first: date, last: date) -> tuple[date, date]:
        if nth in {"last", "final"}:
            return last - timedelta(6), last
        start = first + timedelta(7 * (grammar.ORDINALS[nth] - 1))
        return start, start + timedelta(6)

    first, last = week(reading.first, reading.last)
    return Reading(first, last, "month", reading.basis, reading.later and week(*reading.later))


def _weekday(candidate: Candidate, context: Context) -> Reading | None:
    if context.anchor is None:
        return None
    anchor, rel, week = context.anchor, candidate.get("rel"), candidate.get("week")
    w1 = grammar.WEEKDAYS[candidate.get("w1")]
    w2 = grammar.WEEKDAYS[candidate.get("w2") or candidate.get("w1")]
    if week:
        monday = week_of(anchor)[0] + timedelta({"last": -7, "this": 0, "next": 7}[week])
        return _span(monday + timedelta(w1), monday + timedelta(w2))
    shift = rel in {"last", "next"}
    last = anchor - timedelta((anchor.weekday() - w2 - shift) % 7 + shift)
    first = last - timedelta((w2 - w1) % 7)
    next_first = anchor + timedelta((w1 - anchor.weekday() - shift) % 7 + shift)
    later = (next_first, next_first + timedelta((w2 - w1) % 7))
    if rel in {"next", "this coming"}:
        return _span(*later)
    looks_ahead = rel in {"", "this"}
    return Reading(first, last, precision_of(first, last), "relative", later if looks_ahead else None)


_DAYS_FROM_NOW = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_DAYS_FROM_NOW |= {"day before yesterday": -2, "day after tomorrow": 2}


def _now(candidate: Candidate, context: Context) -> Reading | None:
    if context.anchor is None:
        return None
    exact = context.anchor + timedelta(_DAYS_FROM_NOW.get(candidate.get("word").removeprefix("the "), 0))
    return Reading(exact, exact, "day")


def _unit(candidate: Candidate, context: Context) -> Reading | None:
    """ "Last week", "later this year", "next summer"."""
    if context.anchor is None:
        return None
    unit, part = candidate.get("unit"), candidate.get("part")
    rel = candidate.get("rel") or "last"
    shift = {"this": 0, "the current": 0, "last": -1, "next": 1}[rel]
    first, last = calendar_unit(context.anchor, unit, shift)
    if part == "earlier" and rel == "this":
        last = context.anchor
    if part == "later" and rel == "this":
        first = context.anchor
    precision: Precision = "year" if unit == "year" else "month"
    if (first.year, first.month) != (last.year, last.month):
        precision = "year"
    return Reading(first, last, precision) if first <= last else None


def _weekend(candidate: Candidate, context: Context) -> Reading | None:
    """The weekend that has begun last, or the one to come."""
    if context.anchor is None:
        return None
    shift = 0 if context.anchor.weekday() >= 5 else -1
    first, last = calendar_unit(context.anchor, "weekend", shift)
    later = calendar_unit(context.anchor, "weekend", 0)
    return Reading(first, last, "month" if first.month == last.month else "year", "relative", later)


def _past(candidate: Candidate, context: Context) -> Reading | None:
    """ "The last ten years": open, from then up to the article's date. Without a number, only for a single unit."""
    n, unit = candidate.get("n"), candidate.get("unit")
    if context.anchor is None or (not n and unit.endswith("s")):
        return None
    return Reading(moved(context.anchor, unit, -_count(n or "one")), context.anchor, "open")


def _edge(candidate: Candidate, context: Context) -> Reading | None:
    """ "The end of the year", "the beginning of next month"."""
    if context.anchor is None:
        return None
    shift = {"the": 0, "this": 0, "last": -1, "next": 1}[candidate.get("rel")]
    unit = candidate.get("unit")
    first, last = narrowed(*calendar_unit(context.anchor, unit, shift), candidate.get("edge"))
    return Reading(first, last, "year" if unit == "year" else "month")


def _counted(origin: date, unit: str, n: int) -> Reading | None:
    """A number of units from a day: as precise as the unit it is counted in."""
    unit = unit.rstrip("s")
    day = moved(origin, unit, n)
    if unit == "day":
        return Reading(day, day, "day")
    first, last = calendar_unit(day, unit, 0)
    return Reading(first, last, "year" if unit == "year" or first.month != last.month else "month")


def _ago(candidate: Candidate, context: Context) -> Reading | None:
    n = _count(candidate.get("n")) * (1 if candidate.kind == "ahead" else -1)
    if context.anchor and candidate.get("exact"):
        day = moved(context.anchor, candidate.get("unit"), n)
        return Reading(day, day, "day")
    return _counted(context.anchor, candidate.get("unit"), n) if context.anchor else None


def _shift(candidate: Candidate, context: Context) -> Reading | None:
    """ "Three weeks earlier": counted from the phrase before, or back from the article's date where there is none."""
    n = _count(candidate.get("n")) * (1 if candidate.get("way") == "later" else -1)
    if context.previous is None:
        return _counted(context.anchor, candidate.get("unit"), n) if context.anchor and n < 0 else None
    return _counted(context.previous.last if n > 0 else context.previous.first, candidate.get("unit"), n)


def _same(candidate: Candidate, context: Context) -> Reading | None:
    """ "The following day", "that year": relative to the phrase before."""
    how, unit, previous = candidate.get("how"), candidate.get("unit"), context.previous
    if previous is None or (unit == "day" and not _has_day(previous, how)):
        return None
    if how == "next" and unit != "day":  # mostly a period to come: "over the next year"
        return None
    shift = {"following": 1, "next": 1, "previous": -1}.get(how, 0)
    if unit == "day":
        exact, _ = _day_from(previous.first, previous.last, shift)
        return Reading(exact, exact, "day", previous.basis, previous.later and _day_from(*previous.later, shift))
    first, last = calendar_unit(previous.first, unit, shift)
    return Reading(first, last, "year" if unit == "year" or first.month != last.month else "month", previous.basis)


def _day_from(first: date, last: date, shift: int) -> tuple[date, date]:
    day = (last if shift > 0 else first) + timedelta(shift)
    return day, day


def _has_day(previous: Reading, how: str) -> bool:
    """Whether a day can be counted from the phrase before: a day or, for the day that follows, the last of a few."""
    return previous.precision == "day" or (how == "following" and (previous.last - previous.first).days < _FEW_DAYS)


def _season(candidate: Candidate, context: Context) -> Reading | None:
    return Reading(*months(int(candidate.get("y1")), grammar.SEASONS[candidate.get("season")], 3), "year", "explicit")


def _quarter(candidate: Candidate, context: Context) -> Reading | None:
    year, basis = _said_year(candidate.get("y1"), context)
    if year is None:
        return None
    length = 6 if candidate.get("unit") == "half" else 3
    nth = candidate.get("nth")
    n = 12 // length if nth in {"last", "final"} else grammar.ORDINALS[nth]
    return Reading(*months(year, 1 + length * (n - 1), length), "year", basis)


def _decade(candidate: Candidate, context: Context) -> Reading | None:
    first = int(candidate.get("decade"))
    begin, end = {"": (0, 9), "early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(candidate.part, (0, 9))
    return Reading(date(first + begin, 1, 1), date(first + end, 12, 31), "open", "explicit")


def _a_year(candidate: Candidate, context: Context) -> Reading | None:
    return Reading(*year_of(int(candidate.get("y1"))), "year", "explicit")


_RESOLVERS: dict[str, Callable[[Candidate, Context], Reading | None]] = {
    "ago": _ago,
    "ahead": _ago,
    "day": _day,
    "decade": _decade,
    "edge": _edge,
    "month": _a_month,
    "now": _now,
    "past": _past,
    "quarter": _quarter,
    "range": _range,
    "same": _same,
    "season": _season,
    "shift": _shift,
    "slash": _slash,
    "unit": _unit,
    "weekday": _weekday,
    "weekend": _weekend,
    "weekof": _week_of,
    "year": _a_year,
}
