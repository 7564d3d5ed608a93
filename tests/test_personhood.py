"""What counts as a person: guessed names with the entity recogniser's label set by hand, so that no model is needed."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.tokens import Doc, Span

from kg.extract.fitting import is_patronymic
from kg.extract.names import find_names
from kg.extract.registry import Registry
from kg.extract.titles import title_hits
from kg.extract.units import Reading
from kg.language.clauses import Parse
from kg.lexicon import fold, lexicon, name_words
from kg.model import Article

_NLP = spacy.blank("en")


def persons(text: str, *guesses: str, subject: str = "", of: tuple[str, str] | None = None) -> set[str]:
    """The persons of a text in which a recogniser calls all `guesses` persons.

    Words hang on the first of their sentence but for `subject`, the subject of the verb behind it, and `of`, a word and
    its noun.
    """
    plain = _NLP(text)
    words = [token.text for token in plain]
    first = [max(j for j in range(i + 1) if j == 0 or words[j - 1] == ".") for i in range(len(words))]
    heads, deps = list(first), ["ROOT" if i == j else "dep" for i, j in enumerate(first)]
    tags = ["NNP" if w[0].isupper() else "." if not w[0].isalnum() else "NN" for w in words]
    if subject:
        at = words.index(subject)
        heads[at], deps[at], tags[at + 1] = at + 1, "nsubj", "VBD"
        heads[at + 1], deps[at + 1] = at + 1, "ROOT"
    if of:
        at = words.index(of[0])
        heads[at], deps[at] = words.index(of[1]), "compound"
    doc = Doc(
        _NLP.vocab, words=words, spaces=[bool(t.whitespace_) for t in plain], tags=tags, heads=heads, deps=deps,
        lemmas=[{"said": "say"}.get(w.lower(), w.lower()) for w in words],
    )  # fmt: skip
    ents = []
    for guess in guesses:
        size = len(_NLP(guess))
        ents += [
            Span(doc, i, i + size, label="PERSON")
            for i in range(len(words) - size + 1)
            if doc[i : i + size].text == guess and not any(e.start < i + size and i < e.end for e in ents)
        ]
    doc.set_ents(sorted(ents, key=lambda e: e.start))
    reading = Reading(Article("a", text, published=date(2023, 4, 7)), doc, Parse(doc), lexicon(), Registry(lexicon()))
    reading.unit_at = [-1] * len(doc)
    find_names(reading, title_hits(reading))
    named = {i for unit in reading.units for i in unit.ids}
    return {reading.registry.label(i) for i in named if reading.registry.kind(i) == "person"}


PERSONS = [
    ("Yesterday Anna Lindqvist spoke.", "Anna Lindqvist", "Anna Lindqvist"),  # a given name
    ("They met President Qwobo Tarn there.", "Qwobo Tarn", "Qwobo Tarn"),  # a title before
    ("They met the Minister of Defence of Norway Qwobo Tarn.", "Qwobo Tarn", "Qwobo Tarn"),  # with its state between
    ("They met Qwobo Tarn, the Prime Minister of Peru, there.", "Qwobo Tarn", "Qwobo Tarn"),  # a title behind
    ("The medal went to pianist Qwobo Tarn there.", "Qwobo Tarn", "Qwobo Tarn"),  # a calling
    ("We thank Mr. Qwobo Tarn warmly.", "Qwobo Tarn", "Qwobo Tarn"),  # an address
    ("There Qwobo Tarnenko won.", "Qwobo Tarnenko", "Qwobo Tarnenko"),  # a surname's ending
    ("Qwobo Tarn: Thank you. Go on.", "Qwobo Tarn", "Qwobo Tarn"),  # a speaker
    ("They met Major Anna Lindqvist there.", "Major Anna Lindqvist", "Anna Lindqvist"),  # a rank is not part of it
    ("They met Mayor of Korsk Anna Lindqvist there.", "Korsk Anna Lindqvist", "Anna Lindqvist"),  # nor a town
    ("They met Paramedic Grace Lindqvist there.", "Paramedic Grace Lindqvist", "Grace Lindqvist"),
    ("The MFA Anna Lindqvist replied.", "MFA Anna Lindqvist", "Anna Lindqvist"),  # nor a ministry
    ("Colonel Lindenko Anna Olehivna won.", "Lindenko Anna Olehivna", "Lindenko Anna Olehivna"),  # the surname first
    ("With Anna Lindqvist Lindqvist there.", "Anna Lindqvist Lindqvist", "Anna Lindqvist"),  # a caption
    ("With Anna LindqvistDirector there.", "Anna LindqvistDirector", ""),
    ("With Anna Lindqvist Director there.", "Anna Lindqvist Director", "Anna Lindqvist"),
    ("They met the ambassador, Qwobo Tarn, there.", "Qwobo Tarn", "Qwobo Tarn"),
    ("They met Qwobo Tarn, who smiled.", "Qwobo Tarn", "Qwobo Tarn"),
    ("They met Duchess Sigrid there.", "Sigrid", "Sigrid"),
    ("Yesterday Anna Lind-Tarn spoke.", "Anna Lind", "Anna Lind-Tarn"),
    ("In Borduria Mejlis Anna Lindqvist spoke.", "Mejlis Anna Lindqvist", "Anna Lindqvist"),
    ("They met President Tarn there.", "Tarn", "Tarn"),
    ("They met President of Norway Tarn there.", "Tarn", "Tarn"),
    ("We thank Ms Tarn warmly.", "Tarn", "Tarn"),
]
NONE = [
    ("The army held Velka Norita.", "Velka Norita"),  # nothing says what it is
    ("They live near Tarnovka.", "Tarnovka"),
    ("They raised the Korsk Academy.", "Korsk Academy"),
    ("The first KX-40 flew.", "KX-40"),
    ("The Border Guard Service replied.", "Border Guard Service"),
    ("They met the Executive Director there.", "Executive Director"),
    ("Substantively it changed little.", "Substantively"),
    ("Little Anna wept.", "Anna"),  # a given name alone identifies nobody
    ("We thank Mr. Anna warmly.", "Anna"),
    ("They met the Mayor of Velka Norita there.", "Velka Norita"),  # a town, after "of"
    ("The Sanitary Physician replied.", "Sanitary Physician"),
    ("The head of NPO Lindov replied.", "NPO Lindov"),
    ("They live in Mari Velk there.", "Mari Velk"),  # a known given name, but a place
    ("Yesterday Anna Olehivna spoke.", "Anna Olehivna"),  # nobody of that name in the article
    ("Слава Героям again.", "Слава Героям"),
    ("Anna Lindqvist:(laughs again.", "Lindqvist:(laughs"),
    ("JOINT PRESS NOTE follows.", "JOINT PRESS"),
]


@pytest.mark.parametrize(("text", "guess", "person"), PERSONS, ids=[row[0] for row in PERSONS])
def test_a_person(text: str, guess: str, person: str) -> None:
    assert persons(text, guess) == ({person} if person else set())


@pytest.mark.parametrize(("text", "guess"), NONE, ids=[row[0] for row in NONE])
def test_no_person(text: str, guess: str) -> None:
    assert persons(text, guess) == set()


def test_one_word_that_speaks_and_one_that_does_not() -> None:
    assert persons("Tarn said no.", "Tarn", subject="Tarn") == {"Tarn"}
    assert persons("Tarn burned.", "Tarn", subject="Tarn") == set()


def test_what_bears_the_name_of_a_person() -> None:
    assert (
        persons("They boarded the Anna Lindqvist icebreaker.", "Anna Lindqvist", of=("Lindqvist", "icebreaker"))
        == set()
    )
    assert persons("They cheered our Anna Lindqvist club.", "Anna Lindqvist", of=("Lindqvist", "club")) == set()
    both = "Anna Lindqvist boarded the Anna Lindqvist icebreaker."
    assert persons(both, "Anna Lindqvist") == {"Anna Lindqvist"}


def test_evidence_counts_for_the_whole_article() -> None:
    text = "There Qwobo Tarn stood. Later President Qwobo Tarn left. Tarn waved."
    assert persons(text, "Qwobo Tarn", "Tarn") == {"Qwobo Tarn"}
    assert persons("There Qwobo Tarn stood. Mr Tarn waved.", "Qwobo Tarn", "Tarn") == {"Qwobo Tarn"}
    assert persons("There Qwobo Tarn stood. Tarn burned.", "Qwobo Tarn", "Tarn") == set()


def test_a_name_after_the_father_means_the_one_of_that_given_name() -> None:
    text = "There Anna Lindenko stood. Anna Olehivna waved."
    assert persons(text, "Anna Lindenko", "Anna Olehivna") == {"Anna Lindenko"}
    assert is_patronymic("olehivna")
    assert is_patronymic("vasyliovych")
    assert not is_patronymic("korynevych")


def test_known_persons_in_a_shorter_form() -> None:
    assert persons("Yesterday Jomart Tokayev spoke.", "Jomart Tokayev") == {"Kassym-Jomart Tokayev"}
    assert persons("Yesterday A. Blinken spoke.", "A. Blinken") == {"Antony Blinken"}
    assert persons("They met Abdel Fattah el-Sisi there.", "Abdel Fattah") == {"Abdel Fattah el-Sisi"}


def test_surnames_that_are_common_words() -> None:
    assert persons("The Title of Holder is new.", "Holder") == set()
    assert persons("They met Attorney General Holder there.", "Holder") == {"Eric Holder"}
    assert persons("There Eric Holder stood. The paper of Holder won.", "Holder") == {"Eric Holder"}
    assert persons("There the report of Macron won.", "Macron") == {"Emmanuel Macron"}
    assert persons("There the report of Gorbachev won.", "Gorbachev") == {"Mikhail Gorbachev"}


def test_a_list_of_persons() -> None:
    text = "There stood Anna Lindqvist and Qwobo Tarn, Velka Norita."
    assert persons(text, "Anna Lindqvist", "Qwobo Tarn", "Velka Norita") == {"Anna Lindqvist", "Qwobo Tarn"}


def test_the_words_of_names() -> None:
    words = name_words()
    assert {"anna", "serhiy", "sigrid", "jose"} <= words.given < words.first | words.ranks | words.offices
    assert not words.given & words.things
    assert all(word == fold(word) for word in words.given | words.ranks | words.things)
