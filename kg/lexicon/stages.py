"""The stages of a document and the words that show them: data/lexicon/stages.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from kg.errors import LexiconError
from kg.resources import resource

__all__ = ["StageSign", "reached", "stage_order", "stage_signs"]

_FILE = "data/lexicon/stages.toml"
_POS = frozenset({"verb", "noun", "adjective"})


@dataclass(frozen=True, slots=True)
class StageSign:
    """Words that show a stage; the file tells what its keys mean."""

    stage: str
    pos: str
    words: tuple[str, ...]
    document: tuple[str, ...]
    sure: float
    example: str
    trap: str
    actors: tuple[str, ...] = ()


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resource(_FILE).read_text("utf-8"))


@cache
def stage_order() -> tuple[str, ...]:
    """The stages, from the first to the last that a document can reach."""
    return tuple(_table()["order"]["stages"])


@cache
def _ending() -> frozenset[str]:
    return frozenset(_table()["order"]["ending"])


@cache
def stage_signs() -> tuple[StageSign, ...]:
    """All signs of stages. Raises LexiconError naming the entry that breaks the schema."""
    return tuple(_sign(row) for row in _table()["sign"])


def _sign(row: dict[str, Any]) -> StageSign:
    where = f"{_FILE}: {row.get('stage', '?')} {row.get('pos', '?')}"
    wrong = row.keys() - {field.name for field in fields(StageSign)}
    if wrong:
        raise LexiconError(f"{where}: unknown key {min(wrong)}; see the head of the file")
    try:
        plain = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        sign = StageSign(**plain)  # type: ignore[arg-type]
    except TypeError as error:
        raise LexiconError(f"{where}: {error}") from None
    if sign.stage not in stage_order() or sign.pos not in _POS or not sign.words or not sign.document:
        raise LexiconError(f"{where}: unknown stage or part of speech, or no words")
    return sign


def reached(told: Iterable[tuple[str, date | None, date | None]]) -> str | None:
    """The stage that a document has reached by what is told of it: (stage, its date, date of the article).

    Signature does not undo ratification, so the furthest of the first stages counts. What is in force, suspended or
    ended can change back, so of these the latest counts; without a date an ending counts from the day of the article,
    and "in force" for no more than that it began at some time.
    """
    order = stage_order()
    best: tuple[date, int] | None = None
    furthest = -1
    for stage, when, published in told:
        rank = order.index(stage)
        if rank < order.index("in force"):
            furthest = max(furthest, rank)
            continue
        day = when or (published if stage in _ending() else None) or date.min
        best = max(best or (day, rank), (day, rank))
    if best is not None:
        return order[best[1]]
    return order[furthest] if furthest >= 0 else None
