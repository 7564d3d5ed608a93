"""From candidates to facts: status, date, place, attribution, evidence and the event they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.extract.candidates import Candidate
from kg.extract.channel import by_call, called, over_the_wire
from kg.extract.dating import Dates, date_of, tokens_of
from kg.extract.declaring import Declarations, declarations, is_present
from kg.extract.grade import Grader, is_brief
from kg.extract.issuing import documentary
from kg.extract.occasion import Lender, anniversary, lender, tells, told_year
from kg.extract.proposals import propose
from kg.extract.quotes import digest, evidence_at
from kg.extract.rules import rulings
from kg.extract.setting import forum_of, place_of, topic_of
from kg.extract.statements import Deed, introduces, published_on
from kg.extract.status import attribution, is_ahead, settled, status_of
from kg.extract.units import Reading
from kg.extract.vetoes import in_place_of, persons_met, ruled_out
from kg.language.dates import find_dates
from kg.language.mood import mood
from kg.lexicon import codes_of, relations
from kg.model import DateRange, Fact, Status

__all__ = ["Draft", "assemble", "drafts", "drafts_of"]

_UNDONE = frozenset({"asked", "refused", "threatened", "unreal"})
_ABROAD = frozenset({"meets", "calls", "negotiates", "establishesRelations"})
_SPEECH = frozenset({"supports", "requests", "criticizes", "agreesWith", "rejects", "threatens"})
# Relations of which one that has been and one that is to come are two occasions.
_OCCASIONS = frozenset({"meets", "calls", "visits", "negotiates"})
# Relations in which several subjects or objects in one sentence make as many events.
_PAIRWISE = frozenset(("joins", "leaves", "recognizes"))
# Relations that tell of one event, so that a date in another sentence about the same two is most likely its date.
_ONCE = _OCCASIONS | {
    "participatesIn", "signs", "issues", "joins", "leaves", "appoints", "recognizes", "establishesRelations",
    "agreesWith",
}  # fmt: skip
_AGAIN = frozenset({"attacks", "sanctions", "requests", "criticizes", "rejects", "threatens"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A candidate with its date and status, before it is graded."""

    candidate: Candidate
    status: Status
    when: DateRange | None


def drafts_of(reading: Reading) -> list[Draft]:
    """All candidates of an article, dated: what the grader grades."""
    return drafts(reading, tokens_of(reading, find_dates(reading.parse.text, reading.article.published)))


def drafts(reading: Reading, dates: Dates) -> list[Draft]:
    """All candidates with status and date: first what the rules say, then what the triggers propose."""
    brief = is_brief(reading)
    rules = ((over_the_wire(reading.parse, c), s) for c, s in rulings(reading) if brief or not ruled_out(reading, c))
    found = [_ruled(c, reading, status, dates) for c, status in rules]
    ruled = {(d.candidate.token, d.candidate.trigger.relation, d.candidate.subject, d.candidate.object) for d in found}
    for proposed in propose(reading):
        if ruled_out(reading, proposed):
            continue
        candidate = over_the_wire(reading.parse, proposed)
        if (candidate.token, candidate.trigger.relation, candidate.subject, candidate.object) in ruled:
            continue
        if brief and candidate.trigger.pos == "verb" and mood(reading.parse, candidate.token) in _UNDONE:
            continue  # told by the rule of the verb that refuses, threatens or asks for it
        found.append(_draft(candidate, reading, dates))
    found = _as_planned(reading, found)
    met, phoned = persons_met(d.candidate for d in found), called(d.candidate for d in found)
    return [d for d in found if not in_place_of(d.candidate, met) and not by_call(d.candidate, phoned)]


def _as_planned(reading: Reading, found: list[Draft]) -> list[Draft]:
    """Where a journey or talks are announced, the noun that goes on about them means those to come."""
    parse = reading.parse
    plans = (d for d in found if d.status == "planned" and d.candidate.trigger.relation in _OCCASIONS)
    ahead = {_key(d) for d in plans if is_ahead(parse, d.candidate.token)}

    def same(draft: Draft) -> bool:
        noun, at = draft.candidate.trigger.pos == "noun", draft.candidate.token
        present = parse.is_verb(parse.head[at]) and parse.tag[parse.head[at]] in ("VBZ", "VBP", "VB")
        undated = draft.status == "actual" and draft.when is None
        return noun and present and undated and _key(replace(draft, status="planned")) in ahead

    return [replace(d, status="planned") if same(d) else d for d in found]


def _ruled(candidate: Candidate, reading: Reading, told: Status, dates: Dates) -> Draft:
    when = _date(reading, candidate, settled(candidate, reading, told), dates)
    return Draft(candidate, settled(candidate, reading, told, when), when)


def _draft(candidate: Candidate, reading: Reading, dates: Dates) -> Draft:
    status = status_of(candidate, reading)
    when = _date(reading, candidate, status, dates)
    return Draft(candidate, status_of(candidate, reading, when), when)


def _date(reading: Reading, candidate: Candidate, status: Status, dates: Dates) -> DateRange | None:
    relation = candidate.trigger.relation
    if (year := anniversary(reading, candidate)) is not None:
        return year
    ahead = (status == "planned" and relation != "aids") or is_ahead(reading.parse, candidate.token)
    when = date_of(reading, candidate.token, dates, ahead, relation)
    published = reading.article.published
    if relation in _SPEECH and status == "actual" and when and published and when.first > published:
        return None  # "agreed to meet in 2024": the date is that of what was agreed
    return when


def _date_of_deed(reading: Reading, candidate: Candidate, status: Status, dates: Dates) -> DateRange | None:
    """The date of a deed with a document: its own, else that of the verb above ("in May released a paper titled X")."""
    when, parse, at = _date(reading, candidate, status, dates), reading.parse, candidate.token
    for _ in range(4):
        if when is not None or parse.head[at] == at:
            break
        at = parse.head[at]
        if parse.is_verb(at):
            when = _date(reading, replace(candidate, token=at), status, dates)
    return when


def assemble(reading: Reading, grader: Grader, threshold: float) -> tuple[Fact, ...]:
    """The facts of an article with at least the given confidence, each (relation, ends) once, the surest kept."""
    dates = tokens_of(reading, find_dates(reading.parse.text, reading.article.published))
    facts = [_fact(reading, draft, score) for score, draft in _chosen(reading, grader, threshold, dates)]
    facts += _offices(reading) + _memberships(reading)
    facts = [f for f in facts if f.confidence >= threshold]
    return tuple(
        sorted(_with_events(reading, facts), key=lambda f: (f.evidence.span, f.relation, f.subject, f.object, f.id))
    )


@dataclass(slots=True)
class Told:
    """What the other sentences say of when the same happened: a date of their own, or that of their occasion."""

    whens: list[tuple[DateRange, bool]] = field(default_factory=list)  # with whether the sentence tells of it itself
    lent: DateRange | None = None

    def when(self, relation: str, itself: bool) -> DateRange | None:
        """The first date told, of what may happen again the only one; for what is told itself no date of a mention."""
        fit = [when for when, tells in self.whens if tells or not itself]
        days = {(w.first, w.last) for w in fit}
        return fit[0] if fit and (relation in _ONCE or (relation in _AGAIN and len(days) == 1)) else None


def _chosen(reading: Reading, grader: Grader, threshold: float, dates: Dates) -> list[tuple[float, Draft]]:
    """Of the drafts of the same the surest that tells of it itself, with the date that one of them gives."""
    best: dict[tuple[str, ...], tuple[tuple[bool, float], int, Draft]] = {}
    told: dict[tuple[str, ...], Told] = {}
    held: dict[tuple[str, str], DateRange] = {}  # when each occasion is or was held
    lent, proposed = lender(reading, dates), drafts(reading, dates)
    for order, (score, draft) in enumerate(_graded(reading, grader, threshold, proposed, dates)):
        key = _key(draft)
        other = told.setdefault((*key, draft.status), Told())
        if draft.when is not None:
            other.whens.append((draft.when, tells(reading.parse, draft.candidate)))
            if draft.when.precision == "day" and draft.candidate.object.startswith("occasion/"):
                held.setdefault((draft.candidate.object, draft.status), draft.when)
        other.lent = other.lent or lent.date_for(reading, draft.candidate, draft.status)
        rank = (draft.candidate.trigger.relation not in _OCCASIONS or tells(reading.parse, draft.candidate), score)
        if key not in best or rank > best[key][0]:
            best[key] = (rank, order, draft)
    declared = declarations(reading)
    attacks = [d for d in proposed if d.candidate.trigger.relation == "attacks" and d.when is not None]
    for (relation, _, target, *_, status), other in told.items():
        if relation == "participatesIn" and not other.whens and (day := held.get((target, status))) is not None:
            other.whens.append((day, True))
    return [
        (score, _dated(reading, draft, told[(*key, draft.status)], lent, declared, attacks))
        for key, ((_, score), _, draft) in sorted(best.items(), key=lambda b: b[1][1])
        if not _is_same_plan(reading, key, draft, best)
    ]


def _is_same_plan(reading: Reading, key: tuple[str, ...], draft: Draft, best: Mapping[tuple[str, ...], object]) -> bool:
    """Whether a journey or meeting that is only mentioned is the one that is announced: "the visit will show ..."."""
    planned = (*key[:-1], "planned") in best and key[-1] == "" and key[0] in _OCCASIONS
    return planned and draft.status == "actual" and draft.when is None and not tells(reading.parse, draft.candidate)


def _graded(
    reading: Reading, grader: Grader, threshold: float, proposed: list[Draft], dates: Dates
) -> Iterator[tuple[float, Draft]]:
    """Drafts that are sure enough, graded or by the rules for documents, with their confidence."""
    for draft, score in zip(proposed, grader.grade(reading, proposed), strict=True):
        if score >= max(threshold, grader.threshold(draft.candidate.trigger.relation)) and _public(reading, draft):
            yield score, draft
    for deed in documentary(reading):
        if deed.confidence >= threshold:
            own = _is_published(reading, deed)
            when = published_on(reading) if own else _date_of_deed(reading, deed.candidate, deed.status, dates)
            yield deed.confidence, Draft(deed.candidate, deed.status, when)


def _is_published(reading: Reading, deed: Deed) -> bool:
    """Whether a deed is the publication of the article: by its rule, or as the article announces its own text."""
    return deed.published or (deed.candidate.trigger.relation == "issues" and introduces(reading, deed.candidate.token))


def _public(reading: Reading, draft: Draft) -> bool:
    """Whether an end is known or belongs to a state: what strangers do among themselves is not diplomacy."""
    registry, ends = reading.registry, (draft.candidate.subject, draft.candidate.object)
    if draft.candidate.trigger.relation in _ABROAD and any(
        b.startswith("state/") and registry.state_of(a) == b for a, b in (ends, ends[::-1])
    ):
        return False  # nobody calls or meets his own state
    return any(e in reading.lexicon.entities or registry.iso3(e) or registry.titles(e) for e in ends)


def _key(draft: Draft) -> tuple[str, ...]:
    relation, candidate = draft.candidate.trigger.relation, draft.candidate
    ends = (candidate.subject, candidate.object)
    if relations()[relation].symmetric:
        ends = (min(ends), max(ends))
    return (relation, *ends, "planned" if relation in _OCCASIONS and draft.status == "planned" else "")


def _dated(
    reading: Reading, draft: Draft, told: Told, lent: Lender, declared: Declarations, attacks: list[Draft]
) -> Draft:
    """A draft with the date of the occasion it belongs to, or of another sentence that tells the same."""
    if draft.when is not None:
        return draft
    candidate = draft.candidate
    of_occasion = lent.date_for(reading, candidate, draft.status)
    # What is agreed and said is so at each meeting anew; of a journey or signing there is mostly but one.
    elsewhere = told.when(candidate.trigger.relation, tells(reading.parse, candidate))
    first, second = (of_occasion, elsewhere) if candidate.trigger.relation in _SPEECH else (elsewhere, of_occasion)
    said = declared.date_for(reading, candidate, draft.status)
    own = candidate.subject_unit.via == "author" or is_present(reading, candidate.token)
    now = said if own else None
    when = (
        told_year(reading, candidate)
        or now
        or first
        or second
        or said
        or told.lent
        or _of_attack(reading, draft, attacks)
    )
    return replace(draft, when=when)


def _of_attack(reading: Reading, draft: Draft, attacks: list[Draft]) -> DateRange | None:
    """The date of the attack last told of, for "the attack"."""
    parse, token = reading.parse, draft.candidate.token
    if draft.candidate.trigger.relation != "attacks" or parse.is_verb(token) or draft.status != "actual":
        return None
    if not any(parse.lower[k] in ("the", "this", "these") for k in parse.kids[token]):
        return None
    before = [d for d in attacks if d.candidate.token < token]
    return max(before, key=lambda d: d.candidate.token).when if before else None


def _fact(reading: Reading, draft: Draft, score: float) -> Fact:
    c = draft.candidate
    relation = relations()[c.trigger.relation]
    codes = codes_of(relation, c.trigger, draft.status)
    return Fact(
        id=digest(reading.article.id, c.trigger.relation, c.subject, c.object, str(reading.parse.starts[c.token])),
        subject=c.subject, relation=relation.name, object=c.object, evidence=evidence_at(reading, c.token),
        status=draft.status, when=draft.when, attributed_to=_speaker(reading, c),
        place=place_of(reading, c), forum=forum_of(reading, c), topic=topic_of(reading, c),
        confidence=round(score, 3), rule=c.trigger.id, event_id=str(c.token), plover=codes.plover, cameo=codes.cameo,
        goldstein=codes.goldstein,
    )  # fmt: skip


def _speaker(reading: Reading, candidate: Candidate) -> str | None:
    who = attribution(reading, candidate.token)
    return who if who not in (candidate.subject, candidate.object) else None


def _offices(reading: Reading) -> list[Fact]:
    facts: dict[tuple[str, str], Fact] = {}
    for claim in reading.offices:
        if claim.owner is None or claim.former or reading.registry.kind(claim.owner) not in ("state", "organization"):
            continue
        key = (claim.person, claim.owner)
        fact = Fact(
            id=digest(reading.article.id, "holdsOffice", *key, str(reading.parse.starts[claim.start])),
            subject=claim.person, relation="holdsOffice", object=claim.owner, office=claim.title,
            evidence=evidence_at(reading, claim.start),
            confidence=0.85 if claim.known else 0.95, rule="office.known" if claim.known else "office.title",
        )  # fmt: skip
        if key not in facts or fact.confidence > facts[key].confidence:
            facts[key] = fact
    return list(facts.values())


def _memberships(reading: Reading) -> list[Fact]:
    facts: dict[tuple[str, str], Fact] = {}
    for member, body, token, rule in reading.members:
        for subject in member.ids:
            key = (subject, body.ids[0])
            if subject != body.ids[0] and key not in facts and not _negated(reading, token):
                facts[key] = Fact(
                    id=digest(reading.article.id, "memberOf", *key, str(reading.parse.starts[token])),
                    subject=subject, relation="memberOf", object=body.ids[0], evidence=evidence_at(reading, token),
                    confidence=0.85, rule=rule,
                )  # fmt: skip
    return list(facts.values())


def _negated(reading: Reading, token: int) -> bool:
    signs = reading.parse.signs(token)
    return bool(signs & {"neg", "modal", "will", "if"})


def _with_events(reading: Reading, facts: Iterable[Fact]) -> list[Fact]:
    """Facts of one trigger share an event, named by date, class and those who take part."""
    facts = list(facts)
    table = relations()
    groups: dict[tuple[str, ...], set[str]] = {}
    for f in facts:
        if f.event_id:
            groups.setdefault(_event_key(f), set()).update((f.subject, f.object))
    done = []
    for f in facts:
        if not f.event_id:
            done.append(replace(f, event_id=_membership_id(f)))
            continue
        day = f.when.iso() if f.when else ""
        cls = table[f.relation].cls.lower()
        tail = digest(cls, day or reading.article.id, f.status, *sorted(groups[_event_key(f)]))[:8]
        done.append(replace(f, event_id=f"{day or 'undated'}-{cls}-{tail}"))
    return done


def _event_key(f: Fact) -> tuple[str, ...]:
    """What facts of one event share; of "A and B joined X and Y" each pair is an event of its own."""
    shared = (f.event_id or "", f.relation, f.when.iso() if f.when else "", f.status)
    return (*shared, f.subject, f.object) if f.relation in _PAIRWISE else shared


def _membership_id(f: Fact) -> str:
    kind = "tenure" if f.relation == "holdsOffice" else "membership"
    return f"{kind}-{digest(f.subject, f.object, f.office or '')[:10]}"
