"""The parameters of the lookups: their kinds, and how each is read."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, get_args

from kg.errors import QueryError
from kg.lexicon import relations
from kg.model import EntityKind, Status
from kg.network import Measure, Period

__all__ = ["WORDS", "Kind", "Parameter", "read"]

Kind = Literal[
    "text", "day", "first", "last", "flag", "fraction", "relation", "status", "count", "period", "measure", "kind"
]
WORDS: Mapping[Kind, tuple[str, ...]] = MappingProxyType(
    {"status": get_args(Status), "period": get_args(Period), "measure": get_args(Measure), "kind": get_args(EntityKind)}
)
"""The kinds that are one of a few words."""

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


def _word(kind: Kind) -> Callable[[str], str]:
    """Reads one of the words of a kind."""

    def read_word(text: str) -> str:
        if text not in WORDS[kind]:
            raise ValueError(f"must be {', '.join(WORDS[kind])}")
        return text

    return read_word


_READERS: dict[Kind, Callable[[str], Any]] = {
    "text": _text,
    "day": _day,
    "first": lambda text: _bound(text, last=False),
    "last": lambda text: _bound(text, last=True),
    "flag": _flag,
    "fraction": _fraction,
    "relation": _relation,
    "count": _count,
    **{kind: _word(kind) for kind in WORDS},
}
