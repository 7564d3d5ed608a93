"""One writer or many readers: a lock file in the store's folder, which names the process that writes."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from kg.errors import StoreLocked

try:
    import fcntl
except ImportError:  # Windows: the database's own lock still keeps a second writer out
    fcntl = None  # type: ignore[assignment]

__all__ = ["Lock"]

_NAME = "kg.lock"


class Lock:
    """Held from creation to `release`; the system lets go of it when the process dies."""

    def __init__(self, folder: Path, *, shared: bool) -> None:
        """Take the lock. Raises StoreLocked naming the folder and, where known, the process that holds it."""
        self._file = self._open(folder / _NAME, shared=shared)
        if self._file is None or fcntl is None:
            return
        try:
            fcntl.flock(self._file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            holder = self._file.read().strip()
            self._file.close()
            raise StoreLocked(_message(folder, holder)) from None
        if not shared:
            self._file.seek(0)
            self._file.truncate()
            self._file.write(f"{os.getpid()}\n")
            self._file.flush()

    @staticmethod
    def _open(path: Path, *, shared: bool) -> IO[str] | None:
        if not shared:
            path.touch()
        with suppress(FileNotFoundError):
            return path.open("r" if shared else "r+", encoding="ascii", errors="replace")
        return None  # a store that nobody has ever written through this module

    def release(self, *, clear: bool) -> None:
        """Let go; `clear` also removes the process number from the file."""
        if self._file is not None:
            if clear:
                self._file.seek(0)
                self._file.truncate()
            self._file.close()
            self._file = None


def _message(folder: Path, holder: str) -> str:
    who = f"process {holder}" if holder else "another process"
    return f"{folder}: in use by {who}; wait until it ends, or copy the folder and open the copy"
