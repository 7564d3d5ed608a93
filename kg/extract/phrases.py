"""A title with what qualifies it: whose office it is, and whether it is held no longer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kg.extract.titles import TitleHit, is_person
from kg.extract.units import OfficeClaim, Reading
from kg.lexicon import fold, lexicon

__all__ = ["FORMER", "Phrase", "bullet", "claim", "joined", "modifiers", "phrase_at"]

FORMER = frozenset("former ex late then then- previous ex- onetime erstwhile ousted deposed".split())
_CANDIDATES = frozenset(("nominee", "candidate", "nominated"))
_POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
_QUALIFIERS = ("JJ", "NN", "NNP", "NNPS", "NNS", "VBN", "VBG", "HYPH", "JJS")
_BODIES = frozenset(
    "agency ministry department fund bloc alliance company group organization organisation party movement council "
    "bank union commission".split()
)
_MEETINGS = frozenset(
    ("meet", "meeting", "talk", "speak", "conversation", "call", "consultation", "discussion", "negotiation")
)
_HIGH = ("head-of-state", "head-of-government", "foreign-minister", "minister")
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
    parse, i, found = reading.parse, max(hit.end, hit.base[1]), []
    title = " ".join(parse.lower[hit.base[0] : hit.base[1]])
    sends = any(s in title for s in _SENDS)
    while i < parse.n - 1 and parse.lower[i] in ("of", "for", "to", "at", "in", "on", "from", "with"):
        opener, k = parse.lower[i], i + 1
        while k < parse.n - 1 and parse.lower[k] in ("the", "a", "his", "her", "its"):
            k += 1
        stop = k
        while stop < parse.n and stop - k < 12:
            unit = reading.unit(stop)
            if unit is not None and not is_person(reading, stop):
                e = _body(reading, stop)
                state = e is not None and reading.registry.kind(e) == "state"
                if e is None and opener == "of" and not any(w in title for w in _LOCAL):
                    e = reading.registry.state_of(unit.ids[0])  # "Crown Prince of Abu Dhabi"
                    state = True
                if e and (opener in ("of", "from") or (not state and (opener == "at" or not sends or opener == "for"))):
                    found.append(e)
                stop = unit.end
            elif unit is None and (
                parse.word[stop][0].isupper() and parse.tag[stop] in ("NNP", "NNPS", "NNS", "NN", "JJ")
            ):
                stop += 1
            elif (
                parse.lower[stop] in ("and", "'s", "’s")
                and stop + 1 < parse.n
                and reading.unit(stop + 1) is not None
                and not is_person(reading, stop + 1)
            ):
                stop += 1
            else:
                break
        if stop == k and parse.tag[k].startswith(("NN", "JJ")) and not is_person(reading, k):
            stop = k + 1 if parse.tag[k].startswith("NN") else k + 2  # "speaker of parliament", "head of the navy"
        if stop == k:
            break
        i = stop
    return i, found


def _choose(reading: Reading, before: list[str], after: list[str]) -> str | None:
    """The owner: the state before the title, unless an international body follows; else the nearest body; else what follows."""
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
    """The title with modifiers and portfolio, without the state: "Deputy Minister of Foreign Affairs", "Ambassador to Kenya"."""
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


def default_owner(reading: Reading, person: str, hit: TitleHit) -> str | None:
    """Whose president somebody is when the phrase does not say: known tenures at the article's date, else the source's state."""
    day = reading.article.published
    tenures = reading.lexicon.tenures.get(person, ())
    if tenures:
        on = [t for t in tenures if day is None or t.covers(day.isoformat())] or list(tenures)
        owner = on[-1].organization
        return reading.registry.known(owner) if owner in reading.lexicon.entities else None
    for claim in reading.offices:
        if claim.person == person and claim.owner:
            return claim.owner
    iso3 = reading.registry.iso3(person)
    if iso3 and f"state/{iso3}" in reading.lexicon.entities:
        return reading.registry.known(f"state/{iso3}")
    headed = {owner for office, owner in reading.headed if office == hit.office}
    if len(headed) == 1:
        return headed.pop()
    if (only := _only().get(fold(reading.surface(*hit.base)))) is not None:
        return reading.registry.known(only)
    home = _home(reading, hit)
    if home is not None and _levels()[hit.office] in ("diplomat", "envoy", "spokesperson", "military", "legislature"):
        return home
    return _heading(reading, hit.start) or _where(reading, hit.start) or _met(reading, hit.start) or home


def _heading(reading: Reading, i: int) -> str | None:
    """The state that stands alone on the line before: the heading of a list of who took part."""
    parse, j = reading.parse, i - 1
    while j > 0 and i - j < 25 and "\n" not in parse.word[j]:
        j -= 1
    unit = reading.unit(j - 1) if j > 1 else None
    if unit is None or "\n" not in parse.word[j] or reading.registry.kind(unit.ids[0]) != "state":
        return None
    alone = unit.start == 0 or "\n" in parse.word[unit.start - 1]
    return unit.ids[0] if alone and unit.via != "demonym" else None


@cache
def _levels() -> dict[str, str]:
    return {o.id: o.level for o in lexicon().offices}


def _met(reading: Reading, i: int) -> str | None:
    """ "Zhovkva's meeting with Minister of European Affairs X": the guest or host is of the foreign state named last."""
    parse = reading.parse
    start = parse.sents[parse.sent[i]][0]
    if not any(parse.lower[k] == "with" and parse.lemma[k - 1] in _MEETINGS for k in range(max(start + 1, i - 4), i)):
        return None
    for j in range(start - 1, max(-1, start - 80), -1):
        unit = reading.unit(j)
        state = (
            reading.registry.state_of(unit.ids[0])
            if unit is not None and reading.registry.kind(unit.ids[0]) in ("state", "person")
            else None
        )
        if state is not None and state != reading.home:
            return state
    return None


@cache
def _owners() -> dict[str, frozenset[str]]:
    """The states and bodies of the lexicon by the offices that they are known to have."""
    lex = lexicon()
    offices = {fold(name): o.id for o in lex.offices for name in o.names}
    found: dict[str, set[str]] = {}
    for owner, tenures in lex.tenures.items():
        for t in tenures:
            if t.organization == owner and owner in lex.entities and (office := offices.get(fold(t.office))):
                found.setdefault(office, set()).add(owner)
    return {office: frozenset(owners) for office, owners in found.items()}


@cache
def _only() -> dict[str, str]:
    """High offices that only one state has, by title: "Chancellor of the Exchequer", "Secretary of Defense"."""
    lex = lexicon()
    levels = {fold(o.label): o.level for o in lex.offices}
    held: dict[str, list[str]] = {}
    for owner, tenures in lex.tenures.items():
        for t in tenures:
            if t.organization == owner and levels.get(fold(t.office), "") in _HIGH:
                held.setdefault(fold(t.office), []).append(owner)
    return {
        office: owners[0]
        for office, owners in held.items()
        if len(set(owners)) == 1 and len(owners) > 3 and ("secretary" in office or " of the " in office)
    }


def _home(reading: Reading, hit: TitleHit) -> str | None:
    """The source's state, unless it is known to have nobody or somebody else in an office that many states have."""
    home = reading.home
    owners = _owners().get(hit.office, frozenset())
    if home is None:
        return None
    if "minister" in fold(reading.surface(*hit.base)) and not any(
        "Minister" in t.office for t in reading.lexicon.tenures.get(home, ())
    ):
        return None  # the United States have no ministers
    if len(owners) < 20:
        return home
    if home not in owners:
        return None
    names = {fold(n) for o in reading.lexicon.offices if o.id == hit.office for n in o.names}
    day = reading.article.published
    tenures = (t for t in reading.lexicon.tenures[home] if fold(t.office) in names)
    return None if any(day is None or t.covers(day.isoformat()) for t in tenures) else home


def _where(reading: Reading, i: int) -> str | None:
    """The state that a sentence has come to before a title: "In Gabon, she will meet Foreign Minister Adamo"."""
    start = reading.parse.sents[reading.parse.sent[i]][0]
    for j in range(i - 1, start - 1, -1):
        unit = reading.unit(j)
        if unit is None or unit.via not in ("name", "demonym"):
            continue
        kind = reading.registry.kind(unit.ids[0])
        state = unit.ids[0] if kind == "state" else reading.registry.state_of(unit.ids[0]) if kind == "place" else None
        if state is not None and state != reading.home:
            return state
    return None


def claim(reading: Reading, person: str, phrase: Phrase, owner: str | None, start: int, end: int) -> None:
    reading.registry.title(person, phrase.hit.office)
    known = owner is None
    if owner is None and reading.home and _byline(reading, start):
        owner = reading.home
    owner = owner or default_owner(reading, person, phrase.hit)
    title = _title_text(reading, phrase.hit, phrase.end, owner)
    reading.offices.append(OfficeClaim(person, title, owner, start, end, phrase.former, known))
    if owner:
        reading.registry.belongs(person, reading.registry.iso3(owner))


def _byline(reading: Reading, i: int) -> bool:
    """ "The following is attributable to Spokesperson X:", "X, Department Spokesperson": who hands out a text of the source's state."""
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
    """Whether token i goes on from the one before: in the same sentence, or the parser broke a line without a full stop."""
    parse = reading.parse
    if parse.sent[i - 1] == parse.sent[i]:
        return True
    return parse.word[i - 1][-1].isalnum() or parse.word[i - 1] == ")"
