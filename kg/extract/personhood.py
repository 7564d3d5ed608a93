"""Whether what the entity recogniser takes for a person is one: what else in the text says so.

Recognisers learn that unknown capitalised words are persons, and so call villages, ships, awards and the first words
of headings. A person shows in a given name, a title of office or form of address, in speaking, or in the surname used
alone elsewhere; one word is no person's name unless the text gives somebody that surname.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.fitting import ADDRESS, fitted, is_patronymic, precedes_name
from kg.extract.spans import Span
from kg.extract.titles import TitleHit
from kg.extract.units import Reading
from kg.lexicon import fold, name_words

__all__ = ["only_persons"]

_SAYS = frozenset(
    "say tell add note stress emphasize emphasise underline explain recall reply answer warn argue claim write comment "
    "admit reiterate thank congratulate assure inform speak".split()
)
_BEFALLS = frozenset(
    "appoint arrest award congratulate elect greet invite jail meet name nominate promote receive succeed thank".split()
)
_LIVES = (
    _SAYS
    | _BEFALLS
    | frozenset("announce arrive attend bear believe die graduate live marry resign retire travel visit".split())
)
_LATIN = re.compile(r"[ -~À-ɏ\u1e00-\u1eff'’‘`-]+")
_SMALL = frozenset(
    "al el bin ibn bint de da do dos del della der den di du la le van von und y e ben ter ten zu".split()
)
_SURNAMES = re.compile(r"(enko|chuk|shvili|idze|adze|[^s]ov|ova|[^aeiou]ev|eva|yeva|yev|iyan|ov[iy]ch|ev[iy]ch)$")
_HUMANS = re.compile(
    r"(?:[a-z]{2,}(?:er|or|ist|man|woman|men|ess|ian|ect|ete)|wife|husband|son|aide|hero|chief|coach)$"
)
_GLUE = frozenset("of the for and to at on 's ’s - – & ) (".split())
_DETERMINERS = frozenset("the a an our their your its this that 's ’s".split())
_INTO = frozenset("of in at for to near".split())
# With these titles a given name alone says who is meant.
_REGNAL = frozenset(
    "king queen prince princess duke duchess emperor empress emir sultan tsar pope patriarch metropolitan archbishop "
    "bishop cardinal".split()
)
_FEWEST, _MOST = 2, 6  # words of a full name
_BACK = 14  # tokens between a title and the name


class _Text:
    """What the article says around a stretch of tokens."""

    def __init__(self, reading: Reading, known: Sequence[Span], titles: Sequence[TitleHit]) -> None:
        self.reading, self.parse, self.words = reading, reading.parse, name_words()
        self._known = {i for s in known for i in range(s.start, s.end)}
        self._titled = {i for t in titles for i in range(t.base[0], t.base[1])}
        self._portfolio = {i for t in titles for i in range(t.start, t.end)}

    def size(self, span: Span) -> int:
        """Words between spaces."""
        return len(self.reading.surface(span.start, span.end).split())

    def parts(self, span: Span) -> list[str]:
        return self.parse.word[span.start : span.end]

    def well_formed(self, span: Span) -> bool:
        """Whether the words can be a person's name by their form alone."""
        parts = self.parts(span)
        text = self.reading.surface(span.start, span.end)
        if len(parts) > 2 * _MOST or not _LATIN.fullmatch(text) or any(c in text for c in ':()[]<>/\\@#*"“”;!?&|='):
            return False
        words = [part for part in parts if part[0].isalpha()]
        if words and len(words[0]) > 2 and words[0].isupper() and not words[-1].isupper():
            return False  # "NPO Lind"
        if any(c.isdigit() for c in text) or not words or not words[-1][0].isupper():
            return False
        return all(w[0].isupper() or fold(w) in _SMALL or w in ("'s", "’s") for w in words)

    def of_thing(self, span: Span) -> bool:
        """ "the Nikolai Petrov icebreaker": what bears a person's name after an article is no person."""
        parse, last = self.parse, span.end - 1
        head = parse.head[last]
        article = span.start > 0 and parse.lower[span.start - 1] in _DETERMINERS
        follows = last < head <= last + 3 and head not in self._titled and parse.tag[head].startswith("NN")
        return article and follows and parse.dep[last] in ("compound", "nmod", "amod")

    def titled(self, span: Span) -> bool:
        """Whether a title of office stands before the name, with what belongs to it, or after a comma behind it."""
        parse, i = self.parse, span.start - 1
        if parse.lower[max(0, i - (i > 0 and parse.lower[i] == "the"))] in _INTO:
            return self._title_after(span)  # "the mayor of Velka Norita"
        i -= i > 0 and parse.lower[i] == ","  # "the Peruvian ambassador, Anna Lind"
        while i >= 0 and span.start - i < _BACK and parse.sent[i] == parse.sent[span.start]:
            if i in self._titled:
                return True
            if not (i in self._known or i in self._portfolio or self._in_title(i)):
                break
            i -= 1
        return self._title_after(span)

    def _in_title(self, i: int) -> bool:
        word = self.parse.word[i]
        return self.parse.lower[i] in _GLUE or word[0].isupper() or precedes_name(self.parse.lower[i])

    def _title_after(self, span: Span) -> bool:
        parse, i = self.parse, span.end
        if i >= parse.n - 1 or parse.lower[i] not in (",", "(", "–", "—", "who"):
            return False
        if "who" in parse.lower[i : i + 2]:
            return True
        stop = min(parse.n, i + 8)
        for j in range(i + 1, stop):
            if j in self._titled:
                return True
            if parse.lower[j] in (",", ".", ";") or parse.is_verb(j):
                return False
        return False

    def next_to_title(self, span: Span) -> bool:
        """Whether one word stands right behind a title or form of address: "President Novak", "Mr. Novak"."""
        parse, i = self.parse, span.start - 1
        if i >= 0 and parse.lower[i].rstrip(".") in ADDRESS:
            return True
        while i >= 0 and (i in self._known or precedes_name(self.parse.lower[i])) and span.start - i < 5:
            i -= 1
        if i >= 0 and i + 1 < span.start and parse.lower[i] in ("of", "for"):
            i -= 1
        return i >= 0 and i in self._titled and parse.sent[i] == parse.sent[span.start]

    def _top(self, span: Span) -> int:
        head, top = self.parse.head, span.end - 1
        while span.start <= head[top] < span.end and head[top] != top:
            top = head[top]
        return top

    def lives(self, span: Span) -> bool:
        """Whether the name is the subject or object of what persons do and of what is done to them."""
        parse, top = self.parse, self._top(span)
        if span.start and parse.lemma[span.start - 1] in _BEFALLS and parse.is_verb(span.start - 1):
            return True  # "Peru named Anna Lind as its envoy"
        edge, verb = parse.edge(top), parse.lemma[parse.head[top]]
        return (edge == "subj" and verb in _LIVES) or (edge in ("obj", "pass") and verb in _BEFALLS)

    def speaks(self, span: Span) -> bool:
        """Whether the name is the subject of a verb of saying, or stands before the colon of a transcript."""
        parse, top = self.parse, self._top(span)
        if parse.edge(top) == "subj" and parse.lemma[parse.head[top]] in _SAYS:
            return True
        before = parse.word[span.start - 1] if span.start else "\n"
        return span.end < parse.n and parse.word[span.end] == ":" and (before.isspace() or before in ".?!*>…")

    def called(self, span: Span) -> bool:
        """Whether a word for what somebody is stands right before the name, without a capital: "pianist Ana Ruiz"."""
        before = self.parse.word[span.start - 1] if span.start else ""
        return bool(_HUMANS.fullmatch(before)) and self.parse.tag[span.start - 1] in ("NN", "JJ")

    def addressed(self, span: Span) -> bool:
        """Whether a rank or form of address stands right before the name."""
        return span.start > 0 and precedes_name(self.parse.lower[span.start - 1])

    def is_meant(self, span: Span, word: str) -> bool:
        """Whether a known surname that is a common word, too, stands for one who bears it: "Holder", "Park"."""
        if self.next_to_title(span) or self.addressed(span) or self.speaks(span):
            return True
        lexicon, day = self.reading.lexicon, self.reading.article.published
        tenures = (t for person in lexicon.surnames[word] for t in lexicon.tenures.get(person, ()))
        return day is None or any(t.covers(day.isoformat()) for t in tenures)

    def reads_as_name(self, span: Span) -> bool:
        """Whether a given name or a patronymic is among the words."""
        folded = [fold(part) for part in self.parts(span)]
        given = [word in self.words.given for word in folded]
        surname_first = given[-1] and bool(_SURNAMES.search(folded[0]))
        return given[0] or any(given[1:-1]) or surname_first or any(map(is_patronymic, folded))

    def may_be_name(self, span: Span) -> bool:
        """Whether the name begins as a known person's or ends as surnames do, and does not say where something is."""
        folded = [fold(part) for part in self.parts(span)]
        there = span.start > 0 and self.parse.lower[span.start - 1] in _INTO
        return not there and (folded[0] in self.words.first or bool(_SURNAMES.search(folded[-1])))


def only_persons(
    reading: Reading, guesses: Iterable[Span], known: Sequence[Span], titles: Sequence[TitleHit]
) -> list[Span]:
    """The guesses, of those at persons only what the text shows to be persons; each trimmed to the name."""
    text = _Text(reading, known, titles)
    others: list[Span] = []
    guessed: list[Span] = []
    for span in guesses:
        if span.label != "PERSON":
            others.append(span)
        elif (name := fitted(reading.parse, span)) is not None and text.well_formed(name):
            guessed.append(name)
    starts = {s.start for s in known if s.forms[0].entity_id.startswith("person/")}
    guessed = [s for s in guessed if s.end not in starts]  # "Abdel Fattah" before a surname that is known
    full = [s for s in guessed if text.size(s) >= _FEWEST and _full(text, s, guessed)]
    full += [s for s in guessed if text.size(s) >= _FEWEST and s not in full and _listed(text, s, full)]
    surnames = _surnames(text, [s for s in full if not _polite(text, s)], known)
    full = [s for s in full if not _polite(text, s) or fold(text.parts(s)[0]) in surnames]
    single = [s for s in guessed if text.size(s) < _FEWEST and _single(text, s, surnames)]
    return others + full + single


def _polite(text: _Text, span: Span) -> bool:
    """ "Anna Olehivna": somebody who must be named in full elsewhere."""
    first, *rest = (fold(part) for part in text.parts(span))
    return first in text.words.given and len(rest) == 1 and is_patronymic(rest[0])


def _full(text: _Text, span: Span, guessed: Sequence[Span]) -> bool:
    """Whether several words are the full name of a person; what shows it may stand elsewhere in the article."""
    if text.words.names_thing([fold(part) for part in text.parts(span)]):
        return False
    same = fold(text.reading.surface(span.start, span.end))
    repeated = [s for s in guessed if fold(text.reading.surface(s.start, s.end)) == same]
    if all(text.of_thing(s) for s in repeated):
        return False
    if text.reading.surface(span.start, span.end).isupper():
        return any(text.titled(s) or text.speaks(s) for s in repeated)
    surname = fold(text.parts(span)[-1])
    alone = (s for s in guessed if text.size(s) < _FEWEST and fold(text.parts(s)[-1]) == surname)
    if any(text.speaks(s) or text.lives(s) or text.next_to_title(s) for s in alone):
        return True
    signs = (text.may_be_name, text.titled, text.addressed, text.speaks, text.lives, text.called)
    return text.reads_as_name(span) or any(sign(s) for s in repeated for sign in signs)


def _listed(text: _Text, span: Span, persons: Sequence[Span]) -> bool:
    """Whether a name is the last of a list, right after a person's: "Anna Lind and Qwobo Tarn"."""
    lower, i = text.parse.lower, span.start - 1
    while i > 0 and lower[i] in (",", "and", "&"):
        i -= 1
    after = "and" in lower[i + 1 : span.start] and any(s.end == i + 1 for s in persons)
    return after and not text.words.names_thing([fold(part) for part in text.parts(span)])


def _surnames(text: _Text, full: Iterable[Span], known: Iterable[Span]) -> frozenset[str]:
    """The words that stand for somebody whom the article, or its title, names in full."""
    found = {fold(word) for span in full for word in text.parts(span)}
    registry = text.reading.registry
    for span in known:
        if any(f.entity_id.startswith("person/") for f in span.forms):
            found |= {fold(word) for word in text.parts(span)}
    for entity_id in text.reading.headline[0]:
        found |= {fold(word) for word in registry.label(entity_id).split()}
    return frozenset(found)


def _single(text: _Text, span: Span, surnames: frozenset[str]) -> bool:
    """Whether one word is a person: a surname of somebody known, or with a title, or of one who speaks."""
    word = fold(text.parts(span)[-1])
    if word in surnames:
        return True
    if word in text.reading.lexicon.surnames:
        return word not in text.words.things or text.is_meant(span, word)
    if text.words.names_thing([word]):
        return False
    if word in text.words.given:
        return span.start > 0 and text.parse.lower[span.start - 1] in _REGNAL
    if text.next_to_title(span) or text.addressed(span):
        return True
    return text.speaks(span) and not text.parts(span)[0].isupper()
