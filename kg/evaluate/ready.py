"""Extractions that were made before: JSON Lines as `kg extract` prints them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from kg.errors import InputError
from kg.model import Extraction
from kg.record import from_record

__all__ = ["read_extractions"]


def read_extractions(path: Path, texts: Mapping[str, str] | None = None) -> tuple[Extraction, ...]:
    """The extractions of a file of JSON Lines. `texts` gives the article's text by id, which the record lacks.

    Raises InputError if the file cannot be read; the message names the line.
    """
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8") from None
    return tuple(_parse(line, f"{path}:{n}", texts or {}) for n, line in enumerate(lines, 1) if line.strip())


def _parse(line: str, where: str, texts: Mapping[str, str]) -> Extraction:
    try:
        record = json.loads(line)
        return from_record(record, texts.get(record["article"]["id"], ""))
    except json.JSONDecodeError as error:
        raise InputError(f"{where}: not valid JSON: {error.msg}") from None
    except KeyError as error:
        raise InputError(f"{where}: no key {error}; each line must be a record of kg extract") from None
    except (TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{where}: no record of kg extract: {error}") from None
