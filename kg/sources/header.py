"""The head of an article as people save it from the web: title, date, and the dateline of the first paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kg.model import Span

__all__ = ["caption_date", "dateline_prefix", "find_title", "header_date", "is_meta_line", "lines"]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<{0}m>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"\b(?P<ad>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?{_MONTH.format('a')},?[ -](?P<ay>\d{{4}})\b"
    rf"|\b{_MONTH.format('b')} (?P<bd>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<by>\d{{4}})\b"
    r"|\b(?P<cy>\d{4})(?P<cs>[-/.])(?P<cm>\d{1,2})(?P=cs)(?P<cd>\d{1,2})(?!\d)"
    r"|\b(?P<dd>\d{1,2})\.(?P<dm>\d{1,2})\.(?P<dy>\d{4})\b"
    r"|\b(?P<e1>\d{1,2})/(?P<e2>\d{1,2})/(?P<ey>\d{4})\b",
    re.IGNORECASE,
)
_FIRST = r"(?:first )?(?:published|posted|issued|released|publication date|release date|date)"
_LATER = r"(?:last )?(?:updated|modified|update|revised)"
_LABEL = re.compile(
    rf"(?:^|[|·•,/)]\s*|\b\d{{4}} )(?:(?P<first>{_FIRST})|(?P<later>{_LATER}))\b[\s:]*(?:on|at)?[^.]{{0,30}}$",
    re.IGNORECASE,
)
_AROUND_DATE = re.compile(
    r"\b(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|on|at|by"
    r"|gmt|utc|bst|cet|cest|est|edt|pst|pdt|ist|msk|jst|kst|et|local time)\b|\b\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?\b"
    r"|\b\d{1,2} ?[ap]\.?m\b\.?|\b[ap]\.?m\b\.?|[\s,;:|/·•()+–—-]|\bT?\d{2}:\d{2}(?::\d{2})?Z?",
    re.IGNORECASE,
)
_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}(?:, [A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2})?"
_PLACE_AND_DATE = re.compile(rf"{_PLACE},? ?[(|–—-]? ?$")
_RELEASE = re.compile(
    r"(?:for immediate release|press release|media release|office of the (?:spokesperson|press secretary)"
    r"|embargo(?:ed)?\b.*|the following is attributable to .*|news release|readout)\W*",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"(?:By|BY) [A-Z][\w.'’-]+(?: (?:and |in )?[A-Z][\w.'’-]+){0,7}(?:,? [\w ]{1,30})?")
_AGENCY = (
    r"(?:xinhua|ap|afp|reuters|tass|interfax|anadolu|aa|ani|pti|irna|isna|kyodo|yonhap|cnn|upi|dpa|efe|ansa|bernama|wam"
    r"|sana|rt|cgtn)"
)
_CREDIT = rf"(?:\({_AGENCY}\b[^()\n]{{0,20}}\)|/{_AGENCY}/|\[{_AGENCY}\])"
# Bodies open sentences in capitals before a dash, too.
_NO_PLACE = r"(?!(?:NATO|BRICS|ASEAN|AUKUS|OPEC|IAEA|OSCE|UNESCO|UNICEF|ECOWAS|MERCOSUR|COVID|U\.S|U\.N|Q)\b)"
_CAPS_PLACE = rf"{_NO_PLACE}[A-ZÀ-Ý][A-ZÀ-Ý.'’ -]{{1,38}}[A-ZÀ-Ý.](?:,\s[A-Z][\w.'’ -]{{1,30}})?"
_MONTH_START = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_ANY_DATE = (
    rf"(?:\d{{1,2}} {_MONTH_START}(?: \d{{4}})?|{_MONTH_START} \d{{1,2}}(?:, ?\d{{4}})?|\d{{4}}-\d\d-\d\d"
    r"|\d{1,2}\.\d{1,2}\.\d{4})"
)
_DASH = r"(?:--|[–—-])"
_DATELINE = re.compile(
    rf"(?:{_CAPS_PLACE}(?:,? {_ANY_DATE}\.?)?(?:\s*(?i:{_CREDIT}))?\s*{_DASH}\s+"
    rf"|{_CAPS_PLACE},? {_ANY_DATE}(?:\. |\s*)(?i:{_CREDIT})\.?\s+"
    rf"|{_PLACE},? [(]?{_ANY_DATE}[)]?\.?(?:\s*(?i:{_CREDIT}))?\s*{_DASH}\s+"
    rf"|{_PLACE}\s*(?:(?i:{_CREDIT})\s*{_DASH}\s*|\(CNN\)\s*))(?=[\"“‘'A-Z0-9])"
)
_CAPTION = re.compile(r"\((?:cover|photo|file photo|image|picture)\b[^()\n]{10,600}\)", re.IGNORECASE)
_TITLE_MAX = 250
_META_MAX = 160
_HEAD_LINES = 10
_TAIL_LINES = 6


def lines(text: str) -> Iterator[Span]:
    """The non-blank lines of a text, without the white space around them."""
    for match in re.finditer(r"[^\n\r]+", text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            yield Span(start, start + len(stripped))


def _first_date(line: str) -> tuple[date, re.Match[str]] | None:
    """The first full date in a line, not an impossible one nor 3/4/2023, which two continents read differently."""
    for match in _DATE.finditer(line[:400]):
        found = _as_date(match)
        if found:
            return found, match
    return None


def _as_date(match: re.Match[str]) -> date | None:
    parts = match.groupdict()
    if parts["e1"]:
        first, second = int(parts["e1"]), int(parts["e2"])
        if first != second and first <= 12 and second <= 12:
            return None
        return _valid(parts["ey"], min(first, second), max(first, second))
    for key in "abcd":
        if parts[f"{key}d"]:
            month = parts[f"{key}m"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3].lower()) + 1
            return _valid(parts[f"{key}y"], number, int(parts[f"{key}d"]))
    return None


def _valid(year: str, month: int, day: int) -> date | None:
    try:
        return date(int(year), month, day) if 1700 <= int(year) <= 2200 else None
    except ValueError:
        return None


def _dated_line(line: str) -> tuple[int, date] | None:
    """The rank (0 published, 1 bare date, 2 updated) and date of a line that does nothing but date the article."""
    if len(line) > _META_MAX or not (found := _first_date(line)):
        return None
    day, match = found
    before, after = line[: match.start()], line[match.end() :]
    rest = _AROUND_DATE.sub("", after).rstrip(".")
    if (label := _LABEL.search(before)) and len(rest) < 25 and not (rest and line.endswith(".")):
        return (0 if label["first"] else 2), day
    if not _AROUND_DATE.sub("", before + after):
        return 1, day
    if _PLACE_AND_DATE.fullmatch(before) and not rest and len(line) < 70:
        return 1, day
    return None


def is_meta_line(line: str) -> bool:
    """Whether a line dates the article, names its author or says that it is a release, and is no part of the story."""
    return len(line) <= _META_MAX and bool(_dated_line(line) or _RELEASE.fullmatch(line) or _BYLINE.fullmatch(line))


def dateline_prefix(paragraph: str) -> int:
    """The length of `MOSCOW, March 21 (Xinhua) -- ` and its like at the start of a paragraph; 0 if there is none."""
    match = _DATELINE.match(paragraph[:160])
    return match.end() if match else 0


def find_title(text: str) -> str:
    """The first line if it is a heading: short, no full sentence, with a blank or dating line after it; else empty."""
    spans = []
    for span in lines(text[:4000]):
        spans.append(span)
        if len(spans) == _HEAD_LINES:
            break
    while spans and is_meta_line(text[spans[0].start : spans[0].end]):
        spans.pop(0)
    if len(spans) < 2:
        return ""
    first, second = spans[:2]
    title = text[first.start : first.end].lstrip("#").strip()
    set_apart = text.count("\n", first.end, second.start) > 1 or is_meta_line(text[second.start : second.end])
    heading = (
        len(title) <= _TITLE_MAX and len(title.split()) > 2 and not title.endswith((".", ":", ";", ",", ".”", '."'))
    )
    return title if set_apart and heading and not dateline_prefix(title) else ""


def caption_date(text: str) -> date | None:
    """The date of the first captioned photo: `(Cover: ... March 21, 2023. /Xinhua)`."""
    for match in _CAPTION.finditer(text):
        if found := _first_date(match.group()):
            return found[0]
    return None


def header_date(text: str) -> date | None:
    """When the article says it was published.

    A line "Published ..." goes before a bare date line, that before "Updated ...", that before the dateline of the
    first paragraphs and that before a photo's caption. None if nothing gives a full date.
    """
    spans = list(lines(text))
    head = [text[s.start : s.end] for s in spans[:_HEAD_LINES]]
    tail = [text[s.start : s.end] for s in spans[_HEAD_LINES:][-_TAIL_LINES:]]
    dated = [found for line in head if (found := _dated_line(line))]
    dated += [found for line in tail if (found := _dated_line(line)) and found[0] != 1]
    if dated:
        return min(dated, key=lambda found: found[0])[1]
    for line in head:
        if (length := dateline_prefix(line)) and (found_date := _first_date(line[:length])):
            return found_date[0]
    return caption_date(text)
