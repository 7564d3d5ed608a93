"""What an extraction becomes in RDF, and what its text forms are."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdf_samples import numbered, sample
from rdflib.compare import isomorphic

from kg import vocab
from kg.errors import ExportError, InputError
from kg.model import Entity, Evidence, Extraction, Fact, Span
from kg.rdf import (
    quads,
    to_graph,
    triples,
    union,
    write_jsonld,
    write_nquads,
    write_ntriples,
    write_trig,
    write_turtle,
)

PREFIXES = "\n".join(f"PREFIX {p}: <{n}>" for p, n in vocab.PREFIXES.items())
WRITERS = {
    "turtle": write_turtle,
    "ntriples": write_ntriples,
    "trig": write_trig,
    "nquads": write_nquads,
    "jsonld": write_jsonld,
}


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return to_graph(sample())


def ask(graph: rdflib.Graph, pattern: str) -> bool:
    return bool(graph.query(f"{PREFIXES} ASK {{ {pattern} }}").askAnswer)


HOLDS = [
    "event:2023-03-21-meeting-1 a kg:Meeting, kg:Encounter, kg:Event",
    "event:2023-03-21-meeting-1 kg:participant person:xi-jinping, person:vladimir-putin",
    "event:2023-03-21-meeting-1 kg:principal state:CHN, state:RUS ; kg:participant state:CHN, state:RUS",
    "event:2023-03-21-meeting-1 kg:place place:moscow ; kg:plover 'CONSULT' ; kg:cameo '040'",
    "event:2023-03-21-meeting-1 kg:goldstein '1'^^xsd:decimal",
    "event:2023-03-21-meeting-1 skos:prefLabel 'Xi Jinping and Vladimir Putin: meeting, 2023-03-21'@en",
    "event:2023-03-21-meeting-1 kg:earliest '2023-03-21'^^xsd:date ; kg:latest '2023-03-21'^^xsd:date",
    "event:2023-03-21-signing-1 kg:signatory person:xi-jinping, person:vladimir-putin ; kg:document ?d",
    "event:2023-03-21-signing-1 kg:agent person:xi-jinping ; skos:prefLabel ?l FILTER(STRSTARTS(?l, 'Xi Jinping and'))",
    "?visit a kg:Visit ; kg:agent state:IND ; kg:destination state:RUS ; kg:host state:RUS ; kg:datePrecision 'year'",
    "?visit a kg:Visit ; skos:prefLabel 'India, Russia: visit, 2024 (planned)'@en",
    "?event a kg:Condemnation ; kg:target state:CHN ; kg:datePrecision 'none'",
    "?t a kg:Tenure ; org:member person:xi-jinping ; org:organization state:CHN ; kg:office [ a kg:Office ]",
    "?m a kg:StateMembership ; org:member state:IND ; org:organization orga:sco",
    "claim:f2 kg:about event:2023-03-21-meeting-1 ; rdf:subject person:xi-jinping ; rdf:predicate kg:metWith",
    "claim:f5 kg:factuality kg:Planned ; kg:attributedTo orga:xinhua ; kg:relation 'visits'",
    "claim:f6 kg:factuality kg:Denied ; kg:confidence 0.35",
    "claim:f1 kg:evidence [ nif:anchorOf 'Chinese President Xi Jinping' ; nif:beginIndex 0 ; nif:endIndex 28 ]",
    "?o a kg:Office ; skos:prefLabel 'President'@en ; org:postIn state:CHN",
    "person:xi-jinping kg:metWith person:vladimir-putin ; kg:holdsOffice state:CHN",
    "person:xi-jinping kg:signedWith person:vladimir-putin",
    "person:vladimir-putin kg:metWith person:xi-jinping ; kg:signed doc:moscow-declaration",
    "?m a kg:Mention ; kg:refersTo state:CHN ; nif:anchorOf 'Chinese' ; kg:mentionKind 'demonym'",
    "?m kg:refersTo person:xi-jinping, person:vladimir-putin ; nif:anchorOf 'The two leaders'",
    "article:talks a kg:Article ; schema:datePublished '2023-03-22'^^xsd:date ; dct:source 'Example News'",
    "doc:moscow-declaration a kg:Declaration, kg:Document, kg:Entity",
    "person:xi-jinping skos:altLabel 'Xi'@en ; skos:exactMatch wd:Q15031",
]
NEVER = [
    "state:IND kg:visited ?x",
    "state:IND kg:condemned ?x",
    "?e kg:participant orga:xinhua",
    "?e kg:participant doc:moscow-declaration",
    "?e kg:participant place:moscow",
    "state:CHN kg:metWith ?x",
]


@pytest.mark.parametrize("pattern", HOLDS)
def test_sample_graph_holds(graph: rdflib.Graph, pattern: str) -> None:
    assert ask(graph, pattern)


@pytest.mark.parametrize("pattern", NEVER)
def test_sample_graph_does_not_hold(graph: rdflib.Graph, pattern: str) -> None:
    assert not ask(graph, pattern)


def test_no_quad_lies_outside_the_article_graph() -> None:
    assert {str(q.graph_name) for q in quads(sample())} == {f"<{vocab.graph_iri('talks')}>"}


def test_a_state_acted_for_but_not_named_has_its_code_and_no_label() -> None:
    plain = sample()
    without = replace(plain, entities=tuple(e for e in plain.entities if e.id != "state/RUS"))
    graph = to_graph(without)
    assert ask(graph, "?e kg:principal state:RUS . state:RUS a kg:State ; kg:iso3 'RUS'")
    assert not ask(graph, "state:RUS skos:prefLabel ?l")


def test_participation_in_a_body_makes_it_the_forum() -> None:
    plain = sample()
    fact = replace(plain.facts[6], relation="participatesIn")
    graph = to_graph(replace(plain, facts=(fact,)))
    assert ask(graph, "?e a kg:Participation ; kg:forum orga:sco ; kg:occasion orga:sco ; kg:participant state:IND")
    assert not ask(graph, "?e kg:partOf ?o")
    assert not ask(graph, "?e kg:participant orga:sco")


def test_an_unknown_class_or_one_of_another_kind_gives_the_class_of_the_kind() -> None:
    for cls in ("Treaty", "Nonsense", ""):
        plain = sample()
        person = Entity("person/xi-jinping", "person", "Xi Jinping", cls=cls)
        graph = to_graph(replace(plain, entities=(person,), facts=(), mentions=()))
        assert ask(graph, "person:xi-jinping a kg:Person")
        assert not ask(graph, "?x a kg:Document")


def test_links_that_are_no_iris_are_left_out() -> None:
    plain = sample()
    state = Entity(
        "state/CHN", "state", "China", same_as=("not an IRI", "", "http://a b", "http://www.wikidata.org/entity/Q148")
    )
    graph = to_graph(replace(plain, entities=(state,), facts=(), mentions=()))
    assert {str(o) for o in graph.objects(None, rdflib.SKOS.exactMatch)} == {"http://www.wikidata.org/entity/Q148"}


def test_long_lists_of_names_are_cut_short() -> None:
    plain = sample()
    states = tuple(Entity(f"state/S{c}X", "state", f"State {c}", iso3=f"S{c}X") for c in "ABCDEFG")
    template = replace(plain.facts[1], event_id="e", when=None, place=None)
    facts = tuple(replace(template, id=f"g{s.id}", subject="state/CHN", object=s.id) for s in states)
    graph = to_graph(replace(plain, entities=(*plain.entities, *states), facts=facts, mentions=()))
    label = graph.value(rdflib.URIRef(vocab.event_iri("e", "")), rdflib.SKOS.prefLabel)
    assert str(label) == "China, State A, State B and 5 others: meeting"


def test_unknown_relation_is_an_input_error() -> None:
    plain = sample()
    with pytest.raises(InputError, match=r"talks: fact f1: 'marries' is not in relations\.toml"):
        triples(replace(plain, facts=(replace(plain.facts[0], relation="marries"),)))


def test_order_of_facts_and_entities_does_not_matter() -> None:
    plain = sample()
    turned = replace(plain, entities=plain.entities[::-1], facts=plain.facts[::-1], mentions=plain.mentions[::-1])
    assert set(triples(plain)) == set(triples(turned))


@pytest.mark.parametrize("name", WRITERS)
def test_same_statements_same_bytes(name: str, tmp_path: Path) -> None:
    found = [*quads(numbered(1)), *quads(numbered(2))]
    WRITERS[name](found, tmp_path / "one")
    random.Random(7).shuffle(found)
    WRITERS[name](found, tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # of rdflib's own JSON-LD parser
def test_text_forms_hold_the_same_graph(tmp_path: Path, graph: rdflib.Graph) -> None:
    for name, form in (("turtle", "turtle"), ("ntriples", "nt"), ("jsonld", "json-ld")):
        WRITERS[name](quads(sample()), tmp_path / name)
        assert isomorphic(rdflib.Graph().parse(tmp_path / name, format=form), graph), name
    plain = set(triples(sample()))
    parsed = {q.triple for q in ox.parse(path=str(tmp_path / "turtle"), format=ox.RdfFormat.TURTLE)}
    assert parsed == plain


def test_quad_forms_keep_the_graphs(tmp_path: Path) -> None:
    found = {*quads(numbered(1)), *quads(numbered(2))}
    for name, form in (("trig", ox.RdfFormat.TRIG), ("nquads", ox.RdfFormat.N_QUADS)):
        WRITERS[name](found, tmp_path / name)
        assert set(ox.parse(path=str(tmp_path / name), format=form)) == found


STRANGE = "\0\x01\x7f\u0085\u2028\ufffe\uffff\ud800 \"quote\" '' \\u0041 \\ \U0001f600\r\n\t<>{}|^`%41#?é/.."


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper (raptor2-utils) is not installed")
@pytest.mark.parametrize("extra", ["", STRANGE])
def test_rapper_reads_the_turtle(extra: str, tmp_path: Path) -> None:
    plain = sample()
    article = replace(plain.article, id=f"talks{extra}", text=plain.article.text + extra, title=extra, url=extra)
    facts = tuple(replace(f, id=f.id + extra, office=extra, event_id=f.event_id + extra) for f in plain.facts)
    found = quads(replace(plain, article=article, facts=facts))
    write_turtle(found, tmp_path / "a.ttl")
    command = ["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(tmp_path / "a.ttl")]
    done = subprocess.run(command, capture_output=True, check=True)
    assert len(done.stdout.split(b" .\n")) - 1 == len(list(union(found)))


def test_turtle_is_short_and_begins_with_types(tmp_path: Path) -> None:
    write_turtle(quads(sample()), tmp_path / "a.ttl")
    text = (tmp_path / "a.ttl").read_text("utf-8")
    assert "\nclaim:f6 a kg:Claim ;\n    rdf:object state:CHN ;\n" in text
    assert "kg:confidence 0.35 ;" in text
    assert "nif:beginIndex 0 ;" in text
    assert '"2023-03-21"^^xsd:date' in text


def test_jsonld_carries_its_context(tmp_path: Path) -> None:
    write_jsonld(quads(sample()), tmp_path / "a.jsonld")
    whole = json.loads((tmp_path / "a.jsonld").read_text("utf-8"))
    nodes = {node["@id"]: node for node in whole["@graph"]}
    claim = nodes["claim:f6"]
    assert claim["@type"] == "kg:Claim"
    assert claim["kg:factuality"] == "kg:Denied"
    assert claim["kg:confidence"] == "0.35"
    assert nodes["person:xi-jinping"]["skos:altLabel"] == "Xi"


def test_union_keeps_one_label_and_the_widest_dates() -> None:
    event, graph = ox.NamedNode(vocab.event_iri("e", "")), [ox.NamedNode(vocab.graph_iri(n)) for n in "abc"]
    label, other = ox.NamedNode(vocab.PREFIXES["skos"] + "prefLabel"), ox.NamedNode(vocab.PREFIXES["skos"] + "altLabel")
    first, last = (ox.NamedNode(vocab.KG + name) for name in ("earliest", "latest"))
    kind = ox.NamedNode(vocab.KG + "datePrecision")
    rows = [(label, v, g) for v, g in zip(("One", "Two", "Two"), graph, strict=True)]
    rows += [(first, "2023-03-02", graph[0]), (first, "2023-03-01", graph[1])]
    rows += [(last, "2023-03-02", graph[0]), (last, "2023-03-05", graph[1])]
    rows += [(kind, "none", graph[0]), (kind, "none", graph[1]), (kind, "day", graph[2])]
    found = list(union(ox.Quad(event, p, ox.Literal(v), g) for p, v, g in rows))
    values = {(p, v.strip('"')) for _, p, v in found}
    assert values == {
        (str(label), "Two"),
        (str(other), "One"),
        (str(first), "2023-03-01"),
        (str(last), "2023-03-05"),
        (str(kind), "day"),
    }


def test_union_prefers_the_label_of_the_background() -> None:
    node, label = ox.NamedNode(vocab.entity_iri("state/CHN")), ox.NamedNode(vocab.PREFIXES["skos"] + "prefLabel")
    names = [("PRC", vocab.graph_iri("a")), ("PRC", vocab.graph_iri("b")), ("China", vocab.BACKGROUND)]
    found = list(union(ox.Quad(node, label, ox.Literal(v), ox.NamedNode(g)) for v, g in names))
    assert [v for _, p, v in found if p == str(label)] == ['"China"']


def test_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="missing"):
        write_turtle(quads(sample()), tmp_path / "missing" / "a.ttl")


hostile = st.text(max_size=20)
anything = st.text(st.characters(), max_size=20)  # with lone surrogates


@given(text=st.text(st.characters(), min_size=1, max_size=30), words=st.lists(anything, min_size=6, max_size=6))
@settings(max_examples=60, deadline=None)
def test_no_string_breaks_any_form(tmp_path_factory: pytest.TempPathFactory, text: str, words: list[str]) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    name, label, link, title, event, office = words
    entity = Entity(f"person/{name}", "person", label, (label, title), (link,), title)
    evidence = Evidence(Span(0, len(text)), text)
    fact = Fact(
        id=name,
        subject=entity.id,
        relation="meets",
        object=entity.id,
        evidence=evidence,
        attributed_to=label,
        office=office,
        event_id=event,
        rule=title,
    )
    plain = sample()
    article = replace(plain.article, id=name, text=text, title=title, url=link, source=label)
    extraction = Extraction(article, (entity,), (), (fact, replace(fact, id=label, relation="holdsOffice")))
    found = set(quads(extraction))
    for writer, form in ((write_turtle, ox.RdfFormat.TURTLE), (write_jsonld, ox.RdfFormat.JSON_LD)):
        writer(found, folder / "file")
        parsed = ox.parse(path=str(folder / "file"), format=form)
        assert {quad.triple for quad in parsed} == {quad.triple for quad in found}
    write_nquads(found, folder / "nq")
    assert set(ox.parse(path=str(folder / "nq"), format=ox.RdfFormat.N_QUADS)) == found
    write_trig(found, folder / "trig")
    assert set(ox.parse(path=str(folder / "trig"), format=ox.RdfFormat.TRIG)) == found
    write_turtle(found, folder / "turtle")
    assert set(rdflib.Graph().parse(folder / "turtle", format="turtle")) == set(to_graph(extraction))


@given(hostile)
def test_ids_come_back_from_iris(name: str) -> None:
    assert vocab.entity_id(vocab.entity_iri(f"person/{name}")) == f"person/{name}"
    assert vocab.article_id(vocab.article_iri(name)) == name
    assert vocab.article_id(vocab.graph_iri(name)) == name
    assert vocab.claim_id(vocab.claim_iri(name)) == name
    assert vocab.event_id(vocab.event_iri(name, "f")) == name
    assert "/" not in vocab.article_iri(name).removeprefix(vocab.BASE + "id/article/")
    assert vocab.span_bounds(vocab.span_iri(name, 3, 14)) == (3, 14)


def test_dots_alone_are_no_relative_paths() -> None:
    assert vocab.article_iri("..").endswith("/article/%2E%2E")
    assert vocab.entity_iri("person/./x").endswith("/person/%2E/x")
