"""Who takes part in what: gatherings without a name, lists of those who attend, what names tell of their parties."""

from __future__ import annotations

from functools import cache

import pytest

from kg.extract import Extractor
from kg.extract.extractor import read
from kg.extract.proposals import propose
from kg.extract.units import Reading
from kg.model import Article

pytestmark = pytest.mark.model


@cache
def extractor() -> Extractor:
    return Extractor()


def reading(text: str) -> Reading:
    return read(extractor().nlp(text), Article("test", text, "", None, None, None))


def fitting(text: str, relation: str) -> set[tuple[str, str]]:
    """Labels of the ends of the candidates of a relation that fit their trigger."""
    r = reading(text)
    return {
        (r.registry.label(c.subject), r.registry.label(c.object))
        for c in propose(r)
        if c.fits and c.trigger.relation == relation
    }


def test_described_gathering_is_an_occasion_under_each_of_its_phrases() -> None:
    r = reading("Kenya hosted an international conference on drought in Mombasa.")
    event = next(u for u in r.units if u.via == "gathering")
    entity = next(e for e in r.registry.entities({event.ids[0]}))
    assert {"international conference", "international conference on drought"} <= set(entity.names)


@pytest.mark.parametrize(
    "text",
    [
        "The minister held a press conference.",
        "Norway held consultations with Chile.",
        "The conference was long.",
        "Peru published a report on the economic forum.",
    ],
)
def test_no_gathering_without_description_and_attendance(text: str) -> None:
    assert not [u for u in reading(text).units if u.via == "gathering"]


def test_a_noun_refers_back_to_the_occasion() -> None:
    text = "Ghana hosted a regional summit on fisheries. Emmanuel Macron addressed the summit."
    assert ("Emmanuel Macron", "regional summit on fisheries") in fitting(text, "participatesIn")


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Attending the Boao Forum were Emmanuel Macron and Olaf Scholz.", {"Emmanuel Macron", "Olaf Scholz"}),
        ("Participants in the Boao Forum included Chile, Peru and Ghana.", {"Chile", "Peru", "Ghana"}),
        ("Joined by Olaf Scholz, Emmanuel Macron attended the Boao Forum.", {"Emmanuel Macron", "Olaf Scholz"}),
    ],
)
def test_lists_and_companions_take_part(text: str, who: set[str]) -> None:
    assert who <= {subject for subject, target in fitting(text, "participatesIn") if "Forum" in target}


def test_a_preposition_holds_for_the_whole_list_of_bodies() -> None:
    r = reading("Russia and India coordinate their efforts in the SCO, BRICS and the G20.")
    found = {r.registry.label(c.object) for c in propose(r) if c.trigger.id == "occasion.at"}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Canada deplored Russia's war against Ukraine.", ("Russia", "Ukraine")),
        ("Ghana condemned the Russian invasion of Ukraine.", ("Russia", "Ukraine")),
    ],
)
def test_a_war_names_its_parties(text: str, pair: tuple[str, str]) -> None:
    assert pair in fitting(text, "attacks")


def test_a_war_without_an_aggressor_in_its_name_has_none() -> None:
    assert not fitting("Austria spoke about the war in Ukraine.", "attacks")


def test_what_goes_both_ways_is_told_of_both() -> None:
    assert fitting("Ghana and Kenya thanked each other.", "supports") == {("Ghana", "Kenya"), ("Kenya", "Ghana")}


def test_anti_names_the_target() -> None:
    text = "The European Union adopted anti-Russian sanctions."
    assert fitting(text, "sanctions") == {("European Union", "Russia")}


def test_its_belongs_to_the_one_held_accountable() -> None:
    r = reading("Canada and Japan discussed how to hold Russia accountable for its war.")
    its = next(u for u in r.units if u.via == "pronoun")
    assert its.ids == ("state/RUS",)


def test_a_preposition_may_hang_on_the_title() -> None:
    r = reading("President Vucic exchanged congratulations with President Erdogan.")
    name = next(i for i, w in enumerate(r.parse.word) if w == "Erdogan")
    assert r.parse.edge(name) == "P:with"


@pytest.mark.parametrize(
    "text",
    [
        "US sanctions on Iran remain in force.",
        "Poland endorsed the tenth package of US sanctions against Iran.",
        "The sanctions imposed by the United States on Iran remain.",
    ],
)
def test_sanctions_are_those_of_their_sender(text: str) -> None:
    assert fitting(text, "sanctions") == {("United States", "Iran")}
