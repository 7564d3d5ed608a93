"""The command kg evaluate, and its agreement with the reference scorers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from evaluation_facts import extraction, found, plover_line

from kg.cli import main
from kg.evaluate import evaluate, evaluate_plover, read_extractions, read_golds, read_plover
from kg.record import to_record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    facts = [{"relation": "visits", "subject": ["tas", "per"], "object": ["omn"], "evidence": "flew to Oman"}]
    facts[0] |= {"date": "2024", "status": "planned"}
    facts.append({"relation": "aids", "subject": ["per"], "object": ["omn"], "evidence": "gave Oman corn"})
    names = {"per": "Peru", "omn": "Oman", "tas": "Elvira Tassara"}
    entities = [{"key": key, "kind": "state", "names": [name]} for key, name in names.items()]
    raw = {"article": "a", "entities": entities, "facts": facts}
    (tmp_path / "gold" / "a.json").write_text(json.dumps(raw), "utf-8")
    facts_found = (
        found("state/PER", "visits", "state/OMN"),
        found("state/PER", "attacks", "state/OMN", rule="attack.verb"),
    )
    record = json.dumps(to_record(extraction(*facts_found)))
    (tmp_path / "x.jsonl").write_text(record + "\n", "utf-8")
    (tmp_path / "p.jsonl").write_text(plover_line("AID", "PER", "OMN"), "utf-8")
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as stop:
        main(["evaluate", *map(str, arguments)])
    captured = capsys.readouterr()
    return int(stop.value.code or 0), captured.out, captured.err


def test_the_command_prints_all_tables(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--extractions", folder / "x.jsonl", "--plover", folder / "p.jsonl", "--errors", 5)
    code, out, _ = run(capsys, folder / "gold", *options, "--save", folder / "run.json")
    assert code == 0
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "all facts 0.50 0.50 0.50 1 1 1" in lines
    assert "visits 1.00 1.00 1.00 1 0 0" in lines
    assert "attack.verb 0 1 0 0.00" in lines
    assert "0.7-0.8 2 0.75 0.50" in lines
    assert "type recall 0.000 (0 of 1)" in lines
    assert "a: per | aids | omn: gave Oman corn" in lines
    assert "a: Peru | attacks | Oman [attack.verb]: Peru" in lines
    assert "a: tas | visits | omn [none for 2024]: flew to Oman" in lines
    assert "a: tas | visits | omn [actual for planned]: flew to Oman" in lines


def test_the_command_compares_and_filters_errors(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = (folder / "gold", "--extractions", folder / "x.jsonl")
    run(capsys, *common, "--save", folder / "run.json")
    (folder / "x.jsonl").write_text("", "utf-8")
    _, out, _ = run(capsys, *common, "--compare", folder / "run.json", "--errors", 9, "--relation", "visits")
    assert "1 articles, 1 without extraction" in out
    assert "0 newly found, 1 lost, 0 newly wrong, 1 wrong no more" in out
    listed = out[out.index("\nmissed:") :]
    assert "tas | visits | omn" in listed
    assert "aids" not in listed


def test_the_command_filters_by_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = (folder / "gold", "--extractions", folder / "x.jsonl", "--errors", 9, "--json", "--rule")
    assert json.loads(run(capsys, *common, "attack.verb")[1])["wrong"][0]["relation"] == "attacks"
    other = json.loads(run(capsys, *common, "visit.verb")[1])
    assert other["wrong"] == other["missed"] == []


def test_the_command_prints_json_and_csv(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    common = (folder / "gold", "--extractions", folder / "x.jsonl")
    _, out, _ = run(capsys, *common, "--json", "--plover", folder / "p.jsonl")
    found_ = json.loads(out)
    assert found_["facts"] == {"p": 0.5, "r": 0.5, "f1": 0.5, "right": 1, "wrong": 1, "missed": 1}
    assert found_["plover"]["by_type"][0]["type"] == "AID"
    _, out, _ = run(capsys, *common, "--csv")
    assert out.splitlines()[0] == "relation,p,r,f1,right,wrong,missed"
    assert "visits,1.0,1.0,1.0,1,0,0" in out.splitlines()


def test_the_command_names_what_is_missing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, folder / "gold")
    assert (code, out) == (1, "")
    assert "articles.jsonl: no such file; add the articles, or give ready ones with --extractions" in err
    code, _, err = run(capsys, folder, "--extractions", folder / "x.jsonl")
    assert code == 1
    assert "run.json" not in err
    assert "no gold files here" in err


# Agreement with the reference scorers.


def perturbed(path: Path) -> dict[str, Any]:
    """An extraction made from a gold file: facts dropped, turned round, doubled, and given wrong ends and dates."""
    raw = json.loads(path.read_text("utf-8"))
    entities = [
        {"id": e["key"], "kind": e["kind"], "label": e["names"][0], "names": e["names"][:2]} for e in raw["entities"]
    ]
    for number, entity in enumerate(entities):
        if number % 7 == 6:
            entity |= {"label": "somebody else", "names": []}
    facts = []
    for number, fact in enumerate([*raw["facts"], *raw.get("optional", ())]):
        ends = fact["subject"][-1], fact["object"][0]
        if number % 5 == 1:
            ends = ends[1], ends[0]
        relation = "visits" if number % 6 == 2 else "coerces" if number % 11 == 3 else fact["relation"]
        day = (fact.get("date") or "2020-01-01")[: 7 if number % 4 else 10].ljust(10, "x").replace("xxxxxx", "-01-01")
        day = day.replace("xxx", "-01")
        said = {"date": day, "date_first": day, "date_last": day, "date_precision": "month" if number % 3 else "year"}
        said["date"] = day[:7] if number % 3 else day[:4]
        row = {"id": str(number), "subject": ends[0], "relation": relation, "object": ends[1], "status": fact["status"]}
        row |= {"evidence": {"start": 0, "end": 0, "quote": ""}, "confidence": 0.5, "rule": "r", **said}
        facts += [row] * (number % 8 != 5) + [row] * (number % 9 == 4)
    return {"article": {"id": raw["article"]}, "entities": entities, "facts": facts}


@pytest.mark.parametrize("name", ["train", "annotated"])
def test_same_scores_as_the_reference_scorer(name: str, shared: Path, root: Path, tmp_path: Path) -> None:
    folder = shared / "gold" / "train" if name == "train" else root / "tests" / "annotated"
    golds = [path for number, path in enumerate(sorted(folder.glob("*.json"))) if number % 10]
    lines = "".join(json.dumps(perturbed(path)) + "\n" for path in golds)
    (tmp_path / "x.jsonl").write_text(lines, "utf-8")
    theirs = reference(shared / "gold" / "score.py", folder, tmp_path / "x.jsonl")
    report = evaluate(read_golds(folder), read_extractions(tmp_path / "x.jsonl"))

    def row(tally: Any) -> dict[str, float]:
        shares = {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
        counts = {"tp": tally.right, "fp": tally.wrong, "fn": tally.missed}
        return {key: round(value, 4) for key, value in shares.items()} | counts

    ours = {
        "articles": len(report.articles),
        "absent": len(report.absent),
        "facts": row(report.facts),
        "events_only": row(report.events),
        "macro_f1": round(report.macro_f1, 4),
        "entity_recall": round(report.entities.value, 4),
        "date_accuracy": round(report.dates.value, 4),
        "status_accuracy": round(report.statuses.value, 4),
        "relations": {key: row(tally) for key, tally in report.relations.items()},
    }
    assert ours == theirs
    assert 0.1 < report.facts.f1 < 0.9
    assert 0 < report.dates.value < 1


def test_same_plover_scores_as_the_reference_scorer(shared: Path, tmp_path: Path) -> None:
    records = shared / "gold" / "plover" / "dev.jsonl"
    lines = (json.loads(line) for line in records.read_text("utf-8").splitlines())
    made = "".join(json.dumps(coded(raw, number)) + "\n" for number, raw in enumerate(lines) if number % 9)
    (tmp_path / "x.jsonl").write_text(made, "utf-8")
    theirs = reference(shared / "gold" / "score_plover.py", records, tmp_path / "x.jsonl")
    report = evaluate_plover(read_plover(records), read_extractions(tmp_path / "x.jsonl"))
    assert round(report.type_recall.value, 4) == theirs["type_recall"]
    assert round(report.dyad_recall.value, 4) == theirs["dyad_recall"]
    assert report.dyad_recall.total == theirs["dyad_records"]
    assert round(report.type_precision.value, 4) == theirs["type_precision"]
    assert report.type_precision.total == theirs["event_facts"]
    assert {t.type: (t.records, t.typed, t.dyads, t.dyads_found) for t in report.by_type} == {
        name: tuple(row.get(key, 0) for key in ("records", "typed", "dyads", "dyads_hit"))
        for name, row in theirs["by_type"].items()
    }
    assert 0 < report.dyad_recall.value < report.type_recall.value < 1


def coded(raw: dict[str, Any], number: int) -> dict[str, Any]:
    """An extraction made from a PLOVER record: every state with every other, some the wrong way or of another type."""
    codes = [party["code"] for party in (*raw["source"], *raw["target"]) if party.get("code")]
    entities = [
        {"id": code, "kind": "state", "label": code, "names": [], "iso3": code} for code in dict.fromkeys(codes)
    ]
    type_ = "CONSULT" if number % 4 == 1 else raw["event"]
    pair = (codes[0], codes[-1]) if number % 3 else (codes[-1], codes[0])
    fact = {"id": "f", "subject": pair[0], "relation": "meets", "object": pair[1], "plover": type_}
    fact["evidence"] = {"start": 0, "end": 0, "quote": ""}
    return {"article": {"id": raw["id"]}, "entities": entities, "facts": [fact, fact | {"plover": None}]}


def reference(scorer: Path, *arguments: Path) -> dict[str, Any]:
    command = [sys.executable, str(scorer), *map(str, arguments), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    scores: dict[str, Any] = json.loads(done.stdout)
    return scores
