"""Who belongs to a body and who holds an office, when: from articles, and from the background of a store."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.model import Entity, Selection
from kg.query.rows import FactRow, MemberRow
from kg.query.sparql import select
from kg.vocab import BACKGROUND, entity_id, entity_iri

if TYPE_CHECKING:
    from kg.query.lookups import Lookups

__all__ = ["members", "memberships", "offices"]

_KNOWN = f"""
SELECT DISTINCT ?member ?label ?organization ?name ?since ?until ?status ?office WHERE {{ GRAPH <{BACKGROUND}> {{
  ?membership a kg:CLASS ; org:member ?member ; org:organization ?organization . BOUND
  OPTIONAL {{ ?member skos:prefLabel ?label }}
  OPTIONAL {{ ?organization skos:prefLabel ?name }}
  OPTIONAL {{ ?membership kg:earliest ?since }}
  OPTIONAL {{ ?membership kg:latest ?until }}
  OPTIONAL {{ ?membership kg:status ?status }}
  OPTIONAL {{ ?membership kg:office/skos:prefLabel ?office }}
}} }}"""
_JOINING = ("memberOf", "joins", "leaves")


def members(lookups: Lookups, body: str, on: date | None = None) -> list[MemberRow]:
    """The members of a body; with `on`, those of that day.

    A sentence that calls somebody a member without a date counts from the day of its article. What background
    knowledge and an article both say is listed once, with the dates of the former.
    Raises LookupFailed or Ambiguous if `body` names no organisation.
    """
    wanted = lookups.directory.find(body, ("organization",)).id
    return _merged(lookups, known_memberships(lookups, body=wanted), wanted, on)


def memberships(lookups: Lookups, entity: Entity) -> list[MemberRow]:
    """The bodies to which an entity belongs or belonged."""
    found = _merged(lookups, known_memberships(lookups, member=entity.id), entity.id, None)
    return [row for row in found if row.member == entity.id]


def _merged(lookups: Lookups, known: list[MemberRow], entity_id: str, on: date | None) -> list[MemberRow]:
    stated: dict[tuple[str, str], list[FactRow]] = {}
    for fact in lookups.facts(selection=Selection(relations=_JOINING, statuses=("actual",), entities=(entity_id,))):
        body = lookups.directory.get(fact.object)
        if body is not None and body.kind == "organization":
            stated.setdefault((fact.object, fact.subject), []).append(fact)
    covered = {(row.body, row.member) for row in known}
    found = [_member(facts) for pair, facts in stated.items() if pair not in covered]
    for row in known:
        said = stated.get((row.body, row.member))
        found.append(replace(row, fact=_member(said).fact if said else None))
    found.sort(key=lambda row: (row.body, row.member, row.since or ""))
    return [row for row in found if on is None or _holds(row, stated.get((row.body, row.member), []), on.isoformat())]


def known_memberships(
    lookups: Lookups, *, body: str | None = None, member: str | None = None, tenures: bool = False
) -> list[MemberRow]:
    """The memberships, or tenures of offices, that the background graph of the store holds, by member and date."""
    names = (("organization", body), ("member", member))
    bound = " ".join(f"VALUES ?{name} {{ <{entity_iri(value)}> }}" for name, value in names if value)
    cls = "Tenure" if tenures else "StateMembership"
    found = select(lookups.store, _KNOWN.replace("CLASS", cls).replace("BOUND", bound)).rows
    rows = [
        _known(lookups, [None if term is None else str(getattr(term, "value", "")) for term in row]) for row in found
    ]
    return sorted(rows, key=lambda row: (row.body, row.member, row.since or "", row.office or ""))


def _known(lookups: Lookups, cells: list[str | None]) -> MemberRow:
    member, label, body, name, since, until, status, office = cells
    member_id, body_id = entity_id(member or ""), entity_id(body or "")
    return MemberRow(
        member=member_id,
        member_label=label or lookups.directory.label(member_id),
        body=body_id,
        body_label=name or lookups.directory.label(body_id),
        office=office,
        status=status or ("holder" if office else "member"),
        since=since,
        until=until,
        source="background",
        fact=None,
    )


def _member(rows: list[FactRow]) -> MemberRow:
    joined = sorted(row.date for row in rows if row.relation == "joins" and row.date)
    left = sorted(row.date for row in rows if row.relation == "leaves" and row.date)
    gone = any(row.relation == "leaves" for row in rows) and not (joined and left and joined[-1] > left[-1])
    best = max(rows, key=lambda row: (row.confidence, row.id))
    return MemberRow(
        member=best.subject,
        member_label=best.subject_label,
        body=best.object,
        body_label=best.object_label,
        office=None,
        status="former" if gone else "member",
        since=joined[0] if joined else None,
        until=left[-1] if gone and left else None,
        source="article",
        fact=best.id,
    )


def _holds(row: MemberRow, rows: list[FactRow], day: str) -> bool:
    """Whether the membership holds on an ISO day, as far as the sentences tell; bounds count at their own precision."""
    known = [r.date or (r.published.isoformat() if r.published else "") for r in rows if r.relation != "leaves"]
    since = row.since or min(known, default="")
    if row.status == "former" and not row.until:
        return False
    return since <= day[: len(since)] and (row.until is None or day[: len(row.until)] <= row.until)


def offices(lookups: Lookups, entity: Entity) -> list[MemberRow]:
    """The offices of a person, or the office-holders of a state or body: known beforehand, and stated by articles."""
    best: dict[tuple[str, str, str], FactRow] = {}
    for row in lookups.facts(
        selection=Selection(entities=(entity.id,), relations=("holdsOffice",), statuses=("actual",))
    ):
        key = (row.subject, row.object, row.office or "")
        if key not in best or (row.confidence, row.id) > (best[key].confidence, best[key].id):
            best[key] = row
    known = known_memberships(
        lookups, tenures=True, **({"member": entity.id} if entity.kind == "person" else {"body": entity.id})
    )
    return known + [
        MemberRow(
            member=row.subject,
            member_label=row.subject_label,
            body=row.object,
            body_label=row.object_label,
            office=row.office,
            status="holder",
            since=row.date,
            until=None,
            source="article",
            fact=row.id,
        )
        for _, row in sorted(best.items())
    ]
