"""What the resolver looks at: each article's entities with what the article says of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from kg.lexicon import fold, lexicon
from kg.model import Entity, Extraction
from kg.resolve.names import is_single

__all__ = ["Key", "Profile", "known_profile", "profiles"]

Key = tuple[str, str]
"""An entity as one article names it: article id, and the id that the extractor gave."""

Office = tuple[str, str]  # folded title, id of the state or body


@dataclass(slots=True)
class Profile:
    """All that articles say under one id: of a person with a full name everywhere, of a bare surname per state.

    `days` are the dates of the articles and `sources` who published them; `known` marks entities of the lexicon, `bare`
    surnames without a given name. Of a bare surname, `only` are the ids of the one person, however spelt, whom these
    articles name in full. Of documents, `parties` are those who signed or issued them, by code or id, and `signed` the
    days on which they did.
    """

    id: str
    entity: Entity
    bare: bool = False
    known: bool = False
    keys: set[Key] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    offices: set[Office] = field(default_factory=set)
    days: set[date] = field(default_factory=set)
    only: frozenset[str] = frozenset()
    sources: set[str] = field(default_factory=set)
    parties: set[str] = field(default_factory=set)
    signed: set[date] = field(default_factory=set)

    @property
    def articles(self) -> set[str]:
        """The articles that name it."""
        return {article for article, _ in self.keys}

    @property
    def state(self) -> str | None:
        """The state that most articles give; of several, the first by code."""
        return min(self.states, key=lambda code: (-self.states[code], code)) if self.states else None


def _offices(reading: Extraction) -> dict[str, set[Office]]:
    found: defaultdict[str, set[Office]] = defaultdict(set)
    for fact in reading.facts:
        if fact.relation == "holdsOffice" and fact.status != "denied":
            found[fact.subject].add((fold(fact.office or ""), fact.object))
    return found


def _parties(reading: Extraction) -> dict[str, list[tuple[str, date | None]]]:
    """Who signed or issued each document, persons and bodies as their state, and on which day if that is known."""
    states = {entity.id: entity.iso3 for entity in reading.entities if entity.iso3}
    found: defaultdict[str, list[tuple[str, date | None]]] = defaultdict(list)
    for fact in reading.facts:
        if fact.relation in ("signs", "issues") and fact.status != "denied":
            day = fact.when.first if fact.when and fact.when.precision == "day" else None
            found[fact.object].append((states.get(fact.subject, fact.subject), day))
    for claim in reading.document_claims:
        if claim.status != "denied":
            day = claim.when.first if claim.when and claim.when.precision == "day" else None
            parties = (claim.value,) if claim.detail == "party" else claim.by if claim.value == "signed" else ()
            found[claim.document] += [(states.get(party, party), day) for party in parties]
    return found


def _contested(readings: Iterable[Extraction]) -> set[str]:
    """Bare surnames to which articles give several states."""
    states: defaultdict[str, set[str]] = defaultdict(set)
    for reading in readings:
        for entity in reading.entities:
            if entity.kind == "person" and entity.iso3 and is_single(entity.label):
                states[entity.id].add(entity.iso3)
    return {name for name, codes in states.items() if len(codes) > 1}


def profiles(readings: tuple[Extraction, ...]) -> dict[str, Profile]:
    """The profiles of all entities, by id; a surname that articles tie to several states has one for each state."""
    found: dict[str, Profile] = {}
    contested, known = _contested(readings), lexicon().entities
    for reading in readings:
        offices, parties = _offices(reading), _parties(reading)
        for entity in reading.entities:
            name = entity.id
            bare = entity.kind == "person" and is_single(entity.label)
            if name in contested and name not in known and entity.iso3:
                name = f"{name}-{entity.iso3.lower()}"
            profile = found.setdefault(name, Profile(name, entity, bare, entity.id in known))
            profile.keys.add((reading.article.id, entity.id))
            profile.names[entity.label] += 1
            profile.offices |= offices.get(entity.id, set())
            for party, day in parties.get(entity.id, ()):
                profile.parties.add(party)
                profile.signed |= {day} if day else set()
            if entity.iso3:
                profile.states[entity.iso3] += 1
            profile.sources.add(reading.article.source or "")
            if reading.article.published:
                profile.days.add(reading.article.published)
    return found


@cache
def known_profile(person: str) -> Profile:
    """A person of the lexicon as a profile: names, state, offices, and the days on which these began and ended."""
    entity = lexicon().entities[person]
    profile = Profile(person, entity, known=True)
    profile.names.update([name for name in entity.names if not is_single(name)] or [entity.label])
    if entity.iso3:
        profile.states[entity.iso3] += 1
    for tenure in lexicon().tenures.get(person, ()):
        if tenure.person == person:
            profile.offices.add((fold(tenure.office), tenure.organization))
            profile.days |= {
                date(int(bound[:4]), 7, 1) for bound in (tenure.since, tenure.until) if bound[:4].isdigit()
            }
    return profile
