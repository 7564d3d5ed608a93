"""Finds names: the gazetteers and the pipeline's own entities, the longest reading first.

A name can mean several things. A capital acts for its state where an actor stands ("Moscow protested") and is the city
after "in" or "to"; a seat of power is a building after "at"; an adjective that two states share means the one that the
article names.
"""

from __future__ import annotations

from collections import Counter

from kg.extract.doctitles import document_class
from kg.extract.guesses import EVENT_HEADS, guessed_spans
from kg.extract.personhood import only_persons
from kg.extract.persons import Persons, names_person
from kg.extract.spans import Span, choose, gazetteer_spans
from kg.extract.titles import TitleHit
from kg.extract.units import Reading, Unit
from kg.lexicon import Form, fold
from kg.model import EntityKind, MentionKind

__all__ = ["find_names"]

_KINDS: dict[str, EntityKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "LAW": "agreement", "WORK_OF_ART": "agreement",
}  # fmt: skip
_IN = frozenset("in at to from near into around outside inside towards toward across over via".split())
_HYPHENS = frozenset({"-", "–", "/"})
_ACTING = frozenset({"subj", "agent", "poss", "P:between", "P:with", "P:by", "P:against", "P:on"})
_TO_PLACES = frozenset("visit leave reach tour capture storm enter bomb shell attack".split())  # verbs with a place
_BODIES_TOO = frozenset({"assembly", "congress", "forum"})  # words for events that also end the names of bodies
_BODY_HEADS = frozenset("alliance association organization organisation union council committee".split())
_DOC_HEADS = frozenset(
    "act agreement treaty accord accords protocol charter convention constitution resolution declaration initiative "
    "memorandum".split()
)
# Which state an ambiguous name means in news when the article names neither otherwise.
_USUAL = {
    "korea": "state/KOR", "korean": "state/KOR", "koreans": "state/KOR", "congo": "state/COD",
    "congolese": "state/COD",
}  # fmt: skip


def find_names(reading: Reading, titles: list[TitleHit]) -> None:
    """Fill the reading with units for names of persons, states, bodies, documents, places and events."""
    known = gazetteer_spans(reading)
    guesses = only_persons(reading, guessed_spans(reading, known, titles), known, titles)
    spans = choose(known + guesses)
    named = Counter(f.entity_id for s in spans if len(s.forms) == 1 for f in s.forms)
    persons = Persons(reading)
    persons.learn_headline()
    for span in spans:
        if names_person(span):
            persons.learn(span)
    for span in spans:
        if span.start in reading.skip or span.end - 1 in reading.skip:
            continue
        if span.forms and not (span.label == "PERSON" and persons.wants(span)):
            _place_known(reading, span, named)
        elif span.label == "PERSON" or persons.is_surname(span):
            persons.place(span)
        elif span.label:
            _place_new(reading, span)
    persons.place_surnames()
    _mark_locative(reading)


def _mark_locative(reading: Reading) -> None:
    """In "Moscow, Russia" the state says where the town lies and does not act."""
    for unit in reading.units:
        if unit.via != "name" or unit.start < 2 or reading.parse.lower[unit.start - 1] != ",":
            continue
        town = reading.unit(unit.start - 2)
        if town is None or not unit.ids[0].startswith("state/"):
            continue
        place = town.place or town.ids[0]
        if reading.registry.kind(place) == "place" and reading.registry.state_of(place) == unit.ids[0]:
            unit.via = "locative"


def _place_known(reading: Reading, span: Span, named: Counter[str]) -> None:
    text = reading.surface(span.start, span.end)
    place = next((f.entity_id for f in span.forms if f.entity_id.startswith("place/")), None)
    form = _likeliest(span, text, named, place)
    if form is None:
        return
    state = reading.lexicon.capitals.get(fold(text))
    if place and state and form.entity_id == place:
        _place_capital(reading, span, place, state)
    elif form.kind == "metonym" and _stands_in(reading, span.start):
        iso3 = reading.lexicon.entities[form.entity_id].iso3
        _put(reading, span, reading.registry.new("place", text, iso3=iso3, cls="Building"), "name")
    else:
        entity_id = reading.registry.known(form.entity_id)
        if form.kind != "demonym":
            reading.registry.name(entity_id, text)
        _put(reading, span, entity_id, form.kind, "demonym" if form.kind == "demonym" else "name")


def _put(reading: Reading, span: Span, entity_id: str, kind: MentionKind, via: str = "name") -> None:
    reading.place_unit(Unit(span.start, span.end, (entity_id,), kind, via, core=(span.start, span.end)))


def _likeliest(span: Span, text: str, named: Counter[str], place: str | None) -> Form | None:
    """The reading that the article names most; None where several states are meant as well as each other."""
    forms = sorted(span.forms, key=lambda f: (-named[f.entity_id], f.kind == "metonym"))
    if place or len({f.entity_id for f in forms}) == 1 or not all(f.entity_id.startswith("state/") for f in forms):
        return forms[0]
    top = max(named[f.entity_id] for f in forms)
    best = [f for f in forms if named[f.entity_id] == top]
    if len({f.entity_id for f in best}) > 1:
        usual = _USUAL.get(fold(text))
        best = [f for f in best if f.entity_id == usual]
    return best[0] if best else None  # "Guinean" with none or several of them named: silence beats a guess


def _stands_in(reading: Reading, i: int) -> bool:
    """Whether a seat is meant as a place: "at the Kremlin", "to the White House"."""
    lower = reading.parse.lower
    before = lower[i - 1] if i and lower[i - 1] != "the" else lower[i - 2] if i > 1 else ""
    return before in _IN


def _place_capital(reading: Reading, span: Span, place: str, state: str) -> None:
    """A capital acts for its state where an actor stands; after "in", "to", "visit" it is the city."""
    acts = _acts(reading, span)
    chosen = state if acts else place
    kind: MentionKind = "metonym" if acts else "name"
    reading.registry.known(chosen)
    reading.registry.known(place)
    if not acts:
        reading.registry.name(chosen, reading.surface(span.start, span.end))
    core = (span.start, span.end)
    reading.place_unit(Unit(span.start, span.end, (chosen,), kind, "name", place, core))


def _acts(reading: Reading, span: Span) -> bool:
    """Whether a capital stands where an actor does."""
    parse = reading.parse
    top = next(
        (i for i in reversed(range(span.start, span.end)) if not span.start <= parse.head[i] < span.end), span.start
    )
    edge, head = parse.edge(top), parse.head[top]
    before = parse.lower[span.start - 1] if span.start else ""
    after = parse.lower[span.end] if span.end < parse.n else ""
    if before in _IN or (after == "," and edge not in ("subj", "agent")):
        return False
    if before in _HYPHENS or after in _HYPHENS or edge in _ACTING:
        return True
    if edge == "conj":
        return parse.edge(head) in ("subj", "P:between")
    return edge == "obj" and parse.lemma[head] not in _TO_PLACES


def _place_new(reading: Reading, span: Span) -> None:
    """A name that no list knows, as an entity of its own."""
    label = reading.surface(span.start, span.end)
    if len(label) < 2 or label.isdigit():
        return
    kind = _kind(span.label, reading.parse.lower[span.end - 1])
    iso3 = None
    if kind == "organization":
        inner = next(iter(reading.lexicon.gazetteer.find(label)), None)
        if inner and inner.forms[0].entity_id.startswith("state/"):
            iso3 = inner.forms[0].entity_id.removeprefix("state/")
    cls = document_class(label) if kind == "agreement" else None
    if span.label == "WORK_OF_ART" and cls == "Document":
        return  # songs, shows, brands
    entity_id = reading.registry.new(kind, " ".join(label.split()), iso3=iso3, cls=cls)
    reading.registry.name(entity_id, label)
    _put(reading, span, entity_id, "acronym" if label.isupper() and " " not in label else "name")


def _kind(label: str, last: str) -> EntityKind:
    """The kind of a guess with this label and last word: recognisers take summits and treaties for bodies."""
    kind = _KINDS[label]
    if kind == "event" and last in _BODY_HEADS:
        return "organization"
    if kind == "organization" and last in EVENT_HEADS - _BODIES_TOO:
        return "event"
    return "agreement" if kind == "organization" and last in _DOC_HEADS else kind
