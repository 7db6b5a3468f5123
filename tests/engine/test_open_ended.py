"""Work that goes on: a hammock without an end has a start, ends nowhere, and moves nothing."""

from __future__ import annotations

import json
from datetime import date, datetime

import numpy as np
import pytest
from jsonschema import Draft202012Validator

import retroplan as rp
from retroplan.scheduled import ENDS
from tests.render.charts import random_plan

# Mon 15 June 2026; content takes the five working days before it, Mon 8 to Fri 12 June; the review two days
# from J+20, which is Sun 5 July: Mon 6 and Tue 7
CONTENT = rp.Task("content", "Contents", duration="5d")
REVIEW = rp.Task("review", duration="2d", after=["launch FS+20cd"])


def ongoing(begin: str, name: str = "nurture", **keys: object) -> rp.Task:
    """Make work that goes on from an event."""
    return rp.Task(name, span={"from": begin}, **keys)  # type: ignore[arg-type]


def plan(*tasks: rp.Task, **options: object) -> rp.Plan:
    """Make a plan for Monday 15 June 2026."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begin", "start", "offset"),
    [
        ("launch", "2026-06-15 00:00", "J"),
        ("content", "2026-06-08 08:00", "J-7"),
        ("content.finish", "2026-06-12 17:00", "J-3"),
        ("review", "2026-07-06 08:00", "J+21"),
        ("J-30", "2026-05-16 00:00", "J-30"),  # a Saturday
    ],
)
def test_it_begins_at_its_event_and_is_drawn_to_the_end_of_the_plan(
    begin: str, start: str, offset: str
) -> None:
    """The start is the instant of the event; the finish is where all else ends, and no date of its own."""
    found = rp.schedule(plan(CONTENT, REVIEW, ongoing(begin)))["nurture"]

    assert (found.kind, found.open_ended, found.critical, found.pinned) == ("hammock", True, False, False)
    assert (found.start, found.offset) == (datetime.fromisoformat(start), offset)
    assert found.finish == found.work_finish == datetime(2026, 7, 7, 17)
    assert (found.finish_date, found.last_date) == (date(2026, 7, 7), None)
    assert (found.offset_finish, found.offset_finish_working) == (None, None)
    assert found.driver == rp.Driver("span", {"J-30": None}.get(begin, begin.partition(".")[0]))


def test_no_other_task_is_open_ended() -> None:
    """A hammock with both events, a task and the launch have their last day."""
    s = rp.schedule(plan(CONTENT, rp.Task("watch", span={"from": "launch", "to": "J+30"})))

    assert [task.open_ended for task in s.values()] == [False, False, False]
    assert s["watch"].last_date == s["watch"].finish_date == date(2026, 7, 15)


def test_all_of_it_ends_together_where_everything_else_has_ended() -> None:
    """Hammocks with an end count, and so does the beginning of other work that goes on."""
    watch = rp.Task("watch", span={"from": "launch", "to": "J+30"})  # J+30 ends with Wed 15 July
    s = rp.schedule(plan(CONTENT, REVIEW, watch, ongoing("launch"), ongoing("J+60", "care")))

    # J+60 is Fri 14 August
    assert {s[name].finish for name in ("nurture", "care")} == {datetime(2026, 8, 14)}
    assert rp.schedule(plan(CONTENT, REVIEW, watch, ongoing("launch")))["nurture"].finish == datetime(
        2026, 7, 16
    )
    assert s.finish == datetime(2026, 7, 7, 17)  # no hammock moves the end of the plan


def test_the_launch_and_it_are_a_plan() -> None:
    """With nothing else it begins and is drawn at the launch, on the day of J."""
    s = rp.schedule(plan(ongoing("launch")))
    found = s["nurture"]

    assert list(s) == ["nurture", "launch"]
    assert (found.start, found.finish) == (datetime(2026, 6, 15), datetime(2026, 6, 15))
    assert (found.start_date, found.finish_date) == (date(2026, 6, 15), date(2026, 6, 15))
    assert (s.start, s.finish, s.feasible, s.critical_path) == (s.launch, s.launch, True, ("launch",))


def test_a_plan_without_a_launch_has_it_too() -> None:
    """It goes on from a task of a plan that runs forward; offsets are unknown."""
    # content takes Mon 15 to Fri 19 June
    s = rp.schedule(plan(CONTENT, ongoing("content"), launch=None, start="2026-06-15"))

    assert (s["nurture"].start, s["nurture"].finish) == (datetime(2026, 6, 15, 8), datetime(2026, 6, 19, 17))
    assert (s["nurture"].offset, s["nurture"].offset_start) == ("", None)
    with pytest.raises(rp.PlanError, match="launch") as caught:
        rp.schedule(plan(CONTENT, ongoing("launch"), launch=None, start="2026-06-15"))
    assert [(finding.code, finding.path) for finding in caught.value.findings] == [
        ("pin-needs-launch", "tasks[1].span.from")
    ]


def test_its_slack_is_that_of_its_start() -> None:
    """There is no finish that could slip."""
    # from Mon 1 June content may begin on Mon 1, and must on Mon 8: five working days
    found = rp.schedule(plan(CONTENT, ongoing("content"), start="2026-06-01"))["nurture"]

    assert (found.early_start, found.late_start) == (datetime(2026, 6, 1, 8), datetime(2026, 6, 8, 8))
    assert (found.total_slack_days, found.free_slack_days) == (5.0, 5.0)


def test_early_dates_behind_everything_planned_are_its_own() -> None:
    """Where the plan may not begin in time, it is early as late as the task that it begins with."""
    # from Wed 1 July content is early from then on, and planned all the same before J
    s = rp.schedule(plan(CONTENT, ongoing("content"), start="2026-07-01"))
    found = s["nurture"]

    assert (found.start, found.finish) == (datetime(2026, 6, 8, 8), datetime(2026, 6, 15))
    assert (found.early_start, found.early_finish) == (datetime(2026, 7, 1, 8), datetime(2026, 7, 1, 8))
    assert (found.late_start, found.late_finish) == (datetime(2026, 6, 8, 8), datetime(2026, 6, 15))
    assert (found.total_slack_days, found.critical) == (s["content"].total_slack_days, False)


def test_the_record_has_no_finish() -> None:
    """What a program reads is None, or null in JSON, and never a date that means nothing."""
    s = rp.schedule(plan(CONTENT, ongoing("launch")))
    record = s["nurture"].to_record()
    document = json.loads(rp.dumps(s, "json"))
    (written,) = (task for task in document["tasks"] if task["id"] == "nurture")

    assert {name for name, value in record.items() if value is None} == set(ENDS)
    assert {name for name, value in written.items() if value is None} == set(ENDS)
    assert (written["open_ended"], written["start"]) == (True, "2026-06-15T00:00:00")
    assert list(Draft202012Validator(rp.json_schema("schedule")).iter_errors(document)) == []
    assert list(Draft202012Validator(rp.json_schema("plan")).iter_errors(document["plan"])) == []
    assert s.to_records()[1]["finish"] is None


def test_columns_say_that_it_has_no_finish() -> None:
    """Times are NaT, and the offsets of finishes numbers that may be none."""
    columns = rp.schedule(plan(CONTENT, ongoing("launch"))).to_columns()

    for name in ("finish", "early_finish", "late_finish", "finish_date"):
        assert np.isnat(columns[name]).tolist() == [False, True, False]
    assert columns["offset_finish"][[0, 2]].tolist() == [-3.0, 0.0]
    assert np.isnan(columns["offset_finish"]).tolist() == [False, True, False]
    assert columns["offset_start"].tolist() == [-7, 0, 0]
    forward = rp.schedule(plan(CONTENT, ongoing("content"), launch=None, start="2026-06-15")).to_columns()
    assert "offset_finish" not in forward
    assert np.isnat(forward["finish"]).tolist() == [False, True]


def test_why_says_that_it_goes_on() -> None:
    """The first step names its event, the others are those of the task it begins with."""
    why = rp.schedule(plan(CONTENT, ongoing("content"))).why("nurture")

    assert why.text("en").split("\n") == [
        "nurture (Mon 8 Jun 2026 – …) begins with the start of content and goes on without an end",
        "content (Mon 8 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [5 d of work]",
        "launch: Mon 15 Jun 2026, which does not move",
    ]
    assert why.text("fr").split("\n")[0] == (
        "nurture (lun. 8 juin 2026 – …) commence avec le début de content et se poursuit sans fin"
    )
    assert "finish" not in why.to_records()[0]["values"]  # type: ignore[operator]


def test_null_and_nothing_are_the_same() -> None:
    """A key without a value counts as one that is not there; it is not written."""
    spans = ({"from": "launch", "to": None}, {"from": "launch"})
    plans = [
        rp.from_document({"launch": "2026-06-15", "tasks": [{"id": "n", "span": span}]}) for span in spans
    ]

    assert plans[0] == plans[1]
    assert plans[0].to_document()["tasks"] == [{"id": "n", "span": {"from": "launch"}}]
    assert str(plans[0]["n"].span) == "launch …"


def test_renaming_and_removing_know_it() -> None:
    """A renamed task is renamed in it; one that it begins with cannot be removed."""
    bare = plan(CONTENT, ongoing("content"))

    assert bare.change("content", id="texts")["nurture"].span == rp.Task("n", span={"from": "texts"}).span
    with pytest.raises(rp.PlanError) as caught:
        bare.remove("content")
    assert [finding.code for finding in caught.value.findings] == ["still-spanned"]


def test_events_in_a_wrong_order_there_are_none() -> None:
    """One event is always in order, also behind everything else."""
    s = rp.schedule(plan(CONTENT, ongoing("J+400")))

    # J+400 is 400 days from 15 June 2026: 20 July 2027
    assert (s["nurture"].start, s["nurture"].finish) == (datetime(2027, 7, 20), datetime(2027, 7, 20))
    assert s.findings == ()


def test_dates_no_calendar_knows_are_an_error_at_once() -> None:
    """They are met when the plan is scheduled."""
    with pytest.raises(rp.PlanError, match="nurture: the plan leaves the years"):
        rp.schedule(plan(CONTENT, ongoing("M+99999")))


@pytest.mark.parametrize("seed", range(20))
def test_it_changes_nothing_else(seed: int) -> None:
    """In random plans all other tasks keep their dates, and the plan its start, finish and conflicts."""
    bare = random_plan(seed, 12)
    begins = [task.id for task in bare.walk() if task.span is None][:3]
    more = bare
    for number, task_id in enumerate([*begins, "launch"]):
        more = more.add(ongoing(task_id, f"on{number}"))
    before, after = rp.schedule(bare), rp.schedule(more)

    assert [before[task] for task in before] == [after[task] for task in before if task in after]
    assert (before.start, before.finish) == (after.start, after.finish)
    assert (before.conflicts, before.critical_path) == (after.conflicts, after.critical_path)
    for number, task_id in enumerate([*begins, "launch"]):
        found = after[f"on{number}"]
        assert (found.start, found.early_start, found.late_start) == (
            after[task_id].start, after[task_id].early_start, after[task_id].late_start,
        )  # fmt: skip
        assert found.finish >= max(task.finish for task in after.values())


def test_a_simulation_leaves_it_out() -> None:
    """It is no work: samples are those of the plan without it."""
    uncertain = rp.Task("content", duration="3d/5d/10d")
    one, other = (
        rp.simulate(each, samples=200, seed=1)
        for each in (plan(uncertain), plan(uncertain, ongoing("content"), ongoing("launch", "care")))
    )

    assert list(one) == list(other) == ["content"]
    assert one.start_by(0.9) == other.start_by(0.9)


def test_a_template_with_a_horizon_goes_on_without_one() -> None:
    """None takes the end away; a kind of work that is repeated needs one."""
    made = rp.from_template("lead-generation", launch="2026-06-15", parameters={"horizon": None})
    later = rp.from_template("lead-generation", launch="2026-06-15", parameters={"horizon": "J+90"})

    assert [task.id for task in rp.schedule(made).values() if task.open_ended] == [
        "lead-nurturing",
        "conversion-tracking",
    ]
    assert [task.id for task in rp.schedule(later).values() if task.open_ended] == []
    with pytest.raises(rp.PlanError, match="this never ends"):
        rp.from_template("customer-service", launch="2026-06-15", parameters={"horizon": None})


def test_a_parameter_may_give_the_end_that_is_not_there() -> None:
    """What a parameter sets need not stand in the template."""
    document = {
        "x-template": {
            "title": "Test",
            "parameters": {"horizon": {"label": "Until when", "sets": "n.span.to"}},
        },
        "name": "T",
        "launch": "2026-06-15",
        "tasks": [{"id": "n", "span": {"from": "launch"}}],
    }
    template = rp.from_document(document)

    made = rp.from_template(template, launch="2026-06-15", parameters={"horizon": "J+30"})
    assert str(made["n"].span) == "launch … J+30"
    assert rp.from_template(template, launch="2026-06-15")["n"].span == template["n"].span
    assert rp.from_template(template, launch="2026-06-15", scale="200%")["n"].span == template["n"].span
