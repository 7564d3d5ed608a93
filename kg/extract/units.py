"""Units: stretches of tokens that stand for actors, documents, places or events, and the workspace of one article."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.registry import Registry
from kg.language.clauses import Parse
from kg.lexicon import Lexicon
from kg.model import Article, MentionKind

__all__ = ["OfficeClaim", "Reading", "Unit"]


@dataclass(slots=True)
class Unit:
    """Tokens `start:end` stand for the entities `ids` (several for a group).

    `via` says how: name, title, actor ("the Ukrainian government"), people ("the people of Ukraine"), group ("Afghan
    rebels"), body, pronoun, collective, speaker, doc. `place` is the place reading of a capital that may be a metonym.
    """

    start: int
    end: int
    ids: tuple[str, ...]
    kind: MentionKind
    via: str = "name"
    place: str | None = None
    core: tuple[int, int] | None = None  # the name itself, without titles


@dataclass(frozen=True, slots=True)
class OfficeClaim:
    """A person is called the holder of an office; tokens `start:end` say so."""

    person: str
    title: str
    owner: str | None
    start: int
    end: int
    former: bool = False
    known: bool = False  # the owner was not in the phrase but is known


@dataclass
class Reading:
    """One article while it is being read."""

    article: Article
    doc: Doc
    parse: Parse
    lexicon: Lexicon
    registry: Registry
    skip: frozenset[int] = frozenset()
    units: list[Unit] = field(default_factory=list)
    unit_at: list[int] = field(default_factory=list)
    offices: list[OfficeClaim] = field(default_factory=list)
    home: str | None = None
    headline: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())  # persons and states of a title apart from the text
    headed: tuple[
        tuple[str, str], ...
    ] = ()  # offices that such a title names without their holder: (office, state or body)
    members: tuple[tuple[Unit, Unit, int, str], ...] = ()  # (member, body, token, rule)
    occasion: tuple[str, ...] = ()  # who meets in the meeting or call that the article is about
    pair: tuple[str, ...] = ()  # the two states that the article is about
    author: tuple[str, ...] = ()  # whose statement the whole text is
    speaker: list[tuple[str, ...]] = field(default_factory=list)  # by sentence: who "we" and "I" are
    loose: dict[int, tuple[int, int, str]] = field(default_factory=dict)  # state and body names inside larger units

    def place_unit(self, unit: Unit) -> int:
        """Put a unit over its tokens; tokens taken already stay with the earlier unit. Returns its index."""
        index = len(self.units)
        self.units.append(unit)
        for i in range(unit.start, unit.end):
            if self.unit_at[i] < 0:
                self.unit_at[i] = index
        return index

    def unit(self, i: int) -> Unit | None:
        """The unit over token i, if it stands for anything."""
        index = self.unit_at[i]
        if index < 0:
            return None
        unit = self.units[index]
        return unit if unit.ids else None

    def cover(self, unit: Unit) -> None:
        """Remember a unit that a larger one is laid over."""
        if unit.ids:
            self.loose[unit.start] = (unit.start, unit.end, unit.ids[0])

    def top(self, unit: Unit) -> int:
        """The token of a unit on which its outside governor hangs."""
        head = self.parse.head
        for i in range(unit.start, unit.end):
            if not unit.start <= head[i] < unit.end or head[i] == i:
                return i
        return unit.start

    def surface(self, start: int, end: int) -> str:
        """The text of tokens start:end, as written."""
        parse = self.parse
        return parse.text[parse.starts[start] : parse.ends[end - 1]]
