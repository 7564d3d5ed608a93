"""Titles after a name ("Lavrov, the foreign minister of Russia") and in sentences ("X was elected president of Y")."""

from __future__ import annotations

from kg.extract.phrases import Phrase, claim, joined, phrase_at
from kg.extract.titles import TitleHit, is_person
from kg.extract.units import Reading, Unit

__all__ = ["claim_after", "claim_said"]

_STATES_NOW = frozenset("is remains becomes 's ’s".split())
_ADVERBS = frozenset("currently now also still presently again already both".split())
_SERVES = frozenset("serve act continue work remain".split())
_APPOINTS = frozenset("appoint name elect swear designate select re-elect reelect confirm install instal".split())
_NAMINGS = frozenset("appointment election re-election reelection confirmation inauguration selection".split())


def claim_after(reading: Reading, unit: Unit, by_start: dict[int, TitleHit]) -> set[int]:
    """ "Said bin Ali, the ailing Emir of Zabara": or after "who is", or in brackets."""
    parse, end = reading.parse, unit.end
    if end < parse.n - 2 and parse.lower[end] == "of" and (state := reading.unit(end + 1)) is not None:
        end = state.end  # "President Roh of Korea (the chairman of APEC)"
    if end >= parse.n - 1 or parse.lower[end] not in (",", "(", "who", "–", "—", "-", "is") or not joined(reading, end):
        return set()
    phrases: list[Phrase] = []
    i = _after_who(reading, end)
    while i is not None and len(phrases) < 3:
        phrase = _next_phrase(reading, i, by_start)
        if phrase is None:
            break
        phrases.append(phrase)
        follows = parse.lower[phrase.end] if phrase.end < parse.n else ""
        i = phrase.end + 1 if follows in ("and", "&") else None
    if not phrases or not _closes(reading, unit, end, phrases):
        return set()
    named = next((p.owner for p in phrases if p.owner), None) or _firm(reading, phrases[-1])
    for phrase in phrases:
        claim(reading, unit.ids[0], phrase, phrase.owner or named, unit.start, phrase.end)
    return {p.hit.start for p in phrases}


def _after_who(reading: Reading, i: int) -> int | None:
    """Past the comma and "who is", "who serves as", "who has been": where the title may begin; None for the past."""
    lower, n = reading.parse.lower, reading.parse.n
    if lower[i] == "," and i + 1 < n and lower[i + 1] == "who":
        i += 1
    if lower[i] not in ("who", "is"):
        return i + 1
    i += lower[i] == "who"
    while i < n and (lower[i] in _ADVERBS or lower[i] in ("is", "has", "been", "serves", "served", "as", "acting")):
        if lower[i] == "served" and lower[i - 1] != "has":
            return None
        i += 1
    return i if lower[i - 1] != "who" else None


def _next_phrase(reading: Reading, i: int, by_start: dict[int, TitleHit]) -> Phrase | None:
    """The title that begins a few words on, with nothing but its qualifiers in between."""
    parse, first = reading.parse, i
    while i < min(parse.n, first + 10) and i not in by_start:
        word = parse.lower[i]
        if (
            is_person(reading, i)
            or word in (",", ".", ";", ":", "said", "and", "of", "for")
            or not joined(reading, max(1, i))
        ):
            return None
        if parse.is_verb(i) and parse.tag[i] not in ("VBN", "VBG"):
            return None
        i += 1
    if i not in by_start or by_start[i].plural:
        return None
    return phrase_at(reading, by_start[i], first)


def _closes(reading: Reading, unit: Unit, end: int, phrases: list[Phrase]) -> bool:
    """Whether the title belongs to the name before it, and not to a name or verb that follows."""
    parse, i = reading.parse, phrases[-1].end
    if i < parse.n and is_person(reading, i):
        return False
    owner, tenures = phrases[0].owner, reading.lexicon.tenures.get(unit.ids[0], ())
    iso3 = reading.registry.iso3(owner) if owner else None
    before = {reading.registry.iso3(c.owner) for c in reading.offices if c.person == unit.ids[0] and c.owner}
    if iso3 and before - {None} and iso3 not in before and reading.registry.kind(owner or "") == "state":
        return False  # "Foreign Minister Ali of Chad, the President of Ghana and others"
    if tenures and iso3 and iso3 != reading.registry.iso3(unit.ids[0]):
        return False  # "At the request of Cyril Ramaphosa, the President of Russia spoke"
    if (
        parse.lower[unit.end] == ","
        and i < parse.n
        and parse.tag[i] in ("VBD", "VBZ", "VBP", "MD")
        and parse.lower[i] not in ("said", "says")
    ):
        return unit.start == 0 or parse.lower[unit.start - 1] not in (
            "of",
            "with",
            "by",
            "to",
            "from",
            "for",
            "against",
        )
    return True


def _firm(reading: Reading, phrase: Phrase) -> str | None:
    """ "Commander, Resolute Support Mission": the body after a comma, in lists of who took part."""
    parse, i = reading.parse, phrase.end
    if i >= parse.n - 1 or parse.lower[i] != ",":
        return None
    unit = reading.unit(i + 1)
    if unit is None or reading.registry.kind(unit.ids[0]) != "organization":
        return None
    ends = (
        unit.end >= parse.n
        or parse.lower[unit.end] in (",", ";", ".", ")")
        or parse.word[unit.end].isspace()
        or parse.sent[unit.end] != parse.sent[i]
    )
    return unit.ids[0] if ends else None


def claim_said(reading: Reading, hit: TitleHit) -> None:
    """ "X was elected president", "X is currently Y's ambassador", "the appointment of X as director"."""
    parse = reading.parse
    phrase = phrase_at(reading, hit, parse.sents[parse.sent[hit.start]][0])
    i = phrase.start - 1
    while i > 0 and (
        parse.lower[i] in ("the", "a", "an", "its", "their")
        or parse.lower[i] in _ADVERBS
        or parse.lower[i] in ("'s", "’s")
    ):
        i -= 1
    if i <= 0 or parse.sent[i] != parse.sent[hit.start] or (phrase.end < parse.n and is_person(reading, phrase.end)):
        return
    person = _as_person(reading, i) if parse.lower[i] == "as" else _is_person(reading, i)
    if person is not None:
        claim(reading, person, phrase, phrase.owner, phrase.start, phrase.end)


def _is_person(reading: Reading, i: int) -> str | None:
    """ "X is", "X has been", "X was elected" before a title at token i: who X is."""
    parse = reading.parse
    if parse.lower[i] in _STATES_NOW or (parse.lower[i] == "been" and parse.lower[i - 1] in ("has", "have")):
        i -= 1 + (parse.lower[i] == "been")
        return _subject(reading, i)
    if parse.lemma[i] in _APPOINTS and parse.tag[i] in ("VBN", "VBD") and parse.passive(i):
        return _first_person(reading, parse.patients(i)) or _subject(reading, i - 2)
    unit = reading.unit(i)
    if unit is not None and is_person(reading, i):  # "named X foreign minister"
        j = unit.start - 1
        if j >= 0 and parse.lemma[j] in _APPOINTS and parse.is_verb(j):
            return unit.ids[0]
    return None


def _as_person(reading: Reading, i: int) -> str | None:
    """Who is meant before "as" at token i: "X was sworn in as", "she has served as", "the appointment of X as"."""
    parse = reading.parse
    start = parse.sents[parse.sent[i]][0]
    for j in range(i - 1, max(start, i - 14) - 1, -1):
        if parse.lemma[j] in _APPOINTS and parse.is_verb(j):
            return _first_person(reading, parse.patients(j)) or _nearest(reading, j, i)
        if parse.lemma[j] in _NAMINGS:
            return _nearest(reading, j, i)
        if parse.lemma[j] in _SERVES and parse.is_verb(j):
            now = parse.tag[j] in ("VBZ", "VBP") or any(
                parse.lower[k] in ("has", "have") for k in range(max(start, j - 3), j)
            )
            return (_first_person(reading, parse.subjects(j)) or _subject(reading, j - 2)) if now else None
        if parse.is_verb(j):
            return None
    return None


def _nearest(reading: Reading, start: int, stop: int) -> str | None:
    return next(
        (u.ids[0] for i in range(start, stop) if (u := reading.unit(i)) is not None and is_person(reading, i)), None
    )


def _subject(reading: Reading, i: int) -> str | None:
    """The person at token i, or whom "he" or "she" there means: the last person named before."""
    parse = reading.parse
    if i < 0:
        return None
    unit = reading.unit(i)
    if unit is not None:
        return unit.ids[0] if is_person(reading, i) else None
    if parse.lower[i] not in ("he", "she"):
        return None
    start = parse.sents[max(0, parse.sent[i] - 2)][0]
    return next(
        (reading.units[reading.unit_at[j]].ids[0] for j in range(i - 1, start - 1, -1) if is_person(reading, j)), None
    )


def _first_person(reading: Reading, tokens: tuple[int, ...]) -> str | None:
    for i in tokens:
        if (found := _subject(reading, i)) is not None:
            return found
    return None
