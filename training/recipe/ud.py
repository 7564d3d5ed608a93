"""Universal Dependencies treebanks (CoNLL-U) as spaCy training documents.

Multiword tokens whose parts add up to the surface form stay separate unspaced words ("do" + "n't"); the others
("cannot" written oddly, "wanna") become one word with the parse of the part that governs the rest.
Subtypes of relations are dropped but for those in KEPT, so that the label set stays small.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import spacy
from spacy.tokens import Doc, DocBin

from recipe.noise import roughen

NLP = spacy.blank("en")
KEPT = frozenset(
    "nsubj:pass csubj:pass aux:pass compound:prt obl:npmod obl:tmod obl:unmarked obl:agent nmod:poss acl:relcl "
    "nmod:tmod nmod:npmod nmod:unmarked det:predet cc:preconj".split()
)
# Genres of GUM whose texts carry a non-commercial licence, and the conversations, which are far from news.
GUM_LEFT_OUT = frozenset({"fiction", "whow", "essay", "letter", "podcast", "conversation"})
GUM_NEWS = ("GUM_news_nasa", "GUM_news_sensitive", "GUM_speech_austria", "GUM_speech_newzealand")


class Word(NamedTuple):
    """A word of a sentence; `head` is an index in the sentence, its own for the root."""

    form: str
    space: bool
    upos: str
    xpos: str
    feats: str
    lemma: str
    head: int
    dep: str


Sentence = list[Word]
Rows = list[list[str]]


def read_conllu(path: Path) -> Iterator[tuple[Rows, dict[int, tuple[int, str, bool]]]]:
    """The sentences of a file: their rows, and the multiword tokens as first id -> (last id, form, space after)."""
    rows: Rows = []
    multi: dict[int, tuple[int, str, bool]] = {}
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if not line:
            if rows:
                yield rows, multi
            rows, multi = [], {}
            continue
        columns = line.split("\t")
        if line.startswith("#") or "." in columns[0]:
            continue
        if "-" in columns[0]:
            first, last = map(int, columns[0].split("-"))
            multi[first] = (last, columns[1], "SpaceAfter=No" not in columns[9])
        else:
            rows.append(columns)


def _groups(rows: Rows, multi: dict[int, tuple[int, str, bool]]) -> Iterator[tuple[list[int], str, bool]]:
    """Row numbers that make one word, its form, and whether a space follows."""
    at = 0
    while at < len(rows):
        if at + 1 not in multi:
            yield [at], rows[at][1], "SpaceAfter=No" not in rows[at][9]
            at += 1
            continue
        last, form, space = multi[at + 1]
        members = list(range(at, last))
        if "".join(rows[m][1] for m in members) == form:
            for m in members:
                yield [m], rows[m][1], m == members[-1] and space
        else:
            yield members, form, space
        at = last


def sentence(rows: Rows, multi: dict[int, tuple[int, str, bool]]) -> Sentence:
    """The words of a sentence after contractions have been settled."""
    groups = list(_groups(rows, multi))
    group_of = {m: number for number, (members, _, _) in enumerate(groups) for m in members}
    words = []
    for number, (members, form, space) in enumerate(groups):
        outward = [m for m in members if rows[m][6] == "0" or group_of[int(rows[m][6]) - 1] != number]
        row = rows[(outward or members)[0]]
        root = row[6] == "0"
        dep = "ROOT" if root else row[7] if row[7] in KEPT else row[7].split(":")[0]
        head = number if root else group_of[int(row[6]) - 1]
        feats = "" if row[5] == "_" else row[5]
        lemma = row[2] if len(members) == 1 else form
        words.append(Word(form.replace(" ", "\u00a0"), space, row[3], row[4], feats, lemma, head, dep))
    return words


def document(sentences: Iterable[Sentence]) -> Doc:
    """One spaCy document of the sentences in order."""
    words: list[Word] = []
    for one in sentences:
        offset = len(words)
        words += [word._replace(head=word.head + offset) for word in one]
    return Doc(
        NLP.vocab,
        words=[w.form for w in words],
        spaces=[w.space for w in words],
        pos=[w.upos if w.upos != "_" else "X" for w in words],
        tags=[w.xpos for w in words],
        morphs=[w.feats for w in words],
        lemmas=[w.lemma for w in words],
        heads=[w.head for w in words],
        deps=[w.dep for w in words],
    )


def passages(files: Iterable[Path], rng: random.Random, longest: int = 6) -> Iterator[list[Sentence]]:
    """Runs of one to `longest` sentences of each file, in reading order."""
    for path in files:
        run: list[Sentence] = []
        for rows, multi in read_conllu(path):
            one = sentence(rows, multi)
            one[-1] = one[-1]._replace(space=True)
            run.append(one)
            if len(run) >= rng.randint(1, longest):
                yield run
                run = []
        if run:
            yield run


def training_files(treebank: Path) -> list[Path]:
    """The per-document files of a treebank's training part that are there and may be used."""
    base = treebank / "not-to-release"
    names = (base / "file-lists" / "files.train").read_text().split()
    paths = [base / "sources" / (name.removesuffix(".conllu") + ".conllu") for name in names]
    return [p for p in paths if p.exists() and not (p.name.startswith("GUM_") and p.name.split("_")[1] in GUM_LEFT_OUT)]


def _save(docs: list[Doc], path: Path) -> None:
    DocBin(docs=docs).to_disk(path)
    print(path.name, len(docs), "passages", sum(len(doc) for doc in docs), "words")


def build(data: Path, out: Path) -> None:
    """Writes ud_train (each passage clean and roughened), ud_dev and the four test sets into `out`."""
    rng = random.Random(0)
    runs = list(passages([*training_files(data / "ewt"), *training_files(data / "gum")], rng))
    dev = list(passages([data / "ewt/en_ewt-ud-dev.conllu", data / "gum/en_gum-ud-dev.conllu"], rng))
    rng.shuffle(dev)
    runs += dev[200:]  # a small part suffices to watch the training
    docs = [document(run) for run in runs] + [document(roughen(run, rng)) for run in runs]
    rng.shuffle(docs)
    _save(docs, out / "ud_train.spacy")
    _save([document(run) for run in dev[:200]], out / "ud_dev.spacy")
    news = [data / "gum/not-to-release/sources" / f"{name}.conllu" for name in GUM_NEWS]
    tests = {
        "ewt_test": [data / "ewt/en_ewt-ud-test.conllu"],
        "gum_test": [data / "gum/en_gum-ud-test.conllu"],
        "gumnews_test": news,
        "pud_test": [data / "udpud/en_pud-ud-test.conllu"],
    }
    for name, files in tests.items():
        _save([document(run) for run in passages(files, random.Random(0))], out / f"{name}.spacy")
