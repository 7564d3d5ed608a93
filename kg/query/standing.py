"""Cooperation and conflict between two, and who stands at the centre: the measures of `kg.network` on a store."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.model import EntityKind, Selection, StoredFact
from kg.network import BalanceRow, Coding, Measure, Period, RankRow, balance, coding, ranking, state_of

if TYPE_CHECKING:
    from kg.query.lookups import Lookups

__all__ = ["standing", "weighed"]


def weighed(lookups: Lookups, one: str, other: str, by: Period, selection: Selection) -> tuple[BalanceRow, ...]:
    """Cooperation and conflict between two by period, persons and bodies counted with their state.

    Raises LookupFailed or Ambiguous if a name fits no or several entities.
    """
    return balance(lookups.stored((one, other), selection, wide=True), by)


def standing(
    lookups: Lookups,
    by: Measure,
    selection: Selection,
    *,
    kind: EntityKind | None = None,
    everything: bool = False,
) -> list[RankRow]:
    """States by their place in the network of events; with `kind`, or all, single entities by that of all facts."""
    facts, entities = list(lookups.store.facts(selection)), list(lookups.store.entities())
    wanted = kind
    if not everything and kind is None:
        offices = lookups.store.facts(Selection(relations=("holdsOffice",)))
        facts, wanted = _folded(facts, state_of(offices, entities)), "state"
    rows = [row for row in ranking(facts, entities, by) if wanted in (None, row.kind)]
    return [replace(row, rank=place) for place, row in enumerate(rows, 1)]


def _folded(facts: Iterable[StoredFact], states: Mapping[str, str]) -> list[StoredFact]:
    """The events between states, with each end replaced by its state."""
    folded = []
    for row in facts:
        one, other = states.get(row.fact.subject), states.get(row.fact.object)
        if one and other and one != other and row.fact.status == "actual" and coding(row.fact) != Coding():
            folded.append(replace(row, fact=replace(row.fact, subject=f"state/{one}", object=f"state/{other}")))
    return folded
