"""Proposes facts: every trigger with the actors in its slots. Generous on purpose; `kg.extract.grade` decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.attendance import attendance
from kg.extract.candidates import Candidate, Deed, fits, mutual, pairs
from kg.extract.ends import UNCONNECTED, End, ends_of
from kg.extract.lists import subject_units
from kg.extract.matching import applies, entries
from kg.extract.slots import fill, nearest
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse
from kg.lexicon import Trigger, relations

__all__ = ["propose"]

_FRAMES = frozenset({"P:within", "P:through", "P:in", "P:at", "~within", "~through", "~in", "~at"})
_LAST = frozenset({"parties", "voice"})  # slots that count only where no other one is filled
_TOGETHER = frozenset({"P:between", "P:among", "mod", "compound", "amod", "P:of"})  # "talks between A and B"


def propose(reading: Reading) -> Iterator[Candidate]:
    """All candidates of an article, in the order of their triggers."""
    parse = reading.parse
    for i in range(parse.n):
        if i in reading.skip:
            continue
        found = entries(parse.lower[i]) or entries(parse.lemma[i])
        matched = [t for t, rest in found if applies(parse, t, i, rest)]
        if matched:
            yield from _at(reading, i, matched)
    yield from attendance(reading)


def _at(reading: Reading, i: int, matched: list[Trigger]) -> Iterator[Candidate]:
    """The candidates of the triggers that apply at token i."""
    parse, table = reading.parse, relations()
    signs, ends = parse.signs(i), ends_of(reading, i)
    of_subjects: list[End] = []  # objects of triggers such as "resign", of which the subject is the object
    if any("subj" in t.object for t in matched):
        of_subjects = [End(u, ("subj",)) for u in subject_units(reading, parse.subjects(i))]
    slots: dict[str, list[Unit]] = {}
    for trigger in matched:
        deed = Deed(trigger, i, signs)
        subjects = _subjects(reading, deed, ends, slots)
        objects = [*of_subjects, *ends] if "subj" in trigger.object else ends
        for slot, unit in subjects:
            for end in (*objects, *_told_of(reading, trigger, i)):
                if not _idle(reading, trigger.relation, unit, end):
                    yield from pairs(reading, deed, slot, unit, end)
        if table[trigger.relation].symmetric or trigger.mutual or _each_other(parse, i):
            yield from mutual(reading, deed, subjects)
        if table[trigger.relation].symmetric:
            inner = [("path", e.unit) for e in ends if e.path[-1] in _TOGETHER and fits(trigger, e.path)]
            yield from mutual(reading, deed, inner)


def _told_of(reading: Reading, trigger: Trigger, i: int) -> list[End]:
    """The occasion most told of before a list of those who attend: "The participants included X and Y"."""
    if "occasion" not in trigger.object:
        return []
    start = reading.parse.sents[reading.parse.sent[i]][0]
    events = [u for u in reading.units if u.start < start and u.ids and reading.registry.kind(u.ids[0]) == "event"]
    named = Counter(u.ids[0] for u in events)
    most = max(events, key=lambda u: (named[u.ids[0]], -u.start), default=None)
    return [End(most, ("occasion",))] if most is not None else []


def _each_other(parse: Parse, i: int) -> bool:
    """Whether what is told goes both ways: "thanked each other", "recognise one another's borders"."""
    below = [k for at in (i, *parse.kids[i]) for k in parse.kids[at]]
    return any((parse.lower[k - 1], parse.lower[k]) in (("each", "other"), ("one", "another")) for k in below if k)


def _idle(reading: Reading, relation: str, unit: Unit, end: End) -> bool:
    """Whether a subject and an end can be no pair, whatever the grade."""
    first = end.path[0]
    if end.unit is unit or (first in UNCONNECTED and relation not in UNCONNECTED[first]):
        return True
    if len(unit.ids) > 1 and end.unit.ids == unit.ids:
        return True  # "we reiterate our support": not for one another
    if relation == "cooperatesWith" and first in _FRAMES and end.unit.ids[0].startswith("org/"):
        return True  # "work closely within the G20": the G20 is where, not with whom
    return end.path[-1] == "poss" and _own(reading, unit, end.unit)  # "Gillard expressed Australia's condolences"


def _own(reading: Reading, subject: Unit, possessor: Unit) -> bool:
    """Whether a possessor is the subject itself or its state."""
    states = {e if e.startswith("state/") else reading.registry.state_of(e) for e in subject.ids}
    return all(e in subject.ids or e in states or reading.registry.state_of(e) in states for e in possessor.ids)


def _subjects(reading: Reading, deed: Deed, ends: list[End], slots: dict[str, list[Unit]]) -> list[tuple[str, Unit]]:
    """Who stands in the subject slots of a trigger, with the slot; else the nearest actor before it."""
    found: list[tuple[str, Unit]] = []
    for slot in deed.trigger.subject:
        if slot in _LAST and found:
            continue  # who signs is said; the title need not tell
        if slot not in slots:
            slots[slot] = fill(reading, deed.token, slot, ends)
        found += [(slot, u) for u in slots[slot]]
    if not found and deed.trigger.subject != ("roster",) and (near := nearest(reading, deed.token)) is not None:
        found.append(("near", near))
    return found
