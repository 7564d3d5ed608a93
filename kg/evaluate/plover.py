"""Extractions held against PLOVER records: one sentence, one event type, states as source and target.

The types of the PLOVER codebook and those of the records differ in name for four types; both spellings count as one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.report import Share
from kg.model import Article, Extraction

__all__ = ["PloverRecord", "PloverReport", "TypeTally", "evaluate_plover", "read_plover"]

_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_SPELLINGS = {"DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST", "FIGHT": "ASSAULT", "YIELD": "CONCEDE"}
_CODES = {"JAP": "JPN"}


@dataclass(frozen=True, slots=True)
class PloverRecord:
    """A sentence and its event. `pairs` are the (source, target) states by ISO code; `directed` tells whether their
    order counts."""

    article: Article
    type: str
    pairs: frozenset[tuple[str, str]]
    directed: bool


@dataclass(frozen=True, slots=True)
class TypeTally:
    """Records of one type: how many, how many with a fact of that type; of those with two states how many, and how
    many with a fact between them."""

    type: str
    records: int
    typed: int
    dyads: int
    dyads_found: int


@dataclass(frozen=True, slots=True)
class PloverReport:
    """`type_recall`: records for which some fact has the type. `dyad_recall`: records with two states for which some
    fact of the type joins them. `type_precision`: event facts that have the record's type. `missed`: records without
    the type."""

    type_recall: Share
    dyad_recall: Share
    type_precision: Share
    by_type: tuple[TypeTally, ...]
    missed: tuple[PloverRecord, ...]


def read_plover(path: Path) -> tuple[PloverRecord, ...]:
    """The records of a JSON Lines file. Raises InputError if it holds none or a line is not of that form."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8") from None
    records = tuple(_parse(line, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip())
    if not records:
        raise InputError(f"{path}: no PLOVER records; expected one JSON object a line")
    return records


def evaluate_plover(records: Sequence[PloverRecord], extractions: Iterable[Extraction]) -> PloverReport:
    """Hold extractions against records, matched by id; a record without extraction counts as one with no fact."""
    ready = {extraction.article.id: extraction for extraction in extractions}
    rows = [(record, *_judge(record, ready.get(record.article.id))) for record in records]
    by_type = []
    for name in sorted({record.type for record in records}):
        own = [(record, same, joined) for record, same, _, joined in rows if record.type == name]
        two = [joined for record, _, joined in own if record.pairs]
        by_type.append(TypeTally(name, len(own), sum(same > 0 for _, same, _ in own), len(two), sum(two)))
    return PloverReport(
        Share(sum(row.typed for row in by_type), len(records)),
        Share(sum(row.dyads_found for row in by_type), sum(row.dyads for row in by_type)),
        Share(sum(same for _, same, _, _ in rows), sum(total for _, _, total, _ in rows)),
        tuple(by_type),
        tuple(record for record, same, _, _ in rows if not same),
    )


def _judge(record: PloverRecord, extraction: Extraction | None) -> tuple[int, int, bool]:
    """How many event facts have the record's type, how many there are, and whether one joins the states."""
    if extraction is None:
        return 0, 0, False
    codes = {entity.id: entity.iso3 for entity in extraction.entities}
    events = [fact for fact in extraction.facts if fact.plover]
    same = [fact for fact in events if _type(fact.plover) == record.type]
    joined = {(codes.get(fact.subject), codes.get(fact.object)) for fact in same}
    if not record.directed:
        joined |= {(target, source) for source, target in joined}
    return len(same), len(events), bool(record.pairs & joined)


def _type(name: str | None) -> str:
    upper = (name or "").upper()
    return _SPELLINGS.get(upper, upper)


def _parse(line: str, where: str) -> PloverRecord:
    try:
        raw = json.loads(line)
        sources, targets, type_ = _states(raw["source"]), _states(raw["target"]), _type(raw["event"])
        article = Article(raw["id"], raw["text"])
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not valid JSON: {error.msg}") from None
    except KeyError as error:
        raise InputError(f"{where}: no key {error}; a PLOVER record has id, text, event, source and target") from None
    except (TypeError, AttributeError):
        raise InputError(f"{where}: no PLOVER record") from None
    pairs = set(product(sources, targets)) or set(permutations(sources, 2))
    apart = frozenset((source, target) for source, target in pairs if source != target)
    return PloverRecord(article, type_, apart, directed=type_ not in _MUTUAL and bool(targets))


def _states(parties: list[dict[str, Any]]) -> set[str]:
    codes = (party.get("code") or "" for party in parties)
    return {_CODES.get(code, code) for code in codes if len(code) == 3 and code != "IGO"}
