"""GEXF 1.3 with time, written as it goes: nodes and edges stand on the timeline on the days that the facts name.

A range of days has both ends, an open range only a start; what is undated has neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TextIO
from xml.sax.saxutils import quoteattr

from kg.network.build import Edge, Network, Node, Spell
from kg.network.values import Attributes, text_of

__all__ = ["write_gexf"]

_TYPES = {str: "string", int: "integer", float: "double", bool: "boolean"}
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
  <graph mode="dynamic" defaultedgetype="directed" idtype="string" timeformat="date" timerepresentation="interval">
"""
# These have their own place in the format.
_NODE_PLACED = frozenset({"label", "size", "r", "g", "b"})
_EDGE_PLACED = frozenset({"label", "weight", "r", "g", "b"})


def _declare(element: str, types: Mapping[str, type], placed: frozenset[str]) -> str:
    rows = "".join(
        f'      <attribute id="{name}" title="{name}" type="{_TYPES[kind]}"/>\n'
        for name, kind in types.items()
        if name not in placed
    )
    return f'    <attributes class="{element}" mode="static">\n{rows}    </attributes>\n'


def _values(types: Mapping[str, type], known: Attributes, placed: frozenset[str]) -> str:
    rows = "".join(
        f'          <attvalue for="{name}" value={quoteattr(text_of(known[name]))}/>\n'
        for name in types
        if name in known and name not in placed
    )
    return f"        <attvalues>\n{rows}        </attvalues>\n" if rows else ""


def _time(spell: Spell) -> str:
    first, last = spell
    return f' start="{first.isoformat()}"' + (f' end="{last.isoformat()}"' if last else "")


def _spells(spells: Sequence[Spell]) -> str:
    if not spells:
        return ""
    rows = "".join(f"          <spell{_time(spell)}/>\n" for spell in spells)
    return f"        <spells>\n{rows}        </spells>\n"


def _colour(known: Attributes) -> str:
    return f'        <viz:color r="{known["r"]}" g="{known["g"]}" b="{known["b"]}"/>\n'


def _node(node: Node, types: Mapping[str, type]) -> str:
    known = node.attributes
    return (
        f"      <node id={quoteattr(node.id)} label={quoteattr(str(known['label']))}>\n"
        + _values(types, known, _NODE_PLACED)
        + _spells(node.spells)
        + _colour(known)
        + f'        <viz:size value="{known["size"]}"/>\n      </node>\n'
    )


def _edge(edge: Edge, types: Mapping[str, type]) -> str:
    known = edge.attributes
    return (
        f"      <edge id={quoteattr(edge.id)} source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        f' label={quoteattr(str(known["label"]))} kind={quoteattr(edge.kind)} weight="{known["weight"]}"'
        f"{_time(edge.spell) if edge.spell else ''}>\n"
        + _values(types, known, _EDGE_PLACED)
        + _colour(known)
        + "      </edge>\n"
    )


def write_gexf(network: Network, file: TextIO) -> None:
    """Write the network to an open text file (UTF-8)."""
    file.write(_HEAD + _declare("node", network.node_types, _NODE_PLACED))
    file.write(_declare("edge", network.edge_types, _EDGE_PLACED) + "    <nodes>\n")
    for node in network.nodes:
        file.write(_node(node, network.node_types))
    file.write("    </nodes>\n    <edges>\n")
    for edge in network.edges():
        file.write(_edge(edge, network.edge_types))
    file.write("    </edges>\n  </graph>\n</gexf>\n")
