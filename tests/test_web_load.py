"""The service under load; KG_LOAD_SECONDS=60 makes each of the three runs a minute long."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="needs the extra serve")
pytest.importorskip("uvicorn", reason="needs the extra serve")


@pytest.mark.slow
def test_light_queries_beside_a_heavy_one(root: Path) -> None:
    """No light query fails, none waits ten times as long as without the heavy one, and memory stays bounded."""
    seconds = os.environ.get("KG_LOAD_SECONDS", "4")
    command = [sys.executable, str(root / "benchmarks" / "serve_load.py"), "--seconds", seconds]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    memory = re.search(r"most memory of all processes: (\d+) MB", done.stdout)
    assert memory
    assert int(memory[1]) < 1500
