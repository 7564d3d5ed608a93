"""Who issues and who signs a document: statements published as articles, verbs and nouns of issuing and signing, owners."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.extract.candidates import Candidate, list_from, subject_units
from kg.extract.doctitles import document_class
from kg.extract.registry import slug
from kg.extract.units import Reading, Unit
from kg.language.mood import mood
from kg.lexicon import Trigger
from kg.model import DateRange, Status

__all__ = ["Deed", "article_document", "documentary", "published_on"]

_ACTORS = frozenset({"person", "state", "organization"})
_ISSUE = frozenset("issue release publish adopt unveil promulgate proclaim enact pass".split())
_PRESENT = frozenset("present announce outline launch introduce devise propose draft prepare table put develop circulate".split())
_SIGN = frozenset("sign conclude ratify ink initial co-sign cosign countersign accede".split())
_APPROVE = frozenset({"approve", "endorse", "ratify"})
_ISSUING = frozenset("adoption issuance issue release publication launch announcement passage unveiling promulgation presentation approval".split())
_SIGNING = frozenset("signing signature conclusion ratification accession signatory entry party initialling initialing".split())
_NAMED = frozenset({"know", "call", "dub", "title", "entitle", "name", "term"})
_OUTLINES = frozenset({"set", "outline", "lay", "describe", "detail", "state"})
_SIGNED = frozenset({"Treaty", "Agreement", "MemorandumOfUnderstanding", "Declaration", "Charter", "JointStatement", "Document"})
_OWNED = frozenset({"Plan", "PositionPaper"})
_LAWS = frozenset({"congress", "senate", "parliament", "duma", "rada", "house", "bundestag", "knesset", "legislature", "assembly", "diet", "council"})
_FOLLOWING = re.compile(r"\b(?:following|text of)\b[^.:\n]{0,60}?\b(?:statement|declaration|communiqu[eé])\b")
_WE = re.compile(r"\bWe, (?:the )?[A-Za-z]")
_BY = re.compile(r"\b(?:by|from|on behalf of)\b")
_TITLE = re.compile(
    r"\b(?:[Jj]oint|[Tt]rilateral|[Qq]uadrilateral|[Ll]eaders[’']?|[Mm]inisters[’']|[Mm]inisterial|[Ss]ummit)\s(?:[A-Za-z’'-]+\s){0,3}?"
    r"(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Rr]eadout|[Mm]edia [Rr]elease|[Pp]ress [Rr]elease|[Vv]ision)\b|\b[Cc]ommuniqu[eé]\b"
    r"|\b[Ss]tatement\s(?:by|of|from)\s(?:the\s)?(?:[A-Z][\w’'-]*\s)?(?:G7|G20|Quad|[Ll]eaders|[Ff]oreign [Mm]inisters|[Mm]inisters|[Hh]eads|[Pp]residents)\b"
)
_CUT = re.compile(r"\s(?:by|with|from|between|following|after|at|of the (?:leaders|foreign|heads|ministers|presidents))\b.*$", re.IGNORECASE)
_HEAD = re.compile(r"\b(?:[Ss]tatement|[Cc]ommuniqu[eé]|[Dd]eclaration|[Rr]eadout|[Rr]elease|[Vv]ision)\b")
_AUTHORS = re.compile(r"\s(by|of|from|between|with)\s")
_PAIR = re.compile(r"(?<![\w])[A-Z][\w.]*(?:\s[A-Z][\w.]*)?(?:\s?[-–]\s?[A-Z][\w.]*)+")
_NOT_ACTORS = frozenset({"demonym", "doc"})


@dataclass(frozen=True, slots=True)
class Deed:
    """Somebody issues or signs a document: a candidate that needs no grading, with its status and confidence."""

    candidate: Candidate
    status: Status
    confidence: float
    published: bool = False  # it is the article itself, and so has the article's date


def documentary(reading: Reading) -> Iterator[Deed]:
    """What the article states of who issues or signs documents."""
    yield from _article(reading)
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


@cache
def _trigger(relation: str, rule: str) -> Trigger:
    return Trigger(rule, relation, "verb", (), ("agent",), ("obj",), "")


def _deed(reading: Reading, relation: str, rule: str, i: int, who: Unit, what: Unit, status: Status, sure: float, *, published: bool = False) -> Iterator[Deed]:
    target = what.ids[0]
    signs = reading.parse.signs(i)
    for subject in who.ids:
        if subject != target and reading.registry.kind(subject) in _ACTORS:
            candidate = Candidate(_trigger(relation, rule), i, subject, target, who, what, "agent", ("obj",), True, signs)
            yield Deed(candidate, status, sure, published)


def _documents(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The documents that stand at tokens, or below a noun there that only counts them: "a series of neutrality acts"."""
    found: list[Unit] = []
    for token in tokens:
        for k in reading.parse.conjuncts(token):
            unit = reading.unit(k)
            if unit is None:
                unit = next((u for m in reading.parse.kids[k] if reading.parse.edge(m) == "P:of" and (u := reading.unit(m)) is not None), None)
            if unit is not None and reading.registry.kind(unit.ids[0]) == "agreement" and all(unit is not u for u in found):
                found.append(unit)
    return found


def _status(reading: Reading, i: int) -> Status | None:
    """The status of a deed; None where it is only asked for, thought of or refused."""
    found = mood(reading.parse, i)
    if found == "decided" and "vote" in {reading.parse.lemma[h] for h in _above(reading, i)}:
        return "actual"
    if found in ("planned", "decided"):
        return "planned"
    return found if found in ("actual", "denied") else None  # type: ignore[return-value]


def _above(reading: Reading, i: int) -> list[int]:
    head = reading.parse.head
    return [head[i], head[head[i]]]


def _verb(reading: Reading, i: int, lemma: str) -> Iterator[Deed]:
    parse = reading.parse
    objects = parse.patients(i)
    if lemma == "accede":
        objects = tuple(k for k in parse.kids[i] if parse.edge(k) == "P:to")
    documents = _documents(reading, objects) or _behind(reading, i)
    status = _status(reading, i) if documents else None
    if status is None:
        return
    if any(parse.lemma[h] == "vote" for h in _above(reading, i)):
        status = "actual"
    actors = _doers(reading, i)
    for what in documents:
        cls = reading.registry.cls(what.ids[0]) or document_class(reading.registry.label(what.ids[0]))
        if lemma in _SIGN or (lemma in _APPROVE and cls in ("Treaty", "Agreement") and _lawmakers(reading, actors)):
            who = actors or _both(reading, what)
            partners = _partners(reading, i, what) if actors and lemma in ("sign", "conclude", "ink", "initial") else []
            for actor in who + partners:
                yield from _deed(reading, "signs", "sign.rule", i, actor, what, status, 0.85 if actors else 0.7)
        elif lemma in _ISSUE or lemma in _APPROVE or (lemma in _PRESENT and what.kind == "name" or cls in ("Plan", "PositionPaper")):
            if lemma in _APPROVE and cls not in ("Legislation", "Resolution", "Plan"):
                continue
            for actor in (actors + _partner(reading, actors, what)) or _council(reading, i, what, lemma):
                yield from _deed(reading, "issues", "issue.rule", i, actor, what, status, 0.8)


def _partner(reading: Reading, actors: list[Unit], what: Unit) -> list[Unit]:
    """With whom one actor issues a joint statement: the other of the two states that the article is about."""
    if len(actors) != 1 or len(actors[0].ids) != 1 or "joint" not in reading.registry.label(what.ids[0]).lower():
        return []
    own = actors[0].ids[0]
    state = own if own.startswith("state/") else reading.registry.state_of(own)
    others = tuple(e for e in reading.pair if e != state)
    return [Unit(what.start, what.end, others, "collective", "pair")] if state in reading.pair and len(others) == 1 else []


def _behind(reading: Reading, i: int) -> list[Unit]:
    """A document just before a participle that the parser hung elsewhere: "the statement released by ..."."""
    unit = reading.unit(i - 1) if i else None
    if reading.parse.tag[i] in ("VBN", "VBD") and unit is not None and reading.registry.kind(unit.ids[0]) == "agreement":
        if reading.parse.passive(i) or (i + 1 < reading.parse.n and reading.parse.lower[i + 1] in ("by", "in", "on", "today", "yesterday", "between", "last")):
            return [unit]
    return []


def _doers(reading: Reading, i: int) -> list[Unit]:
    parse = reading.parse
    tokens = parse.subjects(i)
    if not tokens and i + 1 < parse.n and parse.lower[i + 1] == "by":
        return [u for u in list_from(reading, i + 2) if _actor(reading, u)]
    return [u for u in _listed(reading, tokens) if _actor(reading, u)]


def _listed(reading: Reading, tokens: tuple[int, ...]) -> list[Unit]:
    """The actors at tokens, also the last of a list whose parts the parser set in apposition."""
    found = subject_units(reading, tokens)
    for token in tokens:
        for k in reading.parse.kids[token]:
            if reading.parse.dep[k] == "appos" and k > token:
                found += [u for u in subject_units(reading, (k,)) if all(u is not f for f in found)]
    return found


def _actor(reading: Reading, unit: Unit) -> bool:
    return bool(unit.ids) and unit.via not in _NOT_ACTORS and reading.registry.kind(unit.ids[0]) in _ACTORS


def _lawmakers(reading: Reading, actors: list[Unit]) -> bool:
    words = {w for u in actors for w in reading.surface(u.start, u.end).lower().split()}
    return bool(words & _LAWS)


def _council(reading: Reading, i: int, what: Unit, lemma: str) -> list[Unit]:
    """"Resolution 2254 was adopted": by the body whose resolution it is."""
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
    return _actor(reading, unit) and unit.via not in ("pronoun", "speaker")


def _parties(reading: Reading, what: Unit) -> list[Unit]:
    """The parties in or right behind the title: "the Treaty between Russia and Finland"."""
    parse = reading.parse
    found: dict[str, Unit] = {}
    for start, end, entity_id in reading.loose.values():
        if what.start <= start < what.end and reading.registry.kind(entity_id) in ("state", "organization") and entity_id in reading.lexicon.entities:
            found[entity_id] = Unit(start, end, (entity_id,), "name")
    for entity_id in _inside(reading, reading.surface(what.start, what.end)):
        found.setdefault(entity_id, Unit(what.start, what.end, (entity_id,), "name"))
    at = what.end
    if at < parse.n and parse.lower[at] not in ("between", "with"):
        at = next((k for k in range(at, min(at + 14, parse.sents[parse.sent[at]][1])) if parse.lower[k] == "between"), parse.n)
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
            if entity_id.startswith("state/") or (entity_id.startswith("org/") and _groups(reading, entity_id)):
                found[reading.registry.known(entity_id)] = None
    return list(found)


def _both(reading: Reading, what: Unit) -> list[Unit]:
    """The parties of a document that is signed by nobody in particular: those of its title, else the two sides of the article."""
    found = _parties(reading, what)
    if len(found) == 1 and reading.home and reading.home not in found[0].ids:
        found.append(Unit(what.start, what.end, (reading.home,), "name"))
    if not found and len(reading.pair) == 2 and what.ids[0] not in reading.lexicon.entities:
        return [Unit(what.start, what.end, reading.pair, "collective", "pair")]
    return found if len(found) > 1 else []


def _noun(reading: Reading, i: int, lemma: str) -> Iterator[Deed]:
    """"the signing of X by A and B", "the adoption of X", "parties to X", "the entry into force of X"."""
    parse = reading.parse
    wanted = ("P:into",) if lemma == "entry" else ("P:to", "P:of") if lemma in ("party", "signatory", "accession") else ("P:of",)
    tokens = [k for k in parse.kids[i] if parse.edge(k) in wanted]
    if lemma == "entry":
        tokens = [m for k in tokens if parse.lower[k] == "force" for m in parse.kids[k] if parse.edge(m) == "P:of"]
        tokens += [k for k in parse.kids[i] if parse.edge(k) == "P:of"] if any(parse.lower[k] == "force" for k in parse.kids[i]) else []
    documents = _documents(reading, tuple(tokens))
    if parse.dep[i] not in ("ROOT", "root") and parse.tag[i] == "VBG" and not documents:
        documents = _documents(reading, parse.patients(i))
    if not documents:
        return
    status = _status(reading, i)
    if status is None or lemma in ("entry", "party") and status != "actual":
        return
    if any(parse.lower[k] in ("upcoming", "forthcoming", "planned", "future", "expected", "possible") for k in parse.kids[i]):
        status = "planned"
    by = tuple(k for k in parse.kids[i] if parse.edge(k) in ("P:by", "poss"))
    actors = [u for u in _listed(reading, by) if _actor(reading, u)]
    for what in documents:
        if lemma in _ISSUING:
            for actor in actors or _adjective(reading, i):
                yield from _deed(reading, "issues", "issuing.rule", i, actor, what, status, 0.8)
            continue
        for actor in actors or _holders(reading, i, lemma) or _both(reading, what):
            yield from _deed(reading, "signs", "signing.rule", i, actor, what, status, 0.8)


def _adjective(reading: Reading, i: int) -> list[Unit]:
    """"congressional approval": the body behind the adjective."""
    unit = reading.unit(i - 1) if i else None
    if i and reading.parse.lower[i - 1] == "congressional" and "org/us-congress" in reading.lexicon.entities:
        return [Unit(i - 1, i, (reading.registry.known("org/us-congress"),), "name")]
    return [unit] if unit is not None and unit.end == i and unit.via != "demonym" and _actor(reading, unit) else []


def _holders(reading: Reading, i: int, lemma: str) -> list[Unit]:
    """"Norway is a party to the treaty": the subject of the predicate noun."""
    if lemma not in ("party", "signatory"):
        return []
    tokens = tuple(k for k in reading.parse.kids[i] if reading.parse.dep[k] == "nsubj")
    return [u for u in subject_units(reading, tokens) if _actor(reading, u)]


def _named(reading: Reading, i: int) -> Iterator[Deed]:
    """"they devised a statement known as the Atlantic Charter", "his policy came to be known as the X Doctrine"."""
    parse = reading.parse
    tokens = tuple(k for k in parse.kids[i] if parse.edge(k) in ("P:as", "comp", "obj"))
    documents = [u for u in _documents(reading, tokens) if u.kind == "name"]
    if not documents:
        return
    start = parse.sents[parse.sent[i]][0]
    for what in documents:
        for j in range(i - 1, start - 1, -1):
            if parse.is_verb(j) and parse.lemma[j] in _PRESENT | _ISSUE and (actors := _doers(reading, j)):
                for actor in actors:
                    yield from _deed(reading, "issues", "named.rule", i, actor, what, "actual", 0.75)
                break
            if parse.dep[j] == "nmod:poss" and parse.lemma[parse.head[j]] in ("policy", "doctrine", "plan", "strategy", "vision") and (unit := reading.unit(j)):
                yield from _deed(reading, "issues", "named.rule", i, unit, what, "actual", 0.7)
                break


def _possessed(reading: Reading) -> Iterator[Deed]:
    """"the UK's Integrated Review", "as outlined in its White Paper", "the Joint Statement by A and B"."""
    parse = reading.parse
    for index, what in enumerate(reading.units):
        if what.via not in ("doc", "name") or not what.ids or reading.unit_at[what.start] != index or what.kind == "nominal":
            continue
        if reading.registry.kind(what.ids[0]) != "agreement" or what.start in reading.skip:
            continue
        cls = reading.registry.cls(what.ids[0]) or document_class(reading.registry.label(what.ids[0]))
        top, end = reading.top(what), what.end
        if end + 1 < parse.n and parse.lower[end] == "by" and cls in ("JointStatement", "Declaration", "Document"):
            for unit in _after_by(reading, end + 1):
                yield from _deed(reading, "issues", "statement.by", top, unit, what, "actual", 0.8)
        elif cls in _OWNED:
            owner = _owner(reading, what)
            if owner is not None and (reading.registry.kind(owner.ids[0]) != "person" or owner.via in ("name", "title")):
                yield from _deed(reading, "issues", "owner.rule", top, owner, what, "actual", 0.6)


def _owner(reading: Reading, what: Unit) -> Unit | None:
    """Whose a plan or paper is: the name with "'s" or the pronoun in front of it."""
    parse, at = reading.parse, what.start - 1
    while at > 0 and parse.tag[at] in ("JJ", "VBN") and what.start - at < 4:
        at -= 1
    if at > 0 and (parse.tag[at] == "POS" or parse.lower[at] in ("'s", "’s")):
        unit = reading.unit(at - 1)
        return unit if unit is not None and len(unit.ids) == 1 and _actor(reading, unit) else None
    unit = reading.unit(at) if at >= 0 and parse.lower[at] in ("its", "their", "our") else None
    return _nearer(reading, what, unit) if unit is not None else None


def _nearer(reading: Reading, what: Unit, pronoun: Unit) -> Unit | None:
    """The owner that "its" means when the sentence names one with "'s" before: "the UK's tilt, as set out in its Review"."""
    parse = reading.parse
    for j in range(what.start - 2, parse.sents[parse.sent[what.start]][0], -1):
        if parse.lower[j] in ("'s", "’s") and (unit := reading.unit(j - 1)) is not None and reading.registry.kind(unit.ids[0]) in ("state", "organization"):
            return unit
    return pronoun if len(pronoun.ids) == 1 and _actor(reading, pronoun) else None


def _after_by(reading: Reading, at: int) -> list[Unit]:
    parse = reading.parse
    if reading.unit(at) is None and parse.lower[at] in ("presidents", "ministers", "leaders", "the"):
        at += 1
    return [u for u in list_from(reading, at) if _actor(reading, u)]


def article_document(reading: Reading) -> str | None:
    """The entity of the article itself if it is a joint statement, communique or declaration; None for other texts."""
    title = " ".join(reading.article.title.split())
    match = _TITLE.search(title)
    opening = _FOLLOWING.search(reading.parse.text[:1500]) or _WE.search(reading.parse.text[:1500])
    if match is None and (opening is None or not re.search(r"statement|declaration|communiqu", title, re.IGNORECASE)):
        return None
    if re.search(r"\b(?:[Rr]emarks|[Pp]ress [Cc]onference|[Rr]eadout of|[Tt]ranscript|[Ss]peech|[Ii]nterview)\b", title):
        return None
    registry = reading.registry
    known = next((h for h in reading.lexicon.gazetteer.find(title) if h.end - h.start == len(title) and h.forms[0].entity_id.startswith("doc/")), None)
    key = slug(title) if len(title.split()) > 5 else f"{slug(title)[:60]}-{slug(reading.article.id)[:24]}"
    entity_id = registry.known(known.forms[0].entity_id) if known else registry.new("agreement", title, cls=document_class(title), key=key)
    registry.name(entity_id, title)
    short = _CUT.sub("", title[match.start() :] if match else title)
    for name in (short, match.group(0) if match else ""):
        if len(name.split()) > 1:
            registry.name(entity_id, name)
    return entity_id


def _article(reading: Reading) -> Iterator[Deed]:
    """The parties of a statement that is published as the article."""
    entity_id = article_document(reading)
    if entity_id is None:
        return
    first = next((i for i in range(reading.parse.n) if i not in reading.skip and reading.parse.word[i][0].isalnum()), 0)
    parties, token = _opening(reading)
    if len(parties) < 2:
        token = first
        named = _title_parties(reading)
        choices = (list(reading.headline[0]), named, _first_row(reading, first))
        parties = next((c for c in choices if len(c) > 1), [p for p in named if p.startswith("org/")])
    if parties:
        who = Unit(token, token + 1, tuple(dict.fromkeys(parties)), "name", "author")
        what = Unit(token, token + 1, (entity_id,), "name", "doc")
        yield from _deed(reading, "issues", "statement.article", token, who, what, "actual", 0.85, published=True)


def _first_row(reading: Reading, first: int) -> list[str]:
    """The states and bodies that an opening sentence has before its verb: "Representatives of A, B and C met ..."."""
    parse = reading.parse
    number = parse.sent[first]
    for start, end in parse.sents[number : number + 5]:
        verb = next((i for i in range(max(start, first), end) if parse.tag[i] in ("VBD", "VBZ", "VBP") and parse.is_verb(i)), start)
        found = _states_within(reading, max(start, first), verb)
        if sum(e.startswith("state/") for e in found) > 1:
            return found
    return []


def _states_within(reading: Reading, start: int, end: int) -> list[str]:
    """The states and known bodies named between two tokens; if there are not several, the persons."""
    if end <= start:
        return []
    found = list(dict.fromkeys(_gazetteer(reading, reading.surface(start, end))))
    if len(found) > 1:
        return found
    units = [reading.units[k] for k in dict.fromkeys(reading.unit_at[start:end]) if k >= 0]
    people = [e for u in units if u.via in ("name", "title") for e in u.ids if reading.registry.kind(e) == "person"]
    return people if len(people) > 1 else found


def _opening(reading: Reading) -> tuple[list[str], int]:
    """"The text of the following statement was released by the Governments of A, B and C": those after "by", else before."""
    parse = reading.parse
    match = _FOLLOWING.search(parse.text[:1500])
    if match is None:
        return _we(reading)
    first = bisect_right(parse.starts, match.start()) - 1
    start, end = parse.sents[parse.sent[first]]
    limit = parse.ends[end - 1]
    colon = parse.text.find(":", match.end(), limit)
    by = _BY.search(parse.text, match.end(), colon if colon > 0 else limit)
    last = end if colon < 0 else bisect_right(parse.starts, colon)
    if by is not None:
        return _states_within(reading, bisect_right(parse.starts, by.start()), last), first
    return _states_within(reading, start, first), first


def _we(reading: Reading) -> tuple[list[str], int]:
    """"We, the leaders of A, B and C, affirm ...": those named before the verb."""
    parse = reading.parse
    match = _WE.search(parse.text[:1500])
    if match is None:
        return [], 0
    first = bisect_right(parse.starts, match.start()) - 1
    end = min(parse.n, first + 120)
    verb = next((i for i in range(first + 2, end) if parse.tag[i] in ("VBD", "VBZ", "VBP") and parse.is_verb(i)), end)
    return _states_within(reading, first, verb), first


def _title_parties(reading: Reading) -> list[str]:
    """The states and bodies that the title names as its authors, with the publishing state for "Joint Statement with X"."""
    title = " ".join(reading.article.title.split())
    head = _HEAD.search(title)
    if head is None:
        return []
    before, after = title[: head.start()], title[head.end() :]
    link = _AUTHORS.match(after)
    found = _gazetteer(reading, before)
    if link is not None:
        found += _gazetteer(reading, re.split(r"\s(?:on|regarding|concerning|following|after)\s", after[link.end() :])[0].split(", " if link.group(1) == "with" else "\n")[0])
    elif (pair := _PAIR.search(after)) is not None:
        found += _gazetteer(reading, pair.group(0))
    if link is not None and link.group(1) == "with" and reading.home:
        found.insert(0, reading.home)
    return list(dict.fromkeys(found))


def _gazetteer(reading: Reading, text: str) -> list[str]:
    found = []
    for hit in reading.lexicon.gazetteer.find(text):
        form = hit.forms[0]
        state = form.entity_id.startswith("state/") and form.kind != "demonym"
        if state or (form.entity_id.startswith("org/") and _groups(reading, form.entity_id)):
            found.append(reading.registry.known(form.entity_id))
    return found


def _groups(reading: Reading, entity_id: str) -> bool:
    """Whether a body is one of states, which speaks for itself: the G7, NATO, the European Union."""
    return reading.lexicon.entities[entity_id].iso3 is None


def published_on(reading: Reading) -> DateRange | None:
    """The article's own date, as the date of the document that it is."""
    day = reading.article.published
    return DateRange(day, day, "day", "", "dateline") if day is not None else None
