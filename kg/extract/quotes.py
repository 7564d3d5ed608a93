"""The sentence behind a fact, and the id that it gets."""

from __future__ import annotations

import hashlib

from kg.extract.units import Reading
from kg.model import Evidence, Span

__all__ = ["digest", "evidence_at"]


def digest(*parts: str) -> str:
    """A short, stable id made from these parts."""
    return hashlib.sha1("\x1f".join(parts).encode()).hexdigest()[:16]


def evidence_at(reading: Reading, token: int) -> Evidence:
    """The sentence of a token, without white space around it."""
    start, end = reading.parse.sents[reading.parse.sent[token]]
    while end - 1 > start and reading.parse.word[end - 1].isspace():
        end -= 1
    while start < end - 1 and reading.parse.word[start].isspace():
        start += 1
    a, b = reading.parse.starts[start], reading.parse.ends[end - 1]
    return Evidence(Span(a, b), reading.parse.text[a:b])
