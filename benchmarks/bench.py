"""Speed and memory of the extraction, beside the bare language pipeline in the same run.

Both read the same articles in turns and their CPU time is taken, so that the ratio holds whatever else the machine
does; times alone do not. Prints a table in Markdown. The articles are those of ../shared/articles/pool.jsonl, or else
the sample articles.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from kg.extract import Extractor
from kg.language.pipeline import load_pipeline
from kg.model import Article
from kg.sources import read_articles

ROOT = Path(__file__).resolve().parent.parent
POOL = ROOT.parent / "shared" / "articles" / "pool.jsonl"


def seconds(work: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def peak() -> int:
    """The most memory this process has used so far, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // (1_000_000 if sys.platform == "darwin" else 1000)


def load() -> tuple[Extractor, list[tuple[str, float, int]]]:
    """The extractor, and how long its parts took to load: (part, seconds, peak memory in MB)."""
    start = time.perf_counter()
    nlp = load_pipeline()
    pipeline = time.perf_counter() - start, peak()
    start = time.perf_counter()
    extractor = Extractor(nlp)
    extractor.extract(Article("warm-up", "Xi Jinping met Vladimir Putin in Moscow."))
    lists = time.perf_counter() - start, peak()
    return extractor, [("language pipeline", *pipeline), ("word lists and first sentence", *lists)]


def measure(
    extractor: Extractor, articles: list[Article], rounds: int
) -> tuple[list[tuple[float, float]], list[int], int]:
    """Seconds of (bare pipeline, whole extraction) by round, peak memory in MB after each, and the facts found."""
    texts = [article.text for article in articles]
    times: list[tuple[float, float]] = []
    peaks: list[int] = []
    facts = 0

    def bare() -> None:
        for _ in extractor.nlp.pipe(texts, batch_size=16):
            pass

    def whole() -> None:
        nonlocal facts
        facts = sum(len(extraction.facts) for extraction in extractor.pipe(articles))

    for number in range(rounds):
        spent = {}
        for work in (bare, whole) if number % 2 == 0 else (whole, bare):
            spent[work] = seconds(work)
            if number == 0:
                peaks.append(peak())
        times.append((spent[bare], spent[whole]))
    return times, peaks, facts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=300, metavar="N", help="how many articles (default 300)")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="how often each is measured (default 3)")
    options = parser.parse_args()
    source = POOL if POOL.exists() else ROOT / "data" / "articles"
    articles = list(islice(read_articles([source]), options.articles))
    words = sum(len(article.text.split()) for article in articles)
    extractor, loaded = load()
    times, peaks, facts = measure(extractor, articles, max(1, options.rounds))

    print(f"{len(articles)} articles, {words:,} words, {facts:,} facts; {len(times)} rounds\n")
    print("| loading | seconds, by the clock | peak MB |\n| --- | --- | --- |")
    for part, took, memory in loaded:
        print(f"| {part} | {took:.2f} | {memory} |")
    print("\n| reading | CPU seconds, by round | words a CPU second, median | peak MB |\n| --- | --- | --- | --- |")
    for column, name in enumerate(("bare pipeline", "whole extraction")):
        spent = [pair[column] for pair in times]
        rate = words / statistics.median(spent)
        print(f"| {name} | {' '.join(f'{s:.1f}' for s in spent)} | {rate:,.0f} | {peaks[column]} |")
    ratios = sorted(whole / bare for bare, whole in times)
    print(f"\nwhole / bare: {statistics.median(ratios):.2f} (from {ratios[0]:.2f} to {ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
