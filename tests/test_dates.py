"""Date phrases: one table of (anchor, sentence, phrase, first, last, precision), and the article's own date."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.language.dates import DatedPhrase, article_date, day_of_telling, find_dates

A = "2023-03-22"  # a Wednesday
NO = ""

# (anchor, sentence with the phrase in brackets, first, last, precision); last "-" is an open range
TABLE: list[tuple[str, str, str, str, str]] = [
    # days in full
    (NO, "They met [on March 21, 2023] in Moscow.", "2023-03-21", "", "day"),
    (NO, "They met [on 21 March 2023].", "2023-03-21", "", "day"),
    (NO, "They met [on 21st March, 2023].", "2023-03-21", "", "day"),
    (NO, "It was signed [on the 21st of March 2023].", "2023-03-21", "", "day"),
    (NO, "It was signed [on Mar. 21, 2023].", "2023-03-21", "", "day"),
    (NO, "It was signed [on Sept. 5, 2021].", "2021-09-05", "", "day"),
    (NO, "It was signed [on March 21st, 2023].", "2023-03-21", "", "day"),
    (NO, "Updated 18:19, [22-Mar-2023]", "2023-03-22", "", "day"),
    (NO, "Posted [2023-03-21] by the ministry.", "2023-03-21", "", "day"),
    (NO, "Date: [03/21/2023].", "2023-03-21", "", "day"),
    (NO, "Date: [21/03/2023].", "2023-03-21", "", "day"),
    (NO, "Date: [21.03.2023].", "2023-03-21", "", "day"),
    (NO, "Date: [03/03/2023].", "2023-03-03", "", "day"),
    (NO, "[On Tuesday, March 21, 2023], Xi Jinping met Putin.", "2023-03-21", "", "day"),
    (NO, "[On Tuesday 21 March 2023] Xi Jinping met Putin.", "2023-03-21", "", "day"),
    (NO, "[Tue, 21 Mar 2023] 10:00", "2023-03-21", "", "day"),
    (NO, "The ceasefire holds [since January 1, 2020].", "2020-01-01", "-", "day"),
    (NO, "The treaty was signed [on March 30, 1867].", "1867-03-30", "", "day"),
    (NO, "The alliance was concluded [on February 6, 1778], in Paris.", "1778-02-06", "", "day"),
    (NO, "The congress opened [on 18 September 1814].", "1814-09-18", "", "day"),
    (NO, "It entered into force [on 1 JANUARY 1995].", "1995-01-01", "", "day"),
    (NO, "He spoke [on October 2 2018] in Istanbul.", "2018-10-02", "", "day"),
    (NO, "[March 3, 2021]: remarks.", "2021-03-03", "", "day"),
    (NO, "He will leave [by February 29, 2024].", "2024-02-29", "", "day"),
    # days without a year
    (A, "They met [on March 21].", "2023-03-21", "", "day"),
    (A, "They met [on 21 March].", "2023-03-21", "", "day"),
    (A, "They met [on the 21st of March].", "2023-03-21", "", "day"),
    (A, "They met [on Mar. 21].", "2023-03-21", "", "day"),
    (A, "They met [on December 30].", "2022-12-30", "", "day"),
    (A, "They will meet [on May 5].", "2023-05-05", "", "day"),
    (A, "They met [on September 15] in Samarkand.", "2022-09-15", "", "day"),
    ("2023-01-03", "They met [on December 30].", "2022-12-30", "", "day"),
    ("2022-12-28", "They will meet [on January 5].", "2023-01-05", "", "day"),
    (A, "[On Tuesday, March 21], they met.", "2023-03-21", "", "day"),
    (A, "Progress since the [March 25] Joint Statement", "2023-03-25", "", "day"),
    (A, "He came [on March 5 this year].", "2023-03-05", "", "day"),
    (A, "He came [on 5 March last year].", "2022-03-05", "", "day"),
    (A, "He came [on May 9, 2021] and left [on May 11].", "2021-05-09|2021-05-11", "", "day"),
    (A, "They meet [on the 28th of this month].", "2023-03-28", "", "day"),
    (A, "They met [on the 28th of last month].", "2023-02-28", "", "day"),
    # the text lends the year
    (
        NO,
        "The Senate approved it [on April 9, 1867], and [on May 28] it was signed.",
        "1867-04-09|1867-05-28",
        "",
        "day",
    ),
    (
        NO,
        "He visited Turkey [on 4 April] and Iran [from 5-6 April 2016].",
        "2016-04-04|2016-04-05",
        "2016-04-06",
        "month",
    ),
    (NO, "Notes were exchanged [on October 29] and [November 2, 1956].", "1956-10-29|1956-11-02", "", "day"),
    (A, "Japan attacked [on December 7, 1941] and [on December 11] Germany did.", "1941-12-07|1941-12-11", "", "day"),
    # ranges of days
    (NO, "Xi visits Russia [from March 20 to 22, 2023].", "2023-03-20", "2023-03-22", "month"),
    (NO, "Xi visits Russia [March 20-22, 2023].", "2023-03-20", "2023-03-22", "month"),
    (NO, "Xi visits Russia [on March 20 and 21, 2023].", "2023-03-20", "2023-03-21", "month"),
    (NO, "They met [20–22 March 2023] in Moscow.", "2023-03-20", "2023-03-22", "month"),
    (NO, "They met [from 20 to 22 March 2023] in Moscow.", "2023-03-20", "2023-03-22", "month"),
    (NO, "They met [on 20 and 21 March 2023] in Moscow.", "2023-03-20", "2023-03-21", "month"),
    (NO, "It was agreed [between 3 and 5 May 2022].", "2022-05-03", "2022-05-05", "month"),
    (NO, "It was agreed [between May 3 and 5, 2022].", "2022-05-03", "2022-05-05", "month"),
    (NO, "It was agreed [between May 30 and June 2, 2022].", "2022-05-30", "2022-06-02", "month"),
    (NO, "They met [from August 10 to September 3, 1941].", "1941-08-10", "1941-09-03", "month"),
    (NO, "It ran [from December 30, 2022 to January 3, 2023].", "2022-12-30", "2023-01-03", "month"),
    (NO, "He goes [from 29 June to 1 July 2022] to Madrid.", "2022-06-29", "2022-07-01", "month"),
    (NO, "He travels to Bali, [July 6-11, 2022].", "2022-07-06", "2022-07-11", "month"),
    (A, "He visited Moscow [from March 20 to 22].", "2023-03-20", "2023-03-22", "month"),
    ("2022-06-02", "They prepare for the [June 29-30] NATO Summit.", "2022-06-29", "2022-06-30", "month"),
    (A, "He makes a visit [on 20 to 22 March].", "2023-03-20", "2023-03-22", "month"),
    (A, "They met [on March 8, 9 and 10].", "2023-03-08", "2023-03-10", "month"),
    (A, "They met [from December 29 to January 2].", "2022-12-29", "2023-01-02", "month"),
    # months
    (NO, "They met [in February 2023].", "2023-02-01", "2023-02-28", "month"),
    (NO, "They met [in February, 2023].", "2023-02-01", "2023-02-28", "month"),
    (NO, "War has raged [since February 2022].", "2022-02-01", "-", "month"),
    (NO, "In a [November 1943] meeting in Egypt", "1943-11-01", "1943-11-30", "month"),
    (NO, "They met [in early March 2022].", "2022-03-01", "2022-03-10", "month"),
    (NO, "They met [in mid-March 2022].", "2022-03-11", "2022-03-20", "month"),
    (NO, "They met [in late March 2022].", "2022-03-21", "2022-03-31", "month"),
    (NO, "They met at the [end of June 2022].", "2022-06-21", "2022-06-30", "month"),
    (NO, "It lasted [from March to May 2022].", "2022-03-01", "2022-05-31", "year"),
    (NO, "It lasted [between March and May 2022].", "2022-03-01", "2022-05-31", "year"),
    (NO, "It was held [in the first week of March 2022].", "2022-03-01", "2022-03-07", "month"),
    (A, "They met [in February].", "2023-02-01", "2023-02-28", "month"),
    (A, "They met [in November].", "2022-11-01", "2022-11-30", "month"),
    (A, "They met [in March].", "2023-03-01", "2023-03-31", "month"),
    (A, "They met [in early March].", "2023-03-01", "2023-03-10", "month"),
    (A, "He arrived [in May] with a delegation.", "2022-05-01", "2022-05-31", "month"),
    (A, "Talks go on [since January].", "2023-01-01", "-", "month"),
    (A, "They met [last March].", "2022-03-01", "2022-03-31", "month"),
    (A, "They met [last August].", "2022-08-01", "2022-08-31", "month"),
    (A, "They will meet [this July].", "2023-07-01", "2023-07-31", "month"),
    (A, "They will meet [next March].", "2024-03-01", "2024-03-31", "month"),
    (A, "They met [in August last year].", "2022-08-01", "2022-08-31", "month"),
    (A, "They met [in March of last year].", "2022-03-01", "2022-03-31", "month"),
    # years
    (NO, "Croatia joined NATO [in 2009].", "2009-01-01", "2009-12-31", "year"),
    (NO, "Crimea is occupied [since 2014].", "2014-01-01", "-", "year"),
    (NO, "[In 1782], Benjamin Franklin rejected it.", "1782-01-01", "1782-12-31", "year"),
    (NO, "[By 2030] emissions will fall.", "2030-01-01", "2030-12-31", "year"),
    (NO, "It grew [from 2015 to 2019].", "2015-01-01", "2019-12-31", "open"),
    (NO, "It grew [between 2015 and 2019].", "2015-01-01", "2019-12-31", "open"),
    (NO, "It sat on the Council [in 2011-12].", "2011-01-01", "2012-12-31", "year"),
    (NO, "[2022] was a year of war.", "2022-01-01", "2022-12-31", "year"),
    (NO, "They met [in late 1963].", "1963-08-31", "1963-12-31", "year"),
    (NO, "They met [in early 2022].", "2022-01-01", "2022-05-01", "year"),
    (NO, "[In the 1990s] they cooperated.", "1990-01-01", "1999-12-31", "open"),
    (NO, "[By the late 1930s], war loomed.", "1937-01-01", "1939-12-31", "open"),
    (NO, "[In the spring of 2022] they met.", "2022-03-01", "2022-05-31", "year"),
    (NO, "They met [in summer 2021].", "2021-06-01", "2021-08-31", "year"),
    (NO, "They met [in the winter of 2022-23].", "2022-12-01", "2023-02-28", "year"),
    (NO, "It ends [in the first quarter of 2022].", "2022-01-01", "2022-03-31", "year"),
    (NO, "It ends [in the second half of 2022].", "2022-07-01", "2022-12-31", "year"),
    (NO, "Exports rose [in Q3 2022].", "2022-07-01", "2022-09-30", "year"),
    (NO, "[After 1991], ties were restored.", "1991-01-01", "-", "year"),
    # weekdays
    (A, "They met [on Tuesday].", "2023-03-21", "", "day"),
    (A, "They met [on Wednesday].", "2023-03-22", "", "day"),
    (A, "They met [on Thursday].", "2023-03-16", "", "day"),
    (A, "He said [Monday] that it failed.", "2023-03-20", "", "day"),
    (A, "[On Saturday morning], they landed.", "2023-03-18", "", "day"),
    (A, "They met [last Tuesday].", "2023-03-21", "", "day"),
    (A, "They met [last Wednesday].", "2023-03-15", "", "day"),
    (A, "They will meet [next Tuesday].", "2023-03-28", "", "day"),
    (A, "They met [on Monday and Tuesday].", "2023-03-20", "2023-03-21", "month"),
    (A, "They met [on Friday last week].", "2023-03-17", "", "day"),
    (A, "[Tuesday]'s meeting was short.", "2023-03-21", "", "day"),
    # counted from the article's date
    (A, "They met [today].", "2023-03-22", "", "day"),
    (A, "[Today], they met.", "2023-03-22", "", "day"),
    (A, "They met [yesterday].", "2023-03-21", "", "day"),
    (A, "They meet [tomorrow].", "2023-03-23", "", "day"),
    (A, "They meet [tonight].", "2023-03-22", "", "day"),
    (A, "They met [this morning].", "2023-03-22", "", "day"),
    (A, "They met [last night].", "2023-03-21", "", "day"),
    (A, "They met [earlier today].", "2023-03-22", "", "day"),
    (A, "They met [the day before yesterday].", "2023-03-20", "", "day"),
    (A, "They met [this week].", "2023-03-20", "2023-03-26", "month"),
    (A, "They met [last week].", "2023-03-13", "2023-03-19", "month"),
    (A, "They will meet [next week].", "2023-03-27", "2023-04-02", "year"),
    (A, "They met [last weekend].", "2023-03-18", "2023-03-19", "month"),
    (A, "They met [over the weekend].", "2023-03-18", "2023-03-19", "month"),
    (A, "They met [last month].", "2023-02-01", "2023-02-28", "month"),
    (A, "They will meet [next month].", "2023-04-01", "2023-04-30", "month"),
    (A, "They met [last year].", "2022-01-01", "2022-12-31", "year"),
    (A, "They will meet [next year].", "2024-01-01", "2024-12-31", "year"),
    (A, "They met [earlier this month].", "2023-03-01", "2023-03-22", "month"),
    (A, "They will meet [later this year].", "2023-03-22", "2023-12-31", "year"),
    (A, "[The current year] was marked by a treaty.", "2023-01-01", "2023-12-31", "year"),
    (A, "They met [last summer].", "2022-06-01", "2022-08-31", "year"),
    (A, "They will meet [this autumn].", "2023-09-01", "2023-11-30", "year"),
    (A, "They met [two days ago].", "2023-03-20", "", "day"),
    (A, "They met [three weeks ago].", "2023-02-27", "2023-03-05", "year"),
    (A, "They met [5 months ago].", "2022-10-01", "2022-10-31", "month"),
    (A, "They met [a year ago].", "2022-01-01", "2022-12-31", "year"),
    (A, "Lithuania joined [30 years ago].", "1993-01-01", "1993-12-31", "year"),
    (A, "They had met [three weeks earlier].", "2023-02-27", "2023-03-05", "year"),
    (A, "Trade grew [in the past year].", "2022-03-22", "2023-03-22", "open"),
    (A, "Trade grew over [the last ten years].", "2013-03-22", "2023-03-22", "open"),
    (A, "It will end [by the end of the year].", "2023-08-31", "2023-12-31", "year"),
    (A, "It starts [in the second half of this year].", "2023-07-01", "2023-12-31", "year"),
    ("2024-02-29", "They met [a month ago].", "2024-01-01", "2024-01-31", "month"),
    # counted from the phrase before
    (A, "They met [on March 20, 2022] and again [the following day].", "2022-03-20|2022-03-21", "", "day"),
    (A, "They met [on March 20, 2022]. [On this day] they signed.", "2022-03-20|2022-03-20", "", "day"),
    (A, "It was signed [30 years ago today].", "1993-03-22", "", "day"),
    (A, "They sat [from March 20 to 22, 2022] and left [the following day].", "2022-03-20|2022-03-23", "", "day"),
    (A, "They met [on March 20, 2022]; [on the same day] they signed.", "2022-03-20|2022-03-20", "", "day"),
    (A, "They met [on March 20, 2022] and signed [three days later].", "2022-03-20|2022-03-23", "", "day"),
    (A, "He left [on March 20, 2022] after arriving [two days earlier].", "2022-03-20|2022-03-18", "", "day"),
    (NO, "It fell [in 1989] and [the following year] they united.", "1989-01-01|1990-01-01", "", "year"),
]

# Sentences in which no date may be found, read with an anchor.
TRAPS = [
    "The 2030 Agenda for Sustainable Development was discussed.",
    "They back the implementation of 2030 Agenda goals.",
    "Under Resolution 2231 and Resolution 1701 (2006) Iran is bound.",
    "The Pre-2030 phase was discussed with 1,500 troops.",
    "A force of 2000 troops and 1900 soldiers was sent.",
    "It was seen in 2000 villages.",
    "The G20 2022 summit and COP26 were mentioned.",
    "You may go; they may meet and may not sign.",
    "May 10 years of peace follow.",
    "This may be so. May God help us. May they rest.",
    "Prime Minister May met Chancellor Merkel.",
    "The deal by May and her cabinet; talks with May's government.",
    "Troops march on the capital. March on, they said. The March on Washington.",
    "The Sun rose over Mon and Sat by the sea; Jan Egeland and Mar-a-Lago.",
    "The Good Friday Agreement and Bloody Sunday were recalled.",
    "The Sunday Times and the Sunday Telegraph reported it.",
    "It was reported by Russia Today and USA Today.",
    "In today's world, order is fragile.",
    "Boeing 737-800, article 5.1, 24/7 and 9/11.",
    "Date: 03/04/2023 is ambiguous; so is 5/6/2021.",
    "After the September 11 attacks and the October 7 attacks.",
    "The last meeting and the next round of talks.",
    "Treaty of 1783 and Act of 2022.",
    "They met before March 5, 2022.",
    "He was the choice for the 2020 nomination and in the 2016 election.",
    "It was signed on February 30, 2022.",
    "The vote was 120-5 in favour, $1999 each, #2015, 2015%.",
    "He was 20 and lives on 5 streets.",
    "To this day nobody knows.",
    "On the same day they met.",
    "The prime minister's first week of talks, the second half of the match.",
    "Fall of Kabul; spring cleaning; a summer school.",
    "In the last days of the war, in the last year of the war.",
]

FUTURE = [
    ("They will meet on Thursday.", "2023-03-16", "2023-03-23"),
    ("They will meet on Wednesday.", "2023-03-22", None),
    ("They will meet in June.", "2022-06-01", "2023-06-01"),
    ("They will meet in March.", "2023-03-01", None),
    ("They will meet on September 10.", "2022-09-10", "2023-09-10"),
    ("They will meet on April 10.", "2023-04-10", None),
    ("It was said on March 21 that they will meet.", "2023-03-21", None),
    ("They will meet on Monday and Tuesday.", "2023-03-20", "2023-03-27"),
    ("They will meet at the weekend.", "2023-03-18", "2023-03-25"),
]


def _split(marked: str) -> tuple[str, list[str]]:
    """The sentence without its brackets, and what they hold."""
    phrases = [part.split("]")[0] for part in marked.split("[")[1:]]
    return marked.replace("[", "").replace("]", ""), phrases


@pytest.mark.parametrize(("anchor", "marked", "first", "last", "precision"), TABLE)
def test_phrase(anchor: str, marked: str, first: str, last: str, precision: str) -> None:
    text, phrases = _split(marked)
    found = find_dates(text, date.fromisoformat(anchor) if anchor else None)
    assert [text[p.span.start : p.span.end] for p in found] == phrases
    firsts = first.split("|")
    assert [p.when.first.isoformat() for p in found] == firsts
    expected = {"": found[-1].when.last if precision != "day" else date.fromisoformat(firsts[-1]), "-": None}
    assert found[-1].when.last == (expected[last] if last in expected else date.fromisoformat(last))
    assert found[-1].when.precision == precision


@pytest.mark.parametrize("sentence", TRAPS)
def test_trap(sentence: str) -> None:
    assert find_dates(sentence, date.fromisoformat(A)) == ()


@pytest.mark.parametrize(("sentence", "past", "future"), FUTURE)
def test_two_readings(sentence: str, past: str, future: str | None) -> None:
    (phrase,) = find_dates(sentence, date.fromisoformat(A))
    assert phrase.when.first.isoformat() == past
    assert (phrase.later.first.isoformat() if phrase.later else None) == future


@pytest.mark.parametrize(
    "sentence",
    [
        "They met on Tuesday.",
        "They met on March 21.",
        "They met in May.",
        "They met last week.",
        "It was two days ago.",
    ],
)
def test_nothing_without_anchor(sentence: str) -> None:
    assert find_dates(sentence, None) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Today, March 20, we mourn.", "2023-03-20"),  # put online two days late
        ("Today is March 20, a day of joy.", "2023-03-20"),
        ("Today we mourn. The talks begin on March 20.", "2023-03-22"),
        ("Today, March 2, is far away.", "2023-03-22"),
        ("They meet today; March 25 is a holiday.", "2023-03-22"),
    ],
)
def test_the_day_that_a_text_calls_today(text: str, day: str) -> None:
    published = date(2023, 3, 22)
    assert day_of_telling(text, published) == date.fromisoformat(day)
    assert next(p for p in find_dates(text, published)).when.iso() == day


def test_the_following_day_of_a_year_is_unknown() -> None:
    assert [p.when.iso() for p in find_dates("It ended in 1990. The following day they left.", None)] == ["1990"]


def test_basis_and_phrase() -> None:
    found = find_dates("On Tuesday he recalled March 3, 2021.", date.fromisoformat(A))
    assert [(p.when.phrase, p.when.basis) for p in found] == [("On Tuesday", "relative"), ("March 3, 2021", "explicit")]


def test_part_of_a_text() -> None:
    text = "On March 3, 2021 he came; on March 5, 2021 he left."
    (phrase,) = find_dates(text, None, 20)
    assert text[phrase.span.start : phrase.span.end] == "on March 5, 2021"
    (phrase,) = find_dates(text, None, 0, 20)
    assert phrase.when.first == date(2021, 3, 3)


ARTICLES = [
    ("Xi says ties matter\nUpdated 18:19, 22-Mar-2023\n\nChinese President", "", "2023-03-22"),
    ("Published: March 3, 2024\nThe ministry said", "", "2024-03-03"),
    ("Published on 3 March 2024\nThe ministry said", "", "2024-03-03"),
    ("For Immediate Release June 2, 2022\nThe White House", "", "2022-06-02"),
    ("Headline\nSunday, September 29, 2019\n\nOn Thursday", "", "2019-09-29"),
    ("Mar 21, 2023 5:31 p.m. ET\nText", "", "2023-03-21"),
    ("Moscow, 21 March 2023\nHe said", "", "2023-03-21"),
    ("BEIJING, March 21 (Xinhua) -- Xi met Putin. On March 20, 2023 he came.", "", "2023-03-21"),
    ("BEIJING, Jan. 2 (Xinhua) -- Xi met Putin. On December 30, 2022 he came.", "", "2023-01-02"),
    ("BEIJING, Jan. 2 (Xinhua) -- Xi met Putin on December 30, 2022.", "", "2023-01-02"),
    ("BEIJING, March 21 (Xinhua) -- Xi met Putin.", "", None),
    ("WASHINGTON, D.C. — May 3, 2021\nThe Secretary", "", "2021-05-03"),
    ("WASHINGTON, May 3, 2021 (AP) - The Secretary", "", "2021-05-03"),
    ("2023-03-22 10:11 Source: Ministry\nHe said", "", "2023-03-22"),
    ("He said that ties matter.\n(Cover: Xi in Moscow, March 21, 2023. /Xinhua)", "", "2023-03-21"),
    ("The President welcomes him.\n\n10 December 2014", "", "2014-12-10"),
    ("He met them.", "Remarks in Moscow, March 3, 2021", "2021-03-03"),
    ("The joint statement issued February 4, 2022 said so.", "", None),
    ("Issued on October 18, 1990, the estimate was dire.", "", None),
    ("They met virtually on June 22, 2022 in Brussels.", "Readout", None),
    ("WASHINGTON – Today, the President spoke of March 3, 2021 again.", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("text", "title", "expected"), ARTICLES)
def test_article_date(text: str, title: str, expected: str | None) -> None:
    found, wording = article_date(text, title)
    assert (found.isoformat() if found else None) == expected
    assert wording in (text or title) or wording in title


def _check(text: str, anchor: date | None) -> tuple[DatedPhrase, ...]:
    found = find_dates(text, anchor)
    end = 0
    for phrase in found:
        assert end <= phrase.span.start < phrase.span.end <= len(text)
        end = phrase.span.end
        assert text[phrase.span.start : phrase.span.end] == phrase.when.phrase
        for when in (phrase.when, phrase.later):
            assert when is None or when.last is None or when.first <= when.last
    return found


_PIECES = """
on in since by from to and the of between last next this ago early mid- late two 3 days weeks months years week
month year Monday Tuesday Sunday March May February Sept. 29 30 31 2023 1867 20-22 2015-19 , . - – 's today that
yesterday morning same day following later earlier spring 1990s Q3 03/21/2023 2023-03-21 first quarter half
"""


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PIECES.split()), max_size=12), st.one_of(st.none(), st.dates()))
def test_any_order_of_date_words(pieces: list[str], anchor: date | None) -> None:
    _check(" ".join(pieces), anchor)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.one_of(st.none(), st.dates()))
def test_any_text(text: str, anchor: date | None) -> None:
    _check(text, anchor)
    article_date(text, text[:40])


@settings(max_examples=100, deadline=None)
@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    for wording in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        (phrase,) = _check(f"They met on {wording} there.", None)
        assert (phrase.when.first, phrase.when.last, phrase.when.precision) == (day, day, "day")
