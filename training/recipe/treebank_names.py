"""Silver names for a treebank without entity annotation: what two models agree on, held against the gold tags.

A word that the treebank does not tag as a proper noun, and that stands beside none, is certainly no name: this is
what teaches that capitals for emphasis in web texts are none. A proper noun without an agreed name is left as missing.
"""

from __future__ import annotations

import random
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span

from recipe import ud
from recipe.entities import save
from recipe.gazetteer import DEMONYMS
from recipe.silver import Names, names_of

_JOINING = frozenset({"ADP", "DET", "CCONJ", "PUNCT", "PART", "ADJ", "NOUN", "NUM"})
_MOST_MISSING = 0.25


def _demonym(word: str) -> bool:
    return word in DEMONYMS or word.rstrip("s") in DEMONYMS


def trimmed(doc: Doc, start: int, end: int, label: str) -> tuple[int, int] | None:
    """The span from its first to its last proper noun, with the nationality before it; None without a proper noun."""
    if label == "NORP":
        return (start, end) if any(token.pos_ in {"PROPN", "ADJ"} for token in doc[start:end]) else None
    proper = [i for i in range(start, end) if doc[i].pos_ == "PROPN"]
    if not proper:
        return None
    first = proper[0]
    while label in {"ORG", "EVENT"} and first > start and doc[first - 1].text in DEMONYMS:
        first -= 1
    return first, proper[-1] + 1


def undecided(doc: Doc, disputed: set[int], inside: set[int]) -> set[int]:
    """Words without a verdict: proper nouns and demonyms outside the names, and what may join a disputed name."""
    unsure = {t.i for t in doc if t.pos_ == "PROPN" or (t.i in disputed and t.pos_ in {"PROPN", "ADJ"})} - inside
    beside = {j for i in unsure for j in (i - 1, i + 1) if 0 <= j < len(doc) and doc[j].pos_ in _JOINING}
    return (unsure | beside | {token.i for token in doc if _demonym(token.text)}) - inside


def checked(doc: Doc, first: Names, second: Names) -> Doc | None:
    """The document with its agreed names; None where too little is decided."""
    names: Names = {}
    inside: set[int] = set()
    for (start, end), label in first.items():
        span = trimmed(doc, start, end, label) if second.get((start, end)) == label else None
        if span and not inside & set(range(*span)):
            names[span] = label
            inside |= set(range(*span))
    missing = sorted(undecided(doc, {i for span in {**first, **second} for i in range(*span)}, inside))
    if len(missing) > _MOST_MISSING * len(doc):
        return None
    out = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    spans = [Span(out, *span, label=label) for span, label in sorted(names.items())]
    out.set_ents(spans, missing=[out[i : i + 1] for i in missing], default="outside")
    return out


def recognised(nlp: Language, doc: Doc) -> Names:
    """The names that a model finds in the words of a document."""
    plain = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    return names_of(nlp.get_pipe("ner")(plain))


def build(treebank: Path, first: Language, second: Language, out: Path) -> None:
    """Writes ner_web into `out`: passages of the treebank's training part with their silver names."""
    rng = random.Random(6)
    docs = [ud.document(run) for run in ud.passages(ud.training_files(treebank), rng, longest=4)]
    found = (checked(doc, recognised(first, doc), recognised(second, doc)) for doc in docs)
    save([doc for doc in found if doc is not None], out / "ner_web.spacy")
