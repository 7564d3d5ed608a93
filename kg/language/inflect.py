"""Inflected forms of English words, for word lists that must not depend on a tagger's lemmas."""

from __future__ import annotations

__all__ = ["forms"]

_IRREGULAR = dict(
    entry.split(" ", 1)
    for entry in (
        "beat beat beaten|begin began begun|beseech besought|bid bid bidden|blow blew blown|break broke "
        "broken|bring brought|"
        "burn burned burnt|buy bought|cast cast|come came|cut cut|deal dealt|drive drove driven|fight "
        "fought|find found|"
        "flee fled|fly flew flown|forbid forbade forbidden|forgive forgave forgiven|freeze froze frozen|give "
        "gave given|"
        "go went gone|hit hit|hold held|keep kept|lay laid|leave left|lend lent|let let|make made|meet met|"
        "overrun overran overrun|overthrow overthrew overthrown|pay paid|put put|quit quit|retake retook retaken|"
        "rise rose risen|say said|see saw seen|seek sought|sell sold|send sent|set set|shoot shot|shut "
        "shut|speak spoke spoken|"
        "spread spread|stand stood|steal stole stolen|strike struck|sue sued suing|swear swore sworn|take took taken|"
        "tear tore torn|tell told|throw threw thrown|withdraw withdrew withdrawn|withhold withheld|write wrote "
        "written"
    ).split("|")
)
_DOUBLED = frozenset(
    "admit ban bar commit compel control cut equip expel forbid gag gun hit kidnap let pin plan propel put quit "
    "rebel rob scrap set ship shut snub stab step stop strip submit tap transfer win rig scan".split()
)


def forms(word: str, pos: str) -> tuple[str, ...]:
    """The word with its inflected forms: plural of a noun, all forms of a verb; an adjective as it is."""
    if pos == "adjective":
        return (word,)
    if pos == "noun":
        return tuple(dict.fromkeys((word, _add_s(word))))
    past = _IRREGULAR[word].split() if word in _IRREGULAR else [_past(word)]
    return tuple(dict.fromkeys((word, _add_s(word), _stem(word) + "ing", *past)))


def _ends_in_consonant_y(word: str) -> bool:
    return word.endswith("y") and word[-2:-1] not in tuple("aeiou")


def _add_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    return word[:-1] + "ies" if _ends_in_consonant_y(word) else word + "s"


def _past(word: str) -> str:
    if _ends_in_consonant_y(word):
        return word[:-1] + "ied"
    return word + "d" if word.endswith("e") else _stem(word) + "ed"


def _stem(word: str) -> str:
    if word in _DOUBLED:
        return word + word[-1]
    return word[:-1] if word.endswith("e") and not word.endswith("ee") else word
