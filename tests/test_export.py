"""Files written from a store: formats, names, selections, and nothing half-written."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TextIO

import networkx as nx
import pyoxigraph as ox
import pytest
from network_facts import ENTITIES, facts

import kg.export
from kg.errors import ExportError
from kg.export import FORMATS, PROJECTIONS, export
from kg.model import Article, Evidence, Extraction, Selection, Span
from kg.network import Network
from kg.store import Store
from kg.vocab import KG, entity_iri, graph_iri

PAIRS = ("csv", "neo4j")
RDF = ("jsonld", "nq", "nt", "trig", "ttl")


def extraction(article: str) -> Extraction:
    """The invented facts of one article, with their sentences as its text."""
    kept, text = [], ""
    for row in facts():
        if row.article_id == article:
            fact, start = row.fact, len(text)
            text += fact.evidence.quote + "\n"
            evidence = Evidence(Span(start, start + len(fact.evidence.quote)), fact.evidence.quote)
            kept.append(replace(fact, id=f"{article}-{len(kept)}", evidence=evidence))
    return Extraction(Article(article, text, "A title"), ENTITIES, (), tuple(kept))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "kg.store", create=True) as opened:
        for article in ("a1", "a2"):
            opened.add(extraction(article))
        yield opened


def read_graphml(path: Path) -> nx.MultiDiGraph[str]:
    return nx.read_graphml(path, edge_key_type=str, force_multigraph=True)


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in PAIRS])
def test_the_ending_tells_the_format(name: str, store: Store, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{name}"
    assert export(store, path) == (path,)
    assert path.stat().st_size > 100
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_store_gives_the_same_bytes(name: str, store: Store, tmp_path: Path) -> None:
    first = export(store, tmp_path / "one" / "graph.out", name)
    second = export(store, tmp_path / "two" / "graph.out", name)
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]


def test_graphml_holds_all_facts(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "g.graphml")
    graph = read_graphml(tmp_path / "g.graphml")
    assert graph.number_of_edges() == len(facts())
    assert set(graph) == {entity.id for entity in ENTITIES}


def test_a_selection_narrows_the_graph(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "g.graphml", selection=Selection(relations=("meets",), statuses=("actual",)))
    graph = read_graphml(tmp_path / "g.graphml")
    assert set(graph) == {"person/anna-berg", "person/li-wei"}
    assert {data["relation"] for _, _, data in graph.edges(data=True)} == {"meets"}


def read_rdf(path: Path) -> list[ox.Quad]:
    return list(ox.parse(path=str(path), format=ox.RdfFormat.from_extension(path.suffix[1:])))


def claims(quads: list[ox.Quad]) -> int:
    """The number of facts that the quads state."""
    kind = ox.NamedNode(f"{KG}Claim")
    return len({(quad.subject, quad.graph_name) for quad in quads if quad.object == kind})


@pytest.mark.parametrize("name", RDF)
def test_rdf_holds_all_facts(name: str, store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / f"g.{name}")
    assert claims(read_rdf(tmp_path / f"g.{name}")) == len(facts())


@pytest.mark.parametrize("name", ["nq", "trig"])
def test_rdf_with_graphs_has_one_an_article(name: str, store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / f"g.{name}", selection=Selection(relations=("meets", "signs")))
    graphs = {quad.graph_name for quad in read_rdf(tmp_path / f"g.{name}")}
    assert graphs == {ox.NamedNode(graph_iri("a1")), ox.NamedNode(graph_iri("a2"))}


@pytest.mark.parametrize("name", RDF)
def test_a_selection_narrows_rdf_to_facts_and_what_they_name(name: str, store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / f"g.{name}", selection=Selection(relations=("signs",)))
    quads = read_rdf(tmp_path / f"g.{name}")
    assert claims(quads) == 1
    found = {str(quad.subject) for quad in quads}
    assert f"<{entity_iri('doc/dorn-treaty')}>" in found
    assert f"<{entity_iri('org/un')}>" not in found


def test_a_selection_that_keeps_all_facts_states_nothing_new(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "all.nq")
    export(store, tmp_path / "some.nq", selection=Selection(min_confidence=0.01))
    every, some = read_rdf(tmp_path / "all.nq"), read_rdf(tmp_path / "some.nq")
    assert set(some) <= set(every)
    assert claims(some) == claims(every)


def test_rdf_takes_no_projection(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="ttl holds single facts, no projection; use one of csv, gexf"):
        export(store, tmp_path / "g.ttl", projection="states")


NARROW = {
    "relation": Selection(relations=("meets",)),
    "status": Selection(statuses=("denied",)),
    "since": Selection(since=date(2024, 1, 1)),
    "until": Selection(until=date(2023, 3, 31)),
    "min_confidence": Selection(min_confidence=0.85),
}


def edges(paths: tuple[Path, ...], name: str) -> int:
    """How many facts a file of any format holds."""
    if name in RDF:
        return claims(read_rdf(paths[0]))
    text = paths[-1].read_text("utf-8")
    return text.count("<edge ") if name in ("graphml", "gexf") else len(list(csv.reader(text.splitlines()))) - 1


@pytest.mark.parametrize("kind", NARROW)
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_every_selection(name: str, kind: str, store: Store, tmp_path: Path) -> None:
    expected = sum(1 for _ in store.facts(NARROW[kind]))
    assert 0 < expected < len(facts())
    assert edges(export(store, tmp_path / f"g.{name}", selection=NARROW[kind]), name) == expected


@pytest.mark.parametrize("projection", PROJECTIONS)
@pytest.mark.parametrize("name", ["csv", "gexf", "graphml", "neo4j"])
def test_every_picture_takes_every_projection(name: str, projection: str, store: Store, tmp_path: Path) -> None:
    whole = edges(export(store, tmp_path / f"g.{name}", projection=projection), name)
    less = edges(export(store, tmp_path / f"h.{name}", None, NARROW["relation"], projection), name)
    assert 0 < less < whole


@pytest.mark.parametrize("name", RDF)
def test_rdf_holds_one_part_in_memory_at_a_time(
    name: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same bytes come of statements in any order, held in memory, and of the store, part by part."""
    export(store, tmp_path / f"a.{name}")
    (kg.export._UNIONS | kg.export._QUADS)[name](reversed(list(store.quads())), tmp_path / f"b.{name}")
    assert (tmp_path / f"a.{name}").read_bytes() == (tmp_path / f"b.{name}").read_bytes()
    monkeypatch.setattr(Store, "quads", None)  # which would give all at once
    export(store, tmp_path / f"c.{name}")
    assert (tmp_path / f"a.{name}").read_bytes() == (tmp_path / f"c.{name}").read_bytes()


@pytest.mark.parametrize("name", PROJECTIONS)
def test_projections_fold_to_states(name: str, store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "g.graphml", projection=name)
    assert set(read_graphml(tmp_path / "g.graphml")) == {"CHN", "DEU", "USA"}


def test_tables_are_named_after_the_file_or_put_into_the_folder(store: Store, tmp_path: Path) -> None:
    pair = export(store, tmp_path / "graph.csv")
    assert [p.name for p in pair] == ["graph.nodes.csv", "graph.edges.csv"]
    other = export(store, tmp_path / "graph.neo4j")
    assert [p.name for p in other] == ["graph.nodes.neo4j.csv", "graph.edges.neo4j.csv"]
    assert other == export(store, tmp_path / "graph.csv", "neo4j")
    inside = export(store, tmp_path / "tables", "csv")
    assert [str(p.relative_to(tmp_path)) for p in inside] == ["tables/nodes.csv", "tables/edges.csv"]
    with inside[1].open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(facts())


def test_a_given_format_goes_before_the_ending(store: Store, tmp_path: Path) -> None:
    export(store, tmp_path / "g.xml", ".GraphML")
    assert len(read_graphml(tmp_path / "g.xml")) == len(ENTITIES)


@pytest.mark.parametrize(
    ("name", "message"),
    [("g.doc", "unknown format 'doc'; use one of csv, gexf, graphml"), ("g", "no format; use one of csv")],
)
def test_unknown_formats_name_the_known_ones(name: str, message: str, store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=message):
        export(store, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_unknown_projections_name_the_known_ones(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="unknown projection 'cities'; use one of states"):
        export(store, tmp_path / "g.graphml", projection="cities")


def test_a_path_that_cannot_be_written_is_an_export_error(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", "utf-8")
    with pytest.raises(ExportError, match="file"):
        export(store, tmp_path / "file" / "g.graphml")
    (tmp_path / "g.graphml").mkdir()
    with pytest.raises(ExportError, match=r"g\.graphml"):
        export(store, tmp_path / "g.graphml")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("a bug")])
def test_a_failure_leaves_the_old_file(
    error: Exception, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(network: Network, file: TextIO) -> None:
        file.write("half")
        raise error

    path = tmp_path / "g.graphml"
    path.write_text("old", "utf-8")
    monkeypatch.setattr(kg.export, "_GRAPHS", {"graphml": fail})
    with pytest.raises(ExportError if isinstance(error, OSError) else ValueError):
        export(store, path)
    assert path.read_text("utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["g.graphml"]


def test_a_link_is_written_through(store: Store, tmp_path: Path) -> None:
    (tmp_path / "real.graphml").write_text("old", "utf-8")
    (tmp_path / "link.graphml").symlink_to(tmp_path / "real.graphml")
    export(store, tmp_path / "link.graphml")
    assert (tmp_path / "link.graphml").is_symlink()
    assert "<graphml" in (tmp_path / "real.graphml").read_text("utf-8")


def test_a_device_is_written_directly(store: Store) -> None:
    assert export(store, "/dev/null", "graphml") == (Path("/dev/null"),)
    assert Path("/dev/null").is_char_device()


def test_files_can_be_read_by_others(store: Store, tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    (path,) = export(store, tmp_path / "g.graphml")
    assert path.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_an_empty_store_gives_empty_graphs(tmp_path: Path) -> None:
    with Store.open(tmp_path / "kg.store", create=True) as empty:
        export(empty, tmp_path / "g.graphml")
        pair = export(empty, tmp_path / "g.csv")
    assert len(read_graphml(tmp_path / "g.graphml")) == 0
    assert [len(p.read_text("utf-8").splitlines()) for p in pair] == [1, 1]
