"""Whose document a general title means: "Canada's Indo-Pacific Strategy" is not that of the United States.

A general title tells a kind and a subject only. Where the word lists know a document of that title, the text must fit
its parties; else it is the document of those whom the text names, or of this article alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.extract.parties import parties_named, party_of
from kg.extract.registry import slug
from kg.extract.units import Reading, Unit
from kg.lexicon import is_general_title

__all__ = ["settle_general"]

_MAKING = frozenset(
    "adopt amend approve draft enact issue launch pass present promulgate publish release revise unveil update".split()
)
_FEW = 2  # parties up to which a document is known by them alone
_TOP = 2  # states that an article names most, of which one may own a title without an owner


def settle_general(reading: Reading) -> None:
    """Give each document with a general title to its owner, as far as the text tells him."""
    told: dict[str, tuple[str, ...]] = {}
    units = list(_general(reading))
    for unit in units:
        if owners := _owners(reading, unit):
            told.setdefault(unit.ids[0], owners)
    named = _named(reading)
    for unit in units:
        document = unit.ids[0]
        owners = _owners(reading, unit) or told.get(document, ())
        if document in reading.lexicon.entities:
            if not _fits(reading, document, owners, named):
                unit.ids = (_new(reading, unit, owners),)
        else:
            unit.ids = (_new(reading, unit, owners),)


def _general(reading: Reading) -> Iterator[Unit]:
    """The units with a general title that no article's name and no owner tells apart yet."""
    for index, unit in enumerate(reading.units):
        if not unit.ids or reading.unit_at[unit.start] != index or reading.registry.kind(unit.ids[0]) != "agreement":
            continue
        title = " ".join(reading.surface(unit.start, unit.end).split())
        plain = unit.ids[0] == f"doc/{slug(reading.registry.label(unit.ids[0]))}"
        if (plain or unit.ids[0] in reading.lexicon.entities) and is_general_title(title):
            yield unit


def _owners(reading: Reading, unit: Unit) -> tuple[str, ...]:
    """Those whom the words around a title name as its owners or parties."""
    parse = reading.parse
    if found := parties_named(reading, unit):
        return tuple(sorted(set(found)))
    before, after = unit.start - 1, unit.end
    while before > 0 and parse.tag[before] in ("JJ", "VBN", "POS") and reading.unit(before) is None:
        before -= 1
    if before >= 0 and (owner := _side(reading, before)):
        return (owner,)
    if before >= 0 and parse.lower[before] in ("its", "their", "our", "his", "her"):
        return _last_subject(reading, before)
    if after + 1 < parse.n and parse.lower[after] == "of":
        at = after + 1 + (parse.lower[after + 1] == "the")
        if at < parse.n and (owner := _side(reading, at)):
            return (owner,)
    return _makers(reading, unit)


def _side(reading: Reading, i: int) -> str | None:
    unit = reading.unit(i)
    kinds = ("state", "organization", "person")
    if unit is None or len(unit.ids) != 1 or reading.registry.kind(unit.ids[0]) not in kinds:
        return None
    return party_of(reading, unit.ids[0])


def _last_subject(reading: Reading, i: int) -> tuple[str, ...]:
    """Whom "its" means before a title: the last subject or owner of this sentence or the one before."""
    parse = reading.parse
    for j in range(i - 1, parse.sents[max(0, parse.sent[i] - 1)][0] - 1, -1):
        unit = reading.unit(j)
        if unit is not None and parse.edge(reading.top(unit)) in ("subj", "agent", "poss") and (o := _side(reading, j)):
            return (o,)
    return ()


def _makers(reading: Reading, unit: Unit) -> tuple[str, ...]:
    """Who issues or revises it: "Japan revised the National Security Strategy"."""
    parse, top = reading.parse, reading.top(unit)
    verb = parse.head[top]
    if not parse.is_verb(verb) or parse.lemma[verb] not in _MAKING or top not in parse.patients(verb):
        return ()
    found = (_side(reading, k) for k in parse.subjects(verb))
    return tuple(sorted({owner for owner in found if owner}))


def _named(reading: Reading) -> Counter[str]:
    """How often the article names each state and body; persons count for their state."""
    found: Counter[str] = Counter()
    for index, unit in enumerate(reading.units):
        if unit.ids and reading.unit_at[unit.start] == index:
            for entity_id in unit.ids:
                if reading.registry.kind(entity_id) in ("state", "organization", "person"):
                    found[party_of(reading, entity_id) or entity_id] += 1
    if reading.home:
        found[reading.home] += 1
    return found


def _fits(reading: Reading, document: str, owners: tuple[str, ...], named: Counter[str]) -> bool:
    """Whether a known document can be meant: by the owners told, else by those whom the article names."""
    known = reading.lexicon.documents.get(document)
    parties = known.parties if known else ()
    if not parties:
        return True
    if owners:
        return set(owners) <= set(parties)
    if len(parties) > 1:
        return sum(p in named for p in parties) >= _FEW
    if reading.lexicon.entities[document].cls == "Plan" or not parties[0].startswith("state/"):
        return True  # "Global Development Initiative": nobody else has one of that name
    states = [e for e, _ in sorted(named.items(), key=lambda n: (-n[1], n[0])) if e.startswith("state/")][:_TOP]
    label = reading.lexicon.gazetteer.find(reading.lexicon.entities[document].label.rpartition(" ")[0])
    return not {parties[0], *(hit.forms[0].entity_id for hit in label)}.isdisjoint(states)


def _new(reading: Reading, unit: Unit, owners: tuple[str, ...]) -> str:
    """The document of these owners; without owners that of this article."""
    title = " ".join(reading.surface(unit.start, unit.end).split())
    old = unit.ids[0]
    registry = reading.registry
    label = title if old in reading.lexicon.entities else registry.label(old)
    whose = "-".join(owner.rpartition("/")[2].lower() for owner in owners) or slug(reading.article.id)[:24]
    document = registry.new("agreement", label, cls=registry.cls(old), key=f"{whose}-{slug(label)[:48]}")
    for name in (title, *(f"{registry.label(owner)}'s {title}" for owner in owners if len(owners) == 1)):
        registry.name(document, name)
    if old not in reading.lexicon.entities:
        for name in registry.names(old):
            registry.name(document, name)
    return document
