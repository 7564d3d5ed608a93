"""Builds and loads the spaCy pipeline."""

from __future__ import annotations

import warnings
from pathlib import Path

import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.language.tokens import SENTENCES, extend_tokenizer
from kg.resources import resource

__all__ = ["DEFAULT_MODEL", "load_pipeline"]

DEFAULT_MODEL = "data/models/en_kg_news"
_NEEDED = ("parser", "ner")


def load_pipeline(name: str | Path | None = None) -> Language:
    """The shipped pipeline, or any English spaCy pipeline by package name or path.

    Raises ModelError if it cannot be loaded, is not English, or lacks a parser or entity recogniser.
    """
    try:
        where = resource(DEFAULT_MODEL) if name is None else name
    except FileNotFoundError as error:
        raise ModelError(str(error)) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            nlp = spacy.load(where)
    except (OSError, ValueError, ImportError, KeyError) as error:
        first = str(error).splitlines()[0]
        raise ModelError(
            f"--model {where}: cannot be loaded ({first}); give the name of an installed English pipeline or its folder"
        ) from None
    if nlp.lang != "en":
        raise ModelError(f"--model {where}: language is {nlp.lang}; an English pipeline is needed")
    missing = [p for p in _NEEDED if p not in nlp.pipe_names]
    if missing:
        lack = " and no ".join(missing)
        raise ModelError(f"--model {where}: has no {lack}; a pipeline with parser and entity recogniser is needed")
    if SENTENCES not in nlp.pipe_names:
        extend_tokenizer(nlp)
        nlp.add_pipe(SENTENCES, before="parser")
    return nlp
