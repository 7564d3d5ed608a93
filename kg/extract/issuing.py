"""Who issues and who signs a document: verbs and nouns of issuing and signing, owners."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.doctitles import document_class
from kg.extract.lists import list_from, subject_units
from kg.extract.statements import ACTORS, Deed, deeds, interstate, published_by
from kg.extract.units import Reading, Unit
from kg.language.mood import mood
from kg.model import Status

__all__ = ["deed_status", "documentary", "documents_at", "doers", "is_actor", "listed"]

_ISSUE = frozenset("issue release publish adopt unveil promulgate proclaim enact pass".split())
_PRESENT = frozenset(
    "present announce outline launch introduce devise propose draft prepare table put develop circulate".split()
)
_SIGN = frozenset("sign conclude ratify ink initial co-sign cosign countersign accede".split())
_APPROVE = frozenset({"approve", "endorse", "ratify"})
_ISSUING = frozenset(
    "adoption issuance issue release publication launch announcement passage unveiling promulgation "
    "presentation approval".split()
)
_SIGNING = frozenset(
    "signing signature conclusion ratification accession signatory entry party initialling initialing".split()
)
_NAMED = frozenset({"know", "call", "dub", "title", "entitle", "name", "term"})
_OWNED = frozenset({"Plan", "PositionPaper"})
_LAWS = frozenset(
    {
        "congress",
        "senate",
        "parliament",
        "duma",
        "rada",
        "house",
        "bundestag",
        "knesset",
        "legislature",
        "assembly",
        "diet",
        "council",
    }
)
_NOT_ACTORS = frozenset({"demonym", "doc"})


def documentary(reading: Reading) -> Iterator[Deed]:
    """What the article states of who issues or signs documents."""
    yield from published_by(reading)
    parse = reading.parse
    for i, lemma in enumerate(parse.lemma):
        if i in reading.skip:
            continue
        if parse.is_verb(i):
            if lemma in _SIGN or lemma in _ISSUE or lemma in _PRESENT or lemma in _APPROVE:
                yield from _verb(reading, i, lemma)
            elif lemma in _NAMED:
                yield from _named(reading, i)
        elif lemma in _ISSUING or lemma in _SIGNING:
            yield from _noun(reading, i, lemma)
    yield from _possessed(reading)


def documents_at(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The documents at tokens, or below a noun there that only counts them: "a series of neutrality acts"."""
    found: list[Unit] = []
    for token in tokens:
        for k in reading.parse.conjuncts(token):
            unit = reading.unit(k)
            if unit is None:
                unit = next(
                    (
                        u
                        for m in reading.parse.kids[k]
                        if reading.parse.edge(m) == "P:of" and (u := reading.unit(m)) is not None
                    ),
                    None,
                )
            if (
                unit is not None
                and reading.registry.kind(unit.ids[0]) == "agreement"
                and all(unit is not u for u in found)
            ):
                found.append(unit)
    return found


def deed_status(reading: Reading, i: int) -> Status | None:
    """The status of a deed; None where it is only asked for, thought of or refused."""
    found = mood(reading.parse, i)
    if found == "decided" and "vote" in {reading.parse.lemma[h] for h in _above(reading, i)}:
        return "actual"
    if found in ("planned", "decided"):
        return "planned"
    return found if found in ("actual", "denied") else None


def _above(reading: Reading, i: int) -> list[int]:
    head = reading.parse.head
    return [head[i], head[head[i]]]


def _verb(reading: Reading, i: int, lemma: str) -> Iterator[Deed]:
    parse = reading.parse
    objects = parse.patients(i)
    if lemma == "accede":
        objects = tuple(k for k in parse.kids[i] if parse.edge(k) == "P:to")
    documents = documents_at(reading, objects) or _behind(reading, i)
    status = deed_status(reading, i) if documents else None
    if status is None:
        return
    if any(parse.lemma[h] == "vote" for h in _above(reading, i)):
        status = "actual"
    actors = doers(reading, i)
    for what in documents:
        cls = reading.registry.cls(what.ids[0]) or document_class(reading.registry.label(what.ids[0]))
        if lemma in _SIGN or (lemma in _APPROVE and cls in ("Treaty", "Agreement") and _lawmakers(reading, actors)):
            who = actors or _both(reading, what)
            partners = _partners(reading, i, what) if actors and lemma in ("sign", "conclude", "ink", "initial") else []
            for actor in who + partners:
                yield from deeds(reading, "signs", "sign.rule", i, actor, what, status, 0.85 if actors else 0.7)
        elif (
            lemma in _ISSUE
            or lemma in _APPROVE
            or ((lemma in _PRESENT and what.kind == "name") or cls in ("Plan", "PositionPaper"))
        ):
            if lemma in _APPROVE and cls not in ("Legislation", "Resolution", "Plan"):
                continue
            for actor in (actors + _partner(reading, actors, what)) or _council(reading, i, what, lemma):
                yield from deeds(reading, "issues", "issue.rule", i, actor, what, status, 0.8)


def _partner(reading: Reading, actors: list[Unit], what: Unit) -> list[Unit]:
    """With whom one actor issues a joint statement: the other of the two states that the article is about."""
    if len(actors) != 1 or len(actors[0].ids) != 1 or "joint" not in reading.registry.label(what.ids[0]).lower():
        return []
    own = actors[0].ids[0]
    state = own if own.startswith("state/") else reading.registry.state_of(own)
    others = tuple(e for e in reading.pair if e != state)
    return (
        [Unit(what.start, what.end, others, "collective", "pair")] if state in reading.pair and len(others) == 1 else []
    )


def _behind(reading: Reading, i: int) -> list[Unit]:
    """A document just before a participle that the parser hung elsewhere: "the statement released by ..."."""
    parse, unit = reading.parse, reading.unit(i - 1) if i else None
    if unit is None or parse.tag[i] not in ("VBN", "VBD") or reading.registry.kind(unit.ids[0]) != "agreement":
        return []
    after = parse.lower[i + 1] if i + 1 < parse.n else ""
    goes_on = after in ("by", "in", "on", "today", "yesterday", "between", "last")
    return [unit] if goes_on or parse.passive(i) else []


def doers(reading: Reading, i: int) -> list[Unit]:
    """The actors that are the subject of a verb, or stand behind its "by"."""
    parse = reading.parse
    tokens = parse.subjects(i)
    if not tokens and i + 1 < parse.n and parse.lower[i + 1] == "by":
        return [u for u in list_from(reading, i + 2) if is_actor(reading, u)]
    return [u for u in listed(reading, tokens) if is_actor(reading, u)]


def listed(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The actors at tokens, also the last of a list whose parts the parser set in apposition."""
    found = subject_units(reading, tokens)
    for token in tokens:
        for k in reading.parse.kids[token]:
            if reading.parse.dep[k] == "appos" and k > token:
                found += [u for u in subject_units(reading, (k,)) if all(u is not f for f in found)]
    return found


def is_actor(reading: Reading, unit: Unit) -> bool:
    """Whether a unit stands for somebody who can issue or sign: no mere adjective, no document."""
    return bool(unit.ids) and unit.via not in _NOT_ACTORS and reading.registry.kind(unit.ids[0]) in ACTORS


def _lawmakers(reading: Reading, actors: list[Unit]) -> bool:
    words = {w for u in actors for w in reading.surface(u.start, u.end).lower().split()}
    return bool(words & _LAWS)


def _council(reading: Reading, i: int, what: Unit, lemma: str) -> list[Unit]:
    """ "Resolution 2254 was adopted": by the body whose resolution it is."""
    label = reading.registry.label(what.ids[0])
    if lemma not in ("adopt", "pass", "approve") or "Resolution" not in label or not reading.parse.passive(i):
        return []
    org = "org/unga" if "General Assembly" in label else "org/unsc" if "Security Council" in label else ""
    return [Unit(i, i + 1, (reading.registry.known(org),), "name", "body")] if org in reading.lexicon.entities else []


def _partners(reading: Reading, i: int, what: Unit) -> list[Unit]:
    """With whom it was signed: "signed an agreement with Japan"."""
    parse = reading.parse
    tokens = [k for at in (i, *range(what.start, what.end)) for k in parse.kids[at] if parse.edge(k) == "P:with"]
    if what.end < parse.n and parse.lower[what.end] == "with" and what.end + 1 < parse.n:
        return [u for u in list_from(reading, what.end + 1) if _party(reading, u)]
    return [u for k in tokens if (u := reading.unit(k)) is not None and _party(reading, u)]


def _party(reading: Reading, unit: Unit) -> bool:
    return is_actor(reading, unit) and unit.via not in ("pronoun", "speaker")


def _parties(reading: Reading, what: Unit) -> list[Unit]:
    """The parties in or right behind the title: "the Treaty between Russia and Finland"."""
    parse = reading.parse
    found: dict[str, Unit] = {}
    for start, end, entity_id in reading.loose.values():
        if (
            what.start <= start < what.end
            and reading.registry.kind(entity_id) in ("state", "organization")
            and entity_id in reading.lexicon.entities
        ):
            found[entity_id] = Unit(start, end, (entity_id,), "name")
    for entity_id in _inside(reading, reading.surface(what.start, what.end)):
        found.setdefault(entity_id, Unit(what.start, what.end, (entity_id,), "name"))
    at = what.end
    if at < parse.n and parse.lower[at] not in ("between", "with"):
        at = next(
            (k for k in range(at, min(at + 14, parse.sents[parse.sent[at]][1])) if parse.lower[k] == "between"), parse.n
        )
    if at + 1 < parse.n and parse.lower[at] in ("between", "with"):
        for unit in list_from(reading, at + 1):
            if _party(reading, unit):
                found.update({e: Unit(unit.start, unit.end, (e,), "name") for e in unit.ids})
    return list(found.values())


def _inside(reading: Reading, title: str) -> list[str]:
    """The states and bodies named within a title: "the NATO-Russia Founding Act", "the Russian-Finnish Treaty"."""
    found: dict[str, None] = {}
    for part in (title.rpartition(" ")[0], title.partition(" ")[2]):
        for hit in reading.lexicon.gazetteer.find(part):
            entity_id = hit.forms[0].entity_id
            if entity_id.startswith("state/") or (entity_id.startswith("org/") and interstate(reading, entity_id)):
                found[reading.registry.known(entity_id)] = None
    return list(found)


def _both(reading: Reading, what: Unit) -> list[Unit]:
    """The parties of a document signed by nobody in particular: those of its title, else the two sides."""
    found = _parties(reading, what)
    if len(found) == 1 and reading.home and reading.home not in found[0].ids:
        found.append(Unit(what.start, what.end, (reading.home,), "name"))
    if not found and len(reading.pair) == 2 and what.ids[0] not in reading.lexicon.entities:
        return [Unit(what.start, what.end, reading.pair, "collective", "pair")]
    return found if len(found) > 1 else []


def _noun(reading: Reading, i: int, lemma: str) -> Iterator[Deed]:
    """ "the signing of X by A and B", "the adoption of X", "parties to X", "the entry into force of X"."""
    parse = reading.parse
    wanted = (
        ("P:into",)
        if lemma == "entry"
        else ("P:to", "P:of")
        if lemma in ("party", "signatory", "accession")
        else ("P:of",)
    )
    tokens = [k for k in parse.kids[i] if parse.edge(k) in wanted]
    if lemma == "entry":
        tokens = [m for k in tokens if parse.lower[k] == "force" for m in parse.kids[k] if parse.edge(m) == "P:of"]
        tokens += (
            [k for k in parse.kids[i] if parse.edge(k) == "P:of"]
            if any(parse.lower[k] == "force" for k in parse.kids[i])
            else []
        )
    documents = documents_at(reading, tuple(tokens))
    if parse.dep[i] not in ("ROOT", "root") and parse.tag[i] == "VBG" and not documents:
        documents = documents_at(reading, parse.patients(i))
    if not documents:
        return
    status = deed_status(reading, i)
    if status is None or (lemma in ("entry", "party") and status != "actual"):
        return
    if any(
        parse.lower[k] in ("upcoming", "forthcoming", "planned", "future", "expected", "possible")
        for k in parse.kids[i]
    ):
        status = "planned"
    by = tuple(k for k in parse.kids[i] if parse.edge(k) in ("P:by", "poss"))
    actors = [u for u in listed(reading, by) if is_actor(reading, u)]
    for what in documents:
        if lemma in _ISSUING:
            for actor in actors or _adjective(reading, i):
                yield from deeds(reading, "issues", "issuing.rule", i, actor, what, status, 0.8)
            continue
        for actor in actors or _holders(reading, i, lemma) or _both(reading, what):
            yield from deeds(reading, "signs", "signing.rule", i, actor, what, status, 0.8)


def _adjective(reading: Reading, i: int) -> list[Unit]:
    """ "congressional approval": the body behind the adjective."""
    unit = reading.unit(i - 1) if i else None
    if i and reading.parse.lower[i - 1] == "congressional" and "org/us-congress" in reading.lexicon.entities:
        return [Unit(i - 1, i, (reading.registry.known("org/us-congress"),), "name")]
    return [unit] if unit is not None and unit.end == i and unit.via != "demonym" and is_actor(reading, unit) else []


def _holders(reading: Reading, i: int, lemma: str) -> list[Unit]:
    """ "Norway is a party to the treaty": the subject of the predicate noun."""
    if lemma not in ("party", "signatory"):
        return []
    tokens = tuple(k for k in reading.parse.kids[i] if reading.parse.dep[k] == "nsubj")
    return [u for u in subject_units(reading, tokens) if is_actor(reading, u)]


def _named(reading: Reading, i: int) -> Iterator[Deed]:
    """ "they devised a statement known as the Atlantic Charter", "his policy came to be known as the X Doctrine"."""
    parse = reading.parse
    tokens = tuple(k for k in parse.kids[i] if parse.edge(k) in ("P:as", "comp", "obj"))
    documents = [u for u in documents_at(reading, tokens) if u.kind == "name"]
    if not documents:
        return
    start = parse.sents[parse.sent[i]][0]
    for what in documents:
        for j in range(i - 1, start - 1, -1):
            if parse.is_verb(j) and parse.lemma[j] in _PRESENT | _ISSUE and (actors := doers(reading, j)):
                for actor in actors:
                    yield from deeds(reading, "issues", "named.rule", i, actor, what, "actual", 0.75)
                break
            if (
                parse.dep[j] == "nmod:poss"
                and parse.lemma[parse.head[j]] in ("policy", "doctrine", "plan", "strategy", "vision")
                and (unit := reading.unit(j))
            ):
                yield from deeds(reading, "issues", "named.rule", i, unit, what, "actual", 0.7)
                break


def _possessed(reading: Reading) -> Iterator[Deed]:
    """ "the UK's Integrated Review", "as outlined in its White Paper", "the Joint Statement by A and B"."""
    parse = reading.parse
    for index, what in enumerate(reading.units):
        if (
            what.via not in ("doc", "name")
            or not what.ids
            or reading.unit_at[what.start] != index
            or what.kind == "nominal"
        ):
            continue
        if reading.registry.kind(what.ids[0]) != "agreement" or what.start in reading.skip:
            continue
        cls = reading.registry.cls(what.ids[0]) or document_class(reading.registry.label(what.ids[0]))
        top, end = reading.top(what), what.end
        if end + 1 < parse.n and parse.lower[end] == "by" and cls in ("JointStatement", "Declaration"):
            for unit in _after_by(reading, end + 1):
                yield from deeds(reading, "issues", "statement.by", top, unit, what, "actual", 0.8)
        elif cls in _OWNED:
            owner = _owner(reading, what)
            if owner is not None and (
                reading.registry.kind(owner.ids[0]) != "person" or owner.via in ("name", "title")
            ):
                yield from deeds(reading, "issues", "owner.rule", top, owner, what, "actual", 0.6)


def _owner(reading: Reading, what: Unit) -> Unit | None:
    """Whose a plan or paper is: the name with "'s" or the pronoun in front of it."""
    parse, at = reading.parse, what.start - 1
    while at > 0 and parse.tag[at] in ("JJ", "VBN") and what.start - at < 4:
        at -= 1
    if at > 0 and (parse.tag[at] == "POS" or parse.lower[at] in ("'s", "’s")):
        unit = reading.unit(at - 1)
        return unit if unit is not None and len(unit.ids) == 1 and is_actor(reading, unit) else None
    unit = reading.unit(at) if at >= 0 and parse.lower[at] in ("its", "their", "our") else None
    return _nearer(reading, what, unit) if unit is not None else None


def _nearer(reading: Reading, what: Unit, pronoun: Unit) -> Unit | None:
    """The owner that "its" means where one stands with "'s" before: "the UK's tilt, as set out in its Review"."""
    parse = reading.parse
    for j in range(what.start - 2, parse.sents[parse.sent[what.start]][0], -1):
        if (
            parse.lower[j] in ("'s", "’s")
            and (unit := reading.unit(j - 1)) is not None
            and reading.registry.kind(unit.ids[0]) in ("state", "organization")
        ):
            return unit
    return pronoun if len(pronoun.ids) == 1 and is_actor(reading, pronoun) else None


def _after_by(reading: Reading, at: int) -> list[Unit]:
    parse = reading.parse
    if reading.unit(at) is None and parse.lower[at] in ("presidents", "ministers", "leaders", "the"):
        at += 1
    return [u for u in list_from(reading, at) if is_actor(reading, u)]
