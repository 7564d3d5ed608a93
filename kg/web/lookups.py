"""The lookups that the API offers: one table, from which come the routes, the reading of parameters and OpenAPI."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from kg.errors import QueryError
from kg.lexicon import relations
from kg.model import Selection, Status
from kg.query import Lookups, agreements, members, path, show
from kg.query.rows import (
    AgreementRow,
    ArticleRow,
    EntityView,
    FactRow,
    HitRow,
    MemberRow,
    Reason,
    RelationRow,
    StatRow,
)

__all__ = ["LOOKUPS", "PAGING", "Kind", "Lookup", "Parameter", "read"]

Kind = Literal["text", "day", "first", "last", "flag", "fraction", "relation", "status", "count"]
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a lookup. `most` is how often it may be given; a `path` one is part of the address."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    most: int = 1
    path: bool = False


@dataclass(frozen=True, slots=True)
class Lookup:
    """A lookup: its path below /api, its parameters, and the kind of its rows (`many`) or of its one answer."""

    name: str
    summary: str
    row: type
    many: bool
    parameters: tuple[Parameter, ...]
    call: Callable[[Lookups, dict[str, Any]], Any]

    @property
    def address(self) -> str:
        """The path, with the place of its parameter in braces."""
        return f"/api/{self.name}" + "".join(f"/{{{p.name}}}" for p in self.parameters if p.path)


_MANY = 20
PAGING = (
    Parameter("limit", "count", "At most so many rows; the service has a limit of its own."),
    Parameter("offset", "count", "Leave out so many rows first."),
)
_ENTITIES = Parameter("entity", "text", "A name or id; give it twice for what is between two.", required=True, most=2)
_WIDE = Parameter("wide", "flag", "Count the persons and bodies of a state with the state.")
_SELECTION = (
    Parameter("relation", "relation", "Only this relation; repeatable.", most=_MANY),
    Parameter("since", "first", "Not before this day, month or year."),
    Parameter("until", "last", "Not after this day, month or year."),
    Parameter("status", "status", "Only facts of this status; repeatable.", most=_MANY),
    Parameter("min_confidence", "fraction", "Least confidence, 0 to 1."),
)


def _selection(given: dict[str, Any], statuses: tuple[Status, ...] = ()) -> Selection:
    if given["since"] and given["until"] and given["since"] > given["until"]:
        raise QueryError("since is later than until")
    return Selection(
        relations=given["relation"],
        statuses=given["status"] or statuses,
        since=given["since"],
        until=given["until"],
        min_confidence=given["min_confidence"] or 0.0,
    )


def _part(name: str, meaning: str) -> Parameter:
    return Parameter(name, "text", meaning, required=True, path=True)


LOOKUPS: tuple[Lookup, ...] = (
    Lookup(
        "show",
        "An entity: its names, offices, memberships, and to whom which facts tie it",
        EntityView,
        False,
        (_part("entity", "A name or id: Xi, PRC, state/CHN."),),
        lambda at, given: show(at, given["entity"]),
    ),
    Lookup(
        "relations",
        "The facts of one entity, or between two, summed up",
        RelationRow,
        True,
        (_ENTITIES, _WIDE, *_SELECTION),
        lambda at, given: at.relations(given["entity"], _selection(given), wide=given["wide"]),
    ),
    Lookup(
        "timeline",
        "The facts of one entity, or between two, by date",
        FactRow,
        True,
        (_ENTITIES, _WIDE, *_SELECTION),
        lambda at, given: at.timeline(given["entity"], _selection(given), wide=given["wide"]),
    ),
    Lookup(
        "members",
        "The members of an organisation, from the articles and from background knowledge",
        MemberRow,
        True,
        (_part("org", "Name or id of the organisation."), Parameter("on", "day", "Only members on this day.")),
        lambda at, given: members(at, given["org"], given["on"]),
    ),
    Lookup(
        "agreements",
        "Documents with type, parties, stage, and those who signed, issued, joined or left them",
        AgreementRow,
        True,
        (
            Parameter("party", "text", "Only what this entity signed, issued, joined, left or is a party to."),
            Parameter("stage", "text", "Only documents at this stage: negotiated, signed, in force ..."),
            _WIDE,
        ),
        lambda at, given: agreements(at, given["party"], wide=given["wide"], stage=given["stage"]),
    ),
    Lookup(
        "path",
        "The shortest chain of facts between two entities; only facts of status actual, unless status says otherwise",
        FactRow,
        True,
        (
            Parameter("from", "text", "Name or id of the one end.", required=True),
            Parameter("to", "text", "Name or id of the other end.", required=True),
            Parameter("avoid", "text", "Do not go through this entity; repeatable.", most=_MANY),
            *_SELECTION,
        ),
        lambda at, given: path(at, given["from"], given["to"], _selection(given, ("actual",)), avoid=given["avoid"]),
    ),
    Lookup(
        "why",
        "The sentence that states a fact, its article, and the rule that read it",
        Reason,
        False,
        (_part("fact", "Id of the fact, or its beginning."),),
        lambda at, given: at.why(given["fact"]),
    ),
    Lookup(
        "search",
        "Names, sentences and article titles that hold a text, at most 200 of each",
        HitRow,
        True,
        (Parameter("q", "text", "The text.", required=True),),
        lambda at, given: at.search(given["q"]),
    ),
    Lookup("articles", "The articles by date", ArticleRow, True, (), lambda at, given: at.articles()),
    Lookup(
        "stats",
        "Numbers of articles, entities by kind, and facts by relation, status and year",
        StatRow,
        True,
        (),
        lambda at, given: at.stats(),
    ),
)


def read(parameters: Iterable[Parameter], given: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The values of parameters by name: tuples of those that may be repeated, None (or False) for those not given.

    Raises QueryError for a parameter that is unknown, missing, given too often or cannot be read.
    """
    known = {parameter.name: parameter for parameter in parameters}
    values: dict[str, list[Any]] = {name: [] for name in known}
    for name, text in given:
        if name not in known:
            raise QueryError(f"no parameter {name!r} here; known are {', '.join(known) or 'none'}")
        values[name].append(_value(known[name], text))
    return {name: _final(known[name], found) for name, found in values.items()}


def _final(parameter: Parameter, found: list[Any]) -> Any:
    if parameter.required and not found:
        raise QueryError(f"parameter {parameter.name!r} is missing")
    if len(found) > parameter.most:
        raise QueryError(f"parameter {parameter.name!r} may be given {parameter.most} times at most")
    if parameter.most > 1:
        return tuple(found)
    return found[0] if found else (False if parameter.kind == "flag" else None)


def _value(parameter: Parameter, text: str) -> Any:
    try:
        return _READERS[parameter.kind](text)
    except ValueError as error:
        raise QueryError(f"parameter {parameter.name}={text!r}: {error}") from error


def _bound(text: str, last: bool) -> date:
    match = _DATE.fullmatch(text)
    if not match:
        raise ValueError("must be YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part) if part else None for part in match.groups())
    month = month or (12 if last else 1)
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    return date(year or 0, month, day or (calendar.monthrange(year or 0, month)[1] if last else 1))


def _day(text: str) -> date:
    if len(text) != 10:
        raise ValueError("must be YYYY-MM-DD")
    return date.fromisoformat(text)


def _text(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


def _flag(text: str) -> bool:
    if text.lower() not in ("true", "false", "1", "0", ""):
        raise ValueError("must be true or false")
    return text.lower() in ("true", "1", "")


def _fraction(text: str) -> float:
    number = float(text)
    if not 0 <= number <= 1:
        raise ValueError("must be from 0 to 1")
    return number


def _count(text: str) -> int:
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else -1
    if number < 0:
        raise ValueError("must be a whole number from 0")
    return number


def _relation(text: str) -> str:
    for relation in relations().values():
        if text.casefold() in (relation.name.casefold(), relation.label.casefold()):
            return relation.name
    raise ValueError(f"is no relation; known are {', '.join(sorted(relations()))}")


def _status(text: str) -> str:
    if text not in get_args(Status):
        raise ValueError(f"must be {', '.join(get_args(Status))}")
    return text


_READERS: dict[Kind, Callable[[str], Any]] = {
    "text": _text,
    "day": _day,
    "first": lambda text: _bound(text, last=False),
    "last": lambda text: _bound(text, last=True),
    "flag": _flag,
    "fraction": _fraction,
    "relation": _relation,
    "status": _status,
    "count": _count,
}
