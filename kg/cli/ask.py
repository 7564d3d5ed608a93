"""SPARQL: query, queries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import opened, store_option
from kg.cli.render import Form, emit_table, to_csv, to_json

if TYPE_CHECKING:
    from kg.query import Result
    from kg.query.saved import SavedQuery

__all__ = ["COMMANDS"]

_form = click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice([form.value for form in Form]),
    default=Form.TABLE.value,
    show_default=True,
    help="table, json (SPARQL 1.1 Query Results JSON) or csv (SPARQL 1.1 Query Results CSV).",
)


@click.command()
@click.argument(
    "file", required=False, metavar="[FILE]", type=click.Path(path_type=Path, allow_dash=True, dir_okay=False)
)
@click.option("-q", "--query", "text", metavar="SPARQL", help="The query itself.")
@_form
@store_option
def query(file: Path | None, text: str | None, form: str, store_path: Path) -> None:
    """Ask the store in SPARQL; FILE may be - for stdin. Queries only read, and only this store.

    Patterns match all articles together; GRAPH ?g tells which article says it. Usual prefixes need no declaration.
    """
    from kg.query import select

    if (file is None) == (text is None):
        raise click.UsageError("give a FILE or -q SPARQL, one of them")
    sparql = text if text is not None else _read(file)
    with opened(store_path) as store:
        result = select(store, sparql)
    print_result(result, Form(form))


def _read(file: Path | None) -> str:
    from kg.errors import QueryError

    try:
        with click.open_file(str(file), encoding="utf-8") as source:
            return str(source.read())
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8 text"
        raise QueryError(f"{file}: {reason}; give a file that holds a SPARQL query") from error


def print_result(result: Result, form: Form) -> None:
    """Print a query's result in one of the standard formats, or as a table with short names."""
    from kg.query.results import csv_rows, json_object, table_rows

    if form is Form.JSON:
        click.echo(to_json(json_object(result)))
    elif form is Form.CSV:
        click.echo(to_csv(result.variables or ("answer",), csv_rows(result)))
    elif result.answer is None and not result.rows:
        click.echo("nothing found")
    else:
        emit_table(result.variables or ("answer",), table_rows(result))


@click.command()
@click.argument("name", required=False)
@click.option("--param", "parameters", multiple=True, metavar="NAME=VALUE", help="Set a parameter; repeatable.")
@click.option(
    "--show", "only_show", is_flag=True, help="Print the query's text with its parameters set; do not run it."
)
@_form
@store_option
def queries(name: str | None, parameters: tuple[str, ...], only_show: bool, form: str, store_path: Path) -> None:
    """List the saved queries, or run one of them with parameters of your own.

    NAME may be shortened as long as it stays unique: cq05.
    """
    from kg.query.names import Directory
    from kg.query.saved import bind, saved_queries, saved_query
    from kg.query.sparql import select

    values = _values(parameters)
    if name is None:
        if values or only_show:
            raise click.UsageError("--param and --show need the NAME of a query")
        _list(list(saved_queries().values()), Form(form))
        return
    with opened(store_path) as store:
        sparql = bind(saved_query(name), values, Directory(store))
        if only_show:
            click.echo(sparql.rstrip())
            return
        result = select(store, sparql)
    print_result(result, Form(form))


def _values(parameters: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for given in parameters:
        name, equals, value = given.partition("=")
        if not (name and equals):
            raise click.UsageError(f"--param {given}: write it as NAME=VALUE")
        values[name] = value
    return values


def _list(known: list[SavedQuery], form: Form) -> None:
    if form is Form.JSON:
        click.echo(to_json(known))
        return
    header = ("name", "question", "for", "parameters")
    rows: list[tuple[Any, ...]] = [
        (q.name, q.title, q.reader, tuple(f"{p.name}={p.default}" for p in q.parameters)) for q in known
    ]
    if form is Form.CSV:
        click.echo(to_csv(header, rows))
    else:
        emit_table(header, rows)


COMMANDS = (query, queries)
