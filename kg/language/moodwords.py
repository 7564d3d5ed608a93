"""The word lists of data/lexicon/mood.toml."""

from __future__ import annotations

import tomllib
from functools import cache

from kg.language.clauses import Parse
from kg.language.inflect import forms
from kg.resources import resource

__all__ = ["is_among", "mood_words"]


@cache
def _lists() -> dict[str, frozenset[str]]:
    table = tomllib.loads(resource("data/lexicon/mood.toml").read_text("utf-8"))
    return {name: frozenset(words) for name, words in table.items()}


@cache
def _inflected() -> dict[str, frozenset[str]]:
    return {
        name: frozenset(f for word in words if "-" not in word for f in forms(word, "verb"))
        for name, words in _lists().items()
    }


def mood_words(name: str) -> frozenset[str]:
    """The lemmas of one list, by its name ("planning", "coming", ...). Raises KeyError for a name that is not there."""
    return _lists()[name]


def is_among(parse: Parse, i: int, name: str) -> bool:
    """Whether token i is a word of a list; of verbs also by form, as rare ones are lemmatised wrongly."""
    return parse.lemma[i] in _lists()[name] or (parse.tag[i].startswith("VB") and parse.lower[i] in _inflected()[name])
