"""Annotated articles: the entities and facts that a careful reader takes from a text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.names import folded

__all__ = ["Gold", "GoldEntity", "GoldFact", "read_golds"]


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """An annotated entity. `names` are all strings, folded, under which an extractor may label it."""

    key: str
    kind: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldFact:
    """An annotated fact. `subject` and `object` are keys of acceptable entities, the most specific first; `date` is an
    ISO day, month or year."""

    relation: str
    subject: tuple[str, ...]
    object: tuple[str, ...]
    evidence: str
    date: str | None = None
    status: str = "actual"
    office: str | None = None


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated article. `facts` are demanded; `optional` ones count neither as missed nor as wrong. `further`
    holds facts of the relations that the guidelines do not number among the 26, None where they were not annotated."""

    article: str
    entities: tuple[GoldEntity, ...]
    facts: tuple[GoldFact, ...]
    optional: tuple[GoldFact, ...] = ()
    further: tuple[GoldFact, ...] | None = None

    def accepted(self, keys: Iterable[str]) -> frozenset[str]:
        """All folded names of the entities with these keys."""
        wanted = set(keys)
        return frozenset().union(*(entity.names for entity in self.entities if entity.key in wanted))


def read_golds(folder: Path) -> tuple[Gold, ...]:
    """The annotated articles of a folder: its files `*.json`, sorted by name.

    Raises InputError if the folder has none, or a file is not JSON of that form; the message names the file.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give a folder with articles.jsonl and one JSON file an article")
    golds = tuple(_read_gold(path) for path in sorted(folder.glob("*.json")))
    if not golds:
        raise InputError(f"{folder}: no gold files here; expected one ID.json for each article of articles.jsonl")
    return golds


def _read_gold(path: Path) -> Gold:
    try:
        raw = json.loads(path.read_text("utf-8"))
        entities = tuple(_entity(entry) for entry in raw["entities"])
        further = tuple(map(_fact, raw["further"])) if "further" in raw else None
        facts, optional = tuple(map(_fact, raw["facts"])), tuple(map(_fact, raw.get("optional", ())))
        gold = Gold(raw["article"], entities, facts, optional, further)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}: line {error.lineno}: not valid JSON: {error.msg}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8") from None
    except KeyError as error:
        raise InputError(f"{path}: no key {error} where a gold file needs one") from None
    except (TypeError, AttributeError):
        raise InputError(f"{path}: not of the form of a gold file (article, entities, facts)") from None
    _check_keys(gold, path)
    return gold


def _check_keys(gold: Gold, path: Path) -> None:
    known = {entity.key for entity in gold.entities}
    for fact in (*gold.facts, *gold.optional, *(gold.further or ())):
        for key in (*fact.subject, *fact.object):
            if key not in known:
                raise InputError(f"{path}: {fact.relation}: no entity has the key {key!r}; add it to the entities")


def _entity(raw: dict[str, Any]) -> GoldEntity:
    return GoldEntity(raw["key"], raw["kind"], frozenset(map(folded, raw["names"])))


def _fact(raw: dict[str, Any]) -> GoldFact:
    return GoldFact(
        raw["relation"],
        tuple(raw["subject"]),
        tuple(raw["object"]),
        raw["evidence"],
        raw.get("date"),
        raw.get("status", "actual"),
        raw.get("office"),
    )
