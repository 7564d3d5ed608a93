"""From a name as a person would type it to an entity of the store: "Xi", "PRC", "the Security Council", "state/CHN"."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from kg.errors import Ambiguous, LookupFailed
from kg.lexicon import Hit, lexicon
from kg.model import Entity
from kg.query.sparql import select
from kg.rdf.build import kind_of
from kg.vocab import BACKGROUND, PREFIXES, entity_id, entity_iri

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["Directory", "fold"]

_ARTICLE = re.compile(r"^the ")
_SHOWN = 6
_ENTITIES = tuple(PREFIXES[prefix] for prefix in ("doc", "occasion", "orga", "person", "place", "state"))
_NAMED = f"SELECT DISTINCT ?e {{ GRAPH ?g {{ ?e skos:prefLabel ?label }} FILTER(?g != <{BACKGROUND}>) }}"
_NAMES = "SELECT DISTINCT ?e ?name { ?e skos:prefLabel|skos:altLabel ?name }"
_CLAIMS = "SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ ?claim ?role <{}> ; a kg:Claim }}"
_CODES = "SELECT DISTINCT ?e ?code { ?e kg:iso3 ?code } ORDER BY ?e ?code"


def fold(name: str) -> str:
    """A name without case, accents, punctuation and a leading "the": `The U.S.` and `us` fold alike.

    Full stops and apostrophes vanish, other punctuation separates words.
    """
    plain = name.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’‘`]", "", plain)
    return _ARTICLE.sub("", " ".join(re.sub(r"[\W_]+", " ", plain).split()))


class Directory:
    """The entities that articles of a store name, by id and by folded name; read once, so it sees no later changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entities: dict[str, Entity | None] = {}
        self._ids = {entity_id(iri) for (iri,) in _strings(store, _NAMED) if iri.startswith(_ENTITIES)}
        self.codes: dict[str, str] = {}
        """The ISO codes of states and of what belongs to them, by entity id."""
        self.names: dict[str, set[str]] = {entity: set() for entity in self._ids}
        """The names by entity id."""
        for iri, name in _strings(store, _NAMES):
            self.names.get(entity_id(iri), set()).add(name)
        for iri, code in _strings(store, _CODES):
            self.codes.setdefault(entity_id(iri), code)
        self._known_as: dict[str, set[str]] = {}
        for entity, names in self.names.items():
            code = self.codes.get(entity, "") if kind_of(entity) == "state" else ""
            slug = entity.partition("/")[2].replace("-", " ")
            for folded in {fold(name) for name in (*names, code, slug)} - {""}:
                self._known_as.setdefault(folded, set()).add(entity)

    def __iter__(self) -> Iterator[str]:
        """The ids, sorted."""
        return iter(sorted(self._ids))

    def get(self, entity_id: str) -> Entity | None:
        """The entity of that id."""
        if entity_id not in self._entities:
            self._entities[entity_id] = self._store.entity(entity_id)
        return self._entities[entity_id]

    def label(self, entity_id: str | None) -> str:
        """The entity's label; its id if the store describes it nowhere, "" for None."""
        entity = self.get(entity_id) if entity_id else None
        return entity.label if entity else entity_id or ""

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Entity:
        """The entity that `name` means: an id, else a name, else words of a name that only one entity has.

        `kinds` restricts the search, e.g. `("organization",)`. Of several entities with the name, those without a fact
        do not count if others have some; then one whose label it is wins; otherwise Ambiguous is raised, with the
        candidates that have most facts first. A name that fits none raises LookupFailed with similar names.
        """
        given = self.get(name) if name in self._ids else None
        if given and (not kinds or given.kind in kinds):
            return given
        folded = fold(name)
        found = self._of(self._known_as.get(folded, ()), kinds)
        if not found and folded:
            found = self._of(self._containing(folded), kinds)
        if not found:
            found = self._known(name, folded, kinds)
        if not found:
            raise LookupFailed(f"{name!r} is not in this graph{self._near(folded, kinds)}")
        if len(found) == 1:
            return found[0]
        counts = {entity.id: self._claims(entity) for entity in found}
        found = [entity for entity in found if counts[entity.id]] or found
        exact = [entity for entity in found if fold(entity.label) == folded]
        for candidates in (found, exact):
            if len(candidates) == 1:
                return candidates[0]
        raise _ambiguous(name, exact or found, counts)

    def _claims(self, entity: Entity) -> int:
        """In how many facts the entity has a part."""
        return int(next(_strings(self._store, _CLAIMS.format(entity_iri(entity.id))))[0])

    def _of(self, ids: Iterable[str], kinds: tuple[str, ...]) -> list[Entity]:
        entities = (self.get(entity) for entity in sorted(ids))
        return [entity for entity in entities if entity and (not kinds or entity.kind in kinds)]

    def _containing(self, folded: str) -> set[str]:
        padded = f" {folded} "
        return {i for name, ids in self._known_as.items() if padded in f" {name} " for i in ids}

    def _known(self, name: str, folded: str, kinds: tuple[str, ...]) -> list[Entity]:
        """Entities of the store that only the word lists know by this name ("PRC" where no article wrote it)."""
        known = lexicon()
        forms = {
            hit_form.entity_id for hit in known.gazetteer.find(name) for hit_form in hit.forms if _whole(hit, name)
        }
        forms |= _listed().get(folded, frozenset())
        found = self._of(forms & self._ids, kinds)
        if not found and len(forms) == 1:
            raise LookupFailed(f"{name!r} is {forms.pop()}, but no article of this graph mentions it")
        return found

    def _near(self, folded: str, kinds: tuple[str, ...]) -> str:
        close = difflib.get_close_matches(folded, sorted(self._known_as), n=_SHOWN, cutoff=0.75)
        entities = self._of({i for name in close for i in self._known_as[name]}, kinds)
        names = ", ".join(f"{entity.label} ({entity.id})" for entity in entities[:_SHOWN])
        return f"; similar: {names}" if names else "; kg search looks inside the sentences"


@cache
def _listed() -> dict[str, set[str]]:
    """The ids of the word lists by folded name."""
    found: dict[str, set[str]] = {}
    for i, entity in lexicon().entities.items():
        for name in (entity.label, entity.iso3 or "", *entity.names):
            found.setdefault(fold(name), set()).add(i)
    return found


def _ambiguous(name: str, candidates: list[Entity], counts: dict[str, int]) -> Ambiguous:
    ranked = sorted(candidates, key=lambda e: (-counts[e.id], e.id))
    listed = ", ".join(f"{e.id} ({e.label}, facts: {counts[e.id]})" for e in ranked)
    return Ambiguous(f"{name!r} can be several; use an id: {listed}", [(e.id, e.label) for e in ranked])


def _strings(store: Store, sparql: str) -> Iterator[tuple[str, ...]]:
    for row in select(store, sparql).rows:
        yield tuple(str(getattr(term, "value", "")) for term in row)


def _whole(hit: Hit, name: str) -> bool:
    return not name[: hit.start].strip(" .") and not name[hit.end :].strip(" .")
