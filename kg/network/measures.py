"""Counts over facts: cooperation and conflict through time, and who stands at the centre."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

import networkx as nx

from kg.model import Entity, StoredFact
from kg.network.build import Network, fact_network
from kg.network.codes import Coding, coding, day_of, event_key

__all__ = ["UNDATED", "BalanceRow", "Measure", "Period", "RankRow", "balance", "ranking"]

Period = Literal["year", "month"]
Measure = Literal["degree", "betweenness", "events"]

UNDATED = "undated"
# Up to this many nodes betweenness is exact; over it, it is estimated from paths that start at this many nodes.
PIVOTS = 1000


@dataclass(frozen=True, slots=True)
class BalanceRow:
    """The events of one period: `2023`, `2023-03`, or `undated` where neither fact nor article has a date.

    `cooperation` and `conflict` count events with a Goldstein value over and under zero; `goldstein_mean` is None where
    no event has one. `by_type` counts events by PLOVER type, sorted. The events rest on `facts` in `articles`.
    """

    period: str
    events: int
    cooperation: int
    conflict: int
    goldstein_sum: float
    goldstein_mean: float | None
    by_type: tuple[tuple[str, int], ...]
    facts: int
    articles: int


@dataclass(frozen=True, slots=True)
class RankRow:
    """One entity's place. `score` is its measure; ties share no rank but are ordered by id."""

    rank: int
    id: str
    label: str
    kind: str
    score: float
    degree: int
    facts: int
    articles: int


@dataclass(slots=True)
class _Bin:
    scores: list[float] = field(default_factory=list)
    types: Counter[str] = field(default_factory=Counter)
    articles: set[str] = field(default_factory=set)
    events: int = 0
    facts: int = 0

    def add(self, row: StoredFact, code: Coding, first_report: bool) -> None:
        self.facts += 1
        self.articles.add(row.article_id)
        if not first_report:
            return
        self.events += 1
        if code.plover:
            self.types[code.plover] += 1
        if code.goldstein is not None:
            self.scores.append(code.goldstein)

    def row(self, period: str) -> BalanceRow:
        total = sum(self.scores)
        return BalanceRow(
            period=period,
            events=self.events,
            cooperation=sum(score > 0 for score in self.scores),
            conflict=sum(score < 0 for score in self.scores),
            goldstein_sum=round(total, 2),
            goldstein_mean=round(total / len(self.scores), 2) if self.scores else None,
            by_type=tuple(sorted(self.types.items())),
            facts=self.facts,
            articles=len(self.articles),
        )


def _period(row: StoredFact, by: Period) -> str:
    day = row.fact.when.first if row.fact.when else row.published
    if day is None:
        return UNDATED
    if by == "year":
        return day.isoformat()[:4]
    if row.fact.when and row.fact.when.precision == "year":
        return UNDATED
    return day.isoformat()[:7]


def balance(facts: Iterable[StoredFact], by: Period = "year") -> tuple[BalanceRow, ...]:
    """Cooperation and conflict by year or month, sorted by period, `undated` last; periods without events are left out.

    Counted are events of status actual, each (ends, relation, date) once; undated facts go by the article's date. By
    month, facts of which only the year is known come under `undated`.
    """
    bins: defaultdict[str, _Bin] = defaultdict(_Bin)
    seen: set[tuple[str, ...]] = set()
    for row in facts:
        fact, code = row.fact, coding(row.fact)
        if fact.status != "actual" or code == Coding():
            continue
        key = event_key(fact.subject, fact.relation, fact.object, day_of(row))
        bins[_period(row, by)].add(row, code, key not in seen)
        seen.add(key)
    return tuple(bins[period].row(period) for period in sorted(bins, key=lambda name: (name == UNDATED, name)))


def _betweenness(network: Network) -> dict[str, float]:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.id for node in network.nodes)
    graph.add_edges_from(sorted({(edge.source, edge.target) for edge in network.edges() if edge.source != edge.target}))
    pivots = None if len(graph) <= PIVOTS else PIVOTS
    scores = nx.betweenness_centrality(graph, k=pivots, seed=0)
    return {name: round(score, 6) for name, score in scores.items()}


def _events(network: Network) -> dict[str, float]:
    occasions: defaultdict[str, set[str]] = defaultdict(set)
    for edge in network.edges():
        occasion = str(edge.attributes.get("event", edge.id))
        occasions[edge.source].add(occasion)
        occasions[edge.target].add(occasion)
    return {name: float(len(found)) for name, found in occasions.items()}


def ranking(facts: Iterable[StoredFact], entities: Iterable[Entity], by: Measure = "degree") -> tuple[RankRow, ...]:
    """The entities at an end of a fact, highest score first.

    `degree` is the number of distinct neighbours; `betweenness` the share of shortest paths that run through the
    entity, directions and repetitions ignored, in [0, 1]; `events` the number of distinct occasions.
    """
    rows = tuple(facts)
    network = fact_network(lambda: rows, entities)
    degree = {node.id: float(node.attributes["degree"]) for node in network.nodes}
    scores = {
        "degree": lambda: degree,
        "betweenness": lambda: _betweenness(network),
        "events": lambda: _events(network),
    }[by]()
    ordered = sorted(network.nodes, key=lambda node: (-scores[node.id], node.id))
    return tuple(
        RankRow(
            rank=place,
            id=node.id,
            label=str(node.attributes["label"]),
            kind=str(node.attributes["kind"]),
            score=scores[node.id],
            degree=int(degree[node.id]),
            facts=int(node.attributes["facts"]),
            articles=int(node.attributes["articles"]),
        )
        for place, node in enumerate(ordered, 1)
    )
