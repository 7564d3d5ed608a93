"""The mood of a predicate, with the real pipeline: sentence, word -> mood."""

from __future__ import annotations

from functools import cache

import pytest
from spacy.language import Language

from kg.language.clauses import Parse
from kg.language.mood import mood
from kg.language.moodwords import is_among, mood_words
from kg.language.pipeline import load_pipeline

pytestmark = pytest.mark.model


@cache
def nlp() -> Language:
    return load_pipeline()


@pytest.mark.parametrize(
    ("sentence", "word", "expected"),
    [
        ("Russia attacked Georgia.", "attacked", "actual"),
        ("Officials said that Russia attacked Georgia.", "attacked", "actual"),
        ("Russia began to withdraw troops from Georgia.", "withdraw", "actual"),
        ("Russia will withdraw troops from Georgia.", "withdraw", "planned"),
        ("Russia is to withdraw troops from Georgia.", "withdraw", "planned"),
        ("Russia promised to withdraw troops from Georgia.", "withdraw", "planned"),
        ("Parliament decided to expel the ambassador.", "expel", "decided"),
        ("Russia threatened to attack Georgia.", "attack", "threatened"),
        ("Russia refused to release the prisoners.", "release", "refused"),
        ("Georgia asked Russia to release the prisoners.", "release", "asked"),
        ("Russia must release the prisoners.", "release", "asked"),
        ("Russia did not attack Georgia.", "attack", "denied"),
        ("Russia may attack Georgia.", "attack", "unreal"),
        ("If Russia attacks Georgia, Poland will help.", "attacks", "unreal"),
    ],
)
def test_mood(sentence: str, word: str, expected: str) -> None:
    parse = Parse(nlp()(sentence))
    assert mood(parse, parse.lower.index(word)) == expected


def test_words_are_found_by_lemma_and_by_form() -> None:
    parse = Parse(nlp()("Blinken cancelled his visit."))
    assert "cancel" in mood_words("refusing")
    assert is_among(parse, parse.lower.index("cancelled"), "refusing")
    assert not is_among(parse, parse.lower.index("visit"), "refusing")
    with pytest.raises(KeyError):
        mood_words("unknown")
