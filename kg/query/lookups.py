"""The questions people ask most, answered from a store with rows of plain values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import LookupFailed
from kg.lexicon import relations
from kg.model import DateRange, Entity, Fact, Selection, StoredFact
from kg.query.names import Directory, fold
from kg.query.rows import ArticleRow, FactRow, HitRow, Reason, RelationRow, StatRow
from kg.query.sparql import select
from kg.vocab import entity_iri, graph_iri

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["ALL", "Lookups"]

ALL = Selection()

_SEARCH_LIMIT = 200
_MENTIONS = "SELECT ?a ?b {{ GRAPH <{}> {{ ?m kg:refersTo <{}> ; nif:beginIndex ?a ; nif:endIndex ?b }} }}"


class Lookups:
    """Lookups on one store. Entities are named as a person would: an id, a name, an acronym, a surname.

    Every method that takes a name raises LookupFailed if the store has no such entity and Ambiguous if it has several.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.directory = Directory(store)

    def narrowed(self, names: tuple[str, ...], selection: Selection = ALL, *, wide: bool = False) -> Selection:
        """`selection` narrowed to one named entity, or to two and what is between them.

        `wide` is for states: it is left to `facts`, which then takes in the persons and bodies of the states named.
        """
        ids = tuple(self.directory.find(name).id for name in names)
        if wide or not ids:
            return selection
        if len(ids) == 2:
            return replace(selection, pair=(ids[0], ids[1]))
        return replace(selection, entities=ids)

    def facts(
        self, names: tuple[str, ...] = (), selection: Selection = ALL, *, wide: bool = False
    ) -> Iterator[FactRow]:
        """The facts of one entity, or between two, in order of date.

        `wide` counts the persons and bodies of a state with the state.
        """
        groups = [self.group(name, wide) for name in names]
        for stored in self.store.facts(self.narrowed(names, selection, wide=wide)):
            if _touches(stored.fact, groups):
                yield self.row(stored)

    def group(self, name: str, wide: bool) -> frozenset[str]:
        entity = self.directory.find(name)
        if not wide or entity.kind != "state" or not entity.iso3:
            return frozenset((entity.id,))
        return frozenset(e.id for e in self.directory if e.iso3 == entity.iso3)

    def timeline(self, names: tuple[str, ...] = (), selection: Selection = ALL, *, wide: bool = False) -> list[FactRow]:
        """The same facts by date; a fact without a date stands at the date of its article."""
        return sorted(self.facts(names, selection, wide=wide), key=_when)

    def relations(
        self, names: tuple[str, ...] = (), selection: Selection = ALL, *, wide: bool = False
    ) -> list[RelationRow]:
        """The same facts summed up by both ends, relation and status; most frequent first."""
        table, groups = relations(), dict[tuple[str, str, str, str], list[FactRow]]()
        for row in self.facts(names, selection, wide=wide):
            ends = (row.subject, row.object)
            if table[row.relation].symmetric:
                ends = (min(ends), max(ends))
            groups.setdefault((*ends, row.relation, row.status), []).append(row)
        return sorted(
            map(_summed, groups.values()), key=lambda r: (-r.facts, r.relation, r.subject, r.object, r.status)
        )

    def why(self, fact_id: str) -> Reason:
        """The sentence behind a fact. The id may be shortened as long as it stays unique. Raises LookupFailed."""
        stored = self.store.fact(fact_id) or self._by_prefix(fact_id)
        fact, article = stored.fact, self.store.article(stored.article_id)
        return Reason(
            fact=self.row(stored),
            url=article.url if article else None,
            source=stored.source,
            start=fact.evidence.span.start,
            end=fact.evidence.span.end,
            marks=self._marks(stored),
            rule=fact.rule,
            date_text=fact.when.phrase or None if fact.when else None,
            date_basis=fact.when.basis if fact.when else None,
            event=fact.event_id,
            plover=fact.plover,
            cameo=fact.cameo,
            goldstein=fact.goldstein,
        )

    def _by_prefix(self, prefix: str) -> StoredFact:
        found = [stored for stored in self.store.facts() if prefix and stored.fact.id.startswith(prefix)]
        if len(found) != 1:
            state = f"fits {len(found)} facts; give more of it" if found else "is no fact of this graph"
            raise LookupFailed(f"{prefix!r} {state}; kg timeline lists facts with their ids")
        return found[0]

    def _marks(self, stored: StoredFact) -> tuple[tuple[int, int], ...]:
        """Where the sentence mentions either end: as the store recorded it, else the first place of a name of it."""
        fact, span = stored.fact, stored.fact.evidence.span
        marks: set[tuple[int, int]] = set()
        for end in (fact.subject, fact.object):
            mentions = select(self.store, _MENTIONS.format(graph_iri(stored.article_id), entity_iri(end))).rows
            places = {(int(getattr(a, "value", 0)), int(getattr(b, "value", 0))) for a, b in mentions}
            inside = {(a - span.start, b - span.start) for a, b in places if span.start <= a and b <= span.end}
            marks |= inside or self._named(end, fact.evidence.quote)
        return tuple(sorted(marks))

    def _named(self, entity_id: str, quote: str) -> set[tuple[int, int]]:
        entity = self.directory.get(entity_id)
        names = sorted({entity.label, *entity.names}, key=lambda name: (-len(name), name)) if entity else []
        found = (re.search(rf"(?<!\w){re.escape(name)}(?!\w)", quote) for name in names if name)
        return next(({match.span()} for match in found if match), set())

    def search(self, text: str) -> list[HitRow]:
        """Entities, sentences and article titles that hold `text`, whatever case and accents; at most 200 of each."""
        wanted = fold(text)
        if not wanted:
            return []
        entities = (HitRow("entity", e.id, e.label, ", ".join(e.names)) for e in self.directory if _holds(wanted, e))
        facts = (
            HitRow("fact", s.fact.id, f"{s.fact.subject} {s.fact.relation} {s.fact.object}", s.fact.evidence.quote)
            for s in self.store.facts()
            if wanted in fold(s.fact.evidence.quote)
        )
        articles = (
            HitRow("article", a.id, a.title, (a.published.isoformat() if a.published else ""))
            for a in self.store.articles()
            if wanted in fold(a.title)
        )
        return [hit for hits in (entities, facts, articles) for hit, _ in zip(hits, range(_SEARCH_LIMIT), strict=False)]

    def articles(self) -> list[ArticleRow]:
        """The articles of the store by date and id, with the number of facts that each states."""
        counts = Counter(stored.article_id for stored in self.store.facts())
        rows = (ArticleRow(a.id, a.published, a.title, a.source, a.url, counts[a.id]) for a in self.store.articles())
        return sorted(rows, key=lambda row: (row.published or date.min, row.id))

    def stats(self) -> list[StatRow]:
        """Articles, entities by kind, facts by relation, by status and by year; the total of each group has no name."""
        facts = list(self.store.facts())
        groups: dict[str, Iterable[str]] = {
            "entities": (entity.kind for entity in self.directory),
            "facts": (stored.fact.relation for stored in facts),
            "facts by status": (stored.fact.status for stored in facts),
            "facts by year": (_year(stored) for stored in facts),
        }
        rows = [StatRow("articles", "", sum(1 for _ in self.store.articles()))]
        for what, values in groups.items():
            counts = Counter(values)
            if "by" not in what.split():
                rows.append(StatRow(what, "", counts.total()))
            order = (
                sorted(counts) if what == "facts by year" else sorted(counts, key=lambda name: (-counts[name], name))
            )
            rows += [StatRow(what, name, counts[name]) for name in order]
        return rows

    def short_name(self, entity_id: str) -> str:
        """The label of an entity if it finds the entity again, else its id."""
        label = self.directory.label(entity_id)
        try:
            return label if self.directory.find(label).id == entity_id else entity_id
        except LookupFailed:
            return entity_id

    def row(self, stored: StoredFact) -> FactRow:
        """The row of one stored fact."""
        fact = stored.fact
        return FactRow(
            id=fact.id,
            date=_iso(fact.when),
            published=stored.published,
            subject=fact.subject,
            subject_label=self.directory.label(fact.subject),
            relation=fact.relation,
            object=fact.object,
            object_label=self.directory.label(fact.object),
            status=fact.status,
            attributed_to=fact.attributed_to,
            place=fact.place,
            forum=fact.forum,
            topic=fact.topic,
            office=fact.office,
            confidence=fact.confidence,
            article=stored.article_id,
            title=stored.article_title,
            quote=fact.evidence.quote,
        )


def _iso(when: DateRange | None) -> str | None:
    return when.iso() if when else None


def _year(stored: StoredFact) -> str:
    day = stored.fact.when.first if stored.fact.when else stored.published
    return str(day.year) if day else "undated"


def _when(row: FactRow) -> tuple[str, str]:
    return (row.date or (row.published.isoformat() if row.published else "9999"), row.id)


def _touches(fact: Fact, groups: list[frozenset[str]]) -> bool:
    """Whether the fact ends in the one group, or lies between the two."""
    if len(groups) == 2:
        one, two = groups
        return (fact.subject in one and fact.object in two) or (fact.subject in two and fact.object in one)
    return all(fact.subject in group or fact.object in group for group in groups)


def _holds(wanted: str, entity: Entity) -> bool:
    return any(wanted in fold(name) for name in (entity.label, *entity.names))


def _summed(rows: list[FactRow]) -> RelationRow:
    best = max(rows, key=lambda row: (row.confidence, row.id))
    dates = sorted(row.date for row in rows if row.date)
    return RelationRow(
        subject=best.subject,
        subject_label=best.subject_label,
        relation=best.relation,
        object=best.object,
        object_label=best.object_label,
        status=best.status,
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        facts=len(rows),
        articles=len({row.article for row in rows}),
        confidence=best.confidence,
        fact=best.id,
    )
