"""What `import kg` offers."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest
from build_helpers import FakeReader, write_inputs
from query_world import fill

import kg
from kg.errors import StoreError


def test_build_open_and_look_up(tmp_path: Path) -> None:
    report = kg.build([write_inputs(tmp_path / "in")], store=tmp_path / "s", using=FakeReader())
    assert report.articles == 3
    with kg.open_store(tmp_path / "s") as store:
        assert [row.id for row in kg.Lookups(store).timeline(("Macron",))] == ["a331"]


def test_build_into_an_open_store(tmp_path: Path) -> None:
    with kg.Store.open(tmp_path / "s", create=True) as store:
        assert kg.build([write_inputs(tmp_path / "in")], store=store, using=FakeReader()).facts == 22
        assert sum(1 for _ in store.facts()) == 22


def test_open_store_neither_makes_nor_changes(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        kg.open_store(tmp_path / "none")
    with kg.open_store(fill(tmp_path / "s")) as store, pytest.raises(StoreError):
        store.remove("a1")


def test_extract_article(tmp_path: Path) -> None:
    known = FakeReader().known["a1"]
    assert kg.extract_article(known.article, using=FakeReader()) == known
    found = kg.extract_article("China met Russia.", id="n", using=FakeReader())
    assert (found.article.id, found.article.text, found.facts) == ("n", "China met Russia.", ())


def test_to_networkx(tmp_path: Path) -> None:
    with kg.open_store(fill(tmp_path / "s")) as store:
        graph = kg.to_networkx(store)
        assert isinstance(graph, nx.MultiDiGraph)
        assert graph.number_of_edges() == 22
        part = kg.to_networkx(store, kg.Selection(relations=("meets",)))
        assert part.number_of_edges() == 3
        assert "state/IRN" not in part


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing
    assert set(dir(kg)) == set(kg.__all__)


@pytest.mark.model
def test_extract_article_with_the_model() -> None:
    found = kg.extract_article("Chinese President Xi Jinping met Russian President Vladimir Putin on March 21, 2023.")
    facts = {(fact.subject, fact.relation, fact.object) for fact in found.facts}
    assert ("person/xi-jinping", "meets", "person/vladimir-putin") in facts
