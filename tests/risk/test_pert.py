"""PERT's rules, by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from math import sqrt
from random import Random
from statistics import NormalDist

import pytest

import retroplan as rp

# A textbook's network: two paths, a-c of (2,4,12) and (4,5,6), b of (6,8,16), in days.
TASKS = [
    rp.Task("a", duration="2d/4d/12d"),
    rp.Task("c", duration="4d/5d/6d", after=["a"]),
    rp.Task("b", duration="6d/8d/16d"),
]
PLAN = rp.Plan("Two paths", launch="2026-06-15", tasks=TASKS)


def test_expected_days_and_variances() -> None:
    """a: (2+16+12)/6 = 5 and (10/6)²; c: 5 and (2/6)²; b: (6+32+16)/6 = 9 and (10/6)²."""
    tasks = rp.pert_rules(PLAN).tasks

    assert [tasks[name].expected_days for name in "acb"] == [5, 5, 9]
    assert [tasks[name].variance_days for name in "acb"] == pytest.approx([100 / 36, 4 / 36, 100 / 36])


def test_paths() -> None:
    """The longest has 10 days and σ = √(104/36) = 1.70; the other is one day shorter."""
    found = rp.pert_rules(PLAN)
    longest, other = found.paths

    assert longest.tasks == ("a", "c", "launch")
    assert longest.variance_days == pytest.approx(104 / 36)
    assert (other.tasks, other.slack_days) == (("b", "launch"), 1.0)
    assert found.standard_deviation_days == pytest.approx(sqrt(104 / 36))


def test_the_chance_of_a_start_and_the_start_for_a_chance() -> None:
    """From ten days before J the chance is one half; two days more are 2/σ standard deviations."""
    found = rp.pert_rules(PLAN)

    assert found.probability_on_time() == 0.5
    # Ten days back from Monday 15 June: Monday 1 June; two more: Thursday 28 May.
    assert found.probability_on_time("2026-06-01") == 0.5
    assert found.probability_on_time("2026-05-28") == pytest.approx(NormalDist().cdf(2 / sqrt(104 / 36)))
    assert found.start_by(0.5) == datetime(2026, 6, 1, 8)
    start = found.start_by(0.9)
    assert start is not None
    assert found.probability_on_time(start) == pytest.approx(0.9, abs=0.001)
    assert found.start_by(1) is None


def test_the_schedules_have_critical_paths_of_their_own() -> None:
    """Optimistic: a-c 6 days, b 6; likely: 9 and 8; pessimistic: 18 and 16."""
    found = rp.pert_rules(PLAN)

    assert found.likely.critical_path == ("a", "c", "launch")
    assert found.optimistic.critical_path_count == 2
    assert found.pessimistic.critical_path == ("a", "c", "launch")
    assert found.pessimistic.start < found.likely.start < found.optimistic.start


def test_what_merging_adds_is_stated_and_simulated() -> None:
    """PERT promises one half where the simulation, which sees both paths, keeps less."""
    found = rp.pert_rules(PLAN)
    simulated = rp.simulate(PLAN, samples=20_000, seed=1)

    assert "one path at a time" in found.findings[0].text("en")
    assert simulated.probability_on_time("2026-06-01") < 0.45 < found.probability_on_time("2026-06-01")


@pytest.mark.parametrize(
    ("tasks", "english", "french"),
    [
        (TASKS, "time (2 paths of nearly the same length here) and", "fois (2 chemins de longueur presque"),
        (TASKS[:2], "at a time and leave", "à la fois et laissent"),
    ],
)
def test_other_paths_are_counted_where_there_are_some(
    tasks: list[rp.Task], english: str, french: str
) -> None:
    """A single path is not told to be one of several."""
    (finding,) = rp.pert_rules(PLAN.replace(tasks=tasks)).findings

    assert english in finding.text("en")
    assert french in finding.text("fr")


@pytest.mark.parametrize(
    "bound",
    [
        {"at": "J-20"},
        {"deadline": "2026-06-05"},
        {"constraint": {"type": "must_start_on", "date": "2026-05-20"}},
        {"constraint": {"type": "start_no_earlier_than", "date": "2026-05-20"}},
        {"constraint": {"type": "finish_no_later_than", "date": "2026-06-05"}},
    ],
)
def test_dates_that_pert_ignores_are_told(bound: dict[str, object]) -> None:
    """The tasks are named; durations and links alone count."""
    tasks = [{"id": "a", "duration": "2d/4d/12d"}, {"id": "b", "duration": "1d", "after": ["a"]} | bound]
    plan = rp.from_document({"launch": "2026-06-15", "tasks": tasks})
    first = rp.pert_rules(plan).findings[0]

    assert (first.code, first.values["tasks"]) == ("pert-without-dates", ("b",))
    assert "deadlines of b" in first.text("en")


def test_dates_after_the_launch_are_no_matter() -> None:
    """What is pinned behind the launch is on no path to it."""
    tasks = [*TASKS, rp.Task("party", duration="1d", at="J+3")]

    assert [finding.code for finding in rp.pert_rules(PLAN.replace(tasks=tasks)).findings] == [
        "pert-one-path"
    ]


def test_a_start_of_the_plan_counts() -> None:
    """A plan that begins earlier has that much room."""
    found = rp.pert_rules(PLAN, start="2026-05-28")

    assert found.probability_on_time() == pytest.approx(NormalDist().cdf(2 / sqrt(104 / 36)))
    ready = found.ready_by(0.5)
    assert ready == datetime(2026, 6, 10, 17)  # ten days from Thursday 28 May


def test_a_forward_plan() -> None:
    """Without a launch there is no start to look for, only an end."""
    found = rp.pert_rules(rp.Plan(start="2026-06-01", tasks=TASKS))

    assert found.start_by(0.9) is None
    assert found.ready_by(0.5) == datetime(2026, 6, 12, 17)


def whole_paths(links: dict[str, list[str]], end: str) -> Iterator[tuple[str, ...]]:
    """Give every chain of links that ends with a task."""
    for before in links[end]:
        yield from ((*path, end) for path in whole_paths(links, before))
    if not links[end]:
        yield (end,)


SIZES = {"1d/2d/3d": (2, 4 / 36), "2d/4d/6d": (4, 16 / 36), "1d/4d/7d": (4, 1.0), "0d": (0, 0.0)}


@pytest.mark.parametrize("seed", range(60))
def test_paths_of_a_forward_plan_lead_from_a_first_task_to_a_last_one(seed: int) -> None:
    """Those of a drawn network up to two standard deviations shorter than the longest, and no others."""
    rng = Random(seed)
    links = {
        name: rng.sample("abcdefg"[:place], min(place, rng.choice((0, 1, 1, 2))))
        for place, name in enumerate("abcdefg")
    }
    sizes = {name: rng.choice(list(SIZES)) for name in links}
    tasks = [rp.Task(name, duration=sizes[name], after=links[name]) for name in links]
    found = rp.pert_rules(rp.Plan(start="2026-06-01", tasks=tasks)).paths

    lasts = links.keys() - {before for some in links.values() for before in some}
    paths = {path for name in lasts for path in whole_paths(links, name)}
    lengths = {path: sum(SIZES[sizes[name]][0] for name in path) for path in paths}
    longest = max(lengths.values())
    spread = 2 * max(
        sum(SIZES[sizes[name]][1] for name in path) ** 0.5 for path in paths if lengths[path] == longest
    )
    near = {path for path in paths if longest - lengths[path] <= spread + 1e-9}
    assert {path.tasks: path.slack_days for path in found} == {path: longest - lengths[path] for path in near}
    assert len(found) == len(near)


@pytest.mark.parametrize(
    ("link", "also_alone"), [("a", False), ("a FF", False), ("a SS", True), ("a SF", True), ("a FS-4d", True)]
)
def test_a_task_ends_a_path_where_nothing_has_to_finish_after_it(link: str, also_alone: bool) -> None:
    """On expected durations b finishes after a; behind an FS or FF link it always does."""
    tasks = [rp.Task("a", duration="2d/4d/12d"), rp.Task("b", duration="4d/5.5d/7d", after=[link])]
    paths = [path.tasks for path in rp.pert_rules(rp.Plan(start="2026-06-01", tasks=tasks)).paths]

    assert (("a",) in paths) == also_alone


def test_no_spread_is_certain() -> None:
    """Fixed durations are in time or not."""
    found = rp.pert_rules(rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d")]))

    assert (found.probability_on_time("2026-06-08"), found.probability_on_time("2026-06-09")) == (1, 0)


def test_a_document() -> None:
    """JSON-safe, with stable keys."""
    document = rp.to_document(rp.pert_rules(PLAN))

    assert list(document) == [
        "pert", "standard_deviation_days", "schedules", "paths", "tasks", "findings",
    ]  # fmt: skip
