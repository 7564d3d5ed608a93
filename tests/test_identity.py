"""Identities in a store: resolved, explained, corrected, undone, carried to another store."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from cli_runner import run
from identity_world import kuleba_articles
from query_world import extractions
from rdf_samples import sample

from kg.errors import InputError, LookupFailed
from kg.identity import decide, reconcile, undo
from kg.model import Extraction
from kg.rdf import quads
from kg.resolve import Decision
from kg.store import Store

ONE = "person/dmitry-tarasenko"


def filled(path: Path, articles: Iterable[Extraction]) -> Path:
    with Store.open(path, create=True) as store:
        for extraction in articles:
            store.add(extraction)
        reconcile(store)
        store.add_background()
    return path


def content(path: Path) -> set[str]:
    with Store.open(path, read_only=True) as store:
        return {str(quad) for quad in store.quads()}


def persons(path: Path) -> set[str]:
    with Store.open(path, read_only=True) as store:
        return {e.id for e in store.entities() if e.kind == "person"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "store", kuleba_articles())


def test_an_extraction_comes_back_from_the_store(tmp_path: Path) -> None:
    given = [*extractions(), sample()]
    with Store.open(tmp_path / "s", create=True) as store:
        for extraction in given:
            store.add(extraction, "note")
        for found, kept in store.extractions():
            original = next(e for e in given if e.article.id == found.article.id)
            assert (set(quads(found)), kept) == (set(quads(original)), "note")


def test_one_person_has_one_node(path: Path) -> None:
    assert {p for p in persons(path) if "tarasenko" in p} == {ONE}
    with Store.open(path, read_only=True) as store:
        assert {f.fact.subject for f in store.facts() if "tarasenko" in f.fact.subject} == {ONE}
        events = {f.fact.event_id for f in store.facts() if f.fact.relation == "visits"}
        rows = store.query("SELECT ?e { ?e a kg:Visit }")
        assert len(events) == len(list(rows)) or events == {""}
        entity = store.entity(ONE)
    assert entity is not None
    assert {"Dmytro Tarasenko", "Tarasenko"} <= set(entity.names)


def test_the_order_of_articles_and_repetition_leave_no_trace(tmp_path: Path, path: Path) -> None:
    for number, order in enumerate(itertools.islice(itertools.permutations(kuleba_articles()), 0, 720, 97)):
        assert content(filled(tmp_path / str(number), order)) == content(path)
    with Store.open(path) as store:
        assert reconcile(store) == ()


def test_removing_an_article_leaves_what_the_others_would_have_been(tmp_path: Path, path: Path) -> None:
    articles = kuleba_articles()
    assert run("remove", "k1", "--store", path).code == 0
    assert content(path) == content(filled(tmp_path / "without", articles[1:]))
    with Store.open(path) as store:
        store.add(articles[0])
        reconcile(store)
        store.add_background()
    assert content(path) == content(filled(tmp_path / "again", articles))


def test_decisions_are_followed_survive_rebuilds_and_are_undone(tmp_path: Path, path: Path) -> None:
    before = content(path)
    assert run("entities", "merge", "person/anna-kovalenko", "person/kovalenko", "--store", path).code == 0
    assert {p for p in persons(path) if "kovalenko" in p} == {"person/anna-kovalenko", "person/oleg-kovalenko"}
    assert run("entities", "rename", "Anna Kovalenko", "Hanna Kovalenko", "--store", path).code == 0
    assert run("entities", "alias", "person/anna-kovalenko", "Minister K", "--store", path).code == 0
    assert run("entities", "split", ONE, "--store", path).code == 0
    shown = json.loads(run("show", "Minister K", "--store", path, "--json").out)
    assert (shown["id"], shown["label"]) == ("person/anna-kovalenko", "Hanna Kovalenko")
    assert "person/tarasenko" in persons(path)
    after = content(path)
    filled(path, kuleba_articles())
    assert content(path) == after
    exported = tmp_path / "decisions.jsonl"
    assert run("entities", "export", exported, "--store", path).out == f"wrote 4 decisions to {exported}\n"
    other = filled(tmp_path / "other", kuleba_articles())
    assert "4 decisions added" in run("entities", "import", exported, "--store", other).out
    assert content(other) == after
    assert "0 decisions added" in run("entities", "import", exported, "--store", other).out
    for _ in range(4):
        assert run("entities", "undo", "--store", path).code == 0
    assert content(path) == before
    assert "nothing to undo" in run("entities", "undo", "--store", path).err


def test_one_of_two_of_the_same_name_is_split_off(path: Path) -> None:
    assert run("entities", "split", ONE, "--article", "k3", "--into", "person/dmitry-2", "--store", path).code == 0
    with Store.open(path, read_only=True) as store:
        by_article = {f.article_id: f.fact.subject for f in store.facts() if f.fact.relation == "visits"}
    assert by_article == {"k2": ONE, "k3": "person/dmitry-2"}
    assert run("entities", "undo", "1", "--store", path).code == 0
    assert "person/dmitry-2" not in persons(path)


def test_why_explains(path: Path) -> None:
    out = run("entities", "why", "person/dmytro-tarasenko", "person/tarasenko", "--store", path).out
    assert "one entity" in out
    assert "the same office: foreign minister of state/UKR" in out
    found = json.loads(run("entities", "why", "Anna Kovalenko", "Oleg Kovalenko", "--store", path, "--json").out)
    assert (found["verdict"], found["points"] < 0) == ("two entities", True)
    run("entities", "merge", "person/anna-kovalenko", "person/oleg-kovalenko", "--store", path)
    out = run("entities", "why", "person/anna-kovalenko", "person/oleg-kovalenko", "--store", path).out
    assert "decided: 1: merge person/anna-kovalenko person/oleg-kovalenko" in out


def test_list_and_suspicious(path: Path) -> None:
    rows = json.loads(run("entities", "list", "--joined", "--store", path, "--json").out)
    assert [row["id"] for row in rows] == [ONE]
    assert rows[0]["articles"] == 3
    out = run("entities", "list", "--suspicious", "--csv", "--store", path).out
    assert out.splitlines()[0] == "id,kind,label,state,articles,read_as,points,doubt"
    assert run("entities", "decisions", "--store", path).out == "nothing found\n"


def test_mistakes_are_named(path: Path, tmp_path: Path) -> None:
    assert "one already" in run("entities", "merge", "person/tarasenko", ONE, "--store", path).err
    assert "is not in this graph" in run("entities", "rename", "Nobody", "X", "--store", path).err
    assert "begin like the old id" in run(
        "entities", "split", ONE, "--article", "k3", "--into", "org/x", "--store", path
    ).err  # fmt: skip
    with Store.open(path) as store:
        with pytest.raises(LookupFailed, match="no decision 7 counts"):
            undo(store, 7)
        decide(store, [Decision("rename", ONE, name="D. T.")])
    bad = tmp_path / "bad.jsonl"
    for line in ("{}", '{"do": "dance"}', '{"do": "merge", "one": 1, "other": "x"}', "[1]", "no json"):
        bad.write_text(line, "utf-8")
        assert f"{bad}:1: not a decision" in run("entities", "import", bad, "--store", path).err
    (path / "decisions.jsonl").write_text("broken\n", "utf-8")
    with Store.open(path) as store, pytest.raises(InputError, match=r"decisions\.jsonl:1"):
        reconcile(store)
