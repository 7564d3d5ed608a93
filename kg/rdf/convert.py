"""From triples to rdflib graphs, and from Turtle to triples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, Triple, parse

from kg.model import Extraction
from kg.rdf.build import triples
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["read_turtle", "to_graph", "to_rdflib"]

_STRING = f"{PREFIXES['xsd']}string"


def to_rdflib(statements: Iterable[Triple | Quad]) -> rdflib.Graph:
    """An rdflib Graph of the triples, whatever graph they come from, with the prefixes of `kg.vocab` bound."""
    import rdflib

    def plain(node: Any) -> Any:
        if isinstance(node, NamedNode):
            return rdflib.URIRef(node.value)
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        datatype = node.datatype.value
        return rdflib.Literal(node.value, datatype=None if datatype == _STRING else datatype, normalize=False)

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for found in statements:
        graph.add((plain(found.subject), plain(found.predicate), plain(found.object)))
    return graph


def to_graph(extraction: Extraction) -> rdflib.Graph:
    """The triples of an article as an rdflib Graph. Raises InputError for a relation that the table lacks."""
    return to_rdflib(triples(extraction))


def read_turtle(path: Path) -> Iterator[Quad]:
    """The triples of a Turtle file, as they are read. Raises SyntaxError or ValueError if it is none, and OSError."""
    yield from parse(path=str(path), format=RdfFormat.TURTLE)
