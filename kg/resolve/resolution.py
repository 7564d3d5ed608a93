"""From what articles say to who is who: links between profiles, then the decisions of people, then names and ids."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.errors import LookupFailed
from kg.lexicon import lexicon
from kg.model import Extraction
from kg.resolve.apply import Plan, Role, applied
from kg.resolve.decisions import Decision
from kg.resolve.events import same_events
from kg.resolve.evidence import THRESHOLD, Evidence, Link, total
from kg.resolve.names import is_single, surname_keys
from kg.resolve.persons import compare_persons, link_persons
from kg.resolve.readings import Key, Profile, known_profile, profiles
from kg.resolve.works import compare_works, link_works

__all__ = ["Cluster", "Resolution", "compare", "near_misses", "resolve"]

_WORKS = ("organization", "agreement", "event")


@dataclass(slots=True)
class Cluster:
    """Profiles that are one entity. `links` joined them; `decisions` are the numbers of those that had a part in it."""

    id: str
    label: str
    kind: str
    profiles: tuple[Profile, ...]
    links: tuple[Link, ...] = ()
    aliases: tuple[str, ...] = ()
    decisions: tuple[int, ...] = ()

    @property
    def keys(self) -> set[Key]:
        """The article and first id of all that is joined."""
        return set().union(*(profile.keys for profile in self.profiles))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who in all articles. `plans` tells what that changes in each article that it changes."""

    clusters: Mapping[str, Cluster]
    plans: Mapping[str, Plan]
    first_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, name: str) -> Cluster:
        """The cluster of that id, else the one that an id given by the extractor belongs to. Raises LookupFailed."""
        if name in self.clusters:
            return self.clusters[name]
        owners = self.first_ids.get(name, ())
        if len(owners) != 1:
            state = f"belongs to several: {', '.join(owners)}" if owners else "is no id of an entity here"
            raise LookupFailed(f"{name} {state}; kg search finds ids")
        return self.clusters[owners[0]]


def compare(one: Profile, other: Profile) -> tuple[Evidence, ...]:
    """The evidence for and against two profiles being one; entities of other kinds never are."""
    kinds = {one.entity.kind, other.entity.kind}
    if len(kinds) > 1:
        return (Evidence(-20, f"other kinds: {one.entity.kind}, {other.entity.kind}"),)
    if kinds == {"person"}:
        return compare_persons(one, other)
    if kinds & set(_WORKS):
        return compare_works(one, other)
    return (Evidence(-20, "states and places have one id each"),)


class _Union:
    """Sets of profile ids; a set holds at most one entity of the word lists, unless people decide otherwise."""

    def __init__(self, found: dict[str, Profile]) -> None:
        self.profiles = found
        self.parent = {name: name for name in found}
        self.known = {name: {name} if profile.known else set() for name, profile in found.items()}
        self.links: list[Link] = []

    def root(self, name: str) -> str:
        while self.parent[name] != name:
            name = self.parent[name]
        return name

    def join(self, link: Link) -> None:
        for name in (link.one, link.other):
            if name not in self.profiles:
                self.profiles[name] = known_profile(name)
                self.parent[name] = name
                self.known[name] = {name}
        one, other = self.root(link.one), self.root(link.other)
        if one == other:
            return
        known = self.known[one] | self.known[other]
        if len(known) < 2:
            self.parent[max(one, other)] = min(one, other)
            self.known[min(one, other)] = known
            self.links.append(link)

    def groups(self) -> list[list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name in sorted(self.parent):
            found[self.root(name)].append(name)
        return list(found.values())


def _linked(found: dict[str, Profile]) -> _Union:
    union = _Union(found)
    persons = {name: p for name, p in found.items() if p.entity.kind == "person"}
    links = link_persons(persons)
    for kind in _WORKS:
        links += link_works({name: p for name, p in found.items() if p.entity.kind == kind})
    for link in links:
        union.join(link)
    return union


def _chief(members: Sequence[Profile]) -> Profile:
    """The profile that gives the id: of the word lists, else with a full name and in most articles."""
    return min(members, key=lambda p: (not p.known, p.bare, -len(p.articles), p.id))


def _cluster(members: Sequence[Profile], links: Iterable[Link] = ()) -> Cluster:
    chief = _chief(members)
    names: Counter[str] = Counter()
    for profile in members:
        names.update(profile.names)
    full = Counter({name: n for name, n in names.items() if not is_single(name)}) if not chief.bare else names
    label = chief.entity.label if chief.known else min(full or names, key=lambda name: (-names[name], name))
    own = {profile.id for profile in members}
    kept = tuple(link for link in links if link.one in own and link.other in own)
    return Cluster(chief.id, label, chief.entity.kind, tuple(members), kept)


class _Clusters:
    """The clusters by id, while decisions change them one by one."""

    def __init__(self, union: _Union) -> None:
        self.found: dict[str, Cluster] = {}
        for names in union.groups():
            cluster = _cluster([union.profiles[name] for name in names], union.links)
            self.found[cluster.id] = cluster

    def owners(self, name: str) -> list[Cluster]:
        """The cluster of that id, else those that hold something to which the extractor gave it."""
        if name in self.found:
            return [self.found[name]]
        return [c for _, c in sorted(self.found.items()) if any(key[1] == name for key in c.keys)]

    def apply(self, number: int, decision: Decision) -> None:
        changes = {"merge": self._merge, "split": self._split, "rename": self._rename, "alias": self._alias}
        for cluster in changes[decision.do](decision):
            cluster.decisions += (number,)

    def _merge(self, decision: Decision) -> list[Cluster]:
        owners = [*self.owners(decision.one), *self.owners(decision.other)]
        parts = list({cluster.id: cluster for cluster in owners}.values())
        if len(parts) < 2:
            return parts
        links = [link for part in parts for link in part.links]
        merged = _cluster([profile for part in parts for profile in part.profiles], links)
        first = parts[0]
        for part in parts:
            del self.found[part.id]
        label = first.label if decision.one in (first.id, *(p.id for p in first.profiles)) else merged.label
        new = replace(
            merged, id=first.id, label=label, aliases=tuple(sorted(set().union(*(p.aliases for p in parts)))),
            decisions=tuple(sorted(set().union(*(p.decisions for p in parts)))),
        )  # fmt: skip
        self.found[new.id] = new
        return [new]

    def _split(self, decision: Decision) -> list[Cluster]:
        done = []
        for cluster in self.owners(decision.one):
            done += self._parted(cluster, decision) if decision.articles else self._dissolved(cluster)
        return done

    def _dissolved(self, cluster: Cluster) -> list[Cluster]:
        del self.found[cluster.id]
        done = []
        for profile in cluster.profiles:
            part = _cluster([profile])
            part.decisions = cluster.decisions
            self.found[part.id] = part
            done.append(part)
        return done

    def _parted(self, cluster: Cluster, decision: Decision) -> list[Cluster]:
        """Take some articles out of a cluster, as an entity of its own."""
        wanted, inside, outside = set(decision.articles), [], []
        for profile in cluster.profiles:
            taken = {key for key in profile.keys if key[0] in wanted}
            if taken:
                inside.append(replace(profile, keys=taken, known=False))
            if profile.keys - taken or not profile.keys:
                outside.append(replace(profile, keys=profile.keys - taken))
        if not inside or not outside:
            return []
        kept = replace(cluster, profiles=tuple(outside))
        new = replace(_cluster(inside), id=decision.into, decisions=cluster.decisions)
        self.found |= {kept.id: kept, new.id: new}
        return [kept, new]

    def _rename(self, decision: Decision) -> list[Cluster]:
        owners = self.owners(decision.one)
        for cluster in owners:
            cluster.label = decision.name
        return owners

    def _alias(self, decision: Decision) -> list[Cluster]:
        owners = self.owners(decision.one)
        for cluster in owners:
            cluster.aliases = tuple(sorted({*cluster.aliases, decision.name}))
        return owners


def _plans(clusters: Mapping[str, Cluster]) -> dict[str, dict[str, Role]]:
    """For each article, what its entities become; only those that change."""
    found: defaultdict[str, dict[str, Role]] = defaultdict(dict)
    for cluster in clusters.values():
        joined = len(cluster.profiles) > 1 or bool(cluster.decisions)
        for profile in cluster.profiles:
            settled = set(profile.names) == {cluster.label} and not cluster.aliases
            for article, name in profile.keys:
                if name != cluster.id or (joined and not settled):
                    label = cluster.label if joined or name not in lexicon().entities else ""
                    found[article][name] = Role(cluster.id, label, cluster.aliases)
    return found


def resolve(readings: Iterable[Extraction], decisions: Iterable[tuple[int, Decision]] = ()) -> Resolution:
    """Who is who in these articles, whatever their order; `decisions` are applied in theirs, after all links."""
    articles = tuple(sorted(readings, key=lambda reading: reading.article.id))
    clusters = _Clusters(_linked(profiles(articles)))
    for number, decision in decisions:
        clusters.apply(number, decision)
    entities = _plans(clusters.found)
    renamed = (applied(reading, Plan(entities.get(reading.article.id, {}))) for reading in articles)
    events: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for (article, name), event in same_events(renamed).items():
        events[article][name] = event
    plans = {name: Plan(entities.get(name, {}), events.get(name, {})) for name in sorted({*entities, *events})}
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for cluster in clusters.found.values():
        for _, name in cluster.keys:
            owners[name].add(cluster.id)
        for profile in cluster.profiles:
            owners[profile.id].add(cluster.id)
    return Resolution(clusters.found, plans, {name: tuple(sorted(ids)) for name, ids in owners.items()})


_SHORT = 2  # points short of the threshold at which two are worth a look


def near_misses(clusters: Mapping[str, Cluster]) -> list[tuple[str, str, int]]:
    """Pairs of persons that stayed two with a point or two missing: both ids and the points, sorted."""
    blocks: defaultdict[str, set[str]] = defaultdict(set)
    best = {c.id: _chief([p for p in c.profiles if p.keys] or c.profiles) for c in clusters.values()}
    for name, profile in best.items():
        if profile.entity.kind == "person":
            for key in surname_keys(profile.entity.label):
                blocks[key].add(name)
    pairs = {(a, b) for names in blocks.values() for a in names for b in names if a < b}
    scored = ((a, b, total(compare(best[a], best[b]))) for a, b in sorted(pairs) if not (best[a].bare and best[b].bare))
    return [found for found in scored if THRESHOLD - _SHORT <= found[2] < THRESHOLD]
