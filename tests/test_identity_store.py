"""Dumps read back without loss, and the examination of a store."""

from __future__ import annotations

import json
import os
import random
from pathlib import Path

import pytest
from cli_runner import run
from identity_world import kuleba_articles
from query_world import extractions

from kg import vocab
from kg.doctor import examine
from kg.errors import StoreError
from kg.identity import reconcile
from kg.store import Store


def content(path: Path) -> set[str]:
    with Store.open(path, read_only=True) as store:
        return {str(quad) for quad in store.quads()}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store", create=True) as store:
        for extraction in (*kuleba_articles(), *extractions()):
            store.add(extraction)
        reconcile(store)
        store.add_background()
    return tmp_path / "store"


@pytest.mark.parametrize("ending", ["nq", "trig"])
def test_a_dump_is_read_back_without_loss(tmp_path: Path, path: Path, ending: str) -> None:
    file, again = tmp_path / f"dump.{ending}", tmp_path / f"again.{ending}"
    assert run("export", file, "--store", path).code == 0
    other = tmp_path / "other"
    assert "10 graphs read" in run("import", file, "--store", other).out
    assert content(other) == content(path)
    assert run("export", again, "--store", other).code == 0
    assert again.read_bytes() == file.read_bytes()
    with Store.open(other) as store:
        assert reconcile(store) == ()


def test_the_order_of_lines_and_repetition_do_not_matter(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "dump.nq"
    run("export", file, "--store", path)
    lines = file.read_text("utf-8").splitlines(keepends=True)
    random.Random(1).shuffle(lines)
    file.write_text("".join(lines[:400] + lines), "utf-8")
    for _ in range(2):
        assert run("import", file, "--store", tmp_path / "other").code == 0
        assert content(tmp_path / "other") == content(path)


def test_a_graph_in_the_file_replaces_the_stored_one(tmp_path: Path, path: Path) -> None:
    file = tmp_path / "dump.nq"
    run("export", file, "--store", path)
    before = content(path)
    with Store.open(path) as store:
        store.remove("k1")
    assert content(path) != before
    assert run("import", file, "--store", path).code == 0
    assert content(path) == before


BAD = {
    "x.ttl": ("<a:a> <a:b> <a:c> .", "not .nq or .trig"),
    "x.nq": ("<a:a> <a:b> <a:c> .\n", "the default graph"),
    "y.nq": ("<a:a> <a:b> <a:c> <a:g> .\n", "a:g is no graph of an article"),
    "z.nq": ("no quads", "cannot be read"),
    "w.nq": ("", "holds no graph"),
    "v.nq": (f"<a:a> <a:b> <a:c> <{vocab.graph_iri('k1')}> .\n", "has no article"),
    "u.nq": (
        f'<{vocab.META}> <http://www.w3.org/2002/07/owl#versionInfo> "0.1" <{vocab.META}> .\n',
        "of ontology 0.1",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_ours_is_refused_whole(tmp_path: Path, path: Path, name: str) -> None:
    text, message = BAD[name]
    (tmp_path / name).write_text(text, "utf-8")
    before = content(path)
    outcome = run("import", tmp_path / name, "--store", path)
    assert (outcome.code, message in outcome.err) == (1, True)
    assert content(path) == before


def test_a_sound_store(path: Path) -> None:
    outcome = run("doctor", "--store", path, "--json")
    found = {row["check"]: row for row in json.loads(outcome.out)}
    assert outcome.code == 0
    assert {row["level"] for row in found.values()} == {"ok"}
    assert (found["articles"]["count"], found["claims"]["count"]) == (9, 26)


def test_no_store_and_another_version(tmp_path: Path, path: Path) -> None:
    outcome = run("doctor", "--store", tmp_path / "none")
    assert (outcome.code, "no store here" in outcome.out) == (1, True)
    with Store.open(path) as store:
        version = "?m <http://www.w3.org/2002/07/owl#versionInfo>"
        change = f'DELETE {{ {version} ?v }} INSERT {{ {version} "0.1" }} WHERE {{ {version} ?v }}'
        store._db.update(f"WITH <{vocab.META}> {change}")
    outcome = run("doctor", "--store", path)
    assert (outcome.code, "ontology 0.1" in outcome.out, "kg rebuild" in outcome.out) == (1, True, True)


DAMAGE = {
    "claims without sentence": "DELETE WHERE { GRAPH ?g { ?span a kg:Sentence } }",
    "broken offsets": "DELETE { GRAPH ?g { ?s nif:beginIndex ?b } } INSERT { GRAPH ?g { ?s nif:beginIndex 3 } } WHERE "
    "{ GRAPH ?g { ?s a kg:Sentence ; nif:beginIndex ?b } }",
    "incomplete claims": "DELETE WHERE { GRAPH ?g { ?claim kg:factuality ?f } }",
    "claims without event": "DELETE WHERE { GRAPH ?g { ?claim kg:about ?e } }",
    "events without claim": "DELETE WHERE { GRAPH ?g { ?claim kg:about ?e } }",
    "unreadable graphs": "DELETE WHERE { GRAPH ?g { ?article nif:isString ?t } }",
    "undescribed entities": "DELETE WHERE { GRAPH ?g { ?e skos:prefLabel ?l } }",
}


@pytest.mark.parametrize("check", DAMAGE)
def test_damage_is_found(path: Path, check: str) -> None:
    prefixes = "".join(f"PREFIX {name}: <{iri}> " for name, iri in vocab.PREFIXES.items())
    with Store.open(path) as store:
        store._db.update(prefixes + DAMAGE[check])
    found = {row.check: row for row in examine(path)}
    assert found[check].count > 0
    assert found[check].level != "ok"
    assert "and" in found[check].detail


def test_locks_journals_and_repeated_claims(path: Path) -> None:
    (path / "kg.lock").write_text("999999999\n", "ascii")
    (path / "decisions.jsonl").write_text("{}\n", "utf-8")
    found = {row.check: row for row in examine(path)}
    assert (found["lock"].level, "ended without" in found["lock"].detail) == ("warning", True)
    assert found["decisions"].level == "error"
    (path / "kg.lock").write_text(f"{os.getpid()}\n", "ascii")
    assert "running" in {row.check: row for row in examine(path)}["lock"].detail


def test_reading_into_a_store_that_is_only_read(tmp_path: Path, path: Path) -> None:
    run("export", tmp_path / "dump.nq", "--store", path)
    with Store.open(path, read_only=True) as store, pytest.raises(StoreError, match="for reading only"):
        store.take(tmp_path / "dump.nq")
