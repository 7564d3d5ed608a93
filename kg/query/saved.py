"""The saved queries: competency questions in `queries/*.rq`, run by name with parameters.

A file is a query that runs anywhere as it is. Its leading comments name it:

    # Title: everything reported between two states, in order of date
    # For: desk officer
    # Param a entity state/CHN: one side

and `$a` in its text is the parameter. Parameters are replaced token by token by whole RDF terms, never as text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from kg.errors import LookupFailed, QueryError
from kg.lexicon import relations
from kg.query.names import Directory
from kg.query.sparql import tokens
from kg.vocab import entity_iri

__all__ = ["Parameter", "ParameterKind", "SavedQuery", "bind", "saved_queries", "saved_query"]

ParameterKind = Literal["entity", "date", "number", "relation", "text"]

_PARAM = re.compile(r"Param (?P<name>\w+) (?P<kind>\w+) (?P<default>.+?): (?P<meaning>.+)")
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a saved query; `default` is written as a person would write the value."""

    name: str
    kind: ParameterKind
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of `queries/`, named as its file. `reader` says whose question it is."""

    name: str
    title: str
    reader: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def saved_queries() -> dict[str, SavedQuery]:
    """All saved queries by name, sorted. Raises QueryError if a file lacks its title or has a bad parameter."""
    folder = files("kg.query") / "queries"
    texts = {f.name.removesuffix(".rq"): f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".rq")}
    return {name: _parse(name, texts[name]) for name in sorted(texts)}


def saved_query(name: str) -> SavedQuery:
    """The saved query of that name, or the only one whose name begins so. Raises LookupFailed."""
    known = saved_queries()
    if name in known:
        return known[name]
    found = [query for key, query in known.items() if key.startswith(name)]
    if len(found) != 1:
        raise LookupFailed(f"{name!r} names {len(found) or 'no'} saved queries; kg queries lists them")
    return found[0]


def _parse(name: str, text: str) -> SavedQuery:
    header = [line[1:].strip() for line in text.splitlines() if line.startswith("#")]
    fields = dict(line.split(": ", 1) for line in header if line.startswith(("Title: ", "For: ")))
    parameters = []
    for line in header:
        if line.startswith("Param "):
            match = _PARAM.fullmatch(line)
            if not match or match["kind"] not in get_args(ParameterKind):
                raise QueryError(f"{name}.rq: {line!r} is not `Param NAME KIND DEFAULT: MEANING`")
            parameters.append(Parameter(**match.groupdict()))  # type: ignore[arg-type]
    try:
        return SavedQuery(name, fields["Title"], fields["For"], tuple(parameters), text)
    except KeyError as error:
        raise QueryError(f"{name}.rq: the line {error} is missing") from None


def bind(query: SavedQuery, values: Mapping[str, str], directory: Directory | None = None) -> str:
    """The text of a query with its parameters replaced; those not in `values` keep their defaults.

    Entities are found by name in `directory`, else taken as ids; so is a default that the store does not know.
    Raises QueryError for an unknown parameter or a value of the wrong kind, LookupFailed for an unknown name.
    """
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in values:
        if name not in known:
            raise QueryError(f"{query.name} has no parameter {name!r}; it has {', '.join(known) or 'none'}")
    terms = {name: _term(parameter, values.get(name), directory) for name, parameter in known.items()}
    text = query.text
    for token in reversed(list(tokens(text))):
        if token.kind == "variable" and token.text[0] == "$":
            text = text[: token.start] + terms[token.text[1:]] + text[token.start + len(token.text) :]
    return text


def _term(parameter: Parameter, value: str | None, directory: Directory | None) -> str:
    given = parameter.default if value is None else value
    match parameter.kind:
        case "entity":
            return f"<{entity_iri(given if value is None or directory is None else directory.find(given).id)}>"
        case "relation":
            if given not in relations():
                raise QueryError(f"{given!r} is no relation; known are {', '.join(sorted(relations()))}")
            return f'"{given}"'
        case "date":
            return f'"{_checked(parameter, given, date.fromisoformat)}"^^<{_XSD}date>'
        case "number":
            return f'"{_checked(parameter, given, int)}"^^<{_XSD}integer>'
        case "text":
            escaped = given.translate({ord(c): f"\\u{ord(c):04X}" for c in '"\\\n\r\t'})
            return f'"{escaped}"'


def _checked(parameter: Parameter, given: str, read: type[int] | object) -> str:
    try:
        return str(read(given))  # type: ignore[operator]
    except ValueError:
        shape = "YYYY-MM-DD" if parameter.kind == "date" else "a whole number"
        raise QueryError(f"parameter {parameter.name}={given!r}: must be {shape}") from None
