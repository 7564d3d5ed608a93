"""Extractions as RDF, and RDF as text: Turtle, N-Triples, TriG, N-Quads, JSON-LD."""

from __future__ import annotations

from kg.rdf.build import entity_triples, in_graph, quads, triples
from kg.rdf.convert import read_turtle, to_graph, to_rdflib
from kg.rdf.jsonld import write_jsonld
from kg.rdf.write import shorten, union, write_nquads, write_ntriples, write_trig, write_turtle

__all__ = [
    "entity_triples",
    "in_graph",
    "quads",
    "read_turtle",
    "shorten",
    "to_graph",
    "to_rdflib",
    "triples",
    "union",
    "write_jsonld",
    "write_nquads",
    "write_ntriples",
    "write_trig",
    "write_turtle",
]
