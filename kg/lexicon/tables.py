"""States, organisations, persons, documents, places and named events of data/lexicon."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.errors import LexiconError
from kg.lexicon.gazetteer import Form, Gazetteer, fold
from kg.model import Entity, EntityKind
from kg.resources import resource

__all__ = ["KnownDocument", "Lexicon", "Office", "Tenure", "lexicon"]

_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office: dates as ISO strings of any precision, "" where unknown or still in office."""

    person: str
    office: str
    organization: str
    since: str
    until: str

    def covers(self, day: str) -> bool:
        """Whether the tenure holds on an ISO day (compared at the precision of the bounds)."""
        return (not self.since or self.since <= day[: len(self.since)]) and (
            not self.until or day[: len(self.until)] <= self.until
        )


@dataclass(frozen=True, slots=True)
class Office:
    """A title of office: `names` are its variants, `level` its rank in the state or body."""

    id: str
    label: str
    names: tuple[str, ...]
    level: str


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What is known of a document beforehand: parties by id, ISO dates of any precision, stage; "" where unknown."""

    parties: tuple[str, ...]
    signed: str
    in_force: str
    stage: str


@dataclass
class Lexicon:
    """Everything known beforehand, by entity id.

    `capitals`: folded name of a city -> its state. `descriptions`: what else a body is called ("the bloc"). `tenures`:
    by person and by state or body. `surnames`: folded single name -> the persons so called. `documents`: what is known
    of treaties and papers.
    """

    entities: dict[str, Entity] = field(default_factory=dict)
    capitals: dict[str, str] = field(default_factory=dict)
    part_of: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    tenures: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)
    documents: dict[str, KnownDocument] = field(default_factory=dict)
    offices: tuple[Office, ...] = ()
    office_modifiers: tuple[str, ...] = ()
    combining: dict[str, str] = field(default_factory=dict)
    gazetteer: Gazetteer = field(default_factory=Gazetteer)


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = resource(f"data/lexicon/{name}")
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), 2):
            if None in row.values() or None in row:
                raise LexiconError(f"{path.name}:{number}: wrong number of fields")
            yield row


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)


def _entity(row: dict[str, str], key: str, kind: EntityKind, label: str, names: tuple[str, ...]) -> Entity:
    same_as = (_WIKIDATA + row["wikidata"],) if row.get("wikidata") else ()
    unique = tuple(dict.fromkeys((label, *names)))
    return Entity(key, kind, label, unique, same_as, row.get("iso3") or None, row.get("cls") or None)


def _states(lex: Lexicon) -> None:
    for row in _rows("states.csv"):
        key = f"state/{row['iso3']}"
        names = _split(row["names"]) + _split(row["former"])
        lex.entities[key] = entity = _entity(row, key, "state", row["label"], names)
        for name in entity.names:
            lex.gazetteer.add(name, Form(key, "name"))
        for demonym in _split(row["demonyms"]):
            lex.gazetteer.add(demonym, Form(key, "demonym"))
        if row["cls"] != "HistoricState":
            for capital in _split(row["capital"]):
                lex.capitals.setdefault(fold(capital), key)
    for row in _rows("combining_forms.csv"):
        if row["iso3"].isalpha():
            lex.combining[fold(row["prefix"].rstrip("-"))] = f"state/{row['iso3']}"


def _organizations(lex: Lexicon) -> None:
    for row in _rows("organizations.csv"):
        key = row["id"]
        names = _split(row["names"]) + _split(row["acronyms"])
        lex.entities[key] = _entity(row, key, "organization", row["label"], names)
        if row["part_of"]:
            lex.part_of[key] = row["part_of"]
        lex.descriptions[key] = _split(row["descriptions"])
        for name in dict.fromkeys((row["label"], *_split(row["names"]))):
            lex.gazetteer.add(name, Form(key, "name"))
        for acronym in _split(row["acronyms"]):
            lex.gazetteer.add(acronym, Form(key, "acronym"))
    for row in _rows("metonyms.csv"):
        lex.gazetteer.add(row["surface"], Form(row["entity"], "metonym"))


def _places(lex: Lexicon) -> None:
    for row in _rows("places.csv"):
        lex.entities[row["id"]] = entity = _entity(row, row["id"], "place", row["label"], _split(row["names"]))
        for name in entity.names:
            lex.gazetteer.add(name, Form(row["id"], "name"))


def _persons(lex: Lexicon) -> None:
    names: dict[str, dict[str, None]] = {}
    first: dict[str, dict[str, str]] = {}
    tenures: dict[str, list[Tenure]] = {}
    for row in _rows("officeholders.csv"):
        key = row["person"]
        first.setdefault(key, row)
        names.setdefault(key, {}).update(dict.fromkeys((row["label"], *_split(row["names"]))))
        tenure = Tenure(key, row["office"], row["organization"], row["since"], row["until"])
        for owner in (row["organization"], key):
            tenures.setdefault(owner, []).append(tenure)
    surnames: dict[str, list[str]] = {}
    for key, row in first.items():
        body = lex.entities.get(row["organization"])
        state = (body.iso3 if body else None) or ""
        all_names = tuple(names[key])
        lex.entities[key] = _entity({**row, "iso3": state, "cls": ""}, key, "person", row["label"], all_names)
        for name in all_names:
            if " " in name:
                lex.gazetteer.add(name, Form(key, "name"))
            else:
                surnames.setdefault(fold(name), []).append(key)
    lex.tenures = {k: tuple(v) for k, v in tenures.items()}
    lex.surnames = {k: tuple(v) for k, v in surnames.items()}


def _works(lex: Lexicon) -> None:
    kinds: tuple[tuple[str, EntityKind], ...] = (("documents.csv", "agreement"), ("occasions.csv", "event"))
    for name, kind in kinds:
        for row in _rows(name):
            lex.entities[row["id"]] = entity = _entity(row, row["id"], kind, row["label"], _split(row["names"]))
            for surface in entity.names:
                lex.gazetteer.add(surface, Form(row["id"], "name"))
            if kind == "agreement":
                parties = _split(row["parties"])
                lex.documents[row["id"]] = KnownDocument(parties, row["signed"], row["in_force"], row["stage"])


def _offices(lex: Lexicon) -> None:
    offices: list[Office] = []
    modifiers: list[str] = []
    for row in _rows("offices.csv"):
        if row["kind"] == "modifier":
            modifiers += _split(row["names"])
        else:
            names = tuple(dict.fromkeys((row["label"], *_split(row["names"]))))
            offices.append(Office(row["id"], row["label"], names, row["level"]))
    lex.offices, lex.office_modifiers = tuple(offices), tuple(modifiers)


@cache
def lexicon() -> Lexicon:
    """The whole lexicon, read once. Raises LexiconError naming the file and line that breaks the schema."""
    lex = Lexicon()
    try:
        for step in (_states, _organizations, _places, _persons, _works, _offices):
            step(lex)
    except KeyError as error:
        raise LexiconError(f"{step.__name__.strip('_')}: column {error} is missing") from None
    return lex
