"""Answers requests from an open store. Runs in a process of its own, since a query cannot be stopped otherwise."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from kg.errors import Ambiguous, LookupFailed, QueryError
from kg.query import Lookups
from kg.query.formats import GRAPH_FORMATS, TABLE_FORMATS, Cut, Limits, write
from kg.query.saved import bind, saved_query
from kg.query.sparql import run, tokens
from kg.store import Store
from kg.web.lookups import LOOKUPS, PAGING, Lookup
from kg.web.negotiate import chosen
from kg.web.parameters import read
from kg.web.settings import Reply, Request

__all__ = ["Answerer", "limit_headers"]

_TABLE_FORMS, _GRAPH_FORMS = ("SELECT", "ASK"), ("CONSTRUCT", "DESCRIBE")
_LOOKUPS = {lookup.name: lookup for lookup in LOOKUPS}
# Other names of formats; clients such as SPARQLWrapper send some of them.
_SHORT_NAMES = {
    "ttl": "turtle",
    "n3": "turtle",
    "nt": "ntriples",
    "rdf": "rdfxml",
    "rdf+xml": "rdfxml",
    "xml": "rdfxml",
    "json-ld": "jsonld",
    "json": "jsonld",
}


class Answerer:
    """Answers from one store at a time; `open` changes it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._store: Store | None = None
        self._path: Path | None = None
        self._lookups: Lookups | None = None

    def open(self, path: Path, *, lookups: bool) -> None:
        """Use the store at `path`, and with `lookups` read its names. Raises StoreError."""
        if path != self._path:
            self._lookups = None
            if self._store is not None:
                self._store.close()
            self._store, self._path = Store.open(path, read_only=True), path
        if lookups and self._lookups is None and self._store is not None:
            self._lookups = Lookups(self._store)

    def answer(self, request: Request) -> Reply:
        """The reply to a request; what is wrong with the request is a reply, too."""
        plain = request.kind == "sparql"
        try:
            if request.kind == "lookup":
                return self._lookup(_LOOKUPS[request.name], request)
            return self._sparql(request) if plain else self._saved(request)
        except Ambiguous as error:
            return _json({"error": str(error), "candidates": error.candidates}, 409)
        except LookupFailed as error:
            return Reply.error(404, str(error), json=True)
        except QueryError as error:
            return Reply.error(400, str(error), json=not plain)
        except MemoryError:
            return Reply.error(503, "the query needs more memory than the service allows", json=not plain)

    def _sparql(self, request: Request) -> Reply:
        given: dict[str, list[str]] = {}
        for name, value in request.parameters:
            given.setdefault(name, []).append(value)
        queries = given.get("query", [])
        if len(queries) != 1:
            raise QueryError(f"give one query, not {len(queries)}")
        graphs = {"default": given.get("default-graph-uri", []), "named": given.get("named-graph-uri", [])}
        return self._query(queries[0], request, given.get("format", [""])[-1], graphs)

    def _saved(self, request: Request) -> Reply:
        if self._lookups is None:
            raise RuntimeError("the store is not open")
        values = dict(request.parameters)
        if len(values) < len(request.parameters):
            raise QueryError("a parameter is given twice")
        wanted = values.pop("format", "")
        sparql = bind(saved_query(request.name), values, self._lookups.directory)
        return self._query(sparql, request, wanted, {})

    def _query(self, sparql: str, request: Request, wanted: str, graphs: Mapping[str, Sequence[str]]) -> Reply:
        if self._store is None:
            raise RuntimeError("the store is not open")
        form = _form(sparql)
        formats = GRAPH_FORMATS if form in _GRAPH_FORMS else TABLE_FORMATS
        picked = _picked(wanted, request.accept, formats)
        found = run(self._store, sparql, **graphs)
        if picked is None:
            offered = ", ".join(medias[0] for medias in formats.values())
            return Reply.error(406, f"the answer to {form} can be had as {offered}", json=request.kind != "sparql")
        written = write(found, picked[0], self._limits, f"{request.address}/#limits")
        headers = limit_headers(self._limits, written.cut)
        return Reply(200, _media(picked[1]), written.body, (*headers, ("vary", "accept")))

    def _lookup(self, lookup: Lookup, request: Request) -> Reply:
        if self._lookups is None:
            raise RuntimeError("the store is not open")
        parameters = (*lookup.parameters, *PAGING) if lookup.many else lookup.parameters
        values = read(parameters, request.parameters)
        found = lookup.call(self._lookups, values)
        if not lookup.many:
            return _json(asdict(found))
        offset = values["offset"] or 0
        rows = found[offset:]
        wanted = values["limit"] if values["limit"] is not None else self._limits.rows
        kept, cut = _page(rows, Limits(min(wanted, self._limits.rows), self._limits.size))
        headers = (("kg-total", str(len(found))), *limit_headers(self._limits, cut))
        if cut and kept:
            headers += (("link", f'<{_next(request, offset + len(kept))}>; rel="next"'),)
        return Reply(200, "application/json", _list(kept), headers)


def _form(sparql: str) -> str:
    """The form of a query: the first keyword that is one. Raises QueryError if there is none."""
    for token in tokens(sparql):
        word = token.text.upper()
        if token.kind == "word" and word.startswith((*_TABLE_FORMS, *_GRAPH_FORMS)):
            return next(form for form in (*_TABLE_FORMS, *_GRAPH_FORMS) if word.startswith(form))
        if token.kind == "word" and word not in ("PREFIX", "BASE"):
            break
    raise QueryError("not a query: it must be SELECT, ASK, CONSTRUCT or DESCRIBE; updates are refused")


def _picked(wanted: str, accept: str, formats: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    if not wanted:
        return chosen(accept, formats)
    for name, medias in formats.items():
        if wanted in (name, *medias) or (wanted not in formats and _SHORT_NAMES.get(wanted) == name):
            return name, medias[0]
    raise QueryError(f"format {wanted!r} is not one of this query: {', '.join(formats)}")


def _media(media: str) -> str:
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def limit_headers(limits: Limits, cut: Cut | None) -> tuple[tuple[str, str], ...]:
    """The limits, and which of them cut the answer if one did."""
    known = (("kg-row-limit", str(limits.rows)), ("kg-size-limit", str(limits.size)))
    return (*known, ("kg-cut", cut)) if cut else known


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, default=_plain)


def _json(value: object, status: int = 200) -> Reply:
    return Reply(status, "application/json", (_text(value) + "\n").encode())


def _page(rows: Iterable[Any], limits: Limits) -> tuple[list[str], Cut | None]:
    kept: list[str] = []
    size = 0
    for row in rows:
        if len(kept) == limits.rows:
            return kept, "rows"
        text = _text(asdict(row)).replace("\n", "\n  ")
        size += len(text.encode()) + 4
        if size > limits.size:
            return kept, "size"
        kept.append(text)
    return kept, None


def _list(kept: list[str]) -> bytes:
    return ("[\n  " + ",\n  ".join(kept) + "\n]\n").encode() if kept else b"[]\n"


def _next(request: Request, offset: int) -> str:
    """The address of the rows that follow."""
    path, _, query = request.target.partition("?")
    pairs = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "offset"]
    return f"{request.address}{path}?{urlencode([*pairs, ('offset', offset)])}"
