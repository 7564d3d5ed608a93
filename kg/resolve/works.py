"""Which organisations, documents and named occasions of several articles are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from kg.lexicon import fold, is_general_title
from kg.resolve.evidence import THRESHOLD, Evidence, Link, total
from kg.resolve.names import title_key
from kg.resolve.readings import Profile

__all__ = ["compare_works", "link_works"]

_SMALL = frozenset("of the for and on in at to a an".split())
_SPECIFIC = 4  # words that a title needs to belong to one document
_CLOSE, _APART = 3, 60  # days between reports of one signing, and between two of them


def compare_works(one: Profile, other: Profile) -> tuple[Evidence, ...]:
    """The evidence about two organisations, two documents or two occasions."""
    if one.known and other.known:
        return (Evidence(-20, "the word lists know them as two"),)
    kind = one.entity.kind
    found = _documents(one, other) if kind == "agreement" else _bodies(one, other)
    return tuple(item for item in found if item.points)


def _titles(profile: Profile) -> list[str]:
    names = {*profile.names, *(n for n in profile.entity.names if " " in n or profile.known)}
    return sorted(names)


def _keys(profile: Profile) -> dict[tuple[str, ...], str]:
    return {title_key(name, profile.state): name for name in _titles(profile)}


def _bodies(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, yours = _keys(one), _keys(other)
    shared = sorted(mine.keys() & yours.keys())
    if shared:
        yield Evidence(6, f"the same title but for form: {mine[shared[0]]}, {yours[shared[0]]}")
    elif pair := _acronym(one, other) or _acronym(other, one):
        yield Evidence(3, f"{pair[0]} are the initials of {pair[1]}")
        if together := sorted(one.articles & other.articles):
            yield Evidence(3, f"{together[0]} uses both")
    else:
        yield Evidence(-9, "other titles")
        return
    if one.states and other.states:
        same = sorted(set(one.states) & set(other.states))
        yield (
            Evidence(2, f"the same state: {same[0]}")
            if same
            else Evidence(-6, f"other states: {one.state}, {other.state}")
        )


def _acronym(one: Profile, other: Profile) -> tuple[str, str] | None:
    short = next((n for n in sorted(one.names) if n.isupper() and n.isalpha() and 3 <= len(n) <= 6), None)
    for name in sorted(other.names) if short else ():
        if "".join(word[0] for word in name.split() if fold(word) not in _SMALL).upper() == short:
            return short, name
    return None


def _documents(one: Profile, other: Profile) -> Iterator[Evidence]:
    mine, yours = _keys(one), _keys(other)
    shared = sorted(mine.keys() & yours.keys(), key=lambda key: (-len(key), key))
    specific = [key for key in shared if not _is_general(key)]
    if specific:
        yield Evidence(6, f"the same title but for form: {mine[specific[0]]}, {yours[specific[0]]}")
    elif shared:
        yield Evidence(3, f"the same general title: {mine[shared[0]]}")
    elif one.entity.cls and one.entity.cls == other.entity.cls and (_general(one) or _general(other)):
        yield Evidence(2, f"the same kind of document: {one.entity.cls}")
    else:
        yield Evidence(-9, "other titles")
        return
    yield from _parties(one, other)
    yield from _signing(one, other)
    if together := sorted(one.articles & other.articles):
        yield Evidence(-3, f"{together[0]} names both and keeps them apart")


def _general(profile: Profile) -> bool:
    return all(map(_is_general, _keys(profile)))


def _is_general(key: tuple[str, ...]) -> bool:
    """Whether a title can be that of many documents: a short one, or one of general words only."""
    return not any(word.isdigit() for word in key) and (len(key) < _SPECIFIC or is_general_title(" ".join(key)))


def _parties(one: Profile, other: Profile) -> Iterator[Evidence]:
    if one.parties and other.parties:
        if one.parties == other.parties and len(one.parties) > 1:
            yield Evidence(3, f"the same parties: {', '.join(sorted(one.parties))}")
        elif one.parties - other.parties and other.parties - one.parties:
            only = min(one.parties - other.parties), min(other.parties - one.parties)
            yield Evidence(-6, f"other parties: {only[0]}, {only[1]}")


def _signing(one: Profile, other: Profile) -> Iterator[Evidence]:
    if one.signed and other.signed:
        gap = min(abs((a - b).days) for a in one.signed for b in other.signed)
        if gap == 0:
            yield Evidence(3, f"of the same day: {min(one.signed & other.signed)}")
        elif gap > _CLOSE:
            yield Evidence(-6, f"{gap} days apart")
    elif one.days and other.days:
        gap = min(abs((a - b).days) for a in one.days for b in other.days)
        general = _general(one) or _general(other)
        if gap <= _CLOSE:
            yield Evidence(1, f"reported within {_CLOSE} days")
        elif gap > _APART and general:
            yield Evidence(-4, f"reported {gap} days apart")


def _blocks(works: Mapping[str, Profile]) -> dict[tuple[str, ...], set[str]]:
    found: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for name, profile in works.items():
        for key in _keys(profile):
            found[key].add(name)
        if profile.entity.kind == "agreement":
            if len(profile.parties) > 1:
                found["parties", *sorted(profile.parties)].add(name)
        else:
            for title in profile.names:
                initials = "".join(word[0] for word in title.split() if fold(word) not in _SMALL).upper()
                for article in profile.articles if title.isupper() or len(initials) > 2 else ():
                    found["initials", article, title if title.isupper() else initials].add(name)
    return found


def link_works(works: Mapping[str, Profile]) -> list[Link]:
    """The links between organisations, documents or occasions (all of one kind), those with most points first."""
    links = set()
    for _, names in sorted(_blocks(works).items()):
        ordered = sorted(names)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if not (works[one].known and works[other].known):
                    points = total(compare_works(works[one], works[other]))
                    if points >= THRESHOLD:
                        links.add(Link(one, other, points))
    return sorted(links, key=lambda link: (-link.points, link.one, link.other))
