"""Real clients against the endpoint: SPARQLWrapper, rdflib, curl, and Comunica."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from query_world import fill
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from web_server import HEAVY, Server, serving

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("uvicorn", reason="needs the extra serve")

STATES = "SELECT DISTINCT ?x ?code { ?x a kg:State ; kg:iso3 ?code } ORDER BY ?code"
GRAPH = "CONSTRUCT { ?x kg:iso3 ?c } WHERE { ?x a kg:State ; kg:iso3 ?c }"
CHINA = "https://kg.example/id/state/CHN"
FULL = "PREFIX kg: <https://kg.example/ns#> "  # clients that read the query themselves do not know kg's prefixes


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(fill(tmp_path_factory.mktemp("clients") / "kg.store"), "--timeout", "3") as server:
        yield server


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
def test_sparqlwrapper_tables(server: Server, method: str, form: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="needs SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.address}/sparql")
    client.setMethod(method)
    client.setReturnFormat(form)
    client.setQuery(STATES)
    found = client.query().convert()
    if form == "json":
        found = [row["code"]["value"] for row in found["results"]["bindings"]]
    text = found.toxml() if form == "xml" else str(found)
    assert "CHN" in text
    assert "USA" in text


def test_sparqlwrapper_posts_directly_and_gets_graphs(server: Server) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="needs SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.address}/sparql", defaultGraph="https://kg.example/graph/article/a1")
    client.setMethod("POST")
    client.setRequestMethod(wrapper.POSTDIRECTLY)
    client.setReturnFormat("turtle")
    client.setQuery(GRAPH)
    graph = rdflib.Graph().parse(data=client.query().convert(), format="turtle")
    assert rdflib.URIRef(CHINA) in set(graph.subjects())
    client.setReturnFormat("json")
    client.setQuery("SELECT * { ?s ?p }")
    with pytest.raises(wrapper.SPARQLExceptions.QueryBadFormed, match="near"):
        client.query()
    client.setQuery(HEAVY)
    with pytest.raises(Exception, match="Service Unavailable"):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparqlstore(server: Server, method: str) -> None:
    store = SPARQLStore(f"{server.address}/sparql", method=method, returnFormat="xml")
    graph = rdflib.Graph(store)
    rows = list(graph.query(STATES))
    assert rows[0] == (rdflib.URIRef(CHINA), rdflib.Literal("CHN"))
    assert graph.query("ASK { state:CHN a kg:State }").askAnswer is True
    iso3 = rdflib.URIRef("https://kg.example/ns#iso3")
    assert set(graph.objects(rdflib.URIRef(CHINA), iso3)) == {rdflib.Literal("CHN")}
    built = graph.query(GRAPH).graph
    assert built is not None
    assert (rdflib.URIRef(CHINA), iso3, rdflib.Literal("CHN")) in built


def curl(*arguments: str) -> str:
    if shutil.which("curl") is None:
        pytest.skip("needs curl")
    done = subprocess.run(["curl", "-sS", "--max-time", "60", *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_curl(server: Server) -> None:
    address = f"{server.address}/sparql"
    table = ["-H", "Accept: text/csv"]
    got = curl("-G", address, "--data-urlencode", f"query={STATES}", *table)
    assert got.splitlines()[:2] == ["x,code", f"{CHINA},CHN"]
    assert curl(address, "--data-urlencode", f"query={STATES}", *table) == got
    direct = curl(address, "--data-binary", STATES, "-H", "Content-Type: application/sparql-query", *table)
    assert direct == got
    chunked = ["-H", "Transfer-Encoding: chunked", "-H", "Content-Type: application/sparql-query"]
    assert curl(address, "--data-binary", STATES, *chunked, *table) == got
    codes = ["-o", "/dev/null", "-w", "%{http_code}"]
    assert curl(f"{server.address}/api/show/{quote('Xi Jinping')}", *codes) == "200"
    assert curl("-G", address, "--data-urlencode", "query=SELECT", *codes) == "400"
    assert curl("-G", address, "--data-urlencode", f"query={HEAVY}", *codes) == "503"
    assert curl("-I", f"{address}?query=ASK%7B%7D").splitlines()[0] == "HTTP/1.1 200 OK"


@pytest.fixture(scope="session")
def comunica(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program comunica-sparql, installed for this run."""
    if shutil.which("npm") is None:
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("comunica")
    options = ["--no-audit", "--no-fund", "--silent", "--no-package-lock"]
    command = ["npm", "install", "--prefix", str(folder), *options, "@comunica/query-sparql@4"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    except subprocess.TimeoutExpired:
        pytest.skip("@comunica/query-sparql: npm took longer than 300 s")
    program = folder / "node_modules" / ".bin" / "comunica-sparql"
    if done.returncode or not program.exists():
        pytest.skip(f"@comunica/query-sparql cannot be installed: {done.stderr[-200:]}")
    return program


@pytest.mark.slow
def test_comunica(server: Server, comunica: Path) -> None:
    """Comunica sends the whole query where it is told that the source is an endpoint, and reads JSON by streams."""

    def ask(query: str, media: str) -> str:
        command = [str(comunica), f"sparql@{server.address}/sparql", "-q", FULL + query, "-t", media]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout

    found = json.loads(ask(STATES, "application/json"))
    assert found[0] == {"code": '"CHN"', "x": CHINA}
    assert len(found) == len(json.loads(server.query(STATES).body)["results"]["bindings"])
    assert f"<{CHINA}> <https://kg.example/ns#iso3> " in ask(GRAPH, "application/n-triples")
    assert "true" in ask("ASK { ?x a kg:State }", "application/sparql-results+json")


def test_the_examples_of_the_documentation(
    server: Server, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (root / "docs" / "serve.md").read_text(encoding="utf-8").replace("http://127.0.0.1:8080", server.address)
    commands = re.findall(r"^curl .*$", page, re.MULTILINE)
    (tmp_path / "question.rq").write_text("SELECT ?s { ?s ?p ?o } LIMIT 1", encoding="utf-8")
    assert len(commands) == 7
    for command in commands:
        curl("--version")
        failing = command.replace("curl ", "curl -sS --fail --max-time 60 ", 1)
        done = subprocess.run(["bash", "-c", failing], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, command + done.stderr
        assert done.stdout.strip(), command
    pytest.importorskip("SPARQLWrapper", reason="needs SPARQLWrapper")
    programs = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    assert len(programs) == 2
    for program in programs:
        exec(program, {})
        assert "https://kg.example/id/doc/joint-statement" in capsys.readouterr().out
