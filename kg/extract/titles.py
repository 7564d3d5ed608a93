"""Where the text names an office ("Prime Minister", "Minister for Trade and Tourism"), and titles that stand alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from kg.extract.portfolios import after_title, before_title
from kg.extract.units import Reading, Unit
from kg.lexicon import Form, Gazetteer, fold, lexicon

__all__ = ["TitleHit", "bare_titles", "is_person", "title_hits", "title_surfaces"]

# Words that name an office only beside a name or with its body: "the general", "the head" say too little.
WEAK = frozenset(("office/head", "office/general", "office/chair", "office/officer"))
_STOPS = frozenset((",", ".", ")", ";", ":", "who", "said", "-", "—"))
_AFTER_GENERAL = frozenset(
    "assembly staff council secretariat command headquarters agreement conference directorate department "
    "office affairs court electric motors election elections hospital strike".split()
)
_GIVEN = frozenset(
    ("sultan", "king", "prince", "judge", "marshal", "bishop", "pope", "emir", "amir", "shah", "major", "chancellor")
)
_BEFORE_GIVEN = frozenset(("dr", "dr.", "mr", "mr.", "ms", "ms.", "mrs", "mrs.", "bin", "ibn", "al", "el"))
_GLUE = frozenset("of for the and to on in 's ’s & - – /".split())
# "Chief", "general" and the like before a noun are adjectives.
_TAKES_PORTFOLIO = frozenset(
    "minister secretary director adviser advisor envoy representative commissioner coordinator chief head "
    "chair general ambassador spokesperson spokesman spokeswoman undersecretary counsellor counselor "
    "assistant negotiator rapporteur".split()
)


@dataclass(frozen=True, slots=True)
class TitleHit:
    """Tokens `start:end` are a title with its portfolio, `base` the title alone; `plural` for "presidents"."""

    start: int
    end: int
    office: str
    plural: bool
    base: tuple[int, int] = (0, 0)


@cache
def _titles() -> Gazetteer:
    table = Gazetteer()
    for office in lexicon().offices:
        for name in office.names:
            if name.isupper() and len(name) < 4:
                continue
            low = fold(name)
            table.add(low, Form(f"s:{office.id}", "title"))
            for plural in _plurals(low):
                table.add(plural, Form(f"p:{office.id}", "title"))
    return table


def _plurals(name: str) -> tuple[str, ...]:
    head, *rest = name.split(" of ", 1)
    tail = f" of {rest[0]}" if rest else ""
    if head.endswith(("man", "men")):
        return (head[:-2] + "en" + tail,)
    if head.endswith("s"):
        return ()
    return (head + "s" + tail, head[:-1] + "ies" + tail) if head.endswith("y") else (head + "s" + tail,)


def title_hits(reading: Reading) -> list[TitleHit]:
    """All titles in the text, longest first where they overlap, with what the office is about."""
    parse = reading.parse
    hits: list[TitleHit] = []
    for hit in _titles().find(parse.text):
        start = bisect_right(parse.starts, hit.start) - 1
        end = bisect_left(parse.starts, hit.end)
        if start < 0 or parse.starts[start] != hit.start or parse.ends[end - 1] > hit.end + 1:
            continue
        form = hit.forms[0].entity_id
        if (
            start > 0
            and parse.lower[start] == "charge"
            and (parse.lower[start - 1] in ("in", "-") or parse.word[start].islower())
        ):
            continue
        if start > 0 and end - start == 1 and parse.lower[start] in _GIVEN and parse.lower[start - 1] in _BEFORE_GIVEN:
            continue  # "Dr. Sultan Al Jaber", "Zayed bin Sultan"
        plural = form.startswith("p:") and not any(f.entity_id[0] == "s" for f in hit.forms)
        if form[2:] in WEAK and not _weak_ok(reading, form[2:], start, end):
            continue
        left, right = _portfolio(reading, start, end)
        left = max(left, hits[-1].end if hits else 0)
        if left <= start:
            hits.append(TitleHit(left, right, form[2:], plural, (start, end)))
    return hits


def _weak_ok(reading: Reading, form: str, start: int, end: int) -> bool:
    """Whether "head", "chief", "general" is a noun and not an adjective or verb."""
    parse = reading.parse
    if form == "office/officer" and parse.word[start][0].islower():
        return False
    if end < parse.n and parse.word[start][0].islower() and parse.tag[end] in ("NN", "NNS", "JJ"):
        return False
    if end < parse.n and parse.lower[end] in _AFTER_GENERAL:
        return False
    return parse.tag[end - 1].startswith("NN")


def _portfolio(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """A title with what it is about: "[water] minister", "Minister [for the Middle East]"."""
    parse = reading.parse
    heads = {w.rstrip("s") for w in (parse.lower[start], parse.lower[end - 1])}
    takes = not heads.isdisjoint(_TAKES_PORTFOLIO)
    left = before_title(parse, start) if parse.lower[start].rstrip("s") in _TAKES_PORTFOLIO else start
    goes_on = any(parse.lower[i] in ("of", "for") for i in range(start, end))
    return left, after_title(parse, end, takes=takes, goes_on=goes_on)


def title_surfaces(text: str) -> list[tuple[int, int, str]]:
    """Singular titles of office in a plain text: (start, end, office id) in code points."""
    found = []
    for hit in _titles().find(text):
        form = hit.forms[0].entity_id
        if form.startswith("s:") and (form[2:] not in WEAK or text[hit.start].isupper()):
            found.append((hit.start, hit.end, form[2:]))
    return found


def is_person(reading: Reading, i: int) -> bool:
    """Whether token i belongs to the name of a person."""
    unit = reading.unit(i)
    return unit is not None and bool(unit.ids) and reading.registry.kind(unit.ids[0]) == "person"


def _owner(reading: Reading, start: int, stop: int) -> str | None:
    """The state or body in a phrase: the first state, else the last body."""
    found: list[str] = []
    for i in range(start, stop):
        unit = reading.unit(i)
        if unit is not None and unit.ids[0] not in found:
            found.append(unit.ids[0])
    states = [e for e in found if reading.registry.kind(e) == "state"]
    bodies = [e for e in found if reading.registry.kind(e) == "organization"]
    return states[0] if states else bodies[-1] if bodies else None


def _phrase_end(reading: Reading, i: int) -> int:
    """The end of "of X", "for X and Y" after a title."""
    parse = reading.parse
    while i < parse.n and parse.lower[i] not in _STOPS and not parse.is_verb(i):
        if reading.unit_at[i] < 0 and not reading.parse.word[i][0].isupper() and parse.lower[i] not in _GLUE:
            break
        i += 1
    return i


def bare_titles(reading: Reading, hits: list[TitleHit]) -> None:
    """Units for titles that stand alone: "the Russian president", "the Prime Minister of Japan"."""
    for hit in hits:
        first, last = hit.base
        if hit.office in WEAK or any(reading.unit_at[i] >= 0 for i in range(first, last)) or first in reading.skip:
            continue
        start = hit.start
        while (
            start > 0
            and (reading.unit_at[start - 1] >= 0 or reading.parse.lower[start - 1] in ("'s", "’s"))
            and not is_person(reading, start - 1)
        ):
            start -= 1
        stop = max(hit.end, last)
        if stop < reading.parse.n and reading.parse.lower[stop] in ("of", "for"):
            stop = min(_phrase_end(reading, stop), stop + 9)
            if any(is_person(reading, i) for i in range(last, stop)):
                stop = last
        _bare(reading, hit, start, stop)


def _bare(reading: Reading, hit: TitleHit, start: int, stop: int) -> None:
    first, last = hit.base
    owner = _owner(reading, start, first) or _owner(reading, last, stop)
    kind = "collective" if hit.plural else "title"
    if owner and hit.plural and not owner.startswith("state/") and owner not in reading.lexicon.entities:
        owner = None
    unit = Unit(start, stop, (owner,) if owner else (), kind, f"{kind}:{hit.office}", core=(first, last))  # type: ignore[arg-type]
    index = len(reading.units)
    reading.units.append(unit)
    for i in range(start, stop):
        if reading.unit_at[i] >= 0:
            reading.cover(reading.units[reading.unit_at[i]])
            if hit.plural and i >= last:
                continue  # "foreign ministers of A, B and C": the states stay units of their own
        reading.unit_at[i] = index
