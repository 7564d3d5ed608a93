"""The network of facts: nodes, edges, attributes."""

from __future__ import annotations

import math
import re
from datetime import date
from pathlib import Path

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st
from network_facts import ENTITIES, day, facts, stored

from kg.lexicon import relations
from kg.model import DateRange, Entity, StoredFact
from kg.network import EDGE_TYPES, NODE_TYPES, STATE_EDGE_TYPES, fact_network, to_networkx
from kg.network.build import merge_spells, unique_ids
from kg.network.codes import QUADS, Coding, coding, event_key
from kg.network.values import attributes, clean, shorten


def graph() -> nx.MultiDiGraph[str]:
    return to_networkx(facts(), ENTITIES)


def test_nodes_are_the_ends_of_facts_and_edges_are_the_facts() -> None:
    found = graph()
    assert set(found) == {entity.id for entity in ENTITIES}
    assert found.number_of_edges() == len(facts())
    assert len({key for _, _, key in found.edges(keys=True)}) == len(facts())


def test_an_entity_without_facts_is_no_node() -> None:
    assert "state/FRA" not in to_networkx(facts(), (*ENTITIES, Entity("state/FRA", "state", "France")))


def test_node_attributes() -> None:
    node = graph().nodes["state/CHN"]
    assert node["label"] == "China"
    assert (node["kind"], node["iso3"], node["wikidata"]) == ("state", "CHN", "Q148")
    assert (node["facts"], node["articles"], node["degree"]) == (3, 1, 3)
    assert "cls" not in node
    assert graph().nodes["doc/dorn-treaty"]["cls"] == "Treaty"


def test_edge_attributes() -> None:
    edge = graph()["person/anna-berg"]["doc/dorn-treaty"]["person/anna-berg-signs-doc/dorn-treaty-a1"]
    assert (edge["label"], edge["relation"], edge["status"]) == ("signs", "signs", "actual")
    assert (edge["date"], edge["year"]) == ("2023-03-21", 2023)
    assert (edge["date_first"], edge["date_last"]) == ("2023-03-21", "2023-03-23")
    assert (edge["plover"], edge["cameo"], edge["goldstein"]) == ("AGREE", "057", 8.0)
    assert (edge["article"], edge["event"], edge["weight"]) == ("a1", "e1", 1.0)
    assert "attributed_to" not in edge


def test_what_is_not_known_is_left_out() -> None:
    edge = next(iter(graph()["state/CHN"]["org/un"].values()))
    assert not {"date", "year", "date_first", "date_last", "plover", "goldstein", "event", "published"} & set(edge)


def test_articles_counts_those_that_state_the_same() -> None:
    met = graph()["person/anna-berg"]["person/li-wei"]
    assert [edge["articles"] for edge in met.values()] == [2, 2]


def test_every_attribute_has_its_declared_type_and_no_other() -> None:
    found = graph()
    for _, values in found.nodes(data=True):
        assert {name: type(value) for name, value in values.items()}.items() <= NODE_TYPES.items()
    for _, _, values in found.edges(data=True):
        assert {name: type(value) for name, value in values.items()}.items() <= EDGE_TYPES.items()


def test_attribute_names_differ_in_more_than_case_and_avoid_reserved_names() -> None:
    for names in (NODE_TYPES, EDGE_TYPES):
        assert len({name.lower() for name in names}) == len(names)
    assert not {"id", "type", "source", "target", "kind"} & set(EDGE_TYPES)


def test_repeated_fact_ids_become_unique() -> None:
    rows = [stored("state/USA", "meets", "state/CHN", article=a, id="f") for a in ("a", "b", "c")]
    network = fact_network(lambda: rows, ENTITIES)
    assert [edge.id for edge in network.edges()] == ["f", "f~2", "f~3"]


def test_unique_ids_step_over_names_that_are_taken() -> None:
    unique = unique_ids()
    assert [unique(name) for name in ("f", "f~2", "f", "f")] == ["f", "f~2", "f~3", "f~4"]


def test_an_unknown_end_gets_a_node_named_after_its_id() -> None:
    found = to_networkx([stored("org/who", "meets", "state/CHN")], ENTITIES)
    assert found.nodes["org/who"]["label"] == "who"
    assert found.nodes["org/who"]["kind"] == "organization"


def test_a_loop_counts_once_and_adds_no_degree() -> None:
    found = to_networkx([stored("state/CHN", "supports", "state/CHN")], ENTITIES)
    assert (found.nodes["state/CHN"]["facts"], found.nodes["state/CHN"]["degree"]) == (1, 0)


def test_an_open_date_has_no_last_day() -> None:
    when = DateRange(date(2020, 5, 1), None, "open")
    edge = next(iter(to_networkx([stored("state/CHN", "memberOf", "org/un", when)], ENTITIES).edges(data=True)))[2]
    assert edge["date_first"] == "2020-05-01"
    assert "date_last" not in edge


def test_spells_that_overlap_are_merged() -> None:
    d = date.fromisoformat
    spells = {
        (d("2020-01-05"), d("2020-01-09")),
        (d("2020-01-01"), d("2020-01-06")),
        (d("2021-01-01"), d("2021-01-01")),
        (d("2022-01-01"), None),
        (d("2023-01-01"), d("2023-02-01")),
    }
    assert merge_spells(spells) == (
        (d("2020-01-01"), d("2020-01-09")),
        (d("2021-01-01"), d("2021-01-01")),
        (d("2022-01-01"), None),
    )


def test_codes_come_from_the_fact_or_else_from_the_relation() -> None:
    own = stored("state/USA", "meets", "state/CHN", plover="CONSULT", cameo="0411", goldstein=1.4).fact
    assert coding(own) == Coding("CONSULT", "0411", 1.4)
    assert coding(stored("state/USA", "attacks", "state/CHN").fact) == Coding("ASSAULT", "190", -10.0)
    assert coding(stored("person/anna-berg", "holdsOffice", "state/DEU").fact) == Coding()
    assert coding(stored("state/USA", "unheardOf", "state/CHN").fact) == Coding()


def test_each_plover_type_of_the_relation_table_has_a_quad_class() -> None:
    assert {row.plover for row in relations().values() if row.plover} <= set(QUADS)


def test_the_ends_of_a_symmetric_event_may_change_places() -> None:
    assert event_key("b", "meets", "a", "2020") == event_key("a", "meets", "b", "2020")
    assert event_key("b", "visits", "a", "2020") != event_key("a", "visits", "b", "2020")


def test_edge_colours_tell_cooperation_from_conflict() -> None:
    rows = [
        stored("state/USA", relation, "state/CHN", day("2020-01-01")) for relation in ("attacks", "memberOf", "meets")
    ]
    found = [(e["r"], e["g"], e["b"]) for _, _, e in to_networkx(rows, ENTITIES).edges(data=True)]
    assert len(set(found)) == 3


def test_a_long_quote_is_cut_at_a_word() -> None:
    rows = [stored("state/USA", "meets", "state/CHN", quote="word " * 100)]
    edge = next(iter(to_networkx(rows, ENTITIES).edges(data=True)))[2]
    assert len(edge["quote"]) <= 300
    assert edge["quote"].endswith("word…")
    assert shorten("x" * 400, 300) == "x" * 299 + "…"


def test_clean_keeps_scripts_and_drops_what_xml_forbids() -> None:
    assert clean("Xi\x00Jin\x1fping \ud800 \ufffe 习近平") == "Xi Jin ping 习近平"
    assert clean("  שלום\n\tعالم 🇺🇳 ") == "שלום عالم 🇺🇳"


def test_attributes_leaves_out_none_nan_and_empty() -> None:
    values = {"a": None, "b": math.nan, "c": " \x00", "d": math.inf, "e": False, "f": 0, "g": "x\ny"}
    assert attributes(values) == {"e": False, "f": 0, "g": "x y"}


@given(st.text(alphabet=st.characters()))
def test_clean_text_is_one_line_of_legal_characters(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert clean(cleaned) == cleaned
    assert not any(ord(c) < 32 or c in "\ufffe\uffff" for c in cleaned)


@given(st.permutations(facts()))
def test_the_order_of_facts_does_not_change_the_graph(rows: list[StoredFact]) -> None:
    other = to_networkx(rows, ENTITIES)
    assert dict(other.nodes(data=True)) == dict(graph().nodes(data=True))
    edges = [{key: (u, v, data) for u, v, key, data in g.edges(keys=True, data=True)} for g in (other, graph())]
    assert edges[0] == edges[1]


def test_the_documentation_lists_each_attribute() -> None:
    page = (Path(__file__).parents[1] / "docs" / "gephi.md").read_text("utf-8")
    rows = [line.split(" | ")[0] for line in page.splitlines() if line.startswith("| `")]
    listed = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert listed >= {*NODE_TYPES, *EDGE_TYPES, *(set(STATE_EDGE_TYPES) - {"label"})}
