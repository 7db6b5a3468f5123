"""The lines of a budget: what each item, each piece of work and each use costs, and when it is paid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import field, frozen

from retroplan.calendars import day_of, instant
from retroplan.calendars.lags import add_months
from retroplan.language import plain
from retroplan.model.costs import AMOUNTS, Cost
from retroplan.model.effort import workers_of
from retroplan.model.moments import moment_instant
from retroplan.model.money import Money
from retroplan.model.pins import offset_instant
from retroplan.model.rates import Rate
from retroplan.model.spending import currency_of, priced
from retroplan.model.task import Task
from retroplan.offsets import Offset
from retroplan.resources.dated import Dated, Span, Used, month_of
from retroplan.units import Unit

ALL_MEASURES = (*AMOUNTS, "spent")


@frozen
class Amounts:
    """The amounts of a line, or of its part that falls on a month."""

    planned: Money
    committed: Money
    actual: Money
    spent: Money


@frozen(kw_only=True)
class BudgetLine:
    """
    One thing that is paid for.

    Attributes
    ----------
    task
        Id of its task; empty for what belongs to the plan.
    name
        What it is: the name of the item, of the person or of the resource.
    category
        What it is counted under; its kind, where no category is written.
    kind
        ``human``, ``financial`` or ``material``.
    source
        Where it comes from: an item (``cost``), the ``rate`` of a person, the ``use`` of a resource, the
        premium of a late order (``rush``), or a ``budget`` that has no items.
    planned, committed, actual
        What it may cost, what has been ordered, what has been paid; 0 where nothing is known.
    """

    task: str
    name: str
    category: str
    kind: str
    source: str
    planned: Money
    committed: Money
    actual: Money
    _when: Span | date = field(eq=False, repr=False)  # shares are worked out when somebody asks

    @property
    def paid(self) -> tuple[tuple[date, int], ...]:
        """The months in which it is paid, and the shares in which its amounts fall on them."""
        return _spread(self._when) if isinstance(self._when, Span) else ((month_of(self._when), 1),)

    @property
    def spent(self) -> Money:
        """What is bound: the larger of what has been ordered and what has been paid."""
        return max(self.committed, self.actual)

    def months(self) -> Iterator[tuple[date, Amounts]]:
        """Yield what falls on each month; the parts of an amount add up to it exactly."""
        paid = self.paid
        weights = [weight for _, weight in paid]
        parts = zip(*(getattr(self, measure).split(weights) for measure in ALL_MEASURES), strict=True)
        for (month, _), amounts in zip(paid, parts, strict=True):
            yield month, Amounts(*amounts)

    def to_record(self) -> dict[str, Any]:
        """Give the line as a flat mapping; amounts are exact decimals."""
        return {
            "task": self.task,
            "name": self.name,
            "category": self.category,
            "kind": self.kind,
            "source": self.source,
            **{measure: getattr(self, measure).amount for measure in AMOUNTS},
            "currency": self.planned.currency,
            "first_month": month_of(self._when.first_day if isinstance(self._when, Span) else self._when),
            "last_month": month_of(self._when.last_day if isinstance(self._when, Span) else self._when),
        }

    def to_document(self) -> dict[str, Any]:
        """Give the line as JSON-safe data; amounts are texts, so that they stay exact."""
        record = self.to_record() | {measure: f"{getattr(self, measure).amount:f}" for measure in AMOUNTS}
        return {name: plain(value) for name, value in record.items()}


def lines_of(dated: Dated) -> Iterator[BudgetLine]:
    """Yield every line of a plan: its items, those of its tasks and their work, then what is used."""
    currency = currency_of(dated.plan)
    yield from (_item_line(dated, "", cost, currency) for cost in dated.plan.costs)
    for task in dated.plan.walk():
        if task.id not in dated.schedule:
            continue
        yield from (_item_line(dated, task.id, cost, currency) for cost in task.costs)
        for part in dated.leaves.get(task.id, ()) if not task.tasks else ():
            yield from _work(dated, task, part, currency)
    for used in dated.uses:
        line = use_line(dated, used, currency)
        if line is not None:
            yield line


def _item_line(dated: Dated, task_id: str, cost: Cost, currency: str) -> BudgetLine:
    """Make the line of an item."""
    kind = cost.kind or "financial"
    known = {measure: priced(amount, currency) for measure, amount in cost.amounts}
    amounts = {measure: known.get(measure, Money(0, currency)) for measure in AMOUNTS}
    span = dated.span(task_id) if task_id else dated.whole
    return BudgetLine(
        task=task_id, name=cost.name, category=cost.category or kind, kind=kind, source="cost",
        when=_paid_in(dated, span, cost), **amounts,
    )  # fmt: skip


def _paid_in(dated: Dated, span: Span, cost: Cost) -> Span | date:
    """Give the day on which an item is paid, or the time over which it is."""
    when = cost.when
    if isinstance(when, date):
        return day_of(moment_instant(when))
    if isinstance(when, Offset):
        launch = dated.schedule.launch
        assert launch is not None  # without one it is refused before
        return day_of(offset_instant(when, instant(launch), dated.calendar))
    if when == "start":
        return span.first_day
    return span if when == "spread" else span.last_day


def _spread(span: Span) -> tuple[tuple[date, int], ...]:
    """Share out over the months that have work; all at the end where there is none."""
    return tuple(span.parts("month")) or ((month_of(span.last_day), 1),)


def _work(dated: Dated, task: Task, part: Task, currency: str) -> Iterator[BudgetLine]:
    """Yield what the work of each person with a rate costs on a task or a part of it."""
    for worker in workers_of(dated.plan, part):
        rate = worker.person.rate if worker.person else None
        if rate is None:
            continue
        span = dated.span(part.id)
        amount = priced(rate.money, currency)
        work = Fraction(span.minutes) * worker.share / _minutes(dated, rate.unit)
        if work:
            nothing = Money(0, currency)
            yield BudgetLine(
                task=task.id, name=worker.label, category="human", kind="human", source="rate",
                planned=amount.times(work), committed=nothing, actual=nothing, when=span,
            )  # fmt: skip


def _minutes(dated: Dated, unit: Unit) -> int:
    """Give the working minutes of a unit of working time."""
    if unit.fixed_minutes is not None:
        return int(unit.fixed_minutes)
    day, week = dated.plan.day_and_week()
    return day if unit is Unit.D else week


def use_line(dated: Dated, used: Used, currency: str) -> BudgetLine | None:
    """Make the line of a time for which a resource is used; None where that costs nothing."""
    price = used.resource.cost
    times = _units(dated, used.span, price.unit) if isinstance(price, Rate) else Fraction(1)
    if price is None or not times:  # a milestone takes no time
        return None
    amount = priced(price.money if isinstance(price, Rate) else price, currency)
    nothing = Money(0, currency)
    return BudgetLine(
        task=used.task, name=used.name, category=used.category, kind=used.kind, source="use",
        planned=amount.times(times * used.quantity), committed=nothing, actual=nothing, when=used.span,
    )  # fmt: skip


def _units(dated: Dated, span: Span, unit: Unit) -> Fraction:
    """Count the units of time for which something is paid: calendar days and months that have begun."""
    if unit.kind == "working":
        return Fraction(span.minutes, _minutes(dated, unit))
    days = span.last_day.toordinal() - span.first_day.toordinal() + 1
    if unit is Unit.MO:
        months = (span.last_day.year - span.first_day.year) * 12 + span.last_day.month - span.first_day.month
        return Fraction(months + (add_months(span.start, months) // 1440 <= span.last_day.toordinal()))
    return Fraction(days if unit is Unit.CD else -(-days // 7))
