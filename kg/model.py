"""The data types that flow through kg: frozen, slotted dataclasses of plain values.

Offsets are half-open code-point offsets into `Article.text` and always satisfy
`text[start:end] == quote`. Collections are tuples, so that every value can be hashed and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

__all__ = [
    "Article",
    "DateRange",
    "DocumentClaim",
    "DocumentDetail",
    "Entity",
    "EntityKind",
    "Evidence",
    "Extraction",
    "Fact",
    "Mention",
    "MentionKind",
    "Selection",
    "Span",
    "Status",
    "StoredClaim",
    "StoredFact",
]

EntityKind = Literal["person", "state", "organization", "agreement", "event", "place"]
MentionKind = Literal["name", "acronym", "demonym", "metonym", "title", "pronoun", "nominal", "collective"]
Status = Literal["actual", "planned", "denied"]
DocumentDetail = Literal["party", "stage"]
Precision = Literal["day", "month", "year", "open"]
Basis = Literal["explicit", "relative", "dateline"]


@dataclass(frozen=True, slots=True)
class Article:
    """A text to read. `id` is the file stem or the record's own id; relative dates are counted from `published`."""

    id: str
    text: str
    title: str = ""
    url: str | None = None
    published: date | None = None
    source: str | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open code-point offsets into the article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for an entity."""

    span: Span
    kind: MentionKind
    entity_id: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """When something happened: the first and last day it can have been, both included.

    `phrase` is the wording ("on Tuesday"); `basis` tells whether it stood there in full (explicit), was counted from
    the article's date (relative), or is the article's own date (dateline). `last` is None for an open range.
    """

    first: date
    last: date | None
    precision: Precision
    phrase: str = ""
    basis: Basis = "explicit"

    def iso(self) -> str:
        """The date as precise as it is known: `2023-03-21`, `2023-03` or `2023`."""
        full = self.first.isoformat()
        return {"day": full, "month": full[:7], "year": full[:4], "open": full}[self.precision]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that facts are about.

    `id` has the form `person/xi-jinping`, `state/RUS`, `org/un`, `place/moscow`, `doc/un-charter` or `occasion/...`
    (a named event) and is the tail of its IRI. `names` are all surface forms and aliases. `iso3` is the state's own
    code or that of the state to which a person or body belongs. `cls` refines the kind with a class of the ontology
    ("Treaty", "Grouping", ...).

    Documents alone have the rest, as the claims about them sum up (see `DocumentClaim`): `parties` are entity ids,
    sorted; `stage` is how far the document has come ("signed", "in force", ...), `signed` the day of its first
    signature as an ISO date of any precision.
    """

    id: str
    kind: EntityKind
    label: str
    names: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    iso3: str | None = None
    cls: str | None = None
    parties: tuple[str, ...] = ()
    stage: str | None = None
    signed: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that states a fact: `article.text[span.start:span.end] == quote`."""

    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One relation between two entities, as one sentence states it.

    `relation` is a name of `data/lexicon/relations.toml`. `attributed_to`, `place`, `forum` and `topic` are entity ids.
    `office` is a title ("President"). `event_id` is shared by the facts of one occasion. `confidence` is in [0, 1].
    `rule` names the rule that found it. `plover`, `cameo` and `goldstein` code it for event data; they are None for
    what is no event (offices, memberships).
    """

    id: str
    subject: str
    relation: str
    object: str
    evidence: Evidence
    status: Status = "actual"
    when: DateRange | None = None
    attributed_to: str | None = None
    place: str | None = None
    forum: str | None = None
    topic: str | None = None
    office: str | None = None
    confidence: float = 1.0
    rule: str = ""
    event_id: str = ""
    plover: str | None = None
    cameo: str | None = None
    goldstein: float | None = None


@dataclass(frozen=True, slots=True)
class DocumentClaim:
    """What one sentence says of a document: who is a party to it, or what stage it has reached.

    `value` is an entity id for a party, and for a stage one of the names of `data/lexicon/stages.toml`; `by` are the
    states and bodies that took the document there. `confidence` is in [0, 1]; `rule` names the rule that found it.
    """

    id: str
    document: str
    detail: DocumentDetail
    value: str
    evidence: Evidence
    status: Status = "actual"
    when: DateRange | None = None
    attributed_to: str | None = None
    by: tuple[str, ...] = ()
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article states, sorted so that the same text gives the same record."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    facts: tuple[Fact, ...] = ()
    document_claims: tuple[DocumentClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact as it comes back from a store: with the article that states it."""

    fact: Fact
    article_id: str
    article_title: str = ""
    published: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim about a document as it comes back from a store: with the article that states it."""

    claim: DocumentClaim
    article_id: str
    article_title: str = ""
    published: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Which facts to take. Empty tuples and None mean "any".

    `entities` keeps facts with one of these ids at either end; `pair` those between the two. A fact is kept by `since`
    and `until` when its date range overlaps them; undated facts then count by the article's date.
    """

    entities: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    relations: tuple[str, ...] = ()
    statuses: tuple[Status, ...] = ()
    since: date | None = None
    until: date | None = None
    min_confidence: float = 0.0
