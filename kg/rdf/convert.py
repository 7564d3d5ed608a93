"""From an extraction to an rdflib graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from kg.model import Extraction
from kg.rdf.build import triples
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    import rdflib

__all__ = ["to_graph"]


def to_graph(extraction: Extraction) -> rdflib.Graph:
    """The triples of an article as an rdflib Graph. Raises InputError for a relation that the table lacks."""
    import rdflib

    def plain(node: NamedNode | Literal) -> rdflib.URIRef | rdflib.Literal:
        if isinstance(node, NamedNode):
            return rdflib.URIRef(node.value)
        if node.language:
            return rdflib.Literal(node.value, lang=node.language)
        datatype = node.datatype.value
        return rdflib.Literal(node.value, datatype=None if datatype == _STRING else datatype, normalize=False)

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples(extraction):
        graph.add((plain(triple.subject), plain(triple.predicate), plain(triple.object)))  # type: ignore[arg-type]
    return graph


_STRING = f"{PREFIXES['xsd']}string"
