"""The command serve."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import store_option

__all__ = ["COMMANDS"]

_MEGABYTE = 1 << 20


@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8080, show_default=True, help="Port; 0 takes a free one."
)
@click.option(
    "--timeout",
    type=click.FloatRange(0.1, 3600),
    default=10.0,
    show_default=True,
    help="Seconds after which a query is ended.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes that answer; so many queries run at the same time.",
)
@click.option("--max-rows", type=click.IntRange(1), default=10_000, show_default=True, help="Most rows of an answer.")
@click.option("--max-size", type=click.IntRange(1), default=16, show_default=True, help="Most megabytes of an answer.")
@click.option(
    "--max-memory",
    type=click.IntRange(256),
    default=2048,
    show_default=True,
    help="Most megabytes of memory of a process that answers.",
)
@click.option("--allow-host", "hosts", multiple=True, metavar="NAME", help="Another name of this machine; repeatable.")
def serve(
    store_path: Path,
    host: str,
    port: int,
    timeout: float,
    workers: int,
    max_rows: int,
    max_size: int,
    max_memory: int,
    hosts: tuple[str, ...],
) -> None:
    """Serve the store over HTTP: a SPARQL endpoint, the lookups as JSON, and a page to ask from.

    It only reads, and only this machine can reach it unless --host says otherwise. A build may go on meanwhile.
    """
    from kg.query.formats import Limits
    from kg.web import Settings
    from kg.web import serve as run

    limits = Limits(max_rows, max_size * _MEGABYTE)
    run(Settings(store_path, host, port, timeout, workers, limits, max_memory * _MEGABYTE, hosts))


COMMANDS = (serve,)
