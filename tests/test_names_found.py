"""Names: which entity each of them stands for, sentence by sentence."""

from __future__ import annotations

from datetime import date

import pytest

from kg.extract import Extractor
from kg.model import Article

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor()


def names(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    """The mentions of a text, with the entity of each."""
    found = extractor.extract(Article("text", text, published=date(2023, 4, 7))).mentions
    return [(text[m.span.start : m.span.end], m.entity_id) for m in found if m.kind not in ("pronoun", "nominal")]


ROWS = [
    ("Moscow protested against the sanctions.", "Moscow=state/RUS"),
    ("The ministers met in Moscow.", "Moscow=place/moscow"),
    ("Talks between Washington and Beijing failed.", "Washington=state/USA Beijing=state/CHN"),
    ("He arrived in Moscow, Russia, on Monday.", "Moscow=place/moscow Russia=state/RUS"),
    ("The Kremlin denied the report.", "Kremlin=state/RUS"),
    ("The talks were held at the Kremlin.", "Kremlin=place/kremlin"),
    ("The US urged Iran to stop.", "US=state/USA Iran=state/IRN"),
    ("They told us that Iran left.", "Iran=state/IRN"),
    ("The European Union welcomed the step and the EU offered aid.", "European_Union=org/eu EU=org/eu"),
    ("The UN Security Council adopted a resolution.", "UN_Security_Council=org/unsc"),
    (
        "French President Emmanuel Macron met Xi Jinping in Beijing. Macron praised Xi.",
        "French=state/FRA Emmanuel_Macron=person/emmanuel-macron Xi_Jinping=person/xi-jinping Beijing=place/beijing "
        "Macron=person/emmanuel-macron Xi=person/xi-jinping",
    ),
    (
        "Foreign Minister Jana Kovalikova spoke in Brussels. Kovalikova thanked NATO.",
        "Jana_Kovalikova=person/jana-kovalikova Brussels=place/brussels Kovalikova=person/jana-kovalikova "
        "NATO=org/nato",
    ),
    (
        "The Prime Minister of Senegal, Amadou Ba, visited Paris.",
        "Senegal=state/SEN Amadou_Ba=person/amadou-ba Paris=place/paris",
    ),
    (
        "Foreign Minister Prince Faisal bin Farhan Al-Saud met Hakan Fidan.",
        "Faisal_bin_Farhan_Al-Saud=person/faisal-bin-farhan Hakan_Fidan=person/hakan-fidan",
    ),
    (
        "The East Asia Summit 2023 opened in Jakarta.",
        "East_Asia_Summit_2023=occasion/east-asia-summit-2023 Jakarta=place/jakarta",
    ),
    ("Leaders signed the Treaty of Amity in Bali.", "Treaty_of_Amity=doc/text-treaty-of-amity Bali=place/bali"),
    ("Xi Jinping visited Moscow.", "Xi_Jinping=person/xi-jinping Moscow=place/moscow"),
    ("Biden thanked Poland.", "Biden=person/joe-biden Poland=state/POL"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_names(extractor: Extractor, text: str, expected: str) -> None:
    assert [f"{surface.replace(' ', '_')}={entity}" for surface, entity in names(extractor, text)] == expected.split()
