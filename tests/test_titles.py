"""Who holds which office: titles before and after names, in sentences, in lists, and titles that say nothing."""

from __future__ import annotations

from datetime import date

import pytest

from kg.api import reader
from kg.model import Article, Extraction

pytestmark = pytest.mark.model

# sentence | person > title > state or body ; ...
STATED = """
Chinese President Xi Jinping spoke. | Xi Jinping > President > state/CHN
Qaboos bin Said, the long-serving Sultan of Oman, died. | Qaboos bin Said > Sultan > state/OMN
Iraq's water minister, Salim Abbas, came to Rome. | Salim Abbas > water minister > state/IRQ
Sri Lankan Fisheries Minister Douglas Devananda spoke. | Douglas Devananda > Fisheries Minister > state/LKA
Ditte Juul Jørgensen, European Commission Director General for Energy, spoke. | Ditte Juul Jørgensen > Director General for Energy > org/european-commission
Amos Hochstein, U.S. Senior Advisor for Energy Security, went to Oslo. | Amos Hochstein > Senior Advisor for Energy Security > state/USA
US Special Representative for Iran Brian Hook spoke. | Brian Hook > Special Representative for Iran > state/USA
Houthi military spokesperson Yahya Sarea said so. | Yahya Sarea > spokesperson > org/houthis
European External Action Service (EEAS) Secretary General Stefano Sannino came. | Stefano Sannino > Secretary General > org/eeas
Republic of Korea (ROK) First Vice Foreign Minister Cho Hyundong came. | Cho Hyundong > First Vice Foreign Minister > state/KOR
Ron Lee, Chief of Staff to President Emmanuel Macron, spoke. | Emmanuel Macron > President > state/FRA
I saw Foreign Minister Ali Deby of Chad, the President of Ghana and others. | Ali Deby > Foreign Minister > state/TCD
In his speech at the UN General Assembly President Joe Biden spoke of peace. | Joe Biden > President > state/USA
African Union chair President of Senegal Macky Sall came. | Macky Sall > chair > org/african-union ; Macky Sall > President > state/SEN
Russian Minister in Washington, Edouard de Stoeckl, signed it. | Edouard de Stoeckl > Minister > state/RUS
Iranian general, Qasem Soleimani, was killed. | Qasem Soleimani > general > state/IRN
Chancellor of Germany Angela Merkel spoke. | Angela Merkel > Chancellor > state/DEU
Mr Varghese is currently Australia's High Commissioner to India. | Varghese > High Commissioner to India > state/AUS
Anna Berg was sworn in as Prime Minister of Norway. | Anna Berg > Prime Minister > state/NOR
Anna Berg, who serves as foreign minister of Norway, spoke. | Anna Berg > foreign minister > state/NOR
The prime ministers of Peru and Chile, Ana Torres and Luis Rojas, met. | Ana Torres > prime minister > state/PER ; Luis Rojas > prime minister > state/CHL
Israeli prime minister Benjamin Netanyahu and energy minister Yuval Steinitz came. | Yuval Steinitz > energy minister > state/ISR
Ms Wang Lili, Senior Executive Vice President, Industrial and Commercial Bank of China, came. | Wang Lili > Senior Executive Vice President > org/icbc
Vice President Harris spoke. | Kamala Harris > Vice President > state/USA
Foreign Ministers Hayashi and Park met. | Yoshimasa Hayashi > Foreign Minister > state/JPN ; Park Jin > Foreign Minister > state/KOR
"""  # noqa: E501

# sentence | person who holds nothing according to it
SILENT = """
Former Prime Minister of Norway Anna Berg spoke.|Anna Berg
Nominee for Ambassador to Kenya Anna Berg spoke.|Anna Berg
Anna Berg served as Minister of Trade of Norway until 2010.|Anna Berg
At the request of Cyril Ramaphosa, the President of Russia spoke about the war.|Cyril Ramaphosa > state/RUS
The President of Russia and Mario Draghi spoke about the war.|Mario Draghi > state/RUS
French President Emmanuel Macron and President Biden spoke about the war.|Joe Biden > state/FRA
French Foreign Minister Jean Duval and Foreign Minister Karel Vondra spoke about the war.|Karel Vondra > state/FRA
The Minister for Financial Services and Superannuation, Bill Shorten, spoke.|Superannuation
"""


def extract(text: str, **more: str) -> Extraction:
    return reader().extract(Article("a", text, published=date(2022, 6, 1), **more))


def offices(extraction: Extraction) -> set[tuple[str, str, str]]:
    labels = {e.id: e.label for e in extraction.entities}
    return {(labels[f.subject], f.office or "", f.object) for f in extraction.facts if f.relation == "holdsOffice"}


def table(text: str) -> list[tuple[str, str]]:
    return [(a.strip(), b.strip()) for a, b in (line.split("|") for line in text.strip().splitlines())]


@pytest.mark.parametrize(("sentence", "stated"), table(STATED))
def test_offices_are_read_with_title_and_owner(sentence: str, stated: str) -> None:
    wanted = {tuple(part.strip() for part in item.split(">")) for item in stated.split(";")}
    assert wanted <= offices(extract(sentence))


@pytest.mark.parametrize(("sentence", "silent"), table(SILENT))
def test_what_gives_no_office(sentence: str, silent: str) -> None:
    person, _, owner = (part.strip() for part in silent.partition(">"))
    assert not [o for o in offices(extract(sentence)) if o[0] == person and owner in ("", o[2])]


def test_each_in_a_list_holds_the_office_of_the_state_after_the_name() -> None:
    text = (
        "Those invited:\n- President Joko Widodo, Indonesia\n- Chancellor Angela Merkel, Germany\n- Ana Torres, Peru\n"
    )
    found = {(person, owner) for person, _, owner in offices(extract(text))}
    assert {("Joko Widodo", "state/IDN"), ("Angela Merkel", "state/DEU")} <= found
    assert ("Angela Merkel", "state/IDN") not in found


def test_a_heading_names_the_state_of_those_below() -> None:
    text = (
        "The following agreed:\n\nCroatia\n\nNikolina Brnjac, Minister of Tourism and Sport\n\n"
        "Malta\n\nClifton Grima, Minister for Education and Sport\n"
    )
    found = {(person, owner) for person, _, owner in offices(extract(text))}
    assert found == {("Nikolina Brnjac", "state/HRV"), ("Clifton Grima", "state/MLT")}


def test_a_foreign_minister_is_not_made_one_of_the_state_that_publishes() -> None:
    article = extract("Secretary Blinken met with Foreign Minister Karel Vondra.", source="US Department of State")
    assert ("Karel Vondra", "Foreign Minister", "state/USA") not in offices(article)


def test_the_one_who_hands_out_a_text_speaks_for_its_state() -> None:
    text = (
        "The following is attributable to Spokesperson Paula Stone:\n\nSecretary Blinken met today with Mario Draghi."
    )
    found = offices(extract(text, source="US Department of State"))
    assert ("Paula Stone", "Spokesperson", "state/USA") in found
