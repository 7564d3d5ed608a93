"""Whose office it is when the phrase does not say: known tenures, the headline, what is around, the source's state."""

from __future__ import annotations

from functools import cache

from kg.extract.titles import TitleHit
from kg.extract.units import Reading
from kg.lexicon import fold, lexicon

__all__ = ["default_owner", "is_head", "tenured"]

_MEETINGS = frozenset(
    ("meet", "meeting", "talk", "speak", "conversation", "call", "consultation", "discussion", "negotiation")
)
_LOCAL = ("office/mayor", "office/governor")
_HIGH = ("head-of-state", "head-of-government", "foreign-minister", "minister")


def default_owner(reading: Reading, person: str, hit: TitleHit) -> str | None:
    """Whose president somebody is when the phrase does not say: from known tenures, else from what is around."""
    day = reading.article.published
    tenures = reading.lexicon.tenures.get(person, ())
    if hit.office in _LOCAL:
        return None  # the office of a city or province, not of the state
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
    if (heading := _heading(reading, hit.start)) is not None:
        return heading
    home = _home(reading, hit)
    if home is not None and _levels()[hit.office] in ("diplomat", "envoy", "spokesperson", "military", "legislature"):
        return home
    return _where(reading, hit.start) or _met(reading, hit.start) or home


def tenured(reading: Reading, person: str, hit: TitleHit, owner: str | None) -> str | None:
    """The state in which a person is known to bear a title, where a body before it has none such of his.

    "in his address to the General Assembly President Joe Biden said": he is not the Assembly's president.
    """
    if owner is None or reading.registry.kind(owner) != "organization":
        return owner
    names = {fold(n) for o in reading.lexicon.offices if o.id == hit.office for n in o.names}
    names.add(fold(reading.parse.word[hit.base[1] - 1]))
    day = reading.article.published
    held = {
        t.organization
        for t in reading.lexicon.tenures.get(person, ())
        if fold(t.office) in names and (day is None or t.covers(day.isoformat()))
    }
    other = len(held) == 1 and owner not in held and next(iter(held)).startswith("state/")
    return reading.registry.known(held.pop()) if other else owner


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


def is_head(hit: TitleHit) -> bool:
    """Whether a title is that of a head of state or government."""
    return _levels()[hit.office] in ("head-of-state", "head-of-government")


@cache
def _levels() -> dict[str, str]:
    return {o.id: o.level for o in lexicon().offices}


def _met(reading: Reading, i: int) -> str | None:
    """ "Zhovkva's meeting with Minister of European Affairs X": of the foreign state named last."""
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
