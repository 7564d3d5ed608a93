"""Coreference: for whom pronouns, groups, descriptions and document nouns stand."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract import Extractor
from kg.model import Article

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def referents(extractor: Extractor, text: str, word: str) -> set[str]:
    """The entities for which the last occurrence of a word stands."""
    found = extractor.extract(Article("text", text, published=date(2023, 4, 7))).mentions
    at = text.rindex(word)
    return {m.entity_id for m in found if m.span.start <= at < m.span.end}


XI, PUTIN = "person/xi-jinping", "person/vladimir-putin"
ROWS = [
    ("Xi Jinping visited Moscow. He met Putin there.", "He", XI),
    ("Emmanuel Macron said that he would visit Egypt.", "he", "person/emmanuel-macron"),
    ("Xi Jinping met Vladimir Putin in Moscow. The two leaders signed a statement.", "leaders", f"{XI} {PUTIN}"),
    ("Xi Jinping met Vladimir Putin. Both sides agreed to cooperate.", "sides", "state/CHN state/RUS"),
    ("Xi Jinping met Vladimir Putin in Moscow. They signed a statement.", "They", f"{XI} {PUTIN}"),
    (
        "Emmanuel Macron met Olaf Scholz and Donald Tusk in Weimar. The three leaders backed Ukraine.",
        "leaders",
        "person/donald-tusk person/emmanuel-macron person/olaf-scholz",
    ),
    ("India and Brazil signed an agreement. They praised it.", "They", "state/BRA state/IND"),
    ("India and Brazil signed a pact. The two countries will cooperate.", "countries", "state/BRA state/IND"),
    ("Iran said that it would leave the talks.", "it", "state/IRN"),
    ("Iran left the talks. It blamed Israel.", "It", "state/IRN"),
    ("Biden thanked Poland for its support.", "its", "state/POL"),
    ("The minister praised Oman for its mediation.", "its", "state/OMN"),
    (
        "Ukrainian Foreign Minister Dmytro Kuleba spoke with Antony Blinken. "
        "Kuleba thanked the United States for its aid.",
        "its",
        "state/USA",
    ),
    ("NATO welcomed Finland. The alliance offered its help.", "alliance", "org/nato"),
    ("NATO welcomed Finland. The alliance offered its help.", "its", "org/nato"),
    (
        "Japan and India signed the Treaty on Trade. The treaty enters into force in May.",
        "treaty",
        "doc/text-treaty-on-trade",
    ),
    # others than those named before
    ("Xi Jinping met Vladimir Putin. Russia urges all countries to trade.", "countries", ""),
    ("India and Brazil met. India will work with our partners.", "partners", ""),
    ("India and Brazil met. The member states of the European Union were pleased.", "states", ""),
    ("Xi Jinping met Vladimir Putin. The business leaders listened.", "leaders", ""),
    # subjects of the main clause before those of an attribute
    (
        "Lithuania and Poland deplored the crisis orchestrated by Belarus. They will act together.",
        "They",
        "state/LTU state/POL",
    ),
    (
        "Antony Blinken spoke with Jan Maes, Chief of Staff for President Emmanuel Macron. They discussed trade.",
        "They",
        "person/antony-blinken person/jan-maes",
    ),
    # no person together with a state of another clause
    (
        "Joe Biden met Xi Jinping. China left the talks after Nancy Pelosi came. They met again.",
        "They",
        "person/joe-biden person/xi-jinping",
    ),
    # the list of that many before, whoever else is named
    (
        "Emmanuel Macron deplored a pact between Chile, Peru and Bolivia. The three countries announced it in May.",
        "countries",
        "state/BOL state/CHL state/PER",
    ),
    # ministers are no prisoners
    ("Anna Berg and Karl Lind are in prison. The ministers met.", "ministers", ""),
    # named only after the pronoun
    ("Xi Jinping met Vladimir Putin. During his visit to Rome, Olaf Scholz met farmers.", "his", "person/olaf-scholz"),
    ("India left the talks. In its statement, Iran blamed the weather.", "its", "state/IRN"),
    ("India left the talks. Its minister met Iran.", "Its", "state/IND"),
    # heads of a body stand for it, not for the state that they come from
    (
        "Volodymyr Zelenskyy met President of the European Council Charles Michel. Both sides praised the talks.",
        "sides",
        "org/european-council state/UKR",
    ),
    ("43 countries signed the charter.", "countries", ""),
    ("He left early.", "He", ""),
    ("They left early.", "They", ""),
]


@pytest.mark.parametrize(("text", "word", "expected"), ROWS, ids=[f"{word}: {text}" for text, word, _ in ROWS])
def test_coreference(extractor: Extractor, text: str, word: str, expected: str) -> None:
    assert referents(extractor, text, word) == set(expected.split())
