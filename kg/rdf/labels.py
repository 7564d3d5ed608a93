"""Labels for events, tenures and memberships: "Xi Jinping and Vladimir Putin: meeting, 2023-03-21"."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.lexicon import Relation
from kg.model import Fact
from kg.vocab import ontology

__all__ = ["event_label", "membership_label"]

_SHOWN = 4


def _listed(names: Iterable[str]) -> str:
    unique = list(dict.fromkeys(names))
    if len(unique) > _SHOWN:
        unique = [*unique[: _SHOWN - 1], f"{len(unique) - _SHOWN + 1} others"]
    return " and ".join(filter(None, (", ".join(unique[:-1]), *unique[-1:])))


def event_label(facts: Sequence[Fact], table: Mapping[str, Relation], names: Mapping[str, str]) -> str:
    """Who took part, what it was, when; "(planned)" or "(denied)" if no fact says that it happened."""
    relations = [table[fact.relation] for fact in facts]
    ends: list[list[str]] = [[], []]
    for fact, relation in zip(facts, relations, strict=True):
        ends[0].append(names.get(fact.subject, fact.subject))
        ends[0 if relation.symmetric else 1].append(names.get(fact.object, fact.object))
    who = ", ".join(_listed(end) for end in ends if end)
    what = " and ".join(dict.fromkeys(ontology().labels[relation.cls] for relation in relations))
    dates = sorted({fact.when.iso() for fact in facts if fact.when}, key=lambda iso: (-len(iso), iso))
    label = ", ".join((f"{who}: {what}", *dates[:1]))
    statuses = {fact.status for fact in facts}
    return label if "actual" in statuses else f"{label} ({' and '.join(sorted(statuses, reverse=True))})"


def membership_label(fact: Fact, names: Mapping[str, str]) -> str:
    """ "Xi Jinping: President, China" or "India: member, Shanghai Cooperation Organization"."""
    role = fact.office or ("office" if fact.relation == "holdsOffice" else "member")
    return f"{names.get(fact.subject, fact.subject)}: {role}, {names.get(fact.object, fact.object)}"
