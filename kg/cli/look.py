"""The lookups: show, relations, timeline, members, agreements, path, why, search, stats, articles."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.options import (
    DAY,
    chosen_form,
    form_options,
    lookups_in,
    opened,
    selection_from,
    selection_options,
    store_option,
)
from kg.cli.render import Column, Form, clean, counted, emit, emit_lines, emit_table, to_json

if TYPE_CHECKING:
    from kg.query.rows import EntityView, FactRow, Reason

__all__ = ["COMMANDS"]

_FACT_COLUMNS: tuple[Column, ...] = (
    ("date", lambda row: row.day),
    ("subject", lambda row: row.subject_label),
    ("relation", lambda row: row.relation),
    ("object", lambda row: row.object_label),
    ("status", lambda row: row.status),
    ("conf", lambda row: row.confidence),
    ("fact", lambda row: row.id),
    ("article", lambda row: row.article),
)
_RELATION_COLUMNS: tuple[Column, ...] = (
    ("subject", lambda row: row.subject_label),
    ("relation", lambda row: row.relation),
    ("object", lambda row: row.object_label),
    ("status", lambda row: row.status),
    ("facts", lambda row: row.facts),
    ("articles", lambda row: row.articles),
    ("first", lambda row: row.first),
    ("last", lambda row: row.last),
    ("conf", lambda row: row.confidence),
    ("fact", lambda row: row.fact),
)
_MEMBER_COLUMNS: tuple[Column, ...] = (
    ("member", lambda row: row.member_label),
    ("id", lambda row: row.member),
    ("body", lambda row: row.body_label),
    ("office", lambda row: row.office),
    ("status", lambda row: row.status),
    ("since", lambda row: row.since),
    ("until", lambda row: row.until),
    ("source", lambda row: row.source),
    ("fact", lambda row: row.fact),
)
_AGREEMENT_COLUMNS: tuple[Column, ...] = (
    ("date", lambda row: row.date or "undated"),
    ("type", lambda row: row.cls),
    ("agreement", lambda row: row.label),
    ("parties", lambda row: row.parties or row.known_parties),
    ("stage", lambda row: row.stage or (f"{row.known_stage} (known)" if row.known_stage else None)),
    ("signed", lambda row: row.signed or row.known_signed),
    ("signed by", lambda row: row.signed_by),
    ("issued by", lambda row: row.issued_by),
    ("joined by", lambda row: row.joined_by),
    ("left by", lambda row: row.left_by),
    ("status", lambda row: row.status),
    ("articles", lambda row: row.articles),
    ("id", lambda row: row.id),
)

_CLAIM_COLUMNS: tuple[Column, ...] = (
    ("date", lambda row: row.day),
    ("what", lambda row: row.detail),
    ("", lambda row: row.value_label),
    ("by", lambda row: row.by),
    ("status", lambda row: row.status),
    ("conf", lambda row: row.confidence),
    ("claim", lambda row: row.id),
    ("article", lambda row: row.article),
)
_STAGES = ("negotiated", "signed", "ratified", "in force", "suspended", "withdrawn", "expired")

_wide = click.option("--wide", is_flag=True, help="Count the persons and bodies of a state with the state.")
_pair = click.argument("names", metavar="ENTITY [ENTITY]", nargs=-1, required=True)


def _at_most_two(names: tuple[str, ...]) -> None:
    if len(names) > 2:
        raise click.UsageError("give one entity or two; put names of several words in quotes")


@click.command()
@click.argument("name", metavar="ENTITY")
@store_option
@form_options
def show(name: str, store_path: Path) -> None:
    """Show an entity: its names, offices, memberships, and to whom which facts tie it.

    An entity is named as a person would name it (Xi, PRC, "Security Council") or by its id (state/CHN).
    """
    from kg.query import show as look
    from kg.query.rows import TieRow

    with opened(store_path) as store:
        view = look(lookups_in(store), name)
    if chosen_form() is Form.JSON:
        click.echo(to_json(view))
    elif chosen_form() is Form.CSV:
        emit(view.ties, (), Form.CSV, TieRow)
    else:
        _print_view(view)


def _print_view(view: EntityView) -> None:
    from kg.query.rows import DocumentRow, MemberRow

    click.echo(clean(f"{view.label}  ({view.id})"))
    dates = f", {view.first} to {view.last}" if view.first else ""
    lines = {
        "kind": " ".join(part for part in (view.kind, view.cls) if part),
        "names": ", ".join(view.names),
        "iso3": view.iso3 if view.kind != "state" else None,
        "same as": ", ".join(view.same_as),
        "parties": ", ".join(view.parties),
        "stage": view.stage,
        "signed": view.signed,
        "facts": f"{view.facts} in {counted(view.articles, 'article')}{dates}",
    }
    emit_lines(lines)
    for title, rows in (("Offices", view.offices), ("Memberships", view.memberships)):
        if rows:
            click.echo(f"\n{title}")
            emit(rows, _MEMBER_COLUMNS, Form.TABLE, MemberRow)
    if view.claims:
        click.echo("\nParties and stages")
        emit(view.claims, _CLAIM_COLUMNS, Form.TABLE, DocumentRow)
    if view.ties:
        click.echo("\nFacts by relation")
        arrow = {"out": "->", "in": "<-"}
        emit_table(
            ("facts", "relation", "", "other", "id"),
            [(tie.facts, tie.relation, arrow[tie.direction], tie.other_label, tie.other) for tie in view.ties],
        )


@click.command()
@_pair
@_wide
@click.option("--on", type=DAY, help="Only facts of this day; undated ones count by their article's day.")
@selection_options
@store_option
@form_options
def relations(names: tuple[str, ...], wide: bool, on: date | None, store_path: Path, **selection: Any) -> None:
    """Sum up the facts of one entity, or between two: relation, how often, in how many articles, first and last day."""
    from kg.query.rows import RelationRow

    _at_most_two(names)
    if on and (selection["since"] or selection["until"]):
        raise click.UsageError("--on goes without --since and --until")
    if on:
        selection |= {"since": on, "until": on}
    with opened(store_path) as store:
        rows = lookups_in(store).relations(names, selection_from(selection), wide=wide)
    emit(rows, _RELATION_COLUMNS, chosen_form(), RelationRow)


@click.command()
@_pair
@_wide
@click.option("--plot", type=click.Path(path_type=Path, dir_okay=False), help="Draw them to this .png, .svg or .pdf.")
@selection_options
@store_option
@form_options
def timeline(names: tuple[str, ...], wide: bool, plot: Path | None, store_path: Path, **selection: Any) -> None:
    """List the facts of one entity, or between two, by date.

    A fact whose sentence gives no date is listed at the date of its article ("by 2023-03-22").
    """
    from kg.query.rows import FactRow

    _at_most_two(names)
    with opened(store_path) as store:
        lookups = lookups_in(store)
        if plot:
            from kg.plot import plot_timeline

            title = " and ".join(lookups.directory.label(lookups.directory.find(name).id) for name in names)
            plot_timeline(lookups.stored(names, selection_from(selection), wide=wide), plot, title)
            click.echo(f"wrote {plot}")
            return
        rows = lookups.timeline(names, selection_from(selection), wide=wide)
    emit(rows, _FACT_COLUMNS, chosen_form(), FactRow)


@click.command()
@click.argument("body", metavar="ORG")
@click.option("--on", type=DAY, help="Only members on this day.")
@store_option
@form_options
def members(body: str, on: date | None, store_path: Path) -> None:
    """List the members of an organisation, from the articles and from background knowledge."""
    from kg.query import members as look
    from kg.query.rows import MemberRow

    with opened(store_path) as store:
        rows = look(lookups_in(store), body, on)
    columns = [column for column in _MEMBER_COLUMNS if column[0] not in ("body", "office")]
    emit(rows, columns, chosen_form(), MemberRow)


@click.command()
@click.option("--party", metavar="ENTITY", help="Only what this entity signed, issued, joined, left or is a party to.")
@click.option("--stage", type=click.Choice(_STAGES), help="Only documents that have come so far, and no further.")
@_wide
@store_option
@form_options
def agreements(party: str | None, stage: str | None, wide: bool, store_path: Path) -> None:
    """List documents with type, parties, stage, and those who signed, issued, joined or left them.

    Parties and stage are those that articles tell, else those that the word lists know. kg show DOCUMENT lists the
    sentences behind them.
    """
    from kg.query import agreements as look
    from kg.query.rows import AgreementRow

    with opened(store_path) as store:
        rows = look(lookups_in(store), party, wide=wide, stage=stage)
    emit(rows, _AGREEMENT_COLUMNS, chosen_form(), AgreementRow)


@click.command()
@click.argument("start", metavar="ENTITY")
@click.argument("goal", metavar="ENTITY")
@click.option("--avoid", metavar="ENTITY", multiple=True, help="Do not go through this entity; repeatable.")
@selection_options
@store_option
@form_options
def path(start: str, goal: str, avoid: tuple[str, ...], store_path: Path, **selection: Any) -> None:
    """Find the shortest chain of facts between two entities.

    Only facts of status actual count, unless --status says otherwise.
    """
    from kg.query import path as look
    from kg.query.rows import FactRow

    selection["statuses"] = selection["statuses"] or ("actual",)
    with opened(store_path) as store:
        rows = look(lookups_in(store), start, goal, selection_from(selection), avoid=avoid)
    emit(rows, _FACT_COLUMNS, chosen_form(), FactRow)


@click.command()
@click.argument("fact", metavar="FACT")
@store_option
@form_options
def why(fact: str, store_path: Path) -> None:
    """Show the sentence that states a fact, its article, and the rule that read it. FACT is an id, or its beginning."""
    from kg.query.rows import FactRow

    with opened(store_path) as store:
        reason = lookups_in(store).why(fact)
    if chosen_form() is Form.TABLE:
        _print_reason(reason)
    elif chosen_form() is Form.JSON:
        click.echo(to_json(reason))
    else:
        emit([reason.fact], (), Form.CSV, FactRow)


def _print_reason(reason: Reason) -> None:
    fact = reason.fact
    ends = f"{fact.subject_label} {fact.relation} {fact.object_label}"
    click.echo(clean(f"{ends}  ({fact.subject} {fact.relation} {fact.object})"))
    click.echo(f"\n  {_marked(fact, reason.marks)}\n")
    published = fact.published.isoformat() if fact.published else None
    code = ", ".join(str(c) for c in (reason.plover, reason.cameo, reason.goldstein) if c is not None)
    basis = f" ({', '.join(p for p in (reason.date_text, reason.date_basis) if p)})" if fact.date else ""
    lines = {
        "article": f"{fact.article}  {fact.title}".rstrip(),
        "published": ", ".join(part for part in (published, reason.source) if part),
        "url": reason.url,
        "offsets": f"{reason.start} to {reason.end}",
        "date": f"{fact.day}{basis}",
        "status": fact.status,
        "said by": fact.attributed_to,
        "place": fact.place,
        "forum": fact.forum,
        "topic": fact.topic,
        "office": fact.office,
        "codes": code,
        "rule": reason.rule,
        "confidence": f"{fact.confidence:.2f}",
        "event": reason.event,
        "fact": fact.id,
    }
    emit_lines(lines)


def _marked(fact: FactRow, marks: tuple[tuple[int, int], ...]) -> str:
    """The sentence on one line with the names in bold on a terminal, in square brackets elsewhere."""
    terminal = sys.stdout.isatty()
    parts, at = [], 0
    for start, end in marks:
        if start >= at:
            name = clean(fact.quote[start:end])
            parts += [clean(fact.quote[at:start]), click.style(name, bold=True) if terminal else f"[{name}]"]
            at = end
    return " ".join("".join([*parts, clean(fact.quote[at:])]).split())


@click.command()
@click.argument("text")
@store_option
@form_options
def search(text: str, store_path: Path) -> None:
    """Search names, sentences and article titles for a text."""
    from kg.query.rows import HitRow

    with opened(store_path) as store:
        rows = lookups_in(store).search(text)
    columns: tuple[Column, ...] = (
        ("what", lambda row: row.what),
        ("id", lambda row: row.id),
        ("label", lambda row: row.label),
        ("text", lambda row: row.text),
    )
    emit(rows, columns, chosen_form(), HitRow)


@click.command()
@store_option
@form_options
def stats(store_path: Path) -> None:
    """Count articles, entities by kind, and facts by relation, status and year."""
    from kg.query.rows import StatRow

    with opened(store_path) as store:
        rows = lookups_in(store).stats()
    columns: tuple[Column, ...] = (
        ("what", lambda row: row.what),
        ("", lambda row: row.name),
        ("count", lambda row: row.count),
    )
    emit(rows, columns, chosen_form(), StatRow)


@click.command()
@store_option
@form_options
def articles(store_path: Path) -> None:
    """List the articles of the store by date."""
    from kg.query.rows import ArticleRow

    with opened(store_path) as store:
        rows = lookups_in(store).articles()
    columns: tuple[Column, ...] = (
        ("id", lambda row: row.id),
        ("published", lambda row: row.published),
        ("facts", lambda row: row.facts),
        ("title", lambda row: row.title),
        ("source", lambda row: row.source),
    )
    emit(rows, columns, chosen_form(), ArticleRow)


COMMANDS = (show, relations, timeline, members, agreements, path, why, search, stats, articles)
