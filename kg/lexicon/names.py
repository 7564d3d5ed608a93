"""Words in names of persons, and words that show that a name is none: data/lexicon/names.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.errors import LexiconError
from kg.lexicon.gazetteer import fold
from kg.lexicon.tables import lexicon
from kg.resources import resource

__all__ = ["NameWords", "name_words"]

_PARTICLES = frozenset("al el bin ibn abu de da do dos di du la le van von der san".split())


@dataclass(frozen=True, slots=True)
class NameWords:
    """Folded words.

    `given`: first names. `first`: these, and with what names of known persons begin; `last`: with what they end.
    `ranks`: words before a name.
    `things`: words that end names of bodies, places, documents. `arms`: weapons. `offices`: the words of titles.
    """

    given: frozenset[str]
    first: frozenset[str]
    last: frozenset[str]
    ranks: frozenset[str]
    things: frozenset[str]
    arms: frozenset[str]
    offices: frozenset[str]

    def names_thing(self, words: Sequence[str]) -> bool:
        """Whether a word for a body, place, document, rank or office is among the folded words of a name.

        After a first name such a word may be a surname ("Julie Bishop"), unless more words follow.
        """
        given = words[0] in self.given
        if not given:
            return any(word in self.things | self.offices | self.ranks for word in words if word not in _PARTICLES)
        return len(words) > 2 and not self.things.isdisjoint(words)


@cache
def name_words() -> NameWords:
    """The words of names.toml, with what the lists of persons and offices add. Raises LexiconError for a bad table."""
    path = resource("data/lexicon/names.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    if sorted(table) != ["arms", "given", "ranks", "things"]:
        raise LexiconError(f"{path.name}: needs arms, given, ranks and things, not {', '.join(sorted(table))}")
    given, ranks, things, arms = (frozenset(map(fold, table[key])) for key in ("given", "ranks", "things", "arms"))
    offices = frozenset(word for office in lexicon().offices for name in office.names for word in fold(name).split())
    labels = [fold(e.label).split() for e in lexicon().entities.values() if e.kind == "person"]
    known = {words[0] for words in labels if len(words) > 1 and len(words[0]) > 1}
    last = frozenset(words[-1] for words in labels if len(words) > 1)
    return NameWords(given, (given | known) - ranks - offices - _PARTICLES, last, ranks, things, arms, offices)
