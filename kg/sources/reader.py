"""Files, folders, JSON Lines and standard input to articles, one at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Article
from kg.sources.decode import MAX_CHARACTERS, decode
from kg.sources.files import Input, find_inputs, is_jsonl, open_input, read_lines, read_whole
from kg.sources.header import find_title, header_date
from kg.sources.records import parse_record

__all__ = ["read_articles", "text_article"]

OnError = Callable[[InputError], None]


def read_articles(
    paths: Iterable[str | Path], *, published: date | None = None, on_error: OnError | None = None
) -> Iterator[Article]:
    """Yield the articles of text files, JSON Lines files, folders of both, and `-` for standard input, in this order.

    Files may be gzip-compressed. `published` is the date of articles that carry none. What cannot be read goes to
    `on_error` and the rest is read on; without `on_error` the first InputError is raised. Two articles of one id are an
    error of the second; a file named twice is read once.
    """

    def report(error: InputError) -> None:
        if on_error is None:
            raise error
        on_error(error)

    seen: dict[str, str] = {}
    for item in find_inputs(paths, report):
        for article, where in _articles(item, published, report):
            if article.id in seen:
                report(InputError(f"{where}: the id {article.id!r} was already used by {seen[article.id]}; rename one"))
            else:
                seen[article.id] = where
                yield article


def text_article(text: str, article_id: str, published: date | None = None) -> Article:
    """An article from a plain text: title and date are read from its head; `published` serves if it gives no date."""
    return Article(id=article_id, text=text, title=find_title(text), published=header_date(text) or published)


def _articles(item: Input, published: date | None, report: OnError) -> Iterator[tuple[Article, str]]:
    """The articles of one input that are short enough to be parsed; others are reported."""
    for article, where in _all_articles(item, published, report):
        if len(article.text) > MAX_CHARACTERS:
            length = f"{len(article.text):,} characters are too many for one article"
            report(InputError(f"{where}: {length}; split it into parts of at most {MAX_CHARACTERS:,}"))
        else:
            yield article, where


def _all_articles(item: Input, published: date | None, report: OnError) -> Iterator[tuple[Article, str]]:
    try:
        with open_input(item) as stream:
            if is_jsonl(item, stream):
                yield from _from_lines(stream, item, published, report)
            else:
                article = text_article(decode(read_whole(stream, item.name), item.name), _file_id(item), published)
                yield article, item.name
    except InputError as error:
        report(error)


def _from_lines(
    stream: io.BufferedReader, item: Input, published: date | None, report: OnError
) -> Iterator[tuple[Article, str]]:
    empty = True
    for number, line in read_lines(stream, item.name):
        where = f"{item.name}:{number}"
        if line is None:
            report(InputError(f"{where}: the line is too long; split the article"))
        elif line.strip():
            try:
                yield parse_record(line, where, published), where
            except InputError as error:
                report(error)
        else:
            continue
        empty = False
    if empty:
        raise InputError(f"{item.name}: the file is empty; remove it or give it articles")


def _file_id(item: Input) -> str:
    """The file's stem. Raises InputError for a name that is no Unicode, which no output could hold."""
    try:
        item.stem.encode("utf-8")
    except UnicodeEncodeError:
        raise InputError(f"{item.name!a}: the file's name is not UTF-8; rename it") from None
    return item.stem
