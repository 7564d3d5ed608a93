"""The extraction record, a public contract: one JSON object an article (see docs/record.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Article, DateRange, DocumentClaim, Entity, Evidence, Extraction, Fact, Mention, Span

__all__ = ["from_record", "to_record"]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _date_record(when: DateRange | None) -> dict[str, Any]:
    return {
        "date": when.iso() if when else None,
        "date_first": when.first.isoformat() if when else None,
        "date_last": when.last.isoformat() if when and when.last else None,
        "date_text": when.phrase if when else None,
        "date_precision": when.precision if when else None,
        "date_basis": when.basis if when else None,
    }


def _evidence_record(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.span.start, "end": evidence.span.end, "quote": evidence.quote}


def _fact_record(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        **_date_record(fact.when),
        "status": fact.status,
        "attributed_to": fact.attributed_to,
        "place": fact.place,
        "forum": fact.forum,
        "topic": fact.topic,
        "office": fact.office,
        "plover": fact.plover,
        "cameo": fact.cameo,
        "goldstein": fact.goldstein,
        "evidence": _evidence_record(fact.evidence),
        "confidence": fact.confidence,
        "rule": fact.rule,
        "event": fact.event_id or None,
    }


def _claim_record(claim: DocumentClaim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "document": claim.document,
        "detail": claim.detail,
        "value": claim.value,
        **_date_record(claim.when),
        "status": claim.status,
        "attributed_to": claim.attributed_to,
        "by": list(claim.by),
        "evidence": _evidence_record(claim.evidence),
        "confidence": claim.confidence,
        "rule": claim.rule,
    }


def _entity_record(entity: Entity) -> dict[str, Any]:
    found = {
        "id": entity.id,
        "kind": entity.kind,
        "label": entity.label,
        "names": list(entity.names),
        "iso3": entity.iso3,
        "class": entity.cls,
        "same_as": list(entity.same_as),
    }
    if entity.kind == "agreement":
        found |= {"parties": list(entity.parties), "stage": entity.stage, "signed": entity.signed}
    return found


def to_record(extraction: Extraction) -> dict[str, Any]:
    """The record of one article: `article`, `entities`, `mentions`, `facts`, `document_claims`.

    Every key is present, None where unknown; only documents have `parties`, `stage` and `signed`.
    """
    article = extraction.article
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "source": article.source,
        },
        "entities": [_entity_record(e) for e in extraction.entities],
        "mentions": [
            {"start": m.span.start, "end": m.span.end, "kind": m.kind, "entity": m.entity_id}
            for m in extraction.mentions
        ],
        "facts": [_fact_record(f) for f in extraction.facts],
        "document_claims": [_claim_record(c) for c in extraction.document_claims],
    }


def _when(raw: dict[str, Any]) -> DateRange | None:
    first = _day(raw.get("date_first"))
    if first is None:
        return None
    return DateRange(
        first, _day(raw.get("date_last")), raw.get("date_precision") or "day", raw.get("date_text") or "",
        raw.get("date_basis") or "explicit",
    )  # fmt: skip


def _evidence(raw: dict[str, Any]) -> Evidence:
    return Evidence(Span(raw["start"], raw["end"]), raw["quote"])


def _claim(raw: dict[str, Any]) -> DocumentClaim:
    return DocumentClaim(
        **{k: raw.get(k) for k in ("id", "document", "detail", "value", "attributed_to")},  # type: ignore[arg-type]
        evidence=_evidence(raw["evidence"]),
        status=raw.get("status") or "actual",
        when=_when(raw),
        by=tuple(raw.get("by") or ()),
        confidence=raw.get("confidence", 1.0),
        rule=raw.get("rule") or "",
    )


def _entity(raw: dict[str, Any]) -> Entity:
    return Entity(
        raw["id"],
        raw["kind"],
        raw["label"],
        tuple(raw["names"]),
        tuple(raw.get("same_as") or ()),
        raw.get("iso3"),
        raw.get("class"),
        tuple(raw.get("parties") or ()),
        raw.get("stage"),
        raw.get("signed"),
    )


def _fact(raw: dict[str, Any]) -> Fact:
    plain = "id subject relation object attributed_to place forum topic office plover cameo goldstein".split()
    return Fact(
        **{k: raw.get(k) for k in plain},  # type: ignore[arg-type]
        evidence=_evidence(raw["evidence"]),
        status=raw.get("status") or "actual",
        when=_when(raw),
        confidence=raw.get("confidence", 1.0),
        rule=raw.get("rule") or "",
        event_id=raw.get("event") or "",
    )


def from_record(record: dict[str, Any], text: str) -> Extraction:
    """The extraction that a record was made from, given the article's text. Raises KeyError if a key is missing."""
    head = record["article"]
    article = Article(
        head["id"], text, head.get("title") or "", head.get("url"), _day(head.get("published")), head.get("source")
    )
    entities = tuple(map(_entity, record["entities"]))
    mentions = tuple(Mention(Span(m["start"], m["end"]), m["kind"], m["entity"]) for m in record.get("mentions", ()))
    claims = tuple(map(_claim, record.get("document_claims", ())))
    return Extraction(article, entities, mentions, tuple(map(_fact, record["facts"])), claims)
