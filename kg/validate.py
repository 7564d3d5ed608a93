"""Checks a store or a Turtle file against the shapes of the ontology, and what shapes cannot say quickly.

The graphs of a store are checked one by one, so that time grows with the number of articles and no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path
from typing import Any, Literal, cast

import rdflib
from rdflib import RDF, SH, Graph, Namespace
from rdflib.term import Node

from kg import vocab
from kg.errors import ValidationError
from kg.lexicon import relations
from kg.rdf import to_rdflib
from kg.resources import resource
from kg.store import Store

__all__ = ["Violation", "validate"]

_KG = Namespace(vocab.KG)
_NIF = Namespace(vocab.PREFIXES["nif"])


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One breach: the node and property at fault, and the article whose graph has them ("" for the background)."""

    article: str
    focus: str
    path: str
    message: str
    severity: Literal["violation", "warning", "info"] = "violation"


@cache
def _shapes() -> Graph:
    return Graph().parse(resource("ontology/shapes.ttl"), format="turtle")


def validate(source: Store | Path | str) -> tuple[Violation, ...]:
    """All breaches in a store, or in the Turtle file of that path, sorted; none if all is well.

    Raises ValidationError if the file cannot be read as Turtle.
    """
    if isinstance(source, Store):
        found = {breach for article, graph in _graphs(source) for breach in _check(graph, article)}
    else:
        found = set(_check(_parse(Path(source)), None))
    return tuple(sorted(found))


def _parse(path: Path) -> Graph:
    try:
        return Graph().parse(path, format="turtle")
    except OSError as error:
        raise ValidationError(f"{path}: cannot be read: {error.strerror}") from error
    except (SyntaxError, ValueError) as error:
        raise ValidationError(f"{path}: not Turtle: {error}") from error


def _graphs(store: Store) -> Iterator[tuple[str, Graph]]:
    for name, quads in store.graphs():
        yield "" if name == vocab.BACKGROUND else vocab.article_id(name), to_rdflib(quads)


def _check(graph: Graph, article: str | None) -> Iterator[Violation]:
    """The breaches in one graph; without an article id, that of each is looked up."""
    for focus, path, message, severity in (
        *_shape_breaches(graph),
        *_offset_breaches(graph),
        *_shortcut_breaches(graph),
        *(_detail_breaches(graph) if article else ()),
    ):
        where = article if article is not None else _article_of(graph, focus)
        yield Violation(where, _short(graph, focus), path, message, severity)


Breach = tuple[Node, str, str, Literal["violation", "warning", "info"]]


def _short(graph: Graph, node: Node | None) -> str:
    return node.n3(graph.namespace_manager) if isinstance(node, rdflib.term.Identifier) else ""


def _shape_breaches(graph: Graph) -> Iterator[Breach]:
    import pyshacl

    conforms, report, text = cast("Any", pyshacl.validate(graph, shacl_graph=_shapes(), inplace=True))
    if conforms:
        return
    if not isinstance(report, Graph):
        raise ValidationError(f"the shapes could not be applied: {text}")
    for result in report.objects(None, SH.result):
        focus, path = report.value(result, SH.focusNode), report.value(result, SH.resultPath)
        severity = str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)).lower()
        message = str(report.value(result, SH.resultMessage))
        yield cast("Node", focus), _path(report, path), message, cast("Any", severity)


def _path(report: Graph, path: Node | None) -> str:
    inverse = report.value(path, SH.inversePath) if path is not None else None
    return f"^{_short(report, inverse)}" if inverse is not None else _short(report, path)


def _offset_breaches(graph: Graph) -> Iterator[Breach]:
    texts = {article: str(text) for article, text in graph.subject_objects(_NIF.isString)}
    for span, article in graph.subject_objects(_NIF.referenceContext):
        text = texts.get(article)
        if text is None:
            continue
        for begin in graph.objects(span, _NIF.beginIndex):
            for end in graph.objects(span, _NIF.endIndex):
                for anchor in graph.objects(span, _NIF.anchorOf):
                    if not _is_at(text, begin, end, str(anchor)):
                        yield span, "nif:anchorOf", "the text at the offsets is not nif:anchorOf", "violation"


def _is_at(text: str, begin: Node, end: Node, anchor: str) -> bool:
    try:
        return text[int(str(begin)) : int(str(end))] == anchor
    except ValueError:
        return True  # not numbers: the shapes say so


def _shortcut_breaches(graph: Graph) -> Iterator[Breach]:
    asserted = set(_asserted(graph))
    for name in sorted({relation.shortcut for relation in relations().values()} | {"signedWith"}):
        for subject, value in graph.subject_objects(_KG[name]):
            if (subject, name, value) not in asserted:
                message = f"no claim that is kg:Asserted stands behind this edge to {_short(graph, value)}"
                yield subject, f"kg:{name}", message, "violation"


def _detail_breaches(graph: Graph) -> Iterator[Breach]:
    """Parties and stages of documents in an article's graph that no asserted claim gives."""
    asserted = set(_asserted(graph))
    for name in ("party", "stage"):
        for subject, value in graph.subject_objects(_KG[name]):
            if (subject, name, value) not in asserted:
                yield subject, f"kg:{name}", f"no claim that is kg:Asserted gives {value}", "violation"


def _asserted(graph: Graph) -> Iterator[tuple[Node, str, Node]]:
    """The shortcut edges that the asserted claims of a graph allow."""
    symmetric = {relation.shortcut for relation in relations().values() if relation.symmetric}
    signed: dict[tuple[Node | None, Node], set[Node]] = {}
    for claim in graph.subjects(_KG.factuality, _KG.Asserted):
        subject, value = graph.value(claim, RDF.subject), graph.value(claim, RDF.object)
        name = str(graph.value(claim, RDF.predicate)).removeprefix(vocab.KG)
        if subject is None or value is None:
            continue
        yield subject, name, value
        if name in symmetric:
            yield value, name, subject
        if name == "signed":
            signed.setdefault((graph.value(claim, _KG.about), value), set()).add(subject)
    for actors in signed.values():
        yield from ((one, "signedWith", other) for one, other in permutations(sorted(actors, key=str), 2))


def _article_of(graph: Graph, node: Node) -> str:
    """The article of a span, of a claim's evidence, or of the first claim about a node; "" if none."""
    claims: Iterable[Node] = (node, *graph.subjects(_KG.about, node))
    spans = (node, *(span for claim in claims for span in graph.objects(claim, _KG.evidence)))
    articles = {str(a) for span in spans for a in graph.objects(span, _NIF.referenceContext)}
    if (node, RDF.type, _KG.Article) in graph:
        articles.add(str(node))
    return min((vocab.article_id(a) for a in articles), default="")
