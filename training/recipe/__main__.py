"""The steps that the Makefile calls: `python -m recipe STEP`."""

from __future__ import annotations

import argparse
import sys
import warnings
from pathlib import Path

from recipe import sources

RUNS = ("lemmas", "names", "syntax")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recipe", description=__doc__)
    for name in ("corpora", "articles", "gold", "vectors", "work"):
        parser.add_argument(f"--{name}", type=lambda text: Path(text) if text else None)
    steps = parser.add_subparsers(dest="step", required=True)
    for name in ("check", "convert", "vectors", "silver"):
        steps.add_parser(name)
    steps.add_parser("configure").add_argument("run", choices=RUNS)
    steps.add_parser("assemble").add_argument("--out", type=Path, required=True)
    steps.add_parser("evaluate").add_argument("--model", type=Path, required=True)
    return parser


def main() -> None:
    """Runs one step. Exits with a list of what is missing where a corpus is not there."""
    options = _parser().parse_args()
    options.corpora = sources.opened(options.corpora, options.work)
    missing = sources.missing(options.corpora, options.articles, options.vectors)
    if missing:
        sys.exit("\n".join(missing))
    if options.step == "check":
        print("all corpora are there")
        return
    # Only now: the list above must come even where the packages of requirements.txt are not installed.
    from recipe import steps

    warnings.filterwarnings("ignore", message=r"\[W113\]")  # vectors are chosen anew for the continued runs
    steps.run(options)


if __name__ == "__main__":
    main()
