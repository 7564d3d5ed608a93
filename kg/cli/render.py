"""Rows to people and programs: tables, JSON and CSV on stdout."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["Column", "Form", "clean", "counted", "emit", "emit_lines", "emit_table", "plain", "to_csv", "to_json"]

Column = tuple[str, Callable[[Any], object]]
# Also the marks that turn the direction of writing, with which a text can fake another.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")
# Columns whose cells stay in one piece as long as a terminal has room, since people copy them.
_WHOLE = frozenset(
    (
        "articles",
        "conf",
        "count",
        "date",
        "fact",
        "facts",
        "first",
        "id",
        "last",
        "relation",
        "since",
        "status",
        "until",
    )
)


class Form(Enum):
    """How to print."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


def counted(number: int, noun: str) -> str:
    """`1 article`, `2 articles`, `2 entities`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"


def plain(value: object) -> Any:
    """A value as JSON holds it: dataclasses become objects, tuples lists, dates ISO strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def to_json(value: object) -> str:
    """Indented JSON with characters as they are."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """CSV with a header line; lists are joined by `|`, what is unknown is empty."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue().rstrip("\n")


def _cell(value: object) -> str:
    if isinstance(value, tuple | list):
        return "|".join(map(_cell, value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def emit_lines(lines: Mapping[str, str | None]) -> None:
    """Print `key: text` lines, indented, without those that have no text."""
    for key, text in lines.items():
        if text:
            click.echo(f"  {key}: {clean(text)}")


def clean(text: str) -> str:
    """A text without control characters, which a terminal would obey."""
    return _CONTROL.sub(" ", text)


def _shown(value: object) -> str:
    text = ", ".join(map(_cell, value)) if isinstance(value, tuple | list) else _cell(value)
    if isinstance(value, float):
        text = f"{value:.2f}"
    return clean(text)


def emit(rows: Sequence[Any], columns: Sequence[Column], form: Form, kind: type[DataclassInstance]) -> None:
    """Print dataclass rows of a kind: all fields as JSON or CSV, `columns` as a table."""
    if form is Form.JSON:
        click.echo(to_json(rows))
    elif form is Form.CSV:
        names = [field.name for field in fields(kind)]
        click.echo(to_csv(names, ([getattr(row, name) for name in names] for row in rows)))
    elif not rows:
        click.echo("nothing found")
    else:
        emit_table([name for name, _ in columns], [[get(row) for _, get in columns] for row in rows])


def emit_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A table: fitted to a terminal by folding cells, elsewhere as wide as it needs to be; nothing is cut."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    terminal = sys.stdout.isatty()
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in header:
        table.add_column(name, overflow="fold", no_wrap=name in _WHOLE)
    for row in rows:
        table.add_row(*(Text(_shown(value)) for value in row))
    console = Console(file=io.StringIO(), width=None if terminal else 100_000, force_terminal=terminal)
    console.print(table)
    printed = console.file.getvalue()  # type: ignore[attr-defined]
    click.echo("\n".join(line.rstrip() for line in printed.splitlines()))
