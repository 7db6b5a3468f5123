"""
The model of an ordinary plan, straight from its flat lists.

Most plans have one calendar, links from finish to start, and no date but the launch. Their model is
that of `retroplan.risk.model`, only made without looking at what they do not have.
"""

from __future__ import annotations

from fractions import Fraction

from retroplan.model.estimate import Uncertain
from retroplan.model.plan import Plan
from retroplan.network import Plain
from retroplan.network.sizes import Sizes
from retroplan.risk.clock import Clock
from retroplan.risk.model import Draw, Model, NodeRow, TieRow
from retroplan.units import Duration

_ONE, _NOTHING = Fraction(1), Fraction(0)


class _Draws:
    """Makes draws of estimates; equal texts, of estimates and of points, were read as one value."""

    def __init__(self, sizes: Sizes) -> None:
        self.sizes = sizes
        self.known: dict[int, Draw] = {}
        self.minutes: dict[int, int] = {}

    def of(self, work: Uncertain) -> Draw:
        """Give the draw of an estimate."""
        if id(work) not in self.known:
            law = work.law([self.count(point) for point in work.points])
            self.known[id(work)] = Draw(law, _ONE, _NOTHING, _NOTHING)
        return self.known[id(work)]

    def count(self, point: Duration) -> int:
        """Count the minutes of a point."""
        if id(point) not in self.minutes:
            self.minutes[id(point)] = point.minutes(*self.sizes)
        return self.minutes[id(point)]


def ordinary_model(plan: Plan, plain: Plain, launch: int) -> Model | None:
    """
    Make an ordinary plan ready for simulation; None where it has other links.

    Parameters
    ----------
    plan
        The plan.
    plain
        Its flat lists.
    launch
        The instant of J.
    """
    if plain.ties or len(plain.tasks) != len(plain):
        return None  # a link to a finish was counted with the expected duration of its task
    clock = Clock(plain.time, launch)
    buffer = plan.buffer.minutes(*plain.sizes) if isinstance(plan.buffer, Duration) else 0
    draws = _Draws(plain.sizes)
    rows = {}
    for number, task in enumerate(plain.tasks):
        work = task.duration
        draw = draws.of(work) if isinstance(work, Uncertain) else None
        rows[number] = NodeRow(
            task.id, clock, clock, plain.duration[number], 0, draw, [], None, None, None, None, -buffer,
            False, False,
        )  # fmt: skip
    for target, sources in enumerate(plain.predecessors):
        for source in sources:
            tie = TieRow(source, target, False, True, 0, None, None)
            rows[target].before.append(tie)
            rows[source].after.append(tie)
    # What `settle` would note of each row is what stands there: nobody looks at starts from before.
    last = frozenset(number for number, row in rows.items() if not row.after)
    return Model(
        rows, list(plain.order), None, True, launch, clock, clock, [], [], last, frozenset(rows), buffer
    )
