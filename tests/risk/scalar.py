"""Samples scheduled one by one by the engine: what the passes on blocks have to say, too."""

from __future__ import annotations

from copy import copy
from random import Random
from typing import Any

import numpy as np
from attrs import evolve

import retroplan as rp
from retroplan.engine.frame import Frame, make_frame
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import EVER, Dates, early_pass, late_pass
from retroplan.engine.solve import Solution, finish_caps, solve
from retroplan.model.moments import moment_instant
from retroplan.network import FullNetwork
from retroplan.network.order import connect
from retroplan.network.sizes import percent_lag
from retroplan.risk.model import Model, build
from retroplan.risk.passes import Block, Bounds, earliest_start
from retroplan.risk.passes import early_pass as early_pass_of_block


def base(document: dict[str, Any]) -> tuple[Solution, Model]:
    """Solve a plan as a simulation does: a start that is given does not count."""
    network = rp.compile(rp.from_document(document))
    plan = network.plan
    given = None if plan.start is None else moment_instant(plan.start)
    if plan.launch is None:
        solution = solve(make_frame(network.full, None), given)
    else:
        solution = solve(make_frame(network.full, moment_instant(plan.launch)), None)
    return solution, build(solution)


def drawn(model: Model, rng: Random, count: int) -> dict[int, Any]:
    """Draw other durations for most tasks, up to three times as long; of each kind of time."""
    lengths = {}
    for number, row in model.rows.items():
        settled = row.both or (row.at is not None and row.until is not None)
        if row.gate or settled or not (row.duration or row.months) or rng.random() < 0.2:
            continue
        most = 3 * (row.months or row.duration)
        lengths[number] = np.array([rng.randint(1, most) for _ in range(count)], dtype=np.int32)
    return lengths


def network_with(network: FullNetwork, lengths: dict[int, int]) -> FullNetwork:
    """Give the network with other durations, and the percent lags that follow from them."""
    fresh = copy(network)
    fresh.nodes = [
        node
        if number not in lengths
        else evolve(node, months=lengths[number])
        if node.months
        else evolve(node, duration=lengths[number])
        for number, node in enumerate(network.nodes)
    ]
    fresh.ties = []
    for tie in network.ties:
        if tie.percent is not None and tie.crossing is not None and tie.source in lengths:
            first, last = fresh.nodes[tie.source], fresh.nodes[tie.target]
            lag = percent_lag(tie.percent, first, last, tie.crossing.time)
            tie = evolve(tie, crossing=evolve(tie.crossing, lag=lag))
        fresh.ties.append(tie)
    connect(fresh)
    return fresh


def frame_with(solution: Solution, lengths: dict[int, int]) -> Frame:
    """Give the frame of a sample."""
    return make_frame(network_with(solution.frame.network, lengths), solution.frame.launch)


def late_of(solution: Solution, model: Model, lengths: dict[int, int]) -> Dates:
    """Compute late dates of a sample, one number after the other."""
    frame = frame_with(solution, lengths)
    count = len(frame.network)
    own, seen = Dates.filled(count, EVER), Dates.filled(count, EVER)
    caps = [
        cap if solution.kinds.of[node] is Kind.BEFORE else EVER
        for node, cap in enumerate(finish_caps(solution))
    ]
    late_pass(frame, set(range(count)) - model.rows.keys(), caps, own, seen, solution.ends)
    return own


def early_of(solution: Solution, lengths: dict[int, int], start: int) -> tuple[Dates, Dates]:
    """Compute early dates of a sample, one number after the other."""
    frame = frame_with(solution, lengths)
    return early_pass(frame, frame.works(start))


def met(block: Block, start: Any) -> Any:
    """
    Tell in which samples work that begins at an instant meets J less the buffer with no conflict.

    Looks at the forward pass alone, and asks of it what conflicts ask of a schedule.
    """
    model, early = block.model, early_pass_of_block(block, start)
    good = np.ones(np.size(start), dtype=bool)
    for number, row in model.rows.items():
        if row.gate:
            continue
        begin, end = early.seen_start[number], early.seen_finish[number]
        asked, bounds = early.asked[number], block.bounds.get(number, Bounds())
        if row.cap is not None:
            good = good & (end <= row.cap)
        if row.deadline is not None:
            good = good & (end <= row.deadline)
        if bounds.upper is not None:
            good = good & (asked <= bounds.upper) & (begin <= bounds.upper)
        if bounds.lower is not None:
            good = good & (begin >= bounds.lower)
        for dated in (bounds.fixed, bounds.pin):
            if dated is not None:
                good = good & (asked <= dated[0]) & (row.clock.worked(start) <= dated[0])
    for tie, end in zip(model.launch_ties, model.launch_ends, strict=True):
        good = good & (earliest_start(block, early, tie, to_launch=True) <= end)
    return good
