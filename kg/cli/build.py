"""From articles to facts, store and files: extract, build, validate, export."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from kg.cli.render import Column, Form, counted, emit, emit_table

if TYPE_CHECKING:
    from kg.errors import InputError
    from kg.model import Extraction
    from kg.pipeline import BuildReport
    from kg.store import Store

__all__ = ["COMMANDS"]

_EXPORTS = Path("exports")
_FORMATS = ("ttl", "graphml")

_inputs = click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=click.Path(path_type=Path))
_published = click.option("--published", type=DAY, metavar="DATE", help="Date of articles that give none (YYYY-MM-DD).")
_model = click.option("--model", metavar="NAME", help="Another English spaCy pipeline: a package or a folder.")
_least = click.option(
    "--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out facts below this confidence, 0 to 1."
)


def _complain(error: InputError) -> None:
    click.echo(f"kg: {' '.join(str(error).split())}", err=True)


@click.command()
@_inputs
@_published
@_model
@_least
def extract(inputs: tuple[Path, ...], published: date | None, model: str | None, min_confidence: float) -> None:
    """Print the facts of articles as JSON Lines, one object an article; nothing is stored.

    An INPUT is a file, or a folder that is searched. What cannot be read is named on stderr, the rest is done,
    and the exit code is then 1.
    """
    from kg.api import reader
    from kg.pipeline import extract_all, read_inputs
    from kg.record import to_record

    failed: list[InputError] = []

    def note(error: InputError) -> None:
        failed.append(error)
        _complain(error)

    articles = read_inputs(inputs, published=published, on_error=note)
    for extraction in extract_all(reader(model), articles, min_confidence, note):
        click.echo(json.dumps(to_record(extraction), ensure_ascii=False))
    if failed:
        click.get_current_context().exit(1)


@click.command()
@_inputs
@store_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=_EXPORTS,
    show_default=True,
    help="Folder for the exported files.",
)
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    default=_FORMATS,
    show_default=True,
    help="Formats to export, by file ending; repeatable. `none` exports nothing.",
)
@_published
@_model
@_least
@click.option("--resume", is_flag=True, help="Skip articles that the store already holds unchanged.")
def build(
    inputs: tuple[Path, ...],
    store_path: Path,
    output: Path,
    formats: tuple[str, ...],
    published: date | None,
    model: str | None,
    min_confidence: float,
    resume: bool,
) -> None:
    """Read articles into a store and export the graph as Turtle and GraphML.

    Each article has a graph of its own in the store; when it comes again, that graph is replaced. A build that was
    stopped can be run again: with --resume it goes on where it was.
    """
    from kg.api import reader
    from kg.pipeline import build as run

    endings = _known_formats(formats)
    read = reader(model)
    with opened(store_path, writable=True) as store:
        with _progress() as advance:
            report = run(
                inputs,
                store,
                read,
                published=published,
                min_confidence=min_confidence,
                resume=resume,
                on_error=_complain,
                on_article=advance,
            )
        failures = _export_all(store, output, endings)
        _summarise(report, store, store_path)
    if report.failed or failures:
        click.get_current_context().exit(1)


@click.command()
@store_option
@_model
@_least
def rebuild(store_path: Path, model: str | None, min_confidence: float) -> None:
    """Read the articles of the store once more, after an update of kg or with another model.

    The store may be of an older version. Decisions about entities are kept. The new store takes the old one's place
    when it is whole; an article on which the extractor fails is kept without facts, and the exit code is then 1.
    """
    from kg.api import reader
    from kg.pipeline import rebuild as run

    with _progress() as advance:
        report = run(store_path, reader(model), min_confidence=min_confidence, on_error=_complain, on_article=advance)
    with opened(store_path) as store:
        _summarise(report, store, store_path)
    if report.failed:
        click.get_current_context().exit(1)


def _known_formats(formats: tuple[str, ...]) -> list[str]:
    from kg.export import FORMATS

    endings = [name.lower().removeprefix(".") for name in formats if name != "none"]
    for name in endings:
        if name not in FORMATS:
            raise click.BadParameter(f"{name!r} is not one of {', '.join(FORMATS)}, none", param_hint="-f")
    return endings


def _progress() -> AbstractContextManager[Callable[[Extraction], None]]:
    """Counts articles on stderr while they are stored, if that is a terminal."""
    if not sys.stderr.isatty():
        return nullcontext(lambda extraction: None)
    from kg.cli.progress import Progress

    return Progress()


def _export_all(store: Store, folder: Path, formats: list[str]) -> int:
    """Write the files one by one; a file that fails is named and the others are written. Returns how many failed."""
    from kg.errors import KgError
    from kg.export import export

    failures = 0
    for ending in formats:
        target = folder / f"graph.{ending}"
        try:
            click.echo("\n".join(f"wrote {path}" for path in export(store, target)))
        except KgError as error:
            failures += 1
            click.echo(f"kg: {' '.join(str(error).split())}; the store is complete, run kg export again", err=True)
    return failures


def _summarise(report: BuildReport, store: Store, store_path: Path) -> None:
    skipped = f", {report.skipped} unchanged" if report.skipped else ""
    failed = f", {len(report.failed)} not readable" if report.failed else ""
    read, facts = counted(report.articles, "article"), counted(report.facts, "fact")
    click.echo(f"{read} read{skipped}{failed}: {counted(report.entities, 'entity')}, {facts}")
    if report.relations:
        emit_table(("facts", "relation"), [(count, name) for name, count in report.relations])
    suggestions = _suggestions(store, store_path)
    if suggestions:
        click.echo("\nTry next:")
        for line in suggestions:
            click.echo(f"  {line}")


def _suggestions(store: Store, store_path: Path) -> list[str]:
    """Three commands with the names of the two entities that most facts tie together, offices and memberships last."""
    lookups = lookups_in(store)
    rows = lookups.relations()
    if not rows:
        return []
    top = next((row for row in rows if row.relation not in ("holdsOffice", "memberOf")), rows[0])
    where = [] if str(store_path) == "kg.store" else ["--store", str(store_path)]
    names = [lookups.short_name(top.subject), lookups.short_name(top.object)]
    commands = (("show", names[0]), ("timeline", *names), ("why", top.fact))
    return [shlex.join(["kg", *command, *where]) for command in commands]


@click.command()
@click.argument("file", required=False, metavar="[FILE]", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@store_option
@form_options
def validate(file: Path | None, store_path: Path) -> None:
    """Check a Turtle file, or the store, against the shapes of the ontology.

    The exit code is 1 if it breaks them; warnings are listed, too, but do not count.
    """
    from kg.validate import Violation
    from kg.validate import validate as check

    if file is not None:
        found = check(file)
    else:
        with opened(store_path) as store:
            found = check(store)
    columns: tuple[Column, ...] = (
        ("severity", lambda row: row.severity),
        ("article", lambda row: row.article),
        ("node", lambda row: row.focus),
        ("property", lambda row: row.path),
        ("message", lambda row: row.message),
    )
    if found or chosen_form() is not Form.TABLE:
        emit(found, columns, chosen_form(), Violation)
    else:
        click.echo("valid")
    if any(breach.severity == "violation" for breach in found):
        click.get_current_context().exit(1)


@click.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", help="Format by file ending, where FILE's own does not tell it.")
@click.option(
    "--projection", metavar="NAME", help="Fold persons and bodies into states: states, states-quad or states-plover."
)
@click.option("--entity", "entities", multiple=True, metavar="ENTITY", help="Only facts of this entity; repeatable.")
@selection_options
@store_option
def export(
    files: tuple[Path, ...],
    form: str | None,
    projection: str | None,
    entities: tuple[str, ...],
    store_path: Path,
    **options: Any,
) -> None:
    """Write the graph, or a part of it, to files. The ending of FILE chooses the format, e.g. .ttl or .graphml."""
    from kg.export import export as write

    with opened(store_path) as store:
        if entities:
            find = lookups_in(store).directory.find
            options["entities"] = tuple(find(name).id for name in entities)
        selection = selection_from(options)
        for target in files:
            written = write(store, target, form, selection, projection)
            click.echo("\n".join(f"wrote {path}" for path in written))


COMMANDS = (extract, build, rebuild, validate, export)
