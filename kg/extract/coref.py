"""Coreference that diplomacy needs: titles, pronouns, pairs and groups, bodies by description, documents by their noun.

One pass from the first token to the last: what stands for somebody is remembered, and what refers to somebody is
looked up among what has been said before.
"""

from __future__ import annotations

import re

from kg.extract.actors import noun_classes
from kg.extract.docrefs import (
    DOCUMENT_NOUNS,
    DOCUMENT_PLURALS,
    link_description,
    place_document_noun,
    place_document_nouns,
)
from kg.extract.groups import OPEN, fill_collective, group, place_group_noun
from kg.extract.memory import Memory
from kg.extract.pronouns import place_pronoun
from kg.extract.standalone import fill_title
from kg.extract.units import Reading, Unit
from kg.lexicon import fold

__all__ = ["resolve"]

_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_POINTING = frozenset({"the", "this", "that", "its", "their"})


def resolve(reading: Reading) -> None:
    """Resolve titles that stand alone and add units for pronouns, groups, descriptions and document nouns."""
    memory = Memory.of_headline(reading)
    by_start = {u.start: u for k, u in enumerate(reading.units) if reading.unit_at[u.start] == k}
    for start, end in reading.parse.sents:
        i = start
        while i < end:
            unit = by_start.get(i)
            if unit is not None:
                _meet(reading, memory, unit)
                i = max(unit.end, i + 1)
                continue
            if reading.unit_at[i] < 0 and i not in reading.skip:
                _refer(reading, memory, i)
            i += 1
        memory.close(reading, start, end)
    reading.pair = memory.frequent(reading, "state", 2)
    reading.occasion = memory.occasion
    _look_ahead(reading, memory)


def _meet(reading: Reading, memory: Memory, unit: Unit) -> None:
    """A unit: fill it if it is a title that stands alone, and remember whom it stands for."""
    how, _, office = unit.via.partition(":")
    if how == "title" and office:
        fill_title(reading, memory, unit, office)
    elif how == "collective" and office:
        fill_collective(reading, memory, unit)
    elif unit.via == "doc":
        link_description(reading, memory, unit)
    for entity_id in unit.ids:
        memory.add(reading, entity_id, unit)


def _refer(reading: Reading, memory: Memory, i: int) -> None:
    """A pronoun, group noun, description or document noun at token i."""
    word, tag = reading.parse.lower[i], reading.parse.tag[i]
    if tag in ("PRP", "PRP$") or word == "i":
        place_pronoun(reading, memory, i)
    elif tag in ("NNS", "NNPS") and noun_classes().get(word) == "collective":
        place_group_noun(reading, memory, i)
    elif tag in _NOUNS and _definite(reading, i):
        if word in DOCUMENT_NOUNS:
            place_document_noun(reading, memory, i)
        elif tag.endswith("S") and word in DOCUMENT_PLURALS:
            place_document_nouns(reading, memory, i)
        else:
            _described(reading, memory, i)
    elif word == "both" and reading.parse.edge(i) in ("subj", "agent"):
        _place(reading, i, group(reading, memory, 2, of_states=False))


def _place(reading: Reading, i: int, ids: tuple[str, ...]) -> None:
    if ids:
        reading.place_unit(Unit(i, i + 1, ids, "collective", "collective", core=(i, i + 1)))


def _definite(reading: Reading, i: int) -> bool:
    parse = reading.parse
    if i and parse.lower[i - 1] in _POINTING:
        return True  # wherever the parser hangs the article
    return any(k < i and parse.lower[k] in _POINTING for k in parse.kids[i])


def _described(reading: Reading, memory: Memory, i: int) -> None:
    """ "the bloc", "the alliance": the last organisation that may be called so."""
    word = reading.parse.lower[i]
    for entity_id in reversed(memory.bodies):
        for phrase in reading.lexicon.descriptions.get(entity_id, ()):
            if re.sub(r"^the ", "", fold(phrase)).split()[-1:] == [word]:
                reading.place_unit(Unit(i, i + 1, (entity_id,), "nominal", "name", core=(i, i + 1)))
                return


def _look_ahead(reading: Reading, memory: Memory) -> None:
    """A group named only afterwards: "Biden spoke with Transatlantic leaders ... Joining the call were A, B and C"."""
    parse = reading.parse
    largest = max(memory.person_groups, key=len, default=())
    if len(largest) < 3:
        return
    first = parse.n
    for unit in reading.units:
        named_later = parse.lower[(unit.core or (unit.start, unit.end))[0]] not in OPEN
        unnamed = unit.kind == "collective" and unit.via == "none" and not unit.ids
        if unnamed and named_later and parse.sent[unit.start] <= 1:
            unit.ids, unit.via = largest, "collective"
            first = min(first, unit.end)
    for i in range(first, parse.n):
        if reading.unit_at[i] >= 0 or i in reading.skip:
            continue
        noun = parse.lower[i] in ("leaders", "participants") and _definite(reading, i)
        if noun or parse.lower[i] in ("they", "their"):
            _place(reading, i, largest)
