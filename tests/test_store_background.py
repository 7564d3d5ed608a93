"""Background facts: in their own graph, about what the articles name, never as if an article said them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdf_samples import sample

from kg import background as module
from kg import vocab
from kg.background import background
from kg.errors import LexiconError
from kg.store import Store
from kg.validate import validate


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "store", create=True) as opened:
        opened.add(sample())
        yield opened


def test_background_has_a_graph_of_its_own_and_gives_no_facts(store: Store) -> None:
    articles, facts, entities = list(store.articles()), list(store.facts()), {e.id for e in store.entities()}
    before = set(store.quads())
    store.add_background()
    added = set(store.quads()) - before
    assert added
    assert {str(quad.graph_name) for quad in added} == {f"<{vocab.BACKGROUND}>"}
    assert list(store.articles()) == articles
    assert list(store.facts()) == facts
    assert {entity.id for entity in store.entities()} == entities


def test_background_is_added_once_and_follows_the_articles(store: Store) -> None:
    store.add_background()
    before = set(store.quads())
    store.add_background()
    assert set(store.quads()) == before
    store.remove("talks")
    store.add_background()
    assert not store.query("ASK { GRAPH ?g { orga:sco a kg:Entity } }")


def test_entities_take_label_links_and_names_from_the_background(store: Store) -> None:
    plain = sample("other")
    china = replace(plain.entities[6], label="the PRC", names=("the PRC",))
    store.remove("talks")
    store.add(replace(plain, entities=(*plain.entities[:6], china, *plain.entities[7:])))
    store.add_background()
    found = store.entity("state/CHN")
    assert found is not None
    assert found.label == "China"
    assert {"the PRC", "People's Republic of China"} <= set(found.names)
    assert "http://www.wikidata.org/entity/Q148" in found.same_as


def members(store: Store, body: str, day: str) -> set[str]:
    rows = store.query(f"""
        SELECT ?m WHERE {{
          ?x a kg:StateMembership ; org:organization {body} ; org:member ?m ; kg:status "member" ; kg:earliest ?f .
          OPTIONAL {{ ?x kg:latest ?l }}
          FILTER(?f <= "{day}"^^xsd:date && COALESCE(?l, "9999-12-31"^^xsd:date) >= "{day}"^^xsd:date)
        }}""")
    assert isinstance(rows, ox.QuerySolutions)
    return {vocab.entity_id(row["m"].value) for row in rows}


def test_members_of_the_sco_by_date(store: Store) -> None:
    store.add_background()
    assert "state/IND" not in members(store, "orga:sco", "2016-01-01")
    assert {"state/IND", "state/PAK", "state/CHN"} <= members(store, "orga:sco", "2018-01-01")
    assert "state/IRN" in members(store, "orga:sco", "2024-01-01")


def test_a_state_acted_for_but_not_named_gets_its_label(store: Store) -> None:
    plain = sample("other")
    store.remove("talks")
    store.add(replace(plain, entities=tuple(e for e in plain.entities if e.id != "state/RUS")))
    store.add_background()
    assert store.query("ASK { GRAPH ?g { state:RUS skos:prefLabel 'Russia'@en } }")


def test_tenures_of_persons_that_articles_name() -> None:
    none = background(frozenset())
    some = background(frozenset({"person/xi-jinping"}))
    tenure = ox.NamedNode(vocab.KG + "Tenure")
    assert not [t for t in none if t.object == tenure]
    assert [t for t in some if t.object == tenure]
    assert set(none) < set(some)


def test_background_conforms_to_the_shapes(store: Store) -> None:
    store.add_background()
    assert validate(store) == ()


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-03-21", "2023-03-21", "2023-03-21"),
    ],
)
def test_bounds_of_dates(value: str, first: str, last: str) -> None:
    node = ox.NamedNode("http://a.example/")
    assert [t.object.value for t in module._dates(node, value, value)] == [first, last]


def test_bad_date_is_a_lexicon_error() -> None:
    with pytest.raises(LexiconError, match="spring"):
        list(module._dates(ox.NamedNode("http://a.example/"), "spring 2023", ""))
