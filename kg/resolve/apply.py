"""Puts one article's entities and events under the ids that the resolver chose, and takes that back without loss."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kg.lexicon import lexicon, with_standing
from kg.model import Article, DocumentClaim, Entity, Evidence, Extraction, Fact, Mention
from kg.record import from_record, to_record

__all__ = ["Plan", "Role", "applied", "as_read", "plan_of", "restored"]

_ENTITY_FIELDS = ("subject", "object", "attributed_to", "place", "forum", "topic")


@dataclass(frozen=True, slots=True)
class Role:
    """What an entity of an article becomes: its id, its label ("" leaves it), and names that people added."""

    id: str
    label: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes to one article, by the ids that the extractor gave: of entities and of events."""

    entities: Mapping[str, Role] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """The plan as plain values, the same for the same plan."""
        return {
            "entities": {name: [r.id, r.label, list(r.aliases)] for name, r in sorted(self.entities.items())},
            "events": dict(sorted(self.events.items())),
        }


def applied(reading: Extraction, plan: Plan) -> Extraction:
    """The article with the plan's ids. A fact that would tie an entity to itself is left out."""
    ids = {name: role.id for name, role in plan.entities.items()}
    facts = (_fact(fact, ids, plan.events) for fact in reading.facts)
    kept = tuple(fact for fact in facts if fact.subject != fact.object)
    mentions = {replace(m, entity_id=ids.get(m.entity_id, m.entity_id)) for m in reading.mentions}
    claims = tuple(_claim(claim, ids) for claim in reading.document_claims)
    entities = _standing(reading.article, _entities(reading.entities, plan), claims)
    return replace(reading, entities=entities, mentions=_in_order(mentions), facts=kept, document_claims=claims)


def _standing(article: Article, entities: Iterable[Entity], claims: Iterable[DocumentClaim]) -> tuple[Entity, ...]:
    """The entities, documents with what the claims come to."""
    told = [(claim, article.published) for claim in claims]
    return tuple(with_standing(e, told) if e.kind == "agreement" else e for e in entities)


def _claim(claim: DocumentClaim, ids: Mapping[str, str]) -> DocumentClaim:
    value = ids.get(claim.value, claim.value) if claim.detail == "party" else claim.value
    return replace(
        claim,
        document=ids.get(claim.document, claim.document),
        value=value,
        attributed_to=ids.get(claim.attributed_to, claim.attributed_to) if claim.attributed_to else None,
        by=tuple(sorted({ids.get(actor, actor) for actor in claim.by})),
    )


def _in_order(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    return tuple(sorted(mentions, key=lambda m: (m.span, m.entity_id, m.kind)))


def _fact(fact: Fact, ids: Mapping[str, str], events: Mapping[str, str]) -> Fact:
    changes: dict[str, Any] = {}
    for name in _ENTITY_FIELDS:
        entity = getattr(fact, name)
        if entity in ids and ids[entity] != entity:
            changes[name] = ids[entity]
    if fact.event_id in events:
        changes["event_id"] = events[fact.event_id]
    return replace(fact, **changes) if changes else fact


def _entities(entities: Iterable[Entity], plan: Plan) -> tuple[Entity, ...]:
    found: dict[str, Entity] = {}
    for entity in sorted(entities, key=lambda e: (plan.entities.get(e.id, Role(e.id)).id != e.id, e.id)):
        role = plan.entities.get(entity.id)
        new = _renamed(entity, role) if role else entity
        found[new.id] = _united(found[new.id], new) if new.id in found else new
    return tuple(found[name] for name in sorted(found))


def _renamed(entity: Entity, role: Role) -> Entity:
    known = lexicon().entities.get(role.id)
    base = known if known and role.id != entity.id else entity
    names = {*base.names, *entity.names, entity.label, *role.aliases}
    label = role.label or base.label
    return replace(base, id=role.id, label=label, names=tuple(sorted({*names, label})))


def _united(one: Entity, other: Entity) -> Entity:
    return replace(
        one,
        names=tuple(sorted({*one.names, *other.names})),
        same_as=tuple(sorted({*one.same_as, *other.same_as})),
        iso3=one.iso3 or other.iso3,
        cls=one.cls or other.cls,
    )


def as_read(reading: Extraction, plan: Plan) -> str:
    """What `restored` needs to take the plan back: the plan, and the parts of the article that it changes, as JSON."""
    touched = {*plan.entities, *(role.id for role in plan.entities.values())}
    changed = tuple(
        replace(fact, evidence=Evidence(fact.evidence.span, ""))
        for fact, new in zip(reading.facts, _all_facts(reading, plan), strict=True)
        if fact != new or new.subject == new.object
    )
    part = Extraction(
        replace(reading.article, text="", title="", url=None, published=None, source=None),
        tuple(entity for entity in reading.entities if entity.id in touched),
        tuple(mention for mention in reading.mentions if mention.entity_id in touched),
        changed,
        tuple(
            replace(claim, evidence=Evidence(claim.evidence.span, ""))
            for claim in reading.document_claims
            if claim != _claim(claim, {name: role.id for name, role in plan.entities.items()})
        ),
    )
    return json.dumps({"plan": plan.plain(), "read": _filled(to_record(part))}, ensure_ascii=False, sort_keys=True)


def _all_facts(reading: Extraction, plan: Plan) -> list[Fact]:
    ids = {name: role.id for name, role in plan.entities.items()}
    return [_fact(fact, ids, plan.events) for fact in reading.facts]


def _filled(value: Any) -> Any:
    """Without what is None."""
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item is not None}
    return [_filled(item) for item in value] if isinstance(value, list) else value


def plan_of(text: str) -> dict[str, Any]:
    """The plain plan in what `as_read` gave; an empty plan for ""."""
    return dict(json.loads(text)["plan"]) if text else Plan().plain()


def restored(stored: Extraction, text: str) -> Extraction:
    """The article as the extractor read it, from the article with its plan applied and what `as_read` gave."""
    if not text:
        return stored
    found = json.loads(text)
    part = from_record(found["read"], "")
    touched = {*found["plan"]["entities"], *(role[0] for role in found["plan"]["entities"].values())}
    facts = {fact.id: fact for fact in stored.facts}
    facts |= {fact.id: replace(fact, evidence=_quoted(stored, fact.evidence)) for fact in part.facts}
    claims = {claim.id: claim for claim in stored.document_claims}
    claims |= {claim.id: replace(claim, evidence=_quoted(stored, claim.evidence)) for claim in part.document_claims}
    entities = [*part.entities, *(e for e in stored.entities if e.id not in touched)]
    mentions = [*part.mentions, *(m for m in stored.mentions if m.entity_id not in touched)]
    return Extraction(
        stored.article,
        _standing(stored.article, sorted(entities, key=lambda e: e.id), claims.values()),
        _in_order(mentions),
        tuple(sorted(facts.values(), key=lambda f: (f.evidence.span, f.relation, f.subject, f.object, f.id))),
        tuple(sorted(claims.values(), key=lambda c: (c.evidence.span, c.document, c.detail, c.value, c.id))),
    )


def _quoted(stored: Extraction, evidence: Evidence) -> Evidence:
    """Evidence with the wording at its place in the article."""
    span = evidence.span
    return replace(evidence, quote=stored.article.text[span.start : span.end])
