"""The lookups over HTTP, and the service as a program: start, end, and what it serves while a store is written."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from cli_runner import run
from query_world import extractions, fill
from web_server import Server, serving

from kg.store import Store
from kg.store.snapshot import signature, snapshot

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("uvicorn", reason="needs the extra serve")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("api") / "kg.store")


@pytest.fixture(scope="module")
def server(store: Path) -> Iterator[Server]:
    with serving(store, "--workers", "1") as server:
        yield server


@pytest.mark.parametrize(
    ("path", "command"),
    [
        ("show/Xi", ["show", "Xi"]),
        ("show/state/CHN", ["show", "state/CHN"]),
        ("show/People's%20Republic%20of%20China", ["show", "People's Republic of China"]),
        ("relations?entity=China&entity=Russia&wide=true", ["relations", "China", "Russia", "--wide"]),
        ("relations?entity=Putin&min_confidence=0.8", ["relations", "Putin", "--min-confidence", "0.8"]),
        ("timeline?entity=Xi&since=2023-03&until=2023", ["timeline", "Xi", "--since", "2023-03", "--until", "2023"]),
        (
            "timeline?entity=Russia&relation=sanctions&relation=criticizes&status=actual",
            ["timeline", "Russia", "--relation", "sanctions", "--relation", "criticizes", "--status", "actual"],
        ),
        ("members/SCO?on=2023-08-01", ["members", "SCO", "--on", "2023-08-01"]),
        ("offices/China", ["offices", "China"]),
        ("offices/Xi?on=2023-05-01", ["offices", "Xi", "--on", "2023-05-01"]),
        ("disputes", ["disputes"]),
        (
            "disputes?entity=China&entity=Russia&wide=1&plans=1",
            ["disputes", "China", "Russia", "--wide", "--plans"],
        ),
        ("pending?entity=China&on=2030-01-01", ["pending", "China", "--on", "2030-01-01"]),
        ("pending", ["pending"]),
        ("balance?one=China&other=Russia&by=month", ["balance", "China", "Russia", "--by", "month"]),
        ("balance?one=USA&other=Russia&since=2022", ["balance", "USA", "Russia", "--since", "2022"]),
        ("ranking", ["ranking"]),
        ("ranking?by=events&kind=person", ["ranking", "--by", "events", "--kind", "person"]),
        ("ranking?by=betweenness&all=1&limit=3", ["ranking", "--by", "betweenness", "--all", "--limit", "3"]),
        ("agreements?party=China&wide=1", ["agreements", "--party", "China", "--wide"]),
        ("agreements", ["agreements"]),
        ("path?from=Macron&to=Xi", ["path", "Macron", "Xi"]),
        ("path?from=Macron&to=Xi&avoid=Putin", ["path", "Macron", "Xi", "--avoid", "Putin"]),
        ("search?q=sanctions", ["search", "sanctions"]),
        ("articles", ["articles"]),
        ("stats", ["stats"]),
    ],
)
def test_answers_are_those_of_the_command_line(server: Server, store: Path, path: str, command: list[str]) -> None:
    answer = server.ask(f"/api/{path}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    printed = run(*command, "--store", store, "--json")
    assert printed.code == 0
    assert answer.text == printed.out


def test_why(server: Server, store: Path) -> None:
    (fact, *_) = server.ask("/api/timeline?entity=Xi").json
    answer = server.ask(f"/api/why/{quote(fact['id'])}")
    assert answer.text == run("why", fact["id"], "--store", store, "--json").out
    assert answer.json["fact"]["quote"] == fact["quote"]


def test_saved_queries(server: Server, store: Path) -> None:
    listed = server.ask("/api/queries").json
    assert listed[0]["name"] == "cq01-timeline-dyad"
    assert [query["name"] for query in listed if server.query(query["text"]).status != 200] == []
    answer = server.ask("/api/queries/cq05?who=Putin&since=2022-01-01")
    printed = run(
        "queries", "cq05", "--param", "who=Putin", "--param", "since=2022-01-01", "--store", store, "-f", "json"
    )
    assert answer.json == json.loads(printed.out)
    assert server.ask("/api/queries/cq05?who=Putin", accept="text/csv").text.startswith("other,date,")
    assert server.ask("/api/queries/cq05?who=Putin&format=csv").headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    ("path", "status", "message"),
    [
        ("show/Nobody", 404, "'Nobody' is not in this graph"),
        ("why/none", 404, "is no fact of this graph"),
        ("queries/cq99", 404, "names no saved queries"),
        ("show/Congo", 409, "can be several"),
        ("timeline", 400, "parameter 'entity' is missing"),
        ("timeline?entity=a&entity=b&entity=c", 400, "2 times at most"),
        ("timeline?entity=Xi&since=2023-13", 400, "no such month"),
        ("timeline?entity=Xi&since=yesterday", 400, "must be YYYY-MM-DD"),
        ("timeline?entity=Xi&since=2024&until=2023", 400, "since is later than until"),
        ("timeline?entity=Xi&status=maybe", 400, "must be actual, planned, denied"),
        ("timeline?entity=Xi&relation=likes", 400, "is no relation"),
        ("timeline?entity=Xi&min_confidence=2", 400, "must be from 0 to 1"),
        ("timeline?entity=Xi&limit=-1", 400, "whole number"),
        ("timeline?entity=", 400, "must not be empty"),
        ("stats?colour=red", 400, "no parameter 'colour'"),
        ("members/SCO?on=2023", 400, "must be YYYY-MM-DD"),
        ("balance?one=China", 400, "'other' is missing"),
        ("balance?one=China&other=Russia&by=week", 400, "must be year, month"),
        ("ranking?by=fame", 400, "must be degree, betweenness, events"),
        ("ranking?kind=ship", 400, "must be "),
        ("disputes?entity=Nobody", 404, "'Nobody' is not in this graph"),
        ("queries/cq05?whom=Xi", 400, "has no parameter 'whom'"),
        ("queries/cq05?who=Xi&who=Putin", 400, "given twice"),
        ("nothing", 404, "Not Found"),
    ],
)
def test_errors(server: Server, path: str, status: int, message: str) -> None:
    answer = server.ask(f"/api/{path}")
    assert (answer.status, answer.headers["content-type"]) == (status, "application/json")
    assert message in answer.json["error"]


def test_an_ambiguous_name_lists_candidates(server: Server) -> None:
    candidates = server.ask("/api/show/Congo").json["candidates"]
    assert sorted(name for name, _ in candidates) == ["state/COD", "state/COG"]


def test_only_get(server: Server) -> None:
    assert server.ask("/api/stats", "POST").status == 405
    assert server.ask("/api/stats", "HEAD").body == b""
    assert server.ask("/", "POST").status == 405


def test_pages_of_rows(server: Server) -> None:
    whole = server.ask("/api/stats").json
    path, rows = "/api/stats?limit=7", []
    while path:
        answer = server.ask(path)
        rows += answer.json
        assert answer.headers["kg-total"] == str(len(whole))
        link = re.fullmatch(rf'<{re.escape(server.address)}(.*)>; rel="next"', answer.headers.get("link", ""))
        assert bool(link) == ("kg-cut" in answer.headers)
        path = link[1] if link else ""
    assert rows == whole
    assert server.ask("/api/stats?offset=10000").json == []


def test_openapi(server: Server) -> None:
    validator = pytest.importorskip("openapi_spec_validator", reason="needs openapi-spec-validator")
    document = server.ask("/openapi.json").json
    validator.validate(document)
    assert document["servers"] == [{"url": server.address}]
    codes = {path: server.ask(re.sub(r"{\w+}", "Xi", path)).status for path in document["paths"]}
    assert set(codes.values()) <= {200, 400, 404}
    assert all(set(operations) <= {"get", "post"} for operations in document["paths"].values())


@pytest.mark.parametrize(
    ("path", "row"),
    [
        ("show/Xi", "EntityView"),
        ("timeline?entity=Xi", "FactRow"),
        ("disputes?plans=1", "DisputeRow"),
        ("balance?one=China&other=Russia", "BalanceRow"),
        ("ranking", "RankRow"),
    ],
)
def test_openapi_describes_the_answers(server: Server, path: str, row: str) -> None:
    described = server.ask("/openapi.json").json["components"]["schemas"][row]["properties"]
    answer = server.ask(f"/api/{path}").json
    assert set(answer[0] if isinstance(answer, list) else answer) == set(described)


def test_the_page_needs_nothing_from_elsewhere(server: Server) -> None:
    page = server.ask("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert not re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//", page.text)
    assert "[[" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    links = set(re.findall(r'href="([^"#]+)"', page.text))
    assert links >= {"sparql", "openapi.json", "api/stats"}
    assert all(server.ask(f"/{link}").status == 200 for link in links)


def test_port_in_use(store: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        outcome = run("serve", "--store", store, "--port", port)
    assert outcome.code == 1
    assert outcome.err == f"kg: port {port} of 127.0.0.1 is in use; choose another with --port\n"


def test_no_store_and_no_address(tmp_path: Path, store: Path) -> None:
    outcome = run("serve", "--store", tmp_path / "none", "--port", 0)
    assert outcome.code == 1
    assert outcome.err == f"kg: {tmp_path / 'none'}: no store here; make one with `kg build`\n"
    assert run("serve", "--store", store, "--port", 0, "--host", "192.0.2.1").code == 1
    assert sorted(tmp_path.iterdir()) == []


def test_without_the_extra(store: Path) -> None:
    code = (
        "import sys; sys.modules['uvicorn'] = None\n"
        "from kg.cli import main\n"
        f"main(['serve', '--store', {str(store)!r}, '--port', '0'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == "kg: kg serve needs uvicorn; install it with: pip install 'kg[serve]'\n"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(tmp_path: Path, number: int) -> None:
    with serving(fill(tmp_path / "kg.store"), "--workers", "1") as server:
        assert server.ask("/api/stats").status == 200
        assert len(list(tmp_path.iterdir())) == 2
        assert server.stop(number) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["kg.store"]
    assert len(server.log) == 1


def test_what_a_killed_service_leaves_is_swept_up(tmp_path: Path) -> None:
    store = fill(tmp_path / "kg.store")
    with serving(store, "--workers", "1") as server:
        server.stop(signal.SIGKILL)
    assert len(list(tmp_path.iterdir())) == 2
    with serving(store, "--workers", "1"):
        assert len(list(tmp_path.iterdir())) == 2


def test_other_names_of_the_machine(store: Path) -> None:
    with serving(store, "--workers", "1", "--allow-host", "kg.intern.example") as server:
        assert server.ask("/", Host="kg.intern.example:80").status == 200
        assert server.ask("/", Host="other.example").status == 403


def _titles(server: Server) -> list[str]:
    rows = server.ask("/api/articles").json
    return [row["id"] for row in rows]


def test_a_build_goes_on_beside_it(tmp_path: Path) -> None:
    """The service opens while the store is being written, and sees what is added; the writer is never in its way."""
    first, second, third = extractions()
    with Store.open(tmp_path / "kg.store", create=True) as store:
        store.add(first)
        with serving(tmp_path / "kg.store", "--workers", "1") as server:
            assert _titles(server) == ["a1"]
            store.add(second)
            deadline = time.monotonic() + 60
            while _titles(server) == ["a1"] and time.monotonic() < deadline:
                time.sleep(0.2)
            assert _titles(server) == ["a1", "a2"]
            store.add(third)
            store.remove("a1")
            store.close()
            deadline = time.monotonic() + 60
            while _titles(server) != ["a2", "a3"] and time.monotonic() < deadline:
                time.sleep(0.2)
            assert _titles(server) == ["a2", "a3"]
            with Store.open(tmp_path / "kg.store") as again:
                again.add(first)


_WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from query_world import extractions
from kg.store import Store
with Store.open(sys.argv[1], create=True) as store:
    print("open", flush=True)
    for number in range(100_000):
        one = extractions()[number % 3]
        store.add(replace(one, article=replace(one.article, id=f"n{number:06}")))
        if number % 25 == 24:
            store._db.flush()
"""


@pytest.mark.slow
def test_copies_are_whole_while_the_store_is_written(tmp_path: Path, root: Path) -> None:
    """Each copy holds the first so many articles, without a gap and each with all its claims."""
    claims = [len(one.facts) for one in extractions()]
    command = [sys.executable, "-c", _WRITER, str(tmp_path / "s"), str(root / "tests")]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        last = 0
        for number in range(12):
            before = signature(tmp_path / "s")
            snapshot(tmp_path / "s", tmp_path / f"copy{number}")
            with Store.open(tmp_path / f"copy{number}", read_only=True) as copy:
                names = [article.id for article in copy.articles()]
                assert names == [f"n{i:06}" for i in range(len(names))]
                assert len(list(copy.facts())) == sum(claims[i % 3] for i in range(len(names)))
            assert len(names) >= last
            assert writer.poll() is None
            assert signature(tmp_path / "s") != before
            last = len(names)
        assert last > 0
    finally:
        writer.kill()
        writer.wait()
        if writer.stdout:
            writer.stdout.close()
