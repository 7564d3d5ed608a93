"""Whose voice it is: the state behind the source, the speaker of a transcript, "we" of a joint statement."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.extract.units import Reading
from kg.lexicon import fold

__all__ = ["find_home", "find_speakers"]

_TLD = {
    ".gov.au": "AUS", ".gov.uk": "GBR", ".gov": "USA", ".mil": "USA", ".gov.cn": "CHN", ".gov.in": "IND", ".gc.ca": "CAN", ".govt.nz": "NZL",
    ".go.jp": "JPN", ".go.kr": "KOR", ".gouv.fr": "FRA", ".gov.ua": "UKR", ".gov.il": "ISR", ".gov.tr": "TUR", ".gov.za": "ZAF", ".gov.br": "BRA",
    ".gob.mx": "MEX", ".gov.pl": "POL", ".gov.sg": "SGP", ".gov.pk": "PAK", "kremlin.ru": "RUS", "mid.ru": "RUS", "government.ru": "RUS", "elysee.fr": "FRA",
}  # fmt: skip
_LABEL = re.compile(r"(?:(?<=^)|(?<=\n)|(?<=[.?!…”\"] ))(?:(?:President|Prime Minister|Chancellor|Secretary|Minister) (?:of [A-Z]\w+ )?)?([A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,4}|PM|PRIME MINISTER|QUESTION|JOURNALIST|Question|Q|A): ")
_BY = re.compile(r"\b(?:[Ss]tatement|[Rr]emarks|[Aa]ddress|[Ss]peech|[Mm]essage|[Ll]etter|[Oo]p-[Ee]d|[Ii]nterview|[Rr]esponse)\b.{0,30}?\b(?:by|from|of)\s(?:the\s)?(.+)$")
_QUESTION = frozenset({"question", "journalist", "q", "reporter"})


def find_home(reading: Reading) -> None:
    """The state that speaks through the source: from the name of the source, else from the address."""
    article = reading.article
    for hit in reading.lexicon.gazetteer.find(article.source or ""):
        for form in hit.forms:
            if form.entity_id.startswith("state/"):
                reading.home = reading.registry.known(form.entity_id)
                return
            entity = reading.lexicon.entities[form.entity_id]
            if entity.iso3 and entity.kind == "organization" and f"state/{entity.iso3}" in reading.lexicon.entities:
                reading.home = reading.registry.known(f"state/{entity.iso3}")
                return
    host = re.sub(r"^https?://", "", article.url or "").split("/")[0]
    for suffix, iso3 in _TLD.items():
        if host.endswith(suffix):
            reading.home = reading.registry.known(f"state/{iso3}")
            return


def find_speakers(reading: Reading) -> None:
    """Fill `reading.speaker`, one tuple of entity ids a sentence: who says "we" and "I" there."""
    default = _default(reading)
    reading.speaker = [default] * len(reading.parse.sents)
    starts = [reading.parse.starts[a] for a, _ in reading.parse.sents]
    marks: list[tuple[int, tuple[str, ...]]] = []
    for match in _LABEL.finditer(reading.parse.text):
        who = fold(match.group(1))
        if who in _QUESTION:
            marks.append((match.start(), ()))
        elif who in ("pm", "prime minister", "a"):
            marks.append((match.start(), default))
        else:
            found = _person(reading, match.start(1), match.end(1))
            if found:
                marks.append((match.start(), (found,)))
    marks = marks if len(marks) > 1 or (marks and marks[0][0] < 400) else []
    if not marks:
        _quotes(reading)
        return
    for (offset, who_ids), following in zip(marks, [*(m[0] for m in marks[1:]), len(reading.parse.text) + 1], strict=True):
        first = max(0, bisect_right(starts, offset) - 1)
        last = bisect_right(starts, following - 1) - 1
        for number in range(first, max(first, last) + 1):
            reading.speaker[number] = who_ids
    _quotes(reading)


def _person(reading: Reading, start: int, end: int) -> str | None:
    for unit in reading.units:
        first = reading.parse.starts[unit.start]
        if first >= end:
            continue
        if reading.parse.ends[unit.end - 1] > start and unit.ids and reading.registry.kind(unit.ids[0]) == "person":
            return unit.ids[0]
    return None


def _default(reading: Reading) -> tuple[str, ...]:
    """The author of a statement: those who made a joint statement, the person named in the title, else the source's state."""
    title = reading.article.title
    group = _joint(reading)
    if len(group) > 1:
        return group
    by = _BY.search(title)
    if by:
        for unit in reading.units:
            if unit.ids and reading.registry.kind(unit.ids[0]) == "person":
                last = fold(reading.registry.label(unit.ids[0]).split()[-1])
                if last in fold(by.group(1)):
                    return (unit.ids[0],)
    return (reading.home,) if reading.home else ()


def _joint(reading: Reading) -> tuple[str, ...]:
    """The states named in the title, or in the opening sentences, of a joint statement."""
    title = reading.article.title
    if not re.search(r"\b[Jj]oint\b|\b[Ss]tatement of\b", title + " " + reading.parse.text[:300]):
        return ()
    found: dict[str, None] = {}
    for hit in reading.lexicon.gazetteer.find(title):
        for form in hit.forms:
            if form.entity_id.startswith("state/") and form.kind in ("name", "acronym"):
                found[reading.registry.known(form.entity_id)] = None
    opening = re.search(r"statement\b[^.:]{0,80}\b(?:released|issued|made|agreed|adopted)\b[^.:]{0,40}\bby\b([^:]+?)(?::|\.\s)", reading.parse.text[:1200])
    if opening:
        named = {}
        for hit in reading.lexicon.gazetteer.find(opening.group(1)):
            for form in hit.forms:
                if form.entity_id.startswith(("state/", "org/")) and form.kind in ("name", "acronym"):
                    named[reading.registry.known(form.entity_id)] = None
        if len(named) > 1:
            return tuple(named)
    if re.search(r"[Jj]oint (?:[Pp]ress )?[Ss]tatement", title):
        return reading.headline[0] if len(reading.headline[0]) > 1 else tuple(found)
    return ()


def _quotes(reading: Reading) -> None:
    """Inside quotation marks "I" and "we" are the one who is quoted: the subject of the verb of saying nearby."""
    parse = reading.parse
    last: tuple[str, ...] = ()
    for number, (start, end) in enumerate(parse.sents):
        says = [i for i in range(start, end) if parse.lemma[i] in _SAY and parse.is_verb(i)]
        for i in says:
            for s in parse.subjects(i):
                unit = reading.unit(s)
                if unit is not None and unit.ids and unit.via in ("name", "actor", "body") and reading.registry.kind(unit.ids[0]) in ("person", "state", "organization"):
                    last = unit.ids[:1]
        quoted = any(parse.lower[i] in ('"', "“", "”", "''", "``") for i in range(start, end))
        if quoted and last:
            reading.speaker[number] = last


_SAY = frozenset(
    "say state add tell declare note stress emphasize emphasise announce write tweet claim argue explain remark".split()
)
