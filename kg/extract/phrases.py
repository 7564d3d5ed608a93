"""A title with what qualifies it: whose office it is, and whether it is held no longer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.owners import default_owner, tenured
from kg.extract.titles import TitleHit, is_person
from kg.extract.units import OfficeClaim, Reading
from kg.lexicon import fold, lexicon

__all__ = ["FORMER", "Phrase", "bullet", "claim", "joined", "modifiers", "phrase_at"]

FORMER = frozenset("former ex late then then- previous ex- onetime erstwhile ousted deposed".split())
_CANDIDATES = frozenset(("nominee", "candidate", "nominated"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_QUALIFIERS = ("JJ", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "HYPH", "JJS")
_BODIES = frozenset(
    "agency ministry department fund bloc alliance company group organization organisation party movement "
    "council bank union commission".split()
)
_LOCAL = ("mayor", "governor", "bishop", "commander", "sheriff", "patriarch", "metropolitan")
_SENDS = (
    "ambassador",
    "high commissioner",
    "minister",
    "representative",
    "envoy",
    "consul",
    "chargé",
    "secretary",
    "director",
    "coordinator",
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start:end` name an office: `owner` is the state or body that the phrase names."""

    hit: TitleHit
    start: int
    end: int
    owner: str | None
    former: bool


@cache
def modifiers() -> frozenset[str]:
    """ "deputy", "acting", "first": words before a title that belong to it."""
    return frozenset(fold(m).rstrip("-") for m in lexicon().office_modifiers)


def phrase_at(reading: Reading, hit: TitleHit, floor: int) -> Phrase:
    """The title with its qualifiers on both sides; to the left not beyond token `floor`."""
    start, before = _leftwards(reading, hit, floor)
    end, after = _rightwards(reading, hit)
    words = reading.parse.lower[start : hit.base[0]]
    words = [*reading.parse.lower[max(0, start - 1) : start], *words]
    former = any(w in FORMER for w in words) or not _CANDIDATES.isdisjoint(
        reading.parse.lower[max(0, start - 2) : start]
    )
    owner = _choose(reading, before, after) or _possessor(reading, hit, start)
    if owner == "org/unsc" and hit.office != "office/president-of-the-security-council":
        owner = None  # it has a president only: a secretary is that of a state's own council
    return Phrase(hit, start, end, owner, former)


def _leftwards(reading: Reading, hit: TitleHit, floor: int) -> tuple[int, list[str]]:
    """How far the qualifiers before a title reach, and the states and bodies among them, the nearest first."""
    parse = reading.parse
    found: list[str] = [e for i in range(*hit.base) if (e := _body(reading, i))]
    best = i = hit.start
    loose = 0
    while i > floor and loose < 5:
        j = i - 1
        unit = reading.unit(j)
        word = parse.lower[j]
        if unit is not None:
            if is_person(reading, j):
                break
            if (e := _body(reading, j)) is not None:
                found.append(e)
            best = i = max(unit.start, floor)
            loose = 0
        elif word in _POSSESSIVE or (word in ("-", "–") and not bullet(reading, j)):
            i = j
        elif (
            word == ")"
            and j - 2 > floor
            and reading.unit(j - 1) is not None
            and parse.lower[reading.units[reading.unit_at[j - 1]].start - 1] == "("
        ):
            i = reading.units[reading.unit_at[j - 1]].start - 1
        elif word in modifiers() or word in FORMER:
            best = i = j
        elif parse.tag[j] in _QUALIFIERS:
            i, loose = j, loose + 1
        else:
            break
    while best < hit.start and parse.lower[best] in _POSSESSIVE:
        best += 1
    return best, list(dict.fromkeys(found))


def _body(reading: Reading, i: int) -> str | None:
    unit = reading.unit(i)
    if unit is None or reading.registry.kind(unit.ids[0]) not in ("state", "organization"):
        return None
    return unit.ids[0]


def _rightwards(reading: Reading, hit: TitleHit) -> tuple[int, list[str]]:
    """How far "of X", "at X", "to X and Y" after a title reach, and whose office that makes it."""
    parse, i = reading.parse, max(hit.end, hit.base[1])
    title = " ".join(parse.lower[hit.base[0] : hit.base[1]])
    found: list[str] = []
    while i < parse.n - 1 and parse.lower[i] in ("of", "for", "to", "at", "in", "on", "from", "with"):
        k = i + 1
        while k < parse.n - 1 and parse.lower[k] in ("the", "a", "his", "her", "its"):
            k += 1
        stop = k
        while stop < parse.n and stop - k < 12 and (further := _further(reading, stop)) > stop:
            unit = reading.unit(stop)
            if unit is not None and (e := _possible_owner(reading, unit.ids[0], parse.lower[i], title)) is not None:
                found.append(e)
            stop = further
        if stop == k and parse.tag[k].startswith(("NN", "JJ")) and not is_person(reading, k):
            stop = k + 1 if parse.tag[k].startswith("NN") else k + 2  # "speaker of parliament", "head of the navy"
        if stop == k:
            break
        i = stop
    return i, found


def _further(reading: Reading, i: int) -> int:
    """The end of the name or capitalised word at token i, or past a link between two names; else i."""
    parse, unit = reading.parse, reading.unit(i)
    if is_person(reading, i):
        return i
    if unit is not None:
        return unit.end
    if parse.word[i][0].isupper() and parse.tag[i] in ("NNP", "NNPS", "NNS", "NN", "JJ"):
        return i + 1
    linked = parse.lower[i] in ("and", "'s", "’s") and i + 1 < parse.n and reading.unit(i + 1) is not None
    return i + 1 if linked and not is_person(reading, i + 1) else i


def _possible_owner(reading: Reading, entity_id: str, opener: str, title: str) -> str | None:
    """Whether "of X", "for X", "at X" after a title tells whose office it is: an ambassador to X is not one of X."""
    kind = reading.registry.kind(entity_id)
    if kind == "place" and opener == "of" and not any(w in title for w in _LOCAL):
        return reading.registry.state_of(entity_id)  # "Crown Prince of Abu Dhabi"
    if kind not in ("state", "organization"):
        return None
    if opener in ("of", "from"):
        return entity_id
    sends = any(s in title for s in _SENDS)
    return entity_id if kind == "organization" and (opener in ("at", "for") or not sends) else None


def _choose(reading: Reading, before: list[str], after: list[str]) -> str | None:
    """The state before the title, unless an international body follows; else the nearest body; else what follows."""
    states = [e for e in before if reading.registry.kind(e) == "state"]
    bodies = [e for e in before if e not in states]
    worldwide = [
        e
        for e in after
        if reading.registry.kind(e) == "organization"
        and reading.registry.iso3(e) is None
        and e in reading.lexicon.entities
    ]
    if states:
        return worldwide[0] if worldwide and not bodies else states[-1]
    after_states = [e for e in after if reading.registry.kind(e) == "state"]
    if bodies:
        iso3 = reading.registry.iso3(bodies[0])
        other = after_states and iso3 and reading.registry.iso3(after_states[0]) != iso3
        return after_states[0] if other else bodies[0]
    states = after_states
    return states[0] if states else after[0] if after else None


def _possessor(reading: Reading, hit: TitleHit, start: int) -> str | None:
    """ "the agency's spokesman": the last body that may be called so."""
    parse = reading.parse
    at = (
        start - 1
        if start > 0 and parse.lower[start - 1] in _POSSESSIVE
        else start
        if parse.lower[start] in _POSSESSIVE
        else -1
    )
    if at < 1 or parse.lower[at - 1] not in _BODIES:
        return None
    noun = parse.lower[at - 1]
    for unit in sorted((u for u in reading.units if u.end <= at and u.ids), key=lambda u: -u.start):
        e = unit.ids[0]
        if reading.registry.kind(e) == "organization":
            called = (*reading.lexicon.descriptions.get(e, ()), reading.registry.label(e))
            if any(fold(c).split()[-1] == noun or noun in fold(c).split() for c in called):
                return e
    return None


def _title_text(reading: Reading, hit: TitleHit, stop: int, owner: str | None) -> str:
    """The title with modifiers and portfolio, without the state: "Deputy Foreign Minister", "Ambassador to Kenya"."""
    parse = reading.parse
    start, end = hit.start, hit.end
    while start < hit.base[1] - 1 and _body(reading, start) is not None:
        start += 1
    while start > 0 and parse.lower[start - 1] in modifiers() and parse.lower[start - 1] not in FORMER:
        start -= 1
    while (
        end - 1 > hit.base[0]
        and end <= hit.base[1]
        and (_body(reading, end - 1) is not None or parse.lower[end - 1] in ("of", "the", "to", "for", "at"))
    ):
        end -= 1
    about = end < stop - 1 and parse.lower[end] in ("to", "for")
    if about and not any(_body(reading, i) == owner for i in range(end, stop)):
        end = stop
    while start < end - 1 and parse.lower[start] in (
        *_POSSESSIVE,
        "-",
        "–",
        "the",
        "his",
        "her",
        "majesty",
        "highness",
        "royal",
    ):
        start += 1
    text = " ".join(reading.surface(start, end).split())
    return _singular(text) if hit.plural else text


def _singular(title: str) -> str:
    """ "Foreign Ministers" -> "Foreign Minister", "spokesmen" -> "spokesman"."""
    head, of, rest = title.partition(" of ")
    if head.endswith("men"):
        head = head[:-2] + "an"
    elif head.endswith("ies"):
        head = head[:-3] + "y"
    elif head.endswith("s"):
        head = head[:-1]
    return head + of + rest


def claim(reading: Reading, person: str, phrase: Phrase, owner: str | None, start: int, end: int) -> None:
    reading.registry.title(person, phrase.hit.office)
    owner = tenured(reading, person, phrase.hit, owner)
    known = owner is None
    if owner is None and reading.home and _byline(reading, start):
        owner = reading.home
    owner = owner or default_owner(reading, person, phrase.hit)
    title = _title_text(reading, phrase.hit, phrase.end, owner)
    reading.offices.append(OfficeClaim(person, title, owner, start, end, phrase.former, known))
    if owner:
        reading.registry.belongs(person, reading.registry.iso3(owner))


def _byline(reading: Reading, i: int) -> bool:
    """ "The following is attributable to Spokesperson X:": the one who hands out a text of the source's state."""
    first, last = reading.parse.sents[reading.parse.sent[i]]
    return last - first < 16 and any(
        reading.parse.lower[k] in ("attributable", "department") for k in range(first, last)
    )


def bullet(reading: Reading, i: int) -> bool:
    """Whether a dash sets two things apart and does not join two words."""
    parse = reading.parse
    if i >= parse.n or parse.word[i] not in ("-", "–", "—"):
        return False
    return i == 0 or parse.ends[i - 1] < parse.starts[i] or parse.word[i - 1].isspace()


def joined(reading: Reading, i: int) -> bool:
    """Whether token i goes on from the one before: no sentence ends there, or only the parser thinks so."""
    parse = reading.parse
    if parse.sent[i - 1] == parse.sent[i]:
        return True
    return parse.word[i - 1][-1].isalnum() or parse.word[i - 1] == ")"
