"""Who stands in a subject slot of a trigger: "agent", "holder", "voice", "parties" and so on (see `Trigger`)."""

from __future__ import annotations

from kg.extract.ends import End
from kg.extract.lists import ACTORS, list_from, subject_units
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse

__all__ = ["fill", "nearest"]

_SIDES = frozenset({"anti", "pro"})  # "anti-Russian sanctions": not Russia's
_NEAR = 25  # tokens between the participle and the verb of an inverted sentence
_BE = frozenset({"is", "are", "was", "were", "include", "included"})
_NAMED = frozenset({"name", "actor"})
_JOINED = frozenset({"joined", "accompanied", "flanked"})
_ALONG = frozenset({"together", "along"})


def fill(reading: Reading, i: int, slot: str, ends: list[End]) -> list[Unit]:
    """The units in a subject slot of the trigger at token i, whose ends are given."""
    parse = reading.parse
    if slot == "voice":
        return _voice(reading, i)
    if slot == "parties":
        return _parties(reading, i, ends)
    if slot == "company":
        return _company(reading, i)
    if slot == "roster":
        return _roster(reading, i)
    if slot == "agent" and len(reading.occasion) > 1 and _impersonal(parse, i):
        return [Unit(i, i + 1, reading.occasion, "collective", "occasion")]
    return subject_units(reading, _tokens(parse, i, slot))


def _tokens(parse: Parse, i: int, slot: str) -> tuple[int, ...]:
    if slot == "agent":
        return parse.subjects(i) if parse.tag[i].startswith("VB") else _predicate_subjects(parse, i)
    if slot == "holder":
        return parse.holders(i)
    if slot == "obj":
        return parse.patients(i)
    if slot == "pass":
        return tuple(k for k in parse.kids[i] if parse.dep[k] == "nsubj:pass")
    if slot == "mod":
        before = (k for k in parse.kids[i] if k < i and parse.edge(k) in ("amod", "compound", "mod"))
        return tuple(k for k in before if not (k > 1 and parse.lower[k - 2] in _SIDES and parse.lower[k - 1] == "-"))
    return tuple(k for k in parse.kids[i] if parse.edge(k) == slot)


def _company(reading: Reading, i: int) -> list[Unit]:
    """Who is with the doer: "joined by X and Y", "together with Z"."""
    parse = reading.parse
    start, end = parse.sents[parse.sent[i]]
    found: list[Unit] = []
    for k in range(start, end - 2):
        first, second = parse.lower[k], parse.lower[k + 1]
        if (first in _JOINED and second == "by") or (first in _ALONG and second == "with"):
            found += list_from(reading, k + 2)
        elif first == "alongside":
            found += list_from(reading, k + 1)
    return [u for u in found if u.ids and reading.registry.kind(u.ids[0]) in ACTORS]


def _roster(reading: Reading, i: int) -> list[Unit]:
    """The names after the verb of an inverted sentence: "Taking part were X and Y", "participants included X and Y"."""
    parse = reading.parse
    start, end = parse.sents[parse.sent[i]]
    inverted = parse.tag[i] == "VBG" and not any(parse.is_verb(k) and parse.tag[k] != "VBG" for k in range(start, i))
    if not inverted and parse.tag[i] != "NNS":
        return []
    if i + 1 < end and parse.lower[i + 1] == "(":
        return list_from(reading, i + 2)  # "the co-chairs (X, Y and Z)"
    verb = next((k for k in range(i + 1, min(end, i + _NEAR)) if parse.lower[k] in _BE), None)
    if verb is None or any(parse.tag[k] == "," for k in range(i, verb)):
        return []
    units = {id(u): u for k in range(verb + 1, end) if (u := reading.unit(k)) is not None and u.via in _NAMED}
    persons = [u for u in units.values() if reading.registry.kind(u.ids[0]) == "person"]
    return persons or [u for u in units.values() if reading.registry.kind(u.ids[0]) in ACTORS]


def _impersonal(parse: Parse, i: int) -> bool:
    """Whether nobody is named as the doer: "It was agreed to continue contacts"."""
    return any(
        parse.dep[k] == "expl" or (parse.dep[k] == "nsubj:pass" and parse.lower[k] == "it") for k in parse.kids[i]
    )


def _predicate_subjects(parse: Parse, i: int) -> tuple[int, ...]:
    """The subject of a noun or adjective that is a predicate, else that of the verb above it."""
    own = tuple(k for k in parse.kids[i] if parse.dep[k] in ("nsubj", "nsubj:pass"))
    return own or (parse.subjects(parse.head[i]) if parse.head[i] != i else ())


def _voice(reading: Reading, i: int) -> list[Unit]:
    """Who speaks in the sentence of a trigger: the subject of a clause above it, else the one whose statement it is."""
    parse, at = reading.parse, i
    for _ in range(8):
        h = parse.head[at]
        if h == at:
            break
        if parse.is_verb(h) and (found := subject_units(reading, parse.subjects(h))):
            return found
        at = h
    if parse.is_verb(at) and at != i and (found := subject_units(reading, parse.subjects(at))):
        return found
    ids = reading.speaker[parse.sent[i]]
    return [Unit(i, i + 1, ids, "pronoun", "author")] if ids else []


def _parties(reading: Reading, i: int, ends: list[End]) -> list[Unit]:
    """The states in the title of the document that hangs on a trigger: "the Treaty between Russia and Finland"."""
    found: dict[str, None] = {}
    for end in ends[:3]:
        if reading.registry.kind(end.unit.ids[0]) == "agreement":
            found.update(dict.fromkeys(_named_in(reading, end.unit)))
    if len(found) == 1 and reading.home and reading.home not in found:
        found[reading.home] = None
    if not found:
        return [Unit(i, i + 1, reading.pair, "collective", "pair")] if len(reading.pair) == 2 else []
    return [Unit(i, i + 1, (e,), "name", "parties") for e in found]


def _named_in(reading: Reading, title: Unit) -> list[str]:
    """The states inside a title, and the actors listed after it."""
    inside = [e for start, _, e in reading.loose.values() if title.start <= start < title.end]
    found = [e for e in inside if e.startswith("state/")]
    after = title.end
    if after < reading.parse.n and reading.parse.lower[after] in ("between", "with", "of"):
        members = list_from(reading, after + 1)
        found += [e for m in members for e in m.ids if reading.registry.kind(e) in ACTORS]
    return found


def nearest(reading: Reading, i: int) -> Unit | None:
    """The last actor before the trigger in its sentence."""
    start = reading.parse.sents[reading.parse.sent[i]][0]
    for j in range(i - 1, start - 1, -1):
        unit = reading.unit(j)
        if unit is None or unit.via in ("demonym", "doc"):
            continue
        if reading.registry.kind(unit.ids[0]) in ACTORS:
            return unit
    return None
