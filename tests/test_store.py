"""The store: what is written comes back, once, and only with what articles say."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdf_samples import TEXT, numbered, sample

from kg import vocab
from kg.errors import InputError, QueryError, StoreError, StoreLocked
from kg.model import DateRange, Selection
from kg.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    with Store.open(tmp_path / "store", create=True) as opened:
        yield opened


def ids(store: Store, **selection: object) -> list[str]:
    return [row.fact.id for row in store.facts(Selection(**selection))]  # type: ignore[arg-type]


def test_facts_and_article_come_back(store: Store) -> None:
    store.add(sample())
    rows = list(store.facts())
    assert {row.fact for row in rows} == set(sample().facts)
    article = sample().article
    assert {(r.article_id, r.article_title, r.published, r.source) for r in rows} == {
        (article.id, article.title, article.published, article.source)
    }
    assert store.article("talks") == article
    assert list(store.articles()) == [article]
    assert store.article("other") is None
    assert store.fact("f2") == rows[[r.fact.id for r in rows].index("f2")]
    assert store.fact("f99") is None


def test_entities_come_back(store: Store) -> None:
    store.add(sample())
    found = {entity.id: entity for entity in store.entities()}
    for entity in sample().entities:
        kept = replace(entity, names=tuple(sorted({entity.label, *entity.names})))
        assert found[entity.id] == kept
        assert store.entity(entity.id) == kept
    assert list(found) == sorted(found)
    assert store.entity("person/nobody") is None


def test_entities_are_merged_over_articles(store: Store) -> None:
    for number, label in enumerate(("Xi", "Xi Jinping", "Xi Jinping")):
        plain = numbered(number)
        person = replace(plain.entities[4], label=label, names=(f"Name {number}",), iso3="CHN" if number else None)
        others = tuple(e for e in plain.entities if e.id != person.id)
        store.add(replace(plain, entities=(*others, person)))
    found = store.entity("person/xi-jinping")
    assert found is not None
    assert found.label == "Xi Jinping"
    assert found.names == ("Name 0", "Name 1", "Name 2", "Xi", "Xi Jinping")
    assert found.iso3 == "CHN"


def test_a_state_that_no_article_names_is_no_entity(store: Store) -> None:
    plain = sample()
    store.add(replace(plain, entities=tuple(e for e in plain.entities if e.id != "state/RUS")))
    assert store.entity("state/RUS") is None
    assert "state/RUS" not in {entity.id for entity in store.entities()}


def test_adding_twice_changes_nothing(store: Store) -> None:
    store.add(sample())
    before = set(store.quads())
    store.add(sample())
    assert set(store.quads()) == before


def test_adding_another_version_leaves_nothing_of_the_first(store: Store, tmp_path: Path) -> None:
    plain = sample()
    store.add(plain)
    newer = replace(plain, facts=plain.facts[:2], article=replace(plain.article, title="Newer", source=None))
    store.add(newer)
    with Store.open(tmp_path / "fresh", create=True) as fresh:
        fresh.add(newer)
        assert set(store.quads()) == set(fresh.quads())


def test_replacing_leaves_other_articles_alone(store: Store) -> None:
    store.add(numbered(1))
    store.add(numbered(2))
    store.add(numbered(1, version=3))
    assert [article.title for article in store.articles()] == ["Version 3", "Version 0"]
    assert len(ids(store)) == 14


def test_remove(store: Store) -> None:
    store.add(numbered(1))
    store.add(numbered(2))
    assert store.remove("article-0001")
    assert not store.remove("article-0001")
    assert [article.id for article in store.articles()] == ["article-0002"]
    assert all(row.article_id == "article-0002" for row in store.facts())


def test_bad_extraction_leaves_the_store_as_it_was(store: Store) -> None:
    store.add(sample())
    before = set(store.quads())
    bad = replace(sample(), facts=(replace(sample().facts[0], relation="marries"),))
    with pytest.raises(InputError):
        store.add(bad)
    assert set(store.quads()) == before


SELECTIONS = [
    ({}, ["f2", "f3", "f4", "f1", "f6", "f7", "f5"]),
    ({"entities": ("state/CHN",)}, ["f1", "f6"]),
    ({"entities": ("state/CHN", "state/RUS")}, ["f1", "f6", "f5"]),
    ({"entities": ("state/XXX",)}, []),
    ({"pair": ("person/vladimir-putin", "person/xi-jinping")}, ["f2"]),
    ({"pair": ("person/xi-jinping", "person/vladimir-putin")}, ["f2"]),
    ({"relations": ("meets", "signs")}, ["f2", "f3", "f4"]),
    ({"relations": ("no such",)}, []),
    ({"statuses": ("planned", "denied")}, ["f6", "f5"]),
    ({"min_confidence": 0.8}, ["f2", "f3", "f4", "f1", "f7", "f5"]),
    ({"min_confidence": 0.81}, ["f2", "f1", "f7", "f5"]),
    ({"since": date(2023, 3, 22)}, ["f1", "f6", "f7", "f5"]),
    ({"since": date(2024, 12, 31)}, ["f5"]),
    ({"since": date(2025, 1, 1)}, []),
    ({"until": date(2023, 3, 21)}, ["f2", "f3", "f4"]),
    ({"until": date(2024, 1, 1), "since": date(2023, 12, 1)}, ["f5"]),
    ({"entities": ("state/IND",), "relations": ("visits",), "statuses": ("actual",)}, []),
    ({"entities": ("state/IND",), "until": date(2023, 12, 31)}, ["f6", "f7"]),
    ({"entities": ("person/xi-jinping",), "pair": ("state/IND", "state/RUS")}, []),
]


@pytest.mark.parametrize(("selection", "expected"), SELECTIONS)
def test_selections(store: Store, selection: dict[str, object], expected: list[str]) -> None:
    store.add(sample())
    assert ids(store, **selection) == expected


def test_open_ranges_reach_into_the_future_and_undated_facts_of_undated_articles_come_last(store: Store) -> None:
    plain = sample()
    since = replace(plain.facts[1], id="open", when=DateRange(date(2001, 5, 1), None, "open", "since May 2001"))
    undated = replace(plain.facts[1], id="undated", when=None)
    store.add(replace(plain, article=replace(plain.article, published=None), facts=(undated, since)))
    assert ids(store) == ["open", "undated"]
    assert ids(store, since=date(2020, 1, 1)) == ["open"]
    assert ids(store, until=date(2000, 1, 1)) == []


def test_same_fact_id_in_two_articles_gives_two_facts(store: Store) -> None:
    for name in ("b", "a"):
        store.add(sample(name))
    assert [(row.fact.id, row.article_id) for row in store.facts(Selection(relations=("meets",)))] == [
        ("f2", "a"),
        ("f2", "b"),
    ]
    found = store.fact("f2")
    assert found is not None
    assert found.article_id == "a"


def test_facts_sharing_an_occasion_keep_what_is_their_own(store: Store) -> None:
    plain = sample()
    first = replace(plain.facts[1], place="place/moscow", topic="state/IND", forum="org/sco")
    other = replace(first, id="g", place=None, topic=None, forum=None, when=None, cameo="046", goldstein=7.5)
    store.add(replace(plain, facts=(first, other)))
    assert {row.fact for row in store.facts()} == {first, other}


def test_query_forms(store: Store) -> None:
    store.add(sample())
    rows = store.query("SELECT ?s WHERE { ?s a kg:State } ORDER BY ?s")
    assert isinstance(rows, ox.QuerySolutions)
    assert [row["s"].value.rpartition("/")[2] for row in rows] == ["CHN", "IND", "RUS"]
    assert store.query("ASK { person:xi-jinping kg:metWith person:vladimir-putin }")
    graphs = store.query("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?c a kg:Claim } }")
    assert isinstance(graphs, ox.QuerySolutions)
    assert [row["g"].value for row in graphs] == [vocab.graph_iri("talks")]
    made = store.query("CONSTRUCT { ?a kg:knows ?b } WHERE { ?a kg:metWith ?b }")
    assert isinstance(made, ox.QueryTriples)
    assert len(list(made)) == 2
    with pytest.raises(QueryError, match="SPARQL"):
        store.query("SELEKT ?s")


def test_rdflib_view_shows_all_graphs_together(store: Store) -> None:
    store.add(sample())
    view = store.rdflib()
    answer = view.query("PREFIX kg: <https://kg.example/ns#> ASK { ?a kg:metWith ?b . ?c kg:relation 'visits' }")
    assert answer.askAnswer


def test_dump_and_load(store: Store, tmp_path: Path) -> None:
    store.add(sample())
    store.dump(tmp_path / "copy.nq")
    with Store.open(tmp_path / "other", create=True) as other:
        other.load(tmp_path / "copy.nq")
        assert set(other.quads()) == set(store.quads())
    (tmp_path / "bad.nq").write_text("no quads", "utf-8")
    with pytest.raises(StoreError, match=r"bad\.nq"):
        store.load(tmp_path / "bad.nq")


def test_backup_is_a_store_for_readers(store: Store, tmp_path: Path) -> None:
    store.add(sample())
    store.backup(tmp_path / "copy")
    store.remove("talks")
    with Store.open(tmp_path / "copy", read_only=True) as copy:
        assert copy.article("talks") is not None
        with pytest.raises(StoreError, match="reading only"):
            copy.add(sample())
        with pytest.raises(StoreError, match="reading only"):
            copy.remove("talks")


def test_reopened_store_has_everything(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store:
        store.add(sample())
        store.compact()
    with Store.open(tmp_path / "s") as store:
        assert store.article("talks") == sample().article
    with Store.open(tmp_path / "s", read_only=True) as one, Store.open(tmp_path / "s", read_only=True) as two:
        assert set(one.quads()) == set(two.quads())


def test_no_store_no_opening(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="kg build"):
        Store.open(tmp_path / "absent")
    with pytest.raises(StoreError, match="kg build"):
        Store.open(tmp_path / "absent", create=True, read_only=True)
    assert not (tmp_path / "absent").exists()
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("x", "utf-8")
    for create in (True, False):
        with pytest.raises(StoreError, match="not a kg store"):
            Store.open(tmp_path / "letters", create=create)
    with pytest.raises(StoreError, match="not a kg store"):
        Store.open(tmp_path / "letters" / "a.txt", create=True)


def test_store_of_another_ontology_is_refused(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store:
        store.add(sample())
    meta = f"<{vocab.META}>"
    version = f"<{vocab.PREFIXES['owl']}versionInfo>"
    database = ox.Store(str(tmp_path / "s"))
    database.update(f"DELETE {{ GRAPH ?g {{ ?s {version} ?o }} }} WHERE {{ GRAPH ?g {{ ?s {version} ?o }} }}")
    database.update(f'INSERT DATA {{ GRAPH {meta} {{ {meta} {version} "0.0" }} }}')
    del database
    with pytest.raises(StoreError, match=rf"ontology 0\.0; this is .*: run `kg rebuild --store {tmp_path}/s`"):
        Store.open(tmp_path / "s")
    with Store.open(tmp_path / "s", read_only=True, any_version=True) as store:
        assert [article.id for article in store.articles()] == ["talks"]


def test_database_that_is_not_of_kg_is_refused(tmp_path: Path) -> None:
    database = ox.Store(str(tmp_path / "s"))
    node = ox.NamedNode("http://a.example/")
    database.add(ox.Quad(node, node, node))
    del database
    with pytest.raises(StoreError, match="not one of kg"):
        Store.open(tmp_path / "s", create=True)


HOLDER = """
import sys
from kg.store import Store
with Store.open(sys.argv[1], create=True) as store:
    print("open", flush=True)
    sys.stdin.read()
"""


def test_second_writer_is_told_who_holds_the_store(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "open\n"
        for read_only in (False, True):
            with pytest.raises(StoreLocked, match=rf"{tmp_path}/s: in use by process {holder.pid}"):
                Store.open(tmp_path / "s", read_only=read_only)
        holder.communicate("")
    with Store.open(tmp_path / "s"):
        pass


def test_lock_ends_with_its_process(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path / "s")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        holder.kill()
        holder.wait()
    with Store.open(tmp_path / "s", read_only=True):
        pass
    with Store.open(tmp_path / "s"):
        assert (tmp_path / "s" / "kg.lock").read_text("ascii").strip() == str(os.getpid())


def test_same_process_cannot_write_twice(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store, pytest.raises(StoreLocked, match=str(os.getpid())):
        Store.open(tmp_path / "s")
    store.close()


def test_reader_keeps_writers_out(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True):
        pass
    with Store.open(tmp_path / "s", read_only=True), pytest.raises(StoreLocked, match="another process"):
        Store.open(tmp_path / "s")


def test_evidence_is_the_text_at_the_offsets(store: Store) -> None:
    store.add(sample())
    for row in store.facts():
        span = row.fact.evidence.span
        assert TEXT[span.start : span.end] == row.fact.evidence.quote
