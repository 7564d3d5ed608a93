"""Fixtures that every test file may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples every time, and no time limit that a busy machine would break.
settings.register_profile("kg", deadline=None, derandomize=True)
settings.load_profile("kg")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference texts beside the checkout, which is not part of the project."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the reference texts in ../shared are not on this machine")
    return folder
