"""Memberships in sentences."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import Extractor
from kg.model import Article


@cache
def _extractor() -> Extractor:
    return Extractor()


def _members(text: str) -> set[tuple[str, str]]:
    extraction = _extractor().extract(Article("a", text))
    return {(f.subject, f.object) for f in extraction.facts if f.relation == "memberOf"}


def _of(body: str, *states: str) -> set[tuple[str, str]]:
    return {(f"state/{s}", f"org/{body}") for s in states}


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "members"),
    [
        ("Norway is a founding member of NATO.", _of("nato", "NOR")),
        ("Mexico, a member of the G20, abstained.", _of("g20", "MEX")),
        ("NATO member Turkey objected.", _of("nato", "TUR")),
        ("EU member states Hungary and Slovakia objected to the plan.", _of("eu", "HUN", "SVK")),
        (
            "As permanent members of the UN Security Council, China and Russia vetoed the draft.",
            _of("unsc", "CHN", "RUS"),
        ),
        ("She called on Cambodia, as a member of ASEAN, to act.", _of("asean", "KHM")),
        ("Kenya was elected a non-permanent member of the UN Security Council.", _of("unsc", "KEN")),
        ("Sweden became a member of NATO in March 2024.", _of("nato", "SWE")),
        ("Ecuador began a two-year term on the UN Security Council.", _of("unsc", "ECU")),
        ("The G7 (Canada, France, Germany and Italy) condemned the attack.", _of("g7", "CAN", "FRA", "DEU", "ITA")),
        ("The BRICS, namely Brazil, Russia and India, will meet in Kazan.", _of("brics", "BRA", "RUS", "IND")),
        ("The SCO comprises China, Russia and India.", _of("sco", "CHN", "RUS", "IND")),
        ("The Quad, a grouping of Australia, India and Japan, met in Tokyo.", _of("quad", "AUS", "IND", "JPN")),
        ("ASEAN countries such as Vietnam and Indonesia rejected the claim.", _of("asean", "VNM", "IDN")),
        ("Ukraine is not a member of NATO.", set()),
        ("Serbia applied for membership of the European Union.", set()),
        ("Yermak spoke of Ukraine's aspirations to become a member of NATO.", set()),
        ("Georgia will be a member of the European Union one day.", set()),
        ("President Biden met NATO members in Madrid.", set()),
    ],
)
def test_members(text: str, members: set[tuple[str, str]]) -> None:
    assert _members(text) == members
