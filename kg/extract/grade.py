"""Grades candidates: the chance that a careful reader would write the fact down.

A logistic model over named features, trained on annotated articles by `training/grader.py` and shipped as
`data/models/grader/grader.json` (weights by feature name, so that every grade can be explained).
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg.extract.units import Reading
from kg.lexicon import relations, triggers
from kg.resources import resource

if TYPE_CHECKING:
    from kg.extract.facts import Draft

__all__ = ["Grader", "features", "grader", "is_brief"]


# A text of so few sentences is the lead of a report: it is about its event, and a rule that fits needs no second opinion.
_BRIEF = 3


_CONTENT = frozenset("NN NNS VB VBD VBG VBN VBP VBZ JJ RB MD".split())
_HEDGES = frozenset({"modal", "if", "neg", "gov-modal", "gov-if", "gov-neg"})


@dataclass(frozen=True, slots=True)
class Grader:
    """Weights by feature, and the least confidence a fact of each relation needs to be kept."""

    weights: dict[str, float]
    bias: float
    thresholds: dict[str, float]
    default: float = 0.5

    def threshold(self, relation: str) -> float:
        """The least confidence at which a fact of the relation is kept."""
        return self.thresholds.get(relation, self.default)

    def grade(self, reading: Reading, drafts: list[Draft]) -> list[float]:
        """The confidence of each draft, in (0, 1)."""
        get = self.weights.get
        scores = []
        table = relations()
        brief = is_brief(reading)
        for draft, names in zip(drafts, features(reading, drafts), strict=True):
            trigger = draft.candidate.trigger
            score = 0.0
            if table[trigger.relation].gold:
                z = self.bias
                for name in names:
                    z += get(name, 0.0)
                score = 1 / (1 + math.exp(-z))
            if trigger.floor is not None and draft.candidate.fits and not draft.candidate.signs & _HEDGES:
                score = max(score, trigger.floor)
            if trigger.sure is not None and (brief or not table[trigger.relation].gold):
                score = max(score, trigger.sure)
            scores.append(score)
        return scores


@cache
def grader() -> Grader:
    """The shipped grader."""
    raw = json.loads(resource("data/models/grader/grader.json").read_text("utf-8"))
    return Grader(raw["weights"], raw["bias"], raw["thresholds"], raw["default"])


def is_brief(reading: Reading) -> bool:
    """Whether a text is no more than the lead of a report."""
    return len(reading.parse.sents) <= _BRIEF


def features(reading: Reading, drafts: list[Draft]) -> Iterator[list[str]]:
    """The features of each draft, by name."""
    sent = reading.parse.sent
    keys = Counter((d.candidate.trigger.relation, d.candidate.subject, d.candidate.object) for d in drafts)
    crowd = Counter((d.candidate.trigger.relation, d.candidate.token) for d in drafts)
    exact = Counter((d.candidate.token, d.candidate.trigger.relation) for d in drafts if d.candidate.fits)
    for draft in drafts:
        yield _features(reading, draft, sent, keys, crowd, exact)


@cache
def _deeds() -> dict[str, str]:
    table: dict[str, str] = {}
    for trigger in triggers():
        for word in trigger.words:
            table.setdefault(word, trigger.relation)
    return table


def _deed(lemma: str) -> str:
    """The relation that a word triggers first, or "other"."""
    return _deeds().get(lemma, "other")


def _nearby(reading: Reading, t: int) -> set[str]:
    """Content words within five tokens of a trigger in its sentence; figures and money as one word each."""
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
    return found


def _bucket(n: int, steps: tuple[int, ...]) -> int:
    return sum(n > s for s in steps)


def _features(
    reading: Reading, draft: Draft, sent: list[int], keys: Counter[tuple[str, str, str]], crowd: Counter[tuple[str, int]], exact: Counter[tuple[int, str]]
) -> list[str]:
    c = draft.candidate
    registry = reading.registry
    r, t = c.trigger.relation, c.token
    lemma = reading.parse.lemma[t]
    su, ou = c.subject_unit, c.object_unit
    sv, ov = su.via.split(":")[0], ou.via.split(":")[0]
    sk, ok = registry.kind(c.subject), registry.kind(c.object)
    head, path = c.path[0], ">".join(c.path[:3])
    si, oi = registry.iso3(c.subject), registry.iso3(c.object)
    near_o = _bucket(min(abs(ou.start - t), abs(t - ou.end)), (1, 3, 6, 10, 16, 25))
    near_s = _bucket(min(abs(su.start - t), abs(t - su.end)), (1, 3, 6, 10, 16, 25))
    names = [
        f"r={r}", f"r={r}|trigger={c.trigger.id}", f"r={r}|lemma={lemma}", f"r={r}|slot={c.slot}", f"r={r}|path={path}", f"r={r}|head={head}",
        f"path={path}", f"head={head}|len={min(len(c.path), 4)}", f"r={r}|fits={c.fits}", f"fits={c.fits}|len={min(len(c.path), 4)}",
        f"lemma={lemma}|head={head}", f"r={r}|kinds={sk}-{ok}", f"r={r}|sv={sv}", f"r={r}|ov={ov}", f"sv={sv}", f"ov={ov}", f"sv={sv}|slot={c.slot}",
        f"status={draft.status}", f"r={r}|status={draft.status}", f"near_o={near_o}", f"near_s={near_s}", f"r={r}|near_o={near_o}",
        f"r={r}|crowd={_bucket(crowd[r, t], (1, 2, 4, 8, 16))}", f"keys={_bucket(keys[r, c.subject, c.object], (1, 2, 4))}",
        f"r={r}|pos={c.trigger.pos}|{head}", f"far={not c.fits and exact[t, r] > 0}", f"slot={c.slot}|head={head}",
        f"sure={c.trigger.sure is not None}|r={r}", f"r={r}|sent={_bucket(sent[t], (0, 2, 6, 15))}", f"dated={draft.when is not None}|r={r}", f"last={c.path[-1]}|r={r}",
    ]  # fmt: skip
    otop = reading.top(ou)
    gov = reading.parse.head[otop]
    if gov != t and gov != otop:
        kind = _deed(reading.parse.lemma[gov])
        edge = reading.parse.edge(otop)
        names += [f"r={r}|inner={kind}|{edge}", f"r={r}|inner_lemma={reading.parse.lemma[gov]}", f"inner={kind}|{edge}"]
    stop = reading.top(su)
    if reading.parse.head[stop] != t and su.end <= reading.parse.n and su.via != "author":
        names.append(f"r={r}|subject_under={reading.parse.edge(stop)}|{c.slot}")
    if si and si == oi:
        names += ["same_state", f"same_state|r={r}"]
    if reading.home is not None:
        home = reading.home
        names.append(f"home={c.subject == home},{c.object == home}")
    if sent[su.start] != sent[t]:
        names.append("subject_elsewhere")
    if len(su.ids) > 1:
        names.append(f"group_subject|r={r}")
    if len(ou.ids) > 1:
        names.append(f"group_object|r={r}")
    if registry.cls(c.subject) == "ActorSet" or registry.cls(c.object) == "ActorSet":
        names.append("actor_set")
    for sign in c.signs:
        names.append(f"sign={sign}")
        names.append(f"r={r}|sign={sign}")
    if not c.signs:
        names.append("no_signs")
    names += [f"r={r}|near={w}" for w in _nearby(reading, t)]
    return names
