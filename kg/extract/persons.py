"""The persons of an article: a full name first, then the parts of it that stand for the same person.

News names a person in full once and by surname after that; the lists of office holders know further names. A single
name that repeats no full name is taken for a known person only if there is one bearer in office at that time.
"""

from __future__ import annotations

import re

from kg.extract.fitting import is_patronymic
from kg.extract.spans import Span
from kg.extract.units import Reading, Unit
from kg.lexicon import fold

__all__ = ["Persons", "names_person"]

_HONORIFIC = re.compile(
    r"^(?:(?:the|his|her|their|h\.e\.|excellency|royal|highness|majesty|mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady|hon"
    r"|rt|general|gen|colonel|col|lt|admiral|adm|president|sheikh|sheik|ambassador|minister|prime|secretary|senator"
    r"|chancellor|king|queen|prince|princess|vice|foreign|deputy)\b\.?\s*)+",
    re.I,
)
_PARTICLES = frozenset("al el bin ibn von van der de da dos la le abu abdul jr sr san the of and mr mrs".split())


def _shortened(mine: list[str], theirs: list[str]) -> bool:
    """ "Jomart Tokayev" for Kassym-Jomart Tokayev, "A. Blinken" for Antony Blinken."""
    words = {word for part in theirs for word in (part, *part.split("-"))}
    initial = mine[0].rstrip(".")
    return set(mine) <= words or (len(mine) == 2 and len(initial) == 1 and theirs[0].startswith(initial))


def names_person(span: Span) -> bool:
    """Whether a span is guessed to be a person or known to be one."""
    return span.label == "PERSON" or any(f.entity_id.startswith("person/") for f in span.forms)


class Persons:
    """Learns the full names of an article, then puts units over all that repeats them."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_part: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._full: dict[str, str] = {}
        self._given: dict[str, set[str]] = {}

    def wants(self, span: Span) -> bool:
        """Whether a span that is also a known form is a person all the same ("Jordan" after "Vernon Jordan")."""
        return fold(self._reading.surface(span.start, span.end)) in self._by_part and not any(
            f.entity_id.startswith(("person/", "state/")) for f in span.forms
        )

    def is_surname(self, span: Span) -> bool:
        """Whether a guessed place or body is a surname of the article: "Kovalikova" after "Jana Kovalikova"."""
        return span.end - span.start == 1 and fold(self._reading.surface(span.start, span.end)) in self._last

    def learn_headline(self) -> None:
        """The persons of a title apart from the text: their surnames mean them."""
        for entity_id in self._reading.headline[0]:
            label = self._reading.registry.label(entity_id)
            self._full.setdefault(fold(label), entity_id)
            self._learn_parts(label.split(), entity_id)

    def learn(self, span: Span) -> None:
        """A full name: its parts mean the same person from now on, unless they mean another already."""
        reading = self._reading
        known = next((f.entity_id for f in span.forms if f.entity_id.startswith("person/")), None)
        parts = reading.surface(*self._clean(span)).split()
        if known is None and (len(parts) < 2 or self._polite(parts)):
            return
        known = known or self._known(parts)
        text = " ".join(parts)
        entity_id = reading.registry.known(known) if known else reading.registry.new("person", text)
        self._full.setdefault(fold(text), entity_id)
        if len(parts) > 1:
            self._last.setdefault(fold(parts[-1]), entity_id)
            self._given.setdefault(fold(parts[0]), set()).add(entity_id)
        self._learn_parts([*parts, text], entity_id)
        others = [" ".join(parts[1:]), " ".join(parts[-2:])] if len(parts) > 2 else []
        for name in (*others, *(reading.lexicon.entities[known].names if known else ())):
            self._by_part.setdefault(fold(name), entity_id)

    def _learn_parts(self, parts: list[str], entity_id: str) -> None:
        for part in parts:
            if len(part.strip(".")) > 1 and fold(part) not in _PARTICLES:
                self._by_part.setdefault(fold(part), entity_id)

    def _clean(self, span: Span) -> tuple[int, int]:
        """The span without honorifics and titles in front, and without small words behind."""
        parse = self._reading.parse
        start, end = span.start, span.end
        text = self._reading.surface(start, end)
        match = _HONORIFIC.match(text)
        if match and match.end() < len(text):
            offset = parse.starts[start] + match.end()
            while start < end - 1 and parse.starts[start] < offset:
                start += 1
        while end - start > 1 and parse.word[end - 1][0].islower():
            end -= 1
        if end - start > 2 and parse.lower[end - 1] == "i":
            end -= 1  # "Prime Minister Sánchez, I noted"
        return start, end

    def _known(self, parts: list[str]) -> str | None:
        """A person of the lexicon whose full name has the same first and last part, or one that alone has all parts."""
        lexicon, mine = self._reading.lexicon, [fold(part) for part in parts]
        shorter: dict[str, None] = {}
        for key in lexicon.surnames.get(mine[-1], ()) + lexicon.surnames.get(mine[0], ()):
            for name in lexicon.entities[key].names:
                theirs = fold(name).split()
                if len(theirs) > 1 and theirs[0] == mine[0] and theirs[-1] == mine[-1]:
                    return key
                if len(theirs) > 1 and theirs[-1] == mine[-1] and _shortened(mine, theirs):
                    shorter[key] = None
        return self._in_office(tuple(shorter))

    def place(self, span: Span) -> None:
        """Put a unit over a name of a person."""
        start, end = self._clean(span)
        parts = self._reading.surface(start, end).split()
        whole, last = fold(" ".join(parts)), fold(parts[-1])
        entity_id = (
            self._full.get(whole)
            or self._last.get(whole)
            or self._by_part.get(whole)
            or self._addressed(parts)
            or self._last.get(last)
            or self._by_part.get(last)
            or self._in_office(self._reading.lexicon.surnames.get(whole, ()))
            or self._reading.registry.new("person", " ".join(parts))
        )
        self._put(start, end, entity_id)

    @staticmethod
    def _polite(parts: list[str]) -> bool:
        """ "Anna Olehivna": how those are addressed whom everybody knows."""
        return len(parts) == 2 and is_patronymic(fold(parts[1]))

    def _addressed(self, parts: list[str]) -> str | None:
        """The one person of that given name, where it stands with the father's name instead of the surname."""
        bearers = self._given.get(fold(parts[0]), set()) if self._polite(parts) else set()
        return next(iter(bearers)) if len(bearers) == 1 else None

    def _in_office(self, candidates: tuple[str, ...]) -> str | None:
        """The one of some bearers of a name who was in office on the article's date."""
        day = self._reading.article.published
        if len(candidates) > 1 and day:
            tenures = self._reading.lexicon.tenures
            candidates = tuple(c for c in candidates if any(t.covers(day.isoformat()) for t in tenures.get(c, ())))
        return self._reading.registry.known(candidates[0]) if len(candidates) == 1 else None

    def place_surnames(self) -> None:
        """Names that the pipeline overlooked but that repeat a part of a full name."""
        reading = self._reading
        for i, tag in enumerate(reading.parse.tag):
            if tag not in ("NNP", "NNPS") or reading.unit_at[i] >= 0 or i in reading.skip:
                continue
            word = reading.parse.word[i]
            if len(word) < 2 or not word[0].isupper():
                continue
            entity_id = self._last.get(fold(word)) or self._by_part.get(fold(word))
            if entity_id:
                self._put(i, i + 1, entity_id)

    def _put(self, start: int, end: int, entity_id: str) -> None:
        self._reading.registry.name(entity_id, self._reading.surface(start, end))
        self._reading.place_unit(Unit(start, end, (entity_id,), "name", core=(start, end)))
