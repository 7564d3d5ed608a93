"""Where the ontology and the data lie: inside the package when installed, beside it in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["resource"]


@cache
def resource(name: str) -> Path:
    """The path of a file or folder of `ontology/` or `data/`, given as `"data/lexicon/relations.toml"`.

    Raises FileNotFoundError if the installation lacks it.
    """
    here = Path(__file__).resolve().parent
    for root in (here / "_resources", here.parent):
        if (root / name).exists():
            return root / name
    raise FileNotFoundError(f"{name}: not part of this installation of kg; install it again")
