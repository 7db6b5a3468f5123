"""The library against the slow and obvious scheduler in `reference`, on many small random plans."""

import json
from random import Random

import pytest

import retroplan as rp
from tests.reference import differences, solve
from tests.reference.generator import FEATURES, document
from tests.reference.shrinking import simplest

LINKS = frozenset({"types", "lags", "leads", "minutes", "milestones"})
SIDES = LINKS | {"calendar", "timed launch", "launch links", "after"}
MIXED = SIDES | {"calendars", "summaries"}
ROOM = SIDES | {"buffer", "start"}

SETS = {
    "finish to start": (frozenset(), 50),
    "links": (LINKS, 200),
    "a calendar": (LINKS | {"calendar", "timed launch"}, 100),
    "both sides of the launch": (SIDES, 250),
    "buffers and starts": (ROOM, 250),
    "pins": (SIDES | {"pins"}, 200),
    "pins in a buffer": (ROOM | {"pins"}, 200),
    "summaries": (ROOM | {"pins", "summaries"}, 200),
    "deadlines": (SIDES | {"deadlines"}, 50),
    "constraints": (ROOM | {"summaries", "constraints"}, 100),
    "asap and alap": (ROOM | {"summaries", "pins", "when"}, 50),
    "a calendar each": (MIXED, 50),
    "a calendar each, in a hurry": (ROOM | {"calendars", "pins", "when"}, 50),
    "other lags": (MIXED | {"percent lags", "calendar-day lags", "elapsed lags"}, 50),
    "other durations": (MIXED | {"percent lags", "calendar-day durations", "elapsed durations"}, 50),
    "a bit of everything": (FEATURES - {"forward", "forward launch"}, 100),
    "forward": (SIDES | {"forward", "summaries", "when"}, 50),
}
"""What the plans of a run use, and how many are tried each time; 2,000 together."""


def draw(name: str, seed: str) -> dict:
    """A plan of a set; of everything there is, each plan uses about half."""
    rng, features = Random(seed), SETS[name][0]
    if name == "a bit of everything":
        features = frozenset(feature for feature in sorted(features) if rng.random() < 0.5)
    return document(rng, features)


def disagreements(plan: dict) -> list[str]:
    """What the library and the reference say differently about a plan document."""
    return differences(solve(plan), rp.schedule(rp.from_document(plan)))


def disagrees(plan: dict) -> bool:
    """Whether they differ about a plan that both accept."""
    try:
        return bool(disagreements(plan))
    except Exception:
        return False


def try_plans(name: str, numbers: range) -> None:
    """Compare on some of the plans of a set; a failure shows the plan, its seed and a smaller one."""
    for number in numbers:
        seed = f"{name} {number}"
        plan = draw(name, seed)
        try:
            found = disagreements(plan)
        except Exception as error:
            error.add_note(f"seed {seed!r}: {json.dumps(plan)}")
            raise
        if found:
            small = simplest(plan, disagrees)
            lines = [f"seed {seed!r}: {json.dumps(plan)}", *found, f"smaller: {json.dumps(small)}"]
            pytest.fail("\n".join([*lines, *disagreements(small)]), pytrace=False)


@pytest.mark.parametrize("name", SETS)
def test_the_library_agrees_with_the_reference(name):
    """Every date, slack and verdict of a small random plan is the one that a search for it finds."""
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
