"""Binds the address and runs the application until told to stop."""

from __future__ import annotations

import errno
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from kg.errors import KgError
from kg.web.app import application
from kg.web.pool import Pool
from kg.web.settings import Settings
from kg.web.snapshots import Snapshots

__all__ = ["run"]

_CONNECTIONS = 200
_LAST_ANSWERS = 3  # seconds that answers under way get when the service is told to stop


class _Server(uvicorn.Server):
    """Ends with a clean exit at SIGINT and SIGTERM, and says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, place: str) -> None:
        super().__init__(config)
        self._place = place

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and say so."""
        await super().startup(sockets)
        if self.started:
            print(self._place, file=sys.stderr, flush=True)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at a signal; the library would raise it again afterwards."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def run(settings: Settings) -> None:
    """Serve until stopped. Raises KgError if the address cannot be had, StoreError if there is no store."""
    with _bound(settings.host, settings.port) as listening:
        snapshots = Snapshots(settings.store)
        try:
            _run(settings, listening, Pool(settings, snapshots))
        finally:
            snapshots.close()


def _run(settings: Settings, listening: socket.socket, pool: Pool) -> None:
    host, port = listening.getsockname()[:2]
    name = f"[{host}]" if ":" in host else host
    place = f"kg: serving {settings.store} at http://{name}:{port}/ (Ctrl-C stops it)"
    config = uvicorn.Config(
        application(settings, pool),
        log_level=logging.WARNING,
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        timeout_graceful_shutdown=_LAST_ANSWERS,
        proxy_headers=False,
        lifespan="on",
        ws="none",
    )
    server = _Server(config, place)
    server.run([listening])
    if not server.started:
        raise KgError("the service could not start; see the messages above")


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=_CONNECTIONS)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise KgError(f"port {port} of {host} is in use; choose another with --port") from error
        raise KgError(
            f"cannot listen at {host}, port {port}: {error.strerror or error}; see --host and --port"
        ) from error
    except OverflowError as error:
        raise KgError(f"--port {port}: must be from 0 to 65535") from error
