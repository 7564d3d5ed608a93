"""Who held which office on a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import Selection
from kg.query.members import offices
from kg.query.rows import MemberRow

if TYPE_CHECKING:
    from kg.query.lookups import Lookups

__all__ = ["office_holders"]

_HOLDS_ON = timedelta(365)


def office_holders(lookups: Lookups, name: str, on: date | None = None) -> list[MemberRow]:
    """The offices of a person, or the office-holders of a state or body; with `on`, those of that day.

    An office that sentences state without dates counts from the first article that states it to a year after the last.
    Raises LookupFailed or Ambiguous if `name` fits no or several entities.
    """
    entity = lookups.directory.find(name)
    rows = offices(lookups, entity)
    if on is None:
        return rows
    told = _told(lookups, entity.id)
    return [row for row in rows if _holds(row, told.get((row.member, row.body, row.office or ""), []), on)]


def _told(lookups: Lookups, entity: str) -> dict[tuple[str, str, str], list[date]]:
    """The days of the articles that state each office."""
    found: dict[tuple[str, str, str], list[date]] = {}
    selection = Selection(entities=(entity,), relations=("holdsOffice",), statuses=("actual",))
    for row in lookups.store.facts(selection):
        if row.published:
            key = (row.fact.subject, row.fact.object, row.fact.office or "")
            found.setdefault(key, []).append(row.published)
    return found


def _holds(row: MemberRow, told: list[date], on: date) -> bool:
    day = on.isoformat()
    if row.source == "background":
        since, until = row.since or "", row.until or ""
        return since <= day[: len(since)] and (not until or day[: len(until)] <= until)
    return bool(told) and min(told) <= on <= max(told) + _HOLDS_ON
