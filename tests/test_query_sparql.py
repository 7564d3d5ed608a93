"""The check of user queries, the messages for broken ones, and results in the standard formats."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_world import fill

from kg.errors import QueryError
from kg.query.results import csv_rows, json_object, table_rows
from kg.query.sparql import check, run, select, tokens
from kg.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(fill(tmp_path_factory.mktemp("sparql") / "kg.store"), read_only=True) as store:
        yield store


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "select * { service silent <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * { \\U00000053ERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "SELECT * {SERVICESILENT<http://127.0.0.1/>{?s ?p ?o}}",
        "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 1e5SERVICE<http://127.0.0.1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p 'a' SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { # a comment\nSERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
    ],
)
def test_service_is_refused(query: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM NAMED <file:///etc/passwd> { ?s ?p ?o }",
        "SELECT * FROM <FILE:///etc/passwd> { ?s ?p ?o }",
        "PREFIX f: <file:///etc/> SELECT * FROM f:passwd { ?s ?p ?o }",
        "BASE <file:///etc/> SELECT * FROM <passwd> { ?s ?p ?o }",
        "SELECT * FROMNAMED<file:///etc/passwd> { ?s ?p ?o }",
    ],
)
def test_from_reads_no_files(query: str) -> None:
    with pytest.raises(QueryError, match="is not a graph of the store"):
        check(query)


@pytest.mark.parametrize("word", ["LOAD <http://a/>", "INSERT DATA {}", "delete where {}", "CLEAR ALL", "DROP ALL"])
def test_updates_are_refused(word: str) -> None:
    with pytest.raises(QueryError, match="is an update"):
        check(word)


def test_refusal_names_line_and_column() -> None:
    with pytest.raises(QueryError, match=r"^line 2, column 3: SERVICE"):
        check("SELECT * {\n  SERVICE <http://a/> {}\n}")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE" } # LOAD',
        "SELECT * { ?s ?p '''it's a SERVICE\nFROM <file:>''' }",
        "SELECT ?service { ?service <http://a/SERVICE> kg:load }",
        "PREFIX service: <http://a/> SELECT * { ?s service:insert ?o }",
        "SELECT * FROM <https://kg.example/graph/article/a1> { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o FILTER(?s<?p && ?o>2) }",
    ],
)
def test_harmless_words_pass(query: str) -> None:
    check(query)


def test_no_query_at_all() -> None:
    with pytest.raises(QueryError, match="must hold SELECT"):
        check("# nothing here: SELECT")


@given(st.text(alphabet="?$<>\"'\\#{}@:. \nSERVICEservice0123u", max_size=60))
def test_any_text_is_refused_or_passed(text: str) -> None:
    found = list(tokens(text))
    assert all(text[t.start : t.start + len(t.text)] == t.text for t in found)
    assert all(a.start + len(a.text) <= b.start for a, b in pairwise(found))
    with contextlib.suppress(QueryError):
        check(text)


def test_tokens_keep_their_places() -> None:
    query = 'SELECT ?x { ?x a kg:State ; kg:iso3 "CHN"@en } # end'
    found = list(tokens(query))
    assert all(query[t.start : t.start + len(t.text)] == t.text for t in found)
    assert [t.text for t in found if t.kind == "name"] == ["kg:State", "kg:iso3"]
    assert [t.text for t in found if t.kind == "variable"] == ["?x", "?x"]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * {\n ?s ?p }", "^line 2, column .*near: \\?s \\?p }"),
        ("SELECT * { ?s a nosuch:Thing }", "a prefix is used that no PREFIX line declares"),
        ("SELECT ?s (COUNT(?p) AS ?n) { ?s ?p ?o }", "neither grouped nor aggregated"),
    ],
)
def test_broken_queries_are_explained(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        select(store, query)
    assert "\n" not in str(caught.value)


def test_select_ask_and_construct(store: Store) -> None:
    found = select(store, "SELECT DISTINCT ?x ?none { ?x a kg:State ; kg:iso3 'CHN' }")
    assert (found.form, found.variables) == ("select", ("x", "none"))
    assert list(table_rows(found)) == [("state/CHN", "")]
    assert select(store, "ASK { state:CHN a kg:State }").answer is True
    graph = select(store, "CONSTRUCT { ?x kg:iso3 ?c } { ?x a kg:State ; kg:iso3 ?c FILTER(?c < 'D') }")
    assert graph.form == "graph"
    assert [row[2] for row in table_rows(graph)] == ["CHN", "COD", "COG"]


def test_described_blank_nodes_are_sorted_too(store: Store) -> None:
    query = "CONSTRUCT { ?x kg:iso3 ?c . [] kg:iso3 ?c . ?x a [] } { ?x kg:iso3 ?c ; a kg:State FILTER(?c < 'D') }"
    rows = select(store, query).rows
    assert len(rows) >= 9
    assert [[str(term) for term in row] for row in rows] == sorted([str(term) for term in row] for row in rows)


def test_json_follows_the_standard(store: Store) -> None:
    found = json_object(
        select(store, "SELECT DISTINCT ?l ?n ?x { ?x skos:prefLabel ?l FILTER(?x = state:CHN) BIND(1 AS ?n) }")
    )
    assert found["head"] == {"vars": ["l", "n", "x"]}
    (binding,) = found["results"]["bindings"]
    assert binding["l"] == {"type": "literal", "value": "China", "xml:lang": "en"}
    assert binding["n"]["datatype"] == "http://www.w3.org/2001/XMLSchema#integer"
    assert binding["x"] == {"type": "uri", "value": "https://kg.example/id/state/CHN"}
    assert json_object(select(store, "ASK { ?s a kg:Nothing }")) == {"head": {}, "boolean": False}


def test_csv_holds_bare_values(store: Store) -> None:
    found = select(store, "SELECT DISTINCT ?x ?b { ?x a kg:Treaty } LIMIT 1")
    assert list(csv_rows(found)) == []
    found = select(store, "SELECT DISTINCT ?c ?none { state:CHN kg:iso3 ?c }")
    assert list(csv_rows(found)) == [("CHN", "")]


def test_queries_cannot_write(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "s"), read_only=True) as store:
        before = sum(1 for _ in store.quads())
        with pytest.raises(QueryError):
            select(store, "DELETE WHERE { ?s ?p ?o }")
        assert sum(1 for _ in store.quads()) == before


GRAPHS = "https://kg.example/graph/article/"
COUNT = "SELECT (COUNT(*) AS ?n) FROM_HERE { GRAPH_HERE { ?s ?p ?o } }"


def counted(store: Store, sources: str = "", where: str = "", **graphs: list[str]) -> int:
    (row,) = run(store, COUNT.replace("FROM_HERE", sources).replace("GRAPH_HERE", where), **graphs)
    return int(row["n"].value)


def test_from_chooses_the_graphs(store: Store) -> None:
    one, two = f"{GRAPHS}a1", f"{GRAPHS}a2"
    first, second = counted(store, where=f"GRAPH <{one}>"), counted(store, where=f"GRAPH <{two}>")
    assert 0 < first < counted(store)
    assert counted(store, f"FROM <{one}>") == first
    assert counted(store, f"FROM <{one}>", "GRAPH ?g") == 0
    assert counted(store, f"FROM NAMED <{one}>") == 0
    assert counted(store, f"FROM NAMED <{one}>", "GRAPH ?g") == first
    assert counted(store, f"FROM <{one}>", default=[two]) == second
    assert counted(store, default=[one], where="GRAPH ?g") == 0
    assert counted(store, named=[one], where="GRAPH ?g") == first


@pytest.mark.parametrize("graph", ["file:///etc/passwd", "http://a b/"])
def test_only_graphs_can_be_chosen(store: Store, graph: str) -> None:
    with pytest.raises(QueryError, match=r"graph of the store|Invalid IRI"):
        run(store, "ASK {}", default=[graph])
