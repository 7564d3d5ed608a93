"""What the lexicon knows beforehand about entities: never stated by an article, so kept in a graph of its own."""

from __future__ import annotations

from pyoxigraph import Triple

__all__ = ["background"]


def background(entities: frozenset[str]) -> list[Triple]:
    """The triples about these entities and the members of the United Nations."""
    return []
