"""Claims in time: contradictions, plans and what became of them, offices and relations of a day, pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from cli_runner import run
from identity_world import article, entity, fact
from query_world import fill

from kg.identity import reconcile
from kg.store import Store

RUS, CHN, UKR = (entity(f"state/{c}", n, iso3=c) for c, n in (("RUS", "Russia"), ("CHN", "China"), ("UKR", "Ukraine")))
PUTIN = entity("person/vladimir-putin", "Vladimir Putin", iso3="RUS")
ALL = [RUS, CHN, UKR, PUTIN]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("claims") / "store"
    armed = ("state/CHN", "aids", "state/RUS")
    visit = (PUTIN.id, "visits", "state/CHN")
    articles = [
        article("a", "2023-02-20", ALL, [fact(*armed, event_id="a0", attributed_to="state/UKR")]),
        article("b", "2023-02-25", ALL, [fact(*armed, event_id="b0", status="denied", attributed_to="state/CHN")]),
        article("c", "2023-09-25", ALL, [fact(*armed, event_id="c0", status="denied", attributed_to="state/CHN")]),
        article("d", "2023-03-01", ALL, [fact(*visit, "2023-05-10", event_id="d0", status="planned")]),
        article("e", "2023-05-12", ALL, [fact("state/RUS", "visits", "state/CHN", "2023-05-10", event_id="e0")]),
        article("f", "2023-06-01", ALL, [fact(*visit, "2023-07", event_id="f0", status="planned")]),
        article("g", "2023-06-02", ALL, [fact("state/UKR", "meets", "state/CHN", "2023-12-01", status="planned")]),
        article("h", "2021-06-02", [*ALL], [fact(PUTIN.id, "holdsOffice", "state/UKR", office="Observer")]),
    ]
    with Store.open(folder, create=True) as store:
        for one in articles:
            store.add(one)
        reconcile(store)
    return folder


def rows(*arguments: object) -> list[dict[str, Any]]:
    outcome = run(*arguments, "--json")
    assert outcome.code == 0, outcome.err
    return list(json.loads(outcome.out))


def test_what_one_says_and_another_denies(path: Path) -> None:
    (found,) = rows("disputes", "--store", path)
    assert (found["kind"], found["subject"], found["relation"]) == ("said and denied", "state/CHN", "aids")
    assert (found["said"], found["denied"]) == (["a-0"], ["b-0"])
    assert (found["said_by"], found["denied_by"], found["articles"]) == (["Ukraine"], ["China"], 2)
    assert "b-0" in run("disputes", "China", "Russia", "--store", path).out
    assert run("disputes", "Ukraine", "Russia", "--store", path).out == "nothing found\n"


def test_plans_and_what_became_of_them(path: Path) -> None:
    found = {row["said"][0]: row["kind"] for row in rows("disputes", "--plans", "--store", path)}
    assert found == {
        "a-0": "said and denied",
        "d-0": "planned and reported",
        "f-0": "planned only",
        "g-0": "planned only",
    }


def test_pending(path: Path) -> None:
    (found,) = rows("pending", "--store", path)
    assert (found["facts"], found["subjects"], found["object"]) == (["f-0"], [PUTIN.id], "state/CHN")
    assert rows("pending", "--on", "2023-07-15", "--store", path) == []
    assert [row["facts"] for row in rows("pending", "--on", "2024-01-01", "--store", path)] == [["f-0"], ["g-0"]]
    assert [row["facts"] for row in rows("pending", "Ukraine", "--on", "2024-01-01", "--store", path)] == [["g-0"]]


def test_offices_on_a_day(path: Path) -> None:
    assert [row["office"] for row in rows("offices", "Putin", "--on", "2021-12-01", "--store", path)] == ["Observer"]
    assert rows("offices", "Putin", "--on", "2021-06-01", "--store", path) == []
    assert rows("offices", "Ukraine", "--on", "2023-06-01", "--store", path) == []


def test_offices_from_the_background(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "s")) as store:
        store.add_background()
    found = rows("offices", "Russia", "--on", "2010-06-01", "--store", tmp_path / "s")
    assert [row["member"] for row in found if row["office"] == "President"] == []
    found = rows("offices", "Putin", "--on", "2010-06-01", "--store", tmp_path / "s")
    assert [row["office"] for row in found] == ["Prime Minister"]


def test_relations_on_a_day(path: Path) -> None:
    found = rows("relations", "Russia", "China", "--wide", "--on", "2023-05-10", "--store", path)
    assert {(row["relation"], row["status"]) for row in found} == {("visits", "planned"), ("visits", "actual")}
    both = run("relations", "Russia", "--on", "2023-05-10", "--since", "2023", "--store", path)
    assert (both.code, "--on goes without" in both.err) == (2, True)


def test_balance(tmp_path: Path) -> None:
    store = fill(tmp_path / "s")
    found = rows("balance", "China", "Russia", "--store", store)
    assert [row["period"] for row in found] == ["2023"]
    assert found[0]["events"] == sum(count for _, count in found[0]["by_type"])
    by_month = rows("balance", "China", "Russia", "--by", "month", "--store", store)
    assert sum(row["events"] for row in by_month) == found[0]["events"]
    assert run("balance", "China", "Atlantis", "--store", store).code == 1


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_pictures(tmp_path: Path, ending: str) -> None:
    store = fill(tmp_path / "s")
    for command in (("balance", "China", "Russia"), ("timeline", "China", "Russia", "--wide")):
        pictures = [tmp_path / f"{command[0]}{n}.{ending}" for n in (1, 2)]
        for picture in pictures:
            assert run(*command, "--plot", picture, "--store", store).out == f"wrote {picture}\n"
        assert pictures[0].read_bytes() == pictures[1].read_bytes()
        if ending == "svg":
            assert "China" in pictures[0].read_text("utf-8") or "<path" in pictures[0].read_text("utf-8")
    assert "no picture format" in run("balance", "China", "Russia", "--plot", tmp_path / "x.doc", "--store", store).err


@pytest.mark.parametrize("by", ["degree", "betweenness", "events"])
def test_ranking(tmp_path: Path, by: str) -> None:
    store = fill(tmp_path / "s")
    found = rows("ranking", "--by", by, "--store", store)
    assert {row["kind"] for row in found} == {"state"}
    assert [row["rank"] for row in found] == list(range(1, len(found) + 1))
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
    assert {row["kind"] for row in rows("ranking", "--kind", "person", "--store", store)} == {"person"}
    assert len({row["kind"] for row in rows("ranking", "--all", "--limit", "100", "--store", store)}) > 2


def test_ranking_of_states_counts_their_leaders(tmp_path: Path) -> None:
    found = {row["id"]: row for row in rows("ranking", "--store", fill(tmp_path / "s"))}
    assert found["state/RUS"]["degree"] >= 3
