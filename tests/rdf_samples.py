"""Small extractions made by hand, for the tests of RDF, store and validation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kg.model import Article, DateRange, Entity, Evidence, Extraction, Fact, Mention, Span

__all__ = ["TEXT", "fact", "numbered", "sample"]

TEXT = (
    "Chinese President Xi Jinping met Russian President Vladimir Putin in Moscow on March 21, 2023. "
    "The two leaders signed the Moscow Declaration. "
    "India will visit Russia in 2024, Xinhua said. "
    "India denied that it had criticized China. "
    "India is a member of the Shanghai Cooperation Organization."
)

ENTITIES = (
    Entity("doc/moscow-declaration", "agreement", "Moscow Declaration", ("Moscow Declaration",), cls="Declaration"),
    Entity("org/sco", "organization", "Shanghai Cooperation Organization", ("SCO",), cls="InternationalOrganization"),
    Entity("org/xinhua", "organization", "Xinhua", ("Xinhua",), iso3="CHN", cls="NonStateActor"),
    Entity("person/vladimir-putin", "person", "Vladimir Putin", ("Putin", "Vladimir Putin"), iso3="RUS"),
    Entity(
        "person/xi-jinping", "person", "Xi Jinping", ("Xi", "Xi Jinping"), ("http://www.wikidata.org/entity/Q15031",)
    ),
    Entity("place/moscow", "place", "Moscow", ("Moscow",), iso3="RUS", cls="City"),
    Entity("state/CHN", "state", "China", ("China", "PRC"), iso3="CHN"),
    Entity("state/IND", "state", "India", ("India",), iso3="IND"),
    Entity("state/RUS", "state", "Russia", ("Russia",), iso3="RUS"),
)


def evidence(text: str, quote: str) -> Evidence:
    """Where the words stand."""
    start = text.index(quote)
    return Evidence(Span(start, start + len(quote)), quote)


def fact(name: str, subject: str, relation: str, target: str, quote: str, **more: object) -> Fact:
    """A fact of TEXT."""
    return Fact(name, subject, relation, target, evidence(TEXT, quote), **more)  # type: ignore[arg-type]


def sample(name: str = "talks") -> Extraction:
    """One article with a meeting, a signing by two, a planned visit, a denial, an office and a membership."""
    day = DateRange(date(2023, 3, 21), date(2023, 3, 21), "day", "on March 21, 2023")
    year = DateRange(date(2024, 1, 1), date(2024, 12, 31), "year", "in 2024", "explicit")
    met, signed, visit, denial, member = (s.strip() for s in TEXT.replace(". ", ".|").split("|"))
    xi, putin = "person/xi-jinping", "person/vladimir-putin"
    codes = {"plover": "CONSULT", "cameo": "040", "goldstein": 1.0}
    signing = {"event_id": "2023-03-21-signing-1", "when": day, "cameo": "057", "goldstein": 8.0, "confidence": 0.8}
    facts = (
        fact("f1", xi, "holdsOffice", "state/CHN", "Chinese President Xi Jinping", office="President", rule="office"),
        fact("f2", xi, "meets", putin, met, when=day, place="place/moscow", event_id="2023-03-21-meeting-1", **codes),
        fact("f3", xi, "signs", "doc/moscow-declaration", signed, **signing),
        fact("f4", putin, "signs", "doc/moscow-declaration", signed, **signing),
        fact("f5", "state/IND", "visits", "state/RUS", visit, status="planned", when=year, attributed_to="org/xinhua"),
        fact("f6", "state/IND", "criticizes", "state/CHN", denial, status="denied", confidence=0.35),
        fact("f7", "state/IND", "memberOf", "org/sco", member, event_id="membership-1"),
    )
    mentions = (
        Mention(Span(0, 7), "demonym", "state/CHN"),
        Mention(Span(18, 28), "name", xi),
        Mention(Span(95, 110), "collective", putin),
        Mention(Span(95, 110), "collective", xi),
    )
    article = Article(name, TEXT, "Talks", "https://news.example/a?b=1", date(2023, 3, 22), "Example News")
    return Extraction(article, ENTITIES, mentions, facts)


def numbered(number: int, version: int = 0) -> Extraction:
    """A sample of its own id, facts and, for each version, title."""
    plain = sample(f"article-{number:04d}")
    facts = tuple(replace(f, id=f"{f.id}-{number}", confidence=1 / (1 + version)) for f in plain.facts)
    return replace(plain, article=replace(plain.article, title=f"Version {version}"), facts=facts)
