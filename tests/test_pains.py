"""
What people who plan backwards complain about elsewhere: one short plan each, from its tasks to its answer.

In June 2026 the 1st, 8th, 15th and 22nd are Mondays. Unless a plan says otherwise it is launched on Monday
15 June and works from Monday to Friday, without public holidays.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import retroplan as rp
from retroplan import Task

DATES = ("early_start", "early_finish", "late_start", "late_finish", "total_slack_minutes")


def plan(*tasks: Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options)


def days(schedule: rp.Schedule, *task_ids: str) -> list[str]:
    """Give the first and last day of some tasks, as month-day."""
    dates = [(schedule[task_id].start_date, schedule[task_id].finish_date) for task_id in task_ids]
    return [f"{first:%m-%d}" + (f"/{last:%m-%d}" if first != last else "") for first, last in dates]


@pytest.fixture
def chain() -> rp.Plan:
    """Three tasks in a row."""
    return plan(
        Task("design", duration="5d"),
        Task("build", duration="10d", after=["design"]),
        Task("test", duration="3d", after=["build"]),
    )


def test_start_dates_come_from_a_deadline_through_ordinary_links(chain: rp.Plan) -> None:
    """Nothing but durations, "after" and the launch is written, and every task knows when to start."""
    schedule = rp.schedule(chain)

    # test: 12, 11, 10 June. build: 9, 8, 5, 4, 3, 2, 1 June, 29, 28, 27 May. design: 26, 25, 22, 21, 20 May.
    assert days(schedule, "design", "build", "test") == ["05-20/05-26", "05-27/06-09", "06-10/06-12"]
    assert schedule.start == datetime(2026, 5, 20, 8)
    assert [schedule[task].offset for task in ("design", "build", "test")] == ["J-26", "J-19", "J-5"]


def test_a_fixed_launch_stays_fixed_whatever_is_linked_to_it(chain: rp.Plan) -> None:
    """Work that does not fit any more is a warning with dates; J stays, and so does the written start."""
    started = chain.replace(start="2026-05-20")
    longer = started.add(Task("approve", duration="4d", after=["test"], before=["launch"]))

    before, after = rp.schedule(started), rp.schedule(longer)

    assert (before.feasible, before.launch) == (True, datetime(2026, 6, 15))
    # approve: 12, 11, 10, 9 June; 18 days of work before that begin four open days earlier than 20 May.
    assert (after.feasible, after.launch) == (False, datetime(2026, 6, 15))
    assert days(after, "design", "approve", "launch") == ["05-14/05-20", "06-09/06-12", "06-15"]
    assert [conflict.text() for conflict in after.conflicts] == [
        '"design" should start on Thu 14 May 2026, before the start of the plan, Wed 20 May 2026: '
        "4 working days missing"
    ]


def test_no_start_to_finish_trick_is_needed(chain: rp.Plan) -> None:
    """A backward plan has finish-to-start links only, the one to the launch included, and shows no other."""
    schedule = rp.schedule(chain)
    links = rp.to_graph(schedule).edges(data="type")

    assert sorted(links) == [
        ("build", "test", "FS"),
        ("design", "build", "FS"),
        ("test", "launch", "FS"),
    ]
    assert "SF" not in schedule.why("design").text()


def test_everything_follows_when_the_launch_moves() -> None:
    """Nobody updates a date by hand: links, pins and holidays are counted again from the new J."""
    schedule = rp.schedule(
        plan(
            Task("book", duration="2d", at="J-60"),
            Task("build", duration="5d"),
            Task("thank", duration="1d", after=["launch FS+2d"]),
            calendar="FR",
        )
    )
    # J-60 is 16 April. build: 8-12 June. thank: 15 and 16 June pass, then the 17th.
    assert days(schedule, "book", "build", "thank") == ["04-16/04-17", "06-08/06-12", "06-17"]

    moved = rp.schedule(schedule.plan, launch="2026-05-28")

    # J-60 is 29 March, a Sunday: Monday 30. build ends on Wednesday 27 May; Whit Monday, the 25th, is
    # skipped: 27, 26, 22, 21, 20. thank: Thursday 28 and Friday 29 pass, then Monday 1 June.
    assert days(moved, "book", "build", "thank") == ["03-30/03-31", "05-20/05-27", "06-01"]
    changes = rp.compare(schedule, moved).moved
    assert {change.id for change in changes} == {"book", "build", "thank", "launch"}
    assert {reason.code for change in changes for reason in change.reasons} == {"moved-launch"}


def test_dates_can_be_said_as_offsets_from_the_launch() -> None:
    """What ends 32 days before is written so, in days, open days, weeks or months, and stays so."""
    offsets = {"a": "J-90", "b": "S-8", "c": "M-3", "d": "J-10o"}
    document = {
        "launch": "2026-12-01",
        "tasks": [
            {"id": "before", "duration": "3d", "until": "J-32"},
            *({"id": id, "duration": "1d", "at": offset} for id, offset in offsets.items()),
            {"id": "six", "duration": "1 semaine", "before": ["launch FS+6 mois"]},
        ],
    }
    schedule = rp.schedule(rp.from_document(document))

    # J is Tuesday 1 December 2026. J-32: 30 October, a Friday, and the two days before it. J-90: 2 September.
    # Eight weeks: Tuesday 6 October. Three months: 1 September. Ten open days in [date, J): 30, 27-23,
    # 20-17 November. Six months: work ends before Monday 1 June.
    assert days(schedule, "before", *offsets, "six") == [
        "10-28/10-30", "09-02", "10-06", "09-01", "11-17", "05-25/05-29",
    ]  # fmt: skip
    assert [schedule[id].offset for id in offsets] == list(offsets.values())
    assert [task.get("at") for task in rp.to_document(schedule.plan)["tasks"][1:5]] == list(offsets.values())


def test_tasks_after_the_event_live_in_the_same_plan() -> None:
    """An abstract is due six weeks before the conference, the results are published one week after it."""
    schedule = rp.schedule(
        plan(
            Task("abstract", duration="5d", before=["launch FS+6cw"]),
            Task("publish", duration="2d", after=["launch FS+1cw"]),
            launch="2026-06-16",
        )
    )

    # J is Tuesday 16 June. Six weeks before is Tuesday 5 May: the work ends on Monday 4, and its five days
    # are 28, 29, 30 April, 1 and 4 May. One week after is Tuesday 23 June.
    assert days(schedule, "abstract", "publish") == ["04-28/05-04", "06-23/06-24"]
    assert [schedule[task].offset for task in ("abstract", "publish")] == ["J-49", "J+7"]
    assert schedule.feasible


def test_one_task_goes_as_soon_as_possible_in_a_backward_plan(chain: rp.Plan) -> None:
    """Only the task that says so is planned early; what it waits for and what waits for it are not pulled."""
    hall = Task("hall", duration="1d", when="asap")
    invite = Task("invite", duration="2d", after=["hall"])
    schedule = rp.schedule(chain.add(hall).add(invite))

    # The plan begins on 20 May. invite is as late as it can be: 11 and 12 June.
    assert days(schedule, "hall", "invite") == ["05-20", "06-11/06-12"]
    assert schedule["hall"].total_slack_days == schedule["invite"].total_slack_days == 15
    assert days(schedule, "design", "build", "test") == days(rp.schedule(chain), "design", "build", "test")


def test_the_latest_date_to_order_something() -> None:
    """Four weeks of delivery and two days of assembly: the order goes out on 13 May at the latest."""
    schedule = rp.schedule(plan(Task("order"), Task("assemble", duration="2d", after=["order FS+4w"])))

    # assemble: 11 and 12 June. Twenty open days before Thursday 11: 10-8 (3), 5-1 (5), 29-25 (5), 22-18 (5),
    # 15, 14 May (2). The order is placed by the end of Wednesday 13 May.
    assert days(schedule, "order", "assemble") == ["05-13", "06-11/06-12"]
    assert schedule["order"].late_finish == datetime(2026, 5, 13, 17)
    # The day after, the launch is missed by the day.
    late = rp.schedule(schedule.plan, start="2026-05-15")
    assert (late.feasible, late.missing_days) == (False, 1)


def test_slack_is_usable_in_a_backward_plan() -> None:
    """Not every task is critical, and early dates, late dates and slack do not depend on the direction."""
    tasks = [
        Task("shoot", duration="6d"),
        Task("text", duration="2d"),
        Task("print", duration="3d", after=["shoot", "text"]),
    ]
    backward = rp.schedule(plan(*tasks))
    forward = rp.schedule(plan(*tasks).change("shoot", when="asap").change("text", when="asap"))

    # print: 10-12 June; shoot: 2-9 June; text may be done on any two days from 2 to 9 June: four to spare.
    assert [task.id for task in backward.values() if not task.critical] == ["text"]
    assert (backward["text"].total_slack_days, backward["text"].free_slack_days) == (4, 4)
    assert days(backward, "text") == ["06-08/06-09"]
    assert days(forward, "text") == ["06-02/06-03"]
    for task in ("shoot", "text", "print", "launch"):
        assert [getattr(backward[task], name) for name in DATES] == [
            getattr(forward[task], name) for name in DATES
        ]


def test_every_date_says_why_it_is_there() -> None:
    """The chain names each link with its lag, the holiday on the way and the launch, in both languages."""
    tasks = [Task("a", duration="5d"), Task("b", duration="2d", after=["a FS+1d"])]
    schedule = rp.schedule(plan(*tasks, launch="2026-05-27", calendar="FR"))

    # b: Tuesday 26 and, Whit Monday skipped, Friday 22. The lag: Thursday 21. a: 20, 19, 18, 15 and,
    # Ascension skipped, 13 May.
    assert days(schedule, "a", "b") == ["05-13/05-20", "05-22/05-26"]
    assert schedule.why("a").text("en").splitlines() == [
        "a (Wed 13 May 2026 – Wed 20 May 2026) is done before b starts on Fri 22 May 2026 "
        "[5 d of work] [skips Thu 14 May 2026: Ascension Day] [lag 1 d]",
        "b (Fri 22 May 2026 – Tue 26 May 2026) is done before the launch, Wed 27 May 2026 "
        "[2 d of work] [skips Mon 25 May 2026: Pentecost Monday]",
        "launch: Wed 27 May 2026, which does not move",
    ]
    assert "Ascension" in schedule.why("a").text("fr")
    assert [step["task"] for step in schedule.why("a").to_records()] == ["a", "b", "launch"]


def test_nothing_silently_changes_mode_or_constraint(chain: rp.Plan) -> None:
    """Scheduling, a deadline, a pin or a new launch turn into no constraint; a plan stays as written."""
    written = chain.change("build", deadline="2026-06-01").change("design", at="J-40")
    before = rp.to_document(written)
    schedule = rp.schedule(written)
    moved = rp.schedule(written, launch="2026-07-01").plan

    assert rp.to_document(written) == rp.to_document(schedule.plan) == before
    assert rp.to_document(moved) == before | {"launch": "2026-07-01"}
    assert all(task.constraint is None and task.when is None for task in moved.walk())
    # The deadline is missed, and said so; it moves nothing: build stands before test, to 9 June.
    assert days(schedule, "build") == ["05-19/06-01"]
    assert schedule["build"].late_finish == datetime(2026, 6, 1, 17)


def test_an_impossible_plan_gives_a_choice(chain: rp.Plan) -> None:
    """What is missing, and the first launch that works; no crash, no silent move."""
    schedule = rp.schedule(chain, start="2026-05-25")

    # 18 working days from Monday 25 May: to Friday 29 (5), 5 (10), 12 June (15), then 15, 16 and 17.
    assert (schedule.feasible, schedule.missing_days) == (False, 3)
    assert schedule.earliest_launch == date(2026, 6, 18)
    assert rp.schedule(chain, start="2026-05-25", launch="2026-06-18").feasible
    assert schedule.launch == datetime(2026, 6, 15)


@pytest.mark.parametrize("duration", ["9999999w", "999999mo", "9999999ew", "9999999cd"])
def test_a_plan_beyond_all_years_is_an_error_in_words(duration: str) -> None:
    """No date of the year 271822: what no calendar can hold is refused where it stands."""
    with pytest.raises(rp.RetroplanError) as problem:
        rp.schedule(plan(Task("a", duration=duration)))

    assert str(problem.value)
    assert "271" not in str(problem.value)


def test_working_days_are_right_backward_with_inclusive_ends() -> None:
    """One day begins and ends on one date, and so many days back are as many days forward again."""
    france = rp.Calendar(country="FR")
    for count in range(1, 40):
        backward = rp.schedule(plan(Task("a", duration=f"{count}d"), calendar="FR"))["a"]
        forward = rp.schedule(
            plan(Task("a", duration=f"{count}d"), calendar="FR", launch=None, start=backward.start_date)
        )["a"]

        assert (backward.start_date, backward.finish_date) == (forward.start_date, forward.finish_date)
        assert backward.finish_date == date(2026, 6, 12)
        assert france.count_days(backward.start_date, date(2026, 6, 13)) == count
        assert count != 1 or backward.start_date == backward.finish_date
    # Fifteen days back from Friday 12 June: 12-8, 5-1 (10), 29-26 May (14, without Whit Monday), 22 May.
    assert days(rp.schedule(plan(Task("a", duration="15d"), calendar="FR")), "a") == ["05-22/06-12"]


def test_moving_a_task_earlier_pulls_its_predecessors(chain: rp.Plan) -> None:
    """Whoever pins a task to an earlier date finds all that it waits for earlier, and nothing else moved."""
    pulled = rp.schedule(chain.change("build", at="J-33"))

    # J-33 is Wednesday 13 May; the five days before it are 6, 7, 8, 11 and 12 May.
    assert days(pulled, "design", "build", "test") == ["05-06/05-12", "05-13/05-26", "06-10/06-12"]
    assert pulled.feasible


def test_a_template_stays_backward_when_it_is_used() -> None:
    """A plan from a template, saved and read again, still counts from whatever launch it is given."""
    first = rp.from_template("loyalty", launch="2026-06-15")
    again = rp.read(rp.dumps(first, "yaml"), format="yaml")

    for launch in ("2026-06-15", "2027-03-08"):
        used = rp.schedule(again, launch=launch)
        fresh = rp.schedule(rp.from_template("loyalty", launch=launch))

        assert used.to_records() == fresh.to_records()
        assert used.launch == datetime.fromisoformat(launch)
        assert used.start < used.launch < used.finish
    assert again.start is None
    assert all(task.start is task.finish is None for task in again.walk())


def test_as_late_as_possible_leaks_to_nobody() -> None:
    """One task planned late moves no successor and no other branch, and makes no cycle of a chain."""
    tasks = [
        Task("a", duration="2d"),
        Task("b", duration="1d", after=["a"]),
        Task("c", duration="3d", after=["b"]),
        Task("d", duration="8d"),
    ]
    forward = {"launch": None, "start": "2026-06-01"}
    early = rp.schedule(plan(*tasks, **forward))
    late = rp.schedule(plan(*tasks, **forward).change("b", when="alap"))

    # From Monday 1 June: a 1-2, b 3, c 4-8, d 1-10. b cannot be later, for c is planned early.
    assert days(early, "a", "b", "c", "d") == ["06-01/06-02", "06-03", "06-04/06-08", "06-01/06-10"]
    assert days(late, "a", "b", "c", "d") == days(early, "a", "b", "c", "d")
    # The last of the row may be: it ends with d on the 10th.
    last = rp.schedule(plan(*tasks, **forward).change("c", when="alap"))
    assert days(last, "a", "b", "c", "d") == ["06-01/06-02", "06-03", "06-08/06-10", "06-01/06-10"]


def test_a_safety_margin_before_the_launch_can_be_seen() -> None:
    """The buffer lies free between the last work and J, a margin within its task; both are shown apart."""
    schedule = rp.schedule(
        plan(
            Task("a", duration="5d", margin="2d"),
            Task("b", duration="2d", after=["a"]),
            buffer="3d",
        )
    )

    # Three days of buffer: 12, 11, 10 June. b: 9 and 8. The margin of a: 5 and 4 June; its work: 3, 2 and
    # 1 June, 29 and 28 May.
    assert days(schedule, "a", "b") == ["05-28/06-05", "06-08/06-09"]
    assert schedule["a"].work_finish == datetime(2026, 6, 3, 17)
    safety = rp.safety_time(schedule)
    assert (safety.margins, safety.buffer_days, safety.total_days) == ((("a", 2.0),), 3.0, 5.0)
    assert "[buffer 3 d]" in schedule.why("b").text()
