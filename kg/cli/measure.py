"""Counts and pictures: balance, ranking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast, get_args

import click

from kg.cli.options import (
    chosen_form,
    form_options,
    lookups_in,
    opened,
    selection_from,
    selection_options,
    store_option,
)
from kg.cli.render import Column, emit
from kg.model import EntityKind

if TYPE_CHECKING:
    from kg.network import Measure, Period

__all__ = ["COMMANDS"]

_BALANCE: tuple[Column, ...] = (
    ("period", lambda row: row.period),
    ("events", lambda row: row.events),
    ("cooperation", lambda row: row.cooperation),
    ("conflict", lambda row: row.conflict),
    ("goldstein sum", lambda row: row.goldstein_sum),
    ("mean", lambda row: row.goldstein_mean),
    ("types", lambda row: tuple(f"{name} {count}" for name, count in row.by_type)),
    ("facts", lambda row: row.facts),
    ("articles", lambda row: row.articles),
)
_RANKING: tuple[Column, ...] = (
    ("rank", lambda row: row.rank),
    ("label", lambda row: row.label),
    ("id", lambda row: row.id),
    ("score", lambda row: f"{row.score:g}"),
    ("degree", lambda row: row.degree),
    ("facts", lambda row: row.facts),
    ("articles", lambda row: row.articles),
)


@click.command()
@click.argument("one", metavar="ENTITY")
@click.argument("other", metavar="ENTITY")
@click.option(
    "--by", type=click.Choice(("year", "month")), default="year", show_default=True, help="Length of a period."
)
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw it to this .png, .svg or .pdf.")
@selection_options
@store_option
@form_options
def balance(one: str, other: str, by: str, plot: Path | None, store_path: Path, **selection: Any) -> None:
    """Weigh cooperation against conflict between two, by period: PLOVER types and Goldstein values.

    The persons and bodies of a state count with it. Each event counts once, however many articles report it; planned
    and denied events do not count. Undated events go by the day of their article.
    """
    from kg.network import BalanceRow
    from kg.query.standing import weighed

    with opened(store_path) as store:
        lookups = lookups_in(store)
        rows = weighed(lookups, one, other, cast("Period", by), selection_from(selection))
        names = [lookups.directory.label(lookups.directory.find(name).id) for name in (one, other)]
    if plot:
        from kg.plot import plot_balance

        plot_balance(rows, plot, f"{names[0]} and {names[1]}: cooperation and conflict")
        click.echo(f"wrote {plot}")
    else:
        emit(rows, _BALANCE, chosen_form(), BalanceRow)


@click.command()
@click.option(
    "--by", type=click.Choice(("degree", "betweenness", "events")), default="degree", show_default=True, help="Measure."
)
@click.option("--kind", type=click.Choice(get_args(EntityKind)), help="Rank entities of this kind instead of states.")
@click.option("--all", "everything", is_flag=True, help="Rank all entities instead of states.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Most rows.")
@selection_options
@store_option
@form_options
def ranking(by: str, kind: str | None, everything: bool, limit: int, store_path: Path, **selection: Any) -> None:
    """Rank states by their place in the network; their persons and bodies count with them.

    degree is the number of others to whom events tie them, betweenness the share of shortest paths through them, events
    the number of occasions. With --kind or --all, single entities are ranked.
    """
    from kg.network import RankRow
    from kg.query.standing import standing

    wanted = selection_from(selection)
    with opened(store_path) as store:
        rows = standing(
            lookups_in(store), cast("Measure", by), wanted, kind=cast("EntityKind | None", kind), everything=everything
        )
    emit(rows[:limit], _RANKING, chosen_form(), RankRow)


COMMANDS = (balance, ranking)
