"""Facts by rule: triggers marked `sure` in data/lexicon/triggers, for deeds that no annotated article teaches to grade.

A rule holds where its slots are filled and its predicate tells of a deed, done or planned; what is only asked for,
refused or threatened is told by the rule of the verb of asking, refusing or threatening.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from kg.extract.actors import noun_classes
from kg.extract.candidates import Candidate, allowed
from kg.extract.ends import End, ends_of
from kg.extract.grade import is_brief
from kg.extract.lists import subject_units
from kg.extract.matching import applies
from kg.extract.slots import fill
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse
from kg.language.inflect import forms
from kg.language.mood import mood
from kg.lexicon import Trigger, peoples, relations, triggers
from kg.model import Status

__all__ = ["rulings"]

_ACTORS = frozenset({"person", "state", "organization"})
_TOLD = frozenset({"say", "report", "tell", "announce", "add", "state"})
_CROWDS = frozenset(
    "group groups thousands hundreds scores dozens people men women members gunmen faction factions "
    "fundamentalists crowd crowds mob mobs "
    "gang gangs villagers employees nurses pilots drivers fishermen youths parents relatives".split()
)
_WEAK = 0.65
_DEPTH = 3
_PARTITIVES = frozenset(
    "group groups number majority minority third half quarter batch patch contingent deployment wave hundreds "
    "thousands scores dozens part "
    "pair unit units team remnants series one two three four members some most many convoy shipment planeload".split()
)
_WEAPONS = frozenset(
    "bomb bombs bombing bombings device mine mines blast blasts explosion explosions bomber ambush grenade rocket "
    "gunman gunmen attackers sniper".split()
)
_PRONOUNS = frozenset({"it", "he", "she", "they"})
_PARTS = frozenset({"compound", "fixed", "flat"})
_AT_HOME = frozenset({"coerces", "concedesTo", "retreatsFrom"})
_DECREES = frozenset({"concedesTo", "coerces", "sanctions", "reducesRelations", "rejects"})
_STANDINS = frozenset({"pronoun", "speaker", "collective"})
_LOOSE = frozenset({"far", "left", "context"})


@cache
def _rules() -> dict[str, tuple[tuple[Trigger, str], ...]]:
    """Rules by the first word of their triggers and its inflected forms: lemmas of rare verbs are often wrong."""
    table: dict[str, list[tuple[Trigger, str]]] = defaultdict(list)
    for trigger in triggers():
        for word in trigger.words if trigger.sure is not None else ():
            first, _, rest = word.partition(" ")
            for form in forms(first, trigger.pos):
                table[form] += [(trigger, r) for r in (forms(rest, "noun") if rest else ("",))]
    return {k: tuple(v) for k, v in table.items()}


def rulings(reading: Reading) -> list[tuple[Candidate, Status]]:
    """What the rules find, with its status. A weak rule counts only where no other one speaks of the same actor."""
    found = list(_all(reading))
    sent = reading.parse.sent
    strong = {(sent[c.token], c.subject) for c, _ in found if not _is_weak(c.trigger)}
    return [(c, s) for c, s in found if not _is_weak(c.trigger) or (sent[c.token], c.subject) not in strong]


def _is_weak(trigger: Trigger) -> bool:
    """Whether a rule counts only where nothing else is known of its actor in the sentence."""
    return trigger.sure is not None and trigger.sure < _WEAK


def _all(reading: Reading) -> Iterator[tuple[Candidate, Status]]:
    parse, index = reading.parse, _rules()
    for i in range(parse.n):
        if i in reading.skip or (parse.dep[i] in _PARTS and parse.tag[i].startswith("VB")):
            continue
        entries = index.get(parse.lower[i]) or index.get(parse.lemma[i]) or ()
        matched = [t for t, rest in dict.fromkeys(entries) if applies(parse, t, i, rest)]
        if not matched:
            continue
        # In "a mediation effort between A and B" the whole phrase is the deed.
        at = parse.head[i] if parse.dep[i] == "compound" and parse.tag[i].startswith("NN") else i
        found = mood(parse, at)
        if found in ("actual", "planned", "denied", "decided"):
            ends = ends_of(reading, at)
            for trigger in matched:
                status = found if found != "decided" else "actual" if trigger.relation in _DECREES else "planned"
                if _is_strict(reading, trigger) and not _is_news(parse, at, status):
                    continue
                for candidate in _at(reading, trigger, at, ends):
                    yield candidate, trigger.status or status  # type: ignore[misc]


def _is_news(parse: Parse, i: int, status: str) -> bool:
    """Whether a longer text tells of the deed as an event of its own: in a main clause, done or to be done."""
    if status == "denied" or not parse.is_verb(i) or any(parse.dep[k] == "mark" for k in parse.kids[i]):
        return False
    while parse.dep[i] == "conj":
        i = parse.head[i]
    head, dep = parse.head[i], parse.dep[i]
    return head == i or dep == "parataxis" or (dep == "ccomp" and parse.lemma[head] in _TOLD)


def _is_strict(reading: Reading, trigger: Trigger) -> bool:
    """Whether a rule must name both who acts and whom: no grade guards it, and the text is more than a lead."""
    return not relations()[trigger.relation].gold and not is_brief(reading)


def _at(reading: Reading, trigger: Trigger, i: int, ends: list[End]) -> Iterator[Candidate]:
    relation = relations()[trigger.relation]
    signs = reading.parse.signs(i)
    strict = _is_strict(reading, trigger)
    subjects = [
        (slot, unit, e)
        for slot, unit in _subjects(reading, trigger, i, ends)
        if not (strict and unit.via.split(":")[0] in _STANDINS)
        for e in unit.ids
    ]
    everybody = frozenset(e for _, _, e in subjects)
    if trigger.mutual and (len(subjects) == 2 or len({id(u) for _, u, _ in subjects}) > 1):
        slot, first, one = subjects[0]
        for _, unit, other in subjects[1:]:
            a, b = allowed(reading, one, first, relation.subject), allowed(reading, other, unit, relation.object)
            if a and b and a != b:
                yield Candidate(trigger, i, a, b, first, unit, slot, ("mutual",), True, signs)
        return
    if trigger.mutual and len(subjects) > 1:
        return
    for slot, unit, e in subjects:
        subject = allowed(reading, e, unit, relation.subject)
        if subject is not None:
            for end, target in _objects(reading, trigger, i, ends, unit, subject, everybody):
                yield Candidate(trigger, i, subject, target, unit, end.unit, slot, end.path, True, signs)


def _subjects(reading: Reading, trigger: Trigger, i: int, ends: list[End]) -> list[tuple[str, Unit]]:
    for slot in trigger.subject:
        tokens = _tokens(reading.parse, slot, i)
        if tokens is None:
            found = fill(reading, i, slot, ends)
        else:
            units = [u for t in tokens for k in reading.parse.conjuncts(t) if (u := _actor(reading, k)) is not None]
            found = (
                list({id(u): u for u in [*units, *subject_units(reading, tokens)] if u.ids}.values()) if units else []
            )
        if found:
            return [(slot, u) for u in found]
    return []


def _tokens(parse: Parse, slot: str, i: int) -> tuple[int, ...] | None:
    """The tokens in a subject slot: "agent"; "pass" of a passive; "doer" of a noun; "in", where it is done."""
    head, dep = parse.head[i], parse.dep[i]
    if slot == "agent" and parse.is_verb(i):
        found = parse.subjects(i)
        if len(found) == 1 and parse.lower[found[0]] in _PRONOUNS and dep == "ccomp":
            return (found[0], *parse.subjects(head))[:2]
        if found or parse.tag[i] not in ("VBD", "VBN") or dep not in ("acl", "amod"):
            return found
        before = i - 1 - (parse.lower[i - 1] in ("has", "have", "had"))
        return (before,) if dep == "amod" and before >= 0 and parse.tag[before].startswith("NN") else (head,)
    if slot == "pass":
        return tuple(k for k in parse.kids[i] if parse.dep[k] == "nsubj:pass")
    if slot == "doer":
        own = tuple(k for k in parse.kids[i] if parse.edge(k) in ("poss", "P:by"))
        if own or not (dep == "obj" or parse.edge(i) in ("P:in", "P:on", "P:under")):
            return own
        return parse.subjects(head) or tuple(k for k in parse.kids[head] if parse.dep[k] == "nsubj:pass")
    if slot == "in":
        return tuple(k for at in (i, head) for k in parse.kids[at] if parse.edge(k) in ("P:in", "P:by"))
    return None


def _actor(reading: Reading, noun: int) -> Unit | None:
    """The actor that a noun stands for: by name, in apposition, through a part of it, or as people without a name."""
    parse = reading.parse
    unit = reading.unit(noun)
    if unit is not None and unit.ids:
        people = peoples().get(reading.surface(unit.start, unit.end).lower())
        return _people(reading, unit.start, unit.end, people) if people else unit
    word = parse.lower[noun]
    if word in peoples():
        return _people(reading, noun, noun + 1, peoples()[word])
    named = [k for k in parse.kids[noun] if parse.dep[k] in ("flat", "appos")]
    if word in _PARTITIVES:
        named += [k for k in parse.kids[noun] if parse.edge(k) == "P:of"]
    for k in named:
        if (inner := _actor(reading, k)) is not None:
            return inner
    if (group := _group(reading, noun)) is not None:
        return group
    if word in _CROWDS or not parse.tag[noun].startswith("NN"):
        return None
    return _modifier(reading, noun)


def _people(reading: Reading, start: int, end: int, iso3: str) -> Unit:
    """A people of a state, as a group that belongs to it: "the Chechens"."""
    owner = reading.registry.known(f"state/{iso3}")
    label = f"{reading.registry.label(owner)}: {reading.surface(start, end)}"
    group = reading.registry.new("organization", label, iso3=iso3, cls="ActorSet")
    return Unit(start, end, (group,), "nominal", "group")


def _modifier(reading: Reading, noun: int) -> Unit | None:
    """The name in front of a noun, also through another noun: "the UNITA militarist wing"."""
    parse = reading.parse
    queue = [k for k in parse.kids[noun] if parse.dep[k] in ("nmod:poss", "amod", "compound")]
    while queue:
        k = queue.pop(0)
        unit = reading.unit(k)
        if unit is not None and unit.ids and unit.via != "pronoun":
            return unit
        queue += [m for m in parse.kids[k] if parse.dep[m] == "compound"]
    return None


def _group(reading: Reading, noun: int) -> Unit | None:
    """People who have no name of their own, through the state in their description: "opposition groups in Zimbabwe"."""
    parse, word = reading.parse, reading.parse.lower[noun]
    weapon = word in _WEAPONS
    if not weapon and word not in _CROWDS and noun_classes().get(word) not in ("groups", "people", "forces", "state"):
        return None
    owner = _owner(reading, noun)
    if owner is None and noun_classes().get(word) != "state":
        owner = _only_state(reading, noun) or _place_of(reading, noun)
    if owner is None:
        return None
    if weapon and (unit := _modifier(reading, noun)) is not None:
        return unit
    iso3 = reading.registry.iso3(owner)
    words = [
        k for k in parse.kids[noun] if parse.dep[k] in ("compound", "amod") and k < noun and reading.unit(k) is None
    ]
    surface = "unnamed attackers" if weapon else " ".join(parse.lower[k] for k in (*words, noun))
    ids = (
        reading.registry.new("organization", f"{reading.registry.label(owner)}: {surface}", iso3=iso3, cls="ActorSet"),
    )
    return Unit(noun, noun + 1, ids, "nominal", "group")


def _owner(reading: Reading, noun: int) -> str | None:
    """The state, by name or through a body or place of it, in the description of a noun."""
    parse = reading.parse
    queue = [
        k for k in parse.kids[noun] if parse.dep[k] in ("nmod", "nmod:poss", "amod", "compound", "acl", "obl", "nummod")
    ]
    verb = parse.head[noun]
    if parse.is_verb(verb) and parse.dep[noun] in ("nsubj", "obl:agent"):
        queue += [k for k in parse.kids[verb] if parse.edge(k) in ("P:in", "P:at", "P:near", "P:outside")]
    for _ in range(12):
        if not queue:
            return None
        k = queue.pop(0)
        if (people := peoples().get(parse.lower[k])) is not None:
            return reading.registry.known(f"state/{people}")
        unit = reading.unit(k)
        if unit is not None and unit.ids:
            return reading.registry.state_of(unit.ids[0])
        queue += [m for m in parse.kids[k] if parse.dep[m] in ("nmod", "nmod:poss", "amod", "compound", "obl")]
    return None


def _place_of(reading: Reading, i: int) -> str | None:
    """The state where the sentence takes place: "... outside the embassy in Tehran"."""
    start, end = reading.parse.sents[reading.parse.sent[i]]
    for j in range(start + 1, end):
        unit = reading.unit(j)
        if unit is not None and unit.ids and reading.parse.lower[j - 1] in ("in", "near", "at", "outside"):
            return reading.registry.state_of(unit.ids[0])
    return None


def _only_state(reading: Reading, i: int) -> str | None:
    start, end = reading.parse.sents[reading.parse.sent[i]]
    found = {
        reading.registry.iso3(u.ids[0]) for j in range(start, end) if (u := reading.unit(j)) is not None and u.ids
    } - {None}
    first = next(
        (
            u
            for j in range(start, end)
            if (u := reading.unit(j)) is not None and u.ids and reading.registry.iso3(u.ids[0])
        ),
        None,
    )
    return reading.registry.state_of(first.ids[0]) if len(found) == 1 and first is not None else None


def _objects(
    reading: Reading, trigger: Trigger, i: int, ends: list[End], unit: Unit, subject: str, others: frozenset[str]
) -> list[tuple[End, str]]:
    """The ends that fit best: the first slot of the trigger that is filled, and of it the nearest names."""
    kinds = relations()[trigger.relation].object
    open_ends = []
    for end in ends:
        if (
            end.unit.via == "demonym"
            and subject in end.unit.ids
            and (crowd := _group(reading, reading.parse.head[end.unit.start]))
        ):
            end = End(crowd, end.path)
        targets = [
            t for e in end.unit.ids if (t := allowed(reading, e, end.unit, kinds)) and t != subject and t not in others
        ]
        if targets and end.unit is not unit and not _teller(reading, end.unit):
            open_ends.append((end, targets))
    lone = len(others) == 1 and unit.via.split(":")[0] not in _STANDINS
    strict = _is_strict(reading, trigger)
    for slot in trigger.object:
        if strict and slot in ("any", "home"):
            continue
        if slot in ("any", "home") and (unnamed := _crowd(reading, i, subject, kinds)) is not None:
            return [unnamed]
        if slot == "home":
            state = reading.registry.state_of(subject)
            if lone and state and state != subject:
                return [(End(unit, ("home",)), state)]
            if lone and state and trigger.relation in _AT_HOME:
                label = f"{reading.registry.label(state)}: population"
                iso3 = reading.registry.iso3(state)
                return [(End(unit, ("home",)), reading.registry.new("organization", label, iso3=iso3, cls="ActorSet"))]
            continue
        fitting = [(end, targets) for end, targets in open_ends if _stands(slot, end.path)]
        if slot == "any":
            fitting = fitting[:1] if len(others) == 1 else []
        if fitting:
            depth = min(len(end.path) for end, _ in fitting)
            return [(end, target) for end, targets in fitting if len(end.path) == depth for target in targets]
    return []


def _crowd(reading: Reading, i: int, subject: str, kinds: frozenset[str]) -> tuple[End, str] | None:
    """People without a name in the clause, of the state of the one who acts: "the demands of striking miners"."""
    parse = reading.parse
    queue = [k for k in parse.kids[i] if k > i]
    for _ in range(10):
        if not queue or "organization" not in kinds:
            return None
        k = queue.pop(0)
        if (group := _unnamed(reading, k, subject)) is not None:
            unit = Unit(k, k + 1, (group,), "nominal", "group")
            return (End(unit, ("crowd",)), group) if group != subject else None
        queue += [m for m in parse.kids[k] if parse.dep[m] in ("obj", "obl", "nmod", "xcomp", "conj", "nmod:poss")]
    return None


def _unnamed(reading: Reading, k: int, subject: str) -> str | None:
    """People at token k: of a people ("Chechen villages"), or those of the state of the one who acts ("the miners")."""
    parse, registry = reading.parse, reading.registry
    if not parse.tag[k].startswith("NN") or reading.unit(k) is not None:
        return None
    people = next((parse.lower[m] for m in (k, *parse.kids[k]) if parse.lower[m] in peoples()), None)
    if people is not None:
        owner: str | None = registry.known(f"state/{peoples()[people]}")
        noun = parse.lower[k] if parse.lower[k] == people else f"{people.capitalize()} {parse.lower[k]}"
    else:
        noun = parse.lower[k]
        if noun_classes().get(noun) in ("state", "forces") and not any(parse.dep[m] == "amod" for m in parse.kids[k]):
            return registry.state_of(subject)
        owner = _owner(reading, k) or registry.state_of(subject) if noun_classes().get(noun) == "groups" else None
    if owner is None:
        return None
    label = f"{registry.label(owner)}: {noun}"
    return registry.new("organization", label, iso3=registry.iso3(owner), cls="ActorSet")


def _stands(slot: str, path: tuple[str, ...]) -> bool:
    if slot == "any":
        return path[0] not in ("left", "context")
    if path[0][0] == "~":
        return slot == f"P:{path[1]}" and bool(path[1])
    if slot == "left":
        return path[0] == "left"
    if slot.endswith(">subj"):
        return ">".join(path) == slot
    return path[0] not in _LOOSE and len(path) <= _DEPTH and slot in (path[0], ">".join(path[:2]))


def _teller(reading: Reading, unit: Unit) -> bool:
    """Whether a unit is only the source of the report: "..., Tass said"."""
    parse: Parse = reading.parse
    top = reading.top(unit)
    head = parse.head[top]
    return parse.dep[top] == "nsubj" and parse.lemma[head] in _TOLD and (head > top or parse.dep[head] == "parataxis")
