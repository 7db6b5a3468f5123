"""What must be right with all that is paid and booked in a plan: one currency, one meaning of a name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter

from attrs import evolve

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.costs import Cost
from retroplan.model.money import Money
from retroplan.model.people import Named, plain_name
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.model.rates import Rate
from retroplan.model.task import Task
from retroplan.offsets import Offset

_SPENT = attrgetter("budget", "costs", "uses")
_CHILDREN = attrgetter("tasks")


def spends(plan: Plan) -> bool:
    """Whether a plan says anything of what is paid and booked."""
    head = (plan.budget, plan.cost_of_delay, plan.costs, plan.resources)
    if head != (None, None, (), {}) or any(person.rate for person in plan.people.values()):
        return True
    level: Sequence[Task] = plan.tasks
    while level:  # thousands of tasks cost next to nothing
        if any(map(any, map(_SPENT, level))):
            return True
        level = list(chain.from_iterable(map(_CHILDREN, level)))
    return False


def currency_of(plan: Plan) -> str:
    """Give the currency that a plan counts in: its own, else the first written; empty if there is none."""
    if plan.currency:
        return plan.currency
    return next((amount.currency for _, amount in amounts_of(plan) if amount.currency), "")


def priced(amount: Money, currency: str) -> Money:
    """Give an amount in the currency of its plan."""
    return amount if amount.currency else Money(amount.amount, currency)


def amounts_of(plan: Plan) -> Iterator[tuple[str, Money]]:
    """Yield every amount of a plan with its path, those above the tasks first."""
    if plan.budget is not None:
        yield "budget", plan.budget
    if plan.cost_of_delay is not None:
        yield "cost_of_delay", plan.cost_of_delay.money
    for key, person in plan.people.items():
        if person.rate is not None:
            yield f"people.{quoted(key)}.rate", person.rate.money
    for key, resource in plan.resources.items():
        if resource.cost is not None:
            price = resource.cost
            yield f"resources.{quoted(key)}.cost", price.money if isinstance(price, Rate) else price
    yield from _items(plan.costs, "costs")
    for place in places(plan):
        if place.task.budget is not None:
            yield f"{place.path}.budget", place.task.budget
        if place.task.costs:
            yield from _items(place.task.costs, f"{place.path}.costs")


def _items(costs: Sequence[Cost], path: str) -> Iterator[tuple[str, Money]]:
    for number, cost in enumerate(costs):
        yield from ((f"{path}[{number}].{key}", amount) for key, amount in cost.amounts)


def paid_at(costs: Iterable[Cost]) -> list[tuple[str, Offset]]:
    """List the items that are paid at an offset from the launch, with the path of the key."""
    return [
        (f"costs[{number}].when", cost.when)
        for number, cost in enumerate(costs)
        if isinstance(cost.when, Offset)
    ]


def spending_faults(plan: Plan) -> list[Finding]:
    """Find amounts that cannot be added up, and bookings that cannot be met whatever the dates."""
    if not spends(plan):
        return []
    return [*_currencies(plan), *named_twice(plan.resources, "resources", "resource-twice"), *_bookings(plan)]


def _currencies(plan: Plan) -> Iterator[Finding]:
    """Find amounts in another currency than the others, and amounts without any."""
    currency = currency_of(plan)
    for path, amount in amounts_of(plan):
        if amount.currency not in ("", currency):
            yield error("currencies-mixed", path, text=str(amount), first=currency)
        elif not amount.currency and not currency:
            yield error("money-without-currency", path, text=quoted(amount))
        else:
            try:
                priced(amount, currency)
            except PlanError as problem:
                yield from (evolve(finding, path=path) for finding in problem.findings)


def named_twice(things: Mapping[str, Named], path: str, code: str) -> Iterator[Finding]:
    """Find things that go by one name; with paths in the plan."""
    first: dict[str, str] = {}
    for key, thing in things.items():
        for name in dict.fromkeys((plain_name(key), plain_name(thing.name or key))):
            other = first.setdefault(name, key)
            if other != key:
                yield error(code, f"{path}.{quoted(key)}", name=quoted(thing.name or key), other=other)
                break


def _bookings(plan: Plan) -> Iterator[Finding]:
    """Find tasks that use more of a resource than there is, or name one twice."""
    for place in places(plan):
        seen: set[str] = set()
        for number, use in enumerate(place.task.uses):
            key, resource = plan.resource(use.resource)
            path = f"{place.path}.uses[{number}]"
            if key in seen:
                yield error("used-twice", path, name=quoted(key))
            elif resource is not None and use.quantity > resource.quantity:
                yield error(
                    "uses-too-many", path, name=quoted(key), asked=use.quantity, has=resource.quantity
                )
            seen.add(key)
