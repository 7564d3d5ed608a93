"""Two evaluations of the same gold: what the later one gained and lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.evaluate.report import Expected, Judged, Report

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Demanded facts found only after (`gained`) or only before (`lost`), wrong facts only after (`new_wrong`) or only
    before (`gone_wrong`). What only one of the reports can know is left out: demanded facts that the other did not
    demand, and wrong facts of articles that it did not hold."""

    gained: tuple[Expected, ...]
    lost: tuple[Expected, ...]
    new_wrong: tuple[Judged, ...]
    gone_wrong: tuple[Judged, ...]


def compare(before: Report, after: Report) -> Comparison:
    """What changed from one report to another, in the order of the reports."""
    was, now = _found(before), _found(after)
    old, new = _wrong(before), _wrong(after)
    return Comparison(
        gained=tuple(fact for key, fact in now.items() if fact.found and key in was and not was[key].found),
        lost=tuple(fact for key, fact in now.items() if not fact.found and key in was and was[key].found),
        new_wrong=tuple(fact for key, fact in new.items() if key not in old and fact.article in before.articles),
        gone_wrong=tuple(fact for key, fact in old.items() if key not in new and fact.article in after.articles),
    )


def _found(report: Report) -> dict[tuple[str, ...], Expected]:
    def rows() -> Iterable[tuple[tuple[str, ...], Expected]]:
        for fact in (*report.expected, *report.further_expected):
            yield (fact.article, fact.relation, fact.subject, fact.object, fact.evidence), fact

    return dict(rows())


def _wrong(report: Report) -> dict[tuple[str, ...], Judged]:
    """By article, relation and ends only: the same wrong fact from another sentence is no news."""
    return {
        (fact.article, fact.relation, fact.subject, fact.object): fact
        for fact in (*report.judged, *report.further_judged)
        if fact.verdict == "wrong"
    }
