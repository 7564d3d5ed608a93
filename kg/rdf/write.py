"""RDF as text. The same triples give the same bytes in any order: everything is sorted, and there is no clock."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from kg.errors import ExportError
from kg.rdf.terms import kg, term
from kg.vocab import BACKGROUND, PREFIXES

__all__ = [
    "Row",
    "Statement",
    "shorten",
    "union",
    "write_nquads",
    "write_ntriples",
    "write_text",
    "write_trig",
    "write_turtle",
]

Statement = Quad | Triple
Row = tuple[str, str, str]  # a triple in N-Triples syntax

_LABEL, _NAME = str(term("skos:prefLabel")), str(term("skos:altLabel"))
_FIRST, _LAST = str(kg("earliest")), str(kg("latest"))
_SINGLE = {_LABEL, _FIRST, _LAST, *(str(kg(name)) for name in ("iso3", "datePrecision", "dateSource", "dateText"))}
_AS_READ = str(kg("asRead"))  # of use to a store alone
_UNDATED = '"none"'
_ALWAYS = 1_000_000_000  # outweighs any number of articles
_TYPE = str(term("rdf:type"))
_LOCAL = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]*")
_NAMESPACES = {namespace: prefix for prefix, namespace in PREFIXES.items()}
_XSD = PREFIXES["xsd"]
_DECIMAL = re.compile(r"[+-]?\d+\.\d+")
_INTEGER = re.compile(r"[+-]?\d+")


def union(statements: Iterable[Statement], *, grouped: bool = False) -> Iterator[Row]:
    """The distinct triples of all graphs, sorted, in N-Triples syntax.

    Where articles differ about what a node has but once, one value stays: the earliest start and latest end, and of
    labels, codes and wordings of dates that of the background, else the most frequent. Other labels become
    skos:altLabel. The claims keep what each article says. With `grouped` the statements come sorted by subject, and
    only those of one subject are held in memory.
    """
    found = statements if grouped else sorted(statements, key=_subject)
    for _, group in groupby(found, _subject):
        yield from _merged(group)


def _subject(statement: Statement) -> str:
    return str(statement.subject)


def _merged(statements: Iterable[Statement]) -> list[Row]:
    """What all graphs say of one subject."""
    found: set[Row] = set()
    single: dict[tuple[str, str], Counter[str]] = {}
    for statement in statements:
        subject, predicate, value = str(statement.subject), str(statement.predicate), str(statement.object)
        if predicate in _SINGLE:
            known = isinstance(statement, Quad) and getattr(statement.graph_name, "value", "") == BACKGROUND
            single.setdefault((subject, predicate), Counter())[value] += _ALWAYS if known else 1
        elif predicate != _AS_READ:
            found.add((subject, predicate, value))
    for (subject, predicate), counts in single.items():
        first = _choice(predicate, counts)
        found.add((subject, predicate, first))
        if predicate == _LABEL:
            found.discard((subject, _NAME, first))
            found.update((subject, _NAME, other) for other in counts if other != first)
    return sorted(found)


def _choice(predicate: str, counts: Counter[str]) -> str:
    if predicate in (_FIRST, _LAST):  # ISO dates in the same syntax: their order is that of the strings
        return min(counts) if predicate == _FIRST else max(counts)
    return min(counts, key=lambda value: (value == _UNDATED, -counts[value], value))


@lru_cache(maxsize=1 << 16)
def shorten(node: str) -> str:
    """An IRI in N-Triples syntax, as a prefixed name where one will do."""
    plain = node[1:-1]
    cut = max(plain.rfind("/"), plain.rfind("#")) + 1
    prefix = _NAMESPACES.get(plain[:cut])
    return f"{prefix}:{plain[cut:]}" if prefix and _LOCAL.fullmatch(plain, cut) else node


def _short(node: str) -> str:
    """Turtle's short form of a term."""
    if node[0] == "<":
        return shorten(node)
    if node[-1] != ">":
        return node
    quoted, _, datatype = node.rpartition("^^")
    value, kind = quoted[1:-1], datatype[1:-1].removeprefix(_XSD)
    if (kind == "integer" and _INTEGER.fullmatch(value)) or (kind == "decimal" and _DECIMAL.fullmatch(value)):
        return value
    return f"{quoted}^^{shorten(datatype)}"


def _prefixes() -> str:
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())


def _blocks(rows: Iterable[Row], indent: str = "") -> Iterator[str]:
    """One block a subject: its types first, then its other properties."""
    for subject, group in groupby(rows, itemgetter(0)):
        by_predicate: dict[str, list[str]] = {}
        for _, predicate, value in group:
            by_predicate.setdefault(predicate, []).append(_short(value))
        order = sorted(by_predicate, key=lambda p: (p != _TYPE, p))
        parts = (f"{'a' if p == _TYPE else shorten(p)} {', '.join(by_predicate[p])}" for p in order)
        yield f"\n{indent}{shorten(subject)} " + f" ;\n{indent}    ".join(parts) + " .\n"


def write_text(path: Path | str, parts: Iterable[str]) -> None:
    """Write the parts of a text to a file. Raises ExportError if it cannot be written."""
    try:
        with Path(path).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(parts)
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from error


def write_turtle(statements: Iterable[Statement], path: Path | str, *, grouped: bool = False) -> None:
    """Write the union of all graphs as Turtle; `grouped` as for `union`. Raises ExportError if it cannot be written."""

    def parts() -> Iterator[str]:
        yield _prefixes()
        yield from _blocks(union(statements, grouped=grouped))

    write_text(path, parts())


def write_ntriples(statements: Iterable[Statement], path: Path | str, *, grouped: bool = False) -> None:
    """The same as N-Triples."""
    write_text(path, (f"{s} {p} {o} .\n" for s, p, o in union(statements, grouped=grouped)))


def _graph(statement: Quad) -> str:
    return str(statement.graph_name) if isinstance(statement.graph_name, NamedNode) else ""


def _by_graph(statements: Iterable[Quad], grouped: bool) -> Iterator[tuple[str, list[Row]]]:
    found = statements if grouped else sorted(statements, key=_graph)
    for name, group in groupby(found, _graph):
        yield name, sorted({(str(quad.subject), str(quad.predicate), str(quad.object)) for quad in group})


def write_nquads(statements: Iterable[Quad], path: Path | str, *, grouped: bool = False) -> None:
    """Write all graphs as N-Quads. Raises ExportError if the file cannot be written.

    With `grouped` the statements come sorted by graph, and only those of one graph are held in memory.
    """
    graphs = _by_graph(statements, grouped)
    write_text(path, (" ".join(filter(None, (*row, name, ".\n"))) for name, rows in graphs for row in rows))


def write_trig(statements: Iterable[Quad], path: Path | str, *, grouped: bool = False) -> None:
    """The same as TriG."""

    def parts() -> Iterator[str]:
        yield _prefixes()
        for name, rows in _by_graph(statements, grouped):
            yield f"\n{shorten(name)} {{" if name else "\n{"
            yield from _blocks(rows, "    ")
            yield "}\n"

    write_text(path, parts())
