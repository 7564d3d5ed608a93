"""The SPARQL endpoint as HTTP clients see it."""

from __future__ import annotations

import csv
import io
import json
import threading
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from query_world import fill
from web_server import HEAVY, Server, serving

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("uvicorn", reason="needs the extra serve")

STATES = "SELECT DISTINCT ?x ?code { ?x a kg:State ; kg:iso3 ?code } ORDER BY ?code LIMIT 2"
GRAPH = "CONSTRUCT { ?x kg:iso3 ?c } WHERE { ?x a kg:State ; kg:iso3 ?c }"
FORM = "application/x-www-form-urlencoded"
CHINA = "https://kg.example/id/state/CHN"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    store = fill(tmp_path_factory.mktemp("web") / "kg.store")
    with serving(store, "--timeout", "3", "--max-rows", "200") as server:
        yield server


def bindings(answer: bytes) -> list[dict[str, str]]:
    rows = json.loads(answer)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in rows]


def test_the_three_ways_to_ask(server: Server) -> None:
    got = server.query(STATES)
    assert (got.status, got.headers["content-type"]) == (200, "application/sparql-results+json")
    assert bindings(got.body)[0] == {"x": CHINA, "code": "CHN"}
    form = server.ask("/sparql", "POST", urlencode({"query": STATES}).encode(), Content_Type=FORM)
    direct = server.ask("/sparql", "POST", STATES.encode(), Content_Type="application/sparql-query; charset=utf-8")
    assert got.body == form.body == direct.body


def test_words_of_all_scripts(server: Server) -> None:
    query = 'SELECT ("Сергей 习近平 \\"q\\"" AS ?x) {}'
    body = query.encode()
    assert bindings(server.query(query).body) == [{"x": 'Сергей 习近平 "q"'}]
    direct = server.ask("/sparql", "POST", body, Content_Type="application/sparql-query")
    assert bindings(direct.body) == [{"x": 'Сергей 习近平 "q"'}]


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("text/*", "text/xml; charset=utf-8"),
        ("application/sparql-results+json;q=0, */*", "application/json"),
    ],
)
def test_accept_chooses_the_format(server: Server, accept: str, media: str) -> None:
    answer = server.query(STATES, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, media)
    assert answer.headers["vary"] == "accept"


def test_all_table_formats_say_the_same(server: Server) -> None:
    values = '("x,\\"<&>\\t\\n" "día"@es UNDEF) (1.5 <http://a/?b&c> "\\u0001")'
    query = f"SELECT * {{ VALUES (?a ?b ?c) {{ {values} }} }} ORDER BY ?a"
    rows = json.loads(server.query(query).body)["results"]["bindings"]
    assert len(rows) == 2
    table = ET.fromstring(server.query(query, format="xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    found = [
        {b.attrib["name"]: (b[0].text or "").replace("\ufffd", "\x01") for b in result}
        for result in table.iter(f"{space}result")
    ]
    assert found == [{name: term["value"] for name, term in row.items()} for row in rows]
    cells = list(csv.DictReader(io.StringIO(server.query(query, format="csv").text, newline="")))
    assert cells == [{name: row.get(name, {"value": ""})["value"] for name in "abc"} for row in rows]
    lines = server.query(query, format="tsv").text.splitlines()
    assert lines[0] == "?a\t?b\t?c"
    assert '"x,\\"<&>\\t\\n"\t"día"@es\t' in lines


@pytest.mark.parametrize(
    ("form", "yes"),
    [("json", '{"head":{},"boolean":true}'), ("xml", "<boolean>true</boolean>"), ("csv", "true"), ("tsv", "true")],
)
def test_ask(server: Server, form: str, yes: str) -> None:
    answer = server.query("ASK { state:CHN a kg:State }", format=form)
    assert answer.status == 200
    assert yes in answer.text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # rdflib's own reader of JSON-LD
@pytest.mark.parametrize(
    ("accept", "parser"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("", "turtle"),
    ],
)
def test_graphs(server: Server, accept: str, parser: str) -> None:
    answer = server.query(GRAPH, accept)
    assert answer.status == 200
    graph = rdflib.Graph().parse(data=answer.body, format=parser)
    assert (rdflib.URIRef(CHINA), rdflib.URIRef("https://kg.example/ns#iso3"), rdflib.Literal("CHN")) in graph
    assert len(graph) == 11
    assert server.query(GRAPH, accept).body == answer.body
    assert rdflib.Graph().parse(data=server.query(f"DESCRIBE <{CHINA}>", accept).body, format=parser)


def test_rdf_xml_refuses_what_it_cannot_write(server: Server) -> None:
    answer = server.query("CONSTRUCT { <http://a/> <http://a/1> 1 } {}", "application/rdf+xml")
    assert answer.status == 400
    assert "ask for Turtle" in answer.text


def test_dataset_of_the_request(server: Server) -> None:
    one, two = (f"https://kg.example/graph/article/{name}" for name in ("a1", "a2"))
    titles = "SELECT DISTINCT ?t { ?a schema:headline ?t } ORDER BY ?t"
    assert [row["t"] for row in bindings(server.query(titles).body)] == ["Title of a1", "Title of a2", "Title of a3"]
    assert bindings(server.query(titles, **{"default-graph-uri": one}).body) == [{"t": "Title of a1"}]
    over = server.query(titles.replace("{", f"FROM <{one}> {{", 1), **{"default-graph-uri": two})
    assert bindings(over.body) == [{"t": "Title of a2"}]
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    both = server.ask("/sparql?" + urlencode([("query", named), ("named-graph-uri", one), ("named-graph-uri", two)]))
    assert sorted(row["g"] for row in bindings(both.body)) == [one, two]
    direct = server.ask(
        "/sparql?" + urlencode({"default-graph-uri": one}),
        "POST",
        titles.encode(),
        Content_Type="application/sparql-query",
    )
    assert bindings(direct.body) == [{"t": "Title of a1"}]


@pytest.mark.parametrize(
    ("accept", "parser"), [("", "turtle"), ("application/rdf+xml", "xml"), ("application/n-triples", "nt")]
)
def test_it_describes_itself(server: Server, accept: str, parser: str) -> None:
    answer = server.ask("/sparql", accept=accept)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    graph = rdflib.Graph().parse(data=answer.body, format=parser)
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)) == f"{server.address}/sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * { ?s ?p }", "line 1, column "),
        ("SELECT * {\n ?s a nosuch:Thing }", "a prefix is used that no PREFIX line declares"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE asks another server"),
        ("INSERT DATA { <http://a> <http://b> 1 }", "updates are refused"),
        ("LOAD <http://127.0.0.1:1/>", "updates are refused"),
        ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "is not a graph of the store"),
        ("PREFIX f: <file:///etc/> CONSTRUCT { ?s ?p ?o } FROM f:passwd { ?s ?p ?o }", "is not a graph of the store"),
        ("", "not a query"),
        ("hello", "not a query"),
    ],
)
def test_what_is_wrong_is_explained(server: Server, query: str, message: str) -> None:
    answer = server.query(query)
    assert answer.status == 400
    assert message in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_from_an_http_address_is_only_looked_up(server: Server) -> None:
    """A graph that the store lacks is empty; it is not fetched, and nothing listens there."""
    answer = server.query(f"SELECT * FROM <{server.address}/sparql> {{ ?s ?p ?o }}")
    assert bindings(answer.body) == []


def test_status_codes(server: Server) -> None:
    posted = {"Content_Type": FORM}
    assert server.query(STATES, "image/png").status == 406
    assert server.query(GRAPH, "text/csv").status == 406
    assert server.ask("/sparql", accept="image/png").status == 406
    assert server.ask("/sparql", "PUT").status == 405
    assert sorted(server.ask("/sparql", "DELETE").headers["allow"].split(", ")) == ["GET", "HEAD", "POST"]
    assert server.ask("/sparql", "POST", b"x", Content_Type="text/plain").status == 415
    assert server.ask("/sparql", "POST").status == 415
    assert server.ask("/sparql", "POST", b"DROP ALL", Content_Type="application/sparql-update").status == 403
    assert server.ask("/sparql", "POST", b"update=DROP+ALL", **posted).status == 403
    assert server.ask("/sparql", "POST", b"", **posted).status == 400
    assert server.ask("/sparql?format=json").status == 400
    assert server.query(STATES, format="pdf").status == 400
    assert server.ask("/sparql?query=ASK%7B%7D&query=ASK%7B%7D").status == 400
    assert server.ask("/sparql?query=%FF").status == 400
    assert server.ask("/sparql", "POST", b"\xff", Content_Type="application/sparql-query").status == 400
    assert (
        server.ask("/sparql?" + urlencode({"query": "ASK {}", "default-graph-uri": "file:///etc/passwd"})).status == 400
    )
    assert server.ask("/sparql?" + "&".join(["default-graph-uri=http://a/"] * 300) + "&query=ASK%7B%7D").status == 400
    assert server.ask("/nowhere").status == 404
    large = b"ASK {} #" + b"x" * (1 << 20)
    assert server.ask("/sparql", "POST", large, Content_Type="application/sparql-query").status == 413


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("127.0.0.1:8080", 200),
        ("[::1]:99", 200),
        ("LOCALHOST.", 200),
        ("evil.example", 403),
        ("localhost.evil.example", 403),
        ("127.0.0.1.evil.example:8080", 403),
        ("", 403),
    ],
)
def test_host_is_checked(server: Server, host: str, status: int) -> None:
    assert server.ask("/sparql?query=ASK%7B%7D", Host=host).status == status
    assert server.ask("/", Host=host).status == status


def test_other_pages_may_read(server: Server) -> None:
    got = server.query("ASK {}")
    assert got.headers["access-control-allow-origin"] == "*"
    assert "kg-cut" in got.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in server.ask("/").headers
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_cut_answer_says_so(server: Server) -> None:
    query = "SELECT * { ?s ?p ?o }"
    answer = server.query(query)
    found = json.loads(answer.body)
    assert (answer.headers["kg-cut"], answer.headers["kg-row-limit"]) == ("rows", "200")
    assert found["cut"]["rows"] == len(found["results"]["bindings"]) == 200
    assert found["head"]["link"] == [f"{server.address}/#limits"]
    assert b"<link href=" in server.query(query, format="xml").body
    assert server.query(query, format="csv").headers["kg-cut"] == "rows"
    assert len(server.query(query, format="tsv").text.splitlines()) == 201
    graph = server.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert graph.headers["kg-cut"] == "rows"
    assert graph.text.startswith("# cut at the limit of 200 rows; there is more")
    assert len(rdflib.Graph().parse(data=graph.body, format="turtle")) == 200
    whole = server.query("SELECT * { ?s ?p ?o } LIMIT 200")
    assert "kg-cut" not in whole.headers
    assert "cut" not in json.loads(whole.body)


def test_a_heavy_query_ends_and_a_light_one_does_not_wait(server: Server) -> None:
    ended: list[tuple[int, str, float]] = []

    def heavy() -> None:
        start = time.monotonic()
        answer = server.query(HEAVY)
        ended.append((answer.status, answer.text, time.monotonic() - start))

    thread = threading.Thread(target=heavy)
    thread.start()
    light = 0
    while thread.is_alive():
        assert server.query(STATES).status == 200
        light += 1
    thread.join()
    ((status, text, seconds),) = ended
    assert status == 503
    assert "time limit of 3 s" in text
    assert 2.5 < seconds < 20
    assert light > 5
    assert server.query(STATES).status == 200


def test_more_heavy_queries_than_processes(server: Server) -> None:
    """Both processes are killed and replaced; who waits too long is told that the service is busy."""
    codes: list[int] = []
    threads = [threading.Thread(target=lambda: codes.append(server.query(HEAVY).status)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == [503, 503, 503]
    for _ in range(10):
        answer = server.query(STATES)
        if answer.status == 200:
            break
        assert answer.headers["retry-after"]
    assert answer.status == 200


def test_memory_is_limited(tmp_path: Path) -> None:
    big = "SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i BIND(CONCAT(STR(?a), STR(?d)) AS ?x) }"
    with serving(fill(tmp_path / "kg.store"), "--timeout", "60", "--max-memory", "256", "--workers", "1") as server:
        answer = server.query(big)
        assert answer.status == 503
        assert "memory" in answer.text
        assert server.query(STATES).status == 200


def test_size_is_limited(tmp_path: Path) -> None:
    query = 'SELECT ?x { VALUES ?i { 1 2 3 } BIND(REPLACE("' + "x" * 1000 + '", "x", "' + "y" * 500 + '") AS ?x) }'
    with serving(fill(tmp_path / "kg.store"), "--max-size", "1") as server:
        answer = server.query(query)
        assert answer.headers["kg-cut"] == "size"
        assert json.loads(answer.body)["cut"]["limit"] == "size"
        assert len(bindings(answer.body)) == 2
        graph = server.query(
            query.replace("SELECT ?x", "CONSTRUCT { ?i kg:x ?x, ?i }").replace("1 2 3", "kg:a kg:b kg:c")
        )
        assert graph.headers["kg-cut"] == "size"
        assert len(graph.body) <= 1 << 20
