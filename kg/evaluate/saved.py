"""Reports kept in a file, to compare later runs with."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from kg.errors import ExportError, InputError
from kg.evaluate.report import Expected, Judged, Report, Share

__all__ = ["load_report", "save_report"]

_FORM = "kg-evaluation-2"


def save_report(report: Report, path: Path) -> None:
    """Write the report as JSON. Raises ExportError if the file cannot be written."""
    try:
        path.write_text(json.dumps({"form": _FORM, **asdict(report)}, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written: {error.strerror}") from None


def load_report(path: Path) -> Report:
    """The report that `save_report` wrote. Raises InputError if the file is none."""
    try:
        raw = json.loads(path.read_text("utf-8"))
        if raw.pop("form") != _FORM:
            raise ValueError
        judged, further = (tuple(Judged(**row) for row in raw[key]) for key in ("judged", "further_judged"))
        expected, wanted = (tuple(Expected(**row) for row in raw[key]) for key in ("expected", "further_expected"))
        entities, absent, articles = Share(**raw["entities"]), tuple(raw["absent"]), tuple(raw["articles"])
        return Report(articles, absent, entities, judged, expected, further, wanted)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{path}: no saved evaluation; make one with kg evaluate --save") from None
