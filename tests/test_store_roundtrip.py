"""Whatever the strings, facts come back from the store as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf_samples import sample

from kg.lexicon import relations, stage_order
from kg.model import Article, DateRange, DocumentClaim, Entity, Evidence, Extraction, Fact, Span
from kg.store import Store

# All that RDF tools can carry: no NUL, no lone surrogates, no U+FFFE and U+FFFF.
words = st.text(st.characters(exclude_characters="\0\ufffe\uffff", exclude_categories=("Cs",)), max_size=12)
ids = st.sampled_from(("person/", "state/", "org/", "doc/", "place/", "occasion/")).flatmap(
    lambda p: words.map(p.__add__)
)
nasty = st.sampled_from(
    ('"', "\\", "\\u0022", "<>", "{}", "' . } ; DROP ALL #", "%41", "\r\n", "\u2028", "é", "𝔘", "..", "a/b")
)
strings = words | nasty


@st.composite
def ranges(draw: st.DrawFn) -> DateRange:
    first, last = sorted((draw(st.dates()), draw(st.dates())))
    precision = draw(st.sampled_from(("day", "month", "year", "open")))
    basis = draw(st.sampled_from(("explicit", "relative", "dateline")))
    return DateRange(first, None if precision == "open" else last, precision, draw(strings), basis)


@st.composite
def facts(draw: st.DrawFn, name: str, text: str) -> Fact:
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    optional = st.none() | ids
    return Fact(
        id=name,
        subject=draw(ids),
        relation=draw(st.sampled_from(sorted(relations()))),
        object=draw(ids),
        evidence=Evidence(Span(start, end), text[start:end]),
        status=draw(st.sampled_from(("actual", "planned", "denied"))),
        when=draw(st.none() | ranges()),
        attributed_to=draw(optional),
        place=draw(optional),
        forum=draw(optional),
        topic=draw(optional),
        office=draw(st.none() | strings),
        confidence=draw(st.floats(0, 1)),
        rule=draw(strings),
        event_id=draw(strings),
        plover=draw(st.none() | strings),
        cameo=draw(st.none() | strings),
        goldstein=draw(st.none() | st.floats(-10, 10)),
    )


@st.composite
def claims_of(draw: st.DrawFn, name: str, text: str) -> DocumentClaim:
    detail, value = draw(ids.map(lambda i: ("party", i)) | st.sampled_from([("stage", s) for s in stage_order()]))
    end = draw(st.integers(1, len(text)))
    return DocumentClaim(
        id=name,
        document=draw(ids),
        detail=detail,  # type: ignore[arg-type]
        value=value,
        evidence=Evidence(Span(0, end), text[:end]),
        status=draw(st.sampled_from(("actual", "planned", "denied"))),
        when=draw(st.none() | ranges()),
        attributed_to=draw(st.none() | ids),
        by=tuple(sorted(draw(st.sets(ids, max_size=2)))),
        confidence=draw(st.floats(0, 1)),
        rule=draw(strings),
    )


@st.composite
def extractions(draw: st.DrawFn) -> Extraction:
    text = draw(strings.filter(bool))
    names = draw(st.lists(strings, max_size=3, unique=True))
    article = Article(
        "one/of <many>",
        text,
        draw(strings),
        draw(st.none() | strings),
        draw(st.none() | st.dates()),
        draw(st.none() | strings),
    )
    found = tuple(draw(facts(name, text)) for name in names)
    entities = tuple(Entity(name, "person", draw(strings)) for name in draw(st.lists(ids, max_size=2, unique=True)))
    claims = tuple(draw(claims_of(f"{name} ", text)) for name in names)
    return Extraction(article, entities, (), found, claims)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("roundtrip") / "store"
    with Store.open(path, create=True) as opened:
        opened.add(sample("other"))
        yield opened


@given(extraction=extractions())
@settings(max_examples=80, deadline=None)
def test_facts_come_back_as_written(store: Store, extraction: Extraction) -> None:
    store.add(extraction)  # replaces the one before, by removing and adding single triples
    assert store.article(extraction.article.id) == extraction.article
    found = {row.fact.id: row.fact for row in store.facts() if row.article_id == extraction.article.id}
    assert found == {fact.id: fact for fact in extraction.facts}
    kept = {row.claim for row in store.document_claims() if row.article_id == extraction.article.id}
    assert kept == set(extraction.document_claims)
    for entity in extraction.entities:
        stored = store.entity(entity.id)
        assert stored is not None
        assert stored.label == entity.label
    other = {row.fact for row in store.facts() if row.article_id == "other"}
    assert other == set(sample("other").facts)
