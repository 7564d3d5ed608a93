"""Trains the grader of candidate facts on annotated articles and writes it with its card.

    python training/grader.py GOLD_DIR [--check GOLD_DIR] [--model NAME_OR_PATH] [--out data/models/grader]

GOLD_DIR holds articles.jsonl and one annotation file an article. A candidate that fits an annotated fact is a positive,
one that fits only an optional fact is left out, every other one is a negative. The card reports
cross-validation over articles within GOLD_DIR; --check adds a report on articles kept apart. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from kg.evaluate.gold import Gold, GoldFact, read_golds
from kg.evaluate.names import folded
from kg.extract.extractor import read
from kg.extract.facts import drafts_of
from kg.extract.features import features
from kg.extract.units import Reading
from kg.language.pipeline import load_pipeline
from kg.lexicon import relations
from kg.sources import read_articles

FOLDS = 8
PENALTY = 0.2  # inverse strength of the L2 penalty; 0.1 to 0.3 gave the same F within 0.01 in cross-validation
RARE = 3  # a feature seen less often is dropped
THRESHOLD = 0.5  # near the best F1 in cross-validation, on the side of precision
THRESHOLDS = (0.35, 0.4, 0.45, 0.5, 0.55, 0.6)


@dataclass
class Data:
    """Candidates of a set of articles: features, label (1 fact, 0 none, -1 optional), article, key and gold facts."""

    features: list[list[str]] = field(default_factory=list)
    labels: list[int] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)
    hits: list[tuple[int, ...]] = field(default_factory=list)
    wanted: Counter[str] = field(default_factory=Counter)


def gather(folder: Path, model: str | None) -> Data:
    """All candidates of the 26 relations in the articles of a folder, labelled."""
    golds = {g.article: g for g in read_golds(folder)}
    nlp = load_pipeline(model)
    articles = [a for a in read_articles([folder / "articles.jsonl"]) if a.id in golds]
    data, table = Data(), relations()
    for article, doc in zip(articles, nlp.pipe(a.text for a in articles), strict=True):
        gold = golds[article.id]
        data.wanted.update(f.relation for f in gold.facts)
        reading = read(doc, article)
        proposed = drafts_of(reading)
        names = _names(reading)
        for draft, row in zip(proposed, features(reading, proposed), strict=True):
            c = draft.candidate
            relation = c.trigger.relation
            if not table[relation].gold:
                continue
            ends = (names[c.subject], names[c.object])
            hits = tuple(i for i, f in enumerate(gold.facts) if _fits(gold, f, relation, ends))
            optional = not hits and any(_fits(gold, f, relation, ends) for f in gold.optional)
            pair = (c.subject, c.object)
            data.features.append(row)
            data.labels.append(1 if hits else -1 if optional else 0)
            data.articles.append(article.id)
            data.keys.append((article.id, relation, *(sorted(pair) if table[relation].symmetric else pair)))
            data.hits.append(hits)
    return data


def _names(reading: Reading) -> dict[str, frozenset[str]]:
    return {
        e.id: frozenset(folded(n) for n in (e.label, *e.names))
        for e in reading.registry.entities(reading.registry.ids())
    }


def _fits(gold: Gold, fact: GoldFact, relation: str, ends: tuple[frozenset[str], frozenset[str]]) -> bool:
    if fact.relation != relation:
        return False
    subject, target = gold.accepted(fact.subject), gold.accepted(fact.object)
    straight = bool(ends[0] & subject and ends[1] & target)
    return straight or (relations()[relation].symmetric and bool(ends[0] & target and ends[1] & subject))


def _fit(matrix: Any, labels: np.ndarray) -> LogisticRegression:
    return LogisticRegression(C=PENALTY, solver="liblinear", max_iter=500).fit(matrix, labels)


def score(data: Data, grades: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of the events kept at a threshold, each fact once an article."""
    best: dict[tuple[str, ...], int] = {}
    for i, key in enumerate(data.keys):
        if grades[i] >= threshold and (key not in best or grades[i] > grades[best[key]]):
            best[key] = i
    found = {(data.articles[i], h) for i in best.values() for h in data.hits[i]}
    wrong = sum(data.labels[i] == 0 for i in best.values())
    wanted = sum(n for r, n in data.wanted.items() if r not in ("holdsOffice", "memberOf"))
    p, r = len(found) / max(1, len(found) + wrong), len(found) / wanted
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


def reliability(data: Data, grades: np.ndarray) -> Iterator[tuple[float, float, int]]:
    """Mean grade and share of facts among the candidates of each tenth of the scale."""
    labels = np.array(data.labels)
    for low in np.arange(0.0, 1.0, 0.1):
        chosen = (grades >= low) & (grades < low + 0.1) & (labels >= 0)
        if chosen.any():
            yield float(grades[chosen].mean()), float(labels[chosen].mean()), int(chosen.sum())


def main() -> None:
    """Train, report, write."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("gold", type=Path)
    ap.add_argument("--check", type=Path)
    ap.add_argument("--model")
    ap.add_argument("--out", type=Path, default=Path(__file__).parent.parent / "data/models/grader")
    args = ap.parse_args()
    data = gather(args.gold, args.model)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(row, 1) for row in data.features])
    common = np.asarray((matrix > 0).sum(0)).ravel() >= RARE
    matrix, labels = matrix[:, common].tocsr(), np.array(data.labels)
    used = labels >= 0
    grades = np.zeros(len(labels))
    for train, test in GroupKFold(FOLDS).split(matrix, labels, data.articles):
        chosen = train[used[train]]
        grades[test] = _fit(matrix[chosen], labels[chosen]).predict_proba(matrix[test])[:, 1]
    model = _fit(matrix[used], labels[used])
    names = np.array(vectorizer.feature_names_)[common]
    weights = {str(n): round(float(w), 4) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.005}
    table = [(t, *score(data, grades, t)) for t in THRESHOLDS]
    default = THRESHOLD
    card = _card(data, grades, table, default, len(weights))
    if args.check:
        held = gather(args.check, args.model)
        unseen = vectorizer.transform([dict.fromkeys(row, 1) for row in held.features])[:, common]
        card += _checked(held, model.predict_proba(unseen)[:, 1])
    args.out.mkdir(parents=True, exist_ok=True)
    body = {
        "default": default,
        "bias": round(float(model.intercept_[0]), 4),
        "thresholds": {},
        "weights": dict(sorted(weights.items())),
    }
    (args.out / "grader.json").write_text(json.dumps(body, indent=0, ensure_ascii=False) + "\n", "utf-8")
    (args.out / "README.md").write_text(card, "utf-8")
    print(card)


def _rows(table: list[tuple[float, float, float, float]]) -> str:
    return "\n".join(f"| {t:.2f} | {p:.3f} | {r:.3f} | {f:.3f} |" for t, p, r, f in table)


def _bins(data: Data, grades: np.ndarray) -> str:
    return "\n".join(f"| {said:.2f} | {right:.2f} | {n} |" for said, right, n in reliability(data, grades))


def _card(
    data: Data, grades: np.ndarray, table: list[tuple[float, float, float, float]], default: float, size: int
) -> str:
    labels = Counter(data.labels)
    return f"""# The grader of candidate facts

A logistic model with {size} named features (`grader.json`: weight by feature name), trained by `training/grader.py` on
{len(set(data.articles))} annotated articles: {labels[1]} candidates that a reader wrote down, {labels[0]} that he
did not; {labels[-1]} optional ones left out. L2 penalty, C = {PENALTY}; features seen fewer than {RARE} times dropped.
Licence: that of the project.
It grades the candidates of the 26 relations of the guidelines except offices and memberships, which are found by rule.

Events by cross-validation over articles ({FOLDS} folds), at each threshold; shipped threshold {default:.2f}:

| threshold | precision | recall | F1 |
| --- | --- | --- | --- |
{_rows(table)}

Reliability of the grades in cross-validation:

| grade | share that are facts | candidates |
| --- | --- | --- |
{_bins(data, grades)}
"""


def _checked(data: Data, grades: np.ndarray) -> str:
    table = [(t, *score(data, grades, t)) for t in THRESHOLDS]
    return f"""
On {len(set(data.articles))} articles kept apart (events only):

| threshold | precision | recall | F1 |
| --- | --- | --- | --- |
{_rows(table)}

| grade | share that are facts | candidates |
| --- | --- | --- |
{_bins(data, grades)}
"""


if __name__ == "__main__":
    main()
