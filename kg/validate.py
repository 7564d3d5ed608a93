"""Checks a store or a Turtle file against the shapes of the ontology, and what shapes cannot say quickly.

The graphs of a store are checked one by one, so that time grows with the number of articles and no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product
from pathlib import Path

from kg import vocab
from kg.errors import ValidationError
from kg.lexicon import relations
from kg.rdf import read_turtle, shorten
from kg.rdf.shapes import Breach, Node, Severity, Shapes, Statements, Term, name_of
from kg.resources import resource
from kg.store import Store

__all__ = ["Violation", "validate"]

_NIF, _RDF = vocab.PREFIXES["nif"], vocab.PREFIXES["rdf"]
_TEXT, _CONTEXT, _ANCHOR = f"{_NIF}isString", f"{_NIF}referenceContext", f"{_NIF}anchorOf"
_BEGIN, _END = f"{_NIF}beginIndex", f"{_NIF}endIndex"
_ABOUT, _EVIDENCE, _FACTUALITY = (f"{vocab.KG}{name}" for name in ("about", "evidence", "factuality"))


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One breach: the node and property at fault, and the article whose graph has them ("" for the background)."""

    article: str
    focus: str
    path: str
    message: str
    severity: Severity = "violation"


@cache
def _shapes() -> Shapes:
    return Shapes.read(resource("ontology/shapes.ttl"))


def validate(source: Store | Path | str) -> tuple[Violation, ...]:
    """All breaches in a store, or in the Turtle file of that path, sorted; none if all is well.

    Raises ValidationError if the file cannot be read as Turtle.
    """
    if isinstance(source, Store):
        found = {breach for article, graph in _graphs(source) for breach in _check(graph, article)}
    else:
        found = set(_check(_parse(Path(source)), None))
    return tuple(sorted(found))


def _parse(path: Path) -> Statements:
    try:
        return Statements(read_turtle(path))
    except OSError as error:
        raise ValidationError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (SyntaxError, ValueError) as error:
        raise ValidationError(f"{path}: not Turtle: {error}") from error


def _graphs(store: Store) -> Iterator[tuple[str, Statements]]:
    for name, quads in store.graphs():
        yield "" if name == vocab.BACKGROUND else vocab.article_id(name), Statements(quads)


def _check(graph: Statements, article: str | None) -> Iterator[Violation]:
    """The breaches in one graph; without an article id, that of each is looked up."""
    details = _detail_breaches(graph) if article else ()
    for breach in (*_shapes().breaches(graph), *_offset_breaches(graph), *_shortcut_breaches(graph), *details):
        where = article if article is not None else _article_of(graph, breach.node)
        path = f"^{_short(breach.path[1:])}" if breach.path.startswith("^") else _short(breach.path)
        yield Violation(where, _short(breach.node), path, breach.message, breach.severity)


def _short(name: str) -> str:
    return shorten(f"<{name}>") if name and not name.startswith("_:") else name


def _offset_breaches(graph: Statements) -> Iterator[Breach]:
    """Spans whose text is not that of the article at their offsets."""
    for name, node in graph.nodes.items():
        for article in node.get(_CONTEXT, ()):
            for text in graph.values(name_of(article), _TEXT):
                if not _fits(str(getattr(text, "value", "")), node.get(_BEGIN, ()), node.get(_END, ()), node):
                    yield Breach(name, _ANCHOR, "the text at the offsets is not nif:anchorOf", "violation")


def _fits(text: str, begins: Sequence[Term], ends: Sequence[Term], node: Node) -> bool:
    try:
        bounds = [(int(_value(begin)), int(_value(end))) for begin in begins for end in ends]
    except ValueError:
        return True  # not numbers: the shapes say so
    return all(text[begin:end] == _value(anchor) for begin, end in bounds for anchor in node.get(_ANCHOR, ()))


def _value(term: Term) -> str:
    return str(getattr(term, "value", ""))


def _shortcut_breaches(graph: Statements) -> Iterator[Breach]:
    """Edges between entities that no asserted claim allows."""
    asserted, shortcuts = set(_asserted(graph)), _shortcuts()
    for name, node in graph.nodes.items():
        for path in node.keys() & shortcuts:
            for value in map(name_of, node[path]):
                if (name, path, value) not in asserted:
                    message = f"no claim that is kg:Asserted stands behind this edge to {_short(value)}"
                    yield Breach(name, path, message, "violation")


@cache
def _shortcuts() -> frozenset[str]:
    return frozenset(vocab.KG + name for name in {r.shortcut for r in relations().values()} | {"signedWith"})


@cache
def _symmetric() -> frozenset[str]:
    return frozenset(vocab.KG + relation.shortcut for relation in relations().values() if relation.symmetric)


def _detail_breaches(graph: Statements) -> Iterator[Breach]:
    """Parties and stages of documents in an article's graph that no asserted claim gives."""
    asserted = set(_asserted(graph))
    for name, node in graph.nodes.items():
        for path in (f"{vocab.KG}party", f"{vocab.KG}stage"):
            for value in node.get(path, ()):
                if (name, path, name_of(value)) not in asserted:
                    yield Breach(name, path, f"no claim that is kg:Asserted gives {_value(value)}", "violation")


def _asserted(graph: Statements) -> Iterator[tuple[str, str, str]]:
    """The shortcut edges that the asserted claims of a graph allow."""
    signed: dict[tuple[str, str], set[str]] = {}
    for node in graph.nodes.values():
        if f"{vocab.KG}Asserted" not in map(name_of, node.get(_FACTUALITY, ())):
            continue
        ends = (node.get(f"{_RDF}{end}", ()) for end in ("subject", "predicate", "object"))
        for subject, path, value in product(*(map(name_of, end) for end in ends)):
            yield subject, path, value
            if path in _symmetric():
                yield value, path, subject
            if path == f"{vocab.KG}signed":
                for event in map(name_of, node.get(_ABOUT, ())):
                    signed.setdefault((event, value), set()).add(subject)
    for actors in signed.values():
        yield from ((one, f"{vocab.KG}signedWith", other) for one, other in permutations(sorted(actors), 2))


def _article_of(graph: Statements, node: str) -> str:
    """The article of a span, of a claim's evidence, or of the first claim about a node; "" if none."""
    claims = [node, *map(name_of, graph.inverse.get(_ABOUT, {}).get(node, ()))]
    spans = [node, *(name_of(span) for claim in claims for span in graph.values(claim, _EVIDENCE))]
    articles = {name_of(article) for span in spans for article in graph.values(span, _CONTEXT)}
    if f"{vocab.KG}Article" in graph.classes.get(node, ()):
        articles.add(node)
    return min(map(vocab.article_id, articles), default="")
