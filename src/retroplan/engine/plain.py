"""
The passes of an ordinary plan: one calendar, and no date but the launch.

Everything counts in minutes of that calendar, so the early and the late pass are one addition
a link, and the planned dates are the late ones. The rules are those of `engine.passes`, which
gives the same dates; here is only what an ordinary plan needs of them, because at a hundred
thousand tasks every step taken for each link is felt.
"""

from __future__ import annotations

from attrs import frozen

from retroplan.engine.passes import Dates
from retroplan.network import Plain


@frozen
class PlainDates:
    """
    Early and late dates of an ordinary plan in which everything can be met.

    Attributes
    ----------
    plain
        The flat lists.
    start
        The instant at which work begins.
    end
        Work before which all of it is done: J less the buffer.
    early, late
        In minutes of the plan's calendar; the planned dates are the late ones.
    """

    plain: Plain
    start: int
    end: int
    early: Dates
    late: Dates


def plain_dates(plain: Plain, launch: int, buffer: int, given_start: int | None) -> PlainDates | None:
    """
    Compute the dates of an ordinary plan; None where a given start leaves too little time, or none at all.

    Parameters
    ----------
    plain
        The flat lists.
    launch
        The instant of J.
    buffer
        Working minutes between the last work and J.
    given_start
        The instant of the written start; None to begin as late as the launch allows.
    """
    time = plain.time
    end = time.worked(launch) - buffer
    late = late_dates(plain, end)
    start = min(launch, time.opening(min(late.start))) if given_start is None else given_start
    early = early_dates(plain, time.worked(start))
    if given_start is not None and (
        max(early.finish) > end
        or given_start > min(launch, time.opening(end))  # closed time alone keeps milestones from it
    ):
        return None
    return PlainDates(plain, start, end, early, late)


def early_dates(plain: Plain, floor: int) -> Dates:
    """Find the least dates at which every link holds and nothing begins before `floor`."""
    duration, predecessors, ties = plain.duration, plain.predecessors, plain.ties
    starts = [floor] * len(duration)
    finishes = starts.copy()
    for node in plain.order:
        start = floor
        for source in predecessors[node]:
            if finishes[source] > start:
                start = finishes[source]
        if node in ties:
            for from_start, source, minutes in ties[node]:
                value = (starts if from_start else finishes)[source] + minutes
                if value > start:
                    start = value
        starts[node] = start
        finishes[node] = start + duration[node]
    return Dates(starts, finishes)


def late_dates(plain: Plain, end: int) -> Dates:
    """
    Find the greatest dates at which every link holds and nothing finishes after `end`.

    Each node, once its own dates are known, holds back those it waits for. So the lists of the
    early pass do for this one as well, which halves what compiling and memory cost.
    """
    duration, predecessors, ties = plain.duration, plain.predecessors, plain.ties
    finishes = [end] * len(duration)
    starts = finishes.copy()
    for node in reversed(plain.order):
        start = starts[node] = finishes[node] - duration[node]
        for source in predecessors[node]:
            if start < finishes[source]:
                finishes[source] = start
        if node in ties:
            for from_start, source, minutes in ties[node]:
                value = start - minutes + (duration[source] if from_start else 0)
                if value < finishes[source]:
                    finishes[source] = value
    return Dates(starts, finishes)
