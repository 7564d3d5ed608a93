"""JSON Lines to articles: one object a line with `id`, `text` and optionally `title`, `published`, `url`, `source`."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from kg.errors import InputError
from kg.model import Article
from kg.sources.decode import clean
from kg.sources.header import find_title, header_date

__all__ = ["parse_record"]

_OPTIONAL = ("title", "url", "language")


def parse_record(line: bytes, where: str, published: date | None) -> Article:
    """The article of one line. Its text is kept as it stands, so that offsets hold for the record's own text.

    `where` is `file:line` for messages; `published` the date of articles that carry none. Raises InputError for what is
    no JSON object, lacks `id` or `text`, or has a field of the wrong type or an impossible date. A `source` that is no
    text (event records use the name for their actors) is left out.
    """
    record = _object(line, where)
    for key in ("id", "text"):
        _required(record, key, where)
    for key in _OPTIONAL:
        if record.get(key) is not None and not isinstance(record[key], str):
            raise InputError(f"{where}: `{key}` must be text, not {_type(record[key])}")
    text = clean(record["text"])
    return Article(
        id=clean(record["id"]).strip(),
        text=text,
        title=clean(record.get("title") or "").strip() or find_title(text),
        url=record.get("url") or None,
        published=_day(record.get("published"), where) or header_date(text) or published,
        source=clean(record["source"]) or None if isinstance(record.get("source"), str) else None,
        language=record.get("language") or "en",
    )


def _object(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: not UTF-8 (byte {error.start}); save JSON Lines as UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{where}: not valid JSON ({error}); write one object a line") from None
    if not isinstance(record, dict):
        raise InputError(f"{where}: {_type(record)}, not an object; write one object with `id` and `text` a line")
    return record


def _required(record: dict[str, Any], key: str, where: str) -> None:
    value = record.get(key)
    if value is None:
        raise InputError(f"{where}: `{key}` is missing; every object needs `id` and `text`")
    if not isinstance(value, str):
        raise InputError(f"{where}: `{key}` must be text, not {_type(value)}")
    if not value.strip():
        raise InputError(f"{where}: `{key}` is empty")


def _day(value: object, where: str) -> date | None:
    """A date as `2023-03-22`, or that of a time stamp such as `2023-03-22T18:19:00Z`.

    A year or month alone is no day from which "on Tuesday" could be counted, and is left out.
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if re.fullmatch(r"\s*\d{4}(?:-(?:0[1-9]|1[0-2]))?\s*", value):
            return None
        try:
            return datetime.fromisoformat(value.strip()).date()
        except ValueError:
            pass
    raise InputError(f"{where}: `published` is {value!r}; write a date such as 2023-03-22")


def _type(value: object) -> str:
    names = {list: "a list", dict: "an object", bool: "true or false", int: "a number", float: "a number", str: "text"}
    return names.get(type(value), "null")
