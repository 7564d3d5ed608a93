"""Grades candidates: the chance that a careful reader would write the fact down.

A logistic model over named features, trained on annotated articles by `training/grader.py` and shipped as
`data/models/grader/grader.json` (weights by feature name, so that every grade can be explained).
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.features import features
from kg.extract.units import Reading
from kg.lexicon import relations
from kg.resources import resource

if TYPE_CHECKING:
    from kg.extract.facts import Draft

__all__ = ["Grader", "grader", "is_brief"]

# A text of so few sentences is the lead of a report: it is about its event, and a rule that fits needs no grade.
_BRIEF = 3
_DISOWNED = frozenset({"gov:deny", "gov:refute", "gov:dispute", "gov:rebut"})
_HEDGES = frozenset({"modal", "if", "neg", "gov-modal", "gov-if", "gov-neg"})


@dataclass(frozen=True, slots=True)
class Grader:
    """Weights by feature, and the least confidence a fact of each relation needs to be kept."""

    weights: dict[str, float]
    bias: float
    thresholds: dict[str, float]
    default: float = 0.5

    def threshold(self, relation: str) -> float:
        """The least confidence at which a fact of the relation is kept."""
        return self.thresholds.get(relation, self.default)

    def grade(self, reading: Reading, drafts: list[Draft]) -> list[float]:
        """The confidence of each draft, in (0, 1)."""
        brief = is_brief(reading)
        rows = zip(drafts, features(reading, drafts), strict=True)
        return [self._score(draft, names, brief) for draft, names in rows]

    def _score(self, draft: Draft, names: list[str], brief: bool) -> float:
        """The grade by weights, raised to what the trigger promises of itself."""
        trigger, score = draft.candidate.trigger, 0.0
        if draft.candidate.signs & _DISOWNED:
            return 0.0  # "denied that it had accused": what somebody denies is not what the text states
        graded = relations()[trigger.relation].gold
        if graded:
            get = self.weights.get
            score = 1 / (1 + math.exp(-sum([get(name, 0.0) for name in names], self.bias)))
        if trigger.floor is not None and draft.candidate.fits and not draft.candidate.signs & _HEDGES:
            score = max(score, trigger.floor)
        if trigger.sure is not None and (brief or not graded):
            score = max(score, trigger.sure)
        return score


@cache
def grader() -> Grader:
    """The shipped grader."""
    raw = json.loads(resource("data/models/grader/grader.json").read_text("utf-8"))
    return Grader(raw["weights"], raw["bias"], raw["thresholds"], raw["default"])


def is_brief(reading: Reading) -> bool:
    """Whether a text is no more than the lead of a report."""
    return len(reading.parse.sents) <= _BRIEF
