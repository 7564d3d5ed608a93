"""Runs the command line in this process."""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass
from unittest import mock

from kg.cli import main

__all__ = ["Outcome", "run"]


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def run(*arguments: object, stdin: str = "") -> Outcome:
    """Run `kg` with these arguments."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    with mock.patch.multiple(sys, stdin=io.StringIO(stdin), stdout=out, stderr=err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
    return Outcome(code, out.getvalue(), err.getvalue())
