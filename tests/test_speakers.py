"""Whose voice it is: statements, announced words, transcripts, quotations, and "our country"."""

from __future__ import annotations

from datetime import date

import pytest

from kg.api import reader
from kg.extract.extractor import read
from kg.extract.units import Reading
from kg.model import Article

pytestmark = pytest.mark.model


def reading(text: str, **more: str) -> Reading:
    article = Article("a", text, published=date(2022, 6, 1), **more)
    return read(reader().nlp(text), article)


def speaker(found: Reading, word: str) -> tuple[str, ...]:
    return found.speaker[found.parse.sent[found.parse.lower.index(word)]]


def test_a_government_speaks_in_its_own_statement() -> None:
    found = reading("We condemn the coup in Mali.", source="US Department of State")
    assert speaker(found, "we") == ("state/USA",)


def test_what_is_announced_with_a_colon_is_said_by_the_one_named() -> None:
    text = "Minister Ellwood said:\n\nWe are concerned by the attacks in Syria.\n\nWe call on Russia to end them."
    found = reading(text, source="UK Government")
    assert {speaker(found, word) for word in ("concerned", "call")} == {("person/ellwood",)}


def test_speakers_of_a_transcript_change_with_the_labels() -> None:
    text = (
        "President of Russia Vladimir Putin: We are glad to see you. "
        "President of the Republic of Kazakhstan Kassym-Jomart Tokayev: I thank you. We plan a summit in Astana."
    )
    found = reading(text)
    assert speaker(found, "glad") == ("person/vladimir-putin",)
    assert speaker(found, "plan") == ("person/kassym-jomart-tokayev",)


def test_a_quotation_of_several_sentences_belongs_to_the_one_named_at_its_end() -> None:
    text = "“We warn Iran. We will defend Israel,” said Antony Blinken. The talks went on."
    found = reading(text)
    assert speaker(found, "warn") == speaker(found, "defend") == ("person/antony-blinken",)
    assert speaker(found, "talks") == ()


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Boris Johnson reaffirmed his support for our state.", "state/UKR"),
        ("Volodymyr Zelenskyy thanked Denmark for its support of our country.", "state/UKR"),
        ("“Our country thanks Ukraine,” said Andrzej Duda.", "state/POL"),
    ],
)
def test_our_country_is_that_of_the_speaker(text: str, state: str) -> None:
    found = reading(text, source="President of Ukraine official website")
    at = found.parse.lower.index("our")
    unit = found.unit(at)
    assert unit is not None
    assert unit.ids == (state,)


def test_the_subject_of_a_joint_statement_is_no_author_of_it() -> None:
    found = reading(
        "The text of the following statement was released by the Governments of Kenya, Ghana and Chad, "
        "which met today to discuss the crisis in Mali.\n\nBegin text:\n\nWe welcome the truce.",
        title="Joint Statement on Mali",
    )
    assert set(found.author) == {"state/KEN", "state/GHA", "state/TCD"}
