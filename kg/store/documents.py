"""Claims about documents out of a store: their parties and stages, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import cast

import pyoxigraph as ox

from kg import vocab
from kg.lexicon import lexicon, with_standing
from kg.model import DocumentClaim, DocumentDetail, Entity, Evidence, Span, StoredClaim
from kg.rdf.terms import iri, kg, term
from kg.store.facts import STATUS, read_article, when_of

__all__ = ["claim_of", "claims_about", "document_claim", "summed_up"]

_RDF, _KG = vocab.PREFIXES["rdf"], vocab.KG
_TYPE, _CLAIM = term("rdf:type"), kg("DocumentClaim")


def claim_of(node: str, quads: Iterable[ox.Quad], text: str) -> DocumentClaim:
    """The claim of a node, given its quads and the article's text. Raises KeyError if the claim is incomplete."""
    values: dict[str, str] = {}
    by = set()
    for quad in quads:
        value = quad.object.value  # type: ignore[union-attr]
        values[quad.predicate.value] = value
        if quad.predicate == kg("by"):
            by.add(vocab.entity_id(value))
    detail = cast("DocumentDetail", values[_RDF + "predicate"].removeprefix(_KG))
    value = values[_RDF + "object"]
    start, end = vocab.span_bounds(values[_KG + "evidence"])
    speaker = values.get(_KG + "attributedTo")
    return DocumentClaim(
        id=vocab.claim_id(node),
        document=vocab.entity_id(values[_RDF + "subject"]),
        detail=detail,
        value=vocab.entity_id(value) if detail == "party" else value,
        evidence=Evidence(Span(start, end), text[start:end]),
        status=STATUS[values[_KG + "factuality"]],
        when=when_of(values),
        attributed_to=vocab.entity_id(speaker) if speaker else None,
        by=tuple(sorted(by)),
        confidence=float(values[_KG + "confidence"]),
        rule=values.get(_KG + "rule", ""),
    )


def _stored(store: ox.Store, graph: ox.NamedNode, node: ox.NamedNode) -> StoredClaim | None:
    article = read_article(store, graph)
    if article is None:
        return None
    claim = claim_of(node.value, store.quads_for_pattern(node, None, None, graph), article.text)
    return StoredClaim(claim, article.id, article.title, article.published, article.source)


def _found(store: ox.Store, quads: Iterable[ox.Quad]) -> Iterator[StoredClaim]:
    for quad in quads:
        node, graph = cast("ox.NamedNode", quad.subject), cast("ox.NamedNode", quad.graph_name)
        if ox.Quad(node, _TYPE, _CLAIM, graph) in store and (stored := _stored(store, graph, node)):
            yield stored


def claims_about(store: ox.Store, document: str | None = None) -> list[StoredClaim]:
    """All claims about one document, or about all, by document, date and id; undated ones by their article's date."""
    if document is None:
        quads = store.quads_for_pattern(None, _TYPE, _CLAIM, None)
    else:
        quads = store.quads_for_pattern(None, term("rdf:subject"), iri(vocab.entity_iri(document)), None)
    return sorted(_found(store, quads), key=_order)


def _order(stored: StoredClaim) -> tuple[str, str, str, str]:
    when, published = stored.claim.when, stored.published
    day = when.iso() if when else published.isoformat() if published else "9999"
    return stored.claim.document, day, stored.claim.id, stored.article_id


def document_claim(store: ox.Store, claim: str) -> StoredClaim | None:
    """The claim of that id; of the same id in several articles, that of the first article."""
    found = _found(store, store.quads_for_pattern(iri(vocab.claim_iri(claim)), _TYPE, _CLAIM, None))
    return min(found, key=lambda stored: stored.article_id, default=None)


def summed_up(store: ox.Store, document: Entity) -> Entity:
    """A document with parties, stage and date from the articles, else from what the word lists know of it."""
    told = [(stored.claim, stored.published) for stored in claims_about(store, document.id)]
    found, known = with_standing(document, told), lexicon().documents.get(document.id)
    if known is None:
        return found
    return replace(
        found,
        parties=found.parties or known.parties,
        stage=found.stage or known.stage or None,
        signed=found.signed or known.signed or None,
    )
