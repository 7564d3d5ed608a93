"""The public names, pinned: a change here is a change of the interface."""

from __future__ import annotations

import kg
import kg.errors

PUBLIC = [
    "Article",
    "Entity",
    "Extraction",
    "Fact",
    "KgError",
    "Lookups",
    "Selection",
    "Store",
    "__version__",
    "build",
    "extract_article",
    "open_store",
    "reader",
    "to_networkx",
]
ERRORS = [
    "Ambiguous",
    "ExportError",
    "InputError",
    "KgError",
    "LexiconError",
    "LookupFailed",
    "MissingExtra",
    "ModelError",
    "QueryError",
    "StoreError",
    "StoreLocked",
    "ValidationError",
]


def test_names_of_kg() -> None:
    assert kg.__all__ == PUBLIC
    assert all(getattr(kg, name) is not None for name in PUBLIC)


def test_names_of_the_errors() -> None:
    assert kg.errors.__all__ == ERRORS
    assert all(issubclass(getattr(kg.errors, name), kg.KgError) for name in ERRORS)


def test_the_tree_is_drawn_in_full() -> None:
    drawing = kg.errors.__doc__ or ""
    assert all(name in drawing for name in ERRORS)
