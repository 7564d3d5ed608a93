"""The extraction record, a public contract: one JSON object an article (see docs/record.md)."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Article, DateRange, Entity, Evidence, Extraction, Fact, Mention, Span

__all__ = ["from_record", "to_record"]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _fact_record(fact: Fact) -> dict[str, Any]:
    when = fact.when
    return {
        "id": fact.id,
        "subject": fact.subject,
        "relation": fact.relation,
        "object": fact.object,
        "date": when.iso() if when else None,
        "date_first": when.first.isoformat() if when else None,
        "date_last": when.last.isoformat() if when and when.last else None,
        "date_text": when.phrase if when else None,
        "date_precision": when.precision if when else None,
        "date_basis": when.basis if when else None,
        "status": fact.status,
        "attributed_to": fact.attributed_to,
        "place": fact.place,
        "forum": fact.forum,
        "topic": fact.topic,
        "office": fact.office,
        "plover": fact.plover,
        "cameo": fact.cameo,
        "goldstein": fact.goldstein,
        "evidence": {"start": fact.evidence.span.start, "end": fact.evidence.span.end, "quote": fact.evidence.quote},
        "confidence": fact.confidence,
        "rule": fact.rule,
        "event": fact.event_id or None,
    }


def to_record(extraction: Extraction) -> dict[str, Any]:
    """The record of one article: `article`, `entities`, `mentions`, `facts`; every key present, None where unknown."""
    article = extraction.article
    return {
        "article": {
            "id": article.id,
            "title": article.title,
            "url": article.url,
            "published": article.published.isoformat() if article.published else None,
            "source": article.source,
        },
        "entities": [
            {
                "id": e.id,
                "kind": e.kind,
                "label": e.label,
                "names": list(e.names),
                "iso3": e.iso3,
                "class": e.cls,
                "same_as": list(e.same_as),
            }
            for e in extraction.entities
        ],
        "mentions": [
            {"start": m.span.start, "end": m.span.end, "kind": m.kind, "entity": m.entity_id}
            for m in extraction.mentions
        ],
        "facts": [_fact_record(f) for f in extraction.facts],
    }


def _when(raw: dict[str, Any]) -> DateRange | None:
    first = _day(raw.get("date_first"))
    if first is None:
        return None
    return DateRange(
        first, _day(raw.get("date_last")), raw.get("date_precision") or "day", raw.get("date_text") or "",
        raw.get("date_basis") or "explicit",
    )  # fmt: skip


def _fact(raw: dict[str, Any]) -> Fact:
    evidence = raw["evidence"]
    plain = "id subject relation object attributed_to place forum topic office plover cameo goldstein".split()
    return Fact(
        **{k: raw.get(k) for k in plain},  # type: ignore[arg-type]
        evidence=Evidence(Span(evidence["start"], evidence["end"]), evidence["quote"]),
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
    entities = tuple(
        Entity(
            e["id"],
            e["kind"],
            e["label"],
            tuple(e["names"]),
            tuple(e.get("same_as") or ()),
            e.get("iso3"),
            e.get("class"),
        )
        for e in record["entities"]
    )
    mentions = tuple(Mention(Span(m["start"], m["end"]), m["kind"], m["entity"]) for m in record.get("mentions", ()))
    return Extraction(article, entities, mentions, tuple(_fact(f) for f in record["facts"]))
