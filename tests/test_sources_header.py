"""Title, date and parts of articles as people save them from the web."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.sources import body_spans, sections, text_article
from kg.sources.header import dateline_prefix, find_title, header_date

BODY = "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow. They signed two statements."

DATES = [
    ("T of it all\nUpdated 18:19, 22-Mar-2023\n\n" + BODY, date(2023, 3, 22)),
    ("T\n\nPublished: 7 July 2023\n\n" + BODY, date(2023, 7, 7)),
    ("T\nPublished on July 7, 2023 at 10:00 GMT\n\n" + BODY, date(2023, 7, 7)),
    ("T\nLast updated: 2023-03-22 08:10\n" + BODY, date(2023, 3, 22)),
    ("T\nUpdated: 9 July 2023\nPublished: 7 July 2023\n\n" + BODY, date(2023, 7, 7)),
    ("T\nBy XU WEI | China Daily | Updated: 2023-03-22 07:34\n\n" + BODY, date(2023, 3, 22)),
    ("T\nTue 21 Mar 2023 18.19 GMT\n\n" + BODY, date(2023, 3, 21)),
    ("T\nSaturday, August 24, 2019\n\n" + BODY, date(2019, 8, 24)),
    ("T\n22nd of March, 2023\n" + BODY, date(2023, 3, 22)),
    ("T\n22.03.2023\n" + BODY, date(2023, 3, 22)),
    ("T\n22/03/2023 - 18:19\n" + BODY, date(2023, 3, 22)),
    ("T\n03/22/2023\n" + BODY, date(2023, 3, 22)),
    ("T\n2023-03-22T18:19:00Z\n" + BODY, date(2023, 3, 22)),
    ("T\n03/04/2023\n" + BODY, None),
    ("T\n31 February 2023\n" + BODY, None),
    ("FOR IMMEDIATE RELEASE\nMarch 22, 2023\n\n" + BODY, date(2023, 3, 22)),
    ("Brussels, 22 March 2023\n\n" + BODY, date(2023, 3, 22)),
    ("MOSCOW, March 21, 2023 (Xinhua) -- " + BODY, date(2023, 3, 21)),
    ("MOSCOW, March 21 (Xinhua) -- " + BODY, None),
    ("Geneva (22 March 2023) – " + BODY, date(2023, 3, 22)),
    (BODY + "\n\n(Cover: Xi and Putin at the Kremlin in Moscow, Russia, March 21, 2023. /Xinhua)", date(2023, 3, 21)),
    (BODY + "\n\nPublished on 7 July 2023", date(2023, 7, 7)),
    (BODY + " The report, published on 7 July 2023, names both.", None),
    ("The treaty was published on 7 July 2023 in Paris.\n\n" + BODY, None),
    ("Published on 7 July 2023, the report of the ministry describes the talks in full\n\n" + BODY, None),
    (BODY + " They met on 3 March 2023.", None),
]

TITLES = [
    ("Xi meets Putin in Moscow\nUpdated 18:19, 22-Mar-2023\n\n" + BODY, "Xi meets Putin in Moscow"),
    ("Xi meets Putin in Moscow\n\n" + BODY, "Xi meets Putin in Moscow"),
    ("# Xi meets Putin in Moscow\n\n" + BODY, "Xi meets Putin in Moscow"),
    ("\n\n  Xi meets Putin in Moscow  \n\n" + BODY, "Xi meets Putin in Moscow"),
    ("22 March 2023\nXi meets Putin in Moscow\n\n" + BODY, "Xi meets Putin in Moscow"),
    ("Office of the Spokesperson\n\nXi meets Putin in Moscow\n\n" + BODY, "Xi meets Putin in Moscow"),
    ("Xi meets Putin in Moscow\nBy Jane Doe\n" + BODY, "Xi meets Putin in Moscow"),
    ("Xi meets Putin in Moscow\n" + BODY, ""),
    ("Xi met Putin in Moscow.\n\n" + BODY, ""),
    ("Perth\n\n" + BODY, ""),
    (BODY, ""),
    ("Xi meets Putin in Moscow", ""),
    ("", ""),
]

DATELINES = [
    "MOSCOW, March 21 (Xinhua) -- ",
    "WASHINGTON (AP) — ",
    "KYIV — ",
    "PARIS, Jan 5, 2020 – ",
    "MOSCOW, March 21. /TASS/. ",
    "Moscow, March 21 (Interfax) - ",
    "London (CNN) ",
    "UNITED NATIONS, N.Y. - ",
]
NO_DATELINES = [
    "Ukraine - which is not a member - ",
    "The EU and NATO met ",
    "In Moscow, March 21 ",
    "Xi Jinping — ",
    "UN - ",
    "NATO — ",
    "Idaho News 6 – ",
    "The Asia-Pacific Economic Cooperation(APEC) ",
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_header_date(text: str, expected: date | None) -> None:
    assert header_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title(text: str, expected: str) -> None:
    assert find_title(text) == expected


@pytest.mark.parametrize("prefix", DATELINES)
def test_dateline_is_found(prefix: str) -> None:
    assert dateline_prefix(prefix + BODY) == len(prefix)


@pytest.mark.parametrize("start", NO_DATELINES)
def test_other_starts_are_no_dateline(start: str) -> None:
    assert dateline_prefix(start + BODY) == 0


def parts(text: str, title: str | None = None) -> list[tuple[str, str]]:
    article = text_article(text, "a") if title is None else Article("a", text, title)
    return [(part.kind, text[part.span.start : part.span.end]) for part in sections(article)]


def test_parts_of_a_saved_article() -> None:
    text = (
        "Xi meets Putin in Moscow\nUpdated 18:19, 22-Mar-2023\n\n  First paragraph here.  \n\n"
        "Second paragraph here.\n\n"
        "(Cover: Xi Jinping and Vladimir Putin meet in Moscow, Russia, March 21, 2023. /Xinhua)\n\n"
        "Search Trends\nPutin visit\nMoscow\n"
    )
    assert parts(text) == [
        ("title", "Xi meets Putin in Moscow"),
        ("dateline", "Updated 18:19, 22-Mar-2023"),
        ("body", "First paragraph here.  \n\nSecond paragraph here."),
        ("caption", "Xi Jinping and Vladimir Putin meet in Moscow, Russia, March 21, 2023."),
        ("furniture", "Search Trends"),
        ("furniture", "Putin visit"),
        ("furniture", "Moscow"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Putin arrives in Beijing",
        "Share this article",
        "Copyright © 2023 A Paper. All rights reserved.",
        "Advertisement",
        "Related: Lavrov visits Ankara",
        "Reporting by Jane Doe; editing by John Roe",
        "Follow us on Telegram",
        "Subscribe to our newsletter",
        "Editor: Huaxia",
        "Source: Xinhua",
        "###",
        "-ENDS-",
        "Home > World > Asia",
        "Photo: Kremlin.ru",
    ],
)
def test_furniture_states_nothing(line: str) -> None:
    text = f"{BODY}\n\n{line}\n\n{BODY}"
    assert parts(text) == [("body", BODY), ("furniture", line), ("body", BODY)]


@pytest.mark.parametrize(
    "line",
    [
        "The two leaders read more than one statement.",
        "Related talks took place in Ankara.",
        "The United States shares this position.",
        "Watch lists were exchanged, the ministry said.",
        "More on the summit is expected from Beijing.",
    ],
)
def test_sentences_are_no_furniture(line: str) -> None:
    assert parts(f"{BODY}\n\n{line}\n\n{BODY}") == [("body", f"{BODY}\n\n{line}\n\n{BODY}")]


def test_a_paragraph_after_the_trends_is_body_again() -> None:
    assert parts(f"{BODY}\n\nMost read\nPutin visit\n\n{BODY}")[-1] == ("body", BODY)


def test_captions() -> None:
    sentence = "President Biden and Prime Minister Kishida meet in Tokyo"
    for text in (
        f"Photo: {sentence}. /CFP",
        f"FILE PHOTO: {sentence}. REUTERS/Jane Doe",
        f"[Photo: {sentence}.]",
        f"{sentence}. (Photo by Jane Doe)",
        f"{sentence}. (Xinhua/Jane Doe)",
    ):
        assert parts(f"{BODY}\n\n{text}") == [("body", BODY), ("caption", f"{sentence}.")]


def test_a_caption_inside_a_paragraph_whose_line_ends_were_lost() -> None:
    text = f"{BODY} (Cover: Xi and Putin meet in Moscow, March 21, 2023. /Xinhua) {BODY}"
    assert [kind for kind, _ in parts(text)] == ["body", "caption", "body"]
    assert parts(text)[0] == ("body", BODY)


def test_dateline_in_front_of_the_first_paragraph() -> None:
    assert parts(f"MOSCOW, March 21 (Xinhua) -- {BODY}") == [
        ("dateline", "MOSCOW, March 21 (Xinhua) --"),
        ("body", BODY),
    ]


def test_a_title_given_apart_is_found_in_the_text_only_as_a_line() -> None:
    assert parts(f"Xi  meets Putin\n\n{BODY}", "Xi meets Putin")[0] == ("title", "Xi  meets Putin")
    assert parts(BODY, "Xi meets Putin") == [("body", BODY)]


def test_text_without_breaks_or_spaces_passes_through() -> None:
    text = "Xi met Putin.They signed two statements.Both left." * 3
    assert parts(text) == [("body", text)]


def test_body_spans_leave_out_what_states_nothing() -> None:
    text = f"Xi meets Putin in Moscow\n\n{BODY}\n\nPhoto: Xi and Putin shake hands. /Xinhua\n\nShare"
    spans = body_spans(text_article(text, "a"))
    assert [text[s.start : s.end] for s in spans] == [BODY, "Xi and Putin shake hands."]


@pytest.mark.parametrize(
    "unit", ["word ", "(Cover: ", "Moscow, ", "- ", "12 March ", "A" * 50, "\n", "\n\r", "Home > ", " "]
)
def test_long_lines_take_linear_time(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        sections(text_article(text, "a"))
        return time.process_time() - start

    seconds(1000)
    assert seconds(2_000_000) < max(2, 60 * seconds(100_000))


def test_the_parts_of_real_articles_are_in_order_and_cover_every_word(shared: Path) -> None:
    with (shared / "articles" / "pool.jsonl").open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            article = Article(row["id"], row["text"], row["title"])
            found = sections(article)
            ends = [0, *(part.span.end for part in found)]
            assert all(part.span.start >= end for part, end in zip(found, ends, strict=False))
            assert all(part.span.end > part.span.start for part in found)
            body = sum(part.span.end - part.span.start for part in found if part.kind in ("body", "caption"))
            assert body > 0.8 * len(article.text.strip())


def test_the_seed_article(shared: Path) -> None:
    path = next((shared / "seed").glob("*.txt"))
    article = text_article(path.read_text(encoding="utf-8"), path.stem)
    assert article.published == date(2023, 3, 22)
    assert article.title == "Xi Jinping says China-Russia relations critical to the future of humanity"
    kinds = [part.kind for part in sections(article)]
    assert kinds == ["title", "dateline", "body", "caption", "furniture"]


@given(st.text(alphabet=st.sampled_from("Aa1. \n\r\t(),:/—-é\u2028\U0001f600") | st.characters(), max_size=300))
def test_parts_of_any_text_are_in_order_and_inside_it(text: str) -> None:
    end = 0
    for part in sections(text_article(text, "a")):
        assert end <= part.span.start < part.span.end <= len(text)
        end = part.span.end
