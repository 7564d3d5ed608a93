"""The commands on a small store: what they print, where, and with which exit code."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from cli_runner import run
from query_world import fill

from kg import __version__
from kg.cli import cli

LOOKUPS = (
    ("show", "Xi"),
    ("relations", "China", "Russia"),
    ("timeline", "Xi"),
    ("members", "SCO"),
    ("agreements",),
    ("path", "Macron", "Iran"),
    ("why", "a110"),
    ("search", "Moscow"),
    ("stats",),
    ("articles",),
)


@pytest.fixture(scope="module")
def where(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    return "--store", fill(tmp_path_factory.mktemp("cli") / "kg.store")


@pytest.mark.parametrize("arguments", LOOKUPS, ids=lambda a: a[0])
def test_three_forms(where: tuple[str, Path], arguments: tuple[str, ...]) -> None:
    table = run(*arguments, *where)
    assert (table.code, table.err) == (0, "")
    assert "Traceback" not in table.out
    assert len(table.out.splitlines()) > 1
    assert json.loads(run(*arguments, *where, "--json").out)
    rows = list(csv.reader(run(*arguments, *where, "--csv").out.splitlines()))
    assert len(rows) > 1
    assert len({len(row) for row in rows}) == 1


def test_the_forms_exclude_each_other(where: tuple[str, Path]) -> None:
    assert run("stats", *where, "--json", "--csv").code == 2


def test_json_of_a_timeline(where: tuple[str, Path]) -> None:
    (row, *_) = json.loads(run("timeline", "Xi", *where, "--json").out)
    assert (row["id"], row["date"], row["published"]) == ("a100", "2023-03-20", "2023-03-22")
    assert row["quote"] == "Chinese President Xi Jinping visited Russia on 2023-03-20."


def test_tables_are_complete_when_piped(where: tuple[str, Path]) -> None:
    out = run("search", "signed the Joint Statement", *where).out
    assert "person/vladimir-putin signs doc/joint-statement" in out
    assert "Xi Jinping and Vladimir Putin signed the Joint Statement on Partnership in Moscow on 2023-03-21." in out
    assert "…" not in out
    assert all(line == line.rstrip() for line in out.splitlines())


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (("timeline", "China", "--status", "planned"), ["a130"]),
        (("timeline", "Putin", "--since", "2023-10"), ["a310"]),
        (("timeline", "USA", "--until", "2022"), ["a320"]),
        (("timeline", "China", "--relation", "memberOf"), ["a220"]),
        (("timeline", "China", "--relation", "is member of"), ["a220"]),
        (("timeline", "China", "Russia", "--min-confidence", "0.8"), ["a130", "a300"]),
        (("timeline", "Macron", "China", "--wide"), []),
    ],
)
def test_selection(where: tuple[str, Path], arguments: tuple[str, ...], shown: list[str]) -> None:
    assert [row["id"] for row in json.loads(run(*arguments, *where, "--json").out)] == shown


def test_nothing_found_is_no_error(where: tuple[str, Path]) -> None:
    for form, printed in ((), "nothing found\n"), (("--json",), "[]\n"):
        found = run("timeline", "Macron", "China", *where, *form)
        assert (found.code, found.out, found.err) == (0, printed, "")
    assert run("timeline", "Macron", "China", *where, "--csv").out.startswith("id,date,published,subject,")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "a", "b"),
        ("timeline", "a", "b", "c"),
        ("timeline", "Xi", "--since", "yesterday"),
        ("timeline", "Xi", "--since", "2023-02-30"),
        ("timeline", "Xi", "--since", "2024", "--until", "2023"),
        ("timeline", "Xi", "--relation", "loves"),
        ("timeline", "Xi", "--status", "maybe"),
        ("members", "SCO", "--on", "2023"),
        ("query",),
        ("query", "-", "-q", "ASK {}"),
        ("queries", "--param", "a=b"),
        ("queries", "cq01", "--param", "a"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_2(where: tuple[str, Path], arguments: tuple[str, ...]) -> None:
    found = run(*arguments, *(where if arguments[0] != "nonsense" else ()))
    assert found.code == 2
    assert "Traceback" not in found.err
    assert found.out == ""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "Congo"), "state/COD (Democratic Republic of the Congo"),
        (("show", "Emanuel Makron"), "similar: Emmanuel Macron (person/emmanuel-macron)"),
        (("members", "China"), "'China'"),
        (("why", "zzz"), "is no fact of this graph"),
        (("remove", "zzz"), "no such article: zzz"),
        (("query", "-q", "SELECT * { SERVICE <http://a/> {} }"), "line 1, column 12: SERVICE"),
        (("query", "-q", "SELECT * {"), "line 1, column"),
        (("query", "no-such-file.rq"), "no-such-file.rq"),
        (("queries", "cq01", "--param", "a=Nowhere"), "'Nowhere'"),
        (("queries", "cq05", "--param", "since=2023"), "must be YYYY-MM-DD"),
    ],
)
def test_errors_are_one_line_and_1(where: tuple[str, Path], arguments: tuple[str, ...], message: str) -> None:
    found = run(*arguments, *where)
    assert found.code == 1
    assert found.out == ""
    assert found.err.startswith("kg: ")
    assert found.err.count("\n") == 1
    assert message in found.err


def test_no_store(tmp_path: Path) -> None:
    found = run("stats", "--store", tmp_path / "nowhere")
    assert found.code == 1
    assert "nowhere: no store here" in found.err
    assert not (tmp_path / "nowhere").exists()


def test_store_from_the_environment(where: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(where[1]))
    assert run("articles").code == 0


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path) -> None:
    from query_world import story

    from kg.store import Store

    with Store.open(tmp_path / "s", create=True) as store:
        facts = [{"subject": "state/CHN", "relation": "meets", "object": "state/RUS"}]
        store.add(story("bad", "2023-01-01", [("China met \x1b[31mRussia\x07 [b]twice[/b].", facts)]))
    for arguments in (("search", "twice"), ("why", "bad00")):
        out = run(*arguments, "--store", tmp_path / "s").out
        assert "\x1b" not in out
        assert "\x07" not in out
        assert "[b]twice[/b]" in out


def test_query_in_all_forms(where: tuple[str, Path], tmp_path: Path) -> None:
    text = "SELECT DISTINCT ?x ?c { ?x kg:iso3 ?c ; a kg:State } ORDER BY ?c LIMIT 2"
    assert run("query", "-q", text, *where).out.splitlines() == ["x          c", "state/CHN  CHN", "state/COD  COD"]
    file = tmp_path / "q.rq"
    file.write_text(text)
    answer = run("query", file, "-f", "csv", *where).out
    assert answer.splitlines()[:2] == ["x,c", "https://kg.example/id/state/CHN,CHN"]
    bindings = json.loads(run("query", "-", "-f", "json", *where, stdin=text).out)["results"]["bindings"]
    assert [binding["c"]["value"] for binding in bindings] == ["CHN", "COD"]
    assert run("query", "-q", "ASK { ?x a kg:Treaty }", *where).out == "answer\nno\n"
    assert run("query", "-q", "SELECT ?x { ?x a kg:Treaty }", *where).out == "nothing found\n"


def test_queries_list_show_and_run(where: tuple[str, Path]) -> None:
    assert len(run("queries").out.splitlines()) == 22
    assert len(json.loads(run("queries", "-f", "json").out)) == 21
    text = run("queries", "cq05", "--param", "who=Macron", "--show", *where).out
    assert "<https://kg.example/id/person/emmanuel-macron>" in text
    assert "$who" not in text
    assert "place/moscow" in run("queries", "cq05-met-whom", *where).out


def test_remove(tmp_path: Path) -> None:
    store = fill(tmp_path / "s")
    assert run("remove", "a1", "--store", store).out == "removed a1\n"
    assert run("remove", "a1", "--store", store).code == 1
    assert [row["id"] for row in json.loads(run("articles", "--store", store, "--json").out)] == ["a2", "a3"]


def test_validate(where: tuple[str, Path], tmp_path: Path) -> None:
    assert (run("validate", *where).out, run("validate", *where).code) == ("valid\n", 0)
    broken = tmp_path / "broken.ttl"
    broken.write_text("<https://kg.example/id/claim/x> a <https://kg.example/ns#Claim> .")
    found = run("validate", broken)
    assert found.code == 1
    assert "claim:x" in found.out
    assert run("validate", tmp_path / "none.ttl").code == 2


def test_export(where: tuple[str, Path], tmp_path: Path) -> None:
    found = run("export", tmp_path / "g.ttl", tmp_path / "g.graphml", *where)
    assert found.out.splitlines() == [f"wrote {tmp_path / 'g.ttl'}", f"wrote {tmp_path / 'g.graphml'}"]
    assert run("export", tmp_path / "few.nt", "--entity", "Macron", *where).code == 0
    assert "emmanuel-macron" in (tmp_path / "few.nt").read_text()
    assert "saudi" not in (tmp_path / "few.nt").read_text().lower()
    assert run("export", tmp_path / "states.graphml", "--projection", "states", *where).code == 0
    assert "xi-jinping" not in (tmp_path / "states.graphml").read_text()
    unknown = run("export", tmp_path / "g.xyz", *where)
    assert (unknown.code, unknown.err[:4]) == (1, "kg: ")


def test_version_and_help() -> None:
    first, second = run("--version").out.splitlines()
    assert first == f"kg {__version__}"
    assert re.fullmatch(r"model en_kg_news \d+\.\d+\.\d+, trained on .*UD English EWT.*", second)
    text = run("--help").out
    assert all(name in text for name, command in cli.commands.items() if not command.hidden)


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["timeline", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    heavy = {"spacy", "rdflib", "pyoxigraph", "networkx", "numpy", "rich", "kg.store", "kg.lexicon"}
    program = (
        "import sys\nfrom kg.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n"
        f"    print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_interrupt_is_130(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.query.saved.saved_queries", stop)
    found = run("queries")
    assert (found.code, found.err.strip()) == (130, "")


@pytest.mark.skipif(os.name == "nt", reason="no pipes of this kind on Windows")
def test_a_broken_pipe_is_quiet(where: tuple[str, Path]) -> None:
    program = [sys.executable, "-m", "kg", "timeline", "China", where[0], str(where[1])]
    read, write = os.pipe()
    os.close(read)
    try:
        done = subprocess.run(program, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(write)
    assert done.stderr == ""
    assert done.returncode == 1


def test_the_reference_is_up_to_date(root: Path) -> None:
    assert run("reference").out == (root / "docs" / "cli.md").read_text("utf-8"), "run: kg reference > docs/cli.md"
