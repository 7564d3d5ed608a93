"""From an extraction to triples: article, entities, mentions, and a claim for each fact (see docs/ontology.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg import vocab
from kg.errors import InputError
from kg.lexicon import Relation, relations
from kg.model import DateRange, DocumentClaim, Entity, EntityKind, Extraction, Fact, Mention
from kg.rdf.labels import event_label, membership_label
from kg.rdf.terms import FACTUALITY, day, integer, iri, kg, number, some_day, term, text, uri, words

__all__ = ["entity_triples", "in_graph", "kind_of", "quads", "triples"]

Node = NamedNode | Literal

_KINDS = {"person": "person", "state": "state", "org": "organization", "doc": "agreement", "occasion": "event"}
_CODE = re.compile(r"[A-Z]{3}")
_ACTORS = ("person", "state", "organization")


def kind_of(entity: str) -> EntityKind:
    """The kind that an entity id shows by its prefix."""
    return cast("EntityKind", _KINDS.get(entity.partition("/")[0], "place"))


def entity_triples(entity: Entity) -> list[Triple]:
    """Classes, labels, code and links of an entity."""
    node = iri(vocab.entity_iri(entity.id))
    classes = vocab.ontology().entity_classes(entity.kind, entity.cls)
    found = [Triple(node, term("rdf:type"), kg(cls)) for cls in classes]
    found.append(Triple(node, term("skos:prefLabel"), words(entity.label)))
    found += [Triple(node, term("skos:altLabel"), words(name)) for name in entity.names if name != entity.label]
    if entity.iso3:
        found.append(Triple(node, kg("iso3"), text(entity.iso3)))
    found += [Triple(node, kg("party"), iri(vocab.entity_iri(party))) for party in entity.parties]
    if entity.stage:
        found.append(Triple(node, kg("stage"), text(entity.stage)))
    if entity.signed:
        found.append(Triple(node, kg("signedOn"), some_day(entity.signed)))
    for link in entity.same_as:
        try:
            found.append(Triple(node, term("skos:exactMatch"), NamedNode(link)))
        except ValueError:
            continue  # not an IRI: nothing to link to
    return found


class _Builder:
    """Collects the triples of one article."""

    def __init__(self, extraction: Extraction) -> None:
        self.article = extraction.article
        self.here = iri(vocab.article_iri(self.article.id))
        self.entities = {entity.id: entity for entity in extraction.entities}
        self.names = {entity.id: entity.label for entity in extraction.entities}
        self.table = relations()
        self.facts = sorted(extraction.facts, key=lambda fact: (fact.evidence.span, fact.id))
        self.principals = self._principals()
        self.found: dict[Triple, None] = {}

    def add(self, subject: NamedNode, predicate: NamedNode, *objects: Node) -> None:
        for value in objects:
            self.found[Triple(subject, predicate, value)] = None

    def kind(self, entity: str) -> EntityKind:
        return self.entities[entity].kind if entity in self.entities else kind_of(entity)

    def relation(self, fact: Fact) -> Relation:
        if fact.relation not in self.table:
            raise InputError(f"{self.article.id}: fact {fact.id}: {fact.relation!r} is not in relations.toml")
        return self.table[fact.relation]

    def _state_of(self, entity: str) -> str | None:
        known = self.entities.get(entity)
        code = known.iso3 if known else None
        return f"state/{code}" if code and _CODE.fullmatch(code) else None

    def _principals(self) -> dict[str, str]:
        """The state for which each person or body acts: its own code, else an office that the article gives it."""
        found: dict[str, str] = {}
        for fact in self.facts:
            if fact.relation == "holdsOffice" and fact.status == "actual":
                state = fact.object if self.kind(fact.object) == "state" else self._state_of(fact.object)
                if state:
                    found.setdefault(fact.subject, state)
        own = {e: self._state_of(e) for e in self.entities if self.kind(e) in ("person", "organization")}
        return found | {entity: state for entity, state in own.items() if state}

    def add_article(self) -> None:
        article = self.article
        self.add(self.here, term("rdf:type"), kg("Article"))
        self.add(self.here, term("nif:isString"), text(article.text))
        self.add(self.here, term("schema:inLanguage"), text(article.language))
        if article.title:
            self.add(self.here, term("schema:headline"), text(article.title))
        if article.published:
            self.add(self.here, term("schema:datePublished"), day(article.published))
        if article.url is not None:
            self.add(self.here, term("schema:url"), uri(article.url))
        if article.source is not None:
            self.add(self.here, term("dct:source"), text(article.source))

    def add_span(self, cls: str, start: int, end: int, quote: str) -> NamedNode:
        node = iri(vocab.span_iri(self.article.id, start, end))
        self.add(node, term("rdf:type"), kg(cls), kg("Span"))
        self.add(node, term("nif:anchorOf"), text(quote))
        self.add(node, term("nif:beginIndex"), integer(start))
        self.add(node, term("nif:endIndex"), integer(end))
        self.add(node, term("nif:referenceContext"), self.here)
        return node

    def add_mention(self, mention: Mention) -> None:
        start, end = mention.span.start, mention.span.end
        node = self.add_span("Mention", start, end, self.article.text[start:end])
        self.add(node, kg("refersTo"), iri(vocab.entity_iri(mention.entity_id)))
        self.add(node, kg("mentionKind"), text(mention.kind))

    def add_document_claim(self, said: DocumentClaim) -> None:
        claim = iri(vocab.claim_iri(said.id))
        value = iri(vocab.entity_iri(said.value)) if said.detail == "party" else text(said.value)
        self.add(claim, term("rdf:type"), kg("DocumentClaim"))
        self.add(claim, term("rdf:subject"), iri(vocab.entity_iri(said.document)))
        self.add(claim, term("rdf:predicate"), kg(said.detail))
        self.add(claim, term("rdf:object"), value)
        self.add(claim, kg("by"), *(iri(vocab.entity_iri(actor)) for actor in said.by))
        self.add_standing(claim, said)

    def add_standing(self, claim: NamedNode, said: Fact | DocumentClaim) -> None:
        """What every claim has: factuality, confidence, sentence, who says so, rule, dates."""
        self.add(claim, kg("factuality"), kg(FACTUALITY[said.status]))
        self.add(claim, kg("confidence"), number(said.confidence))
        span = said.evidence.span
        self.add(claim, kg("evidence"), self.add_span("Sentence", span.start, span.end, said.evidence.quote))
        if said.attributed_to is not None:
            self.add(claim, kg("attributedTo"), iri(vocab.entity_iri(said.attributed_to)))
        if said.rule:
            self.add(claim, kg("rule"), text(said.rule))
        if said.when:
            self.add_dates(claim, [said.when])

    def add_facts(self) -> None:
        nodes: dict[NamedNode, list[Fact]] = {}
        for fact in self.facts:
            relation = self.relation(fact)
            node = self.node(fact, relation)
            nodes.setdefault(node, []).append(fact)
            self.add_claim(fact, relation, node)
            if fact.status == "actual":
                self.add_shortcut(fact.subject, relation.shortcut, fact.object, symmetric=relation.symmetric)
        for node, facts in nodes.items():
            if facts[0].relation in ("holdsOffice", "memberOf"):
                self.add_membership(node, facts)
            else:
                self.add_event(node, facts)

    def node(self, fact: Fact, relation: Relation) -> NamedNode:
        if relation.subject_role:
            return iri(vocab.event_iri(fact.event_id, fact.id))
        return iri(vocab.membership_iri(relation.cls, fact.subject, fact.object, fact.office))

    def add_shortcut(self, subject: str, shortcut: str, target: str, *, symmetric: bool) -> None:
        ends = iri(vocab.entity_iri(subject)), iri(vocab.entity_iri(target))
        self.add(ends[0], kg(shortcut), ends[1])
        if symmetric:
            self.add(ends[1], kg(shortcut), ends[0])

    def add_claim(self, fact: Fact, relation: Relation, node: NamedNode) -> None:
        claim = iri(vocab.claim_iri(fact.id))
        self.add(claim, term("rdf:type"), kg("Claim"))
        self.add(claim, kg("about"), node)
        self.add(claim, term("rdf:subject"), iri(vocab.entity_iri(fact.subject)))
        self.add(claim, term("rdf:predicate"), kg(relation.shortcut))
        self.add(claim, term("rdf:object"), iri(vocab.entity_iri(fact.object)))
        self.add(claim, kg("relation"), text(fact.relation))
        self.add_standing(claim, fact)
        if fact.office is not None:
            self.add(claim, kg("officeTitle"), text(fact.office))
        if fact.event_id and not relation.subject_role:
            self.add(claim, kg("occurrence"), text(fact.event_id))
        self.add_setting(claim, fact)

    def add_setting(self, node: NamedNode, fact: Fact) -> None:
        """Place, forum, topic and codes, on the claim and on the event alike."""
        for name, entity in (("place", fact.place), ("forum", fact.forum), ("topic", fact.topic)):
            if entity is not None:
                self.add(node, kg(name), iri(vocab.entity_iri(entity)))
        for name, code in (("plover", fact.plover), ("cameo", fact.cameo)):
            if code is not None:
                self.add(node, kg(name), text(code))
        if fact.goldstein is not None:
            self.add(node, kg("goldstein"), number(fact.goldstein))

    def add_dates(self, node: NamedNode, ranges: list[DateRange]) -> None:
        """The range that covers all; wording and precision are those of the first."""
        self.add(node, kg("earliest"), day(min(when.first for when in ranges)))
        last = [when.last for when in ranges if when.last]
        if len(last) == len(ranges):
            self.add(node, kg("latest"), day(max(last)))
        self.add(node, kg("datePrecision"), text(ranges[0].precision))
        self.add(node, kg("dateSource"), text(ranges[0].basis))
        if ranges[0].phrase:
            self.add(node, kg("dateText"), text(ranges[0].phrase))

    def add_membership(self, node: NamedNode, facts: list[Fact]) -> None:
        first = facts[0]
        member, body = iri(vocab.entity_iri(first.subject)), iri(vocab.entity_iri(first.object))
        self.add(node, term("rdf:type"), kg(self.table[first.relation].cls))
        self.add(node, term("skos:prefLabel"), words(membership_label(first, self.names)))
        self.add(node, term("org:member"), member)
        self.add(node, term("org:organization"), body)
        if first.relation == "holdsOffice" and first.office:
            office = iri(vocab.office_iri(first.office, first.object))
            self.add(node, kg("office"), office)
            self.add(office, term("rdf:type"), kg("Office"))
            self.add(office, term("skos:prefLabel"), words(first.office))
            self.add(office, term("org:postIn"), body)
        if dates := [fact.when for fact in facts if fact.when and fact.status == "actual"]:
            self.add_dates(node, dates)

    def add_event(self, node: NamedNode, facts: list[Fact]) -> None:
        above = vocab.ontology().above
        for relation in dict.fromkeys(self.table[fact.relation] for fact in facts):
            self.add(node, term("rdf:type"), *(kg(cls) for cls in above[relation.cls]))
        self.add(node, term("skos:prefLabel"), words(event_label(facts, self.table, self.names)))
        for fact in facts:
            self.add_roles(node, fact, self.table[fact.relation])
            self.add_setting(node, fact)
        if dates := [fact.when for fact in facts if fact.when]:
            self.add_dates(node, dates)
        else:
            self.add(node, kg("datePrecision"), text("none"))
        self.add_signed_with(facts)

    def add_roles(self, node: NamedNode, fact: Fact, relation: Relation) -> None:
        self.add_role(node, relation.subject_role or "participant", fact.subject)
        role = relation.object_role or "participant"
        self.add_role(node, role, fact.object)
        if role == "destination":
            host = fact.object if self.kind(fact.object) == "state" else self._state_of(fact.object)
            if host:
                self.add_state(node, "host", host)
        if role == "occasion" and self.kind(fact.object) == "organization":
            self.add(node, kg("forum"), iri(vocab.entity_iri(fact.object)))

    def add_role(self, node: NamedNode, role: str, entity: str) -> None:
        """The role and those above it that fit; an actor in any role but the occasion is a participant."""
        filler, kind, known = iri(vocab.entity_iri(entity)), self.kind(entity), vocab.ontology()
        classes = known.entity_classes(kind, None)
        for name in known.above[role]:
            if name == role or known.ranges[name] in classes:
                self.add(node, kg(name), filler)
        if kind in _ACTORS and role not in ("occasion", "destination"):
            self.add(node, kg("participant"), filler)
            if entity in self.principals and kind != "state":
                self.add_state(node, "principal", self.principals[entity])

    def add_state(self, node: NamedNode, role: str, state: str) -> None:
        """A state that the text need not name; it then has its code, but no label."""
        filler = iri(vocab.entity_iri(state))
        self.add(node, kg(role), filler)
        self.add(node, kg("participant"), filler)
        if state not in self.entities:
            self.add(filler, term("rdf:type"), *(kg(cls) for cls in vocab.ontology().above["State"]))
            self.add(filler, kg("iso3"), text(state.removeprefix("state/")))

    def add_signed_with(self, facts: list[Fact]) -> None:
        signed: dict[str, dict[str, None]] = {}
        for fact in facts:
            if fact.relation == "signs" and fact.status == "actual":
                signed.setdefault(fact.object, {})[fact.subject] = None
        for actors in signed.values():
            for one in actors:
                for other in actors:
                    if one < other:
                        self.add_shortcut(one, "signedWith", other, symmetric=True)


def triples(extraction: Extraction) -> list[Triple]:
    """All triples of an article. Raises InputError for a relation that the table lacks."""
    builder = _Builder(extraction)
    builder.add_article()
    for entity in extraction.entities:
        builder.found |= dict.fromkeys(entity_triples(entity))
    for mention in extraction.mentions:
        builder.add_mention(mention)
    builder.add_facts()
    for claim in extraction.document_claims:
        builder.add_document_claim(claim)
    return list(builder.found)


def in_graph(found: Iterable[Triple], graph: str) -> list[Quad]:
    """Triples as quads of a named graph."""
    name = NamedNode(graph)
    return [Quad(t.subject, t.predicate, t.object, name) for t in found]


def quads(extraction: Extraction) -> list[Quad]:
    """The triples of an article in its named graph."""
    return in_graph(triples(extraction), vocab.graph_iri(extraction.article.id))
