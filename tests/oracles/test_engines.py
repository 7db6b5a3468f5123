"""Schedules that other engines computed: MPXJ's scheduler, and Microsoft Project itself."""

from __future__ import annotations

from typing import Any

import pytest

from tests.oracles.compare import OTHERS, differences, load

CASES = {name: load(name) for name in ("day_level", "minute_level", "msproject")}


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case["name"]) for cases in CASES.values() for case in cases],
)
def test_agrees_with_the_other_engine_on_every_field(case: dict[str, Any]) -> None:
    """Planned, early and late dates, slack and critical marks are those of the other engine."""
    assert differences(case) == []


@pytest.mark.parametrize(
    ("name", "cases", "tasks"), [("day_level", 40, 2192), ("minute_level", 28, 937), ("msproject", 2, 161)]
)
def test_no_case_is_left_out(name: str, cases: int, tasks: int) -> None:
    """Every case of the files is compared, with all of its tasks."""
    found = CASES[name]

    assert (len(found), sum(len(case["expected"]) for case in found)) == (cases, tasks)


def test_the_comparison_can_fail() -> None:
    """A case with one wrong slack is found out."""
    case = CASES["day_level"][0]
    task_id, expected = next(iter(case["expected"].items()))
    spoilt = case | {"expected": {task_id: expected | {OTHERS[0]: 7}}}

    assert differences(spoilt) == [f"{task_id}.{OTHERS[0]}: 0 instead of 7"]
