"""From a name as a person would type it to an entity of the store: "Xi", "PRC", "the Security Council", "state/CHN"."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from kg.errors import Ambiguous, LookupFailed
from kg.lexicon import Hit, lexicon
from kg.model import Entity, Selection

if TYPE_CHECKING:
    from kg.store import Store

__all__ = ["Directory", "fold"]

_ARTICLE = re.compile(r"^the ")
_SHOWN = 6


def fold(name: str) -> str:
    """A name without case, accents, punctuation and a leading "the": `The U.S.` and `us` fold alike.

    Full stops and apostrophes vanish, other punctuation separates words.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    plain = re.sub(r"[.'’‘`]", "", plain)
    return _ARTICLE.sub("", " ".join(re.sub(r"[\W_]+", " ", plain).split()))


class Directory:
    """The entities of a store by id and by folded name; read once, so it does not see later changes."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entities: dict[str, Entity] = {entity.id: entity for entity in store.entities()}
        self._names: dict[str, dict[str, None]] = {}
        for entity in self._entities.values():
            for name in _keys(entity):
                self._names.setdefault(name, {})[entity.id] = None

    def __iter__(self) -> Iterator[Entity]:
        return iter(self._entities.values())

    def get(self, entity_id: str) -> Entity | None:
        """The entity of that id."""
        return self._entities.get(entity_id)

    def label(self, entity_id: str | None) -> str:
        """The entity's label; its id if the store describes it nowhere, "" for None."""
        entity = self._entities.get(entity_id or "")
        return entity.label if entity else entity_id or ""

    def find(self, name: str, kinds: tuple[str, ...] = ()) -> Entity:
        """The entity that `name` means: an id, else a name, else words of a name that only one entity has.

        `kinds` restricts the search, e.g. `("organization",)`. Of several entities with the name, one whose label it
        is wins; otherwise Ambiguous is raised, with the candidates that have most facts first. A name that fits none
        raises LookupFailed with similar names.
        """
        if name in self._entities:
            return self._entities[name]
        folded = fold(name)
        found = self._of(self._names.get(folded, ()), kinds)
        if not found and folded:
            found = self._of(self._containing(folded), kinds)
        if not found:
            found = self._known(name, folded, kinds)
        if not found:
            raise LookupFailed(f"{name!r} is not in this graph{self._near(folded, kinds)}")
        exact = [entity for entity in found if fold(entity.label) == folded]
        for candidates in (found, exact):
            if len(candidates) == 1:
                return candidates[0]
        raise self._ambiguous(name, exact or found)

    def _of(self, ids: Iterable[str], kinds: tuple[str, ...]) -> list[Entity]:
        entities = (self._entities[i] for i in sorted(ids))
        return [entity for entity in entities if not kinds or entity.kind in kinds]

    def _containing(self, folded: str) -> set[str]:
        padded = f" {folded} "
        return {i for name, ids in self._names.items() if padded in f" {name} " for i in ids}

    def _known(self, name: str, folded: str, kinds: tuple[str, ...]) -> list[Entity]:
        """Entities of the store that only the word lists know by this name ("PRC" where no article wrote it)."""
        known = lexicon()
        forms = {
            hit_form.entity_id for hit in known.gazetteer.find(name) for hit_form in hit.forms if _whole(hit, name)
        }
        forms |= {i for i, entity in known.entities.items() if folded in _keys(entity)}
        found = self._of(forms & self._entities.keys(), kinds)
        if not found and len(forms) == 1:
            raise LookupFailed(f"{name!r} is {forms.pop()}, but no article of this graph mentions it")
        return found

    def _near(self, folded: str, kinds: tuple[str, ...]) -> str:
        close = difflib.get_close_matches(folded, sorted(self._names), n=_SHOWN, cutoff=0.75)
        entities = self._of({i for name in close for i in self._names[name]}, kinds)
        names = ", ".join(f"{entity.label} ({entity.id})" for entity in entities[:_SHOWN])
        return f"; similar: {names}" if names else "; kg search looks inside the sentences"

    def _ambiguous(self, name: str, candidates: list[Entity]) -> Ambiguous:
        counted = {e.id: sum(1 for _ in self._store.facts(Selection(entities=(e.id,)))) for e in candidates}
        ranked = sorted(candidates, key=lambda e: (-counted[e.id], e.id))
        listed = ", ".join(f"{e.id} ({e.label}, facts: {counted[e.id]})" for e in ranked)
        return Ambiguous(f"{name!r} can be several; use an id: {listed}", [(e.id, e.label) for e in ranked])


def _keys(entity: Entity) -> set[str]:
    names = {fold(name) for name in (entity.label, *entity.names)}
    names |= {fold(name) for name in (entity.id.partition("/")[2].replace("-", " "),)}
    if entity.kind == "state" and entity.iso3:
        names.add(fold(entity.iso3))
    return names - {""}


def _whole(hit: Hit, name: str) -> bool:
    return not name[: hit.start].strip(" .") and not name[hit.end :].strip(" .")
