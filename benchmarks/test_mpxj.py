"""The engine beside MPXJ's scheduler, which counts in the same calendar: every date is compared."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import retroplan as rp
from benchmarks import java, peers
from benchmarks.generator import LAUNCH, Shape, shape, task_objects
from benchmarks.test_engine import timed
from retroplan.model.moments import moment_instant

ROUNDS = {1_000: 50, 10_000: 20, 100_000: 5}
"""More of the short ones: Java compiles while it runs, and the shortest round is told."""


def plan_of(made: Shape) -> rp.Plan:
    """Make the plan, in a calendar with French holidays."""
    return rp.Plan(launch=LAUNCH, calendar="FR", tasks=task_objects(made))


def assert_plain(schedule: rp.Schedule, dates: dict[str, Any], made: Shape) -> None:
    """Compare early finishes and late starts, as work since the start, with those of plain loops."""
    time = schedule.plan.resolve(schedule.plan.calendar).working_time()

    def worked(moments: Any) -> list[int]:
        return [time.worked(moment_instant(moment)) for moment in moments]

    (begin,) = worked([schedule.start])
    early, late = peers.plain_lists(made)[0]()
    assert [work - begin for work in worked(dates["early_finish"].astype(datetime))] == early
    assert [work - begin for work in worked(dates["late_start"].astype(datetime))] == late


@pytest.fixture
def with_java() -> None:
    """Start Java with MPXJ in it; skip where one of them is missing."""
    pytest.importorskip("mpxj")
    if not java.start_java():
        pytest.skip("mpxj, because there is no Java")


@pytest.mark.parametrize("tasks", ROUNDS)
class TestBesideMpxj:
    """The same tasks and links from the same start; Java starts after retroplan has been timed."""

    @pytest.fixture(autouse=True)
    def _group(self, benchmark: Any, tasks: int) -> None:
        benchmark.group = f"{tasks:,} tasks in a calendar with holidays, beside MPXJ"

    def test_compiled(self, benchmark: Any, tasks: int) -> None:
        """Time from a compiled network to columns of dates."""
        made = shape(tasks)
        network = rp.compile(plan_of(made))
        schedule = rp.schedule(network)
        columns = schedule.to_columns()
        assert_plain(schedule, {name: columns[name][:-1] for name in java.DATES}, made)
        timed(
            benchmark,
            lambda: rp.schedule(network).to_columns(),
            "retroplan, compiled network in, columns out",
        )

    def test_task_objects(self, benchmark: Any, tasks: int) -> None:
        """Time from `Task` objects to columns of dates."""
        items = task_objects(shape(tasks))
        timed(
            benchmark,
            lambda: rp.schedule(rp.Plan(launch=LAUNCH, calendar="FR", tasks=items)).to_columns(),
            "retroplan, Task objects in, columns out",
        )

    @pytest.mark.external
    @pytest.mark.usefixtures("with_java")
    def test_mpxj(self, benchmark: Any, tasks: int) -> None:
        """Time the scheduling of a project made beforehand, and compare every early and late date."""
        made = shape(tasks)
        schedule = rp.schedule(plan_of(made))
        project = java.make_project(made, java.closed_days(schedule))
        call = java.scheduler(project, schedule.start)
        call()
        dates, columns = java.read_dates(project), schedule.to_columns()
        assert_plain(schedule, dates, made)
        for name in java.DATES:
            assert (dates[name] == columns[name][:-1]).all()
        timed(benchmark, call, "mpxj, its project in, dates in Java", reference=True, rounds=ROUNDS[tasks])

    @pytest.mark.external
    @pytest.mark.usefixtures("with_java")
    def test_mpxj_project(self, benchmark: Any, tasks: int) -> None:
        """Time the making of the project through the bridge."""
        made = shape(tasks)
        closed = java.closed_days(rp.schedule(plan_of(made)))
        timed(
            benchmark, lambda: java.make_project(made, closed), "mpxj, its project made from Python", rounds=2
        )
