"""The title of an article that stands apart from its text: who is named there is known from the first sentence on."""

from __future__ import annotations

import re

from kg.extract.titles import title_surfaces
from kg.extract.units import Reading
from kg.lexicon import fold, name_words

__all__ = ["read_headline"]

_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w’-]*\.?\s){0,3}[A-ZÀ-Þ][\w’-]+")
_PLACE = re.compile(
    r"\s(?:of|for)\s(?:the\s)?(?:(?:Republic|Kingdom|State|Federal Republic|Islamic Republic)\sof\s)?(?:the\s)?"
)
_STOP = frozenset(
    "meeting call conversation statement visit talks readout phone telephone with and of the on at in to "
    "joint remarks summit travel participation before after during from for by response media release "
    "transcript press conference interview doorstop address speech announces announcement remark letter "
    "message minister president prime secretary ambassador chancellor".split()
)


def read_headline(reading: Reading) -> None:
    """Note the persons and states of the title: `reading.headline` and, for persons, their offices and states."""
    title = reading.article.title
    if not title or reading.parse.text.startswith(title):
        return
    people: dict[str, None] = {}
    states: dict[str, None] = {}
    for hit in reading.lexicon.gazetteer.find(title):
        for form in hit.forms:
            if form.entity_id.startswith("person/"):
                people[reading.registry.known(form.entity_id)] = None
            elif form.entity_id.startswith("state/") and form.kind != "demonym" and len(hit.forms) == 1:
                states[reading.registry.known(form.entity_id)] = None
    headed: dict[tuple[str, str], None] = {}
    surfaces = title_surfaces(title)
    for start, end, office in surfaces:
        person, owner = _holder(reading, title, start, end)
        if owner and not person:
            headed[office, owner] = None
        if person:
            people[person] = None
            reading.registry.title(person, office)
            if owner:
                reading.registry.belongs(person, reading.registry.iso3(owner))
    reading.headline = (tuple(people), tuple(states))
    reading.headed = tuple(headed)


def _holder(reading: Reading, title: str, start: int, end: int) -> tuple[str | None, str | None]:
    """The person after a title of office in the headline, with the state between or before them."""
    owner = _state(reading, title[max(0, start - 30) : start], last=True)
    at = end
    if (link := _PLACE.match(title, at)) is not None:
        for hit in reading.lexicon.gazetteer.find(title[link.end() :]):
            if hit.start == 0 and hit.forms[0].entity_id.startswith(("state/", "org/")):
                owner = reading.registry.known(hit.forms[0].entity_id)
                at = link.end() + hit.end
            break
    for hit in reading.lexicon.gazetteer.find(title[at:]):
        if hit.start <= 1 and hit.forms[0].entity_id.startswith("person/"):
            return reading.registry.known(hit.forms[0].entity_id), owner
        break
    match = _NAME.match(title, at + 1) if title[at : at + 1] == " " else None
    if match is None:
        return None, owner
    words = match.group(0).split()
    while words and fold(words[-1]) in _STOP:
        words.pop()
    for i, word in enumerate(words):
        if fold(word) in _STOP:
            words = words[:i]
            break
    name = re.sub(r"[’']s$", "", " ".join(words))
    if not name or (len(name.split()) == 1 and _state(reading, name, last=False)):
        return None, owner
    return _person(reading, name), owner


def _person(reading: Reading, name: str) -> str | None:
    """The known person of that name, else a new one if the name is full; a surname alone is left to the text."""
    parts = fold(name).split()
    for key in reading.lexicon.surnames.get(parts[-1], ()) if len(parts) > 1 else ():
        if any(fold(n) == " ".join(parts) for n in reading.lexicon.entities[key].names):
            return reading.registry.known(key)
    for hit in reading.lexicon.gazetteer.find(name):
        if hit.forms[0].entity_id.startswith("person/"):
            return reading.registry.known(hit.forms[0].entity_id)
    whole = len(parts) > 1 and not name_words().names_thing(parts)
    return reading.registry.new("person", name) if whole else None


def _state(reading: Reading, text: str, *, last: bool) -> str | None:
    found = [
        f.entity_id
        for hit in reading.lexicon.gazetteer.find(text)
        for f in hit.forms
        if f.entity_id.startswith("state/")
    ]
    return reading.registry.known(found[-1 if last else 0]) if found else None
