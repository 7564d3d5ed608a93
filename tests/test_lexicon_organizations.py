"""The lists of organisations, memberships, documents and occasions: schema, order, references, certain facts."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from datetime import date

import pytest
from organization_facts import COUNTS, DOCUMENTS, FORMS, OCCASIONS, PARENTS, STATUS

from kg.lexicon import Form, Gazetteer
from kg.resources import resource

Row = dict[str, str]

COLUMNS = {
    "organizations.csv": "id,label,cls,names,acronyms,part_of,iso3,wikidata,descriptions,seat",
    "memberships.csv": "organization,member,status,since,until,source",
    "documents.csv": "id,label,cls,names,parties,signed,in_force,stage,wikidata",
    "occasions.csv": "id,label,cls,names,first,last,place,iso3",
}
CLASSES = {
    "organizations.csv": {"InternationalOrganization", "Grouping", "Organ", "GovernmentBody", "NonStateActor"},
    "documents.csv": {
        *("Treaty", "Agreement", "MemorandumOfUnderstanding", "JointStatement", "Declaration", "Resolution"),
        *("PositionPaper", "Plan", "Charter", "Legislation"),
    },
    "occasions.csv": {"War", "Conference", "Summit", "Exercise", "Process", "Crisis"},
}
PREFIXES = {"organizations.csv": "org", "documents.csv": "doc", "occasions.csv": "occasion"}
STATUSES = {"member", "observer", "dialogue partner", "candidate", "suspended", "former"}
STAGES = {"", "negotiated", "signed", "ratified", "in force", "suspended", "withdrawn", "expired"}
DATES = {
    "memberships.csv": ("since", "until"),
    "documents.csv": ("signed", "in_force"),
    "occasions.csv": ("first", "last"),
}
LISTS = ("names", "acronyms", "descriptions", "parties")


def rows(name: str) -> list[Row]:
    with resource(f"data/lexicon/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(cell: str) -> list[str]:
    return cell.split("|") if cell else []


def table(text: str) -> list[list[str]]:
    """Entries between `|` or line ends; fields from the right, since names contain blanks."""
    return [entry.split() for entry in re.split(r"[|\n]", text) if entry]


def lines(text: str) -> list[list[str]]:
    return [line.split(";") for line in text.strip().splitlines()]


def entity_ids() -> set[str]:
    states = {f"state/{row['iso3']}" for row in rows("states.csv")}
    return states | {row["id"] for row in rows("organizations.csv")}


def index(name: str) -> dict[str, str]:
    return {form: row["id"] for row in rows(name) for form in split(row["names"]) + split(row.get("acronyms", ""))}


def covers(first: str, last: str, day: str) -> bool:
    """Whether a day lies within two ISO dates of any precision, both included; an empty end is open."""
    return (not first or first <= day[: len(first)]) and (not last or day[: len(last)] <= last)


def statuses(organization: str, member: str, day: str) -> set[str]:
    return {
        row["status"]
        for row in rows("memberships.csv")
        if (row["organization"], row["member"]) == (organization, member) and covers(row["since"], row["until"], day)
    }


@pytest.mark.parametrize("name", COLUMNS)
def test_schema_and_form(name: str) -> None:
    raw = resource(f"data/lexicon/{name}").read_bytes()
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    header, *body = csv.reader(raw.decode("utf-8").splitlines())
    assert header == COLUMNS[name].split(",")
    assert all(len(row) == len(header) for row in body)
    assert all(cell == cell.strip() and "  " not in cell and "\u2019" not in cell for row in body for cell in row)


@pytest.mark.parametrize("name", PREFIXES)
def test_ids_sorted_unique_and_well_formed(name: str) -> None:
    ids = [row["id"] for row in rows(name)]
    assert ids == sorted(set(ids))
    assert [i for i in ids if not re.fullmatch(PREFIXES[name] + r"/[a-z0-9]+(-[a-z0-9]+)*", i)] == []


def test_memberships_sorted_and_unique() -> None:
    found = [tuple(row.values()) for row in rows("memberships.csv")]
    assert found == sorted(found)
    starts = Counter((row["organization"], row["member"], row["since"]) for row in rows("memberships.csv"))
    assert [key for key, number in starts.items() if number > 1] == []


@pytest.mark.parametrize("name", PREFIXES)
def test_classes_labels_and_wikidata(name: str) -> None:
    assert {row["cls"] for row in rows(name)} == CLASSES[name]
    for row in rows(name):
        assert row["label"] in split(row["names"]) + split(row.get("acronyms", "")), row["id"]
        assert re.fullmatch(r"(Q[1-9]\d*)?", row.get("wikidata", "")), row["id"]
    items = Counter(row["wikidata"] for row in rows(name) if row.get("wikidata"))
    assert all(number == 1 for number in items.values())


@pytest.mark.parametrize("name", PREFIXES)
def test_lists_have_no_empty_or_repeated_item(name: str) -> None:
    for row in rows(name):
        for column in LISTS:
            items = split(row.get(column, ""))
            assert len(items) == len(set(filter(None, items))), (row["id"], column)


@pytest.mark.parametrize("name", PREFIXES)
def test_a_form_stands_for_one_entry(name: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in rows(name):
        for form in split(row["names"]) + split(row.get("acronyms", "")):
            owners[form].add(row["id"])
    assert {form: ids for form, ids in owners.items() if len(ids) > 1} == {}


def test_no_form_is_shared_between_lists() -> None:
    forms = [set(index(name)) for name in PREFIXES]
    assert forms[0] & forms[1] == forms[0] & forms[2] == forms[1] & forms[2] == set()
    assert set().union(*forms) & {name for row in rows("states.csv") for name in split(row["names"])} == set()


def test_british_and_american_spellings_come_together() -> None:
    for row in rows("organizations.csv"):
        names = set(split(row["names"]))
        if row["cls"] in {"InternationalOrganization", "Organ"}:
            for name in names:
                american = name.replace("Organisation", "Organization").replace("Stabilisation", "Stabilization")
                british = name.replace("Organization", "Organisation").replace("Stabilization", "Stabilisation")
                assert {american, british} <= names, name


def test_descriptions_are_definite_phrases() -> None:
    found = {item for row in rows("organizations.csv") for item in split(row["descriptions"])}
    plain = {item for item in found if not re.match(r"the |[A-Z].*('s| )", item)}
    assert plain == set()


def test_part_of_leads_to_a_root() -> None:
    parent = {row["id"]: row["part_of"] for row in rows("organizations.csv")}
    for start in parent:
        seen, at = {start}, parent[start]
        while at:
            assert at not in seen, (start, at)
            seen.add(at)
            at = parent[at]


@pytest.mark.parametrize("name", ["organizations.csv", "occasions.csv"])
def test_iso3_is_a_state(name: str) -> None:
    states = {row["iso3"] for row in rows("states.csv")}
    assert {row["iso3"] for row in rows(name)} - states == {""}


def test_references_exist() -> None:
    known = entity_ids()
    memberships = rows("memberships.csv")
    assert {row["organization"] for row in memberships} | {row["member"] for row in memberships} <= known
    assert {party for row in rows("documents.csv") for party in split(row["parties"])} <= known


def test_statuses_stages_and_sources() -> None:
    memberships = rows("memberships.csv")
    assert {row["status"] for row in memberships} <= STATUSES
    assert all(row["since"] and row["source"] for row in memberships)
    assert {row["stage"] for row in rows("documents.csv")} <= STAGES


@pytest.mark.parametrize("name", DATES)
def test_dates_are_iso_and_in_order(name: str) -> None:
    for row in rows(name):
        first, last = (row[column] for column in DATES[name])
        for value in filter(None, (first, last)):
            date.fromisoformat(value + "0001-01-01"[len(value) :])
        if first and last and row["id" if "id" in row else "member"] != "doc/taiwan-relations-act":
            assert first[: len(last)] <= last[: len(first)], row


def test_spells_of_a_member_do_not_overlap() -> None:
    spells: dict[tuple[str, ...], list[tuple[str, str]]] = defaultdict(list)
    for row in rows("memberships.csv"):
        spells[row["organization"], row["member"], row["status"]].append((row["since"], row["until"]))
    for key, dates in spells.items():
        for (_, until), (since, _) in zip(sorted(dates), sorted(dates)[1:], strict=False):
            assert "" < until < since, key


def test_lists_are_large_enough() -> None:
    classes = Counter(row["cls"] for row in rows("organizations.csv"))
    assert classes["InternationalOrganization"] + classes["Grouping"] + classes["Organ"] >= 300
    assert min(classes["GovernmentBody"], classes["NonStateActor"]) >= 100
    assert len({row["organization"] for row in rows("memberships.csv")}) >= 25
    assert len(rows("documents.csv")) >= 140
    assert len(rows("occasions.csv")) >= 100


@pytest.mark.parametrize(("organization", "number", "day"), table(COUNTS))
def test_number_of_members(organization: str, number: str, day: str) -> None:
    members = {
        row["member"]
        for row in rows("memberships.csv")
        if row["organization"] == f"org/{organization}"
        and row["status"] == "member"
        and covers(row["since"], row["until"], day)
    }
    assert len(members) == int(number), sorted(members)


@pytest.mark.parametrize(("organization", "member", "status", "day"), table(STATUS))
def test_status_on_a_day(organization: str, member: str, status: str, day: str) -> None:
    found = statuses(f"org/{organization}", member, day)
    if status == "suspended":
        assert found == {"member", "suspended"}
    elif status == "-":
        assert "member" not in found
    else:
        assert found == {status.replace("-", " ")}


def test_forms_stand_for_organizations() -> None:
    known = index("organizations.csv")
    wanted = {" ".join(words): f"org/{owner}" for *words, owner in table(FORMS)}
    assert len(wanted) >= 50
    assert {form: known.get(form) for form in wanted} == wanted


def test_parents() -> None:
    parent = {row["id"]: row["part_of"] for row in rows("organizations.csv")}
    wanted = {f"org/{child}": f"org/{owner}" for child, owner in table(PARENTS)}
    assert {child: parent[child] for child in wanted} == wanted


@pytest.mark.parametrize(("name", "slug", "signed", "parties"), lines(DOCUMENTS))
def test_documents(name: str, slug: str, signed: str, parties: str) -> None:
    assert index("documents.csv")[name] == f"doc/{slug}"
    (row,) = [row for row in rows("documents.csv") if row["id"] == f"doc/{slug}"]
    assert row["signed"] == signed
    assert set(parties.split()) <= set(split(row["parties"]))


@pytest.mark.parametrize(("name", "slug", "during", "outside"), lines(OCCASIONS))
def test_occasions(name: str, slug: str, during: str, outside: str) -> None:
    assert index("occasions.csv")[name] == f"occasion/{slug}"
    (row,) = [row for row in rows("occasions.csv") if row["id"] == f"occasion/{slug}"]
    assert covers(row["first"], row["last"], during)
    assert not covers(row["first"], row["last"], outside)


def test_forms_are_found_in_text() -> None:
    forms = [(form, Form(owner, "name")) for name in PREFIXES for form, owner in index(name).items()]
    text = "NATO\u2019s Vilnius Summit and the U.N. Security Council discussed the Iran nuclear deal and us."
    found = [(text[hit.start : hit.end], hit.forms[0].entity_id) for hit in Gazetteer(forms).find(text)]
    assert found == [
        ("NATO", "org/nato"),
        ("Vilnius Summit", "occasion/vilnius-summit-2023"),
        ("U.N. Security Council", "org/unsc"),
        ("Iran nuclear deal", "doc/jcpoa"),
    ]
