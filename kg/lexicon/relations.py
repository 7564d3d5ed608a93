"""The relation table, data/lexicon/relations.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from kg.errors import LexiconError
from kg.resources import resource

__all__ = ["Relation", "relations"]


@dataclass(frozen=True, slots=True)
class Relation:
    """One row of the table.

    `subject` and `object` are the kinds of entity allowed at the ends. `cls` is the event class (for holdsOffice and
    memberOf the membership class). `cameo` and `goldstein` are defaults that a trigger may refine. `gold` is true for
    the 26 relations of the annotation guidelines.
    """

    name: str
    label: str
    inverse: str
    definition: str
    cls: str
    subject: frozenset[str]
    object: frozenset[str]
    symmetric: bool
    shortcut: str
    gold: bool
    plover: str | None = None
    cameo: str | None = None
    goldstein: float | None = None
    subject_role: str | None = None
    object_role: str | None = None


@cache
def relations() -> dict[str, Relation]:
    """All relations by name, in the order of the table. Raises LexiconError if the table breaks its schema."""
    path = resource("data/lexicon/relations.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    found = {}
    for name, row in table.items():
        try:
            subject, target = frozenset(row.pop("subject")), frozenset(row.pop("object"))
            found[name] = Relation(name=name, cls=row.pop("class"), subject=subject, object=target, **row)
        except (KeyError, TypeError) as error:
            raise LexiconError(f"{path.name}: relation {name}: {error}") from None
    return found
