"""Whole articles out of a store: what `Store.add` was given, as far as the graph keeps it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import cast

import pyoxigraph as ox

from kg import vocab
from kg.model import Evidence, Extraction, Fact, Mention, MentionKind, Span
from kg.rdf.terms import iri, kg, term
from kg.store.documents import claim_of
from kg.store.entities import merge
from kg.store.facts import fact_of, read_article

__all__ = ["AS_READ", "read_extraction"]

AS_READ = kg("asRead")
"""Keeps, on an article, what the resolver of identities needs to undo its changes."""

_LABEL, _TYPE, _REFERS, _KIND = term("skos:prefLabel"), term("rdf:type"), kg("refersTo"), kg("mentionKind")


def _nodes(store: ox.Store, graph: ox.NamedNode, cls: str) -> Iterator[tuple[str, list[ox.Quad]]]:
    """The nodes of a class in a graph, each with its quads there."""
    for quad in store.quads_for_pattern(None, _TYPE, kg(cls), graph):
        node = cast("ox.NamedNode", quad.subject)
        yield node.value, list(store.quads_for_pattern(node, None, None, graph))


def _mentions(store: ox.Store, graph: ox.NamedNode) -> Iterator[Mention]:
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for quad in store.quads_for_pattern(None, _KIND, None, graph):
        kinds[cast("ox.NamedNode", quad.subject).value].append(cast("ox.Literal", quad.object).value)
    for quad in store.quads_for_pattern(None, _REFERS, None, graph):
        node = cast("ox.NamedNode", quad.subject).value
        entity = vocab.entity_id(cast("ox.NamedNode", quad.object).value)
        for kind in kinds[node]:
            yield Mention(Span(*vocab.span_bounds(node)), cast("MentionKind", kind), entity)


def _fact(node: str, quads: list[ox.Quad], text: str) -> Fact:
    values = {quad.predicate.value: quad.object.value for quad in quads}  # type: ignore[union-attr]
    start, end = vocab.span_bounds(values[vocab.KG + "evidence"])
    return fact_of(vocab.claim_id(node), values, Evidence(Span(start, end), text[start:end]))


def read_extraction(store: ox.Store, graph: ox.NamedNode, *, mentions: bool = True) -> tuple[Extraction, str] | None:
    """An article with entities, mentions, facts, document claims, and its `AS_READ`; None if there is no such graph.

    Names are sorted and hold the label; a span that two mentions of several kinds share gives each combination.
    """
    article = read_article(store, graph)
    if article is None:
        return None
    named = ((n, q) for n, q in _nodes(store, graph, "Entity") if any(quad.predicate == _LABEL for quad in q))
    entities = (merge(found).entity(vocab.entity_id(node)) for node, found in named)
    facts = (_fact(node, found, article.text) for node, found in _nodes(store, graph, "Claim"))
    claims = (claim_of(node, found, article.text) for node, found in _nodes(store, graph, "DocumentClaim"))
    said = set(_mentions(store, graph)) if mentions else set()
    node = iri(vocab.article_iri(article.id))
    kept = next((cast("ox.Literal", q.object).value for q in store.quads_for_pattern(node, AS_READ, None, graph)), "")
    extraction = Extraction(
        article,
        tuple(sorted(entities, key=lambda entity: entity.id)),
        tuple(sorted(said, key=lambda mention: (mention.span, mention.entity_id, mention.kind))),
        tuple(sorted(facts, key=lambda fact: (fact.evidence.span, fact.id))),
        tuple(sorted(claims, key=lambda c: (c.evidence.span, c.document, c.detail, c.value, c.id))),
    )
    return extraction, kept
