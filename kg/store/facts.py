"""Facts out of a store: a SPARQL query picks the claims, their quads make the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

import pyoxigraph as ox

from kg import vocab
from kg.model import Article, DateRange, Evidence, Fact, Selection, Span, Status, StoredFact
from kg.rdf.terms import FACTUALITY, iri, kg, term, text

__all__ = ["STATUS", "fact_of", "read_article", "read_fact", "select_claims", "when_of"]

STATUS: dict[str, Status] = {vocab.KG + name: status for status, name in FACTUALITY.items()}


def _values(variable: str, terms: list[ox.NamedNode] | list[ox.Literal]) -> str:
    return f"VALUES ?{variable} {{ {' '.join(map(str, terms))} }}"


def _patterns(selection: Selection) -> Iterator[str]:
    subject, target = term("rdf:subject"), term("rdf:object")
    if selection.entities:
        yield _values("e", [iri(vocab.entity_iri(e)) for e in selection.entities])
        yield f"{{ ?c {subject} ?e }} UNION {{ ?c {target} ?e }}"
    if selection.pair:
        one, other = (iri(vocab.entity_iri(e)) for e in selection.pair)
        # Each branch names the type itself: a pattern beside the union would make the database read all claims.
        claim = f"?c {term('rdf:type')} {kg('Claim')} ; {subject}"
        yield f"{{ {claim} {one} ; {target} {other} }} UNION {{ {claim} {other} ; {target} {one} }}"
    else:
        yield f"?c {term('rdf:type')} {kg('Claim')} ."
    if selection.relations:
        yield _values("r", [text(name) for name in selection.relations])
        yield f"?c {kg('relation')} ?r ."
    if selection.statuses:
        yield _values("f", [kg(FACTUALITY[status]) for status in selection.statuses])
        yield f"?c {kg('factuality')} ?f ."
    if selection.min_confidence > 0:
        yield f"?c {kg('confidence')} ?n . FILTER(?n >= {selection.min_confidence!r})"
    if selection.since or selection.until:
        yield from _dates(selection.since, selection.until)


def _dates(since: date | None, until: date | None) -> Iterator[str]:
    """An open range reaches to the end of time; an undated fact counts by the day of its article."""
    yield f"OPTIONAL {{ ?c {kg('earliest')} ?first }} OPTIONAL {{ ?c {kg('latest')} ?last }}"
    yield f"OPTIONAL {{ ?a {term('rdf:type')} {kg('Article')} ; {term('schema:datePublished')} ?day }}"
    date_type = term("xsd:date")
    if since:
        end = f"IF(BOUND(?first), COALESCE(?last, '9999-12-31'^^{date_type}), ?day)"
        yield f"FILTER({end} >= '{since.isoformat()}'^^{date_type})"
    if until:
        yield f"FILTER(COALESCE(?first, ?day) <= '{until.isoformat()}'^^{date_type})"


def select_claims(store: ox.Store, selection: Selection) -> Iterator[tuple[ox.NamedNode, ox.NamedNode]]:
    """The claims that a selection keeps, each with its named graph."""
    query = f"SELECT DISTINCT ?g ?c WHERE {{ GRAPH ?g {{ {' '.join(_patterns(selection))} }} }}"
    for row in cast("ox.QuerySolutions", store.query(query)):
        yield row["g"], row["c"]


def _properties(store: ox.Store, node: ox.NamedNode, graph: ox.NamedNode) -> dict[str, str]:
    """The values of a node by the name of the property; of several, the last in the store's order."""
    found = {}
    for quad in store.quads_for_pattern(node, None, None, graph):
        found[quad.predicate.value] = quad.object.value  # type: ignore[union-attr]
    return found


_RDF = vocab.PREFIXES["rdf"]
_NIF = vocab.PREFIXES["nif"]
_SCHEMA = vocab.PREFIXES["schema"]
_DCT = vocab.PREFIXES["dct"]


def read_article(store: ox.Store, graph: ox.NamedNode) -> Article | None:
    """The article whose named graph this is; None if the store has no such graph."""
    name = vocab.article_id(graph.value)
    found = _properties(store, iri(vocab.article_iri(name)), graph)
    if not found:
        return None
    published = found.get(_SCHEMA + "datePublished")
    return Article(
        name,
        found.get(_NIF + "isString", ""),
        found.get(_SCHEMA + "headline", ""),
        found.get(_SCHEMA + "url"),
        date.fromisoformat(published) if published else None,
        found.get(_DCT + "source"),
        found.get(_SCHEMA + "inLanguage", "en"),
    )


def when_of(claim: dict[str, str]) -> DateRange | None:
    """The dates of a claim, given its properties by IRI."""
    first, last = claim.get(vocab.KG + "earliest"), claim.get(vocab.KG + "latest")
    if first is None:
        return None
    return DateRange(
        date.fromisoformat(first),
        date.fromisoformat(last) if last else None,
        cast("Any", claim.get(vocab.KG + "datePrecision", "day")),
        claim.get(vocab.KG + "dateText", ""),
        cast("Any", claim.get(vocab.KG + "dateSource", "explicit")),
    )


def _event_id(claim: dict[str, str]) -> str:
    node = claim[vocab.KG + "about"]
    return vocab.event_id(node) if vocab.is_event(node) else claim.get(vocab.KG + "occurrence", "")


def fact_of(name: str, claim: dict[str, str], evidence: Evidence) -> Fact:
    """The fact of a claim, given its properties by IRI. Raises KeyError if the claim is incomplete."""

    def entity(key: str) -> str | None:
        return vocab.entity_id(claim[key]) if key in claim else None

    goldstein = claim.get(vocab.KG + "goldstein")
    status: Status = STATUS[claim[vocab.KG + "factuality"]]
    return Fact(
        id=name,
        subject=vocab.entity_id(claim[_RDF + "subject"]),
        relation=claim[vocab.KG + "relation"],
        object=vocab.entity_id(claim[_RDF + "object"]),
        evidence=evidence,
        status=status,
        when=when_of(claim),
        attributed_to=entity(vocab.KG + "attributedTo"),
        place=entity(vocab.KG + "place"),
        forum=entity(vocab.KG + "forum"),
        topic=entity(vocab.KG + "topic"),
        office=claim.get(vocab.KG + "officeTitle"),
        confidence=float(claim[vocab.KG + "confidence"]),
        rule=claim.get(vocab.KG + "rule", ""),
        event_id=_event_id(claim),
        plover=claim.get(vocab.KG + "plover"),
        cameo=claim.get(vocab.KG + "cameo"),
        goldstein=float(goldstein) if goldstein is not None else None,
    )


def read_fact(store: ox.Store, graph: ox.NamedNode, claim: ox.NamedNode, article: Article) -> StoredFact:
    """The fact of a claim, with the article that states it. Raises KeyError if the claim is incomplete."""
    found = _properties(store, claim, graph)
    start, end = vocab.span_bounds(found[vocab.KG + "evidence"])
    evidence = Evidence(Span(start, end), article.text[start:end])
    fact = fact_of(vocab.claim_id(claim.value), found, evidence)
    return StoredFact(fact, article.id, article.title, article.published, article.source)
