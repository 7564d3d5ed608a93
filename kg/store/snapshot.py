"""A consistent copy of a store that another process may be writing, made without its help.

The tables of the database never change once written, so they are linked, not copied. What changes is copied: the log
of late changes, whose last entry may be cut (the database then drops that entry whole), and the manifest, which lists
the tables. The copy is consistent if the manifest stayed the same while it was made; otherwise it is made again.
"""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pyoxigraph as ox

from kg.errors import StoreError
from kg.store.store import Store

__all__ = ["signature", "snapshot"]

_TABLES = (".sst", ".blob")
_LOG = ".log"
_NEEDED = ("CURRENT", "IDENTITY", "MANIFEST-", "OPTIONS-")
_ATTEMPTS = 50
_PAUSE = 0.1  # seconds between attempts; a writer changes the manifest once in some seconds at most

_State = tuple[tuple[str, int, int], ...]


def signature(path: Path | str) -> _State:
    """Names, sizes and times of the files that change when a store is written; empty if there is no store."""
    return _state(Path(path), ("CURRENT", "MANIFEST-", _LOG))


def _state(folder: Path, kinds: tuple[str, ...]) -> _State:
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith(kinds) or entry.name.endswith(kinds):
                    stat = entry.stat()
                    found.append((entry.name, stat.st_size, stat.st_mtime_ns))
    except OSError:  # no such folder, or a file that went away while it was looked at
        return ()
    return tuple(sorted(found))


def snapshot(source: Path | str, target: Path | str) -> None:
    """Copy the store at `source` into the new folder `target`, ready for `Store.open(target, read_only=True)`.

    What was written last may be missing; every article is there whole or not at all. Raises StoreError if `source` is
    no store of this version, or the copy cannot be made.
    """
    folder, copy = Path(source), Path(target)
    if not (folder / "CURRENT").is_file():
        raise StoreError(f"{folder}: no store here; make one with `kg build`")
    for _ in range(_ATTEMPTS):
        try:
            if _copied(folder, copy):
                return _settle(folder, copy)
        except FileNotFoundError:
            pass  # the writer has removed the file meanwhile
        except OSError as error:
            raise StoreError(f"{copy}: cannot copy the store here: {error.strerror}") from error
        _remove(copy)
        time.sleep(_PAUSE)
    raise StoreError(f"{folder}: changes too fast to be copied; try again when the build has ended")


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def _copied(folder: Path, copy: Path) -> bool:
    """Copy once; whether the copy is consistent."""
    before = _state(folder, ("CURRENT", "MANIFEST-"))
    logs = [name for name, _, _ in _state(folder, (_LOG,))]
    copy.mkdir(parents=True)
    for name in sorted(entry.name for entry in os.scandir(folder)):
        if name.endswith(_TABLES):
            _link(folder / name, copy / name)
        elif name.startswith(_NEEDED):
            shutil.copyfile(folder / name, copy / name)
    for name in sorted(logs):
        shutil.copyfile(folder / name, copy / name)
    unchanged = before == _state(folder, ("CURRENT", "MANIFEST-"))
    return bool(before) and unchanged and logs == [name for name, _, _ in _state(folder, (_LOG,))]


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except FileNotFoundError:
        raise
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, target)


def _settle(folder: Path, copy: Path) -> None:
    """Bring the late changes into tables, so that each later opening is quick; and check that it is a store of ours."""
    try:
        database = ox.Store(str(copy))
        database.flush()
        del database
        Store.open(copy, read_only=True).close()
    except (OSError, StoreError) as error:
        _remove(copy)
        raise StoreError(str(error).replace(str(copy), str(folder))) from error
