"""The choice of a format, and the reading of Host headers."""

from __future__ import annotations

import pytest

from kg.web.negotiate import chosen

FORMATS = {"json": ("application/sparql-results+json", "application/json"), "csv": ("text/csv",)}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", ("json", "application/sparql-results+json")),
        ("*/*", ("json", "application/sparql-results+json")),
        ("text/*", ("csv", "text/csv")),
        ("application/json;q=0.2, text/csv;q=0.1", ("json", "application/json")),
        ("TEXT/CSV ; Q=1", ("csv", "text/csv")),
        ("text/csv;q=0, */*;q=0.1", ("json", "application/sparql-results+json")),
        ("*/*;q=0.9, text/csv;q=0.1", ("json", "application/sparql-results+json")),
        ("application/*;q=0.5, */*", ("csv", "text/csv")),
        ("text/csv;charset=utf-8;q=0.5", ("csv", "text/csv")),
        ("text/csv;q=high", None),
        ("image/png", None),
        (",,;", None),
    ],
)
def test_the_best_liked_format_is_chosen(accept: str, expected: tuple[str, str] | None) -> None:
    assert chosen(accept, FORMATS) == expected


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("localhost:80", "localhost"),
        ("Example.ORG.", "example.org"),
        ("[::1]:80", "[::1]"),
        ("::1", "[::1]"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
        ("[::1", ""),
    ],
)
def test_the_name_in_a_host_header(host: str, name: str) -> None:
    guard = pytest.importorskip("kg.web.guard", reason="needs the extra serve", exc_type=ModuleNotFoundError)
    assert guard.bare_host(host) == name
