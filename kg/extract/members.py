"""Memberships: "As members of the Council, A and B ...", "the BRICS, namely A, B and C", "NATO member Norway"."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.lists import list_from, subject_units
from kg.extract.units import Reading, Unit
from kg.language.mood import mood

__all__ = ["find_members"]

_NOUNS = frozenset(
    {"member", "co-founder", "cofounder", "observer", "founder", "ally", "co-chair", "membership", "signatory"}
)
_COUNTRIES = frozenset({"state", "country", "nation", "power", "economy"})
_EXAMPLES = frozenset({"such", "including", "like", "namely", ":", "(", "–", "—"})
_NAMELY = frozenset({"namely", "comprising", "comprises", "grouping", "i.e.", "consisting"})
_INCLUDES = frozenset(
    "include includes included comprise comprises comprised unite unites groups consists consist".split()
)
_FOUNDS = frozenset({"found", "establish", "create", "launch", "form"})
_GROUPINGS = frozenset(
    {"grouping", "bloc", "group", "alliance", "coalition", "club", "organization", "organisation", "forum", "format"}
)
_SEATS = frozenset({"term", "seat"})
_TAKES = frozenset("begin start serve hold take win complete finish occupy secure assume have".split())
_TREATED = frozenset(
    "welcome admit accept have recognize recognise describe see regard elect add include treat".split()
)
_STANDING = frozenset({"remain", "become", "stay", "be"})
_ACTORS = frozenset({"state", "person", "organization"})
_NAMES = frozenset({"name", "actor", "body"})
_PROSPECTS = frozenset(
    "application apply candidate candidacy aspiration bid seek future prospective potential possible aspiring "
    "toward towards path want eventual perspective oppose opposition block deny support".split()
)

Found = tuple[Unit, Unit, int, str]


def find_members(reading: Reading) -> Iterator[Found]:
    """Yields (member, organisation, token, rule)."""
    parse = reading.parse
    for i, lemma in enumerate(parse.lemma):
        if i in reading.skip:
            continue
        if parse.tag[i].startswith("NN"):
            if lemma in _NOUNS or (lemma == "chair" and parse.lower[max(0, i - 2) : i] == ["co", "-"]):
                yield from _noun(reading, i)
            elif lemma in _COUNTRIES:
                yield from _examples(reading, i)
            elif lemma in _GROUPINGS:
                yield from _grouping(reading, i)
            elif lemma in _SEATS:
                yield from _seat(reading, i)
            elif parse.lower[i] == "part":
                yield from _part(reading, i)
        elif parse.lower[i] in _INCLUDES and parse.is_verb(i):
            yield from _includes(reading, i)
        elif lemma in _FOUNDS and parse.is_verb(i):
            yield from _founders(reading, i)
        elif lemma == "belong" and parse.is_verb(i):
            yield from _part(reading, i)
    yield from _namely(reading)


def _of_states(reading: Reading, body: Unit) -> bool:
    """Whether a body belongs to no state, so that states are its members."""
    return reading.registry.iso3(body.ids[0]) is None


def _body(reading: Reading, unit: Unit | None) -> bool:
    return unit is not None and len(unit.ids) == 1 and reading.registry.kind(unit.ids[0]) == "organization"


def _actor(reading: Reading, unit: Unit | None) -> bool:
    return unit is not None and bool(unit.ids) and reading.registry.kind(unit.ids[0]) in _ACTORS


def _noun(reading: Reading, i: int) -> Iterator[Found]:
    parse = reading.parse
    if parse.lemma[i] == "membership" and _prospect(reading, i):
        return
    for body in _bodies(reading, i):
        for member, rule in _members(reading, i, body):
            if member is body or not _actor(reading, member) or body.ids[0] in member.ids:
                continue
            if parse.lemma[i] == "ally" and reading.registry.kind(member.ids[0]) != "state":
                continue
            yield member, body, i, rule


def _prospect(reading: Reading, i: int) -> bool:
    """Whether a membership is only hoped for or opposed: "Ukraine's application for membership"."""
    parse = reading.parse
    near = {parse.lemma[k] for k in parse.kids[i]} | {
        parse.lemma[parse.head[i]],
        parse.lemma[parse.head[parse.head[i]]],
    }
    won = any(parse.lower[k] == "successful" for k in range(max(0, i - 8), i))
    return bool(near & _PROSPECTS) and not won


def _bodies(reading: Reading, i: int) -> list[Unit]:
    """The organisation of a member: "member of X", "X member", "X's newest member", "its member"."""
    parse, found = reading.parse, []
    for k in parse.kids[i]:
        if parse.edge(k) in ("P:of", "P:in", "P:to", "compound", "mod", "amod", "poss"):
            unit = reading.unit(k)
            if unit is not None and _body(reading, unit) and (unit.via in _NAMES or parse.edge(k) == "poss"):
                found.append(unit)
    at = i - 1
    while at > 0 and (
        parse.lower[at] in ("co", "-", "newest", "founding", "permanent", "non") or parse.tag[at] in ("JJ", "JJS")
    ):
        at -= 1
    if at >= 0 and parse.lower[at] in ("'s", "’s"):
        at -= 1
    unit = reading.unit(at) if at >= 0 else None
    if unit is not None and _body(reading, unit) and unit.via in _NAMES and all(unit is not u for u in found):
        found.append(unit)
    if not found and at >= 0 and parse.lower[at] == "its":
        found += [u for u in (_body_before(reading, at),) if u is not None]
    return found


def _body_before(reading: Reading, i: int) -> Unit | None:
    """ "... commitment to NATO as its newest member": the organisation just before."""
    for j in range(i - 1, max(reading.parse.sents[reading.parse.sent[i]][0], i - 6) - 1, -1):
        unit = reading.unit(j)
        if unit is not None:
            return unit if _body(reading, unit) and unit.via == "name" and reading.parse.lower[i - 1] == "as" else None
    return None


def _members(reading: Reading, i: int, body: Unit) -> Iterator[tuple[Unit, str]]:
    parse = reading.parse
    yield from ((u, "member.predicate") for u in _predicate(reading, i))
    for k in parse.kids[i]:
        if parse.dep[k] == "appos" or (parse.dep[k] in ("flat", "compound") and k > i):
            yield from ((u, "member.apposition") for u in subject_units(reading, (k,)) if u.start > i)
        elif (
            parse.lower[k] == "its" and "as" in parse.lower[max(0, i - 4) : k] and (unit := reading.unit(k)) is not None
        ):
            yield unit, "member.as"
    if parse.dep[i] == "appos" and (unit := reading.unit(parse.head[i])) is not None and not _includes_list(reading, i):
        yield unit, "member.apposition"
    if "as" in parse.lower[max(0, i - 6) : i]:
        yield from ((u, "member.as") for u in _as(reading, i, body))
    after = max(i + 1, body.end)
    if after < parse.n and parse.lower[after] in ("state", "states", "country", "countries", "nation", "nations"):
        after += 1
    if after + 1 < parse.n and parse.lower[after] in _EXAMPLES:
        after += 2 if parse.lower[after] == "such" else 1
    if after < parse.n and (unit := reading.unit(after)) is not None and unit.via == "name":
        yield from ((u, "member.title") for u in list_from(reading, after))
    elif parse.lemma[i] == "ally" and (other := _only_other(reading, i)) is not None:
        yield other, "member.ally"
    elif parse.lemma[i] == "membership" and parse.edge(i) == "P:for" and "successful" in parse.lower[max(0, i - 8) : i]:
        yield from (
            (u, "member.possessor")
            for k in parse.kids[parse.head[i]]
            if parse.edge(k) == "poss" and (u := reading.unit(k)) is not None
        )


def _includes_list(reading: Reading, i: int) -> bool:
    return reading.parse.lower[i] in ("members", "allies")


def _predicate(reading: Reading, i: int) -> list[Unit]:
    """The subject of "is a member", "remains a member", "is one of the founding members", "was elected a member"."""
    parse, at = reading.parse, i
    if parse.edge(at) == "P:of" and parse.lower[parse.head[at]] in ("one", "two", "some"):
        at = parse.head[at]
    tokens = [k for k in parse.kids[at] if parse.dep[k] in ("nsubj", "nsubj:pass")]
    head = parse.head[at]
    if (
        not tokens
        and head != at
        and parse.dep[at] in ("xcomp", "obj", "obl")
        and (parse.lemma[head] in _STANDING or parse.lemma[head] in _TREATED)
    ):
        if mood(parse, head) != "actual":
            return []
        if parse.lemma[head] in _STANDING:
            tokens = list(parse.subjects(head))
        elif parse.passive(head):
            tokens = list(parse.patients(head))
    if at != i and parse.dep[at] == "appos" and (unit := reading.unit(parse.head[at])) is not None:
        return [unit]
    return subject_units(reading, tuple(tokens))


def _as(reading: Reading, i: int, body: Unit) -> list[Unit]:
    """Who is meant by "as a member of X": the name just before, its owner, the list after the comma, or the subject."""
    parse = reading.parse
    at = max(k for k in range(max(0, i - 6), i) if parse.lower[k] == "as")
    before = at - 2 if at and parse.lower[at - 1] == "," else at - 1
    unit = reading.unit(before) if before >= 0 else None
    if unit is not None and unit is not body and _fits(reading, unit, body) and unit.via in _NAMES:
        return [unit]
    owner = next(
        (u for k in (parse.kids[before] if before >= 0 else ()) if parse.edge(k) == "poss" and (u := reading.unit(k))),
        None,
    )
    if owner is None and unit is body:
        first = parse.sents[parse.sent[i]][0]
        owner = next(
            (
                u
                for j in range(before, first, -1)
                if parse.lower[j] in ("'s", "’s") and (u := reading.unit(j - 1)) and u is not body
            ),
            None,
        )
    if owner is not None and _fits(reading, owner, body):
        return [owner]
    if body.end + 1 < parse.n and parse.lower[body.end] == "," and at <= parse.sents[parse.sent[i]][0] + 1:
        found = [u for u in list_from(reading, body.end + 1) if _fits(reading, u, body)]
        if found:
            return found
    head = parse.head[i]
    tokens = parse.subjects(head) if parse.is_verb(head) else ()
    if parse.is_verb(head) and parse.lemma[head] in _TREATED:
        tokens = parse.patients(head)
    return [u for u in subject_units(reading, tokens) if _fits(reading, u, body)]


def _fits(reading: Reading, unit: Unit, body: Unit) -> bool:
    """States and bodies belong to bodies of states, persons only to others."""
    return _actor(reading, unit) and (reading.registry.kind(unit.ids[0]) != "person" or not _of_states(reading, body))


def _only_other(reading: Reading, i: int) -> Unit | None:
    """ "our NATO ally": the one foreign state that the sentence names."""
    parse, home = reading.parse, reading.home
    if parse.lower[i] != "ally" or "our" not in parse.lower[max(0, i - 3) : i] or home is None:
        return None
    first, last = parse.sents[parse.sent[i]]
    found = {
        u.ids[0]: u
        for j in range(first, last)
        if (u := reading.unit(j)) is not None and len(u.ids) == 1 and u.ids[0].startswith("state/")
    }
    found.update(
        {
            e: Unit(a, b, (e,), "name")
            for a, b, e in reading.loose.values()
            if first <= a < last and e.startswith("state/")
        }
    )
    found.pop(home, None)
    return next(iter(found.values())) if len(found) == 1 else None


def _examples(reading: Reading, i: int) -> Iterator[Found]:
    """ "ASEAN countries such as Vietnam and Laos"."""
    parse = reading.parse
    unit = reading.unit(i) or (reading.unit(i - 1) if i else None)
    if unit is None or unit.end < i or not _body(reading, unit) or not _of_states(reading, unit):
        return
    at = i + 1 + (i + 1 < parse.n and parse.lower[i + 1] == ",")
    if at + 1 < parse.n and parse.lower[at] in _EXAMPLES:
        for member in list_from(reading, at + (2 if parse.lower[at] == "such" else 1)):
            if reading.registry.kind(member.ids[0]) == "state" and member.via == "name":
                yield member, unit, i, "member.example"


def _seat(reading: Reading, i: int) -> Iterator[Found]:
    """ "Ecuador begins a two-year term on the Security Council": a seat in a body, by whom it is taken."""
    parse = reading.parse
    head = parse.head[i]
    if not parse.is_verb(head) or parse.lemma[head] not in _TAKES:
        return
    bodies = [
        u
        for k in (*parse.kids[i], *parse.kids[head])
        if parse.edge(k) in ("P:on", "P:in", "P:at") and (u := reading.unit(k)) and _body(reading, u)
    ]
    for body in bodies[:1]:
        for member in subject_units(reading, parse.subjects(head)):
            if reading.registry.kind(member.ids[0]) == "state":
                yield member, body, i, "member.seat"


def _part(reading: Reading, i: int) -> Iterator[Found]:
    """ "Chile takes part as a member of the Alliance", "Norway belongs to NATO"."""
    parse = reading.parse
    verb = i if parse.is_verb(i) else parse.head[i]
    wanted = "P:to" if parse.is_verb(i) else "P:of"
    for k in parse.kids[i]:
        body = reading.unit(k)
        if parse.edge(k) != wanted or body is None or not _body(reading, body) or not _of_states(reading, body):
            continue
        tokens = (
            parse.subjects(verb) if parse.is_verb(verb) else tuple(m for m in parse.kids[i] if parse.dep[m] == "nsubj")
        )
        for member in subject_units(reading, tokens):
            if reading.registry.kind(member.ids[0]) == "state":
                yield member, body, i, "member.part"


def _includes(reading: Reading, i: int) -> Iterator[Found]:
    """ "The Friends of the Mekong include A, B and C": an organisation as subject and states as objects."""
    parse = reading.parse
    objects = parse.patients(i) or tuple(k for k in parse.kids[i] if parse.edge(k) == "P:of")
    for body in _included_by(reading, parse.subjects(i)):
        for member in subject_units(reading, objects):
            if member.ids[0].startswith(("state/", "org/")) and member.via == "name" and member is not body:
                yield member, body, i, "member.include"


def _included_by(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The organisation that is the subject, or whose members are: "members of X include"."""
    found = []
    for token in tokens:
        unit = reading.unit(token)
        if unit is None and reading.parse.lemma[token] in _NOUNS:
            found += _bodies(reading, token)
            if any(reading.parse.lower[k] == "whose" for k in reading.parse.kids[token]):
                owner = reading.unit(reading.parse.head[reading.parse.head[token]])
                found += [owner] if owner is not None and _body(reading, owner) else []
        elif unit is not None and _body(reading, unit):
            found.append(unit)
    return found


def _grouping(reading: Reading, i: int) -> Iterator[Found]:
    """ "the Quad, a grouping of A, B and C": what is explained as a group of states."""
    parse = reading.parse
    subjects = [k for k in parse.kids[i] if parse.dep[k] == "nsubj"] + (
        [parse.head[i]] if parse.dep[i] == "appos" else []
    )
    bodies = [u for k in subjects if (u := reading.unit(k)) is not None and _body(reading, u)]
    if not bodies:
        return
    listed = subject_units(reading, tuple(k for k in parse.kids[i] if parse.edge(k) == "P:of"))
    members = [m for m in listed if m.ids[0].startswith("state/") and m.via == "name"]
    for member in members if len(members) > 1 else ():
        yield member, bodies[0], i, "member.grouping"


def _founders(reading: Reading, i: int) -> Iterator[Found]:
    """ "the Northern Circle founded by the four states": those who found a group of states."""
    parse = reading.parse
    for token in parse.patients(i):
        body = reading.unit(token) or next(
            (u for k in parse.kids[token] if parse.dep[k] == "compound" and (u := reading.unit(k))), None
        )
        if body is None or not _body(reading, body) or not _of_states(reading, body):
            continue
        founders = subject_units(reading, parse.subjects(i))
        states = {e for u in founders for e in u.ids if e.startswith("state/")}
        for member in founders if len(states) > 1 else ():
            if reading.registry.kind(member.ids[0]) == "state":
                yield member, body, i, "member.founder"


def _namely(reading: Reading) -> Iterator[Found]:
    """ "the BRICS, namely A, B and C", "the Axis Powers—A, B and C", "the P3 (A, B and C)"."""
    parse = reading.parse
    for unit in list(reading.units):
        if unit.via != "name" or not _body(reading, unit) or reading.unit(unit.start) is not unit:
            continue
        j = unit.end
        if j < parse.n and parse.lower[j] in ("countries", "members", "states", "nations", "powers"):
            j += 1
        if j + 2 >= parse.n:
            continue
        at = j + 2 if parse.lower[j] in (",", "(", "—", "–", "-", "--") and parse.lower[j + 1] in _NAMELY else j + 1
        if at == j + 1 and parse.lower[j] not in ("(", "—", "–", "--", ":"):
            continue
        at += parse.lower[at] == "of"
        members = [m for m in list_from(reading, at) if m.ids[0].startswith("state/") and m.via == "name"]
        if len(members) < 2 or (at == j + 1 and not _closed(reading, members[-1])):
            continue
        for member in members:
            yield member, unit, j + 1, "member.namely"


def _closed(reading: Reading, last: Unit) -> bool:
    """Whether a list in brackets or between dashes ends there."""
    return last.end >= reading.parse.n or not reading.parse.is_verb(last.end)
