"""Evaluation: matching, counts, tables, comparison, PLOVER records, and agreement with the reference scorers."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main
from kg.errors import ExportError, InputError
from kg.evaluate import (
    Gold,
    GoldEntity,
    GoldFact,
    Share,
    compare,
    evaluate,
    evaluate_plover,
    load_report,
    read_extractions,
    read_golds,
    read_plover,
    save_report,
)
from kg.evaluate.names import folded
from kg.model import Article, DateRange, Entity, Evidence, Extraction, Fact, Span, Status
from kg.record import to_record

PERU = GoldEntity("per", "state", frozenset({"peru"}))
OMAN = GoldEntity("omn", "state", frozenset({"oman"}))
TASSARA = GoldEntity("tas", "person", frozenset({"elvira tassara", "tassara"}))


def gold(*facts: GoldFact, optional: Sequence[GoldFact] = (), further: tuple[GoldFact, ...] | None = None) -> Gold:
    return Gold("a", (PERU, OMAN, TASSARA), facts, tuple(optional), further)


def wanted(relation: str, subject: str, object_: str, day: str | None = None, status: str = "actual") -> GoldFact:
    return GoldFact(relation, tuple(subject.split("/")), tuple(object_.split("/")), "as the text says", day, status)


def found(
    subject: str,
    relation: str,
    object_: str,
    *,
    when: DateRange | None = None,
    status: Status = "actual",
    rule: str = "some.rule",
    confidence: float = 0.75,
    plover: str | None = None,
) -> Fact:
    evidence = Evidence(Span(0, 4), "Peru")
    return Fact(
        "f", subject, relation, object_, evidence, status, when, rule=rule, confidence=confidence, plover=plover
    )


def extraction(*facts: Fact, article: str = "a") -> Extraction:
    entities = (
        Entity("state/PER", "state", "Peru", ("Peru",), iso3="PER"),
        Entity("state/OMN", "state", "Oman", ("The Oman's",), iso3="OMN"),
        Entity("person/tassara", "person", "Elvira Tassara", ("Minister Tassara",), iso3="PER"),
    )
    return Extraction(Article(article, "Peru"), entities, (), facts)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("The President of Peru", "of peru"),
        ("Prime Minister Müller's", "muller"),
        ("H. E. the Ambassador", "h e the ambassador"),
        ("Foreign  Minister", "foreign minister"),
        ("President", "president"),
        ("U.N.", "u n"),
    ],
)
def test_names_are_folded(name: str, same: str) -> None:
    assert folded(name) == same


def test_a_fact_is_right_with_any_acceptable_end() -> None:
    report = evaluate(
        [gold(wanted("visits", "tas/per", "omn"))], [extraction(found("state/PER", "visits", "state/OMN"))]
    )
    assert (report.facts.right, report.facts.wrong, report.facts.missed) == (1, 0, 0)
    assert report.entities == Share(3, 3)


@pytest.mark.parametrize(("relation", "right"), [("meets", 1), ("visits", 0)])
def test_direction_counts_unless_symmetric(relation: str, right: int) -> None:
    report = evaluate([gold(wanted(relation, "per", "omn"))], [extraction(found("state/OMN", relation, "state/PER"))])
    assert report.facts.right == right
    assert report.facts.wrong == 1 - right


def test_repeated_and_optional_facts_count_neither_way() -> None:
    facts = [found("state/PER", "meets", "state/OMN")] * 2 + [found("state/PER", "aids", "state/OMN")]
    report = evaluate(
        [gold(wanted("meets", "per", "omn"), optional=[wanted("aids", "per", "omn")])], [extraction(*facts)]
    )
    assert [fact.verdict for fact in report.judged] == ["right", "repeated", "optional"]
    assert report.facts.precision == report.facts.recall == 1.0


def test_the_same_fact_twice_in_the_gold_needs_two_facts() -> None:
    twice = gold(wanted("meets", "per", "omn"), wanted("meets", "omn", "per"))
    assert evaluate([twice], [extraction(found("state/PER", "meets", "state/OMN"))]).facts.missed == 1
    assert evaluate([twice], [extraction(*[found("state/PER", "meets", "state/OMN")] * 2)]).facts.missed == 0


@pytest.mark.parametrize(
    ("wanted_day", "precision", "right"),
    [
        ("2024-03-12", "day", True),
        ("2024-03", "day", True),
        ("2024-03-12", "month", True),
        ("2024-03-12", "year", False),
        ("2024-04", "day", False),
        (None, "day", None),
    ],
)
def test_dates(wanted_day: str | None, precision: Any, right: bool | None) -> None:
    when = DateRange(date(2024, 3, 12), date(2024, 3, 12), precision)
    fact = found("state/PER", "visits", "state/OMN", when=when)
    report = evaluate([gold(wanted("visits", "per", "omn", wanted_day))], [extraction(fact)])
    assert report.expected[0].date_right is right


def test_a_date_left_out_is_wrong_and_so_is_another_status() -> None:
    fact = found("state/PER", "visits", "state/OMN")
    report = evaluate([gold(wanted("visits", "per", "omn", "2024", "planned"))], [extraction(fact)])
    assert report.dates == report.statuses == Share(0, 1)


def test_an_article_without_extraction_has_missed_all() -> None:
    report = evaluate([gold(wanted("visits", "per", "omn"))], [extraction(article="another")])
    assert report.absent == ("a",)
    assert report.facts.missed == 1
    assert report.entities == Share(0, 3)


def test_events_leave_out_offices_and_macro_f1_weighs_relations_alike() -> None:
    golds = [gold(wanted("holdsOffice", "tas", "per"), wanted("visits", "tas", "omn"))]
    report = evaluate(golds, [extraction(found("person/tassara", "holdsOffice", "state/PER"))])
    assert (report.events.right, report.events.missed) == (0, 1)
    assert report.macro_f1 == 0.5


def test_further_relations_are_judged_only_where_annotated() -> None:
    facts = extraction(found("state/PER", "coerces", "state/OMN"), found("state/OMN", "concedesTo", "state/PER"))
    without = evaluate([gold()], [facts])
    assert without.judged == without.further_judged == ()
    report = evaluate([gold(further=(wanted("coerces", "per", "omn"),))], [facts])
    assert {name: (row.right, row.wrong) for name, row in report.further.items()} == {
        "coerces": (1, 0),
        "concedesTo": (0, 1),
    }
    assert report.facts.wrong == 0


def test_rules_and_reliability() -> None:
    facts = (
        found("state/PER", "visits", "state/OMN", rule="visit.verb", confidence=0.95),
        found("state/OMN", "visits", "state/PER", rule="visit.noun", confidence=0.95),
        found("state/OMN", "aids", "state/PER", rule="aid.verb", confidence=0.3),
    )
    golds = [gold(wanted("visits", "per", "omn"), optional=[wanted("aids", "omn", "per")])]
    report = evaluate(golds, [extraction(*facts)])
    assert [(row.rule, row.precision, row.optional) for row in report.rules] == [
        ("aid.verb", 0.0, 1),
        ("visit.noun", 0.0, 0),
        ("visit.verb", 1.0, 0),
    ]
    (only,) = report.reliability
    assert (only.low, only.high, only.facts, only.stated, only.right) == (0.9, 1.0, 2, 0.95, 0.5)


def test_full_confidence_falls_into_the_last_bin() -> None:
    report = evaluate([gold()], [extraction(found("state/PER", "visits", "state/OMN", confidence=1.0))])
    assert [(row.low, row.facts) for row in report.reliability] == [(1.0, 1)]


def test_comparison_lists_gains_and_losses() -> None:
    golds = [gold(wanted("visits", "per", "omn"), wanted("aids", "per", "omn"))]
    before = evaluate(
        golds, [extraction(found("state/PER", "visits", "state/OMN"), found("state/OMN", "aids", "state/PER"))]
    )
    after = evaluate(
        golds, [extraction(found("state/PER", "aids", "state/OMN"), found("state/PER", "meets", "state/OMN"))]
    )
    changes = compare(before, after)
    assert [fact.relation for fact in changes.gained] == ["aids"]
    assert [fact.relation for fact in changes.lost] == ["visits"]
    assert [(fact.relation, fact.subject) for fact in changes.new_wrong] == [("meets", "Peru")]
    assert [(fact.relation, fact.subject) for fact in changes.gone_wrong] == [("aids", "Oman")]
    same = compare(after, after)
    assert same.gained == same.lost == ()
    assert same.new_wrong == same.gone_wrong == ()


def test_a_saved_report_comes_back_as_it_was(tmp_path: Path) -> None:
    report = evaluate(
        [gold(wanted("visits", "per", "omn", "2024"))], [extraction(found("state/PER", "visits", "state/OMN"))]
    )
    save_report(report, tmp_path / "run.json")
    assert load_report(tmp_path / "run.json") == report


def test_saving_where_there_is_no_folder_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        save_report(evaluate([gold()], []), tmp_path / "none" / "run.json")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": "kg-evaluation-1"}'])
def test_what_is_no_saved_report_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "run.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=r"run\.json: no saved evaluation"):
        load_report(tmp_path / "run.json")


GOOD = {
    "article": "a",
    "entities": [{"key": "per", "kind": "state", "names": ["Peru"]}],
    "facts": [{"relation": "aids", "subject": ["per"], "object": ["per"], "evidence": "Peru"}],
}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", r"a\.json: line 1: not valid JSON"),
        ("[]", r"a\.json: not of the form of a gold file"),
        ('{"article": "a", "entities": []}', r"a\.json: no key 'facts'"),
        (json.dumps(GOOD | {"entities": []}), r"a\.json: aids: no entity has the key 'per'"),
    ],
)
def test_broken_gold_files_are_named(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content, "utf-8")
    with pytest.raises(InputError, match=message):
        read_golds(tmp_path)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold files here"):
        read_golds(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_golds(tmp_path / "none")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", r"x\.jsonl:2: not valid JSON"),
        ('{"article": {}}', r"x\.jsonl:2: no key 'id'"),
        ("[1]", r"x\.jsonl:2: no record"),
    ],
)
def test_broken_extractions_are_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "x.jsonl").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(InputError, match=message):
        read_extractions(tmp_path / "x.jsonl")


def plover_line(type_: str, source: str, target: str) -> str:
    parties = [[{"code": code} for code in codes.split()] for codes in (source, target)]
    record = {"id": "a", "text": "Peru", "event": type_, "source": parties[0], "target": parties[1]}
    return json.dumps(record) + "\n"


@pytest.mark.parametrize(
    ("type_", "source", "target", "dyad"),
    [
        ("AID", "PER", "OMN", 1),
        ("AID", "OMN", "PER", 0),
        ("AID", "OMN PER", "", 1),
        ("AID", "IGO", "PER", 0),
        ("AID", "", "", 0),
        ("DEMAND", "PER", "OMN", 0),
    ],
)
def test_plover_records(tmp_path: Path, type_: str, source: str, target: str, dyad: int) -> None:
    (tmp_path / "p.jsonl").write_text(plover_line(type_, source, target), "utf-8")
    facts = (
        found("person/tassara", "aids", "state/OMN", plover="AID"),
        found("person/tassara", "holdsOffice", "state/PER"),
    )
    report = evaluate_plover(read_plover(tmp_path / "p.jsonl"), [extraction(*facts)])
    assert report.dyad_recall.right == dyad
    assert report.type_recall == report.type_precision == Share(int(type_ == "AID"), 1)
    assert len(report.missed) == int(type_ != "AID")


def test_plover_spellings_count_as_one_and_mutual_types_have_no_direction(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(plover_line("DISAPPROVE", "PER", "OMN"), "utf-8")
    accuses = extraction(found("state/PER", "criticizes", "state/OMN", plover="ACCUSE"))
    assert evaluate_plover(read_plover(tmp_path / "p.jsonl"), [accuses]).dyad_recall == Share(1, 1)
    (tmp_path / "p.jsonl").write_text(plover_line("CONSULT", "OMN", "PER"), "utf-8")
    meets = extraction(found("state/PER", "meets", "state/OMN", plover="CONSULT"))
    assert evaluate_plover(read_plover(tmp_path / "p.jsonl"), [meets]).dyad_recall == Share(1, 1)


def test_broken_plover_records_are_named(tmp_path: Path) -> None:
    path = tmp_path / "p.jsonl"
    for content, message in (("\n", "no PLOVER records"), ("{", r"p\.jsonl:1: not valid"), ("{}", "no key 'source'")):
        path.write_text(content, "utf-8")
        with pytest.raises(InputError, match=message):
            read_plover(path)


# The command.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold").mkdir()
    facts = [{"relation": "visits", "subject": ["tas", "per"], "object": ["omn"], "evidence": "flew to Oman"}]
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
        "articles": report.articles,
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
