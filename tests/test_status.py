"""Status and date of what a sentence says, with the real pipeline: sentence, trigger word, relation -> status, date."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from kg.extract import Extractor
from kg.extract.extractor import read
from kg.extract.facts import Draft, drafts_of
from kg.model import Article, Fact

pytestmark = pytest.mark.model

PUBLISHED = date(2022, 6, 15)  # a Wednesday
# Makes the text longer than a lead, which is read by other rules.
REST = "\n\nThe weather was fine. Many people were in the streets. Shops stayed open. Trains ran on time."


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def found(sentence: str) -> tuple[Draft, ...]:
    text = sentence + REST
    return tuple(drafts_of(read(extractor().nlp(text), Article("a", text, published=PUBLISHED))))


def draft(sentence: str, word: str, relation: str) -> Draft:
    """What is found for a word and a relation; where several candidates stand there, one that fits."""
    extractor_text = sentence + REST
    words = [t.text for t in extractor().nlp(extractor_text)]
    rows = [d for d in found(sentence) if d.candidate.trigger.relation == relation and words[d.candidate.token] == word]
    assert rows, f"nothing found at {word!r}: " + str(
        sorted({(words[d.candidate.token], d.candidate.trigger.relation) for d in found(sentence)})
    )
    return next((d for d in rows if d.candidate.fits), rows[0])


STATUS = [
    # done
    ("Vladimir Putin met Xi Jinping in Moscow.", "met", "meets", "actual"),
    ("France and Germany signed the Treaty of Aachen.", "signed", "signs", "actual"),
    ("Japan has imposed sanctions on Russia.", "imposed", "sanctions", "actual"),
    ("The Treaty of Friendship signed by Russia and China covers energy.", "signed", "signs", "actual"),
    ("Emmanuel Macron has visited Beijing twice.", "visited", "visits", "actual"),
    ("Emmanuel Macron held talks with Olaf Scholz in Berlin.", "talks", "meets", "actual"),
    ("Germany continues to support Ukraine.", "support", "supports", "actual"),
    ("The United States will continue to support Ukraine.", "support", "supports", "actual"),
    ("Poland reaffirmed its commitment to support Ukraine.", "support", "supports", "actual"),
    ("The United States remains committed to supporting Ukraine.", "supporting", "supports", "actual"),
    ("Joe Biden urged Russia to withdraw from Ukraine.", "urged", "requests", "actual"),
    ("Antony Blinken condemned Russia for its plan to annex Kherson.", "condemned", "criticizes", "actual"),
    ("Vladimir Putin invited Xi Jinping to visit Moscow.", "invited", "requests", "actual"),
    ("Russia and India agreed to expand trade.", "agreed", "agreesWith", "actual"),
    ("China cooperates with Pakistan on energy.", "cooperates", "cooperatesWith", "actual"),
    ("The leaders will review the cooperation between Japan and India.", "cooperation", "cooperatesWith", "actual"),
    ("Joe Biden will travel to Warsaw to discuss the Russian invasion of Ukraine.", "invasion", "attacks", "actual"),
    ("Canada pledged to do more in the face of Russian aggression against Ukraine.", "aggression", "attacks", "actual"),
    ("Joe Biden praised Poland for its plans.", "praised", "supports", "actual"),
    ("Russia's decision to invade Ukraine was condemned.", "invade", "attacks", "actual"),
    ("Sweden provided weapons to Ukraine.", "provided", "aids", "actual"),
    ("Iran joined the Shanghai Cooperation Organisation.", "joined", "joins", "actual"),
    ("Turkey and Egypt resumed talks after years of tension.", "talks", "meets", "actual"),
    # to come
    ("Xi Jinping will visit Moscow.", "visit", "visits", "planned"),
    ("Xi Jinping is to visit Moscow.", "visit", "visits", "planned"),
    ("Xi Jinping is expected to visit Moscow.", "visit", "visits", "planned"),
    ("Xi Jinping plans to visit Moscow.", "visit", "visits", "planned"),
    ("Xi Jinping is scheduled to meet Vladimir Putin.", "meet", "meets", "planned"),
    ("Narendra Modi has been invited to visit Paris.", "visit", "visits", "planned"),
    ("Narendra Modi agreed to visit Paris.", "visit", "visits", "planned"),
    ("Emmanuel Macron will pay a state visit to Beijing.", "visit", "visits", "planned"),
    ("Emmanuel Macron will hold talks with Olaf Scholz.", "talks", "meets", "planned"),
    ("Joe Biden will travel to Brussels to meet Charles Michel.", "meet", "meets", "planned"),
    ("Olaf Scholz intends to meet Emmanuel Macron.", "meet", "meets", "planned"),
    ("Olaf Scholz looks forward to meeting Emmanuel Macron.", "meeting", "meets", "planned"),
    ("Japan and India pledged to deepen their cooperation.", "cooperation", "cooperatesWith", "planned"),
    ("Russia expressed its readiness to cooperate with Iran.", "cooperate", "cooperatesWith", "planned"),
    ("Russia reaffirmed its commitment to cooperate with Iran.", "cooperate", "cooperatesWith", "planned"),
    ("Russia and China decided to cooperate in space.", "cooperate", "cooperatesWith", "planned"),
    ("Canada announced assistance to Ukraine.", "assistance", "aids", "planned"),
    ("The United States intends to provide weapons to Ukraine.", "provide", "aids", "planned"),
    ("Finland intends to join NATO.", "join", "joins", "planned"),
    ("Finland's application for NATO membership was welcomed.", "application", "joins", "planned"),
    ("Austria plans to strengthen sanctions against Russia.", "sanctions", "sanctions", "planned"),
    ("Emmanuel Macron will attend the G20 Summit.", "attend", "participatesIn", "planned"),
    ("Israel and Lebanon will sign the Agreement on Maritime Borders.", "sign", "signs", "planned"),
    ("Stalin guaranteed that the Soviet Union would attack Japan.", "attack", "attacks", "planned"),
    ("Karen Donfried will urge Serbia to advance reforms.", "urge", "requests", "planned"),
    ("Karen Donfried will thank Albania for its help.", "thank", "supports", "planned"),
    # not done
    ("Russia did not sign the Treaty of Aachen.", "sign", "signs", "denied"),
    ("Emmanuel Macron did not meet Vladimir Putin.", "meet", "meets", "denied"),
    ("Emmanuel Macron refused to meet Vladimir Putin.", "meet", "meets", "denied"),
    ("Antony Blinken cancelled his visit to Beijing.", "visit", "visits", "denied"),
    ("The European Union lifted sanctions on Burundi.", "sanctions", "sanctions", "denied"),
    ("The United States eased sanctions on Venezuela.", "sanctions", "sanctions", "denied"),
    ("Vladimir Putin declined to visit Kyiv.", "visit", "visits", "denied"),
    ("Narendra Modi's visit to Paris will mark a new chapter.", "visit", "visits", "planned"),
    ("Japan and India agreed to work towards signing the Treaty of Trade.", "signing", "signs", "planned"),
]


@pytest.mark.parametrize(("sentence", "word", "relation", "status"), STATUS, ids=lambda v: v[:60])
def test_status(sentence: str, word: str, relation: str, status: str) -> None:
    assert draft(sentence, word, relation).status == status


DATES = [
    # the phrase of the trigger
    ("Xi Jinping met Vladimir Putin on June 10.", "met", "meets", "2022-06-10"),
    ("Xi Jinping met Vladimir Putin today in Moscow.", "met", "meets", "2022-06-15"),
    ("On Monday, Emmanuel Macron visited Berlin.", "visited", "visits", "2022-06-13"),
    ("Emmanuel Macron visited Berlin last month.", "visited", "visits", "2022-05"),
    ("Russia and China signed the Treaty of Friendship on 16 July 2001.", "signed", "signs", "2001-07-16"),
    ("Emmanuel Macron held talks with Olaf Scholz on Tuesday.", "talks", "meets", "2022-06-14"),
    ("In March 2014, Russia annexed Crimea and attacked Ukraine.", "attacked", "attacks", "2014-03"),
    ("China on Tuesday condemned Japan.", "condemned", "criticizes", "2022-06-14"),
    ("Cuba and Angola cooperate since 1975.", "cooperate", "cooperatesWith", "1975"),
    # two events, two dates
    ("Joe Biden met Mario Draghi on May 10 and visited Seoul on May 20.", "met", "meets", "2022-05-10"),
    ("Joe Biden met Mario Draghi on May 10 and visited Seoul on May 20.", "visited", "visits", "2022-05-20"),
    # the date of a noun is its own
    ("Joe Biden condemned North Korea's May 25 missile launch.", "condemned", "criticizes", ""),
    ("Joe Biden thanked Japan for the May 24 statement.", "thanked", "supports", ""),
    ("The June 2 meeting between Joe Biden and Jens Stoltenberg was short.", "meeting", "meets", "2022-06-02"),
    ("Olaf Scholz today thanked Joe Biden for the June 2 meeting.", "thanked", "supports", "2022-06-15"),
    ("Joe Biden discussed the results of Mario Draghi's visit to Kyiv in April 2022.", "visit", "visits", "2022-04"),
    # what lasts takes no date of what is only mentioned
    ("Joe Biden met Mario Draghi today to discuss Russian attacks on Ukraine.", "attacks", "attacks", ""),
    ("Joe Biden met Fumio Kishida today to discuss cooperation with India.", "cooperation", "cooperatesWith", ""),
    ("It was Joe Biden's first visit to Warsaw since 2014.", "visit", "visits", ""),
    ("Spain and Denmark pledged support to Chad by 2050.", "pledged", "supports", ""),
    # a participle or "after" nearer to the date has the better claim to it
    ("Joe Biden praised Japan for the steps announced by its cabinet on May 12.", "praised", "supports", ""),
    ("Olaf Scholz met Emmanuel Macron two months after the elections in April 2022.", "met", "meets", ""),
    (
        "Joe Biden backed Japan after tests by North Korea, including the launch over Guam on May 3.",
        "backed",
        "supports",
        "",
    ),
    ("Joe Biden met Alar Karis who was elected by the parliament on May 3.", "met", "meets", ""),
    ("This Sunday Emmanuel Macron will travel to Berlin to meet Olaf Scholz.", "meet", "meets", "2022-06-19"),
    ("Joe Biden thanked Egypt's leader for his March 4 action.", "thanked", "supports", ""),
    ("Joe Biden praised the centre in Doha, founded in Qatar in May 2021.", "praised", "supports", ""),
    ("Joe Biden will meet Alar Karis and back Estonia's seat in 2030-2031.", "meet", "meets", ""),
    (
        "Russia and France talked for the signing of the Treaty of Amity on May 3, 2019.",
        "signing",
        "signs",
        "2019-05-03",
    ),
    ("Joe Biden praised Egypt for the May 4, 2022 marathon.", "praised", "supports", ""),
    ("Italy and Egypt agreed that it was important to make progress this year.", "agreed", "agreesWith", ""),
    ("Joe Biden welcomed the Polish decision earlier this year to buy tanks.", "welcomed", "supports", ""),
    ("Joe Biden praised Egypt following Olaf Scholz's visit to Cairo in April 2022.", "visit", "visits", "2022-04"),
    ("Olaf Scholz flew to Athens for the summit which was held last week.", "flew", "visits", "2022-06"),
    (
        "Olaf Scholz praised Chile for hosting the upcoming Santiago Summit in May.",
        "hosting",
        "participatesIn",
        "2023-05",
    ),
    # the tense of the dated verb decides, not what was planned
    ("Italy and Egypt signed an agreement on Friday to cooperate on gas.", "agreement", "agreesWith", "2022-06-10"),
    ("On Monday, Canada announced new sanctions on Belarus.", "sanctions", "sanctions", "2022-06-13"),
    # what is reported has a time of its own
    ("Xinhua said on Tuesday that Xi Jinping had met Vladimir Putin.", "met", "meets", ""),
    # to come
    ("Emmanuel Macron will visit Berlin on Friday.", "visit", "visits", "2022-06-17"),
    ("Emmanuel Macron will visit Berlin in September.", "visit", "visits", "2022-09"),
    ("Emmanuel Macron will hold talks with Olaf Scholz on Friday.", "talks", "meets", "2022-06-17"),
    ("Emmanuel Macron visited Berlin in September.", "visited", "visits", "2021-09"),
    ("Emmanuel Macron plans to visit Berlin in September.", "visit", "visits", "2022-09"),
    ("Xi Jinping will visit Moscow from 20 to 22 July 2022.", "visit", "visits", "2022-07"),
    ("Vladimir Putin invited Xi Jinping to visit Moscow in September.", "invited", "requests", ""),
]


@pytest.mark.parametrize(("sentence", "word", "relation", "when"), DATES, ids=lambda v: v[:60])
def test_date(sentence: str, word: str, relation: str, when: str) -> None:
    dated = draft(sentence, word, relation).when
    assert (dated.iso() if dated else "") == when


def test_an_announced_journey_is_planned_wherever_it_is_named() -> None:
    text = "Narendra Modi will visit France in July. Modi's visit to France reflects the friendship of both."
    assert draft(text, "visit", "visits").status == "planned"
    text = "Narendra Modi visited France in May. Modi's visit to France reflects the friendship of both."
    assert {d.status for d in found(text) if d.candidate.trigger.relation == "visits"} == {"actual"}


def test_a_date_to_come_makes_a_plan() -> None:
    row = draft("Emmanuel Macron visits Berlin on 1 July 2022.", "visits", "visits")
    assert (row.status, row.when and row.when.iso()) == ("planned", "2022-07-01")


# -- whole reports ----------------------------------------------------------------------------------------------------

READOUT = (
    "Secretary of State Antony J. Blinken met today with Japanese Foreign Minister Hayashi Yoshimasa in Tokyo. "
    "Secretary Blinken thanked Japan for its support for Ukraine. They condemned Russia for its attack on Ukraine. "
    "Secretary Blinken urged North Korea to return to talks. China had criticized Japan before. "
    "Secretary Blinken and Foreign Minister Hayashi agreed to meet again."
)
JOURNEY = (
    "Deputy Secretary of State Wendy Sherman will travel to Turkey and Indonesia from July 4 to 8. "
    "In Ankara, Deputy Secretary Sherman will meet with Foreign Minister Mevlüt Çavuşoğlu.\n\n"
    "She will visit Jakarta and meet Indonesian Foreign Minister Retno Marsudi."
)


SYMMETRIC = {"meets", "establishesRelations"}


@cache
def facts(text: str) -> tuple[Fact, ...]:
    return extractor().extract(Article("a", text, published=PUBLISHED)).facts


def dates(text: str, relation: str, end: str) -> set[str]:
    return {
        f.when.iso() if f.when else ""
        for f in facts(text)
        if f.relation == relation and end in (f.object, *([f.subject] if relation in SYMMETRIC else []))
    }


@pytest.mark.parametrize(
    ("text", "relation", "end", "expected"),
    [
        (READOUT, "supports", "state/JPN", "2022-06-15"),
        (READOUT, "criticizes", "state/RUS", "2022-06-15"),
        (READOUT, "requests", "state/PRK", "2022-06-15"),
        (JOURNEY, "visits", "state/TUR", "2022-07"),
        (JOURNEY, "meets", "person/mevlut-cavusoglu", "2022-07"),
        (JOURNEY, "meets", "person/retno-marsudi", "2022-07"),
    ],
)
def test_an_occasion_lends_its_date(text: str, relation: str, end: str, expected: str) -> None:
    assert dates(text, relation, end) == {expected}


def test_what_was_before_the_occasion_takes_no_date() -> None:
    assert "2022-06-15" not in dates(READOUT, "criticizes", "state/CHN")


def test_a_meeting_that_was_and_one_to_come_are_two_facts() -> None:
    met = [f for f in facts(READOUT) if f.relation == "meets"]
    assert {(f.status, f.when.iso() if f.when else "") for f in met} >= {("actual", "2022-06-15"), ("planned", "")}


STATEMENT = (
    "The United States condemns the attack on Mali. We urge Russia to leave the country. France praised Chad. "
    "One year ago, thousands marched in Bamako. We thank Niger for its help."
)
REPORT = (
    "Foreign Minister Penny Wong spoke with Foreign Minister Retno Marsudi on June 13. The ministers discussed "
    "Indonesia's role in the G20 last year. Penny Wong said that Australia's support for Indonesia remains strong. "
    "Penny Wong thanked Indonesia for its leadership at the summit in Bali in November 2021."
)


def test_a_statement_declares_on_its_own_day() -> None:
    published = date(2022, 6, 15)
    article = Article("a", STATEMENT, "Statement on Mali", published=published, source="US Department of State")
    when = {(f.subject, f.relation, f.object): f.when and f.when.iso() for f in extractor().extract(article).facts}
    assert when["state/USA", "requests", "state/RUS"] == "2022-06-15"
    assert when["state/USA", "supports", "state/NER"] == "2022-06-15"
    assert when.get(("state/FRA", "supports", "state/TCD")) is None


def test_a_report_without_a_date_has_no_day() -> None:
    text = "President Volodymyr Zelenskyy met with President Maia Sandu. He thanked Moldova for its support. " + REST
    article = Article("a", text, "Meeting", published=PUBLISHED, source="President of Ukraine")
    assert all(f.when is None for f in extractor().extract(article).facts)


@pytest.mark.parametrize("end", ["state/IDN"])
def test_a_report_keeps_its_date_beside_those_of_what_was_talked_about(end: str) -> None:
    assert dates(REPORT, "supports", end) == {"2022-06-13"}


def test_what_holds_as_he_speaks_is_said_on_the_occasion() -> None:
    text = READOUT.replace("They condemned", "He made clear that the United States stands with Estonia. They condemned")
    assert dates(text, "supports", "state/EST") == {"2022-06-15"}
    text = READOUT.replace("They condemned", "Both expressed Canada's support for Latvia. They condemned")
    assert dates(text, "supports", "state/LVA") <= {"2022-06-15"}
    text = READOUT.replace("They condemned", "They noted the recently signed accord of Chad with Niger. They condemned")
    assert dates(text, "agreesWith", "state/NER") <= {""}
    text = READOUT.replace("They condemned", "Japan recently praised Finland. They condemned")
    assert dates(text, "supports", "state/FIN") <= {""}


SPEECHES = (
    "Emmanuel Macron met with Olaf Scholz in Paris.\n\nPresident of France Emmanuel Macron: I am glad to see you. "
    "The river is high. It is spring. The trees are green. The air is warm. {} "
    "You supported Mali.\n\nFederal Chancellor of Germany Olaf Scholz: Thank you. We will work together."
)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Today's meeting is important.", "2022-06-15"),
        ("We have two topics to discuss today.", "2022-06-15"),
        ("Trains run slowly today.", ""),
        ("We have two topics to discuss.", ""),
    ],
)
def test_speeches_tell_the_day_of_the_meeting(said: str, expected: str) -> None:
    assert dates(SPEECHES.format(said), "meets", "person/olaf-scholz") == {expected}


def test_a_report_may_date_itself_behind_its_opening() -> None:
    late = (
        "Olaf Scholz praised Mali for its help. "
        + REST
        + " It was spring. Rivers rose. Today {} Emmanuel Macron in Paris."
    )
    assert dates(late.format("Olaf Scholz met"), "supports", "state/MLI") == {"2022-06-15"}
    assert dates(late.format("people cheer"), "supports", "state/MLI") == {""}


def test_the_attack_is_the_one_last_told_of() -> None:
    text = "On Monday, Eritrea attacked Djibouti. Many people fled. Kenya condemned Eritrea for the attack on Djibouti."
    assert dates(text, "attacks", "state/DJI") == {"2022-06-13"}


def test_a_meeting_takes_no_date_of_an_earlier_one() -> None:
    text = (
        "Vice President Kamala Harris met with President Ferdinand Marcos in Manila. They spoke about trade. "
        "This meeting builds on Vice President Harris's meeting with President Marcos in Washington in May 2021."
    )
    assert dates(text, "meets", "person/ferdinand-marcos") <= {""}


def test_a_text_that_is_announced_is_issued_on_its_day() -> None:
    text = "The following is the joint statement released by the Foreign Ministers of Japan and Italy." + REST
    assert dates(text, "issues", "doc/a-joint-statement") <= {"2022-06-15"}


def test_an_anniversary_tells_the_year() -> None:
    text = (
        "Vladimir Putin congratulated Emomali Rahmon on the 30th anniversary of the establishment of diplomatic "
        "relations between Russia and Tajikistan."
    )
    assert dates(text, "establishesRelations", "state/TJK") == {"1992"}
    text = (
        "This year marks the 30th anniversary of the establishment of diplomatic relations of Russia with Tajikistan."
    )
    assert dates(text, "establishesRelations", "state/TJK") <= {"1992"}


def test_forum_topic_and_place() -> None:
    text = (
        "President Joe Biden met with President Emmanuel Macron in Madrid on the margins of the NATO Summit "
        "to discuss Syria. They agreed on many things. The talks were long. They were useful. Both were glad."
    )
    met = next(f for f in facts(text) if f.relation == "meets")
    assert (met.place, met.topic) == ("place/madrid", "state/SYR")
    assert "nato" in (met.forum or "")
