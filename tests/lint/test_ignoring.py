"""What a plan, or a task of it, asks `check` not to say."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.lint.rules import RULES
from tests.test_document import plans

LOOSE = rp.Task("a", duration="5d/5d/5d")


def codes(*tasks: rp.Task, **head: Any) -> list[str]:
    """Check a plan with the launch on Sunday 14 June 2026, and give the codes that are told."""
    options = {key: head.pop(key) for key in ("select", "ignore_too", "strict") if key in head}
    options["ignore"] = options.pop("ignore_too", ())
    plan = rp.Plan(**{"launch": "2026-06-14", **head}, tasks=tasks)
    return [finding.code for finding in rp.check(plan, **options).findings]


def test_nothing_is_ignored_by_itself() -> None:
    """The plan of these tests has four things to say."""
    assert codes(LOOSE) == ["RP101", "RP102", "RP201", "RP301"]


@pytest.mark.parametrize(
    ("ignore", "left"),
    [
        ("RP101", ["RP102", "RP201", "RP301"]),
        ("no-buffer", ["RP101", "RP201", "RP301"]),
        ("RP1", ["RP201", "RP301"]),
        ("rp1, no-spread", ["RP201"]),
        (["RP1", "RP2"], ["RP301"]),
        ("RP", []),
    ],
)
def test_a_plan_ignores_as_the_command_does(ignore: Any, left: list[str]) -> None:
    """Codes, names and beginnings of codes, in a list or with commas, mean what they mean there."""
    assert codes(LOOSE, ignore=ignore) == left
    assert codes(LOOSE, ignore_too=ignore) == left


def test_a_task_ignores_for_itself_and_what_is_below_it() -> None:
    """What a task ignores is told of its neighbours, and of the plan."""
    quiet = rp.Task("a", duration="5d/5d/5d", ignore=["RP2", "RP102"])
    phase = rp.Task("s", ignore="RP201", tasks=[rp.Task("b", duration="1d")])

    assert codes(quiet, phase, rp.Task("c", duration="1d"), select="RP102,RP2,RP3") == [
        "RP102", "RP301", "RP201",
    ]  # fmt: skip


def test_findings_of_the_schedule_can_be_ignored() -> None:
    """An offset that was moved, and a conflict, are told or not as rules are."""
    moved = {"at": "J-8", "duration": "1d"}  # Saturday 6 June
    late = {"duration": "5d", "until": "J-3", "deadline": "2026-06-01"}

    assert "pin-moved" in codes(rp.Task("a", **moved))  # type: ignore[arg-type]
    assert "pin-moved" not in codes(rp.Task("a", ignore="pin-moved", **moved))  # type: ignore[arg-type]
    assert "conflict-deadline" in codes(rp.Task("b", **late))  # type: ignore[arg-type]
    assert "conflict-deadline" not in codes(rp.Task("b", ignore="conflict", **late))  # type: ignore[arg-type]


def test_a_task_ignores_what_its_parts_say() -> None:
    """A wave is a part of its task, and what is told of it is told of the task."""
    waves = {"at": ["J-8"], "preparation": "1d"}

    assert "pin-moved" in codes(rp.Task("mail", waves=waves))
    assert "pin-moved" not in codes(rp.Task("mail", waves=waves, ignore="pin-moved"))


def test_what_names_no_code_ignores_nothing_and_is_told() -> None:
    """A slip is a warning with the nearest code; it does not stop the plan from being read."""
    plan = rp.Plan(launch="2026-06-15", ignore="RP20l", tasks=[rp.Task("a", ignore=["RP1", "no-sprad"])])
    report = rp.check(plan, select="RP001")

    assert report.text() == (
        'warning: ignore[0]: "RP20l" is not a code of check (did you mean "RP209"?); '
        "write one such as RP201, or leave it out [RP001]\n"
        'warning: tasks[0].ignore[1]: "no-sprad" is not a code of check (did you mean "no-spread"?); '
        "write one such as RP201, or leave it out [RP001]"
    )


def test_errors_of_a_document_cannot_be_ignored() -> None:
    """What keeps a plan from being scheduled is told whatever the plan ignores."""
    looped = rp.Plan(launch="2026-06-15", ignore=["RP", "cycle"], tasks=[rp.Task("a", after=["a"])])

    assert [finding.severity.value for finding in rp.check(looped).findings] == ["error"]


def test_ignored_warnings_are_no_errors_of_a_strict_check() -> None:
    """A plan that says what it means passes strictly."""
    plan = rp.Plan(launch="2026-06-15", ignore="RP102", tasks=[rp.Task("a", duration="1d", ignore="RP201")])

    assert rp.check(plan, strict=True).ok
    assert not rp.check(plan.change("a", ignore=()), strict=True).ok


def test_schedules_do_not_obey() -> None:
    """A schedule has its findings whatever `check` is asked not to say."""
    plan = rp.Plan(launch="2026-06-14", ignore="RP", tasks=[LOOSE])

    assert [finding.code for finding in rp.schedule(plan).findings] == ["launch-closed"]


def test_a_calendar_that_never_opens_stops_no_rule() -> None:
    """A rule that has no days to compare says nothing; the others do."""
    never = {"week": {"mon": []}}
    plan = rp.Plan(calendar=never, tasks=[rp.Task("a", deadline="2026-06-05", ignore="RP9")])

    assert [finding.code for finding in rp.check(plan).findings] == ["no-launch", "RP001"]


@settings(max_examples=30)
@given(plans(), st.sampled_from([(), "RP", "RP8", [rule.code for rule in RULES]]))
def test_no_plan_makes_it_raise(plan: rp.Plan, select: Any) -> None:
    """Whatever a plan holds, every rule looks at it, and what it says can be put into words."""
    report = rp.check(plan, select=select)

    assert report.text("fr").count("\n") == max(len(report.findings) - 1, 0)
    assert rp.to_document(report)["findings"] == [item.to_record() for item in report.findings]


@settings(max_examples=30)
@given(plans())
def test_a_plan_that_ignores_everything_is_told_only_errors(plan: rp.Plan) -> None:
    """Nothing but what cannot be ignored is left."""
    choosable = {rule.code for rule in RULES}
    quiet = plan.replace(ignore=["RP"])

    assert not choosable & {finding.code for finding in rp.check(quiet).findings}
