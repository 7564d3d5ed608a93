"""Validation: a sound graph passes, and each single break is found and named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import rdflib
from rdf_samples import numbered, sample

from kg import vocab
from kg.errors import ValidationError
from kg.model import Evidence, Span
from kg.rdf import quads, to_graph, write_turtle
from kg.store import Store
from kg.validate import Violation, validate

PREFIXES = "\n".join(f"PREFIX {p}: <{n}>" for p, n in vocab.PREFIXES.items())
SPAN = "<https://kg.example/id/article/talks#char=0,28>"
EVENT = "event:2023-03-21-meeting-1"
SIGNING = "event:2023-03-21-signing-1"

# name: what is deleted, what is inserted, the node at fault, a part of the message
BREAKS = {
    "event without claim": ("claim:f2 kg:about ?x", f"claim:f2 kg:about {SIGNING}", EVENT, "no provenance"),
    "event without actor": (f"{EVENT} kg:participant ?x", "", EVENT, "needs a kg:participant"),
    "event without label": (f"{EVENT} skos:prefLabel ?x", "", EVENT, "skos:prefLabel"),
    "event precision": (f"{EVENT} kg:datePrecision ?x", f"{EVENT} kg:datePrecision 'hour'", EVENT, "datePrecision"),
    "dates in disorder": ("", f"{EVENT} kg:latest '2023-03-20'^^xsd:date", EVENT, "kg:earliest must be one"),
    "date as year": (
        f"{EVENT} kg:earliest ?x",
        f"{EVENT} kg:earliest '2023'^^xsd:gYear",
        EVENT,
        "kg:earliest must be one xsd:date",
    ),
    "place as agent": ("", f"{EVENT} kg:agent place:moscow", EVENT, "kg:agent must be an actor"),
    "person as principal": ("", f"{EVENT} kg:principal person:xi-jinping", EVENT, "must be a state"),
    "signing without document": (f"{SIGNING} kg:document ?x", "", SIGNING, "needs a kg:document"),
    "signing without signatory": (f"{SIGNING} kg:signatory ?x", "", SIGNING, "needs a kg:signatory"),
    "claim without sentence": ("claim:f6 kg:evidence ?x", "", "claim:f6", "kg:evidence"),
    "claim about nothing": ("claim:f1 kg:about ?x", "", "claim:f1", "exactly one"),
    "claim about two": ("", f"claim:f1 kg:about {EVENT}", "claim:f1", "exactly one"),
    "two factualities": ("", "claim:f6 kg:factuality kg:Asserted", "claim:f6", "one kg:factuality"),
    "unknown factuality": (
        "claim:f6 kg:factuality ?x",
        "claim:f6 kg:factuality kg:Perhaps",
        "claim:f6",
        "one kg:factuality",
    ),
    "confidence over one": ("claim:f6 kg:confidence ?x", "claim:f6 kg:confidence 1.5", "claim:f6", "from 0 to 1"),
    "confidence as text": ("claim:f6 kg:confidence ?x", "claim:f6 kg:confidence 'high'", "claim:f6", "from 0 to 1"),
    "goldstein too high": ("", "claim:f6 kg:goldstein 11.0", "claim:f6", "between -10 and 10"),
    "no relation": ("claim:f6 kg:relation ?x", "", "claim:f6", "one kg:relation"),
    "unknown subject": (
        "claim:f6 rdf:subject ?x",
        "claim:f6 rdf:subject person:ghost",
        "claim:f6",
        "one rdf:subject that the graph describes",
    ),
    "unknown speaker": ("", "claim:f6 kg:attributedTo person:ghost", "claim:f6", "kg:attributedTo"),
    "empty quote": (f"{SPAN} nif:anchorOf ?x", f"{SPAN} nif:anchorOf ''", SPAN, "not empty"),
    "wrong quote": (f"{SPAN} nif:anchorOf ?x", f"{SPAN} nif:anchorOf 'Other words'", SPAN, "text at the offsets"),
    "offsets in disorder": (f"{SPAN} nif:endIndex ?x", f"{SPAN} nif:endIndex 0", SPAN, "before nif:endIndex"),
    "span of no article": (f"{SPAN} nif:referenceContext ?x", "", SPAN, "nif:referenceContext"),
    "mention of nobody": (
        "?m kg:refersTo state:CHN",
        "",
        "<https://kg.example/id/article/talks#char=0,7>",
        "needs a kg:refersTo",
    ),
    "unknown kind of mention": (
        "",
        "<https://kg.example/id/article/talks#char=0,7> kg:mentionKind 'guess'",
        "<https://kg.example/id/article/talks#char=0,7>",
        "kg:mentionKind",
    ),
    "article without text": ("article:talks nif:isString ?x", "", "article:talks", "needs its text"),
    "two labels": ("", "state:CHN skos:prefLabel 'PRC'@en", "state:CHN", "one skos:prefLabel"),
    "lower-case code": ("state:CHN kg:iso3 ?x", "state:CHN kg:iso3 'chn'", "state:CHN", "three capital letters"),
    "link as text": ("", "state:CHN skos:exactMatch 'Q148'", "state:CHN", "must be an IRI"),
    "person and place": ("", "person:xi-jinping a kg:Place", "person:xi-jinping", "cannot also be"),
    "body and document": ("", "orga:sco a kg:Document", "orga:sco", "cannot also be"),
    "document and occasion": ("", "doc:moscow-declaration a kg:Occasion", "doc:moscow-declaration", "cannot also be"),
    "shortcut without claim": ("", "state:IND kg:visited state:RUS", "state:IND", "no claim that is kg:Asserted"),
    "shortcut turned round": (
        "",
        "doc:moscow-declaration kg:signed person:xi-jinping",
        "doc:moscow-declaration",
        "no claim that is kg:Asserted",
    ),
    "signed with nobody": ("", "state:IND kg:signedWith state:CHN", "state:IND", "no claim that is kg:Asserted"),
}


def broken(delete: str, insert: str) -> rdflib.Graph:
    graph = to_graph(sample())
    size = len(graph)
    if delete:
        graph.update(f"{PREFIXES} DELETE WHERE {{ {delete} }}")
        assert len(graph) < size
    if insert:
        graph.update(f"{PREFIXES} INSERT DATA {{ {insert} }}")
    return graph


def checked(graph: rdflib.Graph, path: Path) -> tuple[Violation, ...]:
    graph.serialize(path, format="turtle")
    return validate(path)


@pytest.mark.parametrize("name", BREAKS)
def test_each_break_is_found(name: str, tmp_path: Path) -> None:
    delete, insert, focus, message = BREAKS[name]
    found = checked(broken(delete, insert), tmp_path / "a.ttl")
    assert any(v.focus == focus and message in v.message for v in found), found
    assert all(v.severity == "violation" for v in found)


def test_breaks_name_the_property(tmp_path: Path) -> None:
    (found,) = checked(broken("claim:f6 kg:relation ?x", ""), tmp_path / "a.ttl")
    assert found == Violation("talks", "claim:f6", "kg:relation", "a claim needs one kg:relation")


def test_state_without_code_is_a_warning(tmp_path: Path) -> None:
    (found,) = checked(broken("state:IND kg:iso3 ?x", ""), tmp_path / "a.ttl")
    assert (found.severity, found.focus) == ("warning", "state:IND")


@pytest.mark.parametrize("count", [1, 3])
def test_sound_graphs_pass(count: int, tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store:
        for number in range(count):
            store.add(numbered(number))
        assert validate(store) == ()
        write_turtle(store.quads(), tmp_path / "a.ttl")
    assert validate(tmp_path / "a.ttl") == ()


def test_breaks_in_a_store_name_their_article(tmp_path: Path) -> None:
    with Store.open(tmp_path / "s", create=True) as store:
        store.add(numbered(1))
        plain = numbered(2)
        wrong = replace(plain.facts[0], evidence=Evidence(Span(0, 28), "Not the words"))
        store.add(replace(plain, facts=(wrong, *plain.facts[1:])))
        (found,) = validate(store)
    assert found.article == "article-0002"
    assert found.path == "nif:anchorOf"


def test_articles_that_disagree_make_a_sound_file(tmp_path: Path) -> None:
    one, other = numbered(1), numbered(2)
    renamed = tuple(replace(e, label=f"{e.label} again") for e in other.entities)
    write_turtle([*quads(one), *quads(replace(other, entities=renamed))], tmp_path / "a.ttl")
    assert validate(tmp_path / "a.ttl") == ()


def test_files_that_are_no_turtle(tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="absent"):
        validate(tmp_path / "absent.ttl")
    (tmp_path / "bad.ttl").write_text("<a> <b", "utf-8")
    with pytest.raises(ValidationError, match=r"bad\.ttl: not Turtle"):
        validate(tmp_path / "bad.ttl")
