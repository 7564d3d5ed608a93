"""Documents referred to again, in the same article: nouns, descriptions, plurals, acronyms, general titles."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract import Extractor
from kg.lexicon import is_general_title
from kg.model import Article, Extraction

pytestmark = pytest.mark.model


@cache
def _read(text: str) -> Extraction:
    return Extractor().extract(Article("a", text, published=date(2023, 3, 1)))


def _meant(text: str, phrase: str, nth: int = 0) -> set[str]:
    """The labels of the documents that the nth mention of a phrase stands for."""
    found = _read(text)
    labels = {e.id: e.label for e in found.entities if e.kind == "agreement"}
    starts = sorted({m.span for m in found.mentions if text[m.span.start : m.span.end] == phrase})
    if len(starts) <= nth:
        return set()
    return {labels[m.entity_id] for m in found.mentions if m.span == starts[nth] and m.entity_id in labels}


@pytest.mark.parametrize(
    ("text", "phrase", "meant"),
    [
        (
            "Kenya and Ghana signed the Treaty on Parks. Kenya praised the treaty.",
            "treaty",
            "Treaty on Parks",
        ),
        (
            "Kenya and Ghana signed the Treaty on Parks. Ghana defended the deal.",
            "deal",
            "Treaty on Parks",
        ),
        (
            "Kenya signed a trade agreement with Ghana and a peace treaty with Mali. Ghana praised the trade deal.",
            "trade deal",
            "trade agreement",
        ),
        (
            "Kenya signed a trade agreement with Ghana. Kenya issued a joint statement with Mali. "
            "The agreement helps farmers.",
            "agreement",
            "trade agreement",
        ),
        ("Security Council Resolution 2231 was adopted. Iran broke the resolution.", "resolution", "Resolution 2231"),
        (
            "France and Spain signed the Rivers Control Agreement (RCA). Spain praised the RCA.",
            "RCA",
            "Rivers Control Agreement",
        ),
        ("Under UNSCR 2231 Iran may act.", "UNSCR 2231", "Resolution 2231"),
        ("Iran left the JCPOA. The deal was dear to France.", "deal", "Joint Comprehensive Plan of Action"),
    ],
)
def test_noun_means_the_last_suitable_document(text: str, phrase: str, meant: str) -> None:
    (label,) = _meant(text, phrase)
    assert meant in label


def test_another_subject_is_another_document() -> None:
    text = "Kenya signed a trade agreement with Ghana. Mali broke the peace deal."
    assert _meant(text, "peace deal") == {"peace deal"}


def test_plural_means_several() -> None:
    text = "Peru and Chile signed a trade agreement and a peace treaty. The agreements will enter into force in May."
    assert _meant(text, "agreements") == {"trade agreement", "peace treaty"}
    stages = {(c.value, c.status) for c in _read(text).document_claims if c.detail == "stage"}
    assert stages == {("signed", "actual"), ("in force", "planned")}


def test_it_takes_the_stage() -> None:
    text = "Norway and Chile signed the Treaty on Bridges. It entered into force in May 2022."
    (document,) = (e for e in _read(text).entities if e.kind == "agreement")
    assert document.stage == "in force"


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("Canada published Canada's Indo-Pacific Strategy.", "doc/can-indo-pacific-strategy"),
        ("Japan revised the National Security Strategy.", "doc/jpn-national-security-strategy"),
        ("The United States released its National Security Strategy.", "doc/us-national-security-strategy"),
        ("Germany's Basic Law forbids it.", "doc/deu-basic-law"),
        ("Officials cited the Hong Kong Basic Law.", "doc/hong-kong-basic-law"),
    ],
)
def test_general_title_belongs_to_its_owner(text: str, document: str) -> None:
    assert [e.id for e in _read(text).entities if e.kind == "agreement"] == [document]


def test_general_title_of_nobody_stays_with_the_article() -> None:
    (document,) = (e for e in _read("Delegates praised the Free Trade Agreement.").entities if e.kind == "agreement")
    assert document.id == "doc/a-free-trade-agreement"


@pytest.mark.parametrize(
    ("title", "general"),
    [
        ("Free Trade Agreement", True),
        ("Memorandum of Understanding on Tourism", True),
        ("National Security Strategy", True),
        ("Sydney Declaration", False),
        ("2030 Agenda for Sustainable Development", False),
        ("Treaty on Extradition between Norway and Chile", False),
        ("-", False),
    ],
)
def test_general_titles(title: str, general: bool) -> None:
    assert is_general_title(title) == general
