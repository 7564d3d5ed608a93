"""Roughened copies of training passages: what official sites and news wires do to plain text.

Typographic quotes, paragraph breaks between sentences, lost spaces after full stops, capitals, bullets.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recipe.ud import Sentence, Word

CURLY = {"'": "’", '"': "”", "``": "“", "''": "”", "'s": "’s", "n't": "n’t", "'re": "’re", "'ve": "’ve", "'ll": "’ll"}
CURLY |= {"'d": "’d", "'m": "’m"}
_BULLETS = ("•", "-", "–", "*", "▪")


def _curly(sentence: Sentence) -> Sentence:
    """Straight quotes as typographic ones; a double quote before an unspaced word opens."""
    opened = False
    out = []
    for word in sentence:
        form = CURLY.get(word.form, word.form)
        if word.form == '"':
            form = "”" if opened else "“"
            opened = not opened
        out.append(word._replace(form=form))
    return out


def _capitals(sentence: Sentence) -> Sentence:
    """A headline in capitals; without lemmas, so that the lemmatiser does not learn to undo it form by form."""
    return [word._replace(form=word.form.upper(), lemma="") for word in sentence]


def _bullet(sentence: Sentence, rng: random.Random) -> Sentence:
    root = next(i for i, word in enumerate(sentence) if word.head == i)
    sign = rng.choice(_BULLETS)
    first = sentence[0]._replace(
        form=sign, space=True, upos="PUNCT", xpos=":", feats="", lemma=sign, head=root + 1, dep="punct"
    )
    return [first, *(word._replace(head=word.head + 1) for word in sentence)]


def _break(last: Word, index: int, rng: random.Random) -> Word:
    """White space as a word of its own, as spaCy has it, hung on the word before it and without tag."""
    text = rng.choice(("\n", "\n\n", "\n\n", " \n"))
    return last._replace(form=text, space=False, upos="", xpos="", feats="", lemma="", head=index - 1, dep="dep")


def roughen(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """A copy of a passage with the noise of one imagined source."""
    quotes, breaks, glued = rng.random() < 0.6, rng.random() < 0.4, rng.random() < 0.2
    out = []
    for one in sentences:
        words = list(one)
        if quotes:
            words = _curly(words)
        if rng.random() < 0.05:
            words = _capitals(words)
        if breaks and rng.random() < 0.1:
            words = _bullet(words, rng)
        if breaks and rng.random() < 0.6:
            words[-1] = words[-1]._replace(space=False)
            words.append(_break(words[-1], len(words), rng))
        elif glued and words[-1].form in {".", "?", "!"}:
            words[-1] = words[-1]._replace(space=False)
        out.append(words)
    return out
