"""RDF as text. The same triples give the same bytes in any order: everything is sorted, and there is no clock."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import ExportError
from kg.rdf.terms import term
from kg.vocab import BACKGROUND, PREFIXES

__all__ = ["union", "write_nquads", "write_ntriples", "write_trig", "write_turtle"]

Statement = Quad | Triple
Row = tuple[str, str, str]  # a triple in N-Triples syntax

_LABEL, _NAME = term("skos:prefLabel"), str(term("skos:altLabel"))
_ENTITY_LABEL = str(_LABEL)
_TYPE = str(term("rdf:type"))
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_XSD = PREFIXES["xsd"]
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_INTEGER = re.compile(r"[+-]?\d+")


def union(statements: Iterable[Statement]) -> list[Row]:
    """The distinct triples of all graphs, sorted, in N-Triples syntax.

    Each node keeps one skos:prefLabel, that of the background, else the most frequent; the others become
    skos:altLabel.
    """
    found: set[Row] = set()
    labels: dict[str, Counter[str]] = {}
    for statement in statements:
        subject, value = str(statement.subject), str(statement.object)
        if statement.predicate == _LABEL:
            known = isinstance(statement, Quad) and getattr(statement.graph_name, "value", "") == BACKGROUND
            labels.setdefault(subject, Counter())[value] += 1_000_000_000 if known else 1
        else:
            found.add((subject, str(statement.predicate), value))
    for subject, counts in labels.items():
        first, *others = sorted(counts, key=lambda label: (-counts[label], label))
        found.discard((subject, _NAME, first))
        found.add((subject, _ENTITY_LABEL, first))
        found.update((subject, _NAME, other) for other in others)
    return sorted(found)


class _Short:
    """Turtle's short forms of terms, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, node: str) -> str:
        if node[0] != "<":
            return self._literal(node)
        short = self._known.get(node)
        if short is None:
            short = self._known[node] = self._iri(node)
        return short

    @staticmethod
    def _iri(node: str) -> str:
        plain = node[1:-1]
        cut = max(plain.rfind("/"), plain.rfind("#")) + 1
        prefix = _NAMESPACES.get(plain[:cut])
        return f"{prefix}:{plain[cut:]}" if prefix and _LOCAL.fullmatch(plain, cut) else node

    def _literal(self, node: str) -> str:
        if node[-1] != ">":
            return node
        quoted, _, datatype = node.rpartition("^^")
        value, kind = quoted[1:-1], datatype[1:-1].removeprefix(_XSD)
        if (kind == "integer" and _INTEGER.fullmatch(value)) or (kind == "decimal" and _DECIMAL.fullmatch(value)):
            return value
        return f"{quoted}^^{self(datatype)}"


def _prefixes() -> str:
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def _blocks(rows: Iterable[Row], short: _Short, indent: str = "") -> Iterator[str]:
    """One block a subject: its types first, then its other properties."""
    for subject, group in groupby(rows, itemgetter(0)):
        by_predicate: dict[str, list[str]] = {}
        for _, predicate, value in group:
            by_predicate.setdefault(predicate, []).append(short(value))
        order = sorted(by_predicate, key=lambda p: (p != _TYPE, p))
        parts = (f"{'a' if p == _TYPE else short(p)} {', '.join(by_predicate[p])}" for p in order)
        yield f"\n{indent}{short(subject)} " + f" ;\n{indent}    ".join(parts) + " .\n"


def _write(path: Path | str, parts: Iterable[str]) -> None:
    try:
        with Path(path).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error


def write_turtle(statements: Iterable[Statement], path: Path | str) -> None:
    """Write the union of all graphs as Turtle. Raises ExportError if the file cannot be written."""

    def parts() -> Iterator[str]:
        yield _prefixes()
        yield from _blocks(union(statements), _Short())

    _write(path, parts())


def write_ntriples(statements: Iterable[Statement], path: Path | str) -> None:
    """Write the union of all graphs as N-Triples. Raises ExportError if the file cannot be written."""
    _write(path, (f"{s} {p} {o} .\n" for s, p, o in union(statements)))


def _by_graph(statements: Iterable[Quad]) -> Iterator[tuple[str, list[Row]]]:
    graphs: dict[str, set[Row]] = {}
    for quad in statements:
        name = str(quad.graph_name) if isinstance(quad.graph_name, NamedNode) else ""
        graphs.setdefault(name, set()).add((str(quad.subject), str(quad.predicate), str(quad.object)))
    for name in sorted(graphs):
        yield name, sorted(graphs[name])


def write_nquads(statements: Iterable[Quad], path: Path | str) -> None:
    """Write all graphs as N-Quads. Raises ExportError if the file cannot be written."""
    _write(path, (" ".join(filter(None, (*row, name, ".\n"))) for name, rows in _by_graph(statements) for row in rows))


def write_trig(statements: Iterable[Quad], path: Path | str) -> None:
    """Write all graphs as TriG. Raises ExportError if the file cannot be written."""

    def parts() -> Iterator[str]:
        short = _Short()
        yield _prefixes()
        for name, rows in _by_graph(statements):
            yield f"\n{short(name)} {{" if name else "\n{"
            yield from _blocks(rows, short, "    ")
            yield "}\n"

    _write(path, parts())
