"""What a later launch costs."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp
from retroplan.language import LANGUAGES


def plan(rate: str | None = "200 EUR/d", **more: Any) -> rp.Plan:
    """Make a plan that ends in a launch on Monday 15 June 2026."""
    return rp.Plan(launch="2026-06-15", cost_of_delay=rate, tasks=[rp.Task("a", duration="5d")], **more)


@pytest.mark.parametrize(
    ("rate", "launch", "cost"),
    [
        ("200 EUR/d", "2026-06-18", "600 EUR"),  # 15, 16 and 17 June
        ("200 EUR/d", "2026-06-22", "1000 EUR"),  # five open days
        ("200 EUR/cd", "2026-06-22", "1400 EUR"),  # seven days
        ("1000 EUR/w", "2026-06-24", "1400 EUR"),  # seven open days, five a week
        ("700 EUR/cw", "2026-06-18", "300 EUR"),  # three days of seven
        ("200 EUR/d", "2026-06-15", "0 EUR"),
        ("200 EUR/d", "2026-06-01", "0 EUR"),
        ("200 EUR/d", "2026-06-18 09:00", "600 EUR"),
    ],
)
def test_a_delay_costs_its_days(rate: str, launch: str, cost: str) -> None:
    """Three days at 200 are 600; an earlier launch costs nothing."""
    assert str(rp.delay_cost(rp.schedule(plan(rate)), launch)) == cost


def test_holidays_cost_nothing_where_open_days_are_counted() -> None:
    """14 July 2026 is a Tuesday."""
    schedule = rp.schedule(
        rp.Plan(
            launch="2026-07-13", calendar="FR", cost_of_delay="200 EUR/d", tasks=[rp.Task("a", duration="5d")]
        )
    )

    assert str(rp.delay_cost(schedule, "2026-07-15")) == "200 EUR"


def test_another_schedule_says_its_launch() -> None:
    """What a re-plan costs: its schedule in the place of a date; the currency may be that of the plan."""
    first = plan("200/d", currency="EUR")
    schedules = rp.schedule(first), rp.schedule(first, launch="2026-06-18")

    assert str(rp.delay_cost(*schedules)) == "600 EUR"
    assert str(rp.delay_cost(*reversed(schedules))) == "0 EUR"


def test_the_delay_of_a_task_has_a_price() -> None:
    """Two more days of the only task move the launch from Monday to Wednesday: 400."""
    schedule = rp.schedule(plan(start="2026-06-08"))
    (effect,) = rp.delay_effects(schedule, 2)

    assert str(effect.launch) == "2026-06-17"
    assert str(rp.delay_cost(schedule, effect.launch)) == "400 EUR"


def test_a_plan_that_cannot_be_met_is_told_what_that_costs() -> None:
    """Begun on 10 June, five days end on 16 June: the launch is two days late, 400."""
    budget = rp.budget(rp.schedule(plan(start="2026-06-10")))

    assert str(budget.delay) == "400 EUR"
    assert [finding.text() for finding in budget.findings] == [
        "cost_of_delay: launching on Wed 17 Jun 2026, the first day that works, costs €400 more"
    ]
    assert all(finding.text(lang) for finding in budget.findings for lang in LANGUAGES)
    assert rp.budget(rp.schedule(plan())).delay is None
    assert rp.budget(rp.schedule(plan(None, start="2026-06-10"))).delay is None


def test_a_delay_without_a_price_is_refused() -> None:
    """The plan has to say what a day costs, and to have a launch."""
    with pytest.raises(rp.PlanError, match="write cost_of_delay: 500 EUR/d"):
        rp.delay_cost(rp.schedule(plan(None)), "2026-06-18")
    forward = rp.Plan(start="2026-06-15", cost_of_delay="200 EUR/d", tasks=[rp.Task("a", duration="5d")])
    with pytest.raises(rp.PlanError, match="neither launch nor start"):
        rp.delay_cost(rp.schedule(forward), "2026-06-18")
    with pytest.raises(rp.PlanError, match='launch: "soon" is not a date'):
        rp.delay_cost(rp.schedule(plan()), "soon")
    with pytest.raises(TypeError):
        rp.delay_cost(plan(), "2026-06-18")  # type: ignore[arg-type]
