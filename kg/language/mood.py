"""Whether a predicate tells of a deed, or of one that is planned, threatened, refused, asked for or only thought of."""

from __future__ import annotations

from typing import Literal

from kg.language.clauses import Parse

__all__ = ["Mood", "mood"]

Mood = Literal["actual", "planned", "decided", "threatened", "refused", "asked", "denied", "unreal"]

_GOVERNORS: dict[Mood, frozenset[str]] = {
    "decided": frozenset({"decide", "decision", "vote", "rule", "resolve"}),
    "planned": frozenset(
        "agree promise pledge vow offer intend plan commit ready prepared willing undertake prepare propose "
        "swear opt poised "
        "determined set schedule due pledge promise plan intention readiness willingness agreement offer "
        "commitment proposal "
        "expect aim about guarantee accept consent".split()
    ),
    "threatened": frozenset({"threaten", "threat", "warn", "warning"}),
    "refused": frozenset(
        "refuse decline reject deny renege oppose refusal rejection veto object unwilling reluctant".split()
    ),
    "asked": frozenset(
        "ask urge call demand want request appeal press pressure order tell invite recommend insist beg seek "
        "wish hope require plead persuade "
        "exhort encourage petition lobby appeal call demand request need must pressure ultimatum "
        "authorize instruct claim desire advise".split()
    ),
    "actual": frozenset(
        "say state tell announce report add note declare begin continue start resume keep try attempt manage "
        "help proceed move go be have "
        "reveal confirm disclose show see remain accuse blame charge admit acknowledge attempt "
        "effort dare rush use stage mount carry".split()
    ),
}  # fmt: skip
_CLAUSES = frozenset(
    {"xcomp", "ccomp", "csubj", "obj", "obl", "nmod", "acl", "nsubj:pass", "iobj", "compound", "nsubj", "amod"}
)
_UNREAL_MODALS = frozenset({"could", "may", "might", "can", "'d", "’d"})
_DUTY = frozenset({"must", "should", "ought"})
_CHARGES = frozenset(
    "accuse blame thank praise criticize criticise condemn charge congratulate commend suspect warn prevent".split()
)
_BEFORE = frozenset({"if", "unless", "before", "to", "until", "lest", "without", "whether"})


def mood(parse: Parse, i: int) -> Mood:
    """The mood of the predicate (verb or noun) at token i, from its auxiliaries and from what governs it."""
    found: Mood = "actual"
    at = i
    for _ in range(8):
        own = _own(parse, at)
        if own in ("denied", "unreal", "asked"):
            return own
        if own == "planned":
            found = own
        head, dep = parse.head[at], parse.dep[at]
        if head == at or dep in ("parataxis", "acl:relcl", "appos"):
            break
        if dep == "advcl":
            marks = {parse.lower[k] for k in parse.kids[at] if parse.dep[k] in ("mark", "case")}
            told = bool(marks & {"of", "for", "from"}) and parse.lemma[head] in _CHARGES
            return "unreal" if marks & _BEFORE or told else _settled(found)
        if dep in _CLAUSES:
            ruled = _ruled(parse, at, head)
            if ruled == "stop":
                break
            if ruled in ("unreal", "asked", "refused", "threatened"):
                return ruled
            if ruled in ("planned", "decided") and found == "actual":
                found = ruled
        elif dep != "conj":
            break
        at = head
    return _settled(found)


def _settled(found: Mood) -> Mood:
    return "planned" if found == "planned" else "decided" if found == "decided" else "actual"


def _own(parse: Parse, i: int) -> Mood:
    marks = parse.marks(i)
    if "neg" in marks:
        return "denied"
    if "if" in marks:
        return "unreal"
    words = {parse.lower[k] for k in parse.kids[i] if parse.dep[k] in ("aux", "aux:pass", "cop")}
    if words & _UNREAL_MODALS:
        return "unreal"
    if words & _DUTY:
        return "asked"
    is_to = "inf" in marks and bool(words & {"is", "are", "was", "were"})  # "is to visit"
    return "planned" if "will" in marks or "would" in words or is_to else "actual"


def _ruled(parse: Parse, at: int, head: int) -> Mood | Literal["stop"]:
    """What the governor says about the clause or noun below it; "stop" where it has no say."""
    dep, lemma = parse.dep[at], parse.lemma[head]
    if dep in ("nsubj", "nsubj:pass") and parse.is_verb(head) and not parse.passive(head):
        return "stop"
    for name, words in _GOVERNORS.items():
        if lemma in words:
            return name
    if dep == "xcomp" or (dep == "acl" and "inf" in parse.marks(at)):
        return "unreal"
    if dep in ("ccomp", "csubj"):
        return "actual"
    return "stop" if dep in ("acl", "amod", "compound") else "actual"
