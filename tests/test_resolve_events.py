"""Which reports are of one occasion: visits of several, what happens once, what happens often."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from identity_world import article, entity, fact

from kg.model import DateRange, Extraction
from kg.resolve import Plan, resolve

FRA, DEU = entity("state/FRA", "France", iso3="FRA"), entity("state/DEU", "Germany", iso3="DEU")
UKR, RUS = entity("state/UKR", "Ukraine", iso3="UKR"), entity("state/RUS", "Russia", iso3="RUS")
ALL = [FRA, DEU, UKR, RUS, entity("org/eu", "European Union"), entity("occasion/fair", "Fair")]
ALL += [entity("place/odesa", "Odesa"), entity("place/kyiv", "Kyiv"), entity("place/lyon", "Lyon")]
ALL += [entity("place/palace", "Palace", cls="Building"), entity("doc/plan", "Plan for the Port of Lyon")]
ALL += [entity("doc/inf-treaty", "INF Treaty")]
ALL += [entity("person/a", "Anna Lang", iso3="DEU"), entity("person/b", "Luc Petit", iso3="FRA")]


def told(name: str, published: str, relation: str, *pairs: str, day: str = "", **more: str) -> Extraction:
    """An article with one event: "a>b" for each pair of ends."""
    ends = [pair.split(">") for pair in pairs]
    return article(
        name, published, ALL, [fact(one, relation, other, day, event_id=f"e-{name}", **more) for one, other in ends]
    )


def events(*articles: Extraction) -> list[str]:
    """The articles of each event, those with one article left out."""
    plans, found = resolve(articles).plans, dict[str, set[str]]()
    for reading in articles:
        for stated in reading.facts:
            plan = plans.get(reading.article.id, Plan())
            found.setdefault(plan.events.get(stated.event_id or "", stated.event_id or ""), set()).add(
                reading.article.id
            )
    return sorted("".join(sorted(names)) for names in found.values() if len(names) > 1)


def test_a_visit_of_several_and_of_one_of_them() -> None:
    both = told("a", "2022-06-16", "visits", "state/DEU>state/UKR", "state/FRA>state/UKR", day="2022-06-16")
    one = told("b", "2022-06-17", "visits", "state/DEU>place/kyiv", day="2022-06-16")
    later = told("c", "2022-06-20", "visits", "state/DEU>state/UKR", day="2022-06-19")
    other = told("d", "2022-06-17", "visits", "state/RUS>state/UKR", day="2022-06-16")
    assert events(both, one, later, other) == ["ab"]


def test_a_town_and_its_state_are_visited_together() -> None:
    state = told("a", "2022-06-16", "visits", "person/a>state/UKR", day="2022-06-16")
    town = told("b", "2022-06-16", "visits", "person/a>place/odesa")
    abroad = told("c", "2022-06-16", "visits", "person/a>place/lyon")
    assert events(state, town, abroad) == ["ab"]


def test_a_body_is_joined_once() -> None:
    first = told("a", "2022-03-01", "joins", "state/UKR>org/eu", status="planned")
    later = told("b", "2022-06-20", "joins", "state/UKR>org/eu", status="planned")
    other = told("c", "2022-06-20", "joins", "state/RUS>org/eu")
    assert events(first, later, other) == ["ab"]


def test_a_body_is_joined_once_whatever_day_is_given() -> None:
    days = ("a", "2022-06-17"), ("b", "2022-06-23")
    dated = [told(name, "2022-06-30", "joins", "state/UKR>org/eu", day=day) for name, day in days]
    assert events(*dated, told("c", "2022-05-20", "joins", "state/UKR>org/eu")) == ["abc"]


def test_reports_without_a_day_stay_together_beside_those_of_two_days() -> None:
    days = ("a", "2012-06-17"), ("b", "2022-06-23")
    dated = [told(name, "2022-06-30", "recognizes", "state/FRA>state/UKR", day=day) for name, day in days]
    rest = [told(n, "2022-05-20", "recognizes", "state/FRA>state/UKR") for n in "cd"]
    assert events(*dated, *rest) == ["cd"]


def test_of_three_who_agree_on_a_day_two_may_be_named() -> None:
    three = told("a", "2022-06-20", "agreesWith", "state/FRA>state/DEU", "state/DEU>state/UKR", day="2022-06-16")
    two = told("b", "2022-06-20", "agreesWith", "state/FRA>state/UKR", day="2022-06-16")
    other_day = told("c", "2022-06-20", "agreesWith", "state/FRA>state/UKR", day="2022-06-17")
    others = told("d", "2022-06-20", "agreesWith", "state/RUS>state/UKR", day="2022-06-16")
    assert events(three, two, other_day, others) == ["ab"]


def test_agreements_without_a_day_are_one_only_if_the_same_persons_are_told_to_agree_within_a_day() -> None:
    leaders = [told(n, d, "agreesWith", "person/a>person/b") for n, d in (("a", "2022-06-16"), ("b", "2022-06-17"))]
    week = told("c", "2022-06-19", "agreesWith", "person/a>person/b")
    states = [told(n, "2022-06-16", "agreesWith", "state/DEU>state/FRA") for n in "de"]
    assert events(*leaders, week, *states) == ["ab"]


def test_calls_of_one_pair_are_told_on_their_day() -> None:
    days = ("a", "2022-06-01"), ("b", "2022-06-01"), ("c", "2022-06-04"), ("d", "2022-06-10"), ("e", "2022-06-10")
    calls = [told(name, day, "calls", "person/a>person/b") for name, day in days]
    dated = told("f", "2022-06-11", "calls", "person/a>person/b", day="2022-06-10")
    assert events(*calls, dated) == ["ab", "def"]


def test_without_a_day_the_nearest_meeting_is_meant() -> None:
    days = ("a", "2022-06-02"), ("b", "2022-06-20")
    held = [told(name, day, "meets", "person/a>person/b", day=day) for name, day in days]
    before = told("c", "2022-05-30", "meets", "person/a>person/b", status="planned")
    after = told("d", "2022-06-22", "meets", "person/a>person/b")
    assert events(*held, before, after) == ["ac", "bd"]


def test_a_month_and_no_day_in_articles_of_that_month() -> None:
    month = told("a", "2022-06-15", "visits", "person/a>place/kyiv", day="2022-06")
    undated = told("b", "2022-06-16", "visits", "person/a>place/kyiv")
    later = told("c", "2022-07-16", "visits", "person/a>place/kyiv")
    assert events(month, undated, later) == ["ab"]
    several = told("d", "2022-06-10", "visits", "person/a>state/UKR", "person/b>state/UKR", day="2022-06")
    assert events(several, told("e", "2022-06-16", "visits", "person/b>state/UKR")) == []


def test_a_palace_may_stand_in_the_city_but_two_cities_are_two_places() -> None:
    ends = ("meets", "person/a>person/b")
    city = told("a", "2022-06-16", *ends, day="2022-06-16", place="place/kyiv")
    palace = told("b", "2022-06-16", *ends, day="2022-06-16", place="place/palace")
    other = told("c", "2022-06-16", *ends, day="2022-06-16", place="place/lyon")
    assert events(city, palace, other) == ["ab"]


def test_a_document_of_the_lists_is_signed_once_whatever_day_is_given() -> None:
    days = ("a", "1987-12-08"), ("b", "2022-06-16")
    known = [told(name, "2022-06-17", "signs", "state/RUS>doc/inf-treaty", day=day) for name, day in days]
    new = [told(name, "2022-06-17", "signs", "state/RUS>doc/plan", day=day) for name, day in days]
    assert events(*known) == ["ab"]
    assert events(*new) == []


def test_being_part_of_a_body_is_no_occasion_but_a_fair_is() -> None:
    body = [told(n, "2022-06-16", "participatesIn", "state/UKR>org/eu") for n in "ab"]
    fair = [told(n, "2022-06-16", "participatesIn", f"person/{n}>occasion/fair") for n in "ab"]
    assert events(*body) == []
    assert events(*fair) == ["ab"]


def test_since_a_day_and_on_that_day() -> None:
    on = told("a", "2022-05-01", "attacks", "state/RUS>state/UKR", day="2022-02-24")
    other = told("b", "2022-05-02", "attacks", "state/RUS>state/UKR", day="2022-02-25")
    since = DateRange(date(2022, 2, 24), None, "day", "since February 24")
    begun = replace(other, facts=tuple(replace(stated, when=since) for stated in other.facts))
    assert events(on, other) == []
    assert events(on, begun) == ["ab"]
