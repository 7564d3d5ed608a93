"""Commands on the store as such: remove."""

from __future__ import annotations

import json
from pathlib import Path

import click

from kg.cli.options import opened, store_option
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


def model_version() -> str:
    """Name and version of the shipped language model, from its meta.json; "none" if the installation has no model."""
    from kg.resources import resource

    try:
        metas = sorted(resource("data/models").glob("*/meta.json"))
    except FileNotFoundError:
        metas = []
    names = [json.loads(meta.read_text("utf-8")) for meta in metas]
    return ", ".join(f"{m['lang']}_{m['name']} {m['version']}" for m in names) or "none"


COMMANDS = (remove,)
