"""Pictures of facts through time, drawn with matplotlib (the `plot` extra): the same facts give the same bytes."""

from __future__ import annotations

import io
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from kg.errors import ExportError, MissingExtra
from kg.model import DateRange, StoredFact
from kg.network import QUADS, UNDATED, BalanceRow, coding, relation_label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

__all__ = ["plot_balance", "plot_timeline"]

# What each file type calls the date or program that it would record.
_CLOCKLESS: dict[str, dict[str, None]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}
# Light to dark within each quad class, so that classes can be told apart first and types second.
_COLOURS = {
    "verbal cooperation": ("#c6dbef", "#9ecae1", "#6baed6", "#4292c6"),
    "material cooperation": ("#a1d99b", "#41ab5d", "#006d2c"),
    "verbal conflict": ("#fee391", "#fec44f", "#fe9929", "#ec7014", "#cc4c02"),
    "material conflict": ("#fcbba1", "#fc9272", "#fb6a4a", "#cb181d", "#67000d"),
}
_UNTYPED = "other"
_TICKS = 14


def _figure(height: float) -> Figure:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise MissingExtra("pictures need matplotlib; install it with: pip install 'kg[plot]'") from error
    return Figure(figsize=(10, height), layout="constrained")


def _save(figure: Figure, path: Path) -> None:
    import matplotlib

    ending = path.suffix.lower().removeprefix(".")
    if ending not in _CLOCKLESS:
        raise ExportError(f"{path}: no picture format {ending!r}; use one of {', '.join(_CLOCKLESS)}")
    picture = io.BytesIO()
    with warnings.catch_warnings(), matplotlib.rc_context({"svg.hashsalt": "kg"}):
        warnings.filterwarnings("ignore", "Glyph .* missing")
        figure.savefig(picture, format=ending, dpi=120, metadata=_CLOCKLESS[ending])
    try:
        path.write_bytes(picture.getvalue())
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror}; choose another file") from error


def _sources(articles: int) -> str:
    return f"{articles} article" + ("" if articles == 1 else "s")


def _colour(goldstein: float | None) -> str:
    return "#777777" if not goldstein else "#009e73" if goldstein > 0 else "#d55e00"


def _days(*days: date) -> NDArray[np.datetime64]:
    return np.array(days, dtype="datetime64[D]")


def _draw_fact(axes: Axes, row: StoredFact, when: DateRange, level: int) -> None:
    first, last = when.first, when.last or when.first
    colour = _colour(coding(row.fact).goldstein)
    if last > first:
        axes.plot(_days(first, last), [level, level], color=colour, linewidth=3, alpha=0.4, solid_capstyle="butt")
    fill = colour if row.fact.status == "actual" else "white"
    middle = first + (last - first) / 2
    axes.plot(_days(middle), [level], marker="o", markersize=6, markerfacecolor=fill, markeredgecolor=colour)


def plot_timeline(facts: Iterable[StoredFact], path: Path | str, title: str = "Timeline") -> None:
    """Draw dated facts as points by day and relation, green for a Goldstein value over zero, red for one under.

    A bar shows the days within which a fact may lie; planned and denied facts are hollow. The number of facts, articles
    and facts without a date stands under the title. `path` ends in `.png`, `.svg` or `.pdf`.

    Raises MissingExtra without matplotlib, ExportError if the picture cannot be written.
    """
    rows = tuple(facts)
    dated = [(row, row.fact.when) for row in rows if row.fact.when]
    names = sorted({relation_label(row.fact.relation) for row, _ in dated}, reverse=True)
    figure = _figure(1.8 + 0.3 * len(names))
    axes = figure.subplots()
    for row, when in dated:
        _draw_fact(axes, row, when, names.index(relation_label(row.fact.relation)))
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.set_xlabel("date (green: cooperation, red: conflict; hollow: planned or denied; bars: days that are possible)")
    axes.grid(axis="x", alpha=0.3)
    counts = f"{len(dated)} facts from {_sources(len({row.article_id for row, _ in dated}))}"
    axes.set_title(
        f"{title}\n{counts}; {len(rows) - len(dated)} without a date not shown", fontsize=11, parse_math=False
    )
    _save(figure, Path(path))


def _position(period: str) -> int:
    """Years, or months, since the year 0."""
    year, _, month = period.partition("-")
    return int(year) * 12 + int(month) - 1 if month else int(year)


def _stack(rows: Sequence[BalanceRow]) -> dict[str, list[int]]:
    """Events by PLOVER type, cooperation first, conflict types as negative numbers, and those of no type."""
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0] * len(rows))
    for place, row in enumerate(rows):
        for plover, count in row.by_type:
            found[plover][place] = -count if "conflict" in QUADS.get(plover, "") else count
        rest = row.events - sum(count for _, count in row.by_type)
        if rest:
            found[_UNTYPED][place] = rest
    order = {name: place for place, name in enumerate((*QUADS, _UNTYPED))}
    return {name: found[name] for name in sorted(found, key=lambda name: (order.get(name, len(order)), name))}


def _colours() -> dict[str, str]:
    palettes = {quad: iter(colours) for quad, colours in _COLOURS.items()}
    return {plover: next(palettes[quad]) for plover, quad in QUADS.items()}


def _draw_stack(axes: Axes, rows: Sequence[BalanceRow], places: Sequence[int]) -> None:
    colours = _colours()
    tops: dict[bool, list[int]] = {True: [0] * len(rows), False: [0] * len(rows)}
    for name, counts in _stack(rows).items():
        conflict = min(counts) < 0
        axes.bar(places, counts, bottom=tops[conflict], label=name, color=colours.get(name, "#bbbbbb"), width=0.8)
        tops[conflict] = [top + count for top, count in zip(tops[conflict], counts, strict=True)]
    axes.axhline(0, color="black", linewidth=0.8)
    axes.set_ylabel("events (conflict types below zero)")


def _draw_means(axes: Axes, rows: Sequence[BalanceRow], places: Sequence[int]) -> None:
    """A line of means, broken where periods are missing."""
    means = {place: row.goldstein_mean for place, row in zip(places, rows, strict=True)}
    axes.axhline(0, color="black", linewidth=0.8)
    for place, mean in means.items():
        before = means.get(place - 1)
        if mean is not None:
            axes.plot([place], [mean], color="black", marker="o", markersize=4)
            if before is not None:
                axes.plot([place - 1, place], [before, mean], color="black", linewidth=1.2)
    axes.set_ylim(-10.5, 10.5)
    axes.set_ylabel("mean Goldstein value")


def _ticks(rows: Sequence[BalanceRow], places: Sequence[int]) -> dict[int, str]:
    """Periods to name under the axis, far enough apart to be read."""
    apart = (places[-1] - places[0]) / _TICKS if places else 0
    named: dict[int, str] = {}
    for row, place in zip(rows, places, strict=True):
        if not named or place - max(named) >= apart:
            named[place] = f"{row.period}\n{row.articles}"
    return named


def plot_balance(rows: Iterable[BalanceRow], path: Path | str, title: str = "Cooperation and conflict") -> None:
    """Draw events by period as bars stacked by PLOVER type, and below them the mean Goldstein value as a line.

    Under each period stands the number of articles that it rests on. Undated events are counted under the title, not
    drawn. `path` ends in `.png`, `.svg` or `.pdf`.

    Raises MissingExtra without matplotlib, ExportError if the picture cannot be written.
    """
    known = tuple(rows)
    dated = [row for row in known if row.period != UNDATED]
    places = [_position(row.period) for row in dated]
    figure = _figure(6)
    bars, means = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    _draw_stack(bars, dated, places)
    _draw_means(means, dated, places)
    ticks = _ticks(dated, places)
    means.set_xticks(list(ticks), list(ticks.values()), fontsize=8)
    means.set_xlabel("period, and the number of articles that it rests on")
    shown = sum(row.events for row in dated)
    undated = sum(row.events for row in known) - shown
    bars.set_title(f"{title}\n{shown} events; {undated} without a date not shown", fontsize=11, parse_math=False)
    if dated:
        figure.legend(loc="outside right upper", fontsize=8)
    _save(figure, Path(path))
