"""Where a trigger applies: its word in any form, with the particle, the object and the neighbours that it asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.language.clauses import Parse
from kg.language.inflect import forms
from kg.lexicon import Trigger, triggers

__all__ = ["applies", "entries"]

_BEFORE, _AFTER = 8, 14  # tokens around a trigger in which the words that it needs or bars are looked for


@cache
def _index() -> dict[str, tuple[tuple[Trigger, str], ...]]:
    """Triggers by every form of their first word: rare verbs are often lemmatised wrongly."""
    table: dict[str, dict[tuple[Trigger, str], None]] = defaultdict(dict)
    for trigger in triggers():
        for word in trigger.words if trigger.sure is None else ():
            first, _, rest = word.partition(" ")
            for spelling in _spellings(first):
                for form in forms(spelling, trigger.pos):
                    table[form][trigger, rest] = None
    return {k: tuple(v) for k, v in table.items()}


def _spellings(word: str) -> tuple[str, ...]:
    """A verb in -ize also in -ise."""
    return (word, word[:-3] + "ise") if word.endswith("ize") else (word,)


def entries(word: str) -> tuple[tuple[Trigger, str], ...]:
    """The graded triggers of which a word is a form, each with the second word that it asks for ("" for none)."""
    return _index().get(word, ())


def applies(parse: Parse, trigger: Trigger, i: int, rest: str) -> bool:
    """Whether a trigger, of which token i is a form, holds there: part of speech, second word, neighbours."""
    if not _is_a(parse, i, trigger.pos):
        return False
    if rest and not any(parse.lemma[k] == rest or parse.lower[k] == rest for k in _near(parse, i)):
        return False
    if not (trigger.needs or trigger.bars):
        return True
    start, end = parse.sents[parse.sent[i]]
    window = parse.lower[max(start, i - _BEFORE) : min(end, i + _AFTER)]
    return trigger.bars.isdisjoint(window) and not (trigger.needs and trigger.needs.isdisjoint(window))


def _is_a(parse: Parse, i: int, pos: str) -> bool:
    tag = parse.tag[i]
    if pos == "verb":
        return parse.is_verb(i)
    if pos == "noun":
        return tag.startswith("NN")
    return pos == "adjective" and tag.startswith(("JJ", "VBN", "VBD"))


def _near(parse: Parse, i: int) -> Iterator[int]:
    """What hangs on a token, and on its objects."""
    for k in parse.kids[i]:
        yield k
        if parse.dep[k] in ("obj", "obl"):
            yield from parse.kids[k]
