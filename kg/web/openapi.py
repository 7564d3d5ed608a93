"""The API described as OpenAPI 3.1, made from the table of lookups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kg import __version__
from kg.lexicon import relations
from kg.query.formats import GRAPH_FORMATS, TABLE_FORMATS
from kg.web.lookups import LOOKUPS, PAGING, Lookup
from kg.web.parameters import WORDS, Parameter

__all__ = ["document"]

_Object = dict[str, Any]
_PLAIN: dict[Any, _Object] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date"},
}
_KINDS: dict[str, _Object] = {
    "text": {"type": "string"},
    "day": {"type": "string", "format": "date"},
    "first": {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
    "last": {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
    "flag": {"type": "boolean"},
    "fraction": {"type": "number", "minimum": 0, "maximum": 1},
    "count": {"type": "integer", "minimum": 0},
    **{kind: {"type": "string", "enum": list(words)} for kind, words in WORDS.items()},
}
_ERRORS = {
    400: "A parameter or the query is wrong; the message says which and why",
    403: "The Host header is not one of those served, or the request is an update",
    404: "No such entity, fact or saved query",
    405: "Another method than those described here",
    406: "The answer cannot be had in the formats that Accept names",
    409: "The name can be several entities; they are listed",
    413: "The request is too large",
    415: "The body's content type is not one described here",
    503: "Ended at the time limit, or too busy",
}
_HEADERS = {
    "kg-row-limit": ("integer", "The most rows that an answer has"),
    "kg-size-limit": ("integer", "The most bytes that an answer has"),
    "kg-cut": ("string", "There if the answer is cut, with the limit that cut it: `rows` or `size`"),
}
_PAGED = {
    "kg-total": ("integer", "How many rows there are in all"),
    "link": ("string", "The address of the next rows, `rel=next`, if there are more"),
}


def _schema(hint: Any, known: dict[str, _Object]) -> _Object:
    """The schema of a type; dataclasses go into `known`, and are referred to."""
    if is_dataclass(hint) and isinstance(hint, type):
        _define(hint, known)
        return {"$ref": f"#/components/schemas/{hint.__name__}"}
    if isinstance(hint, UnionType):
        return {"anyOf": [_schema(part, known) for part in get_args(hint)]}
    if get_origin(hint) is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            return {"type": "array", "items": _schema(parts[0], known)}
        places = [_schema(part, known) for part in parts]
        return {"type": "array", "prefixItems": places, "minItems": len(parts), "maxItems": len(parts)}
    return dict(_PLAIN[hint])


def _define(row: type, known: dict[str, _Object]) -> None:
    if row.__name__ in known:
        return
    known[row.__name__] = {}
    hints = get_type_hints(row)
    names = [field.name for field in fields(row)]
    known[row.__name__] = {
        "type": "object",
        "description": (row.__doc__ or "").replace("\n\n    ", " ").replace("\n    ", " ").strip(),
        "properties": {name: _schema(hints[name], known) for name in names},
        "required": names,
    }


def _parameter(parameter: Parameter) -> _Object:
    kind = {"type": "string", "enum": sorted(relations())} if parameter.kind == "relation" else _KINDS[parameter.kind]
    repeated = {"type": "array", "items": kind, "maxItems": parameter.most}
    return {
        "name": parameter.name,
        "in": "path" if parameter.path else "query",
        "required": parameter.required,
        "description": parameter.meaning,
        "schema": repeated if parameter.most > 1 else kind,
    }


def _headers(described: dict[str, tuple[str, str]]) -> _Object:
    return {name: {"schema": {"type": kind}, "description": text} for name, (kind, text) in described.items()}


def _problems(codes: Iterable[int], media: str = "application/json") -> _Object:
    schema = {"$ref": "#/components/schemas/Error"} if media == "application/json" else {"type": "string"}
    return {str(code): {"description": _ERRORS[code], "content": {media: {"schema": schema}}} for code in codes}


def _operation(lookup: Lookup, known: dict[str, _Object]) -> _Object:
    row = _schema(lookup.row, known)
    answer: _Object = {"description": lookup.summary, "content": {"application/json": {"schema": row}}}
    if lookup.many:
        answer["content"]["application/json"]["schema"] = {"type": "array", "items": row}
        answer["headers"] = _headers(_HEADERS | _PAGED)
    parameters = (*lookup.parameters, *PAGING) if lookup.many else lookup.parameters
    return {
        "operationId": lookup.name,
        "summary": lookup.summary,
        "parameters": [_parameter(parameter) for parameter in parameters],
        "responses": {"200": answer, **_problems((400, 403, 404, 405, 409, 503))},
    }


def _results() -> _Object:
    """The answer to a query: as a table or a graph."""
    medias = [medias[0] for formats in (TABLE_FORMATS, GRAPH_FORMATS) for medias in formats.values()]
    return {
        "description": "Rows or truth (SELECT, ASK), or a graph (CONSTRUCT, DESCRIBE), in the format that Accept names",
        "headers": _headers(_HEADERS),
        "content": {media: {} for media in medias},
    }


def _text(name: str, meaning: str, *, required: bool = False, repeated: bool = False) -> _Object:
    return _parameter(Parameter(name, "text", meaning, required, 100 if repeated else 1))


def _sparql() -> _Object:
    graphs = [
        _text("default-graph-uri", "A graph to read as the default graph; repeatable.", repeated=True),
        _text("named-graph-uri", "A graph that GRAPH reaches; repeatable.", repeated=True),
    ]
    form = _text(
        "format", "A format by name, in place of Accept: json, xml, csv, tsv; turtle, ntriples, rdfxml, jsonld."
    )
    query = _text("query", "A SPARQL 1.1 query; without it, the description of the service is given.")
    answers = {"200": _results(), **_problems((400, 403, 405, 406, 413, 415, 503), "text/plain")}
    fields_of_form = {p["name"]: p["schema"] for p in (query, form, *graphs)}
    body = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": {"type": "string"}},
            "application/x-www-form-urlencoded": {
                "schema": {"type": "object", "properties": fields_of_form, "required": ["query"]}
            },
        },
    }
    summary = "SPARQL 1.1 Protocol, queries only"
    return {
        "get": {
            "operationId": "query",
            "summary": summary,
            "parameters": [query, form, *graphs],
            "responses": answers,
        },
        "post": {
            "operationId": "queryByPost",
            "summary": summary,
            "parameters": [form, *graphs],
            "requestBody": body,
            "responses": answers,
        },
    }


def _saved() -> _Object:
    name = _parameter(Parameter("name", "text", "Name of the query, or its beginning.", True, path=True))
    values = {
        "name": "parameters",
        "in": "query",
        "description": "The parameters of the query, by name; GET /api/queries lists them.",
        "style": "form",
        "explode": True,
        "schema": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    return {
        "get": {
            "operationId": "savedQuery",
            "summary": "Run a saved query",
            "parameters": [name, values],
            "responses": {"200": _results(), **_problems((400, 403, 404, 405, 406, 409, 503))},
        }
    }


def _queries() -> _Object:
    listed = {"type": "array", "items": {"type": "object"}}
    answer = {"description": "The saved queries", "content": {"application/json": {"schema": listed}}}
    operation = {"operationId": "savedQueries", "summary": "The saved queries and their parameters"}
    return {"get": operation | {"responses": {"200": answer, **_problems((403, 405))}}}


def document(address: str) -> _Object:
    """The description, for the service at an address."""
    known: dict[str, _Object] = {
        "Error": {
            "type": "object",
            "properties": {"error": {"type": "string"}, "candidates": {"type": "array"}},
            "required": ["error"],
        }
    }
    paths = {lookup.address: {"get": _operation(lookup, known)} for lookup in LOOKUPS}
    more = {"/sparql": _sparql(), "/api/queries": _queries(), "/api/queries/{name}": _saved()}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "kg",
            "version": __version__,
            "summary": "A knowledge graph of diplomatic relations, read-only",
        },
        "servers": [{"url": address}],
        "paths": dict(sorted((paths | more).items())),
        "components": {"schemas": dict(sorted(known.items()))},
    }
