"""The word lists of data/lexicon/mood.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from kg.resources import resource

__all__ = ["mood_words"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads(resource("data/lexicon/mood.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


def mood_words(name: str) -> frozenset[str]:
    """The lemmas of one list, by its name ("planning", "coming", ...). Raises KeyError for a name that is not there."""
    return _lists()[name]
