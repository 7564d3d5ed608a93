"""Facts as a network: the nodes at their ends and one edge a fact, in two passes, so that edges need not be kept.

Nodes are counted in a first pass over the facts and kept; edges are made anew whenever they are asked for. Every
attribute has one type (`NODE_TYPES`, `EDGE_TYPES`) and is left out where it is not known.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from kg.model import DateRange, Entity, EntityKind, Fact, StoredFact
from kg.network.codes import coding, event_key, relation_label
from kg.network.schema import EDGE_TYPES, KIND_COLOURS, NODE_TYPES, goldstein_colour
from kg.network.values import Attributes, attributes, clean, shorten

__all__ = [
    "Edge",
    "Facts",
    "Network",
    "Node",
    "Spell",
    "Tally",
    "fact_network",
    "make_node",
    "merge_spells",
    "spell_of",
    "unique_ids",
]

Facts = Callable[[], Iterable[StoredFact]]
"""Gives the same facts, in the same order, each time it is called."""

Spell = tuple[date, date | None]
"""First and last day, both included; None for an open end."""

QUOTE_LENGTH = 300

_KIND_OF_PREFIX: Mapping[str, EntityKind] = MappingProxyType(
    {
        "doc": "agreement",
        "occasion": "event",
        "org": "organization",
        "person": "person",
        "place": "place",
        "state": "state",
    }
)


@dataclass(frozen=True, slots=True)
class Node:
    """A node; `spells` are the days on which something is said to have happened to it, merged and sorted."""

    id: str
    attributes: Attributes
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge. `kind` keeps parallel edges of different meaning apart; `spell` is None if undated."""

    id: str
    source: str
    target: str
    kind: str
    attributes: Attributes
    spell: Spell | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes sorted by id, and edges on demand. `node_types` and `edge_types` give each attribute's type."""

    nodes: tuple[Node, ...]
    edges: Callable[[], Iterator[Edge]]
    node_types: Mapping[str, type]
    edge_types: Mapping[str, type]


@dataclass(slots=True)
class Tally:
    """What is counted about one node while facts go by."""

    facts: int = 0
    articles: set[str] = field(default_factory=set)
    neighbours: set[str] = field(default_factory=set)
    spells: set[Spell] = field(default_factory=set)

    def add(self, other: str, article: str, spell: Spell | None) -> None:
        """Count one fact that ties the node to `other`."""
        self.facts += 1
        self.articles.add(article)
        self.neighbours.add(other)
        if spell:
            self.spells.add(spell)


def spell_of(when: DateRange | None) -> Spell | None:
    """The days of a date range; None if there is none."""
    return (when.first, when.last) if when else None


def merge_spells(spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Spells that overlap made into one; sorted by their first day."""
    merged: list[Spell] = []
    for first, last in sorted(spells, key=lambda s: (s[0], s[1] or date.max)):
        if merged and (merged[-1][1] is None or first <= merged[-1][1]):
            start, end = merged[-1]
            merged[-1] = (start, None if end is None or last is None else max(end, last))
        else:
            merged.append((first, last))
    return tuple(merged)


def unique_ids() -> Callable[[str], str]:
    """A function that returns each id as it is the first time, and with `~2`, `~3` ... added after that."""
    seen: set[str] = set()

    def unique(wanted: str) -> str:
        name, count = wanted, 1
        while name in seen:
            count += 1
            name = f"{wanted}~{count}"
        seen.add(name)
        return name

    return unique


def _wikidata(entity: Entity) -> str | None:
    return next((iri.rsplit("/", 1)[1] for iri in entity.same_as if "wikidata.org/entity/Q" in iri), None)


def _stand_in(entity_id: str) -> Entity:
    prefix, _, tail = entity_id.partition("/")
    return Entity(entity_id, _KIND_OF_PREFIX.get(prefix, "place"), tail or entity_id)


def make_node(entity: Entity, tally: Tally) -> Node:
    """The node of an entity, coloured by kind, its area growing with its degree (number of distinct neighbours)."""
    degree = len(tally.neighbours - {entity.id})
    red, green, blue = KIND_COLOURS[entity.kind]
    known = attributes(
        {
            "label": clean(entity.label) or entity.id,
            "kind": entity.kind,
            "cls": entity.cls,
            "iso3": entity.iso3,
            "wikidata": _wikidata(entity),
            "parties": ", ".join(entity.parties) or None,
            "stage": entity.stage,
            "signed": entity.signed,
            "facts": tally.facts,
            "articles": len(tally.articles),
            "degree": degree,
            "size": round(8 + 4 * math.sqrt(degree), 2),
            "r": red,
            "g": green,
            "b": blue,
        }
    )
    return Node(clean(entity.id), known, merge_spells(tally.spells))


def _date_key(fact: Fact) -> str:
    return fact.when.iso() if fact.when else ""


def _key(fact: Fact) -> tuple[str, ...]:
    return (*event_key(fact.subject, fact.relation, fact.object, _date_key(fact)), fact.status)


def _edge(row: StoredFact, edge_id: str, articles: int) -> Edge:
    fact, when, code = row.fact, row.fact.when, coding(row.fact)
    known = attributes(
        {
            "label": relation_label(fact.relation),
            "relation": fact.relation,
            "date": when.iso() if when else None,
            "year": when.first.year if when else None,
            "date_first": when.first.isoformat() if when else None,
            "date_last": when.last.isoformat() if when and when.last else None,
            "status": fact.status,
            "confidence": float(fact.confidence),
            "weight": 1.0,
            "plover": code.plover,
            "cameo": code.cameo,
            "goldstein": None if code.goldstein is None else float(code.goldstein),
            "office": fact.office,
            "place": fact.place,
            "attributed_to": fact.attributed_to,
            "event": fact.event_id,
            "article": row.article_id,
            "published": row.published.isoformat() if row.published else None,
            "articles": articles,
            "rule": fact.rule,
            "quote": shorten(fact.evidence.quote, QUOTE_LENGTH),
            **goldstein_colour(code.goldstein),
        }
    )
    return Edge(edge_id, clean(fact.subject), clean(fact.object), fact.relation, known, spell_of(when))


def fact_network(facts: Facts, entities: Iterable[Entity]) -> Network:
    """The network of the facts: the entities at their ends as nodes, one edge a fact, in the order of the facts.

    An end that is not among `entities` gets a node named after its id. `articles` on an edge counts the articles that
    state the same (ends, relation, date, status).
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    stating: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for row in facts():
        spell = spell_of(row.fact.when)
        subject, target = clean(row.fact.subject), clean(row.fact.object)
        stating[_key(row.fact)].add(row.article_id)
        tallies[subject].add(target, row.article_id, spell)
        if target != subject:
            tallies[target].add(subject, row.article_id, spell)
    known = {clean(entity.id): entity for entity in entities if clean(entity.id) in tallies}
    nodes = (make_node(known.get(name) or _stand_in(name), tally) for name, tally in tallies.items())

    def edges() -> Iterator[Edge]:
        unique = unique_ids()
        for row in facts():
            yield _edge(row, unique(clean(row.fact.id)), len(stating[_key(row.fact)]))

    return Network(tuple(sorted(nodes, key=lambda node: node.id)), edges, NODE_TYPES, EDGE_TYPES)
