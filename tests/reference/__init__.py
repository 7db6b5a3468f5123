"""
A second scheduler, slow and obvious, that judges the real one.

It shares no code with `retroplan`: it reads a plan document, lays every calendar out minute by minute, and
looks for the least and the greatest dates by trying instants until every rule holds. Where the library has a
formula, this package has a definition and a search.

`solve(document)` gives an `Answer`; `differences(answer, schedule)` compares it with a schedule of the
library; `generator.document(rng, features)` draws plans to try.
"""

from .answer import Answer, Row
from .comparison import differences
from .launches import launch_differences
from .solve import solve

__all__ = ["Answer", "Row", "differences", "launch_differences", "solve"]
