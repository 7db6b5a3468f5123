"""Given dates on closed days: kept, back or forward, as the plan or the task says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp

# May 2026: Friday the 8th is a public holiday in France, Saturday the 9th and Sunday the 10th follow.
SATURDAY, SUNDAY = "2026-05-09", "2026-05-10"


def scheduled(*tasks: rp.Task, **head: Any) -> rp.Schedule:
    """Schedule a plan for Monday 15 June 2026 in France."""
    return rp.schedule(rp.Plan(launch="2026-06-15", calendar="FR", tasks=tasks, **head))


def dates(task: rp.ScheduledTask) -> tuple[str, str]:
    """Give the days on which a task starts and finishes."""
    return str(task.start_date), str(task.finish_date)


@pytest.mark.parametrize(
    ("choice", "starts", "ends", "stands"),
    [
        # Thu 7, Mon 11, Tue 12 | Tue 5, Wed 6, Thu 7 | Thu 7
        ("back", ("2026-05-07", "2026-05-12"), ("2026-05-05", "2026-05-07"), "2026-05-07"),
        # Mon 11, Tue 12, Wed 13 | Wed 6, Thu 7, Mon 11 | Mon 11
        ("forward", ("2026-05-11", "2026-05-13"), ("2026-05-06", "2026-05-11"), "2026-05-11"),
        # Sat 9, Mon 11, Tue 12 | Wed 6, Thu 7, Sun 10 | Sun 10
        ("keep", ("2026-05-09", "2026-05-12"), ("2026-05-06", "2026-05-10"), "2026-05-10"),
        # a start moves forward, a finish back, a milestone before the launch back
        (None, ("2026-05-11", "2026-05-13"), ("2026-05-05", "2026-05-07"), "2026-05-07"),
    ],
)
@pytest.mark.parametrize("where", ["plan", "task", "summary"])
def test_each_choice(
    where: str, choice: str | None, starts: tuple[str, str], ends: tuple[str, str], stands: str
) -> None:
    """The choice of the plan, of a summary or of the task itself holds alike."""
    own = {"closed_dates": choice} if where == "task" else {}
    tasks = [
        rp.Task("starts", start=SATURDAY, duration="3d", **own),
        rp.Task("ends", finish=SUNDAY, duration="3d", **own),
        rp.Task("stands", start=SUNDAY, before=["launch"], **own),
    ]
    if where == "summary":
        tasks = [rp.Task("all", closed_dates=choice, tasks=tasks)]
    schedule = scheduled(*tasks, **({"closed_dates": choice} if where == "plan" else {}))

    assert dates(schedule["starts"]) == starts
    assert dates(schedule["ends"]) == ends
    assert dates(schedule["stands"]) == (stands, stands)
    assert schedule.feasible


def test_the_nearest_choice_wins() -> None:
    """A task may choose otherwise than its plan."""
    late = rp.Task("late", start=SATURDAY, duration="1d", closed_dates="forward")
    schedule = scheduled(late, rp.Task("early", start=SATURDAY, duration="1d"), closed_dates="back")

    assert str(schedule["late"].start_date) == "2026-05-11"
    assert str(schedule["early"].start_date) == "2026-05-07"


def test_a_move_is_told_and_without_a_choice_the_choice_too() -> None:
    """Who did not choose is asked; who chose is told both dates; who keeps the day has nothing to be told."""

    def told(choice: str | None) -> list[str]:
        schedule = scheduled(rp.Task("a", start=SATURDAY, duration="1d"), closed_dates=choice)
        return [finding.text("en") for finding in schedule.findings if finding.code == "date-closed"]

    moved = "start Sat 9 May 2026 is a closed day (Saturday); moved to Mon 11 May 2026"
    assert told(None) == [f"a: {moved} (closed_dates: keep, back or forward says where)"]
    assert told("forward") == [f"a: {moved}"]
    assert told("keep") == []


def test_both_dates_give_the_duration_after_they_moved() -> None:
    """From Saturday 9 to Sunday 17 May: forward it is Mon 11 to Mon 18, back it is Thu 7 to Fri 15."""
    forward, back = (
        scheduled(rp.Task("a", start=SATURDAY, finish="2026-05-17", closed_dates=way))["a"]
        for way in ("forward", "back")
    )

    assert (forward.start_date, forward.finish_date) == (date(2026, 5, 11), date(2026, 5, 18))
    assert (back.start_date, back.finish_date) == (date(2026, 5, 7), date(2026, 5, 15))


def test_the_time_of_day_stays() -> None:
    """A closed Saturday at nine is Thursday at nine, or Monday at nine."""
    for choice, day in (("back", "2026-05-07"), ("forward", "2026-05-11")):
        task = rp.Task("a", start="2026-05-09T09:00", duration="1h", closed_dates=choice)
        assert scheduled(task)["a"].start.isoformat() == f"{day}T09:00:00"


def test_calendar_time_may_begin_on_any_day() -> None:
    """Two calendar days from a Saturday are Saturday and Sunday, whatever is chosen."""
    task = rp.Task("a", start=SATURDAY, duration="2cd", closed_dates="back")

    assert dates(scheduled(task)["a"]) == (SATURDAY, SUNDAY)


def test_the_plan_stays_as_it_was_written() -> None:
    """The document has the dates of the user; the expanded plan those that count."""
    plan = rp.Plan(
        launch="2026-06-15", closed_dates="back", tasks=[rp.Task("a", start=SATURDAY, duration="1d")]
    )
    schedule = rp.schedule(plan)

    assert schedule.plan is plan
    assert schedule.plan["a"].start == date(2026, 5, 9)
    assert schedule.expanded["a"].start == date(2026, 5, 8)  # no holidays in this plan
    assert rp.from_document(rp.to_document(plan)) == plan


def test_another_word_is_refused() -> None:
    """The message has the words that are known."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document({"launch": "2026-06-15", "closed_dates": "bakc", "tasks": []})

    assert caught.value.text() == (
        'closed_dates: "bakc" does not say what becomes of dates on closed days (did you mean "back"?); '
        "write one of keep, back, forward"
    )


@given(
    st.dates(date(2026, 1, 1), date(2026, 5, 31)),
    st.sampled_from(["keep", "back", "forward"]),
    st.sampled_from(["FR", "ouvrables", "calendaires"]),
)
@settings(max_examples=200)
def test_the_start_is_the_day_that_was_chosen(day: date, choice: str, calendar: str) -> None:
    """An open day stays; a closed one is kept, or is the nearest open day on the side that was chosen."""
    plan = rp.Plan(launch="2026-12-01", calendar=calendar, closed_dates=choice)
    schedule = rp.schedule(plan.replace(tasks=[rp.Task("a", start=day, duration="1d", before=["launch"])]))
    known = plan.resolve(calendar)
    expected = {"keep": day, "back": known.previous_open(day), "forward": known.next_open(day)}[choice]

    assert schedule["a"].start_date == expected
