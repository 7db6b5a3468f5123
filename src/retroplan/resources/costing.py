"""From a schedule to its budget."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import evolve

from retroplan.errors import Finding, Severity, warning
from retroplan.model.money import Money, total
from retroplan.model.plan import Plan
from retroplan.model.spending import currency_of, priced
from retroplan.model.task import Task
from retroplan.resources.dated import Dated, checked
from retroplan.resources.lateness import price_of_delay
from retroplan.resources.lines import BudgetLine, lines_of
from retroplan.resources.orders import Need, day_asked, needs_of
from retroplan.resources.sums import Budget, BudgetSum
from retroplan.result import Schedule


def budget(schedule: Schedule, *, today: date | str | None = None) -> Budget:
    """
    Add up what a plan costs: its items, the work of people who have a rate, the resources it uses.

    A task with a budget and without anything that is counted, itself or below it, is planned to cost that
    budget, spread over its work. Work is paid for by the working time that is planned, margins left
    out; half a cent is rounded up, line by line.

    Parameters
    ----------
    schedule
        The schedule: when something is paid follows its dates.
    today
        What has not been ordered by this day, and should have been, costs its premium.

    Raises
    ------
    PlanError
        `today` is no date.
    TypeError
        `schedule` is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> text = rp.Task("text", duration="10d", responsible="anna", costs="300 EUR")
    >>> people = {"anna": rp.Person("Anna", rate="400 EUR/d")}
    >>> costs = rp.budget(rp.schedule(rp.Plan(launch="2026-06-15", people=people, tasks=[text])))
    >>> str(costs.total.planned)
    '4300 EUR'
    """
    dated = checked(schedule, "budget")
    plan, currency = dated.plan, currency_of(dated.plan)
    known = needs_of(dated, day_asked(today))
    lines = [*lines_of(dated), *_rushed(dated, known)]
    lines += _unitemised(dated, lines, currency)
    places = {task.id: number for number, task in enumerate(plan.walk(), 1)}
    lines.sort(key=lambda line: places.get(line.task, 0))  # those of the plan itself first
    delay, told = None, []
    if plan.cost_of_delay is not None and not schedule.feasible and schedule.earliest_launch is not None:
        delay = price_of_delay(dated, schedule.earliest_launch)
        told.append(warning("delay-priced", "cost_of_delay", launch=schedule.earliest_launch, cost=delay))
    counted = Budget(plan=plan, currency=currency, lines=tuple(lines), needs=known, delay=delay, findings=())
    return evolve(counted, findings=(*told, *_overruns(counted), *_late(known)))


def _rushed(dated: Dated, known: Iterable[Need]) -> Iterator[BudgetLine]:
    """Yield the premium of each order that is late, paid when it is needed."""
    for need in known:
        if need.late and need.premium:
            nothing = Money(0, need.premium.currency)
            yield BudgetLine(
                task=need.task, name=need.name, category=need.category, kind=need.kind, source="rush",
                planned=need.premium, committed=nothing, actual=nothing, when=need.needed,
            )  # fmt: skip


def _unitemised(dated: Dated, lines: Iterable[BudgetLine], currency: str) -> Iterator[BudgetLine]:
    """Yield the budgets of tasks for which nothing is counted, themselves or below them."""
    counted = {line.task for line in lines}
    pending = list(reversed(dated.plan.tasks))
    budgeted = _budgeted(dated.plan, counted)
    while pending:
        task = pending.pop()
        if task.id not in budgeted:
            continue
        inside = any(child.id in budgeted for child in task.tasks)
        if task.id in counted or inside or task.budget is None or task.id not in dated.schedule:
            pending += reversed(task.tasks)
            continue
        amount, nothing = priced(task.budget, currency), Money(0, currency)
        yield BudgetLine(
            task=task.id, name=task.label, category="financial", kind="financial", source="budget",
            planned=amount, committed=nothing, actual=nothing, when=dated.span(task.id),
        )  # fmt: skip


def _budgeted(plan: Plan, counted: set[str]) -> set[str]:
    """Name the tasks for which something is counted or written, themselves or below them."""
    found: set[str] = set()
    for task in reversed(list(plan.walk())):
        if task.id in counted or task.budget is not None or any(child.id in found for child in task.tasks):
            found.add(task.id)
    return found


def _overruns(counted: Budget) -> Iterator[Finding]:
    """Find where more is spent or planned than may be, the plan first."""
    yield from _overrun(counted.total, None)
    for item in counted.by("task"):
        yield from _overrun(item, item.key)
    yield from _shared_out(counted)


def _overrun(item: BudgetSum, task: str | None) -> Iterator[Finding]:
    path = "" if task else "budget"
    if item.allowed < item.spent:
        code = "budget-overspent" if item.budget is not None else "plan-overspent"
        over = item.spent - item.allowed
        yield warning(code, path, task=task, spent=item.spent, allowed=item.allowed, over=over)
    elif item.budget is not None and item.budget < item.planned:
        over = item.planned - item.budget
        yield warning(
            "budget-overplanned", path, task=task, planned=item.planned, allowed=item.budget, over=over
        )


def _shared_out(counted: Budget) -> Iterator[Finding]:
    """Find budgets that are less than those that are written below them."""
    plan, currency = counted.plan, counted.currency
    asked: dict[str, Money] = {}

    def below(tasks: Iterable[Task]) -> Money:
        return total((asked.get(task.id, Money(0, currency)) for task in tasks), currency)

    for task in reversed(list(plan.walk())):
        own = None if task.budget is None else priced(task.budget, currency)
        inside = below(task.tasks)
        if own is not None and own < inside:
            yield warning("budget-shared-out", task=task.id, allowed=own, asked=inside, over=inside - own)
        asked[task.id] = inside if own is None else own
    inside = below(plan.tasks)
    own = None if plan.budget is None else priced(plan.budget, currency)
    if own is not None and own < inside:
        yield warning("budget-shared-out", "budget", allowed=own, asked=inside, over=inside - own)


def _late(known: Iterable[Need]) -> Iterator[Finding]:
    """Tell what is ordered late, and what that costs."""
    for need in known:
        if not need.late:
            continue
        task = need.task or None
        told: dict[str, Any] = {"name": need.name or need.task, "order_by": need.order_by}
        if need.ordered is not None:
            told["ordered"] = need.ordered
        if need.premium:
            told |= {"cost": need.cost, "rushed": need.cost + need.premium, "premium": need.premium}
            code = "order-late" if need.ordered is None else "ordered-late"
        else:
            code = "order-late-same-price" if need.ordered is None else "ordered-late-same-price"
        yield Finding(code=code, severity=Severity.WARNING, task=task, values=told)
