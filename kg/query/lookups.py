"""The questions people ask most, answered from a store with rows of plain values."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from kg.errors import LookupFailed
from kg.lexicon import relations
from kg.model import DateRange, Fact, Selection, StoredClaim, StoredFact
from kg.query.names import Directory, fold
from kg.query.rows import ArticleRow, DocumentRow, FactRow, HitRow, Reason, RelationRow, StatRow
from kg.query.sparql import select
from kg.rdf.build import kind_of
from kg.rdf.terms import FACTUALITY
from kg.vocab import KG, article_id, claim_id, entity_id, entity_iri, graph_iri

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["ALL", "Lookups"]

ALL = Selection()

_SEARCH_LIMIT = 200
_ARTICLES = "SELECT DISTINCT ?article { ?article a kg:Article }"
_CLAIMS = "SELECT DISTINCT ?claim { VALUES ?class { kg:Claim kg:DocumentClaim } ?claim a ?class }"
_SENTENCES = "SELECT DISTINCT ?span ?quote { ?span a kg:Sentence ; nif:anchorOf ?quote }"
_OF_SENTENCES = """SELECT DISTINCT ?claim ?subject ?relation ?object ?span WHERE { VALUES ?span { %s }
  ?claim kg:evidence ?span ; kg:relation ?relation ; rdf:subject ?subject ; rdf:object ?object }"""
_COUNT = "SELECT ?name (COUNT(*) AS ?n) WHERE {{ GRAPH ?g {{ ?claim a kg:Claim {} }} }} GROUP BY ?name"
_BY_ARTICLE = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?claim a kg:Claim } } GROUP BY ?g"
_BY_RELATION = _COUNT.format("; kg:relation ?name")
_BY_STATUS = _COUNT.format("; kg:factuality ?name")
_BY_YEAR = _COUNT.format(
    "OPTIONAL { ?claim kg:earliest ?day } OPTIONAL { ?article a kg:Article ; schema:datePublished ?published } "
    "BIND(YEAR(COALESCE(?day, ?published)) AS ?name)"
)
_STATUS = {KG + name: status for status, name in FACTUALITY.items()}
_MENTIONS = "SELECT ?a ?b {{ GRAPH <{}> {{ ?m kg:refersTo <{}> ; nif:beginIndex ?a ; nif:endIndex ?b }} }}"


class Lookups:
    """Lookups on one store. Entities are named as a person would: an id, a name, an acronym, a surname.

    Every method that takes a name raises LookupFailed if the store has no such entity and Ambiguous if it has several.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.directory = Directory(store)

    def facts(
        self, names: tuple[str, ...] = (), selection: Selection = ALL, *, wide: bool = False
    ) -> Iterator[FactRow]:
        """The facts of one entity, or between two, in order of date.

        `wide` counts the persons and bodies of a state with the state.
        """
        return map(self.row, self.stored(names, selection, wide=wide))

    def stored(
        self, names: tuple[str, ...] = (), selection: Selection = ALL, *, wide: bool = False
    ) -> Iterator[StoredFact]:
        """The facts that `facts` gives as rows, as the store has them."""
        groups = [self.group(name, wide) for name in names]
        if len(groups) == 2 and max(map(len, groups)) == 1:
            selection = replace(selection, pair=(min(groups[0]), min(groups[1])))
        elif groups:
            smallest = min(groups, key=len)
            selection = replace(selection, entities=tuple(sorted(smallest)))
        for stored in self.store.facts(selection):
            if _touches(stored.fact, groups):
                yield stored

    def group(self, name: str, wide: bool) -> frozenset[str]:
        """The entity of that name; with `wide`, a state with the persons and bodies that belong to it."""
        entity = self.directory.find(name)
        if not wide or entity.kind != "state" or not entity.iso3:
            return frozenset((entity.id,))
        return frozenset((entity.id, *(i for i in self.directory if self.directory.codes.get(i) == entity.iso3)))

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
        """The sentence behind a fact, or behind a claim about a document, which is then shown as if it were a fact.

        The id may be shortened as long as it stays unique. Raises LookupFailed.
        """
        stored = self._of_id(fact_id) or self._by_prefix(fact_id)
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

    def _of_id(self, claim_id: str) -> StoredFact | None:
        return self.store.fact(claim_id) or _as_fact(self.store.document_claim(claim_id))

    def _by_prefix(self, prefix: str) -> StoredFact:
        claims = (str(getattr(row[0], "value", "")) for row in select(self.store, _CLAIMS).rows)
        found = [i for i in map(claim_id, claims) if prefix and i.startswith(prefix)]
        stored = self._of_id(found[0]) if len(found) == 1 else None
        if stored is None:
            state = f"fits {len(found)} facts; give more of it" if found else "is no fact of this graph"
            raise LookupFailed(f"{prefix!r} {state}; kg timeline lists facts with their ids")
        return stored

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
        hits = (self._entity_hits(wanted), self._fact_hits(wanted), self._article_hits(wanted))
        return [hit for found in hits for hit in islice(found, _SEARCH_LIMIT)]

    def _entity_hits(self, wanted: str) -> Iterator[HitRow]:
        for entity in self.directory:
            names = sorted(self.directory.names[entity])
            if any(wanted in fold(name) for name in names):
                yield HitRow("entity", entity, self.directory.label(entity), ", ".join(names))

    def _fact_hits(self, wanted: str) -> list[HitRow]:
        quotes = {span: str(getattr(text, "value", "")) for span, text in select(self.store, _SENTENCES).rows}
        spans = sorted(str(span) for span, quote in quotes.items() if wanted in fold(quote))[:_SEARCH_LIMIT]
        hits = []
        for *terms, span in select(self.store, _OF_SENTENCES % " ".join(spans)).rows:
            claim, subject, relation, target = (str(getattr(term, "value", "")) for term in terms)
            label = f"{entity_id(subject)} {relation} {entity_id(target)}"
            hits.append(HitRow("fact", claim_id(claim), label, quotes[span]))
        return sorted(hits, key=lambda hit: hit.id)

    def _article_hits(self, wanted: str) -> Iterator[HitRow]:
        for article in self.store.articles():
            if wanted in fold(article.title):
                yield HitRow("article", article.id, article.title, str(article.published or ""))

    def articles(self) -> list[ArticleRow]:
        """The articles of the store by date and id, with the number of facts that each states."""
        counts = {article_id(graph): count for graph, count in self._counts(_BY_ARTICLE)}
        rows = (
            ArticleRow(a.id, a.published, a.title, a.source, a.url, counts.get(a.id, 0)) for a in self.store.articles()
        )
        return sorted(rows, key=lambda row: (row.published or date.min, row.id))

    def _counts(self, sparql: str) -> list[tuple[str, int]]:
        """The rows of a query for names and numbers; those without a name are called "undated"."""
        rows = select(self.store, sparql).rows
        return [(str(getattr(name, "value", "undated")), int(getattr(n, "value", 0))) for name, n in rows]

    def stats(self) -> list[StatRow]:
        """Articles, entities by kind, facts by relation, by status and by year; the total of each group has no name."""
        kinds = Counter(kind_of(entity) for entity in self.directory)
        relations = self._counts(_BY_RELATION)
        statuses = [(_STATUS[name], n) for name, n in self._counts(_BY_STATUS)]
        rows = [
            StatRow("articles", "", len(select(self.store, _ARTICLES).rows)),
            StatRow("entities", "", kinds.total()),
        ]
        rows += [StatRow("entities", name, n) for name, n in _ranked(kinds.items())]
        rows.append(StatRow("facts", "", sum(n for _, n in relations)))
        rows += [StatRow("facts", name, n) for name, n in _ranked(relations)]
        rows += [StatRow("facts by status", name, n) for name, n in _ranked(statuses)]
        return rows + [StatRow("facts by year", name, n) for name, n in sorted(self._counts(_BY_YEAR))]

    def short_name(self, entity_id: str) -> str:
        """The label of an entity if it finds the entity again, else its id."""
        label = self.directory.label(entity_id)
        try:
            return label if self.directory.find(label).id == entity_id else entity_id
        except LookupFailed:
            return entity_id

    def document_claims(self, document: str | None = None) -> list[DocumentRow]:
        """What articles say of the parties and stages of a document of that id, or of all; by document and date."""
        return [self._claim_row(stored) for stored in self.store.document_claims(document)]

    def _claim_row(self, stored: StoredClaim) -> DocumentRow:
        claim = stored.claim
        return DocumentRow(
            id=claim.id,
            date=_iso(claim.when),
            published=stored.published,
            document=claim.document,
            document_label=self.directory.label(claim.document),
            detail=claim.detail,
            value=claim.value,
            value_label=self.directory.label(claim.value) if claim.detail == "party" else claim.value,
            by=claim.by,
            status=claim.status,
            attributed_to=claim.attributed_to,
            confidence=claim.confidence,
            article=stored.article_id,
            quote=claim.evidence.quote,
        )

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


def _as_fact(stored: StoredClaim | None) -> StoredFact | None:
    """A claim about a document in the form of a fact: its document, party or stage, and value."""
    if stored is None:
        return None
    said = stored.claim
    fact = Fact(
        said.id, said.document, said.detail, said.value, said.evidence, said.status, said.when, said.attributed_to,
        confidence=said.confidence, rule=said.rule,
    )  # fmt: skip
    return StoredFact(fact, stored.article_id, stored.article_title, stored.published, stored.source)


def _iso(when: DateRange | None) -> str | None:
    return when.iso() if when else None


def _ranked(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    return sorted(counts, key=lambda item: (-item[1], item[0]))


def _when(row: FactRow) -> tuple[str, str]:
    return (row.date or (row.published.isoformat() if row.published else "9999"), row.id)


def _touches(fact: Fact, groups: list[frozenset[str]]) -> bool:
    """Whether the fact ends in the one group, or lies between the two."""
    if len(groups) == 2:
        one, two = groups
        return (fact.subject in one and fact.object in two) or (fact.subject in two and fact.object in one)
    return all(fact.subject in group or fact.object in group for group in groups)


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
