"""SPARQL for users: read-only, checked token by token, with errors that name line and column.

The check runs on tokens because the text can hide a keyword: `\\u0053ERVICE` is legal SPARQL, and so is the word
SERVICE inside a comment, a string or a name, where it does no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

import pyoxigraph as ox

from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["Result", "Token", "check", "run", "select", "tokens"]

_TOKEN = re.compile(
    r"""
      (?P<space>\s+|\#[^\r\n]*)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*'''
               | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:(?:[\w:]|%[0-9A-Fa-f]{2}|\\.)(?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)*
               (?:[\w:-]|%[0-9A-Fa-f]{2}|\\.))?)?)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "USING", "WITH"))
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
# A graph name is only ever looked up in the store; names of other schemes are refused so that a query copied
# to a server that does fetch them discloses nothing either.
_GRAPH_SCHEMES = ("http://", "https://", "urn:")
_WHERE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class Token(NamedTuple):
    """A piece of a query: its kind (a group of the grammar above), its text and where it starts."""

    kind: str
    text: str
    start: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a query gave. `rows` are terms in the order of `variables`; for ASK only `answer` is set.

    CONSTRUCT and DESCRIBE give rows of subject, predicate and object.
    """

    form: Literal["select", "ask", "graph"]
    variables: tuple[str, ...] = ()
    rows: tuple[tuple[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None, ...], ...] = ()
    answer: bool | None = None


def tokens(sparql: str) -> Iterator[Token]:
    """The tokens of a query without white space and comments. Text that is no SPARQL comes out as single characters."""
    for match in _TOKEN.finditer(sparql):
        kind = match.lastgroup or "other"
        if kind != "space":
            yield Token(kind, match.group(), match.start())


def check(sparql: str) -> None:
    """Refuse what reads or writes outside the store or changes it. Raises QueryError with line and column.

    Refused are SERVICE, every update (LOAD, INSERT, DROP ...) and FROM with anything but an absolute http, https or
    urn name. The query is checked as written and with its unicode escapes resolved.
    """
    resolved = _UNICODE_ESCAPE.sub(_character, sparql)
    for text in dict.fromkeys((sparql, resolved)):
        _check_tokens(text, list(tokens(text)))


def _character(match: re.Match[str]) -> str:
    code = int(match.group(1) or match.group(2), 16)
    return chr(code) if code <= 0x10FFFF else match.group()


def _check_tokens(text: str, found: list[Token]) -> None:
    words = [(token.text.upper(), index) for index, token in enumerate(found) if token.kind == "word"]
    for word, index in words:
        if "SERVICE" in word:  # parsers also take SERVICESILENT and trueSERVICE for two words
            raise _error(text, found[index].start, "SERVICE asks another server; kg queries only read this store")
        if word in _UPDATES:
            raise _error(text, found[index].start, f"{word} is an update; kg queries only read the store")
        if word.startswith("FROM"):
            _check_graph(text, found, index)
    if not any(word in _FORMS for word, _ in words):
        raise QueryError("not a query: it must hold SELECT, ASK, CONSTRUCT or DESCRIBE")


def _check_graph(text: str, found: list[Token], index: int) -> None:
    rest = [t for t in found[index + 1 : index + 3] if t.text.upper() != "NAMED"]
    if not rest:
        return
    graph = rest[0]
    name = graph.text[1:-1] if graph.kind == "iri" else _expand(graph, found)
    if not name.lower().startswith(_GRAPH_SCHEMES):
        raise _error(text, graph.start, f"FROM {graph.text} is not a graph of the store; name it by its full http IRI")


def _expand(name: Token, found: list[Token]) -> str:
    """The IRI of a prefixed name; the name itself if its prefix is not declared, which the parser then reports."""
    prefix, _, local = name.text.partition(":")
    expanded = name.text
    for word, declared, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text.upper() == "PREFIX" and declared.text == prefix + ":" and iri.kind == "iri":
            expanded = iri.text[1:-1] + local
    return expanded


def _error(text: str, start: int, message: str) -> QueryError:
    line = text.count("\n", 0, start) + 1
    column = start - text.rfind("\n", 0, start)
    return QueryError(f"line {line}, column {column}: {message}")


def run(
    store: Store, sparql: str, *, default: Sequence[str] = (), named: Sequence[str] = ()
) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
    """Start a query on the store; its rows come as they are read.

    Without FROM and FROM NAMED the query reads all graphs together. `default` and `named` are IRIs of graphs that take
    the place of both. Raises QueryError, with line and column, if the query is wrong or not allowed.
    """
    check(sparql)
    for graph in (*default, *named):
        if not graph.lower().startswith(_GRAPH_SCHEMES):
            raise QueryError(f"{graph!r} is not a graph of the store; name it by its full http IRI")
    resolved = _UNICODE_ESCAPE.sub(_character, sparql)
    union = not any(token.kind == "word" and token.text.upper().startswith("FROM") for token in tokens(resolved))
    try:
        return store.query(sparql, union=union, default=default, named=named)
    except QueryError as error:
        raise QueryError(_explain(str(error).removeprefix("SPARQL: "), sparql)) from error


def select(store: Store, sparql: str) -> Result:
    """Run a query on the store. Raises QueryError, with line and column, if it is wrong or not allowed."""
    found = run(store, sparql)
    try:
        if isinstance(found, ox.QueryBoolean):
            return Result("ask", answer=bool(found))
        if isinstance(found, ox.QueryTriples):
            triples = sorted(((t.subject, t.predicate, t.object) for t in found), key=lambda row: [*map(str, row)])
            return Result("graph", ("subject", "predicate", "object"), tuple(triples))
        variables = tuple(variable.value for variable in found.variables)
        return Result("select", variables, tuple(tuple(row[name] for name in variables) for row in found))
    except (RuntimeError, OSError) as error:
        raise QueryError(f"the query failed while it ran: {error}") from error


def _explain(message: str, sparql: str) -> str:
    """The parser's message in one line, with the line of the query that it means."""
    match = _WHERE.match(message)
    if not match:
        return " ".join(message.split())
    line, column, reason = int(match.group(1)), int(match.group(2)), " ".join(match.group(3).split())
    reason = reason.removeprefix("expected one of ").removesuffix(", [_]")
    if "Prefix not found" in reason:
        reason = "a prefix is used that no PREFIX line declares"
    elif "SELECT contains" in reason:
        reason = "SELECT names a variable that is neither grouped nor aggregated"
    elif not reason.startswith("expected"):
        reason = f"expected {reason}"
    lines = sparql.splitlines()
    near = lines[line - 1].strip() if line <= len(lines) else "the end of the query"
    return f"line {line}, column {column}: {reason}; near: {near[:80]}"
