"""Every error that kg raises on purpose.

    KgError
    ├── InputError       an article, file or line that cannot be read
    ├── LexiconError     a word list under data/lexicon that breaks its schema
    ├── ModelError       a language pipeline that cannot be loaded or lacks a component
    ├── StoreError       a store that cannot be opened, written or understood
    │   └── StoreLocked  another process holds the store
    ├── QueryError       a SPARQL query that is wrong or not allowed
    ├── LookupFailed     a name that matches no entity, or no fact
    │   └── Ambiguous    a name that matches several entities
    ├── ExportError      a format that is unknown, or a file that cannot be written
    ├── ValidationError  a graph that breaks the shapes
    └── MissingExtra     an optional package that the call needs

The command line alone turns them into a one-line message and an exit code; a message therefore
names the file, line or option and says what to do.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
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


class KgError(Exception):
    """Root of the tree."""


class InputError(KgError):
    """An article, file or line cannot be read."""


class LexiconError(KgError):
    """A word list breaks its schema."""


class ModelError(KgError):
    """A language pipeline cannot be loaded or lacks a component."""


class StoreError(KgError):
    """A store cannot be opened, written or understood."""


class StoreLocked(StoreError):
    """Another process holds the store."""


class QueryError(KgError):
    """A SPARQL query is wrong or not allowed."""


class LookupFailed(KgError):
    """A name matches no entity, or an id no fact."""


class Ambiguous(LookupFailed):
    """A name matches several entities; `candidates` lists (id, label) pairs, best first."""

    def __init__(self, message: str, candidates: Sequence[tuple[str, str]]) -> None:
        super().__init__(message)
        self.candidates = tuple(candidates)


class ExportError(KgError):
    """A format is unknown, or a file cannot be written."""


class ValidationError(KgError):
    """A graph breaks the shapes."""


class MissingExtra(KgError):
    """An optional package is not installed."""
