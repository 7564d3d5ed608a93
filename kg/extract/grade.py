"""Grades candidates: the chance that a careful reader would write the fact down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.extract.units import Reading

if TYPE_CHECKING:
    from kg.extract.facts import Draft

__all__ = ["Grader"]


class Grader:
    """Rules alone."""

    def threshold(self, relation: str) -> float:
        return 0.5

    def grade(self, reading: Reading, drafts: list[Draft]) -> list[float]:
        out = []
        for d in drafts:
            c = d.candidate
            ok = c.fits and len(c.path) <= 3 and not c.signs & {"modal", "if"} and d.status != "denied"
            out.append(0.7 if ok else 0.2)
        return out
