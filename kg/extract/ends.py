"""The ends that a trigger may take: what hangs below it in the parse, with the path of roles that leads there.

    "held talks with Egypt on Gaza"     talks -> Egypt ("P:with",), Gaza ("P:on",)
    "supports the efforts of the UN"    supports -> UN ("obj", "P:of")

A noun is often only the object of its verb ("made a visit to Oman"), so what hangs on that verb counts too, with the
mark "^". What the parse does not connect is offered by its position: "~with" by its preposition, if near after the
trigger, "far", "left" of it, or from the "context" before the sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract.lists import row
from kg.extract.units import Reading, Unit
from kg.language.clauses import Parse

__all__ = ["UNCONNECTED", "End", "ends_of", "preposition_before"]

_DEPTH = 4  # roles in a path
_NEAR = 14  # tokens
_BACK = 80  # tokens before the sentence in which the last state is looked for
_SKIP = frozenset(
    "punct cc det case mark aux aux:pass cop discourse cc:preconj det:predet expl compound:prt".split()
)  # edges below which no end stands
_ASIDE = frozenset({"listed", "locative"})  # named only to say who belongs to a group, or where a town lies
_ARTICLES = frozenset({"the", "both"})
_INWARD = frozenset({"conj", "appos", "nmod", "acl", "flat"})
_SAME = frozenset({"conj", "appos", "flat"})
# Ends that the parse does not give are offered only to relations of which an end is often left unsaid in the phrase
# itself: "Russia's aggression", "UN-led talks".
UNCONNECTED = {
    "left": frozenset({"attacks", "criticizes", "mediates", "signs"}),
    "far": frozenset({"criticizes", "requests", "participatesIn", "issues", "calls", "meets"}),
    "context": frozenset({"attacks", "criticizes", "requests", "mediates", "sanctions"}),
}


@dataclass(frozen=True, slots=True)
class End:
    """A unit that may be an end of a fact, and the path of roles from the trigger to it."""

    unit: Unit
    path: tuple[str, ...]


def ends_of(reading: Reading, i: int) -> list[End]:
    """What hangs below a trigger, below the verb that governs a noun, and what else the sentence offers."""
    walk = _Walk(reading, i)
    parse = reading.parse
    if parse.tag[i].startswith("VB"):
        for p in parse.patients(i):
            if p != i:
                walk.descend(p, ("obj",))
    walk.below(i, ())
    if not parse.is_verb(i):
        walk.around()
    _on_the_surface(reading, i, walk.found)
    _from_context(reading, i, walk.found)
    return walk.found


class _Walk:
    """A walk down the parse from a trigger; each token is passed once."""

    def __init__(self, reading: Reading, root: int) -> None:
        self._reading = reading
        self._root = root
        self._seen: set[int] = {root}  # "tariffs imposed on X": not from the noun back into its participle
        self.found: list[End] = []

    def below(self, token: int, path: tuple[str, ...]) -> None:
        """What hangs on a token; of the trigger itself not its subjects, nor what is coordinated with it."""
        parse, root = self._reading.parse, self._root
        for k in parse.kids[token]:
            dep = parse.dep[k]
            if dep in _SKIP or dep == "parataxis" or k in self._seen:
                continue
            if dep == "conj":
                if token != root and not (parse.is_verb(k) and not path):
                    self.descend(k, path)
                continue
            role = "anti" if _opposed(parse, k) else parse.edge(k)
            if token != root or role not in ("subj", "pass", "agent"):
                self.descend(k, (*path, role))

    def descend(self, k: int, path: tuple[str, ...]) -> None:
        """The unit over token k, else what hangs below it."""
        if k in self._seen or len(path) > _DEPTH:
            return
        self._seen.add(k)
        unit = self._reading.unit(k)
        if unit is None or unit.start <= self._root < unit.end:
            self.below(k, path)
            return
        if unit.via not in _ASIDE:
            for member in row(self._reading, unit):
                if member.via not in _ASIDE and not any(e.unit is member for e in self.found):
                    self.found.append(End(member, path))
        self._seen.update(range(unit.start, unit.end))
        self._out_of(unit, path)

    def _out_of(self, unit: Unit, path: tuple[str, ...]) -> None:
        """What hangs on a unit from outside it: "Russia, a member of the G20"."""
        parse = self._reading.parse
        for j in range(unit.start, unit.end):
            for k in parse.kids[j]:
                if not unit.start <= k < unit.end and parse.dep[k] in _INWARD:
                    self.descend(k, path if parse.dep[k] in _SAME else (*path, parse.edge(k)))

    def around(self) -> None:
        """What hangs on the verb that governs a noun: "paid a visit to Oman"."""
        parse, i = self._reading.parse, self._root
        h, modifies = parse.head[i], parse.dep[i] == "amod"
        governed = parse.is_verb(h) and parse.edge(i) in ("obj", "comp", "P:in", "subj", "pass")
        if h == i or not (modifies or governed):
            return
        self._seen.add(i)
        for role, k in parse.roles(h):
            if parse.dep[k] in _SKIP or role in ("subj", "pass", "conj") or k == i:
                continue
            if role != "agent" or modifies:
                self.descend(k, (f"^{role}",))


def _opposed(parse: Parse, k: int) -> bool:
    """Whether a name is the one that something is directed against: "anti-Russian sanctions"."""
    return k > 1 and parse.lower[k - 1] in ("-", "–") and parse.lower[k - 2] == "anti"


def _from_context(reading: Reading, i: int, found: list[End]) -> None:
    """The state last mentioned before the sentence, for what is left unsaid: "Russia's aggression"."""
    start = reading.parse.sents[reading.parse.sent[i]][0]
    for j in range(start - 1, max(-1, start - _BACK), -1):
        unit = reading.unit(j)
        if unit is None or len(unit.ids) != 1 or unit.via not in ("name", "actor", "people"):
            continue
        if reading.registry.kind(unit.ids[0]) == "state":
            if not any(unit.ids[0] in e.unit.ids for e in found):
                found.append(End(unit, ("context",)))
            return


def _on_the_surface(reading: Reading, i: int, found: list[End]) -> None:
    """Units of the sentence that the parse does not connect with the trigger."""
    known = {id(e.unit) for e in found}
    _after(reading, i, found, known)
    _before(reading, i, found, known)


def _after(reading: Reading, i: int, found: list[End], known: set[int]) -> None:
    """Units after the trigger: by their preposition, if near and in its clause, else as far."""
    parse = reading.parse
    end = parse.sents[parse.sent[i]][1]
    j, verbs = i + 1, 0
    while j < end:
        unit = reading.unit(j)
        if unit is None or unit.start != j or unit.start <= i < unit.end:
            verbs += parse.is_verb(j)
            j += 1
            continue
        if id(unit) not in known and unit.via not in _ASIDE and verbs < 3:
            preposition = preposition_before(parse, j)
            found.append(End(unit, (f"~{preposition}" if not verbs and j - i < _NEAR else "far", preposition)))
            known.add(id(unit))
        j = max(unit.end, j + 1)


def _before(reading: Reading, i: int, found: list[End], known: set[int]) -> None:
    """The last three units before the trigger."""
    parse = reading.parse
    start = parse.sents[parse.sent[i]][0]
    j, steps = i - 1, 0
    while j >= start and steps < 3:
        unit = reading.unit(j)
        if unit is not None and unit.end == j + 1 and id(unit) not in known:
            found.append(End(unit, ("left", preposition_before(parse, unit.start))))
            known.add(id(unit))
            steps += 1
        j -= 1


def preposition_before(parse: Parse, j: int) -> str:
    """The preposition before a name, past articles and adjectives; "" if there is none."""
    k = j - 1
    while k >= 0 and j - k < 4 and (parse.tag[k] in ("DT", "JJ", "PRP$", "POS", "NNP") or parse.lower[k] in _ARTICLES):
        k -= 1
    return parse.lower[k] if k >= 0 and parse.tag[k] in ("IN", "TO") else ""
