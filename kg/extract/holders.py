"""Who holds an office: titles before a name ("Chinese President Xi Jinping", "Foreign Ministers Hayashi and Park")."""

from __future__ import annotations

from kg.extract.appositions import claim_after, claim_said
from kg.extract.bearers import reread_surnames
from kg.extract.owners import is_head
from kg.extract.phrases import FORMER, Phrase, bullet, claim, joined, modifiers, phrase_at
from kg.extract.titles import TitleHit, is_person
from kg.extract.units import Reading, Unit
from kg.lexicon import fold

__all__ = ["find_titles"]

_GLUE = frozenset(
    "of for the and to on 's ’s & - – / his her excellency mr. mr mrs ms dr. dr h.e. sir dame gen. lt. col. "
    "amb. hon. hon rt majesty highness royal ' ’ federal sheikh".split()
)
_HONORIFIC = frozenset(
    "mr mr. mrs mrs. ms ms. dr dr. sir dame h.e. his her excellency majesty highness royal the hon hon. rt "
    "sheikh professor prof. lord lady".split()
)
_EDGES = frozenset("and , of for to on the 's ’s & - – / in at".split())
_MAX = 22


def find_titles(reading: Reading, hits: list[TitleHit]) -> None:
    """Widen the units of persons over their titles and note who holds which office."""
    reread_surnames(reading, hits)
    inside = {i for h in hits for i in range(h.start, h.end)}
    used: set[int] = set()
    for index, unit in enumerate(list(reading.units)):
        if reading.registry.kind(unit.ids[0]) != "person" or unit.via != "name" or reading.unit_at[unit.start] != index:
            continue
        left = _left(reading, unit, inside)
        before = [h for h in hits if left <= h.base[0] and h.base[1] <= unit.start and h.start not in used]
        if before and not before[-1].plural:
            before = [h for h in before if not h.plural]
        if before:
            used.update(h.start for h in before)
            _claim_before(reading, index, unit, before, left)
        else:
            _honorific(reading, index, unit)
    by_start = {h.start: h for h in hits if h.start not in used}
    for index, unit in enumerate(list(reading.units)):
        if (
            reading.registry.kind(unit.ids[0]) == "person"
            and unit.via == "name"
            and reading.unit_at[unit.end - 1] == index
        ):
            used |= claim_after(reading, unit, by_start)
    for hit in by_start.values():
        if hit.start not in used and not hit.plural:
            claim_said(reading, hit)


def _left(reading: Reading, unit: Unit, inside: set[int]) -> int:
    """How far to the left of a name its title may reach."""
    parse, i, seen = reading.parse, unit.start, False
    while i > 0 and unit.start - i < _MAX and joined(reading, i):
        j = i - 1
        other = reading.unit(j)
        if other is not None and reading.registry.kind(other.ids[0]) == "person":
            break
        seen = seen or j in inside
        if not (j in inside or other is not None or _passes(reading, j, unit, inside, seen)):
            break
        i = j
    while i < unit.start and i not in inside and parse.lower[i] in _EDGES:
        i += 1
    return i


def _passes(reading: Reading, j: int, unit: Unit, inside: set[int], seen: bool) -> bool:
    """Whether a word that is no name may stand in a title, or between it and the name."""
    parse, word = reading.parse, reading.parse.lower[j]
    if word in ("-", "–"):
        return not bullet(reading, j)
    if word in ("and", "&") and not seen and all(parse.lower[k] in _HONORIFIC for k in range(j + 1, unit.start)):
        return False  # "the President of Russia and Mario Draghi"
    if word in _GLUE or word in modifiers():
        return True
    if parse.word[j][0].isupper() and parse.tag[j] not in ("PRP", "VBZ", "VBD", "IN"):
        return True
    if word == ",":
        return _comma_ok(reading, j, unit, inside)
    return (word in ("(", ")") and unit.start - j < 14) or (word in ("in", "at") and reading.unit(j + 1) is not None)


def _comma_ok(reading: Reading, j: int, unit: Unit, inside: set[int]) -> bool:
    """A comma belongs to the title only before the name or its honorific: "Minister in Paris, Jean Dupont"."""
    parse = reading.parse
    if j in inside:
        return True
    if any(
        parse.lower[k] not in _HONORIFIC and not (k == unit.start - 1 and parse.tag[k] == "NNP")
        for k in range(j + 1, unit.start)
    ):
        return False
    k = j - 1
    while (
        k > 0
        and j - k < 12
        and parse.lower[k] not in (",", ";", ".", "and")
        and not is_person(reading, k)
        and not parse.is_verb(k)
    ):
        k -= 1
    if is_person(reading, k) or (parse.lower[k] == "," and is_person(reading, k - 1)):
        return False  # "Ricardo Lagos, President, Fundación ...": the title is that of the one before
    return any(k in inside for k in range(max(0, j - 9), j))


def _segments(reading: Reading, hits: list[TitleHit]) -> list[TitleHit]:
    """The titles that stand side by side: "African Union chair President of Senegal"; not those within others."""
    parse = reading.parse
    if len(hits) > 1 and parse.lower[hits[-2].end : hits[-1].start] in (["to"], ["for"]):
        hits = hits[-1:]  # "Chief of Staff to President Lee": the one named is the president
    while len(hits) > 1 and _of_another(reading, hits[0]):
        hits = hits[1:]  # "Jan Maes, Head of Cabinet of Council President Ana Ruiz"
    chosen = [hits[0]]
    for hit in hits[1:]:
        between = parse.lower[chosen[-1].end : hit.start]
        nested = any(w in ("of", "for", "to", "at", "'s", "’s", "in", "on") for w in between)
        if not nested or "and" in between or "," in between or _is_state_between(reading, chosen[-1].end, hit.start):
            chosen.append(hit)
    return chosen


def _of_another(reading: Reading, hit: TitleHit) -> bool:
    """Whether a title stands in apposition to a name before it."""
    parse, k = reading.parse, hit.start - 1
    while k > 1 and (parse.lower[k] in ("the", "a") or parse.lower[k] in modifiers()):
        k -= 1
    return k > 0 and parse.lower[k] == "," and is_person(reading, k - 1)


def _is_state_between(reading: Reading, start: int, stop: int) -> bool:
    """ "Prime Minister of Peru Minister X": "of" has its state before the next title."""
    unit = reading.unit(stop - 1) if stop > start else None
    return unit is not None and unit.via == "name" and reading.registry.kind(unit.ids[0]) == "state"


def _claim_before(reading: Reading, index: int, unit: Unit, inside: list[TitleHit], left: int) -> None:
    unit_end = unit.end
    phrases, floor = [], _floor(reading, left)
    for hit in _segments(reading, inside):
        phrases.append(phrase_at(reading, hit, floor))
        floor = hit.end
    if (
        len(phrases) > 1
        and phrases[0].owner is None
        and phrases[1].owner
        and reading.parse.lower[phrases[0].end] == "and"
    ):
        phrases = phrases[1:]  # "the Chairperson and African Union chair Macky Sall"
    if len(phrases) > 1 and phrases[0].owner is None and _taken(reading, phrases[0], unit.ids[0]):
        phrases = phrases[1:]  # "the Deputy Secretary and Secretary General Delattre"
    person = unit.ids[0]
    named = (
        next((p.owner for p in phrases if p.owner), None)
        or _of_after(reading, unit)
        or _listed_before(reading, phrases[0], person)
    )
    start = phrases[0].start
    while start > 0 and reading.parse.lower[start - 1] in FORMER:
        start -= 1
    former = phrases[0].former
    for phrase in phrases:
        whole = Phrase(phrase.hit, phrase.start, min(phrase.end, unit.start), phrase.owner, phrase.former or former)
        if phrase.hit.plural:
            _claim_group(reading, unit, whole, phrase.owner or named, start)
        else:
            claim(reading, person, whole, phrase.owner or named, start, unit_end)
    _widen(reading, index, unit, start)


def _listed_before(reading: Reading, phrase: Phrase, person: str) -> str | None:
    """ "Israeli prime minister A and energy minister B": B is of the state of A unless known better."""
    if reading.registry.iso3(person) or reading.lexicon.tenures.get(person) or is_head(phrase.hit):
        return None
    parse, i = reading.parse, phrase.start - 1
    while i > 0 and parse.lower[i] in ("and", ",", "&", "the", "as", "well", "his", "her"):
        i -= 1
    if i >= phrase.start - 1 or not is_person(reading, i):
        return None
    before = next((c for c in reversed(reading.offices) if c.end == i + 1), None)
    if before is None or before.owner is None or (before.known and before.owner == reading.home):
        return None
    same = fold(before.title) == fold(reading.surface(*phrase.hit.base))
    return before.owner if reading.registry.kind(before.owner) == "state" and not same else None


def _floor(reading: Reading, left: int) -> int:
    """How far left the qualifiers of a title may reach: the beginning of the sentence or the name before."""
    i = left
    while i > 0 and left - i < 8 and joined(reading, i) and not is_person(reading, i - 1):
        i -= 1
    return i


def _taken(reading: Reading, phrase: Phrase, person: str) -> bool:
    """Whether somebody else in the article bears the title."""
    title = fold(reading.surface(*phrase.hit.base))
    return any(c.person != person and fold(c.title).startswith(title) for c in reading.offices)


def _others(reading: Reading, unit: Unit) -> tuple[Unit, ...]:
    """ "Foreign Ministers Hayashi and Park": those who follow the first bear the title too."""
    parse, i, last, found = reading.parse, unit.end, False, []
    while not last and i < parse.n and parse.lower[i] in (",", "and", "&"):
        while i < parse.n and parse.lower[i] in (",", "and", "&"):
            last = last or parse.lower[i] != ","
            i += 1
        other = reading.unit(i) if i < parse.n else None
        if other is None or other.start != i or not is_person(reading, i):
            break
        found.append(other)
        i = other.end
    return tuple(found)


def _claim_group(reading: Reading, unit: Unit, phrase: Phrase, owner: str | None, start: int) -> None:
    """A plural title: "the prime ministers of Peru and Chile, A and B" in order; one state for all otherwise."""
    group = (unit, *_others(reading, unit))
    states = _states(reading, phrase, unit.start)
    for k, member in enumerate(group):
        mine = states[k] if len(states) == len(group) else owner if len(states) < 2 else None
        claim(reading, member.ids[0], phrase, mine, start if member is unit else member.start, member.end)


def _states(reading: Reading, phrase: Phrase, stop: int) -> tuple[str, ...]:
    """The states and bodies named in a plural phrase, in order."""
    found: dict[str, None] = {}
    for i in range(phrase.start, stop):
        other = reading.unit(i)
        if other is not None and reading.registry.kind(other.ids[0]) in ("state", "organization") and i >= other.start:
            found[other.ids[0]] = None
    return tuple(found)


def _of_after(reading: Reading, unit: Unit) -> str | None:
    """ "President Guillermo Lasso of Ecuador", in lists "President Joko Widodo, Indonesia"."""
    parse, i = reading.parse, unit.end
    if i < parse.n - 1 and parse.lower[i] == "," and parse.lower[i + 1] in ("jr", "jr."):
        i += 2
    if i >= parse.n - 1 or parse.lower[i] not in ("of", "from", ","):
        return None
    listed = parse.lower[i] == ","
    i += 1 + (parse.lower[i + 1] == "the" and i + 2 < parse.n)
    other = reading.unit(i)
    if other is None or other.start != i or reading.registry.kind(other.ids[0]) not in ("state", "organization"):
        return None
    if listed:
        return _listed(reading, other)
    return other.ids[0] if other.via == "name" else None


def _listed(reading: Reading, unit: Unit) -> str | None:
    """The state or body after a name: up to the end of the line, or as an apposition ("X, Ministry of ...,")."""
    parse, i = reading.parse, unit.end
    if unit.via == "demonym":
        following = reading.unit(i) if i < parse.n else None
        if following is None or reading.registry.kind(following.ids[0]) != "organization":
            return None
        i = following.end
    ends = i >= parse.n or parse.word[i].isspace() or parse.word[i] in ("*", ";", "•") or bullet(reading, i)
    if reading.registry.kind(unit.ids[0]) == "organization" or unit.via == "demonym":
        ends = ends or parse.word[i] in (",", ".", ")")
    return unit.ids[0] if ends else None


def _widen(reading: Reading, index: int, unit: Unit, start: int) -> None:
    for i in range(start, unit.start):
        if reading.unit_at[i] >= 0:
            reading.cover(reading.units[reading.unit_at[i]])
        reading.unit_at[i] = index
    unit.start = start


def _honorific(reading: Reading, index: int, unit: Unit) -> None:
    start = unit.start
    while start > 0 and reading.parse.lower[start - 1] in (
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "dr",
        "dr.",
        "sir",
        "dame",
        "h.e.",
    ):
        start -= 1
    if start < unit.start:
        _widen(reading, index, unit, start)
