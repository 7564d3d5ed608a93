"""Files to take away: one table from format to writer, and one function that writes them whole or not at all."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TextIO

from pyoxigraph import Quad

from kg.errors import ExportError
from kg.model import Extraction, Fact, Selection
from kg.network import By, Network, fact_network, state_network, write_csv, write_gexf, write_graphml, write_neo4j
from kg.rdf import quads, write_jsonld, write_nquads, write_ntriples, write_trig, write_turtle
from kg.store import Store
from kg.vocab import graph_iri

__all__ = ["FORMATS", "PROJECTIONS", "export"]

PROJECTIONS: Mapping[str, By] = MappingProxyType({"states": "total", "states-quad": "quad", "states-plover": "plover"})
"""Projections: events summed to one edge a pair of states; a pair and quad class; a pair and PLOVER type."""

_UNIONS: Mapping[str, Callable[..., None]] = MappingProxyType(
    {"jsonld": write_jsonld, "nt": write_ntriples, "ttl": write_turtle}
)
_QUADS: Mapping[str, Callable[..., None]] = MappingProxyType({"nq": write_nquads, "trig": write_trig})
_RDF = MappingProxyType({**_UNIONS, **_QUADS})
_GRAPHS: Mapping[str, Callable[[Network, TextIO], None]] = MappingProxyType(
    {"graphml": write_graphml, "gexf": write_gexf}
)
_TABLES: Mapping[str, Callable[[Network, TextIO, TextIO], None]] = MappingProxyType(
    {"csv": write_csv, "neo4j": write_neo4j}
)
FORMATS: tuple[str, ...] = tuple(sorted((*_RDF, *_GRAPHS, *_TABLES)))
"""Names of the formats; each is also an ending that a file may be given to ask for it."""


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
    offices = store.facts(Selection(relations=("holdsOffice",)))
    return state_network(lambda: rows, entities, PROJECTIONS[projection], offices)


def _named(fact: Fact) -> set[str]:
    """The ids of the entities that a fact names."""
    known = (fact.subject, fact.object, fact.attributed_to, fact.place, fact.forum, fact.topic)
    return {name for name in known if name}


def _write_rdf(store: Store, path: Path, name: str, selection: Selection) -> None:
    """All quads of the store; for a selection those of the facts that it keeps, their articles and entities."""
    if selection != Selection():
        _RDF[name](_selected(store, selection), path, grouped=name in _QUADS)
    elif name in _QUADS:
        _QUADS[name]((quad for _, graph in store.graphs() for quad in graph), path, grouped=True)
    else:
        _UNIONS[name](store.nodes(), path, grouped=True)


def _selected(store: Store, selection: Selection) -> Iterator[Quad]:
    """The quads of the facts that a selection keeps, sorted by graph."""
    facts: defaultdict[str, list[Fact]] = defaultdict(list)
    for row in store.facts(selection):
        facts[row.article_id].append(row.fact)
    entities = {entity.id: entity for entity in store.entities()} if facts else {}
    for name in sorted(facts, key=lambda article: f"{graph_iri(article)}>"):
        article, kept = store.article(name), facts[name]
        if article is not None:
            named = sorted(set().union(*map(_named, kept)) & set(entities))
            yield from quads(Extraction(article, tuple(entities[one] for one in named), (), tuple(kept)))


def _pair(path: Path, name: str) -> tuple[Path, Path]:
    """The two tables: in a folder `nodes.csv` and `edges.csv`; else `graph.nodes.csv` and `graph.edges.csv`.

    Those for Neo4j end in `.neo4j.csv`, so that both kinds can lie beside each other.
    """
    ending = ".neo4j.csv" if name == "neo4j" else ".csv"
    if path.is_dir() or not path.suffix:
        return path / f"nodes{ending}", path / f"edges{ending}"
    return path.with_suffix(f".nodes{ending}"), path.with_suffix(f".edges{ending}")


def _places(path: Path) -> tuple[Path, Path]:
    """Where to write first, a hidden file beside the target, and the target; a pipe or device is written directly."""
    if path.exists() and not path.is_file():
        return path, path
    target = path.resolve()
    return target.with_name(f".{target.name}.{os.getpid()}.part"), target


@contextmanager
def _placed(*paths: Path) -> Iterator[tuple[Path, ...]]:
    """Files to write that take these names only once all are written; an error leaves what was there before."""
    places = [_places(path) for path in paths]
    moves = [(part, target) for part, target in places if part != target]
    try:
        for part, target in moves:
            target.parent.mkdir(parents=True, exist_ok=True)
            part.touch()
        yield tuple(part for part, _ in places)
        for part, target in moves:
            part.replace(target)
    finally:
        for part, _ in moves:
            part.unlink(missing_ok=True)


def _open(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8", newline="")


def _write(store: Store, path: Path, name: str, selection: Selection, projection: str | None) -> tuple[Path, ...]:
    paths = _pair(path, name) if name in _TABLES else (path,)
    with _placed(*paths) as parts:
        if name in _RDF:
            _write_rdf(store, parts[0], name, selection)
        elif name in _GRAPHS:
            with _open(parts[0]) as file:
                _GRAPHS[name](_network(store, selection, projection), file)
        else:
            with _open(parts[0]) as nodes, _open(parts[1]) as edges:
                _TABLES[name](_network(store, selection, projection), nodes, edges)
    return paths


def _check_projection(path: Path, name: str, projection: str | None) -> None:
    if projection is None:
        return
    if projection not in PROJECTIONS:
        raise ExportError(f"{path}: unknown projection {projection!r}; use one of {', '.join(PROJECTIONS)}")
    if name in _RDF:
        networks = ", ".join(sorted((*_GRAPHS, *_TABLES)))
        raise ExportError(f"{path}: {name} holds single facts, no projection; use one of {networks}")


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
    `edges.csv` in it; for Neo4j they end in `.neo4j.csv`). `projection` is a name of `PROJECTIONS`, for these and for
    `graphml` and `gexf`. RDF of all facts holds the background knowledge, too; RDF of a selection holds the kept facts
    with their articles and entities. Folders are made as needed, and files replaced when the new ones are whole.

    Raises ExportError if the format or projection is unknown, or a file cannot be written.
    """
    path = Path(path)
    name = _format_of(path, format)
    _check_projection(path, name, projection)
    try:
        return _write(store, path, name, selection, projection)
    except OSError as error:
        raise ExportError(f"{path}: {error.strerror or error}; choose another file") from error
