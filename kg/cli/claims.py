"""Claims in time: disputes, pending, offices."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from kg.cli.options import (
    DAY,
    chosen_form,
    form_options,
    lookups_in,
    opened,
    selection_from,
    selection_options,
    store_option,
)
from kg.cli.render import Column, emit

__all__ = ["COMMANDS"]

_ENDS: tuple[Column, ...] = (
    ("subject", lambda row: row.subject_label),
    ("relation", lambda row: row.relation),
    ("object", lambda row: row.object_label),
)
_DISPUTES: tuple[Column, ...] = (
    ("first", lambda row: row.first),
    ("what", lambda row: row.kind),
    *_ENDS,
    ("said by", lambda row: row.said_by),
    ("denied by", lambda row: row.denied_by),
    ("articles", lambda row: row.articles),
    ("said", lambda row: _some(row.said)),
    ("denied", lambda row: _some(row.denied)),
)
_PENDING: tuple[Column, ...] = (
    ("due", lambda row: row.due),
    *_ENDS,
    ("said by", lambda row: row.said_by),
    ("articles", lambda row: row.articles),
    ("fact", lambda row: row.facts),
)
_OFFICES: tuple[Column, ...] = (
    ("holder", lambda row: row.member_label),
    ("id", lambda row: row.member),
    ("office", lambda row: row.office),
    ("of", lambda row: row.body_label),
    ("since", lambda row: row.since),
    ("until", lambda row: row.until),
    ("source", lambda row: row.source),
    ("fact", lambda row: row.fact),
)


def _some(facts: tuple[str, ...]) -> str:
    """Some ids for a table; JSON and CSV have all."""
    more = f" and {len(facts) - 2} more" if len(facts) > 2 else ""
    return ", ".join(facts[:2]) + more


_names = click.argument("names", metavar="[ENTITY [ENTITY]]", nargs=-1)
_wide = click.option("--wide", is_flag=True, help="Count the persons and bodies of a state with the state.")


def _at_most_two(names: tuple[str, ...]) -> None:
    if len(names) > 2:
        raise click.UsageError("give at most two entities; put names of several words in quotes")


@click.command()
@_names
@_wide
@click.option("--plans", is_flag=True, help="Also list plans, and whether they were reported as carried out.")
@selection_options
@store_option
@form_options
def disputes(names: tuple[str, ...], wide: bool, plans: bool, store_path: Path, **selection: Any) -> None:
    """List what one claims and another denies; with --plans, also what was planned and then reported or not.

    Claims count as one matter if relation and states are the same and their dates fit.
    """
    from kg.query.claims import DisputeRow
    from kg.query.claims import disputes as look

    _at_most_two(names)
    with opened(store_path) as store:
        rows = look(lookups_in(store), names, selection_from(selection), wide=wide, plans=plans)
    emit(rows, _DISPUTES, chosen_form(), DisputeRow)


@click.command()
@_names
@_wide
@click.option("--on", type=DAY, help="As seen on this day.  [default: the day of the latest article]")
@store_option
@form_options
def pending(names: tuple[str, ...], wide: bool, on: date | None, store_path: Path) -> None:
    """List planned events whose date has passed and that no article reports."""
    from kg.query.claims import PendingRow
    from kg.query.claims import pending as look

    _at_most_two(names)
    with opened(store_path) as store:
        rows = look(lookups_in(store), names, on, wide=wide)
    emit(rows, _PENDING, chosen_form(), PendingRow)


@click.command()
@click.argument("entity")
@click.option("--on", type=DAY, help="Only offices held on this day.")
@store_option
@form_options
def offices(entity: str, on: date | None, store_path: Path) -> None:
    """List the offices of a person, or who holds office in a state or body, from articles and background knowledge."""
    from kg.query.rows import MemberRow
    from kg.query.tenures import office_holders

    with opened(store_path) as store:
        rows = office_holders(lookups_in(store), entity, on)
    emit(rows, _OFFICES, chosen_form(), MemberRow)


COMMANDS = (disputes, pending, offices)
