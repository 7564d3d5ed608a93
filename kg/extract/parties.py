"""Who is a party to a document: by its title, by the words around it, by what was signed, issued or negotiated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.doctitles import document_class
from kg.extract.lists import list_from
from kg.extract.statements import ACTORS, interstate
from kg.extract.units import Reading, Unit

__all__ = ["has_parties", "parties_named", "party_of"]

_BINDING = frozenset("Agreement Charter Declaration JointStatement MemorandumOfUnderstanding Treaty".split())
_BETWEEN = re.compile(r"\b(?:between|among)\s(.+)$", re.IGNORECASE)
_WITH = re.compile(r"\bwith\s(.+)$")
_AUTHORS = re.compile(r"\b(?:[Ss]tatement|[Dd]eclaration|[Cc]ommuniqu[eé])\s(?:of|by)\s(.+)$")
_SUBJECT = re.compile(r"\s(?:on|for|concerning|regarding|about|relating)\s.*$", re.IGNORECASE)
_PHRASE = re.compile(r"\s(?:of|on|for|to|between|among|with|concerning|regarding|about|in|by|from)\s.*$")
_PREFIX = re.compile(r"\b([A-Z][a-z]+)[-–](?=[A-Z])")
_HYPHENS = frozenset({"-", "–", "/"})
_REACH = 9  # tokens behind a title in which "between" may follow its subject


def has_parties(reading: Reading, document: str) -> bool:
    """Whether documents of its class have parties: treaties and joint statements have, laws and plans have not."""
    cls = reading.registry.cls(document) or document_class(reading.registry.label(document))
    return cls in _BINDING


def party_of(reading: Reading, entity_id: str) -> str | None:
    """The state or body for which somebody signs; None for a person of unknown state."""
    registry = reading.registry
    kind, state = registry.kind(entity_id), None
    if kind == "person" or (kind == "organization" and registry.cls(entity_id) in (None, "GovernmentBody")):
        state = registry.state_of(entity_id)
    return state or (entity_id if kind in ("state", "organization") else None)


def parties_named(reading: Reading, what: Unit) -> list[str]:
    """The parties that a mention of a document names: "the Sino-Russian treaty", "an agreement with Japan".

    A single one counts with "with" only, since "the Geneva agreement on Syria" is not Syria's.
    """
    title = reading.surface(what.start, what.end)
    after, word = _after(reading, what)
    if (found := _BETWEEN.search(title)) is not None:
        return _all(reading, _SUBJECT.sub("", found.group(1)))
    if (found := _AUTHORS.search(title)) is not None and len(of := _all(reading, _SUBJECT.sub("", found.group(1)))) > 1:
        return of
    before = [*_before(reading, what), *_all(reading, _PHRASE.sub("", title))]
    if (found := _WITH.search(title)) is not None:
        return list(dict.fromkeys((*before, *_all(reading, _SUBJECT.sub("", found.group(1))))))
    if word in ("between", "among"):
        return after if len(after) > 1 else []
    both = list(dict.fromkeys((*before, *after)))
    return both if word == "with" or len(both) > 1 else []


def _all(reading: Reading, text: str) -> list[str]:
    """The states and bodies of states that a text names, in its order."""
    lexicon, found = reading.lexicon, dict[int, str]()
    hits = list(lexicon.gazetteer.find(text))
    states = {hit.start for hit in hits if hit.forms[0].entity_id.startswith("state/")}
    for prefix in _PREFIX.finditer(text):  # "Sino-Russian", but not "Indo-Pacific"
        state = lexicon.combining.get(prefix.group(1).casefold())
        if state is not None and prefix.end() in states:
            found[prefix.start()] = state
    for hit in hits:
        entity_id = hit.forms[0].entity_id
        if entity_id.startswith("state/") or (entity_id.startswith("org/") and interstate(reading, entity_id)):
            found.setdefault(hit.start, entity_id)
    return [reading.registry.known(found[at]) for at in sorted(found)]


def _before(reading: Reading, what: Unit) -> list[str]:
    """The states in front of a document: "the Sino-Russian", "a U.S.-Japan", "France and Spain's"."""
    parse, k, found = reading.parse, what.start - 1, list[str]()
    while k >= parse.sents[parse.sent[what.start]][0]:
        unit = reading.unit(k)
        if unit is not None and len(unit.ids) == 1 and _is_side(reading, unit.ids[0]):
            found.insert(0, unit.ids[0])
            k = unit.start - 1
        elif parse.lower[k] in _HYPHENS or (found and parse.lower[k] == "and") or parse.tag[k] in ("JJ", "POS"):
            k -= 1
        else:
            break
    return found


def _after(reading: Reading, what: Unit) -> tuple[list[str], str]:
    """The list behind "between" or "with" that follows a document or its subject, and that word."""
    parse = reading.parse
    last = min(parse.sents[parse.sent[what.start]][1] - 1, what.end + _REACH)
    for k in range(what.end, last):
        word = parse.lower[k]
        if word in ("between", "among") or (word == "with" and k == what.end):
            return list(_sides(reading, k + 1)), word
        finite = parse.tag[k] in ("VBD", "VBP", "VBZ", "MD")
        if finite or parse.is_verb(k) or reading.unit(k) is not None or parse.lower[k] in (",", ";", "that", "which"):
            break
    return [], ""


def _sides(reading: Reading, i: int) -> Iterator[str]:
    for unit in list_from(reading, i):
        for entity_id in unit.ids:
            if reading.registry.kind(entity_id) in ACTORS and (party := party_of(reading, entity_id)):
                yield party


def _is_side(reading: Reading, entity_id: str) -> bool:
    if reading.registry.kind(entity_id) == "state":
        return True
    known = entity_id in reading.lexicon.entities
    return known and entity_id.startswith("org/") and interstate(reading, entity_id)
