"""Working time of many values at once against that of one."""

from __future__ import annotations

from datetime import datetime
from random import Random

import numpy as np
import pytest

import retroplan as rp
from retroplan.model.moments import moment_instant
from retroplan.risk.clock import Clock

DAY = 1440


@pytest.mark.parametrize("calendar", ["FR", "ouvrables", "calendaires"])
@pytest.mark.parametrize("seed", range(10))
def test_arrays_are_answered_like_numbers(calendar: str, seed: int) -> None:
    """In windows that lie apart, overlap or grow; at every opening and closing, and a minute beside."""
    rng = Random(seed)
    time = rp.compile(
        rp.Plan(launch="2031-01-01", calendar=calendar, tasks=[rp.Task("a", duration="1d")])
    ).calendar.working_time()
    time.worked(moment_instant(datetime(2026, 1, 5)))  # its table reaches back for years
    clock = Clock(time, moment_instant(datetime(2031, 1, 1)))
    for _ in range(4):
        first, days = rng.randint(-600, 500) * DAY, rng.randint(1, 40)
        instants = [first + rng.randint(0, days * DAY) for _ in range(30)]
        works = [int(clock.worked(t)) for t in instants]
        edges = [int(edge(work)) for work in works for edge in (clock.opening, clock.closing)]
        instants += [edge + beside for edge in edges for beside in (-1, 0, 1)]

        assert clock.worked(np.array(instants)).tolist() == [clock.worked(t) for t in instants]  # type: ignore[union-attr]
        assert clock.opening(np.array(works)).tolist() == [clock.opening(w) for w in works]  # type: ignore[union-attr]
        assert clock.closing(np.array(works)).tolist() == [clock.closing(w) for w in works]  # type: ignore[union-attr]


def test_what_is_copied_is_what_is_asked_for() -> None:
    """A look-up in 2099 does not copy the 55,000 openings since 2026 that the table has."""
    plan = rp.Plan(launch="2100-01-01", calendar="calendaires", tasks=[rp.Task("a", duration="1d")])
    time = rp.compile(plan).calendar.working_time()
    time.worked(moment_instant(datetime(2026, 1, 5)))
    clock = Clock(time, moment_instant(datetime(2100, 1, 1)))
    clock.opening(np.array([-1000, -10]))

    assert clock._openings is not None
    assert len(clock._openings.keys) < 1000
