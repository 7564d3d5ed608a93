"""The network folded to states: persons and bodies stand for their state, and what they do is summed.

Only facts of status actual count, and only events: no offices or memberships. The same event (ends, relation, date)
counts once, however many articles report it; undated facts go by the article's date. An event of a symmetric relation
counts in both directions, as event data sets do. Ends that belong to no state, and events within one, are left out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from kg.model import Entity, StoredFact
from kg.network.build import Edge, Facts, Network, Spell, Tally, make_node, spell_of
from kg.network.codes import QUADS, Coding, coding, day_of, is_symmetric
from kg.network.schema import NODE_TYPES, goldstein_colour
from kg.network.values import attributes, clean

__all__ = ["STATE_EDGE_TYPES", "By", "state_network", "state_of"]

By = Literal["total", "quad", "plover"]
"""One edge a pair of states; or one a pair and quad class, or a pair and PLOVER type."""

STATE_EDGE_TYPES: Mapping[str, type] = MappingProxyType(
    {
        "label": str,
        "weight": float,
        "events": int,
        "facts": int,
        "articles": int,
        "cooperation": int,
        "conflict": int,
        "goldstein_sum": float,
        "goldstein_mean": float,
        "date_first": str,
        "date_last": str,
        "r": int,
        "g": int,
        "b": int,
    }
)


def _spell(row: StoredFact) -> Spell | None:
    if row.fact.when is None and row.published:
        return row.published, row.published
    return spell_of(row.fact.when)


@dataclass(slots=True)
class _Sum:
    events: int = 0
    facts: int = 0
    cooperation: int = 0
    conflict: int = 0
    scores: list[float] = field(default_factory=list)
    articles: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, row: StoredFact, code: Coding, first_report: bool) -> None:
        self.facts += 1
        self.articles.add(row.article_id)
        self.days.update(day for day in _spell(row) or () if day)
        if not first_report:
            return
        self.events += 1
        if code.goldstein is not None:
            self.scores.append(code.goldstein)
            self.cooperation += code.goldstein > 0
            self.conflict += code.goldstein < 0


def state_of(facts: Iterable[StoredFact], entities: Iterable[Entity]) -> dict[str, str]:
    """Entity id to the code of its state (ISO 3166-1 alpha-3).

    That is the entity's own `iso3`; for a person without one, the state in which, or in a body of which, most facts
    give that person an office (the first by code if several tie).
    """
    state = {entity.id: entity.iso3 for entity in entities if entity.iso3}
    offices: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in facts:
        fact = row.fact
        served = state.get(fact.object)
        if fact.relation == "holdsOffice" and fact.status == "actual" and served and fact.subject not in state:
            offices[fact.subject][served] += 1
    chosen = {person: min(count, key=lambda code: (-count[code], code)) for person, count in offices.items()}
    return state | chosen


def _class_of(code: Coding, by: By) -> str:
    if by == "total":
        return "total"
    plover = code.plover or ""
    return (QUADS.get(plover) if by == "quad" else plover) or "other"


def _edge(ends: tuple[str, str, str], total: _Sum) -> Edge:
    source, target, kind = ends
    score = sum(total.scores)
    spell: Spell | None = (min(total.days), max(total.days)) if total.days else None
    known = attributes(
        {
            "label": kind,
            "weight": float(total.events),
            "events": total.events,
            "facts": total.facts,
            "articles": len(total.articles),
            "cooperation": total.cooperation,
            "conflict": total.conflict,
            "goldstein_sum": round(score, 2),
            "goldstein_mean": round(score / len(total.scores), 2) if total.scores else None,
            "date_first": spell[0].isoformat() if spell else None,
            "date_last": max(total.days).isoformat() if total.days else None,
            **goldstein_colour(score),
        }
    )
    return Edge(f"{source}-{target}-{kind.replace(' ', '-')}", source, target, kind, known, spell)


def _directions(row: StoredFact, state: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The pairs of states, from and to, between which a fact counts."""
    source, target = state.get(row.fact.subject), state.get(row.fact.object)
    if row.fact.status != "actual" or not source or not target or source == target:
        return ()
    pair = (clean(source), clean(target))
    return (pair, pair[::-1]) if is_symmetric(row.fact.relation) else (pair,)


def _state_entities(codes: Iterable[str], entities: Iterable[Entity]) -> Iterator[Entity]:
    own = {entity.iso3: entity for entity in entities if entity.kind == "state" and entity.iso3}
    for code in sorted(codes):
        found = own.get(code)
        yield Entity(code, "state", found.label if found else code, same_as=found.same_as if found else (), iso3=code)


def state_network(
    facts: Facts, entities: Iterable[Entity], by: By = "total", offices: Iterable[StoredFact] | None = None
) -> Network:
    """The weighted network of states; `weight` is the number of events, Goldstein values are summed and averaged.

    `offices` are the facts that tell a person's state, where `facts` are a selection without them.

    `cooperation` and `conflict` count events with a Goldstein value over and under zero. Node ids are ISO 3166-1
    alpha-3 codes.
    """
    entities = tuple(entities)
    state = state_of(facts() if offices is None else offices, entities)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    sums: defaultdict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    seen: set[tuple[str, ...]] = set()
    for row in facts():
        code = coding(row.fact)
        if code == Coding():
            continue
        directions = _directions(row, state)
        for source, target in directions:
            key = (source, row.fact.relation, target, day_of(row))
            sums[source, target, _class_of(code, by)].add(row, code, key not in seen)
            seen.add(key)
        for source, target in (*directions[:1], *(pair[::-1] for pair in directions[:1])):
            tallies[source].add(target, row.article_id, _spell(row))
    nodes = tuple(make_node(entity, tallies[entity.id]) for entity in _state_entities(tallies, entities))
    edges = tuple(_edge(ends, total) for ends, total in sorted(sums.items()))
    return Network(nodes, lambda: iter(edges), NODE_TYPES, STATE_EDGE_TYPES)
