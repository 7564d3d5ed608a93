"""Every saved query finds something in the small store, and the same with two engines; parameters are terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
import rdflib
from query_world import fill

from kg.api import build, reader
from kg.errors import LookupFailed, QueryError
from kg.model import Article
from kg.query.names import Directory
from kg.query.saved import bind, saved_queries, saved_query
from kg.query.sparql import select, tokens
from kg.sources import read_articles
from kg.store import Store

NAMES = sorted(saved_queries())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(fill(tmp_path_factory.mktemp("saved") / "kg.store"), read_only=True) as store:
        yield store


@pytest.fixture(scope="module")
def directory(store: Store) -> Directory:
    return Directory(store)


def plain_graph(store: Store) -> rdflib.Graph:
    """The data of a store as one plain graph, as Turtle holds it."""
    lines = "\n".join(f"{quad.triple} ." for quad in store.quads())
    return rdflib.Graph().parse(data=lines, format="nt")


@pytest.fixture(scope="module")
def graph(store: Store) -> rdflib.Graph:
    return plain_graph(store)


@pytest.fixture(scope="module")
def official(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, rdflib.Graph]]:
    """The first thirty articles of each of two presidents."""
    articles: list[Article] = []
    for name in ("kremlin", "president_ua"):
        articles += islice(read_articles([shared / "articles" / f"{name}.jsonl.gz"]), 30)
    with Store.open(tmp_path_factory.mktemp("official") / "kg.store", create=True) as store:
        build(articles, store=store, using=reader())
        yield store, plain_graph(store)


def _plain(value: object) -> str:
    """Numbers by value, all else as text: the engines write 8.0 and 8."""
    text = "" if value is None else str(getattr(value, "value", value))
    return format(float(text), "g") if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def test_they_are_numbered() -> None:
    assert [name[:4] for name in NAMES] == [f"cq{number:02}" for number in range(1, len(NAMES) + 1)]


@pytest.mark.parametrize("name", NAMES)
def test_rows_and_both_engines_agree(name: str, store: Store, directory: Directory, graph: rdflib.Graph) -> None:
    assert agree(bind(saved_query(name), {}, directory), store, graph)


def agree(sparql: str, store: Store, graph: rdflib.Graph) -> int:
    """How many rows both engines find; fails if they differ."""
    ours = sorted(tuple(_plain(term) for term in row) for row in select(store, sparql).rows)
    theirs = sorted(tuple(_plain(term) for term in row) for row in graph.query(sparql))
    assert ours == theirs
    return len(ours)


@pytest.mark.slow
@pytest.mark.model
def test_both_engines_agree_on_official_articles(official: tuple[Store, rdflib.Graph]) -> None:
    store, graph = official
    directory = Directory(store)
    found = {name: agree(bind(saved_query(name), {}, directory), store, graph) for name in NAMES}
    assert sum(1 for rows in found.values() if rows) > len(NAMES) / 2, found


@pytest.mark.parametrize("name", NAMES)
def test_files_are_tidy(name: str) -> None:
    query = saved_query(name)
    words = list(tokens(query.text))
    used = {token.text[1:] for token in words if token.kind == "variable" and token.text[0] == "$"}
    assert used == {parameter.name for parameter in query.parameters}
    assert not used & {token.text[1:] for token in words if token.kind == "variable" and token.text[0] == "?"}
    declared = set(re.findall(r"^PREFIX (\w+):", query.text, re.MULTILINE))
    body = re.sub(r"^(#|PREFIX).*$", "", query.text, flags=re.MULTILINE)
    assert declared == {t.text.partition(":")[0] for t in tokens(body) if t.kind == "name"}
    assert "ORDER BY" in query.text
    assert query.text.endswith("\n")


def test_parameters_change_the_answer(store: Store, directory: Directory) -> None:
    query = saved_query("cq05")
    assert query.name == "cq05-met-whom"
    text = bind(query, {"who": "Macron", "since": "2022-01-01", "until": "2022-12-31"}, directory)
    (row,) = select(store, text).rows
    assert str(getattr(row[0], "value", "")).endswith("person/vladimir-putin")


@pytest.mark.parametrize(
    "value", ["> } ; DROP ALL #", "state/CHN> ?p ?o } #", '"', "'; }", "\\u003E } SERVICE <http://a/> {", "a\nb"]
)
def test_no_text_gets_into_a_query(directory: Directory, value: str) -> None:
    for name, key, error in (("cq01", "a", LookupFailed), ("cq05", "since", QueryError), ("cq17", "least", QueryError)):
        with pytest.raises(error):
            bind(saved_query(name), {key: value}, directory)


def test_text_parameters_are_escaped(directory: Directory, store: Store) -> None:
    from kg.query.saved import Parameter, SavedQuery

    query = SavedQuery("x", "x", "x", (Parameter("t", "text", "-", "x"),), "SELECT ?v { BIND($t AS ?v) # $t stays\n}")
    for value in ('say "hi" \\ {} #', "two\nlines\t'quoted'", "$t ?t", "naïve 中"):
        (row,) = select(store, bind(query, {"t": value}, directory)).rows
        assert getattr(row[0], "value", None) == value


def test_relations_are_checked(directory: Directory) -> None:
    from kg.query.saved import Parameter, SavedQuery

    query = SavedQuery("x", "x", "x", (Parameter("r", "relation", "meets", "x"),), "ASK { ?c kg:relation $r }")
    assert bind(query, {"r": "signs"}, directory) == 'ASK { ?c kg:relation "signs" }'
    with pytest.raises(QueryError, match="is no relation"):
        bind(query, {"r": "loves"}, directory)


def test_unknown_queries_and_parameters(directory: Directory) -> None:
    with pytest.raises(LookupFailed, match="names no saved queries"):
        saved_query("nope")
    with pytest.raises(LookupFailed, match="names 10 saved queries"):
        saved_query("cq1")
    with pytest.raises(QueryError, match="has no parameter 'x'; it has a, b"):
        bind(saved_query("cq01"), {"x": "1"}, directory)


def test_the_page_lists_every_query(root: Path) -> None:
    page = (root / "docs" / "queries.md").read_text("utf-8")
    for query in saved_queries().values():
        assert f"`{query.name}`" in page
        assert query.title in page.replace("\n", " ")


def test_examples_of_the_page_run(root: Path, store: Store) -> None:
    page = (root / "docs" / "queries.md").read_text("utf-8")
    examples = re.findall(r"```sparql\n(.*?)```", page, re.DOTALL)
    assert len(examples) >= 3
    for example in examples:
        assert select(store, example).rows
