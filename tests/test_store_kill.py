"""A writer that is killed loses nothing that it had acknowledged, and leaves no article half written."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rdf_samples import numbered

from kg.rdf import quads
from kg.store import Store

ARTICLES = 12
# Writes version 0 of all articles, then version 1, and so on, and says so after each.
WRITER = """
import sys
sys.path.insert(0, sys.argv[2])
from rdf_samples import numbered
from kg.store import Store
with Store.open(sys.argv[1], create=True) as store:
    print("open", flush=True)
    for version in range(int(sys.argv[3]), 1000):
        for number in range(int(sys.argv[4])):
            store.add(numbered(number, version))
            print(number, version, flush=True)
"""


def write_until_killed(path: Path, version: int, seconds: float) -> dict[int, int]:
    """The last version of each article that the writer acknowledged before it was killed."""
    command = [sys.executable, "-c", WRITER, str(path), str(Path(__file__).parent), str(version), str(ARTICLES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "open\n"
        time.sleep(seconds)
        writer.kill()
        lines = [line.split() for line in writer.stdout if line.endswith("\n")]
    return {int(number): int(version) for number, version in lines}


def check(path: Path, acknowledged: dict[int, int]) -> None:
    with Store.open(path) as store:
        found = {article.id: int(article.title.removeprefix("Version ")) for article in store.articles()}
        for number, version in acknowledged.items():
            assert found[f"article-{number:04d}"] >= version
        expected = {q for name, version in found.items() for q in quads(numbered(int(name[-4:]), version))}
        assert set(store.quads()) == expected


def rounds(path: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    acknowledged: dict[int, int] = {}
    for _ in range(count):
        version = max(acknowledged.values(), default=-1) + 1
        acknowledged |= write_until_killed(path, version, chance.uniform(0.0, 0.4))
        check(path, acknowledged)
    assert acknowledged


def test_killed_writer_loses_nothing(tmp_path: Path) -> None:
    rounds(tmp_path / "store", 4, seed=1)


@pytest.mark.slow
def test_killed_writer_loses_nothing_at_length(tmp_path: Path) -> None:
    rounds(tmp_path / "store", 25, seed=2)
