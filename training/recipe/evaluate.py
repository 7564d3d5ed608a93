"""Scores of a pipeline on the held-out sets: names by exact span, syntax from raw text, verb arcs, speed."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from statistics import mean

from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc, DocBin, Token
from spacy.training import Example

from recipe.gazetteer import TITLES

NAME_SETS = ("uner_pud", "re3d_gov", "crossner_politics", "gum_test", "uner_ewt_test", "gum_news_test")
SYNTAX_SETS = ("pud_test", "gum_test", "ewt_test", "gumnews_test")
_MERGED = {"PERSON": "PERSON", "ORG": "ORG", "GPE": "LOCATION", "LOC": "LOCATION", "FAC": "LOCATION", "NORP": "NORP"}
_CORE = ("PERSON", "ORG", "LOCATION")
Name = tuple[int, int, str]


def normal(text: str, start: int, end: int, label: str) -> Name:
    """A name without article, title, opening quote, possessive and closing punctuation, as all sets are compared."""
    while True:
        found = re.match(r"(?:the|a|an)\s+|[“\"‘'(]", text[start:end], re.IGNORECASE)
        if not found and label == "PERSON":
            word = re.match(r"(\S+)\s+", text[start:end])
            found = word if word and word.group(1).lower() in TITLES else None
        if not found or found.end() >= end - start:
            break
        start += found.end()
    while True:
        found = re.search(r"(['’]s|['’]|[\s,;:\"”)]|(?<![A-Z])\.)$", text[start:end])
        if not found or not found.start():
            return start, end, label
        end = start + found.start()


def _names(text: str, spans: Iterable[Name]) -> set[Name]:
    return {normal(text, start, end, _MERGED[label]) for start, end, label in spans if label in _MERGED}


def f1(hits: int, predicted: int, expected: int) -> float:
    """F1 in per cent, rounded to one decimal; 0 where nothing was expected or predicted."""
    return round(200 * hits / (predicted + expected), 1) if predicted + expected else 0.0


def score_names(nlp: Language, folder: Path) -> dict[str, dict[str, float]]:
    """F1 by label and for persons, organisations and places together (`core`), for each set."""
    out = {}
    for name in NAME_SETS:
        rows = [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
        hits: Counter[str] = Counter()
        predicted: Counter[str] = Counter()
        expected: Counter[str] = Counter()
        for row, doc in zip(rows, nlp.pipe([row["text"] for row in rows], batch_size=64), strict=True):
            gold = _names(row["text"], row["ents"])
            found = _names(row["text"], [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents])
            hits.update(label for _, _, label in gold & found)
            predicted.update(label for _, _, label in found)
            expected.update(label for _, _, label in gold)
        scores = {label: f1(hits[label], predicted[label], expected[label]) for label in sorted(expected)}
        scores["core"] = f1(*(sum(counts[label] for label in _CORE) for counts in (hits, predicted, expected)))
        out[name] = scores
    out["mean"] = {"core": round(mean(out[name]["core"] for name in NAME_SETS[:5]), 2)}
    return out


def _dep(token: Token, _: str) -> str:
    return str(token.dep_).lower()


def _verb_arcs(doc: Doc, verbs: set[tuple[int, int]], kinds: dict[str, str]) -> set[tuple[str, int, int, int, int]]:
    out = set()
    for token in doc:
        head = (token.head.idx, token.head.idx + len(token.head))
        if token.dep_ in kinds and head in verbs:
            out.add((kinds[token.dep_], token.idx, token.idx + len(token), *head))
    return out


def score_verb_arcs(pairs: list[tuple[Doc, Doc]]) -> dict[str, float]:
    """F1 of subject and object arcs whose gold head is a verb without copula; pairs are (predicted, gold)."""
    kinds = {"nsubj": "subject", "nsubj:pass": "subject", "obj": "object"}
    hits: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    expected: Counter[str] = Counter()
    for guess, gold in pairs:
        copular = {token.head.i for token in gold if token.dep_ == "cop"}
        verbs = {(t.idx, t.idx + len(t)) for t in gold if t.pos_ == "VERB" and t.i not in copular}
        found, true = _verb_arcs(guess, verbs, kinds), _verb_arcs(gold, verbs, kinds)
        hits.update(arc[0] for arc in found & true)
        predicted.update(arc[0] for arc in found)
        expected.update(arc[0] for arc in true)
    return {kind: f1(hits[kind], predicted[kind], expected[kind]) for kind in ("subject", "object")}


def score_syntax(nlp: Language, corpus: Path) -> dict[str, dict[str, float]]:
    """Tokens, tags, morphology, lemmas, sentences, attachment and verb arcs on raw text, for each set, in per cent."""
    out = {}
    for name in SYNTAX_SETS:
        gold = list(DocBin().from_disk(corpus / f"{name}.spacy").get_docs(nlp.vocab))
        guesses = list(nlp.pipe([doc.text for doc in gold]))
        examples = [Example(guess, doc) for guess, doc in zip(guesses, gold, strict=True)]
        scores = Scorer.score_tokenization(examples)
        for attribute in ("tag", "pos", "morph", "lemma"):
            scores |= Scorer.score_token_attr(examples, attribute)
        scores |= Scorer.score_spans(examples, "sents", has_annotation=lambda doc: doc.has_annotation("SENT_START"))
        scores |= Scorer.score_deps(examples, "dep", getter=_dep, ignore_labels=("punct",))
        kept = ("token_f", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "sents_f", "dep_uas", "dep_las")
        out[name] = {key: round(100 * scores[key], 1) for key in kept}
        out[name] |= score_verb_arcs(list(zip(guesses, gold, strict=True)))
    return out


def speed(nlp: Language, folder: Path, rounds: int = 3) -> int:
    """Words a CPU-second over the texts of re3d_gov, the best of some rounds."""
    texts = [json.loads(line)["text"] for line in (folder / "re3d_gov.jsonl").open(encoding="utf-8")]
    words = sum(len(nlp.make_doc(text)) for text in texts)
    best = 0.0
    for _ in range(rounds):
        began = time.process_time()
        for _doc in nlp.pipe(texts, batch_size=32):
            pass
        best = max(best, words / (time.process_time() - began))
    return round(best)


def evaluate(nlp: Language, names: Path, corpus: Path) -> dict[str, object]:
    """All measures of a pipeline."""
    only_names = [pipe for pipe in nlp.pipe_names if pipe != "ner"]
    with nlp.select_pipes(disable=only_names):
        name_scores = score_names(nlp, names)
    with nlp.select_pipes(disable=["ner"]):
        syntax_scores = score_syntax(nlp, corpus)
    return {"names": name_scores, "syntax": syntax_scores, "words_per_second": speed(nlp, names)}
