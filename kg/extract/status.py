"""Whether a fact happened, is planned or is denied; when; and who says so."""

from __future__ import annotations

from kg.extract.candidates import Candidate
from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.language.moodwords import is_among, mood_words
from kg.model import DateRange, Status

__all__ = ["attribution", "is_ahead", "settled", "status_of"]

# What is said counts as done when it is said, whatever it says of the future.
_SPOKEN = frozenset({"agreesWith", "requests", "criticizes", "threatens", "issues", "supports", "rejects"})
_STANDING = frozenset({"cooperatesWith", "supports", "attacks", "sanctions", "memberOf"})
_BRIEF = 3  # sentences of a text that is only the lead of a report
_CARRIED = frozenset({"obj", "nsubj:pass", "conj", "compound", "xcomp", "ccomp", "root"})
_WHEN = frozenset({"during", "at", "on", "after", "following", "before", "ahead"})
_ENCOUNTERS = frozenset({"meets", "visits", "calls", "negotiates", "participatesIn"})
_MEETING = frozenset({"meets", "visits", "calls", "negotiates", "participatesIn", "signs", "joins", "agreesWith"})


def status_of(candidate: Candidate, reading: Reading, when: DateRange | None = None) -> Status:
    """Planned for the future tense, plans and dates to come; denied under a negation or refusal; else actual."""
    trigger, published = candidate.trigger, reading.article.published
    if trigger.status:
        return trigger.status  # type: ignore[return-value]
    found = _outlook(reading, candidate)
    if found == "actual" and when is not None and published is not None and when.first > published:
        return "planned" if trigger.relation not in _SPOKEN else "actual"
    return found


def settled(candidate: Candidate, reading: Reading, told: Status, when: DateRange | None = None) -> Status:
    """The status of what a rule found: by its mood in a lead, in a longer report as of everything else."""
    if len(reading.parse.sents) <= _BRIEF or told == "denied":
        return told
    return status_of(candidate, reading, when)


def is_ahead(parse: Parse, token: int) -> bool:
    """Whether the clause of a trigger speaks of what is to come, so that "on Sunday" is the Sunday to come."""
    at = token
    for _ in range(6):
        marks = parse.marks(at)
        if "will" in marks:
            return True
        head, dep = parse.head[at], parse.dep[at]
        if head == at or _is_past(parse, at) or dep in ("acl:relcl", "parataxis", "appos", "ccomp"):
            return False
        if is_among(parse, head, "planning"):
            return True
        if not parse.is_verb(at) and dep != "xcomp" and not (parse.is_verb(head) and is_among(parse, head, "carrying")):
            return False
        at = head
    return False


def _outlook(reading: Reading, candidate: Candidate) -> Status:
    """Done, planned or denied, by the words between a trigger and the verb of its clause."""
    parse, relation, at = reading.parse, candidate.trigger.relation, candidate.token
    if "neg" in parse.marks(at) and relation != "rejects":
        return "denied"
    if relation == "sanctions" and is_among(parse, at, "ending"):
        return "denied"
    if _comes(reading, candidate) or _is_to(parse, at):
        return "planned"
    for _ in range(6):
        marks, head, dep = parse.marks(at), parse.head[at], parse.dep[at]
        if ("will" in marks or _would(parse, at)) and not _stays(parse, at, relation):
            return "planned"
        if head == at or _is_past(parse, at) or dep in ("acl:relcl", "parataxis", "appos"):
            break
        if dep in ("nsubj", "nsubj:pass") and relation in _ENCOUNTERS and "will" in parse.marks(head):
            return "planned"  # "my visit to Turkey will provide an opportunity"
        ruled = _ruled(parse, at, head, candidate)
        if ruled is not None:
            return ruled
        if _stops(parse, at, head, candidate):
            break
        at = head
    return "actual"


def _ruled(parse: Parse, at: int, head: int, candidate: Candidate) -> Status | None:
    """What the word that governs a deed says of it."""
    lemma, dep, relation = parse.lemma[head], parse.dep[at], candidate.trigger.relation
    if dep in ("obl", "nmod") and parse.preposition(at) in _WHEN:
        return None
    if is_among(parse, head, "ending") and relation == "sanctions" and dep in ("obj", "nsubj:pass", "nmod"):
        return "denied"
    if (
        is_among(parse, head, "refusing")
        and relation in _MEETING
        and dep in ("xcomp", "obj", "nsubj:pass", "acl", "nmod")
    ):
        return "denied"
    if relation == "aids" and is_among(parse, head, "announcing"):
        return "planned"
    if relation in _SPOKEN or dep in ("conj", "nsubj", "nmod:poss", "compound"):
        return None
    if relation == "attacks" and (not parse.is_verb(at) or lemma == "decision"):
        return None
    planned = is_among(parse, head, "planning") or _before_to(parse, at) in mood_words("planning")
    return "planned" if planned else None


def _before_to(parse: Parse, at: int) -> str:
    """The noun before "to" in "their dedication to achieve", wherever the parse hangs the verb."""
    for k in parse.kids[at]:
        if parse.dep[k] == "mark" and parse.lower[k] == "to" and k and parse.tag[k - 1].startswith("NN"):
            return parse.lemma[k - 1]
    return ""


def _stays(parse: Parse, at: int, relation: str) -> bool:
    """Whether something that holds now goes on: "will continue to support"."""
    return relation == "supports" and parse.lemma[at] in ("continue", "remain", "keep", "stand")


def _stops(parse: Parse, at: int, head: int, candidate: Candidate) -> bool:
    """Whether what governs a deed has no say in when it is done: "discussed the visit", "said that he had visited"."""
    dep = parse.dep[at]
    if parse.is_verb(at) or "inf" in parse.marks(at):
        if dep == "advcl":
            return not any(
                parse.lower[k] in ("to", "by", "in", "before", "after", "towards", "toward")
                for k in parse.kids[at]
                if parse.dep[k] in ("mark", "case")
            )
        return dep in ("ccomp", "nsubj", "csubj") or (dep == "acl" and "inf" not in parse.marks(at))
    if candidate.trigger.pos in ("preposition", "name"):
        return False
    if candidate.trigger.relation in _STANDING and at == candidate.token and dep not in _CARRIED:
        return True
    if parse.is_verb(head):
        if candidate.trigger.relation in _MEETING and dep == "obl" and parse.preposition(at) in _WHEN:
            return False
        return not is_among(parse, head, "carrying") or dep == "nsubj"
    return dep not in ("conj", "nmod", "compound", "amod") or (dep == "nmod" and not is_among(parse, head, "planning"))


def _is_past(parse: Parse, i: int) -> bool:
    """Whether a verb form tells of what is done: past tense, present perfect, past participle."""
    return (
        parse.is_verb(i)
        and parse.tag[i] in ("VBD", "VBN")
        and "will" not in parse.marks(i)
        and not any(
            parse.lower[k] in ("to", "be", "would")
            for k in parse.kids[i]
            if parse.dep[k] in ("mark", "aux", "aux:pass")
        )
    )


def _is_to(parse: Parse, i: int) -> bool:
    """ "Is to visit"."""
    return "inf" in parse.marks(i) and any(
        parse.dep[k] in ("cop", "aux") and parse.lower[k] in ("is", "are", "was", "were") for k in parse.kids[i]
    )


def _would(parse: Parse, i: int) -> bool:
    """The future of what was said or decided: "guaranteed that it would declare war"."""
    head = parse.head[i]
    told = parse.dep[i] == "ccomp" and (is_among(parse, head, "saying") or is_among(parse, head, "planning"))
    return told and "if" not in parse.marks(i) and any(parse.lower[k] in ("would", "'d") for k in parse.kids[i])


def _comes(reading: Reading, candidate: Candidate) -> bool:
    """Whether the trigger, or the occasion that is its object, is called upcoming or next."""
    parse, relation = reading.parse, candidate.trigger.relation
    if relation in _SPOKEN:
        return False
    if relation == "joins" and is_among(parse, candidate.token, "applying"):
        return True
    tokens = [candidate.token]
    if relation in ("participatesIn", "signs"):
        top = reading.top(candidate.object_unit)
        tokens += [top, parse.head[top]] if candidate.trigger.pos in ("preposition", "name") else [top]
    return any(
        parse.lower[k] in mood_words("coming")
        for t in tokens
        for k in parse.kids[t]
        if parse.dep[k] in ("amod", "advmod", "compound")
    )


def attribution(reading: Reading, token: int) -> str | None:
    """Who says so: the subject of a verb of saying above the trigger, or the person who is quoted."""
    parse, at = reading.parse, token
    for _ in range(6):
        h = parse.head[at]
        if h == at:
            break
        if is_among(parse, h, "saying") and parse.dep[at] in ("ccomp", "xcomp", "parataxis", "conj", "advcl", "obj"):
            return _first_unit(reading, parse.subjects(h))
        at = h
    for k in parse.kids[at]:
        if parse.dep[k] in ("parataxis", "ccomp") and is_among(parse, k, "saying"):
            return _first_unit(reading, parse.subjects(k))
        if parse.edge(k) == "P:to" and parse.lower[max(0, k - 3) : k].count("according"):
            return _first_unit(reading, (k,))
    return None


def _first_unit(reading: Reading, tokens: tuple[int, ...]) -> str | None:
    for token in tokens:
        unit = reading.unit(token)
        if unit is not None and unit.ids and reading.registry.kind(unit.ids[0]) in ("person", "state", "organization"):
            return unit.ids[0]
    return None
