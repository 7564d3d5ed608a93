"""The texts on which the name recogniser is continued: silver texts of the domain and a share of the corpora."""

from __future__ import annotations

import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

from recipe.noise import CURLY

GOLD_SHARE = 0.5


def respelled(doc: Doc, rng: random.Random) -> Doc:
    """The document with typographic quotes, or in capitals, or as it is."""
    draw = rng.random()
    if draw > 0.35:
        return doc
    words = [token.text.upper() if draw < 0.03 else CURLY.get(token.text, token.text) for token in doc]
    out = Doc(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])
    names = [Span(out, ent.start, ent.end, label=ent.label_) for ent in doc.ents]
    missing = [out[i : i + 1] for i, token in enumerate(doc) if token.ent_iob == 0]
    out.set_ents(names, missing=missing, default="outside")
    return out


def build(corpus: Path, name: str = "ner_mix") -> None:
    """Writes the mix `name` from ner_train and ner_silver."""
    rng = random.Random(3)
    vocab = spacy.blank("en").vocab
    gold = list(DocBin().from_disk(corpus / "ner_train.spacy").get_docs(vocab))
    silver = list(DocBin().from_disk(corpus / "ner_silver.spacy").get_docs(vocab))
    docs = silver + [respelled(doc, rng) for doc in rng.sample(gold, int(GOLD_SHARE * len(gold)))]
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(corpus / f"{name}.spacy")
    print(name, len(docs), "documents", sum(map(len, docs)), "words")
