"""Names compared, entities linked, events put together: without a store."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from identity_world import POL, UKR, article, entity, fact, kuleba_articles

from kg.model import Extraction
from kg.resolve import THRESHOLD, Decision, Plan, Resolution, Role, applied, as_read, compare, resolve, restored, total
from kg.resolve.names import compare_names, title_key

SAME = [
    ("Volodymyr Zelenskyy", "Vladimir Zelensky"),
    ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
    ("Björn Seibert", "Bjoern Seibert"),
    ("Choi Jong Kun", "Choi Jong-kun"),
    ("Rafael Grossi", "Rafael Mariano Grossi"),
    ("Andriy Yermak", "Andrei Yermak"),
    ("Sergei Lavrov", "Sergey Lavrov"),
    ("Mohamed Al-Sabah", "Mohammed Al Sabah"),
    ("Dr. Peter Varghese AO", "Peter Varghese"),
    ("Petrenko Ivan Olehovych", "Ivan Petrenko"),
    ("Ivan Olehovych Petrenko", "Petrenko Ivan"),
    ("Fyodor Solovyov", "Fedor Solovyev"),
    ("Ivan Kamoyevsky", "Ivan Kamoevsky"),
    ("Ivan Olehovych Petrovych", "Ivan Petrovych"),
    ("Davyd Petrenko", "David Petrenko"),
    ("Olaf Scholtz", "Olaf Scholz"),
    ("Ivan Berdymukov", "Ivan Berdimukov"),
]
OTHER = [
    ("Lee Hsien Loong", "Lee Kuan Yew"),
    ("Dmitry Peskov", "Dmitry Kozak"),
    ("Vladimir Putin", "Vladimir Potanin"),
    ("George Bush", "Jeb Bush"),
    ("Kim Jong Il", "Kim Jong Un"),
    ("Ivan Olehovych Petrenko", "Ivan Olehovych Kovalenko"),
    ("Anna Olehivna Petrenko", "Ivan Olehovych Petrenko"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_variants_of_a_name(one: str, other: str) -> None:
    assert compare_names(one, other)[0] >= 6
    assert compare_names(one, other)[0] == compare_names(other, one)[0]


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_other_names(one: str, other: str) -> None:
    assert compare_names(one, other)[0] == compare_names(other, one)[0] < 4


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mori Takeo", "Takeo Mori"), ("J. Biden", "Joseph Biden"), ("Valerii Zaluzhnyi", "Valeri Saluzhny")],
)
def test_likeness_that_needs_more_evidence(one: str, other: str) -> None:
    assert 3 <= compare_names(one, other)[0] < 6


def test_titles_of_bodies() -> None:
    assert title_key("Ukrainian Foreign Ministry", None) == title_key("Ministry of Foreign Affairs of Ukraine", None)
    assert title_key("U.S. Government", None) == title_key("US government", "USA") != title_key("UK Government", None)


def ids(resolution: Resolution) -> dict[str, set[str]]:
    """The first ids that each entity of several was joined from."""
    return {c.id: {p.id for p in c.profiles} for c in resolution.clusters.values() if len(c.profiles) > 1}


def test_a_surname_and_a_transliteration_are_one_person_and_two_of_a_surname_stay_two() -> None:
    found = resolve(kuleba_articles())
    assert ids(found) == {
        "person/dmitry-tarasenko": {"person/dmitry-tarasenko", "person/dmytro-tarasenko", "person/tarasenko"}
    }
    assert {"person/anna-kovalenko", "person/oleg-kovalenko", "person/kovalenko"} <= set(found.clusters)


def test_the_order_of_articles_does_not_matter() -> None:
    articles = kuleba_articles()
    first = resolve(articles)
    for seed in range(6):
        shuffled = random.Random(seed).sample(articles, len(articles))
        assert {n: p.plain() for n, p in resolve(shuffled).plans.items()} == {
            n: p.plain() for n, p in first.plans.items()
        }


def test_a_bare_surname_in_two_states_is_two_persons() -> None:
    found = resolve(
        [
            article("a", "2022-01-01", [entity("person/lee", "Lee", iso3="SGP")], []),
            article("b", "2022-01-02", [entity("person/lee", "Lee", iso3="KOR")], []),
            article("c", "2022-01-03", [entity("person/lee", "Lee")], []),
        ]
    )
    assert {c.id for c in found.clusters.values()} == {"person/lee", "person/lee-kor", "person/lee-sgp"}
    assert found.plans["a"].entities == {"person/lee": Role("person/lee-sgp", "Lee")}
    assert "c" not in found.plans


def lindqvists(*others: str, published: str = "2022-03-01", **office: str) -> dict[str, set[str]]:
    """Who is joined where an article has a Lindqvist without given name or state, and another an Anna Lindqvist."""
    short, full = entity("person/lindqvist", "Lindqvist"), entity("person/anna-lindqvist", "Anna Lindqvist", iso3="SWE")
    stated = [fact(short.id, "holdsOffice", "org/eu", **office)] if office else []
    more = [entity(f"person/{name.split()[0].lower()}", name, iso3="FIN") for name in others]
    minister = fact(full.id, "holdsOffice", "state/SWE", office="Trade Minister")
    found = resolve(
        [
            article("a", published, [short, entity("org/eu", "European Union")], stated),
            article("b", "2022-02-01", [full, entity("state/SWE", "Sweden", iso3="SWE")], [minister]),
            article("c", "2022-02-02", more, []),
        ]
    )
    return ids(found)


def test_a_surname_without_state_is_the_one_person_who_bears_it() -> None:
    joined = {"person/anna-lindqvist": {"person/anna-lindqvist", "person/lindqvist"}}
    assert lindqvists() == joined
    assert lindqvists(office="Minister") == joined
    assert lindqvists("Erik Lindqvist") == {}  # two bear it
    assert lindqvists(office="Ambassador") == {}  # a title that she does not have
    assert lindqvists(published="2015-03-01") == {}  # another time


def pair(one: str, other: str, *, together: bool = False) -> int:
    """Points for two persons of these names, in one article or in two."""
    first, second = (entity(f"person/{number}", name) for number, name in enumerate((one, other)))
    names = ([first, second], []) if together else ([first], [second])
    found = resolve([article(f"a{i}", "2022-03-01", given, []) for i, given in enumerate(names)])
    parts = sorted((p for c in found.clusters.values() for p in c.profiles), key=lambda p: p.id)
    return total(compare(*parts))


def test_two_forms_of_a_full_name_in_one_article_are_one_person() -> None:
    assert (
        pair("Marcos Torres Vega", "Marcos Torres", together=True) >= THRESHOLD > pair("Marcos Torres Vega", "M. Vega")
    )
    assert pair("Ivan Petrenko", "Ivan Olehovych Petrenko", together=True) >= THRESHOLD
    assert pair("Lindqvist", "Anna Lindqvist", together=True) < pair("Lindqvist", "Anna Lindqvist")
    assert pair("Lindyov", "Anna Lindev", together=True) >= THRESHOLD  # spelt in two ways, so not kept apart


def test_longer_forms_are_found_whatever_the_last_word() -> None:
    one, other = entity("person/a", "Mohamed Torres"), entity("person/b", "Mohamed Torres Vega")
    assert ids(resolve([article("a", "2022-03-01", [one, other], [])])) == {"person/a": {"person/a", "person/b"}}


def test_a_shorter_form_within_a_month_but_not_an_initial() -> None:
    assert pair("Marcos Torres Vega", "Marcos Torres") >= THRESHOLD > pair("Marcos Vega", "M. Vega")


def test_a_surname_is_looked_for_with_the_same_publisher() -> None:
    short, full = entity("person/lindqvist", "Lindqvist"), entity("person/anna-lindqvist", "Anna Lindqvist", iso3="SWE")
    one, other = article("a", "2022-03-01", [short], []), article("b", "2022-02-01", [full], [])
    elsewhere = replace(other, article=replace(other.article, source="Elsewhere"))
    assert ids(resolve([one, other])) != {}
    assert ids(resolve([one, elsewhere])) == {}


def test_hyphens_and_given_names_in_surnames() -> None:
    assert pair("Lind-Järma", "Anna Lind-Järma") >= THRESHOLD
    assert pair("Michel", "Michel Dupont") < 0


def test_russian_and_ukrainian_spelling() -> None:
    assert pair("Oleg Synegub", "Oleh Synehub") >= THRESHOLD
    assert pair("John Hill", "John Gill") < 0


def test_the_reason_for_joining_a_surname_can_be_read() -> None:
    short, full = entity("person/lindqvist", "Lindqvist"), entity("person/anna-lindqvist", "Anna Lindqvist", iso3="SWE")
    found = resolve([article("a", "2022-03-01", [short], []), article("b", "2022-02-01", [full], [])])
    parts = found.clusters[full.id].profiles
    assert "nobody else in these articles has that surname" in [item.text for item in compare(*parts)]


def test_a_known_person_under_another_spelling() -> None:
    other = entity("person/vladimir-zelenskiy", "Vladimir Zelenskiy", iso3="UKR")
    found = resolve([article("a", "2022-01-01", [other], [])])
    assert found.plans["a"].entities[other.id].id == "person/volodymyr-zelenskyy"
    new = applied(article("a", "2022-01-01", [other], []), found.plans["a"])
    assert [e.label for e in new.entities] == ["Volodymyr Zelenskyy"]
    assert "Vladimir Zelenskiy" in new.entities[0].names


def test_known_persons_are_never_joined() -> None:
    one = entity("person/george-w-bush", "George W. Bush", iso3="USA")
    other = entity("person/george-h-w-bush", "George H. W. Bush", iso3="USA")
    found = resolve([article("a", "2005-01-01", [one], []), article("b", "1990-01-01", [other], [])])
    assert ids(found) == {}
    assert total(compare(*(c.profiles[0] for c in found.clusters.values()))) < 0


def test_documents_by_type_parties_and_day() -> None:
    def signing(name: str, doc: str, label: str, day: str, state: str = "state/POL") -> Extraction:
        document = entity(doc, label, cls="JointStatement")
        known = [document, UKR, entity(state, state[-3:], iso3=state[-3:])]
        facts = [
            fact("state/UKR", "signs", doc, day, event_id=f"{name}-s"),
            fact(state, "signs", doc, day, event_id=f"{name}-s"),
        ]
        return article(name, day, known, facts)

    found = resolve(
        [
            signing("a", "doc/a-joint-statement", "joint statement", "2022-05-02"),
            signing("b", "doc/b-joint-statement", "Joint Statement", "2022-05-02"),
            signing("c", "doc/c-joint-statement", "joint statement", "2022-09-02"),
            signing("d", "doc/d-joint-statement", "joint statement", "2022-05-02", "state/FRA"),
        ]
    )
    assert ids(found) == {"doc/a-joint-statement": {"doc/a-joint-statement", "doc/b-joint-statement"}}
    assert len({*found.plans["b"].events.values(), "a-s"}) == 1


def test_an_acronym_and_its_full_title() -> None:
    short = entity("org/nabu", "NABU")
    long = entity("org/national-anticorruption-bureau", "National Anticorruption Bureau of Ukraine", iso3="UKR")
    together = article("a", "2022-01-01", [short, long], [])
    assert set(ids(resolve([together]))) == {"org/nabu"} or set(ids(resolve([together]))) == {long.id}
    apart = [article("a", "2022-01-01", [short], []), article("b", "2022-01-01", [long], [])]
    assert ids(resolve(apart)) == {}


PUTIN = entity("person/vladimir-putin", "Vladimir Putin", iso3="RUS")
XI = entity("person/xi-jinping", "Xi Jinping", iso3="CHN")
LAVROV = entity("person/sergey-lavrov", "Sergey Lavrov", iso3="RUS")
RUS, CHN = entity("state/RUS", "Russia", iso3="RUS"), entity("state/CHN", "China", iso3="CHN")


def meeting(name: str, published: str, one: str, other: str, day: str = "", **more: str) -> Extraction:
    return article(
        name, published, [PUTIN, XI, LAVROV, RUS, CHN], [fact(one, "meets", other, day, event_id=f"e-{name}", **more)]
    )


def events(*articles: Extraction) -> list[set[str]]:
    """The articles of each event, those with one article left out."""
    plans = resolve(articles).plans
    found: dict[str, set[str]] = {}
    for reading in articles:
        for stated in reading.facts:
            plan = plans.get(reading.article.id, Plan())
            found.setdefault(plan.events.get(stated.event_id, stated.event_id), set()).add(reading.article.id)
    return sorted((names for names in found.values() if len(names) > 1), key=sorted)


def test_leaders_and_states_dated_and_undated_planned_and_held_are_one_event() -> None:
    assert events(
        meeting("a", "2023-03-22", XI.id, PUTIN.id, "2023-03-21"),
        meeting("b", "2023-03-23", "state/CHN", "state/RUS", "2023-03-21"),
        meeting("c", "2023-03-24", PUTIN.id, XI.id),
        meeting("d", "2023-03-10", PUTIN.id, XI.id, "2023-03", status="planned"),
        meeting("e", "2023-04-20", PUTIN.id, XI.id),
        meeting("f", "2023-03-22", LAVROV.id, "state/CHN", "2023-03-21"),
    ) == [{"a", "b", "c", "d"}]


def test_other_days_and_places_are_other_events() -> None:
    moscow, minsk = {"place": "place/moscow"}, {"place": "place/minsk"}
    assert (
        events(
            meeting("a", "2023-03-22", XI.id, PUTIN.id, "2023-03-21", **moscow),
            meeting("b", "2023-03-22", XI.id, PUTIN.id, "2023-03-21", **minsk),
            meeting("c", "2023-03-22", XI.id, PUTIN.id, "2023-03-22", **moscow),
        )
        == []
    )


def test_what_each_does_to_the_other_are_two_events() -> None:
    there = article(
        "a", "2022-05-01", [RUS, CHN], [fact("state/RUS", "attacks", "state/CHN", "2022-05-01", event_id="e")]
    )
    back = article(
        "b", "2022-05-01", [RUS, CHN], [fact("state/CHN", "attacks", "state/RUS", "2022-05-01", event_id="e")]
    )
    assert events(there, back) == []
    assert {name for plan in resolve([there, back]).plans.values() for name in plan.events.values()} == {"e-2"}


def test_a_month_with_two_meetings_fits_neither() -> None:
    assert (
        events(
            meeting("a", "2023-04-22", XI.id, PUTIN.id, "2023-03-02"),
            meeting("b", "2023-04-22", XI.id, PUTIN.id, "2023-03-21"),
            meeting("c", "2023-04-22", XI.id, PUTIN.id, "2023-03"),
        )
        == []
    )


@pytest.mark.parametrize("seed", range(4))
def test_what_was_read_can_be_restored(seed: int) -> None:
    articles = kuleba_articles()
    both = {e.id: e for e in (*articles[0].entities, *articles[1].entities)}
    two = replace(articles[0], entities=tuple(both[name] for name in sorted(both)))
    readings = random.Random(seed).sample([two, *articles[1:]], len(articles))
    plans = resolve(readings).plans
    for reading in readings:
        plan = plans.get(reading.article.id, Plan())
        ordered = replace(reading, facts=tuple(sorted(reading.facts, key=lambda f: (f.evidence.span, f.id))))
        assert restored(applied(reading, plan), as_read(reading, plan)) == ordered


def test_a_fact_between_what_became_one_is_left_out_but_kept() -> None:
    one, other = entity("person/anna-kos", "Anna Kos", iso3="POL"), entity("person/ana-kos", "Ana Kos", iso3="POL")
    reading = article("a", "2022-01-01", [one, other, POL], [fact(one.id, "meets", other.id)])
    plan = resolve([reading], [(1, Decision("merge", one.id, other=other.id))]).plans["a"]
    assert applied(reading, plan).facts == ()
    assert restored(applied(reading, plan), as_read(reading, plan)).facts == reading.facts
