"""What the service may do, and the messages between the server and the processes that answer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.query.formats import Limits

__all__ = ["LARGEST_REQUEST", "Reply", "Request", "Settings"]

LARGEST_REQUEST = 1 << 20  # bytes of a request's body
DEFAULT_LIMITS = Limits(10_000, 16 << 20)


@dataclass(frozen=True, slots=True)
class Settings:
    """How to serve a store. `timeout` is seconds a query; `memory` bytes a process; `hosts` further allowed names."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8080
    timeout: float = 10.0
    workers: int = 2
    limits: Limits = DEFAULT_LIMITS
    memory: int = 2 << 30
    hosts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A question for a process that answers: of SPARQL, of a lookup, or of a saved query by its `name`.

    `address` is where the client reached the service, `target` the path and query that it asked for.
    """

    kind: Literal["sparql", "lookup", "saved"]
    name: str
    parameters: tuple[tuple[str, str], ...]
    accept: str
    address: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer as HTTP sends it."""

    status: int
    media: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def error(cls, status: int, message: str, *, json: bool = False, retry: int | None = None) -> Reply:
        """An error with its message, as text or as a JSON object; `retry` is seconds to wait."""
        from json import dumps

        headers = () if retry is None else (("retry-after", str(retry)),)
        if json:
            return cls(
                status, "application/json", (dumps({"error": message}, ensure_ascii=False) + "\n").encode(), headers
            )
        return cls(status, "text/plain; charset=utf-8", (message + "\n").encode(), headers)
