"""Documents in sentences, their titles and forms, and who issues and signs them."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract import Extractor
from kg.extract.documents import _MORE, _NUMBERED, _QUOTED, document_class
from kg.extract.statements import _TITLE
from kg.model import Article, Extraction


@cache
def _extractor() -> Extractor:
    return Extractor()


def _read(text: str, title: str = "", source: str | None = None) -> Extraction:
    return _extractor().extract(Article("a", text, title=title, source=source, published=date(2023, 3, 1)))


def _names(extraction: Extraction) -> set[str]:
    return {n for e in extraction.entities if e.kind == "agreement" for n in (e.label, *e.names)}


def _facts(extraction: Extraction, relation: str) -> set[tuple[str, str]]:
    return {(f.subject, f.status) for f in extraction.facts if f.relation == relation}


@pytest.mark.parametrize(
    ("title", "cls"),
    [
        ("Treaty between Russia and Finland", "Treaty"),
        ("Memorandum of Understanding on Tourism", "MemorandumOfUnderstanding"),
        ("Joint Statement on Security Cooperation", "JointStatement"),
        ("Statement on Libya", "Document"),
        ("Free Trade Agreement", "Agreement"),
        ("Partnership Agreement on Sustainable Fisheries", "Agreement"),
        ("Bletchley Declaration", "Declaration"),
        ("CHIPS and Science Act", "Legislation"),
        ("Asian Century White Paper", "PositionPaper"),
        ("Protocol to the Extradition Treaty", "Treaty"),
        ("Something Else", "Document"),
    ],
)
def test_class_by_head_noun(title: str, cls: str) -> None:
    assert document_class(title) == cls


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("They praised the New Zealand-Samoa Fisheries Treaty.", "New Zealand-Samoa Fisheries Treaty"),
        ("They signed a Memorandum of Understanding on Co-operation.", "Memorandum of Understanding on Co-operation"),
        ("They signed a memorandum of understanding on bio-security.", "memorandum of understanding on bio-security"),
        ("The two signed a government-to-government agreement.", "government-to-government agreement"),
        ("Chile and Peru signed a water treaty.", "water treaty"),
        ("Chile and Peru issued a joint statement on Tuesday.", "joint statement"),
    ],
)
def test_title_is_whole(text: str, title: str) -> None:
    assert [e.label for e in _read(text).entities if e.kind == "agreement"] == [title]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["They did a great deal to help Mali.", "Mali and Chad reached an agreement to hold talks."]
)
def test_what_is_no_document(text: str) -> None:
    assert not _names(_read(text))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("under Resolution 2231 (2015) of the Council", "2231 (2015)"),
        ("UN Security Council resolution 1701", "1701"),
        ("in line with UNSCR 2585", "2585"),
        ("the General Assembly's resolution 68/262", "68/262"),
        ("Security Council Resolution No. 1244", "1244"),
    ],
)
def test_resolution_numbers(text: str, number: str) -> None:
    match = _NUMBERED.search(text)
    assert match is not None
    assert match.group(1) == number


def test_further_resolution_numbers() -> None:
    assert _MORE.match(" and 2585.") is not None
    assert _MORE.match(" and 2585 people") is None
    assert _MORE.match(" or else") is None


def test_quoted_title() -> None:
    match = _QUOTED.search("a position paper titled “Settlement of the Crisis,” which")
    assert match is not None
    assert match.group(1) == "Settlement of the Crisis"


@pytest.mark.parametrize(
    ("title", "joint"),
    [
        ("Joint Statement on the Situation in Libya", True),
        ("G7 Foreign Ministers’ Statement on Ukraine", True),
        ("Statement by the Foreign Ministers of France and Italy", True),
        ("Brussels Summit Communiqué", True),
        ("Statement by NSC Spokesperson Adrienne Watson", False),
        ("Readout of President Biden's Call", False),
    ],
)
def test_titles_of_statements(title: str, joint: bool) -> None:
    assert (_TITLE.search(title) is not None) is joint


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Spain signed the Agreement on Defense Cooperation between the United States and Spain.",
            [
                "Agreement on Defense Cooperation between the United States and Spain",
                "Agreement on Defense Cooperation",
            ],
        ),
        (
            "They welcomed the March 25 Joint Statement by President Biden.",
            ["Joint Statement", "March 25 Joint Statement"],
        ),
        (
            "Ministers signed a Memorandum of Understanding (MoU) on Strengthening Tourism with China.",
            [
                "Memorandum of Understanding on Strengthening Tourism with China",
                "Memorandum of Understanding (MoU) on Strengthening Tourism",
            ],
        ),
        (
            "The US and India signed a memorandum of understanding on semiconductor supply chains.",
            ["memorandum of understanding on semiconductor supply chains"],
        ),
        ("The Senate approved the treaty of purchase.", ["treaty of purchase"]),
        ("Leaders backed the fourth package of EU sanctions against Myanmar.", ["fourth package of EU sanctions"]),
        ("Russia proposed a ceasefire in Syria.", ["ceasefire in Syria"]),
        ("The Council recalled resolutions 2254 and 2585.", ["UN Security Council Resolution 2254", "UNSCR 2585"]),
        (
            "North Korea violated multiple UN Security Council resolutions.",
            ["United Nations Security Council resolutions"],
        ),
        (
            "The leaders praised the Windhoek Accord and the Clean Oceans Initiative.",
            ["Windhoek Accord", "Clean Oceans Initiative"],
        ),
        (
            "Canada set out its priorities in its Arctic Foreign Policy Strategy in 2024.",
            ["Arctic Foreign Policy Strategy"],
        ),
        ("Saudi Arabia announced Vision 2030.", ["Vision 2030"]),
    ],
)
def test_documents_in_sentences(text: str, names: list[str]) -> None:
    assert set(names) <= _names(_read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "NATO, the North Atlantic Treaty Organization, met in Brussels.",
        "The Partnership Summit took place in Riga.",
        "He gave a new report to the press.",
        "The Acting Secretary agreed with the statement.",
    ],
)
def test_no_documents(text: str) -> None:
    assert not _names(_read(text))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "relation", "facts"),
    [
        ("The UN Security Council adopted Resolution 2254 in 2015.", "issues", {("org/unsc", "actual")}),
        ("Resolution 1701 was adopted in 2006.", "issues", {("org/unsc", "actual")}),
        ("The Arab League will adopt the Beirut Declaration.", "issues", {("org/arab-league", "planned")}),
        (
            "The adoption of the Beirut Declaration by the Arab League was welcomed.",
            "issues",
            {("org/arab-league", "actual")},
        ),
        ("Congress passed the CHIPS and Science Act.", "issues", {("org/us-congress", "actual")}),
        (
            "The Treaty of Friendship between Russia and Mongolia was signed.",
            "signs",
            {("state/RUS", "actual"), ("state/MNG", "actual")},
        ),
        (
            "France concluded a free trade agreement with Mexico.",
            "signs",
            {("state/FRA", "actual"), ("state/MEX", "actual")},
        ),
        ("Turkey ratified the Paris Agreement.", "signs", {("state/TUR", "actual")}),
        ("Iran is a party to the Non-Proliferation Treaty.", "signs", {("state/IRN", "actual")}),
        ("Ukraine hopes to sign a security agreement with Japan.", "signs", set()),
    ],
)
def test_who_issues_and_signs(text: str, relation: str, facts: set[tuple[str, str]]) -> None:
    assert _facts(_read(text), relation) == facts


@pytest.mark.model
@pytest.mark.parametrize(
    ("title", "text", "parties"),
    [
        (
            "Joint Statement on the Attack",
            "The following statement was released by the Governments of Belgium, Denmark and Sweden:\n\nWe condemn it.",
            {"state/BEL", "state/DNK", "state/SWE"},
        ),
        (
            "Joint Statement on Media Freedom",
            "The Governments of Belgium and Denmark issued the following joint statement:\n\nWe condemn it.",
            {"state/BEL", "state/DNK"},
        ),
        (
            "Joint Statement by the Foreign Ministers of Japan, Australia and India",
            "The ministers met in Tokyo.",
            {"state/JPN", "state/AUS", "state/IND"},
        ),
        ("Japan-Philippines Joint Statement", "The two leaders met in Tokyo.", {"state/JPN", "state/PHL"}),
        (
            "Statement on the Pacific Framework",
            "We, Australia, Brunei Darussalam and Japan, acknowledge the vibrancy of our region.",
            {"state/AUS", "state/BRN", "state/JPN"},
        ),
        ("Joint Statement on Iran and North Korea", "We are concerned about Iran and North Korea.", set()),
        ("Statement by Press Secretary Jane Roe on Iran", "The United States condemns the attack.", set()),
    ],
)
def test_statements_published_as_articles(title: str, text: str, parties: set[str]) -> None:
    extraction = _read(text, title)
    documents = {e.id for e in extraction.entities if e.label == title}
    found = {f.subject for f in extraction.facts if f.relation == "issues" and f.object in documents}
    assert found == parties
    assert all(f.when and f.when.iso() == "2023-03-01" for f in extraction.facts if f.object in documents)
