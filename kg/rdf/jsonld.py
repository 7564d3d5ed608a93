"""JSON-LD in the terms of ontology/context.jsonld: one node a line, sorted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from kg.rdf.write import Row, Statement, shorten, union, write_text
from kg.resources import resource

__all__ = ["context", "write_jsonld"]

_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,14}")


@cache
def context() -> dict[str, Any]:
    """The JSON-LD context of this project."""
    found: dict[str, Any] = json.loads(resource("ontology/context.jsonld").read_text("utf-8"))["@context"]
    return found


def _literal(node: str, term: dict[str, str]) -> Any:
    """The value of a literal in N-Triples syntax, as short as the definition of its property allows."""
    quoted, _, tail = node.rpartition('"')
    value = json.loads(f'{quoted}"')
    if tail.startswith("@"):
        return value if term.get("@language") == tail[1:] else {"@value": value, "@language": tail[1:]}
    datatype = shorten(tail[2:]) if tail else ""
    if datatype == "xsd:integer" and _INTEGER.fullmatch(value):
        return int(value)
    if term.get("@type", "") == datatype and "@language" not in term:
        return value
    return {"@value": value, "@type": datatype} if datatype else {"@value": value}


def _value(node: str, term: dict[str, str]) -> Any:
    if not node.startswith("<"):
        return _literal(node, term)
    short = _plain(node)
    return short if term.get("@type") == "@id" else {"@id": short}


def _plain(node: str) -> str:
    return shorten(node).removeprefix("<").removesuffix(">")


def _node(subject: str, rows: Iterable[Row]) -> dict[str, Any]:
    found: dict[str, Any] = {"@id": _plain(subject), "@type": []}
    for predicate, group in groupby(rows, itemgetter(1)):
        key = _plain(predicate)
        term = context().get(key, {})
        values = [_plain(v) if key == "rdf:type" else _value(v, term) for _, _, v in group]
        found["@type" if key == "rdf:type" else key] = values[0] if len(values) == 1 else values
    if not found["@type"]:
        del found["@type"]
    return found


def write_jsonld(statements: Iterable[Statement], path: Path | str, *, grouped: bool = False) -> None:
    """Write the union of all graphs as JSON-LD, its context included; `grouped` as for `union`.

    Raises ExportError if it cannot be written.
    """

    def parts() -> Iterator[str]:
        yield f'{{"@context": {json.dumps(context(), ensure_ascii=False)},\n"@graph": ['
        comma = "\n"
        for subject, rows in groupby(union(statements, grouped=grouped), itemgetter(0)):
            yield comma + json.dumps(_node(subject, rows), ensure_ascii=False)
            comma = ",\n"
        yield "\n]}\n"

    write_text(path, parts())
