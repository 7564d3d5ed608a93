"""What the lookups return: frozen dataclasses of plain values, which print as tables, JSON and CSV alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

__all__ = [
    "AgreementRow",
    "ArticleRow",
    "DocumentRow",
    "EntityView",
    "FactRow",
    "HitRow",
    "MemberRow",
    "Reason",
    "RelationRow",
    "StatRow",
    "TieRow",
]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact as one sentence states it. `date` is as precise as known, None if the sentence gives none."""

    id: str
    date: str | None
    published: Day | None
    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    status: str
    attributed_to: str | None
    place: str | None
    forum: str | None
    topic: str | None
    office: str | None
    confidence: float
    article: str
    title: str
    quote: str

    @property
    def day(self) -> str:
        """The date for people: that of the fact, else that of the article with a leading "by"."""
        return self.date or (f"by {self.published.isoformat()}" if self.published else "undated")


@dataclass(frozen=True, slots=True)
class RelationRow:
    """The facts of one relation between two entities, summed up. `fact` is the id of the one most certain."""

    subject: str
    subject_label: str
    relation: str
    object: str
    object_label: str
    status: str
    first: str | None
    last: str | None
    facts: int
    articles: int
    confidence: float
    fact: str


@dataclass(frozen=True, slots=True)
class TieRow:
    """How often one entity and a relation go together; `direction` is "out" if the entity is the subject, else "in"."""

    relation: str
    direction: str
    other: str
    other_label: str
    facts: int


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One sentence saying who is a party to a document or what stage it has reached; `by` took it there, by id."""

    id: str
    date: str | None
    published: Day | None
    document: str
    document_label: str
    detail: str
    value: str
    value_label: str
    by: tuple[str, ...]
    status: str
    attributed_to: str | None
    confidence: float
    article: str
    quote: str

    @property
    def day(self) -> str:
        """The date for people: that of the claim, else that of the article with a leading "by"."""
        return self.date or (f"by {self.published.isoformat()}" if self.published else "undated")


@dataclass(frozen=True, slots=True)
class EntityView:
    """An entity with what the store knows of it. `first` and `last` are the earliest and latest dates of its facts.

    A document has `parties`, `stage` and `signed` as articles say, else as the word lists know; `claims` are the
    sentences behind them.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...]
    cls: str | None
    iso3: str | None
    same_as: tuple[str, ...]
    facts: int
    articles: int
    first: str | None
    last: str | None
    offices: tuple[MemberRow, ...]
    memberships: tuple[MemberRow, ...]
    ties: tuple[TieRow, ...]
    parties: tuple[str, ...] = ()
    stage: str | None = None
    signed: str | None = None
    claims: tuple[DocumentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberRow:
    """Somebody in a body or office. `source` is "article" (then `fact` names the fact) or "background".

    `since` and `until` are the dates of joining and leaving where known; `status` is "member", "observer", "former" ...
    """

    member: str
    member_label: str
    body: str
    body_label: str
    office: str | None
    status: str
    since: str | None
    until: str | None
    source: str
    fact: str | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """A document with those who signed, issued, joined or left it, by id.

    `parties`, `signed` (ISO date of any precision) and `stage` are what the articles come to, the names with `known_`
    what the word lists know. `claim` is the id of the latest sentence about the stage. `status` is "actual" where
    something has been done or said of the document as a fact.
    """

    id: str
    label: str
    cls: str | None
    date: str | None
    signed_by: tuple[str, ...]
    issued_by: tuple[str, ...]
    joined_by: tuple[str, ...]
    left_by: tuple[str, ...]
    parties: tuple[str, ...]
    signed: str | None
    stage: str | None
    known_parties: tuple[str, ...]
    known_signed: str | None
    known_stage: str | None
    status: str
    facts: int
    articles: int
    claim: str | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a fact is in the graph: the sentence, with the spans of the names of both ends in it, and where it stands.

    `marks` are half-open offsets into `quote`; `start` and `end` offsets of the quote in the article's text.
    """

    fact: FactRow
    url: str | None
    source: str | None
    start: int
    end: int
    marks: tuple[tuple[int, int], ...]
    rule: str
    date_text: str | None
    date_basis: str | None
    event: str
    plover: str | None
    cameo: str | None
    goldstein: float | None


@dataclass(frozen=True, slots=True)
class HitRow:
    """What a search found: `what` is "entity", "fact" or "article"."""

    what: str
    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in the store."""

    id: str
    published: Day | None
    title: str
    source: str | None
    url: str | None
    facts: int


@dataclass(frozen=True, slots=True)
class StatRow:
    """One count: `what` is the group ("entities"), `name` the member of it ("state")."""

    what: str
    name: str
    count: int
