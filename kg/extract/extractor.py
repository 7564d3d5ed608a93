"""The extractor: one article in, one `Extraction` out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.actors import find_actors
from kg.extract.claims import document_claims
from kg.extract.coref import resolve
from kg.extract.documents import find_documents
from kg.extract.facts import assemble
from kg.extract.gatherings import find_gatherings
from kg.extract.grade import grader
from kg.extract.headline import read_headline
from kg.extract.holders import find_titles
from kg.extract.members import find_members
from kg.extract.names import find_names
from kg.extract.registry import Registry
from kg.extract.speakers import find_home, find_own_states, find_speakers
from kg.extract.titles import bare_titles, title_hits
from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.language.pipeline import load_pipeline
from kg.lexicon import lexicon, with_standing
from kg.model import Article, Extraction, Mention, Span
from kg.sources import sections

__all__ = ["Extractor", "read"]


class Extractor:
    """Reads articles with a spaCy pipeline (the shipped one by default).

    `min_confidence` drops facts graded lower. Raises ModelError if the pipeline cannot be loaded.
    """

    def __init__(self, nlp: Language | None = None, *, min_confidence: float = 0.0) -> None:
        self.nlp = nlp if nlp is not None else load_pipeline()
        self.min_confidence = min_confidence
        self._grader = grader()

    def extract(self, article: Article) -> Extraction:
        """What one article states."""
        return self.from_doc(self.nlp(article.text), article)

    def pipe(self, articles: Iterable[Article], batch_size: int = 16) -> Iterator[Extraction]:
        """What each article states, in order, lazily."""
        pairs = ((a.text, a) for a in articles)
        for doc, article in self.nlp.pipe(pairs, as_tuples=True, batch_size=batch_size):
            yield self.from_doc(doc, article)

    def from_doc(self, doc: Doc, article: Article) -> Extraction:
        """What an article states, given its parsed text."""
        reading = read(doc, article)
        facts = assemble(reading, self._grader, self.min_confidence)
        used = {e for f in facts for e in (f.subject, f.object, f.attributed_to, f.place, f.forum, f.topic) if e}
        mentions = _mentions(reading)
        used |= {m.entity_id for m in mentions}
        claims = document_claims(reading, facts)
        used |= {e for c in claims for e in (c.document, c.attributed_to, *c.by) if e}
        used |= {c.value for c in claims if c.detail == "party"}
        told = [(claim, article.published) for claim in claims]
        entities = tuple(
            with_standing(e, told) if e.kind == "agreement" else e for e in reading.registry.entities(used)
        )
        return Extraction(article, entities, mentions, facts, claims)


def read(doc: Doc, article: Article) -> Reading:
    """An article with all its units found and resolved."""
    lex = lexicon()
    reading = Reading(article, doc, Parse(doc), lex, Registry(lex))
    reading.unit_at = [-1] * len(doc)
    reading.skip = _skipped(reading)
    find_home(reading)
    read_headline(reading)
    hits = title_hits(reading)
    find_names(reading, hits)
    find_titles(reading, hits)
    find_documents(reading)
    bare_titles(reading, hits)
    find_own_states(reading)
    find_actors(reading)
    find_speakers(reading)
    resolve(reading)
    find_gatherings(reading)
    reading.members = tuple(find_members(reading))
    for member, _, _, rule in reading.members:
        if rule.endswith(("namely", "include")):
            member.via = "listed"
    return reading


def _skipped(reading: Reading) -> frozenset[int]:
    """Tokens of the title line and of site furniture: they state nothing."""
    spans = [s.span for s in sections(reading.article) if s.kind in ("title", "furniture")]
    if not spans:
        return frozenset()
    starts = reading.parse.starts
    return frozenset(i for s in spans for i in range(bisect_left(starts, s.start), bisect_left(starts, s.end)))


def _mentions(reading: Reading) -> tuple[Mention, ...]:
    found: dict[tuple[int, int, str], Mention] = {}
    parse = reading.parse
    for index, unit in enumerate(reading.units):
        if not unit.ids or index not in (reading.unit_at[unit.start], reading.unit_at[unit.end - 1]):
            continue
        start, end = unit.core or (unit.start, unit.end)
        span = Span(parse.starts[start], parse.ends[end - 1])
        for entity_id in unit.ids:
            found[span.start, span.end, entity_id] = Mention(span, unit.kind, entity_id)
    for start, end, entity_id in reading.loose.values():
        if entity_id:
            span = Span(parse.starts[start], parse.ends[end - 1])
            found.setdefault((span.start, span.end, entity_id), Mention(span, "name", entity_id))
    return tuple(sorted(found.values(), key=lambda m: (m.span, m.entity_id)))
