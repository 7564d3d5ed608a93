"""Lookups, SPARQL and saved queries on a store."""

from __future__ import annotations

from kg.query.lookups import Lookups
from kg.query.members import members, offices
from kg.query.names import Directory
from kg.query.paths import path
from kg.query.sparql import Result, check, select
from kg.query.ties import agreements, show

__all__ = [
    "Directory",
    "Lookups",
    "Result",
    "agreements",
    "check",
    "members",
    "offices",
    "path",
    "select",
    "show",
]
