"""The shortest chain of facts between two entities."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping

from kg.errors import LookupFailed
from kg.model import Fact, Selection, StoredFact
from kg.query.lookups import Lookups
from kg.query.rows import FactRow

__all__ = ["ACTUAL", "path"]

ACTUAL = Selection(statuses=("actual",))

_Links = dict[str, dict[str, StoredFact]]


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
    links: _Links = {}
    for stored in lookups.store.facts(selection):
        _link(links, stored, barred)
    return [lookups.row(stored) for stored in _shortest(links, one, two)]


def _link(links: _Links, stored: StoredFact, barred: set[str]) -> None:
    fact = stored.fact
    if barred & {fact.subject, fact.object}:
        return
    for here, there in ((fact.subject, fact.object), (fact.object, fact.subject)):
        known = links.setdefault(here, {})
        if there not in known or _rank(fact) > _rank(known[there].fact):
            known[there] = stored


def _rank(fact: Fact) -> tuple[float, str, str]:
    return (fact.confidence, fact.when.first.isoformat() if fact.when else "", fact.id)


def _shortest(links: Mapping[str, Mapping[str, StoredFact]], start: str, goal: str) -> list[StoredFact]:
    came: dict[str, str] = {start: start}
    waiting = deque((start,))
    while waiting and goal not in came:
        here = waiting.popleft()
        for there in sorted(links.get(here, ())):
            if there not in came:
                came[there] = here
                waiting.append(there)
    chain, here = [], goal if goal in came else start
    while here != start:
        chain.append(links[came[here]][here])
        here = came[here]
    return chain[::-1]
