"""Small articles about the same persons, bodies, documents and meetings, named differently in each."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Article, DateRange, Entity, EntityKind, Evidence, Extraction, Fact, Mention, Span

__all__ = ["article", "entity", "fact", "kuleba_articles", "when"]

_KINDS: dict[str, EntityKind] = {
    "person": "person",
    "state": "state",
    "org": "organization",
    "doc": "agreement",
    "occasion": "event",
}


def entity(name: str, label: str, *names: str, iso3: str | None = None, cls: str | None = None) -> Entity:
    """An entity whose kind its id shows."""
    kind = _KINDS.get(name.partition("/")[0], "place")
    return Entity(name, kind, label, tuple(sorted({label, *names})), (), iso3, cls)


def when(text: str) -> DateRange:
    """A day, a month (`2023-03`) or a year."""
    parts = [int(part) for part in text.split("-")]
    first = date(*[*parts, 1, 1][:3])
    if len(parts) == 3:
        return DateRange(first, first, "day", text)
    last = date(parts[0], 12, 31) if len(parts) == 1 else date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
    return DateRange(first, last, "year" if len(parts) == 1 else "month", text)


def fact(subject: str, relation: str, target: str, day: str = "", **more: Any) -> dict[str, Any]:
    """What `article` makes a fact of."""
    return {"subject": subject, "relation": relation, "object": target, "when": when(day) if day else None, **more}


def article(name: str, published: str, entities: list[Entity], facts: list[dict[str, Any]]) -> Extraction:
    """An article that names each entity once and states each fact in a sentence of its own."""
    text, mentions, stated = "", [], []
    for one in entities:
        mentions.append(Mention(Span(len(text), len(text) + len(one.label)), "name", one.id))
        text += f"{one.label}. "
    for number, given in enumerate(facts):
        sentence = f"Fact {number} of {name}."
        span = Span(len(text), len(text) + len(sentence))
        text += sentence + " "
        stated.append(Fact(id=f"{name}-{number}", evidence=Evidence(span, sentence), rule="hand", **given))
    head = Article(name, text, f"Title {name}", published=date.fromisoformat(published) if published else None)
    ordered = tuple(sorted(entities, key=lambda e: e.id))
    return Extraction(head, ordered, tuple(sorted(mentions, key=lambda m: (m.span, m.entity_id))), tuple(stated))


UKR = entity("state/UKR", "Ukraine", iso3="UKR")
POL = entity("state/POL", "Poland", iso3="POL")


def kuleba_articles() -> list[Extraction]:
    """A minister with his full name, by surname alone, and in another transliteration; and another Kovalenko each."""
    full = entity("person/dmytro-tarasenko", "Dmytro Tarasenko", "Tarasenko", iso3="UKR")
    short = entity("person/tarasenko", "Tarasenko", iso3="UKR")
    other = entity("person/dmitry-tarasenko", "Dmitry Tarasenko", iso3="UKR")
    office = {"office": "Foreign Minister"}
    return [
        article("k1", "2022-05-01", [full, UKR], [fact(full.id, "holdsOffice", "state/UKR", **office)]),
        article(
            "k2",
            "2022-05-03",
            [short, UKR, POL],
            [fact(short.id, "holdsOffice", "state/UKR", **office), fact(short.id, "visits", "state/POL", "2022-05-02")],
        ),
        article("k3", "2022-05-04", [other, POL], [fact(other.id, "visits", "state/POL", "2022-05-02")]),
        article("k4", "2022-05-05", [entity("person/anna-kovalenko", "Anna Kovalenko", iso3="UKR")], []),
        article("k5", "2022-05-05", [entity("person/oleg-kovalenko", "Oleg Kovalenko", iso3="UKR")], []),
        article("k6", "2022-05-06", [entity("person/kovalenko", "Kovalenko", iso3="UKR")], []),
    ]
