"""The words that trigger a relation: data/lexicon/triggers/*.toml, with an example for each that must fire."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from kg.errors import LexiconError
from kg.lexicon.relations import relations
from kg.resources import resource

__all__ = ["Trigger", "triggers"]

_POS = frozenset({"verb", "noun", "adjective", "preposition", "name"})


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger: `words` are lemmas, with a particle or object noun after a space ("call on", "hold talks").

    `subject` and `object` list the slots in which the ends may stand (see `kg.language.clauses`): "agent" is the
    logical subject, "obj" what it happens to, "P:with" a phrase with "with", "holder" the possessor of a noun,
    "agent" of the governing verb included, "mod" a name or adjective before a noun, "comp" a clause, "^P:to" a
    phrase that hangs on the verb that governs a noun; of a rule also "home", the state of the subject, and "any",
    the next actor in the sentence. "company" is who does it with the agent ("joined by X"), "roster" the list
    after an inverted verb ("Attending were X and Y"). `needs` are words of which one must stand in the clause, `bars`
    words that must not. `kinds` narrows the kinds of entity that the relation allows as its object. With pos
    "preposition" the words open a phrase with an occasion or forum ("at the G20 Summit"); with pos "name" they stand
    in a name that tells its parties ("the U.S.-Jamaica Strategic Dialogue", "Russia's war against Ukraine"). `floor`
    is the least grade of what fits fully and is no wish or condition. A
    trigger with `sure` is a rule: what fits it is a fact of that confidence, without grading (see `kg.extract.rules`).
    """

    id: str
    relation: str
    pos: str
    words: tuple[str, ...]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    example: str
    trap: str = ""
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    plover: str | None = None
    cameo: str | None = None
    goldstein: float | None = None
    status: str | None = None
    mutual: bool = False
    sure: float | None = None
    floor: float | None = None


def _trigger(name: str, row: dict[str, object]) -> Trigger:
    fixed = dict(row)
    for key in ("words", "subject", "object"):
        fixed[key] = tuple(fixed.get(key, ()))  # type: ignore[arg-type]
    for key in ("needs", "bars", "kinds"):
        fixed[key] = frozenset(fixed.get(key, ()))  # type: ignore[call-overload]
    if not fixed["subject"]:
        fixed["subject"] = ("agent",) if fixed.get("pos") == "verb" else ("holder", "mod")
    try:
        trigger = Trigger(**fixed)  # type: ignore[arg-type]
    except TypeError as error:
        raise LexiconError(f"{name}: trigger {row.get('id', '?')}: {error}") from None
    if trigger.relation not in relations() or trigger.pos not in _POS or not trigger.words:
        raise LexiconError(f"{name}: trigger {trigger.id}: unknown relation or part of speech, or no words")
    return trigger


@cache
def triggers() -> tuple[Trigger, ...]:
    """All triggers, file by file. Raises LexiconError naming the entry that breaks the schema."""
    found: list[Trigger] = []
    seen: set[str] = set()
    for path in sorted(resource("data/lexicon/triggers").glob("*.toml")):
        for row in tomllib.loads(path.read_text("utf-8")).get("trigger", ()):
            trigger = _trigger(path.name, row)
            if trigger.id in seen:
                raise LexiconError(f"{path.name}: trigger {trigger.id} occurs twice")
            seen.add(trigger.id)
            found.append(trigger)
    return tuple(found)
