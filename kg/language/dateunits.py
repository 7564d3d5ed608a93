"""Arithmetic with weeks, months, years and seasons: each gives its first and last day."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from kg.language import dategrammar as grammar
from kg.model import Precision

__all__ = ["calendar_unit", "month_of", "months", "moved", "narrowed", "nearest", "precision_of", "week_of", "year_of"]


def narrowed(first: date, last: date, part: str) -> tuple[date, date]:
    """The early, middle or late third (or a half) of a month or year."""
    days = (last - first).days + 1
    half, third = first + timedelta(days // 2), days // 3
    if part.startswith("first"):
        return first, half - timedelta(1)
    if part.startswith("second"):
        return half, last
    if part.startswith(("early", "beginning", "start")):
        return first, first + timedelta(third - 1)
    if part.startswith("mid"):
        return first + timedelta(third), first + timedelta(2 * third - 1)
    return first + timedelta(2 * third), last


def month_of(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def months(year: int, month: int, n: int) -> tuple[date, date]:
    """`n` months from the given one on; the month may lie outside 1..12."""
    start = year * 12 + month - 1
    return month_of(start // 12, start % 12 + 1)[0], month_of((start + n - 1) // 12, (start + n - 1) % 12 + 1)[1]


def year_of(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def week_of(day: date) -> tuple[date, date]:
    monday = day - timedelta(day.weekday())
    return monday, monday + timedelta(6)


def precision_of(first: date, last: date) -> Precision:
    """A span of days is as precise as the unit that holds it; what runs for less than a month counts to its first."""
    if first == last:
        return "day"
    if (first.year, first.month) == (last.year, last.month) or (last - first).days < 28:
        return "month"
    return "year" if last.year - first.year < 2 else "open"


def _replaced(day: date, year: int) -> date:
    """The day in another year; February 29 becomes the 28th."""
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def moved(day: date, unit: str, n: int) -> date:
    unit = unit.rstrip("s")
    if unit in {"day", "week"}:
        return day + timedelta(n * (7 if unit == "week" else 1))
    if unit == "month":
        first, last = months(day.year, day.month + n, 1)
        return first.replace(day=min(day.day, last.day))
    return _replaced(day, day.year + n * (10 if unit == "decade" else 1))


def calendar_unit(anchor: date, unit: str, shift: int) -> tuple[date, date]:
    """The week, weekend, month, year or season that holds the day, moved by `shift`. Seasons are northern."""
    if unit == "week":
        return week_of(anchor + timedelta(7 * shift))
    if unit == "weekend":
        saturday = week_of(anchor)[0] + timedelta(5 + 7 * shift)
        return saturday, saturday + timedelta(1)
    if unit == "month":
        return months(anchor.year, anchor.month + shift, 1)
    if unit == "year":
        return year_of(anchor.year + shift)
    return _season_of(unit, anchor, shift)


def _season_of(name: str, anchor: date, shift: int) -> tuple[date, date]:
    this = months(anchor.year, grammar.SEASONS[name], 3)
    if shift < 0 and this[1] >= anchor:
        return months(anchor.year - 1, grammar.SEASONS[name], 3)
    if shift > 0 and this[0] <= anchor:
        return months(anchor.year + 1, grammar.SEASONS[name], 3)
    return this


def nearest(month: int, day: int, anchor: date) -> tuple[date, date]:
    """A day without a year: its readings as past and as future.

    Both are the year that brings it nearest to the article; but reports look back, and do not speak of a day more than
    four months ahead without the year, and announcements do not speak of one more than two months ago.
    """
    days = []
    for year in range(anchor.year - 1, anchor.year + 2):
        if day <= calendar.monthrange(year, month)[1]:
            days.append(date(year, month, day))
    if not days:
        raise ValueError(f"no such day: {month}-{day}")
    past = [d for d in days if (d - anchor).days <= 120]
    future = [d for d in days if (anchor - d).days <= 60]

    def distance(d: date) -> int:
        return abs((d - anchor).days)

    return min(past or days, key=distance), min(future or days, key=distance)
