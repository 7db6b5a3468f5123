"""Plan to flat lists in topological order; names cycles."""

from retroplan.network.arrays import FullNetwork, Node, Tie
from retroplan.network.build import contradictions, moved, parse_basis
from retroplan.network.compiling import anchored, compile, relaunched
from retroplan.network.network import Network
from retroplan.network.order import lengthened
from retroplan.network.plain import Plain, plain_of
from retroplan.network.sizes import half_up, percent_lag

__all__ = [
    "FullNetwork",
    "Network",
    "Node",
    "Plain",
    "Tie",
    "anchored",
    "compile",
    "contradictions",
    "half_up",
    "lengthened",
    "moved",
    "parse_basis",
    "percent_lag",
    "plain_of",
    "relaunched",
]
