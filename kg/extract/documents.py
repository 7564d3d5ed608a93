"""Documents: treaties, statements, resolutions and plans with their whole titles, even long and nested ones."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from kg.extract.doctitles import Title, document_class, titles
from kg.extract.general import settle_general
from kg.extract.registry import slug
from kg.extract.units import Reading, Unit

__all__ = ["document_class", "find_documents"]

_NUMBERED = re.compile(
    r"\b(?:(?:U\.?N\.?|United Nations)(?:’s|'s)?\s)?(?:(?:Security Council|General Assembly|UNSC|UNGA)(?:’s|'s)?\s)?"
    r"(?:[Rr]esolutions?|UNSCRs?)"
    r"\s(?:[Nn]os?\.?\s)?(\d{2,4}(?:\s?\(\d{4}\)|/\d+)?|ES-\d+/\d+)"
)
_MORE = re.compile(
    r"(?:,\s(?:and\s)?|\sand\s)(\d{3,4}(?:\s?\(\d{4}\)|/\d+)?)(?!\d|\s?(?:[A-Za-z]+\s)?(?:people|million|troops|per|%))"
)
_UNNUMBERED = re.compile(
    r"\b(?:(?:U\.?N\.?|United Nations)(?:’s|'s)?\s(?:Security Council\s)?|UNSC\s)[Rr]esolutions\b(?!\s\d)"
    r"|\bUNSCRs\b(?!\s\d)"
)
_PACTS = frozenset("accord accords agreement charter convention declaration memorandum pact protocol treaty".split())
_ACRONYM = re.compile(r"[A-Z][A-Za-z]{0,3}[A-Z]{1,4}")
_QUOTED = re.compile(
    r"\b(?:document|paper|report|statement|declaration|article|plan|treaty|agreement|memorandum|strategy"
    r"|programme|program|resolution|initiative|law|bill)s?"
    r",?\s(?:is\s|was\s)?(?:titled|entitled|called|named|headed|dubbed)\s(?:the\s)?[\"“‘']([^\"”]{4,200}?)[,.]?[\"”]"
)


def find_documents(reading: Reading) -> None:
    """Add units for documents named in the text; longer titles before shorter, titles before descriptions."""
    found = [*_numbered(reading), *_quoted(reading), *titles(reading)]
    taken: set[int] = set()
    for title in sorted(found, key=lambda t: (t.plain, t.start - t.end, t.start)):
        cells = range(title.start, title.end)
        if taken.isdisjoint(cells) and title.start not in reading.skip:
            taken.update(cells)
            _put(reading, title)
    settle_general(reading)
    _place_acronyms(reading)


def _place_acronyms(reading: Reading) -> None:
    """Where an acronym that a title is given in brackets stands later: "the Trade Facilitation Agreement (TFA)"."""
    parse = reading.parse
    for unit in [u for k, u in enumerate(reading.units) if u.via == "doc" and reading.unit_at[u.start] == k]:
        at = next((j for j in range(unit.start, min(unit.end + 1, parse.n - 2)) if parse.word[j] == "("), -1)
        if at < 0 or not _ACRONYM.fullmatch(parse.word[at + 1]) or parse.word[at + 2] != ")":
            continue
        short = parse.word[at + 1]
        titled = not _PACTS.isdisjoint(parse.lower[unit.start : at])
        if not titled or short.upper() not in _initials(parse.word[unit.start : at]):
            continue  # "Declaration of the European Union (EU)"; a partnership may be a body
        reading.registry.name(unit.ids[0], short)
        reading.loose.pop(at + 1, None)
        for i in range(at + 3, parse.n):
            other = reading.unit(i)
            if parse.word[i] == short and (other is None or _yields(reading, other)):
                _cover(reading, Unit(i, i + 1, unit.ids, "acronym", "name", core=(i, i + 1)))
                reading.loose.pop(i, None)


def _yields(reading: Reading, unit: Unit) -> bool:
    """Whether a unit of one word yields to an acronym that the text explains: a state, or a guess at a body."""
    guess = unit.ids[0] not in reading.lexicon.entities and reading.registry.kind(unit.ids[0]) == "organization"
    return unit.end - unit.start == 1 and (guess or reading.registry.kind(unit.ids[0]) == "state")


def _initials(words: list[str]) -> tuple[str, str]:
    """The initials of a title, with and without its small words."""
    named = [w for w in words if w[0].isalnum()]
    return "".join(w[0].upper() for w in named), "".join(w[0] for w in named if w[0].isupper())


def _tokens(reading: Reading, start: int, end: int) -> tuple[int, int]:
    starts = reading.parse.starts
    return bisect_right(starts, start) - 1, bisect_left(starts, end)


def _quoted(reading: Reading) -> Iterator[Title]:
    for match in _QUOTED.finditer(reading.parse.text):
        start, end = _tokens(reading, match.start(1), match.end(1))
        if 0 <= start < end:
            label = " ".join(match.group(1).split())
            yield Title(start, end, start, label, (label,))


def _numbered(reading: Reading) -> Iterator[Title]:
    """Resolutions by number, also several ("resolutions 2254 and 2585"), and the body's resolutions at large."""
    text = reading.parse.text
    for match in _NUMBERED.finditer(text):
        assembly = "Assembly" in match.group(0) or "UNGA" in match.group(0) or "/" in match.group(1)
        yield _resolution(reading, match.start(), match.end(), match.group(1), assembly, match.group(0))
        at = match.end()
        while "esolutions" in match.group(0) and (more := _MORE.match(text, at)) is not None:
            yield _resolution(reading, more.start(1), more.end(1), more.group(1), assembly, "")
            at = more.end()
    for match in _UNNUMBERED.finditer(text):
        start, end = _tokens(reading, match.start(), match.end())
        body = "UN" if "Council" not in match.group(0) and "UNSC" not in match.group(0) else "UN Security Council"
        names = (
            f"{body} resolutions",
            f"{body.replace('UN', 'United Nations')} resolutions",
            "UNSC resolutions" if " " in body else "",
        )
        yield Title(start, end, end - 1, names[0], names)


def _resolution(reading: Reading, a: int, b: int, number: str, assembly: bool, surface: str) -> Title:
    start, end = _tokens(reading, a, b)
    number = re.sub(r"\s?\(", " (", number)
    short = number.split(" ")[0]
    body = "General Assembly" if assembly else "Security Council"
    names = []
    for n in dict.fromkeys((short, number)):
        names += [f"{un}{what}Resolution {n}" for un in ("UN ", "United Nations ", "") for what in (f"{body} ", "")]
        names += [f"UNSC Resolution {n}", f"UNSCR {n}"] if not assembly else [f"UNGA Resolution {n}"]
    return Title(start, end, start, f"UN {body} Resolution {short}", (*names, surface))


def _put(reading: Reading, title: Title) -> None:
    registry = reading.registry
    start, end = title.start, title.end
    if start < 0 or end <= start:
        return
    inside = {reading.unit_at[i] for i in range(start, end)} - {-1}
    covering = [reading.units[k] for k in inside if reading.units[k].start <= start and reading.units[k].end >= end]
    for unit in covering:
        if registry.kind(unit.ids[0]) == "agreement" and (unit.ids[0] in reading.lexicon.entities or title.plain):
            return
        if title.plain:
            return
    entity_id = _entity(reading, title, inside)
    for name in title.names:
        registry.name(entity_id, name)
    _cover(reading, Unit(start, end, (entity_id,), "nominal" if title.plain else "name", "doc", core=(start, end)))


def _entity(reading: Reading, title: Title, inside: set[int]) -> str:
    """The known document whose name holds the head noun, else a new one."""
    registry = reading.registry
    for k in inside:
        unit = reading.units[k]
        if (
            unit.ids
            and unit.start <= title.head < unit.end
            and unit.ids[0] in reading.lexicon.entities
            and registry.kind(unit.ids[0]) == "agreement"
        ):
            return unit.ids[0]
    cls = document_class(title.label)
    if " Resolution " in title.label and title.label.startswith("UN "):
        body = "unga" if "Assembly" in title.label else "unsc"
        return registry.new(
            "agreement", title.label, cls=cls, key=f"{body}-resolution-{slug(title.label.split('Resolution ')[1])}"
        )
    hit = next(iter(reading.lexicon.gazetteer.find(title.label)), None)
    if hit is not None and hit.end - hit.start == len(title.label) and hit.forms[0].entity_id.startswith("doc/"):
        return registry.known(hit.forms[0].entity_id)
    if title.plain:
        return registry.new(
            "agreement", title.label, cls=cls, key=f"{slug(reading.article.id)[:24]}-{slug(title.label)[:48]}"
        )
    return registry.new("agreement", title.label, cls=cls)


def _is_known(reading: Reading, entity_id: str) -> bool:
    """Whether a name within a title stands for something else: not a guess at the same document's title."""
    if entity_id in reading.lexicon.entities:
        return True
    guessed = reading.registry.kind(entity_id) in ("agreement", "organization")
    return not guessed or document_class(reading.registry.label(entity_id)) == "Document"


def _cover(reading: Reading, unit: Unit) -> None:
    """Lay a unit over its tokens; what it covers stays known as a name inside it."""
    start, end = unit.start, unit.end
    index = len(reading.units)
    reading.units.append(unit)
    for i in range(start, end):
        other = reading.unit_at[i]
        if other >= 0 and other != index:
            covered = reading.units[other]
            if covered.ids[:1] and _is_known(reading, covered.ids[0]):
                reading.cover(covered)
            if covered.end > end or covered.start < start:
                for k in range(covered.start, covered.end):
                    if reading.unit_at[k] == other and not start <= k < end:
                        reading.unit_at[k] = -1
        reading.unit_at[i] = index
