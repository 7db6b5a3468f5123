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
from retroplan.risk.clock import Clock
from retroplan.risk.model import Draw, Model, NodeRow, TieRow
from retroplan.units import Duration


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
    draws: dict[int, Draw] = {}
    rows = {}
    for number, task in enumerate(plain.tasks):
        draw, work = None, task.duration
        if isinstance(work, Uncertain):
            draw = draws.get(id(work))
            if draw is None:
                points = [point.minutes(*plain.sizes) for point in work.points]
                draw = draws[id(work)] = Draw(work.law(points), Fraction(1), Fraction(0), Fraction(0))
        rows[number] = NodeRow(
            task.id, clock, clock, plain.duration[number], 0, draw, [], None, None, None, None, -buffer,
            False, False,
        )  # fmt: skip
    for target, sources in enumerate(plain.predecessors):
        for source in sources:
            tie = TieRow(source, target, False, True, 0, None, None)
            rows[target].before.append(tie)
            rows[source].after.append(tie)
    for row in rows.values():
        row.settle()
    last = frozenset(number for number, row in rows.items() if not row.after)
    return Model(
        rows, list(plain.order), None, True, launch, clock, clock, [], [], last, frozenset(rows), buffer
    )
