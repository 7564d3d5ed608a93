"""Whether what the entity recogniser takes for a body is one that can act.

Recognisers call every unknown capitalised phrase a body: members of a body ("NATO Allies"), two bodies joined by a
hyphen ("NATO-EU"), a government by its long name ("Government of Spain"), a weapon, or the bare word "Council". Without
the guess, the names inside it and the nouns around it are read as what they are.
"""

from __future__ import annotations

from kg.extract.spans import Span
from kg.extract.units import Reading
from kg.lexicon import fold, name_words

__all__ = ["is_body"]

_LABELS = frozenset({"ORG", "LOC", "GPE", "FAC"})
_MEMBERS = frozenset(
    "ally allies partner partners nation nations country countries state states leader leaders member members official "
    "officials minister ministers ambassador ambassadors government governments people peoples citizen citizens".split()
)
_GOVERNMENTS = frozenset("government governments administration authorities regime leadership".split())
_NAMED_STATES = frozenset({"united states", "united nations"})
# Words that name a body only together with others: alone they repeat one that was named before.
_BARE = frozenset(
    "council commission committee government governments administration parliament senate congress ministry department "
    "embassy assembly alliance organization organisation union bloc forum agency court army navy force forces close "
    "new joint national federal central western eastern transatlantic coalition party bank summit delegation "
    "side".split()
)
_HYPHENS = frozenset({"-", "–", "—"})


def is_body(reading: Reading, span: Span, known: list[Span]) -> bool:
    """Whether a guessed span with this label may stand; spans of other labels are not judged."""
    if span.label not in _LABELS or span.forms:
        return True
    words = [fold(word) for word in reading.parse.word[span.start : span.end]]
    if " ".join(words) in _NAMED_STATES:
        return True
    inside = [k for k in known if span.start <= k.start and k.end <= span.end]
    if words[0] in _GOVERNMENTS or (words[-1] in _GOVERNMENTS and (inside or _are_surnames(words[:-1]))):
        return False
    if words[-1] in _MEMBERS and (inside or len(words) <= 2):
        return False
    if set(words) <= _BARE or words[0].removesuffix("s") in name_words().arms:
        return False
    return not _is_pair(words, inside, span)


def _are_surnames(words: list[str]) -> bool:
    """The persons after whom a government is called: "Biden-Harris Administration"."""
    names = [part for word in words for part in word.split("-") if part]
    return bool(names) and name_words().last.issuperset(names)


def _is_pair(words: list[str], inside: list[Span], span: Span) -> bool:
    """Two names with a hyphen between them and nothing more: "NATO-EU", "U.S.–Fiji"."""
    named = {i for k in inside for i in range(k.start, k.end)}
    rest = [w for i, w in enumerate(words, span.start) if i not in named]
    return len(inside) > 1 and bool(rest) and _HYPHENS.issuperset(rest)
