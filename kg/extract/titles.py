"""Titles of office: before a name ("Chinese President Xi Jinping"), after it ("Lavrov, the foreign minister of Russia") or alone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cache

from kg.extract.units import OfficeClaim, Reading, Unit
from kg.lexicon import Form, Gazetteer, Lexicon, fold, lexicon

__all__ = ["TitleHit", "bare_titles", "find_titles", "title_hits", "title_surfaces"]

_GLUE = frozenset("of for the and to on 's ’s & - – / his her excellency mr. mr mrs ms dr. dr h.e. sir dame gen. lt. col. amb. hon. ' ’ federal".split())
_FORMER = frozenset("former ex late then- then previous ex- onetime erstwhile ousted deposed".split())
_MAX = 22


@dataclass(frozen=True, slots=True)
class TitleHit:
    """Tokens `start:end` are the title of an office; `plural` for "presidents"."""

    start: int
    end: int
    office: str
    plural: bool


@cache
def _titles() -> tuple[Gazetteer, dict[str, str]]:
    lex: Lexicon = lexicon()
    table = Gazetteer()
    levels = {}
    for office in lex.offices:
        levels[office.id] = office.level
        for name in office.names:
            if name.isupper() and len(name) < 4:
                continue
            low = fold(name)
            table.add(low, Form(f"s:{office.id}", "title"))
            for plural in _plurals(low):
                table.add(plural, Form(f"p:{office.id}", "title"))
    return table, levels


def _plurals(name: str) -> tuple[str, ...]:
    head, *rest = name.split(" of ", 1)
    tail = f" of {rest[0]}" if rest else ""
    if head.endswith(("man", "men")):
        return (head[:-2] + "en" + tail,)
    if head.endswith("s"):
        return ()
    return (head + "s" + tail, head[:-1] + "ies" + tail) if head.endswith("y") else (head + "s" + tail,)


def title_hits(reading: Reading) -> list[TitleHit]:
    """All titles in the text, longest first where they overlap."""
    table, _ = _titles()
    starts = reading.parse.starts
    hits = []
    for hit in table.find(reading.parse.text):
        start = bisect_right(starts, hit.start) - 1
        end = bisect_left(starts, hit.end)
        if start < 0 or starts[start] != hit.start:
            continue
        form = hit.forms[0].entity_id
        hits.append(TitleHit(start, end, form[2:], form.startswith("p:") and not any(f.entity_id[0] == "s" for f in hit.forms)))
    return hits


def title_surfaces(text: str) -> list[tuple[int, int, str]]:
    """Singular titles of office in a plain text: (start, end, office id) in code points."""
    table, _ = _titles()
    return [(h.start, h.end, h.forms[0].entity_id[2:]) for h in table.find(text) if h.forms[0].entity_id.startswith("s:")]


def find_titles(reading: Reading, hits: list[TitleHit]) -> None:
    """Widen the units of persons over their titles and note who holds which office."""
    by_start = {h.start: h for h in hits}
    title_token = {i for h in hits for i in range(h.start, h.end)}
    bylines = {reading.parse.sent[i] for i, w in enumerate(reading.parse.lower) if w == "attributable"}
    for index, unit in enumerate(list(reading.units)):
        if reading.registry.kind(unit.ids[0]) != "person" or unit.via != "name":
            continue
        if reading.parse.sent[unit.start] in bylines:
            continue  # "The following is attributable to Spokesperson X": who hands the text out
        left = _left(reading, unit, title_token)
        inside = [h for h in hits if left <= h.start and h.end <= unit.start]
        if inside:
            _claim_before(reading, index, unit, inside, left)
        else:
            _honorific(reading, index, unit)
            _claim_after(reading, unit, by_start)


def _left(reading: Reading, unit: Unit, title_token: set[int]) -> int:
    """How far to the left of a name its title may reach."""
    parse = reading.parse
    i = unit.start
    while i > 0 and unit.start - i < _MAX and parse.sent[i - 1] == parse.sent[unit.start]:
        j = i - 1
        other = reading.unit(j)
        if other is not None and reading.registry.kind(other.ids[0]) == "person":
            break
        word = parse.lower[j]
        fine = (
            j in title_token or other is not None or word in _GLUE
            or (reading.parse.word[j][0].isupper() and parse.tag[j] not in ("PRP", "VBZ", "VBD", "IN"))
            or (word == "," and _comma_ok(reading, j, unit, title_token)) or (word in ("(", ")") and unit.start - j < 14)
            or word in _modifiers()
        )  # fmt: skip
        if not fine:
            break
        i = j
    while i < unit.start and parse.lower[i] in ("and", ",", "of", "for", "to", "on", "the", "'s", "’s", "&", "-", "–", "/"):
        i += 1
    return i


def _comma_ok(reading: Reading, j: int, unit: Unit, title_token: set[int]) -> bool:
    """A comma belongs to the title only directly before the name (or its honorific): "Minister in Paris, Jean Dupont"."""
    between = range(j + 1, unit.start)
    if any(reading.parse.lower[k] not in _GLUE for k in between):
        return False
    return any(k in title_token for k in range(max(0, j - 8), j))


@cache
def _modifiers() -> frozenset[str]:
    return frozenset(fold(m).rstrip("-") for m in lexicon().office_modifiers)


def _claim_before(reading: Reading, index: int, unit: Unit, inside: list[TitleHit], left: int) -> None:
    start = inside[0].start
    # "French President", "the UN Secretary-General", "former US Secretary of State": take what qualifies the title along.
    while start > left and (
        reading.unit_at[start - 1] >= 0 or reading.parse.lower[start - 1] in _modifiers() or reading.parse.lower[start - 1] in ("'s", "’s", "-", "–")
        or (reading.parse.word[start - 1][0].isupper() and reading.parse.tag[start - 1] in ("NNP", "JJ", "NN", "NNPS"))
    ):  # fmt: skip
        start -= 1
    owner = _owner(reading, start, unit.start) or _of_after(reading, unit)
    words = [reading.parse.lower[i] for i in range(start, unit.start)]
    former = any(w in _FORMER for w in words)
    title = _title_text(reading, inside[0], unit.start)
    person = unit.ids[0]
    reading.registry.title(person, inside[0].office)
    for hit in inside[1:]:
        reading.registry.title(person, hit.office)
    known = owner is None
    owner = owner or _default_owner(reading, person, inside[0])
    reading.offices.append(OfficeClaim(person, title, owner, start, unit.end, former, known))
    if owner:
        reading.registry.belongs(person, reading.registry.iso3(owner))
    _widen(reading, index, unit, start)


def _of_after(reading: Reading, unit: Unit) -> str | None:
    """"President Guillermo Lasso of Ecuador": the state or body after the name."""
    parse, i = reading.parse, unit.end
    if i < parse.n and parse.lower[i] == "," and i + 1 < parse.n and parse.lower[i + 1] in ("jr", "jr."):
        i += 2
    if i >= parse.n or parse.lower[i] not in ("of", "from"):
        return None
    i += 1
    while i < parse.n and parse.lower[i] in ("the",):
        i += 1
    other = reading.unit(i) if i < parse.n else None
    if other is not None and other.start == i and reading.registry.kind(other.ids[0]) in ("state", "organization") and other.via == "name":
        return other.ids[0]
    return None


def _widen(reading: Reading, index: int, unit: Unit, start: int) -> None:
    for i in range(start, unit.start):
        other = reading.unit_at[i]
        if other >= 0:
            covered = reading.units[other]
            reading.cover(covered)
        reading.unit_at[i] = index
    unit.start = start


def _honorific(reading: Reading, index: int, unit: Unit) -> None:
    start = unit.start
    while start > 0 and reading.parse.lower[start - 1] in ("mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "dame", "h.e."):
        start -= 1
    if start < unit.start:
        _widen(reading, index, unit, start)


def _title_text(reading: Reading, hit: TitleHit, stop: int) -> str:
    """The title with its portfolio, up to the state or the name: "Minister of Foreign Affairs"."""
    start, end = hit.start, hit.end
    while start > 0 and reading.parse.lower[start - 1] in _modifiers() and reading.parse.lower[start - 1] not in _FORMER:
        start -= 1
    i = end
    while i < stop and reading.unit_at[i] < 0 and reading.parse.lower[i] not in (",", "mr", "mr.", "his", "her", "h.e."):
        i += 1
    if i > end and reading.parse.lower[end] in ("of", "for"):
        end = i
        while end > hit.end and reading.parse.lower[end - 1] in ("of", "the", "for", "and", "to", "republic", "'s", "state"):
            end -= 1
    return reading.surface(start, end)


def _owner(reading: Reading, start: int, stop: int) -> str | None:
    """The state or body whose office it is: the last state named in the phrase, else the last body."""
    found: list[str] = []
    for i in range(start, stop):
        unit = reading.unit(i)
        if unit is not None and unit.ids[0] not in found and reading.registry.kind(unit.ids[0]) in ("state", "organization", "place"):
            found.append(unit.ids[0])
    states = [e for e in found if e.startswith("state/")]
    bodies = [e for e in found if e.startswith("org/")]
    places = [e for e in found if e.startswith("place/") and reading.registry.kind(e) == "place"]
    if states:
        # "U.S. Ambassador to China": the first state is the sending one.
        lead = next((s for s in states), None)
        return lead
    if bodies:
        return bodies[-1]
    return reading.registry.state_of(places[-1]) if places and False else None


def _default_owner(reading: Reading, person: str, hit: TitleHit) -> str | None:
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
    if iso3:
        return reading.registry.known(f"state/{iso3}")
    return _where(reading, hit.start) or reading.home


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


def _claim_after(reading: Reading, unit: Unit, by_start: dict[int, TitleHit]) -> None:
    """"Qaboos bin Said, the long-serving Sultan of Oman": an apposition with a title within a few words."""
    parse, end = reading.parse, unit.end
    if end >= parse.n or parse.lower[end] not in (",", "(", "who") or parse.sent[end] != parse.sent[unit.start]:
        return
    i = end + 1
    if i < parse.n and parse.lower[i] in ("is", "was"):
        i += 1
    limit = min(parse.n, end + 9)
    while i < limit and i not in by_start:
        word = parse.lower[i]
        unit_here = reading.unit(i)
        if unit_here is not None and reading.registry.kind(unit_here.ids[0]) == "person":
            return
        if parse.is_verb(i) or word in (",", ".", ";", ")", ":", "and", "said") or parse.sent[i] != parse.sent[end]:
            return
        i += 1
    if i >= limit or i not in by_start or by_start[i].plural:
        return
    hit = by_start[i]
    stop = _phrase_end(reading, hit.end)
    if any(reading.unit(k) is not None and reading.registry.kind(reading.unit(k).ids[0]) == "person" for k in range(hit.end, min(stop + 1, parse.n))):  # type: ignore[union-attr]
        return
    owner = _owner(reading, end + 1, stop)
    words = [parse.lower[k] for k in range(end + 1, hit.start)]
    person = unit.ids[0]
    reading.registry.title(person, hit.office)
    known = owner is None
    owner = owner or _default_owner(reading, person, hit)
    reading.offices.append(
        OfficeClaim(person, _title_text(reading, hit, stop), owner, unit.start, stop, any(w in _FORMER for w in words), known)
    )
    if owner:
        reading.registry.belongs(person, reading.registry.iso3(owner))


def _phrase_end(reading: Reading, i: int) -> int:
    """The end of "of X", "for X and Y" after a title."""
    parse = reading.parse
    while i < parse.n and parse.lower[i] not in (",", ".", ")", ";", ":", "who", "said", "-", "—") and not parse.is_verb(i):
        if reading.unit_at[i] < 0 and not reading.parse.word[i][0].isupper() and parse.lower[i] not in _GLUE:
            break
        i += 1
    return i


def bare_titles(reading: Reading, hits: list[TitleHit]) -> None:
    """Units for titles that stand alone: "the Russian president", "the Prime Minister of Japan", "foreign ministers"."""
    for hit in hits:
        if any(reading.unit_at[i] >= 0 for i in range(hit.start, hit.end)) or hit.start in reading.skip:
            continue
        start = hit.start
        while start > 0 and (reading.unit_at[start - 1] >= 0 or reading.parse.lower[start - 1] in ("'s", "’s")) and not _person_at(reading, start - 1):
            start -= 1
        stop = hit.end
        if stop < reading.parse.n and reading.parse.lower[stop] in ("of", "for"):
            stop = min(_phrase_end(reading, hit.end), hit.end + 9)
            if any(_person_at(reading, i) for i in range(hit.end, stop)):
                stop = hit.end
        owner = _owner(reading, start, hit.end) or _owner(reading, hit.end, stop)
        kind = "collective" if hit.plural else "title"
        if owner and hit.plural and not owner.startswith("state/") and owner not in reading.lexicon.entities:
            owner = None
        unit = Unit(start, stop, (owner,) if owner else (), kind, f"{kind}:{hit.office}", core=(hit.start, hit.end))  # type: ignore[arg-type]
        index = len(reading.units)
        reading.units.append(unit)
        for i in range(start, stop):
            other = reading.unit_at[i]
            if other >= 0:
                covered = reading.units[other]
                reading.cover(covered)
                if hit.plural and i >= hit.end:
                    continue  # "foreign ministers of A, B and C": the states stay units of their own
            reading.unit_at[i] = index


def _person_at(reading: Reading, i: int) -> bool:
    unit = reading.unit(i)
    return unit is not None and bool(unit.ids) and reading.registry.kind(unit.ids[0]) == "person"
