"""The entities of one article while it is being read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field

from kg.lexicon import Lexicon, fold
from kg.model import Entity, EntityKind

__all__ = ["Registry", "slug"]

_PREFIX: dict[str, str] = {
    "person": "person", "state": "state", "organization": "org", "agreement": "doc", "event": "occasion",
    "place": "place",
}  # fmt: skip


def slug(name: str) -> str:
    """A readable, stable tail for an IRI: ASCII letters, digits and hyphens, at most 80 characters."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")
    digest = hashlib.sha1(name.encode()).hexdigest()[:8]
    if not plain:
        return digest
    return plain if len(plain) <= 80 else f"{plain[:71]}-{digest}"


@dataclass
class _Draft:
    id: str
    kind: EntityKind
    label: str
    names: dict[str, None]
    same_as: tuple[str, ...]
    iso3: str | None
    cls: str | None
    titles: dict[str, None] = field(default_factory=dict)


class Registry:
    """Adds names to entities as the article uses them and hands out the final `Entity` values."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._drafts: dict[str, _Draft] = {}

    def __contains__(self, entity_id: str) -> bool:
        return entity_id in self._drafts

    def ids(self) -> set[str]:
        """All entities that the article has named so far."""
        return set(self._drafts)

    def known(self, entity_id: str) -> str:
        """Take an entity of the lexicon into the article; returns its id."""
        if entity_id not in self._drafts:
            e = self._lexicon.entities[entity_id]
            self._drafts[entity_id] = _Draft(e.id, e.kind, e.label, dict.fromkeys(e.names), e.same_as, e.iso3, e.cls)
        return entity_id

    def new(
        self, kind: EntityKind, label: str, *, iso3: str | None = None, cls: str | None = None, key: str = ""
    ) -> str:
        """An entity that the lexicon does not know; the same label gives the same id."""
        entity_id = f"{_PREFIX[kind]}/{key or slug(label)}"
        if entity_id in self._lexicon.entities:
            return self.known(entity_id)
        if entity_id not in self._drafts:
            self._drafts[entity_id] = _Draft(entity_id, kind, label, {label: None}, (), iso3, cls)
        elif iso3 and not self._drafts[entity_id].iso3:
            self._drafts[entity_id].iso3 = iso3
        return entity_id

    def name(self, entity_id: str, surface: str) -> None:
        """The article calls the entity so."""
        surface = " ".join(surface.split())
        if surface:
            self._drafts[entity_id].names.setdefault(surface)

    def belongs(self, entity_id: str, iso3: str | None) -> None:
        """The entity belongs to a state, unless that is already known otherwise."""
        draft = self._drafts[entity_id]
        if iso3 and not draft.iso3 and draft.kind in ("person", "organization"):
            draft.iso3 = iso3

    def title(self, entity_id: str, title: str) -> None:
        """The person bears a title in this article."""
        self._drafts[entity_id].titles.setdefault(fold(title))

    def titles(self, entity_id: str) -> tuple[str, ...]:
        """The titles that the person bears in this article, folded."""
        return tuple(self._drafts[entity_id].titles)

    def kind(self, entity_id: str) -> EntityKind:
        """The kind of an entity of the article."""
        return self._drafts[entity_id].kind

    def iso3(self, entity_id: str) -> str | None:
        """The code of the state that an entity is or belongs to."""
        return self._drafts[entity_id].iso3

    def cls(self, entity_id: str) -> str | None:
        """The class of the ontology that refines its kind."""
        return self._drafts[entity_id].cls

    def names(self, entity_id: str) -> tuple[str, ...]:
        """What the article calls it, with its label."""
        return tuple(self._drafts[entity_id].names)

    def label(self, entity_id: str) -> str:
        """Its name for readers."""
        return self._drafts[entity_id].label

    def state_of(self, entity_id: str) -> str | None:
        """The state that an entity is or belongs to, as an entity id."""
        iso3 = self._drafts[entity_id].iso3
        return self.known(f"state/{iso3}") if iso3 and f"state/{iso3}" in self._lexicon.entities else None

    def entities(self, used: set[str]) -> tuple[Entity, ...]:
        """The used entities, sorted by id."""
        return tuple(
            Entity(d.id, d.kind, d.label, tuple(sorted(d.names)), d.same_as, d.iso3, d.cls)
            for d in sorted(self._drafts.values(), key=lambda d: d.id)
            if d.id in used
        )
