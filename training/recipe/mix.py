"""The texts on which the name recogniser is continued: the corpora, silver texts of the domain, a silver treebank."""

from __future__ import annotations

import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin, Span

from recipe.noise import CURLY

SHARE = 0.75  # of the corpora and of the silver texts of the domain; the treebank is taken whole


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
    """Writes the mix `name` from ner_more, ner_silver and ner_web."""
    rng = random.Random(3)
    vocab = spacy.blank("en").vocab
    parts = ("ner_more", "ner_silver", "ner_web")
    gold, silver, web = (list(DocBin().from_disk(corpus / f"{part}.spacy").get_docs(vocab)) for part in parts)
    docs = [respelled(doc, rng) for doc in gold] + silver
    docs = rng.sample(docs, int(SHARE * len(docs))) + web
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(corpus / f"{name}.spacy")
    print(name, len(docs), "documents", sum(map(len, docs)), "words")
