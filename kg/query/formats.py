"""Results in the W3C formats, as bytes, up to a number of rows and a size; what is left out is always announced.

Tables (SELECT, ASK) come as JSON, XML, CSV and TSV; graphs (CONSTRUCT, DESCRIBE) as Turtle, N-Triples, RDF/XML and
JSON-LD.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query.results import Term, bare_value, json_term
from kg.vocab import PREFIXES

__all__ = ["GRAPH_FORMATS", "TABLE_FORMATS", "Cut", "Limits", "Written", "converted", "write"]

Cut = Literal["rows", "size"]
Found = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples

# The media types of each format, the standard one first, then those that clients also ask for.
TABLE_FORMATS = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPH_FORMATS = {
    "turtle": ("text/turtle", "application/x-turtle"),
    "ntriples": ("application/n-triples", "text/plain"),
    "rdfxml": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
}
_TABLES = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_GRAPHS = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*$")
_XML_START = '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>'


@dataclass(frozen=True, slots=True)
class Limits:
    """The most rows (or triples) and the most bytes that an answer may have."""

    rows: int
    size: int


@dataclass(frozen=True, slots=True)
class Written:
    """An answer in its format; `cut` says which limit left rows out, None if it is whole."""

    body: bytes
    rows: int
    cut: Cut | None = None


def write(found: Found, name: str, limits: Limits, link: str = "") -> Written:
    """The answer to a query in the format `name`, of TABLE_FORMATS or GRAPH_FORMATS as the query demands.

    `link` is the address that a cut answer names as its explanation. Raises QueryError if the query fails while it
    runs, or the format cannot carry the answer.
    """
    try:
        if isinstance(found, ox.QueryBoolean):
            return Written(found.serialize(format=_TABLES[name]) or b"", 1)
        if isinstance(found, ox.QueryTriples):
            return _graph(found, name, limits, link)
        return _WRITERS[name](found, limits, link)
    except (RuntimeError, OSError, ValueError) as error:
        raise QueryError(f"the query failed while it ran: {error}") from error


def _rows(found: ox.QuerySolutions) -> tuple[tuple[str, ...], Iterator[tuple[Term | None, ...]]]:
    names = tuple(variable.value for variable in found.variables)
    return names, (tuple(row[name] for name in names) for row in found)


def _fitting(texts: Iterable[str], limits: Limits) -> tuple[list[str], Cut | None]:
    """The texts, one a row, as far as the limits allow."""
    kept: list[str] = []
    size = 0
    for text in texts:
        if len(kept) == limits.rows:
            return kept, "rows"
        size += len(text.encode()) + 1
        if size > limits.size:
            return kept, "size"
        kept.append(text)
    return kept, None


def _notice(cut: Cut, limits: Limits) -> str:
    """What is said of an answer that is cut."""
    limit = f"{limits.rows} rows" if cut == "rows" else f"{limits.size} bytes"
    return f"cut at the limit of {limit}; there is more"


def _json(found: ox.QuerySolutions, limits: Limits, link: str) -> Written:
    names, rows = _rows(found)

    def text(row: tuple[Term | None, ...]) -> str:
        cells = {name: json_term(term) for name, term in zip(names, row, strict=True) if term is not None}
        return json.dumps(cells, ensure_ascii=False)

    kept, cut = _fitting(map(text, rows), limits)
    head: dict[str, object] = {"vars": names}
    more = ""
    if cut:
        head["link"] = [link]
        more = f', "cut": {json.dumps({"limit": cut, "rows": len(kept), "message": _notice(cut, limits)})}'
    body = f'{{"head": {json.dumps(head)}{more}, "results": {{"bindings": [\n' + ",\n".join(kept) + "\n]}}\n"
    return Written(body.encode(), len(kept), cut)


def _xml(found: ox.QuerySolutions, limits: Limits, link: str) -> Written:
    names, rows = _rows(found)

    def text(row: tuple[Term | None, ...]) -> str:
        cells = zip(names, row, strict=True)
        inside = (f'<binding name="{name}">{_xml_term(term)}</binding>' for name, term in cells if term is not None)
        return f"<result>{''.join(inside)}</result>"

    kept, cut = _fitting(map(text, rows), limits)
    head = "".join(f'<variable name="{name}"/>' for name in names)
    if cut:
        head += f"<link href={quoteattr(link)}/>"
    body = f"{_XML_START}{head}</head><results>\n" + "\n".join(kept) + "\n</results></sparql>\n"
    return Written(body.encode(), len(kept), cut)


def _xml_term(term: Term) -> str:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return f"<triple>{''.join(f'<{n}>{_xml_term(part)}</{n}>' for n, part in parts.items())}</triple>"
    text = escape(_NOT_XML.sub("\ufffd", term.value))
    if not isinstance(term, ox.Literal):
        name = "uri" if isinstance(term, ox.NamedNode) else "bnode"
        return f"<{name}>{text}</{name}>"
    described = json_term(term)
    kind = "".join(f' {key}="{escape(described[key])}"' for key in ("xml:lang", "datatype") if key in described)
    return f"<literal{kind}>{text}</literal>"


def _csv(found: ox.QuerySolutions, limits: Limits, link: str) -> Written:
    names, rows = _rows(found)

    def line(cells: Iterable[str]) -> str:
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        return out.getvalue()

    kept, cut = _fitting((line("" if term is None else bare_value(term) for term in row) for row in rows), limits)
    return Written("".join((line(names), *kept)).encode(), len(kept), cut)


def _tsv(found: ox.QuerySolutions, limits: Limits, link: str) -> Written:
    names, rows = _rows(found)
    lines = ("\t".join("" if term is None else str(term) for term in row) + "\n" for row in rows)
    kept, cut = _fitting(lines, limits)
    return Written("".join(("\t".join(f"?{name}" for name in names) + "\n", *kept)).encode(), len(kept), cut)


_WRITERS: dict[str, Callable[[ox.QuerySolutions, Limits, str], Written]] = {
    "json": _json,
    "xml": _xml,
    "csv": _csv,
    "tsv": _tsv,
}


def _graph(found: ox.QueryTriples, name: str, limits: Limits, link: str) -> Written:
    """Distinct triples, sorted; the limits count them before they are sorted."""
    triples: dict[ox.Triple, None] = {}
    size = 0
    cut: Cut | None = None
    for triple in found:
        if triple in triples:
            continue
        size += len(str(triple).encode()) + 3
        if len(triples) == limits.rows or size > limits.size:
            cut = "rows" if len(triples) == limits.rows else "size"
            break
        triples[triple] = None
    body = _serialized(triples, name)
    while len(body) > limits.size and triples:  # a format that is longer than N-Triples
        triples, cut = dict(islice(triples.items(), len(triples) // 2)), "size"
        body = _serialized(triples, name)
    if cut and name in ("turtle", "ntriples"):
        body = f"# {_notice(cut, limits)}: {link}\n".encode() + body
    return Written(body, len(triples), cut)


def _serialized(triples: Iterable[ox.Triple], name: str) -> bytes:
    ordered = sorted(triples, key=str)
    if name == "rdfxml":
        for triple in ordered:
            if not _XML_NAME.search(triple.predicate.value):
                raise QueryError(f"{triple.predicate} cannot be written in RDF/XML; ask for Turtle")
    prefixes = dict(PREFIXES) if name in ("turtle", "rdfxml") else None
    body = ox.serialize(ordered, format=_GRAPHS[name], prefixes=prefixes) or b""
    return _with_sorted_prefixes(body, name) if prefixes else body


def _with_sorted_prefixes(body: bytes, name: str) -> bytes:
    """The serializer declares prefixes in any order, and those not used, too."""
    if name == "rdfxml":
        start, found, rest = body.partition(b"<rdf:RDF")
        names, end, rest = rest.partition(b">")
        kept = sorted(part for part in names.split(b" xmlns:")[1:] if part.partition(b"=")[0] + b":" in rest)
        rdf = b'rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        return start + found + b"".join(b" xmlns:" + part for part in dict.fromkeys((*kept, rdf))) + end + rest
    lines = body.split(b"\n")
    first = next(number for number, line in enumerate(lines) if not line.startswith(b"@prefix "))
    rest = b"\n".join(lines[first:])
    return b"\n".join((*sorted(line for line in lines[:first] if line.split()[1] in rest), rest))


def converted(turtle: str, name: str) -> bytes:
    """A text in Turtle as one of GRAPH_FORMATS."""
    return _serialized((quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)), name)
