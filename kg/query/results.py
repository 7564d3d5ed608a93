"""Query results as the W3C formats write them, and as rows of short names for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.query.sparql import Result
from kg.vocab import PREFIXES, entity_id

__all__ = ["Term", "bare_value", "csv_rows", "json_object", "json_term", "short", "table_rows"]

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ENTITIES = tuple(PREFIXES[prefix] for prefix in ("doc", "occasion", "orga", "person", "place", "state"))

Term = NamedNode | BlankNode | Literal | Triple


def json_object(result: Result) -> dict[str, Any]:
    """The result as SPARQL 1.1 Query Results JSON."""
    if result.form == "ask":
        return {"head": {}, "boolean": bool(result.answer)}
    bindings = [
        {name: json_term(term) for name, term in zip(result.variables, row, strict=True) if term is not None}
        for row in result.rows
    ]
    return {"head": {"vars": list(result.variables)}, "results": {"bindings": bindings}}


def json_term(term: Term) -> dict[str, Any]:
    """A term as an object of that format."""
    if isinstance(term, Literal):
        found: dict[str, Any] = {"type": "literal", "value": term.value}
        if term.language:
            found["xml:lang"] = term.language
        elif term.datatype.value != _STRING:
            found["datatype"] = term.datatype.value
        return found
    if isinstance(term, Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: json_term(part) for name, part in parts.items()}}
    return {"type": "uri" if isinstance(term, NamedNode) else "bnode", "value": term.value}


def csv_rows(result: Result) -> Iterator[tuple[str, ...]]:
    """The cells of SPARQL 1.1 Query Results CSV: values alone, unbound ones empty."""
    if result.form == "ask":
        yield (str(bool(result.answer)).lower(),)
    for row in result.rows:
        yield tuple("" if term is None else bare_value(term) for term in row)


def bare_value(term: Term) -> str:
    """A term as a cell of that format."""
    if isinstance(term, Triple):
        return str(term)
    return f"_:{term.value}" if isinstance(term, BlankNode) else term.value


def table_rows(result: Result) -> Iterator[tuple[str, ...]]:
    """The cells for people: entities by id, other names with their prefix, literals by value."""
    if result.form == "ask":
        yield ("yes" if result.answer else "no",)
    for row in result.rows:
        yield tuple("" if term is None else short(term) for term in row)


def short(term: Term) -> str:
    """A term as people read it: `state/CHN`, `kg:Meeting`, `2023-03-21`."""
    if not isinstance(term, NamedNode):
        return bare_value(term)
    if term.value.startswith(_ENTITIES):
        return entity_id(term.value)
    fitting = [(iri, prefix) for prefix, iri in PREFIXES.items() if term.value.startswith(iri)]
    if not fitting:
        return term.value
    iri, prefix = max(fitting, key=lambda pair: len(pair[0]))
    return f"{prefix}:{term.value[len(iri) :]}"
