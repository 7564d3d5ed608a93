"""Documents: parties, stages with date and evidence, and what these come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from kg.cli.look import _STAGES
from kg.extract import Extractor
from kg.lexicon import StageSign, lexicon, reached, stage_order, stage_signs, with_standing
from kg.model import Article, DateRange, DocumentClaim, Entity, Evidence, Extraction, Span
from kg.record import from_record, to_record
from kg.resolve import resolve

DAY = date(2023, 3, 1)
SIGNS = [pytest.param(sign, id=f"{n}-{sign.stage}-{sign.pos}") for n, sign in enumerate(stage_signs())]


@cache
def _read(text: str) -> Extraction:
    return Extractor().extract(Article("a", text, published=DAY))


def _stages(text: str, status: str = "actual") -> set[str]:
    return {c.value for c in _read(text).document_claims if c.detail == "stage" and c.status == status}


def _document(text: str) -> Entity:
    (found,) = (e for e in _read(text).entities if e.kind == "agreement")
    return found


@pytest.mark.model
@pytest.mark.parametrize("sign", SIGNS)
def test_sign_shows_its_stage_and_not_in_its_trap(sign: StageSign) -> None:
    found = [c for c in _read(sign.example).document_claims if c.detail == "stage"]
    assert [(c.value, c.rule) for c in found] == [(sign.stage, f"stage.{sign.pos}")]
    assert found[0].evidence.quote == sign.example
    assert sign.stage not in _stages(sign.trap)


def test_every_sign_is_complete() -> None:
    assert stage_order() == _STAGES
    assert {sign.stage for sign in stage_signs()} == set(stage_order())
    for sign in stage_signs():
        assert sign.example.endswith(".")
        assert sign.trap.endswith(".")
        assert 0 < sign.sure < 1
    assert {d.stage for d in lexicon().documents.values()} <= {"", *stage_order()}


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ([], None),
        ([("negotiated", None, DAY), ("signed", None, DAY)], "signed"),
        ([("ratified", date(2020, 1, 1), DAY), ("signed", date(2022, 1, 1), DAY)], "ratified"),
        ([("in force", date(2011, 2, 5), DAY), ("suspended", date(2023, 2, 21), DAY)], "suspended"),
        ([("suspended", date(2020, 1, 1), DAY), ("in force", date(2021, 1, 1), DAY)], "in force"),
        ([("suspended", date(2020, 1, 1), DAY), ("in force", None, DAY)], "suspended"),
        ([("withdrawn", None, DAY), ("in force", date(2021, 1, 1), DAY)], "withdrawn"),
        ([("negotiated", date(2023, 1, 1), DAY), ("in force", date(2021, 1, 1), DAY)], "in force"),
    ],
)
def test_stage_reached(told: list[tuple[str, date | None, date | None]], stage: str | None) -> None:
    assert reached(told) == stage
    assert reached(reversed(told)) == stage, "the order of telling does not matter"


def _claim(value: str, **more: object) -> DocumentClaim:
    detail = "party" if "/" in value else "stage"
    return DocumentClaim(value, "doc/x", detail, value, Evidence(Span(0, 1), "x"), **more)  # type: ignore[arg-type]


def test_what_is_planned_or_denied_does_not_count() -> None:
    claims = [_claim("signed"), _claim("in force", status="planned"), _claim("withdrawn", status="denied")]
    document = with_standing(Entity("doc/x", "agreement", "X"), [(c, DAY) for c in claims])
    assert document.stage == "signed"


def test_one_of_many_parties_does_not_end_a_treaty() -> None:
    codes = "CHL PER BOL ARG BRA".split()
    left = _claim("withdrawn", by=("state/CHL",))
    many = [*(_claim(f"state/{code}") for code in codes), _claim("in force"), left]
    two = [*(_claim(f"state/{code}") for code in codes[:2]), _claim("in force"), left]
    plain = Entity("doc/x", "agreement", "X")
    assert with_standing(plain, [(c, DAY) for c in many]).stage == "in force"
    assert with_standing(plain, [(c, DAY) for c in two]).stage == "withdrawn"
    open_to_all = replace(left, document="doc/paris-agreement")
    assert with_standing(Entity("doc/paris-agreement", "agreement", "X"), [(open_to_all, DAY)]).stage is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Officials praised the agreement between Kenya and Uganda.", "KEN UGA"),
        ("Brazil signed a free trade agreement with Ghana on Monday.", "BRA GHA"),
        ("The ministers spoke of the Treaty on Extradition between Norway and Chile.", "CHL NOR"),
        ("Kenya and Uganda issued a joint statement on Tuesday.", "KEN UGA"),
        ("President Emmanuel Macron and Chancellor Olaf Scholz signed the Treaty on Bridges.", "DEU FRA"),
        ("The minister praised the joint declaration on Syria.", ""),
        ("Chile and Peru praised the Pacific Fisheries Plan.", ""),
    ],
)
def test_parties(text: str, parties: str) -> None:
    assert _document(text).parties == tuple(f"state/{code}" for code in parties.split())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "stage", "status"),
    [
        ("Norway and Chile will sign the Treaty on Bridges in May.", "signed", "planned"),
        ("Norway has not ratified the Treaty on Bridges.", "ratified", "denied"),
        ("Norway failed to ratify the Treaty on Bridges.", "ratified", "denied"),
        ("The Treaty on Bridges, which entered into force in 2019, is popular.", "in force", "actual"),
        ("The Treaty on Bridges was suspended by Norway.", "suspended", "actual"),
    ],
)
def test_status_of_a_stage(text: str, stage: str, status: str) -> None:
    assert _stages(text, status) == {stage}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Chile urged Norway to ratify the Treaty on Bridges.",
        "Norway threatened to withdraw from the Treaty on Bridges.",
        "If Norway suspends the Treaty on Bridges, Chile will protest.",
    ],
)
def test_what_is_only_asked_or_feared_is_no_stage(text: str) -> None:
    assert not _read(text).document_claims or not _stages(text)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "signed"),
    [
        (
            "Peru and Chile signed a package of documents. They include an agreement on fisheries, "
            "a memorandum of understanding on tourism, and a protocol amending the Treaty on Bridges.",
            {"agreement on fisheries", "memorandum of understanding on tourism"},
        ),
        (
            "The following documents were signed:\n- Agreement on Plant Health between Peru and Chile\n"
            "- Joint Declaration on Rivers\nPeru also hopes for the Treaty on Bridges.",
            {"Agreement on Plant Health between Peru and Chile", "Joint Declaration on Rivers"},
        ),
        ("Peru and Chile signed several documents, including the Treaty on Bridges.", {"Treaty on Bridges"}),
        ("Peru and Chile signed a package of documents. The Treaty on Bridges is not among them.", set()),
    ],
)
def test_listed_documents_are_signed(text: str, signed: set[str]) -> None:
    found = _read(text)
    labels = {e.id: e.label for e in found.entities}
    assert {labels[c.document] for c in found.document_claims if c.value == "signed"} == signed
    assert all(e.parties == () for e in found.entities if e.label == "Treaty on Bridges" and not signed)


@pytest.mark.model
def test_dates_and_record() -> None:
    text = "Norway and Chile signed the Treaty on Bridges on 4 May 2021. The treaty entered into force in June 2022."
    document = _document(text)
    assert (document.stage, document.signed) == ("in force", "2021-05-04")
    when = {c.value: c.when.iso() for c in _read(text).document_claims if c.detail == "stage" and c.when}
    assert when == {"signed": "2021-05-04", "in force": "2022-06"}
    record = to_record(_read(text))
    assert from_record(record, text) == _read(text)
    assert "parties" not in next(e for e in record["entities"] if e["kind"] == "state")


@pytest.mark.model
def test_word_lists_do_not_speak_for_the_article() -> None:
    document = _document("Officials mentioned the New START treaty.")
    assert (document.id, document.parties, document.stage) == ("doc/new-start", (), None)
    assert lexicon().documents["doc/new-start"].parties == ("state/RUS", "state/USA")


@pytest.mark.model
def test_talks_about_a_treaty_in_force_are_not_talks_on_its_text() -> None:
    assert not _stages("Russia and the United States held talks on New START.")
    assert _read("x").document_claims == ()


def test_a_date_keeps_its_precision() -> None:
    when = DateRange(date(2021, 5, 1), date(2021, 5, 31), "month")
    document = with_standing(Entity("doc/x", "agreement", "X"), [(_claim("signed", when=when), None)])
    assert document.signed == "2021-05"


@pytest.mark.model
def test_one_treaty_in_two_articles_by_type_parties_and_date() -> None:
    texts = (
        "Kenya and Ghana signed a free trade agreement in Nairobi on 3 May 2023.",
        "The parliament of Ghana has ratified the free trade agreement between Ghana and Kenya. "
        "It was signed on 3 May 2023.",
        "Peru and Chile signed a free trade agreement in Lima on 4 May 2023.",
    )
    days = (date(2023, 5, 3), date(2023, 5, 5), date(2023, 5, 4))
    articles = [Article(f"a{n}", text, published=day) for n, (text, day) in enumerate(zip(texts, days, strict=True))]
    found = resolve([Extractor().extract(article) for article in articles])
    treaties = {frozenset(a for a, _ in c.keys) for c in found.clusters.values() if c.kind == "agreement"}
    assert treaties == {frozenset({"a0", "a1"}), frozenset({"a2"})}
