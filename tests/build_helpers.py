"""A reader without a language model: it knows the articles of the small press review by their text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from query_world import extractions

from kg.model import Article, Extraction

__all__ = ["FakeReader", "write_inputs"]


class FakeReader:
    """Gives the hand-made extraction of an article with that id, none for others; stops at `fail_at`.

    It reads `ahead` articles at a time, and fails on those of `broken` with an error that nobody foresaw.
    """

    def __init__(self, fail_at: str | None = None, *, broken: Iterable[str] = (), ahead: int = 1) -> None:
        self.known = {extraction.article.id: extraction for extraction in extractions()}
        self.fail_at = fail_at
        self.broken, self.ahead = frozenset(broken), ahead
        self.read: list[str] = []

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        source = iter(articles)
        while batch := list(islice(source, self.ahead)):
            for article in batch:
                if article.id in self.broken:
                    raise KeyError("no head\nof the sentence")
                if article.id == self.fail_at:
                    raise KeyboardInterrupt
                self.read.append(article.id)
                known = self.known.get(article.id, Extraction(article))
                yield replace(known, article=article)


def write_inputs(folder: Path) -> Path:
    """The press review as a JSON Lines file in a folder."""
    folder.mkdir(parents=True)
    records = []
    for extraction in extractions():
        a = extraction.article
        published = a.published.isoformat() if a.published else None
        records.append(
            {"id": a.id, "text": a.text, "title": a.title, "published": published, "url": a.url, "source": a.source}
        )
    (folder / "press.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return folder
