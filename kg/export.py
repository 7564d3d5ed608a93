"""Files to take away: one table from format to writer, and one function that writes them whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from kg.errors import ExportError
from kg.model import Selection
from kg.network import By, Network, fact_network, state_network, write_csv, write_gexf, write_graphml, write_neo4j
from kg.store import Store

__all__ = ["FORMATS", "PROJECTIONS", "export"]

PROJECTIONS: Mapping[str, By] = MappingProxyType({"states": "total", "states-quad": "quad", "states-plover": "plover"})
"""Projections: events summed to one edge a pair of states; a pair and quad class; a pair and PLOVER type."""

_GRAPHS: Mapping[str, Callable[[Network, TextIO], None]] = MappingProxyType(
    {"graphml": write_graphml, "gexf": write_gexf}
)
_TABLES: Mapping[str, Callable[[Network, TextIO, TextIO], None]] = MappingProxyType(
    {"csv": write_csv, "neo4j": write_neo4j}
)
FORMATS: tuple[str, ...] = tuple(sorted((*_GRAPHS, *_TABLES)))
"""Names of the formats; each but `neo4j` is also a file ending."""


def _format_of(path: Path, form: str | None) -> str:
    name = (form or path.suffix).lower().removeprefix(".")
    if name not in FORMATS:
        given = f"unknown format {name!r}" if name else "no format"
        raise ExportError(f"{path}: {given}; use one of {', '.join(FORMATS)}")
    return name


def _network(store: Store, selection: Selection, projection: str | None) -> Network:
    rows, entities = tuple(store.facts(selection)), store.entities()
    if projection is None:
        return fact_network(lambda: rows, entities)
    return state_network(lambda: rows, entities, PROJECTIONS[projection])


def _pair(path: Path) -> tuple[Path, Path]:
    """The two tables: in a folder `nodes.csv` and `edges.csv`; else `graph.nodes.csv` and `graph.edges.csv`."""
    if path.is_dir() or not path.suffix:
        return path / "nodes.csv", path / "edges.csv"
    return path.with_suffix(".nodes.csv"), path.with_suffix(".edges.csv")


def _places(path: Path) -> tuple[Path, Path]:
    """Where to write first, a hidden file beside the target, and the target; a pipe or device is written directly."""
    if path.exists() and not path.is_file():
        return path, path
    target = path.resolve()
    return target.with_name(f".{target.name}.{os.getpid()}.part"), target


@contextmanager
def _written(*paths: Path) -> Iterator[tuple[TextIO, ...]]:
    """Text files that take their names only once all are written; an error leaves what was there before."""
    places = [_places(path) for path in paths]
    moves = [(part, target) for part, target in places if part != target]
    try:
        with ExitStack() as stack:
            yield tuple(stack.enter_context(part.open("w", encoding="utf-8", newline="")) for part, _ in places)
        for part, target in moves:
            part.replace(target)
    finally:
        for part, _ in moves:
            part.unlink(missing_ok=True)


def _write(store: Store, path: Path, name: str, selection: Selection, projection: str | None) -> tuple[Path, ...]:
    network = _network(store, selection, projection)
    if name in _TABLES:
        pair = _pair(path)
        pair[0].parent.mkdir(parents=True, exist_ok=True)
        with _written(*pair) as (nodes, edges):
            _TABLES[name](network, nodes, edges)
        return pair
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written(path) as (file,):
        _GRAPHS[name](network, file)
    return (path,)


def export(
    store: Store,
    path: Path | str,
    format: str | None = None,
    selection: Selection = Selection(),  # noqa: B008
    projection: str | None = None,
) -> tuple[Path, ...]:
    """Write the facts that the selection keeps to a file, and return the files written.

    `format` is a name of `FORMATS`, with or without a dot; by default the ending of `path` tells it. `csv` and `neo4j`
    write two tables (`graph.csv` gives `graph.nodes.csv` and `graph.edges.csv`; a folder gives `nodes.csv` and
    `edges.csv` in it). `projection` is a name of `PROJECTIONS`, for network formats. Folders are made as needed. Files
    are replaced at once when they are whole.

    Raises ExportError if the format or projection is unknown, or a file cannot be written.
    """
    path = Path(path)
    name = _format_of(path, format)
    if projection is not None and projection not in PROJECTIONS:
        raise ExportError(f"{path}: unknown projection {projection!r}; use one of {', '.join(PROJECTIONS)}")
    try:
        return _write(store, path, name, selection, projection)
    except OSError as error:
        raise ExportError(f"{error.filename or path}: {error.strerror or error}; choose another file") from error
