"""The features by which candidates are graded, as readable names: "r=meets|path=P:with", "subject_elsewhere".

A candidate is the more likely a fact the closer its ends hang on the trigger, the plainer the actors are named and the
fewer marks of wish, condition or denial stand on its predicate. Most features name the relation (`r=`), for a pattern
that is safe for one relation is a trap for another.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.candidates import Candidate
from kg.extract.units import Reading, Unit
from kg.lexicon import triggers

if TYPE_CHECKING:
    from kg.extract.facts import Draft

__all__ = ["features"]

_CONTENT = frozenset("NN NNS VB VBD VBG VBN VBP VBZ JJ RB MD".split())
_STEPS = (1, 3, 6, 10, 16, 25)  # distances in tokens
_RANKS = (0, 1, 2, 5)
_LAST = 99  # the rank of what has no name in the text


@dataclass(frozen=True, slots=True)
class _Rivals:
    """How often the drafts of an article tell the same, crowd on one trigger, or fit it fully.

    `again` counts those that tell the same and fit; `ways` are the ways in which objects hang on a trigger with one
    subject, those that fit first, then by length; `rank` orders the entities of each kind by how often they are named.
    """

    same: Counter[tuple[str, str, str]]
    crowd: Counter[tuple[str, int]]
    exact: Counter[tuple[str, int]]
    again: Counter[tuple[str, str, str]]
    ways: dict[tuple[str, int, str], list[tuple[bool, int]]]
    rank: dict[str, int]


def features(reading: Reading, drafts: list[Draft]) -> Iterator[list[str]]:
    """The features of each draft, by name."""
    rivals = _rivals(reading, drafts)
    near: dict[int, list[str]] = {}
    for draft in drafts:
        token = draft.candidate.token
        if token not in near:
            near[token] = _nearby(reading, token)
        yield [
            *_of_slots(reading, draft),
            *_of_position(reading, draft, rivals),
            *_of_governors(reading, draft),
            *_of_actors(reading, draft),
            *_of_signs(draft),
            *_of_rivals(reading, draft, rivals),
            *(f"r={draft.candidate.trigger.relation}|near={word}" for word in near[token]),
        ]


def _rivals(reading: Reading, drafts: list[Draft]) -> _Rivals:
    keys = [(d.candidate.trigger.relation, d.candidate) for d in drafts]
    ways: dict[tuple[str, int, str], set[tuple[bool, int]]] = {}
    for r, c in keys:
        ways.setdefault((r, c.token, c.subject), set()).add(_way(c))
    named = Counter(e for unit in reading.units for e in unit.ids)
    rank: dict[str, int] = {}
    before: Counter[str] = Counter()  # entities of each kind that are named more often
    for e, _ in sorted(named.items(), key=lambda item: (-item[1], item[0])):
        kind = reading.registry.kind(e)
        rank[e] = before[kind]
        before[kind] += 1
    return _Rivals(
        Counter((r, c.subject, c.object) for r, c in keys),
        Counter((r, c.token) for r, c in keys),
        Counter((r, c.token) for r, c in keys if c.fits),
        Counter((r, c.subject, c.object) for r, c in keys if c.fits),
        {key: sorted(found) for key, found in ways.items()},
        rank,
    )


def _way(c: Candidate) -> tuple[bool, int]:
    return (not c.fits, len(c.path))


def _of_rivals(reading: Reading, draft: Draft, rivals: _Rivals) -> list[str]:
    """How much the article is about the ends, whether it tells the same elsewhere, and which objects come first."""
    c = draft.candidate
    relation, kind = c.trigger.relation, reading.registry.kind(c.object)
    r = f"r={relation}"
    subject = _bucket(rivals.rank.get(c.subject, _LAST), _RANKS)
    target = _bucket(rivals.rank.get(c.object, _LAST), _RANKS)
    again = rivals.again[relation, c.subject, c.object] > c.fits
    way = rivals.ways[relation, c.token, c.subject].index(_way(c))
    return [
        f"rank_s={subject}", f"rank_o={target}", f"{r}|rank_s={subject}", f"{r}|rank_o={target}",
        f"head={c.path[0]}|rank_o={target}|{kind}", f"again={again}|fits={c.fits}", f"{r}|again={again}",
        f"{r}|way={_bucket(way, (0, 1, 2, 4))}",
    ]  # fmt: skip


def _of_slots(reading: Reading, draft: Draft) -> list[str]:
    """Which trigger, which slots, and what kinds of actor in what kind of mention stand there."""
    c = draft.candidate
    r, lemma = f"r={c.trigger.relation}", reading.parse.lemma[c.token]
    sv, ov = c.subject_unit.via.split(":")[0], c.object_unit.via.split(":")[0]
    sk, ok = reading.registry.kind(c.subject), reading.registry.kind(c.object)
    head, path, length = c.path[0], ">".join(c.path[:3]), min(len(c.path), 4)
    return [
        r, f"{r}|trigger={c.trigger.id}", f"{r}|lemma={lemma}", f"{r}|slot={c.slot}", f"{r}|path={path}",
        f"{r}|head={head}", f"path={path}", f"head={head}|len={length}", f"{r}|fits={c.fits}",
        f"fits={c.fits}|len={length}", f"lemma={lemma}|head={head}", f"{r}|kinds={sk}-{ok}", f"{r}|sv={sv}",
        f"{r}|ov={ov}", f"sv={sv}", f"ov={ov}", f"sv={sv}|slot={c.slot}", f"status={draft.status}",
        f"{r}|status={draft.status}", f"{r}|pos={c.trigger.pos}|{head}", f"slot={c.slot}|head={head}",
        f"sure={c.trigger.sure is not None}|{r}", f"dated={draft.when is not None}|{r}", f"last={c.path[-1]}|{r}",
    ]  # fmt: skip


def _of_position(reading: Reading, draft: Draft, rivals: _Rivals) -> list[str]:
    """How far the ends are from the trigger, how far down the text it stands, and what else is proposed there."""
    c = draft.candidate
    relation, t = c.trigger.relation, c.token
    r, far_object = f"r={relation}", _distance(c.object_unit, t)
    return [
        f"near_o={far_object}",
        f"near_s={_distance(c.subject_unit, t)}",
        f"{r}|near_o={far_object}",
        f"{r}|crowd={_bucket(rivals.crowd[relation, t], (1, 2, 4, 8, 16))}",
        f"keys={_bucket(rivals.same[relation, c.subject, c.object], (1, 2, 4))}",
        f"far={not c.fits and rivals.exact[relation, t] > 0}",
        f"{r}|sent={_bucket(reading.parse.sent[t], (0, 2, 6, 15))}",
    ]


def _distance(unit: Unit, token: int) -> int:
    return _bucket(min(abs(unit.start - token), abs(token - unit.end)), _STEPS)


def _bucket(n: int, steps: tuple[int, ...]) -> int:
    return bisect_left(steps, n)


def _of_governors(reading: Reading, draft: Draft) -> list[str]:
    """The word on which an end hangs if it is not the trigger: it may tell of another deed."""
    c, parse = draft.candidate, reading.parse
    r, names = f"r={c.trigger.relation}", []
    top = reading.top(c.object_unit)
    governor = parse.head[top]
    if governor not in (c.token, top):
        kind, edge = _deeds().get(parse.lemma[governor], "other"), parse.edge(top)
        names += [f"{r}|inner={kind}|{edge}", f"{r}|inner_lemma={parse.lemma[governor]}", f"inner={kind}|{edge}"]
    top = reading.top(c.subject_unit)
    if parse.head[top] != c.token and c.subject_unit.via != "author":
        names.append(f"{r}|subject_under={parse.edge(top)}|{c.slot}")
    return names


@cache
def _deeds() -> dict[str, str]:
    """The relation that a word triggers first."""
    table: dict[str, str] = {}
    for trigger in triggers():
        for word in trigger.words:
            table.setdefault(word, trigger.relation)
    return table


def _of_actors(reading: Reading, draft: Draft) -> list[str]:
    """What the two ends have to do with each other, with the source and with the sentence."""
    c, registry = draft.candidate, reading.registry
    r, names = f"r={c.trigger.relation}", []
    state = registry.iso3(c.subject)
    if state and state == registry.iso3(c.object):
        names += ["same_state", f"same_state|{r}"]
    if reading.home is not None:
        names.append(f"home={c.subject == reading.home},{c.object == reading.home}")
    if reading.parse.sent[c.subject_unit.start] != reading.parse.sent[c.token]:
        names.append("subject_elsewhere")
    if len(c.subject_unit.ids) > 1:
        names.append(f"group_subject|{r}")
    if len(c.object_unit.ids) > 1:
        names.append(f"group_object|{r}")
    if "ActorSet" in (registry.cls(c.subject), registry.cls(c.object)):
        names.append("actor_set")
    return names


def _of_signs(draft: Draft) -> list[str]:
    """Marks of tense, wish, condition and denial on the predicate."""
    signs = sorted(draft.candidate.signs)
    if not signs:
        return ["no_signs"]
    return [name for s in signs for name in (f"sign={s}", f"r={draft.candidate.trigger.relation}|sign={s}")]


def _nearby(reading: Reading, t: int) -> list[str]:
    """Content words within five tokens of a trigger in its sentence, sorted; figures and money as one word each."""
    parse = reading.parse
    start, end = parse.sents[parse.sent[t]]
    found = set()
    for i in range(max(start, t - 5), min(end, t + 6)):
        if i == t or reading.unit_at[i] >= 0:
            continue
        tag = parse.tag[i]
        if tag in _CONTENT:
            found.add(parse.lemma[i])
        elif tag in ("$", "CD"):
            found.add(tag)
    return sorted(found)
