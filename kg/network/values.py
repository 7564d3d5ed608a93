"""Attribute values that every graph reader takes: flat strings, numbers and booleans."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

__all__ = ["Attributes", "Scalar", "attributes", "clean", "shorten", "text_of"]

Scalar = str | int | float | bool
Attributes = dict[str, Scalar]

# White space, and what XML 1.0 forbids or discourages: control characters, lone surrogates, non-characters.
_UNFIT = re.compile("[\\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]+")


def clean(text: str) -> str:
    """The text on one line, each run of white space and of characters that XML forbids turned into one space."""
    return _UNFIT.sub(" ", text).strip()


def shorten(text: str, limit: int) -> str:
    """The cleaned text, cut at a word and closed with an ellipsis if it has more than `limit` characters."""
    text = clean(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head.rsplit(" ", 1)[0] if " " in head else head) + "…"


def attributes(values: Mapping[str, Scalar | None]) -> Attributes:
    """The values that are known: no None, no empty string, no NaN or infinity; strings cleaned."""
    known: Attributes = {}
    for name, value in values.items():
        if isinstance(value, str):
            value = clean(value)
        if value is None or value == "" or (isinstance(value, float) and not math.isfinite(value)):
            continue
        known[name] = value
    return known


def text_of(value: Scalar) -> str:
    """The value as XML Schema writes it: `true`, `1.5`, `some text`."""
    return str(value).lower() if isinstance(value, bool) else str(value)
