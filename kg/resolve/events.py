"""Which events of several articles are one occasion.

Articles name one meeting by its states or by its leaders, with or without its day, as planned or as held. Two events
are one if class, those who take part and dates agree, and nothing else speaks against it: no other person for a state,
no other place. Of several who travel together an article may name some. What they say differently stays in their
claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kg.lexicon import fold, lexicon, relations
from kg.model import Extraction, Fact

__all__ = ["EventKey", "same_events"]

EventKey = tuple[str, str]
"""An event as one article tells it: article id, and the id that the extractor gave."""

# Occasions take place once; what is said or done towards another may be said and done every day.
_OCCASIONS = frozenset(
    "Meeting Call Visit Participation Negotiation Mediation Signing Understanding Issuance Accession Exit "
    "RelationsUpgrade RelationsDowngrade Appointment Recognition".split()
)
_BY_OBJECT = frozenset(("Participation", "Signing", "Issuance"))
# A document is signed once, and a body joined or left once, whenever an article mentions it.
_DOCUMENTS = frozenset(("Signing", "Issuance"))
_MEMBERS = frozenset(("Accession", "Exit"))
_ONCE = _DOCUMENTS | _MEMBERS | frozenset(("Recognition", "RelationsUpgrade"))
# The same two may telephone every few days, and agree or negotiate for weeks: how near reports without a day must be.
_FREQUENT = {"Call": timedelta(0), "Understanding": timedelta(1), "Negotiation": timedelta(1)}
_VAGUE = frozenset(("Understanding", "Negotiation"))  # one only if a person or the place is the same
_IN_BODY = "Participation in a body"  # it lasts for years
_BEFORE, _AFTER, _AHEAD = timedelta(7), timedelta(2), timedelta(45)  # an undated event, from the day of its article
_TOGETHER = timedelta(3)  # between articles that report the same event without a day
_LONGEST, _MONTH = 14, 31  # days that one occasion may last, and of a month


@dataclass(slots=True)
class _Event:
    """One event of one article, or several found to be one."""

    keys: list[EventKey]
    persons: dict[str, set[str]] = field(default_factory=dict)  # by state
    places: dict[str, set[str]] = field(default_factory=dict)  # by class: a palace may stand in a city
    parties: frozenset[str] = frozenset()  # who visits or agrees, by state; an article may name some of them only
    travel: bool = False
    first: date | None = None
    last: date | None = None
    exact: bool = False  # known to the day
    begun: bool = False  # known to have begun on that day ("since May 3")
    iso: str = ""
    published: date | None = None
    planned: bool = False

    def agrees(self, other: _Event) -> bool:
        if not self.parties_fit(other):
            return False
        return _compatible(self.persons, other.persons) and _compatible(self.places, other.places)

    def parties_fit(self, other: _Event) -> bool:
        """Whether the parties are the same; of those who travel, or agree on one day, a report may leave some out."""
        if self.parties == other.parties:
            return True
        part = self.parties <= other.parties or other.parties <= self.parties
        return part and (self.travel or (self.exact and other.exact))

    def take(self, other: _Event) -> None:
        self.keys += other.keys
        self.parties |= other.parties
        for mine, yours in ((self.persons, other.persons), (self.places, other.places)):
            for key, found in yours.items():
                mine[key] = mine.get(key, set()) | found
        if other.exact and self.first and self.last and other.first and other.last:
            self.first, self.last = min(self.first, other.first), max(self.last, other.last)


def _compatible(one: Mapping[str, set[str]], other: Mapping[str, set[str]]) -> bool:
    """Whether under each key that both have they share something."""
    return all(one[key] & other[key] for key in one.keys() & other.keys())


def _principal(entity: str, states: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The state for which somebody acts, or whose capital a place is; else the entity itself."""
    if entity.startswith("place/"):
        return lexicon().capitals.get(fold(labels.get(entity, "")), entity).removeprefix("state/")
    return states.get(entity, entity)


def _state_of_place(entity: str, states: Mapping[str, str], labels: Mapping[str, str]) -> str:
    """The state that is visited with a place in it; the place itself if it lies in none that is known."""
    known = lexicon().entities.get(entity) if entity.startswith("place/") else None
    return known.iso3 if known and known.iso3 else _principal(entity, states, labels)


def _events(reading: Extraction) -> Iterator[tuple[tuple[object, ...], _Event]]:
    """The events of an article, each with what all reports of it share."""
    states = {e.id: e.iso3 for e in reading.entities if e.iso3 and e.kind in ("person", "organization", "state")}
    labels = {e.id: e.label for e in reading.entities}
    table = relations()
    groups: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in reading.facts:
        if fact.event_id and fact.relation in table and table[fact.relation].subject_role:
            groups[fact.event_id].append(fact)
    for name, facts in sorted(groups.items()):
        relation = table[facts[0].relation]
        ends = [
            frozenset(_principal(e, states, labels) for e in end)
            for end in ((f.subject for f in facts), (f.object for f in facts))
        ]
        event = _event(reading, name, facts, states)
        kind: tuple[object, ...] = (relation.cls, *ends)
        if relation.cls == "Participation" and any(f.object.startswith("org/") for f in facts):
            kind = (_IN_BODY, *ends)
        elif relation.cls in _BY_OBJECT:
            kind = (relation.cls, frozenset(f.object for f in facts))
        elif relation.cls == "Visit":
            kind = (relation.cls, frozenset(_state_of_place(f.object, states, labels) for f in facts))
            event.parties, event.travel = ends[0], True
        elif relation.cls == "Understanding":
            kind, event.parties = (relation.cls,), ends[0] | ends[1]
        elif relation.symmetric:
            kind = (relation.cls, ends[0] | ends[1])
        yield kind, event


def _event(reading: Extraction, name: str, facts: list[Fact], states: Mapping[str, str]) -> _Event:
    classes = {e.id: e.cls for e in reading.entities if e.kind == "place"}
    event = _Event([(reading.article.id, name)], published=reading.article.published)
    persons = {end for fact in facts for end in (fact.subject, fact.object) if end.startswith("person/")}
    if relations()[facts[0].relation].cls not in _BY_OBJECT:  # of these, many may have a part
        for person in persons:
            event.persons.setdefault(states.get(person, person), set()).add(person)
    for fact in facts:
        if fact.place:
            event.places.setdefault(classes.get(fact.place) or "City", set()).add(fact.place)
    event.planned = all(fact.status == "planned" for fact in facts)
    when = next((fact.when for fact in facts if fact.when), None)
    if when:
        event.first, event.last, event.iso = when.first, when.last, when.iso()
        event.begun = when.precision == "day" and when.last is None
        event.exact = when.precision == "day" and when.last is not None and (when.last - when.first).days <= _LONGEST
    return event


def same_events(readings: Iterable[Extraction]) -> dict[EventKey, str]:
    """The id of the event that each event of each article is part of, where that is not its own id.

    The entities of the readings must already be resolved.
    """
    kinds: defaultdict[tuple[object, ...], list[_Event]] = defaultdict(list)
    for reading in readings:
        for kind, event in _events(reading):
            kinds[kind].append(event)
    found: dict[EventKey, str] = {}
    taken: set[str] = set()
    for kind in sorted(kinds, key=_readable):
        for group in [_united(kinds[kind])] if _is_settled(kind) else _grouped(str(kind[0]), kinds[kind]):
            best = _free(min((-len(iso), key[1]) for key, iso in _dated(group, kinds[kind]))[1], taken)
            found |= {key: best for key in group.keys if key[1] != best}
    return found


def _is_settled(kind: tuple[object, ...]) -> bool:
    """Whether it is the signing of a document of the word lists or the joining of a body.

    That is one event, even where an article gives another day: that of the application, or of its own report.
    """
    if kind[0] in _MEMBERS:
        return True
    known = lexicon().entities
    return kind[0] in _DOCUMENTS and isinstance(kind[1], frozenset) and all(name in known for name in kind[1])


def _united(events: list[_Event]) -> _Event:
    whole = _copy(events[0])
    for event in events[1:]:
        whole.take(event)
    return whole


def _readable(kind: tuple[object, ...]) -> str:
    """A kind as a text by which kinds can be sorted."""
    return str([sorted(part) if isinstance(part, frozenset) else part for part in kind])


def _free(name: str, taken: set[str]) -> str:
    """The id, or one with a number where another event has it: A attacks B, and B attacks A on the same day."""
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free)
    return free


def _dated(group: _Event, events: Iterable[_Event]) -> list[tuple[EventKey, str]]:
    own = set(group.keys)
    return [(key, event.iso) for event in events for key in event.keys if key in own]


def _copy(event: _Event) -> _Event:
    return _Event(
        list(event.keys), {s: set(p) for s, p in event.persons.items()},
        {c: set(p) for c, p in event.places.items()}, event.parties,
        event.travel, event.first, event.last, event.exact, event.begun, event.iso, event.published, event.planned,
    )  # fmt: skip


def _grouped(cls: str, events: list[_Event]) -> list[_Event]:
    """Events of one kind put together: first those known to the day, then the vaguer ones where just one place fits."""
    groups: list[_Event] = []
    order = sorted(
        events,
        key=lambda e: (not e.exact, e.first is None, -len(e.persons), e.first or e.published or date.max, e.keys),
    )
    for event in order:
        fitting = [group for group in groups if _fits(cls, event, group)]
        if len(fitting) > 1:
            fitting = _closest(event, fitting) or (_undated(fitting) if cls in _ONCE else [])
        if fitting:
            fitting[0].take(event)
        else:
            groups.append(_copy(event))
    return groups


def _closest(event: _Event, fitting: list[_Event]) -> list[_Event]:
    """Of several groups that fit, the one with which the event shares a person or place.

    Where only states are named on a day, their leaders' meeting is meant: the one for which most persons are named.
    """
    closer = [group for group in fitting if _shares(event, group)]
    if not closer and event.exact:
        most = max(len(group.persons) for group in fitting)
        closer = [group for group in fitting if len(group.persons) == most]
    if event.first is None and event.published and len(closer) > 1:
        closer = _nearest(event.published, closer)
    return closer if len(closer) == 1 else []


def _nearest(day: date, groups: list[_Event]) -> list[_Event]:
    """Those of some groups with a day whose day is nearest to the one given."""
    apart = [(abs(group.first - day), group) for group in groups if group.first]
    least = min((gap for gap, _ in apart), default=None)
    return [group for gap, group in apart if gap == least]


def _undated(fitting: list[_Event]) -> list[_Event]:
    """The one group of reports that give no day."""
    found = [group for group in fitting if group.first is None]
    return found if len(found) == 1 else []


def _shares(event: _Event, group: _Event) -> bool:
    """Whether a person, or the place, is named by both."""
    pairs = ((event.persons, group.persons), (event.places, group.places))
    return any(one[key] & other[key] for one, other in pairs for key in one.keys() & other.keys())


def _fits(cls: str, event: _Event, group: _Event) -> bool:
    if any(key in group.keys or key[1] in (k[1] for k in group.keys) for key in event.keys):
        return True  # the extractor gave them one id
    if not event.agrees(group):
        return False
    if cls not in _OCCASIONS:
        return _same_days(event, group)
    return _meets_in_time(cls, event, group)


def _same_days(event: _Event, group: _Event) -> bool:
    """Whether both give the same time, or the day on which one is said to have begun."""
    if event.first and (event.first, event.last) == (group.first, group.last):
        return True
    if event.exact and group.exact:
        return False
    days = (event.exact or event.begun) and (group.exact or group.begun)
    return days and event.first == group.first


def _meets_in_time(cls: str, event: _Event, group: _Event) -> bool:
    if event.first is None:
        return cls in _ONCE or _undated_fits(cls, event, group)
    if group.first is None:
        return False
    if event.exact:
        return group.exact and group.last is not None and event.last is not None and (
            event.first <= group.last and group.first <= event.last
        )  # fmt: skip
    if group.exact:
        return event.first <= group.first and (event.last is None or group.first <= event.last)
    return (event.first, event.last) == (group.first, group.last)


def _undated_fits(cls: str, event: _Event, group: _Event) -> bool:
    if event.published is None or (cls in _VAGUE and not _shares(event, group)):
        return False
    near = _FREQUENT.get(cls)
    if group.first is None:
        apart = _TOGETHER if near is None else near
        return group.published is not None and abs(group.published - event.published) <= apart
    if not group.exact:  # "in December", in an article of that month
        month = group.last is not None and (group.last - group.first).days <= _MONTH
        same = near is None and event.parties == group.parties
        return month and same and group.first <= event.published <= (group.last or group.first)
    if near is not None and not event.planned:
        return abs(group.first - event.published) <= near
    start = event.published if event.planned else event.published - _BEFORE
    return start <= group.first <= event.published + (_AHEAD if event.planned else _AFTER)
