"""What the lexicon knows beforehand about entities; no article states it, so it goes into a graph of its own."""

from __future__ import annotations

import calendar
import csv
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from kg import vocab
from kg.errors import LexiconError
from kg.lexicon import KnownDocument, Tenure, lexicon
from kg.rdf import entity_triples
from kg.rdf.terms import day, iri, kg, some_day, term, text, words
from kg.resources import resource

__all__ = ["background"]

_UN = "org/un"


@dataclass(frozen=True, slots=True)
class _Membership:
    organization: str
    member: str
    status: str
    since: str
    until: str
    source: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with resource(f"data/lexicon/{name}").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@cache
def _memberships() -> tuple[_Membership, ...]:
    return tuple(_Membership(**row) for row in _rows("memberships.csv"))


@cache
def _seats() -> dict[str, str]:
    seats = {f"state/{row['iso3']}": row["capital"].partition("|")[0] for row in _rows("states.csv")}
    return seats | {row["id"]: row["seat"] for row in _rows("organizations.csv")}


def _bound(value: str, *, last: bool) -> date:
    """The first or last day of an ISO date of any precision. Raises LexiconError if it is none."""
    try:
        year, month, number = (int(part) if part else 0 for part in (*value.split("-"), "", "")[:3])
        month = month or (12 if last else 1)
        return date(year, month, number or (calendar.monthrange(year, month)[1] if last else 1))
    except ValueError as error:
        raise LexiconError(f"data/lexicon: {value!r} is not an ISO date; write 2023, 2023-03 or 2023-03-21") from error


def _dates(node: NamedNode, since: str, until: str) -> Iterator[Triple]:
    if since:
        yield Triple(node, kg("earliest"), day(_bound(since, last=False)))
    if until:
        yield Triple(node, kg("latest"), day(_bound(until, last=True)))


def _entity(entity: str) -> Iterator[Triple]:
    known = lexicon().entities.get(entity)
    if known is None:
        return
    node = iri(vocab.entity_iri(entity))
    yield from entity_triples(known)
    if seat := _seats().get(entity):
        yield Triple(node, kg("seatOfGovernment"), text(seat))
    if whole := lexicon().part_of.get(entity):
        yield Triple(node, term("org:unitOf"), iri(vocab.entity_iri(whole)))
    if document := lexicon().documents.get(entity):
        yield from _document(node, document)


def _document(node: NamedNode, document: KnownDocument) -> Iterator[Triple]:
    for party in document.parties:
        yield Triple(node, kg("party"), iri(vocab.entity_iri(party)))
    for name, value in (("signedOn", document.signed), ("inForceOn", document.in_force)):
        if value:
            yield Triple(node, kg(name), some_day(value))
    if document.stage:
        yield Triple(node, kg("stage"), text(document.stage))


def _label(entity: str) -> str:
    known = lexicon().entities.get(entity)
    return known.label if known else entity


def _membership(row: _Membership) -> Iterator[Triple]:
    node = iri(vocab.membership_iri("StateMembership", row.member, row.organization, None, row.since))
    label = f"{_label(row.member)}: {row.status or 'member'}, {_label(row.organization)}"
    facts: list[tuple[NamedNode, NamedNode | Literal]] = [
        (term("rdf:type"), kg("StateMembership")),
        (term("skos:prefLabel"), words(label)),
        (term("org:member"), iri(vocab.entity_iri(row.member))),
        (term("org:organization"), iri(vocab.entity_iri(row.organization))),
        (kg("status"), text(row.status or "member")),
    ]
    if row.source:
        facts.append((term("dct:source"), text(row.source)))
    yield from (Triple(node, predicate, value) for predicate, value in facts)
    yield from _dates(node, row.since, row.until)


def _tenure(row: Tenure) -> Iterator[Triple]:
    node = iri(vocab.membership_iri("Tenure", row.person, row.organization, row.office, row.since))
    office, body = iri(vocab.office_iri(row.office, row.organization)), iri(vocab.entity_iri(row.organization))
    facts: list[tuple[NamedNode, NamedNode, NamedNode | Literal]] = [
        (node, term("rdf:type"), kg("Tenure")),
        (node, term("skos:prefLabel"), words(f"{_label(row.person)}: {row.office}, {_label(row.organization)}")),
        (node, term("org:member"), iri(vocab.entity_iri(row.person))),
        (node, term("org:organization"), body),
        (node, kg("office"), office),
        (office, term("rdf:type"), kg("Office")),
        (office, term("skos:prefLabel"), words(row.office)),
        (office, term("org:postIn"), body),
    ]
    yield from (Triple(*fact) for fact in facts)
    yield from _dates(node, row.since, row.until)


def _wanted(entities: Set[str]) -> tuple[list[_Membership], list[Tenure], set[str]]:
    """Memberships of the organisations and tenures of the persons among the entities, and all that these name."""
    bodies = {*entities, _UN}
    memberships = [row for row in _memberships() if row.organization in bodies]
    tenures = [row for person in sorted(entities) for row in lexicon().tenures.get(person, ()) if row.person == person]
    described = {*bodies}
    described.update(row.member for row in memberships)
    described.update(row.organization for row in tenures)
    known = lexicon().documents
    described.update(party for e in entities if e in known for party in known[e].parties)
    wholes = {whole for e in described if (whole := lexicon().part_of.get(e))}
    return memberships, tenures, described | wholes


def background(entities: Set[str]) -> list[Triple]:
    """The triples about these entity ids and the members of the United Nations.

    Labels, names, codes and Wikidata links; dated memberships of the organisations and tenures of the persons; parties
    and dates of the documents. The figures and dates are those of data/lexicon, which names their sources. Raises
    LexiconError for a broken table.
    """
    memberships, tenures, described = _wanted(entities)
    found: dict[Triple, None] = {}
    for entity in sorted(described):
        found |= dict.fromkeys(_entity(entity))
    for membership in memberships:
        found |= dict.fromkeys(_membership(membership))
    for tenure in tenures:
        found |= dict.fromkeys(_tenure(tenure))
    return list(found)
