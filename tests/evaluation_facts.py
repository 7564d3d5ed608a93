"""Gold facts and extractions built by hand, for the tests of the evaluation."""

from __future__ import annotations

import json
from collections.abc import Sequence

from kg.evaluate import Gold, GoldEntity, GoldFact
from kg.model import Article, DateRange, Entity, Evidence, Extraction, Fact, Span, Status

PERU = GoldEntity("per", "state", frozenset({"peru"}))
OMAN = GoldEntity("omn", "state", frozenset({"oman"}))
TASSARA = GoldEntity("tas", "person", frozenset({"elvira tassara", "tassara"}))


def gold(*facts: GoldFact, optional: Sequence[GoldFact] = (), further: tuple[GoldFact, ...] | None = None) -> Gold:
    return Gold("a", (PERU, OMAN, TASSARA), facts, tuple(optional), further)


def wanted(relation: str, subject: str, object_: str, day: str | None = None, status: str = "actual") -> GoldFact:
    return GoldFact(relation, tuple(subject.split("/")), tuple(object_.split("/")), "as the text says", day, status)


def found(
    subject: str,
    relation: str,
    object_: str,
    *,
    when: DateRange | None = None,
    status: Status = "actual",
    rule: str = "some.rule",
    confidence: float = 0.75,
    plover: str | None = None,
) -> Fact:
    evidence = Evidence(Span(0, 4), "Peru")
    return Fact(
        "f", subject, relation, object_, evidence, status, when, rule=rule, confidence=confidence, plover=plover
    )


def extraction(*facts: Fact, article: str = "a") -> Extraction:
    entities = (
        Entity("state/PER", "state", "Peru", ("Peru",), iso3="PER"),
        Entity("state/OMN", "state", "Oman", ("The Oman's",), iso3="OMN"),
        Entity("person/tassara", "person", "Elvira Tassara", ("Minister Tassara",), iso3="PER"),
    )
    return Extraction(Article(article, "Peru"), entities, (), facts)


def plover_line(type_: str, source: str, target: str) -> str:
    parties = [[{"code": code} for code in codes.split()] for codes in (source, target)]
    record = {"id": "a", "text": "Peru", "event": type_, "source": parties[0], "target": parties[1]}
    return json.dumps(record) + "\n"
