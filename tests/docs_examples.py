"""The examples of the documentation: commands in ```console blocks, run in order in an empty folder beside the data.

A block ```text file=NAME is first written to that file. `python tests/docs_examples.py` puts the true output into the
pages; the tests compare it with what stands there.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["PAGES", "refreshed"]

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "docs/worked-example.md")
_BLOCK = re.compile(r"^```(?:console|text file=(?P<file>[\w.-]+))\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def refreshed(page: Path) -> str:
    """The page with the output that its commands have now. Raises RuntimeError if a command fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for link in ("data", "ontology"):
            (folder / link).symlink_to(ROOT / link)
        return _BLOCK.sub(lambda block: _block(block, folder), page.read_text(encoding="utf-8"))


def _block(block: re.Match[str], folder: Path) -> str:
    if block["file"]:
        (folder / block["file"]).write_text(block["body"], encoding="utf-8")
        return block[0]
    commands = [line[2:] for line in block["body"].splitlines() if line.startswith("$ ")]
    return "```console\n" + "".join(f"$ {command}\n{_output(command, folder)}" for command in commands) + "```"


def _output(command: str, folder: Path) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    shell = ["bash", "-c", f"set -o pipefail; {command}"]
    done = subprocess.run(
        shell, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise RuntimeError(f"{command}: exit code {done.returncode}\n{done.stderr}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> None:
    for name in PAGES:
        page = ROOT / name
        page.write_text(refreshed(page), encoding="utf-8")


if __name__ == "__main__":
    main()
