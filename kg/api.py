"""The names that `import kg` offers to programs: read a text, build a store, open it, take it as a network.

For a spaCy pipeline of one's own there is the component `kg_facts`, see `kg.extract.component`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.model import Article, Extraction, Selection
from kg.pipeline import BuildReport, Reader
from kg.pipeline import build as _build
from kg.sources import text_article
from kg.store import Store

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["build", "extract_article", "open_store", "reader", "to_networkx"]


def reader(model: str | Path | None = None) -> Reader:
    """What reads articles: the shipped language model, or another English spaCy pipeline by package name or folder.

    Raises ModelError if it cannot be loaded.
    """
    from kg.extract import Extractor
    from kg.language.pipeline import load_pipeline

    return Extractor(load_pipeline(model))


def extract_article(
    article: Article | str, *, id: str = "text", published: date | None = None, using: Reader | None = None
) -> Extraction:
    """The facts of one article, or of a text.

    A text gets the given `id`; its title and date are read from its head, and `published` is its date if it gives none.
    Pass `using=kg.reader()` to load the language model once for many calls. Raises ModelError.
    """
    given = text_article(article, id, published) if isinstance(article, str) else article
    return next((using or reader()).pipe([given]))


def build(
    inputs: Iterable[Path | str | Article],
    *,
    store: Path | str | Store = "kg.store",
    published: date | None = None,
    min_confidence: float = 0.0,
    resume: bool = False,
    using: Reader | None = None,
    on_error: Callable[[InputError], None] | None = None,
) -> BuildReport:
    """Read files, folders and articles into a store, which is made if absent; see `kg.pipeline.build`.

    Raises InputError for an input that cannot be read, unless `on_error` takes it; StoreError; ModelError.
    """
    options = {"published": published, "min_confidence": min_confidence, "resume": resume, "on_error": on_error}
    if isinstance(store, Store):
        return _build(inputs, store, using or reader(), **options)  # type: ignore[arg-type]
    with Store.open(store, create=True) as opened:
        return _build(inputs, opened, using or reader(), **options)  # type: ignore[arg-type]


def open_store(path: Path | str = "kg.store") -> Store:
    """A store to read from, as a context manager.

    Raises StoreError if there is none, StoreLocked while another process writes it.
    """
    return Store.open(path, read_only=True)


def to_networkx(store: Store, selection: Selection | None = None) -> nx.MultiDiGraph[str]:
    """The facts as a networkx graph, one edge a fact; with a selection, only those that it keeps."""
    from kg.network import to_networkx as convert

    return convert(store.facts(selection or Selection()), store.entities())
