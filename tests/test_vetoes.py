"""What a sentence rules out whatever its words weigh, with the real pipeline."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract import Extractor
from kg.extract.extractor import read
from kg.extract.facts import drafts_of
from kg.model import Article

pytestmark = pytest.mark.model

# Makes the text longer than a lead, which is read by other rules.
REST = "\n\nThe weather was fine. Many people were in the streets. Shops stayed open. Trains ran on time."


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def proposed(text: str) -> frozenset[tuple[str, str, str]]:
    """The candidates of a text: (relation, subject, object)."""
    article = Article("a", text + REST, published=date(2022, 6, 15))
    found = drafts_of(read(extractor().nlp(article.text), article))
    return frozenset((d.candidate.trigger.relation, d.candidate.subject, d.candidate.object) for d in found)


SCHOLZ, MACRON, BIDEN = "person/olaf-scholz", "person/emmanuel-macron", "person/joe-biden"
ROWS = [
    # (text, what it tells, what it does not tell)
    (
        "Olaf Scholz condemned Russia's missile attacks on Ukraine.",
        ("criticizes", SCHOLZ, "state/RUS"),
        ("criticizes", SCHOLZ, "state/UKR"),
    ),
    (
        "Emmanuel Macron and Olaf Scholz agreed to send tanks to Ukraine.",
        ("agreesWith", MACRON, SCHOLZ),
        ("agreesWith", SCHOLZ, "state/UKR"),
    ),
    (
        "Joe Biden discussed the Israeli strikes on Lebanon with Emmanuel Macron.",
        ("attacks", "state/ISR", "state/LBN"),
        ("attacks", BIDEN, "state/LBN"),
    ),
    (
        "Joe Biden met President Emmanuel Macron of France in Paris.",
        ("meets", BIDEN, MACRON),
        ("meets", BIDEN, "state/FRA"),
    ),
    (
        "Joe Biden thanked Poland for its support of Ukraine.",
        ("supports", BIDEN, "state/POL"),
        ("supports", BIDEN, "state/UKR"),
    ),
    (
        "Joe Biden praised Jordan's care of Syrian refugees.",
        ("supports", BIDEN, "state/JOR"),
        ("supports", BIDEN, "state/SYR"),
    ),
    (
        "After a visit to Rome, Joe Biden will travel to Oslo.",
        ("visits", BIDEN, "place/oslo"),
        ("attacks", BIDEN, "place/oslo"),
    ),
    (
        "Emmanuel Macron and Olaf Scholz will strengthen their cooperation.",
        ("cooperatesWith", MACRON, SCHOLZ),
        ("cooperatesWith", MACRON, "state/UKR"),
    ),
    (
        "Joe Biden spoke by phone with Emmanuel Macron. Biden and Macron discussed energy.",
        ("calls", BIDEN, MACRON),
        ("meets", BIDEN, MACRON),
    ),
    (
        "Joe Biden met virtually with Emmanuel Macron.",
        ("calls", BIDEN, MACRON),
        ("meets", BIDEN, MACRON),
    ),
    (
        "Joe Biden held a meeting with Emmanuel Macron via videoconference.",
        ("calls", BIDEN, MACRON),
        ("meets", BIDEN, MACRON),
    ),
    (
        "Joe Biden spoke with Emmanuel Macron. Their teams will meet in Rome.",
        ("meets", "state/USA", "state/FRA"),
        ("meets", "person/joe-biden", "state/FRA"),
    ),
    (
        "Joe Biden met Emmanuel Macron in Rome. Biden and Macron discussed energy.",
        ("meets", BIDEN, MACRON),
        ("calls", BIDEN, MACRON),
    ),
]


@pytest.mark.parametrize(("text", "told", "untold"), ROWS)
def test_told_and_untold(text: str, told: tuple[str, str, str], untold: tuple[str, str, str]) -> None:
    assert told in proposed(text)
    assert untold not in proposed(text)


@pytest.mark.parametrize(
    ("text", "untold"),
    [
        ("Kenya and Ghana will continue supporting the miners.", ("cooperatesWith", "state/KEN", "state/GHA")),
        ("Kenya stressed the need to impose sanctions on Mali.", ("sanctions", "state/KEN", "state/MLI")),
        ("Kenya and the Gulf Cooperation Council sent ships.", ("cooperatesWith", "state/KEN", "org/gcc")),
        ("Kenya and Ghana agreed that experts would meet in May.", ("meets", "state/KEN", "state/GHA")),
        ("Kenya supports the sanctions imposed on Mali.", ("supports", "state/KEN", "state/MLI")),
        ("Kenya and Ghana had a long exchange of views.", ("cooperatesWith", "state/KEN", "state/GHA")),
        ("Kenya wishes to make clear to Mali that the talks are over.", ("supports", "state/KEN", "state/MLI")),
        ("Kenya broke off diplomatic relations with Mali.", ("cooperatesWith", "state/KEN", "state/MLI")),
        ("Kenya and Ghana arranged the exchange of prisoners.", ("cooperatesWith", "state/KEN", "state/GHA")),
        ("President Joe Biden spoke. Kenya will elect a new president in May.", ("appoints", "state/KEN", BIDEN)),
        ("If Kenya is invited, Kenya will join the African Union.", ("joins", "state/KEN", "org/african-union")),
        (
            "Kenya condemned the crimes that Mali committed in the war against Chad.",
            ("criticizes", "state/KEN", "state/TCD"),
        ),
        ("Joe Biden welcomed Emmanuel Macron to Chicago.", ("supports", BIDEN, MACRON)),
        ("Joe Biden said that Russia could launch an attack on Ukraine.", ("attacks", "state/RUS", "state/UKR")),
        ("Kenya calls on all to carry out the measures against Mali.", ("requests", "state/KEN", "state/MLI")),
        ("Kenya joined the leaders of the African Union in the talks.", ("joins", "state/KEN", "org/african-union")),
        ("Kenya condemns the attacks that Mali launched on Chadian cities.", ("criticizes", "state/KEN", "state/TCD")),
        ("Kenya discussed trade with Ghana at the African Union summit.", ("meets", "state/KEN", "org/african-union")),
        ("Kenya pushed ahead in the talks of the African Union.", ("requests", "state/KEN", "org/african-union")),
        ("Kenya underlined its commitment to the Kenya-Ghana alliance.", ("supports", "state/KEN", "state/GHA")),
        ("Australia looks forward to the visit of the envoy of Japan.", ("investigates", "state/AUS", "state/JPN")),
        ("Emmanuel Macron stressed that France supports Ukraine.", ("supports", MACRON, "state/FRA")),
    ],
)
def test_untold(text: str, untold: tuple[str, str, str]) -> None:
    assert untold not in proposed(text)
