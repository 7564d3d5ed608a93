"""What an article says of its documents: their parties and stages, each with its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.extract.dating import tokens_of
from kg.extract.parties import has_parties, parties_named, party_of
from kg.extract.quotes import digest, evidence_at
from kg.extract.stages import StageRead, find_listed, find_stages
from kg.extract.status import attribution
from kg.extract.units import Reading
from kg.language.dates import find_dates
from kg.model import DocumentClaim, Fact

__all__ = ["document_claims"]

_TITLED = 0.8  # confidence that a state named in or behind a title is a party


def document_claims(reading: Reading, facts: Iterable[Fact]) -> tuple[DocumentClaim, ...]:
    """The claims about the documents of an article: each party once, and each stage once a sentence."""
    best: dict[tuple[str, ...], DocumentClaim] = {}
    for claim in (*_staged(reading), *_signed(reading, facts), *_titled(reading)):
        place = str(claim.evidence.span.start) if claim.detail == "stage" else ""
        key = (claim.document, claim.detail, claim.value, claim.status, place)
        if key not in best or claim.confidence > best[key].confidence:
            best[key] = claim
    return tuple(sorted(best.values(), key=lambda c: (c.evidence.span, c.document, c.detail, c.value, c.id)))


def _claim(reading: Reading, document: str, value: str, token: int, *, sure: float, rule: str) -> DocumentClaim:
    return DocumentClaim(
        digest(reading.article.id, "document", document, value, str(reading.parse.starts[token])),
        document, "party", value, evidence_at(reading, token), confidence=sure, rule=rule,
    )  # fmt: skip


def _staged(reading: Reading) -> Iterator[DocumentClaim]:
    dates = tokens_of(reading, find_dates(reading.parse.text, reading.article.published))
    for read in (*find_stages(reading, dates), *find_listed(reading)):
        by = tuple(dict.fromkeys(p for unit in read.by for e in unit.ids if (p := party_of(reading, e))))
        for document in read.what.ids:
            claim = _claim(
                reading, document, read.sign.stage, read.token, sure=read.sign.sure, rule=f"stage.{read.sign.pos}"
            )
            told = replace(claim, status=read.status, when=read.when, attributed_to=attribution(reading, read.token))
            yield replace(told, detail="stage", by=tuple(sorted(by)))
            if has_parties(reading, document) and read.sign.stage in ("negotiated", "signed"):
                yield from (_party(reading, told, read, party) for party in by)


def _party(reading: Reading, told: DocumentClaim, read: StageRead, party: str) -> DocumentClaim:
    claim = _claim(reading, told.document, party, read.token, sure=told.confidence, rule="party.deed")
    return replace(claim, status=told.status, attributed_to=told.attributed_to)


def _signed(reading: Reading, facts: Iterable[Fact]) -> Iterator[DocumentClaim]:
    """Who signs a document is a party to it, and so are those who issue one together."""
    facts = list(facts)
    for fact in facts:
        if fact.relation not in ("signs", "issues") or not has_parties(reading, fact.object):
            continue
        shared = {f.subject for f in facts if (f.relation, f.object) == ("issues", fact.object)}
        party = party_of(reading, fact.subject)
        if party and (fact.relation == "signs" or len(shared) > 1):
            yield DocumentClaim(
                digest(reading.article.id, "document", fact.object, party, str(fact.evidence.span.start)),
                fact.object, "party", party, fact.evidence, fact.status, None, fact.attributed_to,
                confidence=fact.confidence, rule=f"party.{fact.relation}",
            )  # fmt: skip


def _titled(reading: Reading) -> Iterator[DocumentClaim]:
    for index, what in enumerate(reading.units):
        if what.ids and reading.unit_at[what.start] == index and what.start not in reading.skip:
            document = what.ids[0]
            if reading.registry.kind(document) == "agreement" and has_parties(reading, document):
                for party in parties_named(reading, what):
                    yield _claim(reading, document, party, what.start, sure=_TITLED, rule="party.title")
