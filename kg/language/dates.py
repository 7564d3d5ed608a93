"""Date phrases of English texts, resolved against the article's own date.

`find_dates` reads a text once. Weekdays and months without a year have two readings: `when` looks back from the
article's date, as reports of the past do, and `later` looks forward, as announcements do; the tense of the verb
decides between them, and that is the caller's knowledge. What cannot be resolved is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from kg.language import dategrammar as grammar
from kg.language.dategrammar import Candidate
from kg.language.datereading import Context, Reading, resolve
from kg.model import DateRange, Span

__all__ = ["DatedPhrase", "article_date", "day_of_telling", "find_dates"]


@dataclass(frozen=True, slots=True)
class DatedPhrase:
    """A date phrase of the text.

    `span` covers the phrase with its preposition ("on Tuesday"). `when` is its reading for what has happened, `later`
    its reading for what is to come, or None where both are the same.
    """

    span: Span
    when: DateRange
    later: DateRange | None = None


def find_dates(text: str, anchor: date | None, start: int = 0, end: int | None = None) -> tuple[DatedPhrase, ...]:
    """Returns the date phrases of `text[start:end]`, in order, without overlaps; offsets count from the text's start.

    `anchor` is the article's date. Without it, phrases relative to it and dates without a year give nothing, unless
    the text itself has just named the year ("on March 30, 1867 ... on April 9").
    """
    candidates = list(_candidates(text, start, len(text) if end is None else end))
    anchor = _day_of_telling(text, candidates, anchor)
    context = Context(text, anchor, next_year=_list_years(text, candidates, anchor is None))
    found = []
    for candidate in candidates:
        reading = resolve(candidate, context)
        if reading is not None and candidate.prep not in {"before", "prior to"}:
            found.append(_phrase(candidate, reading, text))
    return tuple(found)


def day_of_telling(text: str, anchor: date | None) -> date | None:
    """The day that a text calls today: the article's date unless it says another just before ("Today, June 22")."""
    return _day_of_telling(text, list(_candidates(text, 0, len(text))), anchor)


_IS = re.compile(r"\s*(?:,|is|[-–—])\s*(?:on\s+)?(?:the\s+)?")
_LATE = 7  # days by which a page may be put online after what it holds was said


def _day_of_telling(text: str, candidates: list[Candidate], anchor: date | None) -> date | None:
    if anchor is None:
        return None
    for now, day in pairwise(candidates):
        if (now.kind, now.get("word"), day.kind) != ("now", "today", "day"):
            continue
        if _IS.fullmatch(text, now.match.end(), day.match.start()):
            reading = resolve(day, Context(text, anchor))
            if reading is not None and 0 <= (anchor - reading.first).days <= _LATE:
                return reading.first
    return anchor


def _phrase(candidate: Candidate, reading: Reading, text: str) -> DatedPhrase:
    wording = text[candidate.start : candidate.end]
    is_open = candidate.prep in {"since", "after", "as of", "as from"} and candidate.kind not in {"range", "now"}
    when = DateRange(reading.first, None if is_open else reading.last, reading.precision, wording, reading.basis)
    later = None
    if reading.later is not None and reading.later != (reading.first, reading.last):
        later = DateRange(
            reading.later[0], None if is_open else reading.later[1], reading.precision, wording, reading.basis
        )
    return DatedPhrase(Span(candidate.start, candidate.end), when, later)


# -- finding ----------------------------------------------------------------------------------------------------------


def _candidates(text: str, start: int, end: int) -> Iterator[Candidate]:
    position = start
    while (trigger := grammar.TRIGGER.search(text, position, end)) is not None:
        position = trigger.start() + 1
        assert trigger.lastgroup is not None
        for kind, rule in grammar.RULES[trigger.lastgroup]:
            match = rule.match(text, trigger.start(), end)
            if match is not None and (candidate := _with_prefix(kind, match, text, start)) is not None:
                yield candidate
                position = match.end()
                start = match.end()
                break


_COVERED = {"on", "in", "since", "by", "until", "till", "from", "during", "throughout", "through"}
_COVERED |= {"after", "before", "prior to", "as of", "as from"}


def _with_prefix(kind: str, match: re.Match[str], text: str, floor: int) -> Candidate | None:
    begin = match.start()
    prefix = grammar.PREFIX.search(text, max(floor, begin - 40), begin)
    assert prefix is not None  # it matches the empty string, too
    prep = " ".join((prefix["prep"] or "").lower().split())
    part = " ".join((prefix["part"] or "").lower().split())
    start = begin
    if kind == "day" and text[max(0, begin - 4) : begin].lower() == "the ":
        prep = ""  # "since the March 25 statement": the day belongs to the statement
    if part:
        start = prefix.start("part")
    if prep in _COVERED:
        start = prefix.start("prep")
    candidate = Candidate(start, match.end(), kind, match, prep, part)
    return candidate if _fits(candidate, text) else None


_YEAR_PREPS = _COVERED | {"of", "year", "for"}
_MONTH_PREPS = _COVERED | {"for"}
_MAY_PREPS = _MONTH_PREPS - {"by", "for", "from", "through", "after", "before", "on"}
_FOLLOWS_YEAR = re.compile(r"\s+(?:was|is|saw|sees|will|marks|marked|has|had|would|also|brought|began)\b")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;]['\"”’)]?\s+|\n\s*)$")
_NAME_OF_YEAR = re.compile(r"[A-Z]\w*\s+of\s+$")  # "Treaty of 1783", "Act of 2022"
_NO_WEEKDAY_AFTER = re.compile(
    r"\b(?:Good|Bloody|Black|Ash|Holy|Maundy|Palm|Easter|Super|Fat|Shrove|Cyber|Whit|Giving|Ruby|Sheffield|Green) $"
)
_NO_WEEKDAY_BEFORE = re.compile(r" (?:Times|Telegraph|Herald|Mirror|Express|Tribune|Post|Mail|Agreement|Accords?)\b")
_ATTACKS = re.compile(
    r"(?:September|Sept\.?|October|Oct\.?) (?:11|7)(?:th)? (?:terror\w* |Hamas )?(?:attacks?|massacre)\b"
)


def _fits(candidate: Candidate, text: str) -> bool:
    """Whether the words around let the phrase be a date: no count, no name."""
    begin, end = candidate.match.span()
    kind, prep = candidate.kind, candidate.prep
    if kind == "year":
        return _fits_year(candidate, text)
    if kind == "month" and not candidate.get("y1") and not candidate.get("rel"):
        name = candidate.get("m1")
        allowed = _MAY_PREPS if name == "may" else _MONTH_PREPS
        return bool(candidate.part) or prep in allowed - {"on"}
    if kind == "range" and not candidate.get("d1") and not candidate.get("m1") and not candidate.get("d2"):
        return prep in _YEAR_PREPS or candidate.match[0].lower().startswith("between")
    if kind == "day":
        return not (grammar.WHAT_FOLLOWS_COUNT.match(text, end) or _ATTACKS.match(text, begin))
    if kind == "range" and candidate.get("d2"):
        return not grammar.WHAT_FOLLOWS_COUNT.match(text, end)
    if kind == "weekday":
        return not (_NO_WEEKDAY_AFTER.search(text, max(0, begin - 12), begin) or _NO_WEEKDAY_BEFORE.match(text, end))
    if kind == "now" and text[begin].isupper():
        return not (begin > 1 and text[begin - 1] == " " and text[begin - 2].isalpha())
    return True


def _fits_year(candidate: Candidate, text: str) -> bool:
    begin, end = candidate.match.span()
    if grammar.WHAT_FOLLOWS_COUNT.match(text, end) or text[max(0, begin - 4) : begin].lower() == "the ":
        return False  # "2000 troops", "the 2020 nomination"
    if candidate.part:
        return True
    if candidate.prep in {"of", "by", "until", "from", "for", "till", "through", "on"}:
        # "of 2030 Agenda", "for 2022 World Cup"; numbers of resolutions are mostly below 1800
        named = text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
        named = named or bool(_NAME_OF_YEAR.search(text, max(0, begin - 30), begin))
        return candidate.prep != "on" and not named and int(candidate.get("y1")) >= 1800
    if candidate.prep in _YEAR_PREPS:
        return True
    return bool(_SENTENCE_START.search(text, max(0, begin - 4), begin) and _FOLLOWS_YEAR.match(text, end))


def _list_years(text: str, candidates: list[Candidate], far: bool) -> dict[int, int]:
    """Years that a date without one takes from the end of its list: "October 29 and November 2, 1956".

    In a text without a date (`far`), the end of the sentence lends its year, too.
    """
    years: dict[int, int] = {}
    year: int | None = None
    following: Candidate | None = None
    for candidate in reversed(candidates):
        joined = following is not None and (
            (far and not grammar.SENTENCE_END.search(text, candidate.end, following.start + 1))
            or grammar.CONNECTOR.fullmatch(text, candidate.end, following.match.start())
        )
        own = candidate.get("y2") or candidate.get("y1")
        if own.isdecimal():
            year = int(own)
        elif not (joined and year is not None and candidate.kind in {"day", "month", "range"}):
            year = None
        if year is not None:
            years[candidate.start] = year
        following = candidate
    return years


# -- the article's own date -------------------------------------------------------------------------------------------

_HEAD, _TAIL = 1500, 200  # characters in which a page says when it was published
_LABEL = re.compile(
    r"(?:(?:^|[\n|•·])\W{0,3}(?:last\s+updated|updated|published|posted|issued|released?|release\s+date|dated?|"
    r"publication\s+date)\b|\bfor\s+(?:immediate\s+)?release\b)[^\n]{0,25}?\n?[^\n]{0,15}$",
    re.IGNORECASE,
)
_LINE_START = re.compile(r"(?:^|\n)[\W\d]*(?:[ap]\.?m\.?\W*)?$", re.IGNORECASE)
_PLACE_START = re.compile(r"(?:^|\n)[^\S\n]*[A-ZÀ-Ý][\w.'’ -]{2,40}(?:,\s*[A-Z][\w. ]{1,20})?,\s*$")
_LINE_END = re.compile(
    r"(?:[^\S\n]|[,|•·()-]|(?:at\s+)?\d\d?[:.h]\d\d|:\d\d|[ap]\.?m\.?|T[\d:.]+Z?|GMT|[A-Z]{2,4}\b)*(?:\n|$)"
)
_DATELINE = re.compile(
    r"(?:^|\n)\s*[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{2,}(?:,\s*[A-Z][\w.' -]+){0,2}[,:]?\s*(?:\([A-Z][\w/ -]*\)\s*)?(?:[-–—]+\s*)?$"
)
_DASH_BEFORE = re.compile(r"[-–—]\s*$")
_DASH_AFTER = re.compile(r"\s*(?:\([A-Z][\w/. -]*\)\s*)?(?:[-–—]+|:|\([A-Z])")
_CAPTION_END = re.compile(r"[^()\n]{0,40}/\s*(?:Xinhua|CFP|VCG|CGTN|CNS|AP|AFP|Reuters|IC)\b")
_LINE = 120  # characters before a date in which its line or the place of a dateline must begin
_MAX_DISTANCE = 62  # days between a dateline without a year and the full date that lends it the year


def article_date(text: str, title: str = "") -> tuple[date | None, str]:
    """The article's own date, as its page states it, and the wording; (None, "") where it states none.

    In this order: a labelled date ("Updated 18:19, 22-Mar-2023", "For Immediate Release June 2, 2022"), a line that
    holds nothing else, a dateline ("BEIJING, March 21 (Xinhua) --", its year lent by the text's full dates where they
    agree), an ISO date near the top, a line at the end that holds nothing else, a date that ends the title, and the
    date in a photograph's caption.
    """
    head, tail = min(_HEAD, len(text)), max(0, len(text) - _TAIL)
    for source, phrases, test in (
        (text, _full_days(text, 0, head), _is_labelled),
        (text, _full_days(text, 0, head), _is_whole_line),
        (text, _full_days(text, 0, head), _is_dateline),
        (text, _yearless_datelines(text, head), _is_dateline),
        (text, _full_days(text, 0, min(400, head)), _is_iso),
        (text, _full_days(text, tail, len(text)), _is_whole_line),
        (title, _full_days(title, 0, len(title)), _ends),
        (text, _full_days(text, 0, head), _is_in_caption),
    ):
        for phrase in phrases:
            if test(source, phrase.span):
                return phrase.when.first, phrase.when.phrase
    return None, ""


def _full_days(text: str, start: int, end: int) -> tuple[DatedPhrase, ...]:
    """Days that stand there with their own year, not with one that the text lends them."""
    found = find_dates(text, None, start, end)
    return tuple(p for p in found if p.when.precision == "day" and p.when.last and _has_year(p))


def _has_year(phrase: DatedPhrase) -> bool:
    return str(phrase.when.first.year) in phrase.when.phrase


def _yearless_datelines(text: str, head: int) -> tuple[DatedPhrase, ...]:
    """Datelines that want a year, read in the year of the text's full dates; nothing where these disagree."""
    found: dict[date, DatedPhrase] = {}
    if not any(_is_dateline(text, phrase.span) for phrase in find_dates(text, date(2000, 7, 1), 0, head)):
        return ()
    full = [p for p in find_dates(text, None) if p.when.precision in {"day", "month"} and _has_year(p)]
    for lender in sorted({p.when.first for p in full}):
        for phrase in find_dates(text, lender, 0, head):
            near = abs((phrase.when.first - lender).days) <= _MAX_DISTANCE
            if phrase.when.precision == "day" and near and _is_dateline(text, phrase.span):
                found[phrase.when.first] = phrase
    return tuple(found.values()) if len(found) == 1 else ()


def _is_bare(text: str, span: Span) -> bool:
    """A day that stands there by itself: "March 3", not "on March 3", which is part of a sentence, nor "today"."""
    return (
        not text[span.start].islower()
        and any(c.isdecimal() for c in text[span.start : span.end])
        and (text[span.start : span.start + 3].lower() not in {"on ", "in ", "by "})
    )


def _is_labelled(text: str, span: Span) -> bool:
    labelled = _LABEL.search(text, max(0, span.start - 60), span.start)
    return bool(labelled and (_is_bare(text, span) or _LINE_END.match(text, span.end)))


def _is_whole_line(text: str, span: Span) -> bool:
    starts = _LINE_START.search(text, max(0, span.start - _LINE), span.start) or _PLACE_START.search(
        text, max(0, span.start - _LINE), span.start
    )
    return bool(starts and _LINE_END.match(text, span.end))


def _is_dateline(text: str, span: Span) -> bool:
    place = _DATELINE.search(text, max(0, span.start - _LINE), span.start)
    return bool(place and _is_bare(text, span) and (_DASH_AFTER.match(text, span.end) or _DASH_BEFORE.search(place[0])))


def _is_iso(text: str, span: Span) -> bool:
    return text[span.start : span.start + 4].isdecimal() and text[span.start + 4] == "-"


def _ends(text: str, span: Span) -> bool:
    return not text[span.end :].strip(" .)]")


def _is_in_caption(text: str, span: Span) -> bool:
    return bool(_CAPTION_END.match(text, span.end))
