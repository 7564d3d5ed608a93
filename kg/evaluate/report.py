"""What an evaluation found, and the tables that are counted from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

__all__ = ["MEMBERSHIPS", "Bin", "Expected", "Judged", "Report", "RuleTally", "Share", "Tally", "Verdict"]

Verdict = Literal["right", "repeated", "optional", "wrong"]
MEMBERSHIPS = frozenset({"holdsOffice", "memberOf"})
# Confidences under one half are rare and mean much the same, hence one bin.
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of facts found, wrong and missed. The shares lie in [0, 1] and are 0 where nothing was counted."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Right among all that was judged right or wrong."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Right among all that the gold demands."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many right out of so many."""

    right: int
    total: int

    @property
    def value(self) -> float:
        """The share in [0, 1]; 0 of an empty total."""
        return self.right / self.total if self.total else 0.0


@dataclass(frozen=True, slots=True)
class RuleTally:
    """The facts of one rule by verdict; `right` includes repeated ones."""

    rule: str
    right: int
    wrong: int
    optional: int

    @property
    def precision(self) -> float:
        """Right among right and wrong."""
        return Share(self.right, self.right + self.wrong).value


@dataclass(frozen=True, slots=True)
class Bin:
    """Facts whose stated confidence lies in [low, high): their number, mean confidence, and the share that is right."""

    low: float
    high: float
    facts: int
    stated: float
    right: float


@dataclass(frozen=True, slots=True)
class Judged:
    """An extracted fact and the verdict on it. `subject` and `object` are labels, `quote` the sentence."""

    article: str
    relation: str
    subject: str
    object: str
    quote: str
    rule: str
    confidence: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Expected:
    """A fact that the gold demands, and whether it was found.

    `date` and `status` are the gold's, `date_said` and `status_said` those of the fact found ("" where it has none).
    `date_right` is None if the fact was missed or the gold gives no date; `status_right` is None if it was missed.
    """

    article: str
    relation: str
    subject: str
    object: str
    evidence: str
    date: str | None
    status: str
    found: bool
    date_said: str = ""
    status_said: str = ""
    date_right: bool | None = None
    status_right: bool | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """An evaluation.

    `articles` are the ids of the annotated articles, `absent` those without extraction. `judged` and `expected` hold
    the relations of the guidelines; `further_judged` and `further_expected` the others, for articles in which those
    are annotated.
    """

    articles: tuple[str, ...]
    absent: tuple[str, ...]
    entities: Share
    judged: tuple[Judged, ...]
    expected: tuple[Expected, ...]
    further_judged: tuple[Judged, ...] = ()
    further_expected: tuple[Expected, ...] = ()

    @property
    def facts(self) -> Tally:
        """All relations together."""
        return _tally(self.judged, self.expected, lambda relation: True)

    @property
    def events(self) -> Tally:
        """All but offices and memberships."""
        return _tally(self.judged, self.expected, lambda relation: relation not in MEMBERSHIPS)

    @property
    def relations(self) -> dict[str, Tally]:
        """Each relation that was demanded or wrongly found, sorted by name."""
        return _by_relation(self.judged, self.expected)

    @property
    def further(self) -> dict[str, Tally]:
        """Each relation outside the guidelines that was demanded or wrongly found, sorted by name."""
        return _by_relation(self.further_judged, self.further_expected)

    @property
    def macro_f1(self) -> float:
        """The mean of the relations' F1, each relation weighing the same."""
        rows = self.relations.values()
        return sum(round(row.f1, 4) for row in rows) / len(rows) if rows else 0.0

    @property
    def dates(self) -> Share:
        """Right dates among the facts found for which the gold gives one."""
        return _share(fact.date_right for fact in self.expected)

    @property
    def statuses(self) -> Share:
        """Right statuses among the facts found."""
        return _share(fact.status_right for fact in self.expected)

    @property
    def rules(self) -> tuple[RuleTally, ...]:
        """Each rule, sorted by name."""
        counts = Counter((fact.rule, fact.verdict) for fact in (*self.judged, *self.further_judged))
        return tuple(
            RuleTally(r, counts[r, "right"] + counts[r, "repeated"], counts[r, "wrong"], counts[r, "optional"])
            for r in sorted({rule for rule, _ in counts})
        )

    @property
    def reliability(self) -> tuple[Bin, ...]:
        """Stated confidence against the share right. Optional facts are left out; empty bins, too."""
        return tuple(filter(None, (self._bin(*edges) for edges in zip(_EDGES, (*_EDGES[1:], 1.01), strict=True))))

    def _bin(self, low: float, high: float) -> Bin | None:
        inside = [f for f in self.judged if low <= f.confidence < high and f.verdict != "optional"]
        if not inside:
            return None
        right = sum(fact.verdict != "wrong" for fact in inside)
        stated = sum(fact.confidence for fact in inside) / len(inside)
        return Bin(low, min(high, 1.0), len(inside), stated, right / len(inside))

    @property
    def missed(self) -> tuple[Expected, ...]:
        """The demanded facts that were not found, in the order of the gold."""
        return tuple(fact for fact in self.expected if not fact.found)

    @property
    def misdated(self) -> tuple[Expected, ...]:
        """The demanded facts that were found with another date or without one."""
        return tuple(fact for fact in self.expected if fact.date_right is False)

    @property
    def misjudged(self) -> tuple[Expected, ...]:
        """The demanded facts that were found with another status."""
        return tuple(fact for fact in self.expected if fact.status_right is False)

    @property
    def wrong(self) -> tuple[Judged, ...]:
        """The extracted facts that the gold does not have, in the order of the extraction."""
        return tuple(fact for fact in self.judged if fact.verdict == "wrong")


def _share(verdicts: Iterable[bool | None]) -> Share:
    counted = [verdict for verdict in verdicts if verdict is not None]
    return Share(sum(counted), len(counted))


def _tally(judged: Iterable[Judged], expected: Iterable[Expected], take: Callable[[str], bool]) -> Tally:
    asked = Counter(fact.found for fact in expected if take(fact.relation))
    return Tally(asked[True], sum(f.verdict == "wrong" and take(f.relation) for f in judged), asked[False])


def _by_relation(judged: tuple[Judged, ...], expected: tuple[Expected, ...]) -> dict[str, Tally]:
    names = {f.relation for f in judged if f.verdict == "wrong"} | {f.relation for f in expected}
    return {name: _tally(judged, expected, name.__eq__) for name in sorted(names)}
