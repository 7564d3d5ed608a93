"""Actors without a name: governments, peoples, forces, bodies and groups through the name beside them."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract import Extractor
from kg.model import Article

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def actor(extractor: Extractor, text: str, word: str) -> set[tuple[str, str | None]]:
    """The entities for which a word stands, with the class of each."""
    found = extractor.extract(Article("text", text, published=date(2023, 4, 7)))
    at = text.index(word)
    classes = {e.id: e.cls for e in found.entities}
    return {(m.entity_id, classes[m.entity_id]) for m in found.mentions if m.span.start <= at < m.span.end}


ROWS = [
    ("The Ukrainian government criticized Russia.", "government", "state/UKR", None),
    ("The government of the Republic of Korea welcomed the step.", "government", "state/KOR", None),
    ("Turkish officials visited Libya.", "officials", "state/TUR", None),
    ("The people of Venezuela protested.", "people", "state/VEN", None),
    ("The Israeli interior security forces arrested him.", "security", "state/ISR", None),
    ("The German embassy in Tehran was closed.", "embassy", "state/DEU", None),
    ("NATO forces left Kosovo.", "forces", "org/nato", "InternationalOrganization"),
    ("The European Commission's officials visited Kyiv.", "officials", "org/european-commission", "Organ"),
    ("The Foreign Ministry of Iran summoned the ambassador.", "Ministry", "org/foreign-ministry-irn", "GovernmentBody"),
    ("The Iranian parliament adopted the law.", "parliament", "org/majlis-iran", "GovernmentBody"),
    ("Afghan rebels attacked the convoy.", "rebels", "org/afghanistan-rebels", "ActorSet"),
    ("Syrian opposition groups met in Istanbul.", "opposition", "org/syria-opposition-groups", "ActorSet"),
    ("Polish farmers blocked the border.", "farmers", "org/poland-farmers", "ActorSet"),
    ("South Korean workers went on strike.", "workers", "org/south-korea-workers", "ActorSet"),
    ("The government fell.", "government", "", None),
    ("Rebels attacked the convoy.", "Rebels", "", None),
]


@pytest.mark.parametrize(("text", "word", "entity", "cls"), ROWS, ids=[row[0] for row in ROWS])
def test_actors(extractor: Extractor, text: str, word: str, entity: str, cls: str | None) -> None:
    found = actor(extractor, text, word)
    assert {e for e, _ in found} == ({entity} if entity else set())
    if cls is not None:
        assert {c for _, c in found} == {cls}
