"""The translated shapes against pySHACL: both must find the same, in sound graphs and in broken ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdf_samples import TEXT, evidence, sample
from rdflib import RDF, SH, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg import vocab
from kg.errors import ValidationError
from kg.model import DateRange, DocumentClaim
from kg.rdf import to_graph
from kg.rdf.shapes import Shapes, Statements
from kg.resources import resource

KG = rdflib.Namespace(vocab.KG)
GHOST = URIRef("https://kg.example/id/person/ghost")
SHAPES = resource("ontology/shapes.ttl")

# What one property of a node is given in a broken graph; None takes away what it has.
VALUES: dict[str, Node | None] = {
    "nothing": None,
    "an unknown node": GHOST,
    "a text": Literal("some text"),
    "an empty text": Literal(""),
    "a text of a language": Literal("Text", lang="en"),
    "a small number": Literal(-99),
    "a large number": Literal(99),
    "a fraction": Literal("99.5", datatype=XSD.decimal),
    "an early day": Literal("1000-01-01", datatype=XSD.date),
    "a late day": Literal("3000-01-01", datatype=XSD.date),
    "a year": Literal("2023", datatype=XSD.gYear),
    "no day": Literal("2023-02-30", datatype=XSD.date),
    "no number": Literal("many", datatype=XSD.integer),
    "a place": URIRef("https://kg.example/id/place/moscow"),
    "a claim": URIRef("https://kg.example/id/claim/f2"),
}
# pySHACL cannot compare a day that is none with one that is, and ends with a TypeError.
CASES = [(name, second) for name in VALUES for second in (False, True) if (name, second) != ("no day", True)]
CLASSES = ("Place", "Document", "Occasion", "Organization")

Found = set[tuple[str, str, str, str]]


@cache
def shapes() -> Graph:
    return Graph().parse(SHAPES, format="turtle")


def pairs() -> Iterator[tuple[URIRef, Node]]:
    """Each target class of each shape with the path of each of its properties."""
    for shape in sorted(shapes().subjects(RDF.type, SH.NodeShape), key=str):
        for target in sorted(shapes().objects(shape, SH.targetClass), key=str):
            for part in shapes().objects(shape, SH.property):
                yield cast("URIRef", target), cast("Node", shapes().value(part, SH.path))


def sound() -> Graph:
    """The sample, with a word for each property that the shapes name."""
    document, signed = "doc/moscow-declaration", evidence(TEXT, "The two leaders signed the Moscow Declaration.")
    day = DateRange(date(2023, 3, 21), date(2023, 3, 21), "day")
    claims = (
        DocumentClaim("d1", document, "party", "state/CHN", signed, when=day, attributed_to="org/xinhua"),
        DocumentClaim("d2", document, "stage", "signed", signed, when=day, by=("state/CHN", "state/RUS")),
    )
    graph = to_graph(replace(sample(), document_claims=claims))
    for node in sorted(graph.subjects(RDF.type, KG.StateMembership)):
        graph.add((node, KG.status, Literal("member")))
    return graph


def changed(value: Node | None, *, second: bool) -> Graph:
    """The sample with this value for each property of a node of each class; a `second` value keeps the first."""
    graph = sound()
    for target, path in pairs():
        inverse = shapes().value(path, SH.inversePath)
        nodes = sorted(graph.subjects(RDF.type, target), key=str)
        node = next((one for one in nodes if (one, path, None) in graph), nodes[0])
        if inverse is not None:
            if not second:
                graph.remove((None, cast("URIRef", inverse), node))
            if isinstance(value, URIRef):
                graph.add((value, cast("URIRef", inverse), node))
            continue
        if not second:
            graph.remove((node, cast("URIRef", path), None))
        if value is not None:
            graph.add((node, cast("URIRef", path), value))
    return graph


@cache
def referee(name: str, second: bool) -> tuple[Found, set[tuple[str, str]]]:
    """What pySHACL finds, and which constraints of which messages."""
    return report(changed(VALUES[name], second=second))


def report(graph: Graph) -> tuple[Found, set[tuple[str, str]]]:
    _, results, _ = cast("Any", pyshacl.validate(graph, shacl_graph=shapes(), inplace=True))
    found, broken = Found(), set()
    for one in results.objects(None, SH.result):
        path = results.value(one, SH.resultPath)
        inverse = results.value(path, SH.inversePath) if path is not None else None
        message = str(results.value(one, SH.resultMessage))
        severity = str(results.value(one, SH.resultSeverity)).removeprefix(str(SH)).lower()
        where = f"^{inverse}" if inverse is not None else str(path or "")
        found.add((str(results.value(one, SH.focusNode)), where, message, severity))
        broken.add((message, str(results.value(one, SH.sourceConstraintComponent))))
    return found, broken


def ours(graph: Graph) -> Found:
    triples = ox.parse(graph.serialize(format="nt"), format=ox.RdfFormat.N_TRIPLES)
    found = Shapes.read(SHAPES).breaches(Statements(triples))
    return {(one.node, one.path, one.message, one.severity) for one in found}


@pytest.mark.parametrize(("name", "second"), CASES)
def test_both_find_the_same(name: str, second: bool) -> None:
    theirs, _ = referee(name, second)
    assert theirs or (second and VALUES[name] is None)
    assert ours(changed(VALUES[name], second=second)) == theirs


@pytest.mark.parametrize("cls", CLASSES)
def test_both_find_the_same_where_classes_exclude_each_other(cls: str) -> None:
    graph = to_graph(sample())
    for node in sorted(graph.subjects(RDF.type, KG.Entity)):
        graph.add((node, RDF.type, KG[cls]))
    theirs, _ = report(graph)
    assert theirs
    assert ours(graph) == theirs


def test_both_follow_the_classes_that_a_graph_explains() -> None:
    graph = to_graph(sample())
    graph.add((KG.Envoy, rdflib.RDFS.subClassOf, KG.Claim))
    graph.add((KG.Envoy2, rdflib.RDFS.subClassOf, KG.Envoy))
    graph.add((GHOST, RDF.type, KG.Envoy2))
    theirs, _ = report(graph)
    assert len(theirs) > 5
    assert ours(graph) == theirs


def test_blank_nodes_are_no_dates_or_texts() -> None:
    """At which pySHACL gives up."""
    graph = to_graph(sample())
    for path in (KG.earliest, KG.about, rdflib.SKOS.prefLabel):
        for node in sorted(graph.subjects(path, None)):
            graph.set((node, path, rdflib.BNode()))
    found = {(path, message) for _, path, message, _ in ours(graph)}
    assert {path for path, _ in found} >= {str(KG.earliest), str(rdflib.SKOS.prefLabel), f"^{KG.about}"}


def test_every_constraint_is_broken_once() -> None:
    broken = set[tuple[str, str]]()
    for name, second in CASES:
        broken |= referee(name, second)[1]
    expected = set[tuple[str, str]]()
    for part in shapes().subjects(SH.path, None):
        message = str(shapes().value(part, SH.message))
        for path in shapes().predicates(part):
            name = str(path).removeprefix(str(SH))
            if str(path).startswith(str(SH)) and name not in ("path", "message", "severity"):
                expected.add((message, f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"))
    assert len(expected) > 60
    assert expected <= broken


def test_a_sound_graph_passes() -> None:
    assert ours(sound()) == set() == report(sound())[0]


@pytest.mark.parametrize(
    "rule",
    [
        "sh:property [ sh:path kg:x ; sh:uniqueLang true ]",
        "sh:property [ sh:path kg:x ; sh:datatype xsd:time ]",
        "sh:property [ sh:path kg:x ; sh:nodeKind sh:Literal ]",
        "sh:not [ sh:class kg:Place ]",
        "sh:closed true",
    ],
)
def test_rules_that_are_not_understood_are_refused(rule: str, tmp_path: Path) -> None:
    head = "\n".join(f"@prefix {p}: <{n}> ." for p, n in {**vocab.PREFIXES, "sh": str(SH)}.items())
    (tmp_path / "s.ttl").write_text(f"{head}\nkg:S a sh:NodeShape ; sh:targetClass kg:Event ; {rule} .", "utf-8")
    with pytest.raises(ValidationError, match="understood"):
        Shapes.read(tmp_path / "s.ttl")
