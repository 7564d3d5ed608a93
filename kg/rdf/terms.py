"""RDF terms from plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType

from pyoxigraph import Literal, NamedNode

from kg.model import Status
from kg.vocab import KG, PREFIXES

__all__ = ["FACTUALITY", "clean", "day", "integer", "iri", "kg", "number", "some_day", "term", "text", "uri", "words"]

_XSD = PREFIXES["xsd"]
_DATE = NamedNode(f"{_XSD}date")
_DECIMAL = NamedNode(f"{_XSD}decimal")
_INTEGER = NamedNode(f"{_XSD}integer")
_URI = NamedNode(f"{_XSD}anyURI")
_UNWRITABLE = re.compile("[\0\ud800-\udfff\ufffe\uffff]")

FACTUALITY: Mapping[Status, str] = MappingProxyType({"actual": "Asserted", "planned": "Planned", "denied": "Denied"})


@lru_cache(maxsize=4096)
def term(name: str) -> NamedNode:
    """The term of a prefixed name such as `skos:prefLabel`."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=4096)
def kg(name: str) -> NamedNode:
    """A term of this project's ontology."""
    return NamedNode(KG + name)


def iri(value: str) -> NamedNode:
    """An IRI minted by `kg.vocab`."""
    return NamedNode(value)


def clean(value: str) -> str:
    """The string without what RDF tools choke on; the offsets of the other characters still hold.

    NUL, lone surrogates, U+FFFE and U+FFFF become U+FFFD.
    """
    return _UNWRITABLE.sub("\ufffd", value)


def text(value: str) -> Literal:
    """A plain string."""
    return Literal(clean(value))


def words(value: str) -> Literal:
    """An English label."""
    return Literal(clean(value), language="en")


def uri(value: str) -> Literal:
    """A web address as a literal: unlike an IRI it may be malformed, as it was found."""
    return Literal(clean(value), datatype=_URI)


def day(value: date) -> Literal:
    """An xsd:date."""
    return Literal(value.isoformat(), datatype=_DATE)


def some_day(value: str) -> Literal:
    """An ISO date as precise as it is: xsd:date, xsd:gYearMonth or xsd:gYear."""
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(value), "date")
    return Literal(value, datatype=NamedNode(_XSD + kind))


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def number(value: float) -> Literal:
    """An xsd:decimal in canonical form, exactly the digits that Python prints for the float."""
    plain = format(Decimal(repr(float(value))).normalize(), "f")
    return Literal("0" if plain == "-0" else plain, datatype=_DECIMAL)
