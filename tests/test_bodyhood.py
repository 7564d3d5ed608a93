"""Guesses at bodies: what may act under a name of its own, and what is read as the names and nouns inside it."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import Extractor
from kg.model import Article

CASES = (
    ("The Government of Spain thanked France.", {"state/ESP", "state/FRA"}),
    ("The Governments of Chile and Peru held talks in Lima.", {"state/CHL", "state/PER"}),
    ("The Biden-Harris Administration thanked Poland.", {"state/POL"}),
    ("The Federal Aviation Administration thanked Poland.", {"org/federal-aviation-administration", "state/POL"}),
    ("They discussed NATO-EU relations.", {"org/eu", "org/nato"}),
    ("Norway welcomed the words of its NATO Allies.", {"org/nato", "state/NOR"}),
    ("Germany sent Stinger missiles to Ukraine.", {"state/DEU", "state/UKR"}),
    ("The Security Council met. Then the Council thanked Chad.", {"org/unsc", "state/TCD"}),
)


@cache
def extractor() -> Extractor:
    return Extractor()


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), CASES, ids=[text for text, _ in CASES])
def test_only_bodies_become_organisations(text: str, wanted: set[str]) -> None:
    found = {e.id for e in extractor().extract(Article("text", text)).entities}
    assert {e for e in found if e.startswith(("org/", "state/"))} == wanted


@pytest.mark.model
def test_an_administration_called_after_its_president_is_the_state() -> None:
    text = "President Joe Biden spoke in Warsaw. The Biden administration thanked Poland."
    facts = extractor().extract(Article("text", text)).facts
    assert ("state/USA", "supports", "state/POL") in {(f.subject, f.relation, f.object) for f in facts}
