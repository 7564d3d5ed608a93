"""The ontology agrees with the relation table, the code, the shapes, the context and the queries."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from rdf_samples import TEXT, sample
from rdflib import OWL, RDF, RDFS, SKOS, Namespace

from kg import vocab
from kg.lexicon import Relation, relations
from kg.rdf import triples, write_turtle

KG = Namespace(vocab.KG)
ORG = Namespace(vocab.PREFIXES["org"])
CLASSES = (
    "State Territory ContestedState HistoricState InternationalOrganization Grouping Organ GovernmentBody "
    "NonStateActor Treaty Agreement MemorandumOfUnderstanding JointStatement Declaration Resolution PositionPaper "
    "Plan Charter Legislation City Region Sea Building Continent War Conference Summit Exercise Process Crisis"
).split()


@pytest.fixture(scope="module")
def graph(root: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(root / "ontology" / "ontology.ttl")


@pytest.fixture(scope="module")
def names(graph: rdflib.Graph) -> set[str]:
    return {str(s).removeprefix(KG) for s in graph.subjects(RDF.type, None) if str(s).startswith(KG)}


def is_below(graph: rdflib.Graph, node: rdflib.URIRef, upper: rdflib.URIRef, relation: rdflib.URIRef) -> bool:
    return upper in graph.transitive_objects(node, relation)


@pytest.mark.parametrize("relation", relations().values(), ids=lambda r: r.name)
def test_class_of_each_relation(graph: rdflib.Graph, relation: Relation) -> None:
    upper = KG.Event if relation.subject_role else ORG.Membership
    assert is_below(graph, KG[relation.cls], upper, RDFS.subClassOf)
    assert graph.value(KG[relation.cls], RDFS.label) is not None
    if relation.subject_role:
        assert str(graph.value(KG[relation.cls], KG.ploverCode) or "") == (relation.plover or "")
        assert str(graph.value(KG[relation.cls], KG.cameoCode) or "") == (relation.cameo or "")


@pytest.mark.parametrize("relation", relations().values(), ids=lambda r: r.name)
def test_shortcut_of_each_relation(graph: rdflib.Graph, relation: Relation) -> None:
    shortcut = KG[relation.shortcut]
    assert is_below(graph, shortcut, KG.shortcut, RDFS.subPropertyOf)
    assert graph.value(shortcut, KG.derivedFromClass) == KG[relation.cls]
    assert str(graph.value(shortcut, KG.relationName)) == relation.name
    assert ((shortcut, RDF.type, OWL.SymmetricProperty) in graph) == relation.symmetric


@pytest.mark.parametrize("relation", [r for r in relations().values() if r.subject_role], ids=lambda r: r.name)
def test_roles_of_each_relation(graph: rdflib.Graph, relation: Relation) -> None:
    assert is_below(graph, KG[relation.subject_role], KG.participant, RDFS.subPropertyOf)
    assert graph.value(KG[relation.object_role], RDFS.domain) == KG.Event
    known = vocab.ontology()
    wanted = known.ranges[relation.object_role]
    for kind in relation.object:
        fits = wanted in known.entity_classes(kind, None)  # type: ignore[arg-type]
        assert fits, f"{relation.name}: {kind} is no kg:{wanted}"


def test_no_shortcut_without_a_relation(graph: rdflib.Graph) -> None:
    found = {str(s).removeprefix(KG) for s in graph.subjects(KG.relationName, None)}
    assert found == {relation.shortcut for relation in relations().values()}


def test_every_term_has_a_label_and_every_class_one_root(graph: rdflib.Graph, names: set[str]) -> None:
    individuals = {str(s).removeprefix(KG) for s in graph.subjects(RDF.type, KG.Factuality)}
    for name in names - {"https://kg.example/ns"} - individuals:
        assert graph.value(KG[name], RDFS.label), name
    for name in individuals:
        assert graph.value(KG[name], SKOS.prefLabel), name


def test_every_superclass_and_range_in_our_namespace_exists(graph: rdflib.Graph, names: set[str]) -> None:
    for relation in (
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.disjointWith,
        KG.derivedFromClass,
    ):
        for upper in graph.objects(None, relation):
            assert not upper.startswith(KG) or upper.removeprefix(KG) in names, upper


@pytest.mark.parametrize("name", CLASSES)
def test_finer_classes_of_entities(name: str) -> None:
    roots = [kind for kind, root in vocab.ROOTS.items() if vocab.ontology().entity_classes(kind, name)[0] == name]
    assert len(roots) == (2 if "State" in vocab.ontology().above[name] else 1), "a state is a place as well"


def used(text: str) -> set[str]:
    return set(re.findall(r"\bkg:([A-Za-z]\w*)", text))


def test_shapes_use_terms_of_the_ontology(root: Path, names: set[str]) -> None:
    assert used((root / "ontology" / "shapes.ttl").read_text("utf-8")) <= names


def test_queries_use_terms_of_the_ontology(root: Path, names: set[str]) -> None:
    for path in sorted((root / "kg" / "query" / "queries").glob("*.rq")):
        text = re.sub(r"^\s*#.*", "", path.read_text("utf-8"), flags=re.MULTILINE)
        assert used(text) <= names, path.name


def test_code_uses_terms_of_the_ontology(root: Path, names: set[str]) -> None:
    files = [root / "kg" / "background.py", *(root / "kg" / "rdf").glob("*.py"), *(root / "kg" / "store").glob("*.py")]
    for path in files:
        found = set(re.findall(r'\bkg\("(\w+)"\)', path.read_text("utf-8")))
        assert found <= names, path.name


def test_context_knows_prefixes_and_properties(root: Path, graph: rdflib.Graph) -> None:
    context = json.loads((root / "ontology" / "context.jsonld").read_text("utf-8"))["@context"]
    assert {name: context[name] for name in vocab.PREFIXES} == dict(vocab.PREFIXES)
    for name in graph.subjects(RDF.type, OWL.ObjectProperty):
        assert context[f"kg:{name.removeprefix(KG)}"] == {"@type": "@id"}
    xsd = vocab.PREFIXES["xsd"]
    for name, kind in graph.subject_objects(RDFS.range):
        if kind in (rdflib.XSD.date, rdflib.XSD.decimal):
            assert context[f"kg:{name.removeprefix(KG)}"] == {"@type": f"xsd:{kind.removeprefix(xsd)}"}


def test_version_is_that_of_the_code(graph: rdflib.Graph) -> None:
    assert str(graph.value(rdflib.URIRef("https://kg.example/ns"), OWL.versionInfo)) == vocab.ontology().version


def test_documentation_names_every_term(root: Path, names: set[str]) -> None:
    text = (root / "docs" / "ontology.md").read_text("utf-8")
    assert names - {"https://kg.example/ns"} <= used(text)
    assert used(text) <= names
    for relation in relations().values():
        assert f"| {relation.name} | `kg:{relation.cls}` |" in text


def test_example_of_the_documentation_is_what_the_program_writes(root: Path, tmp_path: Path) -> None:
    plain = sample()
    example = replace(
        plain,
        article=replace(plain.article, text=TEXT[:94]),
        entities=tuple(
            e for e in plain.entities if e.id in ("person/xi-jinping", "person/vladimir-putin", "place/moscow")
        ),
        mentions=plain.mentions[1:2],
        facts=plain.facts[1:2],
    )
    write_turtle(triples(example), tmp_path / "a.ttl")
    _, _, written = (tmp_path / "a.ttl").read_text("utf-8").partition("\n\n")
    block = re.search(r"```turtle\n(.*?)```", (root / "docs" / "ontology.md").read_text("utf-8"), re.DOTALL)
    assert block is not None
    assert block[1].strip() == written.strip()
