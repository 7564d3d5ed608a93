"""Commands on the store as such: remove, import, doctor."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from kg.cli.options import chosen_form, form_options, opened, store_option
from kg.cli.render import Column, counted, emit
from kg.errors import LookupFailed

__all__ = ["COMMANDS", "model_version"]


@click.command()
@click.argument("article_ids", metavar="ARTICLE...", nargs=-1, required=True)
@store_option
def remove(article_ids: tuple[str, ...], store_path: Path) -> None:
    """Remove articles, with all that they state, from the store. ARTICLE is an id as kg articles lists it."""
    from kg.identity import follow

    with opened(store_path, existing=True) as store:
        missing = [name for name in article_ids if not store.remove(name)]
        for name in article_ids:
            if name not in missing:
                click.echo(f"removed {name}")
        follow(store)
    if missing:
        raise LookupFailed(f"no such article: {', '.join(missing)}; kg articles lists them")


@click.command("import")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@store_option
def import_files(files: tuple[Path, ...], store_path: Path) -> None:
    """Read N-Quads (.nq) or TriG (.trig) that kg export wrote into the store, which is made if absent.

    Each article in the file replaces what the store has of it. Take corrections of identities along with
    kg entities export and kg entities import.
    """
    with opened(store_path, writable=True) as store:
        for file in files:
            click.echo(f"{file}: {counted(store.take(file), 'graph')} read")


@click.command()
@store_option
@form_options
def doctor(store_path: Path) -> None:
    """Check the store: version, lock, damaged graphs, claims without event or sentence, offsets, decisions.

    The exit code is 1 if there is an error; warnings do not count.
    """
    from kg.doctor import Finding, examine

    found = examine(store_path)
    columns: tuple[Column, ...] = (
        ("", lambda row: row.level),
        ("check", lambda row: row.check),
        ("count", lambda row: row.count),
        ("detail", lambda row: row.detail),
    )
    emit(found, columns, chosen_form(), Finding)
    if any(finding.level == "error" for finding in found):
        click.get_current_context().exit(1)


def model_version() -> str:
    """Name, version and corpora of the shipped language model, from its meta.json; "none" without a model."""
    from kg.resources import resource

    try:
        metas = sorted(resource("data/models").glob("*/meta.json"))
    except FileNotFoundError:
        metas = []
    names = [json.loads(meta.read_text("utf-8")) for meta in metas]
    return ", ".join(map(_described, names)) or "none"


def _described(meta: dict[str, Any]) -> str:
    corpora = ", ".join(source["name"] for source in meta.get("sources") or ())
    return f"{meta['lang']}_{meta['name']} {meta['version']}" + (f", trained on {corpora}" if corpora else "")


COMMANDS = (remove, import_files, doctor)
