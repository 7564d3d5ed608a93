"""The network folded to states, the balance of cooperation and conflict, and rankings."""

from __future__ import annotations

from datetime import date

import pytest
from network_facts import ENTITIES, day, facts, stored

from kg.model import DateRange, Entity, StoredFact
from kg.network import BalanceRow, Edge, balance, ranking, state_network
from kg.network.states import state_of


def edges(*rows: StoredFact, **options: str) -> dict[tuple[str, str, str], Edge]:
    network = state_network(lambda: rows, ENTITIES, **options)  # type: ignore[arg-type]
    return {(edge.source, edge.target, edge.kind): edge for edge in network.edges()}


def test_persons_fold_into_the_state_whose_office_they_hold() -> None:
    state = state_of(facts(), ENTITIES)
    assert state["person/anna-berg"] == "DEU"
    assert state["person/li-wei"] == "CHN"
    assert state["org/usa-treasury"] == "USA"
    assert "org/un" not in state


def test_the_office_named_most_often_wins_and_denied_ones_do_not_count() -> None:
    offices = [("state/USA", "a1", "actual"), ("state/DEU", "a1", "actual"), ("state/DEU", "a2", "actual")]
    offices += [("state/USA", a, "denied") for a in ("a2", "a3", "a4")]
    rows = [stored("person/anna-berg", "holdsOffice", s, article=a, status=status) for s, a, status in offices]
    assert state_of(rows, ENTITIES)["person/anna-berg"] == "DEU"


def test_events_between_states_are_summed() -> None:
    found = edges(*facts())
    assert set(found) == {("CHN", "DEU", "total"), ("DEU", "CHN", "total"), ("USA", "CHN", "total")}
    back = found["CHN", "DEU", "total"].attributes
    assert (back["events"], back["facts"], back["articles"]) == (2, 3, 2)
    assert (back["cooperation"], back["conflict"]) == (1, 1)
    assert (back["goldstein_sum"], back["goldstein_mean"], back["weight"]) == (-1.0, -0.5, 2.0)
    assert (back["date_first"], back["date_last"]) == ("2023-03-21", "2024-01-05")


def test_the_same_meeting_in_two_articles_is_one_event_in_each_direction() -> None:
    found = edges(*facts())
    assert found["DEU", "CHN", "total"].attributes["events"] == 1
    assert found["DEU", "CHN", "total"].attributes["facts"] == 2


def test_a_meeting_named_from_either_side_is_one_event() -> None:
    found = edges(
        stored("state/USA", "meets", "state/CHN", day("2020-01-01")),
        stored("person/li-wei", "meets", "state/USA", day("2020-01-01"), article="a2"),
    )
    assert {key: edge.attributes["events"] for key, edge in found.items()} == {
        ("CHN", "USA", "total"): 1,
        ("USA", "CHN", "total"): 1,
    }


def test_undated_events_go_by_the_date_of_the_article() -> None:
    edge = edges(*facts())["USA", "CHN", "total"]
    assert edge.spell == (date(2024, 2, 1), date(2024, 2, 1))


def test_planned_and_denied_events_memberships_and_events_at_home_are_left_out() -> None:
    rows = (
        stored("state/USA", "visits", "state/CHN", status="planned"),
        stored("state/USA", "meets", "state/CHN", status="denied"),
        stored("state/USA", "memberOf", "org/usa-treasury"),
        stored("person/li-wei", "memberOf", "org/usa-treasury"),
        stored("org/usa-treasury", "supports", "state/USA"),
        stored("state/USA", "supports", "org/un"),
    )
    assert edges(*rows) == {}


def test_one_edge_a_plover_type_or_quad_class() -> None:
    rows = (
        stored("state/USA", "sanctions", "state/CHN"),
        stored("state/USA", "attacks", "state/CHN"),
        stored("state/USA", "issues", "state/CHN"),
    )
    assert {kind for _, _, kind in edges(*rows, by="plover")} == {"SANCTION", "ASSAULT", "other"}
    quads = edges(*rows, by="quad")
    assert {kind for _, _, kind in quads} == {"material conflict", "other"}
    assert quads["USA", "CHN", "material conflict"].attributes["events"] == 2
    assert {edge.id for edge in quads.values()} == {"USA-CHN-material-conflict", "USA-CHN-other"}


def test_state_nodes_are_named_after_the_state() -> None:
    network = state_network(facts, ENTITIES)
    labels = {node.id: node.attributes["label"] for node in network.nodes}
    assert labels == {"CHN": "China", "DEU": "Germany", "USA": "United States"}
    china = network.nodes[0].attributes
    assert (china["kind"], china["wikidata"], china["degree"], china["facts"]) == ("state", "Q148", 2, 4)


def test_a_state_that_is_no_entity_is_named_by_its_code() -> None:
    entities = [Entity("person/x", "person", "X", iso3="FRA"), Entity("person/y", "person", "Y", iso3="ITA")]
    rows = [stored("person/x", "meets", "person/y")]
    assert [node.attributes["label"] for node in state_network(lambda: rows, entities).nodes] == ["FRA", "ITA"]


def test_balance_by_year() -> None:
    assert balance(facts()) == (
        BalanceRow("2023", 2, 2, 0, 9.0, 4.5, (("AGREE", 1), ("CONSULT", 1)), facts=3, articles=2),
        BalanceRow("2024", 2, 0, 2, -10.0, -5.0, (("ACCUSE", 1), ("SANCTION", 1)), facts=2, articles=1),
    )


def test_balance_by_month() -> None:
    assert [row.period for row in balance(facts(), "month")] == ["2023-03", "2024-01", "2024-02"]


def test_balance_puts_what_has_no_date_last() -> None:
    year = DateRange(date(2020, 1, 1), date(2020, 12, 31), "year")
    rows = (
        stored("state/USA", "meets", "state/CHN"),
        stored("state/USA", "visits", "state/CHN", year),
        stored("state/USA", "supports", "state/CHN", day("2021-04-01")),
    )
    assert [(row.period, row.events) for row in balance(rows)] == [("2020", 1), ("2021", 1), ("undated", 1)]
    assert [(row.period, row.events) for row in balance(rows, "month")] == [("2021-04", 1), ("undated", 2)]


def test_balance_of_events_without_values_has_no_mean() -> None:
    (row,) = balance([stored("state/USA", "meets", "state/CHN", day("2020-01-01"), plover="CONSULT")])
    assert (row.goldstein_mean, row.goldstein_sum, row.cooperation, row.conflict) == (None, 0.0, 0, 0)


def test_balance_of_nothing_is_empty() -> None:
    assert balance(()) == ()


def test_ranking_by_degree() -> None:
    first, second, *rest = ranking(facts(), ENTITIES)
    assert (first.rank, first.id, first.label, first.kind) == (1, "person/anna-berg", "Anna Berg", "person")
    assert (first.score, first.degree, first.facts, first.articles) == (3.0, 3, 5, 2)
    assert (second.id, second.score) == ("state/CHN", 3.0)
    assert [row.rank for row in rest] == list(range(3, 9))


def test_ranking_by_betweenness() -> None:
    rows = [stored("state/USA", "meets", "state/CHN"), stored("state/CHN", "meets", "state/DEU")]
    assert [(row.id, row.score) for row in ranking(rows, ENTITIES, "betweenness")] == [
        ("state/CHN", 1.0),
        ("state/DEU", 0.0),
        ("state/USA", 0.0),
    ]


@pytest.mark.parametrize(("first", "second", "occasions"), [("e1", "e1", 1.0), ("e1", "e2", 2.0), ("", "", 2.0)])
def test_ranking_by_events_counts_occasions(first: str, second: str, occasions: float) -> None:
    rows = [
        stored("state/USA", "meets", "state/CHN", event_id=first),
        stored("state/USA", "visits", "state/CHN", event_id=second),
    ]
    assert {row.score for row in ranking(rows, ENTITIES, "events")} == {occasions}
