"""Campaigns in less or more time: offsets and calendar days are multiplied, work is not."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError

TEMPLATE = rp.from_document(
    {
        "x-template": {"title": "All kinds of offsets"},
        "deliverables": [{"name": "Film", "due": "J-9"}, {"name": "Stand"}],
        "tasks": [
            {"id": "days", "at": "J-90", "until": "J-85", "deliverables": [{"name": "Text", "due": "J+3"}]},
            {"id": "open", "at": "J-20o", "duration": "1d"},
            {"id": "weeks", "at": "S-8", "duration": "1d"},
            {"id": "odd-weeks", "at": "S-3", "duration": "1d"},
            {"id": "months", "at": "M-6", "duration": "1d"},
            {"id": "j", "at": "J", "duration": "1d"},
            {"id": "waves", "waves": {"at": ["J-30", "J-15", "J+7"]}},
            {"id": "counted", "waves": {"count": 2, "first": "J-30", "every": "1w", "until": "J-5"}},
            {"id": "again", "repeat": {"every": "1w", "from": "J-21", "until": "J+30"}},
            {"id": "span", "span": {"from": "J-30", "to": "days.finish"}},
            {"id": "group", "tasks": [{"id": "inner", "until": "J+45", "duration": "2d"}]},
        ],
    }
)


def offsets(plan: rp.Plan) -> dict[str, Any]:
    """Give every offset of a plan as it is written."""
    waves, counted, again = plan["waves"].waves, plan["counted"].waves, plan["again"].repeat
    assert waves is not None
    assert counted is not None
    assert again is not None
    pins = {task.id: f"{task.at or ''}/{task.until or ''}" for task in plan.walk() if task.at or task.until}
    return pins | {
        "film": str(plan.deliverables[0].due),
        "text": str(plan["days"].deliverables[0].due),
        "waves": [str(item) for item in waves.at],
        "counted": (str(counted.first), str(counted.every), str(counted.until)),
        "again": (str(again.first), str(again.every), str(again.until)),
        "span": str(plan["span"].span),
    }


def test_half_of_the_time_halves_every_offset() -> None:
    """A part of a day counts as one, away from J; odd weeks become days; spacings too, work stays."""
    half = rp.from_template(TEMPLATE, launch="2026-06-15", scale="50%")

    assert offsets(half) == {
        "days": "J-45/J-43",  # 42.5
        "open": "J-10o/",
        "weeks": "S-4/",
        "odd-weeks": "J-11/",  # a week and a half is 10.5 days
        "months": "M-3/",
        "j": "J/",
        "inner": "/J+23",  # 22.5
        "film": "J-5",  # 4.5
        "text": "J+2",  # 1.5
        "waves": ["J-15", "J-8", "J+4"],
        "counted": ("J-15", "4cd", "J-3"),
        "again": ("J-11", "1w", "J+15"),
        "span": "J-15 … days.finish",
    }
    assert {str(task.duration) for task in half.walk()} == {"None", "1d", "2d"}


@pytest.mark.parametrize("scale", ["100%", 1, "1", 1.0, "100 %"])
def test_all_of_the_time_changes_nothing(scale: object) -> None:
    """However it is written."""
    assert rp.from_template(TEMPLATE, scale=scale) == rp.from_template(TEMPLATE)


def test_more_time_is_possible() -> None:
    """Twice the time doubles J-90; the template itself stays as it was."""
    double = rp.from_template("loyalty", launch="2026-06-15", scale=2)

    assert str(double["define-objectives"].at) == "J-180"
    assert rp.schedule(double).feasible
    assert str(rp.from_template("loyalty")["define-objectives"].at) == "J-90"


def test_spans_of_calendar_days_are_scaled_and_work_is_not() -> None:
    """30 days of monitoring up to J+30 are 15 up to J+15; a week and a half of calendar weeks is 11 days."""
    half = rp.from_template("loyalty", launch="2026-06-15", scale="50%")
    weeks = rp.from_document(
        {
            "x-template": {"title": "A"},
            "tasks": [
                {"id": "a", "duration": "3cw"},
                {"id": "b", "duration": "2cw"},
                {"id": "c", "duration": "3w"},
                {
                    "id": "d",
                    "duration": "discrete 4cd=0.5/8cd=0.5",
                    "approval": {"by": "x", "duration": "4cd"},
                },
            ],
        }
    )
    scaled = rp.from_template(weeks, scale=0.5)

    assert str(half["monitor-optimise"].duration) == "15cd"
    assert str(half["monitor-optimise"].until) == "J+15"
    assert str(half["prepare-materials"].duration) == "10d"
    assert [str(task.duration) for task in scaled.walk()][:3] == ["11cd", "1cw", "3w"]
    assert scaled["d"] == weeks["d"]


def test_parameters_are_set_before() -> None:
    """A position that is given is scaled with the rest."""
    plan = rp.from_template("event", scale="200%", parameters={"last-wave": "J-10"})
    waves = plan["emailing"].waves

    assert waves is not None
    assert str(waves.until) == "J-20"


@pytest.mark.parametrize(
    "scale", ["half", "", 0, -1, "0%", "0,5%", 101, "1e9", "nan", "inf", True, [], 10**5000, "9" * 10_000]
    , ids=lambda value: quoted_id(value),
)  # fmt: skip
def test_other_scales_are_refused(scale: object) -> None:
    """With what would have been right."""
    with pytest.raises(PlanError) as caught:
        rp.from_template("loyalty", launch="soon", scale=scale)

    assert [item.code for item in caught.value.findings] == ["bad-date", "bad-scale"]


def quoted_id(value: object) -> str:
    """Name a case; a number of thousands of digits cannot be written."""
    return "huge" if isinstance(value, int) and value > 10**6 else str(value)[:10]


def test_months_that_are_not_whole_are_refused() -> None:
    """M-6 has no third of a month; the task is named."""
    with pytest.raises(PlanError) as caught:
        rp.from_template(TEMPLATE, scale="25%")

    assert [(item.code, item.task) for item in caught.value.findings] == [("not-scaled", "months")]
    assert caught.value.text() == (
        "months: M-6 cannot be scaled to 25 %: months have to be whole, and an offset not too far"
    )


def test_waves_that_fall_together_are_refused() -> None:
    """J-2 and J-1 are both J-1 in half of the time."""
    plan = rp.from_document({"x-template": {"title": "A"}, "tasks": [{"id": "a", "waves": ["J-2", "J-1"]}]})

    with pytest.raises(PlanError) as caught:
        rp.from_template(plan, scale="50%")
    assert caught.value.findings[0].code == "wave-twice"


def test_counted_waves_come_nearer_together() -> None:
    """In half the time, waves two weeks apart are one week apart, and odd ones the next whole day."""
    for every, half in (("2w", "1w"), ("1w", "4cd"), ("5d", "3d"), ("10cd", "5cd"), ("2mo", "1mo")):
        waves = {"count": 2, "first": "J-30", "every": every}
        plan = rp.Plan(tasks=[rp.Task("mail", waves=waves)])
        found = rp.from_template(rp.to_template(plan, title="Mail"), launch="2027-06-15", scale="50%")
        made = found["mail"].waves
        assert made is not None
        assert (str(made.first), str(made.every)) == ("J-15", half)


def test_waves_a_month_apart_have_no_half() -> None:
    """Half a month has no length of its own, and is refused like an offset of half months."""
    plan = rp.Plan(tasks=[rp.Task("mail", waves={"count": 2, "first": "J-30", "every": "1mo"})])
    with pytest.raises(rp.PlanError) as caught:
        rp.from_template(rp.to_template(plan, title="Mail"), launch="2027-06-15", scale="50%")
    assert caught.value.findings[0].code == "not-scaled"
    assert caught.value.findings[0].task == "mail"


def test_what_is_repeated_keeps_its_rhythm() -> None:
    """A weekly meeting stays weekly, whatever the time there is; only its end moves."""
    plan = rp.Plan(tasks=[rp.Task("meet", duration="1h", repeat={"every": "1w", "until": "J+30"})])
    found = rp.from_template(rp.to_template(plan, title="Meet"), launch="2027-06-15", scale="200%")
    repeat = found["meet"].repeat
    assert repeat is not None
    assert (str(repeat.every), str(repeat.until)) == ("1w", "J+60")
