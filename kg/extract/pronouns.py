"""Who pronouns stand for: the last subject for "he" and "it", the last group for "they", the speaker for "we".

In news a sentence tells what its subject did, and the next one goes on about it: a subject is taken before whoever was
merely mentioned. The owner of what somebody is thanked or blamed for is not the subject: "X thanked Y for its support".
"""

from __future__ import annotations

from kg.extract.memory import Memory
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse

__all__ = ["place_pronoun"]

_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_PERSON = frozenset({"he", "him", "his", "she", "her", "himself", "herself"})
_THING = frozenset({"it", "its", "itself"})
_FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my", "ourselves"})
_ACTORS = frozenset({"person", "state", "organization"})
_THANKS = frozenset(
    "thank congratulate commend praise applaud condemn criticize criticise hail salute honor honour blame accuse "
    "laud hold punish sanction isolate impose".split()
)
_FOR = frozenset({"P:for", "P:on", "P:of", "advcl:for", "acl:for", "conj"})


def place_pronoun(reading: Reading, memory: Memory, i: int) -> None:
    """Put a unit over the pronoun at token i, if it is known for whom it stands."""
    first = reading.parse.lower[i] in _FIRST
    ids = reading.speaker[reading.parse.sent[i]] if first else _antecedent(reading, memory, i)
    if ids:
        reading.place_unit(Unit(i, i + 1, ids, "pronoun", "speaker" if first else "pronoun", core=(i, i + 1)))


def _antecedent(reading: Reading, memory: Memory, i: int) -> tuple[str, ...]:
    if reading.parse.dep[i] == "nmod:poss" and (thanked := _thanked(reading, i)):
        return thanked
    word = reading.parse.lower[i]
    if (named := _named_after(reading, i)) is not None:
        return named
    if word in _PERSON:
        return _person(reading, memory, i)
    if word in _THING:
        return _thing(reading, i)
    return _they(reading, memory, i) if word in _PLURAL else ()


def _named_after(reading: Reading, i: int) -> tuple[str, ...] | None:
    """ "During her visit to Oslo, Minister Ruiz met ...": the subject after a phrase that is its own."""
    parse = reading.parse
    start, end = parse.sents[parse.sent[i]]
    person = parse.lower[i] in _PERSON
    if parse.dep[i] != "nmod:poss" or parse.lower[i] not in _PERSON | _THING:
        return None
    kinds = {"person"} if person else {"state", "organization"}
    if any((u := reading.unit(j)) is not None and reading.registry.kind(u.ids[0]) in kinds for j in range(start, i)):
        return None
    above = i
    while parse.head[above] != above and not parse.is_verb(above):
        above = parse.head[above]
    subjects = (reading.unit(k) for k in parse.subjects(above) if i < k < end)
    found = next((u for u in subjects if u is not None), None)
    return found.ids if found is not None and reading.registry.kind(found.ids[0]) in kinds else None


def _thanked(reading: Reading, i: int) -> tuple[str, ...]:
    """In "X thanked Y for its support" and "held Y accountable for its acts" the possessor is Y."""
    parse, at, given = reading.parse, i, False
    for _ in range(6):
        h = parse.head[at]
        if h == at:
            break
        given = given or parse.edge(at) in _FOR
        if parse.lemma[h] in _THANKS and given:
            unit = next((u for p in _targets(parse, h) if p < i and (u := reading.unit(p)) is not None), None)
            if unit is not None:
                return unit.ids if not _person_between(reading, unit.end, i) else ()
        at = h
    return ()


def _targets(parse: Parse, verb: int) -> tuple[int, ...]:
    """Whom a verb is directed at: its objects, or the phrase with "on" in "impose costs on Y"."""
    on = (k for at in (verb, *parse.patients(verb)) for k in parse.kids[at] if parse.edge(k) == "P:on")
    return (*parse.patients(verb), *on)


def _person_between(reading: Reading, start: int, end: int) -> bool:
    units = (reading.unit(j) for j in range(start, end))
    return any(u is not None and reading.registry.kind(u.ids[0]) == "person" for u in units)


def _person(reading: Reading, memory: Memory, i: int) -> tuple[str, ...]:
    """The last person who was a subject within two sentences, else the last person mentioned."""
    parse = reading.parse
    number = parse.sent[i]
    here = parse.sents[number][0]
    subject = _subject_in(reading, here, i)
    if subject is None and number:
        subject = _subject_in(reading, parse.sents[number - 1][0], here)
    return (subject,) if subject else tuple(memory.persons[-1:])


def _subject_in(reading: Reading, start: int, end: int) -> str | None:
    """The last person who is a subject between two tokens, else the last owner ("Xi's visit marks ...")."""
    subject = owner = None
    for j in range(start, end):
        unit = reading.unit(j)
        if unit is None or len(unit.ids) != 1 or unit.via == "people":
            continue
        if reading.registry.kind(unit.ids[0]) == "person":
            edge = reading.parse.edge(reading.top(unit))
            if edge in ("subj", "agent"):
                subject = unit.ids[0]
            elif edge == "poss":
                owner = unit.ids[0]
    return subject or owner


def _thing(reading: Reading, i: int) -> tuple[str, ...]:
    """The last state or body that was a subject or owner in this sentence or the one before."""
    parse = reading.parse
    start = parse.sents[max(0, parse.sent[i] - 1)][0]
    for j in range(i - 1, start - 1, -1):
        unit = reading.unit(j)
        if unit is None or len(unit.ids) != 1 or unit.via in ("people", "demonym", "doc"):
            continue
        actor = reading.registry.kind(unit.ids[0]) in ("state", "organization")
        if actor and parse.edge(reading.top(unit)) in ("subj", "agent", "poss", "pass"):
            return unit.ids
    return ()


def _they(reading: Reading, memory: Memory, i: int) -> tuple[str, ...]:
    """The group or the coordinated subjects of this sentence or the two before, else the last group."""
    number = reading.parse.sent[i]
    for s in range(number, max(-1, number - 3), -1):
        start, end = reading.parse.sents[s]
        found = _several(reading, start, min(i, end))
        if len(found) > 1:
            return found
    return memory.occasion or memory.last_group or (memory.person_groups[-1] if memory.person_groups else ())


def _leads(parse: Parse, i: int) -> tuple[bool, bool]:
    """Whether a token is a subject or coordinated with one; and whether its clause is no mere attribute."""
    for _ in range(8):
        if parse.dep[i] != "conj":
            break
        i = parse.head[i]
    verb = parse.head[i]
    return parse.edge(i) in ("subj", "agent"), parse.dep[verb] not in ("acl", "acl:relcl", "amod", "advcl")


def _several(reading: Reading, start: int, end: int) -> tuple[str, ...]:
    """A group, or the subjects of the main clauses; those of all clauses if these are not several."""
    main: dict[str, None] = {}
    everywhere: dict[str, None] = {}
    for j in range(start, end):
        unit = reading.unit(j)
        if unit is None or unit.start != j or unit.via in ("demonym", "people", "doc"):
            continue
        if unit.via == "collective" and len(unit.ids) > 1:
            return unit.ids
        subject, independent = _leads(reading.parse, reading.top(unit))
        if subject and reading.registry.kind(unit.ids[0]) in _ACTORS:
            everywhere.update(dict.fromkeys(unit.ids))
            if independent:
                main.update(dict.fromkeys(unit.ids))
    if len(main) > 1:
        return tuple(main)
    kinds = {reading.registry.kind(e) == "person" for e in everywhere}
    return tuple(everywhere) if len(kinds) == 1 else ()  # a person and a state in two clauses are no "they"
