"""Two CSV tables, nodes and edges: plain ones for pandas, R or Gephi, and ones with the headers that Neo4j imports."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from typing import TextIO

from kg.network.build import Network
from kg.network.values import text_of

__all__ = ["write_csv", "write_neo4j"]

_NEO4J_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}
_DAYS = frozenset({"date_first", "date_last", "published"})
_LOOKS = frozenset({"size", "r", "g", "b"})


def write_csv(network: Network, nodes: TextIO, edges: TextIO) -> None:
    """Write both tables to open text files (UTF-8, opened with `newline=""`); what is not known is empty.

    Nodes: `id` and the node attributes. Edges: `id`, `source`, `target`, `kind` and the edge attributes.
    """
    table = csv.writer(nodes, lineterminator="\n")
    table.writerow(("id", *network.node_types))
    for node in network.nodes:
        table.writerow((node.id, *(text_of(node.attributes.get(name, "")) for name in network.node_types)))
    table = csv.writer(edges, lineterminator="\n")
    table.writerow(("id", "source", "target", "kind", *network.edge_types))
    for edge in network.edges():
        values = (text_of(edge.attributes.get(name, "")) for name in network.edge_types)
        table.writerow((edge.id, edge.source, edge.target, edge.kind, *values))


def _neo4j_columns(types: Mapping[str, type], left_out: frozenset[str] = frozenset()) -> dict[str, str]:
    return {
        name: f"{name}:{'date' if name in _DAYS else _NEO4J_TYPES[kind]}"
        for name, kind in types.items()
        if name not in left_out
    }


def _relationship_type(kind: str) -> str:
    """`holdsOffice` as Neo4j users write it: `HOLDS_OFFICE`."""
    return re.sub(r"[^A-Z0-9]+", "_", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind).upper()).strip("_")


def write_neo4j(network: Network, nodes: TextIO, edges: TextIO) -> None:
    """Write both tables for `neo4j-admin database import full --nodes=... --relationships=...` to open text files.

    Each node is labelled with its kind (`Person`), each relationship typed with its relation (`HOLDS_OFFICE`); colours
    and sizes are left out.
    """
    columns = _neo4j_columns(network.node_types, _LOOKS)
    table = csv.writer(nodes, lineterminator="\n")
    table.writerow(("id:ID", ":LABEL", *columns.values()))
    for node in network.nodes:
        values = (text_of(node.attributes.get(name, "")) for name in columns)
        table.writerow((node.id, str(node.attributes["kind"]).title(), *values))
    columns = _neo4j_columns(network.edge_types)
    table = csv.writer(edges, lineterminator="\n")
    table.writerow((":START_ID", ":END_ID", ":TYPE", "id:string", *columns.values()))
    for edge in network.edges():
        values = (text_of(edge.attributes.get(name, "")) for name in columns)
        table.writerow((edge.source, edge.target, _relationship_type(edge.kind), edge.id, *values))
