"""A guess at a person trimmed to the name: without ranks, towns and firms before it and what captions glue on."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.extract.spans import Span
from kg.language.clauses import Parse
from kg.lexicon import fold, name_words

__all__ = ["ADDRESS", "fitted", "is_patronymic", "precedes_name"]

ADDRESS = frozenset(
    "mr mrs ms miss dr prof sir dame lord lady madam madame h.e. excellency sheikh sheik shaikh".split()
)
_GLUED = re.compile(r"[a-zß-ÿ]{3,}[.?!]?[A-Z]")  # "LindDirector"
_FATHERS = re.compile(r"(?:y?ov(?:ych|ich|na)|y?ev(?:ich|na)|y?[iy]vna)$")
_OF = frozenset(("of", "the", "for", "to"))
_FULL = 2  # words of a full name
_SHORTEST = 3  # letters of a father's name


def precedes_name(word: str) -> bool:
    """Whether a word in lower case is a rank or form of address before a name."""
    return word.rstrip(".") in name_words().ranks or word.rstrip(".") in ADDRESS


@lru_cache(maxsize=4096)
def is_patronymic(word: str) -> bool:
    """Whether a folded word is the name after the father's given name: "Olehovych" after Oleh, not "Korynevych"."""
    match = _FATHERS.search(word)
    if match is None or match.start() < _SHORTEST:
        return False
    soft = ("y", "ey", "iy") if match.group().startswith(("ye", "e")) else ()
    stems = (word[: match.start()], word[: match.start()].rstrip("i"))
    return any(stem + ending in name_words().given for stem in stems for ending in ("", "o", "a", *soft))


def fitted(parse: Parse, span: Span) -> Span | None:
    """The name in a guess; None if nothing is left."""
    start, end = span.start, span.end
    while start < end and precedes_name(parse.lower[start]) and not _is_given(parse, start, end):
        start += 1
    end = _end(parse, start, end)
    start = _past_places(parse, start, end)
    return Span(start, end, (), span.label) if start < end else None


def _is_given(parse: Parse, i: int, end: int) -> bool:
    """Whether a rank is a given name here: "Grace Lind", but "his Grace Peter"."""
    given = name_words().given
    return fold(parse.word[i]) in given and not (i + 1 < end and fold(parse.word[i + 1]) in given)


def _end(parse: Parse, start: int, end: int) -> int:
    """Before a word that is repeated or glued to the next, a title of office, and the pronoun "I"."""
    words = name_words()
    if end + 1 < parse.n and parse.word[end] == "-" and parse.starts[end] == parse.ends[end - 1]:
        end += 2 * (parse.word[end + 1][0].isupper() and parse.starts[end + 1] == parse.ends[end])  # "Opoku-Ware"
    for i in range(start + 1, end):
        repeated = parse.word[i][0].isalpha() and parse.lower[i] in parse.lower[start:i]
        if repeated or _GLUED.search(parse.word[i]):
            end = i
            break
    while end - start > _FULL and parse.word[start][0].isupper() and fold(parse.word[end - 1]) in words.offices:
        end -= 1
    if end - start > 1 and parse.word[end - 1] == "I" and fold(parse.word[end - 2]) not in words.given:
        end -= 1  # "Sánchez, I noted"; but "Peter I"
    return end


def _past_places(parse: Parse, start: int, end: int) -> int:
    """Past what stands before a given name: "Mayor of [Korsk] Anna Lind", "[MFA] Anna Lind"."""
    names = [fold(word) for word in parse.word[start:end]]
    given = name_words().given
    at = next((k for k, name in enumerate(names) if name in given), 0)
    rest = names[at:]
    if not at or len(rest) < _FULL or (is_patronymic(rest[-1]) and len(rest) == _FULL):
        return start
    before = parse.word[start - 1] if start else ""
    foreign = parse.word[start].isupper() and len(parse.word[start]) > 2
    of_body = before[:1].isupper() and not precedes_name(before.lower()) and fold(before) not in name_words().offices
    in_title = before.lower() in _OF or of_body  # "the Borduria Pipes director", "of the Borduria Mejlis Anna Lind"
    return start + at if foreign or in_title else start
