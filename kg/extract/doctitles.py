"""Titles of documents: where one begins and ends around its head noun, and what else it is called."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.descriptions import DESCRIBED, Title, described, kind_at, plain_space, subject_end
from kg.extract.units import Reading
from kg.language.clauses import Parse

__all__ = ["Title", "document_class", "titles"]

_KINDS = {
    "Treaty": "treaty treaties convention protocol pact covenant",
    "Agreement": "accord accords agreement agreements framework compact deal deals partnership arrangement ceasefire "
    "truce armistice articles",
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
    "act acts law order bill directive regulation plan strategy initiative agenda program programme package "
    "vision blueprint framework paper report concept outlook review principles guidelines partnership readout "
    "compass compact arrangement amendment consensus".split()
)
_DULL = frozenset(
    "annual progress national new press work action joint public service media business country final first "
    "second full human rights daily weekly quarterly special strategic bilateral comprehensive global "
    "international our your news executive".split()
)
# What makes a body or an event of a title: "Treaty Organization", "Charter Day", "Partnership Summit".
_GENERIC = frozenset(
    "memorandum of understanding cooperation agreement treaty joint statement declaration protocol mou ( )".split()
)
_AFTER = frozenset(
    "organization organisation council committee commission party forum group conference fund bank agency "
    "office secretariat force team center centre summit meeting dialogue day ministerial court tribunal "
    "officer board week network alliance assembly states state members countries zone area".split()
)
_LEADS = frozenset(
    "the a an this that these in on at under and but by as its our their his her both also following after "
    "today with for to from since while when president minister prime secretary chancellor king premier per "
    "see via according through during before new".split()
)
_PARTIES = frozenset({"between", "with", "among"})
_MONTHS = frozenset("january february march april may june july august september october november december".split())
_JOINS = frozenset(
    "of on for the and to between with against concerning regarding among a an & its their about towards "
    "toward relating".split()
)
_OFFICES = frozenset("president presidents prime minister ministers secretary heads".split())
_DASHES = frozenset({"-", "–", "/"})
_POSSESSIVE = frozenset({"'s", "’s", "’", "'"})


def document_class(title: str) -> str:
    """The ontology class of a document by its head noun: the last noun for a document before a preposition."""
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
            found = (
                described(reading, i, _left(reading, i, parse.sents[parse.sent[i]][0])) if word in DESCRIBED else None
            )
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
    if (
        i + 1 < last
        and parse.lower[i] in ("vision", "agenda")
        and len(parse.word[i + 1]) == 4
        and parse.word[i + 1].isdigit()
    ):
        return Title(
            start, i + 2, i, reading.surface(start, i + 2), (reading.surface(start, i + 2), reading.surface(i, i + 2))
        )
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
        start, end, i, plain_space(label), tuple(dict.fromkeys(n for s in names for n in _variants(plain_space(s))))
    )


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
            whole = k < i and _opens_name(reading, k - 1)
            if (low in _LEADS and not whole) or (unit is not None and reading.registry.kind(unit.ids[0]) == "person"):
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
        or (parse.lower[k] in _LEADS and not _opens_name(reading, k))
        or parse.lower[k] in _JOINS
        or parse.tag[k] in ("IN", "DT", "PRP$", "CC", "RB", "WRB")
    ):
        k += 1
    return k


def _opens_name(reading: Reading, k: int) -> bool:
    """Whether a known name of two words begins there: "New Zealand"."""
    pair = reading.surface(k, min(k + 2, reading.parse.n))
    return any(hit.start == 0 and hit.end == len(pair) for hit in reading.lexicon.gazetteer.find(pair))


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
    authored = _names_authors(parse, i, last)
    while j < last:
        if j + 2 < last and parse.lower[j] == "(" and parse.lower[j + 2] == ")":
            j += 3
        c = j
        while c < last and c - j < 3 and parse.lower[c] in _JOINS:
            c += 1
        if c == j and parse.lower[j] == "in" and _run(reading, j + 1, last) - j > 4:
            c = j + 1  # "Priorities in China-Russia Economic Cooperation": a subject, not a place
        if (
            c >= last
            or not _capital_at(parse, c)
            or _ends_title(reading, j, c, parties is not None or authored, authored)
        ):
            break
        if c == j:
            break
        if parties is None and (
            parse.lower[j] in _PARTIES or (parse.lower[j] == "of" and kind_at(reading, c) == "state")
        ):
            parties = j
        j = _run(reading, c, last)
    while j > i + 3 and parse.lower[j - 2 : j] in (["media", "release"], ["press", "release"]):
        j -= 2
    return j, parties, subject_end(parse, j, last)


def _names_authors(parse: Parse, i: int, last: int) -> bool:
    """Whether a title names office-holders before its subject: "Statement of the President of A on B"."""
    if i + 3 >= last or parse.lower[i + 1] != "of" or parse.lower[i + 3] not in _OFFICES:
        return False
    for k in range(i + 4, min(last - 1, i + 34)):
        if parse.lower[k] in ("on", "concerning", "regarding"):
            return parse.word[k + 1][0].isupper() and parse.lower[k + 1] not in _MONTHS
        if parse.is_verb(k) or parse.lower[k] == ",":
            return False
    return False


def _capital_at(parse: Parse, c: int) -> bool:
    return parse.word[c][0].isupper() and parse.lower[c] not in _MONTHS


def _ends_title(reading: Reading, j: int, c: int, listing: bool, authored: bool) -> bool:
    """Whether the words from j on ("and the", "of") lead out of the title to the name at c."""
    parse = reading.parse
    kind, unit = kind_at(reading, c), reading.unit(c)
    if kind == "person" or (not authored and unit is not None and unit.via.startswith(("title", "collective"))):
        return True
    if not authored and parse.lower[c] in _OFFICES:
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
        if (
            (word[0].isupper() and not (k > c and kind_at(reading, k) == "person"))
            or (word[0].isdigit() and parse.lower[k - 1] not in ("on", "in") and not word.isdigit())
            or (joined and k + 1 < last and (parse.word[k + 1][0].isupper() or parse.word[k + 1].isdigit()))
            or (word.isdigit() and parse.lower[k - 1] in _DASHES)
            or _is_split(parse, k, last)
            or (low == "," and _list_closes(parse, k + 1, last))
        ):
            k += 1
        else:
            break
    return k


def _is_split(parse: Parse, k: int, last: int) -> bool:
    """Whether token k is the hyphen in a word that begins with a capital, or what follows it: "Co-operation"."""
    at = k if parse.lower[k] == "-" else k - 1
    if at < 1 or at + 1 >= last or parse.lower[at] != "-" or not parse.word[at - 1][0].isupper():
        return False
    return parse.ends[at - 1] == parse.starts[at] and parse.ends[at] == parse.starts[at + 1]


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
    """The title without a known actor in front: "NATO Strategic Concept", "UN Framework Convention"."""
    unit, parse = reading.unit(start), reading.parse
    if unit is None or unit.start != start or unit.end >= end - 1 or unit.ids[0] not in reading.lexicon.entities:
        return []
    return [reading.surface(unit.end, end)] if parse.word[unit.end][0].isupper() and end - unit.end > 1 else []
