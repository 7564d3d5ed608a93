"""Statements that are published as articles: which document a text is, and whose it is by its title or opening."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.candidates import Candidate
from kg.extract.doctitles import document_class
from kg.extract.registry import slug
from kg.extract.units import Reading, Unit
from kg.lexicon import Trigger
from kg.model import DateRange, Status

__all__ = ["ACTORS", "Deed", "article_document", "deeds", "interstate", "introduces", "published_by", "published_on"]

ACTORS = frozenset({"person", "state", "organization"})
_FOLLOWING = re.compile(r"\b(?:following|text of)\b[^.:\n]{0,60}?\b(?:statement|declaration|communiqu[eé])\b")
_WE = re.compile(r"\bWe, (?:the )?[A-Za-z]")
_BY = re.compile(r"\b(?:by|from|on behalf of)\b")
_TITLE = re.compile(
    r"\b(?:[Jj]oint|[Tt]rilateral|[Qq]uadrilateral|[Ll]eaders[’']?|[Mm]inisters[’']|[Mm]inisterial|[Ss]ummit)"
    r"\s(?:[A-Za-z’'-]+\s){0,3}?"
    r"(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Rr]eadout|[Mm]edia [Rr]elease|[Pp]ress [Rr]elease|[Vv]ision)\b"
    r"|\b[Cc]ommuniqu[eé]\b"
    r"|\b[Ss]tatement\s(?:by|of|from)\s(?:the\s)?(?:[A-Z][\w’'-]*\s)?"
    r"(?:G7|G20|Quad|[Ll]eaders|[Ff]oreign [Mm]inisters|[Mm]inisters|[Hh]eads|[Pp]residents)\b"
)
_CUT = re.compile(
    r"\s(?:by|with|from|between|following|after|at|of the (?:leaders|foreign|heads|ministers|presidents))\b.*$",
    re.IGNORECASE,
)
_HEAD = re.compile(r"\b(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Rr]eadout|[Rr]elease|[Vv]ision)\b")
_AUTHORS = re.compile(r"\s(by|of|from|between|with)\s")
_PAIR = re.compile(r"(?<![\w])[A-Z][\w.]*(?:\s[A-Z][\w.]*)?(?:\s?[-–]\s?[A-Z][\w.]*)+")


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody issues or signs a document: a candidate that needs no grading, with its status and confidence."""

    candidate: Candidate
    status: Status
    confidence: float
    published: bool = False  # it is the article itself, and so has the article's date


@cache
def _trigger(relation: str, rule: str) -> Trigger:
    return Trigger(rule, relation, "verb", (), ("agent",), ("obj",), "")


def deeds(
    reading: Reading,
    relation: str,
    rule: str,
    i: int,
    who: Unit,
    what: Unit,
    status: Status,
    sure: float,
    *,
    published: bool = False,
) -> Iterator[Deed]:
    target = what.ids[0]
    signs = reading.parse.signs(i)
    for subject in who.ids:
        if subject != target and reading.registry.kind(subject) in ACTORS:
            candidate = Candidate(
                _trigger(relation, rule), i, subject, target, who, what, "agent", ("obj",), True, signs
            )
            yield Deed(candidate, status, sure, published)


def article_document(reading: Reading) -> str | None:
    """The entity of the article itself if it is a joint statement, communique or declaration; None for other texts."""
    title = " ".join(reading.article.title.split())
    match = _TITLE.search(title)
    opening = _FOLLOWING.search(reading.parse.text[:1500]) or _WE.search(reading.parse.text[:1500])
    if match is None and (opening is None or not re.search(r"statement|declaration|communiqu", title, re.IGNORECASE)):
        return None
    if re.search(
        r"\b(?:[Rr]emarks|[Pp]ress [Cc]onference|[Rr]eadout of|[Tt]ranscript|[Ss]peech|[Ii]nterview)\b", title
    ):
        return None
    registry = reading.registry
    known = next(
        (
            h
            for h in reading.lexicon.gazetteer.find(title)
            if h.end - h.start == len(title) and h.forms[0].entity_id.startswith("doc/")
        ),
        None,
    )
    key = slug(title) if len(title.split()) > 5 else f"{slug(title)[:60]}-{slug(reading.article.id)[:24]}"
    entity_id = (
        registry.known(known.forms[0].entity_id)
        if known
        else registry.new("agreement", title, cls=document_class(title), key=key)
    )
    registry.name(entity_id, title)
    short = _CUT.sub("", title[match.start() :] if match else title)
    for name in (short, match.group(0) if match else ""):
        if len(name.split()) > 1:
            registry.name(entity_id, name)
    return entity_id


def published_by(reading: Reading) -> Iterator[Deed]:
    """The parties of a statement that is published as the article."""
    entity_id = article_document(reading)
    if entity_id is None:
        return
    first = next((i for i in range(reading.parse.n) if i not in reading.skip and reading.parse.word[i][0].isalnum()), 0)
    parties, token = _opening(reading)
    if len(parties) < 2:
        token = first
        named = _title_parties(reading)
        choices = (list(reading.headline[0]), named, _first_row(reading, first))
        parties = next((c for c in choices if len(c) > 1), [p for p in named if p.startswith("org/")])
    if parties:
        who = Unit(token, token + 1, tuple(dict.fromkeys(parties)), "name", "author")
        what = Unit(token, token + 1, (entity_id,), "name", "doc")
        yield from deeds(reading, "issues", "statement.article", token, who, what, "actual", 0.85, published=True)


def _first_row(reading: Reading, first: int) -> list[str]:
    """The states and bodies that an opening sentence has before its verb: "Representatives of A, B and C met ..."."""
    parse = reading.parse
    number = parse.sent[first]
    for start, end in parse.sents[number : number + 5]:
        verb = next(
            (i for i in range(max(start, first), end) if parse.tag[i] in ("VBD", "VBZ", "VBP") and parse.is_verb(i)),
            start,
        )
        found = _states_within(reading, max(start, first), verb)
        if sum(e.startswith("state/") for e in found) > 1:
            return found
    return []


def _states_within(reading: Reading, start: int, end: int) -> list[str]:
    """The states and known bodies named between two tokens; if there are not several, the persons."""
    if end <= start:
        return []
    found = list(dict.fromkeys(_gazetteer(reading, reading.surface(start, end))))
    if len(found) > 1:
        return found
    units = [reading.units[k] for k in dict.fromkeys(reading.unit_at[start:end]) if k >= 0]
    people = [e for u in units if u.via in ("name", "title") for e in u.ids if reading.registry.kind(e) == "person"]
    return people if len(people) > 1 else found


def _opening(reading: Reading) -> tuple[list[str], int]:
    """ "The following statement was released by the Governments of A and B": those after "by", else before."""
    parse = reading.parse
    match = _FOLLOWING.search(parse.text[:1500])
    if match is None:
        return _we(reading)
    first = bisect_right(parse.starts, match.start()) - 1
    start, end = parse.sents[parse.sent[first]]
    limit = parse.ends[end - 1]
    colon = parse.text.find(":", match.end(), limit)
    by = _BY.search(parse.text, match.end(), colon if colon > 0 else limit)
    last = end if colon < 0 else bisect_right(parse.starts, colon)
    if by is not None:
        return _states_within(reading, bisect_right(parse.starts, by.start()), last), first
    return _states_within(reading, start, first), first


def _we(reading: Reading) -> tuple[list[str], int]:
    """ "We, the leaders of A, B and C, affirm ...": those named before the verb."""
    parse = reading.parse
    match = _WE.search(parse.text[:1500])
    if match is None:
        return [], 0
    first = bisect_right(parse.starts, match.start()) - 1
    end = min(parse.n, first + 120)
    verb = next((i for i in range(first + 2, end) if parse.tag[i] in ("VBD", "VBZ", "VBP") and parse.is_verb(i)), end)
    return _states_within(reading, first, verb), first


def _title_parties(reading: Reading) -> list[str]:
    """The states and bodies that the title names as authors; for "Joint Statement with X" also the publisher."""
    title = " ".join(reading.article.title.split())
    head = _HEAD.search(title)
    if head is None:
        return []
    before, after = title[: head.start()], title[head.end() :]
    link = _AUTHORS.match(after)
    found = _gazetteer(reading, before)
    if link is not None:
        found += _gazetteer(
            reading,
            re.split(r"\s(?:on|regarding|concerning|following|after)\s", after[link.end() :])[0].split(
                ", " if link.group(1) == "with" else "\n"
            )[0],
        )
    elif (pair := _PAIR.search(after)) is not None:
        found += _gazetteer(reading, pair.group(0))
    if link is not None and link.group(1) == "with" and reading.home:
        found.insert(0, reading.home)
    return list(dict.fromkeys(found))


def introduces(reading: Reading, token: int) -> bool:
    """Whether a token stands where the article announces its own text: "The following statement was released by"."""
    match = _FOLLOWING.search(reading.parse.text[:1500])
    return match is not None and _near(reading, token, match.start())


def _near(reading: Reading, token: int, offset: int) -> bool:
    return reading.parse.sent[token] == reading.parse.sent[max(0, bisect_right(reading.parse.starts, offset) - 1)]


def _gazetteer(reading: Reading, text: str) -> list[str]:
    found = []
    for hit in reading.lexicon.gazetteer.find(text):
        form = hit.forms[0]
        state = form.entity_id.startswith("state/") and form.kind != "demonym"
        if state or (form.entity_id.startswith("org/") and interstate(reading, form.entity_id)):
            found.append(reading.registry.known(form.entity_id))
    return found


def interstate(reading: Reading, entity_id: str) -> bool:
    """Whether a body is one of states, which speaks for itself: the G7, NATO, the European Union."""
    return reading.lexicon.entities[entity_id].iso3 is None


def published_on(reading: Reading) -> DateRange | None:
    """The article's own date, as the date of the document that it is."""
    day = reading.article.published
    return DateRange(day, day, "day", "", "dateline") if day is not None else None
