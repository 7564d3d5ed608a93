"""Small invented facts for the tests of networks and exports."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import DateRange, Entity, Evidence, Fact, Span, StoredFact

ENTITIES = (
    Entity("doc/dorn-treaty", "agreement", "Dorn Treaty", cls="Treaty"),
    Entity("org/un", "organization", "United Nations", same_as=("http://www.wikidata.org/entity/Q1065",)),
    Entity("org/usa-treasury", "organization", "US Treasury", iso3="USA"),
    Entity("person/anna-berg", "person", "Anna Berg"),
    Entity("person/li-wei", "person", "Li Wei", iso3="CHN"),
    Entity("state/CHN", "state", "China", iso3="CHN", same_as=("http://www.wikidata.org/entity/Q148",)),
    Entity("state/DEU", "state", "Germany", iso3="DEU"),
    Entity("state/USA", "state", "United States", iso3="USA"),
)


def day(first: str, last: str | None = None) -> DateRange:
    """A date range of one day, or from one day to another."""
    return DateRange(date.fromisoformat(first), date.fromisoformat(last or first), "day")


def stored(
    subject: str, relation: str, object_: str, when: DateRange | None = None, article: str = "a1", **more: Any
) -> StoredFact:
    """A stored fact; its id is made from its parts unless `id` is given."""
    quote = more.pop("quote", f"{subject} {relation} {object_}.")
    published = more.pop("published", None)
    number = more.pop("id", f"{subject}-{relation}-{object_}-{article}")
    fact = Fact(number, subject, relation, object_, Evidence(Span(0, len(quote)), quote), when=when, **more)
    return StoredFact(fact, article, published=published)


def facts() -> tuple[StoredFact, ...]:
    """Parallel edges, a loop-free mix of relations, dated and undated, actual and denied."""
    return (
        stored("person/anna-berg", "holdsOffice", "state/DEU", office="Foreign Minister"),
        stored("person/anna-berg", "meets", "person/li-wei", day("2023-03-21"), event_id="e1"),
        stored("person/anna-berg", "meets", "person/li-wei", day("2023-03-21"), article="a2", event_id="e2"),
        stored("person/anna-berg", "signs", "doc/dorn-treaty", day("2023-03-21", "2023-03-23"), event_id="e1"),
        stored("person/li-wei", "criticizes", "person/anna-berg", day("2024-01-05"), confidence=0.5),
        stored("state/CHN", "memberOf", "org/un"),
        stored("org/usa-treasury", "sanctions", "state/CHN", published=date(2024, 2, 1)),
        stored("state/USA", "meets", "state/CHN", day("2024-02-02"), status="denied"),
    )
