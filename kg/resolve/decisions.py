"""What people decided about identities: a journal of JSON lines, to which lines are only ever added.

Each line is an object with `do` and what it concerns:

    {"do": "merge", "one": "person/kuleba", "other": "person/dmytro-kuleba"}    one entity, with the id `one`
    {"do": "split", "one": "person/kuleba"}                                     what was joined is parted again
    {"do": "split", "one": "person/lee", "articles": ["a7"], "into": "person/lee-2"}    another one in this article
    {"do": "rename", "one": "person/kuleba", "name": "Dmytro Kuleba"}           the label that everything shows
    {"do": "alias", "one": "person/kuleba", "name": "D. Kuleba"}                one more name
    {"do": "undo", "number": 3}                                                 the third line counts no more
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, cast, get_args

from kg.errors import InputError, LookupFailed

__all__ = ["Action", "Decision", "Journal", "active"]

Action = Literal["merge", "split", "rename", "alias", "undo"]
_NEEDED: dict[Action, tuple[str, ...]] = {
    "merge": ("one", "other"),
    "split": ("one",),
    "rename": ("one", "name"),
    "alias": ("one", "name"),
    "undo": ("number",),
}
_FILE = "decisions.jsonl"


@dataclass(frozen=True, slots=True)
class Decision:
    """One line. `number` is, of an undo, the line that it takes back, counted from 1."""

    do: Action
    one: str = ""
    other: str = ""
    name: str = ""
    articles: tuple[str, ...] = ()
    into: str = ""
    number: int = 0

    def line(self) -> str:
        """The line of the journal, without what is empty."""
        values: dict[str, Any] = {
            "do": self.do,
            "one": self.one,
            "other": self.other,
            "name": self.name,
            "articles": list(self.articles),
        }
        values |= {"into": self.into, "number": self.number}
        return json.dumps({key: value for key, value in values.items() if value}, ensure_ascii=False)

    def text(self) -> str:
        """The decision for people."""
        where = f" in {', '.join(self.articles)}" if self.articles else ""
        into = f" as {self.into}" if self.into else ""
        number = f" {self.number}" if self.number else ""
        return f"{self.do}{number} {' '.join(filter(None, (self.one, self.other, self.name)))}{where}{into}".strip()


def _decision(line: str, place: str) -> Decision:
    try:
        raw = json.loads(line)
        do = cast("Action", raw["do"])
        if do not in get_args(Action):
            raise ValueError
        given: dict[str, Any] = {key: raw[key] for key in _NEEDED[do]}
        given |= {"articles": tuple(raw.get("articles", ())), "into": raw.get("into", "")}
        texts = (*(v for k, v in given.items() if k not in ("number", "articles")), *given["articles"])
        if not all(isinstance(value, str) for value in texts) or not isinstance(given.get("number", 0), int):
            raise TypeError
        return Decision(do, **given)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{place}: not a decision about entities; see docs/identity.md") from error


class Journal:
    """The decisions of a store, in `decisions.jsonl` in its folder."""

    def __init__(self, folder: Path | str) -> None:
        """Read the journal; none is an empty one. Raises InputError naming the line that is no decision."""
        self.path = Path(folder) / _FILE
        self.lines: tuple[Decision, ...] = self.read(self.path) if self.path.exists() else ()

    @staticmethod
    def read(path: Path | str) -> tuple[Decision, ...]:
        """The decisions of a file. Raises InputError if it cannot be read or a line is no decision."""
        try:
            text = Path(path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: cannot be read; name a file that kg entities export wrote") from error
        numbered = enumerate(text.splitlines(), 1)
        return tuple(_decision(line, f"{path}:{number}") for number, line in numbered if line.strip())

    def active(self) -> tuple[tuple[int, Decision], ...]:
        """The decisions that count, with their numbers: those not undone."""
        return active(self.lines)

    def add(self, decisions: Iterable[Decision]) -> None:
        """Write more lines. Raises InputError if the file cannot be written."""
        new = tuple(decisions)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                file.write("".join(decision.line() + "\n" for decision in new))
        except OSError as error:
            raise InputError(f"{self.path}: cannot be written: {error.strerror}") from error
        self.lines += new

    def undo(self, number: int | None = None) -> Decision:
        """Take back the decision of that number, or the last one that counts. Raises LookupFailed if there is none."""
        found = dict(self.active())
        wanted = number if number is not None else max(found, default=0)
        if wanted not in found:
            what = f"no decision {wanted} counts" if number is not None else "there is nothing to undo"
            raise LookupFailed(f"{what}; kg entities decisions lists them")
        self.add([Decision("undo", number=wanted)])
        return found[wanted]


def active(lines: Sequence[Decision]) -> tuple[tuple[int, Decision], ...]:
    """The decisions that are neither undone nor undo another, with their numbers."""
    undone = {line.number for line in lines if line.do == "undo"}
    return tuple((n, line) for n, line in enumerate(lines, 1) if line.do != "undo" and n not in undone)
