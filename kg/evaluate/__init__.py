"""Extractions held against annotated texts: what was found, missed and wrong, by relation, by rule and by confidence.

    golds = read_golds(Path("tests/annotated"))
    report = evaluate(golds, reader.pipe(articles))
    report.facts.precision, report.facts.recall

How facts are matched, and how to read the numbers: docs/evaluation.md.
"""

from __future__ import annotations

from kg.evaluate.compare import Comparison, compare
from kg.evaluate.gold import Gold, GoldEntity, GoldFact, read_golds
from kg.evaluate.judge import evaluate
from kg.evaluate.plover import PloverRecord, PloverReport, TypeTally, evaluate_plover, read_plover
from kg.evaluate.ready import read_extractions
from kg.evaluate.report import Bin, Expected, Judged, Report, RuleTally, Share, Tally
from kg.evaluate.saved import load_report, save_report

__all__ = [
    "Bin",
    "Comparison",
    "Expected",
    "Gold",
    "GoldEntity",
    "GoldFact",
    "Judged",
    "PloverRecord",
    "PloverReport",
    "Report",
    "RuleTally",
    "Share",
    "Tally",
    "TypeTally",
    "compare",
    "evaluate",
    "evaluate_plover",
    "load_report",
    "read_extractions",
    "read_golds",
    "read_plover",
    "save_report",
]
