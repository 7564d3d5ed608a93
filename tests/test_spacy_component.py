"""kg_facts, the component for a user's own spaCy pipeline."""

from __future__ import annotations

import importlib
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.errors import ModelError
from kg.extract.component import KgFacts
from kg.language.pipeline import load_pipeline
from kg.model import Extraction

TEXT = "French President Emmanuel Macron met Chinese President Xi Jinping in Beijing on Thursday."


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = load_pipeline()
    pipeline.add_pipe("kg_facts", config={"id": "macron", "published": "2023-04-07"})
    return pipeline


@pytest.mark.model
def test_the_component_fills_the_extension(nlp: Language) -> None:
    doc = nlp(TEXT)
    found = doc._.kg
    assert isinstance(found, Extraction)
    assert (found.article.id, found.article.text, found.article.published) == ("macron", TEXT, date(2023, 4, 7))
    (met,) = [f for f in found.facts if f.relation == "meets"]
    assert {met.subject, met.object} == {"person/emmanuel-macron", "person/xi-jinping"}
    assert met.when is not None
    assert met.when.first == date(2023, 4, 6)
    assert TEXT[met.evidence.span.start : met.evidence.span.end] == met.evidence.quote


@pytest.mark.model
def test_it_gives_what_the_extractor_gives(nlp: Language) -> None:
    with nlp.select_pipes(disable="kg_facts"):
        plain = nlp(TEXT)
    component = nlp.get_pipe("kg_facts")
    assert isinstance(component, KgFacts)
    assert component(plain)._.kg == next(iter(nlp.pipe([TEXT])))._.kg


@pytest.mark.model
def test_a_higher_threshold_drops_facts() -> None:
    strict = load_pipeline()
    strict.add_pipe("kg_facts", config={"min_confidence": 1.0})
    assert strict(TEXT)._.kg.facts == ()


@pytest.mark.model
def test_a_pipeline_put_together_from_parts() -> None:
    shipped = load_pipeline()
    own = spacy.blank("en", vocab=shipped.vocab)
    for name in shipped.pipe_names:
        own.add_pipe(name, source=shipped)
    own.add_pipe("kg_facts", last=True)
    assert "meets" in {f.relation for f in own(TEXT)._.kg.facts}


def test_an_empty_text_states_nothing() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_facts")
    assert nlp("")._.kg.facts == ()


def test_a_pipeline_without_parser_is_refused() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("kg_facts")
    with pytest.raises(ModelError, match="not parsed"):
        nlp(TEXT)


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(ValueError, match="soon"):
        spacy.blank("en").add_pipe("kg_facts", config={"published": "soon"})


def test_spacy_finds_the_component_by_its_entry_point() -> None:
    code = "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('kg_facts'); print(nlp.pipe_names)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['kg_facts']"


def test_the_components_are_entry_points_so_that_spacy_finds_them_by_itself() -> None:
    with (Path(__file__).parents[1] / "pyproject.toml").open("rb") as file:
        factories = tomllib.load(file)["project"]["entry-points"]["spacy_factories"]
    assert set(factories) == {"kg_facts", "kg_sentences"}
    for name, place in factories.items():
        module, function = place.split(":")
        made = getattr(importlib.import_module(module), function)
        assert spacy.registry.factories.get(name) is made
