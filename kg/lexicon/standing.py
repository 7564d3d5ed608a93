"""Where a document stands, summed up from what is said of it: parties, stage, day of signature."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from kg.lexicon.stages import reached
from kg.lexicon.tables import lexicon
from kg.model import DocumentClaim, Entity

__all__ = ["with_standing"]

_MANY = 4  # parties above which a document outlives the withdrawal of one


def with_standing(document: Entity, told: Iterable[tuple[DocumentClaim, date | None]]) -> Entity:
    """A document with the parties, stage and date that claims come to; each claim comes with the date of its article.

    Claims about other documents are passed over. What is planned or denied does not count, and what one of many parties
    does (ratifies, suspends, withdraws) does not change the stage of the document.
    """
    actual = [(c, published) for c, published in told if c.document == document.id and c.status == "actual"]
    parties = tuple(sorted({claim.value for claim, _ in actual if claim.detail == "party"}))
    many = _has_many(document.id, parties)
    stages = [(c, day) for c, day in actual if c.detail == "stage" and not (many and _is_of_one(c))]
    days = [c.when.iso() for c, _ in stages if c.value == "signed" and c.when]
    stage = reached((c.value, c.when.first if c.when else None, day) for c, day in stages)
    return replace(document, parties=parties, stage=stage, signed=min(days, default=None))


def _has_many(document: str, parties: tuple[str, ...]) -> bool:
    """Whether a document has many parties, as those have of which the word list names none."""
    known = lexicon().documents.get(document)
    return (not known.parties or len(known.parties) > _MANY) if known else len(parties) > _MANY


def _is_of_one(claim: DocumentClaim) -> bool:
    return bool(claim.by) and claim.value in ("ratified", "suspended", "withdrawn")
