"""Which persons of several articles are one: evidence for and against, in points that can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.lexicon import fold, lexicon, name_words
from kg.resolve.evidence import THRESHOLD, Evidence, Link, total
from kg.resolve.names import compare_names, is_single, name_key, surname_keys, words_of
from kg.resolve.readings import Profile, known_profile

__all__ = ["compare_persons", "link_persons"]

_CERTAIN = 6  # points for two full names that need no other evidence
_MARGIN = 2  # a surname goes to a person only if that one leads the next by so many points
_MONTH, _NEAR, _FAR = 31, 5 * 365, 25 * 365  # days
_SEASON = 365  # days within which a surname alone means the one person who bears it


def compare_persons(one: Profile, other: Profile) -> tuple[Evidence, ...]:
    """The evidence about two persons, strongest kind first: names, lexicon, state, office, dates, articles."""
    return tuple(item for item in _evidence(one, other) if item.points)


def _evidence(one: Profile, other: Profile) -> Iterator[Evidence]:
    name = _names(one, other)
    yield name
    if one.known and other.known:
        yield Evidence(-20, "the word lists know them as two persons")
    if name.points <= 0:
        return
    yield _states(one, other)
    if shared := sorted(one.offices & other.offices):
        title, body = shared[0]
        yield Evidence(3, f"the same office: {title or 'office'} of {body}")
    yield _dates(one, other)
    if other.id in one.only or one.id in other.only:
        yield Evidence(2, "nobody else in these articles has that surname")
    if together := sorted(one.articles & other.articles):
        yield _together(one, other, name.points, together[0])


def _together(one: Profile, other: Profile, likeness: int, article: str) -> Evidence:
    """An article that names both: with two forms of a full name it means one person, with the same surname two."""
    if not one.bare and not other.bare:
        return Evidence(1 if likeness < _CERTAIN else 0, f"{article} uses both forms of the name")
    bare, full = (one, other) if one.bare else (other, one)
    spelt = {fold(word) for name in full.names for word in name.replace("-", " ").split()}
    apart = any(fold(word) in spelt for name in bare.names for word in name.split())
    return Evidence(-2 if apart else 0, f"{article} names both and keeps them apart")


def _names(one: Profile, other: Profile) -> Evidence:
    bare, full = (one, other) if one.bare else (other, one)
    if bare.bare and full.bare:
        shared = {name_key(word) for name in bare.names for word in words_of(name)[-1:]}
        if shared & {name_key(word) for name in full.names for word in words_of(name)[-1:]}:
            return Evidence(3, "the same surname")
    elif bare.bare:
        keys = {name_key(word) for name in bare.names for word in words_of(name)[-1:]}
        if keys & _surnames(full):
            return Evidence(3, f"{_first(bare)} can be the surname of {_first(full)}")
    else:
        points, text, a, b = max(
            ((*compare_names(a, b), a, b) for a in _full(one) for b in _full(other)), default=(0, "", "", "")
        )
        if points:
            return Evidence(points, f"{text}: {a}, {b}")
    return Evidence(-9, f"other names: {_first(one)}, {_first(other)}")


def _full(profile: Profile) -> list[str]:
    """The full names: those that label it in articles, and those of the word lists."""
    names = {*profile.names, *(profile.entity.names if profile.known else ())}
    return sorted(name for name in names if not is_single(name)) or sorted(profile.names)


def _first(profile: Profile) -> str:
    return min(profile.names, key=lambda name: (-profile.names[name], name))


def _surnames(profile: Profile) -> frozenset[str]:
    """Keys of the surname: what the articles use alone, else first and last word of the full name."""
    short = {name for name in profile.entity.names if is_single(name) and fold(name) not in _given(profile)}
    keys = {name_key(words_of(name)[-1]) for name in short}
    if profile.known and keys:
        return frozenset(keys)
    given = {name_key(word) for word in _given(profile) if word in name_words().given}
    return frozenset(keys).union(*(surname_keys(name) - given for name in profile.names))


def _given(profile: Profile) -> set[str]:
    """First names in the order usual in English, which alone do not identify."""
    return {words_of(name)[0] for name in profile.names if not is_single(name) and not _family_first(profile)}


def _family_first(profile: Profile) -> bool:
    return profile.state in ("CHN", "HKG", "HUN", "JPN", "KHM", "KOR", "MAC", "MMR", "PRK", "SGP", "TWN", "VNM")


def _states(one: Profile, other: Profile) -> Evidence:
    if not one.states or not other.states:
        return Evidence(0, "")
    if shared := sorted(set(one.states) & set(other.states)):
        return Evidence(2, f"the same state: {shared[0]}")
    return Evidence(-3, f"other states: {one.state}, {other.state}")


def _dates(one: Profile, other: Profile) -> Evidence:
    if not one.days or not other.days:
        return Evidence(0, "")
    gap = _gap(one, other)
    if gap <= _MONTH:
        return Evidence(2, "reported within a month")
    if gap <= _NEAR:
        return Evidence(1, "reported within five years")
    return Evidence(-4, f"{gap // 365} years apart") if gap > _FAR else Evidence(0, "")


def _gap(one: Profile, other: Profile) -> int:
    """Days between the times in which two persons are in the news."""
    return max(0, (max(min(one.days), min(other.days)) - min(max(one.days), max(other.days))).days)


def _mark_only(persons: Mapping[str, Profile], blocks: Mapping[str, set[str]]) -> None:
    """Note for each bare surname the one person named in full who can be meant, if there is but one at that time."""
    for profile in persons.values():
        if not profile.bare or profile.known or not profile.days:
            continue
        names = {other for key in _keys(profile) for other in blocks.get(key, ())}
        bearers = [persons[name] for name in sorted(names) if not persons[name].bare]
        bearers = [bearer for bearer in bearers if _surnames(profile) & _surnames(bearer)]
        first, *rest = bearers or [profile]
        alone = bool(bearers) and all(total(compare_persons(first, other)) >= THRESHOLD for other in rest)
        fits = alone and first.days and _gap(profile, first) <= _SEASON and _titles_fit(profile, bearers)
        fits = fits and any(profile.sources & bearer.sources for bearer in bearers)
        profile.only = frozenset(bearer.id for bearer in bearers) if fits else frozenset()


def _titles_fit(bare: Profile, bearers: Iterable[Profile]) -> bool:
    """Whether no title of the surname is strange to the persons of the full name."""
    mine = {word for title, _ in bare.offices for word in title.split()}
    theirs = {word for bearer in bearers for title, _ in bearer.offices for word in title.split()}
    return not mine or bool(mine & theirs)


def _blocks(persons: Mapping[str, Profile]) -> dict[str, set[str]]:
    """Persons by the keys by which they can be found."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, profile in persons.items():
        for key in _keys(profile):
            found[key].add(name)
    return found


def _keys(profile: Profile) -> frozenset[str]:
    """Surnames, with one letter for what is G in Russian and H in Ukrainian; of full names, the first with each other
    word, too."""
    found = {key.replace("g", "h") for key in _surnames(profile)}
    for name in () if profile.bare else profile.names:
        first, *rest = (name_key(word).replace("g", "h") for word in words_of(name))
        found |= {f"{first} {word}" for word in rest}
    return frozenset(found)


def _known_blocks() -> dict[str, set[str]]:
    return _blocks({name: known_profile(name) for name, e in lexicon().entities.items() if e.kind == "person"})


def link_persons(persons: Mapping[str, Profile]) -> list[Link]:
    """The links between persons, those with most points first.

    Full names are linked wherever the points suffice. A bare surname is linked to one person, and only if that one
    clearly leads all others; persons whom only the word lists know count if an office fits, too.
    """
    blocks, known = _blocks(persons), _known_blocks()
    _mark_only(persons, blocks)
    links: list[Link] = []
    for name in sorted(persons):
        profile = persons[name]
        if profile.known:
            continue
        near = {
            other: persons[other]
            for key in sorted(_keys(profile))
            for other in sorted(blocks.get(key, ()))
            if other != name
        }
        far = {
            other: known_profile(other)
            for key in sorted(_keys(profile))
            for other in sorted(known.get(key, ()))
            if other not in persons
        }
        links += _of_bare(profile, near, far) if profile.bare else _of_full(profile, near, far)
    return sorted(set(links), key=lambda link: (-link.points, link.one, link.other))


def _link(one: Profile, other: Profile, points: int) -> Link:
    return Link(min(one.id, other.id), max(one.id, other.id), points)


def _of_full(profile: Profile, near: Mapping[str, Profile], far: Mapping[str, Profile]) -> Iterator[Link]:
    for other in (*near.values(), *far.values()):
        points = 0 if other.bare else total(compare_persons(profile, other))
        if points >= THRESHOLD:
            yield _link(profile, other, points)


def _of_bare(profile: Profile, near: Mapping[str, Profile], far: Mapping[str, Profile]) -> Iterator[Link]:
    scored = [(total(compare_persons(profile, other)), other) for other in near.values() if not other.bare]
    scored += [(total(compare_persons(profile, o)), o) for o in far.values() if profile.offices & o.offices]
    scored.sort(key=lambda item: (-item[0], item[1].id))
    if scored and scored[0][0] >= THRESHOLD and _leads(scored):
        yield _link(profile, scored[0][1], scored[0][0])
    for other in near.values():
        if other.bare and total(compare_persons(profile, other)) >= THRESHOLD:
            yield _link(profile, other, THRESHOLD)


def _leads(scored: list[tuple[int, Profile]]) -> bool:
    """Whether the best is far enough ahead; rivals that are the same person under another spelling do not count."""
    best = scored[0][1]
    rivals = [points for points, other in scored[1:] if total(compare_persons(best, other)) < THRESHOLD]
    return not rivals or scored[0][0] - max(rivals) >= _MARGIN
