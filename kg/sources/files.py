"""Paths to byte streams: folders walked in a fixed order, gzip seen by its first bytes, limits kept."""

from __future__ import annotations

import gzip
import io
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kg.errors import InputError
from kg.sources.decode import MAX_BYTES

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

__all__ = ["STDIN", "Input", "find_inputs", "is_jsonl", "open_input", "read_lines", "read_whole"]

STDIN = "-"
_TEXT = (".txt", ".md", ".text")
_JSONL = (".jsonl", ".ndjson")
_NO_ARTICLE = frozenset({"readme", "license", "licence", "changelog"})


@dataclass(frozen=True, slots=True)
class Input:
    """One thing to read: a file, or standard input if `path` is None. `name` is for messages."""

    path: Path | None
    name: str

    @property
    def stem(self) -> str:
        """The file's name without folder, `.gz` and suffix; it becomes the id of a text's article."""
        if self.path is None:
            return "stdin"
        name = self.path.name
        name = name[:-3] if name.lower().endswith(".gz") else name
        return Path(name).stem


class _StandardInput(io.RawIOBase):
    """Standard input as a raw stream that stays open when a reader of it is closed."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer).cast("B")
        data = cast(io.BufferedReader, sys.stdin.buffer).read1(len(view))
        view[: len(data)] = data
        return len(data)


def is_jsonl(item: Input, stream: io.BufferedReader) -> bool:
    """Whether the input is JSON Lines: by its suffix, or for standard input by its first character."""
    if item.path is None:
        head = _guarded(lambda: stream.peek(64), item.name)
        return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")
    return _suffix(item.path) in (*_JSONL, ".json")


def _suffix(path: Path) -> str:
    name = path.name.lower()
    return Path(name[:-3] if name.endswith(".gz") else name).suffix


def find_inputs(paths: Iterable[str | Path], report: Callable[[InputError], None]) -> Iterator[Input]:
    """The files that the paths stand for, each once, folders recursively and sorted; `report` gets what is missing."""
    seen: set[Path] = set()
    for path in paths:
        if str(path) == STDIN:
            yield Input(None, "standard input")
            continue
        for file in _files(Path(path), report):
            real = file.resolve()
            if real not in seen:
                seen.add(real)
                yield Input(file, str(file))


def _files(path: Path, report: Callable[[InputError], None]) -> Iterator[Path]:
    try:
        is_folder, exists = path.is_dir(), path.exists()
    except OSError as error:
        report(InputError(f"{path}: {error.strerror}; check the path and its permissions"))
        return
    if is_folder:
        found = False
        for file in _walk(path, report):
            found = True
            yield file
        if not found:
            report(InputError(f"{path}: no article in this folder; it needs .txt, .md or .jsonl files (also .gz)"))
    elif exists:
        yield path
    else:
        report(InputError(f"{path}: no such file or folder"))


def _walk(folder: Path, report: Callable[[InputError], None]) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        report(InputError(f"{error.filename}: {error.strerror}; check its permissions"))

    for root, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            if not name.startswith(".") and _suffix(path) in _TEXT + _JSONL and path.stem.lower() not in _NO_ARTICLE:
                yield path


@contextmanager
def open_input(item: Input) -> Iterator[io.BufferedReader]:
    """The input's bytes, unpacked if they are gzip. Raises InputError if it cannot be opened."""
    with ExitStack() as stack:
        try:
            source = _StandardInput() if item.path is None else item.path.open("rb", buffering=0)
            raw = stack.enter_context(io.BufferedReader(cast(Any, source)))
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
        except OSError as error:
            raise InputError(f"{item.name}: {error.strerror or error}; check the path and its permissions") from None
        if packed:
            raw = stack.enter_context(io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=raw))))
        yield raw


def read_whole(stream: io.BufferedReader, name: str) -> bytes:
    """All bytes up to one more than MAX_BYTES. Raises InputError for a damaged or unreadable file."""
    return _guarded(lambda: stream.read(MAX_BYTES + 1), name)


def read_lines(stream: io.BufferedReader, name: str) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines, split at line feeds only (JSON may hold other separators); None for a line over MAX_BYTES."""
    number = 0
    while line := _guarded(lambda: stream.readline(MAX_BYTES + 1), f"{name}:{number + 1}"):
        number += 1
        too_long = len(line) > MAX_BYTES
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = _guarded(lambda: stream.readline(MAX_BYTES + 1), f"{name}:{number}")
        yield number, None if too_long else line


def _guarded(read: Callable[[], bytes], name: str) -> bytes:
    try:
        return read()
    except (OSError, EOFError, zlib.error) as error:
        raise InputError(f"{name}: damaged or unreadable ({error}); fetch the file again") from None
