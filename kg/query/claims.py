"""Claims held against each other: what one says and another denies, and what became of plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.lexicon import relations
from kg.model import DateRange, Selection, StoredFact

if TYPE_CHECKING:
    from kg.query.lookups import Lookups

__all__ = ["DisputeRow", "PendingRow", "disputes", "latest_day", "pending"]

_APART = timedelta(31)  # between two claims that give no day; also the longest range of dates that tells events apart
_LATE = timedelta(14)  # a plan may be carried out so many days late
_OUTSIDE = ("holdsOffice", "memberOf")


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """Claims about one thing that cannot all hold, or a plan with its outcome.

    `kind` is "said and denied", "planned and denied", "planned and reported" or "planned only". `said` and `denied` are
    fact ids of the claims for and against; `said_by` and `denied_by` those to whom the articles attribute them, else
    the articles' sources.
    """

    kind: str
    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    first: str | None
    last: str | None
    said_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    said: tuple[str, ...]
    denied: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True)
class PendingRow:
    """A planned event whose date has passed and that no article reports.

    `due` is the last day on which it was due; `subjects` are the ids of all who were to do it.
    """

    due: date
    subjects: tuple[str, ...]
    subject_label: str
    relation: str
    object: str
    object_label: str
    said_by: tuple[str, ...]
    facts: tuple[str, ...]
    articles: int
    quote: str


_Key = tuple[str, str, str]


def _key(lookups: Lookups, row: StoredFact) -> _Key:
    """What a claim is about: relation and both ends, persons and bodies counted as their state."""
    fact, codes = row.fact, lookups.directory.codes
    ends = (codes.get(fact.subject, fact.subject), codes.get(fact.object, fact.object))
    if relations()[fact.relation].symmetric:
        ends = (min(ends), max(ends))
    return (fact.relation, *ends)


def _groups(lookups: Lookups, names: tuple[str, ...], selection: Selection, wide: bool) -> list[list[StoredFact]]:
    found: defaultdict[_Key, list[StoredFact]] = defaultdict(list)
    for row in lookups.stored(names, selection, wide=wide):
        if row.fact.relation not in _OUTSIDE:
            found[_key(lookups, row)].append(row)
    return [found[key] for key in sorted(found)]


def _may_be_one(one: StoredFact, other: StoredFact) -> bool:
    """Whether two claims can be about the same event.

    They can by id, by overlapping dates, and if undated by the same two ends within a month.
    """
    if one.fact.event_id and one.fact.event_id == other.fact.event_id:
        return True
    a, b = one.fact.when, other.fact.when
    if a and b and _close(a) and _close(b):
        return a.first <= (b.last or date.max) and b.first <= (a.last or date.max)
    same = {one.fact.subject, one.fact.object} == {other.fact.subject, other.fact.object}
    return same and abs(_told(one) - _told(other)) <= _APART


def _close(when: DateRange) -> bool:
    return when.last is not None and when.last - when.first <= _APART


def _told(row: StoredFact) -> date:
    when = row.fact.when
    return when.first if when else row.published or date.min


def disputes(
    lookups: Lookups,
    names: tuple[str, ...] = (),
    selection: Selection | None = None,
    *,
    wide: bool = False,
    plans: bool = False,
) -> list[DisputeRow]:
    """Claims that contradict each other, by date; with `plans`, also plans and whether they were carried out.

    Raises LookupFailed or Ambiguous if a name fits no or several entities.
    """
    found: list[DisputeRow] = []
    for rows in _groups(lookups, names, selection or Selection(), wide):
        found += _denials(lookups, rows)
        found += _outcomes(lookups, rows) if plans else ()
    return sorted(found, key=lambda row: (row.first or "9999", row.kind, row.said, row.denied))


def _denials(lookups: Lookups, rows: list[StoredFact]) -> Iterator[DisputeRow]:
    """One row for each event that is denied."""
    denied: defaultdict[str, list[StoredFact]] = defaultdict(list)
    for row in rows:
        if row.fact.status == "denied":
            denied[row.fact.event_id or row.fact.id].append(row)
    for status, kind in (("actual", "said and denied"), ("planned", "planned and denied")):
        others = [row for row in rows if row.fact.status == status]
        for _, against in sorted(denied.items()):
            held = [row for row in others if any(_may_be_one(row, other) for other in against)]
            if held:
                yield _dispute(lookups, kind, held, against)


def _outcomes(lookups: Lookups, rows: list[StoredFact]) -> Iterator[DisputeRow]:
    by_event: defaultdict[str, list[StoredFact]] = defaultdict(list)
    for row in rows:
        by_event[row.fact.event_id or row.fact.id].append(row)
    for _, told in sorted(by_event.items()):
        planned = [row for row in told if row.fact.status == "planned"]
        if planned and len(planned) == len(told):
            yield _dispute(lookups, "planned only", planned, [])
        elif planned and any(row.fact.status == "actual" for row in told):
            yield _dispute(lookups, "planned and reported", [r for r in told if r.fact.status != "denied"], [])


def _dispute(lookups: Lookups, kind: str, said: list[StoredFact], denied: list[StoredFact]) -> DisputeRow:
    best = max(said, key=lambda row: (row.fact.confidence, row.fact.id)).fact
    both = [*said, *denied]
    dates = sorted(row.fact.when.iso() for row in both if row.fact.when)
    return DisputeRow(
        kind=kind,
        subject=best.subject,
        subject_label=lookups.directory.label(best.subject),
        relation=best.relation,
        object=best.object,
        object_label=lookups.directory.label(best.object),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        said_by=_speakers(lookups, said),
        denied_by=_speakers(lookups, denied),
        said=tuple(sorted(row.fact.id for row in said)),
        denied=tuple(sorted(row.fact.id for row in denied)),
        articles=len({row.article_id for row in both}),
    )


def _speakers(lookups: Lookups, rows: Iterable[StoredFact]) -> tuple[str, ...]:
    label = lookups.directory.label
    names = (label(row.fact.attributed_to) or row.source or row.article_id for row in rows)
    return tuple(sorted(set(names)))


def latest_day(lookups: Lookups) -> date | None:
    """The day of the latest article of the store."""
    return max((article.published for article in lookups.store.articles() if article.published), default=None)


def pending(
    lookups: Lookups, names: tuple[str, ...] = (), on: date | None = None, *, wide: bool = False
) -> list[PendingRow]:
    """Planned events that should have taken place before `on`, and that nothing reports or denies; by date.

    `on` is by default the day of the latest article. A plan counts as carried out if the same event, or one of the same
    relation and states, is reported within two weeks of its dates.
    """
    day = on or latest_day(lookups)
    plans: defaultdict[tuple[str, str], list[StoredFact]] = defaultdict(list)
    for rows in _groups(lookups, names, Selection(), wide) if day else ():
        told = [row for row in rows if row.fact.status != "planned"]
        overdue = [row for row in rows if row.fact.status == "planned" and day and _due(row) < day]
        for row in overdue:
            if not any(_settles(row, other) for other in told):
                plans[row.fact.relation, row.fact.event_id or row.fact.id].append(row)
    found = [_pending(lookups, rows) for _, rows in sorted(plans.items())]
    return sorted(found, key=lambda row: (row.due, row.facts))


def _due(row: StoredFact) -> date:
    return (row.fact.when.last or date.max) if row.fact.when else date.max


def _settles(plan: StoredFact, told: StoredFact) -> bool:
    if plan.fact.event_id and plan.fact.event_id == told.fact.event_id:
        return True
    when = plan.fact.when
    if when is None or when.last is None:
        return False
    return when.first - _LATE <= _told(told) <= when.last + _LATE


def _pending(lookups: Lookups, rows: list[StoredFact]) -> PendingRow:
    best = max(rows, key=lambda row: (row.fact.confidence, row.fact.id)).fact
    subjects = tuple(sorted({row.fact.subject for row in rows}))
    return PendingRow(
        due=max(map(_due, rows)),
        subjects=subjects,
        subject_label=", ".join(map(lookups.directory.label, subjects)),
        relation=best.relation,
        object=best.object,
        object_label=lookups.directory.label(best.object),
        said_by=_speakers(lookups, rows),
        facts=tuple(sorted(row.fact.id for row in rows)),
        articles=len({row.article_id for row in rows}),
        quote=best.evidence.quote,
    )
