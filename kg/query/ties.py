"""One entity at a glance, and the agreements of the store with those who signed, issued, joined or left them."""

from __future__ import annotations

from collections import Counter
from datetime import date

from kg.lexicon import lexicon
from kg.model import Entity, Selection
from kg.query.lookups import Lookups
from kg.query.members import memberships, offices
from kg.query.rows import AgreementRow, DocumentRow, EntityView, FactRow, TieRow

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
        parties=entity.parties,
        stage=entity.stage,
        signed=entity.signed,
        claims=tuple(lookups.document_claims(entity.id)) if entity.kind == "agreement" else (),
    )


def _ties(lookups: Lookups, entity_id: str, rows: list[FactRow]) -> list[TieRow]:
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        out = row.subject == entity_id
        counts[row.relation, "out" if out else "in", row.object if out else row.subject] += 1
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [TieRow(relation, way, other, lookups.directory.label(other), n) for (relation, way, other), n in ranked]


def agreements(
    lookups: Lookups, party: str | None = None, *, wide: bool = False, stage: str | None = None
) -> list[AgreementRow]:
    """Documents by date, those without a date last.

    With `party`, those that it signed, issued, joined, left or is a party to; with `stage`, those that have come so far
    by what articles say, or if they say nothing by what the word lists know.
    """
    facts: dict[str, list[FactRow]] = {}
    for fact in lookups.facts(selection=Selection(relations=_PARTIES)):
        facts.setdefault(fact.object, []).append(fact)
    claims: dict[str, list[DocumentRow]] = {}
    for said in lookups.document_claims():
        claims.setdefault(said.document, []).append(said)
    wanted = lookups.group(party, wide) if party is not None else None
    found = []
    for name in facts.keys() | claims.keys():
        document = lookups.store.entity(name)
        if document is not None and document.kind == "agreement":
            row = _agreement(document, facts.get(name, []), claims.get(name, []))
            if (wanted is None or wanted & _involved(row)) and stage in (None, row.stage or row.known_stage):
                found.append(row)
    return sorted(found, key=lambda row: (row.date or row.signed or date.max.isoformat(), row.id))


def _involved(row: AgreementRow) -> set[str]:
    return {*row.signed_by, *row.issued_by, *row.joined_by, *row.left_by, *row.parties, *row.known_parties}


def _agreement(document: Entity, facts: list[FactRow], claims: list[DocumentRow]) -> AgreementRow:
    status = min([row.status for row in facts] + [row.status for row in claims], key=_STATUSES.index)
    rows = [row for row in facts if row.status == status]
    said = [row for row in claims if row.status == "actual"]
    parties = {relation: tuple(sorted({r.subject for r in rows if r.relation == relation})) for relation in _PARTIES}
    dates = sorted(row.date for row in rows if row.date)
    known = lexicon().documents.get(document.id)
    stages = [row for row in said if row.detail == "stage"]
    signed = [row.date for row in stages if row.date and row.value == "signed"]
    return AgreementRow(
        id=document.id,
        label=document.label,
        cls=document.cls,
        date=dates[0] if dates else None,
        signed_by=parties["signs"],
        issued_by=parties["issues"],
        joined_by=parties["joins"],
        left_by=parties["leaves"],
        parties=tuple(sorted({row.value for row in said if row.detail == "party"})),
        signed=min(signed, default=None),
        stage=document.stage if stages else None,
        known_parties=known.parties if known else (),
        known_signed=known.signed or None if known else None,
        known_stage=known.stage or None if known else None,
        status=status,
        facts=len(rows),
        articles=len({row.article for row in rows} | {row.article for row in claims}),
        claim=next((row.id for row in reversed(stages) if row.value == document.stage), None),
    )
