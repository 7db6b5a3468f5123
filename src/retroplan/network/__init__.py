"""Plan to flat arrays in topological order; names cycles."""

from retroplan.network.arrays import Network, Node, Tie
from retroplan.network.build import compile, contradictions, parse_basis, relaunched
from retroplan.network.order import lengthened
from retroplan.network.sizes import half_up, percent_lag

__all__ = [
    "Network",
    "Node",
    "Tie",
    "compile",
    "contradictions",
    "half_up",
    "lengthened",
    "parse_basis",
    "percent_lag",
    "relaunched",
]
