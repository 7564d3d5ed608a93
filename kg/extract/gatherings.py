"""Gatherings by description: "an international conference in Tashkent", and then "the conference".

A conference, a round of consultations or a meeting of a body's ministers is an occasion in which somebody takes part,
also where it bears no name. It is put down only where a verb tells that somebody holds or attends it.
"""

from __future__ import annotations

from kg.extract.units import Reading, Unit

__all__ = ["find_gatherings"]

_HEADS = frozenset(
    "conference summit forum roundtable videoconference teleconference consultations exercise exercises congress "
    "symposium ministerial plenary".split()
)
_OF_BODIES = frozenset({"meeting", "meetings", "session", "sessions", "talks"})  # gatherings only of a body or a group
_ATTENDED = frozenset(
    "attend join host hold chair co-chair cochair convene address co-host cohost organize organise open close "
    "participate take conduct lead boycott speak gather represent".split()
)
_TAKES_PLACE = frozenset({"take", "begin", "start", "open", "conclude", "end", "gather"})
_GROUPS = frozenset(
    "ministers leaders heads members representatives envoys ambassadors allies partners officials states countries "
    "council group friends".split()
)
_PRESS = frozenset({"press", "news", "media", "press-conference"})
_QUALIFIED = ("JJ", "NN", "NNP", "NNS", "VBN", "HYPH", "CD")
_LONG = 6  # words before the head noun, or in a phrase after it
_ANY = frozenset({"event", "meeting", "session", "call"})  # words for whatever gathering was last told of
_HYPHENS = frozenset({"-", "–"})
_INNER = frozenset({"the", "of", "'s", "’s", "-", "–"})
_MONTHS = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)
_PHRASES = frozenset({"of", "on", "in"})
_POINTING = frozenset({"the", "this", "that"})
_REFERRING = _HEADS | frozenset({"meeting", "session", "talks", "event", "call"})


def find_gatherings(reading: Reading) -> None:
    """Put units over gatherings that are described and attended, and over nouns that refer back to an occasion."""
    parse = reading.parse
    last: dict[str, str] = {}  # the last occasion by the last word of its name
    latest = None
    i = 0
    while i < parse.n:
        unit = reading.unit(i)
        if unit is not None:
            if reading.registry.kind(unit.ids[0]) == "event" and unit.start == i:
                called = [parse.lower[k] for k in range(unit.start, unit.end) if parse.lower[k] in _REFERRING]
                last.update(dict.fromkeys(called, unit.ids[0]))
                if called and (latest is None or _attended(reading, reading.top(unit))):
                    latest = unit.ids[0]
            i = max(unit.end, i + 1)
            continue
        word = parse.lower[i]
        if word in _REFERRING and parse.tag[i].startswith("NN") and i not in reading.skip:
            found = _told(reading, i) or _meant(reading, i, last, latest)
            if found is not None:
                latest = last[word] = found
        i += 1


def _told(reading: Reading, i: int) -> str | None:
    """A gathering described at head noun i and attended in its clause: its new entity."""
    parse = reading.parse
    start = _first(reading, i)
    before = parse.lower[start:i]
    named = any(_body(reading, k) for k in range(start, i))
    word = parse.lower[i]
    if not _PRESS.isdisjoint(before) or not _attended(reading, i):
        return None
    ends = _ends(reading, i)
    if word not in _HEADS and not (
        word in _OF_BODIES and (named or _of_a_body(reading, i) or not _GROUPS.isdisjoint(before))
    ):
        return None
    if word == "consultations" and any(parse.edge(k) == "P:with" for k in parse.kids[i]):
        return None  # whom one consults with, one meets
    if start == i and len(ends) == 1 and word not in ("videoconference", "teleconference"):
        return None
    if (whole := _meeting_of(reading, i)) is not None:
        reading.place_unit(Unit(i, i + 1, (whole,), "nominal", "gathering", core=(i, i + 1)))
        return whole
    entity_id = reading.registry.new("event", " ".join(reading.surface(start, ends[-1]).split()))
    for end in ends:
        reading.registry.name(entity_id, reading.surface(start, end))
    for with_whom in _circle(reading, i):
        reading.registry.name(entity_id, f"{reading.surface(start, i + 1)} {with_whom}")
        reading.registry.name(entity_id, f"meeting {with_whom}")
    reading.place_unit(Unit(i, i + 1, (entity_id,), "nominal", "gathering", core=(i, i + 1)))
    return entity_id


def _first(reading: Reading, i: int) -> int:
    """Where the description begins: at the first adjective, noun or name before the head noun."""
    parse, start = reading.parse, i
    while start > 0 and i - start < _LONG and parse.sent[start - 1] == parse.sent[i]:
        k = start - 1
        if not (parse.tag[k] in _QUALIFIED or parse.tag[k] == "NNPS" or parse.lower[k] in ("'s", "’s", "-", "–", "’")):
            break
        start = k
    while start < i and (parse.tag[start] in ("CD", "HYPH", "POS") or not parse.word[start][0].isalnum()):
        start += 1
    return start


def _meeting_of(reading: Reading, i: int) -> str | None:
    """The named occasion of which this is a meeting: "the first meeting of the Dialogue on China"."""
    for k in reading.parse.kids[i]:
        unit = reading.unit(k) if reading.parse.edge(k) == "P:of" else None
        if unit is not None and reading.registry.kind(unit.ids[0]) == "event":
            return unit.ids[0]
    return None


def _ends(reading: Reading, i: int) -> list[int]:
    """Where the description may end: after the head noun and after each of its phrases "of X", "on Y", "in Z"."""
    parse, ends = reading.parse, [i + 1]
    while ends[-1] < parse.n and parse.lower[ends[-1]] in _PHRASES and len(ends) < 3:
        k = ends[-1] + 1
        while k < parse.n and k - ends[-1] < _LONG:
            unit = reading.unit(k)
            if parse.tag[k] == "CD" or (unit is None and parse.lower[k] in _MONTHS):
                break
            if unit is None and not (parse.tag[k] in _QUALIFIED or parse.lower[k] in _INNER):
                break
            k = unit.end if unit is not None else k + 1
            if unit is not None and k < parse.n and not (parse.tag[k].startswith("NN") or parse.lower[k] in _HYPHENS):
                break
        if k == ends[-1] + 1 or parse.lower[k - 1] in ("the", "of"):
            break
        ends.append(k)
    return ends


def _of_a_body(reading: Reading, i: int) -> bool:
    """Whether a meeting is one of a body or of its people: "with permanent members of the Security Council"."""
    return bool(_circle(reading, i))


def _circle(reading: Reading, i: int) -> list[str]:
    """Phrases that tell of which body a gathering at token i is, or with which people of one."""
    parse, found = reading.parse, []
    below = (*parse.kids[i], *(parse.kids[parse.head[i]] if parse.dep[i] == "obj" else ()))
    for k in (m for m in below if m > i and parse.edge(m) in ("P:of", "P:with")):
        inner = parse.kids[k] if parse.lower[k] in _GROUPS else ()
        bodies = [m for m in (k, *inner) if _body(reading, m)]
        if bodies:
            start = next(m for m in range(i, k + 1) if f"P:{parse.lower[m]}" == parse.edge(k))
            unit = reading.unit(bodies[0])
            found.append(reading.surface(start, unit.end if unit is not None else bodies[0] + 1))
    return found


def _body(reading: Reading, k: int) -> bool:
    unit = reading.unit(k)
    return unit is not None and reading.registry.kind(unit.ids[0]) == "organization"


def _attended(reading: Reading, i: int) -> bool:
    """Whether a verb tells that somebody holds the gathering or is there."""
    parse, at = reading.parse, i
    for _ in range(3):
        h = parse.head[at]
        if h == at:
            return False
        if parse.is_verb(h):
            edge = parse.edge(at)
            if edge == "subj":
                return parse.lemma[h] in _TAKES_PLACE
            return parse.lemma[h] in _ATTENDED and edge in ("obj", "pass", "P:in", "P:at", "P:for", "P:during", "P:on")
        if parse.dep[at] not in ("conj", "nmod"):
            return False
        at = h
    return False


def _meant(reading: Reading, i: int, last: dict[str, str], latest: str | None) -> str | None:
    """The occasion that "the conference" refers to: the last one called so; "the event" any."""
    parse = reading.parse
    definite = [k for k in parse.kids[i] if k < i and parse.lower[k] in _POINTING]
    if not definite or any(parse.edge(k) in ("P:of", "P:between", "P:with", "amod") for k in parse.kids[i]):
        return None
    word = parse.lower[i]
    found = latest if word in _ANY else last.get(word)
    if found is not None:
        reading.place_unit(Unit(i, i + 1, (found,), "nominal", "gathering", core=(i, i + 1)))
    return found
