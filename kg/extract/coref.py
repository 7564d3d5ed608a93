"""Coreference that diplomacy needs: titles, pronouns, pairs and groups, bodies by description, documents by their noun."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from kg.extract.actors import noun_classes
from kg.extract.documents import document_class
from kg.extract.units import OfficeClaim, Reading, Unit
from kg.lexicon import fold

__all__ = ["resolve"]

_SINGULAR = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves"})
_PAIR = frozenset({"two", "both", "bilateral"})
_COUNT = {"two": 2, "both": 2, "three": 3, "trilateral": 3, "four": 4, "five": 5}
_STATE_NOUNS = frozenset(
    "sides countries nations states parties governments peoples delegations republics neighbours neighbors powers "
    "allies partners".split()
)
_DOC_NOUNS = frozenset(
    "agreement treaty accord statement declaration memorandum resolution document protocol deal pact communique "
    "communiqué plan convention charter truce ceasefire initiative".split()
)


@dataclass
class _State:
    """What has been mentioned so far."""

    persons: list[str] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    person_groups: list[tuple[str, ...]] = field(default_factory=list)
    state_groups: list[tuple[str, ...]] = field(default_factory=list)
    last_group: tuple[str, ...] = ()
    occasion: tuple[str, ...] = ()  # who meets in the meeting or call that the article opens with
    seen: Counter[str] = field(default_factory=Counter)


def resolve(reading: Reading) -> None:
    """Resolve titles that stand alone and add units for pronouns, groups, descriptions and document nouns."""
    state = _State()
    state.persons, state.states = list(reading.headline[0]), list(reading.headline[1])
    if len(reading.headline[0]) > 1:
        state.occasion = reading.headline[0]
        state.person_groups.append(reading.headline[0])
    by_start = {
        u.start: u
        for u in reading.units
        if reading.unit_at[u.start] >= 0 and reading.units[reading.unit_at[u.start]] is u
    }
    for number, (start, end) in enumerate(reading.parse.sents):
        i = start
        while i < end:
            unit = by_start.get(i)
            if unit is not None:
                _meet(reading, state, unit, number)
                i = max(unit.end, i + 1)
                continue
            if reading.unit_at[i] < 0:
                i = _nominal(reading, state, i, number)
            else:
                i += 1
        _close(reading, state, start, end)
    reading.pair = _frequent(reading, state, "state", 2)
    reading.occasion = state.occasion
    _look_ahead(reading, state)


def _look_ahead(reading: Reading, state: _State) -> None:
    """ "Biden spoke with Transatlantic leaders ... Joining the call were A, B and C": a group named only afterwards."""
    largest = max(state.person_groups, key=len, default=())
    if len(largest) < 3:
        return
    first = reading.parse.n
    for unit in reading.units:
        if unit.ids or unit.via != "none" or unit.kind != "collective" or reading.parse.sent[unit.start] > 1:
            continue
        unit.ids, unit.via = largest, "collective"
        first = min(first, unit.end)
    for i in range(first, reading.parse.n):
        if (
            reading.unit_at[i] < 0
            and i not in reading.skip
            and reading.parse.lower[i] in ("they", "their", "leaders", "participants")
        ):
            if reading.parse.lower[i] in _PLURAL or _definite(reading, i):
                _add(reading, i, i + 1, largest, "collective", "collective")


def _meet(reading: Reading, state: _State, unit: Unit, number: int) -> None:
    if unit.via.startswith("title:"):
        _title(reading, state, unit, number)
    elif unit.via.startswith("collective:"):
        _collective(reading, state, unit, unit.via.split(":", 1)[1])
    for entity_id in unit.ids:
        _push(reading, state, entity_id, unit)


def _push(reading: Reading, state: _State, entity_id: str, unit: Unit) -> None:
    kind = reading.registry.kind(entity_id)
    where = {
        "person": state.persons,
        "state": state.states,
        "organization": state.bodies,
        "agreement": state.documents,
    }.get(kind)
    if where is None or (unit.via == "demonym"):
        if unit.via == "demonym":
            state.seen[entity_id] += 1
        return
    if entity_id in where:
        where.remove(entity_id)
    where.append(entity_id)
    state.seen[entity_id] += 1
    if kind == "person" and (home := reading.registry.state_of(entity_id)):
        state.seen[home] += 1


def _title(reading: Reading, state: _State, unit: Unit, number: int) -> None:
    """ "the Russian president": the person of the article with that title and state; else the state itself."""
    office = unit.via.split(":", 1)[1]
    owner = unit.ids[0] if unit.ids else None
    fits = [p for p in reversed(state.persons) if office in reading.registry.titles(p) or _leader(office, reading, p)]
    if owner is not None:
        iso3 = reading.registry.iso3(owner)
        fits = [
            p
            for p in fits
            if reading.registry.iso3(p) == iso3 or any(c.person == p and c.owner == owner for c in reading.offices)
        ]
    elif reading.home:
        home = [p for p in fits if reading.registry.state_of(p) == reading.home]
        if home or _home_has(reading, office):
            fits = home
    if not fits and owner is not None:
        fits = _in_office(reading, state, office, owner)
        if fits:
            reading.offices.append(
                OfficeClaim(
                    fits[0], reading.surface(*(unit.core or (unit.start, unit.end))), owner, unit.start, unit.end
                )
            )
    if fits:
        unit.ids = (fits[0],)
        unit.via = "title"
    elif owner is not None:
        unit.via = "actor"
    else:
        _office_of_home(reading, unit, office)


def _in_office(reading: Reading, state: _State, office: str, owner: str) -> list[str]:
    """Persons of the article who are known to hold that office of that state on the article's date."""
    day = reading.article.published
    titles = {o.id: {fold(n) for n in o.names} for o in reading.lexicon.offices}.get(office, set())
    found = []
    for person in reversed(state.persons):
        for t in reading.lexicon.tenures.get(person, ()):
            if (
                t.organization == owner
                and fold(t.office) in titles
                and (day is None or t.covers(day.isoformat()))
                and person not in found
            ):
                found.append(person)
    return found


def _home_has(reading: Reading, office: str) -> bool:
    """Whether the source's state has that office at the article's date: "the Prime Minister" in an Australian text."""
    day = reading.article.published
    names = {fold(n) for o in reading.lexicon.offices if o.id == office for n in o.names}
    return any(
        fold(t.office) in names and (day is None or t.covers(day.isoformat()))
        for t in reading.lexicon.tenures.get(reading.home or "", ())
    )


def _leader(office: str, reading: Reading, person: str) -> bool:
    return office == "leader" and bool(reading.registry.titles(person))


def _office_of_home(reading: Reading, unit: Unit, office: str) -> None:
    """ "The President" in a text of the White House whose president is not named: the state."""
    unit.ids = (
        (reading.home,)
        if reading.home and reading.parse.word[unit.core[0] if unit.core else unit.start][0].isupper()
        else ()
    )
    unit.via = "actor" if unit.ids else "none"


def _collective(reading: Reading, state: _State, unit: Unit, noun: str) -> None:
    """ "the two leaders", "foreign ministers": a group mentioned before."""
    head = reading.parse.lower[(unit.core or (unit.start, unit.end))[0]]
    before = reading.parse.lower[max(0, unit.start - 3) : unit.end]
    count = next((_COUNT[w] for w in before if w in _COUNT), 0)
    if not unit.ids and (count or not _numbered(reading, (unit.core or (unit.start, unit.end))[0])):
        unit.ids = _group(reading, state, head in _STATE_NOUNS, count)
    unit.via = "collective" if unit.ids else "none"
    if unit.ids:
        state.last_group = unit.ids


def _group(reading: Reading, state: _State, of_states: bool, count: int) -> tuple[str, ...]:
    if not of_states and state.occasion and (not count or count == len(state.occasion)):
        return state.occasion
    groups = state.state_groups if of_states else state.person_groups
    if of_states and state.occasion:
        found = _as_states(reading, state.occasion)
        if len(found) > 1 and (not count or count == len(found)):
            return found
    for group in reversed(groups[-6:]):
        if not count or len(group) == count:
            return _as_states(reading, group) if of_states else group
    if of_states and state.person_groups:
        for group in reversed(state.person_groups[-6:]):
            found = _as_states(reading, group)
            if len(found) > 1 and (not count or len(found) == count):
                return found
    return _frequent(reading, state, "state" if of_states else "person", count or 2) if (count or of_states) else ()


def _as_states(reading: Reading, group: tuple[str, ...]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for e in group:
        if (s := reading.registry.state_of(e) or (e if e.startswith("org/") else None)) is not None:
            found[s] = None
    return tuple(found)


def _frequent(reading: Reading, state: _State, kind: str, count: int) -> tuple[str, ...]:
    found = [e for e, _ in state.seen.most_common() if e in reading.registry and reading.registry.kind(e) == kind][
        :count
    ]
    if kind == "state" and reading.home and len(found) == 1 and reading.home not in found:
        found.insert(0, reading.home)
    return tuple(found) if len(found) == count else ()


def _close(reading: Reading, state: _State, start: int, end: int) -> None:
    """At the end of a sentence: which persons or states appeared together."""
    persons: dict[str, None] = {}
    states: dict[str, None] = {}
    for i in range(start, end):
        unit = reading.unit(i)
        if unit is None or not unit.ids or unit.start != i or unit.via in ("collective", "demonym", "people"):
            continue
        for e in unit.ids:
            kind = reading.registry.kind(e)
            if kind == "person":
                persons[e] = None
            elif kind == "state" or (
                kind == "organization" and reading.registry.cls(e) in ("InternationalOrganization",)
            ):
                states[e] = None
    if (
        len(persons) > 1
        and not state.person_groups
        and reading.parse.sent[start] < 5
        and _meets_here(reading, start, end)
    ):
        state.occasion = tuple(persons)
    if 2 <= len(persons) <= 16:
        state.person_groups.append(tuple(persons))
    if 2 <= len(states) <= 16 and not persons:
        state.state_groups.append(tuple(states))


_OCCASIONS = frozenset(
    "meet talk speak call conversation meeting phone telephone consultation visit receive summit discussion".split()
)


def _meets_here(reading: Reading, start: int, end: int) -> bool:
    """Whether a sentence tells of a meeting or call: the occasion that a readout is about."""
    return any(reading.parse.lemma[i] in _OCCASIONS for i in range(start, end))


def _nominal(reading: Reading, state: _State, i: int, number: int) -> int:
    """A pronoun, group noun, description or document noun at token i; returns where to go on."""
    word, tag = reading.parse.lower[i], reading.parse.tag[i]
    if i in reading.skip:
        return i + 1
    if tag in ("PRP", "PRP$") or word in ("i",):
        _pronoun(reading, state, i, word, number)
        return i + 1
    if tag in ("NN", "NNS", "NNP", "NNPS"):
        if tag in ("NNS", "NNPS") and noun_classes().get(word) == "collective":
            _group_noun(reading, state, i, word)
        elif word in _DOC_NOUNS and _definite(reading, i):
            _document(reading, state, i, word)
        elif _definite(reading, i):
            _described(reading, state, i)
    elif word == "both" and reading.parse.edge(i) in ("subj", "agent"):
        _add(reading, i, i + 1, _group(reading, state, False, 2), "collective", "collective")
    return i + 1


def _add(reading: Reading, start: int, end: int, ids: tuple[str, ...], kind: str, via: str) -> None:
    if ids:
        reading.place_unit(Unit(start, end, ids, kind, via, core=(start, end)))  # type: ignore[arg-type]


def _pronoun(reading: Reading, state: _State, i: int, word: str, number: int) -> None:
    ids: tuple[str, ...] = ()
    via = "pronoun"
    thanked = _thanked(reading, i) if reading.parse.dep[i] == "nmod:poss" else ()
    if thanked and word not in _FIRST:
        ids = thanked
    elif word in _SINGULAR:
        ids = tuple(_salient_person(reading, state, i))
    elif word in _THING:
        ids = _thing(reading, state, i)
    elif word in _PLURAL:
        ids = _they(reading, state, i)
    elif word in _FIRST:
        ids, via = reading.speaker[number], "speaker"
    _add(reading, i, i + 1, ids, "pronoun", via)


_THANKS = frozenset(
    "thank congratulate commend praise applaud condemn criticize criticise hail salute honor honour blame accuse "
    "laud".split()
)


def _thanked(reading: Reading, i: int) -> tuple[str, ...]:
    """ "X thanked Y for its support": the possessor is Y."""
    parse, at = reading.parse, i
    for _ in range(6):
        h = parse.head[at]
        if h == at:
            break
        if parse.lemma[h] in _THANKS and parse.edge(at) in ("P:for", "P:on", "P:of", "advcl:for", "acl:for", "conj"):
            for p in parse.patients(h):
                unit = reading.unit(p)
                if unit is not None and p < i:
                    between = (reading.unit(j) for j in range(unit.end, i))
                    if any(u is not None and reading.registry.kind(u.ids[0]) == "person" for u in between):
                        return ()
                    return unit.ids
        at = h
    return ()


def _salient_person(reading: Reading, state: _State, i: int) -> list[str]:
    """The last person who was a subject within two sentences, else the last person mentioned."""
    parse = reading.parse
    number = parse.sent[i]
    here = parse.sents[number][0]
    subject = _subject_in(reading, here, i)
    if subject is None and number:
        subject = _subject_in(reading, parse.sents[number - 1][0], here)
    return [subject] if subject else state.persons[-1:]


def _subject_in(reading: Reading, start: int, end: int) -> str | None:
    """The last person who is a subject between two tokens, or who owns one ("Xi's visit marks ...")."""
    parse = reading.parse
    subject = owner = None
    for j in range(start, end):
        unit = reading.unit(j)
        if (
            unit is not None
            and len(unit.ids) == 1
            and reading.registry.kind(unit.ids[0]) == "person"
            and unit.via != "people"
        ):
            edge = parse.edge(reading.top(unit))
            if edge in ("subj", "agent"):
                subject = unit.ids[0]
            elif edge == "poss":
                owner = unit.ids[0]
    return subject or owner


def _thing(reading: Reading, state: _State, i: int) -> tuple[str, ...]:
    parse = reading.parse
    number = parse.sent[i]
    best = None
    for j in range(parse.sents[max(0, number - 1)][0], i):
        unit = reading.unit(j)
        if unit is None or len(unit.ids) != 1 or unit.via in ("people", "demonym", "doc"):
            continue
        if reading.registry.kind(unit.ids[0]) in ("state", "organization"):
            edge = parse.edge(reading.top(unit))
            if edge in ("subj", "agent", "poss", "pass"):
                best = unit.ids
    return best or ()


def _they(reading: Reading, state: _State, i: int) -> tuple[str, ...]:
    """The coordinated or collective subject before, else the last group."""
    parse = reading.parse
    number = parse.sent[i]
    for s in range(number, max(-1, number - 3), -1):
        found: dict[str, None] = {}
        for j in range(parse.sents[s][0], min(i, parse.sents[s][1])):
            unit = reading.unit(j)
            if unit is None or unit.start != j or not unit.ids or unit.via in ("demonym", "people", "doc"):
                continue
            if unit.via in ("collective",) and len(unit.ids) > 1:
                return unit.ids
            edge = parse.edge(reading.top(unit))
            if edge in ("subj", "conj", "agent") and reading.registry.kind(unit.ids[0]) in (
                "person",
                "state",
                "organization",
            ):
                found.update(dict.fromkeys(unit.ids))
        if len(found) > 1:
            return tuple(found)
    return state.occasion or state.last_group or (state.person_groups[-1] if state.person_groups else ())


def _group_noun(reading: Reading, state: _State, i: int, word: str) -> None:
    before = reading.parse.lower[max(reading.parse.sents[reading.parse.sent[i]][0], i - 4) : i]
    count = next((_COUNT[w] for w in reversed(before) if w in _COUNT), 0)
    definite = count or any(w in ("the", "these", "our", "both", "all") for w in before[-2:])
    if not definite or (not count and _numbered(reading, i)):
        return
    if word in ("countries", "nations", "states", "sides", "parties") and "our" in before:
        ids = _ours(reading, state, reading.parse.sent[i])
    else:
        ids = _group(reading, state, word in _STATE_NOUNS and word != "parties", count)
        if word in ("sides", "parties") and not ids:
            ids = _group(reading, state, True, count or 2)
    if ids:
        state.last_group = ids
    start = i
    while (
        start > 0
        and i - start < 3
        and reading.parse.lower[start - 1] in ("the", "two", "both", "three", "these", "all", "our", "four")
    ):
        start -= 1
    _add(reading, start, i + 1, ids, "collective", "collective")


def _numbered(reading: Reading, i: int) -> bool:
    """Whether a number says that a group is larger than any named before: "43 countries"."""
    return any(tag == "CD" for tag in reading.parse.tag[max(0, i - 3) : i])


def _ours(reading: Reading, state: _State, number: int) -> tuple[str, ...]:
    mine = reading.speaker[number]
    states = _as_states(reading, mine)
    if len(states) > 1:
        return states
    other = [s for s in _frequent(reading, state, "state", 2) if s not in states]
    return (*states, *other[:1]) if states and other else ()


def _definite(reading: Reading, i: int) -> bool:
    parse = reading.parse
    return any(parse.lower[k] in ("the", "this", "that", "its", "their") and k < i for k in parse.kids[i])


def _document(reading: Reading, state: _State, i: int, word: str) -> None:
    """ "the agreement": the last document of that type."""
    cls = document_class(word)
    for entity_id in reversed(state.documents):
        if (
            word == "document"
            or reading.registry.cls(entity_id) == cls
            or word in fold(reading.registry.label(entity_id))
        ):
            _add(reading, i, i + 1, (entity_id,), "nominal", "doc")
            return


def _described(reading: Reading, state: _State, i: int) -> None:
    """ "the bloc", "the alliance": the last organisation that may be called so."""
    word = reading.parse.lower[i]
    for entity_id in reversed(state.bodies):
        for phrase in reading.lexicon.descriptions.get(entity_id, ()):
            if re.sub(r"^the ", "", fold(phrase)).split()[-1:] == [word]:
                _add(reading, i, i + 1, (entity_id,), "nominal", "name")
                return
