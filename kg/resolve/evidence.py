"""Reasons for and against two entities being one, in points that can be read and added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["THRESHOLD", "Evidence", "Link", "total"]

THRESHOLD = 6
"""Points from which two entities count as one."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for (`points` over 0) or against (under 0) two being one."""

    points: int
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two profiles that are one, by id, with the points that say so."""

    one: str
    other: str
    points: int


def total(evidence: Iterable[Evidence]) -> int:
    """The sum of the points."""
    return sum(item.points for item in evidence)
