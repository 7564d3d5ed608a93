"""Brings a store in line with who is who, explains it, and takes corrections."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import LookupFailed, StoreError
from kg.model import Extraction
from kg.query.names import Directory
from kg.resolve import (
    THRESHOLD,
    Cluster,
    Decision,
    Evidence,
    Journal,
    Plan,
    Profile,
    Resolution,
    active,
    applied,
    as_read,
    compare,
    near_misses,
    plan_of,
    resolve,
    restored,
    total,
)
from kg.store import Store
from kg.vocab import BACKGROUND

__all__ = [
    "DecisionRow",
    "EntityRow",
    "Explanation",
    "decide",
    "decision_rows",
    "entity_named",
    "entity_rows",
    "explain",
    "follow",
    "import_decisions",
    "journal_of",
    "readings",
    "reconcile",
    "resolution_of",
    "suspects",
    "undo",
]

_KINDS = ("person", "organization", "agreement", "event")


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision that counts."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity with the ids joined into it, and the points of the weakest link; `doubt` says what to check."""

    id: str
    kind: str
    label: str
    state: str | None
    articles: int
    read_as: tuple[str, ...]
    points: int | None
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What speaks for (`points` over 0) and against two entities being one; `threshold` points make two one."""

    one: str
    one_label: str
    other: str
    other_label: str
    verdict: str
    points: int
    threshold: int
    evidence: tuple[Evidence, ...]
    decisions: tuple[str, ...]


def journal_of(store: Store) -> Journal:
    """The decisions about the entities of a store. Raises InputError if a line of the journal is no decision."""
    return Journal(store.path)


def readings(store: Store) -> tuple[Extraction, ...]:
    """All articles of a store as the extractor read them, without their mentions, sorted by id."""
    return tuple(restored(stored, kept) for stored, kept in store.extractions(mentions=False))


def resolution_of(store: Store) -> Resolution:
    """Who is who in a store, by its articles and its journal. It depends on both, not on the order of articles."""
    return resolve(readings(store), journal_of(store).active())


def reconcile(store: Store) -> tuple[str, ...]:
    """Resolve all articles anew and rewrite those in which an id or label changes; returns their ids, sorted.

    What the extractor read is kept with each article, so that later articles, and decisions, can change it again.
    Raises StoreError if the store cannot be written, InputError if its journal cannot be read.
    """
    found = list(store.extractions(mentions=False))
    before = {stored.article.id: plan_of(kept) for stored, kept in found}
    resolution = resolve((restored(stored, kept) for stored, kept in found), journal_of(store).active())
    changed = [name for name, plan in before.items() if resolution.plans.get(name, Plan()).plain() != plan]
    for name in sorted(changed):
        _rewrite(store, name, resolution.plans.get(name, Plan()))
    return tuple(sorted(changed))


def _rewrite(store: Store, name: str, plan: Plan) -> None:
    found = store.extraction(name)
    if found is None:
        return
    reading = restored(*found)
    empty = not plan.entities and not plan.events
    store.add(applied(reading, plan), "" if empty else as_read(reading, plan))


def follow(store: Store) -> tuple[str, ...]:
    """`reconcile`, and bring the background up to date if the store has one."""
    changed = reconcile(store)
    if any(name == BACKGROUND for name, _ in store.graphs()):
        store.add_background()
    return changed


def decide(store: Store, decisions: Sequence[Decision]) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Add decisions to the journal and follow them; returns their numbers and the ids of the articles that changed."""
    if store.read_only:
        raise StoreError(f"{store.path}: opened for reading only")
    journal = journal_of(store)
    first = len(journal.lines) + 1
    journal.add(decisions)
    return tuple(range(first, first + len(decisions))), follow(store)


def undo(store: Store, number: int | None = None) -> tuple[Decision, tuple[str, ...]]:
    """Take back a decision, by default the last; returns it and the articles that changed. Raises LookupFailed."""
    decision = journal_of(store).undo(number)
    return decision, follow(store)


def import_decisions(store: Store, path: Path | str) -> tuple[int, tuple[str, ...]]:
    """Add the decisions of a file that do not count yet; returns how many, and the articles that changed."""
    journal = journal_of(store)
    held = {decision for _, decision in journal.active()}
    lines = active(Journal.read(path))
    new = [decision for _, decision in lines if decision not in held]
    journal.add(new)
    return len(new), follow(store)


def decision_rows(store: Store) -> list[DecisionRow]:
    """The decisions that count, in their order."""
    return [DecisionRow(number, decision.text()) for number, decision in journal_of(store).active()]


def entity_named(store: Store, name: str) -> str:
    """The id of an entity by id or name, or an id that the extractor gave. Raises LookupFailed, Ambiguous."""
    directory = Directory(store)
    try:
        return directory.find(name).id
    except LookupFailed:
        if "/" not in name:
            raise
        return resolution_of(store).find(name).id


def entity_rows(store: Store) -> list[EntityRow]:
    """Persons, bodies, documents and occasions, sorted by id."""
    clusters = resolution_of(store).clusters
    return [_row(clusters[name]) for name in sorted(clusters) if clusters[name].kind in _KINDS]


def _row(cluster: Cluster, doubt: str = "") -> EntityRow:
    points = min((link.points for link in cluster.links), default=None)
    read_as = tuple(sorted(profile.id for profile in cluster.profiles if profile.keys))
    state = next((profile.state for profile in cluster.profiles if profile.state), None)
    articles = len({article for article, _ in cluster.keys})
    return EntityRow(cluster.id, cluster.kind, cluster.label, state, articles, read_as, points, doubt)


def suspects(store: Store) -> list[EntityRow]:
    """What a person should look at, sorted by id: links with no point to spare, pairs a point or two short of one, and
    names to which articles give several states."""
    resolution = resolution_of(store)
    found = []
    for _, cluster in sorted(resolution.clusters.items()):
        if cluster.kind in _KINDS:
            found += [_row(cluster, doubt) for doubt in _doubts(cluster)]
    for one, other, points in near_misses(resolution.clusters):
        found.append(_row(resolution.clusters[one], f"perhaps {other}: {points} of {THRESHOLD} points"))
    return sorted(found, key=lambda row: (row.id, row.doubt))


def _doubts(cluster: Cluster) -> list[str]:
    doubts = [f"{link.one} and {link.other} joined barely" for link in cluster.links if link.points == THRESHOLD]
    states: Mapping[str, int] = {}
    if cluster.kind == "person" and not any(profile.known for profile in cluster.profiles):
        states = {state: 0 for profile in cluster.profiles for state in profile.states}
    return doubts + ([f"several states: {', '.join(sorted(states))}"] if len(states) > 1 else [])


def explain(store: Store, one: str, other: str) -> Explanation:
    """What speaks for and against two entities being one, by the ids that they have or had, or by name.

    Of entities that were joined from several, the two parts that agree best are compared. Raises LookupFailed and
    Ambiguous.
    """
    resolution = resolution_of(store)
    sides = [_side(store, resolution, name) for name in (one, other)]
    (first, mine), (second, yours) = sides
    pairs = [(a, b) for a in mine for b in yours if a.id != b.id] or [(mine[0], yours[0])]
    a, b = max(pairs, key=lambda pair: (total(compare(*pair)), pair[0].id, pair[1].id))
    found = compare(a, b) if a.id != b.id else ()
    journal = dict(journal_of(store).active())
    numbers = sorted({*first.decisions, *second.decisions})
    verdict = "one entity" if first.id == second.id else "two entities"
    return Explanation(
        a.id, _label(a), b.id, _label(b), verdict, total(found), THRESHOLD, found,
        tuple(f"{number}: {journal[number].text()}" for number in numbers),
    )  # fmt: skip


def _label(profile: Profile) -> str:
    return min(profile.names, key=lambda name: (-profile.names[name], name))


def _side(store: Store, resolution: Resolution, name: str) -> tuple[Cluster, list[Profile]]:
    """The cluster that a name means, and its parts; of an id that the extractor gave, that part alone."""
    for cluster in resolution.clusters.values():
        part = [profile for profile in cluster.profiles if profile.id == name]
        if part:
            return cluster, part
    cluster = resolution.find(entity_named(store, name))
    return cluster, list(cluster.profiles)
