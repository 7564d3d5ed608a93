"""From names as people type them to entities."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from query_world import fill

from kg.errors import Ambiguous, LookupFailed
from kg.model import Article, Entity, Extraction
from kg.query.names import Directory, fold
from kg.store import Store


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    with Store.open(fill(tmp_path_factory.mktemp("names") / "kg.store"), read_only=True) as store:
        yield Directory(store)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("state/CHN", "state/CHN"),
        ("CHN", "state/CHN"),
        ("china", "state/CHN"),
        ("The People’s Republic of China", "state/CHN"),
        ("Xi", "person/xi-jinping"),
        ("XI JINPING", "person/xi-jinping"),
        ("xi-jinping", "person/xi-jinping"),
        ("US", "state/USA"),
        ("u.s.", "state/USA"),
        ("sco", "org/sco"),
        ("Security Council", "org/unsc"),
        ("the UN Security Council", "org/unsc"),
        ("Democratic Republic of the Congo", "state/COD"),
        ("Republic of the Congo", "state/COG"),
        ("Mâcron", "person/emmanuel-macron"),
    ],
)
def test_names(directory: Directory, given: str, found: str) -> None:
    assert directory.find(given).id == found


def test_names_known_to_the_word_lists_only(directory: Directory) -> None:
    assert directory.find("PRC").id == "state/CHN"


def test_ambiguous_names_list_their_candidates(directory: Directory) -> None:
    with pytest.raises(Ambiguous, match=r"state/COD .*state/COG") as caught:
        directory.find("Congo")
    assert sorted(i for i, _ in caught.value.candidates) == ["state/COD", "state/COG"]


def test_unknown_names_list_similar_ones(directory: Directory) -> None:
    with pytest.raises(LookupFailed, match=r"similar: .*Emmanuel Macron"):
        directory.find("Emanuel Makron")
    with pytest.raises(LookupFailed, match="kg search"):
        directory.find("qqqq zzzz")


def test_an_entity_without_facts_does_not_take_a_name(tmp_path: Path) -> None:
    misread = Entity("place/macron", "place", "Macron", ("Macron",))
    article = Extraction(Article("bad", "Macron spoke."), (misread,))
    with Store.open(fill(tmp_path / "s")) as store:
        store.add(article)
        assert Directory(store).find("Macron").id == "person/emmanuel-macron"
        assert Directory(store).find("place/macron").id == "place/macron"


def test_kinds_narrow_the_search(directory: Directory) -> None:
    with pytest.raises(LookupFailed):
        directory.find("China", ("organization",))


def test_known_but_not_mentioned(directory: Directory) -> None:
    with pytest.raises(LookupFailed, match="state/DEU, but no article of this graph mentions it"):
        directory.find("Germany")


@pytest.mark.parametrize("name", ["", "  ", "...", "the"])
def test_empty_names_find_nothing(directory: Directory, name: str) -> None:
    with pytest.raises(LookupFailed):
        directory.find(name)


def test_fold() -> None:
    assert fold("The U.S.") == fold("us") == "us"
    assert fold("Côte d’Ivoire") == "cote divoire"
    assert fold("Guinea-Bissau") == "guinea bissau"
    assert fold(fold("The Hague!")) == fold("The Hague!")
