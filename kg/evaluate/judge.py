"""Hold extractions against gold facts.

A fact is right when its relation is the gold's and each end carries a name of an acceptable gold entity, in either
direction for symmetric relations. A second fact that matches only gold facts already found is repeated and counts
neither way; so does one that matches an optional gold fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.evaluate.gold import Gold, GoldFact
from kg.evaluate.names import folded
from kg.evaluate.report import Expected, Judged, Report, Share, Verdict
from kg.lexicon import relations
from kg.model import Entity, Extraction, Fact

__all__ = ["evaluate"]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Verdicts on the facts of one article, and which gold facts were found by which of them."""

    judged: tuple[Judged, ...]
    expected: tuple[Expected, ...]


def evaluate(golds: Sequence[Gold], extractions: Iterable[Extraction]) -> Report:
    """Hold `extractions` against `golds`, matched by article id; of two extractions of one article the later counts.

    Extractions of other articles are read over. An article without extraction counts as one in which nothing was found.
    """
    ready = {extraction.article.id: extraction for extraction in extractions}
    sheets: list[_Sheet] = []
    further: list[_Sheet] = []
    seen = total = 0
    for gold in golds:
        extraction = ready.get(gold.article)
        names = {entity.id: _names(entity) for entity in extraction.entities} if extraction else {}
        total += len({entity.key for entity in gold.entities})
        seen += len({e.key for e in gold.entities if any(e.names & known for known in names.values())})
        sheets.append(_sheet(gold, gold.facts, extraction, names, numbered=True))
        if gold.further is not None:
            further.append(_sheet(gold, gold.further, extraction, names, numbered=False))
    return Report(
        articles=tuple(gold.article for gold in golds),
        absent=tuple(gold.article for gold in golds if gold.article not in ready),
        entities=Share(seen, total),
        judged=tuple(fact for sheet in sheets for fact in sheet.judged),
        expected=tuple(fact for sheet in sheets for fact in sheet.expected),
        further_judged=tuple(fact for sheet in further for fact in sheet.judged),
        further_expected=tuple(fact for sheet in further for fact in sheet.expected),
    )


def _names(entity: Entity) -> frozenset[str]:
    return frozenset(folded(name) for name in (entity.label, *entity.names) if name) - {""}


def _sheet(
    gold: Gold,
    demanded: tuple[GoldFact, ...],
    extraction: Extraction | None,
    names: dict[str, frozenset[str]],
    *,
    numbered: bool,
) -> _Sheet:
    """Judge the facts whose relation is (or, not `numbered`, is not) one of the guidelines'."""
    table = relations()
    labels = {entity.id: entity.label for entity in extraction.entities} if extraction else {}
    found: dict[int, Fact] = {}
    judged = []
    for fact in extraction.facts if extraction else ():
        if fact.relation not in table or table[fact.relation].gold is not numbered:
            continue
        verdict = _verdict(gold, demanded, fact, names, found)
        ends = labels.get(fact.subject, fact.subject), labels.get(fact.object, fact.object)
        quote = fact.evidence.quote
        judged.append(Judged(gold.article, fact.relation, *ends, quote, fact.rule, fact.confidence, verdict))
    expected = tuple(_expected(gold, fact, found.get(number)) for number, fact in enumerate(demanded))
    return _Sheet(tuple(judged), expected)


def _verdict(
    gold: Gold,
    demanded: tuple[GoldFact, ...],
    fact: Fact,
    names: dict[str, frozenset[str]],
    found: dict[int, Fact],
) -> Verdict:
    """The verdict on `fact`; where it is right, it is noted in `found` under the number of the gold fact."""
    hits = [number for number, wanted in enumerate(demanded) if _fits(gold, wanted, fact, names)]
    if hits:
        fresh = next((number for number in hits if number not in found), None)
        if fresh is None:
            return "repeated"
        found[fresh] = fact
        return "right"
    return "optional" if any(_fits(gold, wanted, fact, names) for wanted in gold.optional) else "wrong"


def _fits(gold: Gold, wanted: GoldFact, fact: Fact, names: dict[str, frozenset[str]]) -> bool:
    if wanted.relation != fact.relation:
        return False
    subject, object_ = names.get(fact.subject, frozenset()), names.get(fact.object, frozenset())
    first, second = gold.accepted(wanted.subject), gold.accepted(wanted.object)
    if subject & first and object_ & second:
        return True
    return relations()[fact.relation].symmetric and bool(subject & second and object_ & first)


def _expected(gold: Gold, wanted: GoldFact, fact: Fact | None) -> Expected:
    ends = wanted.subject[0], wanted.object[0]
    head = (gold.article, wanted.relation, *ends, wanted.evidence, wanted.date, wanted.status)
    if fact is None:
        return Expected(*head, found=False)
    said = fact.when.iso() if fact.when else ""
    date_right = _same_date(wanted.date, said) if wanted.date else None
    return Expected(*head, True, said, fact.status, date_right, fact.status == wanted.status)


def _same_date(wanted: str, said: str) -> bool:
    """Whether the date said is the one wanted or more precise, or its month."""
    return said.startswith(wanted) or (len(said) >= 7 and wanted.startswith(said))
