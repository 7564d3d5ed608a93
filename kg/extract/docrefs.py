"""What refers to a document named before: "the agreement", "the landmark trade deal", "the agreements", "it".

The last suitable document is meant. Suitable is one that the noun may be said of, and of which every word that the text
adds ("the *trade* deal") tells, too.
"""

from __future__ import annotations

from kg.extract.descriptions import EPITHETS
from kg.extract.doctitles import document_class
from kg.extract.memory import Memory
from kg.extract.units import Reading, Unit
from kg.lexicon import fold

__all__ = [
    "DOCUMENT_NOUNS",
    "DOCUMENT_PLURALS",
    "last_document",
    "link_description",
    "place_document_noun",
    "place_document_nouns",
]

_PACTS = frozenset({"Agreement", "Treaty", "MemorandumOfUnderstanding", "Charter"})
_WORDS = frozenset({"JointStatement", "Declaration", "Document"})
_MEANT: dict[str, frozenset[str]] = {
    **dict.fromkeys(("agreement", "accord", "deal", "pact"), _PACTS),
    **dict.fromkeys(("treaty", "convention", "protocol"), frozenset({"Treaty"})),
    **dict.fromkeys(("truce", "ceasefire"), frozenset({"Agreement"})),
    "memorandum": frozenset({"MemorandumOfUnderstanding"}),
    "charter": frozenset({"Charter"}),
    "resolution": frozenset({"Resolution"}),
    **dict.fromkeys(("statement", "declaration", "communique", "communiqué"), _WORDS),
    **dict.fromkeys(("plan", "initiative", "strategy"), frozenset({"Plan", "PositionPaper"})),
    "paper": frozenset({"PositionPaper"}),
    **dict.fromkeys(("act", "law", "bill"), frozenset({"Legislation"})),
}
_BROAD = frozenset({"document", "text"})
_SINGULAR = {f"{noun}s": noun for noun in (*_MEANT, *_BROAD)} | {
    "treaties": "treaty", "memoranda": "memorandum", "strategies": "strategy",
}  # fmt: skip
DOCUMENT_PLURALS = frozenset(_SINGULAR)
DOCUMENT_NOUNS = frozenset({*_MEANT, "document"}) - {"act", "law", "bill", "paper", "strategy"}
_COMMON = EPITHETS | frozenset("the this that its their two both three said long-awaited joint".split())
_MANY = 8  # documents that a plural may mean at most
_BACK = 2  # sentences back in which a plural's documents are named


def place_document_noun(reading: Reading, memory: Memory, i: int) -> None:
    """ "The agreement": the last document that may be called so and that fits what stands before the noun."""
    word = reading.parse.lower[i]
    found = _suitable(reading, memory, word, _modifiers(reading, i))
    if found is not None:
        reading.place_unit(Unit(i, i + 1, (found,), "nominal", "doc", core=(i, i + 1)))


def _suitable(reading: Reading, memory: Memory, word: str, told: set[str]) -> str | None:
    """The last document named so, else the last that the noun may be said of."""
    cls = document_class(word)
    for exact in (True, False):
        for entity_id in reversed(memory.documents):
            named_so = reading.registry.cls(entity_id) == cls or word in fold(reading.registry.label(entity_id))
            if (word in _BROAD or (named_so if exact else _may_be(reading, entity_id, word))) and _tells(
                reading, entity_id, told
            ):
                return entity_id
    return None


def _may_be(reading: Reading, entity_id: str, word: str) -> bool:
    cls = reading.registry.cls(entity_id) or document_class(reading.registry.label(entity_id))
    return cls in _MEANT.get(word, frozenset())


def _modifiers(reading: Reading, i: int) -> set[str]:
    """The words right before a document noun that tell of its subject: not articles, epithets or names of states."""
    parse, k, found = reading.parse, i - 1, set[str]()
    while k >= 0 and i - k < 5 and parse.tag[k].startswith(("JJ", "NN", "VBN", "HYPH")):
        if reading.unit(k) is None and parse.word[k][0].isalpha() and parse.lower[k] not in _COMMON:
            found.add(fold(parse.lower[k]))
        k -= 1
    return found


def _tells(reading: Reading, entity_id: str, told: set[str]) -> bool:
    if not told:
        return True
    words = {
        w for name in (reading.registry.label(entity_id), *reading.registry.names(entity_id)) for w in _words(name)
    }
    return told <= words


def _words(name: str) -> list[str]:
    return fold(name).replace("-", " ").split()


def place_document_nouns(reading: Reading, memory: Memory, i: int) -> None:
    """ "The agreements": those of the last sentences that the noun may be said of, if there are several."""
    parse = reading.parse
    word = _SINGULAR[parse.lower[i]]
    first = parse.sents[max(0, parse.sent[i] - _BACK)][0]
    told, found = _modifiers(reading, i), dict[str, None]()
    for j in range(first, i):
        unit = reading.unit(j)
        for entity_id in unit.ids if unit is not None and unit.start == j else ():
            fits = reading.registry.kind(entity_id) == "agreement" and entity_id in memory.documents
            if fits and (word in _BROAD or _may_be(reading, entity_id, word)) and _tells(reading, entity_id, told):
                found[entity_id] = None
    if 2 <= len(found) <= _MANY:
        reading.place_unit(Unit(i, i + 1, tuple(found), "collective", "doc", core=(i, i + 1)))


def link_description(reading: Reading, memory: Memory, unit: Unit) -> None:
    """ "The trade deal" after "a trade agreement between A and B" is that agreement, if it is spoken of as known."""
    parse, registry = reading.parse, reading.registry
    document = unit.ids[0]
    if unit.kind != "nominal" or unit.via != "doc" or document in memory.documents:
        return
    at = unit.start - 1
    while at >= 0 and (parse.lower[at] in EPITHETS or (parse.tag[at] == "JJ" and reading.unit(at) is None)):
        at -= 1
    if at < 0 or parse.lower[at] not in ("the", "this", "that"):
        return
    head = next((w for w in reversed(_words(reading.surface(unit.start, unit.end))) if w in _MEANT), "")
    told = {w for w in _words(registry.label(document)) if w != head and w not in _COMMON}
    if head and (found := _suitable(reading, memory, head, told)) is not None:
        for name in registry.names(document):
            registry.name(found, name)
        unit.ids = (found,)


def last_document(reading: Reading, i: int) -> Unit | None:
    """The document that "it" at token i means: the only one named in this sentence before it, else in the last one."""
    parse = reading.parse
    number = parse.sent[i]
    for first, last in ((parse.sents[number][0], i), parse.sents[max(0, number - 1)]):
        units = {id(u): u for j in range(first, min(last, i)) if (u := reading.unit(j)) is not None}
        found = [u for u in units.values() if reading.registry.kind(u.ids[0]) == "agreement"]
        if found:
            return found[-1] if len({u.ids for u in found}) == 1 else None
    return None
