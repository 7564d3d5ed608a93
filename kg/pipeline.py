"""From articles to a store: streaming, one article at a time, and resumable."""

from __future__ import annotations

import shutil
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Protocol

from kg.errors import InputError, KgError, StoreError
from kg.identity import journal_of, reconcile
from kg.model import Article, Extraction
from kg.sources import read_articles
from kg.store import Store

__all__ = ["BuildReport", "Reader", "build", "extract_all", "read_inputs", "rebuild"]


class Reader(Protocol):
    """What turns articles into extractions, in their order: `kg.extract.Extractor`, or a stand-in for it."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """The extraction of each article."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did. `articles` were read and stored, `skipped` were in the store already, `failed` could not be
    read or extracted (one message an input or article); `entities` and `facts` count what the stored articles hold,
    `relations` the facts by relation, most frequent first."""

    articles: int
    skipped: int
    entities: int
    facts: int
    relations: tuple[tuple[str, int], ...]
    failed: tuple[str, ...]


def read_inputs(
    inputs: Iterable[Path | str | Article],
    *,
    published: date | None = None,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Article]:
    """The articles of files and folders, and articles given as such, lazily and in order.

    `published` is the date of articles that name none. Without `on_error` the first input that cannot be read raises
    InputError; with it, each is reported and the rest is read.
    """
    for are_articles, group in groupby(inputs, key=lambda given: isinstance(given, Article)):
        if are_articles:
            yield from (given for given in group if isinstance(given, Article))
        else:
            paths = [Path(given) for given in group if not isinstance(given, Article)]
            yield from read_articles(paths, published=published, on_error=on_error)


def extract_all(
    reader: Reader,
    articles: Iterable[Article],
    min_confidence: float = 0.0,
    on_error: Callable[[InputError], None] | None = None,
) -> Iterator[Extraction]:
    """The extractions of articles, without the facts below `min_confidence` (0 to 1).

    An article on which the reader fails raises what the reader raised; with `on_error` it is reported and left out.
    """
    waiting: deque[Article] = deque()  # given to the reader, which may look ahead, and not answered yet
    source = _Source(articles, waiting)
    while True:
        try:
            for extraction in reader.pipe(source):
                waiting.popleft()
                yield _confident(extraction, min_confidence)
            return
        except Exception as error:
            if on_error is None or source.failed or not waiting or isinstance(error, KgError):
                raise
        while waiting:
            for extraction in _one_by_one(reader, waiting.popleft(), on_error):
                yield _confident(extraction, min_confidence)


class _Source:
    """Articles that can be read on after the reader failed; `failed` tells that they themselves cannot be read."""

    def __init__(self, articles: Iterable[Article], given: deque[Article]) -> None:
        self._articles, self._given, self.failed = iter(articles), given, False

    def __iter__(self) -> Iterator[Article]:
        try:
            for article in self._articles:
                self._given.append(article)
                yield article
        except Exception:
            self.failed = True
            raise


def _one_by_one(
    reader: Reader, article: Article, on_error: Callable[[InputError], None] | None
) -> tuple[Extraction, ...]:
    """The extraction of one article of those among which the reader failed; none if it fails on this one."""
    try:
        return tuple(reader.pipe([article]))
    except Exception as error:
        if on_error is None or isinstance(error, KgError):
            raise
        kind, told = type(error).__name__, " ".join(str(error).split())
        on_error(InputError(f"article {article.id}: left out, the extractor failed with {kind}: {told[:200]}"))
        return ()


def _confident(extraction: Extraction, least: float) -> Extraction:
    facts = tuple(fact for fact in extraction.facts if fact.confidence >= least)
    if len(facts) == len(extraction.facts):
        return extraction
    return Extraction(extraction.article, extraction.entities, extraction.mentions, facts)


def build(
    inputs: Iterable[Path | str | Article],
    store: Store,
    reader: Reader,
    *,
    published: date | None = None,
    min_confidence: float = 0.0,
    resume: bool = False,
    on_error: Callable[[InputError], None] | None = None,
    on_article: Callable[[Extraction], None] | None = None,
) -> BuildReport:
    """Read, extract and store articles; each replaces what the store holds of it, so a build can be repeated.

    A build that was interrupted keeps every article stored so far; with `resume`, articles that the store holds
    with the same text and details are skipped. At the end entities and events are resolved across all articles of the
    store. `on_article` is called after each article is safely stored.
    Raises StoreError, and InputError for unreadable input if no `on_error` is given or the decisions cannot be read.
    """
    failed: list[str] = []
    tally = _Tally()

    def note(error: InputError) -> None:
        if on_error is None:
            raise error
        failed.append(str(error))
        on_error(error)

    articles = read_inputs(inputs, published=published, on_error=note)
    if resume:
        articles = tally.new(articles, store)
    for extraction in extract_all(reader, articles, min_confidence, note if on_error else None):
        store.add(extraction)
        tally.count(extraction)
        if on_article:
            on_article(extraction)
    reconcile(store)
    store.add_background()
    return tally.report(tuple(failed))


def rebuild(
    path: Path | str,
    reader: Reader,
    *,
    min_confidence: float = 0.0,
    on_error: Callable[[InputError], None] | None = None,
    on_article: Callable[[Extraction], None] | None = None,
) -> BuildReport:
    """Read the articles that a store of any version holds once more, and put a new store with the same decisions there.

    The old store stays as it is until the new one is whole; an article on which the reader fails is kept without facts.
    Raises StoreError, and InputError if the decisions cannot be read.
    """
    folder = Path(path).resolve()
    fresh, former = (folder.with_name(f"{folder.name}.{state}") for state in ("new", "old"))
    for leftover in (fresh, former):
        if leftover.exists():
            raise StoreError(f"{leftover}: left over from a rebuild that was stopped; remove it if {folder} is whole")
    try:
        with Store.open(folder, read_only=True, any_version=True) as old, Store.open(fresh, create=True) as new:
            journal_of(new).add(journal_of(old).lines)
            report = build(
                old.articles(), new, reader, min_confidence=min_confidence, on_error=on_error, on_article=on_article
            )
            for article in old.articles():
                if new.article(article.id) is None:
                    new.add(Extraction(article))
        folder.rename(former)
        fresh.rename(folder)
        shutil.rmtree(former)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be replaced: {error}") from error
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return report


class _Tally:
    def __init__(self) -> None:
        self.articles = self.skipped = 0
        self.entities: set[str] = set()
        self.relations: Counter[str] = Counter()

    def new(self, articles: Iterable[Article], store: Store) -> Iterator[Article]:
        for article in articles:
            if store.article(article.id) == article:
                self.skipped += 1
            else:
                yield article

    def count(self, extraction: Extraction) -> None:
        self.articles += 1
        self.entities.update(entity.id for entity in extraction.entities)
        self.relations.update(fact.relation for fact in extraction.facts)

    def report(self, failed: tuple[str, ...]) -> BuildReport:
        by_count = tuple(sorted(self.relations.items(), key=lambda item: (-item[1], item[0])))
        return BuildReport(
            self.articles, self.skipped, len(self.entities), self.relations.total(), by_count, failed
        )  # fmt: skip
