"""Whose voice it is: the state behind the source, the speaker of a transcript, "we" of a joint statement."""

from __future__ import annotations

import re
from bisect import bisect_right

from kg.extract.units import Reading, Unit
from kg.lexicon import fold

__all__ = ["find_home", "find_own_states", "find_speakers", "quoted"]

_TLD = {
    ".gov.au": "AUS", ".gov.uk": "GBR", ".gov": "USA", ".mil": "USA", ".gov.cn": "CHN", ".gov.in": "IND",
    ".gc.ca": "CAN", ".govt.nz": "NZL", ".go.jp": "JPN", ".go.kr": "KOR", ".gouv.fr": "FRA", ".gov.ua": "UKR",
    ".gov.il": "ISR", ".gov.tr": "TUR", ".gov.za": "ZAF", ".gov.br": "BRA", ".gob.mx": "MEX", ".gov.pl": "POL",
    ".gov.sg": "SGP", ".gov.pk": "PAK", "kremlin.ru": "RUS", "mid.ru": "RUS", "government.ru": "RUS",
    "elysee.fr": "FRA",
}  # fmt: skip
_WORD = r"(?:[A-Z][\w.’'-]*|of|the|and|for|to)"
_LABEL = re.compile(rf"(?:(?<=^)|(?<=\n)|(?<=[.?!…”\"*>] ))(?!Joint|Read)([A-Z][\w.’'-]*(?: {_WORD}){{0,18}}): ")
_BY = re.compile(
    r"\b(?i:statement|remarks|address|speech|message|letter|op-ed|interview|response)\b"
    r".{0,30}?\b(?:by|from|of)\s(?:the\s)?(.+)$"
)
_OPENING = re.compile(
    r"statement\b[^.:]{0,80}\b(?:released|issued|made|agreed|adopted)\b[^.:]{0,40}\bby\b([^:]+?)(?::|\.\s)"
)
_LATER = re.compile(r"\b(?:which|who|that|following|after|on|to|regarding|concerning)\b")  # no longer the authors
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
    default = reading.author = _default(reading)
    reading.speaker = [default] * len(reading.parse.sents)
    starts = [reading.parse.starts[a] for a, _ in reading.parse.sents]
    marks: list[tuple[int, tuple[str, ...]]] = []
    for match in _LABEL.finditer(reading.parse.text):
        who = fold(match.group(1))
        if who in _QUESTION:
            marks.append((match.start(), ()))
        elif who in ("pm", "prime minister", "a", "president", "the president", "secretary"):
            marks.append((match.start(), default))
        else:
            found = _person(reading, match.start(1), match.end(1))
            if found:
                marks.append((match.start(), (found,)))
    marks = marks if len(marks) > 1 or (marks and marks[0][0] < 400) else []
    ends = [*(m[0] for m in marks[1:]), len(reading.parse.text) + 1]
    for (offset, who_ids), following in zip(marks, ends, strict=False):
        first = max(0, bisect_right(starts, offset) - 1)
        last = bisect_right(starts, following - 1) - 1
        for number in range(first, max(first, last) + 1):
            reading.speaker[number] = who_ids
    if not marks:
        _announced(reading)
    _quotes(reading)
    _own_states(reading)


def _announced(reading: Reading) -> None:
    """ "The minister said:" and then paragraphs without quotation marks: they are the minister's."""
    parse = reading.parse
    who: tuple[str, ...] = ()
    for number, (start, end) in enumerate(parse.sents):
        if who:
            reading.speaker[number] = who
        last = next((i for i in range(end - 1, start, -1) if not parse.word[i].isspace()), start)
        if parse.word[last] == ":":
            said = next((i for i in range(start, end) if parse.lemma[i] in _SAY and parse.is_verb(i)), None)
            found = _sayer(reading, said) if said is not None else None
            if found is not None and reading.registry.kind(found) == "person":
                who = (found,)


def find_own_states(reading: Reading) -> None:
    """ "Our country", "our state" outside quotation marks in what a state's own site reports: that state."""
    if reading.home is None or _LABEL.search(reading.parse.text):
        return
    inside = quoted(reading)
    for i in _our_states(reading):
        if not inside[i]:
            reading.place_unit(Unit(i - 1, i + 1, (reading.home,), "nominal", "name", core=(i - 1, i + 1)))


def _own_states(reading: Reading) -> None:
    """ "Our country" elsewhere: the state of the one who speaks there."""
    for i in _our_states(reading):
        who = reading.speaker[reading.parse.sent[i]]
        states = {s: None for e in who if (s := reading.registry.state_of(e)) is not None}
        if len(states) == 1:
            reading.place_unit(Unit(i - 1, i + 1, tuple(states), "nominal", "actor", core=(i - 1, i + 1)))


def _our_states(reading: Reading) -> list[int]:
    parse = reading.parse
    return [
        i
        for i in range(1, parse.n)
        if parse.lower[i] in ("country", "state", "nation")
        and parse.lower[i - 1] == "our"
        and i not in reading.skip
        and reading.unit_at[i] < 0
        and reading.unit_at[i - 1] < 0
    ]


def _person(reading: Reading, start: int, end: int) -> str | None:
    for unit in reading.units:
        first = reading.parse.starts[unit.start]
        if first >= end:
            continue
        if reading.parse.ends[unit.end - 1] > start and unit.ids and reading.registry.kind(unit.ids[0]) == "person":
            return unit.ids[0]
    return None


def _default(reading: Reading) -> tuple[str, ...]:
    """The author: those who made a joint statement, the person named in the title, else the source's state."""
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
    opening = _OPENING.search(reading.parse.text[:1200])
    if opening:
        named: dict[str, None] = {}
        for hit in reading.lexicon.gazetteer.find(_LATER.split(opening.group(1))[0]):
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
    inside = quoted(reading)
    last: tuple[str, ...] = ()
    waiting: list[int] = []  # sentences of a quotation whose speaker comes only at its end
    for number, (start, end) in enumerate(parse.sents):
        cites = any(inside[i] for i in range(start, end))
        said = None
        for i in range(start, end):
            if not inside[i] and parse.lemma[i] in _SAY and parse.is_verb(i):
                said = _sayer(reading, i) or said
        if said is not None:
            last = (said,)
            for earlier in waiting:
                reading.speaker[earlier] = last
            waiting = []
        if not cites:
            waiting = []
            continue
        if last:
            reading.speaker[number] = last
        goes_on = end < parse.n and inside[end] and inside[end - 1]
        whole = all(inside[i] or not parse.word[i][0].isalnum() for i in range(start, end))
        if said is None and whole and (goes_on or waiting):
            waiting.append(number)


def _sayer(reading: Reading, verb: int) -> str | None:
    """The person, state or body that is the subject of a verb of saying."""
    for s in reading.parse.subjects(verb):
        unit = reading.unit(s)
        if unit is None or unit.via not in ("name", "actor", "body"):
            continue
        if reading.registry.kind(unit.ids[0]) in ("person", "state", "organization"):
            return unit.ids[0]
    return None


def quoted(reading: Reading) -> list[bool]:
    """For each token, whether it stands between quotation marks, these included; the line's end ends them."""
    parse, inside, opened = reading.parse, [], False
    for i in range(parse.n):
        word = parse.word[i]
        if word in ("“", "``") or (word == '"' and not opened):
            opened = True
            inside.append(True)
        elif word in ("”", "''") or word == '"':
            inside.append(True)
            opened = False
        else:
            if opened and "\n" in word:
                opened = False
            inside.append(opened)
    return inside


_SAY = frozenset(
    "say state add tell declare note stress emphasize emphasise announce write tweet claim argue explain "
    "remark respond reply warn insist conclude comment recall underscore underline assure".split()
)
