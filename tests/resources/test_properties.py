"""What holds of every budget: sums are exact, however amounts are split and grouped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.model.money import Money, total
from retroplan.resources.sums import GROUPS

COINS = st.integers(0, 10**9).map(lambda cents: f"{cents // 100}.{cents % 100:02} EUR")
WHENS = st.sampled_from(["start", "finish", "spread", "J-30", "J+90", "2026-12-24", None])
COSTS = st.lists(
    st.fixed_dictionaries(
        {"planned": COINS, "when": WHENS},
        optional={
            "category": st.sampled_from(["print", "ads"]),
            "kind": st.sampled_from(["human", "financial", "material"]),
            "committed": COINS,
            "actual": COINS,
            "lead_time": st.sampled_from(["10d", "3w", "1mo"]),
            "rush": st.sampled_from(["30%", "7.5%"]),
        },
    ),
    max_size=3,
)
LENGTHS = st.sampled_from(["0d", "3h", "5d", "7w", "10cd", "2mo", "30ed"])


@st.composite
def plans(draw: st.DrawFn) -> rp.Plan:
    """Draw plans with costs at every level, people with rates and resources that are booked."""
    tasks = [
        rp.Task(
            f"t{number}",
            duration=draw(LENGTHS),
            costs=draw(COSTS),
            budget=draw(st.none() | COINS),
            responsible=draw(st.lists(st.sampled_from(["anna", "paul", "zoé"]), unique=True, max_size=2)),
            uses=draw(st.lists(st.sampled_from(["room", "tool", "x"]), unique=True, max_size=2)),
        )
        for number in range(draw(st.integers(1, 5)))
    ]
    cut = draw(st.integers(0, len(tasks)))
    inner = (
        [rp.Task("phase", tasks=tasks[cut:], costs=draw(COSTS), budget=draw(st.none() | COINS))]
        if tasks[cut:]
        else []
    )
    return rp.Plan(
        launch=draw(st.dates(date(2026, 1, 1), date(2027, 12, 31))),
        calendar="FR",
        currency="EUR",
        budget=draw(st.none() | COINS),
        costs=draw(COSTS),
        people={"anna": {"rate": "333.33 EUR/d"}, "paul": {"rate": "41.67 EUR/h", "availability": "50%"}},
        resources={
            "room": {"cost": "99.99 EUR/d", "lead_time": "2w", "rush": "15%"},
            "tool": {"cost": "10.99 EUR/mo"},
        },
        tasks=[*tasks[:cut], *inner],
    )


@settings(max_examples=60, deadline=None)
@given(plans())
def test_every_way_to_add_up_gives_the_whole(plan: rp.Plan) -> None:
    """Months, phases, categories and kinds each add up to the total, to the cent, in every measure."""
    budget = rp.budget(rp.schedule(plan), today="2027-01-01")
    for measure in ("planned", "committed", "actual", "spent"):
        whole: Money = getattr(budget.total, measure)
        lines = total((getattr(line, measure) for line in budget.lines), "EUR")
        sums = {
            group: total((getattr(item, measure) for item in budget.by(group)), "EUR") for group in GROUPS
        }
        sums.pop("task")  # a summary counts its tasks once more

        assert {lines, *sums.values()} == {whole}


@settings(max_examples=60, deadline=None)
@given(plans())
def test_shares_add_up_to_one(plan: rp.Plan) -> None:
    """Where anything is planned, the parts by category are the whole."""
    budget = rp.budget(rp.schedule(plan))

    assert sum(item.share for item in budget.by("category")) == pytest.approx(
        1 if budget.total.planned else 0
    )


@settings(max_examples=60, deadline=None)
@given(plans())
def test_each_line_is_paid_in_full(plan: rp.Plan) -> None:
    """The parts of a line that fall on its months add up to it, and the months come in order."""
    for line in rp.budget(rp.schedule(plan)).lines:
        months = [month for month, _ in line.months()]

        assert total((part.planned for _, part in line.months()), "EUR") == line.planned
        assert months == sorted(set(months))


@settings(max_examples=60, deadline=None)
@given(plans())
def test_orders_come_before_needs(plan: rp.Plan) -> None:
    """Nobody has to order after the day of need, or to ask for quotes after ordering."""
    needs = rp.needs(rp.schedule(plan))

    assert [need.needed for need in needs] == sorted(need.needed for need in needs)
    for need in needs:
        if need.order_by is not None and need.quotes_by is not None:
            assert need.quotes_by <= need.order_by <= need.needed


def _clashes(first: rp.Booking, second: rp.Booking) -> bool:
    return first.start < second.finish and second.start < first.finish


@settings(max_examples=60, deadline=None)
@given(plans())
def test_a_conflict_is_where_two_bookings_meet(plan: rp.Plan) -> None:
    """Of a room there is one: there is a conflict exactly if two of its bookings overlap."""
    found = rp.bookings(rp.schedule(plan))
    rooms = [each for each in found.bookings if each.resource == "room"]
    meet = any(_clashes(one, other) for i, one in enumerate(rooms) for other in rooms[:i])

    assert any(conflict.resource == "room" for conflict in found.conflicts) == meet


@settings(max_examples=40, deadline=None)
@given(plans(), st.integers(1, 400))
def test_a_longer_delay_never_costs_less(plan: rp.Plan, days: int) -> None:
    """Each day that the launch comes later adds to the price, or is closed."""
    schedule = rp.schedule(plan.replace(cost_of_delay="123.45 EUR/d"))
    launch: Any = schedule.launch
    costs = [
        rp.delay_cost(schedule, date.fromordinal(launch.toordinal() + later)) for later in (0, days, days + 1)
    ]

    assert costs == sorted(costs, key=lambda cost: cost.amount)
    assert str(costs[0]) == "0 EUR"
