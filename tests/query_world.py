"""A small invented press review, made by hand: enough for every saved query and lookup to find something."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from kg.lexicon import relations
from kg.model import (
    Article,
    DateRange,
    DocumentClaim,
    Entity,
    EntityKind,
    Evidence,
    Extraction,
    Fact,
    Mention,
    Span,
    Status,
)
from kg.store import Store

__all__ = ["ENTITIES", "extractions", "fill", "story"]


def _entity(
    name: str, kind: EntityKind, label: str, *names: str, iso3: str | None = None, cls: str | None = None
) -> Entity:
    return Entity(name, kind, label, (label, *names), (), iso3, cls)


ENTITIES = {
    entity.id: entity
    for entity in (
        _entity("state/CHN", "state", "China", "People's Republic of China", iso3="CHN"),
        _entity("state/RUS", "state", "Russia", "Russian Federation", iso3="RUS"),
        _entity("state/USA", "state", "United States", "U.S.", iso3="USA"),
        _entity("state/GBR", "state", "United Kingdom", iso3="GBR"),
        _entity("state/FRA", "state", "France", iso3="FRA"),
        _entity("state/IRN", "state", "Iran", iso3="IRN"),
        _entity("state/SAU", "state", "Saudi Arabia", iso3="SAU"),
        _entity("state/JPN", "state", "Japan", iso3="JPN"),
        _entity("state/KOR", "state", "South Korea", iso3="KOR"),
        _entity("state/COG", "state", "Republic of the Congo", "Congo", iso3="COG"),
        _entity("state/COD", "state", "Democratic Republic of the Congo", "Congo", iso3="COD"),
        _entity("person/xi-jinping", "person", "Xi Jinping", "Xi", iso3="CHN"),
        _entity("person/vladimir-putin", "person", "Vladimir Putin", "Putin", iso3="RUS"),
        _entity("person/emmanuel-macron", "person", "Emmanuel Macron", "Macron", iso3="FRA"),
        _entity("org/sco", "organization", "Shanghai Cooperation Organization", "SCO", cls="InternationalOrganization"),
        _entity("org/unsc", "organization", "UN Security Council", "UNSC", cls="Organ"),
        _entity("place/moscow", "place", "Moscow"),
        _entity("doc/joint-statement", "agreement", "Joint Statement on Partnership", cls="JointStatement"),
        _entity("doc/samarkand-declaration", "agreement", "Samarkand Declaration", cls="Declaration"),
    )
}


def _day(text: str) -> DateRange:
    first = date.fromisoformat(text)
    return DateRange(first, first, "day", text)


def story(name: str, published: str, sentences: list[tuple[str, list[dict[str, object]]]]) -> Extraction:
    """An article of these sentences, each with the facts that it states; `day` stands for `when`."""
    text = " ".join(sentence for sentence, _ in sentences)
    facts, used = [], set()
    for number, (sentence, stated) in enumerate(sentences):
        start = text.index(sentence)
        for count, given in enumerate(stated):
            facts.append(
                _fact(f"{name}{number}{count}", Evidence(Span(start, start + len(sentence)), sentence), **given)
            )
    for fact in facts:
        used |= {f"state/{ENTITIES[fact.subject].iso3}"} if fact.relation == "signs" else set()
        used |= {fact.subject, fact.object, fact.attributed_to, fact.place, fact.forum, fact.topic}
    entities = tuple(ENTITIES[i] for i in sorted(used - {None}))
    mentions = tuple(
        Mention(Span(text.index(e.label), text.index(e.label) + len(e.label)), "name", e.id)
        for e in entities
        if e.label in text
    )
    article = Article(
        name, text, f"Title of {name}", f"https://news.example/{name}", date.fromisoformat(published), "Wire"
    )
    return Extraction(article, entities, mentions, tuple(facts), _claims(facts))


def _claims(facts: list[Fact]) -> tuple[DocumentClaim, ...]:
    """Of each signature by a person: that the document is signed, and that the person's state is a party."""
    found = []
    for fact in facts:
        if fact.relation == "signs":
            state = f"state/{ENTITIES[fact.subject].iso3}"
            found += [
                DocumentClaim(f"party-{fact.id}", fact.object, "party", state, fact.evidence, rule="hand"),
                DocumentClaim(
                    f"stage-{fact.id}",
                    fact.object,
                    "stage",
                    "signed",
                    fact.evidence,
                    when=fact.when,
                    by=(state,),
                    rule="hand",
                ),
            ]
    return tuple(found)


def _fact(name: str, evidence: Evidence, **given: object) -> Fact:
    day = given.pop("day", None)
    row = relations()[str(given["relation"])]
    codes = {"plover": row.plover, "cameo": row.cameo, "goldstein": row.goldstein}
    return Fact(id=name, evidence=evidence, when=_day(str(day)) if day else None, rule="hand", **codes, **given)  # type: ignore[arg-type]


def _said(subject: str, relation: str, target: str, status: Status = "actual", **more: object) -> dict[str, object]:
    return {"subject": subject, "relation": relation, "object": target, "status": status, "confidence": 0.9, **more}


XI, PUTIN, MACRON = "person/xi-jinping", "person/vladimir-putin", "person/emmanuel-macron"
_SIGNING: dict[str, object] = {"event_id": "signing-1", "day": "2023-03-21", "place": "place/moscow"}


def extractions() -> list[Extraction]:
    """The articles, by id."""
    return [
        story(
            "a1",
            "2023-03-22",
            [
                (
                    "Chinese President Xi Jinping visited Russia on 2023-03-20.",
                    [
                        _said(XI, "visits", "state/RUS", day="2023-03-20"),
                        _said(XI, "holdsOffice", "state/CHN", office="President"),
                    ],
                ),
                (
                    "Xi Jinping met Vladimir Putin in Moscow.",
                    [_said(XI, "meets", PUTIN, day="2023-03-21", place="place/moscow", event_id="meeting-1")],
                ),
                (
                    "Xi Jinping and Vladimir Putin signed the Joint Statement on Partnership in Moscow on 2023-03-21.",
                    [
                        _said(XI, "signs", "doc/joint-statement", **_SIGNING),
                        _said(PUTIN, "signs", "doc/joint-statement", **_SIGNING),
                    ],
                ),
                (
                    "China and Russia will cooperate within the Shanghai Cooperation Organization, said Russia.",
                    [
                        _said(
                            "state/CHN",
                            "cooperatesWith",
                            "state/RUS",
                            "planned",
                            forum="org/sco",
                            attributed_to="state/RUS",
                        )
                    ],
                ),
            ],
        ),
        story(
            "a2",
            "2023-04-08",
            [
                (
                    "China brokered talks between Iran and Saudi Arabia.",
                    [
                        _said("state/CHN", "mediates", "state/IRN", day="2023-03-10", event_id="mediation-1"),
                        _said("state/CHN", "mediates", "state/SAU", day="2023-03-10", event_id="mediation-1"),
                    ],
                ),
                (
                    "Iran and Saudi Arabia restored relations.",
                    [_said("state/IRN", "establishesRelations", "state/SAU", day="2023-04-06")],
                ),
                (
                    "China is a member of the Shanghai Cooperation Organization.",
                    [_said("state/CHN", "memberOf", "org/sco")],
                ),
                (
                    "Iran joined the Shanghai Cooperation Organization.",
                    [_said("state/IRN", "joins", "org/sco", day="2023-07-04")],
                ),
                (
                    "The United States says that China armed Russia.",
                    [_said("state/CHN", "aids", "state/RUS", attributed_to="state/USA", confidence=0.5)],
                ),
            ],
        ),
        story(
            "a3",
            "2023-10-20",
            [
                (
                    "China denied that it had armed Russia.",
                    [_said("state/CHN", "aids", "state/RUS", "denied", attributed_to="state/CHN")],
                ),
                ("Vladimir Putin visited China.", [_said(PUTIN, "visits", "state/CHN", day="2023-10-17")]),
                (
                    "The United States and the United Kingdom put sanctions on Russia.",
                    [
                        _said("state/USA", "sanctions", "state/RUS", day="2022-02-24"),
                        _said("state/GBR", "sanctions", "state/RUS", day="2022-02-24"),
                    ],
                ),
                (
                    "France condemned Russia, and Emmanuel Macron called Vladimir Putin.",
                    [
                        _said("state/FRA", "criticizes", "state/RUS", day="2022-02-25"),
                        _said(MACRON, "calls", PUTIN, day="2022-02-28"),
                    ],
                ),
                (
                    "The United States met Japan and South Korea.",
                    [
                        _said("state/USA", "meets", "state/JPN", day="2023-08-18", event_id="trilateral"),
                        _said("state/USA", "meets", "state/KOR", day="2023-08-18", event_id="trilateral"),
                    ],
                ),
                (
                    "The Shanghai Cooperation Organization adopted the Samarkand Declaration.",
                    [_said("org/sco", "issues", "doc/samarkand-declaration", day="2022-09-16")],
                ),
                (
                    "Republic of the Congo supports Democratic Republic of the Congo in the UN Security Council.",
                    [_said("state/COG", "supports", "state/COD", forum="org/unsc")],
                ),
            ],
        ),
    ]


def fill(path: Path) -> Path:
    """A store of these articles at `path`."""
    with Store.open(path, create=True) as store:
        for extraction in extractions():
            store.add(extraction)
    return path
