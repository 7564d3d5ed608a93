"""Extractions held against annotated texts: evaluate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import RelationName, chosen_form, form_options
from kg.cli.render import Form, emit_table, plain, to_csv, to_json

if TYPE_CHECKING:
    from kg.evaluate import Comparison, Expected, Gold, Judged, PloverReport, Report, Share, Tally
    from kg.model import Article, Extraction

__all__ = ["COMMANDS"]

_ROW = ("name", "p", "r", "f1", "right", "wrong", "missed")
_PLOVER = ("type_recall", "dyad_recall", "type_precision")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("gold", metavar="GOLD", type=click.Path(path_type=Path))
@click.option("--plover", type=_FILE, metavar="FILE", help="Also hold the facts against PLOVER records (JSON Lines).")
@click.option("--model", metavar="NAME", help="Another English spaCy pipeline: a package or a folder.")
@click.option(
    "--extractions", multiple=True, type=_FILE, metavar="FILE", help="Judge this output of kg extract; repeatable."
)
@click.option("--save", type=_FILE, metavar="FILE", help="Keep the result in a file for --compare.")
@click.option("--compare", "before", type=_FILE, metavar="FILE", help="List gains and losses since a saved result.")
@click.option("--errors", type=click.IntRange(min=0), default=0, metavar="N", help="List up to N facts of each error.")
@click.option("--relation", type=RelationName(), help="Errors of this relation only.")
@click.option("--rule", metavar="NAME", help="Wrong facts of this rule only.")
@form_options
def evaluate(
    gold: Path,
    plover: Path | None,
    model: str | None,
    extractions: tuple[Path, ...],
    save: Path | None,
    before: Path | None,
    errors: int,
    relation: str | None,
    rule: str | None,
) -> None:
    """Measure the extraction on annotated texts.

    GOLD is a folder with articles.jsonl and one gold file ID.json for each article. The articles are read with the
    language model, unless --extractions gives what was extracted from them before. docs/evaluation.md explains the
    tables. As CSV, the table of relations is printed.
    """
    from kg.evaluate import compare, evaluate_plover, load_report, read_golds, read_plover, save_report
    from kg.evaluate import evaluate as judge

    golds = read_golds(gold)
    saved = load_report(before) if before else None
    records = read_plover(plover) if plover else ()
    articles = [*_articles(gold / "articles.jsonl", golds, bool(extractions)), *(r.article for r in records)]
    ready = _extractions(articles, extractions, model)
    report = judge(golds, ready)
    scores = evaluate_plover(records, ready) if records else None
    if save:
        save_report(report, save)
    _show(report, scores, compare(saved, report) if saved else None, _Errors(errors, relation, rule))


def _articles(path: Path, golds: Sequence[Gold], may_lack: bool) -> list[Article]:
    """The articles that have a gold file; there may be none where their extractions are ready."""
    from kg.errors import InputError
    from kg.sources import read_articles

    if not path.is_file():
        if may_lack:
            return []
        raise InputError(f"{path}: no such file; add the articles, or give ready ones with --extractions")
    wanted = {gold.article for gold in golds}
    return [article for article in read_articles([path]) if article.id in wanted]


def _extractions(articles: list[Article], files: Iterable[Path], model: str | None) -> list[Extraction]:
    from kg.api import reader
    from kg.evaluate import read_extractions

    if files:
        texts = {article.id: article.text for article in articles}
        return [extraction for path in files for extraction in read_extractions(path, texts)]
    return list(reader(model).pipe(articles))


class _Errors:
    """Which errors to list."""

    def __init__(self, most: int, relation: str | None, rule: str | None) -> None:
        self._most, self._relation, self._rule = most, relation, rule

    def missed(self, report: Report) -> tuple[Expected, ...]:
        """Missed facts; none where one rule's errors are asked for, since nothing tells which rule missed them."""
        every = (*report.missed, *(f for f in report.further_expected if not f.found))
        return tuple(f for f in every if self._relation in (None, f.relation) and not self._rule)[: self._most]

    def found(self, facts: Iterable[Expected]) -> tuple[Expected, ...]:
        """Facts found, but with a wrong date or status."""
        return tuple(f for f in facts if self._relation in (None, f.relation) and not self._rule)[: self._most]

    def wrong(self, report: Report) -> tuple[Judged, ...]:
        """Wrong facts."""
        every = (*report.wrong, *(f for f in report.further_judged if f.verdict == "wrong"))
        chosen = (f for f in every if self._relation in (None, f.relation) and self._rule in (None, f.rule))
        return tuple(chosen)[: self._most]


def _show(report: Report, plover: PloverReport | None, changes: Comparison | None, errors: _Errors) -> None:
    form = chosen_form()
    if form is Form.JSON:
        click.echo(_as_json(report, plover, changes, errors))
    elif form is Form.CSV:
        click.echo(
            to_csv(("relation", *_ROW[1:]), (_row(n, t) for n, t in (report.relations | report.further).items()))
        )
    else:
        _print_scores(report)
        _print_tables(report)
        if plover:
            _print_plover(plover)
        if changes:
            _print_changes(changes)
        _print_facts("missed", errors.missed(report))
        _print_facts("wrong", errors.wrong(report))
        _print_facts("wrong date", errors.found(report.misdated), lambda f: f"{f.date_said or 'none'} for {f.date}")
        _print_facts("wrong status", errors.found(report.misjudged), lambda f: f"{f.status_said} for {f.status}")


def _row(name: str, tally: Tally) -> tuple[object, ...]:
    return name, tally.precision, tally.recall, tally.f1, tally.right, tally.wrong, tally.missed


def _print_scores(report: Report) -> None:
    absent = f", {len(report.absent)} without extraction" if report.absent else ""
    click.echo(f"{len(report.articles)} articles{absent}\n")
    emit_table(("", *_ROW[1:]), [_row("all facts", report.facts), _row("events only", report.events)])
    click.echo(f"\nmacro F1         {report.macro_f1:.3f}")
    for name, share in (("entity recall", report.entities), ("dates", report.dates), ("statuses", report.statuses)):
        click.echo(f"{name:16} {_of(share)}")


def _of(share: Share) -> str:
    return f"{share.value:.3f}  ({share.right} of {share.total})"


def _print_tables(report: Report) -> None:
    click.echo()
    emit_table(("relation", *_ROW[1:]), [_row(*item) for item in report.relations.items()])
    if report.further:
        click.echo()
        emit_table(("further relation", *_ROW[1:]), [_row(*item) for item in report.further.items()])
    click.echo()
    rules = [(r.rule, r.right, r.wrong, r.optional, r.precision) for r in report.rules]
    emit_table(("rule", "right", "wrong", "optional", "precision"), rules)
    click.echo()
    bins = [(f"{b.low:.1f}-{b.high:.1f}", b.facts, b.stated, b.right) for b in report.reliability]
    emit_table(("confidence", "facts", "stated", "right"), bins)


def _print_plover(report: PloverReport) -> None:
    click.echo("\nPLOVER")
    for name in _PLOVER:
        click.echo(f"{name.replace('_', ' '):16} {_of(getattr(report, name))}")
    click.echo()
    rows = [(t.type, t.records, t.typed, t.dyads, t.dyads_found) for t in report.by_type]
    emit_table(("type", "records", "type found", "dyads", "dyads found"), rows)


def _print_changes(changes: Comparison) -> None:
    kinds: tuple[tuple[str, Sequence[Expected | Judged]], ...] = (
        ("newly found", changes.gained),
        ("lost", changes.lost),
        ("newly wrong", changes.new_wrong),
        ("wrong no more", changes.gone_wrong),
    )
    click.echo("\nsince the saved result: " + ", ".join(f"{len(rows)} {name}" for name, rows in kinds))
    for name, rows in kinds:
        _print_facts(name, rows)


def _print_facts(
    title: str, facts: Sequence[Expected | Judged], note: Callable[[Expected], str] = lambda fact: ""
) -> None:
    from kg.evaluate import Judged

    if facts:
        click.echo(f"\n{title}:")
    for fact in facts:
        added, quote = (fact.rule, fact.quote) if isinstance(fact, Judged) else (note(fact), fact.evidence)
        bracket = f" [{added}]" if added else ""
        ends = f"{fact.article}: {fact.subject} | {fact.relation} | {fact.object}"
        click.echo(f"  {ends}{bracket}: {' '.join(quote.split())}")


def _as_json(report: Report, plover: PloverReport | None, changes: Comparison | None, errors: _Errors) -> str:
    shares = {"entity_recall": report.entities, "date_accuracy": report.dates, "status_accuracy": report.statuses}
    found: dict[str, Any] = {
        "articles": len(report.articles),
        "absent": report.absent,
        "facts": _scores(report.facts),
        "events_only": _scores(report.events),
        "macro_f1": round(report.macro_f1, 4),
        **{name: round(share.value, 4) for name, share in shares.items()},
        "relations": {name: _scores(tally) for name, tally in report.relations.items()},
        "further": {name: _scores(tally) for name, tally in report.further.items()},
        "rules": [plain(row) | {"precision": round(row.precision, 4)} for row in report.rules],
        "reliability": plain(report.reliability),
        "missed": plain(errors.missed(report)),
        "wrong": plain(errors.wrong(report)),
        "misdated": plain(errors.found(report.misdated)),
        "misjudged": plain(errors.found(report.misjudged)),
    }
    if plover:
        found["plover"] = {name: round(getattr(plover, name).value, 4) for name in _PLOVER}
        found["plover"]["by_type"] = plain(plover.by_type)
    if changes:
        found["changes"] = plain(changes)
    return to_json(found)


def _scores(tally: Tally) -> dict[str, float]:
    shares = {"p": tally.precision, "r": tally.recall, "f1": tally.f1}
    return {**{name: round(share, 4) for name, share in shares.items()}, **plain(tally)}


COMMANDS = (evaluate,)
