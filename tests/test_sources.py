"""Files, folders, JSON Lines and standard input to articles; what cannot be read is named and the rest goes on."""

from __future__ import annotations

import gzip
import io
import json
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.model import Article
from kg.sources import read_articles

STORY = "Xi meets Putin in Moscow\nUpdated 18:19, 22-Mar-2023\n\nXi Jinping met Vladimir Putin.\n"


def read(*paths: str | Path, published: date | None = None) -> tuple[list[Article], list[str]]:
    errors: list[InputError] = []
    articles = list(read_articles(paths, published=published, on_error=errors.append))
    return articles, [str(error) for error in errors]


def record(**fields: object) -> str:
    return json.dumps({"id": "a", "text": "Xi met Putin."} | fields)


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_text_file(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    assert read(path) == ([Article("story", STORY, "Xi meets Putin in Moscow", published=date(2023, 3, 22))], [])


def test_the_given_date_serves_articles_without_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xi met Putin.")
    (tmp_path / "b.txt").write_text(STORY)
    (tmp_path / "c.jsonl").write_text(record(id="c", published="2020-01-02") + "\n" + record(id="d"))
    articles, errors = read(tmp_path, published=date(2021, 1, 1))
    assert not errors
    assert [a.published for a in articles] == [date(2021, 1, 1), date(2023, 3, 22), date(2020, 1, 2), date(2021, 1, 1)]


def test_a_folder_is_read_recursively_and_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.TXT", "sub/deep/d.txt.gz", "e.jsonl.gz"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = record(id="e") if "jsonl" in name else f"Text of {name}"
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    for name in ("README.md", ".hidden.txt", "._a.txt", "table.csv", "photo.png"):
        (tmp_path / name).write_bytes(b"\0")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.txt").write_text("x")
    articles, errors = read(tmp_path)
    assert not errors
    assert [a.id for a in articles] == ["a", "b", "e", "c", "d"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xi met Putin.")
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    articles, errors = read(tmp_path, tmp_path / "a.txt", tmp_path / "." / "a.txt")
    assert [a.id for a in articles] == ["a"]
    assert not errors


def test_all_fields_of_a_record(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    fields = {"title": "T", "published": "2023-03-22T10:00:00Z", "url": "https://example.org/1", "source": "S"}
    path.write_text(record(id=" n-1 ", **fields))
    expected = Article("n-1", "Xi met Putin.", "T", "https://example.org/1", date(2023, 3, 22), "S")
    assert read(path) == ([expected], [])


def test_a_source_that_is_no_text_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(record(source=["event records", "use the name for actors"]))
    articles, errors = read(path)
    assert not errors
    assert articles[0].source is None


@pytest.mark.parametrize("published", ["1962", "1962-10", "", None])
def test_a_year_or_month_alone_is_no_date(tmp_path: Path, published: str | None) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(record(published=published))
    articles, errors = read(path)
    assert not errors
    assert articles[0].published is None


def test_the_text_of_a_record_is_kept_so_that_offsets_hold(tmp_path: Path) -> None:
    text = " One\r\ntwo\u2028three\x0b\N{GRINNING FACE} "
    path = tmp_path / "x.jsonl"
    path.write_text(record(text=text), encoding="utf-8")
    assert read(path)[0][0].text == text
    path.write_text(json.dumps({"id": "a", "text": text}, ensure_ascii=False), encoding="utf-8")
    assert read(path)[0][0].text == text


BAD_LINES = [
    ("{", "not valid JSON"),
    ("[1]", "a list, not an object"),
    ('"x"', "text, not an object"),
    ("null", "null, not an object"),
    ('{"text": "x"}', "`id` is missing"),
    ('{"id": "x"}', "`text` is missing"),
    ('{"id": "x", "text": null}', "`text` is missing"),
    ('{"id": 7, "text": "x"}', "`id` must be text, not a number"),
    ('{"id": "x", "text": ["x"]}', "`text` must be text, not a list"),
    ('{"id": "x", "text": " "}', "`text` is empty"),
    ('{"id": "", "text": "x"}', "`id` is empty"),
    ('{"id": "x", "text": "x", "title": {}}', "`title` must be text, not an object"),
    ('{"id": "x", "text": "x", "published": "22 March"}', "write a date such as 2023-03-22"),
    ('{"id": "x", "text": "x", "published": "2023-02-30"}', "write a date such as 2023-03-22"),
    ('{"id": "x", "text": "x", "published": 2023}', "write a date such as 2023-03-22"),
    ('{"id": "good-1", "text": "x"}', "already used by"),
    ("[" * 100_000, "not valid JSON"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_among_good_ones(tmp_path: Path, line: str, reason: str) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join((record(id="good-1"), "", line, record(id="good-2"))) + "\n")
    articles, errors = read(path)
    assert [a.id for a in articles] == ["good-1", "good-2"]
    assert len(errors) == 1
    assert errors[0].startswith(f"{path}:3: ")
    assert reason in errors[0]
    assert "\n" not in errors[0]


def test_a_line_in_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_bytes(b'{"id": "a", "text": "caf\xe9"}\n' + record(id="b").encode())
    articles, errors = read(path)
    assert [a.id for a in articles] == ["b"]
    assert "not UTF-8" in errors[0]


def test_without_a_handler_the_first_error_is_raised(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("{\n" + record())
    with pytest.raises(InputError, match=r"x\.jsonl:1: not valid JSON"):
        list(read_articles([path]))


def test_the_same_stem_in_two_folders_is_an_error_that_names_both(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("Xi met Putin.")
    articles, errors = read(tmp_path)
    assert [a.id for a in articles] == ["a"]
    assert str(tmp_path / "one" / "a.txt") in errors[0]
    assert errors[0].startswith(str(tmp_path / "two" / "a.txt"))


def test_what_is_missing_empty_or_damaged_is_named_and_the_rest_read(tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text("Xi met Putin.")
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.jsonl").write_bytes(b"\n")
    (tmp_path / "cut.txt.gz").write_bytes(gzip.compress(b"Xi met Putin." * 999)[:-20])
    (tmp_path / "scan.txt").write_bytes(b"%PDF-1.4")
    names = ("missing.txt", "folder", "empty.jsonl", "cut.txt.gz", "scan.txt")
    articles, errors = read(*(tmp_path / name for name in names), good)
    assert [a.id for a in articles] == ["good"]
    assert len(errors) == len(names)
    for name, error, reason in zip(names, errors, ("no such", "no article", "empty", "damaged", "PDF"), strict=True):
        assert error.startswith(str(tmp_path / name))
        assert reason in error


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")
    path.chmod(0)
    assert "ermission" in read(path)[1][0]


def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert read(path) == ([], [f"{path}: Permission denied; check the path and its permissions"])


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux allows such a name")
def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("Xi met Putin.")
    articles, errors = read(tmp_path)
    assert not articles
    assert "rename it" in errors[0]
    errors[0].encode("utf-8")


def test_standard_input_as_text_and_as_records(monkeypatch: pytest.MonkeyPatch) -> None:
    feed(monkeypatch, STORY.encode())
    assert read("-")[0] == [Article("stdin", STORY, "Xi meets Putin in Moscow", published=date(2023, 3, 22))]
    lines = "\n" + record(id="b") + "\n" + record(id="c")
    for data in (lines.encode(), gzip.compress(lines.encode())):
        feed(monkeypatch, data)
        assert [a.id for a in read("-")[0]] == ["b", "c"]
        assert not sys.stdin.closed
    feed(monkeypatch, b"")
    assert read("-") == ([], ["standard input: the file is empty; remove it or give it text"])


def test_a_line_of_five_megabytes_and_one_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(record(id=str(n), text="w" * n) for n in (1_000_000, 5_000_000, 20_000_001, 1)))
    articles, errors = read(path)
    assert [a.id for a in articles] == ["1000000", "1"]
    assert errors == [
        f"{path}:2: 5,000,000 characters are too many for one article; split it into parts of at most 1,000,000",
        f"{path}:3: the line is too long; split the article",
    ]


def test_articles_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text(record(id="a") + "\n{")
    articles = read_articles([path, tmp_path / "missing"])
    assert next(articles).id == "a"
    with pytest.raises(InputError):
        next(articles)


def test_real_articles_come_through_unchanged(shared: Path) -> None:
    path = shared / "articles" / "pool.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    articles, errors = read(path)
    assert not errors
    assert [(a.id, a.text) for a in articles] == [(row["id"], row["text"]) for row in rows]
