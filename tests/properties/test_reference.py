"""The library against the slow and obvious scheduler in `reference`, on many small random plans."""

import json
from random import Random

import pytest

import retroplan as rp
from tests.reference import differences, launch_differences, solve
from tests.reference.generator import FEATURES, document
from tests.reference.shrinking import simplest

LINKS = frozenset({"types", "lags", "leads", "minutes", "milestones"})
SIDES = LINKS | {"calendar", "timed launch", "launch links", "after"}
MIXED = SIDES | {"calendars", "summaries"}
ROOM = SIDES | {"buffer", "start"}

MONTHS = frozenset({"month lags", "month durations"})

SETS = {
    "finish to start": (frozenset(), 50),
    "links": (LINKS, 150),
    "a calendar": (LINKS | {"calendar", "timed launch"}, 100),
    "both sides of the launch": (SIDES, 200),
    "buffers and starts": (ROOM, 200),
    "pins": (SIDES | {"pins"}, 150),
    "pins in a buffer": (ROOM | {"pins"}, 150),
    "summaries": (ROOM | {"pins", "summaries"}, 150),
    "deadlines": (SIDES | {"deadlines"}, 50),
    "constraints": (ROOM | {"summaries", "constraints"}, 100),
    "asap and alap": (ROOM | {"summaries", "pins", "when"}, 50),
    "a calendar each": (MIXED, 50),
    "a calendar each, in a hurry": (ROOM | {"calendars", "pins", "when"}, 50),
    "other lags": (MIXED | {"percent lags", "calendar-day lags", "elapsed lags"}, 50),
    "other durations": (MIXED | {"percent lags", "calendar-day durations", "elapsed durations"}, 50),
    "months": (MIXED | MONTHS | {"percent lags", "buffer", "start", "constraints", "when"}, 100),
    "margins and estimates": (ROOM | {"summaries", "percent lags", "margins", "estimates"}, 50),
    "other offsets": (SIDES | {"pins", "other offsets"}, 50),
    "percent buffers": (ROOM | {"summaries", "margins", "percent buffer"}, 50),
    "launches": (ROOM | {"summaries", "constraints", "deadlines", "pins"}, 50),
    "a bit of everything": (FEATURES - {"forward", "forward launch", "percent buffer"}, 100),
    "forward": (SIDES | {"forward", "summaries", "when", "margins"}, 50),
}
"""
What the plans of a run use, and how many are tried each time; 2,000 together.

A percent buffer is drawn where all count in one calendar: only there is the longest chain the same to the
minute, whoever looks for it.
"""

LAUNCH_DAYS = {"launches": 8}
"""On how many open days the reference tries to launch the plans of a set."""


def draw(name: str, seed: str) -> dict:
    """A plan of a set; of everything there is, each plan uses about half."""
    rng, features = Random(seed), SETS[name][0]
    if name == "a bit of everything":
        features = frozenset(feature for feature in sorted(features) if rng.random() < 0.5)
    return document(rng, features)


def disagreements(plan: dict, launch_days: int = 0) -> list[str]:
    """What the library and the reference say differently about a plan document."""
    schedule = rp.schedule(rp.from_document(plan))
    found = differences(solve(plan), schedule)
    return found + (launch_differences(plan, schedule, launch_days) if launch_days else [])


def disagrees(plan: dict, launch_days: int) -> bool:
    """Whether they differ about a plan that both accept."""
    try:
        return bool(disagreements(plan, launch_days))
    except Exception:
        return False


def try_plans(name: str, numbers: range) -> None:
    """Compare on some of the plans of a set; a failure shows the plan, its seed and a smaller one."""
    launch_days = LAUNCH_DAYS.get(name, 0)
    for number in numbers:
        seed = f"{name} {number}"
        plan = draw(name, seed)
        try:
            found = disagreements(plan, launch_days)
        except Exception as error:
            error.add_note(f"seed {seed!r}: {json.dumps(plan)}")
            raise
        if found:
            small = simplest(plan, lambda smaller: disagrees(smaller, launch_days))
            lines = [f"seed {seed!r}: {json.dumps(plan)}", *found, f"smaller: {json.dumps(small)}"]
            pytest.fail("\n".join([*lines, *disagreements(small, launch_days)]), pytrace=False)


@pytest.mark.parametrize("name", SETS)
def test_the_library_agrees_with_the_reference(name):
    """Every date, slack, path and verdict of a small random plan is the one that a search for it finds."""
    try_plans(name, range(SETS[name][1]))


@pytest.mark.slow
@pytest.mark.parametrize("name", SETS)
def test_the_library_agrees_with_the_reference_on_many_plans(name):
    """The same on 50,000 other plans."""
    few = SETS[name][1]
    try_plans(name, range(few, 26 * few))


def test_two_thousand_plans_are_tried():
    """The sets add up to the number that this file promises, and to 50,000 with the slow ones."""
    assert sum(count for _, count in SETS.values()) == 2000
