"""Lookups on a small store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyoxigraph as ox
import pytest
from query_world import ENTITIES, fill, story

from kg.errors import LookupFailed
from kg.model import Selection
from kg.query import Lookups, agreements, members, path, show
from kg.store import Store


@pytest.fixture(scope="module")
def lookups(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lookups]:
    with Store.open(fill(tmp_path_factory.mktemp("lookups") / "kg.store"), read_only=True) as store:
        yield Lookups(store)


def test_timeline_is_in_order_and_uses_the_articles_date(lookups: Lookups) -> None:
    rows = lookups.timeline(("Xi",))
    assert [row.day for row in rows] == ["2023-03-20", "2023-03-21", "2023-03-21", "by 2023-03-22"]
    assert rows[0].subject_label == "Xi Jinping"
    assert rows[0].quote == "Chinese President Xi Jinping visited Russia on 2023-03-20."


def test_timeline_between_two_in_either_direction(lookups: Lookups) -> None:
    ids = {row.id for row in lookups.timeline(("China", "Russia"))}
    assert ids == {row.id for row in lookups.timeline(("Russia", "China"))} == {"a130", "a240", "a300"}


def test_wide_counts_persons_with_their_state(lookups: Lookups) -> None:
    wide = {row.id for row in lookups.timeline(("China", "Russia"), wide=True)}
    assert wide == {"a100", "a110", "a130", "a240", "a300", "a310"}
    assert {row.id for row in lookups.timeline(("China",), wide=True)} > {"a100", "a101", "a120"}


def test_selection_narrows(lookups: Lookups) -> None:
    planned = lookups.timeline(("China",), Selection(statuses=("planned",)))
    assert [row.id for row in planned] == ["a130"]
    late = lookups.timeline(("Putin",), Selection(since=date(2023, 10, 1)))
    assert [row.id for row in late] == ["a310"]


def test_relations_sum_up(lookups: Lookups) -> None:
    rows = lookups.relations(("China", "Russia"))
    assert [(r.relation, r.status, r.facts) for r in rows] == [
        ("aids", "actual", 1),
        ("aids", "denied", 1),
        ("cooperatesWith", "planned", 1),
    ]


def test_symmetric_relations_are_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    facts = [
        {"subject": a, "relation": "meets", "object": b}
        for a, b in (("state/CHN", "state/RUS"), ("state/RUS", "state/CHN"))
    ]
    with Store.open(tmp_path_factory.mktemp("s") / "kg.store", create=True) as store:
        store.add(story("m", "2023-01-01", [("China and Russia met twice.", facts)]))
        (row,) = Lookups(store).relations(("China",))
    assert (row.facts, row.articles, row.first) == (2, 1, None)


def test_why_marks_both_names(lookups: Lookups) -> None:
    reason = lookups.why("a110")
    assert [reason.fact.quote[a:b] for a, b in reason.marks] == ["Xi Jinping", "Vladimir Putin"]
    article = lookups.store.article("a1")
    assert article is not None
    assert article.text[reason.start : reason.end] == reason.fact.quote
    assert (reason.rule, reason.url, reason.source) == ("hand", "https://news.example/a1", "Wire")


def test_why_takes_the_beginning_of_an_id(lookups: Lookups) -> None:
    assert lookups.why("a11").fact.id == "a110"
    with pytest.raises(LookupFailed, match="fits 6 facts"):
        lookups.why("a1")
    for unknown in ("nope", ""):
        with pytest.raises(LookupFailed, match="is no fact"):
            lookups.why(unknown)


def test_path_is_shortest_and_actual(lookups: Lookups) -> None:
    hops = path(lookups, "Macron", "Iran")
    assert [(h.subject_label, h.object_label) for h in hops] == [
        ("Emmanuel Macron", "Vladimir Putin"),
        ("Vladimir Putin", "China"),
        ("China", "Iran"),
    ]
    assert all(hop.status == "actual" for hop in hops)


def test_path_avoids(lookups: Lookups) -> None:
    hops = path(lookups, "Macron", "Iran", avoid=("Putin",))
    assert all("vladimir-putin" not in h.subject + h.object for h in hops)
    assert path(lookups, "Republic of the Congo", "China") == []
    with pytest.raises(LookupFailed, match="same entity"):
        path(lookups, "China", "CHN")


def test_show(lookups: Lookups) -> None:
    view = show(lookups, "Xi")
    assert (view.id, view.facts, view.articles, view.first, view.last) == (
        "person/xi-jinping",
        4,
        1,
        "2023-03-20",
        "2023-03-21",
    )
    assert [office.office for office in view.offices] == ["President"]
    assert {(t.relation, t.direction, t.other) for t in view.ties} >= {("meets", "out", "person/vladimir-putin")}
    assert [m.body for m in show(lookups, "China").memberships] == ["org/sco"]


def test_agreements(lookups: Lookups) -> None:
    rows = agreements(lookups)
    assert [row.id for row in rows] == ["doc/samarkand-declaration", "doc/joint-statement"]
    assert rows[1].signed_by == ("person/vladimir-putin", "person/xi-jinping")
    assert [row.id for row in agreements(lookups, "SCO")] == ["doc/samarkand-declaration"]
    assert agreements(lookups, "Iran") == []
    assert [row.id for row in agreements(lookups, "China")] == ["doc/joint-statement"], "a party by its president"
    assert [row.id for row in agreements(lookups, "China", wide=True)] == ["doc/joint-statement"]


def test_stage_of_a_document(lookups: Lookups) -> None:
    (row,) = agreements(lookups, stage="signed")
    assert (row.id, row.parties, row.signed, row.stage) == (
        "doc/joint-statement",
        ("state/CHN", "state/RUS"),
        "2023-03-21",
        "signed",
    )
    assert row.claim is not None
    reason = lookups.why(row.claim)
    assert (reason.fact.relation, reason.fact.object) == ("stage", "signed")
    assert "signed the Joint Statement" in reason.fact.quote
    assert agreements(lookups, stage="suspended") == []
    view = show(lookups, "Joint Statement on Partnership")
    assert (view.parties, view.stage, view.signed) == (row.parties, "signed", "2023-03-21")
    assert {(c.detail, c.value) for c in view.claims} == {
        ("party", "state/CHN"),
        ("party", "state/RUS"),
        ("stage", "signed"),
    }


def test_members_of_a_day(lookups: Lookups) -> None:
    assert [row.member for row in members(lookups, "SCO")] == ["state/CHN", "state/IRN"]
    assert [row.member for row in members(lookups, "SCO", date(2023, 5, 1))] == ["state/CHN"]
    assert [row.member for row in members(lookups, "SCO", date(2023, 7, 4))] == ["state/CHN", "state/IRN"]
    assert members(lookups, "SCO", date(2020, 1, 1)) == []
    with pytest.raises(LookupFailed):
        members(lookups, "China")


def test_leaving_ends_a_membership(tmp_path_factory: pytest.TempPathFactory) -> None:
    said = [("joins", "2001-06-15"), ("leaves", "2010-01-01")]
    facts = [{"subject": "state/IRN", "relation": r, "object": "org/sco", "day": d} for r, d in said]
    with Store.open(tmp_path_factory.mktemp("s") / "kg.store", create=True) as store:
        store.add(story("m", "2023-01-01", [("Iran joined and left the Shanghai Cooperation Organization.", facts)]))
        lookups = Lookups(store)
        (row,) = members(lookups, "SCO")
        assert (row.status, row.since, row.until) == ("former", "2001-06-15", "2010-01-01")
        assert [r.member for r in members(lookups, "SCO", date(2005, 1, 1))] == ["state/IRN"]
        assert members(lookups, "SCO", date(2015, 1, 1)) == []


def test_background_gives_dates_and_former_members(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = b"""
        @prefix kg: <https://kg.example/ns#> . @prefix org: <http://www.w3.org/ns/org#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        @prefix id: <https://kg.example/id/> . @base <https://kg.example/id/> .
        <membership/1> a kg:StateMembership ; org:member <state/CHN> ; org:organization <org/sco> ;
            kg:status "member" ; kg:earliest "2001-06-15"^^xsd:date .
        <membership/2> a kg:StateMembership ; org:member <state/UZB> ; org:organization <org/sco> ;
            kg:status "member" ; kg:earliest "2001-06-15"^^xsd:date ; kg:latest "2005-12-31"^^xsd:date .
        <state/UZB> skos:prefLabel "Uzbekistan"@en .
        <tenure/1> a kg:Tenure ; org:member <person/xi-jinping> ; org:organization <state/CHN> ;
            kg:office <office/1> ; kg:earliest "2013-03-14"^^xsd:date .
        <office/1> skos:prefLabel "President"@en .
    """
    triples = [quad.triple for quad in ox.parse(known, format=ox.RdfFormat.TURTLE)]
    monkeypatch.setattr("kg.store.store.background", lambda entities: triples)
    with Store.open(fill(tmp_path_factory.mktemp("s") / "kg.store")) as store:
        store.add_background()
        lookups = Lookups(store)
        rows = members(lookups, "SCO")
        assert [(r.member_label, r.source, r.since, r.until, r.fact) for r in rows] == [
            ("China", "background", "2001-06-15", None, "a220"),
            ("Iran", "article", "2023-07-04", None, "a230"),
            ("Uzbekistan", "background", "2001-06-15", "2005-12-31", None),
        ]
        assert [r.member for r in members(lookups, "SCO", date(2005, 12, 31))] == ["state/CHN", "state/UZB"]
        assert [(o.office, o.source) for o in show(lookups, "Xi").offices] == [
            ("President", "background"),
            ("President", "article"),
        ]


def test_search(lookups: Lookups) -> None:
    hits = lookups.search("MOSCOW")
    assert [(hit.what, hit.id) for hit in hits] == [
        ("entity", "place/moscow"),
        ("fact", "a110"),
        ("fact", "a120"),
        ("fact", "a121"),
    ]
    assert [hit.id for hit in lookups.search("title of a2")] == ["a2"]
    assert lookups.search("!!") == []


def test_articles_and_stats(lookups: Lookups) -> None:
    assert [(row.id, row.facts) for row in lookups.articles()] == [("a1", 6), ("a2", 6), ("a3", 10)]
    counts = {(row.what, row.name): row.count for row in lookups.stats()}
    assert counts["articles", ""] == 3
    assert counts["facts", ""] == 22
    assert counts["entities", ""] == len(ENTITIES)
    assert counts["facts by status", "denied"] == 1
    assert counts["facts by year", "2022"] == 5


def test_short_names_find_the_entity_again(lookups: Lookups) -> None:
    assert lookups.short_name("state/CHN") == "China"
    assert lookups.short_name("state/XXX") == "state/XXX"
