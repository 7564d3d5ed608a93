"""The lists of states, places, seats and combining forms: schema, order, uniqueness and facts known for certain."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from kg.resources import resource

Row = dict[str, str]

COLUMNS = {
    "states.csv": "iso3,label,cls,names,demonyms,former,capital,wikidata,note",
    "places.csv": "id,label,cls,names,iso3,wikidata",
    "metonyms.csv": "surface,entity,kind,label",
    "combining_forms.csv": "prefix,iso3",
}
LISTS = ("names", "demonyms", "former", "capital")
UN_MEMBERS = frozenset(
    re.findall(
        "[A-Z]{3}",
        """
    AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA
    CAF CAN CHE CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN
    FJI FRA FSM GAB GBR GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR
    JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI
    MLT MMR MNE MNG MOZ MRT MUS MWI MYS NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY
    QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS
    TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN VNM VUT WSM YEM ZAF ZMB ZWE""",
    )
)
# Surface forms that stand for more than one state on purpose: the reader must look at the rest of the article.
AMBIGUOUS_NAMES = {"Congo": {"COD", "COG"}, "Korea": {"KOR", "PRK"}}
AMBIGUOUS_DEMONYMS = {
    "Congolese": {"COD", "COG"},
    "Dominican": {"DMA", "DOM"},
    "Guinean": {"GIN", "GNB", "GNQ"},
    "Korean": {"KOR", "PRK"},
    "Samoan": {"ASM", "WSM"},
    "Virgin Islander": {"VGB", "VIR"},
}
NAMES = """
China CHN|PRC CHN|People's Republic of China CHN|Republic of China TWN|Chinese Taipei TWN|US USA|U.S. USA|America USA
UK GBR|Britain GBR|Czech Republic CZE|Czechia CZE|Turkey TUR|Türkiye TUR|Turkiye TUR|North Korea PRK|DPRK PRK|ROK KOR
Republic of Korea KOR|Côte d'Ivoire CIV|Cote d'Ivoire CIV|Ivory Coast CIV|Burma MMR|Myanmar MMR|Swaziland SWZ
Islamic Republic of Iran IRN|Persia IRN|DR Congo COD|Zaire COD|Republic of the Congo COG|Holland NLD|Vatican VAT
Macedonia MKD|Cape Verde CPV|East Timor TLS|Viet Nam VNM|South Vietnam XVS|UAE ARE|KSA SAU|Russian Federation RUS
Soviet Union SUN|USSR SUN|GDR DDR|West Germany DEU|Georgia GEO|Kosovo XKX|State of Palestine PSE|TRNC XNC|LPR XLP
Donetsk People's Republic XDP|Iraqi Kurdistan XKR|HKSAR HKG|Macau MAC|Malvinas FLK|SADR ESH|Ceylon LKA|Siam THA
"""
DEMONYMS = """
Chinese CHN|Briton GBR|Saudis SAU|Emirati ARE|Kosovar XKX|Kosovan XKX|Burmese MMR|Filipino PHL|Nigerien NER|Nigerian NGA
Dutch NLD|Mauritian MUS|Mauritanian MRT|Sudanese SDN|South Sudanese SSD|Ni-Vanuatu VUT|Motswana BWA|Basotho LSO
Swiss CHE|Azeri AZE|Soviets SUN|Turkish Cypriot XNC|Taiwanese TWN|Slovak SVK|Slovene SVN|Irish IRL|Indian IND
"""
SEATS = {
    "Kremlin": "state/RUS",
    "White House": "state/USA",
    "Downing Street": "state/GBR",
    "Élysée": "state/FRA",
    "Zhongnanhai": "state/CHN",
    "Turtle Bay": "org/un",
    "Berlaymont": "org/european-commission",
}

DECEPTIVE_PLACES = {
    "U.S. state of Georgia": "place/georgia-us-state",
    "Washington": "place/washington",
    "Washington State": "place/washington-state",
    "Tripoli": "place/tripoli",
    "Tripoli, Lebanon": "place/tripoli-lebanon",
    "Victoria": "place/victoria-australia",
    "New York": "place/new-york",
    "New York State": "place/new-york-state",
}


def rows(name: str) -> list[Row]:
    with resource(f"data/lexicon/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def pairs(table: str) -> list[tuple[str, str]]:
    cells = [cell.strip() for line in table.strip().splitlines() for cell in line.split("|")]
    return [(cell[:-4], cell[-3:]) for cell in cells]


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


def owners(table: list[Row], key: str, *columns: str) -> dict[str, set[str]]:
    """Which rows a surface form belongs to."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in table:
        for column in columns:
            for surface in split(row[column]):
                found[surface].add(row[key])
    return found


STATES = rows("states.csv")
PLACES = rows("places.csv")
BY_CODE = {row["iso3"]: row for row in STATES}


@pytest.mark.parametrize("name", sorted(COLUMNS))
def test_schema_and_order(name: str) -> None:
    path: Path = resource(f"data/lexicon/{name}")
    header, *_ = path.read_text(encoding="utf-8").splitlines()
    assert header == COLUMNS[name]
    table = rows(name)
    keys = [row[header.split(",")[0]] for row in table]
    assert keys == sorted(set(keys))
    for row in table:
        assert None not in {*row, *row.values()}, row
        for column, cell in row.items():
            assert "\n" not in cell, row
            parts = split(cell) if column in LISTS else [cell]
            assert len(parts) == len(set(parts)), row
            assert all(part == part.strip() for part in parts), row
            assert "" not in parts or column not in LISTS, row


def test_every_un_member_and_the_observers_are_states() -> None:
    assert len(UN_MEMBERS) == 193
    assert {code for code in UN_MEMBERS if BY_CODE[code]["cls"] == "State"} == UN_MEMBERS
    assert {"VAT", "PSE"} <= BY_CODE.keys()


def test_states_are_well_formed() -> None:
    for row in STATES:
        assert re.fullmatch("[A-Z]{3}", row["iso3"]), row
        assert row["cls"] in ("State", "Territory", "ContestedState", "HistoricState"), row
        assert split(row["names"])[0] == row["label"], row
        assert not set(split(row["names"])) & set(split(row["former"])), row
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row
        if row["cls"] in ("State", "ContestedState"):
            assert row["capital"], row
        if row["iso3"] in UN_MEMBERS:
            assert row["demonyms"], row
            assert row["wikidata"], row


def test_codes_outside_iso_3166_say_what_they_are() -> None:
    for row in STATES:
        if row["iso3"].startswith("X") or row["cls"] in ("HistoricState", "ContestedState"):
            assert row["note"], row


def test_a_name_belongs_to_one_state() -> None:
    names = owners(STATES, "iso3", "names", "former")
    assert {name: codes for name, codes in names.items() if len(codes) > 1} == AMBIGUOUS_NAMES
    loose: defaultdict[str, set[str]] = defaultdict(set)
    for name, codes in names.items():
        loose[folded(name)] |= codes
    assert {name for name, codes in loose.items() if len(codes) > 1} == {"congo", "korea"}


def test_a_demonym_belongs_to_one_state_unless_listed() -> None:
    shared = {d: codes for d, codes in owners(STATES, "iso3", "demonyms").items() if len(codes) > 1}
    expected = AMBIGUOUS_DEMONYMS | {f"{d}s": codes for d, codes in AMBIGUOUS_DEMONYMS.items() if d != "Congolese"}
    assert shared == expected


def test_no_form_is_both_name_and_demonym_or_state_and_place() -> None:
    names, demonyms = owners(STATES, "iso3", "names", "former"), owners(STATES, "iso3", "demonyms")
    places = owners(PLACES, "id", "names")
    assert not names.keys() & demonyms.keys()
    assert not places.keys() & (names.keys() | demonyms.keys())


@pytest.mark.parametrize(("surface", "code"), pairs(NAMES))
def test_name_means_state(surface: str, code: str) -> None:
    assert owners(STATES, "iso3", "names", "former")[surface] == {code}


@pytest.mark.parametrize(("surface", "code"), pairs(DEMONYMS))
def test_demonym_means_state(surface: str, code: str) -> None:
    assert owners(STATES, "iso3", "demonyms")[surface] == {code}


def test_capitals_are_places_of_their_own() -> None:
    """A city state has the name of its capital and is not listed a second time among the places."""
    places = owners(PLACES, "id", "names")
    capitals = owners(STATES, "iso3", "capital")
    assert all(len(codes) == 1 for codes in capitals.values())
    for row in STATES:
        for capital in split(row["capital"]):
            assert capital in places or capital in split(row["names"]), (row["iso3"], capital)
    assert (capitals["Kiev"], capitals["Nur-Sultan"], capitals["Washington"]) == ({"UKR"}, {"KAZ"}, {"USA"})


def test_places_are_well_formed() -> None:
    assert len(PLACES) >= 700
    for row in PLACES:
        assert re.fullmatch(r"place/[a-z0-9]+(-[a-z0-9]+)*", row["id"]), row
        assert row["cls"] in ("City", "Region", "Sea", "Building", "Continent"), row
        assert split(row["names"])[0] == row["label"], row
        assert row["iso3"] == "" or row["iso3"] in BY_CODE, row
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row


def test_a_name_belongs_to_one_place() -> None:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, ids in owners(PLACES, "id", "names").items():
        found[folded(name)] |= ids
    assert {name: ids for name, ids in found.items() if len(ids) > 1} == {}


def test_wikidata_items_are_used_once() -> None:
    for table in (STATES, PLACES):
        items = [row["wikidata"] for row in table if row["wikidata"]]
        assert len(items) == len(set(items))


def test_places_that_deceive() -> None:
    places = owners(PLACES, "id", "names")
    assert "Georgia" not in places
    assert {name: places[name] for name in DECEPTIVE_PLACES} == {k: {v} for k, v in DECEPTIVE_PLACES.items()}
    where = {row["id"]: row["iso3"] for row in PLACES}
    assert where["place/kashmir"] == where["place/jerusalem"] == where["place/south-china-sea"] == ""
    assert where["place/east-jerusalem"] == where["place/west-bank"] == "PSE"
    assert where["place/crimea"] == where["place/donetsk"] == "UKR"


def test_seats_stand_for_known_states_and_bodies() -> None:
    table = rows("metonyms.csv")
    known = {f"state/{code}" for code in BY_CODE} | {row["id"] for row in rows("organizations.csv")}
    places = owners(PLACES, "id", "names")
    for row in table:
        assert row["entity"] in known, row
        assert row["label"], row
        assert row["kind"] == ("capital" if row["surface"] in places else "seat"), row
    assert [row["surface"] for row in table if row["kind"] == "capital"] == ["Brussels"]
    assert SEATS.items() <= {row["surface"]: row["entity"] for row in table}.items()


def test_combining_forms_name_states() -> None:
    table = {row["prefix"]: row["iso3"] for row in rows("combining_forms.csv")}
    assert all(prefix.endswith("-") and prefix[0].isupper() for prefix in table)
    assert set(table.values()) <= BY_CODE.keys()
    assert (table["Sino-"], table["Russo-"], table["Franco-"], table["Indo-"]) == ("CHN", "RUS", "FRA", "IND")
