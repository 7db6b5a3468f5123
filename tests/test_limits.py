"""
Plans of a size that nobody draws, and dates at the ends of time: everything has an end, and an answer.

What takes long is behind the `slow` marker; nothing here looks at a clock.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import retroplan as rp
from retroplan import Task

MANY = 100_000


def plan(*tasks: Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026, Monday to Friday without holidays."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options)


@pytest.fixture(scope="module")
def chain() -> rp.Schedule:
    """A hundred thousand tasks of a minute, one after the other."""
    tasks = [Task("t0", duration="1min")]
    tasks += [Task(f"t{n}", duration="1min", after=[f"t{n - 1}"]) for n in range(1, MANY)]
    return rp.schedule(plan(*tasks))


@pytest.fixture(scope="module")
def phase() -> rp.Schedule:
    """A hundred thousand tasks of a day under one summary, with a task before it and one after it."""
    children = [Task(f"t{n}", duration="1d") for n in range(MANY)]
    return rp.schedule(
        plan(
            Task("first", duration="1d"),
            Task("phase", tasks=children, after=["first"]),
            Task("last", duration="1d", after=["phase"]),
        )
    )


@pytest.fixture(scope="module")
def ladder() -> rp.Schedule:
    """Fifty rungs of two tasks of an hour, each of which waits for both of the rung before."""
    tasks = []
    for rung in range(50):
        after = [f"a{rung - 1}", f"b{rung - 1}"] if rung else []
        tasks += [Task(f"{side}{rung}", duration="1h", after=after) for side in "ab"]
    return rp.schedule(plan(*tasks))


# --------------------------------------------------------------------------- a hundred thousand in a chain


def test_a_hundred_thousand_tasks_in_a_chain(chain: rp.Schedule) -> None:
    """The first and the last are where they should be, and the one critical path has them all."""
    # 100,000 minutes are 208 days of 480 minutes and 160 minutes more. 41 weeks before Friday 12 June 2026
    # are 205 days, from Monday 1 September 2025 on; 29, 28 and 27 August make 208; the rest is before 17:00
    # on the 26th.
    assert chain["t0"].start == chain.start == datetime(2025, 8, 26, 14, 20)
    assert chain[f"t{MANY - 1}"].finish == datetime(2026, 6, 12, 17)
    assert chain.feasible
    assert (len(chain.critical_path), chain.critical_path_count) == (MANY + 1, 1)
    assert [len(path) for path in chain.critical_paths(limit=10)] == [MANY + 1]


def test_the_reason_of_the_first_of_a_hundred_thousand(chain: rp.Schedule) -> None:
    """Its chain leads over all of them to the launch."""
    reasons = chain.why("t0").reasons

    assert (len(reasons), reasons[0].task, reasons[-1].task) == (MANY + 1, "t0", "launch")
    assert chain.why("t99998").text("fr").count("\n") == 2


def test_questions_to_a_hundred_thousand_tasks_in_a_chain(chain: rp.Schedule) -> None:
    """Nobody has company, nothing is near-critical, and a minute more for one of them is a minute for J."""
    # J may be at the next opening after the work: the minute is done on Monday, J is Tuesday.
    (effect,) = rp.delay_effects(chain, 1 / 480, tasks=["t50000"])

    assert rp.parallel_groups(chain) == ()
    assert rp.near_critical_paths(chain, 5) == ()
    assert rp.overlaps(chain) == ()
    assert (effect.absorbed, effect.launch_days, len(effect.pushed)) == (False, 1, MANY - 50_001)


@pytest.mark.slow
def test_a_hundred_thousand_tasks_in_a_chain_are_compared(chain: rp.Schedule) -> None:
    """A day later for J is a day later for all, and the launch is the reason."""
    moved = rp.compare(chain, rp.schedule(chain.plan, launch="2026-06-16")).moved

    assert len(moved) == MANY + 1
    assert {reason.code for change in moved for reason in change.reasons} == {"moved-launch"}


@pytest.mark.slow
def test_an_impossible_chain_of_a_hundred_thousand_tasks(chain: rp.Schedule) -> None:
    """A start ten months too late is told with the launch that would work."""
    late = rp.schedule(chain.plan, start="2026-06-15")

    # 208 days and 160 minutes from Monday 15 June: 41 weeks are 205 days, to Friday 26 March 2027; then 29,
    # 30, 31 March and the morning of 1 April. J is the day after it.
    assert (late.feasible, str(late.earliest_launch)) == (False, "2027-04-02")


@pytest.mark.slow
def test_everything_is_told_of_a_hundred_thousand_tasks_in_a_chain(chain: rp.Schedule) -> None:
    """Records, words, graph, report and document of the whole."""
    assert len(chain.to_records()) == MANY + 1
    assert chain.why("t0").text("en").count("\n") == MANY
    assert rp.to_graph(chain).number_of_edges() == MANY
    assert rp.from_document(rp.to_document(chain.plan)) == chain.plan
    assert all(finding.severity is not rp.Severity.ERROR for finding in rp.check(chain.plan).findings)


# --------------------------------------------------------------------------- a hundred thousand in a phase


def test_a_hundred_thousand_tasks_under_one_summary(phase: rp.Schedule) -> None:
    """Links to and from the summary hold for every task below it, each on a critical path of its own."""
    # last: Friday 12 June; all of the phase: the 11th; first: the 10th.
    assert [str(phase[id].start_date) for id in ("first", "phase", "t0", "t99999", "last")] == [
        "2026-06-10", "2026-06-11", "2026-06-11", "2026-06-11", "2026-06-12",
    ]  # fmt: skip
    assert phase["phase"].critical
    assert phase.critical_path_count == MANY
    assert len(phase.critical_paths(limit=10)) == 10
    assert [reason.task for reason in phase.why("t5").reasons] == ["t5", "last", "launch"]
    assert phase.why("phase").reasons[0].task == "phase"


def test_questions_to_a_hundred_thousand_tasks_under_one_summary(phase: rp.Schedule) -> None:
    """All of them can go on at once, and each that takes a day longer moves the launch by a day."""
    (group,) = rp.parallel_groups(phase)
    (effect,) = rp.delay_effects(phase, 1, tasks=["t5"])

    assert len(group) == MANY
    # last is pushed to Monday 15 June, so J is Tuesday 16.
    assert (effect.absorbed, effect.launch_days, effect.pushed) == (False, 1, ("last",))


@pytest.mark.slow
def test_a_hundred_thousand_tasks_under_one_summary_are_compared(phase: rp.Schedule) -> None:
    """A day later for J is a day later for all of the phase."""
    moved = rp.compare(phase, rp.schedule(phase.plan, launch="2026-06-16")).moved

    assert len(moved) == MANY + 4


# --------------------------------------------------------------------------- a ladder


def test_a_ladder_of_more_paths_than_can_be_walked(ladder: rp.Schedule) -> None:
    """2⁵⁰ critical paths are counted, listed as far as asked, and change no other answer."""
    # 50 hours are six days and two hours before the end of Friday 12 June: 12-8 and 5 June, then from 15:00
    # on the 4th.
    assert ladder.start == datetime(2026, 6, 4, 15)
    assert ladder.critical_path_count == 2**50
    assert len(set(ladder.critical_paths(limit=50))) == 50
    assert len(ladder.why("a0").reasons) == 51
    assert rp.near_critical_paths(ladder, 5) == ()
    assert len(rp.parallel_groups(ladder)) == 50


def test_a_ladder_is_delayed_and_compared(ladder: rp.Schedule) -> None:
    """An hour more on one side of any rung is an hour for J, and pushes all rungs above it."""
    effects = {effect.task: effect for effect in rp.delay_effects(ladder, 0.125)}
    longer = rp.schedule(ladder.plan.change("a25", duration="2h"))
    moved = {change.id: change for change in rp.compare(ladder, longer).moved}

    assert {effect.launch_days for effect in effects.values()} == {1}
    assert len(effects["b10"].pushed) == 2 * 39
    # An hour earlier for all rungs below the 25th and for a25 itself; b25 waits as before.
    assert set(moved) == {f"{side}{rung}" for rung in range(25) for side in "ab"} | {"a25"}
    assert {reason.code for change in moved.values() for reason in change.reasons} == {"changed-duration"}


# --------------------------------------------------------------------------- the ends of time

SHAPES = {
    "work": [Task("a", duration="5d"), Task("b", duration="2w", after=["a FS+1d"])],
    "months": [Task("a", duration="6mo"), Task("b", duration="1mo", after=["a FS+1mo"])],
    "pins": [
        Task("a", duration="2d", at="J-90"),
        Task("b", duration="3d", at="J+45"),
        Task("c", at="M-3", until="J-1"),
    ],
    "after": [Task("a", duration="3d", after=["launch FS+45cd"]), Task("b", after=["a"])],
    "clock": [Task("a", duration="48eh"), Task("b", duration="10cd", after=["a FS+48eh"])],
    "dates": [
        Task("a", duration="3d", constraint={"type": "must_finish_on", "date": "0001-01-01"}),
        Task("b", duration="3d", after=["a"], deadline="9999-12-31"),
    ],
    "milestones": [Task("a"), Task("b", after=["a"]), Task("c", after=["launch"])],
    "waves": [Task("a", duration="5d", waves={"at": ["J-30", "J-3"]})],
}
LAUNCHES = ("0001-01-01", "0001-01-08", "0001-06-01", "9999-06-01", "9999-12-24", "9999-12-31T23:59")


@pytest.mark.parametrize("launch", LAUNCHES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("calendar", [None, "calendaires", "FR"])
def test_at_the_ends_of_time_there_is_an_answer_or_an_error(
    shape: str, launch: str, calendar: str | None
) -> None:
    """Whatever is asked of a plan in the first or last year, no year is nonsense and no other error comes."""
    for options in ({}, {"start": "0001-01-01"}, {"start": "9999-12-31"}, {"buffer": "3w"}):
        try:
            made = plan(*SHAPES[shape], launch=launch, calendar=calendar, **options)
            schedule = rp.schedule(made)
        except rp.PlanError as problem:
            told = problem.findings
        else:
            told = (*everything(schedule), *schedule.findings)
        for finding in told:
            assert finding.text("en")
            assert finding.text("fr")


def everything(schedule: rp.Schedule) -> list[rp.Finding]:
    """Ask a schedule all there is to ask; what it cannot tell comes as findings."""
    for task in schedule.values():
        assert 1 <= task.start.year <= task.finish.year <= 9999
        assert task.to_record()
        assert schedule.why(task.id).text("fr")
    assert rp.to_document(schedule)
    assert rp.compare(schedule, schedule).moved == ()
    found = []
    for asked in (
        lambda: schedule.earliest_launch,
        lambda: rp.delay_effects(schedule, 30),
        lambda: rp.launch_window(
            schedule.plan, first=str(schedule.launch)[:10], last=str(schedule.launch)[:10]
        ),
        lambda: rp.near_critical_paths(schedule, 3),
        lambda: rp.overlaps(schedule),
    ):
        try:
            asked()
        except rp.PlanError as problem:
            found += problem.findings
    return found


def test_the_day_after_which_there_is_none() -> None:
    """A milestone on the last day of all is an open day after the launch; no day is asked for behind it."""
    # 31 December 9999 is a Friday; J the Monday of that week.
    schedule = rp.schedule(plan(Task("a", after=["launch"], duration="5d"), launch="9999-12-27"))

    assert str(schedule["a"].finish_date) == "9999-12-31"
    assert (schedule["a"].offset_finish, schedule["a"].offset_finish_working) == (4, 4)


def test_there_is_no_launch_after_the_last_day() -> None:
    """The search for a launch that works ends with the years, in words."""
    # Five days from Monday 27 December end on Friday 31, the last day of all: J would be the day after.
    schedule = rp.schedule(plan(Task("a", duration="5d"), launch="9999-12-20", start="9999-12-27"))

    assert (schedule.feasible, schedule.earliest_launch) == (False, None)
    assert [finding.text() for finding in schedule.findings] == [
        "the plan reaches a date outside the years 1 to 9999"
    ]
    (effect,) = rp.delay_effects(schedule, 3)
    assert (effect.launch, effect.launch_days) == (None, None)
