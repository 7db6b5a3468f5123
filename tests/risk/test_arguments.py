"""What a simulation is given besides a plan: refused in our words, its place first."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import retroplan as rp
from retroplan.errors import PlanError

PLAN = rp.from_document(
    {
        "launch": "2026-06-15",
        "tasks": [
            {"id": "design", "duration": "3d/5d/10d"},
            {"id": "film", "duration": "2d/4d/6d"},
            {"id": "content", "duration": "2d/4d/6d", "approval": {"by": "direction", "duration": "2d"}},
            {"id": "report", "duration": "2d/4d/6d", "after": ["launch"]},
        ],
    }
)
EVENT = rp.RiskEvent("strike", 0.5, ["film"], "3d")


def told(**options: Any) -> list[tuple[str, str]]:
    """Give the codes and places of what is refused."""
    with pytest.raises(PlanError) as caught:
        rp.simulate(PLAN, samples=64, **options)
    for finding in caught.value.findings:
        assert finding.text("en") != finding.text("fr")
    return [(finding.code, finding.path) for finding in caught.value.findings]


@pytest.mark.parametrize(
    ("options", "code", "path"),
    [
        ({"correlation": 0.5}, "not-correlations", "correlation"),
        ({"risks": 5}, "not-risks", "risks"),
        ({"risks": EVENT}, "not-risks", "risks"),
        ({"risks": "strike"}, "not-risks", "risks"),
        ({"risks": [EVENT, "x"]}, "not-risks", "risks[1]"),
        ({"executor": 4}, "not-an-executor", "executor"),
        ({"progress": True}, "not-told-progress", "progress"),
        ({"margins": "no"}, "not-true-or-false", "margins"),
        ({"buffer": 0}, "not-true-or-false", "buffer"),
        ({"risks": [rp.RiskEvent("s", "10%", ["film"], "3d")]}, "bad-probability", "risks[0].probability"),
        ({"risks": [rp.RiskEvent("s", True, ["film"], "3d")]}, "bad-probability", "risks[0].probability"),
        (
            {"correlation": rp.Correlation(groups=[rp.Group(["design", "film"], "0.5")])},
            "bad-correlation",
            "correlation.groups[0].correlation",
        ),
        ({"correlation": rp.Correlation(groups=["x"])}, "not-a-group", "correlation.groups[0]"),
        (
            {"correlation": rp.Correlation(tasks=["design", "film"], matrix=[[1, "x"], ["x", 1]])},
            "bad-correlation-entry",
            "correlation.matrix[0][1]",
        ),
        (
            {"correlation": rp.Correlation(tasks=["design", "film"], matrix="no")},
            "correlation-not-square",
            "correlation.matrix",
        ),
    ],
)  # fmt: skip
def test_wrong_arguments_are_told_with_their_name(options: dict[str, Any], code: str, path: str) -> None:
    """Never by an error of Python's."""
    assert told(**options)[0] == (code, path)


def test_all_wrong_arguments_are_told_together() -> None:
    """One error, a finding for each."""
    assert [path for _, path in told(seed="x", margins="no", risks=5, executor=4)] == [
        "seed", "margins", "risks", "executor",
    ]  # fmt: skip


@pytest.mark.parametrize("make", [rp.Group, lambda tasks, share: rp.RiskEvent("s", share, tasks, "1d")])
@pytest.mark.parametrize("tasks", [5, None, [5], [["film"]]])
def test_ids_are_text(make: Any, tasks: Any) -> None:
    """What is no id is refused where it is given."""
    with pytest.raises(PlanError, match="not a list of ids"):
        make(tasks, 0.5)


def test_numbers_of_numpy_are_numbers() -> None:
    """Whole numbers of any kind, and switches that an array gives."""
    plain = rp.simulate(PLAN, samples=10, seed=3, margins=False)
    same = rp.simulate(PLAN, samples=np.int64(10), seed=np.int64(3), margins=np.bool_(False))  # type: ignore[arg-type]

    assert plain.starts == same.starts
    assert (type(same.samples), type(same.seed)) == (int, int)


def test_one_id_is_one_task() -> None:
    """A text is an id, not letters; a group may be given alone."""
    assert rp.Group("design", 0.5).tasks == ("design",)
    assert rp.Correlation(tasks="design", matrix=[[1]]).tasks == ("design",)  # type: ignore[arg-type]
    group = rp.Group(["design", "film"], 0.5)
    assert rp.Correlation(groups=group) == rp.Correlation(groups=[group])  # type: ignore[arg-type]


def test_a_task_named_twice_counts_once() -> None:
    """By a risk as in a group."""
    twice = rp.RiskEvent("strike", 1, ["film", "film"], "3d")
    once = rp.RiskEvent("strike", 1, ["film"], "3d")
    plans = [rp.simulate(PLAN, samples=64, risks=[event]) for event in (once, twice)]

    assert plans[0]["film"].start_by(0.9) == plans[1]["film"].start_by(0.9)
    assert rp.Group(["film", "film"], 0.9).tasks == ("film",)


def test_a_risk_after_the_launch_is_told() -> None:
    """It plays no part, which a finding says."""
    event = rp.RiskEvent("strike", 0.5, ["film", "report"], "3d")
    found = rp.simulate(PLAN, samples=64, risks=[event])

    assert [(f.code, f.path) for f in found.findings] == [("risk-plays-no-part", "risks[0].tasks[1]")]


@pytest.mark.parametrize(
    ("options", "path"),
    [
        ({"risks": [rp.RiskEvent("s", 0.5, "content", "3d")]}, "risks[0].tasks[0]"),
        (
            {"correlation": rp.Correlation(groups=[rp.Group(["film", "content"], 0.5)])},
            "correlation.groups[0].tasks[1]",
        ),
    ],
)
def test_the_parts_of_a_task_are_named(options: dict[str, Any], path: str) -> None:
    """A task with an approval is scheduled as its work and the approval: the first has the estimate."""
    with pytest.raises(PlanError) as caught:
        rp.simulate(PLAN, samples=64, **options)
    (finding,) = caught.value.findings

    assert (finding.code, finding.path) == ("task-in-parts", path)
    assert "content/work" in finding.text()
