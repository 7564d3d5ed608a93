"""The network as a networkx graph."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kg.model import Entity, StoredFact
from kg.network.build import Network, fact_network

__all__ = ["as_networkx", "to_networkx"]


def as_networkx(network: Network) -> nx.MultiDiGraph[str]:
    """A network in memory: node attributes as they are, edge ids as keys."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(node.id, **node.attributes)
    for edge in network.edges():
        graph.add_edge(edge.source, edge.target, key=edge.id, **edge.attributes)
    return graph


def to_networkx(facts: Iterable[StoredFact], entities: Iterable[Entity]) -> nx.MultiDiGraph[str]:
    """The facts as a directed multigraph, one edge a fact with a unique key; see `fact_network` for the attributes."""
    rows = tuple(facts)
    return as_networkx(fact_network(lambda: rows, entities))
