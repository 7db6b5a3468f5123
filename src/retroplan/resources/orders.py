"""What has to be ordered, and by when: dates counted back from the first day of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from attrs import asdict, frozen

from retroplan.calendars import instant
from retroplan.errors import PlanError
from retroplan.language import plain
from retroplan.model.costs import Cost, Ordered, parse_day
from retroplan.model.effort import workers_of
from retroplan.model.money import Money, total
from retroplan.model.spending import currency_of, priced
from retroplan.resources.dated import Dated, Span, Used, checked
from retroplan.resources.lines import use_line
from retroplan.result import Schedule


@frozen(kw_only=True)
class Need:
    """
    Something that the plan needs, and when it has to be seen to.

    Attributes
    ----------
    name
        What it is: the name of an item, a resource or a person.
    task
        Id of the first task that needs it; empty for what belongs to the plan.
    category
        What it is counted under; its kind, where no category is written.
    kind
        ``human``, ``financial`` or ``material``.
    source
        ``cost``, ``resource`` or ``person``.
    needed
        The first day on which it is needed.
    order_by
        The last day to order it in time; None where no lead time is given.
    quotes_by
        The last day to ask for quotes; `order_by` where that takes no time of its own.
    ordered
        When it was ordered; None if it was not.
    cost
        What it may cost, without the premium.
    premium
        What more it costs if it is ordered late.
    late
        Whether it was ordered after `order_by`, or was not and that day is past.
    """

    name: str
    task: str
    category: str
    kind: str
    source: str
    needed: date
    order_by: date | None
    quotes_by: date | None
    ordered: date | None
    cost: Money
    premium: Money
    late: bool

    @property
    def act_by(self) -> date:
        """The first day on which something has to be done about it."""
        if self.ordered is not None:
            return self.needed
        return self.quotes_by or self.order_by or self.needed

    def to_record(self) -> dict[str, Any]:
        """Give the need as a flat mapping; amounts are exact decimals."""
        record = asdict(self, recurse=False)
        amounts = {key: record.pop(key).amount for key in ("cost", "premium")}
        return record | amounts | {"currency": self.cost.currency}

    def to_document(self) -> dict[str, Any]:
        """Give the need as JSON-safe data; amounts are texts, so that they stay exact."""
        record = self.to_record() | {key: f"{getattr(self, key).amount:f}" for key in ("cost", "premium")}
        return {name: plain(value) for name, value in record.items()}


def needs(schedule: Schedule, *, today: date | str | None = None) -> tuple[Need, ...]:
    """
    List what a plan needs with the day from which, and the days by which to ask for quotes and to order.

    Each item of the budget is needed when its task starts, each resource and each person when
    the first task starts that has them. `lead_time` and `quote_time` count back from there.

    Parameters
    ----------
    schedule
        The schedule.
    today
        What has not been ordered by this day, and should have been, is late. Without it only what was
        ordered too late is.

    Returns
    -------
    tuple of Need
        By the day from which it is needed.

    Raises
    ------
    PlanError
        `today` is no date.
    TypeError
        `schedule` is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> visuals = rp.Task("visuals", duration="5d", costs={"name": "artist", "lead_time": "10d"})
    >>> plan = rp.Plan(launch="2025-06-09", calendar="FR", currency="EUR", tasks=[visuals])
    >>> str(rp.needs(rp.schedule(plan))[0].quotes_by)
    '2025-05-16'
    """
    dated = checked(schedule, "needs")
    return needs_of(dated, day_asked(today))


def day_asked(today: date | str | None) -> date | None:
    """Read the day that a question is asked on."""
    if today is None:
        return None
    try:
        return parse_day(today.date() if isinstance(today, datetime) else today)
    except PlanError as problem:
        raise PlanError(finding.at("today") for finding in problem.findings) from None


def needs_of(dated: Dated, today: date | None) -> tuple[Need, ...]:
    """List what a plan needs; `today` is the day until which something may have been ordered."""
    found = [*_items(dated, today), *_resources(dated, today), *_people(dated)]
    return tuple(sorted(found, key=lambda need: need.needed))


def _items(dated: Dated, today: date | None) -> Iterator[Need]:
    currency = currency_of(dated.plan)
    for cost in dated.plan.costs:
        yield _item_need(dated, "", cost, today, currency)
    for task in dated.plan.walk():
        for cost in task.costs if task.id in dated.schedule else ():
            yield _item_need(dated, task.id, cost, today, currency)


def _item_need(dated: Dated, task_id: str, cost: Cost, today: date | None, currency: str) -> Need:
    """Say when an item has to be ordered."""
    span = dated.span(task_id) if task_id else dated.whole
    base = next((priced(amount, currency) for _, amount in cost.amounts), Money(0, currency))
    kind = cost.kind or "financial"
    return _need(
        dated, span, cost, today, base,
        name=cost.name, task=task_id, category=cost.category or kind, kind=kind, source="cost",
    )  # fmt: skip


def _resources(dated: Dated, today: date | None) -> Iterator[Need]:
    """Say when each resource is used first, in the order of the plan."""
    currency = currency_of(dated.plan)
    first: dict[str, Used] = {}
    cost: dict[str, list[Money]] = {key: [] for key in dated.plan.resources}
    for used in dated.uses:
        if used.key not in first or used.span.start < first[used.key].span.start:
            first[used.key] = used
        line = use_line(dated, used, currency)
        cost[used.key] += [] if line is None else [line.planned]
    for key in dated.plan.resources:
        if key in first:
            used = first[key]
            yield _need(
                dated, used.span, used.resource, today, total(cost[key], currency),
                name=used.name, task=used.task, category=used.category, kind=used.kind, source="resource",
            )  # fmt: skip


def _people(dated: Dated) -> Iterator[Need]:
    first: dict[str, tuple[Span, str, str]] = {}
    for task_id, parts in dated.leaves.items():
        for part in parts:
            for worker in workers_of(dated.plan, part):
                span = dated.span(part.id)
                known = first.get(worker.key)
                if known is None or span.start < known[0].start:
                    first[worker.key] = span, task_id, worker.label
    nothing = Money(0, currency_of(dated.plan))
    for span, task_id, label in first.values():
        yield Need(
            name=label, task=task_id, category="human", kind="human", source="person",
            needed=span.first_day, order_by=None, quotes_by=None, ordered=None, cost=nothing,
            premium=nothing, late=False,
        )  # fmt: skip


def _need(dated: Dated, span: Span, item: Ordered, today: date | None, base: Money, **who: str) -> Need:
    order_by = quotes_by = None
    if item.lead_time is not None or item.quote_time is not None:
        order_by = span.first_day if item.lead_time is None else dated.back(span.start, item.lead_time)
        quotes_by = order_by
        if item.quote_time is not None:
            quotes_by = dated.back(instant(order_by), item.quote_time)
    known = item.ordered or today
    return Need(
        **who, needed=span.first_day, order_by=order_by, quotes_by=quotes_by, ordered=item.ordered, cost=base,
        premium=base.times(Fraction(item.rush.amount) / 100) if item.rush else Money(0, base.currency),
        late=order_by is not None and known is not None and known > order_by,
    )  # fmt: skip
