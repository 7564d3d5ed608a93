"""What each step of the recipe does with the options of the command line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import spacy

from recipe import (
    assemble,
    card,
    continuing,
    entities,
    evaluate,
    grammar,
    mix,
    silver,
    sources,
    treebank_names,
    ud,
    vectors,
)

META = {
    "name": "kg_news",
    "version": "0.3.0",
    "description": "English pipeline for news and official texts on diplomacy",
    "author": "kg maintainers",
    "license": "CC-BY-SA-4.0",
}
# Steps and learning rates of the continued runs. The batches hold 600 to 1,000 words.
CONTINUED = {"syntax": (1800, 0.001), "names": (2000, 0.001), "lemmas": (1400, 0.003)}


def configure(step: str, work: Path) -> None:
    """Writes the configuration of a continued run."""
    steps, rate = CONTINUED[step]
    if step == "lemmas":
        config = continuing.lemmatizer(work / "syntax" / "model-last", steps)
    elif step == "syntax":
        config = continuing.continued(
            "syntax.cfg", work / "syntax-first" / "model-last", continuing.SYNTAX, steps, rate
        )
    else:
        config = continuing.continued("names.cfg", work / "names-first" / "model-last", ("ner",), steps, rate)
    continuing.write(config, work / f"{step}.cfg")


def _silver(options: argparse.Namespace) -> None:
    first = spacy.load(options.work / "names-first" / "model-last")
    other = spacy.load(options.work / "names-other" / "model-last")
    silver.build(first, other, options.articles, options.gold, options.work / "corpus")
    treebank_names.build(options.corpora / "ewt", first, other, options.work / "corpus")
    mix.build(options.work / "corpus")


def _assemble(options: argparse.Namespace) -> None:
    work = options.work
    syntax, lemmas, names = (work / name / "model-last" for name in ("syntax", "lemmas", "names"))
    assemble.assemble([syntax], lemmas, [names], options.out, META | {"sources": sources.trained_on()})


def _evaluate(options: argparse.Namespace) -> None:
    scores = evaluate.evaluate(spacy.load(options.model), options.corpora / "eval", options.work / "corpus")
    options.work.joinpath("scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    card.write(options.model, scores)


def run(options: argparse.Namespace) -> None:
    """Runs the step that the options name."""
    corpus = options.work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    if options.step == "convert":
        ud.build(options.corpora, corpus)
        grammar.extend(corpus)
        entities.build(options.corpora, corpus)
    elif options.step == "vectors":
        vectors.build(options.vectors, options.articles, corpus, options.work / "vectors")
    elif options.step == "silver":
        _silver(options)
    elif options.step == "configure":
        configure(options.run, options.work)
    elif options.step == "assemble":
        _assemble(options)
    elif options.step == "evaluate":
        _evaluate(options)
