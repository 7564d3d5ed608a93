"""Titles of documents as stretches of tokens: where a title begins and ends around its head noun, and what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.units import Reading
from kg.language.clauses import Parse

__all__ = ["Title", "document_class", "titles"]

_KINDS = {
    "Treaty": "treaty treaties convention protocol pact covenant",
    "Agreement": "accord accords agreement agreements framework compact deal deals partnership arrangement ceasefire truce armistice articles",
    "MemorandumOfUnderstanding": "memorandum memoranda mou mous",
    "JointStatement": "statement communique communiqué readout release",
    "Declaration": "declaration proclamation manifesto consensus",
    "Resolution": "resolution resolutions",
    "Charter": "charter",
    "Legislation": "act acts law order constitution bill directive regulation amendment",
    "Plan": "plan roadmap strategy initiative agenda program programme package vision blueprint compass mission",
    "PositionPaper": "paper report doctrine concept note corollary outlook review principles guidelines",
}  # fmt: skip
_CLASSES = {word: cls for cls, words in _KINDS.items() for word in words.split()}
_HEADS = frozenset(_CLASSES) - frozenset("deal deals ceasefire truce articles treaties release note mission".split())
# Heads that name a document only with a title in front of them: "the Asian Century White Paper", not "the Report".
_WEAK = frozenset(
    "act acts law order bill directive regulation plan strategy initiative agenda program programme package vision blueprint framework "
    "paper report concept outlook review principles guidelines partnership readout compass compact arrangement amendment consensus".split()
)
_DULL = frozenset(
    "annual progress national new press work action joint public service media business country final first second full human rights daily "
    "weekly quarterly special strategic bilateral comprehensive global international our your human rights news executive".split()
)
# What makes a body or an event of a title: "Treaty Organization", "Charter Day", "Partnership Summit".
_GENERIC = frozenset("memorandum of understanding cooperation agreement treaty joint statement declaration protocol mou ( )".split())
_AFTER = frozenset(
    "organization organisation council committee commission party forum group conference fund bank agency office secretariat force team center centre "
    "summit meeting dialogue day ministerial court tribunal officer board week network alliance assembly states state members countries zone area".split()
)
_LEADS = frozenset(
    "the a an this that these in on at under and but by as its our their his her both also following after today with for to from since while when "
    "president minister prime secretary chancellor king premier per see via according through during before new".split()
)
_JOINS = frozenset(
    "of on for the and to between with against concerning regarding among a an & its their about towards toward relating against".split()
)
_PARTIES = frozenset({"between", "with", "among"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_DASHES = frozenset({"-", "–", "/"})
_POSSESSIVE = frozenset({"'s", "’s", "’", "'"})
_ACTORS = frozenset({"state", "organization", "place"})
_PLACES = frozenset({"state", "place"})
_CALMS = frozenset({"ceasefire", "truce"})
_PACTS = frozenset("agreement agreements accord accords treaty treaties pact deal memorandum mou declaration".split())
# Descriptions that count as names of a document: "free trade agreement", "memorandum of understanding on taxation".
_TYPES = frozenset(
    "joint trade peace nuclear framework cooperation partnership association ceasefire security defense defence grain extradition investment coalition "
    "withdrawal maritime boundary border arms customs fisheries readmission association armistice non-aggression nonaggression friendship sanctions migration "
    "minerals tax energy gas oil climate disarmament truce prisoner exchange understanding cession purchase armistice basing mutual preliminary neutrality".split()
)
_EPITHETS = frozenset(
    "new draft recent historic landmark monumental bilateral trilateral comprehensive same upcoming final formal free special multilateral "
    "international general definitive initial separate so-called interim separate signed forthcoming ambitious high-quality".split()
)
_PLAIN = frozenset(
    "agreement agreements treaty treaties pact accord accords deal deals memorandum memoranda mou mous statement declaration communique communiqué articles acts".split()
)
_OF = frozenset(
    "understanding cooperation purchase friendship peace cession alliance neutrality intent non-aggression commerce hostilities".split()
)
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


def document_class(title: str) -> str:
    """The ontology class of a document by the head noun of its title: the last noun for a document before a preposition."""
    words = [w.strip(",.()“”\"'’").casefold() for w in title.replace("-", " ").split()]
    found = None
    for word in words:
        if found and word in _JOINS | {"by", "in"}:
            break
        if word in _CLASSES:
            found = word
    if found in ("statement", "readout", "release") and "joint" not in words:
        return "Document"
    return _CLASSES[found] if found else "Document"


def titles(reading: Reading) -> Iterator[Title]:
    """All titles of documents, with overlaps, in the order of their heads."""
    parse = reading.parse
    for i, word in enumerate(parse.lower):
        if word not in _CLASSES or i in reading.skip or _foreign(reading, i):
            continue
        if parse.word[i][0].isupper() and word in _HEADS:
            found = _capital(reading, i)
        else:
            found = _description(reading, i) if word in _PLAIN or word in _CALMS or word == "package" else None
        if found is not None:
            yield found


def _foreign(reading: Reading, i: int) -> bool:
    """Whether the noun is part of a known name of something else, or of a body or event named after a document."""
    unit, parse = reading.unit(i), reading.parse
    if (
        unit is not None
        and unit.ids[0] in reading.lexicon.entities
        and reading.registry.kind(unit.ids[0]) != "agreement"
        and unit.end - unit.start > 1
    ):
        return True
    return i + 1 < parse.n and parse.lower[i + 1] in _AFTER and parse.word[i + 1][0].isupper()


def _capital(reading: Reading, i: int) -> Title | None:
    parse = reading.parse
    first, last = parse.sents[parse.sent[i]]
    start = _left(reading, i, first)
    end, parties, tail = _right(reading, i, last)
    if i + 1 < last and parse.lower[i] in ("vision", "agenda") and len(parse.word[i + 1]) == 4 and parse.word[i + 1].isdigit():
        return Title(start, i + 2, i, reading.surface(start, i + 2), (reading.surface(start, i + 2), reading.surface(i, i + 2)))
    if tail - start < 2 or (start == i and parse.lower[i] in _WEAK):
        return None
    dull = all(w in _DULL or not w[0].isalnum() for w in parse.lower[start:i])
    if dull and parse.lower[i] in _WEAK and end == i + 1:
        return None
    label_start = _undated(parse, start, i)
    bare = all(w in _GENERIC for w in parse.lower[label_start : parties or end])
    label = reading.surface(label_start, tail if bare else end)
    if tail == i + 1 and label_start == i:
        return None
    names = [
        reading.surface(start, end),
        reading.surface(label_start, end),
        reading.surface(start, tail),
        reading.surface(label_start, tail),
    ]
    if parties is not None and parties - label_start > 1:
        names += [reading.surface(label_start, parties), reading.surface(start, parties)]
    if i > label_start:
        names.append(reading.surface(label_start, i + 1))
    if end - start < 2:
        names = [reading.surface(start, tail)]
    names += _owned(reading, start, end) + _shortened(reading, label_start, end)
    return Title(
        start, end, i, _plain_space(label), tuple(dict.fromkeys(n for s in names for n in _variants(_plain_space(s))))
    )


def _plain_space(text: str) -> str:
    return " ".join(text.split())


def _variants(name: str) -> list[str]:
    """The name, and the name without brackets: "Memorandum of Understanding (MoU) on Trade"."""
    found = [name]
    if " (" in name and ")" in name:
        a, b = name.index(" ("), name.index(")")
        found.append((name[:a] + name[b + 1 :]).strip())
    for one in list(found):
        if "Memorandum of Understanding" in one:
            found.append(one.replace("Memorandum of Understanding", "MoU"))
        if one.startswith(("MoU ", "MOU ")):
            found.append("Memorandum of Understanding" + one[3:])
    return found


def _left(reading: Reading, i: int, first: int) -> int:
    """Where the capitalised words before a head begin."""
    parse, k = reading.parse, i
    while k > first:
        word, low = parse.word[k - 1], parse.lower[k - 1]
        if word[0].isupper() or word[0].isdigit():
            unit = reading.unit(k - 1)
            if low in _LEADS or (unit is not None and reading.registry.kind(unit.ids[0]) == "person"):
                break
            k -= 1
        elif low in _DASHES and k - 2 >= first and parse.word[k - 2][0].isupper():
            k -= 1
        elif (
            low in ("and", "&", ",", "of")
            and k - 2 >= first
            and parse.word[k - 2][0].isupper()
            and _open(reading, k - 2)
        ):
            if low == "," and not any(parse.lower[m] == "and" for m in range(k, i)):
                break
            k -= 1
        else:
            break
    while k < i and (
        not parse.word[k][0].isalnum()
        or parse.lower[k] in _LEADS
        or parse.lower[k] in _JOINS
        or parse.tag[k] in ("IN", "DT", "PRP$", "CC", "RB", "WRB")
    ):
        k += 1
    return k


def _open(reading: Reading, k: int) -> bool:
    """Whether a capitalised word before "and" may belong to a title: no known name, no title of its own."""
    unit = reading.unit(k)
    return (
        (unit is None or unit.ids[0] not in reading.lexicon.entities)
        and reading.parse.lower[k] not in _CLASSES
        and reading.parse.lower[k] not in _LEADS
    )


def _undated(parse: Parse, start: int, head: int) -> int:
    """The title without a date in front: "the March 25 Joint Statement", "the 1951 Convention"."""
    k = start
    while k < head and (parse.lower[k] in _MONTHS or parse.word[k].isdigit() or (parse.lower[k] == "," and k > start)):
        k += 1
    return k


def _right(reading: Reading, i: int, last: int) -> tuple[int, int | None, int]:
    """Where the title ends; where its parties begin; and where it ends if a subject in lower case is counted in."""
    parse, j, parties = reading.parse, i + 1, None
    while j < last:
        if j + 2 < last and parse.lower[j] == "(" and parse.lower[j + 2] == ")":
            j += 3
        c = j
        while c < last and c - j < 3 and parse.lower[c] in _JOINS:
            c += 1
        if c >= last or not _capital_at(parse, c) or _ends_title(reading, j, c, parties is not None):
            break
        if c == j:
            break
        if parties is None and (
            parse.lower[j] in _PARTIES or (parse.lower[j] == "of" and _kind(reading, c) == "state")
        ):
            parties = j
        j = _run(reading, c, last)
    while j > i + 3 and parse.lower[j - 2 : j] in (["media", "release"], ["press", "release"]):
        j -= 2
    return j, parties, _subject_end(parse, j, last)


def _capital_at(parse: Parse, c: int) -> bool:
    return parse.word[c][0].isupper() and parse.lower[c] not in _MONTHS


def _kind(reading: Reading, c: int) -> str:
    unit = reading.unit(c)
    return reading.registry.kind(unit.ids[0]) if unit is not None else ""


def _ends_title(reading: Reading, j: int, c: int, listing: bool) -> bool:
    """Whether the words from j on ("and the", "of") lead out of the title to the name at c."""
    parse = reading.parse
    kind, unit = _kind(reading, c), reading.unit(c)
    if kind == "person" or (unit is not None and unit.via.startswith(("title", "collective"))):
        return True
    if parse.lower[c] in ("president", "presidents", "prime", "minister", "ministers", "secretary", "heads"):
        return True
    if parse.lower[j] in ("and", "&"):
        if kind and unit is not None and unit.ids[0] in reading.lexicon.entities and not listing:
            return True
        k = c
        while k < parse.n and k - c < 6 and (parse.word[k][0].isupper() or parse.lower[k] in _DASHES):
            if parse.lower[k] in _HEADS and k > c - 1:
                return True
            k += 1
        return False
    if parse.lower[j] == "to":
        return (
            parse.lower[j - 1] not in ("protocol", "amendment", "corollary", "annex", "accession")
            and j - 1 >= 0
            and parse.lower[j - 1] in _CLASSES
        )
    return False


def _run(reading: Reading, c: int, last: int) -> int:
    """Past capitalised words, with what joins them, and past a list of them that "and" closes."""
    parse, k = reading.parse, c
    while k < last:
        word, low = parse.word[k], parse.lower[k]
        joined = low in _DASHES or low in _POSSESSIVE
        if (word[0].isupper() and not (k > c and _kind(reading, k) == "person")) or (
            word[0].isdigit() and parse.lower[k - 1] not in ("on", "in") and not word.isdigit()
        ):
            k += 1
        elif joined and k + 1 < last and parse.word[k + 1][0].isupper():
            k += 1
        elif low == "," and _list_closes(parse, k + 1, last):
            k += 1
        else:
            break
    return k


def _list_closes(parse: Parse, k: int, last: int) -> bool:
    """Whether capitalised words, commas and articles lead to an "and" with a capitalised word after it."""
    if k >= last or not parse.word[k][0].isupper():
        return False
    for m in range(k, min(last - 1, k + 14)):
        if parse.lower[m] == "and":
            n = m + 2 if parse.lower[m + 1] == "the" and m + 2 < last else m + 1
            return parse.word[n][0].isupper()
        if not (parse.word[m][0].isupper() or parse.lower[m] in (",", "the", "of", "-", "–")):
            return False
    return False


def _subject_end(parse: Parse, j: int, last: int) -> int:
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
        and parse.tag[k] not in _MARKS - {"CC"}
        and parse.lower[k] not in ("between", "with", "by", "signed", "today", "from", "during")
    ):
        if parse.word[k].isdigit() or parse.lower[k] in _MONTHS:
            break
        k += 1
    while k > j and parse.tag[k - 1] in ("IN", "DT", "CC", "TO", "VBN", "PRP$"):
        k -= 1
    return k if k > j + 1 else j


def _owned(reading: Reading, start: int, end: int) -> list[str]:
    """Names with the owner in front: "UK's Integrated Review" and "UK Integrated Review"."""
    parse = reading.parse
    if start < 2 or parse.lower[start - 1] not in _POSSESSIVE:
        return []
    owner = reading.unit(start - 2)
    if owner is None or owner.end < start - 1:
        return []
    name, title = reading.surface(owner.start, start - 1), reading.surface(start, end)
    return [reading.surface(owner.start, end), f"{name} {title}"]


def _shortened(reading: Reading, start: int, end: int) -> list[str]:
    """The title without a known actor in front: "NATO Strategic Concept", "UN Framework Convention on Climate Change"."""
    unit, parse = reading.unit(start), reading.parse
    if unit is None or unit.start != start or unit.end >= end - 1 or unit.ids[0] not in reading.lexicon.entities:
        return []
    return [reading.surface(unit.end, end)] if parse.word[unit.end][0].isupper() and end - unit.end > 1 else []


def _description(reading: Reading, i: int) -> Title | None:
    """A document described by its type and subject: "free trade agreement", "the sixth package of EU sanctions"."""
    parse, word = reading.parse, reading.parse.lower[i]
    first, last = parse.sents[parse.sent[i]]
    k = _modifiers(reading, i, first)
    core = k
    while core < i and parse.lower[core] in _EPITHETS | {"-"} and parse.lower[core : core + 2] != ["free", "trade"]:
        core += 1
    named = (
        i - 1 > first
        and parse.word[i - 1][0].isupper()
        and parse.tag[i - 1].startswith("NNP")
        and _kind(reading, i - 1) in ("", "place")
    )
    if named and word in _PACTS:
        core = k = _left(reading, i, first)
    end = i + 1
    if end + 1 < last and parse.lower[end] == "of" and parse.lower[end + 1] in _OF | {"sanctions", "eu"}:
        end += 2 + (parse.lower[end + 1] == "eu")
    typed = named or end > i + 1 or any(w in _TYPES for w in parse.lower[core:i])
    tail = _subject_end(parse, end, last)
    longest = _parties_end(reading, tail, last)
    if word in _CALMS:
        typed, core, longest = longest > tail, i, _parties_end(reading, end, last)
        tail = longest
    elif word == "package":
        typed = "sanctions" in parse.lower[core:end]
    elif word in ("statement", "declaration", "communique", "communiqué"):
        typed = "joint" in parse.lower[core:i] or (word == "declaration" and longest > tail)
    if not typed and (word not in _PACTS or longest == end):
        return None
    names = [reading.surface(a, b) for a in (core, k) for b in (end, tail, longest)] + _led(reading, k, end)
    if not typed:
        names = [n for n, b in zip(names, (end, tail, longest) * 2, strict=False) if b > end]
    unit_end = tail if tail - end <= 8 and all(reading.unit_at[m] < 0 for m in range(end, tail)) else end
    label = _plain_space(reading.surface(core, tail if typed or tail > end else longest))
    return Title(core, unit_end, i, label, tuple(dict.fromkeys(map(_plain_space, names))), True)


def _modifiers(reading: Reading, i: int, first: int) -> int:
    """Where the words in lower case before a noun begin, words with a hyphen whole."""
    parse, k = reading.parse, i
    while (
        k > first
        and i - k < 6
        and reading.unit_at[k - 1] < 0
        and parse.word[k - 1][0].islower()
        and parse.tag[k - 1] in ("JJ", "NN", "NNS", "VBN")
    ):
        k -= 1
        if (
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


def _parties_end(reading: Reading, j: int, last: int) -> int:
    """Past a phrase with the parties or the country: "between the United States and Spain", "in Yemen"; j if there is none."""
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
