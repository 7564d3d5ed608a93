"""Silver names: domain texts labelled by the agreement of two models, corpus-wide majorities and the word lists.

A span that both models mark alike is kept unless the whole collection says otherwise. Where they differ, the label
that the string bears elsewhere, or in the word lists, decides; where nothing decides, the words are left as missing.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from recipe.entities import save
from recipe.gazetteer import DEMONYMS, LEXICON, TITLES, person_start

Names = dict[tuple[int, int], str]
_BREAK = re.compile(r"\n+|(?<=[a-z\d)”\"][.!?]) (?=[A-Z“\"])|(?<=[a-z]\.)(?=[A-Z][a-z])")
_SHARES = {"kremlin": 90, "president_ua": 130, "us_state": 260, "whitehouse": 230, "us_milestones": 60, "wikinews": 90}


class Passage(NamedTuple):
    """A document of a few sentences with its names, its undecided words and how many disputes were settled in it."""

    doc: Doc
    names: Names
    missing: frozenset[int]
    settled: int


def read_texts(articles: Path, gold: Path | None, rng: random.Random) -> Iterator[str]:
    """Texts of the collections, a share of each; those that also stand in the gold sets are left out."""
    taken = set()
    for path in sorted(gold.glob("*/articles.jsonl")) if gold else ():
        taken |= {json.loads(line)["text"][:120] for line in path.open(encoding="utf-8")}
    for name, share in _SHARES.items():
        path = next(iter(sorted(articles.glob(f"{name}.jsonl*"))))
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            texts = [text for line in lines if len(text := json.loads(line)["text"]) < 9000 and text[:120] not in taken]
        yield from rng.sample(texts, min(share, len(texts)))


def passages(text: str) -> Iterator[str]:
    """Pieces of 15 to about 80 words that end where a sentence ends; the line break stays inside."""
    cuts = [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]
    start = 0
    for cut in cuts[1:]:
        if len(text[start:cut].split()) >= 40 or cut == len(text):
            if len(text[start:cut].split()) >= 15:
                yield text[start:cut].strip()
            start = cut


def names_of(doc: Doc) -> Names:
    """The names of a document, persons without their titles."""
    words = [token.text for token in doc]
    out: Names = {}
    for ent in doc.ents:
        start = person_start(words, ent.start, ent.end) if ent.label_ == "PERSON" else ent.start
        out[start, ent.end] = ent.label_
    return out


def listed_names() -> dict[str, str]:
    """Names of the project's word lists with their label."""
    out: dict[str, str] = dict.fromkeys(DEMONYMS, "NORP")
    for row in csv.DictReader((LEXICON / "organizations.csv").open(encoding="utf-8", newline="")):
        for name in [*row["names"].split("|"), *row["acronyms"].split("|")]:
            if len(name) > 3 and name[0].isupper():
                out[name.removeprefix("the ")] = "ORG"
    for row in csv.DictReader((LEXICON / "states.csv").open(encoding="utf-8", newline="")):
        for name in [*row["names"].split("|"), *row["former"].split("|"), row["capital"]]:
            if len(name) > 3:
                out[name] = "GPE"
    return out


def majorities(pairs: Iterable[tuple[Doc, Names, Names]]) -> dict[str, str]:
    """Strings that at least nine in ten predictions of both models, and four in all, give the same label."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for doc, first, second in pairs:
        for names in (first, second):
            for (start, end), label in names.items():
                counts[doc[start:end].text][label] += 1
    out = {}
    for text, labels in counts.items():
        label, most = labels.most_common(1)[0]
        if most >= 4 and most >= 0.9 * labels.total():
            out[text] = label
    return out


def _overlaps(span: tuple[int, int], used: set[int]) -> bool:
    return bool(used & set(range(*span)))


def settle(doc: Doc, first: Names, second: Names, known: dict[str, str], listed: dict[str, str]) -> Passage:
    """The names of a passage by agreement, then by majority; what stays open is missing."""
    out: Names = {}
    used: set[int] = set()
    settled = 0
    agreed = [span for span in first if second.get(span) == first[span]]
    disputed = [span for span in {**first, **second} if span not in agreed]
    for span in sorted(agreed):
        text = doc[slice(*span)].text
        label = listed.get(text) or known.get(text) or first[span]
        settled += label != first[span]
        out[span] = label
        used |= set(range(*span))
    for span in sorted(disputed, key=lambda s: (s[0] - s[1], s)):
        text = doc[slice(*span)].text
        label = listed.get(text) or known.get(text)
        if label and not _overlaps(span, used):
            out[span] = label
            used |= set(range(*span))
            settled += 1
    missing = {i for span in disputed for i in range(*span) if i not in used}
    for token in doc:
        title = token.lower_ in TITLES or token.text in {"I", "The"}
        opening = token.i == 0 or doc[token.i - 1].text in {".", "\n", "\n\n", "“", '"', ":", "•", "-"}
        if token.is_alpha and token.text[0].isupper() and token.i not in used and not title and not opening:
            missing.add(token.i)
    return Passage(doc, out, frozenset(missing), settled)


def renamed(passage: Passage, people: list[str], rng: random.Random) -> Doc | None:
    """The passage with its full personal names replaced by other people's, later short forms alike."""
    doc, mapping = passage.doc, {}
    for (start, end), label in passage.names.items():
        if label == "PERSON" and end - start >= 2:
            new = rng.choice(people).split()
            mapping[doc[start:end].text] = new
            mapping[doc[end - 1].text] = new[-1:]
    if not mapping:
        return None
    words: list[str] = []
    spaces: list[bool] = []
    spans: list[tuple[int, int, str]] = []
    missing: list[int] = []
    inside = {start: (end, label) for (start, end), label in passage.names.items()}
    at = 0
    while at < len(doc):
        end, label = inside.get(at, (at + 1, ""))
        new = mapping.get(doc[at:end].text) if label == "PERSON" else None
        old = [token.text for token in doc[at:end]]
        if label:
            spans.append((len(words), len(words) + len(new or old), label))
        elif at in passage.missing:
            missing.append(len(words))
        gaps = [True] * (len(new) - 1) if new else [bool(t.whitespace_) for t in doc[at : end - 1]]
        words += new or old
        spaces += [*gaps, bool(doc[end - 1].whitespace_)]
        at = end
    out = Doc(doc.vocab, words=words, spaces=spaces)
    out.set_ents([Span(out, *span) for span in spans], missing=[out[i : i + 1] for i in missing], default="outside")
    return out


_BROKEN = re.compile(r"^(?:of|the|and|in|for)\b|\b(?:of|the|and|in|for)$|\n|^[A-Z]?[a-z]+ (?:President|Minister)$")
_NO_NAMES = frozenset(
    "applause laughter nation head government administration department constitution covid border".split()
)


def _dubious(ent: Span) -> bool:
    """Whether a name is a torn piece or a mere title."""
    text = ent.text
    if _BROKEN.search(text) or text.lower() in _NO_NAMES or text.lower() in TITLES:
        return True
    return ent.label_ != "PERSON" and len(ent) > 1 and ent[-1].text in {"Volodymyr", "Vladimir", "President"}


def listed_phrases(doc: Doc, phrases: dict[str, str]) -> list[Span]:
    """Treaties, laws and named occasions of the word lists, written out in the text (two words or more)."""
    found = []
    text = doc.text
    for phrase, label in phrases.items():
        at = text.find(phrase)
        if at >= 0:
            span = doc.char_span(at, at + len(phrase), label=label)
            if span is not None:
                found.append(span)
    return found


def cleaned(doc: Doc, phrases: dict[str, str]) -> Doc:
    """Torn names become missing; documents and occasions of the word lists become LAW and EVENT."""
    listed = spacy.util.filter_spans(listed_phrases(doc, phrases))
    taken = {token.i for span in listed for token in span}
    kept = [e for e in doc.ents if not taken & set(range(e.start, e.end)) and not _dubious(e)]
    missing = {token.i for token in doc if token.ent_iob == 0}
    missing |= {token.i for ent in doc.ents if _dubious(ent) for token in ent}
    named = sorted([*kept, *listed], key=lambda span: span.start)
    inside = {token.i for span in named for token in span}
    doc.set_ents(named, missing=[doc[i : i + 1] for i in sorted(missing - inside)], default="outside")
    return doc


def listed_documents() -> dict[str, str]:
    """Names of documents and occasions of the word lists with their label."""
    out: dict[str, str] = {}
    for table, label in (("documents.csv", "LAW"), ("occasions.csv", "EVENT")):
        for row in csv.DictReader((LEXICON / table).open(encoding="utf-8", newline="")):
            for name in row["names"].split("|"):
                if " " in name and name[0].isupper():
                    out[name.removeprefix("The ")] = label
    return out


def _people() -> list[str]:
    rows = csv.DictReader((LEXICON / "officeholders.csv").open(encoding="utf-8", newline=""))
    return sorted({row["label"] for row in rows if 2 <= len(row["label"].split()) <= 3})


def build(first: Language, second: Language, articles: Path, gold: Path | None, out: Path) -> None:
    """Writes ner_silver into `out`: decided passages, those with settled disputes twice, and renamed copies."""
    rng = random.Random(2)
    texts = [piece for text in read_texts(articles, gold, rng) for piece in passages(text)]
    rng.shuffle(texts)
    pairs = [
        (doc, names_of(doc), names_of(other)) for doc, other in zip(first.pipe(texts), second.pipe(texts), strict=True)
    ]
    known, listed, people = majorities(pairs), listed_names(), _people()
    docs: list[Doc] = []
    for doc, one, other in pairs:
        passage = settle(doc, one, other, known, listed)
        if len(passage.names) < 2 or len(passage.missing) > 0.1 * len(doc):
            continue
        names = [Span(doc, *span, label=label) for span, label in sorted(passage.names.items())]
        doc.set_ents(names, missing=[doc[i : i + 1] for i in sorted(passage.missing)], default="outside")
        docs += [doc] * (2 if passage.settled else 1)
        copy = renamed(passage, people, rng) if rng.random() < 0.5 else None
        docs += [copy] if copy else []
    phrases = listed_documents()
    docs = [cleaned(doc, phrases) for doc in docs]
    rng.shuffle(docs)
    save(docs, out / "ner_silver.spacy")
