"""The shortest chain of facts between two entities."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from kg.errors import LookupFailed
from kg.model import Fact, Selection, StoredFact
from kg.query.lookups import Lookups
from kg.query.rows import FactRow

__all__ = ["ACTUAL", "path"]

ACTUAL = Selection(statuses=("actual",))


@dataclass(slots=True)
class _Side:
    """What one end has reached: from where and by which fact each entity was, how far it is, and the outermost ones."""

    came: dict[str, tuple[str, StoredFact]]
    depth: dict[str, int]
    border: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, start: str) -> _Side:
        return cls({}, {start: 0}, [start])

    def chain(self, there: str) -> list[StoredFact]:
        """The facts from `there` back to the start."""
        facts = []
        while there in self.came:
            there, fact = self.came[there]
            facts.append(fact)
        return facts


def path(
    lookups: Lookups,
    start: str,
    goal: str,
    selection: Selection = ACTUAL,
    *,
    avoid: tuple[str, ...] = (),
) -> list[FactRow]:
    """The facts that lead from one entity to another by the fewest hops, in order; their direction does not matter.

    Of several facts between the same two, the most certain is taken, then the latest. `avoid` names entities that
    the chain must not pass (the United States link nearly everybody). Empty if nothing links them.
    """
    one, two = lookups.directory.find(start).id, lookups.directory.find(goal).id
    if one == two:
        raise LookupFailed(f"{start!r} and {goal!r} are the same entity, {one}")
    barred = {lookups.directory.find(name).id for name in avoid} - {one, two}
    near, far = _Side.at(one), _Side.at(two)
    while near.border and far.border:
        _grow(lookups, min(near, far, key=lambda side: len(side.border)), selection, barred)
        met = near.depth.keys() & far.depth.keys()
        if met:
            middle = min(met, key=lambda entity: (near.depth[entity] + far.depth[entity], entity))
            return [lookups.row(stored) for stored in (*near.chain(middle)[::-1], *far.chain(middle))]
    return []


def _grow(lookups: Lookups, side: _Side, selection: Selection, barred: set[str]) -> None:
    """Reach one hop further, everywhere."""
    border = set(side.border)
    reached: dict[str, tuple[str, StoredFact]] = {}
    for stored in lookups.store.facts(replace(selection, entities=tuple(side.border))):
        fact = stored.fact
        for here, there in ((fact.subject, fact.object), (fact.object, fact.subject)):
            if here in border and there not in side.depth and there not in barred:
                known = reached.get(there)
                if known is None or (_rank(fact), here) > (_rank(known[1].fact), known[0]):
                    reached[there] = (here, stored)
    for there, link in reached.items():
        side.came[there] = link
        side.depth[there] = side.depth[link[0]] + 1
    side.border = sorted(reached)


def _rank(fact: Fact) -> tuple[float, str, str]:
    return (fact.confidence, fact.when.first.isoformat() if fact.when else "", fact.id)
