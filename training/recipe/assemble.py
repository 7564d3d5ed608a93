"""Puts the trained parts together into one small pipeline: tokenizer, sentence rules, strings, rounded weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import spacy
import srsly
from spacy.language import Language
from spacy.strings import StringStore, get_string_id

from kg.language.tokens import SENTENCES, extend_tokenizer

ORDER = ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser")
MANTISSA = 10  # bits kept of each weight; the rest are zeros, which compress


def rounded(array: Any) -> Any:
    """A float32 array whose values keep `MANTISSA` bits (rounded to nearest)."""
    drop = 23 - MANTISSA
    bits = np.ascontiguousarray(array, dtype="float32").view("uint32")
    return ((bits + np.uint32(1 << (drop - 1))) & np.uint32(0xFFFFFFFF << drop & 0xFFFFFFFF)).view("float32")


def round_weights(nlp: Language) -> None:
    """Rounds the parameters of all components in place."""
    for _, pipe in nlp.pipeline:
        for node in pipe.model.walk() if hasattr(pipe, "model") else ():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, rounded(node.get_param(name)))


def needed_strings(nlp: Language) -> list[str]:
    """Strings that the saved pipeline refers to: vector keys, labels, pieces of the lemmatiser's edit trees."""
    wanted = set(nlp.vocab.vectors.keys())
    for name in nlp.pipe_names:
        for label in nlp.pipe_labels.get(name, ()):
            wanted.add(get_string_id(label))
    if "trainable_lemmatizer" in nlp.pipe_names:
        trees = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())["trees"]
        for tree in trees:
            wanted |= {value for value in tree.values() if isinstance(value, int)}
    fresh = spacy.blank("en").vocab.strings
    return sorted(s for s in nlp.vocab.strings if get_string_id(s) in wanted or s in fresh)


def averaged(paths: Sequence[Path]) -> Language:
    """One pipeline whose parameters are the mean of those of the given ones, which must have the same shape."""
    pipelines = [spacy.load(path) for path in paths]
    for name in pipelines[0].pipe_names:
        alike = (pipeline.get_pipe(name).model.walk() for pipeline in pipelines)
        for nodes in zip(*alike, strict=True):
            for parameter in nodes[0].param_names:
                if nodes[0].has_param(parameter):
                    nodes[0].set_param(parameter, sum(node.get_param(parameter) for node in nodes) / len(nodes))
    return pipelines[0]


def assemble(syntax: Sequence[Path], lemmas: Path, names: Sequence[Path], out: Path, meta: dict[str, Any]) -> None:
    """Writes the pipeline to `out`; several paths of one part are averaged; all parts must share their vectors."""
    nlp = spacy.load(names[0], exclude=["ner"])
    parsed, lemmatized, named = averaged(syntax), spacy.load(lemmas), averaged(names)
    for name in ORDER:
        nlp.add_pipe(name, source=lemmatized if name == "trainable_lemmatizer" else parsed)
    nlp.add_pipe("ner", source=named)
    extend_tokenizer(nlp)
    nlp.add_pipe(SENTENCES, before="parser")
    round_weights(nlp)
    nlp.meta.update(meta)
    nlp.to_disk(out)
    StringStore(needed_strings(nlp)).to_disk(out / "vocab" / "strings.json")
