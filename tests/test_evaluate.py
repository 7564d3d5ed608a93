"""Evaluation: matching, counts, tables, comparison, PLOVER records."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from evaluation_facts import extraction, found, gold, plover_line, wanted

from kg.errors import ExportError, InputError
from kg.evaluate import (
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
from kg.model import DateRange


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


def test_wrong_facts_of_articles_that_were_added_are_no_news() -> None:
    after = evaluate([gold()], [extraction(found("state/PER", "visits", "state/OMN"))])
    assert compare(evaluate([], []), after).new_wrong == ()
    assert compare(after, evaluate([], [])).gone_wrong == ()


def test_a_saved_report_comes_back_as_it_was(tmp_path: Path) -> None:
    report = evaluate(
        [gold(wanted("visits", "per", "omn", "2024"))], [extraction(found("state/PER", "visits", "state/OMN"))]
    )
    save_report(report, tmp_path / "run.json")
    assert load_report(tmp_path / "run.json") == report


def test_saving_where_there_is_no_folder_is_an_export_error(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="cannot be written"):
        save_report(evaluate([gold()], []), tmp_path / "none" / "run.json")


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"form": "kg-evaluation-2"}'])
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
