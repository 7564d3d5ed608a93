"""What an article has mentioned so far: what pronouns, titles that stand alone and group nouns may refer to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from kg.extract.units import Reading, Unit

__all__ = ["Memory"]

_OPENING = 5  # sentences in which the meeting or call that an article is about is told
_LARGEST = 16  # members of a group that can be referred to as one
_ENCOUNTERS = frozenset(
    "meet talk speak call conversation meeting phone telephone consultation visit receive summit discussion".split()
)


@dataclass
class Memory:
    """Entities by kind, the last mentioned last; groups of those in one sentence; how often each was named."""

    persons: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    person_groups: list[tuple[str, ...]] = field(default_factory=list)
    state_groups: list[tuple[str, ...]] = field(default_factory=list)
    last_group: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()  # who meets in the meeting or call that the article opens with
    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of_headline(cls, reading: Reading) -> Memory:
        """A memory that knows the persons and states of the title."""
        people, states = reading.headline
        memory = cls(persons=list(people), states=list(states))
        if len(people) > 1:
            memory.occasion = people
            memory.person_groups.append(people)
        return memory

    def add(self, reading: Reading, entity_id: str, unit: Unit) -> None:
        """An entity is mentioned; a mere adjective ("Russian") counts but is not referred to by "it"."""
        if unit.via == "demonym":
            self.seen[entity_id] += 1
            return
        kind = reading.registry.kind(entity_id)
        where = self._of_kind(kind)
        if where is None:
            return
        if entity_id in where:
            where.remove(entity_id)
        where.append(entity_id)
        self.seen[entity_id] += 1
        if kind == "person" and (home := reading.registry.state_of(entity_id)):
            self.seen[home] += 1

    def _of_kind(self, kind: str) -> list[str] | None:
        lists = {"person": self.persons, "state": self.states, "organization": self.bodies}
        return self.documents if kind == "agreement" else lists.get(kind)

    def close(self, reading: Reading, start: int, end: int) -> None:
        """At the end of a sentence: which persons or states appeared together in it."""
        persons, states = _together(reading, start, end)
        opening = reading.parse.sent[start] < _OPENING and not self.person_groups
        if opening and len(persons) > 1 and not _ENCOUNTERS.isdisjoint(reading.parse.lemma[start:end]):
            self.occasion = persons
        if 2 <= len(persons) <= _LARGEST:
            self.person_groups.append(persons)
        if 2 <= len(states) <= _LARGEST and not persons:
            self.state_groups.append(states)
        elif len(row := _listed(reading, start, end)) > 2:
            self.state_groups.append(row)

    def frequent(self, reading: Reading, kind: str, count: int) -> tuple[str, ...]:
        """The `count` entities of a kind that the article names most; the state of the source counts as named."""
        found = [e for e, _ in self.seen.most_common() if e in reading.registry and reading.registry.kind(e) == kind]
        found = found[:count]
        if kind == "state" and reading.home and len(found) == 1 and reading.home not in found:
            found.insert(0, reading.home)
        return tuple(found) if len(found) == count else ()


def _listed(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """The longest list of states in tokens start:end: "a pact between Chile, Peru and Bolivia"."""
    longest: tuple[str, ...] = ()
    for i in range(start, end):
        units = [reading.unit(k) for k in reading.parse.conjuncts(i)] if reading.unit(i) is not None else []
        states = tuple(dict.fromkeys(u.ids[0] for u in units if u is not None and u.ids and u.via == "name"))
        if len(states) > len(longest) and all(e.startswith("state/") for e in states):
            longest = states
    return longest


def _together(reading: Reading, start: int, end: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The persons, and the states and bodies of states, that tokens start:end name."""
    persons: dict[str, None] = {}
    states: dict[str, None] = {}
    for i in range(start, end):
        unit = reading.unit(i)
        if unit is None or unit.start != i or unit.via in ("collective", "demonym", "people"):
            continue
        for e in unit.ids:
            kind = reading.registry.kind(e)
            if kind == "person" and not _behind(reading, unit):
                persons[e] = None
            elif kind == "state" or reading.registry.cls(e) == "InternationalOrganization":
                states[e] = None
    return tuple(persons), tuple(states)


def _behind(reading: Reading, unit: Unit) -> bool:
    """Whether a person only says whose aide or affair something is: "Chief of Staff for President X"."""
    top = reading.top(unit)
    head = reading.parse.head[top]
    edge = reading.parse.edge(top)
    return edge in ("poss", "P:of", "P:for", "compound", "mod") and reading.parse.lemma[head] not in _ENCOUNTERS
