"""kg extract and kg build, with a reader that needs no language model."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from build_helpers import FakeReader, write_inputs
from cli_runner import run

from kg import vocab
from kg.errors import ExportError, ModelError
from kg.record import from_record


@pytest.fixture
def inputs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("kg.api.reader", lambda model=None: FakeReader())
    monkeypatch.chdir(tmp_path)
    return write_inputs(tmp_path / "in")


def test_extract_prints_records(inputs: Path) -> None:
    found = run("extract", inputs)
    assert (found.code, found.err) == (0, "")
    records = [json.loads(line) for line in found.out.splitlines()]
    assert [record["article"]["id"] for record in records] == ["a1", "a2", "a3"]
    text = FakeReader().known["a1"].article.text
    assert from_record(records[0], text).facts == FakeReader().known["a1"].facts


def test_extract_goes_on_after_bad_input(inputs: Path) -> None:
    found = run("extract", "missing.txt", inputs)
    assert found.code == 1
    assert len(found.out.splitlines()) == 3
    assert found.err.count("\n") == 1
    assert "missing.txt" in found.err


def test_extract_options(inputs: Path) -> None:
    records = [json.loads(line) for line in run("extract", inputs, "--min-confidence", "0.8").out.splitlines()]
    assert sum(len(record["facts"]) for record in records) == 21
    (inputs / "undated.txt").write_text("China met Russia.")
    (*_, last) = run("extract", inputs / "undated.txt", "--published", "2024-05-06").out.splitlines()
    assert json.loads(last)["article"]["published"] == "2024-05-06"
    assert run("extract", inputs, "--published", "May").code == 2
    assert run("extract").code == 2


def test_build_stores_exports_and_suggests(inputs: Path, tmp_path: Path) -> None:
    found = run("build", inputs)
    assert (found.code, found.err) == (0, "")
    assert "3 articles read: 19 entities, 22 facts" in found.out
    assert (tmp_path / "exports" / "graph.ttl").stat().st_size > 0
    assert (tmp_path / "exports" / "graph.graphml").stat().st_size > 0
    commands = [line.strip() for line in found.out.splitlines() if line.startswith("  kg ")]
    assert len(commands) == 3
    for command in commands:
        answer = run(*shlex.split(command)[1:])
        assert answer.code == 0
        assert "nothing found" not in answer.out


def test_build_where_told(inputs: Path, tmp_path: Path) -> None:
    found = run("build", inputs, "--store", "my store", "-o", "out", "-f", "nt", "-f", ".gexf")
    assert found.code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["graph.gexf", "graph.nt"]
    assert "--store 'my store'" in found.out
    assert run("build", inputs, "-o", "none", "-f", "none").code == 0
    assert not (tmp_path / "none").exists()


def test_build_twice_gives_the_same_files(inputs: Path, tmp_path: Path) -> None:
    run("build", inputs)
    before = {path.name: path.read_bytes() for path in (tmp_path / "exports").iterdir()}
    run("build", inputs)
    assert {path.name: path.read_bytes() for path in (tmp_path / "exports").iterdir()} == before
    run("build", inputs, "--store", "fresh")
    assert {path.name: path.read_bytes() for path in (tmp_path / "exports").iterdir()} == before


def test_resume(inputs: Path) -> None:
    run("build", inputs)
    assert "0 articles read, 3 unchanged" in run("build", inputs, "--resume").out


def test_bad_input_does_not_stop_a_build(inputs: Path) -> None:
    (inputs / "empty.txt").write_text("")
    found = run("build", inputs)
    assert found.code == 1
    assert "empty.txt" in found.err
    assert "3 articles read, 1 not readable" in found.out


def test_a_failing_extractor_does_not_stop_a_build(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.api.reader", lambda model=None: FakeReader(broken=["a2"], ahead=16))
    found = run("build", inputs)
    assert found.code == 1
    assert found.err.startswith("kg: article a2: left out, the extractor failed with KeyError")
    assert found.err.count("\n") == 1
    assert "2 articles read, 1 not readable" in found.out
    found = run("extract", inputs)
    assert (found.code, found.out.count("\n"), found.err.count("\n")) == (1, 2, 1)


@pytest.mark.model
def test_a_bug_in_the_real_extractor_does_not_stop_a_build(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(reading: Any) -> None:
        if reading.article.id == "a2":
            raise IndexError("[E040] Attempt to access token at 7")
        resolve(reading)

    from kg.extract.coref import resolve

    monkeypatch.undo()
    monkeypatch.chdir(inputs.parent)
    monkeypatch.setattr("kg.extract.extractor.resolve", fail)
    found = run("build", inputs, "-f", "none")
    assert (found.code, found.err.count("\n")) == (1, 1)
    assert "article a2: left out, the extractor failed with IndexError" in found.err
    assert [row["id"] for row in json.loads(run("articles", "--json").out)] == ["a1", "a3"]


def test_both_kinds_of_tables_lie_side_by_side(inputs: Path, tmp_path: Path) -> None:
    run("build", inputs, "-f", "csv", "-f", "neo4j")
    names = ["graph.edges.csv", "graph.edges.neo4j.csv", "graph.nodes.csv", "graph.nodes.neo4j.csv"]
    assert sorted(path.name for path in (tmp_path / "exports").iterdir()) == names


def age(path: Path) -> None:
    """Make a store look as if another version of kg had written it."""
    database, meta = ox.Store(str(path)), ox.NamedNode(vocab.META)
    version = ox.NamedNode(f"{vocab.PREFIXES['owl']}versionInfo")
    (found,) = database.quads_for_pattern(meta, version, None, meta)
    database.remove(found)
    database.add(ox.Quad(meta, version, ox.Literal("0.9"), meta))


def test_a_store_of_an_older_version_is_rebuilt_by_the_command_that_the_refusal_names(
    inputs: Path, tmp_path: Path
) -> None:
    run("build", inputs, "--store", "my store", "-f", "none")
    run("entities", "rename", "Macron", "Emmanuel M.", "--store", "my store")
    before = run("entities", "decisions", "--store", "my store").out
    facts = run("timeline", "Xi", "--json", "--store", "my store").out
    age(tmp_path / "my store")
    refused = run("stats", "--store", "my store")
    assert (refused.code, refused.err.count("\n")) == (1, 1)
    command = re.search("run `(.*)`", refused.err)
    assert command is not None
    found = run(*shlex.split(command[1])[1:])
    assert (found.code, found.err) == (0, "")
    assert "3 articles read" in found.out
    assert run("entities", "decisions", "--store", "my store").out == before
    assert "Emmanuel M." in run("show", "person/emmanuel-macron", "--store", "my store").out
    assert run("timeline", "Xi", "--json", "--store", "my store").out == facts
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "my store"]


def test_rebuild_keeps_an_article_on_which_the_extractor_fails(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", inputs, "-f", "none")
    monkeypatch.setattr("kg.api.reader", lambda model=None: FakeReader(broken=["a2"]))
    found = run("rebuild")
    assert (found.code, found.err.count("\n")) == (1, 1)
    counts = {row["id"]: row["facts"] for row in json.loads(run("articles", "--json").out)}
    assert counts["a2"] == 0 < counts["a1"]


def test_a_rebuild_that_fails_leaves_the_store(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("build", inputs, "-f", "none")
    before = run("stats").out
    monkeypatch.setattr("kg.api.reader", lambda model=None: FakeReader(fail_at="a3"))
    assert run("rebuild").code != 0
    assert run("stats").out == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "kg.store"]
    assert run("rebuild", "--store", "absent").code == 1


def test_a_failed_export_keeps_the_store(inputs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(store: object, path: Path) -> None:
        raise ExportError(f"{path}: disk full")

    monkeypatch.setattr("kg.export.export", fail)
    found = run("build", inputs)
    assert found.code == 1
    assert found.err.count("disk full; the store is complete, run kg export again") == 2
    assert "3 articles read" in found.out
    assert len(json.loads(run("articles", "--json").out)) == 3


def test_an_unknown_format_is_named_before_anything_is_read(inputs: Path, tmp_path: Path) -> None:
    found = run("build", inputs, "-f", "xyz")
    assert found.code == 2
    assert "xyz" in found.err
    assert not (tmp_path / "kg.store").exists()


def test_a_missing_model_is_one_line(inputs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(model: str | None = None) -> None:
        raise ModelError(f"--model {model}: cannot be loaded")

    monkeypatch.setattr("kg.api.reader", fail)
    for command in ("build", "extract"):
        found = run(command, inputs, "--model", "nope")
        assert (found.code, found.err) == (1, "kg: --model nope: cannot be loaded\n")
    assert not (tmp_path / "kg.store").exists()


@pytest.mark.model
def test_the_real_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news.txt").write_text(
        "Xi and Putin meet\n\n"
        "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on March 21, 2023."
    )
    assert run("build", "news.txt").code == 0
    rows = json.loads(run("timeline", "Xi", "Putin", "--json").out)
    assert [(row["relation"], row["date"]) for row in rows] == [("meets", "2023-03-21")]
    assert run("validate").code == 0
