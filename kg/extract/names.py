"""Finds names: the gazetteers and the pipeline's own entities, the longest reading first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass

from kg.extract.titles import TitleHit
from kg.extract.units import Reading, Unit
from kg.lexicon import Form, fold
from kg.model import EntityKind

__all__ = ["find_names"]

_NER: dict[str, EntityKind] = {
    "PERSON": "person", "PER": "person", "ORG": "organization", "GPE": "place", "LOC": "place", "FAC": "place",
    "EVENT": "event", "LAW": "agreement", "WORK_OF_ART": "agreement",
}  # fmt: skip
_HONORIFIC = re.compile(
    r"^(?:(?:the|his|her|their|h\.e\.|excellency|royal|highness|majesty|mr|mrs|ms|miss|dr|prof|sir|dame|lord|lady|hon|rt|general|gen|colonel|col|"
    r"lt|admiral|adm|president|sheikh|sheik|ambassador|minister|prime|secretary|senator|chancellor|king|queen|prince|princess|vice|foreign|deputy)"
    r"\b\.?\s*)+",
    re.I,
)
_IN = frozenset("in at to from near into around outside inside towards toward across over via".split())
_EVENT_HEAD = frozenset(
    "summit conference forum dialogue consultations exercise exercises meeting assembly games olympics war talks "
    "ministerial session congress convention roundtable symposium commemoration negotiations crisis process".split()
)
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
_BODY_WORDS = frozenset(
    "ministry department office council committee commission agency party bank company group university union "
    "association embassy parliament "
    "administration government house court army force forces corps foundation institute centre center news times "
    "post press street city "
    "january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday".split()
)
# Which state an ambiguous name means in news when the article names neither otherwise.
_USUAL = {
    "korea": "state/KOR",
    "korean": "state/KOR",
    "koreans": "state/KOR",
    "congo": "state/COD",
    "congolese": "state/COD",
}
_LOWER_OK = frozenset("of for on the and in at to".split())
_DOC_HEAD = frozenset(
    "act agreement treaty accord accords protocol charter convention resolution declaration initiative".split()
)


@dataclass(frozen=True, slots=True)
class _Span:
    start: int
    end: int
    forms: tuple[Form, ...]
    label: str


def find_names(reading: Reading, titles: list[TitleHit]) -> None:
    """Fill the reading with units for names of persons, states, bodies, documents, places and events."""
    known = _gazetteer_spans(reading)
    guessed = [s for e in _model_spans(reading) for s in _mend(reading, e, known, titles)]
    spans = _choose(known + guessed + _titled(reading, titles, known))
    named = Counter(f.entity_id for s in spans if len(s.forms) == 1 for f in s.forms)
    persons = _Persons(reading)
    persons.learn_headline()
    for span in spans:
        if span.label == "PERSON" or any(f.entity_id.startswith("person/") for f in span.forms):
            persons.learn(span)
    for span in spans:
        if any(i in reading.skip for i in (span.start, span.end - 1)):
            continue
        if span.forms and not (span.label == "PERSON" and persons.wants(span)):
            _place_known(reading, span, named)
        elif span.label == "PERSON" or persons.surname(span):
            persons.place(span)
        elif span.label:
            _place_new(reading, span)
    persons.place_surnames()
    _mark_locative(reading)


def _mark_locative(reading: Reading) -> None:
    """ "Moscow, Russia": the state says where the town lies and does not act."""
    for unit in reading.units:
        if (
            unit.start > 1
            and unit.via == "name"
            and unit.ids[0].startswith("state/")
            and reading.parse.lower[unit.start - 1] == ","
        ):
            town = reading.unit(unit.start - 2)
            if (
                town is not None
                and (town.place or reading.registry.kind(town.ids[0]) == "place")
                and reading.registry.state_of(town.place or town.ids[0]) == unit.ids[0]
            ):
                unit.via = "locative"


def _gazetteer_spans(reading: Reading) -> list[_Span]:
    starts = reading.parse.starts
    spans = []
    for hit in reading.lexicon.gazetteer.find(reading.parse.text):
        start = bisect_right(starts, hit.start) - 1
        end = bisect_left(starts, hit.end)
        if start < 0 or starts[start] != hit.start:
            continue  # begins inside a word
        last = end - 1
        if reading.parse.ends[last] > hit.end + 1:
            continue  # ends inside a word
        spans.append(_Span(start, end, hit.forms, ""))
    return spans


def _model_spans(reading: Reading) -> list[_Span]:
    spans = []
    for ent in reading.doc.ents:
        if ent.label_ not in _NER:
            continue
        start, end = ent.start, ent.end
        while start < end and (
            not reading.parse.word[start][0].isalnum() or reading.parse.lower[start] in ("the", "a", "an", "'s", "’s")
        ):
            start += 1
        while (
            end > start
            and (not reading.parse.word[end - 1][0].isalnum() or reading.parse.lower[end - 1] in ("'s", "’s", "s"))
            and reading.parse.word[end - 1][-1] != "."
        ):
            end -= 1
        if ent.label_ != "PERSON":
            for i in range(start, end):
                if reading.parse.lower[i] in _CALENDAR:
                    end = i
                    break
            while end > start and reading.parse.lower[end - 1] in _LOWER_OK:
                end -= 1
        if reading.parse.lower[start:end] in (["jr"], ["jr."], ["sr."]):
            continue
        if (
            start < end
            and any(c.isalpha() for c in reading.parse.word[start])
            and reading.parse.word[start][0].isupper()
        ):
            spans.append(_Span(start, end, (), ent.label_))
    return spans + _event_spans(reading)


def _mend(reading: Reading, span: _Span, known: list[_Span], titles: list[TitleHit]) -> list[_Span]:
    """A guessed span without what it took from a title: "[President of] Senegal Macky Sall" is a state and a person."""
    if span.label not in ("ORG", "PERSON", "GPE", "LOC"):
        return [span]
    parse = reading.parse
    for k in known:
        if k.start <= span.start < k.end < span.end and k.forms[0].entity_id.startswith(("state/", "org/")):
            after_of = span.start > 1 and parse.lower[span.start - 1] in ("of", "the", "republic", "kingdom", "state")
            rest = range(k.end, span.end)
            of_title = any(t.start <= i < t.end for t in titles for i in rest)
            if (
                after_of
                and not of_title
                and all(parse.word[i][0].isupper() for i in rest)
                and not any(parse.lower[i] in _BODY_WORDS for i in rest)
            ):
                return [_Span(k.end, span.end, (), "PERSON")]
    if span.label == "PERSON":
        for t in titles:
            if t.start <= span.start < t.end < span.end:
                return [_Span(t.end, span.end, (), "PERSON")]
            if t.base[1] <= span.start and span.end <= t.end:
                return []  # "Minister for Financial Services and [Superannuation]"
    if span.label in ("ORG", "LOC"):
        for t in titles:
            if span.start < t.start and t.end == span.end and span.label == "ORG":
                return [_Span(span.start, t.start, (), "ORG")]  # "National People's Congress [Chairman]"
            if span.start == t.base[0] and parse.lower[t.base[1]] == "for":
                return []
            if span.start == t.start and t.end + 1 < span.end and parse.lower[t.end] == "of":
                return [_Span(t.end + 1, span.end, (), span.label)]
            if (
                t.start < span.end
                and span.start < t.end
                and not (span.start <= t.start and t.end <= span.end and span.end - span.start > t.end - t.start + 2)
            ):
                return []
    return [span]


def _titled(reading: Reading, titles: list[TitleHit], known: list[_Span]) -> list[_Span]:
    """Persons that only their title gives away: "Minister of Foreign Affairs of the Kingdom of Denmark Jeppe Kofod"."""
    parse = reading.parse
    by_start = {s.start: s for s in known}
    inside = {i for t in titles for i in range(t.start, t.end)}
    found = []
    for t in titles:
        if t.plural:
            continue
        i = t.end
        if i < parse.n and parse.lower[i] in ("of", "for", "to"):
            i += 1
            while i < parse.n and parse.lower[i] in ("the", "republic", "kingdom", "state"):
                i += 1
            owner = by_start.get(i)
            if owner is None:
                continue
            i = owner.end
        while i < parse.n and parse.lower[i] in (
            "mr",
            "mr.",
            "mrs",
            "ms",
            "ms.",
            "mrs.",
            "dr",
            "dr.",
            "h.e.",
            "sir",
            "sheikh",
        ):
            i += 1
        start = i
        while (
            i < parse.n
            and i - start < 6
            and _in_name(reading, i, start)
            and i not in inside
            and parse.sent[i] == parse.sent[t.start]
        ):
            if i in by_start and not by_start[i].forms[0].entity_id.startswith("person/"):
                break
            i += 1
        while i > start and not parse.word[i - 1][0].isupper():
            i -= 1
        if (
            i > start
            and (i - start > 1 or t.end == start)
            and not any(parse.lower[k] in _BODY_WORDS for k in range(start, i))
        ):
            found.append(_Span(start, i, (), "PERSON"))
    return found


def _in_name(reading: Reading, i: int, start: int) -> bool:
    """Whether token i can belong to a name that begins at `start`: "Abdulaziz bin Salman Al-Saud"."""
    parse = reading.parse
    if parse.word[i][0].isupper():
        return parse.tag[i] in ("NNP", "NNPS") or (i > start and parse.tag[i] == "NNS")
    if i == start or i + 1 >= parse.n or not (parse.word[i + 1][0].isupper() or parse.lower[i + 1] == "-"):
        return False
    return parse.lower[i] in ("bin", "ibn", "al", "el", "de", "von", "van", "der", "da", "dos") or (
        parse.lower[i] == "-" and parse.ends[i - 1] == parse.starts[i]
    )


def _event_spans(reading: Reading) -> list[_Span]:
    """Capitalised phrases that end in a word for an event: "the East Asia Summit", "U.S.-Jamaica Strategic Dialogue"."""
    spans = []
    for i, word in enumerate(reading.parse.lower):
        if word not in _EVENT_HEAD or (
            not reading.parse.word[i][0].isupper() and word not in ("summit", "conference", "forum")
        ):
            continue
        start = i
        while start > 0 and _continues(reading, start - 1):
            start -= 1
        while start < i and reading.parse.lower[start] in (*_LOWER_OK, "'s", "’s", "-", "–", "&"):
            start += 1
        if start < i and (i - start > 1 or reading.parse.word[start][0].isupper()):
            end = i + 1
            if end < reading.parse.n and re.fullmatch(r"(19|20)\d\d", reading.parse.word[end]):
                end += 1
            spans.append(_Span(start, end, (), "EVENT"))
    return spans


def _continues(reading: Reading, i: int) -> bool:
    if reading.parse.sent[i] != reading.parse.sent[i + 1]:
        return False
    text = reading.parse.word[i]
    if text[0].isupper() or text[0].isdigit():
        return reading.parse.lower[i] not in (
            "the",
            "a",
            "an",
            "this",
            "that",
            "at",
            "in",
            "president",
            "minister",
            "during",
            "on",
        )
    return text in ("'s", "’s", "-", "–", "’", "'")


def _choose(spans: list[_Span]) -> list[_Span]:
    """Non-overlapping spans: longer before shorter, known before unknown."""
    ranked = sorted(spans, key=lambda s: (not _sure(s), -(s.end - s.start), not s.forms, s.start, s.label))
    taken: set[int] = set()
    chosen: dict[tuple[int, int], _Span] = {}
    for span in ranked:
        key = (span.start, span.end)
        if key in chosen:
            if span.label and not chosen[key].label:
                chosen[key] = _Span(span.start, span.end, chosen[key].forms, span.label)
            continue
        cells = range(span.start, span.end)
        if not taken.isdisjoint(cells):
            continue
        taken.update(cells)
        chosen[key] = span
    return sorted(chosen.values(), key=lambda s: s.start)


def _sure(span: _Span) -> bool:
    """A person known by full name is never part of a longer guess."""
    return span.end - span.start > 1 and any(f.entity_id.startswith("person/") for f in span.forms)


def _place_known(reading: Reading, span: _Span, named: Counter[str]) -> None:
    forms = sorted(span.forms, key=lambda f: (-named[f.entity_id], f.kind == "metonym"))
    ids = {f.entity_id for f in forms}
    place = next((f.entity_id for f in forms if f.entity_id.startswith("place/")), None)
    text = reading.surface(span.start, span.end)
    state = reading.lexicon.capitals.get(fold(text))
    if len(ids) > 1 and not place and all(f.entity_id.startswith("state/") for f in forms):
        top = max(named[f.entity_id] for f in forms)
        best = [f for f in forms if named[f.entity_id] == top]
        if len({f.entity_id for f in best}) > 1:
            usual = _USUAL.get(fold(text))
            best = [f for f in best if f.entity_id == usual]
        if not best:
            return  # "Guinean" with none or several of them named: silence beats a guess
        forms = best
    form = forms[0]
    if place and state and form.entity_id == place:
        _place_capital(reading, span, place, state)
        return
    if form.kind == "metonym" and _stands_in(reading, span.start):
        entity_id = reading.registry.new(
            "place", text, iso3=reading.lexicon.entities[form.entity_id].iso3, cls="Building"
        )
        reading.place_unit(Unit(span.start, span.end, (entity_id,), "name", "name", core=(span.start, span.end)))
        return
    entity_id = reading.registry.known(form.entity_id)
    if form.kind != "demonym":
        reading.registry.name(entity_id, text)
    start, end = span.start, span.end
    reading.place_unit(
        Unit(start, end, (entity_id,), form.kind, "demonym" if form.kind == "demonym" else "name", core=(start, end))
    )


def _stands_in(reading: Reading, i: int) -> bool:
    """Whether a seat is meant as a place: "at the Kremlin", "to the White House"."""
    lower = reading.parse.lower
    before = lower[i - 1] if i and lower[i - 1] != "the" else lower[i - 2] if i > 1 else ""
    return before in _IN


def _place_capital(reading: Reading, span: _Span, place: str, state: str) -> None:
    """A capital acts for its state where an actor stands; after "in", "to", "visit" it is the city."""
    parse, top = reading.parse, span.start
    for i in range(span.start, span.end):
        if not span.start <= parse.head[i] < span.end:
            top = i
    edge = parse.edge(top)
    governor = parse.lemma[parse.head[top]]
    before = parse.lower[span.start - 1] if span.start else ""
    acts = edge in ("subj", "agent", "poss") or edge in ("P:between", "P:with", "P:by", "P:against", "P:on")
    if edge == "obj" and governor not in (
        "visit",
        "leave",
        "reach",
        "tour",
        "capture",
        "storm",
        "enter",
        "bomb",
        "shell",
        "attack",
    ):
        acts = True
    if edge == "conj" and parse.edge(parse.head[top]) in ("subj", "P:between"):
        acts = True
    after = parse.lower[span.end] if span.end < parse.n else ""
    if after in ("-", "–", "/") or before in ("-", "–", "/"):
        acts = True
    if before in _IN or (after == "," and edge not in ("subj", "agent")):
        acts = False
    chosen = state if acts else place
    reading.registry.known(chosen)
    reading.registry.known(place)
    if not acts:
        reading.registry.name(chosen, reading.surface(span.start, span.end))
    kind = "metonym" if acts else "name"
    reading.place_unit(Unit(span.start, span.end, (chosen,), kind, "name", place, (span.start, span.end)))  # type: ignore[arg-type]


def _place_new(reading: Reading, span: _Span) -> None:
    kind = _NER[span.label]
    start, end = span.start, span.end
    label = reading.surface(start, end)
    last = reading.parse.lower[end - 1]
    if kind == "organization" and last in _EVENT_HEAD and last not in ("assembly", "congress", "forum"):
        kind = "event"
    if kind == "organization" and last in _DOC_HEAD:
        kind = "agreement"
    if len(label) < 2 or label.isdigit():
        return
    iso3 = None
    if kind == "organization":
        inner = next(iter(reading.lexicon.gazetteer.find(label)), None)
        if inner and inner.forms[0].entity_id.startswith("state/"):
            iso3 = inner.forms[0].entity_id[6:]
    entity_id = reading.registry.new(kind, " ".join(label.split()), iso3=iso3)
    reading.registry.name(entity_id, label)
    acronym = label.isupper() and " " not in label
    reading.place_unit(Unit(start, end, (entity_id,), "acronym" if acronym else "name", core=(start, end)))


class _Persons:
    """Persons of the article: full names first, then single names that repeat a part of one."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._by_part: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._full: dict[str, str] = {}

    def _clean(self, span: _Span) -> tuple[int, int]:
        """The span without honorifics, titles and demonyms in front."""
        reading = self._reading
        start, end = span.start, span.end
        text = self._reading.surface(start, end)
        match = _HONORIFIC.match(text)
        if match and match.end() < len(text):
            offset = reading.parse.starts[start] + match.end()
            while start < end - 1 and reading.parse.starts[start] < offset:
                start += 1
        while end - start > 1 and reading.parse.word[end - 1][0].islower():
            end -= 1
        if end - start > 2 and reading.parse.lower[end - 1] == "i":
            end -= 1  # "Prime Minister Sánchez, I noted"
        return start, end

    def wants(self, span: _Span) -> bool:
        """Whether a span that is also a known form is a person all the same ("Jordan" after "Vernon Jordan")."""
        return fold(self._reading.surface(span.start, span.end)) in self._by_part and not any(
            f.entity_id.startswith(("person/", "state/")) for f in span.forms
        )

    def learn_headline(self) -> None:
        """The persons of a title apart from the text: their surnames mean them."""
        for entity_id in self._reading.headline[0]:
            label = self._reading.registry.label(entity_id)
            self._full.setdefault(fold(label), entity_id)
            for part in label.split():
                if len(part.strip(".")) > 1 and fold(part) not in _PARTICLES:
                    self._by_part.setdefault(fold(part), entity_id)

    def surname(self, span: _Span) -> bool:
        """Whether a guessed place or body is a surname of the article: "Kovalikova" after "Jana Kovalikova"."""
        return span.end - span.start == 1 and fold(self._reading.surface(span.start, span.end)) in self._last

    def learn(self, span: _Span) -> None:
        reading = self._reading
        known = next((f.entity_id for f in span.forms if f.entity_id.startswith("person/")), None)
        start, end = self._clean(span)
        text = " ".join(reading.surface(start, end).split())
        parts = [p for p in re.split(r"[\s]+", text) if p]
        if known is None and len(parts) < 2:
            return
        known = known or self._known(text, parts)
        entity_id = reading.registry.known(known) if known else reading.registry.new("person", text)
        self._full.setdefault(fold(text), entity_id)
        if len(parts) > 1:
            self._last.setdefault(fold(parts[-1]), entity_id)
        for part in (*parts, text):
            if len(part.strip(".")) > 1 and fold(part) not in _PARTICLES:
                self._by_part.setdefault(fold(part), entity_id)
        if len(parts) > 2:
            self._by_part.setdefault(fold(" ".join(parts[1:])), entity_id)
            self._by_part.setdefault(fold(" ".join(parts[-2:])), entity_id)
        if known:
            for name in reading.lexicon.entities[known].names:
                self._by_part.setdefault(fold(name), entity_id)

    def _known(self, text: str, parts: list[str]) -> str | None:
        """A person of the lexicon whose full name has the same first and last part."""
        for key in self._reading.lexicon.surnames.get(fold(parts[-1]), ()) + self._reading.lexicon.surnames.get(
            fold(parts[0]), ()
        ):
            for name in self._reading.lexicon.entities[key].names:
                theirs = fold(name).split()
                if len(theirs) > 1 and theirs[0] == fold(parts[0]) and theirs[-1] == fold(parts[-1]):
                    return key
        return None

    def place(self, span: _Span) -> None:
        reading = self._reading
        start, end = self._clean(span)
        text = " ".join(reading.surface(start, end).split())
        key = fold(text)
        last = fold(text.split()[-1])
        entity_id = (
            self._full.get(key)
            or self._last.get(key)
            or self._by_part.get(key)
            or self._last.get(last)
            or self._by_part.get(last)
        )
        if entity_id is None:
            candidates = reading.lexicon.surnames.get(key, ())
            entity_id = self._in_office(candidates)
        if entity_id is None:
            entity_id = reading.registry.new("person", text)
        self._put(start, end, entity_id)

    def _in_office(self, candidates: tuple[str, ...]) -> str | None:
        day = self._reading.article.published
        if len(candidates) > 1 and day:
            candidates = tuple(
                c
                for c in candidates
                if any(t.covers(day.isoformat()) for t in self._reading.lexicon.tenures.get(c, ()))
            )
        return self._reading.registry.known(candidates[0]) if len(candidates) == 1 else None

    def _put(self, start: int, end: int, entity_id: str) -> None:
        reading = self._reading
        reading.registry.name(entity_id, reading.surface(start, end))
        reading.place_unit(Unit(start, end, (entity_id,), "name", core=(start, end)))

    def place_surnames(self) -> None:
        """Names that the pipeline overlooked but that repeat a part of a full name."""
        reading = self._reading
        for i, word in enumerate(reading.parse.lower):
            if reading.unit_at[i] >= 0 or i in reading.skip or not reading.parse.word[i][0].isupper() or len(word) < 2:
                continue
            entity_id = self._last.get(fold(word)) or self._by_part.get(fold(word))
            if entity_id and reading.parse.tag[i] in ("NNP", "NNPS"):
                self._put(i, i + 1, entity_id)


_PARTICLES = frozenset("al el bin ibn von van der de da dos la le abu abdul jr sr san the of and mr mrs".split())
