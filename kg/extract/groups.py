"""Groups by a noun: "the two leaders", "both sides", "our countries".

A readout names two persons once and calls them "the two leaders" or "the two sides" from then on. Such a noun means
the last group of that size; a noun for states ("sides", "countries") means the states of its members.
"""

from __future__ import annotations

from kg.extract.memory import Memory
from kg.extract.units import Reading, Unit

__all__ = ["OPEN", "fill_collective", "group", "place_group_noun"]

_COUNT = {"two": 2, "both": 2, "three": 3, "trilateral": 3, "four": 4, "five": 5}
_STATE_NOUNS = frozenset(
    "sides countries nations states parties governments peoples delegations republics neighbours neighbors powers "
    "allies partners".split()
)
_OURS = frozenset({"countries", "nations", "states", "sides", "parties"})
_DEFINITE = frozenset({"the", "these", "our", "both"})
# Nouns that stand for a group named before only where they are counted: "our partners", "the participants" are many.
OPEN = frozenset({"allies", "partners", "officials", "participants", "peoples", "powers", "representatives", "members"})
_QUALIFIERS = frozenset("two three four five respective said same participating".split())
_LIMITS = frozenset({"of", "in", "from", "that", "which", "who", "whose", "around", "across", "to", "with"})
_LEADING = frozenset({"the", "two", "both", "three", "these", "all", "our", "four"})
_LAST = 6  # groups back to which a noun may refer


def fill_collective(reading: Reading, memory: Memory, unit: Unit) -> None:
    """A plural title ("the two leaders", "foreign ministers") stands for a group mentioned before, if for any."""
    head = (unit.core or (unit.start, unit.end))[0]
    before = reading.parse.lower[max(0, unit.start - 3) : unit.end]
    count = next((_COUNT[w] for w in before if w in _COUNT), 0)
    last = (unit.core or (unit.start, unit.end))[1] - 1
    if not unit.ids and (count or not (_numbered(reading, head) or _of_others(reading, last))):
        unit.ids = group(reading, memory, count, of_states=reading.parse.lower[head] in _STATE_NOUNS)
    unit.via = "collective" if unit.ids else "none"
    if unit.ids:
        memory.last_group = unit.ids


def place_group_noun(reading: Reading, memory: Memory, i: int) -> None:
    """Put a unit over a definite plural at token i that stands for a group mentioned before."""
    parse = reading.parse
    before = parse.lower[max(parse.sents[parse.sent[i]][0], i - 4) : i]
    count = next((_COUNT[w] for w in reversed(before) if w in _COUNT), 0)
    definite = count or not _DEFINITE.isdisjoint(before[-2:])
    if not definite or (not count and (_numbered(reading, i) or _of_others(reading, i))):
        return
    ids = _meant(reading, memory, i, before, count)
    if not ids:
        return
    memory.last_group = ids
    start = i
    while start > 0 and i - start < 3 and parse.lower[start - 1] in _LEADING:
        start -= 1
    reading.place_unit(Unit(start, i + 1, ids, "collective", "collective", core=(start, i + 1)))


def _of_others(reading: Reading, i: int) -> bool:
    """Whether a plural noun means others than those named: "EU member states", "the countries of the Gulf"."""
    parse = reading.parse
    if parse.lower[i] in OPEN:
        return True
    before, after = i - 1, i + 1
    if parse.lower[before] in ("all", "many", "some", "several", "other"):
        return True
    described = parse.tag[before] in ("JJ", "NN", "NNP", "NNS", "NNPS", "VBN", "VBG") and parse.head[before] == i
    if described and parse.lower[before] not in _QUALIFIERS:
        return True
    limited = after < parse.n and parse.lower[after] in _LIMITS and parse.sent[after] == parse.sent[i]
    return limited and any(k > i and parse.dep[k] in ("nmod", "acl:relcl", "acl") for k in parse.kids[i])


def _meant(reading: Reading, memory: Memory, i: int, before: list[str], count: int) -> tuple[str, ...]:
    word = reading.parse.lower[i]
    if word in _OURS and "our" in before:
        return _ours(reading, memory, reading.parse.sent[i])
    ids = group(reading, memory, count, of_states=word in _STATE_NOUNS and word != "parties")
    if word in ("sides", "parties") and not ids:
        ids = group(reading, memory, count or 2, of_states=True)
    return ids


def _numbered(reading: Reading, i: int) -> bool:
    """Whether a number says that a group is larger than any named before: "43 countries"."""
    return "CD" in reading.parse.tag[max(0, i - 3) : i]


def group(reading: Reading, memory: Memory, count: int, *, of_states: bool) -> tuple[str, ...]:
    """The last group of persons or states, of `count` members unless that is 0; () if there is none."""
    return _of_states(reading, memory, count) if of_states else _of_persons(reading, memory, count)


def _of_persons(reading: Reading, memory: Memory, count: int) -> tuple[str, ...]:
    for found in (memory.occasion, *reversed(memory.person_groups[-_LAST:])):
        if found and count in (0, len(found)) and all(_is_official(reading, e) for e in found):
            return found
    return memory.frequent(reading, "person", count) if count else ()


def _is_official(reading: Reading, person: str) -> bool:
    """Whether a person bears an office, here or by the lists: "the ministers" are no journalists or prisoners."""
    return person in reading.lexicon.entities or bool(reading.registry.titles(person))


def _of_states(reading: Reading, memory: Memory, count: int) -> tuple[str, ...]:
    def fits(states: tuple[str, ...]) -> bool:
        return len(states) > 1 and count in (0, len(states))

    if fits(states := _as_states(reading, memory.occasion)):
        return states
    for named in reversed(memory.state_groups[-_LAST:]):
        if count in (0, len(named)):
            return _as_states(reading, named)
    for persons in reversed(memory.person_groups[-_LAST:]):
        if fits(states := _as_states(reading, persons)):
            return states
    return memory.frequent(reading, "state", count or 2)


def _as_states(reading: Reading, members: tuple[str, ...]) -> tuple[str, ...]:
    """The states to which members of a group belong, of heads of a body the body; bodies stay themselves."""
    registry = reading.registry
    heads = {
        c.person: c.owner
        for c in reading.offices
        if c.owner and not c.former and registry.kind(c.owner) == "organization" and registry.iso3(c.owner) is None
    }
    found = (heads.get(e) or registry.state_of(e) or (e if e.startswith("org/") else None) for e in members)
    return tuple(dict.fromkeys(e for e in found if e is not None))


def _ours(reading: Reading, memory: Memory, number: int) -> tuple[str, ...]:
    """Who "our countries" are: the states of the speakers, with the other one that the article is about."""
    states = _as_states(reading, reading.speaker[number])
    if len(states) > 1:
        return states
    other = [s for s in memory.frequent(reading, "state", 2) if s not in states]
    return (*states, *other[:1]) if states and other else ()
