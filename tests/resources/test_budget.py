"""Budgets, by hand: what is planned, ordered and paid, by task, phase, category, kind and month."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

import retroplan as rp
from retroplan.language import LANGUAGES
from retroplan.resources.sums import GROUPS


def counted(plan: rp.Plan, **options: Any) -> rp.Budget:
    """Schedule a plan and add up what it costs."""
    return rp.budget(rp.schedule(plan), **options)


def amounts(sums: Iterable[rp.BudgetSum], key: str = "planned") -> dict[str, str]:
    """Give one amount of each sum, by what the sum is of."""
    return {item.key: f"{getattr(item, key).amount:f}" for item in sums}


def codes(budget: rp.Budget) -> list[tuple[str | None, str]]:
    """Give task and code of every finding; each has its words."""
    for lang in LANGUAGES:
        assert all(finding.text(lang) for finding in budget.findings)
    return [(finding.task, finding.code) for finding in budget.findings]


CAMPAIGN = rp.Plan(
    "Campagne",
    launch="2026-06-15",
    currency="EUR",
    tasks=[
        rp.Task(
            "comm",
            "Communication",
            tasks=[
                rp.Task(
                    "ads", duration="5d", costs={"category": "advertising", "planned": 3000, "actual": 1200}
                ),
                rp.Task(
                    "print",
                    duration="5d",
                    costs=[
                        {
                            "category": "print",
                            "kind": "material",
                            "planned": 1500,
                            "committed": 1400,
                            "actual": 400,
                        },
                        {"planned": "99.90"},
                    ],
                ),
            ],
        ),
        rp.Task("site", duration="5d", costs={"category": "advertising", "planned": 400}),
    ],
    costs={"name": "insurance", "planned": "0.10", "when": "J-30"},
)


def test_amounts_add_up_by_task_phase_and_plan() -> None:
    """A summary has what its tasks cost; the plan has that and its own."""
    budget = counted(CAMPAIGN)

    # 1500 + 99.90 = 1599.90; + 3000 = 4599.90; + 400 + 0.10 = 5000.00.
    assert amounts(budget.by("task")) == {"comm": "4599.9", "ads": "3000", "print": "1599.9", "site": "400"}
    assert amounts(budget.by("phase")) == {"comm": "4599.9", "": "400.1"}
    assert str(budget.total.planned) == "5000 EUR"
    assert [str(getattr(budget.total, key)) for key in ("committed", "actual")] == ["1400 EUR", "1600 EUR"]


def test_what_is_spent_counts_once() -> None:
    """An invoice of 400 on an order of 1400 leaves 1400 bound; one of 1200 without an order, 1200."""
    budget = counted(CAMPAIGN)

    assert amounts(budget.by("task"), "spent") == {
        "comm": "2600",
        "ads": "1200",
        "print": "1400",
        "site": "0",
    }
    # Planned 5000, of which 1400 and 1200 are bound.
    assert str(budget.total.remaining) == "2400 EUR"


def test_categories_have_their_share_of_the_whole() -> None:
    """Advertising is 3400 of 5000, 68 %; what has no category is counted under its kind."""
    budget = counted(CAMPAIGN)

    assert [(item.key, str(item.planned), item.share) for item in budget.by("category")] == [
        ("financial", "100 EUR", 0.02),
        ("advertising", "3400 EUR", 0.68),
        ("print", "1500 EUR", 0.3),
    ]
    assert amounts(budget.by("kind")) == {"financial": "3500", "material": "1500"}


def test_an_overspent_task_is_told() -> None:
    """1200 paid of 1000: 200 too much, remaining -200."""
    plan = rp.Plan(
        launch="2026-06-15",
        tasks=[rp.Task("update", "Mise à jour", "2w", costs={"planned": "1000 EUR", "actual": "1200 EUR"})],
    )
    budget = counted(plan)

    assert str(budget.by("task")[0].remaining) == "-200 EUR"
    assert codes(budget) == [(None, "plan-overspent"), ("update", "plan-overspent")]
    assert [finding.text() for finding in budget.findings] == [
        "budget: €1,200 are committed or paid, €200 more than the €1,000 that are planned",
        "update: €1,200 are committed or paid, €200 more than the €1,000 that are planned",
    ]


def test_budgets_are_ceilings() -> None:
    """What is planned, and what is spent, is compared with the budget of the task, the phase and the plan."""
    tasks = [
        rp.Task("a", duration="5d", budget=100, costs={"planned": 150, "actual": 90}),
        rp.Task("b", duration="5d", budget=100, costs={"planned": 80, "committed": 120}),
        rp.Task("c", duration="5d", budget=100, costs={"planned": 100, "actual": 100}),
    ]
    phase = rp.Task("phase", tasks=tasks, budget=320)
    budget = counted(rp.Plan(launch="2026-06-15", currency="EUR", budget=500, tasks=[phase]))

    # Planned 150 + 80 + 100 = 330 > 320; spent 90 + 120 + 100 = 310.
    assert codes(budget) == [
        ("phase", "budget-overplanned"),
        ("a", "budget-overplanned"),
        ("b", "budget-overspent"),
    ]
    assert amounts(budget.by("task"), "remaining") == {"phase": "10", "a": "10", "b": "-20", "c": "0"}


def test_budgets_below_may_be_too_much() -> None:
    """Two tasks of 60 do not go into a phase of 100, nor two phases of 100 and 60 into a plan of 150."""
    tasks = [rp.Task(name, duration="5d", budget=60) for name in ("a", "b", "c")]
    plan = rp.Plan(
        launch="2026-06-15",
        currency="EUR",
        budget=150,
        tasks=[rp.Task("one", tasks=tasks[:2], budget=100), rp.Task("two", tasks=tasks[2:])],
    )

    found = [item for item in counted(plan).findings if item.code == "budget-shared-out"]
    assert [finding.text() for finding in found] == [
        "one: the budgets below add up to €120, €20 more than the budget of €100",
        "budget: the budgets below add up to €160, €10 more than the budget of €150",
    ]


def test_a_budget_without_items_is_what_is_planned() -> None:
    """'Mise à jour logiciel, 2 semaines, budget de 1000€' plans 1000 EUR, over the work."""
    plan = rp.Plan(
        launch="2026-06-08",
        tasks=[rp.Task("update", "Mise à jour logiciel", "2w", responsible="équipe IT", budget="1000€")],
    )
    budget = counted(plan)

    # 25 May to 5 June: five days in each month.
    assert amounts(budget.months) == {"2026-05": "500", "2026-06": "500"}
    assert [line.source for line in budget.lines] == ["budget"]


def test_items_below_take_the_place_of_a_budget() -> None:
    """A phase of 1000 with a task of 300 plans 300, and 1000 is its ceiling."""
    task = rp.Task("a", duration="1d", costs=300)
    phase = rp.Task("phase", budget=1000, tasks=[task, rp.Task("b", duration="1d")])
    budget = counted(rp.Plan(launch="2026-06-15", currency="EUR", tasks=[phase]))

    assert str(budget.total.planned) == "300 EUR"
    assert str(budget.by("phase")[0].remaining) == "1000 EUR"


def test_a_plan_without_costs_costs_nothing() -> None:
    """There is a budget all the same, of nothing in no currency."""
    budget = counted(rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d")]))

    assert (str(budget.total.planned), budget.currency, budget.lines, budget.findings) == ("0", "", (), ())
    assert budget.total.share == 0
    assert [budget.by(group) for group in GROUPS] == [()] * len(GROUPS)


# --------------------------------------------------------------------------- work


def test_work_costs_what_people_cost() -> None:
    """Ten days of Anna at 400, five of half of Paul at 50 an hour; nobody knows what Zoé costs."""
    people = {
        "anna": rp.Person("Anna", rate="400 EUR/d"),
        "paul": rp.Person("Paul", rate="50 EUR/h"),
        "zoé": rp.Person("Zoé"),
    }
    tasks = [
        rp.Task("text", duration="10d", responsible=["anna", "zoé", "someone"]),
        rp.Task("site", duration="5d", responsible={"paul": "50%"}),
    ]
    budget = counted(rp.Plan(launch="2026-06-15", people=people, tasks=tasks))

    # 10 × 400 = 4000; 5 days × 8 h × 50 % × 50 = 1000.
    assert [(line.task, line.name, str(line.planned), line.kind) for line in budget.lines] == [
        ("text", "Anna", "4000 EUR", "human"),
        ("site", "Paul", "1000 EUR", "human"),
    ]


def test_effort_costs_the_same_however_it_is_shared() -> None:
    """Ten days of work by two people are five days of each."""
    people = {name: rp.Person(rate="400 EUR/d") for name in ("anna", "paul")}
    tasks = [rp.Task("text", effort="10d", responsible=["anna", "paul"])]
    budget = counted(rp.Plan(launch="2026-06-15", people=people, tasks=tasks))

    assert [str(line.planned) for line in budget.lines] == ["2000 EUR", "2000 EUR"]


def test_margins_are_not_paid_and_leave_is_not_worked() -> None:
    """Two days of safety are no work; a day of leave in the middle is not paid twice."""
    anna = rp.Person(rate="400 EUR/d", leave="2026-06-10")
    task = rp.Task("text", duration="3d", margin="2d", responsible="anna")
    budget = counted(rp.Plan(launch="2026-06-15", people={"anna": anna}, tasks=[task]))

    assert str(budget.total.planned) == "1200 EUR"


def test_work_in_calendar_days_is_paid_for_its_open_days() -> None:
    """Ten calendar days before a Monday, from Friday 5 June, have six open ones."""
    task = rp.Task("watch", duration="10cd", responsible="anna")
    plan = rp.Plan(launch="2026-06-15", people={"anna": rp.Person(rate="100 EUR/d")}, tasks=[task])

    assert rp.schedule(plan)["watch"].start_date.isoformat() == "2026-06-05"
    assert str(counted(plan).total.planned) == "600 EUR"


def test_each_part_of_a_task_is_paid_for() -> None:
    """Who writes is paid for writing, who approves for approving; a weekly meeting for every time."""
    people = {"anna": rp.Person(rate="400 EUR/d"), "boss": rp.Person(rate="800 EUR/d")}
    approval = {"by": "boss", "duration": "2d"}
    tasks = [
        rp.Task("text", duration="5d", responsible="anna", approval=approval, costs="10 EUR"),
        rp.Task(
            "meet",
            duration="1d",
            responsible="anna",
            repeat={"every": "1w", "from": "2026-05-04", "count": 3},
        ),
    ]
    budget = counted(rp.Plan(launch="2026-06-15", people=people, tasks=tasks))

    # 5 × 400 + 2 × 800 + 10 = 3610, the item once; 3 × 400 = 1200.
    assert amounts(budget.by("task")) == {"text": "3610", "meet": "1200"}


def test_resources_cost_what_is_used_of_them() -> None:
    """Once a use, by the working day, by calendar days or months that have begun."""
    resources = {
        "stand": {"cost": "500 EUR"},
        "room": {"cost": "300 EUR/d", "kind": "material"},
        "car": {"cost": "40 EUR/cd", "quantity": 2},
        "tool": {"cost": "10.99 EUR/mo", "category": "licences"},
        "desk": {"cost": "70 EUR/cw"},
        "free": {},
    }
    uses = ["stand", "room", {"resource": "car", "quantity": 2}, "tool", "desk", "free", "unknown"]
    plan = rp.Plan(launch="2026-06-15", resources=resources, tasks=[rp.Task("a", duration="6d", uses=uses)])

    # Friday 5 June to Friday 12 June: 6 open days, 8 calendar days, 1 month begun, 2 weeks begun.
    assert [(line.name, str(line.planned), line.category) for line in counted(plan).lines] == [
        ("stand", "500 EUR", "material"),
        ("room", "1800 EUR", "material"),
        ("car", "640 EUR", "material"),
        ("tool", "10.99 EUR", "licences"),
        ("desk", "140 EUR", "material"),
    ]


@pytest.mark.parametrize(
    ("start", "finish", "months"),
    [
        ("2026-01-15", "2026-02-13", 1),
        ("2026-01-15", "2026-02-16", 2),
        ("2026-01-01", "2026-01-30", 1),
        ("2026-01-30", "2026-02-27", 1),  # the month from 30 January ends with February
        ("2026-03-02", "2026-05-29", 3),
    ],
)
def test_months_count_when_they_begin(start: str, finish: str, months: int) -> None:
    """A licence from 15 January is for a month up to 14 February."""
    task = rp.Task("a", start=start, finish=finish, uses="tool")
    plan = rp.Plan(launch="2026-06-15", resources={"tool": {"cost": "5 EUR/mo"}}, tasks=[task])

    assert str(counted(plan).total.planned) == f"{5 * months} EUR"


def test_a_hammock_has_costs_and_uses_but_no_work() -> None:
    """Who leads the whole campaign is not at work on it every hour; its office is rented all the time."""
    people = {"anna": rp.Person(rate="400 EUR/d")}
    tasks = [
        rp.Task("lead", span={"from": "a", "to": "launch"}, responsible="anna", uses="office", costs="7 EUR"),
        rp.Task("a", duration="5d"),
    ]
    plan = rp.Plan(
        launch="2026-06-15", people=people, resources={"office": {"cost": "10 EUR/d"}}, tasks=tasks
    )

    # 8 to 12 June: five days.
    assert [(line.source, str(line.planned)) for line in counted(plan).lines] == [
        ("cost", "7 EUR"),
        ("use", "50 EUR"),
    ]
    assert rp.from_document(plan.to_document()) == plan


def test_a_milestone_takes_no_time_of_a_resource() -> None:
    """What is paid for by the day costs nothing at an instant; what is paid for by the use does."""
    resources = {"room": {"cost": "300 EUR/d"}, "permit": {"cost": "50 EUR"}}
    plan = rp.Plan(launch="2026-06-15", resources=resources, tasks=[rp.Task("go", uses=["room", "permit"])])

    assert [(line.name, str(line.planned)) for line in counted(plan).lines] == [("permit", "50 EUR")]


# --------------------------------------------------------------------------- cash flow


def test_cash_flows_when_it_is_said_to() -> None:
    """At the start, the finish, over the work, at an offset, on a date; else at the finish."""
    whens = ["start", "finish", "spread", "J-60", "2026-12-24", None]
    costs = [rp.Cost(str(when), "100 EUR", when=when) for when in whens]
    plan = rp.Plan(launch="2026-06-08", tasks=[rp.Task("a", duration="10d", costs=costs)])

    # 25 May to 5 June, five days in each month; 60 days before 8 June is 9 April.
    paid = {
        line.name: [(f"{month:%m}", str(part.planned)) for month, part in line.months()]
        for line in counted(plan).lines
    }
    assert paid == {
        "start": [("05", "100 EUR")],
        "finish": [("06", "100 EUR")],
        "spread": [("05", "50 EUR"), ("06", "50 EUR")],
        "J-60": [("04", "100 EUR")],
        "2026-12-24": [("12", "100 EUR")],
        "None": [("06", "100 EUR")],
    }  # fmt: skip


def test_what_is_spread_follows_the_open_days() -> None:
    """100 EUR over 14 days: 5 in May, 9 in June; the odd cent goes where more was cut."""
    task = rp.Task("a", duration="14d", costs={"planned": "100 EUR", "when": "spread"})
    plan = rp.Plan(launch="2026-06-12", tasks=[task])

    # 25 May to 11 June. 100 × 5/14 = 35.7142…, 100 × 9/14 = 64.2857…: cut by .42 and .57 of a cent.
    assert amounts(counted(plan).months) == {"2026-05": "35.71", "2026-06": "64.29"}


def test_costs_of_the_plan_run_over_the_plan() -> None:
    """Insurance from the first work to the last."""
    plan = rp.Plan(
        launch="2026-06-08",
        costs={"planned": "100 EUR", "when": "spread"},
        tasks=[rp.Task("a", duration="10d")],
    )

    assert amounts(counted(plan).months) == {"2026-05": "50", "2026-06": "50"}


def test_money_moves_with_the_launch() -> None:
    """A month later everything is paid a month later."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="5d", costs="100 EUR")])

    assert amounts(counted(plan).months) == {"2026-06": "100"}
    assert amounts(counted(plan.replace(launch="2026-07-15")).months) == {"2026-07": "100"}


def test_a_milestone_is_paid_on_its_day() -> None:
    """What has no work is paid at once, even where it is spread."""
    task = rp.Task("deposit", at="J-30", costs={"planned": "100 EUR", "when": "spread"})

    assert amounts(counted(rp.Plan(launch="2026-06-15", tasks=[task])).months) == {"2026-05": "100"}


# --------------------------------------------------------------------------- what comes out


def test_a_budget_is_given_as_records() -> None:
    """A flat mapping a line, with exact decimals."""
    record = counted(CAMPAIGN).to_records()[2]

    assert {key: record[key] for key in ("task", "category", "kind", "source", "planned", "currency")} == {
        "task": "print",
        "category": "print",
        "kind": "material",
        "source": "cost",
        "planned": Decimal(1500),
        "currency": "EUR",
    }


def test_a_budget_is_given_as_a_document() -> None:
    """JSON with amounts as texts, all sums and everything that was found."""
    document = json.loads(json.dumps(counted(CAMPAIGN).to_document(), allow_nan=False))

    assert document["total"]["planned"] == "5000"
    assert list(document) == [
        "currency", "total", *(f"by_{group}" for group in GROUPS), "lines", "needs", "delay", "findings",
    ]  # fmt: skip
    assert document["by_category"][1] == {
        "key": "advertising", "name": "advertising", "planned": "3400", "committed": "0", "actual": "1200",
        "spent": "1200", "budget": None, "remaining": "2200", "share": 0.68, "currency": "EUR",
    }  # fmt: skip


def test_a_budget_says_itself_in_a_sentence() -> None:
    """In English and French."""
    budget = counted(CAMPAIGN)

    assert budget.text() == "planned €5,000, committed €1,400, paid €1,600, remaining €2,400"
    assert budget.text("fr").replace("\u202f", " ").replace("\u00a0", " ") == (
        "prévu 5 000 €, engagé 1 400 €, payé 1 600 €, reste 2 400 €"
    )


def test_values_of_a_budget_are_frozen() -> None:
    """Nothing of it can be changed."""
    budget = counted(CAMPAIGN)
    for value in (budget, budget.total, budget.lines[0], budget.total.planned):
        with pytest.raises(AttributeError):
            value.currency = "USD"


@pytest.mark.parametrize("value", [CAMPAIGN, None, "plan.yaml"])
def test_only_a_schedule_has_a_budget(value: Any) -> None:
    """A plan has to be scheduled first."""
    for question in (rp.budget, rp.needs, rp.bookings, rp.loads):
        with pytest.raises(TypeError, match="takes a Schedule"):
            question(value)


def test_unknown_ways_to_add_up_are_refused() -> None:
    """The nearest one is named."""
    with pytest.raises(rp.PlanError, match='did you mean "month"'):
        counted(CAMPAIGN).by("months")


def test_a_plan_of_two_currencies_has_no_budget() -> None:
    """Made in Python it is seen when it is scheduled, with both places."""
    plan = rp.Plan(
        launch="2026-06-15", budget="5 EUR", tasks=[rp.Task("a", duration="5d", costs=["5 USD", "6 USD"])]
    )
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan)

    assert [finding.path for finding in caught.value.findings] == [
        "tasks[0].costs[0].planned",
        "tasks[0].costs[1].planned",
    ]


def test_an_offset_without_a_launch_is_refused() -> None:
    """Made in Python, a forward plan with J-30 is seen when it is scheduled."""
    task = rp.Task("a", duration="5d", costs={"planned": "5 EUR", "when": "J-30"})
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.Plan(start="2026-06-15", tasks=[task]))

    assert [finding.code for finding in caught.value.findings] == ["pin-needs-launch"]


def test_large_amounts_stay_exact() -> None:
    """A thousand times a million million, and a cent."""
    cost = {"planned": "1000000000000 EUR", "when": "spread"}
    tasks = [rp.Task(f"t{number}", duration="50d", costs=cost) for number in range(1000)]
    budget = counted(rp.Plan(launch="2026-06-15", costs="0.01 EUR", tasks=tasks))

    assert str(budget.total.planned) == "1000000000000000.01 EUR"
    assert sum((item.planned.amount for item in budget.months), Decimal(0)) == budget.total.planned.amount


def test_trees_of_any_depth_are_added_up() -> None:
    """A hundred levels of phases."""
    task = rp.Task("leaf", duration="5d", costs="5 EUR")
    for level in range(99):
        task = rp.Task(f"level{level}", tasks=[task])
    budget = counted(rp.Plan(launch="2026-06-15", tasks=[task]))

    assert {item.planned.amount for item in budget.by("task")} == {5}
    assert len(budget.by("task")) == 100
