"""Costs, bookings and resources of a plan: what is read, what is written back, what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import retroplan as rp
from retroplan.language import LANGUAGES
from retroplan.model.costs import parse_costs, parse_quantity, parse_uses, parse_when
from retroplan.model.money import parse_money
from retroplan.model.resources import parse_resources
from retroplan.model.spending import currency_of


def faults(document: object) -> list[tuple[str, str]]:
    """Give path and code of everything that is wrong with a document."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(rp.from_document(document))
    assert all(caught.value.text(lang) for lang in LANGUAGES)
    return [(finding.path, finding.code) for finding in caught.value.findings]


def with_task(plan: dict[str, Any] | None = None, **keys: Any) -> dict[str, Any]:
    """Make the document of a plan with one task of a week."""
    return {"launch": "2026-06-15", **(plan or {}), "tasks": [{"id": "a", "duration": "5d", **keys}]}


# --------------------------------------------------------------------------- costs


@pytest.mark.parametrize(
    "written",
    ["1500 EUR", ["1500 EUR"], {"planned": "1500 EUR"}, [{"planned": "1500 EUR"}], rp.Cost("", "1500 EUR")],
)
def test_one_item_is_written_in_every_form(written: Any) -> None:
    """An amount, a mapping, a value, or a list of one."""
    assert parse_costs(written) == (rp.Cost(planned="1500 EUR"),)


def test_a_number_is_a_cost_in_the_currency_of_the_plan() -> None:
    """Who gives the plan a currency need not repeat it."""
    plan = rp.from_document(with_task({"currency": "€"}, costs=1500, budget=2000.5))

    assert plan["a"].costs == (rp.Cost(planned="1500"),)
    assert (currency_of(plan), str(plan["a"].budget)) == ("EUR", "2000.5")


def test_an_item_with_everything_is_written_back() -> None:
    """All keys of an item, and those that begin with x-: quotes are data that retroplan carries."""
    written = {
        "name": "Impression",
        "category": "print",
        "kind": "material",
        "planned": "1500 EUR",
        "committed": "1400 EUR",
        "actual": "700 EUR",
        "when": "J-30",
        "lead_time": "10d",
        "quote_time": "1w",
        "rush": "30%",
        "ordered": "2026-05-04",
        "x-quotes": [{"supplier": "Durand", "price": 1400}, {"supplier": "Martin", "price": 1550}],
    }
    plan = rp.from_document(with_task(costs=[written]))

    assert plan.to_document()["tasks"][0]["costs"] == [written]
    assert rp.from_document(plan.to_document()) == plan


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("start", "start"),
        (" Finish ", "finish"),
        ("SPREAD", "spread"),
        ("2026-05-04", date(2026, 5, 4)),
        (date(2026, 5, 4), date(2026, 5, 4)),
        (datetime(2026, 5, 4, 9), datetime(2026, 5, 4, 9)),
    ],
)
def test_when_something_is_paid(written: Any, read: object) -> None:
    """At one end of the task, over all of it, or on a day."""
    assert parse_when(written) == read
    assert parse_costs([{"planned": 5, "when": written}])[0].when == read


def test_something_is_paid_at_an_offset() -> None:
    """A position counted from the launch is kept in the user's own unit."""
    assert [str(parse_when(text)) for text in ("J-30", "j - 30", "S-4")] == ["J-30", "J-30", "S-4"]


@pytest.mark.parametrize("written", ["sometime", "", 5, None, "J–30", "H-4", ["start"]])
def test_when_nothing_is_paid(written: Any) -> None:
    """Anything else is refused with what could be written."""
    with pytest.raises(rp.PlanError) as caught:
        parse_when(written)

    assert caught.value.findings[0].code == "bad-when-paid"


@pytest.mark.parametrize("written", ["2", 2, "0002"])
def test_quantities_are_whole(written: Any) -> None:
    """A number or its digits."""
    assert parse_quantity(written) == 2


@pytest.mark.parametrize("written", [0, -1, 1.5, "1.5", "two", True, None, 10_001, "9" * 5000, float("nan")])
def test_what_is_no_quantity_is_refused(written: Any) -> None:
    """Nothing, less than nothing, parts of something, and too much."""
    with pytest.raises(rp.PlanError) as caught:
        parse_quantity(written)

    assert caught.value.findings[0].code == "bad-quantity"


# --------------------------------------------------------------------------- what a task uses


def test_what_a_task_uses() -> None:
    """A name, a name with a quantity, or several of both."""
    uses = [{"resource": "press", "quantity": 2}, "room"]

    assert parse_uses("room") == (rp.Use("room"),)
    assert parse_uses(uses) == (rp.Use("press", 2), rp.Use("room"))
    assert rp.Task("a", uses=uses).to_document()["uses"] == uses


@pytest.mark.parametrize(
    "text", ["Temps rédaction", "Salle + formateur", "Outil Zapier", "Fiche + webinaire"]
)
def test_a_text_that_is_no_resource_is_kept(text: str) -> None:
    """What a list says of its resources in its own words comes back unchanged, in documents and tables."""
    plan = rp.from_document(with_task(uses=text))

    assert plan["a"].uses == (rp.Use(text),)
    for form in ("yaml", "json", "csv", "xlsx", "md"):
        assert rp.read(rp.dumps(plan, form), format=form) == plan
    assert rp.bookings(rp.schedule(plan)) == rp.Bookings(bookings=(), conflicts=())


@pytest.mark.parametrize("text", ["Temps rédaction", "Salle + formateur", "Budget de 1000€"])
def test_the_column_of_resources_keeps_its_text(text: str) -> None:
    """A column headed 'Ressources nécessaires' holds words, which are kept as they are."""
    table = f"Action;Durée;Ressources nécessaires\nRédiger;1 semaine;{text}\n".encode()
    plan = rp.read(table, format="csv")

    (task,) = plan.tasks
    assert task.extra == {"x-resources": text}
    assert text in rp.dumps(plan, "csv").decode("utf-8-sig")


# --------------------------------------------------------------------------- resources


def test_resources_in_every_form() -> None:
    """Resources are mappings, names, values, or nothing but a key."""
    resources = parse_resources(
        {"room": "Salle 3", "press": {"quantity": 2}, "van": None, "artist": rp.Resource("Zoé", kind="human")}
    )

    assert {key: item.to_document() for key, item in resources.items()} == {
        "room": {"name": "Salle 3"},
        "press": {"quantity": 2},
        "van": {},
        "artist": {"name": "Zoé", "kind": "human"},
    }


def test_a_resource_with_everything_is_written_back() -> None:
    """All keys of a resource."""
    written = {
        "name": "Imprimerie Durand",
        "kind": "material",
        "category": "print",
        "quantity": 2,
        "cost": "300 EUR/d",
        "closed": ["2026-06-02", {"from": "2026-08-03", "to": "2026-08-21", "label": "congés"}],
        "lead_time": "3w",
        "quote_time": "1w",
        "rush": "30%",
        "ordered": "2026-05-04",
        "x-phone": "01 23 45 67 89",
    }
    plan = rp.from_document(with_task({"resources": {"press": written}}))

    assert plan.to_document()["resources"] == {"press": written}
    assert rp.from_document(plan.to_document()) == plan


def test_resources_are_found_by_key_and_name() -> None:
    """In capitals or not; a changed plan knows its new ones."""
    plan = rp.Plan(resources={"room": "Salle 3"})

    assert [plan.resource(name)[0] for name in ("room", "ROOM", "salle  3", "van")] == [
        "room",
        "room",
        "room",
        "van",
    ]
    changed = plan.replace(resources={"van": "Fourgon"})
    assert [changed.resource(name)[0] for name in ("Salle 3", "fourgon")] == ["Salle 3", "van"]


def test_a_plan_with_other_people_knows_their_names() -> None:
    """Names that were looked up before the people were replaced are forgotten."""
    plan = rp.Plan(people={"anna": "Anna Martin"})
    plan.person("Anna Martin")

    assert plan.replace(people={"paul": "Paul"}).person("Anna Martin") == ("Anna Martin", None)
    assert plan.replace(people={"paul": "Paul"}).person("PAUL")[0] == "paul"


@pytest.mark.parametrize("kind", ["human", "financial", "material"])
def test_there_are_three_kinds_of_resources(kind: str) -> None:
    """People, money and things; of each a quantity, a cost and days on which it is not there."""
    resource = rp.Resource(kind=kind, quantity=3, cost="50 EUR", closed="2026-06-02")
    plan = rp.Plan(
        resources={"it": resource}, tasks=[rp.Task("a", costs=rp.Cost(kind=kind, planned="5 EUR"))]
    )

    assert rp.from_document(plan.to_document()) == plan


def test_an_unknown_kind_is_refused_with_the_three() -> None:
    """The French word leads to the key."""
    document = with_task(
        {"resources": {"room": {"kind": "matériel"}}}, costs={"kind": "humaine", "planned": "5 EUR"}
    )

    assert faults(document) == [
        ("resources.room.kind", "bad-resource-kind"),
        ("tasks[0].costs[0].kind", "bad-resource-kind"),
    ]
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)
    assert 'did you mean "material"?); write one of human, financial, material' in str(caught.value)


# --------------------------------------------------------------------------- a plan as a whole


def test_a_plan_counts_in_one_currency() -> None:
    """Each amount in another currency than the first is told, wherever it stands."""
    document = with_task(
        {
            "budget": "1000 EUR",
            "cost_of_delay": "5 USD/d",
            "people": {"anna": {"rate": "400 CHF/d"}},
            "resources": {"room": {"cost": "5 GBP/d"}},
            "costs": "6 USD",
        },
        budget="7 USD",
        costs=[{"planned": "8 EUR", "committed": "8 USD", "actual": "9 CHF"}],
    )

    assert faults(document) == [
        ("cost_of_delay", "currencies-mixed"),
        ("people.anna.rate", "currencies-mixed"),
        ("resources.room.cost", "currencies-mixed"),
        ("costs[0].planned", "currencies-mixed"),
        ("tasks[0].budget", "currencies-mixed"),
        ("tasks[0].costs[0].committed", "currencies-mixed"),
        ("tasks[0].costs[0].actual", "currencies-mixed"),
    ]


def test_the_currency_of_the_plan_wins() -> None:
    """An amount in euros does not make a plan in dollars one in euros."""
    assert faults(with_task({"currency": "USD"}, costs=["5 EUR", 5])) == [
        ("tasks[0].costs[0].planned", "currencies-mixed")
    ]


def test_an_amount_needs_a_currency() -> None:
    """Without one in the plan, a number is an amount of nothing; beside an amount in euros it is in euros."""
    assert faults(with_task(costs=1500)) == [("tasks[0].costs[0].planned", "money-without-currency")]
    with pytest.raises(rp.PlanError, match=r"1500 of what\? write 1500 EUR, or give the plan a currency"):
        rp.from_document(with_task(costs=1500))
    assert (
        str(rp.budget(rp.schedule(rp.from_document(with_task(costs=[5, "6 EUR"])))).total.planned) == "11 EUR"
    )


def test_a_number_may_be_too_fine_for_the_currency_of_its_plan() -> None:
    """There are no hundredths of a yen."""
    assert faults(with_task({"currency": "JPY"}, costs=10.5)) == [
        ("tasks[0].costs[0].planned", "money-too-fine")
    ]


def test_a_task_cannot_use_more_than_there_is() -> None:
    """Whatever the dates, two presses are not three; and one is named once."""
    resources = {"press": {"name": "Presse", "quantity": 2}}

    assert faults(with_task({"resources": resources}, uses=[{"resource": "Presse", "quantity": 3}])) == [
        ("tasks[0].uses[0]", "uses-too-many")
    ]
    assert faults(with_task({"resources": resources}, uses=["press", "presse"])) == [
        ("tasks[0].uses[1]", "used-twice")
    ]


def test_two_resources_cannot_go_by_one_name() -> None:
    """A booking would not say which."""
    resources = {"a": "Salle 3", "b": "salle 3", "c": None}

    assert faults(with_task({"resources": resources})) == [("resources.b", "resource-twice")]


def test_everything_that_is_wrong_is_told_at_once() -> None:
    """Each key says what it takes, at its own place."""
    document = with_task(
        {
            "currency": "EURO DOLLAR",
            "budget": "much",
            "cost_of_delay": "500 EUR",
            "costs": [{"planned": "x"}],
            "resources": {
                "": None,
                "a": {"quantity": 0, "cost": "5 EUR/year", "lead_time": "2eh", "rush": "30"},
            },
        },
        costs=[{"actual": -5, "rush": "-1%", "quote_time": "0.5mo", "ordered": "soon", "price": 5}],
        uses=[{"quantity": 2}, 5, {"resource": "a", "quantity": "many"}],
    )

    assert faults(document) == [
        ("currency", "unknown-currency"),
        ("budget", "bad-money"),
        ("cost_of_delay", "bad-rate"),
        ("costs[0].planned", "bad-money"),
        ("resources", "empty-value"),
        ("resources.a.quantity", "bad-quantity"),
        ("resources.a.cost", "bad-rate"),
        ("resources.a.lead_time", "bad-lead-time"),
        ("resources.a.rush", "bad-premium"),
        ("tasks[0].costs[0].actual", "negative-money"),
        ("tasks[0].costs[0].rush", "bad-premium"),
        ("tasks[0].costs[0].quote_time", "bad-lead-time"),
        ("tasks[0].costs[0].ordered", "bad-date"),
        ("tasks[0].costs[0].price", "unknown-key"),
        ("tasks[0].uses[0]", "missing-key"),
        ("tasks[0].uses[2].quantity", "bad-quantity"),
    ]


def test_what_is_paid_at_an_offset_needs_a_launch() -> None:
    """A forward plan has no J to count from."""
    item = {"planned": "5 EUR", "when": "J-30"}
    document = {
        "start": "2026-06-15",
        "costs": [item],
        "tasks": [{"id": "a", "duration": "5d", "costs": [item]}],
    }

    assert faults(document) == [
        ("costs[0].when", "pin-needs-launch"),
        ("tasks[0].costs[0].when", "pin-needs-launch"),
    ]


def test_costs_and_bookings_move_no_date() -> None:
    """A plan with all of it has the dates of the same plan without."""
    bare = [rp.Task("a", duration="5d"), rp.Task("b", duration="3d", after=["a"])]
    full = [
        rp.Task("a", duration="5d", budget="5 EUR", costs=["3 EUR"], uses="room"),
        rp.Task("b", duration="3d", after=["a"], uses="room"),
    ]
    plans = [
        rp.Plan(launch="2026-06-15", tasks=bare),
        rp.Plan(launch="2026-06-15", resources={"room": {"closed": "2026-06-10"}}, costs="5 EUR", tasks=full),
    ]
    first, second = (rp.schedule(plan).to_records() for plan in plans)

    assert first == second


def test_costs_survive_a_graph() -> None:
    """A plan with costs goes through networkx and comes back."""
    plan = rp.from_document(
        with_task(
            {"currency": "EUR", "resources": {"room": {"cost": "5/d"}}, "costs": 5},
            costs=[7],
            uses="room",
            budget=9,
        )
    )

    assert rp.from_graph(rp.to_graph(plan)) == plan
    assert str(rp.to_graph(plan).nodes["a"]["budget"]) == "9"
    assert parse_money("9") == plan["a"].budget
