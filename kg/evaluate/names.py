"""Names folded for comparison, so that "Prime Minister Müller's" and "Muller" are the same."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["folded"]

_OFFICES = ("president", "premier", "minister", "secretary", "chancellor", "king", "queen", "sheikh", "ambassador")
_ONE_WORD = frozenset({"the", "mr", "mrs", "ms", "dr", "general", "he", *_OFFICES})
_TWO_WORDS = frozenset({("prime", "minister"), ("foreign", "minister")})
_POSSESSIVE = re.compile(r"['’`]s\b")
_NO_WORD = re.compile(r"[^\w\s]")


def folded(name: str) -> str:
    """A name without case, accents, possessive, punctuation, and without article and titles at its head."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = _NO_WORD.sub(" ", _POSSESSIVE.sub("", "".join(letters).casefold())).split()
    while dropped := _title_length(words):
        words = words[dropped:]
    return " ".join(words)


def _title_length(words: list[str]) -> int:
    """How many words at the head are a title; 0 where nothing would be left."""
    if len(words) > 1 and words[0] in _ONE_WORD:
        return 1
    return 2 if len(words) > 2 and tuple(words[:2]) in _TWO_WORDS else 0
