"""The copies of the store from which queries are answered, so that a build can go on beside them."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import tempfile
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from kg.errors import KgError, StoreError
from kg.store.snapshot import signature, snapshot

__all__ = ["Snapshots"]

_OWNER = "pid"


def _make(source: Path, target: Path, connection: Connection) -> None:
    """Copy in a process of its own: the database has to read its log for it, which takes seconds in the worst case."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        snapshot(source, target)
        connection.send(None)
    except KgError as error:
        connection.send(str(error))


class Snapshots:
    """Copies of one store, in a folder beside it if that can be written, else among the temporary files."""

    def __init__(self, store: Path) -> None:
        """Make the first copy. Raises StoreError."""
        self._store = store
        self._seen = signature(store)
        _sweep(store)
        self._folder = _folder(store)
        self._count = 0
        try:
            self.current = self._copy()
        except BaseException:
            self.close()
            raise

    def _copy(self) -> Path:
        self._count += 1
        target = self._folder / str(self._count)
        context = multiprocessing.get_context("spawn")
        mine, theirs = context.Pipe(duplex=False)
        process = context.Process(target=_make, args=(self._store, target, theirs), name="kg copies", daemon=True)
        process.start()
        theirs.close()
        try:
            message = mine.recv()
        except EOFError:
            message = f"{self._store}: the process that copies the store has died"
        finally:
            process.join()
            mine.close()
        if message:
            shutil.rmtree(target, ignore_errors=True)
            raise StoreError(message)
        return target

    def refresh(self) -> bool:
        """Make a new copy if the store has changed; whether it has. Raises StoreError, and keeps the copy at hand."""
        now = signature(self._store)
        if not now or now == self._seen:
            return False
        self._seen = now
        self.current = self._copy()
        return True

    def drop(self, used: set[Path | None]) -> None:
        """Remove the copies that are neither current nor used."""
        for copy in self._folder.iterdir():
            if copy.name.isdigit() and copy not in used and int(copy.name) < int(self.current.name):
                shutil.rmtree(copy, ignore_errors=True)

    def close(self) -> None:
        """Remove all copies."""
        shutil.rmtree(self._folder, ignore_errors=True)


def _folder(store: Path) -> Path:
    """A new folder; beside the store, on whose file system copies cost no space."""
    where = store.absolute()
    try:
        folder = Path(tempfile.mkdtemp(prefix=f".{where.name}.serve-", dir=where.parent))
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="kg-serve-"))
    (folder / _OWNER).write_text(str(os.getpid()), encoding="ascii")
    return folder


def _sweep(store: Path) -> None:
    """Remove the folders of servers that were killed."""
    where = store.absolute()
    for folder in where.parent.glob(f".{where.name}.serve-*"):
        with suppress(OSError, ValueError):
            if not _runs(int((folder / _OWNER).read_text("ascii"))):
                shutil.rmtree(folder, ignore_errors=True)


def _runs(process: int) -> bool:
    if os.name == "nt":
        return True  # there, asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True
