"""Options that several commands share."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from kg.cli.render import Form
from kg.model import Selection, Status

if TYPE_CHECKING:
    from kg.query import Lookups
    from kg.store import Store

__all__ = [
    "DAY",
    "FIRST_DAY",
    "LAST_DAY",
    "chosen_form",
    "form_options",
    "lookups_in",
    "opened",
    "selection_from",
    "selection_options",
    "store_option",
]

_Command = TypeVar("_Command", bound=Callable[..., Any])
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
DEFAULT_STORE = "kg.store"


class Day(click.ParamType[date]):
    """A day, or the first or last day of a month or year."""

    name = "date"

    def __init__(self, bound: str = "") -> None:
        self.bound = bound

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day that `value` names."""
        if isinstance(value, date):
            return value
        match = _DATE.fullmatch(str(value))
        if match and (match.group(3) or self.bound):
            year, month, day = (int(part) if part else None for part in match.groups())
            try:
                return self._day(year or 0, month, day)
            except (ValueError, calendar.IllegalMonthError):
                pass
        shape = "YYYY-MM-DD, YYYY-MM or YYYY" if self.bound else "YYYY-MM-DD"
        raise click.BadParameter(f"{value!r} is no date of the form {shape}", ctx, param)

    def _day(self, year: int, month: int | None, day: int | None) -> date:
        last = self.bound == "last"
        month = month or (12 if last else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))


class RelationName(click.ParamType[str]):
    """The name of a relation of the table."""

    name = "relation"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The relation's name as the table spells it; its label and any case are understood."""
        from kg.lexicon import relations

        wanted = str(value).casefold()
        for relation in relations().values():
            if wanted in (relation.name.casefold(), relation.label.casefold()):
                return relation.name
        raise click.BadParameter(f"{value!r} is no relation; known are {', '.join(sorted(relations()))}", ctx, param)


DAY, FIRST_DAY, LAST_DAY = Day(), Day("first"), Day("last")

store_option = click.option(
    "--store",
    "store_path",
    envvar="KG_STORE",
    default=DEFAULT_STORE,
    show_default=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Folder of the store (or set KG_STORE).",
)


def form_options(command: _Command) -> _Command:
    """Add --json and --csv; the command receives `form`."""

    def choose(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value:
            if ctx.meta.get("kg.form", param.name) != param.name:
                raise click.UsageError("--json and --csv exclude each other")
            ctx.meta["kg.form"] = param.name

    for form, text in ((Form.CSV, "Print CSV."), (Form.JSON, "Print JSON.")):
        command = click.option(f"--{form.value}", is_flag=True, expose_value=False, callback=choose, help=text)(command)
    return command


def chosen_form() -> Form:
    """The form that the options of the running command ask for."""
    return Form(click.get_current_context().meta.get("kg.form", "table"))


def selection_options(command: _Command) -> _Command:
    """Add --relation, --since, --until, --status and --min-confidence."""
    statuses = click.Choice(get_args(Status))
    for option in (
        click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Least confidence, 0 to 1."),
        click.option("--status", "statuses", multiple=True, type=statuses, help="Status of the fact; repeatable."),
        click.option("--until", type=LAST_DAY, help="Not after this day, month or year."),
        click.option("--since", type=FIRST_DAY, help="Not before this day, month or year."),
        click.option("--relation", "relations", multiple=True, type=RelationName(), help="Relation; repeatable."),
    ):
        command = option(command)
    return command


def selection_from(options: dict[str, Any]) -> Selection:
    """The Selection of the values that `selection_options` gave."""
    if options["since"] and options["until"] and options["since"] > options["until"]:
        raise click.UsageError("--since is later than --until")
    return Selection(**options)


def opened(path: Path, *, writable: bool = False, existing: bool = False) -> Store:
    """The store at `path`, to be used as a context manager: to read, to write (it is made if absent), or to change an
    `existing` one. Raises StoreError if there is none."""
    from kg.store import Store

    return Store.open(path, create=writable, read_only=not (writable or existing))


def lookups_in(store: Store) -> Lookups:
    """Lookups on an open store."""
    from kg.query import Lookups

    return Lookups(store)
