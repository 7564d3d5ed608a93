"""Office-holders and offices: schema, order, dates, single holders, and facts that anybody can look up."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from itertools import pairwise

import pytest

from kg.resources import resource

LEVELS = set(
    "head-of-state head-of-government foreign-minister minister diplomat spokesperson military legislature "
    "organisation-head envoy other".split()
)
SHARED = {  # offices that several persons hold at the same time
    "Chairman of the Presidency",
    "Commissioner",
    "Deputy Prime Minister",
    "Deputy Secretary of State",
    "Minister of State for Foreign Affairs",
    "Presidential Aide",
    "Special Envoy",
    "Spokesperson",
    "State Councilor",
    "Under-Secretary-General",
    "Vice President",
}


@cache
def rows(name: str) -> list[dict[str, str]]:
    with resource(f"data/lexicon/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tenures() -> list[dict[str, str]]:
    return rows("officeholders.csv")


def holders(office: str, organization: str, day: str) -> set[str]:
    return {
        r["label"]
        for r in tenures()
        if (r["office"], r["organization"]) == (office, organization)
        and r["since"] <= day[: len(r["since"])]
        and (not r["until"] or day[: len(r["until"])] <= r["until"])
    }


def test_columns() -> None:
    assert list(tenures()[0]) == "person label names wikidata office organization since until source".split()
    assert list(rows("offices.csv")[0]) == ["id", "label", "names", "level", "kind"]


def test_size() -> None:
    assert len(tenures()) >= 3000
    assert len(rows("offices.csv")) >= 120


def test_sorted_and_unique() -> None:
    keys = [(r["person"], r["since"], r["office"], r["organization"]) for r in tenures()]
    assert keys == sorted(set(keys))
    ids = [r["id"] for r in rows("offices.csv")]
    assert ids == sorted(set(ids))


def test_cells_are_clean() -> None:
    for row in tenures() + rows("offices.csv"):
        for value in row.values():
            assert value == value.strip()
            assert "  " not in value
            assert "’" not in value
        names = row["names"].split("|")
        assert len(names) == len(set(names))
        assert "" not in names


def test_persons() -> None:
    described: dict[str, tuple[str, str, str]] = {}
    for row in tenures():
        assert re.fullmatch(r"person/[a-z0-9]+(-[a-z0-9]+)*", row["person"]), row
        assert row["names"].split("|")[0] == row["label"]
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row
        assert row["source"] in {"Wikidata", "World Factbook", "compiled"}
        description = (row["label"], row["names"], row["wikidata"])
        assert described.setdefault(row["person"], description) == description
    items = [wikidata for _, _, wikidata in described.values() if wikidata]
    assert len(items) == len(set(items))


def test_full_names_belong_to_one_person() -> None:
    owners = defaultdict(set)
    for row in tenures():
        for name in row["names"].split("|"):
            if " " in name:
                owners[name.casefold()].add(row["person"])
    assert {name: who for name, who in owners.items() if len(who) > 1} == {}


def test_offices_and_organizations_exist() -> None:
    offices = {r["label"] for r in rows("offices.csv") if r["kind"] != "modifier"}
    known = {r["id"] for r in rows("organizations.csv")} | {f"state/{r['iso3']}" for r in rows("states.csv")}
    assert {r["office"] for r in tenures()} <= offices
    assert {r["organization"] for r in tenures()} <= known


def test_dates() -> None:
    for row in tenures():
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", row["since"]), row
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?)?", row["until"]), row
        shorter = min(len(row["since"]), len(row["until"]))
        assert row["since"][:shorter] <= row["until"][:shorter], row


def test_one_holder_at_a_time() -> None:
    by_office = defaultdict(list)
    for row in tenures():
        if row["office"] not in SHARED:
            by_office[row["organization"], row["office"]].append(row)
    for rows_of_office in by_office.values():
        rows_of_office.sort(key=lambda r: (r["since"], r["until"] or "9999"))
        for earlier, later in pairwise(rows_of_office):
            shorter = min(len(earlier["until"]), len(later["since"]))
            assert earlier["until"], (earlier, later)
            assert earlier["until"][:shorter] <= later["since"][:shorter], (earlier, later)


def test_office_names() -> None:
    owners = defaultdict(set)
    for row in rows("offices.csv"):
        assert row["kind"] in {"state", "body", "other", "modifier"}
        assert row["level"] in LEVELS
        assert re.fullmatch(r"(office|modifier)/[a-z-]+", row["id"]), row
        for name in row["names"].split("|"):
            owners[name.casefold().replace("-", " ")].add(row["id"])
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


FACTS = """
President|USA|2019-05-01|Donald Trump
President|USA|2022-01-01|Joe Biden
President|USA|2012-01-01|Barack Obama
President|USA|2003-03-20|George W. Bush
President|USA|1962-10-22|John F. Kennedy
President|USA|1944-06-06|Franklin D. Roosevelt
President|USA|1919-06-28|Woodrow Wilson
President|USA|1863-01-01|Abraham Lincoln
Vice President|USA|2023-02-18|Kamala Harris
Secretary of State|USA|2023-03-21|Antony Blinken
Secretary of State|USA|2018-06-12|Mike Pompeo
Secretary of State|USA|1972-02-21|William P. Rogers
Secretary of State|USA|1974-01-01|Henry Kissinger
Secretary of State|USA|1867-03-30|William H. Seward
Secretary of Defense|USA|2022-04-26|Lloyd Austin
National Security Advisor|USA|2022-06-01|Jake Sullivan
Press Secretary|USA|2021-06-01|Jen Psaki
President|FRA|2019-05-01|Emmanuel Macron
President|FRA|2003-02-14|Jacques Chirac
President|FRA|1963-01-22|Charles de Gaulle
Foreign Minister|FRA|2015-01-01|Laurent Fabius
Foreign Minister|FRA|2023-01-01|Catherine Colonna
Chancellor|DEU|2015-09-01|Angela Merkel
Chancellor|DEU|2022-02-27|Olaf Scholz
Chancellor|DEU|1990-10-03|Helmut Kohl
Chancellor|DEU|1970-12-07|Willy Brandt
Foreign Minister|DEU|2022-05-01|Annalena Baerbock
Prime Minister|GBR|2022-10-01|Liz Truss
Prime Minister|GBR|2019-12-12|Boris Johnson
Prime Minister|GBR|1940-06-18|Winston Churchill
Prime Minister|GBR|1982-05-01|Margaret Thatcher
Foreign Secretary|GBR|2021-12-01|Liz Truss
Queen|GBR|2000-01-01|Elizabeth II
King|GBR|2023-05-06|Charles III
President|RUS|2010-04-08|Dmitry Medvedev
President|RUS|2023-03-21|Vladimir Putin
Foreign Minister|RUS|2014-03-01|Sergey Lavrov
Prime Minister|RUS|2023-03-21|Mikhail Mishustin
Defence Minister|RUS|2022-02-24|Sergei Shoigu
General Secretary|SUN|1986-10-11|Mikhail Gorbachev
General Secretary|SUN|1962-10-28|Nikita Khrushchev
Prime Minister|SUN|1945-02-04|Joseph Stalin
President|CHN|2023-03-21|Xi Jinping
President|CHN|2008-08-08|Hu Jintao
Foreign Minister|CHN|2023-03-21|Qin Gang
Foreign Minister|CHN|2023-10-01|Wang Yi
Prime Minister|CHN|1972-02-21|Zhou Enlai
Prime Minister|CHN|2015-01-01|Li Keqiang
President|UKR|2019-06-01|Volodymyr Zelenskyy
President|UKR|2015-02-12|Petro Poroshenko
Foreign Minister|UKR|2022-02-24|Dmytro Kuleba
Prime Minister|UKR|2021-01-01|Denys Shmyhal
President|BLR|2020-08-09|Alexander Lukashenko
Prime Minister|ARM|2020-11-10|Nikol Pashinyan
President|GEO|2008-08-08|Mikheil Saakashvili
President|KAZ|2022-01-05|Kassym-Jomart Tokayev
Prime Minister|JPN|2016-12-15|Shinzo Abe
Prime Minister|JPN|2023-05-19|Fumio Kishida
Emperor|JPN|1945-08-15|Hirohito
President|KOR|2018-04-27|Moon Jae-in
Supreme Leader|PRK|2018-06-12|Kim Jong Un
Prime Minister|IND|2020-06-15|Narendra Modi
Foreign Minister|IND|2023-03-02|S. Jaishankar
Prime Minister|PAK|2019-02-27|Imran Khan
Prime Minister|AUS|2021-09-15|Scott Morrison
Prime Minister|AUS|2013-07-01|Kevin Rudd
Foreign Minister|AUS|2023-01-01|Penny Wong
Prime Minister|NZL|2019-03-15|Jacinda Ardern
President|TUR|2022-07-22|Recep Tayyip Erdoğan
Foreign Minister|TUR|2022-07-22|Mevlüt Çavuşoğlu
Supreme Leader|IRN|2015-07-14|Ali Khamenei
President|IRN|2015-07-14|Hassan Rouhani
Foreign Minister|IRN|2015-07-14|Mohammad Javad Zarif
Prime Minister|ISR|1993-09-13|Yitzhak Rabin
Prime Minister|ISR|2021-08-01|Naftali Bennett
President|EGY|1979-03-26|Anwar Sadat
King|SAU|2016-01-01|Salman bin Abdulaziz
Crown Prince|SAU|2018-10-02|Mohammed bin Salman
President|BRA|2009-01-01|Luiz Inácio Lula da Silva
President|BRA|2022-01-01|Jair Bolsonaro
President|MEX|2020-07-01|Andrés Manuel López Obrador
Prime Minister|CAN|2018-01-01|Justin Trudeau
President|ZAF|1996-01-01|Nelson Mandela
President|CUB|1990-01-01|Fidel Castro
Prime Minister|HUN|2023-01-01|Viktor Orbán
Prime Minister|POL|2012-01-01|Donald Tusk
Foreign Minister|SGP|2022-01-01|Vivian Balakrishnan
President|IDN|2022-11-15|Joko Widodo
"""

BODY_FACTS = """
Secretary-General|un|2004-01-01|Kofi Annan
Secretary-General|un|2022-07-22|António Guterres
Secretary-General|nato|2022-02-24|Jens Stoltenberg
Secretary-General|nato|1999-03-24|Javier Solana
President of the European Commission|european-commission|2022-01-01|Ursula von der Leyen
President of the European Council|european-council|2016-06-23|Donald Tusk
High Representative|eu|2021-01-01|Josep Borrell
High Representative|eu|2015-07-14|Federica Mogherini
Director-General|iaea|2003-02-14|Mohamed ElBaradei
Director-General|iaea|2022-09-01|Rafael Grossi
Director-General|who|2020-03-11|Tedros Adhanom Ghebreyesus
Director-General|wto|2022-06-17|Ngozi Okonjo-Iweala
Managing Director|imf|2015-01-01|Christine Lagarde
President of the World Bank|world-bank|2010-01-01|Robert Zoellick
Chairperson of the African Union Commission|african-union-commission|2019-01-01|Moussa Faki Mahamat
Permanent Representative|us-mission-to-the-un|2022-02-25|Linda Thomas-Greenfield
"""


@pytest.mark.parametrize("fact", FACTS.split("\n")[1:-1])
def test_state_fact(fact: str) -> None:
    office, iso3, day, person = fact.split("|")
    assert holders(office, f"state/{iso3}", day) == {person}


@pytest.mark.parametrize("fact", BODY_FACTS.split("\n")[1:-1])
def test_body_fact(fact: str) -> None:
    office, body, day, person = fact.split("|")
    assert holders(office, f"org/{body}", day) == {person}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("Xi Jinping", "Xi"),
        ("Volodymyr Zelenskyy", "Zelensky"),
        ("Joe Biden", "Joseph R. Biden, Jr."),
        ("Antony Blinken", "Antony J. Blinken"),
        ("Recep Tayyip Erdoğan", "Erdogan"),
        ("Kim Jong Un", "Kim Jong-un"),
        ("Ursula von der Leyen", "Von der Leyen"),
        ("Abdel Fattah el-Sisi", "Sisi"),
        ("Luiz Inácio Lula da Silva", "Lula"),
        ("Mao Zedong", "Mao Tse-tung"),
        ("Sergey Lavrov", "Sergei Lavrov"),
        ("Bashar al-Assad", "Assad"),
    ],
)
def test_written_forms(label: str, name: str) -> None:
    (names,) = {r["names"] for r in tenures() if r["label"] == label}
    assert name in names.split("|")
