"""Stretches of tokens that may be names, and the choice among those that overlap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from kg.extract.units import Reading
from kg.lexicon import Form

__all__ = ["Span", "choose", "gazetteer_spans"]


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `start:end`: a form of the gazetteer with its readings, or a guess with the label of its kind."""

    start: int
    end: int
    forms: tuple[Form, ...]
    label: str


def gazetteer_spans(reading: Reading) -> list[Span]:
    """The known names of the text that begin and end with a word."""
    starts, ends = reading.parse.starts, reading.parse.ends
    spans = []
    for hit in reading.lexicon.gazetteer.find(reading.parse.text):
        start = bisect_right(starts, hit.start) - 1
        end = bisect_left(starts, hit.end)
        whole = start >= 0 and starts[start] == hit.start and ends[end - 1] <= hit.end + 1
        if whole:
            spans.append(Span(start, end, hit.forms, ""))
    return spans


def choose(spans: list[Span]) -> list[Span]:
    """Spans that do not overlap, in the order of the text: longer before shorter, known before guessed."""
    ranked = sorted(spans, key=lambda s: (not _sure(s), s.start - s.end, not s.forms, s.start, s.label))
    taken: set[int] = set()
    chosen: dict[tuple[int, int], Span] = {}
    for span in ranked:
        key = (span.start, span.end)
        if key in chosen:
            if span.label and not chosen[key].label:
                chosen[key] = Span(span.start, span.end, chosen[key].forms, span.label)
            continue
        cells = range(span.start, span.end)
        if taken.isdisjoint(cells):
            taken.update(cells)
            chosen[key] = span
    return sorted(chosen.values(), key=lambda s: s.start)


def _sure(span: Span) -> bool:
    """A person known by full name is never part of a longer guess."""
    return span.end - span.start > 1 and any(f.entity_id.startswith("person/") for f in span.forms)
