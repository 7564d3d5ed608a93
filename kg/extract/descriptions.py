"""Documents that only a description names: "free trade agreement", "fourth package of EU sanctions"."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.lexicon import is_general_title

__all__ = ["DESCRIBED", "EPITHETS", "Title", "described", "kind_at", "plain_space", "subject_end"]

_PARTIES = frozenset({"between", "with", "among"})
_ACTORS = frozenset({"state", "organization", "place"})
_PLACES = frozenset({"state", "place"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_CALMS = frozenset({"ceasefire", "truce"})
_PACTS = frozenset("agreement agreements accord accords treaty treaties pact deal memorandum mou declaration".split())
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# Descriptions that count as names of a document: "free trade agreement", "memorandum of understanding on taxation".
_TYPES = frozenset(
    "joint trade peace nuclear framework cooperation partnership association ceasefire security defense "
    "defence grain extradition investment coalition withdrawal maritime boundary border arms customs "
    "fisheries readmission armistice non-aggression nonaggression friendship sanctions migration minerals tax "
    "energy gas oil climate disarmament truce prisoner exchange understanding cession purchase basing mutual "
    "preliminary neutrality".split()
)
EPITHETS = frozenset(
    "new draft recent historic landmark monumental bilateral trilateral comprehensive same upcoming final "
    "formal free special multilateral international general definitive initial separate so-called interim "
    "signed forthcoming ambitious high-quality".split()
)
_PLAIN = frozenset(
    "agreement agreements treaty treaties pact accord accords deal deals memorandum memoranda mou mous "
    "statement declaration communique communiqué articles acts".split()
)
_OF = frozenset(
    "understanding cooperation purchase friendship peace cession alliance neutrality intent non-aggression "
    "commerce hostilities".split()
)
DESCRIBED = _PLAIN | _CALMS | {"package"}
_MARKS = frozenset(
    {"CC", "WDT", "WP", "MD", "VBD", "VBZ", "VBP", ",", ".", ":", "''", "``", "-LRB-", "-RRB-", "HYPH", "_SP"}
)


@dataclass(frozen=True, slots=True)
class Title:
    """Tokens `start:end` name a document; `head` is its head noun, `label` its title, `names` its other forms."""

    start: int
    end: int
    head: int
    label: str
    names: tuple[str, ...]
    plain: bool = False  # a description in lower case, which means this article's document only


def described(reading: Reading, i: int, left: int) -> Title | None:
    """A document described by its type and subject: "free trade agreement", "the fourth package of EU sanctions".

    `left` is where the capitalised words before it begin: "Belfast/Good Friday agreement".
    """
    parse, word = reading.parse, reading.parse.lower[i]
    first, last = parse.sents[parse.sent[i]]
    k = _modifiers(reading, i, first)
    core = k
    while core < i and parse.lower[core] in EPITHETS | {"-"} and parse.lower[core : core + 2] != ["free", "trade"]:
        core += 1
    named = (
        i - 1 > first
        and parse.word[i - 1][0].isupper()
        and parse.tag[i - 1].startswith("NNP")
        and kind_at(reading, i - 1) in ("", "place")
    )
    if named and word in _PACTS:
        core = k = left
    end = i + 1
    if end + 1 < last and parse.lower[end] == "of" and parse.lower[end + 1] in _OF | {"sanctions", "eu"}:
        end += 2 + (parse.lower[end + 1] == "eu")
    typed = named or end > i + 1 or any(w in _TYPES for w in parse.lower[core:i])
    typed = typed or (word in _PACTS - {"deal"} and is_general_title(" ".join(parse.lower[core:i])))
    tail = subject_end(parse, end, last)
    longest = _parties_end(reading, tail, last)
    if word in _CALMS:
        typed, core, longest = longest > tail, i, _parties_end(reading, end, last)
        tail = longest
    elif word == "package":
        typed = "sanctions" in parse.lower[core:end]
    elif word in ("statement", "declaration", "communique", "communiqué"):
        typed = "joint" in parse.lower[core:i] or (word == "declaration" and longest > tail)
    tasked = tail > end and parse.lower[end] == "to"  # "agreed a deal to hold talks"
    great = word == "deal" and i > first and parse.lower[i - 1] in ("great", "good")
    if great or (not typed and (word not in _PACTS or longest == end or (tasked and longest == tail))):
        return None
    names = [reading.surface(a, b) for a in (core, k) for b in (end, tail, longest)] + _led(reading, k, end)
    if not typed:
        names = [n for n, b in zip(names, (end, tail, longest) * 2, strict=False) if b > end]
    unit_end = tail if tail - end <= 8 and all(reading.unit_at[m] < 0 for m in range(end, tail)) else end
    label = plain_space(reading.surface(core, tail if typed or tail > end else longest))
    return Title(core, unit_end, i, label, tuple(dict.fromkeys(map(plain_space, names))), True)


def _modifiers(reading: Reading, i: int, first: int) -> int:
    """Where the words in lower case before a noun begin, words with a hyphen whole."""
    parse, k = reading.parse, i
    while (
        k > first
        and i - k < 6
        and reading.unit_at[k - 1] < 0
        and parse.word[k - 1][0].islower()
        and parse.tag[k - 1] in ("JJ", "NN", "NNS", "VBN")
        and not (parse.tag[k - 1] == "VBN" and parse.head[k - 1] < k - 1)
        and parse.dep[k - 1] not in ("nsubj", "root")
    ):
        k -= 1
        while (
            k - 2 >= first
            and parse.lower[k - 1] == "-"
            and parse.word[k - 2][0].isalpha()
            and reading.unit_at[k - 2] < 0
        ):
            k -= 2
    return k


def _led(reading: Reading, k: int, end: int) -> list[str]:
    """Names with the actor in front: "EU sanctions package", "sixth EU sanctions package"."""
    unit = reading.unit(k - 1) if k else None
    if unit is None or unit.end != k:
        return []
    begin = unit.start - 1 if unit.start and reading.parse.tag[unit.start - 1] == "JJ" else unit.start
    return [reading.surface(unit.start, end), reading.surface(begin, end)]


def subject_end(parse: Parse, j: int, last: int) -> int:
    """The end of a subject in lower case: "Memorandum of Understanding [on cooperation in taxation]"."""
    opens = j < last and (
        parse.lower[j] in ("on", "for", "concerning", "regarding") or (parse.tag[j] == "VBG" and parse.dep[j] == "acl")
    )
    if not opens and not (j + 1 < last and parse.lower[j] == "to" and parse.tag[j + 1] == "VB"):
        return j
    k = j + 1
    while (
        k < last
        and k - j < 10
        and (parse.tag[k] not in _MARKS - {"CC"} or _is_tight(parse, k))
        and parse.lower[k] not in ("between", "with", "by", "signed", "today", "from", "during")
    ):
        if parse.word[k].isdigit() or parse.lower[k] in _MONTHS | _DAYS:
            break
        k += 1
    while k > j and parse.tag[k - 1] in ("IN", "DT", "CC", "TO", "VBN", "PRP$"):
        k -= 1
    return k if k > j + 1 else j


def _is_tight(parse: Parse, k: int) -> bool:
    """Whether token k is the hyphen within a word: "bio-security"."""
    return parse.lower[k] == "-" and parse.ends[k - 1] == parse.starts[k] and parse.ends[k] == parse.starts[k + 1]


def _parties_end(reading: Reading, j: int, last: int) -> int:
    """Past a phrase with the parties or the country: "between the US and Spain", "in Yemen"; else j."""
    parse, end = reading.parse, j
    if j >= last or parse.lower[j] not in _PARTIES | {"in"}:
        return j
    country, j = parse.lower[j] == "in", j + 1
    while j < last:
        unit = reading.unit(j)
        if unit is not None and reading.registry.kind(unit.ids[0]) in (_PLACES if country else _ACTORS):
            end = j = max(unit.end, j + 1)
        elif parse.lower[j] in ("the", "and", ",", "of", "&"):
            j += 1
        else:
            break
    return min(end, last)


def kind_at(reading: Reading, c: int) -> str:
    unit = reading.unit(c)
    return reading.registry.kind(unit.ids[0]) if unit is not None else ""


def plain_space(text: str) -> str:
    return " ".join(text.split())
