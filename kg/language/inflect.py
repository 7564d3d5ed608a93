"""Inflected forms of English words, for word lists that must not depend on a tagger's lemmas."""

from __future__ import annotations

__all__ = ["forms"]

_IRREGULAR = {
    "give": "gave given", "take": "took taken", "retake": "retook retaken", "overrun": "overran overrun", "shoot": "shot", "hold": "held",
    "withdraw": "withdrew withdrawn", "send": "sent", "lend": "lent", "fly": "flew flown", "fight": "fought", "beat": "beat beaten",
    "break": "broke broken", "cut": "cut", "sue": "sued suing", "swear": "swore sworn", "shut": "shut", "let": "let", "set": "set",
    "meet": "met", "make": "made", "pay": "paid", "lay": "laid", "say": "said", "tell": "told", "blow": "blew blown", "burn": "burnt",
    "begin": "began begun", "go": "went gone", "bow": "bowed", "free": "freed", "drive": "drove driven", "strike": "struck",
    "reach": "reached", "hit": "hit", "put": "put", "seek": "sought", "quit": "quit", "come": "came", "stand": "stood", "turn": "turned",
    "beseech": "besought", "cast": "cast", "forgive": "forgave forgiven", "freeze": "froze frozen", "hand": "handed", "round": "rounded",
}  # fmt: skip
_DOUBLED = frozenset("expel ban bar plan rebel snub bomb".split()) - {"bomb"} | frozenset(
    "step stop cancel rebuff pin gun".split()
) - {"rebuff"}


def forms(word: str, pos: str) -> tuple[str, ...]:
    """The word with its inflected forms: plural of a noun, all forms of a verb; an adjective as it is."""
    if pos == "adjective":
        return (word,)
    if pos == "noun":
        return tuple(dict.fromkeys((word, _add_s(word))))
    past = _IRREGULAR[word].split() if word in _IRREGULAR else [_stem(word) + "ed"]
    return tuple(dict.fromkeys((word, _add_s(word), _stem(word) + "ing", *past)))


def _add_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return word[:-1] + "ies" if word.endswith("y") and word[-2:-1] not in tuple("aeiou") else word + "s"


def _stem(word: str) -> str:
    if word in _DOUBLED:
        return word + word[-1]
    if word.endswith("e") and not word.endswith("ee"):
        return word[:-1]
    return word
