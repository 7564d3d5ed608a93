"""Compares names of persons and titles of bodies: transliterations, initials, honorifics, accents, name order.

Spellings are compared by a key that gives transliterations of one name the same form: Zelensky, Zelenskyy and
Zelenskiy; Mohammed and Muhammad; Bjoern and Björn; Volodymyr and Vladimir.
"""

from __future__ import annotations

import re
from functools import lru_cache

from kg.lexicon import fold, lexicon

__all__ = ["Likeness", "compare_names", "is_single", "name_key", "surname_keys", "title_key", "words_of"]

_TITLES = frozenset(
    "mr mrs ms dr prof professor sir dame lord lady h e hon his her excellency royal highness majesty the "
    "president minister prime general gen col lt adm admiral king queen prince princess sheikh sheik shaikh "
    "ambassador senator chancellor".split()
)
_SUFFIXES = frozenset("ao am ac jr sr cbe obe kbe dsc csc phd md ii iii iv".split())
_PARTICLES = frozenset(
    "al el as ash bin ibn ben bint de da do dos del della der den di du la le van von und y e".split()
)
# Given names that Russian, Ukrainian, Belarusian, Arabic and English spell each in their own way.
_SAME_NAMES = """
vladimir volodymyr uladzimir wladimir
alexander aleksandr oleksandr alyaksandr alexandr aliaksandr oleksander
sergei serhii sergey serhiy sergiy sergii siarhei
andrei andrii andrey andriy andrij
nikolai mykola nikolay
dmitry dmytro dmitri dmitriy dzmitry dmitrii
yevgeny yevhen evgeny evhen eugene yevgeniy evgeniy yevhenii
alexei oleksii aleksey alexey oleksiy aleksei
mikhail mykhailo mikhailo mykhail
paul pavlo pavel
peter petro pyotr petr
cyril kyrylo kirill
igor ihor
olga olha
irina iryna
julia yulia yuliia iuliia
basil vasyl vasily vasiliy vasilii
oleg oleh
gregory hryhorii grigory hryhoriy
dennis denis denys
maxim maksym maksim
konstantin kostiantyn kostyantyn
ruslan rouslan
anatoly anatolii anatoliy
vitaly vitalii vitaliy
valery valerii valeriy
arseny arsenii arseniy
mohammed muhammad mohamed mohammad muhammed mohamad mehmed
ahmed ahmad
hussein hossein husayn hussain husain
abdullah abdallah abdulla
yousef yusuf youssef yousuf joseph
ibrahim ebrahim
khalid khaled
omar umar
said saeed sayed
steven stephen steve
anthony antony tony
joe joseph
william bill
james jim
timothy tim
thomas tom
michael mike
robert bob
edward ed
jeffrey jeff geoffrey
lev leo
natalia nataliya nataliia natalya
ekaterina kateryna catherine
tatiana tetiana tetyana
helena olena elena yelena
vladislav vladyslav uladzislau
rostislav rostyslav
svetlana svitlana sviatlana
lyudmila liudmyla ludmila lyudmyla
david davyd
victor viktor
victoria viktoria viktoriia viktoriya
vera vira
daria darya dariya
xenia ksenia kseniya kseniia
george georgy heorhii georgi georgiy
elizabeth yelizaveta yelyzaveta elizaveta
"""
_SAME = {form: group.split()[0] for group in _SAME_NAMES.splitlines() for form in group.split()}
# Each sound once, whatever letters write it; in this order.
_SOUNDS = tuple(
    (re.compile(pattern), form)
    for pattern, form in (
        (r"iyy|yiy|yy|iy|ii|yi|ij|yj|ey$|ei$|i$", "y"),
        (r"shch|sch|sh", "s"),
        (r"tsch|tch|ch", "c"),
        (r"kh", "h"),
        (r"zh", "z"),
        (r"tz|ts|(?<=[lnr])z$", "c"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"ph", "f"),
        (r"oye|oe|ou", "o"),
        (r"ue|oo", "u"),
        (r"ae|aa", "a"),
        (r"ee", "i"),
        (r"[jiy]([aeou])", r"y\1"),
        (r"ye|(?<=[^aeiou])yo", "e"),
        (r"w", "v"),
        (r"(.)\1", r"\1"),
        (r"i", "y"),
    )
)
_PATRONYMIC = re.compile(r"([oe]vyc|[oey]vna|ylyc)$")  # as name keys are written
_WORD = re.compile(r"[^\W_]+")
_DROPPED = frozenset("the of for and on in at to s a an affairs republic federation kingdom office-of".split())
_SPELLINGS = {
    "centre": "center",
    "cooperation": "co-operation",
    "defence": "defense",
    "labour": "labor",
    "ministerial": "ministry",
    "organisation": "organization",
    "parliamentary": "parliament",
    "presidential": "president",
    "programme": "program",
}


@lru_cache(maxsize=1 << 16)
def words_of(name: str) -> tuple[str, ...]:
    """The words of a person's name, folded, without honorifics and letters after the name."""
    words = _WORD.findall(fold(name.replace("'", "").replace("’", "")))
    kept = [word for word in words if word not in _TITLES]
    while len(kept) > 2 and kept[-1] in _SUFFIXES:
        kept.pop()
    return tuple(kept or words)


def is_single(name: str) -> bool:
    """Whether a name is one word, particles aside: a surname, as a rule ("Kuleba", "Al Jaber", "Lipre-Järma")."""
    bound = "".join(char for char in name if char not in "-‐–")
    return sum(word not in _PARTICLES for word in words_of(bound)) < 2


@lru_cache(maxsize=1 << 16)
def name_key(word: str) -> str:
    """The form that spellings of one word of a name share."""
    key = _SAME.get(word, word)
    for pattern, form in _SOUNDS:
        key = pattern.sub(form, key)
    return key or word


def surname_keys(name: str) -> frozenset[str]:
    """The keys of the words that can be the surname: the last and, as in Lee Hsien Loong, the first."""
    words = [word for word in words_of(name) if word not in _PARTICLES]
    return frozenset(name_key(word) for word in (words[:1] + words[-1:]) if len(word) > 1)


Likeness = tuple[int, str]
"""Points for or against two names being those of one person, and the reason."""


def compare_names(one: str, other: str) -> Likeness:
    """How far two full names agree; 0 points if they do not."""
    a, b = words_of(one), words_of(other)
    if a == b:
        return 9, "the same name"
    if "".join(a) == "".join(b):
        return 8, "the same name, otherwise divided"
    keys = tuple(map(name_key, a)), tuple(map(name_key, b))
    if keys[0] == keys[1]:
        return 7, "the same name in another transliteration"
    if sorted(keys[0]) == sorted(keys[1]):
        return 5, "the same words in another order"
    bare = tuple(tuple(sorted(_without_patronymic(words))) for words in keys)
    if bare[0] == bare[1] and len(bare[0]) > 1:
        return 6, "the same name, with a patronymic or without"
    short, long = sorted((_content(a), _content(b)), key=lambda words: (len(words), words))
    return _shortened(short, long) or _almost(short, long)


def _without_patronymic(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Of three words those that are no name after the father: "Petrenko Ivan Olehovych" is Ivan Petrenko."""
    at = next((i for i in (1, 2) if len(keys) == 3 and _PATRONYMIC.search(keys[i])), len(keys))
    return keys[:at] + keys[at + 1 :]


def _content(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _PARTICLES) or words


def _shortened(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness | None:
    """First and last word agree, or the first word is an initial of the other; words between may be missing."""
    if len(short) < 2:
        return None
    ends = _alike(short[0], long[0]), _alike(short[-1], long[-1])
    if all(ends):
        rest_fits = all(any(_alike(word, full) or word[0] == full for full in long[1:-1]) for word in short[1:-1])
        if len(short) == len(long):
            return (6, "the same name but for particles") if rest_fits else None
        return (6, "the same name, with a middle name more") if rest_fits or len(short) == 2 else None
    if ends[1]:
        initial = 1 in (len(short[0]), len(long[0])) and short[0][0] == long[0][0]
        return (3, "the same surname, with an initial") if initial else None
    keys = [name_key(word) for word in long]
    inside = len(short) < len(long) and ends[0] and all(name_key(word) in keys for word in short)
    return (4, "a shorter form of the name") if inside else None


def _alike(one: str, other: str) -> bool:
    return name_key(one) == name_key(other)


def _almost(short: tuple[str, ...], long: tuple[str, ...]) -> Likeness:
    """One letter apart in one word, the others equal: a slip of the pen or another transliteration."""
    if len(short) != len(long) or len(short) < 2:
        return 0, "other names"
    pairs = zip(map(name_key, short), map(name_key, long), strict=True)
    unlike = [(a, b) for a, b in pairs if a != b]
    if all(len(a) > 4 and a.replace("g", "h") == b.replace("g", "h") for a, b in unlike):
        return 5, "the same name in Russian and Ukrainian spelling"
    if len(unlike) == 1 and min(map(len, unlike[0])) > 4 and _one_apart(*unlike[0]):
        return 3, "spelt almost alike"
    return 0, "other names"


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _states_in(text: str) -> dict[str, str]:
    """The wordings in a title that mean one state ("Ukrainian", "U.S."), each with the state's code."""
    found = {}
    for hit in lexicon().gazetteer.find(text):
        part = text[hit.start : hit.end]
        codes = {form.entity_id.partition("/")[2] for form in hit.forms if form.entity_id.startswith("state/")}
        if len(codes) == 1:
            found[part] = codes.pop()
        elif " " in part:  # the name of a known body: look at its words
            found |= {word: code for piece in part.split() for word, code in _states_in(piece).items()}
    return found


@lru_cache(maxsize=1 << 14)
def title_key(title: str, iso3: str | None) -> tuple[str, ...]:
    """What titles of one body, document or occasion share, whatever the order of words and the adjective of its state.

    "Ukrainian Foreign Ministry" and "Ministry of Foreign Affairs of Ukraine" have the same key.
    """
    text, states = fold(title), {iso3} if iso3 else set[str]()
    for part, code in _states_in(title).items():
        states.add(code)
        text = text.replace(fold(part), " ", 1)
    words = {_SPELLINGS.get(word, word).replace("-", "") for word in _WORD.findall(text)}
    kept = words - _DROPPED
    return tuple(sorted(kept or words)) + tuple(sorted(states))
