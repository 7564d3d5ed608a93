"""The date that a report gives its occasion ("met today") and lends to what was said and done there.

A dated sentence of the opening lends its date to the whole report, a later one to the rest of its paragraph. What
happened before ("had met"), what somebody else did and what only lasts takes no such date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.extract.candidates import Candidate
from kg.extract.dating import Dates, is_relative, owner_of
from kg.extract.lists import subject_units
from kg.extract.spoken import spoken_day
from kg.extract.status import is_ahead
from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.language.dates import DatedPhrase
from kg.language.moodwords import is_among
from kg.model import DateRange, Status
from kg.sources import sections

__all__ = ["Lender", "anniversary", "lender", "tells", "told_year"]

_DONE = frozenset(
    {
        "supports",
        "requests",
        "criticizes",
        "agreesWith",
        "rejects",
        "threatens",
        "meets",
        "calls",
        "signs",
        "appoints",
        "visits",
        "issues",
        "aids",
        "participatesIn",
    }
)
_TO_COME = frozenset(
    {
        "visits",
        "meets",
        "calls",
        "participatesIn",
        "supports",
        "requests",
        "criticizes",
        "signs",
        "negotiates",
        "attends",
    }
)
_SAID = frozenset({"supports", "requests", "criticizes", "agreesWith", "rejects", "threatens"})
_PAST = frozenset({"recent", "latest", "previous", "earlier", "last", "past", "first"})
_EARLIER = frozenset({"recently", "previously", "earlier", "formerly", "once", "ago"})
_MUTUAL = frozenset({"meets", "calls", "agreesWith", "negotiates"})
_NOW = frozenset({"today", "tonight", "this morning", "this afternoon", "this evening"})
_BORDERS = ("since ", "by ", "until ", "after ", "before ")
_WITHIN = frozenset({"in", "during", "at", "on"})
_FRONT = 3  # tokens from the start of a sentence within which its date begins, as "And on Monday"
_DAYS = 26  # of a journey; a month is no day of a meeting
_NEAR = 12  # tokens between a verb and a date that lends itself to the sentences that follow
_LEAD = 6  # sentences, headings included, in which a report dates its occasion
_UNDATED_EDGES = frozenset({"acl:relcl", "acl", "ccomp", "parataxis", "appos"})
_YEAR_OF = frozenset({"establishesRelations", "signs", "joins", "recognizes", "issues", "agreesWith"})
_OF_DOCUMENT = frozenset({"signs", "issues", "mediates", "agreesWith"})

_Frame = dict[bool, DateRange]


@dataclass(frozen=True, slots=True)
class Lender:
    """By sentence: the date of the occasion that is being told of, and of the one that is announced (key True)."""

    frames: tuple[_Frame, ...]

    def date_for(self, reading: Reading, candidate: Candidate, status: Status) -> DateRange | None:
        """The date that a fact without one takes from the occasion it belongs to."""
        relation = candidate.trigger.relation
        ahead = status == "planned" and relation != "aids"  # help is promised on the day of the promise
        when = self.frames[reading.parse.sent[candidate.token]].get(ahead)
        if when is None or status == "denied" or relation not in (_TO_COME if ahead else _DONE):
            return None
        if candidate.slot == "roster":
            return when  # "Taking part were ...": in the occasion that is being told of
        verb = _main_verb(reading.parse, candidate.token, said=relation in _SAID, aside=relation == "criticizes")
        if verb is None or not (_is_ahead_or_done(reading.parse, verb) == ahead or _has_just(candidate, reading, verb)):
            return None
        if _is_only_mentioned(reading.parse, candidate, verb) or _is_earlier(reading.parse, verb):
            return None
        return when if ahead or relation == "signs" or _acts(reading, candidate, verb) else None


def tells(parse: Parse, candidate: Candidate) -> bool:
    """Whether a sentence tells of a deed itself, and does not only mention it: "this builds on their meetings"."""
    verb = _main_verb(parse, candidate.token, said=False)
    return verb is not None and not _is_only_mentioned(parse, candidate, verb)


def _is_earlier(parse: Parse, verb: int) -> bool:
    """Whether a verb tells of before the occasion: "recently celebrated", "during his presidency, held ..."."""
    for k in parse.kids[verb]:
        if parse.dep[k] == "advmod" and parse.lower[k] in _EARLIER:
            return True
        if parse.dep[k] == "obl" and parse.preposition(k) in ("during", "throughout", "under"):
            return k < verb and not is_among(parse, k, "gatherings") and not is_among(parse, k, "happenings")
    return False


def _is_only_mentioned(parse: Parse, candidate: Candidate, verb: int) -> bool:
    """Whether a deed is what was talked about: "noted the recent signing", "reviewed his visits"."""
    token, relation = candidate.token, candidate.trigger.relation
    if token == verb or (relation in _SAID and relation != "agreesWith"):
        return False
    if parse.tag[token] == "VBN" and parse.dep[token] in ("amod", "acl"):
        return True  # "took note of the recently signed treaty"
    if relation == "agreesWith":
        return parse.dep[token] == "obj" and is_among(parse, verb, "noting")
    if relation == "aids":
        return not is_among(parse, verb, "announcing")
    if parse.is_verb(token):
        return False
    if any(parse.lower[k] in _PAST for k in parse.kids[token]):
        return True
    head = parse.head[token]
    if parse.dep[token] == "obl" and parse.preposition(token) in ("during", "at"):
        return False
    if parse.preposition(token) == "on" and parse.lemma[token] in ("visit", "trip", "tour"):
        return False  # but "builds on their meetings"
    return parse.dep[token] in ("obj", "obl", "nmod") and not is_among(parse, head, "carrying")


def lender(reading: Reading, dates: Dates) -> Lender:
    """Read the dated occasions of an article."""
    parse = reading.parse
    lead: _Frame = {}
    for number in range(min(_LEAD, len(parse.sents))):
        lead = _frame(reading, dates.get(number, []), _opens) | lead
    lead = lead | {key: when for key, when in _caption(reading, dates).items() if key not in lead}
    for number in range(_LEAD, len(parse.sents) if False not in lead else 0):
        lead = {k: w for k, w in _frame(reading, dates.get(number, []), _is_today).items() if not k} | lead
    spoken = spoken_day(reading, dates) if False not in lead else None
    local: _Frame = {}
    frames = []
    for number, (start, _) in enumerate(parse.sents):
        if number and "\n" in parse.text[parse.ends[max(0, start - 2)] : parse.starts[start]]:
            local = {}
        local = local | _frame(reading, dates.get(number, []), _stands_out if False in lead else _stands_by)
        opening = {False: spoken[1]} if spoken is not None and number < spoken[0] else {}
        frames.append(opening | lead | local)
    return Lender(tuple(frames))


def _caption(reading: Reading, dates: Dates) -> _Frame:
    """The day that the caption of a photo gives a meeting or signing: it is the day of the story."""
    captions = [s.span for s in sections(reading.article) if s.kind == "caption"]
    parse = reading.parse
    for number, (start, end) in enumerate(parse.sents):
        if not any(parse.starts[start] < c.end and c.start < parse.ends[end - 1] for c in captions):
            continue
        if not any(is_among(parse, i, "occasions") for i in range(start, end)):
            continue
        for _, _, phrase in dates.get(number, []):
            if phrase.when.precision == "day" and phrase.when.last == phrase.when.first:
                return {False: phrase.when}
    return {}


def _opens(parse: Parse, first: int, verb: int, phrase: DatedPhrase) -> bool:
    """Of an opening the dates of a meeting or journey, and "today"."""
    return is_among(parse, verb, "occasions") or phrase.when.phrase.lower().removeprefix("on ") in _NOW


def _is_today(parse: Parse, first: int, verb: int, phrase: DatedPhrase) -> bool:
    """Behind the opening: "Today I convened the ministers"."""
    today = phrase.when.phrase.lower().removeprefix("on ") in _NOW
    return today and is_among(parse, verb, "occasions") and parse.tag[verb] == "VBD"


def _stands_out(parse: Parse, first: int, verb: int, phrase: DatedPhrase) -> bool:
    """In a report that has a date of its own: what begins its sentence, or the day of another meeting or journey."""
    days = phrase.when.last is not None and (phrase.when.last - phrase.when.first).days < _DAYS
    occasion = is_among(parse, verb, "occasions") and days
    return _begins(parse, first) or (occasion and abs(first - verb) < _NEAR)


def _stands_by(parse: Parse, first: int, verb: int, phrase: DatedPhrase) -> bool:
    """Elsewhere: what begins its sentence or stands near its verb."""
    return _begins(parse, first) or abs(first - verb) < _NEAR


def _root(parse: Parse, verb: int) -> int:
    while parse.head[verb] != verb:
        verb = parse.head[verb]
    return verb


def _had(parse: Parse, verb: int) -> bool:
    return any(parse.dep[k] == "aux" and parse.lower[k] in ("had", "'d") for k in parse.kids[verb])


def _begins(parse: Parse, first: int) -> bool:
    return first - parse.sents[parse.sent[first]][0] < _FRONT


def _frame(
    reading: Reading,
    phrases: list[tuple[int, int, DatedPhrase]],
    stands: Callable[[Parse, int, int, DatedPhrase], bool],
) -> _Frame:
    """The dates of a sentence's main clause, of those that stand as they should."""
    parse = reading.parse
    found: _Frame = {}
    for first, last, phrase in phrases:
        wording = phrase.when.phrase.lower()
        if phrase.when.precision == "open" or wording.startswith(_BORDERS) or wording == "this year":
            continue
        verb = _dated_verb(reading, first, last)
        if verb is None or not stands(parse, first, verb, phrase) or is_relative(parse, _root(parse, verb), first):
            continue
        if _had(parse, verb) and not _begins(parse, first):
            continue  # "had assured them in 1945": before what is told of
        ahead = is_ahead(parse, verb)
        when = phrase.later if ahead and phrase.later is not None else phrase.when
        published = reading.article.published
        found.setdefault(ahead or (published is not None and when.first > published), when)
    return found


def _dated_verb(reading: Reading, first: int, last: int) -> int | None:
    """The verb of the main clause, if a date phrase dates it or the meeting at which it took place."""
    parse = reading.parse
    owner, own = owner_of(reading, first, last)
    if own and not (
        is_among(parse, owner, "gatherings") and parse.dep[owner] == "obl" and parse.preposition(owner) in _WITHIN
    ):
        return None
    if not parse.is_verb(owner) and parse.head[owner] == owner:  # a sentence that the parser has cut in two
        return owner if parse.lower[first] in _NOW else None
    for _ in range(4):  # "will lead a delegation to visit China during a stay from 5 to 10 April"
        if parse.is_verb(owner) and _is_main(parse, owner):
            return owner
        if "inf" not in parse.marks(owner) and (parse.is_verb(owner) or parse.dep[owner] in _UNDATED_EDGES):
            return None
        owner = parse.head[owner]
    return None


def _is_main(parse: Parse, verb: int) -> bool:
    at = verb
    if parse.dep[at] == "acl:relcl" and parse.head[parse.head[at]] == parse.head[at] and _begins(parse, parse.head[at]):
        return True  # "This Sunday I will travel", with the day as head
    while parse.head[at] != at:
        # Two sentences that the parser runs together: "met today in Washington, D.C. The Secretary underscored ..."
        own = parse.subjects(at) and not any(parse.dep[k] == "mark" for k in parse.kids[at])
        clause = parse.dep[at] == "ccomp" or (parse.dep[at] == "advcl" and own)
        run_on = clause and parse.head[at] > at and parse.tag[at] == "VBD"
        if parse.dep[at] not in ("conj", "parataxis", "xcomp") and not run_on:
            return False
        at = parse.head[at]
    return True


def _main_verb(parse: Parse, token: int, *, said: bool, aside: bool = False) -> int | None:
    """The finite verb of the clause in which a trigger stands; None below a clause with a time of its own.

    What somebody says there holds now (`said`: "said that their support remains strong") was said when he spoke, and
    so were words of blame in such a clause (`aside`: "as it defends itself against the brutal attack").
    """
    at = token
    for _ in range(6):
        if (said and _is_spoken(parse, at)) or (aside and parse.dep[at] == "advcl" and _holds(parse, at)):
            at = parse.head[at]
            continue
        if parse.is_verb(at) and not parse.marks(at) & {"inf"} and parse.tag[at] not in ("VBG", "VB", "VBN"):
            return at
        if (
            parse.is_verb(at)
            and any(parse.dep[k] in ("aux", "aux:pass") for k in parse.kids[at])
            and "inf" not in parse.marks(at)
        ):
            return at
        head, dep = parse.head[at], parse.dep[at]
        if head == at and parse.tag[at] == "VBN" and parse.subjects(at):
            return at  # a past tense that the tagger takes for a participle: "Both expressed ..."
        if head == at:
            return at if parse.tag[at] in ("NNP", "NN") and parse.kids[at] else None
        if dep in _UNDATED_EDGES and not (dep == "acl" and "inf" in parse.marks(at)):
            return None
        at = head
    return None


def _is_spoken(parse: Parse, at: int) -> bool:
    """Whether a clause in the present tense is what a verb of saying reports."""
    head = parse.head[at]
    clear = parse.lower[head] == "clear" and is_among(parse, parse.head[head], "stating")  # "made clear that"
    stated = parse.dep[at] == "ccomp" and (clear or is_among(parse, head, "stating"))
    return stated and _holds(parse, at)


def _holds(parse: Parse, at: int) -> bool:
    helpers = [k for k in parse.kids[at] if parse.dep[k] in ("aux", "aux:pass", "cop")]
    tags = {parse.tag[k] for k in helpers} or {parse.tag[at]}
    return bool(tags & {"VBZ", "VBP"}) and not tags & {"VBD", "MD"}


def _is_ahead_or_done(parse: Parse, verb: int) -> bool | None:
    """True of a verb in the future, False of one in the simple past, None of any other."""
    if "will" in parse.marks(verb) or is_ahead(parse, verb):
        return True
    perfect = any(
        parse.dep[k] in ("aux", "aux:pass") and parse.lower[k] in ("has", "have", "had", "'ve", "’ve")
        for k in parse.kids[verb]
    )
    if perfect or parse.marks(verb) & {"modal", "if"}:
        return None
    declared = parse.tag[verb] == "VBP" and any(parse.lower[k] == "we" for k in parse.subjects(verb))  # "we condemn"
    return False if declared or parse.tag[verb] in ("VBD", "VBN") else None


def _has_just(candidate: Candidate, reading: Reading, verb: int) -> bool:
    """ "We have signed": what those who speak on an occasion have done there."""
    parse = reading.parse
    if candidate.trigger.relation not in _OF_DOCUMENT or candidate.subject_unit.via != "speaker":
        return False
    return parse.tag[verb] == "VBN" and any(parse.lower[k] == "have" for k in parse.kids[verb])


def _is_voiced(parse: Parse, candidate: Candidate, verb: int) -> bool:
    """ "Both expressed the Union's support": whose support it is, it was voiced then."""
    token, dep = candidate.token, parse.dep[candidate.token]
    return dep in ("obj", "conj") and parse.head[token] == verb and is_among(parse, verb, "stating")


def _acts(reading: Reading, candidate: Candidate, verb: int) -> bool:
    """Whether the fact's subject, or its state, is who the verb of the sentence speaks of."""
    registry = reading.registry
    units = subject_units(reading, reading.parse.subjects(verb))
    if units and all(u.via == "pronoun" for u in units) and is_among(reading.parse, verb, "stating"):
        return True  # "he reiterated U.S. support": whichever of the two he is
    if candidate.trigger.relation == "supports" and _is_voiced(reading.parse, candidate, verb):
        return True
    who = {e for unit in units for e in unit.ids}
    ends = {candidate.subject, candidate.object} if candidate.trigger.relation in _MUTUAL else {candidate.subject}
    if not who or ends & who or candidate.subject_unit.via in ("author", "speaker"):
        return True
    return bool({registry.iso3(e) for e in ends} & {registry.iso3(e) for e in who} - {None})


def anniversary(reading: Reading, candidate: Candidate) -> DateRange | None:
    """The year of what is celebrated: "this year marks the 30th anniversary of the establishment of relations"."""
    parse, at = reading.parse, candidate.token
    if candidate.trigger.relation not in _YEAR_OF or reading.article.published is None:
        return None
    for _ in range(6):
        if parse.lemma[at] == "anniversary":
            return _anniversary(parse, at, reading.article.published.year)
        at = parse.head[at]
    return None


def told_year(reading: Reading, candidate: Candidate) -> DateRange | None:
    """The year in the name of a document: "the 1994 Budapest Memorandum"."""
    parse, unit = reading.parse, candidate.object_unit
    if candidate.trigger.relation in _OF_DOCUMENT and unit.start and candidate.object.startswith("doc/"):
        for k in (unit.start - 1, unit.start, unit.end - 1):
            if parse.word[k].isdecimal() and 1000 < int(parse.word[k]) < 2100:
                return _year(int(parse.word[k]), parse.word[k], explicit=True)
    return None


def _anniversary(parse: Parse, noun: int, published: int) -> DateRange | None:
    for k in range(max(0, noun - 4), noun):
        number = parse.lower[k].rstrip("stndrh-")
        if number.isdecimal() and 0 < int(number) < 1000:
            return _year(published - int(number), f"{parse.word[k]} {parse.word[noun]}", explicit=False)
    return None


def _year(year: int, phrase: str, *, explicit: bool) -> DateRange:
    return DateRange(date(year, 1, 1), date(year, 12, 31), "year", phrase, "explicit" if explicit else "relative")
