"""Checks of triples against SHACL shapes, for the part of SHACL Core that the ontology's shapes use.

The shapes are translated once into plain checks, and a graph is read once into a table of its nodes: a thousand triples
take some 15 milliseconds, where a general SHACL engine needs about half a second. A shape that uses anything that is
not translated here is an error, so that no rule is passed over in silence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal, cast

import pyoxigraph as ox

from kg.errors import ValidationError
from kg.vocab import PREFIXES

if TYPE_CHECKING:
    from pathlib import Path

    import rdflib
    from rdflib.term import Node as ShapeNode

__all__ = ["Breach", "Node", "Severity", "Shapes", "Statements", "Term"]

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Node = Mapping[str, Sequence[Term]]
Severity = Literal["violation", "warning", "info"]

_TYPE, _SUBCLASS = f"{PREFIXES['rdf']}type", f"{PREFIXES['rdfs']}subClassOf"
_SH, _XSD = "http://www.w3.org/ns/shacl#", PREFIXES["xsd"]
_NOTHING: Sequence[Term] = ()


@dataclass(frozen=True, slots=True)
class Breach:
    """A node that breaks a shape; `path` is the IRI of the property, with a leading `^` if inverse, "" for the node."""

    node: str
    path: str
    message: str
    severity: Severity


class Statements:
    """The triples of one graph as a table: node, property, values. Blank nodes are named `_:x`, all else by IRI."""

    def __init__(self, found: Iterable[ox.Quad | ox.Triple]) -> None:
        table: defaultdict[str, dict[str, dict[Term, None]]] = defaultdict(dict)
        for one in found:
            subject = one.subject
            name = subject.value if isinstance(subject, ox.NamedNode) else str(subject)
            table[name].setdefault(one.predicate.value, {})[one.object] = None
        self.nodes: Mapping[str, Node] = {n: {p: tuple(v) for p, v in node.items()} for n, node in table.items()}

    def values(self, node: str, path: str) -> Sequence[Term]:
        """The values of a property of a node."""
        found = self.nodes.get(node)
        return found.get(path, _NOTHING) if found else _NOTHING

    @cached_property
    def classes(self) -> Mapping[str, frozenset[str]]:
        """The classes of each node that has some, with those that the graph itself puts above them."""
        known: dict[Sequence[Term], frozenset[str]] = {}
        found = {}
        for name, node in self.nodes.items():
            types = node.get(_TYPE)
            if types:
                if types not in known:
                    known[types] = self._with_upper(types)
                found[name] = known[types]
        return found

    def _with_upper(self, types: Iterable[Term]) -> frozenset[str]:
        waiting, found = [name_of(one) for one in types], set[str]()
        while waiting:
            cls = waiting.pop()
            if cls not in found:
                found.add(cls)
                waiting += map(name_of, self.values(cls, _SUBCLASS))
        return frozenset(found)

    @cached_property
    def members(self) -> Mapping[str, Sequence[str]]:
        """The nodes of each class."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for name, classes in self.classes.items():
            for cls in classes:
                found[cls].append(name)
        return found

    @cached_property
    def inverse(self) -> Mapping[str, Mapping[str, Sequence[Term]]]:
        """For a property and a value that is a node, the nodes that have it."""
        found: defaultdict[str, defaultdict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for name, node in self.nodes.items():
            subject = ox.BlankNode(name[2:]) if name.startswith("_:") else ox.NamedNode(name)
            for path, values in node.items():
                for value in values:
                    if not isinstance(value, ox.Literal):
                        found[path][name_of(value)].append(subject)
        return found

    def is_a(self, term: Term, cls: str) -> bool:
        """Whether a value is a node of the class."""
        return not isinstance(term, ox.Literal) and cls in self.classes.get(name_of(term), ())


def name_of(term: Term) -> str:
    """How `Statements` names a node; for a literal its N-Triples form."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


_Check = Callable[[Statements, str, Sequence[Term]], bool]
"""Whether the values of a property of a node keep a rule."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """What the nodes of some classes must keep: a property with its checks, or a class test of the node itself."""

    targets: tuple[str, ...]
    path: str
    checks: tuple[_Check, ...]
    message: str
    severity: Severity


class Shapes:
    """Shapes, translated. Raises ValidationError if they use what is not translated."""

    def __init__(self, graph: rdflib.Graph) -> None:
        self._rules = tuple(_rules(graph))

    @classmethod
    def read(cls, path: Path) -> Shapes:
        """The shapes of a Turtle file."""
        import rdflib

        return cls(rdflib.Graph().parse(path, format="turtle"))

    def breaches(self, statements: Statements) -> Iterator[Breach]:
        """What breaks the shapes, each node and property once a rule, in no set order."""
        for rule in self._rules:
            inverse = statements.inverse.get(rule.path[1:], {}) if rule.path.startswith("^") else None
            for node in dict.fromkeys(n for target in rule.targets for n in statements.members.get(target, ())):
                values = inverse.get(node, _NOTHING) if inverse is not None else statements.values(node, rule.path)
                if not all(check(statements, node, values) for check in rule.checks):
                    yield Breach(node, rule.path, rule.message, rule.severity)


def _rules(graph: rdflib.Graph) -> Iterator[_Rule]:
    from rdflib import RDF

    for shape in sorted(graph.subjects(RDF.type, _uri("NodeShape")), key=str):
        targets = tuple(sorted(map(str, graph.objects(shape, _uri("targetClass")))))
        for part in graph.objects(shape, _uri("property")):
            yield _Rule(targets, _path(graph, part), _checks(graph, part), *_told(graph, part))
        if tests := _tests(graph, shape):
            yield _Rule(targets, "", tests, *_told(graph, shape))


def _uri(name: str) -> rdflib.URIRef:
    import rdflib

    return rdflib.URIRef(_SH + name)


def _told(graph: rdflib.Graph, shape: ShapeNode) -> tuple[str, Severity]:
    severity = str(graph.value(shape, _uri("severity"), default=_uri("Violation"))).removeprefix(_SH).lower()
    return str(graph.value(shape, _uri("message"))), cast("Severity", severity)


def _path(graph: rdflib.Graph, shape: ShapeNode) -> str:
    path = graph.value(shape, _uri("path"))
    inverse = graph.value(path, _uri("inversePath"))
    return f"^{inverse}" if inverse is not None else str(path)


def _parts(graph: rdflib.Graph, shape: ShapeNode) -> Iterator[tuple[str, ShapeNode]]:
    """The names and values of what SHACL says of a shape, sorted."""
    found = ((str(path).removeprefix(_SH), value) for path, value in graph.predicate_objects(shape))
    yield from sorted(((n, v) for n, v in found if not n.startswith("http")), key=lambda part: (part[0], str(part[1])))


def _checks(graph: rdflib.Graph, shape: ShapeNode) -> tuple[_Check, ...]:
    found = []
    for name, value in _parts(graph, shape):
        if name in _CONSTRAINTS:
            found.append(_CONSTRAINTS[name](_plain(graph, name, value)))
        elif name == "or":
            found.append(_any([_checks(graph, option) for option in graph.items(value)]))
        elif name not in ("path", "message", "severity"):
            raise ValidationError(f"shapes: sh:{name} of a property is not understood")
    return tuple(found)


def _tests(graph: rdflib.Graph, shape: ShapeNode) -> tuple[_Check, ...]:
    """Of the rules on nodes themselves there is one: not to be of any of some classes."""
    found = []
    for name, value in _parts(graph, shape):
        if name == "not":
            found.append(_no_class(_excluded(graph, value)))
        elif name not in ("targetClass", "property", "message", "severity"):
            raise ValidationError(f"shapes: sh:{name} of a node is not understood")
    return tuple(found)


def _excluded(graph: rdflib.Graph, shape: ShapeNode) -> tuple[str, ...]:
    options = graph.value(shape, _uri("or"))
    classes = [graph.value(one, _uri("class")) for one in graph.items(options)] if options is not None else []
    if not classes or None in classes or len(list(graph.predicate_objects(shape))) != 1:
        raise ValidationError("shapes: sh:not is understood only of sh:or of classes")
    return tuple(map(str, classes))


def _plain(graph: rdflib.Graph, name: str, value: ShapeNode) -> str:
    """The value of a constraint as text; of a list its members, each in N-Triples form, by line."""
    return "\n".join(one.n3() for one in graph.items(value)) if name == "in" else str(value)


def _any(options: Sequence[tuple[_Check, ...]]) -> _Check:
    """Each value keeps all rules of one of the options."""
    return lambda graph, node, values: all(
        any(all(check(graph, node, (one,)) for check in option) for option in options) for one in values
    )


def _no_class(classes: tuple[str, ...]) -> _Check:
    return lambda graph, node, values: graph.classes.get(node, frozenset()).isdisjoint(classes)


def _at_least(value: str) -> _Check:
    return lambda graph, node, values: len(values) >= int(value)


def _at_most(value: str) -> _Check:
    return lambda graph, node, values: len(values) <= int(value)


def _of_class(value: str) -> _Check:
    return lambda graph, node, values: all(graph.is_a(one, value) for one in values)


def _datatype(value: str) -> _Check:
    shape = _LEXICAL.get(value.removeprefix(_XSD))
    if shape is None:
        raise ValidationError(f"shapes: sh:datatype {value} is not understood")
    return lambda graph, node, values: all(
        isinstance(one, ox.Literal) and one.datatype.value == value and shape(one.value) for one in values
    )


def _one_of(value: str) -> _Check:
    allowed = frozenset(value.split("\n"))
    return lambda graph, node, values: all(str(one) in allowed for one in values)


def _ordered(keeps: Callable[[Decimal | date, Decimal | date], bool]) -> Callable[[str], _Check]:
    """Each value stands in this order to each value of another property of the node."""

    def constraint(other: str) -> _Check:
        return lambda graph, node, values: all(
            _compared(keeps, _amount(one), _amount(two)) for one in values for two in graph.values(node, other)
        )

    return constraint


def _bounded(keeps: Callable[[Decimal | date, Decimal | date], bool]) -> Callable[[str], _Check]:
    def constraint(bound: str) -> _Check:
        limit = Decimal(bound)
        return lambda graph, node, values: all(_compared(keeps, _amount(one), limit) for one in values)

    return constraint


def _compared(
    keeps: Callable[[Decimal | date, Decimal | date], bool], one: Decimal | date | None, two: Decimal | date | None
) -> bool:
    """Values that cannot be compared keep no order."""
    return one is not None and two is not None and isinstance(one, date) == isinstance(two, date) and keeps(one, two)


def _amount(term: Term) -> Decimal | date | None:
    """The value of a number or date; None for all else."""
    if not isinstance(term, ox.Literal):
        return None
    kind = term.datatype.value.removeprefix(_XSD)
    if kind == "date":
        return date.fromisoformat(term.value) if _is_date(term.value) else None
    return Decimal(term.value) if kind in _NUMBERS and _NUMBERS[kind](term.value) else None


def _long(value: str) -> _Check:
    return lambda graph, node, values: all(
        not isinstance(one, ox.BlankNode | ox.Triple) and len(one.value) >= int(value) for one in values
    )


def _pattern(value: str) -> _Check:
    search = re.compile(value).search
    return lambda graph, node, values: all(
        not isinstance(one, ox.BlankNode | ox.Triple) and search(one.value) for one in values
    )


def _kind(value: str) -> _Check:
    if value != f"{_SH}IRI":
        raise ValidationError(f"shapes: sh:nodeKind {value} is not understood")
    return lambda graph, node, values: all(isinstance(one, ox.NamedNode) for one in values)


def _is_date(text: str) -> bool:
    try:
        return len(text) == 10 and bool(date.fromisoformat(text))
    except ValueError:
        return False


_FLOAT = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?").fullmatch
_NUMBERS: Mapping[str, Callable[[str], object]] = {
    "decimal": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)").fullmatch,
    "double": _FLOAT,
    "float": _FLOAT,
    "integer": re.compile(r"[+-]?\d+").fullmatch,
}
_LEXICAL: Mapping[str, Callable[[str], object]] = {
    **_NUMBERS,
    "date": _is_date,
    "gYear": re.compile(r"\d{4}").fullmatch,
    "gYearMonth": re.compile(r"\d{4}-(0[1-9]|1[0-2])").fullmatch,
    "string": lambda text: True,
}
_CONSTRAINTS: Mapping[str, Callable[[str], _Check]] = {
    "class": _of_class,
    "datatype": _datatype,
    "in": _one_of,
    "lessThan": _ordered(lambda one, two: one < two),  # type: ignore[operator]
    "lessThanOrEquals": _ordered(lambda one, two: one <= two),  # type: ignore[operator]
    "maxCount": _at_most,
    "maxInclusive": _bounded(lambda one, two: one <= two),  # type: ignore[operator]
    "minCount": _at_least,
    "minInclusive": _bounded(lambda one, two: one >= two),  # type: ignore[operator]
    "minLength": _long,
    "nodeKind": _kind,
    "pattern": _pattern,
}
