"""General titles of documents: those that tell a kind and a subject, but not whose document it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache

from kg.resources import resource

__all__ = ["is_general_title"]

_SMALL = frozenset("a an and by for in of on the to towards with concerning regarding between its their".split())
_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d+")


@cache
def _words() -> frozenset[str]:
    table = tomllib.loads(resource("data/lexicon/titles.toml").read_text("utf-8"))
    return frozenset(table["kinds"]) | frozenset(table["words"]) | _SMALL


def is_general_title(title: str) -> bool:
    """Whether a title could be that of many documents: "Free Trade Agreement", "National Security Strategy".

    A name, a number or an unusual word makes it the title of one: "Sydney Declaration", "Agenda 2063".
    """
    words = _WORD.findall(title)
    return bool(words) and all(_is_general(word.casefold()) for word in words)


def _is_general(word: str) -> bool:
    known = _words()
    plain = word.removesuffix("'s").removesuffix("’s")
    return plain in known or plain.removesuffix("s") in known or (plain.endswith("ies") and plain[:-3] + "y" in known)
