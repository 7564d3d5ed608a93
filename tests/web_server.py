"""Runs `kg serve` as a process of its own on a free port of this machine, and asks it over HTTP."""

from __future__ import annotations

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

__all__ = ["HEAVY", "Answer", "Server", "serving"]

# Of rows so many that no machine comes to the end of them; the sum keeps the answer small.
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o FILTER(?c != ?f && ?i != ?l) }"
_PLACE = re.compile(r"at http://([^/\s]+?):(\d+)/")


@dataclass(frozen=True)
class Answer:
    """A response; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> object:
        return json.loads(self.body)


@dataclass
class Server:
    """A running service."""

    process: subprocess.Popen[str]
    port: int
    log: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        path: str,
        method: str = "GET",
        body: bytes | None = None,
        accept: str = "",
        timeout: float = 60,
        **headers: str,
    ) -> Answer:
        """The response to one request; underscores of header names stand for hyphens."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if accept:
            sent["Accept"] = accept
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, sent)
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, sparql: str, accept: str = "", timeout: float = 60, **more: str) -> Answer:
        """The response to a query sent by GET."""
        return self.ask("/sparql?" + urlencode({"query": sparql, **more}), accept=accept, timeout=timeout)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Tell it to stop; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)


@contextmanager
def serving(store: Path, *options: str) -> Iterator[Server]:
    """`kg serve` over a store, from the line that says where it listens until the end of the block."""
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    server = Server(process, 0)
    try:
        for line in process.stderr:
            server.log.append(line)
            if match := _PLACE.search(line):
                server.port = int(match[2])
                break
        assert server.port, "".join(server.log)
        reader = threading.Thread(target=lambda: server.log.extend(process.stderr or ()), daemon=True)
        reader.start()
        yield server
        if process.poll() is None:
            server.stop()
        reader.join(10)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
