"""Which date of a sentence a fact has: the phrase that stands with its trigger, not one of another clause or noun."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.language.dates import DatedPhrase
from kg.language.moodwords import is_among
from kg.model import DateRange

__all__ = ["Dates", "date_of", "is_relative", "owner_of", "tokens_of"]

Dates = dict[int, list[tuple[int, int, DatedPhrase]]]

# What lasts has a beginning: "since 2014" dates it, and not the date of the clause in which it is only mentioned.
_LASTING = frozenset({"cooperatesWith", "memberOf", "holdsOffice", "sanctions", "attacks"})
_SPEECH = frozenset({"requests", "criticizes", "supports", "threatens"})
_ATTENDED = frozenset({"visits", "participatesIn", "meets", "signs", "negotiates"})
_WRITTEN = frozenset({"signs", "issues"})  # the date of a document is that of its signing
_NAMED = frozenset({"person", "state", "place", "organization"})
_BARE = (
    "in ",
    "on ",
    "since ",
    "by ",
    "from ",
    "until ",
    "till ",
    "during ",
    "throughout ",
    "through ",
    "after ",
    "before ",
    "as ",
)
_NOMINAL = frozenset(
    {"obj", "iobj", "obl", "nmod", "conj", "compound", "nsubj", "nsubj:pass", "obl:agent", "nmod:poss", "appos", "amod"}
)
_BACKGROUND = frozenset({"following", "after", "before", "since", "ahead", "despite", "including"})
_LED = frozenset({"lead", "result", "enable", "bring", "produce", "cause"})  # "the summit that led to today's vote"
_OWNING = frozenset({"the", "'s", "’s", "’", "'", "its", "his", "her", "their", "our", "your", "my"})
_HELD = frozenset(
    {"take", "hold", "occur", "convene", "open", "conclude", "begin", "end"}
)  # "the session which took place this week"
_LONG = 366  # days in which a single event can fall
_SHARED = 5  # the tie of a verb to the date of a later one that is coordinated with it
_BEHIND = 10  # tokens
_BESIDE = 4  # tokens after a verb of speech within which a month or year tells when it was said
_FAR = 30  # tokens between a trigger and a date that the parse does not connect with it


def tokens_of(reading: Reading, phrases: tuple[DatedPhrase, ...]) -> Dates:
    """Date phrases by sentence, with their token bounds."""
    starts = reading.parse.starts
    found: Dates = {}
    for phrase in phrases:
        first = max(0, bisect_right(starts, phrase.span.start) - 1)
        last = bisect_left(starts, phrase.span.end)
        if first < reading.parse.n:
            found.setdefault(reading.parse.sent[first], []).append((first, last, phrase))
    return found


def date_of(reading: Reading, token: int, dates: Dates, ahead: bool, relation: str = "") -> DateRange | None:
    """The date of an event: of the phrases of its sentence the one that stands closest with its trigger.

    `ahead` says that the event is still to come; then a weekday or month without a year is read forward.
    """
    best, best_rank = None, None
    for first, last, phrase in dates.get(reading.parse.sent[token], ()):
        rank = _rank(reading, token, first, last, phrase, relation)
        if rank is not None and _is_too_late(reading, first, last, phrase):
            rank = None
        if rank is not None and (best_rank is None or rank < best_rank):
            best, best_rank = (first, last, phrase), rank
    if best is None:
        return None
    first, last, phrase = best
    owner, _ = owner_of(reading, first, last)
    comes = _is_coming(reading.parse, owner) or (ahead and not _is_told(reading.parse, owner))
    return phrase.later if comes and phrase.later is not None else phrase.when


def _is_coming(parse: Parse, noun: int) -> bool:
    return any(parse.dep[k] == "amod" and is_among(parse, k, "coming") for k in parse.kids[noun])


def _is_too_late(reading: Reading, first: int, last: int, phrase: DatedPhrase) -> bool:
    """Whether a verb in the past seems to have a date that is still to come: "arrived for the summit on Friday"."""
    published, (owner, _) = reading.article.published, owner_of(reading, first, last)
    late = published is not None and phrase.when.precision == "day" and phrase.when.first > published
    return late and reading.parse.tag[owner] == "VBD" and _is_told(reading.parse, owner)


def _is_told(parse: Parse, verb: int) -> bool:
    """Whether a dated verb tells of the past, whatever it plans: "signed on Friday an agreement to cooperate"."""
    if parse.tag[verb] not in ("VBD", "VBN") or "will" in parse.marks(verb) or is_among(parse, verb, "planning"):
        return False
    helpers = {parse.lower[k] for k in parse.kids[verb] if parse.dep[k] in ("aux", "aux:pass", "mark")}
    done = helpers & {"was", "were", "has", "have", "had"} or parse.dep[verb] == "acl"
    return parse.tag[verb] == "VBD" or bool(done and not helpers & {"be", "to"})


def _rank(
    reading: Reading, token: int, first: int, last: int, phrase: DatedPhrase, relation: str
) -> tuple[int, int] | None:
    """How closely a date stands with a trigger, the smaller the closer; None where it belongs to something else."""
    wording, when = phrase.when.phrase.lower(), phrase.when
    if when.last is not None and (when.last - when.first).days > _LONG and relation not in _LASTING:
        return None
    if wording.startswith(("by ", "until ", "till ")):
        return None
    if wording.startswith("since ") and relation not in _LASTING:
        return None
    owner, own = owner_of(reading, first, last)
    steps = _distance(token, first, last)
    spoken = relation in _SPEECH or (relation == "agreesWith" and reading.parse.is_verb(token))
    if spoken and when.precision != "day" and first > token + _BESIDE:
        return None  # "thanked Chad for its role in the talks in May": of what he speaks, not when
    if is_relative(reading.parse, token, first):
        return None
    if owner == token or _is_behind(reading.parse, token, first):
        return (0, steps)
    if own:
        return (1, steps) if relation in _WRITTEN and reading.parse.head[owner] == token else None
    tie = _tie(reading.parse, token, owner, relation)
    if tie == _SHARED and when.precision != "day":
        return None  # "will meet Tom Fox and run for a seat in 2030"
    if tie is None or (tie > 2 and (steps > _FAR or relation in _SPEECH)):
        return None
    return (tie, steps)


def owner_of(reading: Reading, first: int, last: int) -> tuple[int, bool]:
    """The verb or noun that a date phrase dates, and whether it is a noun with a date of its own."""
    parse = reading.parse
    noun = _followed(parse, first, last)
    if noun is not None:
        return noun, True
    top = next((i for i in range(first, last) if parse.head[i] == i or not first <= parse.head[i] < last), first)
    at = parse.head[top] if parse.head[top] != top else _headed(parse, top)
    nearer = _nearer(parse, at, first)
    if nearer is not None:
        return nearer
    for _ in range(6):
        if parse.is_verb(at) or parse.head[at] == at:
            break
        unit = reading.unit(at)
        named = unit is not None and bool(unit.ids) and reading.registry.kind(unit.ids[0]) in _NAMED
        if not named and is_among(parse, at, "happenings"):
            return at, _is_definite(parse, at) and not _is_carried(parse, at)
        at = parse.head[at]
    return at, False


def _headed(parse: Parse, top: int) -> int:
    """The verb of "This Sunday I will travel", where the parser makes the day the head of its sentence."""
    return next((k for k in parse.kids[top] if k > top and parse.is_verb(k)), top)


def _nearer(parse: Parse, at: int, first: int) -> tuple[int, bool] | None:
    """What stands between a date and the word that the parser hangs it on, and has a better claim to it.

    "Welcomed those announced by the Union on June 24" dates the announcing, "came two months after the landings in May"
    the landings. A comma before the date breaks the tie.
    """
    for i in range(first - 1, at, -1):
        if parse.tag[i] in (",", ":", "-RRB-"):
            break
        if parse.is_verb(i):
            return (i, False) if parse.dep[i] in ("acl", "acl:relcl") and "inf" not in parse.marks(i) else None
        if parse.lower[i] in ("after", "following", "since") and parse.dep[i] in ("case", "mark") and i < first - 1:
            return parse.head[i], True
        if parse.tag[i].startswith("NN") and (
            _is_aside(parse, i, at) or (i == first - 1 and _is_past(parse, i, first))
        ):
            return i, True
    return None


def _is_past(parse: Parse, noun: int, first: int) -> bool:
    """ "Welcomed the decision earlier this year": a date without preposition right behind something that happened."""
    known = is_among(parse, noun, "happenings") and _is_definite(parse, noun) and not _is_carried(parse, noun)
    return known and parse.lower[first] in ("earlier", "last")


def _is_aside(parse: Parse, noun: int, verb: int) -> bool:
    """Whether a noun is something known that happened apart from its verb: "including the launch over Japan"."""
    if not is_among(parse, noun, "happenings") or is_among(parse, noun, "gatherings") or not _is_definite(parse, noun):
        return False
    return parse.preposition(noun) in _BACKGROUND or parse.head[noun] not in (verb, noun)


def is_relative(parse: Parse, token: int, first: int) -> bool:
    """Whether a date stands in a relative clause behind a trigger: "met Tom Fox, who was elected on May 3"."""
    for i in range(first - 1, token, -1):
        if parse.tag[i] == ",":
            return False
        if parse.tag[i] in ("WP", "WDT", "WP$"):
            return not any(parse.is_verb(k) and parse.lemma[k] in _HELD for k in range(i, first))
    return False


def _is_behind(parse: Parse, noun: int, first: int) -> bool:
    """Whether a date stands behind a noun of the background: "since his visit to Cairo in April"."""
    if not 0 < first - noun < _BEHIND or not _is_background(parse, noun):
        return False
    return not any(parse.is_verb(i) for i in range(noun + 1, first))


def _is_background(parse: Parse, at: int) -> bool:
    """Whether a noun only says before or after what something was: "following the summit"."""
    return parse.dep[at] in ("obl", "nmod") and parse.preposition(at) in _BACKGROUND


def _followed(parse: Parse, first: int, last: int) -> int | None:
    """The noun whose modifier a date phrase is: "the May 27 statement", "today's launch"."""
    if parse.text[parse.starts[first] : parse.ends[last - 1]].lower().startswith(_BARE) and parse.lower[first] not in (
        "may",
    ):
        return None
    j = last
    if j < parse.n and parse.lower[j] in ("'s", "’s"):
        j += 1
    elif j < parse.n and parse.lower[first] in ("today", "yesterday", "tomorrow", "now"):
        return None
    owned = first > 0 and parse.lower[first - 1] in _OWNING  # "his February 3 action"
    end, found = parse.sents[parse.sent[first]][1], None
    while j < end and j - last < 7 and parse.tag[j].startswith(("NN", "JJ", "VBN", "CD", "HYPH", "CC", "POS")):
        if parse.tag[j].startswith("NN") and (owned or is_among(parse, j, "happenings")):
            found = j
        j += 1
    return found


def _is_definite(parse: Parse, noun: int) -> bool:
    """Whether a noun is spoken of as known: "the meeting", "his visit", "Aliyev's visit"."""
    return any(
        parse.dep[k] == "nmod:poss" or parse.lower[k] in ("the", "this", "that", "those", "these")
        for k in parse.kids[noun]
    )


def _is_carried(parse: Parse, noun: int) -> bool:
    """Whether a noun is what its verb does: "signed the agreement on Monday", "attended the summit in May"."""
    head = parse.head[noun]
    return parse.dep[noun] in ("obj", "nsubj:pass", "obl") and parse.is_verb(head) and is_among(parse, head, "carrying")


def _tie(parse: Parse, token: int, owner: int, relation: str) -> int | None:
    """1 where the trigger is part of what the dated word says, 2 in coordination, 3 and more without a clear tie."""
    up = _climb(parse, token)
    if owner in up:
        broken, joined = up[owner]
        if broken not in ("", "part") or (relation in _LASTING and not _carries(parse, token, owner)):
            return None
        return 2 if joined else 1
    down = _climb(parse, owner)
    if token in down and relation in _SPEECH and parse.is_verb(owner):
        return None  # a date in what is asked for: "invited him to come in April"
    if token in down:
        broken, joined = down[token]
        led = parse.lemma[owner] in _LED
        if broken == "rel" and not led and (parse.head[owner] == token or _is_held(parse, owner, token, relation)):
            return 1
        return None if broken else _SHARED if joined else 3
    if relation in _LASTING:
        return None
    shared = next((i for i in up if i in down), None)
    if shared is None:
        return None
    return None if up[shared][0] or down[shared][0] else 4


def _is_held(parse: Parse, owner: int, token: int, relation: str) -> bool:
    """Whether what somebody goes to or attends is said to have been held then."""
    noun = parse.head[owner]
    near = parse.head[noun] == token or parse.head[parse.head[noun]] == token
    return relation in _ATTENDED and parse.lemma[owner] in _HELD and near and not _is_background(parse, noun)


def _carries(parse: Parse, token: int, owner: int) -> bool:
    """Whether every verb between a trigger and the dated word does no more than carry it."""
    at = token
    while at != owner and parse.head[at] != at:
        joined = parse.dep[at] == "conj"
        at = parse.head[at]
        if (
            not joined
            and parse.is_verb(at)
            and not (is_among(parse, at, "carrying") or is_among(parse, at, "announcing"))
        ):
            return False
    return True


def _climb(parse: Parse, token: int) -> dict[int, tuple[str, bool]]:
    """What governs a token, with the kind of clause border passed ("" for none) and whether by coordination."""
    found: dict[int, tuple[str, bool]] = {token: ("", False)}
    at, broken, joined = token, "", False
    for _ in range(8):
        head, dep = parse.head[at], parse.dep[at]
        if head == at:
            break
        broken = broken or _border(parse, at, dep, head) or ("around" if _is_background(parse, at) else "")
        joined = joined or (dep == "conj" and parse.is_verb(at))
        at = head
        found.setdefault(at, (broken, joined))
    return found


def _border(parse: Parse, at: int, dep: str, head: int) -> str:
    if dep in ("acl:relcl", "acl") and not (dep == "acl" and "inf" in parse.marks(at)):
        return "rel"
    if dep == "ccomp" and is_among(parse, head, "saying"):
        return "said"
    if (
        dep == "advcl"
        and parse.tag[at] == "VBN"
        and not any(parse.dep[k] in ("aux", "aux:pass", "mark", "nsubj", "nsubj:pass") for k in parse.kids[at])
    ):
        return "part"  # "..., established in 2007": of the noun before it
    if dep == "advcl":
        marks = {parse.lower[k] for k in parse.kids[at] if parse.dep[k] in ("mark", "case")}
        return (
            "" if not marks or marks <= {"to", "in", "order", "by", "while", "when", "after", "as", "at"} else "clause"
        )
    return ""


def _distance(token: int, first: int, last: int) -> int:
    return first - token if first > token else token - last + 3
