"""Loads `kg serve` on this machine: many clients with light queries, and one whose query would run for ever.

    python benchmarks/serve_load.py --seconds 60

A made-up store is served; all traffic stays on the loopback interface. Three runs of the same length are compared: one
light client alone, all light clients, and all light clients beside the heavy one. Printed are the medians of the light
queries, their ratios, every answer that was not 200, and the largest memory of all processes together. The exit code
is 1 if a light query failed, if the heavy one was answered otherwise than by 503, or if the median beside it is more
than ten times that of the same clients without it.
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from kg.lexicon import relations
from kg.model import Article, DateRange, Entity, Evidence, Extraction, Fact, Span
from kg.store import Store

__all__ = ["Load", "measure"]

STATES = {
    "ARG": "Argentina",
    "AUS": "Australia",
    "BRA": "Brazil",
    "CAN": "Canada",
    "CHN": "China",
    "DEU": "Germany",
    "EGY": "Egypt",
    "FRA": "France",
    "GBR": "United Kingdom",
    "IDN": "Indonesia",
    "IND": "India",
    "IRN": "Iran",
    "JPN": "Japan",
    "RUS": "Russia",
    "SAU": "Saudi Arabia",
    "USA": "United States",
}
CODES = tuple(STATES)
LIGHT = (
    "/sparql?" + urlencode({"query": "SELECT ?c ?d { ?c kg:relation 'meets' ; kg:earliest ?d } ORDER BY ?d LIMIT 20"}),
    "/sparql?" + urlencode({"query": "ASK { state:CHN kg:metWith state:RUS }"}),
    "/api/relations?entity=China&entity=Russia",
    "/api/timeline?entity=Iran&since=2020-03&until=2020-03",
)
HEAVY = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != ?f) }"})


@dataclass
class Load:
    """What a run saw: seconds of each light query, codes of the answers, and the most memory in megabytes."""

    light: list[float] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)
    memory: float = 0.0

    @property
    def median(self) -> float:
        """Median of the light queries, in milliseconds."""
        return statistics.median(self.light) * 1000


def extractions(articles: int) -> Iterator[Extraction]:
    """Made-up articles; each states that twelve pairs of states met."""
    meets = relations()["meets"]
    for number in range(articles):
        sentence = "They met on that day."
        day = date(2020, 1, 1) + timedelta(days=number)
        when = DateRange(day, day, "day", "that day")
        facts = []
        for pair in range(12):
            one, other = CODES[(number + pair) % 16], CODES[(number * 3 + pair * 5 + 1) % 16]
            if one != other:
                facts.append(
                    Fact(
                        f"f{number}-{pair}",
                        f"state/{one}",
                        "meets",
                        f"state/{other}",
                        Evidence(Span(0, len(sentence)), sentence),
                        when=when,
                        event_id=f"e{number}-{pair}",
                        plover=meets.plover,
                    )
                )
        names = {end for fact in facts for end in (fact.subject, fact.object)}
        entities = tuple(Entity(name, "state", STATES[name[6:]], iso3=name[6:]) for name in sorted(names))
        yield Extraction(Article(f"a{number}", sentence, published=day), entities, (), tuple(facts))


@contextmanager
def serving(store: Path, *options: str) -> Iterator[tuple[int, int]]:
    """`kg serve` on a free port; gives the port and the number of the process."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline() if process.stderr else ""
        match = re.search(r":(\d+)/", line)
        if not match:
            raise RuntimeError(f"kg serve did not start: {line}")
        yield int(match[1]), process.pid
    finally:
        process.terminate()
        process.wait(30)
        if process.stderr:
            process.stderr.close()


def _memory(parent: int) -> float:
    """Megabytes of memory that a process and its children use; 0 where /proc is lacking."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/status"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        found = dict(re.findall(r"^(PPid|VmRSS):\s+(\d+)", text, re.MULTILINE))
        if str(parent) in (found.get("PPid"), stat.parent.name):
            total += int(found.get("VmRSS", 0)) / 1024
    return total


def _client(port: int, paths: tuple[str, ...], until: float, load: Load, pause: float, *, light: bool) -> None:
    """One client on one connection, which asks the next query some time after the last is answered."""
    connection, number = HTTPConnection("127.0.0.1", port, timeout=120), 0
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            path = paths[number % len(paths)]
            connection.request("GET", path)
            response = connection.getresponse()
            text = response.read().decode()
            code = str(response.status)
            if light and response.status != 200:
                load.failures[f"{path}: {code} {text.strip()}"] += 1
        except (OSError, HTTPException) as error:
            connection.close()
            code = type(error).__name__
        number += 1
        load.codes[("light " if light else "heavy ") + code] += 1
        if light:
            load.light.append(time.monotonic() - start)
        time.sleep(pause)
    connection.close()


def measure(port: int, process: int, clients: int, seconds: float, pause: float, *, heavy: bool) -> Load:
    """One run: so many light clients for so many seconds, with or without a heavy one."""
    load, until = Load(), time.monotonic() + seconds
    threads = [
        _thread(port, LIGHT[n % len(LIGHT) :] + LIGHT[: n % len(LIGHT)], until, load, pause, light=True)
        for n in range(clients)
    ]
    if heavy:
        threads.append(_thread(port, (HEAVY,), until, load, pause, light=False))
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        load.memory = max(load.memory, _memory(process))
        time.sleep(0.5)
    return load


def main() -> int:
    """Run the three loads and print what they gave."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=5, help="length of each of the three runs (default 5)")
    parser.add_argument(
        "--pause", type=float, default=0.25, help="seconds a client waits between queries (default 0.25)"
    )
    parser.add_argument("--clients", type=int, default=16, help="clients in all (default 16)")
    parser.add_argument("--articles", type=int, default=300, help="articles in the store (default 300)")
    parser.add_argument("--timeout", type=float, default=5, help="time limit of the service (default 5 s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kg.store"
        with Store.open(path, create=True) as store:
            for extraction in extractions(options.articles):
                store.add(extraction)
        with serving(path, "--timeout", str(options.timeout)) as (port, process):
            _warm(port)
            others = options.clients - 1
            runs = {
                "one client": measure(port, process, 1, options.seconds, options.pause, heavy=False),
                "light clients": measure(port, process, others, options.seconds, options.pause, heavy=False),
                "and a heavy one": measure(port, process, others, options.seconds, options.pause, heavy=True),
            }
    return _report(runs)


def _thread(*arguments: object, light: bool) -> threading.Thread:
    return threading.Thread(target=_client, args=arguments, kwargs={"light": light})


def _warm(port: int) -> None:
    """Let every process of the service open the store before anything is measured."""
    load, until = Load(), time.monotonic() + 2
    threads = [_thread(port, LIGHT, until, load, 0.0, light=True) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _report(runs: dict[str, Load]) -> int:
    alone, quiet, loaded = runs.values()
    most = max(load.memory for load in runs.values())
    for name, load in runs.items():
        rate = ", ".join(f"{code}: {count}" for code, count in sorted(load.codes.items()))
        print(f"{name:16} median {load.median:8.1f} ms   memory {load.memory:6.0f} MB   {rate}")
    print(f"most memory of all processes: {most:.0f} MB")
    print(f"median beside the heavy query: {loaded.median / quiet.median:.1f} times that without it")
    print(f"median of all light clients: {quiet.median / alone.median:.1f} times that of one")
    wrong = {code for load in runs.values() for code in load.codes} - {"light 200", "heavy 503"}
    if wrong:
        print(f"unexpected answers: {', '.join(sorted(wrong))}")
        for message, count in sum((load.failures for load in runs.values()), Counter[str]()).most_common():
            print(f"  {count} times {message}")
    return int(bool(wrong) or loaded.codes["heavy 503"] == 0 or loaded.median > 10 * quiet.median)


if __name__ == "__main__":
    sys.exit(main())
