"""The shipped pipeline: what it holds, how big it is, and that it reads plain diplomatic sentences."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.language.pipeline import DEFAULT_MODEL, load_pipeline
from kg.resources import resource

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load_pipeline()


def _words(doc: Doc, dep: str) -> set[tuple[str, str]]:
    return {(token.text, token.head.text) for token in doc if token.dep_ == dep}


def test_labels(nlp: Language) -> None:
    assert {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW"} <= set(nlp.get_pipe("ner").labels)
    assert {"nsubj", "nsubj:pass", "obj", "obl", "nmod", "conj", "appos", "acl:relcl"} <= set(
        nlp.get_pipe("parser").labels
    )


def test_card_and_licence_lie_beside_the_model() -> None:
    folder = resource(DEFAULT_MODEL)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert meta["license"] == "CC-BY-SA-4.0"
    assert "ShareAlike" in (folder / "LICENSE").read_text(encoding="utf-8")
    assert meta["version"] in card
    for corpus in ("EWT", "GUM", "CrossNER", "Re-DocRED", "Few-NERD", "WikiGold", "PUD", "re3d"):
        assert corpus in card


def test_packed_size(tmp_path: Path) -> None:
    folder = resource(DEFAULT_MODEL)
    packed = tmp_path / "model.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            archive.write(path, path.relative_to(folder))
    assert packed.stat().st_size < 30e6


@pytest.mark.parametrize(
    ("text", "subject", "object_"),
    [
        ("The President of Turkey visited Georgia on Monday.", ("President", "visited"), ("Georgia", "visited")),
        ("China condemned the attack.", ("China", "condemned"), ("attack", "condemned")),
        ("The European Union imposed sanctions on Belarus.", ("Union", "imposed"), ("sanctions", "imposed")),
        ("The two ministers signed a memorandum in Doha.", ("ministers", "signed"), ("memorandum", "signed")),
    ],
)
def test_subjects_and_objects(nlp: Language, text: str, subject: tuple[str, str], object_: tuple[str, str]) -> None:
    doc = nlp(text)
    assert subject in _words(doc, "nsubj")
    assert object_ in _words(doc, "obj")


def test_passive(nlp: Language) -> None:
    doc = nlp("The agreement was signed by the foreign ministers in Geneva.")
    assert ("agreement", "signed") in _words(doc, "nsubj:pass")
    assert ("ministers", "signed") in _words(doc, "obl:agent")
    assert {token.morph.get("Voice")[0] for token in doc if token.text == "signed"} == {"Pass"}


def test_coordination_and_apposition(nlp: Language) -> None:
    doc = nlp("France, Germany and Italy welcomed the plan.")
    assert {("Germany", "France"), ("Italy", "France")} <= _words(doc, "conj")
    doc = nlp("Hans Berger, the foreign minister of Austria, resigned.")
    assert ("minister", "Hans") in _words(doc, "appos")


@pytest.mark.parametrize(
    ("text", "word", "feats"),
    [
        ("The minister signed the treaty.", "signed", {"Tense=Past", "Mood=Ind", "VerbForm=Fin"}),
        ("The minister signs the treaty.", "signs", {"Tense=Pres", "Number=Sing", "Person=3"}),
        ("They want to sign the treaty.", "sign", {"VerbForm=Inf"}),
        ("The ministers met.", "ministers", {"Number=Plur"}),
        ("We support peace.", "We", {"Number=Plur", "Person=1"}),
    ],
)
def test_morphology(nlp: Language, text: str, word: str, feats: set[str]) -> None:
    found = next(token for token in nlp(text) if token.text == word)
    assert feats <= set(str(found.morph).split("|"))


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("The ministers met in Paris.", "ministers", "minister"),
        ("The ministers met in Paris.", "met", "meet"),
        ("They agreed to restore relations.", "agreed", "agree"),
        ("The countries have broken off relations.", "countries", "country"),
        ("He was appointed ambassador.", "appointed", "appoint"),
    ],
)
def test_lemmas(nlp: Language, text: str, word: str, lemma: str) -> None:
    assert next(token for token in nlp(text) if token.text == word).lemma_ == lemma


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Chinese President Xi Jinping arrived in Moscow.", "Xi Jinping", "PERSON"),
        ("Chinese President Xi Jinping arrived in Moscow.", "Moscow", "GPE"),
        ("Chinese President Xi Jinping arrived in Moscow.", "Chinese", "NORP"),
        ("The United Nations Security Council met in New York.", "United Nations Security Council", "ORG"),
        ("Ukraine and Poland signed a pact.", "Poland", "GPE"),
        ("NATO Secretary General Jens Stoltenberg met Olaf Scholz.", "Olaf Scholz", "PERSON"),
    ],
)
def test_names(nlp: Language, text: str, name: str, label: str) -> None:
    assert (name, label) in {(ent.text.removeprefix("The ").removeprefix("the "), ent.label_) for ent in nlp(text).ents}
