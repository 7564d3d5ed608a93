"""From inputs to a store, with a reader that needs no language model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from build_helpers import FakeReader, write_inputs
from query_world import extractions

from kg.errors import InputError, StoreError
from kg.model import Article, Extraction
from kg.pipeline import build, extract_all, read_inputs
from kg.store import Store


def test_build_stores_and_reports(tmp_path: Path) -> None:
    seen: list[str] = []
    with Store.open(tmp_path / "s", create=True) as store:
        report = build(
            [write_inputs(tmp_path / "in")], store, FakeReader(), on_article=lambda e: seen.append(e.article.id)
        )
        assert [article.id for article in store.articles()] == seen == ["a1", "a2", "a3"]
        assert sum(1 for _ in store.facts()) == report.facts == 22
    assert (report.articles, report.skipped, report.failed) == (3, 0, ())
    assert report.relations[0] == ("meets", 3)
    assert sum(count for _, count in report.relations) == 22
    assert report.entities == len({e.id for x in extractions() for e in x.entities})


def test_build_again_changes_nothing(tmp_path: Path) -> None:
    inputs = [write_inputs(tmp_path / "in")]
    with Store.open(tmp_path / "s", create=True) as store:
        build(inputs, store, FakeReader())
        before = {str(quad) for quad in store.quads()}
        report = build(inputs, store, FakeReader())
        assert {str(quad) for quad in store.quads()} == before
    assert report.articles == 3


def test_resume_skips_what_is_stored_unchanged(tmp_path: Path) -> None:
    articles = [extraction.article for extraction in extractions()]
    with Store.open(tmp_path / "s", create=True) as store:
        build(articles[:2], store, FakeReader())
        reader = FakeReader()
        changed = replace(articles[1], title="Another title")
        report = build([articles[0], changed, articles[2]], store, reader, resume=True)
        assert reader.read == ["a2", "a3"]
        assert (report.articles, report.skipped) == (2, 1)
        found = store.article("a2")
        assert found is not None
        assert found.title == "Another title"


def test_an_interrupted_build_keeps_what_it_stored(tmp_path: Path) -> None:
    inputs = [write_inputs(tmp_path / "in")]
    with Store.open(tmp_path / "s", create=True) as store, pytest.raises(KeyboardInterrupt):
        build(inputs, store, FakeReader(fail_at="a3"))
    with Store.open(tmp_path / "s", create=True) as store:
        assert [article.id for article in store.articles()] == ["a1", "a2"]
        report = build(inputs, store, FakeReader(), resume=True)
        assert (report.articles, report.skipped) == (1, 2)


def test_bad_inputs_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = write_inputs(tmp_path / "in")
    (folder / "empty.txt").write_text("")
    errors: list[InputError] = []
    with Store.open(tmp_path / "s", create=True) as store:
        report = build([folder, tmp_path / "missing.txt"], store, FakeReader(), on_error=errors.append)
    assert report.articles == 3
    assert len(report.failed) == len(errors) == 2
    assert all(name in " ".join(report.failed) for name in ("empty.txt", "missing.txt"))


@pytest.mark.parametrize("ahead", [1, 2, 16])
@pytest.mark.parametrize("broken", [("a1",), ("a2",), ("a3",), ("a1", "a3"), ("a1", "a2", "a3")])
def test_an_article_on_which_the_extractor_fails_is_left_out(
    broken: tuple[str, ...], ahead: int, tmp_path: Path
) -> None:
    errors: list[InputError] = []
    reader, inputs = FakeReader(broken=broken, ahead=ahead), [write_inputs(tmp_path / "in")]
    with Store.open(tmp_path / "s", create=True) as store:
        report = build(inputs, store, reader, on_error=errors.append)
        assert [a.id for a in store.articles()] == [name for name in ("a1", "a2", "a3") if name not in broken]
    assert report.articles == 3 - len(broken)
    assert report.failed == tuple(map(str, errors))
    assert len(errors) == len(broken)
    for name, error in zip(broken, errors, strict=True):
        assert (
            str(error) == f"article {name}: left out, the extractor failed with KeyError: 'no head\\nof the sentence'"
        )


def test_without_a_handler_the_failure_itself_is_raised(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store, pytest.raises(KeyError, match="no head"):
        build([write_inputs(tmp_path / "in")], store, FakeReader(broken=["a2"]))


def test_a_failure_to_read_on_is_no_failure_of_the_extractor(tmp_path: Path) -> None:
    def articles() -> Iterator[Article]:
        yield extractions()[0].article
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(extract_all(FakeReader(ahead=4), articles(), on_error=lambda error: None))


def test_an_extractor_that_never_works_ends() -> None:
    class Dead:
        def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        list(extract_all(Dead(), [extractions()[0].article], on_error=lambda error: None))


def test_without_a_handler_bad_input_raises(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store, pytest.raises(InputError, match=r"missing\.txt"):
        build([tmp_path / "missing.txt"], store, FakeReader())


def test_files_and_articles_keep_their_order(tmp_path: Path) -> None:
    file = tmp_path / "b.txt"
    file.write_text("China met Russia.")
    given = [Article("x", "one"), file, Article("y", "two"), Article("z", "three")]
    assert [article.id for article in read_inputs(given)] == ["x", "b", "y", "z"]


def test_min_confidence(tmp_path: Path) -> None:
    articles = [extraction.article for extraction in extractions()]
    facts = [fact for found in extract_all(FakeReader(), articles, 0.8) for fact in found.facts]
    assert len(facts) == 21
    assert min(fact.confidence for fact in facts) >= 0.8


def test_a_read_only_store_is_an_error(tmp_path: Path) -> None:
    Store.open(tmp_path / "s", create=True).close()
    with Store.open(tmp_path / "s", read_only=True) as store, pytest.raises(StoreError, match="reading only"):
        build([extractions()[0].article], store, FakeReader())
