"""Event codes: sentences by PLOVER type, codes of planned and denied events, and docs/event-coding.md."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import pytest

from kg.extract import Extractor
from kg.language.inflect import forms
from kg.lexicon import codes_of, peoples, relations, triggers
from kg.lexicon.codes import shifts
from kg.model import Article, Fact

SENTENCES = (
    ("AGREE", "Canada is prepared to send 500 peacekeepers to Haiti.", "CAN", "HTI"),
    ("AID", "India is training Afghan police officers.", "IND", "AFG"),
    ("ASSAULT", "Israeli helicopters fired missiles at a building in Gaza.", "ISR", "PSE"),
    ("COERCE", "Hackers from Pakistan attacked Indian government websites.", "PAK", "IND"),
    ("CONCEDE", "The government of Peru met the demands of striking teachers.", "PER", "PER"),
    ("CONSULT", "Norway is mediating between Sri Lanka and India.", "NOR", "LKA"),
    ("COOPERATE", "Thailand and Malaysia conducted joint patrols along their border.", "THA", "MYS"),
    ("REQUEST", "Georgia asked Russia to close its military bases.", "GEO", "RUS"),
    ("REJECT", "Eritrea has ruled out talks with Ethiopia.", "ERI", "ETH"),
    ("ACCUSE", "Laos charged Thailand with supporting rebels.", "LAO", "THA"),
    ("INVESTIGATE", "German prosecutors have opened an investigation of a Syrian general.", "DEU", "SYR"),
    ("MOBILIZE", "Colombia has deployed thousands of soldiers along its border with Venezuela.", "COL", "VEN"),
    ("PROTEST", "Danish students marched against Sweden.", "DNK", "SWE"),
    ("RETREAT", "Saudi Arabia freed 19 Yemeni prisoners.", "SAU", "YEM"),
    ("SANCTION", "Mauritania severed ties with Senegal.", "MRT", "SEN"),
    ("SUPPORT", "The Dutch government defended Turkey against criticism.", "NLD", "TUR"),
    ("THREATEN", "Russia plans to cut off gas to Ukraine.", "RUS", "UKR"),
)


@cache
def facts_of(sentence: str) -> tuple[tuple[Fact, ...], dict[str, str | None]]:
    extraction = Extractor().extract(Article("sentence", sentence, "", None, None, None))
    return extraction.facts, {e.id: e.iso3 for e in extraction.entities}


@pytest.mark.model
@pytest.mark.parametrize(("plover", "sentence", "source", "target"), SENTENCES, ids=[s[0] for s in SENTENCES])
def test_sentence_has_event(plover: str, sentence: str, source: str, target: str) -> None:
    facts, iso3 = facts_of(sentence)
    assert (source, target) in {(iso3[f.subject], iso3[f.object]) for f in facts if f.plover == plover}


LONG = """The two ministers talked for an hour in Lima. They spoke about fishing and about trade.
{sentence}
A dinner ended the day. The next round of talks takes place in spring."""


@pytest.mark.model
@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Peru released two Chilean sailors on Monday.", "concedesTo"),
        ("Chile withdrew its troops from Bolivia.", "retreatsFrom"),
        ("We look forward to a visit of the President of Chile to Peru.", None),
        ("The President of Peru will return to Chile on Sunday.", None),
        ("Peru thanked Chile for the order, allowing the repair of its ships in Valparaíso.", None),
        ("Peru does not give in to the demands of Chile.", None),
    ],
)
def test_longer_text_tells_of_deeds_in_main_clauses_only(sentence: str, relation: str | None) -> None:
    """Relations that no annotated article teaches to grade have to be told plainly in more than a lead."""
    found = {f.relation for f in facts_of(LONG.format(sentence=sentence))[0] if not relations()[f.relation].gold}
    assert found == ({relation} if relation else set())


@pytest.mark.model
@pytest.mark.parametrize("sentence", [s[1] for s in SENTENCES])
def test_event_has_all_codes(sentence: str) -> None:
    for fact in facts_of(sentence)[0]:
        if fact.plover is not None:
            assert fact.cameo is not None
            assert fact.goldstein is not None
            assert -10 <= fact.goldstein <= 10


@pytest.mark.model
def test_refusal_is_not_the_deed() -> None:
    facts, _ = facts_of("Kenya refused to give aid to Somalia.")
    assert {f.plover for f in facts if f.status == "actual"} == {"REJECT"}


@pytest.mark.model
def test_threat_is_not_the_deed() -> None:
    facts, _ = facts_of("Iran threatened to bomb Iraqi towns.")
    assert {f.plover for f in facts} == {"THREATEN"}


def test_planned_aid_is_agreement() -> None:
    trigger = next(t for t in triggers() if t.id == "aid.give")
    aids = relations()["aids"]
    assert codes_of(aids, trigger, "actual").plover == "AID"
    assert codes_of(aids, trigger, "planned").plover == "AGREE"
    assert codes_of(aids, trigger, "denied").plover == "REJECT"


def test_codes_are_those_of_the_reference_table(shared: Path) -> None:
    with (shared / "reference" / "cameo_codes.csv").open(encoding="utf-8", newline="") as file:
        goldstein = {row["code"]: row["goldstein_icews"] for row in csv.DictReader(file)}
    coded = [(t.id, t.cameo, t.goldstein) for t in triggers() if t.cameo and t.goldstein is not None]
    coded += [(str(key), c.cameo or "", c.goldstein) for key, c in shifts().items()]
    wrong = [(name, code, value, goldstein.get(code)) for name, code, value in coded if float(goldstein[code]) != value]
    assert not wrong


def test_peoples_belong_to_known_states() -> None:
    assert peoples()["chechens"] == "RUS"
    assert all(len(code) == 3 for code in peoples().values())


@pytest.mark.parametrize(
    ("word", "form"),
    [("deny", "denied"), ("free", "freed"), ("kidnap", "kidnapped"), ("give", "gave"), ("expel", "expelling")],
)
def test_verb_forms(word: str, form: str) -> None:
    assert form in forms(word, "verb")


def test_every_rule_is_documented(root: Path) -> None:
    page = (root / "docs" / "event-coding.md").read_text("utf-8")
    missing = [t.id for t in triggers() if t.sure is not None and f"`{t.id}`" not in page]
    assert not missing
