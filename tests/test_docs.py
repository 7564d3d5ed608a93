"""The documentation says what is so: its commands give the output that it shows, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docs_examples import PAGES, refreshed

_LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("name", PAGES)
def test_examples_show_the_true_output(root: Path, name: str) -> None:
    page = root / name
    assert page.read_text(encoding="utf-8") == refreshed(page), f"run `make docs` to bring {name} up to date"


def test_links_lead_to_files(root: Path) -> None:
    pages = [*root.glob("*.md"), *root.glob("docs/*.md"), *root.glob("data/**/*.md")]
    missing = [
        f"{page.relative_to(root)}: {target}"
        for page in pages
        for target in _LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert not missing
