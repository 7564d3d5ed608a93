"""Reads N-Quads and TriG of our own back in, graph by graph."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg import vocab
from kg.errors import StoreError
from kg.rdf.terms import iri, term

__all__ = ["check_graphs", "graphs_in"]

_FORMATS = {".nq": ox.RdfFormat.N_QUADS, ".trig": ox.RdfFormat.TRIG}
_META = iri(vocab.META)


def _quads(path: Path) -> Iterator[ox.Quad]:
    form = _FORMATS.get(path.suffix.lower())
    if form is None:
        raise StoreError(f"{path}: not .nq or .trig; other formats hold too little to be read back")
    try:
        yield from ox.parse(path=str(path), format=form)
    except (SyntaxError, OSError) as error:
        raise StoreError(f"{path}: cannot be read: {error}") from error


def check_graphs(path: Path, version: str) -> tuple[set[str], bool]:
    """The names of the graphs in a file, and whether the quads of each follow each other.

    Raises StoreError for quads that no store of this ontology version holds.
    """
    names: set[str] = set()
    described: set[str] = set()
    last, together = "", True
    for quad in _quads(path):
        graph = cast("ox.NamedNode", quad.graph_name)
        name = getattr(graph, "value", "")
        together = together and (name == last or name not in names)
        last = name
        if graph == _META:
            written = cast("ox.Literal", quad.object).value
            if quad.predicate == term("owl:versionInfo") and written != version:
                raise StoreError(f"{path}: of ontology {written}, this is {version}; build anew with `kg build`")
            continue
        if name != vocab.BACKGROUND and vocab.graph_iri(vocab.article_id(name)) != name:
            raise StoreError(
                f"{path}: {name or 'the default graph'} is no graph of an article; give a file of kg export"
            )
        names.add(name)
        if quad.predicate == term("nif:isString"):
            described.add(name)
    for name in sorted(names - described - {vocab.BACKGROUND}):
        raise StoreError(f"{path}: {name} has no article; give a file of kg export without a selection")
    if not names:
        raise StoreError(f"{path}: holds no graph of an article")
    return names, together


def graphs_in(path: Path, together: bool) -> Iterator[tuple[ox.NamedNode, list[ox.Quad]]]:
    """The quads of a file that `check_graphs` has passed, a graph at a time; sorted on disk if they lie scattered."""
    if together:
        for graph, found in groupby(_quads(path), key=lambda quad: quad.graph_name):
            if graph != _META:
                yield cast("ox.NamedNode", graph), list(found)
        return
    with tempfile.TemporaryDirectory() as folder:
        store = ox.Store(folder)
        store.bulk_load(path=str(path), format=_FORMATS[path.suffix.lower()])
        for name in sorted(g.value for g in store.named_graphs() if g != _META):
            yield ox.NamedNode(name), list(store.quads_for_pattern(None, None, None, ox.NamedNode(name)))
        del store
