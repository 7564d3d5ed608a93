"""Facts as a network: for networkx, Gephi (GraphML, GEXF), tables (CSV) and for counting."""

from kg.network.build import Edge, Facts, Network, Node, fact_network
from kg.network.codes import QUADS, Coding, coding, relation_label
from kg.network.gexf import write_gexf
from kg.network.graph import as_networkx, to_networkx
from kg.network.graphml import write_graphml
from kg.network.measures import UNDATED, BalanceRow, Measure, Period, RankRow, balance, ranking
from kg.network.schema import EDGE_TYPES, NODE_TYPES
from kg.network.states import STATE_EDGE_TYPES, By, state_network, state_of
from kg.network.tables import write_csv, write_neo4j

__all__ = [
    "EDGE_TYPES",
    "NODE_TYPES",
    "QUADS",
    "STATE_EDGE_TYPES",
    "UNDATED",
    "BalanceRow",
    "By",
    "Coding",
    "Edge",
    "Facts",
    "Measure",
    "Network",
    "Node",
    "Period",
    "RankRow",
    "as_networkx",
    "balance",
    "coding",
    "fact_network",
    "ranking",
    "relation_label",
    "state_network",
    "state_of",
    "to_networkx",
    "write_csv",
    "write_gexf",
    "write_graphml",
    "write_neo4j",
]
