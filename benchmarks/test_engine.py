"""The engine beside its peers, its passes beside plain ones, and what-if on a compiled network."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import retroplan as rp
from benchmarks import peers
from benchmarks.generator import LAUNCH, Shape, mixed_plan, shape, task_objects
from retroplan.engine.frame import make_frame
from retroplan.engine.plain import plain_dates
from retroplan.engine.solve import solve
from retroplan.model.moments import moment_instant, parse_moment

J = moment_instant(parse_moment(LAUNCH))
Timed = Callable[..., Any]


def timed(
    benchmark: Any, call: Callable[[], Any], label: str, *, reference: bool = False, rounds: int = 5
) -> Any:
    """Time a call, garbage collected before it; the shortest round is told."""
    benchmark.extra_info.update(label=label, reference=reference)
    return benchmark.pedantic(call, setup=tidy, rounds=rounds, warmup_rounds=1)


def tidy() -> None:
    """Collect the rubbish of the last round before the next one is timed."""
    gc.collect()


def working_hours(schedule: rp.Schedule) -> float:
    """Give the work of the longest chain, in hours: from the start of the plan to J."""
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    time = calendar.working_time()
    return (time.worked(J) - time.worked(moment_instant(schedule.start))) / 60


@pytest.fixture(scope="module")
def hundred_thousand() -> Shape:
    """Make 100,000 tasks of the local shape."""
    return shape(100_000)


@pytest.mark.benchmark(group="100,000 tasks, objects in, every date out")
class TestPeers:
    """The same tasks and links, from what each contestant takes to all of its dates."""

    @pytest.mark.parametrize("peer", ["pmcontrols", "networkx_passes", "rustworkx_longest"])
    def test_peer(self, benchmark: Any, hundred_thousand: Shape, peer: str) -> None:
        """Time a peer, and compare its answer with that of plain passes."""
        pytest.importorskip(peer.partition("_")[0])
        call, length = getattr(peers, peer)(hundred_thousand)
        reference, expected = peers.plain_lists(hundred_thousand)
        assert length(call()) == pytest.approx(expected(reference()))
        timed(benchmark, call, peer, reference=peer == "pmcontrols", rounds=3)

    def test_task_objects(self, benchmark: Any, hundred_thousand: Shape) -> None:
        """Time from `Task` objects to columns of dates, in a calendar with holidays."""
        tasks = task_objects(hundred_thousand)

        def call() -> rp.Schedule:
            schedule = rp.schedule(rp.Plan(launch=LAUNCH, calendar="FR", tasks=tasks))
            schedule.to_columns()
            return schedule

        reference, expected = peers.plain_lists(hundred_thousand)
        assert working_hours(call()) == expected(reference())
        timed(benchmark, call, "retroplan, Task objects in, columns out")

    def test_arrays(self, benchmark: Any, hundred_thousand: Shape) -> None:
        """Time from arrays to columns of dates."""
        arrays = [np.array(each) for each in hundred_thousand]

        def call() -> rp.Schedule:
            schedule = rp.schedule(rp.Network.from_arrays(*arrays, unit="min", launch=LAUNCH, calendar="FR"))
            schedule.to_columns()
            return schedule

        reference, expected = peers.plain_lists(hundred_thousand)
        assert working_hours(call()) == expected(reference())
        timed(benchmark, call, "retroplan, arrays in, columns out")


@pytest.mark.benchmark(group="1,000 tasks, objects in, every date out")
class TestSmallPeers:
    """A thousand tasks, which the peer with a calendar takes as well."""

    @pytest.mark.parametrize("peer", ["pmcontrols", "trueppm", "networkx_passes"])
    def test_peer(self, benchmark: Any, peer: str) -> None:
        """Time a peer, and compare its answer with that of plain passes."""
        pytest.importorskip({"trueppm": "trueppm_scheduler"}.get(peer, peer.partition("_")[0]))
        made = shape(1_000)
        call, length = getattr(peers, peer)(made)
        reference, expected = peers.plain_lists(made)
        assert length(call()) == pytest.approx(expected(reference()))
        timed(benchmark, call, peer, reference=peer == "pmcontrols")

    def test_task_objects(self, benchmark: Any) -> None:
        """Time from `Task` objects to columns of dates."""
        tasks = task_objects(shape(1_000))
        timed(
            benchmark,
            lambda: rp.schedule(rp.Plan(launch=LAUNCH, calendar="FR", tasks=tasks)).to_columns(),
            "retroplan, Task objects in, columns out",
        )

    def test_tasks_read(self, benchmark: Any) -> None:
        """Time from `Task` objects to a `ScheduledTask` each."""
        tasks = task_objects(shape(1_000))
        timed(
            benchmark,
            lambda: list(rp.schedule(rp.Plan(launch=LAUNCH, calendar="FR", tasks=tasks)).values()),
            "retroplan, Task objects in, every ScheduledTask out",
        )


@pytest.mark.benchmark(group="100,000 tasks, passes alone")
class TestPasses:
    """Early, late and planned dates of a compiled network, beside two plain loops without a calendar."""

    def test_plain_loops(self, benchmark: Any, hundred_thousand: Shape) -> None:
        """Time two loops over lists of lists."""
        call, _ = peers.plain_lists(hundred_thousand)
        timed(benchmark, call, "plain loops, no calendar", reference=True)

    def test_one_calendar(self, benchmark: Any, hundred_thousand: Shape) -> None:
        """Time finish-to-start links in one calendar with French holidays."""
        plan = rp.Plan(launch=LAUNCH, calendar="FR", tasks=task_objects(hundred_thousand))
        plain = rp.compile(plan).plain
        assert plain is not None
        timed(benchmark, lambda: plain_dates(plain, J, 0, None), "one calendar with holidays")

    def test_mixed(self, benchmark: Any) -> None:
        """Time link types, lags, a French calendar and 5 % other calendars."""
        network = rp.compile(mixed_plan(100_000)).full
        frame = make_frame(network, J)
        timed(benchmark, lambda: solve(frame, None), "mixed links, lags and calendars")


@pytest.mark.benchmark(group="10,000 tasks, what if")
class TestWhatIf:
    """A compiled network scheduled again; results are not read."""

    def test_passes(self, benchmark: Any) -> None:
        """Time the passes alone."""
        plain = rp.compile(rp.Plan(launch=LAUNCH, calendar="FR", tasks=task_objects(shape(10_000)))).plain
        assert plain is not None
        timed(benchmark, lambda: plain_dates(plain, J, 0, None), "passes alone", reference=True, rounds=20)

    @pytest.mark.parametrize("change", ["launch", "duration", "link", "closure"])
    def test_change(self, benchmark: Any, change: str) -> None:
        """Time one change, from the compiled network to the new schedule."""
        plan = rp.Plan(
            launch=LAUNCH,
            calendar="FR",
            calendars={"FR": {"country": "FR"}},
            tasks=task_objects(shape(10_000)),
        )
        network = rp.compile(plan)
        changed = {
            "launch": plan.replace(launch="2026-07-06"),
            "duration": plan.change("t5000", duration="3d"),
            "link": plan.change("t5000", after=["t1", "t2"]),
            "closure": plan.replace(calendars={"FR": {"country": "FR", "closed": ["2026-05-04"]}}),
        }[change]
        expected = rp.schedule(changed).start

        def call() -> rp.Schedule:
            if change == "launch":
                return rp.schedule(network, launch="2026-07-06")
            return rp.schedule(rp.compile(changed, base=network))

        assert call().start == expected
        timed(benchmark, call, f"another {change}", rounds=20)
