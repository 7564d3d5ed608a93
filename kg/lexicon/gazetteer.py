"""Finds known names in text: longest match over words, with rules for capitals and for what may stand between words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import MentionKind

__all__ = ["Form", "Gazetteer", "Hit", "fold"]

_WORD = re.compile(r"\w+")
# What may stand between the words of a name: "U.S.", "Guinea-Bissau", "Côte d'Ivoire", "Foreign, Commonwealth & ...".
_GAP = re.compile(r"[ \u00a0]?[-–.,'’&/]?[ \u00a0]?|\s?&\s?|\n")


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Case and accents removed: the form in which names are compared."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@dataclass(frozen=True, slots=True)
class Form:
    """One reading of a surface form."""

    entity_id: str
    kind: MentionKind


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that is a known form, with all its readings."""

    start: int
    end: int
    forms: tuple[Form, ...]


class _Node(dict[str, "_Node"]):
    __slots__ = ("exact", "loose")

    def __init__(self) -> None:
        super().__init__()
        self.loose: list[tuple[str, Form]] = []
        self.exact: dict[str, list[Form]] = {}


def _is_acronym(surface: str) -> bool:
    letters = [c for c in surface if c.isalpha()]
    return (
        len(letters) <= 6
        and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)
        and " " not in surface.strip()
    )


class Gazetteer:
    """A trie over folded words. Acronyms match letter by letter ("US", never "us"); names must begin with a capital."""

    def __init__(self, forms: Iterable[tuple[str, Form]] = ()) -> None:
        self._root = _Node()
        for surface, form in forms:
            self.add(surface, form)

    def add(self, surface: str, form: Form) -> None:
        """Add one surface form; forms without a letter or digit are ignored."""
        words = _WORD.findall(surface)
        if not words:
            return
        node = self._root
        for word in words:
            key = fold(word)
            following = node.get(key)
            if following is None:
                following = node[key] = _Node()
            node = following
        if _is_acronym(surface):
            node.exact.setdefault("".join(words), []).append(form)
        elif (surface, form) not in node.loose:
            node.loose.append((surface, form))

    def find(self, text: str) -> Iterator[Hit]:
        """Longest matches from left to right, not overlapping."""
        spans = [m.span() for m in _WORD.finditer(text)]
        folded = [fold(text[a:b]) for a, b in spans]
        i, n = 0, len(spans)
        root = self._root
        while i < n:
            if folded[i] in root and (hit := self._longest(text, spans, folded, i)) is not None:
                found, used = hit
                yield found
                i += used
            else:
                i += 1

    def _longest(self, text: str, spans: list[tuple[int, int]], folded: list[str], i: int) -> tuple[Hit, int] | None:
        node, best, j, n = self._root, None, i, len(spans)
        start, comma = spans[i][0], False
        while j < n:
            following = node.get(folded[j])
            if following is None:
                break
            if j > i:
                gap = text[spans[j - 1][1] : spans[j][0]]
                if gap != " " and not _GAP.fullmatch(gap):
                    break
                comma = comma or "," in gap
            node = following
            j += 1
            if forms := _readings(node, text, spans, i, j, comma):
                end = spans[j - 1][1]
                best = (Hit(start, end, forms), j - i)
        return best


def _readings(node: _Node, text: str, spans: list[tuple[int, int]], i: int, j: int, comma: bool) -> tuple[Form, ...]:
    forms: list[Form] = []
    if node.exact:
        forms += node.exact.get("".join(text[a:b] for a, b in spans[i:j]), ())
    if node.loose:
        capital = text[spans[i][0]].isupper() or not text[spans[i][0]].isalpha()
        last = text[spans[j - 1][0]]
        for surface, form in node.loose:
            if comma and "," not in surface:
                continue  # "Russia, India, China" is a list, not the forum of that name
            wants = surface[0].isupper()
            ends = j - i == 1 or not last.isalpha() or last.isupper() or not _last_initial(surface).isupper()
            if ends and (capital or not wants):
                forms.append(form)
    return tuple(forms)


@lru_cache(maxsize=65536)
def _last_initial(surface: str) -> str:
    words = _WORD.findall(surface)
    return str(words[-1][0])
