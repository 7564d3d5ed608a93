"""Corpora with named entities as spaCy training documents with one label set.

Labels: PERSON ORG GPE LOC FAC NORP EVENT LAW WORK_OF_ART. Where a corpus does not mark a kind of name, or marks one
that has no place in the set, its words are left as missing, so that the model learns neither a name nor its absence.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin, Span

from recipe import ud
from recipe.gazetteer import DEMONYMS, GPE, TITLES, miscellaneous, person_start, place

NLP = spacy.blank("en")
MISSING = "?"
Spans = list[tuple[int, int, str]]
Mapper = Callable[[str, str], str | None]


class Record(NamedTuple):
    """A sentence: words, whether a space follows each (None: to be guessed), names, words without a verdict."""

    words: list[str]
    spaces: list[bool] | None
    spans: Spans
    missing: set[int]


_LABELS = {"PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG"}
_CROSSNER = {
    **dict.fromkeys(("politician", "person", "researcher", "scientist", "writer", "musicalartist"), "PERSON"),
    **dict.fromkeys(("organisation", "politicalparty", "university", "band"), "ORG"),
    **dict.fromkeys(("event", "election", "conference"), "EVENT"),
    **dict.fromkeys(("book", "poem", "song", "album"), "WORK_OF_ART"),
}


def four_types(text: str, label: str) -> str | None:
    """Maps PER, ORG, LOC, MISC; None for a label that means no name, `?` for no verdict."""
    label = label.upper()
    if label == "ORG":
        return "GPE" if text.lower() in GPE else "ORG"
    if label == "LOC":
        return place(text)
    if label == "MISC":
        return miscellaneous(text) or MISSING
    return _LABELS.get(label)


def crossner(text: str, label: str) -> str:
    """Maps the labels of CrossNER's five domains."""
    if label == "country":
        return "NORP" if text in DEMONYMS else "GPE"
    if label == "location":
        return place(text)
    if label == "misc":
        return miscellaneous(text) or MISSING
    return _CROSSNER.get(label, MISSING)


def fewnerd(text: str, label: str) -> str:
    """Maps Few-NERD's coarse_fine labels."""
    coarse = label.partition("_")[0]
    if coarse == "organization":
        return "NORP" if text in DEMONYMS else "GPE" if text.lower() in GPE else "ORG"
    if label == "location_GPE":
        return "NORP" if all(word in DEMONYMS for word in text.split()) else "GPE"
    if label == "location_other":
        return place(text)
    if label in {"location_island", "location_mountain", "location_bodiesofwater"}:
        return "LOC"
    if label.startswith("location_road") or coarse == "building":
        return "FAC"
    if label == "other_law":
        return "LAW"
    return {"person": "PERSON", "event": "EVENT", "art": "WORK_OF_ART"}.get(coarse, MISSING)


def tidy(words: list[str], spans: Spans) -> Spans:
    """Names without article, possessive or closing punctuation; overlaps settled for the longest; demonyms added."""
    used: set[int] = set()
    kept: Spans = []
    for start, end, label in sorted(spans, key=lambda span: span[0] - span[1]):
        if label == "PERSON":
            start = person_start(words, start, end)
        while start < end and label != "WORK_OF_ART" and words[start] in {"the", "The", "a", "an", "'", '"', "("}:
            start += 1
        while end > start and words[end - 1] in {"'s", "’s", "'", ".", ",", '"'}:
            end -= 1
        if end > start and not used & set(range(start, end)):
            used |= set(range(start, end))
            kept.append((start, end, label))
    kept += [(i, i + 1, "NORP") for i, word in enumerate(words) if i not in used and word in DEMONYMS]
    return sorted(kept)


def record(words: list[str], spaces: list[bool] | None, spans: Spans, missing: Iterable[int] = ()) -> Record:
    """A record with tidied names; spans labelled `?` become missing words."""
    verdict = tidy(words, [span for span in spans if span[2] != MISSING])
    named = {i for start, end, _ in verdict for i in range(start, end)}
    unsure = set(missing) | {i for start, end, label in spans if label == MISSING for i in range(start, end)}
    return Record(words, spaces, verdict, unsure - named)


def bio_spans(tags: list[str]) -> Spans:
    """Spans of IOB or IO tags (`B-X`, `I-X`, `O`)."""
    out: Spans = []
    start: int | None = None
    current = ""
    for i, tag in enumerate([*tags, "O"]):
        prefix, label = ("O", "") if tag in {"O", ":"} else (tag[0], tag[2:])
        if start is not None and (prefix in "BO" or label != current):
            out.append((start, i, current))
            start = None
        if prefix in "BI" and start is None:
            start, current = i, label
    return out


def read_columns(path: Path, word: int, tag: int, separator: str | None) -> Iterator[list[tuple[str, str]]]:
    """Sentences of (word, tag) from a file with columns and blank lines."""
    rows: list[tuple[str, str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        columns = line.split(separator)
        if not line.strip() or line.startswith("-DOCSTART"):
            if rows:
                yield rows
            rows = []
        elif len(columns) > 1:
            rows.append((columns[word], columns[tag]))


def columns(path: Path, mapper: Mapper, word: int = 0, tag: int = -1, separator: str | None = "\t") -> Iterator[Record]:
    """Records of a column file whose labels `mapper` translates."""
    for rows in read_columns(path, word, tag, separator):
        words = [w for w, _ in rows]
        named = [(s, e, mapper(" ".join(words[s:e]), label)) for s, e, label in bio_spans([t for _, t in rows])]
        yield record(words, None, [(s, e, label) for s, e, label in named if label])


def fewnerd_records(folder: Path) -> Iterator[Record]:
    """Few-NERD (INTER): capitalised words outside names may be names of the other split, hence missing."""
    sentences = {}
    for name in ("dev", "test", "big_test"):
        for rows in read_columns(folder / f"{name}.txt", 0, -1, None):
            sentences.setdefault(" ".join(w for w, _ in rows), rows)
    lower = Counter(w.lower() for rows in sentences.values() for w, _ in rows if w[0].islower())
    for rows in sentences.values():
        words = [w for w, _ in rows]
        tags = [t if "-" in t else "O" for _, t in rows]
        spans = [(s, e, fewnerd(" ".join(words[s:e]), label)) for s, e, label in bio_spans(tags)]
        missing = []
        for i, word in enumerate(words):
            opening = i == 0 or words[i - 1] in {".", '"', "``", ":"}
            common = opening and lower[word.lower()] > 5
            if word[0].isupper() and not common and word not in {"I", "The", "A", "In"}:
                missing.append(i)
        yield record(words, None, spans, missing)


def redocred_records(folder: Path) -> Iterator[Record]:
    """Re-DocRED's mentions, the longest where they overlap; times and numbers are no names."""
    for name in ("dev", "test"):
        for document in json.loads((folder / f"{name}_revised.json").read_text(encoding="utf-8")):
            mentions: dict[int, dict[tuple[int, int], str]] = defaultdict(dict)
            for vertex in document["vertexSet"]:
                for mention in vertex:
                    mentions[mention["sent_id"]][tuple(mention["pos"])] = mention["type"]
            for number, words in enumerate(document["sents"]):
                named = [
                    (s, e, four_types(" ".join(words[s:e]), label))
                    for (s, e), label in mentions[number].items()
                    if label not in {"TIME", "NUM"} and e <= len(words)
                ]
                yield record([w.strip() or "_" for w in words], None, [(s, e, x) for s, e, x in named if x])


def gum_mentions(rows: ud.Rows) -> Iterator[tuple[int, int, str]]:
    """Entity mentions of a GUM sentence (start, end, type) from the brackets in MISC."""
    stack: list[tuple[str, int, str]] = []
    for i, row in enumerate(rows):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for piece in re.findall(r"\([^()]*\)?|[0-9]+\)", found.group(1)) if found else ():
            if piece.startswith("("):
                parts = piece.strip("()").split("-")
                kind = parts[1] if len(parts) > 1 else ""
                if piece.endswith(")"):
                    yield i, i + 1, kind
                else:
                    stack.append((parts[0], i, kind))
            else:
                opened = next((one for one in reversed(stack) if one[0] == piece[:-1]), None)
                if opened:
                    stack.remove(opened)
                    yield opened[1], i + 1, opened[2]


def gum_name(rows: ud.Rows, start: int, end: int, kind: str) -> tuple[int, int] | None:
    """The span of the proper name that heads a mention, or None for a common noun phrase."""
    head = next((j for j in range(start, end) if not start <= int(rows[j][6]) - 1 < end), None)
    if head is None or rows[head][3] != "PROPN":
        return None

    def part(j: int) -> bool:
        capital = rows[j][1][0].isupper() and rows[j][3] in {"ADJ", "NOUN", "NUM"} and rows[j][1] not in DEMONYMS
        return rows[j][3] == "PROPN" or capital

    left, right = head, head + 1
    while left > start and part(left - 1):
        left -= 1
    joins = kind in {"organization", "event"}
    while right < end:
        if part(right) or (rows[right][3] == "NUM" and kind != "person"):
            right += 1
        elif joins and right + 1 < end and rows[right][1] in {"of", "and", "for", "-", "&"} and part(right + 1):
            right += 2
        elif joins and right + 2 < end and rows[right][1] in {"of", "for"} and rows[right + 1][1] == "the":
            if rows[right + 2][3] != "PROPN":
                break
            right += 3
        else:
            break
    return left, right


def gum_label(words: list[str], start: int, end: int, kind: str) -> str | None:
    """The label of a GUM name, or None for a bare title."""
    text = " ".join(words[start:end])
    if kind == "person":
        if all(word in DEMONYMS for word in words[start:end]):
            return "NORP"
        return None if end - start == 1 and text.lower() in TITLES else "PERSON"
    if kind == "place":
        return place(text)
    if kind == "organization":
        return "GPE" if text.lower() in GPE else "NORP" if text in DEMONYMS else "ORG"
    return "EVENT"


def gum_records(files: Iterable[Path]) -> Iterator[Record]:
    """GUM's mentions that are proper names; nested ones give way to the longer."""
    for path in files:
        for rows, multi in ud.read_conllu(path):
            sentence = ud.sentence(rows, multi)
            if len(sentence) != len(rows):
                continue
            words = [word.form for word in sentence]
            spans: Spans = []
            for start, end, kind in gum_mentions(rows):
                name = (
                    gum_name(rows, start, end, kind) if kind in {"person", "organization", "place", "event"} else None
                )
                label = gum_label(words, *name, kind) if name else None
                if name and label:
                    spans.append((*name, label))
            yield record(words, [word.space for word in sentence], spans)


def uner_records(iob: Path, treebank: Path) -> Iterator[Record]:
    """Universal NER over a UD file; the spacing is taken from the treebank."""
    spacing = {}
    for rows, multi in ud.read_conllu(treebank):
        sentence = ud.sentence(rows, multi)
        spacing[tuple(word.form for word in sentence)] = [word.space for word in sentence]
    body = "\n".join(line for line in iob.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
    for block in body.split("\n\n"):
        lines = [line.split("\t") for line in block.split("\n") if "\t" in line]
        words = [line[1] for line in lines]
        named = [
            (s, e, four_types(" ".join(words[s:e]), label)) for s, e, label in bio_spans([line[2] for line in lines])
        ]
        if words:
            yield record(words, spacing.get(tuple(words)), [(s, e, x) for s, e, x in named if x and x != MISSING])


_UNSPACED_BEFORE = frozenset(". , ; : ! ? ) ] } % n't n’t ' ’ '' ”".split())
_STRAIGHT = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}


def spacing(words: list[str]) -> tuple[list[str], list[bool]]:
    """Plain words and the likely spaces of text that was stored as separated words."""
    plain = [_STRAIGHT.get(word, word) for word in words]
    spaces = [True] * len(plain)
    opened = False
    for i, word in enumerate(plain):
        after = plain[i + 1] if i + 1 < len(plain) else " "
        if after in _UNSPACED_BEFORE or (after[0] in "'’" and 1 < len(after) <= 3) or word in set("([{$#£€“"):
            spaces[i] = False
        if word == '"':
            if not opened:
                spaces[i] = False
            elif i:
                spaces[i - 1] = False
            opened = not opened
    return plain, spaces


def document(records: Iterable[Record]) -> Doc:
    """One spaCy document of the records in order."""
    words: list[str] = []
    spaces: list[bool] = []
    spans: Spans = []
    missing: list[int] = []
    for one in records:
        offset = len(words)
        plain, gaps = (one.words, one.spaces) if one.spaces else spacing(one.words)
        words += [word.replace(" ", "_") for word in plain]
        spaces += [*gaps[:-1], True]
        spans += [(s + offset, e + offset, label) for s, e, label in one.spans]
        missing += [i + offset for i in one.missing]
    doc = Doc(NLP.vocab, words=words, spaces=spaces)
    named = [Span(doc, s, e, label=label) for s, e, label in spans]
    doc.set_ents(named, missing=[doc[i : i + 1] for i in missing], default="outside")
    return doc


def documents(records: Iterable[Record], rng: random.Random, longest: int = 4) -> list[Doc]:
    """Runs of one to `longest` records as documents."""
    kept = [one for one in records if one.words]
    docs: list[Doc] = []
    at = 0
    while at < len(kept):
        size = rng.randint(1, longest)
        docs.append(document(kept[at : at + size]))
        at += size
    return docs


def save(docs: list[Doc], path: Path) -> None:
    """Writes documents and prints what they hold."""
    DocBin(docs=docs).to_disk(path)
    counts = Counter(ent.label_ for doc in docs for ent in doc.ents)
    print(path.name, len(docs), "documents", sum(len(doc) for doc in docs), "words", dict(counts.most_common()))


# How often each source stands in the mix of the first run and in that of the continued run; below 1 a share of it.
FIRST = {"crossner": 2, "redocred": 2, "wikigold": 2, "gum": 3, "fewnerd": 1, "gum_dev": 1, "uner_dev": 1}
MORE = {"crossner": 2, "redocred": 1, "wikigold": 1, "gum": 4, "fewnerd": 0.35, "gum_dev": 3, "uner_dev": 6}
WATCHED = 200  # documents of each dev part that are kept to watch the training


def read_all(data: Path) -> dict[str, list[Record]]:
    """The records of each source that is trained on."""
    cross = [
        one
        for domain in ("politics", "music", "literature", "science", "ai")
        for part in ("train", "dev")
        for one in columns(data / f"crossner/ner_data/{domain}/{part}.txt", crossner)
    ]
    return {
        "crossner": cross,
        "redocred": list(redocred_records(data / "redocred")),
        "wikigold": list(columns(data / "wikigold/wikigold.conllu", four_types, 1, 2)),
        "gum": list(gum_records(p for p in ud.training_files(data / "gum"))),
        "fewnerd": list(fewnerd_records(data / "fewnerd")),
        "gum_dev": list(gum_records([data / "gum/en_gum-ud-dev.conllu"])),
        "uner_dev": list(uner_records(data / "uner/en_ewt-ud-dev.iob2", data / "ewt/en_ewt-ud-dev.conllu")),
    }


def mixed(docs: dict[str, list[Doc]], shares: dict[str, float], rng: random.Random) -> list[Doc]:
    """The documents of all sources, each repeated or sampled as `shares` says, shuffled."""
    out: list[Doc] = []
    for name, share in shares.items():
        out += rng.sample(docs[name], int(share * len(docs[name]))) if share < 1 else docs[name] * int(share)
    rng.shuffle(out)
    return out


def build(data: Path, out: Path) -> None:
    """Writes ner_train and ner_more, the mixes of the first and of the continued run, and ner_dev into `out`."""
    rng = random.Random(1)
    docs = {name: documents(records, rng) for name, records in read_all(data).items()}
    watched: list[Doc] = []
    for name in ("gum_dev", "uner_dev"):
        rng.shuffle(docs[name])
        watched += docs[name][:WATCHED]
        docs[name] = docs[name][WATCHED:]
    save(mixed(docs, FIRST, rng), out / "ner_train.spacy")
    save(mixed(docs, MORE, rng), out / "ner_more.spacy")
    save(watched, out / "ner_dev.spacy")
