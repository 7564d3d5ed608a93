"""The page of the relation table is what the table makes of it."""

from __future__ import annotations

from docs_relations import PAGE, page


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == page(), "run: python tests/docs_relations.py"
