"""Proposes facts: every trigger with the actors in its slots. Generous on purpose; `kg.extract.grade` decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse, Signs
from kg.language.inflect import forms
from kg.lexicon import Relation, Trigger, relations, triggers

__all__ = ["Candidate", "list_from", "propose", "subject_units"]

_DEPTH = 4
_SKIP = frozenset(
    {
        "punct",
        "cc",
        "det",
        "case",
        "mark",
        "aux",
        "aux:pass",
        "cop",
        "discourse",
        "cc:preconj",
        "det:predet",
        "expl",
        "compound:prt",
    }
)
_ACTORS = frozenset({"person", "state", "organization"})
_FRAMES = frozenset({"P:within", "P:through", "P:in", "P:at", "~within", "~through", "~in", "~at"})
_ASIDE = frozenset({"listed", "locative"})  # named only to say who belongs to a group, or where a town lies


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible fact: `token` triggers `trigger`; the ends stand in `slot` and at the end of `path`."""

    trigger: Trigger
    token: int
    subject: str
    object: str
    subject_unit: Unit
    object_unit: Unit
    slot: str
    path: tuple[str, ...]
    fits: bool
    signs: Signs


@dataclass(frozen=True, slots=True)
class _End:
    unit: Unit
    path: tuple[str, ...]


@cache
def _index() -> dict[str, tuple[tuple[Trigger, str], ...]]:
    """Triggers by every form of their first word: rare verbs are often lemmatised wrongly."""
    table: dict[str, dict[tuple[Trigger, str], None]] = defaultdict(dict)
    for trigger in triggers():
        if trigger.sure is not None:
            continue
        for word in trigger.words:
            first, _, rest = word.partition(" ")
            for spelling in _spellings(first):
                for form in forms(spelling, trigger.pos):
                    table[form][trigger, rest] = None
    return {k: tuple(v) for k, v in table.items()}


def _spellings(word: str) -> tuple[str, ...]:
    """A verb in -ize also in -ise."""
    return (word, word[:-3] + "ise") if word.endswith("ize") else (word,)


def propose(reading: Reading) -> Iterator[Candidate]:
    """All candidates of an article, in the order of their triggers."""
    parse, index = reading.parse, _index()
    for i in range(parse.n):
        if i in reading.skip:
            continue
        entries = index.get(parse.lower[i]) or index.get(parse.lemma[i])
        if entries:
            matched = [t for t, rest in entries if _applies(parse, t, i, rest)]
            if matched:
                yield from _at(reading, i, matched)
    yield from _occasions(reading)


def _occasions(reading: Reading) -> Iterator[Candidate]:
    """Who is at an occasion: the subject of the clause with "at the G20 Summit"; the parties in its name."""
    index, relation = _index(), relations()["participatesIn"]
    parse = reading.parse
    for unit in list(reading.units):
        if (
            not unit.ids
            or reading.unit(unit.start) is not unit
            or reading.registry.kind(unit.ids[0]) not in ("event", "organization")
        ):
            continue
        if unit.via != "name" or unit.start in reading.skip:
            continue
        before = _preposition_before(parse, unit.start)
        for trigger, _ in index.get(before, ()):
            if trigger.pos == "preposition":
                for subject in _attending(reading, unit):
                    yield from _pair(
                        reading,
                        trigger,
                        relation,
                        reading.top(unit),
                        "agent",
                        subject,
                        _End(unit, (f"P:{before}",)),
                        parse.signs(reading.top(unit)),
                    )
        for trigger, _ in index.get(parse.lower[unit.end - 1], ()):
            if trigger.pos == "name" and reading.registry.kind(unit.ids[0]) == "event":
                for party in _named_parties(reading, unit):
                    yield from _pair(
                        reading,
                        trigger,
                        relation,
                        reading.top(unit),
                        "parties",
                        party,
                        _End(unit, ("name",)),
                        parse.signs(reading.top(unit)),
                    )


def _attending(reading: Reading, unit: Unit) -> list[Unit]:
    parse, at = reading.parse, reading.top(unit)
    for _ in range(5):
        h = parse.head[at]
        if h == at:
            break
        at = h
        found = (
            subject_units(reading, parse.subjects(at))
            if parse.is_verb(at)
            else subject_units(reading, parse.holders(at))
        )
        found = [u for u in found if u is not unit and reading.registry.kind(u.ids[0]) in _ACTORS]
        if found:
            return found
    return []


def _named_parties(reading: Reading, unit: Unit) -> list[Unit]:
    """States and organisations inside the name of an occasion, or directly before it: "Russian-Indian summit"."""
    found = []
    text = reading.surface(unit.start, unit.end)
    for hit in reading.lexicon.gazetteer.find(text):
        entity_id = hit.forms[0].entity_id
        if len(hit.forms) == 1 and entity_id.startswith(("state/", "org/")) and hit.end < len(text) - 3:
            found.append(Unit(unit.start, unit.end, (reading.registry.known(entity_id),), "name", "inside"))
    return found if len(found) > 1 else []


def _applies(parse: Parse, trigger: Trigger, i: int, rest: str) -> bool:
    tag = parse.tag[i]
    if trigger.pos == "verb":
        if not (tag.startswith("VB") and parse.dep[i] not in ("aux", "aux:pass", "cop")):
            return False
    elif trigger.pos == "noun":
        if not tag.startswith("NN"):
            return False
    elif trigger.pos != "adjective" or not tag.startswith(("JJ", "VBN", "VBD")):
        return False
    if rest and not any(parse.lemma[k] == rest or parse.lower[k] == rest for k in _near(parse, i)):
        return False
    if trigger.needs or trigger.bars:
        start, end = parse.sents[parse.sent[i]]
        window = parse.lower[max(start, i - 8) : min(end, i + 14)]
        if trigger.needs and trigger.needs.isdisjoint(window):
            return False
        if trigger.bars and not trigger.bars.isdisjoint(window):
            return False
    return True


def _near(parse: Parse, i: int) -> Iterator[int]:
    for k in parse.kids[i]:
        yield k
        if parse.dep[k] in ("obj", "obl"):
            yield from parse.kids[k]


def _at(reading: Reading, i: int, matched: list[Trigger]) -> Iterator[Candidate]:
    parse = reading.parse
    signs = parse.signs(i)
    ends = _ends(reading, i)
    if any("subj" in t.object for t in matched):
        subject_ends = [_End(u, ("subj",)) for u in subject_units(reading, parse.subjects(i))]
    else:
        subject_ends = []
    table = relations()
    slots: dict[str, list[Unit]] = {}
    for trigger in matched:
        relation = table[trigger.relation]
        subjects = _subjects(reading, trigger, i, slots)
        for slot, unit in subjects:
            for end in (*subject_ends, *ends) if "subj" in trigger.object else ends:
                if end.unit is unit or (end.path[0] in _WIDE and trigger.relation not in _WIDE[end.path[0]]):
                    continue
                if len(unit.ids) > 1 and end.unit.ids == unit.ids:
                    continue  # "we reiterate our support": not for one another
                if (
                    trigger.relation == "cooperatesWith"
                    and end.path[0] in _FRAMES
                    and end.unit.ids[0].startswith("org/")
                ):
                    continue  # "work closely within the G20": the G20 is where, not with whom
                if end.path[-1] == "poss" and _own(reading, unit, end.unit):
                    continue  # "Gillard expressed Australia's condolences"
                yield from _pair(reading, trigger, relation, i, slot, unit, end, signs)
        if relation.symmetric:
            yield from _mutual(reading, trigger, relation, i, subjects, signs)
            inner = [
                ("path", e.unit)
                for e in ends
                if _fits(trigger, e.path)
                and e.path
                and e.path[-1] in ("P:between", "P:among", "mod", "compound", "amod", "P:of")
            ]
            if inner:
                yield from _mutual(reading, trigger, relation, i, inner, signs)


def _own(reading: Reading, subject: Unit, possessor: Unit) -> bool:
    """Whether a possessor is the subject itself or its state."""
    states = {e if e.startswith("state/") else reading.registry.state_of(e) for e in subject.ids}
    return all(e in subject.ids or e in states or reading.registry.state_of(e) in states for e in possessor.ids)


def _subjects(reading: Reading, trigger: Trigger, i: int, slots: dict[str, list[Unit]]) -> list[tuple[str, Unit]]:
    found: list[tuple[str, Unit]] = []
    for slot in trigger.subject:
        if slot == "parties" and found:
            continue  # who signs is said; the title need not tell
        if slot not in slots:
            slots[slot] = _slot(reading, i, slot)
        found += [(slot, u) for u in slots[slot]]
    if not found:
        near = _nearest(reading, i)
        if near is not None:
            found.append(("near", near))
    return found


def _slot(reading: Reading, i: int, slot: str) -> list[Unit]:
    parse = reading.parse
    if slot == "voice":
        return _voice(reading, i)
    if slot == "parties":
        return _parties(reading, i)
    if (
        slot == "agent"
        and len(reading.occasion) > 1
        and any(
            parse.dep[k] == "expl" or (parse.dep[k] == "nsubj:pass" and parse.lower[k] == "it") for k in parse.kids[i]
        )
    ):
        return [Unit(i, i + 1, reading.occasion, "collective", "occasion")]  # "It was agreed to continue contacts"
    if slot == "agent":
        return subject_units(
            reading,
            parse.subjects(i) if parse.is_verb(i) or parse.tag[i].startswith("VB") else _predicate_subjects(parse, i),
        )
    if slot == "holder":
        return subject_units(reading, parse.holders(i))
    if slot == "obj":
        return subject_units(reading, parse.patients(i))
    if slot == "pass":
        return subject_units(reading, tuple(k for k in parse.kids[i] if parse.dep[k] == "nsubj:pass"))
    if slot == "mod":
        return subject_units(
            reading, tuple(k for k in parse.kids[i] if parse.edge(k) in ("amod", "compound", "mod") and k < i)
        )
    return subject_units(reading, tuple(k for k in parse.kids[i] if parse.edge(k) == slot))


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


def _parties(reading: Reading, i: int) -> list[Unit]:
    """The states in the title of the document that hangs on a trigger: "the Treaty between Russia and Finland"."""
    found: dict[str, None] = {}
    for end in _ends(reading, i)[:3]:
        unit = end.unit
        if reading.registry.kind(unit.ids[0]) != "agreement":
            continue
        for start, _, entity_id in reading.loose.values():
            if unit.start <= start < unit.end and entity_id.startswith("state/"):
                found[entity_id] = None
        after = unit.end
        if after < reading.parse.n and reading.parse.lower[after] in ("between", "with", "of"):
            for member in list_from(reading, after + 1):
                found.update(dict.fromkeys(e for e in member.ids if reading.registry.kind(e) in _ACTORS))
    if len(found) == 1 and reading.home and reading.home not in found:
        found[reading.home] = None
    if not found:
        return [Unit(i, i + 1, reading.pair, "collective", "pair")] if len(reading.pair) == 2 else []
    return [Unit(i, i + 1, (e,), "name", "parties") for e in found]


def _predicate_subjects(parse: Parse, i: int) -> tuple[int, ...]:
    own = tuple(k for k in parse.kids[i] if parse.dep[k] in ("nsubj", "nsubj:pass"))
    return own or (parse.subjects(parse.head[i]) if parse.head[i] != i else ())


def subject_units(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The units over tokens and what is coordinated with them; for other nouns whose possessor is an actor, that one."""
    found: list[Unit] = []
    for token in tokens:
        for k in reading.parse.conjuncts(token):
            unit = reading.unit(k)
            if unit is None or not unit.ids:
                unit = next(
                    (
                        u
                        for h in reading.parse.kids[k]
                        if reading.parse.dep[h] in ("nmod:poss", "amod", "compound")
                        and (u := reading.unit(h)) is not None
                        and u.ids
                    ),
                    None,
                )
            if unit is not None and unit.ids:
                for member in _row(reading, unit):
                    if all(member is not u for u in found):
                        found.append(member)
    return found


def _row(reading: Reading, unit: Unit) -> list[Unit]:
    """The unit and its neighbours in a list: "A, B and C"."""
    row = [unit]
    at = unit
    while (following := _next_in_list(reading, at)) is not None:
        row.append(following)
        at = following
    at = unit
    while (before := _previous_in_list(reading, at)) is not None:
        row.insert(0, before)
        at = before
    return row


def list_from(reading: Reading, i: int) -> list[Unit]:
    """The list of names that begins at token i (or after an article there): "Brazil, Russia and India"."""
    while i < reading.parse.n and reading.parse.lower[i] in ("the", ":"):
        i += 1
    unit = reading.unit(i) if i < reading.parse.n else None
    return _row(reading, unit) if unit is not None and unit.ids and unit.start == i else []


def _next_in_list(reading: Reading, unit: Unit) -> Unit | None:
    parse = reading.parse
    if (joined := _hyphened(reading, unit)) is not None:
        return joined
    j, seen_and = _past_members(reading, unit.end), False
    start = j
    while j < parse.n and j - start < 4 and parse.lower[j] in (",", "and", "&", "the", ";"):
        seen_and = seen_and or parse.lower[j] in ("and", "&")
        j += 1
    if j == start or j >= parse.n or parse.sent[j] != parse.sent[unit.start]:
        return None
    other = reading.unit(j)
    if (
        other is None
        or other.start != j
        or not other.ids
        or not unit.ids
        or other.via.split(":")[0] in ("pronoun", "speaker")
    ):
        return None
    if not seen_and and not _list_goes_on(reading, other):
        return None
    return other if _alike(reading, unit, other) else None


def _past_members(reading: Reading, j: int) -> int:
    """Past a list of members that stands after a group: "the BRICS, namely Brazil ... and South Africa, and the G20"."""
    parse, k = reading.parse, j + 2
    if j + 3 >= parse.n or parse.lower[j] != "," or parse.lower[j + 1] not in ("namely", "comprising"):
        return j
    end = j
    while k < parse.n and k - end < 5:
        unit = reading.unit(k)
        if unit is not None and unit.via == "listed":
            k = end = unit.end
        elif parse.lower[k] in (",", "and", "the"):
            k += 1
        else:
            break
    return end


def _hyphened(reading: Reading, unit: Unit) -> Unit | None:
    """The second half of a pair such as "U.S.-Japan", "Ukrainian-Austrian", "China/Russia"."""
    j = unit.end
    if j + 1 >= reading.parse.n or reading.parse.lower[j] not in ("-", "–", "/", "—"):
        return None
    other = reading.unit(j + 1)
    if other is None or other.start != j + 1 or {unit.via, other.via} - {"name", "demonym"}:
        return None
    kinds = {reading.registry.kind(unit.ids[0]), reading.registry.kind(other.ids[0])} if unit.ids else set()
    return other if kinds and kinds <= {"state", "organization"} else None


def _list_goes_on(reading: Reading, unit: Unit) -> bool:
    """A comma alone joins only if the list ends in "and"."""
    parse, j, steps = reading.parse, unit.end, 0
    while j < parse.n and steps < 40 and parse.sent[j] == parse.sent[unit.start]:
        if parse.lower[j] in ("and", "&"):
            return True
        inner = reading.unit(j)
        if inner is not None:
            j = inner.end
        elif parse.lower[j] in (",", "the", ";"):
            j += 1
        else:
            return False
        steps += 1
    return False


def _previous_in_list(reading: Reading, unit: Unit) -> Unit | None:
    parse = reading.parse
    j = unit.start - 1
    while j >= 0 and unit.start - j < 5 and parse.lower[j] in (",", "and", "&", "the", ";", "-", "–", "/", "—"):
        j -= 1
    if j < 0 or j == unit.start - 1:
        return None
    other = reading.unit(j)
    if other is None or not other.ids or parse.sent[j] != parse.sent[unit.start]:
        return None
    return other if _next_in_list(reading, other) is unit else None


def _alike(reading: Reading, a: Unit, b: Unit) -> bool:
    ka, kb = reading.registry.kind(a.ids[0]), reading.registry.kind(b.ids[0])
    if "demonym" in (a.via, b.via):
        return a.via == b.via
    return ka == kb or (ka in _ACTORS and kb in _ACTORS and "person" not in (ka, kb)) or {ka, kb} == {"state", "place"}


def _nearest(reading: Reading, i: int) -> Unit | None:
    """The last actor before the trigger in its sentence."""
    start = reading.parse.sents[reading.parse.sent[i]][0]
    for j in range(i - 1, start - 1, -1):
        unit = reading.unit(j)
        if (
            unit is not None
            and unit.ids
            and unit.via not in ("demonym", "doc")
            and reading.registry.kind(unit.ids[0]) in _ACTORS
        ):
            return unit
    return None


def _ends(reading: Reading, i: int) -> list[_End]:
    """What hangs below a trigger, with the path of roles to it; below a noun also what its governing verb takes."""
    parse = reading.parse
    found: list[_End] = []
    seen: set[int] = set()
    if parse.tag[i].startswith("VB"):
        for p in parse.patients(i):
            if p != i:
                _descend(reading, p, ("obj",), found, seen, i)
    _below(reading, i, (), found, seen, i)
    if not parse.is_verb(i):
        h = parse.head[i]
        if h != i and (
            parse.dep[i] == "amod" or (parse.is_verb(h) and parse.edge(i) in ("obj", "comp", "P:in", "subj", "pass"))
        ):
            seen.add(i)
            for role, k in parse.roles(h):
                if (
                    parse.dep[k] not in _SKIP
                    and role not in ("subj", "pass", "conj")
                    and k != i
                    and (role != "agent" or parse.dep[i] == "amod")
                ):
                    _descend(reading, k, (f"^{role}",), found, seen, i)
    _on_the_surface(reading, i, found)
    _from_context(reading, i, found)
    return found


# Ends that the parse does not give are offered only where what is unsaid is the rule: "Russia's aggression", "UN-led talks".
_WIDE = {
    "left": frozenset({"attacks", "criticizes", "mediates", "signs"}),
    "far": frozenset({"criticizes", "requests", "participatesIn", "issues", "calls", "meets"}),
    "context": frozenset({"attacks", "criticizes", "requests", "mediates", "sanctions"}),
}


def _from_context(reading: Reading, i: int, found: list[_End]) -> None:
    """The state last mentioned before the sentence, for what is left unsaid: "Russia's aggression"."""
    start = reading.parse.sents[reading.parse.sent[i]][0]
    for j in range(start - 1, max(-1, start - 80), -1):
        unit = reading.unit(j)
        if (
            unit is not None
            and len(unit.ids) == 1
            and reading.registry.kind(unit.ids[0]) == "state"
            and unit.via in ("name", "actor", "people")
        ):
            if not any(unit.ids[0] in e.unit.ids for e in found):
                found.append(_End(unit, ("context",)))
            return


def _on_the_surface(reading: Reading, i: int, found: list[_End]) -> None:
    """Units of the sentence that the parse does not connect with the trigger: by their preposition, if near, else as far."""
    parse = reading.parse
    start, end = parse.sents[parse.sent[i]]
    known = {id(e.unit) for e in found}
    j, verbs = i + 1, 0
    while j < end:
        unit = reading.unit(j)
        if unit is not None and unit.start == j and not unit.start <= i < unit.end:
            if id(unit) not in known and unit.via not in _ASIDE and verbs < 3:
                prep = _preposition_before(parse, j)
                found.append(_End(unit, (f"~{prep}" if not verbs and j - i < 14 else "far", prep)))
                known.add(id(unit))
            j = max(unit.end, j + 1)
            continue
        verbs += parse.is_verb(j)
        j += 1
    j, steps = i - 1, 0
    while j >= start and steps < 3:
        unit = reading.unit(j)
        if unit is not None and unit.end == j + 1 and id(unit) not in known:
            found.append(_End(unit, ("left", _preposition_before(parse, unit.start))))
            known.add(id(unit))
            steps += 1
        j -= 1


def _preposition_before(parse: Parse, j: int) -> str:
    k = j - 1
    while (
        k >= 0
        and j - k < 4
        and (parse.tag[k] in ("DT", "JJ", "PRP$", "POS", "NNP") or parse.lower[k] in ("the", "both"))
    ):
        k -= 1
    return parse.lower[k] if k >= 0 and parse.tag[k] in ("IN", "TO") else ""


def _below(reading: Reading, token: int, path: tuple[str, ...], found: list[_End], seen: set[int], root: int) -> None:
    parse = reading.parse
    for k in parse.kids[token]:
        dep = parse.dep[k]
        if dep in _SKIP or k in seen:
            continue
        if dep == "conj":
            if token != root and not (parse.is_verb(k) and not path):
                _descend(reading, k, path, found, seen, root)
            continue
        role = parse.edge(k)
        if token == root and role in ("subj", "pass", "agent"):
            continue
        if dep == "parataxis":
            continue
        _descend(reading, k, (*path, role), found, seen, root)


def _descend(reading: Reading, k: int, path: tuple[str, ...], found: list[_End], seen: set[int], root: int) -> None:
    if k in seen or len(path) > _DEPTH:
        return
    seen.add(k)
    unit = reading.unit(k)
    if unit is not None and not unit.start <= root < unit.end:
        if unit.ids and unit.via not in _ASIDE:
            for member in _row(reading, unit):
                if member.via not in _ASIDE and not any(e.unit is member for e in found):
                    found.append(_End(member, path))
        for j in range(unit.start, unit.end):
            seen.add(j)
        for j in range(unit.start, unit.end):
            for kid in reading.parse.kids[j]:
                if not unit.start <= kid < unit.end and reading.parse.dep[kid] in (
                    "conj",
                    "appos",
                    "nmod",
                    "acl",
                    "flat",
                ):
                    down = (
                        path
                        if reading.parse.dep[kid] in ("conj", "appos", "flat")
                        else (*path, reading.parse.edge(kid))
                    )
                    _descend(reading, kid, down, found, seen, root)
        return
    _below(reading, k, path, found, seen, root)


def _fits(trigger: Trigger, path: tuple[str, ...]) -> bool:
    if path[0][0] == "~":
        return f"P:{path[1]}" in trigger.object if path[1] else False
    return path[0] in trigger.object or ">".join(path[:2]) in trigger.object


def _pair(
    reading: Reading, trigger: Trigger, relation: Relation, i: int, slot: str, unit: Unit, end: _End, signs: Signs
) -> Iterator[Candidate]:
    fits = _fits(trigger, end.path)
    for s in unit.ids:
        for o in end.unit.ids:
            subject, target = _as(reading, s, unit, relation.subject), _as(reading, o, end.unit, relation.object)
            if subject and target and subject != target:
                yield Candidate(
                    trigger, i, subject, target, unit, end.unit, slot, end.path, fits and slot != "near", signs
                )


def _mutual(
    reading: Reading, trigger: Trigger, relation: Relation, i: int, ends: list[tuple[str, Unit]], signs: Signs
) -> Iterator[Candidate]:
    """The pairs among several subjects: "Xi and Putin met", "the two sides agreed"."""
    flat = [(slot, unit, e) for slot, unit in ends for e in unit.ids]
    if not 2 <= len(flat) <= 20:
        return
    # Of a longer list only the pairs with its first member are taken (guidelines, rule 3).
    if len(flat) > 6:
        flat.sort(key=lambda f: reading.registry.state_of(f[2]) != reading.home)
    pairs = combinations(flat, 2) if len(flat) <= 6 else ((flat[0], other) for other in flat[1:])
    for (slot, u1, a), (_, u2, b) in pairs:
        subject, target = _as(reading, a, u1, relation.subject), _as(reading, b, u2, relation.object)
        if subject and target and subject != target:
            yield Candidate(trigger, i, subject, target, u1, u2, slot, ("mutual",), slot != "near", signs)


def _as(reading: Reading, entity_id: str, unit: Unit, kinds: frozenset[str]) -> str | None:
    """The entity in a reading that the relation allows: a capital as a place or as its state."""
    if "place" in kinds and unit.place is not None:
        return unit.place
    kind = reading.registry.kind(entity_id)
    if kind in kinds:
        return entity_id
    if kind == "place" and "state" in kinds:
        return reading.registry.state_of(entity_id)
    return None
