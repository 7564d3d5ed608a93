"""The store: an Oxigraph database on disk, with one named graph an article."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

import pyoxigraph as ox

from kg import __version__, vocab
from kg.background import background
from kg.errors import QueryError, StoreError, StoreLocked
from kg.model import Article, Entity, Extraction, Selection, StoredClaim, StoredFact
from kg.rdf import in_graph, quads
from kg.rdf.terms import iri, kg, term, text
from kg.store.documents import claims_about, document_claim
from kg.store.entities import entity_nodes, read_entities, read_entity
from kg.store.extractions import AS_READ, read_extraction
from kg.store.facts import read_article, read_fact, select_claims
from kg.store.importing import check_graphs, graphs_in
from kg.store.lock import Lock

if TYPE_CHECKING:
    import rdflib

__all__ = ["Store"]

_META = iri(vocab.META)
_BACKGROUND = iri(vocab.BACKGROUND)


class Store:
    """A knowledge graph on disk. Use `Store.open`, best as a context manager."""

    def __init__(self, path: Path, database: ox.Store, lock: Lock, *, read_only: bool) -> None:
        """For `Store.open` alone."""
        self.path = path
        self.read_only = read_only
        self._db = database
        self._lock = lock

    @classmethod
    def open(
        cls, path: Path | str, *, create: bool = False, read_only: bool = False, any_version: bool = False
    ) -> Self:
        """Open a store, or make an empty one if `create` is set and there is none.

        With `any_version` it may be of another ontology; then its `articles` alone can be relied on. Raises StoreError
        if there is no store or it was written with another ontology, StoreLocked if another process writes it (or, for
        writing, reads it).
        """
        folder = Path(path)
        _check_folder(folder, create=create and not read_only)
        lock = Lock(folder, shared=read_only)
        try:
            database = _database(folder, read_only=read_only)
            store = cls(folder, database, lock, read_only=read_only)
            if not read_only and next(database.quads_for_pattern(None, None, None, None), None) is None:
                store._write_meta()
            store._check_meta(any_version)
        except BaseException:
            lock.release(clear=not read_only)
            raise
        return store

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the store; calls after the first do nothing."""
        if hasattr(self, "_db"):
            if not self.read_only:
                self._db.flush()  # else every later opening would first read the log of all changes again
            del self._db  # the database closes with its last reference
            self._lock.release(clear=not self.read_only)

    def _write_meta(self) -> None:
        found = [
            ox.Quad(_META, term("owl:versionInfo"), text(vocab.ontology().version), _META),
            ox.Quad(_META, kg("builtWith"), text(__version__), _META),
        ]
        self._replace(_META, found)

    def _meta(self, predicate: ox.NamedNode) -> str | None:
        for quad in self._db.quads_for_pattern(_META, predicate, None, _META):
            return cast("ox.Literal", quad.object).value
        return None

    def _check_meta(self, any_version: bool = False) -> None:
        version, here = self._meta(term("owl:versionInfo")), vocab.ontology().version
        if version is None:
            raise StoreError(f"{self.path}: a database, but not one of kg; name another folder")
        if version != here and not any_version:
            program, command = self._meta(kg("builtWith")), shlex.join(["kg", "rebuild", "--store", str(self.path)])
            raise StoreError(
                f"{self.path}: written by kg {program}, ontology {version}; this is {here}: run `{command}`, which "
                "reads its articles again and keeps decisions about entities"
            )

    def _replace(self, graph: ox.NamedNode, found: Iterable[ox.Quad]) -> None:
        """Make the graph hold these quads and no others, in one transaction."""
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only")
        old = set(self._db.quads_for_pattern(None, None, None, graph))
        new = set(found)
        try:
            if not old:
                self._db.extend(new)
            elif old != new:
                self._db.update(_change("DELETE", graph, old - new) + " ; " + _change("INSERT", graph, new - old))
        except OSError as error:
            raise StoreError(f"{self.path}: cannot be written: {error}") from error

    def add(self, extraction: Extraction, as_read: str = "") -> None:
        """Put an article and its facts into the store, in place of what it had of the article before.

        `as_read` is kept beside it, for `extractions`.
        """
        graph, article = iri(vocab.graph_iri(extraction.article.id)), iri(vocab.article_iri(extraction.article.id))
        kept = [ox.Quad(article, AS_READ, text(as_read), graph)] if as_read else []
        self._replace(graph, [*quads(extraction), *kept])

    def extractions(self, *, mentions: bool = True) -> Iterator[tuple[Extraction, str]]:
        """All articles with what they state, sorted by id, each with the `as_read` that `add` was given."""
        graphs = {vocab.article_id(graph.value): graph for graph in self._article_graphs()}
        for name in sorted(graphs):
            found = read_extraction(self._db, graphs[name], mentions=mentions)
            if found:
                yield found

    def extraction(self, article_id: str) -> tuple[Extraction, str] | None:
        """The article of that id, like those of `extractions`."""
        return read_extraction(self._db, iri(vocab.graph_iri(article_id)))

    def remove(self, article_id: str) -> bool:
        """Take an article and its facts out; False if the store has no such article."""
        graph = iri(vocab.graph_iri(article_id))
        if not self._db.contains_named_graph(graph):
            return False
        if self.read_only:
            raise StoreError(f"{self.path}: opened for reading only")
        self._db.remove_graph(graph)
        return True

    def add_background(self) -> None:
        """Bring the background graph up to date: what the lexicon knows of the entities that the articles name."""
        known = background(frozenset(entity_nodes(self._db)))
        self._replace(_BACKGROUND, in_graph(known, vocab.BACKGROUND))

    def articles(self) -> Iterator[Article]:
        """All articles, sorted by id."""
        graphs = {vocab.article_id(graph.value): graph for graph in self._article_graphs()}
        for name in sorted(graphs):
            article = read_article(self._db, graphs[name])
            if article:
                yield article

    def _article_graphs(self) -> Iterator[ox.NamedNode]:
        for graph in self._db.named_graphs():
            if isinstance(graph, ox.NamedNode) and graph not in (_META, _BACKGROUND):
                yield graph

    def article(self, article_id: str) -> Article | None:
        """The article of that id."""
        return read_article(self._db, iri(vocab.graph_iri(article_id)))

    def entities(self) -> Iterator[Entity]:
        """All entities that articles name, sorted by id.

        The names of all articles are united; the label is that of the background, else the most frequent.
        """
        return read_entities(self._db)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity of that id, merged like those of `entities`."""
        return read_entity(self._db, entity_id)

    def facts(self, selection: Selection | None = None) -> Iterator[StoredFact]:
        """The facts that the selection keeps, sorted by date and id.

        An undated fact counts by its article's date, and comes last if that has none. The background gives no facts.
        """
        articles: dict[ox.NamedNode, Article] = {}
        found = []
        for graph, claim in select_claims(self._db, selection or Selection()):
            if graph not in articles:
                article = read_article(self._db, graph)
                if article is None:
                    continue
                articles[graph] = article
            found.append(read_fact(self._db, graph, claim, articles[graph]))
        return iter(sorted(found, key=_by_date))

    def fact(self, fact_id: str) -> StoredFact | None:
        """The fact of that id; of the same id in several articles, that of the first article."""
        claim = iri(vocab.claim_iri(fact_id))
        graphs = (q.graph_name for q in self._db.quads_for_pattern(claim, term("rdf:type"), kg("Claim"), None))
        found = []
        for graph in graphs:
            article = read_article(self._db, cast("ox.NamedNode", graph))
            if article:
                found.append(read_fact(self._db, cast("ox.NamedNode", graph), claim, article))
        return min(found, key=lambda stored: stored.article_id, default=None)

    def document_claims(self, document: str | None = None) -> list[StoredClaim]:
        """What articles say of the parties and stages of one document, or of all; by document, date and id."""
        return claims_about(self._db, document)

    def document_claim(self, claim_id: str) -> StoredClaim | None:
        """The claim about a document of that id; of the same id in several articles, that of the first article."""
        return document_claim(self._db, claim_id)

    def query(
        self, sparql: str, *, union: bool = True, default: Sequence[str] = (), named: Sequence[str] = ()
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Run a SPARQL query over all graphs together; `GRAPH` reaches the single ones.

        Without `union` the query's own FROM and FROM NAMED count. `default` and `named` are IRIs of graphs that make up
        the dataset in place of both. Raises QueryError if the query cannot be parsed or evaluated.
        """
        chosen = bool(default or named)
        try:
            return self._db.query(
                sparql,
                use_default_graph_as_union=union and not chosen,
                default_graph=[ox.NamedNode(graph) for graph in default] if chosen else None,
                named_graphs=[ox.NamedNode(graph) for graph in named] if chosen else None,
                prefixes=dict(vocab.PREFIXES),
            )
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise QueryError(f"SPARQL: {error}") from error

    def quads(self) -> Iterator[ox.Quad]:
        """All quads but those of the metadata, in no set order."""
        for quad in self._db.quads_for_pattern(None, None, None, None):
            if quad.graph_name != _META:
                yield quad

    def graphs(self) -> Iterator[tuple[str, Iterator[ox.Quad]]]:
        """The IRI and the quads of each graph but the metadata, sorted by IRI in angle brackets."""
        names = (graph for graph in self._db.named_graphs() if isinstance(graph, ox.NamedNode) and graph != _META)
        for graph in sorted(names, key=str):
            yield graph.value, self._db.quads_for_pattern(None, None, None, graph)

    def nodes(self) -> Iterator[ox.Quad]:
        """The same quads as `quads`, sorted by subject in N-Triples syntax; the subjects alone are held in memory."""
        found = cast("ox.QuerySolutions", self.query("SELECT DISTINCT ?s { ?s ?p ?o }"))
        for name in sorted(str(row["s"]) for row in found):
            for quad in self._db.quads_for_pattern(ox.NamedNode(name[1:-1]), None, None, None):
                if quad.graph_name != _META:
                    yield quad

    def dump(self, path: Path | str, format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """Write a full copy, metadata included, to a file that `load` reads."""
        with Path(path).open("wb") as file:
            self._db.dump(file, format)

    def load(self, path: Path | str, format: ox.RdfFormat = ox.RdfFormat.N_QUADS) -> None:
        """Read a copy written by `dump` into the store. Raises StoreError if it is not one."""
        try:
            self._db.bulk_load(path=str(path), format=format)
        except (SyntaxError, OSError) as error:
            raise StoreError(f"{path}: not a copy of a store: {error}") from error
        self._check_meta()

    def take(self, path: Path | str) -> int:
        """Read N-Quads (.nq) or TriG (.trig) that `kg export` wrote; each graph replaces what the store has of it.

        Returns how many graphs the file has. Nothing is read from a file that holds anything else. Raises StoreError
        if it cannot be read, or holds what is not of a store.
        """
        file = Path(path)
        names, together = check_graphs(file, vocab.ontology().version)
        for graph, found in graphs_in(file, together):
            self._replace(graph, found)
        return len(names)

    def backup(self, path: Path | str) -> None:
        """A copy in a new folder, at once and without copying data, for readers beside a writer."""
        try:
            self._db.backup(str(path))
        except OSError as error:
            raise StoreError(f"{path}: cannot make a copy here: {error}") from error

    def compact(self) -> None:
        """Make the files small and quick to read, after many changes."""
        self._db.optimize()

    def rdflib(self) -> rdflib.Dataset:
        """The store as an rdflib Dataset, all graphs together by default; it sees later changes."""
        import rdflib
        from oxrdflib import OxigraphStore

        return rdflib.Dataset(store=OxigraphStore(store=self._db), default_union=True)


def _change(verb: str, graph: ox.NamedNode, found: set[ox.Quad]) -> str:
    triples = " .\n".join(sorted(str(quad.triple) for quad in found))
    return f"{verb} DATA {{ GRAPH {graph} {{ {triples} }} }}"


def _by_date(stored: StoredFact) -> tuple[date, str, str]:
    when = stored.fact.when
    return (when.first if when else stored.published or date.max), stored.fact.id, stored.article_id


def _check_folder(folder: Path, *, create: bool) -> None:
    """Raises StoreError if there is no store; with `create`, an empty or new folder will do."""
    if (folder / "CURRENT").is_file():
        return
    if folder.exists() and (not folder.is_dir() or any(p.name != "kg.lock" for p in folder.iterdir())):
        raise StoreError(f"{folder}: not a kg store; name another folder")
    if not create:
        raise StoreError(f"{folder}: no store here; make one with `kg build`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: cannot be made: {error.strerror}") from error


def _database(folder: Path, *, read_only: bool) -> ox.Store:
    try:
        return ox.Store.read_only(str(folder)) if read_only else ox.Store(str(folder))
    except OSError as error:
        if "lock" in str(error).casefold():
            raise StoreLocked(f"{folder}: in use by another process; wait until it ends") from error
        raise StoreError(f"{folder}: cannot be opened: {error}") from error
