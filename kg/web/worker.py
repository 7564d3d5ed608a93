"""A process that answers, and the server's end of it. It is killed when a query takes too long."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import StoreError
from kg.web.answer import Answerer
from kg.web.settings import Reply, Request, Settings

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

__all__ = ["Worker"]

_START = 120.0  # seconds in which a process must start, and a store must be opened
_GRACE = 2.0  # seconds after the time limit, when a process ends by itself if the server has not ended it
_READY, _OPENED = "ready", "opened"


def _main(connection: Connection, settings: Settings) -> None:
    """What the process does: answer one request after the other until the server goes away."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes; the server ends this one
    if resource is not None:
        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        least = settings.memory if most == resource.RLIM_INFINITY else min(settings.memory, most)
        resource.setrlimit(resource.RLIMIT_DATA, (least, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    answerer = Answerer(settings.limits)
    connection.send(_READY)
    while True:
        try:
            path, request = connection.recv()
            connection.send(_answer(connection, answerer, path, request, settings.timeout))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            os._exit(0)  # the server is gone; to take down all objects one by one would need seconds


def _answer(connection: Connection, answerer: Answerer, path: Path, request: Request, timeout: float) -> Reply:
    json = request.kind != "sparql"
    try:
        answerer.open(path, lookups=json)
        connection.send(_OPENED)
        _alarm(timeout + _GRACE)
        return answerer.answer(request)
    except StoreError as error:
        print(f"kg: {error}", file=sys.stderr, flush=True)
        return Reply.error(503, "the store cannot be read at present", json=json, retry=5)
    except (BrokenPipeError, ConnectionResetError):
        raise
    except Exception:
        traceback.print_exc()
        return Reply.error(500, "an error of the service; its log has the details", json=json)
    finally:
        _alarm(0)


def _alarm(seconds: float) -> None:
    """End this process after so many seconds, whatever it is doing then; 0 takes it back."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


class Worker:
    """The server's end. Its methods block, and only one of them may run at a time."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_main, args=(theirs, settings), name="kg answers", daemon=True)
        self._process.start()
        theirs.close()
        self.store: Path | None = None
        self.alive = True

    def started(self) -> bool:
        """Wait until it can answer; False if it cannot be started."""
        try:
            self.alive = self._connection.poll(_START) and self._connection.recv() == _READY
        except (EOFError, OSError):
            self.alive = False
        if not self.alive:
            self.kill()
        return self.alive

    def ask(self, path: Path, request: Request) -> Reply:
        """The reply to a request, from the store at `path`. A process that is late or has died is no longer `alive`."""
        json, self.store = request.kind != "sparql", path
        try:
            self._connection.send((path, request))
            found = self._receive(_START)
            if found == _OPENED:
                found = self._receive(self._settings.timeout)
        except TimeoutError:
            self.kill()
            text = f"ended at the time limit of {self._settings.timeout:g} s; ask for less, or set kg serve --timeout"
            return Reply.error(503, text, json=json)
        except (EOFError, OSError):
            self.kill()
            text = "the process that answered has died; most likely the query needs more memory than the service allows"
            return Reply.error(503, text, json=json)
        if not isinstance(found, Reply):
            raise TypeError(f"{found!r} is no reply")
        return found

    def _receive(self, seconds: float) -> object:
        if not self._connection.poll(seconds):
            raise TimeoutError
        return self._connection.recv()

    def end(self) -> None:
        """End the process at once; a call of `ask` that is under way, in another thread, then returns."""
        with suppress(ValueError):  # ended and closed already
            self._process.kill()

    def kill(self) -> None:
        """End the process at once, and release what belongs to it."""
        self.alive = False
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()
