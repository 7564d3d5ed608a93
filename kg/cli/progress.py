"""Progress on a terminal's stderr."""

from __future__ import annotations

from types import TracebackType

from rich.console import Console
from rich.live import Live
from rich.text import Text

from kg.model import Extraction

__all__ = ["Progress"]


class Progress:
    """Counts articles and facts in one line that vanishes at the end."""

    def __init__(self) -> None:
        self._articles = self._facts = 0
        self._live = Live(Text("reading ..."), console=Console(stderr=True), transient=True, refresh_per_second=5)

    def __enter__(self) -> Progress:
        self._live.start()
        return self

    def __call__(self, extraction: Extraction) -> None:
        self._articles += 1
        self._facts += len(extraction.facts)
        self._live.update(Text(f"{self._articles} articles, {self._facts} facts; last {extraction.article.id}"))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._live.stop()
