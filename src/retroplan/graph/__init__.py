"""Plans and schedules as networkx graphs, and back; networkx itself is imported where a graph is made."""

from retroplan.graph.attributes import DiGraph, is_graph
from retroplan.graph.reading import Reading, from_graph, read_graph
from retroplan.graph.writing import to_graph

__all__ = ["DiGraph", "Reading", "from_graph", "is_graph", "read_graph", "to_graph"]
