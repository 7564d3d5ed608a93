"""Namespaces, minting of IRIs, and the classes of the ontology.

IRIs are made from ids by percent-encoding, so that any id can be read back from its IRI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from types import MappingProxyType
from urllib.parse import quote, unquote

from pyoxigraph import RdfFormat, parse

from kg.errors import StoreError
from kg.model import EntityKind
from kg.resources import resource

__all__ = [
    "BACKGROUND",
    "BASE",
    "KG",
    "META",
    "PREFIXES",
    "ROOTS",
    "Ontology",
    "article_id",
    "article_iri",
    "claim_id",
    "claim_iri",
    "entity_id",
    "entity_iri",
    "event_id",
    "event_iri",
    "graph_iri",
    "is_event",
    "membership_iri",
    "office_iri",
    "ontology",
    "span_bounds",
    "span_iri",
]

BASE = "https://kg.example/"
KG = f"{BASE}ns#"
BACKGROUND = f"{BASE}graph/background"
META = f"{BASE}graph/meta"
_ID = f"{BASE}id/"
_ARTICLE_GRAPH = f"{BASE}graph/article/"

PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "kg": KG,
        "article": f"{_ID}article/",
        "claim": f"{_ID}claim/",
        "doc": f"{_ID}doc/",
        "event": f"{_ID}event/",
        "membership": f"{_ID}membership/",
        "occasion": f"{_ID}occasion/",
        "office": f"{_ID}office/",
        "orga": f"{_ID}org/",
        "person": f"{_ID}person/",
        "place": f"{_ID}place/",
        "state": f"{_ID}state/",
        "tenure": f"{_ID}tenure/",
        "dct": "http://purl.org/dc/terms/",
        "nif": "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#",
        "org": "http://www.w3.org/ns/org#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "prov": "http://www.w3.org/ns/prov#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "wd": "http://www.wikidata.org/entity/",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
    }
)

_OWL = PREFIXES["owl"]
_RDFS = PREFIXES["rdfs"]
_ABOVE = (f"{_RDFS}subClassOf", f"{_RDFS}subPropertyOf")

# The class of an entity of which no finer class is known.
ROOTS: Mapping[EntityKind, str] = MappingProxyType(
    {
        "person": "Person",
        "state": "State",
        "organization": "Organization",
        "agreement": "Document",
        "event": "Occasion",
        "place": "Place",
    }
)


def _encode(text: str, safe: str = "") -> str:
    # A lone surrogate has no UTF-8 form; it becomes the replacement character as it does in literals.
    encoded = quote(re.sub("[\ud800-\udfff]", "\ufffd", text), safe=safe)
    return re.sub(r"(?<![^/])\.{1,2}(?![^/])", lambda dots: dots[0].replace(".", "%2E"), encoded)


def entity_iri(entity: str) -> str:
    """The IRI of an entity id such as `state/RUS`."""
    return _ID + _encode(entity, "/")


def entity_id(iri: str) -> str:
    """The entity id of an IRI made by `entity_iri`."""
    return unquote(iri.removeprefix(_ID))


def article_iri(article: str) -> str:
    """The IRI of an article id; whatever the id holds, it is one path segment."""
    return f"{_ID}article/{_encode(article)}"


def article_id(iri: str) -> str:
    """The article id of an article's or a named graph's IRI."""
    return unquote(iri.removeprefix(_ARTICLE_GRAPH).removeprefix(f"{_ID}article/"))


def graph_iri(article: str) -> str:
    """The named graph of an article."""
    return _ARTICLE_GRAPH + _encode(article)


def span_iri(article: str, start: int, end: int) -> str:
    """A stretch of an article, in the manner of RFC 5147: `...#char=0,215`."""
    return f"{article_iri(article)}#char={start},{end}"


def claim_iri(fact: str) -> str:
    """The claim that a fact id names."""
    return f"{_ID}claim/{_encode(fact)}"


def claim_id(iri: str) -> str:
    """The fact id of a claim."""
    return unquote(iri.removeprefix(f"{_ID}claim/"))


def event_iri(event: str, fact: str) -> str:
    """The event of an event id; a fact without one has an event of its own."""
    return f"{_ID}event/{_encode(event)}" if event else f"{_ID}event/of/{_encode(fact)}"


def is_event(iri: str) -> bool:
    """Whether `event_iri` made it."""
    return iri.startswith(f"{_ID}event/")


def event_id(iri: str) -> str:
    """The event id of an event; "" for the event of a fact that has none."""
    tail = iri.removeprefix(f"{_ID}event/")
    return "" if tail.startswith("of/") else unquote(tail)


def span_bounds(iri: str) -> tuple[int, int]:
    """Start and end of an IRI made by `span_iri`."""
    start, _, end = iri.rpartition("#char=")[2].partition(",")
    return int(start), int(end)


def _slug(*parts: str) -> str:
    tails = (part.rpartition("/")[2].casefold() for part in parts if part)
    words = "-".join(re.sub(r"[^a-z0-9]+", "-", tail).strip("-") for tail in tails)
    digest = sha256("\0".join(parts).rstrip("\0").encode("utf-8", "replace")).hexdigest()[:8]
    return f"{words[:80].strip('-')}-{digest}".lstrip("-")


def membership_iri(cls: str, member: str, organization: str, office: str | None, since: str = "") -> str:
    """The node of a tenure or membership (`cls` tells which): one for each member, body, office and known start."""
    kind = "tenure" if cls == "Tenure" else "membership"
    return f"{_ID}{kind}/{_slug(member, organization, (office or '').casefold(), since)}"


def office_iri(title: str, organization: str) -> str:
    """The office of that title, whatever its case, in a state or body."""
    return f"{_ID}office/{_slug(title.casefold(), organization)}"


@dataclass(frozen=True, slots=True)
class Ontology:
    """What code needs to know of the ontology: names are those after `kg:`.

    `above` gives each class or property and all those above it in the kg: namespace, itself first, then sorted;
    `labels` the English labels; `ranges` the classes that properties point to.
    """

    version: str
    above: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]
    ranges: Mapping[str, str]

    def entity_classes(self, kind: EntityKind, cls: str | None) -> tuple[str, ...]:
        """The class of an entity and all above it; `cls` counts if it lies below the root class of the kind."""
        root = ROOTS[kind]
        chosen = self.above.get(cls or root, ())
        return chosen if root in chosen else self.above[root]


def _closure(direct: Mapping[str, set[str]]) -> dict[str, tuple[str, ...]]:
    def climb(name: str) -> set[str]:
        return {name}.union(*(climb(upper) for upper in direct[name]))

    return {name: (name, *sorted(climb(name) - {name})) for name in direct}


@cache
def ontology() -> Ontology:
    """The ontology of this installation, read once. Raises StoreError if it has no version."""
    path = resource("ontology/ontology.ttl")
    version, labels, ranges = None, {}, {}
    direct: dict[str, set[str]] = {}
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        name, predicate, value = str(quad.subject.value), quad.predicate.value, quad.object
        name = name.removeprefix(KG)
        if predicate == _OWL + "versionInfo":
            version = value.value
        elif predicate == _RDFS + "label":
            labels[name] = value.value
        elif predicate == _RDFS + "range":
            ranges[name] = value.value.removeprefix(KG)
        elif predicate in _ABOVE and value.value.startswith(KG):
            direct.setdefault(name, set()).add(value.value.removeprefix(KG))
        elif predicate == PREFIXES["rdf"] + "type" and value.value.startswith(_OWL):
            direct.setdefault(name, set())
    if version is None:
        raise StoreError(f"{path}: owl:versionInfo is missing; install kg again")
    return Ontology(version, _closure(direct), labels, ranges)
