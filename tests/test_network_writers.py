"""GraphML, GEXF and CSV, read back by other programs."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO
from xml.etree import ElementTree

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network_facts import ENTITIES, day, facts, stored

from kg.model import Entity, StoredFact
from kg.network import (
    EDGE_TYPES,
    NODE_TYPES,
    Network,
    as_networkx,
    fact_network,
    state_network,
    write_csv,
    write_gexf,
    write_graphml,
    write_neo4j,
)

NASTY = (
    "]]>",
    "<b>&amp;\"'</b>",
    "a\x00b\x1fc\x7f\x85",
    "\ud800lone",
    "tab\tline\r\nend",
    "🇺🇳 👩‍👩‍👧",
    "وزير الخارجية",
    "=1+1",
    "a;b|c,d",
    "\ufffe\uffff",
    "<!-- -- -->",
    "&#0;",
    'say "so"',
    "Ünïcödé 习近平",
)
Writer = Callable[[Network, TextIO], None]


def network(rows: Sequence[StoredFact] = (), entities: Sequence[Entity] = ENTITIES) -> Network:
    kept = tuple(rows) or facts()
    return fact_network(lambda: kept, entities)


def nasty_network(texts: Sequence[str] = NASTY) -> Network:
    """Facts of which every free text is hostile."""
    rows = [
        stored(
            "person/a", "meets", "org/b", day("2023-01-01"), article=text, id=f"f{n}{text}", quote=text, office=text,
            rule=text, event_id=text, attributed_to="person/a", place=text,
        )
        for n, text in enumerate(texts)
    ]  # fmt: skip
    label = "".join(texts)
    return network(
        rows, [Entity("person/a", "person", label, cls=label), Entity("org/b", "organization", label, iso3=label)]
    )


def text(write: Writer, graph: Network) -> str:
    file = io.StringIO()
    write(graph, file)
    return file.getvalue()


def from_graphml(written: str) -> nx.MultiDiGraph[str]:
    return nx.read_graphml(io.BytesIO(written.encode("utf-8")), edge_key_type=str, force_multigraph=True)


def as_dicts(graph: nx.MultiDiGraph[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Nodes and edges by id; what GEXF readers add (`id`, `viz`, times) left out."""
    added = {"id", "viz", "start", "end", "spells"}
    nodes = {name: {k: v for k, v in data.items() if k not in added} for name, data in graph.nodes(data=True)}
    edges = {
        key: (u, v, {k: value for k, value in data.items() if k not in added})
        for u, v, key, data in graph.edges(keys=True, data=True)
    }
    return nodes, edges


def without(names: set[str], graph: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    for _, data in graph.nodes(data=True):
        for name in names:
            data.pop(name, None)
    for _, _, data in graph.edges(data=True):
        for name in names:
            data.pop(name, None)
    return graph


def networks() -> list[Any]:
    def states(by: Any) -> Network:
        return state_network(facts, ENTITIES, by)

    made = {
        "facts": network(),
        "nasty": nasty_network(),
        "empty": fact_network(lambda: (), ()),
        "states": states("total"),
        "states-quad": states("quad"),
        "states-plover": states("plover"),
    }
    return [pytest.param(graph, id=name) for name, graph in made.items()]


@pytest.mark.parametrize("graph", networks())
def test_networkx_reads_the_same_graphml(graph: Network) -> None:
    assert as_dicts(from_graphml(text(write_graphml, graph))) == as_dicts(as_networkx(graph))


@pytest.mark.parametrize("graph", [p for p in networks() if p.id != "empty"])
def test_networkx_reads_the_same_gexf(graph: Network) -> None:
    read = nx.read_gexf(io.BytesIO(text(write_gexf, graph).encode("utf-8")), version="1.3")
    found = nx.MultiDiGraph()
    found.add_nodes_from(read.nodes(data=True))
    found.add_edges_from((u, v, data["id"], data) for u, v, data in read.edges(data=True))
    assert as_dicts(found) == as_dicts(without({"r", "g", "b", "size"}, as_networkx(graph)))


@pytest.mark.parametrize("graph", networks())
def test_igraph_reads_the_same_graphml(graph: Network, tmp_path: Path) -> None:
    path = tmp_path / "g.graphml"
    path.write_text(text(write_graphml, graph), "utf-8")
    read = igraph.Graph.Read_GraphML(str(path))
    wanted = as_networkx(graph)
    assert read.is_directed()
    if not wanted:
        return
    assert {v["id"]: v["label"] for v in read.vs} == dict(wanted.nodes(data="label"))
    # Without edge ids: igraph 1.0 fills them with the edge's source.
    found = Counter((read.vs[e.source]["id"], read.vs[e.target]["id"], e["label"], e["weight"]) for e in read.es)
    assert found == Counter((u, v, data["label"], data["weight"]) for u, v, data in wanted.edges(data=True))


def test_edges_on_the_element_carry_label_and_kind() -> None:
    root = ElementTree.fromstring(text(write_graphml, network()))
    edges = [node for node in root.iter() if node.tag.endswith("edge")]
    assert {(edge.get("label"), edge.get("kind")) for edge in edges} >= {
        ("meets", "meets"),
        ("holds office of", "holdsOffice"),
    }


def test_keys_are_declared_once_before_the_graph() -> None:
    written = text(write_graphml, network())
    keys = re.findall(r'<key id="(\w+)" for="(\w+)" attr.name="(\w+)" attr.type="(\w+)"/>', written)
    assert written.rindex("<key ") < written.index("<graph ")
    assert len({key[0] for key in keys}) == len(keys) == len(NODE_TYPES) + len(EDGE_TYPES)
    assert max(Counter((key[1], key[2].lower()) for key in keys).values()) == 1
    assert ("edge_goldstein", "edge", "goldstein", "double") in keys
    assert ("node_facts", "node", "facts", "int") in keys


def test_parallel_edges_of_different_relations_are_kept() -> None:
    rows = [stored("state/USA", relation, "state/CHN") for relation in ("meets", "criticizes", "supports")]
    read = from_graphml(text(write_graphml, network(rows)))
    assert {data["relation"] for data in read["state/USA"]["state/CHN"].values()} == {"meets", "criticizes", "supports"}


def test_gexf_puts_dated_edges_on_the_timeline_and_leaves_undated_ones_off() -> None:
    root = ElementTree.fromstring(text(write_gexf, network()))
    space = "{http://gexf.net/1.3}"
    graph = root.find(f"{space}graph")
    assert graph is not None
    assert {k: graph.get(k) for k in ("mode", "timeformat", "timerepresentation")} == {
        "mode": "dynamic",
        "timeformat": "date",
        "timerepresentation": "interval",
    }
    times = {edge.get("id"): (edge.get("start"), edge.get("end")) for edge in root.iter(f"{space}edge")}
    assert times["person/anna-berg-signs-doc/dorn-treaty-a1"] == ("2023-03-21", "2023-03-23")
    assert times["state/CHN-memberOf-org/un-a1"] == (None, None)
    spells = {node.get("id"): [s.attrib for s in node.iter(f"{space}spell")] for node in root.iter(f"{space}node")}
    assert spells["person/li-wei"] == [
        {"start": "2023-03-21", "end": "2023-03-21"},
        {"start": "2024-01-05", "end": "2024-01-05"},
    ]
    assert spells["org/un"] == []


@pytest.mark.parametrize("write", [write_graphml, write_gexf])
def test_the_same_facts_give_the_same_bytes(write: Writer) -> None:
    assert text(write, network()) == text(write, network())
    assert text(write, state_network(facts, ENTITIES)) == text(write, state_network(facts, ENTITIES[::-1]))


def tables(write: Callable[[Network, TextIO, TextIO], None], graph: Network) -> tuple[list[list[str]], list[list[str]]]:
    nodes, edges = io.StringIO(newline=""), io.StringIO(newline="")
    write(graph, nodes, edges)
    return list(csv.reader(io.StringIO(nodes.getvalue()))), list(csv.reader(io.StringIO(edges.getvalue())))


@pytest.mark.parametrize("graph", networks())
def test_csv_holds_every_attribute(graph: Network) -> None:
    nodes, edges = tables(write_csv, graph)
    wanted = as_networkx(graph)
    assert nodes[0] == ["id", *graph.node_types]
    assert edges[0] == ["id", "source", "target", "kind", *graph.edge_types]
    read = {row[0]: {k: v for k, v in zip(nodes[0][1:], row[1:], strict=True) if v} for row in nodes[1:]}
    assert read == {name: {k: str(v) for k, v in data.items()} for name, data in wanted.nodes(data=True)}
    assert [row[0] for row in edges[1:]] == [edge.id for edge in graph.edges()]
    assert all(len(row) == len(edges[0]) for row in edges)


def test_neo4j_tables_have_its_headers() -> None:
    nodes, edges = tables(write_neo4j, network())
    assert nodes[0][:3] == ["id:ID", ":LABEL", "label:string"]
    assert edges[0][:4] == [":START_ID", ":END_ID", ":TYPE", "id:string"]
    assert "date_first:date" in edges[0]
    assert {row[1] for row in nodes[1:]} == {"Agreement", "Organization", "Person", "State"}
    assert {row[2] for row in edges[1:]} >= {"HOLDS_OFFICE", "MEETS", "MEMBER_OF"}
    assert {row[0] for row in edges[1:]} | {row[1] for row in edges[1:]} == {row[0] for row in nodes[1:]}
    assert not {"size:double", "r:int"} & set(nodes[0])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(), max_size=20), min_size=1, max_size=4))
def test_any_text_survives_the_round_trip(texts: list[str]) -> None:
    graph = nasty_network(texts)
    wanted = as_dicts(as_networkx(graph))
    assert as_dicts(from_graphml(text(write_graphml, graph))) == wanted
    ElementTree.fromstring(text(write_gexf, graph))
    nodes, edges = tables(write_csv, graph)
    assert {row[0]: row[1] for row in nodes[1:]} == {name: data["label"] for name, data in wanted[0].items()}
    assert {row[0] for row in edges[1:]} == set(wanted[1])


@pytest.fixture(scope="session")
def graphology(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reader and its packages installed; skips where that cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("node and npm are not installed")
    folder = tmp_path_factory.mktemp("js")
    for name in ("package.json", "read-graph.js"):
        shutil.copy(Path(__file__).parent / "js" / name, folder)
    done = subprocess.run(
        [npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=folder, capture_output=True, timeout=300
    )
    if done.returncode:
        pytest.skip(f"npm install failed: {done.stderr.decode()[-200:]}")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["graphml", "gexf"])
@pytest.mark.parametrize("graph", [p for p in networks() if p.id != "empty"])
def test_graphology_reads_the_same(graph: Network, suffix: str, graphology: Path) -> None:
    path = graphology / f"graph.{suffix}"
    path.write_text(text(write_graphml if suffix == "graphml" else write_gexf, graph), "utf-8")
    done = subprocess.run(
        ["node", "read-graph.js", path.name], cwd=graphology, capture_output=True, timeout=60, check=True
    )
    assert not done.stderr
    read = json.loads(done.stdout)
    wanted = as_networkx(graph)
    assert read["directed"]
    assert {node["id"]: node["attributes"]["label"] for node in read["nodes"]} == dict(wanted.nodes(data="label"))
    found = {edge["id"]: (edge["source"], edge["target"]) for edge in read["edges"]}
    assert found == {key: (u, v) for u, v, key in wanted.edges(keys=True)}
    weights = {edge["id"]: edge["attributes"]["weight"] for edge in read["edges"]}
    assert weights == {key: weight for _, _, key, weight in wanted.edges(keys=True, data="weight")}
    assert all(re.fullmatch(r"#[0-9a-f]{6}|rgb\(.*\)", node["attributes"]["color"]) for node in read["nodes"])
