"""Who is who: `kg entities` lists, explains and corrects which names are one entity."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import chosen_form, form_options, opened, store_option
from kg.cli.render import Column, Form, clean, counted, emit, emit_table, to_json

if TYPE_CHECKING:
    from kg.identity import EntityRow
    from kg.resolve import Decision
    from kg.store import Store

__all__ = ["COMMANDS"]

_KINDS = ("person", "organization", "agreement", "event")


@click.group()
def entities() -> None:
    """Tell which names are one entity: list, explain, correct, undo.

    Corrections are kept in the store, apart from what was read, and hold for later builds. Entities are named by id or
    by name. Export them before you delete a store.
    """


def _decide(store_path: Path, *decisions: Decision) -> None:
    """Add decisions to the journal of the store and follow them."""
    from kg.identity import decide

    with opened(store_path, existing=True) as store:
        numbers, changed = decide(store, decisions)
    for number, decision in zip(numbers, decisions, strict=True):
        click.echo(f"{number}: {decision.text()}")
    click.echo(f"{counted(len(changed), 'article')} changed; take it back with: kg entities undo")


def _id(store_path: Path, name: str) -> str:
    """The id of an entity that a person names; ids that the extractor gave are ids, too."""
    from kg.identity import entity_named

    with opened(store_path) as store:
        return entity_named(store, name)


@entities.command()
@click.argument("one", metavar="ENTITY")
@click.argument("other", metavar="ENTITY")
@store_option
def merge(one: str, other: str, store_path: Path) -> None:
    """Make two entities one, with id and label of the first."""
    from kg.resolve import Decision

    first, second = _id(store_path, one), _id(store_path, other)
    if first == second:
        raise click.UsageError(f"{one} and {other} are one already: {first}")
    _decide(store_path, Decision("merge", first, other=second))


@entities.command()
@click.argument("entity")
@click.option("--article", "articles", multiple=True, help="Only in this article it is another one; repeatable.")
@click.option("--into", metavar="ID", help="Id of the other one.  [default: the old id with -2]")
@store_option
def split(entity: str, articles: tuple[str, ...], into: str | None, store_path: Path) -> None:
    """Part what was joined under one id; with --article, make it somebody else in these articles."""
    from kg.resolve import Decision

    if into and not articles:
        raise click.UsageError("--into needs --article")
    name = _id(store_path, entity)
    other = (into or f"{name}-2") if articles else ""
    if other and other.partition("/")[0] != name.partition("/")[0]:
        raise click.UsageError(f"--into must begin like the old id: {name.partition('/')[0]}/...")
    _decide(store_path, Decision("split", name, articles=articles, into=other))


@entities.command()
@click.argument("entity")
@click.argument("label")
@store_option
def rename(entity: str, label: str, store_path: Path) -> None:
    """Give an entity another label; its id stays."""
    from kg.resolve import Decision

    _decide(store_path, Decision("rename", _id(store_path, entity), name=label))


@entities.command()
@click.argument("entity")
@click.argument("name")
@store_option
def alias(entity: str, name: str, store_path: Path) -> None:
    """Give an entity one more name by which lookups find it."""
    from kg.resolve import Decision

    _decide(store_path, Decision("alias", _id(store_path, entity), name=name))


@entities.command()
@click.argument("number", type=int, required=False)
@store_option
def undo(number: int | None, store_path: Path) -> None:
    """Take back the decision of that number, or the last one."""
    from kg.identity import undo as take_back

    with opened(store_path, existing=True) as store:
        decision, changed = take_back(store, number)
    click.echo(f"undone: {decision.text()}; {counted(len(changed), 'article')} changed")


@entities.command()
@store_option
@form_options
def decisions(store_path: Path) -> None:
    """List the decisions that count, with their numbers."""
    from kg.identity import DecisionRow, decision_rows

    with opened(store_path) as store:
        rows = decision_rows(store)
    columns: tuple[Column, ...] = (("number", lambda r: r.number), ("decision", lambda r: r.text))
    emit(rows, columns, chosen_form(), DecisionRow)


@entities.command("export")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def export_file(file: Path, store_path: Path) -> None:
    """Write the decisions that count to a file (JSON Lines), for another store."""
    from kg.identity import journal_of
    from kg.rdf.write import write_text

    with opened(store_path) as store:
        kept = [decision for _, decision in journal_of(store).active()]
    write_text(file, (decision.line() + "\n" for decision in kept))
    click.echo(f"wrote {counted(len(kept), 'decision')} to {file}")


@entities.command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@store_option
def import_file(file: Path, store_path: Path) -> None:
    """Follow the decisions of a file, too; those that count already are left out."""
    from kg.identity import import_decisions

    with opened(store_path, existing=True) as store:
        added, changed = import_decisions(store, file)
    click.echo(f"{counted(added, 'decision')} added, {counted(len(changed), 'article')} changed")


@entities.command()
@click.argument("one", metavar="ENTITY")
@click.argument("other", metavar="ENTITY")
@store_option
@form_options
def why(one: str, other: str, store_path: Path) -> None:
    """Show what speaks for and against two entities being one, in points, and what was decided.

    Also takes the ids that the extractor gave, before they were joined.
    """
    from kg.identity import explain
    from kg.resolve import Evidence

    with opened(store_path) as store:
        found = explain(store, one, other)
    if chosen_form() is Form.JSON:
        click.echo(to_json(found))
        return
    if chosen_form() is Form.CSV:
        emit(found.evidence, (), Form.CSV, Evidence)
        return
    click.echo(clean(f"{found.one_label} ({found.one}) and {found.other_label} ({found.other}): {found.verdict}"))
    emit_table(("points", "evidence"), [(f"{item.points:+d}", item.text) for item in found.evidence])
    click.echo(f"{found.points:+d} points; {found.threshold} make two one")
    for text in found.decisions:
        click.echo(f"decided: {clean(text)}")


_COLUMNS: tuple[Column, ...] = (
    ("id", lambda row: row.id),
    ("label", lambda row: row.label),
    ("state", lambda row: row.state),
    ("articles", lambda row: row.articles),
    ("read as", lambda row: row.read_as),
    ("points", lambda row: row.points),
    ("doubt", lambda row: row.doubt),
)


@entities.command("list")
@click.option("--kind", type=click.Choice(_KINDS), help="Only this kind.")
@click.option("--joined", is_flag=True, help="Only those that several ids were joined into.")
@click.option(
    "--suspicious", is_flag=True, help="Only those that should be looked at: nearly joined, or joined barely."
)
@store_option
@form_options
def list_entities(kind: str | None, joined: bool, suspicious: bool, store_path: Path) -> None:
    """List persons, bodies, documents and occasions with the ids from which they were joined."""
    from kg.identity import EntityRow

    with opened(store_path) as store:
        rows = _listed(store, kind, joined, suspicious)
    columns = [column for column in _COLUMNS if suspicious or column[0] != "doubt"]
    emit(rows, columns, chosen_form(), EntityRow)


def _listed(store: Store, kind: str | None, joined: bool, suspicious: bool) -> Sequence[EntityRow]:
    from kg.identity import entity_rows, suspects

    rows = suspects(store) if suspicious else entity_rows(store)
    return [row for row in rows if kind in (None, row.kind) and (not joined or len(row.read_as) > 1)]


COMMANDS = (entities,)
