"""Sentence splitting on hard cases from diplomatic prose, and the rules before the parser on their own."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
import spacy
from spacy.language import Language

from kg.language.pipeline import load_pipeline
from kg.language.tokens import ABBREVIATIONS, SENTENCES, extend_tokenizer, mark_sentences

CASES = Path(__file__).parent / "data" / "sentences.tsv"


def _cases() -> list[tuple[str, list[str]]]:
    """Kind and sentences of each line; the sentences joined are the text."""
    rows = [line.split("\t") for line in CASES.read_text(encoding="utf-8").splitlines()]
    return [(kind, text.replace("\\n", "\n").split("|")) for kind, text in rows]


def _starts(sentences: list[str]) -> set[int]:
    """Offsets of the first visible character of each sentence in the joined text."""
    out, at = set(), 0
    for sentence in sentences:
        out.add(at + len(sentence) - len(sentence.lstrip()))
        at += len(sentence)
    return out


@pytest.fixture(scope="module")
def bare() -> Language:
    nlp = spacy.blank("en")
    extend_tokenizer(nlp)
    return nlp


def _verdicts(nlp: Language, text: str) -> dict[str, bool | None]:
    """What the rules say of each word after the first; of words that occur twice, the last."""
    doc = mark_sentences(nlp.make_doc(text))
    return {token.text: (token.is_sent_start if token.i else True) for token in doc}


def test_there_are_enough_hard_cases() -> None:
    cases = _cases()
    assert len(cases) >= 120
    assert len({"".join(parts) for _, parts in cases}) == len(cases)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The leaders met today.The talks go on.", "The"),
        ("They left.”He stayed.", "He"),
        ("JOINT STATEMENT\n\nWe met in Riga.", "We"),
        ("Points:\n• Peace comes first.", "•"),
        ("He flew to the U.S. The visit was short.", "The"),
        ("BEIJING, March 21 (Xinhua) -- China will send an envoy.", "China"),
        ("“We will stay,” he said. “They know it.”", "They"),
    ],
)
def test_rules_begin_a_sentence(bare: Language, text: str, word: str) -> None:
    verdicts = _verdicts(bare, text)
    assert verdicts[word] is True or verdicts["“"] is True


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The U.S. President spoke.", "President"),
        ("Gen. Doyle spoke.", "Doyle"),
        ("H.E. Paul Okoye spoke.", "Paul"),
        ("Under Art. 5 they met.", "5"),
        ("1. The Parties shall meet.", "The"),
        ("(a) The Chair shall be elected.", "The"),
        ("George K. Manning spoke.", "Manning"),
        ("“Why now?” he asked.", "he"),
        ("The ministers met in the long old hall of the\ncapital on Thursday.", "capital"),
        ("MR. PRICE: Good afternoon.", "PRICE"),
        ("Talks ended at 4 p.m. Moscow time.", "Moscow"),
    ],
)
def test_rules_go_on_with_a_sentence(bare: Language, text: str, word: str) -> None:
    assert _verdicts(bare, text)[word] is False


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Peace", "\n\nPeace\n\n", "...", "1.", "“", "•\n•", "A.\u00a0B."])
def test_rules_survive_odd_texts(bare: Language, text: str) -> None:
    doc = mark_sentences(bare.make_doc(text))
    assert doc.text == text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("U.S.-led forces", ["U.S.", "-", "led", "forces"]),
        ("the chargé d’affaires a.i. left", ["the", "chargé", "d’affaires", "a.i.", "left"]),
        ("Amb. Lund and H.E. Mr. Okoye", ["Amb.", "Lund", "and", "H.E.", "Mr.", "Okoye"]),
        ("It ended in 2010.It", ["It", "ended", "in", "2010", ".", "It"]),
        ("today.The", ["today", ".", "The"]),
        ("(NATO).Both", ["(", "NATO", ")", ".", "Both"]),
        ("China’s envoy", ["China", "’s", "envoy"]),
        ("[JCPOA]", ["[", "JCPOA", "]"]),
        ("Goodbye!The", ["Goodbye", "!", "The"]),
        ("$1.5 billion", ["$", "1.5", "billion"]),
    ],
)
def test_tokens(bare: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in bare(text)] == words


def test_abbreviations_stay_whole(bare: Language) -> None:
    torn = [word for word in ABBREVIATIONS if len(bare.make_doc(f"the {word} x")) != 3]
    assert torn == []


@pytest.mark.model
def test_pipeline_splits_hard_cases() -> None:
    nlp = load_pipeline()
    assert nlp.pipe_names.index(SENTENCES) < nlp.pipe_names.index("parser")
    wrong: dict[str, list[str]] = defaultdict(list)
    cases = _cases()
    for kind, parts in cases:
        doc = nlp("".join(parts))
        found = {s.start_char + len(s.text) - len(s.text.lstrip()) for s in doc.sents if s.text.strip()}
        if found != _starts(parts):
            wrong[kind].append(" | ".join(s.text for s in doc.sents))
    assert sum(map(len, wrong.values())) <= 0.04 * len(cases), dict(wrong)


@pytest.mark.parametrize(
    ("tag", "verdict"),
    [("UH", None), ("PRP", None), ("NNP", False), ("", False)],
    ids=["interjection", "pronoun", "name", "no tag"],
)
def test_a_capital_without_full_stop_before_it_is_left_open_unless_it_is_a_name(
    bare: Language, tag: str, verdict: bool | None
) -> None:
    doc = bare.make_doc("With kind regards Please reply to the mission soon.")
    doc[3].tag_ = tag
    assert mark_sentences(doc)[3].is_sent_start is verdict
    assert all(word.is_sent_start is False for word in doc[4:])


def test_a_small_letter_may_begin_after_a_full_stop_only(bare: Language) -> None:
    assert _verdicts(bare, "They met in Riga. we stayed behind.")["we"] is None
    assert _verdicts(bare, "They met in Riga, we stayed behind.")["we"] is False
