"""Entities out of a store, merged over the articles that name them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

import pyoxigraph as ox

from kg import vocab
from kg.model import Entity, EntityKind
from kg.rdf.terms import iri, kg, term
from kg.store.documents import summed_up

__all__ = ["entity_nodes", "merge", "read_entities", "read_entity"]

_LABEL, _NAME = term("skos:prefLabel"), term("skos:altLabel")
_SAME, _CODE, _TYPE = term("skos:exactMatch"), kg("iso3"), term("rdf:type")
_PARTY, _STAGE, _SIGNED = kg("party"), kg("stage"), kg("signedOn")
_PREDICATES = frozenset((_LABEL, _NAME, _SAME, _CODE, _TYPE, _PARTY, _STAGE, _SIGNED))


@dataclass(slots=True)
class _Merged:
    """What the articles, and the background, say of one entity; counts are of graphs."""

    labels: Counter[str] = field(default_factory=Counter)
    names: set[str] = field(default_factory=set)
    same_as: set[str] = field(default_factory=set)
    codes: Counter[str] = field(default_factory=Counter)
    classes: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    stage: str | None = None
    signed: str | None = None
    background: str | None = None
    named: bool = False  # by an article: the background alone makes no entity of the store

    def take(self, quad: ox.Quad) -> None:
        value = quad.object.value  # type: ignore[union-attr]
        known = cast("ox.NamedNode", quad.graph_name).value == vocab.BACKGROUND
        if quad.predicate == _LABEL:
            self.labels[value] += 1
            self.names.add(value)
            self.background = value if known else self.background
            self.named |= not known
        elif quad.predicate == _NAME:
            self.names.add(value)
        elif quad.predicate == _SAME:
            self.same_as.add(value)
        elif quad.predicate == _CODE:
            self.codes[value] += 1
        elif quad.predicate == _PARTY:
            self.parties.add(vocab.entity_id(value))
        elif quad.predicate == _STAGE:
            self.stage = value
        elif quad.predicate == _SIGNED:
            self.signed = value
        elif value.startswith(vocab.KG):
            self.classes.add(value.removeprefix(vocab.KG))

    def entity(self, name: str) -> Entity:
        kind = next(k for k, root in _KINDS if root in self.classes)
        label = self.background or _most(self.labels) or ""
        return Entity(
            name,
            kind,
            label,
            tuple(sorted(self.names)),
            tuple(sorted(self.same_as)),
            _most(self.codes),
            self._class(kind),
            tuple(sorted(self.parties)),
            self.stage,
            self.signed,
        )

    def _class(self, kind: EntityKind) -> str | None:
        """The finest class (of several, the first by name); None if it only tells the kind."""
        above = vocab.ontology().above
        coarse = {upper for cls in self.classes for upper in above.get(cls, ())[1:]}
        finest = sorted(cls for cls in self.classes - coarse if vocab.ROOTS[kind] in above.get(cls, ()))
        return finest[0] if finest and finest[0] != vocab.ROOTS[kind] else None


# A state is a place, too: it must be tried first.
_KINDS = tuple(sorted(vocab.ROOTS.items(), key=lambda item: item[1] == "Place"))


def _most(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def merge(quads: Iterable[ox.Quad]) -> _Merged:
    """What these quads say of the one entity that they are about."""
    merged = _Merged()
    for quad in quads:
        if quad.predicate in _PREDICATES:
            merged.take(quad)
    return merged


def read_entity(store: ox.Store, entity: str) -> Entity | None:
    """One entity; None if no article of the store names it."""
    merged = merge(store.quads_for_pattern(iri(vocab.entity_iri(entity)), None, None, None))
    if not merged.named or "Entity" not in merged.classes:
        return None
    return _with_claims(store, merged.entity(entity))


def _with_claims(store: ox.Store, entity: Entity) -> Entity:
    return summed_up(store, entity) if entity.kind == "agreement" else entity


def entity_nodes(store: ox.Store) -> dict[str, ox.NamedNode]:
    """The ids and nodes of all entities that articles name, or for whose states their persons act."""
    nodes = {}
    for quad in store.quads_for_pattern(None, _TYPE, kg("Entity"), None):
        if cast("ox.NamedNode", quad.graph_name).value != vocab.BACKGROUND:
            node = cast("ox.NamedNode", quad.subject)
            nodes[vocab.entity_id(node.value)] = node
    return nodes


def read_entities(store: ox.Store) -> Iterator[Entity]:
    """All entities that articles name, sorted by id."""
    for name, node in sorted(entity_nodes(store).items()):
        merged = merge(store.quads_for_pattern(node, None, None, None))
        if merged.named:
            yield _with_claims(store, merged.entity(name))
