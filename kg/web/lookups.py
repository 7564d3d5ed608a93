"""The lookups that the API offers: one table, from which come the routes, the reading of parameters and OpenAPI."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.errors import QueryError
from kg.model import Selection, Status
from kg.network import BalanceRow, RankRow
from kg.query import Lookups, agreements, members, path, show
from kg.query.claims import DisputeRow, PendingRow, disputes, pending
from kg.query.rows import (
    AgreementRow,
    ArticleRow,
    EntityView,
    FactRow,
    HitRow,
    MemberRow,
    Reason,
    RelationRow,
    StatRow,
)
from kg.query.standing import standing, weighed
from kg.query.tenures import office_holders
from kg.web.parameters import Parameter

__all__ = ["LOOKUPS", "PAGING", "Lookup"]


@dataclass(frozen=True, slots=True)
class Lookup:
    """A lookup: its path below /api, its parameters, and the kind of its rows (`many`) or of its one answer."""

    name: str
    summary: str
    row: type
    many: bool
    parameters: tuple[Parameter, ...]
    call: Callable[[Lookups, dict[str, Any]], Any]

    @property
    def address(self) -> str:
        """The path, with the place of its parameter in braces."""
        return f"/api/{self.name}" + "".join(f"/{{{p.name}}}" for p in self.parameters if p.path)


_MANY = 20
PAGING = (
    Parameter("limit", "count", "At most so many rows; the service has a limit of its own."),
    Parameter("offset", "count", "Leave out so many rows first."),
)
_ENTITIES = Parameter("entity", "text", "A name or id; give it twice for what is between two.", required=True, most=2)
_SOME = Parameter("entity", "text", "Only of this entity; given twice, only between the two.", most=2)
_WIDE = Parameter("wide", "flag", "Count the persons and bodies of a state with the state.")
_SELECTION = (
    Parameter("relation", "relation", "Only this relation; repeatable.", most=_MANY),
    Parameter("since", "first", "Not before this day, month or year."),
    Parameter("until", "last", "Not after this day, month or year."),
    Parameter("status", "status", "Only facts of this status; repeatable.", most=_MANY),
    Parameter("min_confidence", "fraction", "Least confidence, 0 to 1."),
)


def _selection(given: dict[str, Any], statuses: tuple[Status, ...] = ()) -> Selection:
    if given["since"] and given["until"] and given["since"] > given["until"]:
        raise QueryError("since is later than until")
    return Selection(
        relations=given["relation"],
        statuses=given["status"] or statuses,
        since=given["since"],
        until=given["until"],
        min_confidence=given["min_confidence"] or 0.0,
    )


def _part(name: str, meaning: str) -> Parameter:
    return Parameter(name, "text", meaning, required=True, path=True)


LOOKUPS: tuple[Lookup, ...] = (
    Lookup(
        "show",
        "An entity: its names, offices, memberships, and to whom which facts tie it",
        EntityView,
        False,
        (_part("entity", "A name or id: Xi, PRC, state/CHN."),),
        lambda at, given: show(at, given["entity"]),
    ),
    Lookup(
        "relations",
        "The facts of one entity, or between two, summed up",
        RelationRow,
        True,
        (_ENTITIES, _WIDE, *_SELECTION),
        lambda at, given: at.relations(given["entity"], _selection(given), wide=given["wide"]),
    ),
    Lookup(
        "timeline",
        "The facts of one entity, or between two, by date",
        FactRow,
        True,
        (_ENTITIES, _WIDE, *_SELECTION),
        lambda at, given: at.timeline(given["entity"], _selection(given), wide=given["wide"]),
    ),
    Lookup(
        "members",
        "The members of an organisation, from the articles and from background knowledge",
        MemberRow,
        True,
        (_part("org", "Name or id of the organisation."), Parameter("on", "day", "Only members on this day.")),
        lambda at, given: members(at, given["org"], given["on"]),
    ),
    Lookup(
        "offices",
        "The offices of a person, or who holds office in a state or body, from articles and background knowledge",
        MemberRow,
        True,
        (_part("entity", "Name or id of the person, state or body."), Parameter("on", "day", "Only on this day.")),
        lambda at, given: office_holders(at, given["entity"], given["on"]),
    ),
    Lookup(
        "agreements",
        "Documents with type, parties, stage, and those who signed, issued, joined or left them",
        AgreementRow,
        True,
        (
            Parameter("party", "text", "Only what this entity signed, issued, joined, left or is a party to."),
            Parameter("stage", "text", "Only documents at this stage: negotiated, signed, in force ..."),
            _WIDE,
        ),
        lambda at, given: agreements(at, given["party"], wide=given["wide"], stage=given["stage"]),
    ),
    Lookup(
        "path",
        "The shortest chain of facts between two entities; only facts of status actual, unless status says otherwise",
        FactRow,
        True,
        (
            Parameter("from", "text", "Name or id of the one end.", required=True),
            Parameter("to", "text", "Name or id of the other end.", required=True),
            Parameter("avoid", "text", "Do not go through this entity; repeatable.", most=_MANY),
            *_SELECTION,
        ),
        lambda at, given: path(at, given["from"], given["to"], _selection(given, ("actual",)), avoid=given["avoid"]),
    ),
    Lookup(
        "disputes",
        "What one claims and another denies; with plans, also what was planned and then reported or not",
        DisputeRow,
        True,
        (_SOME, _WIDE, Parameter("plans", "flag", "Also plans, and what became of them."), *_SELECTION),
        lambda at, given: disputes(at, given["entity"], _selection(given), wide=given["wide"], plans=given["plans"]),
    ),
    Lookup(
        "pending",
        "Planned events whose date has passed and that no article reports",
        PendingRow,
        True,
        (_SOME, _WIDE, Parameter("on", "day", "As seen on this day; by default that of the latest article.")),
        lambda at, given: pending(at, given["entity"], given["on"], wide=given["wide"]),
    ),
    Lookup(
        "balance",
        "Cooperation against conflict between two, by period: PLOVER types and Goldstein values",
        BalanceRow,
        True,
        (
            Parameter("one", "text", "Name or id of the one side.", required=True),
            Parameter("other", "text", "Name or id of the other side.", required=True),
            Parameter("by", "period", "Length of a period; by default year."),
            *_SELECTION,
        ),
        lambda at, given: weighed(at, given["one"], given["other"], given["by"] or "year", _selection(given)),
    ),
    Lookup(
        "ranking",
        "States by their place in the network, their persons and bodies counted with them",
        RankRow,
        True,
        (
            Parameter("by", "measure", "Measure; by default degree."),
            Parameter("kind", "kind", "Rank entities of this kind instead of states."),
            Parameter("all", "flag", "Rank all entities instead of states."),
            *_SELECTION,
        ),
        lambda at, given: standing(
            at, given["by"] or "degree", _selection(given), kind=given["kind"], everything=given["all"]
        ),
    ),
    Lookup(
        "why",
        "The sentence that states a fact, its article, and the rule that read it",
        Reason,
        False,
        (_part("fact", "Id of the fact, or its beginning."),),
        lambda at, given: at.why(given["fact"]),
    ),
    Lookup(
        "search",
        "Names, sentences and article titles that hold a text, at most 200 of each",
        HitRow,
        True,
        (Parameter("q", "text", "The text.", required=True),),
        lambda at, given: at.search(given["q"]),
    ),
    Lookup("articles", "The articles by date", ArticleRow, True, (), lambda at, given: at.articles()),
    Lookup(
        "stats",
        "Numbers of articles, entities by kind, and facts by relation, status and year",
        StatRow,
        True,
        (),
        lambda at, given: at.stats(),
    ),
)
