"""One entity at a glance, and the agreements of the store with those who signed, issued, joined or left them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kg.model import Selection
from kg.query.lookups import Lookups
from kg.query.members import memberships, offices
from kg.query.rows import AgreementRow, EntityView, FactRow, TieRow

__all__ = ["agreements", "show"]

_PARTIES = ("signs", "issues", "joins", "leaves")
_STATUSES = ("actual", "planned", "denied")


def show(lookups: Lookups, name: str) -> EntityView:
    """The entity, how many facts tie it to whom, its offices and memberships. Raises LookupFailed, Ambiguous."""
    entity = lookups.directory.find(name)
    rows = list(lookups.facts((entity.id,)))
    dates = sorted(row.date for row in rows if row.date)
    return EntityView(
        id=entity.id,
        kind=entity.kind,
        label=entity.label,
        names=entity.names,
        cls=entity.cls,
        iso3=entity.iso3,
        same_as=entity.same_as,
        facts=len(rows),
        articles=len({row.article for row in rows}),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        offices=tuple(offices(lookups, entity)),
        memberships=tuple(memberships(lookups, entity)),
        ties=tuple(_ties(lookups, entity.id, rows)),
    )


def _ties(lookups: Lookups, entity_id: str, rows: list[FactRow]) -> list[TieRow]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        out = row.subject == entity_id
        counts[row.relation, "out" if out else "in", row.object if out else row.subject] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [TieRow(relation, way, other, lookups.directory.label(other), n) for (relation, way, other), n in ranked]


def agreements(lookups: Lookups, party: str | None = None, *, wide: bool = False) -> list[AgreementRow]:
    """Agreements by date, those without a date last; with `party`, those that it signed, issued, joined or left."""
    by_document: dict[str, list[FactRow]] = {}
    for row in lookups.facts(selection=Selection(relations=_PARTIES)):
        document = lookups.directory.get(row.object)
        if document is not None and document.kind == "agreement":
            by_document.setdefault(row.object, []).append(row)
    wanted = lookups.group(party, wide) if party is not None else None
    found = [
        _agreement(lookups, document, rows)
        for document, rows in by_document.items()
        if wanted is None or any(row.subject in wanted for row in rows)
    ]
    return sorted(found, key=lambda row: (row.date or date.max.isoformat(), row.id))


def _agreement(lookups: Lookups, document: str, rows: list[FactRow]) -> AgreementRow:
    entity = lookups.directory.get(document)
    status = min({row.status for row in rows}, key=_STATUSES.index)
    rows = [row for row in rows if row.status == status]
    parties = {relation: tuple(sorted({r.subject for r in rows if r.relation == relation})) for relation in _PARTIES}
    dates = sorted(row.date for row in rows if row.date)
    return AgreementRow(
        id=document,
        label=lookups.directory.label(document),
        cls=entity.cls if entity else None,
        date=dates[0] if dates else None,
        signed_by=parties["signs"],
        issued_by=parties["issues"],
        joined_by=parties["joins"],
        left_by=parties["leaves"],
        status=status,
        facts=len(rows),
        articles=len({row.article for row in rows}),
    )
