"""What a published statement declares, it declares on its own day, the day of publication unless it names another.

Only the author's own words count: the first person outside quotation marks ("we condemn"), and in such a text, or one
that is called a statement, the author's name before a verb in the present ("The United States welcomes"). A report of
what somebody did has no such day: nothing says that it is of the day on which it was put online.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.candidates import Candidate
from kg.extract.speakers import quoted
from kg.extract.units import Reading
from kg.language.dates import day_of_telling
from kg.model import DateRange, Status

__all__ = ["Declarations", "declarations", "is_present"]

_SPEECH = frozenset({"supports", "requests", "criticizes", "agreesWith", "rejects", "threatens"})
_STATEMENT = re.compile(r"\b(?:statement|declaration|communiqu[eé]|message|condemn\w*)\b", re.IGNORECASE)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon|evening))\b", re.IGNORECASE)
_HEAD = 600  # characters
_NAMED = frozenset({"name", "actor", "title", "body", "collective"})


@dataclass(frozen=True, slots=True)
class Declarations:
    """The day of a statement (None for other texts), and which of its tokens are other people's words.

    `titled` tells that it is called a statement or opens with "today", so that "we welcomed" is of its own day, too.
    """

    day: DateRange | None
    titled: bool
    cited: tuple[bool, ...]

    def date_for(self, reading: Reading, candidate: Candidate, status: Status) -> DateRange | None:
        """The day of what the author says; None for what others say and for what is no saying."""
        unit, token = candidate.subject_unit, candidate.token
        if self.day is None or status != "actual" or candidate.trigger.relation not in _SPEECH or self.cited[token]:
            return None
        if not unit.ids or not set(unit.ids) <= set(reading.author):
            return None
        present = is_present(reading, token)
        spoken = unit.via in ("speaker", "author") and (present or self.titled or not _is_past(reading, token))
        return self.day if spoken or (unit.via in _NAMED and present) else None


def declarations(reading: Reading) -> Declarations:
    """Read whether an article is a statement in its author's own voice."""
    cited = tuple(quoted(reading))
    published = day_of_telling(reading.parse.text, reading.article.published)
    titled = bool(_STATEMENT.search(reading.article.title) or _TODAY.search(reading.parse.text[:_HEAD]))
    if published is None or not (titled or _has_voice(reading, cited)):
        return Declarations(None, titled, cited)
    return Declarations(DateRange(published, published, "day", basis="dateline"), titled, cited)


def _has_voice(reading: Reading, cited: tuple[bool, ...]) -> bool:
    return any(
        u.via == "speaker" and not cited[u.start] and u.ids and set(u.ids) <= set(reading.author) for u in reading.units
    )


def _is_past(reading: Reading, token: int) -> bool:
    parse, at = reading.parse, token
    for _ in range(4):
        if parse.is_verb(at) or parse.head[at] == at:
            break
        at = parse.head[at]
    return parse.tag[at] == "VBD"


def is_present(reading: Reading, token: int) -> bool:
    """Whether a trigger is the verb of a main clause in the present tense, or what such a verb carries."""
    parse, at = reading.parse, token
    for _ in range(4):
        if parse.is_verb(at) and parse.dep[at] in ("root", "ROOT", "conj", "parataxis"):
            marks = parse.marks(at)
            perfect = any(parse.dep[k] == "aux" for k in parse.kids[at])
            return parse.tag[at] in ("VBZ", "VBP") and not perfect and not marks & {"will", "modal", "if", "inf"}
        if parse.dep[at] not in ("obj", "conj") or parse.head[at] == at:
            return False
        at = parse.head[at]
    return False
