"""GraphML, written as it goes: declared keys, then nodes, then edges, each with its own id.

`label` and `kind` also stand on the edge element, where Gephi looks for them, so that it does not merge parallel
edges of different relations. Key ids are prefixed (`node_label`, `edge_label`): ids must be unique in an XML file.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from kg.network.build import Network
from kg.network.values import Attributes, text_of

__all__ = ["write_graphml"]

_TYPES = {str: "string", int: "int", float: "double", bool: "boolean"}


def _keys(element: str, types: Mapping[str, type]) -> str:
    return "".join(
        f'  <key id="{element}_{name}" for="{element}" attr.name="{name}" attr.type="{_TYPES[kind]}"/>\n'
        for name, kind in types.items()
    )


def _data(element: str, types: Mapping[str, type], values: Attributes) -> str:
    return "".join(
        f'      <data key="{element}_{name}">{escape(text_of(values[name]))}</data>\n'
        for name in types
        if name in values
    )


def write_graphml(network: Network, file: TextIO) -> None:
    """Write the network to an open text file (UTF-8)."""
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    file.write(_keys("node", network.node_types) + _keys("edge", network.edge_types))
    file.write('  <graph id="kg" edgedefault="directed">\n')
    for node in network.nodes:
        data = _data("node", network.node_types, node.attributes)
        file.write(f"    <node id={quoteattr(node.id)}>\n{data}    </node>\n")
    for edge in network.edges():
        ends = f"source={quoteattr(edge.source)} target={quoteattr(edge.target)}"
        names = f"label={quoteattr(str(edge.attributes['label']))} kind={quoteattr(edge.kind)}"
        data = _data("edge", network.edge_types, edge.attributes)
        file.write(f"    <edge id={quoteattr(edge.id)} {ends} {names}>\n{data}    </edge>\n")
    file.write("  </graph>\n</graphml>\n")
