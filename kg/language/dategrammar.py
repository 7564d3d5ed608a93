"""The wordings of dates in English news and official texts, as one compiled alternation.

Each rule is a regular expression for the core of a phrase ("March 20-22, 2023", "two days ago"). Prepositions and
qualifiers before it ("since", "early", "the end of") are read backwards from the core, so that the alternation
starts with few different letters and most words are passed over at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

__all__ = [
    "CONNECTOR",
    "MONTHS",
    "NUMBERS",
    "ORDINALS",
    "PREFIX",
    "RULES",
    "SEASONS",
    "SENTENCE_END",
    "TRIGGER",
    "WEEKDAYS",
    "WHAT_FOLLOWS_COUNT",
    "Candidate",
]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTHS = {name.lower(): i for i, name in enumerate(_MONTHS, 1)}
MONTHS |= {name[:3].lower(): i for i, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS = {name.lower(): i for i, name in enumerate(_WEEKDAYS)}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_NUMBER_WORDS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
]
NUMBERS = {word: i for i, word in enumerate(_NUMBER_WORDS, 1)}
NUMBERS |= {"a": 1, "an": 1, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_FULL = "(?:" + "|".join(_MONTHS + [name.upper() for name in _MONTHS]) + ")"
_MON = _FULL[:-1] + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WD = "(?:" + "|".join(_WEEKDAYS) + ")"
_WD_ANY = _WD[:-1] + r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\b\.?)"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\w|[.,:]\d|%)"
_YEAR = r"(?:1[5-9]|20)\d\d(?!\w|[.,:]\d|%)"
_YEAR_SAID = rf"(?:{_YEAR}|(?:this|last|next|that|the\s+same)\s+year\b)"
_REL = "this|last|next"
_TO = r"(?:\s*[-–—]\s*|\s+(?:to|through|till|until)\s+(?:the\s+)?)"
_AND = r"(?:\s*(?:,\s*)?(?:and|&)\s+(?:the\s+)?)"
_NUMWORD = "(?:" + "|".join(word for word in NUMBERS) + ")"
_NUM = rf"(?:\d{{1,3}}|{_NUMWORD})"
_UNIT = r"(?:days?|weeks?|months?|years?)"
_NTH = "first|second|third|fourth|last|final"
_SEASON = "(?:spring|summer|autumn|fall|winter)"

# Words after a number that make it a count: "in 2000 villages", "May 10 years of peace follow".
WHAT_FOLLOWS_COUNT = re.compile(
    r"\s+(?:(?:more|additional|new|other|local|foreign|metric|square|cubic|nautical|heavily|US|U\.S\.|Russian|Ukrainian)\s+)?"
    r"(?:people|persons|troops|soldiers|servicemen|marines|fighters|men|women|children|civilians|families|refugees|"
    r"migrants|citizens|residents|villages|towns|cities|homes|houses|cases|deaths|casualties|metres|meters|km|"
    r"kilomet(?:er|re)s|miles|feet|tons|tonnes|dollars|euros|pounds|yuan|roubles|rubles|MW|jobs|students|companies|"
    r"firms|members|delegates|participants|officials|workers|missiles|tanks|drones|aircraft|vehicles|personnel|"
    r"policemen|officers|observers|experts|hectares|acres|barrels|years|months|weeks|days|hours|minutes|per\s?cent|"
    r"percent|million|billion|trillion|countries|states|nations|times)\b"
)


def _m(n: int) -> str:
    return rf"(?P<m{n}>{_MON})"


def _d(n: int) -> str:
    return rf"(?P<d{n}>{_DAY})"


def _y(n: int, pattern: str = _YEAR) -> str:
    return rf"(?P<y{n}>{pattern})"


def _md(n: int) -> str:
    return rf"{_m(n)}\s+(?:the\s+)?{_d(n)}(?:(?:,\s*|\s+)(?:of\s+)?{_y(n, _YEAR_SAID)})?"


def _dm(n: int) -> str:
    return rf"{_d(n)}\s+(?:of\s+)?{_m(n)}(?:(?:,\s*|\s+)(?:of\s+)?{_y(n, _YEAR_SAID)})?"


def _my(n: int) -> str:
    return rf"{_m(n)}(?:(?:,\s*|\s+)(?:of\s+)?{_y(n, _YEAR_SAID)})?"


_ON_WD = rf"(?:{_WD_ANY},?\s+(?:the\s+)?)?"
_IN_YEAR = rf"(?:(?:,\s*|\s+)(?:of\s+)?{_y(2, _YEAR_SAID)})?"
_LATER_DAY = rf"(?:{_m(2)}\s+)?{_d(2)}{_IN_YEAR}"
_WEEKDAY = (
    rf"(?:(?P<rel>last|next|this|this\s+past|this\s+coming)\s+)?(?P<w1>{_WD})(?!\w|-\w)"
    rf"(?:(?:{_TO}|{_AND})(?P<w2>{_WD})(?!\w))?(?:\s+(?:morning|afternoon|evening|night)\b)?"
    r"(?:\s+(?P<week>last|this|next)\s+week\b)?"
)
_MORE_DAYS = rf"(?:\s*,\s*{_DAY}){{0,4}}"

# By the class of the word that a phrase starts with. The order matters: the first rule that matches at a place wins, so
# longer phrases stand before their parts.
_RULES: dict[str, dict[str, str]] = {
    "number": {
        "day:iso": r"(?P<y1>(?:1[5-9]|20)\d\d)-(?P<m1>0[1-9]|1[0-2])-(?P<d1>0[1-9]|[12]\d|3[01])(?![\d-])",
        "slash": rf"(?P<a>\d\d?)(?P<sep>[/.])(?P<b>\d\d?)(?P=sep)(?P<y1>{_YEAR})",
        "day:dashed": rf"(?P<d1>\d\d?)-(?P<m1>{_MON})-(?P<y1>{_YEAR})",
        "range:dm": rf"{_d(1)}{_MORE_DAYS}(?:\s+(?:of\s+)?{_m(1)}(?:,?\s+{_y(1)})?)?{_TO}{_dm(2)}",
        "range:dm2": rf"{_d(1)}{_MORE_DAYS}{_AND}{_dm(2)}",
        "day:dm": _dm(1),
        "ago": rf"(?P<n>\d{{1,3}})\s+(?P<unit>{_UNIT})\s+ago(?P<exact>\s+(?:today|on\s+this\s+day))?\b",
        "ahead": rf"(?P<n>\d{{1,3}})\s+(?P<unit>{_UNIT})(?:\s+from\s+now\b|['’]\s+time\b)",
        "shift": rf"(?P<n>\d{{1,3}})\s+(?P<unit>{_UNIT})\s+(?P<way>earlier|later)\b",
        "decade": r"(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b",
        "range:y": rf"(?P<y1>(?:1[5-9]|20)\d\d){_TO}(?P<y2>(?:(?:1[5-9]|20)\d\d|\d\d)(?!\w|[.,:]\d|%|-\w))",
        "year": r"(?P<y1>(?:1[5-9]|20)\d\d)(?!\w|[.,:/]\d|\s*%|[-–]\w)",
    },
    "month": {
        "range:md": rf"{_md(1)}{_MORE_DAYS}{_TO}{_ON_WD}{_LATER_DAY}",
        "range:md2": rf"{_m(1)}\s+{_d(1)}{_MORE_DAYS}{_AND}{_d(2)}(?!\s+{_MON}){_IN_YEAR}",
        "day:md": _md(1),
        "range:my": rf"(?P<m1>{_FULL})(?:,?\s+{_y(1)})?{_TO}{_my(2)}(?!\s*\d)",
        "month": rf"(?P<m1>{_MON})(?:,?\s+(?:of\s+)?|/){_y(1, _YEAR_SAID)}(?!-\d)",
        "month:bare": rf"(?P<m1>{_FULL})(?!\w|-\w|['’]s|\s+(?:\d|Day\b|Revolution\b))",
    },
    "weekday": {
        "range:md": rf"{_ON_WD}{_md(1)}{_MORE_DAYS}{_TO}{_ON_WD}{_LATER_DAY}",
        "day:md": rf"{_ON_WD}{_md(1)}",
        "day:dm": rf"{_ON_WD}{_dm(1)}",
        "weekday": _WEEKDAY,
    },
    "word": {
        "range:between": rf"between\s+(?:the\s+)?{_md(1)}{_AND}{_LATER_DAY}",
        "range:between2": rf"between\s+(?:the\s+)?{_d(1)}(?:\s+(?:of\s+)?{_m(1)}(?:,?\s+{_y(1)})?)?{_AND}{_dm(2)}",
        "range:between3": rf"between\s+{_my(1)}{_AND}{_my(2)}(?!\s*\d)",
        "range:between4": rf"between\s+{_y(1)}{_AND}{_y(2)}",
        "day:ofmonth": rf"the\s+{_d(1)}\s+of\s+(?P<rel>this|last|next)\s+month\b",
        "day:dm": rf"the\s+{_dm(1)}",
        "weekof": rf"(?:the\s+)?(?P<nth>{_NTH})\s+week\s+(?:of|in)\s+{_my(1)}",
        "quarter": (rf"(?:the\s+)?(?P<nth>{_NTH})\s+(?P<unit>quarter|half)\s+of\s+{_y(1, _YEAR_SAID)}"),
        "quarter:q": rf"Q(?P<nth>[1-4])\s+(?:of\s+)?{_y(1)}",
        "month:rel": rf"(?P<rel>last|this|next)\s+(?P<m1>{_FULL})\b(?!\s+\d)",
        "weekday": _WEEKDAY,
        "now": (
            r"(?:(?:earlier|later)\s+)?(?P<word>(?:the\s+)?day\s+before\s+yesterday|(?:the\s+)?day\s+after\s+tomorrow|"
            r"yesterday|today|tomorrow|tonight|last\s+night|this\s+(?:very\s+)?(?:morning|afternoon|evening))\b"
            r"(?!['’]s\s+(?:world|era|society|times|age|generation)\b)"
        ),
        "unit": (
            rf"(?:(?P<part>earlier|later)\s+)?(?P<rel>{_REL}|the\s+current)\s+"
            rf"(?P<unit>week|weekend|month|year|{_SEASON})\b(?!\s+of\b)"
        ),
        "weekend": r"(?:over|at)\s+the\s+(?P<unit>weekend)\b",
        "past": rf"the\s+(?:last|past)\s+(?:(?P<n>{_NUM})\s+)?(?P<unit>{_UNIT}|decades?)\b(?!\s+of\b)",
        "edge": rf"the\s+(?P<edge>beginning|start|middle|end)\s+of\s+(?P<rel>the|{_REL})\s+(?P<unit>month|year)\b",
        "ago": rf"(?P<n>{_NUM})\s+(?P<unit>{_UNIT})\s+ago(?P<exact>\s+(?:today|on\s+this\s+day))?\b",
        "ahead": rf"(?P<n>{_NUM})\s+(?P<unit>{_UNIT})(?:\s+from\s+now\b|['’]\s+time\b)",
        "shift": rf"(?P<n>{_NUM})\s+(?P<unit>{_UNIT})\s+(?P<way>earlier|later)\b",
        "same": (
            r"(?:(?:earlier|later)\s+that\s+|that\s+(?:same\s+)?|(?<=\bon\s)this\s+(?:very\s+|same\s+)?(?=day\b)|the\s+(?P<how>following|previous|next|(?:very\s+)?same)\s+)"
            r"(?P<unit>day|week|month|year)\b(?!\s+of\b)"
        ),
        "season": rf"(?P<season>{_SEASON})(?:\s+of)?,?\s+{_y(1)}(?:[-–/](?:20|19)?\d\d\b)?",
    },
}
_FLAGS = {"number": re.NOFLAG, "month": re.NOFLAG, "weekday": re.NOFLAG, "word": re.IGNORECASE}
RULES: dict[str, tuple[tuple[str, re.Pattern[str]], ...]] = {
    group: tuple((name.partition(":")[0], re.compile(rule, _FLAGS[group])) for name, rule in rules.items())
    for group, rules in _RULES.items()
}


def _by_first_letter(patterns: Iterable[str]) -> str:
    """One alternative for each first letter, of either case: words of the text then fail at their first letters."""
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        groups.setdefault(pattern[0], []).append(pattern[1:])
    return "|".join(f"[{letter}{letter.upper()}](?:{'|'.join(rests)})" for letter, rests in groups.items())


_THIS = rf"\s+(?:[A-Z]|very\s|same\s|past\s|coming\s|day|week|month|year|night|morning|afternoon|evening|{_SEASON})"
_WORDS = [
    r"between\s+(?:the\s+)?[\dA-Z]",
    r"day\s+(?:before|after)\s+(?:yesterday|tomorrow)",
    r"the\s+(?:last|past|current|day|following|previous|same|very|next|beginning|start|middle|end|first|second|third|fourth|final|\d)",
    r"that\s+(?:same\s+)?(?:day|week|month|year)\b",
    r"over\s+the\s+weekend",
    r"at\s+the\s+weekend",
    *(rf"{word}\b" for word in ("yesterday", "today", "tomorrow", "tonight")),
    *(word + _THIS for word in _REL.split("|")),
    *(rf"{word}\s+(?:this|that|last|next|today|yesterday)\b" for word in ("earlier", "later")),
    *(rf"{word}\s+(?:week|quarter|half)\s" for word in _NTH.split("|")),
    *(rf"{word}\s+{_UNIT}\s+(?:ago|earlier|later|from\s+now)" for word in NUMBERS),
    *(rf"{word}\s+(?:of\s+)?[12]\d\d\d" for word in SEASONS),
    r"q[1-4]\b",
]

# Where a phrase may start. Nearly all words of an article fail here on their first letter.
TRIGGER = re.compile(
    rf"(?=[\dA-Zabdefhlnostwy])(?:(?:(?<![\w.,:/$€£#-])|(?<=mid-))(?P<number>\d)"
    rf"|(?<!\w)(?:(?P<month>(?=[JFMASOND]){_MON}(?=\W))|(?P<weekday>(?=[MTWFS]){_WD_ANY}(?!\w))"
    rf"|(?P<word>{_by_first_letter(_WORDS)})))"
)

PREFIX = re.compile(
    r"(?:\b(?P<prep>on|in|since|by|until|till|from|during|throughout|through|after|before|prior\s+to|as\s+of|between|of|"
    r"year|for|over)\s+)?"
    r"(?:the\s+)?(?:\b(?P<part>early|mid|late|beginning\s+of|start\s+of|middle\s+of|end\s+of|first\s+half\s+of|"
    r"second\s+half\s+of)(?:-|\s+)(?:in\s+)?(?:the\s+)?)?$",
    re.IGNORECASE,
)

SENTENCE_END = re.compile(r"[.!?]['\"”’)]?\s+[A-Z]|\n")

# Between two dates of one list: "October 29 and November 2, 1956".
CONNECTOR = re.compile(r"\s*(?:,|,?\s*(?:and|or|to|through|until)|[-–—&])\s*(?:(?:on|from|the)\s+)?")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase as the grammar found it, before its meaning is known."""

    start: int
    end: int
    kind: str
    match: re.Match[str]
    prep: str
    part: str

    def get(self, name: str) -> str:
        """A named part of the phrase, in lower case; empty where the rule has none."""
        return " ".join((self.match.groupdict().get(name) or "").lower().split())
