"""What a sentence rules out, whatever its words weigh: candidates that cannot be facts by the way they are built.

"condemned the war against Ukraine"       Ukraine is the victim, not the one who is condemned
"Duda stressed that Ukraine ..."          what one says alone is no agreement
"the Gulf Cooperation Council and Jordan" the word in a name tells of nothing
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set

from kg.extract.candidates import Candidate
from kg.extract.lists import row
from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.language.mood import mood

__all__ = ["in_place_of", "persons_met", "ruled_out"]

_NAMED = frozenset({"person", "state", "organization", "place"})
_ONWARDS = frozenset({"P:against", "P:on", "P:upon", "P:toward", "P:towards"})
_VIOLENCE = frozenset(
    "attack war aggression invasion strike airstrike assault bombing shelling offensive operation raid occupation "
    "annexation incursion crime violence threat pressure drone missile coercion".split()
)
_COMMITS = frozenset("perpetrate commit launch carry mount conduct wage inflict fire unleash".split())
_VAGUE = frozenset("strengthen deepen expand develop enhance continue".split())
_TIES = frozenset(
    "cooperation co-operation partnership relation relations relationship tie ties link links collaboration "
    "coordination engagement dialogue contact contacts exchange exchanges interaction friendship alliance trade "
    "bond bonds work working cooperate collaborate coordinate cooperating coordinating collaborating engage engaging "
    "consultation consultations partner consult interoperability effort efforts connection connections".split()
)
_ENDING = frozenset("break sever cut end suspend destroy freeze terminate downgrade discontinue halt ruin".split())
_HANDED = frozenset("ambassadors envoys diplomats prisoners captives hostages bodies fire letters gifts notes".split())
_DEEDS = frozenset(
    "meets calls signs joins leaves sanctions attacks aids appoints recognizes establishesRelations "
    "reducesRelations negotiates mediates participatesIn issues".split()
)
_GENTLE = frozenset({"supports", "meets", "calls", "aids", "cooperatesWith", "agreesWith", "negotiates", "visits"})
_OUTWARD = _GENTLE | {"criticizes", "attacks", "sanctions", "requests"}  # nobody does this to his own state
_TALKS = frozenset({"meets", "calls"})
_OWNED = frozenset({"attacks", "aids", "calls", "meets", "agreesWith", "sanctions", "threatens"})
_LOOSE = frozenset({"left", "far", "context"})


def ruled_out(reading: Reading, candidate: Candidate) -> str:
    """The name of the rule that excludes a candidate; "" if there is none."""
    return next((name for name, excludes in _RULES if excludes(reading, candidate)), "")


def persons_met(candidates: Iterable[Candidate]) -> set[tuple[int, str]]:
    """Who meets or calls persons that are named, by the token that tells it."""
    return {
        (c.token, e)
        for c in candidates
        if c.trigger.relation in _TALKS and (c.fits or c.path[0] == "mutual")
        for e, other in ((c.subject, c.object), (c.object, c.subject))
        if e.startswith("person/") and other.startswith("person/")
    }


def in_place_of(c: Candidate, met: Set[tuple[int, str]]) -> bool:
    """Whether a meeting is with a state of which the same words name the person: "met President A of B"."""
    if c.trigger.relation not in _TALKS:
        return False
    ends = ((c.object, c.subject), (c.subject, c.object))
    return any(e.startswith("state/") and (c.token, other) in met for e, other in ends)


def _within_name(reading: Reading, c: Candidate) -> bool:
    """ "the Gulf Cooperation Council": a noun inside the name of somebody is no deed."""
    unit = reading.unit(c.token)
    if unit is None or c.trigger.pos != "noun" or unit.via != "name" or unit.core is None:
        return False
    return unit.core[0] <= c.token < unit.core[1] and reading.registry.kind(unit.ids[0]) in _NAMED


def _alone(reading: Reading, c: Candidate) -> bool:
    """What one says alone is no agreement, whoever it is about."""
    del reading
    told = c.trigger.relation == "agreesWith" and c.trigger.pos == "verb" and c.trigger.sure is None
    return told and (c.slot == "near" or (c.path[0] != "mutual" and not c.fits))


def _unasked(reading: Reading, c: Candidate) -> bool:
    """Who is asked stands where the verb of asking wants him, not somewhere in what is asked."""
    del reading
    return c.trigger.id in ("request.verb", "need.noun") and not c.fits


def _of_a_body(reading: Reading, c: Candidate) -> bool:
    """ "at my G20 meetings", "the NATO summit": an occasion of the body, which nobody meets."""
    if c.trigger.relation != "meets" or c.trigger.pos != "noun":
        return False
    return any(
        end.startswith("org/") and reading.registry.iso3(end) is None and edge in ("compound", "amod", "mod", "P:of")
        for end, edge in ((c.object, c.path[-1]), (c.subject, c.slot))
    )


def _in_a_body(reading: Reading, c: Candidate) -> bool:
    """ "raised the attacks in the United Nations": where it is said is not whom it is about."""
    if (
        c.trigger.relation not in ("attacks", "criticizes", "requests")
        or reading.registry.kind(c.object) != "organization"
    ):
        return False
    return reading.registry.cls(c.object) != "ActorSet" and not {"P:in", "P:at", "P:within", "P:during"}.isdisjoint(
        c.path
    )


def _among_them(reading: Reading, c: Candidate) -> bool:
    """ "its commitment to the Kenya-Ghana alliance": who belongs to the pair is committed to the tie."""
    if c.trigger.id not in ("support.noun", "express.support") or len(c.path) < 2:
        return False
    parse, top = reading.parse, reading.top(c.object_unit)
    if parse.dep[top] == "flat":
        top = parse.head[top]
    if parse.lemma[parse.head[top]] not in _TIES:
        return False
    own = reading.registry.state_of(c.subject) or c.subject
    others = [e for unit in row(reading, c.object_unit) for e in unit.ids]
    return c.object != own and own in others


def _of_others(reading: Reading, c: Candidate) -> bool:
    """ "agreed that officials would meet": the deed has a doer of its own, so whoever is named near did not do it."""
    parse = reading.parse
    if c.slot != "near" or not parse.is_verb(c.token) or c.trigger.relation == "mediates":
        return False
    return any(parse.dep[k] == "nsubj" and parse.tag[k].startswith("NN") for k in parse.kids[c.token])


def _topic(reading: Reading, c: Candidate) -> bool:
    """ "praised the sanctions on Mali": what is praised is on him, so he is not praised."""
    return (
        c.trigger.relation == "supports"
        and len(c.path) > 1
        and reading.parse.edge(reading.top(c.object_unit)) == "P:on"
    )


def _figure(reading: Reading, c: Candidate) -> bool:
    """ "had an exchange of views", "wish to make clear": words that tell nothing by themselves."""
    parse, word = reading.parse, reading.parse.lemma[c.token]
    if c.trigger.relation == "cooperatesWith" and word == "exchange":
        return any(parse.lemma[k] in ("view", "opinion", "greeting") for k in parse.kids[c.token])
    wish = c.trigger.relation == "supports" and parse.lower[c.token].startswith("wish")
    return wish and any(parse.dep[k] == "xcomp" for k in parse.kids[c.token])


def _beyond(reading: Reading, c: Candidate) -> bool:
    """ "joined the leaders of the G20": who joins people of a body does not join the body."""
    del reading
    people = c.object_unit.via.split(":")[0] in ("actor", "people", "forces", "collective")
    return c.trigger.id == "join.verb" and (people or len(c.path) > 1 or c.path[0] in _LOOSE)


def _received(reading: Reading, c: Candidate) -> bool:
    """ "welcomed the president to Nairobi": a reception, which praises nobody."""
    parse = reading.parse
    if c.trigger.relation != "supports" or parse.lemma[c.token] != "welcome" or c.path not in (("obj",), ("comp",)):
        return False
    after = c.object_unit.end
    return reading.registry.kind(c.object) == "person" and after < parse.n and parse.lower[after] in ("to", "in", "at")


def _owned(reading: Reading, c: Candidate) -> bool:
    """ "praised Jordan's care of Syrian refugees": it is the owner of the deed who is praised."""
    if c.trigger.relation not in ("supports", "criticizes") or c.path[0] in _LOOSE:
        return False
    parse, at = reading.parse, reading.top(c.object_unit)
    for _ in range(4):
        at = parse.head[at]
        if at == c.token or parse.head[at] == at:
            return False
        owners = (reading.unit(k) for k in parse.kids[at] if parse.dep[k] == "nmod:poss")
        if any(u is not None and c.object not in u.ids and c.subject not in u.ids for u in owners):
            return not _of_subject(reading, c, at)
    return False


def _of_subject(reading: Reading, c: Candidate, noun: int) -> bool:
    """Whether the owner of a noun is the state of the subject: "expressed Canada's support for Mali"."""
    state = reading.registry.state_of(c.subject)
    owners = (reading.unit(k) for k in reading.parse.kids[noun] if reading.parse.dep[k] == "nmod:poss")
    return any(u is not None and (state in u.ids or u.via in ("speaker", "pronoun")) for u in owners)


def _elsewhere(reading: Reading, c: Candidate) -> bool:
    """ "after the visit to Rome he will go to Oslo": what came before or after has places and persons of its own."""
    del reading
    aside = ("P:following", "P:after", "P:before", "P:since")
    return c.trigger.relation in ("visits", "meets", "calls") and c.path[0] in aside and len(c.path) > 1


def _possible(reading: Reading, c: Candidate) -> bool:
    """ "could launch an attack": what may be is not told."""
    parse, at = reading.parse, c.token
    if c.trigger.relation not in ("attacks", "joins", "leaves", "sanctions"):
        return False
    if not parse.is_verb(at) and parse.dep[at] == "obj":
        at = parse.head[at]
    return any(parse.lower[k] in ("could", "may", "might") for k in parse.kids[at] if parse.dep[k] == "aux")


def _conditional(reading: Reading, c: Candidate) -> bool:
    """ "if we are invited, we will join": under a condition nothing is told."""
    return c.trigger.relation in _DEEDS and "cond" in reading.parse.marks(c.token)


def _victim(reading: Reading, c: Candidate) -> bool:
    """The one against whom an attack is made is not the one who is blamed or threatened for it."""
    if c.trigger.relation not in ("criticizes", "threatens", "rejects") or c.path[0] in _LOOSE:
        return False
    if "P:against" in c.path[1:]:
        return True
    parse, top = reading.parse, reading.top(c.object_unit)
    for _ in range(3):
        head, edge = parse.head[top], parse.edge(top)
        if head in (top, c.token):
            return False
        lemma = parse.lemma[head]
        if edge in _ONWARDS:
            return lemma in _VIOLENCE or lemma in _COMMITS
        if edge in ("P:in", "P:into") and lemma in _VIOLENCE:
            return True
        if edge == "P:of" and lemma in ("invasion", "annexation"):
            return True
        top = head
    return False


def _against(reading: Reading, c: Candidate) -> bool:
    """ "support against Russian aggression": who attacks, or is attacked, is not who is met or helped there."""
    if c.trigger.relation not in _GENTLE | {"requests"} or c.path[0] in _LOOSE:
        return False
    parse, top = reading.parse, reading.top(c.object_unit)
    head, edge = parse.head[top], parse.edge(top)
    violent = head != c.token and parse.lemma[head] in _VIOLENCE and edge in ("amod", *_ONWARDS)
    return violent or "P:against" in c.path[1:]


def _own_state(reading: Reading, c: Candidate) -> bool:
    """Nobody visits, helps or blames the state that he speaks for."""
    registry = reading.registry
    if c.trigger.relation not in _OUTWARD or registry.kind(c.subject) != "person":
        return False
    return registry.kind(c.object) == "state" and registry.state_of(c.subject) == c.object


def _of_another(reading: Reading, c: Candidate) -> bool:
    """ "discussed the Israeli strikes": the noun has a doer of its own, so it is no deed of the subject of its verb."""
    if c.trigger.relation not in _OWNED or c.trigger.pos != "noun" or c.slot != "holder":
        return False
    return any(
        k < c.token
        and reading.parse.edge(k) in ("amod", "compound", "mod")
        and (unit := reading.unit(k)) is not None
        and unit not in (c.subject_unit, c.object_unit)
        and reading.registry.kind(unit.ids[0]) in ("state", "organization")
        for k in reading.parse.kids[c.token]
    )


def _thanked_for(reading: Reading, c: Candidate) -> bool:
    """ "thanked Poland for its support of Ukraine": the thanks go to Poland alone."""
    if c.trigger.relation != "supports" or reading.parse.lemma[c.token] not in ("thank", "congratulate"):
        return False
    named = any(reading.unit(k) is not None for k in reading.parse.kids[c.token] if reading.parse.dep[k] == "obj")
    return named and c.path[0] != "obj"


def _vague(reading: Reading, c: Candidate) -> bool:
    """ "continue supporting Ukraine", "expand the programme": no cooperation unless ties are what grows."""
    parse = reading.parse
    if c.trigger.id != "cooperate.verb" or parse.lemma[c.token] not in _VAGUE:
        return False
    return not any(parse.lemma[k] in _TIES or parse.lower[k] in _TIES for k in _below(parse, c.token))


def _below(parse: Parse, i: int) -> list[int]:
    """What a verb has as its object, its complement or its subject, with what is coordinated and with modifiers."""
    found: list[int] = []
    for k in parse.kids[i]:
        if parse.dep[k] in ("obj", "xcomp", "nsubj:pass", "obl", "conj"):
            for m in parse.conjuncts(k):
                found += [m, *parse.kids[m]]
    return found


def _asked(reading: Reading, c: Candidate) -> bool:
    """A deed that is only asked for: "the need to visit", "urged to impose sanctions"."""
    verbal = c.trigger.pos == "verb" or c.trigger.relation == "sanctions"
    return verbal and c.trigger.relation in _DEEDS and mood(reading.parse, c.token) == "asked"


def _broken(reading: Reading, c: Candidate) -> bool:
    """Ties that are ended are no cooperation: "broke off relations"; nor is "the exchange of prisoners"."""
    if c.trigger.relation != "cooperatesWith" or c.trigger.pos != "noun":
        return False
    parse, i = reading.parse, c.token
    if parse.lemma[i] == "exchange" and any(parse.lower[k] in _HANDED for k in parse.kids[i]):
        return True
    for _ in range(2):
        i = parse.head[i] if parse.dep[i] in ("conj", "compound", "nmod") else i
    governed = (parse.dep[i] in ("obj", "nsubj:pass") or parse.preposition(i) == "off") and parse.lemma[
        parse.head[i]
    ] in _ENDING
    return governed and mood(parse, parse.head[i]) != "denied"


def _stranger(reading: Reading, c: Candidate) -> bool:
    """What several who are not named do is not the deed of a name before them: "which twelve states signed"."""
    if c.slot not in ("near", "parties") or c.trigger.pos != "verb":
        return False
    parse = reading.parse
    subjects = parse.subjects(c.token) or ((parse.head[c.token],) if parse.dep[c.token] == "acl" else ())
    return bool(subjects) and all(
        parse.tag[k] == "NNS" and reading.unit(k) is None and any(parse.tag[m] == "CD" for m in parse.kids[k])
        for k in subjects
    )


_RULES: tuple[tuple[str, Callable[[Reading, Candidate], bool]], ...] = (
    ("within name", _within_name),
    ("alone", _alone),
    ("unasked", _unasked),
    ("of a body", _of_a_body),
    ("in a body", _in_a_body),
    ("among them", _among_them),
    ("of others", _of_others),
    ("topic", _topic),
    ("figure", _figure),
    ("beyond", _beyond),
    ("received", _received),
    ("owned", _owned),
    ("elsewhere", _elsewhere),
    ("possible", _possible),
    ("conditional", _conditional),
    ("victim", _victim),
    ("against", _against),
    ("own state", _own_state),
    ("of another", _of_another),
    ("thanked for", _thanked_for),
    ("vague", _vague),
    ("asked", _asked),
    ("broken", _broken),
    ("stranger", _stranger),
)
