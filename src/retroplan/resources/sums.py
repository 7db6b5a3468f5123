"""A budget: its lines, and their sums by task, phase, category, kind and month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import plain, say
from retroplan.language.quoting import nearest, quoted
from retroplan.model.money import Money, total
from retroplan.model.plan import Plan
from retroplan.model.spending import priced
from retroplan.model.task import Task
from retroplan.resources.lines import ALL_MEASURES, Amounts, BudgetLine
from retroplan.resources.orders import Need

GROUPS = ("task", "phase", "category", "kind", "month")
"""What the lines of a budget are added up by."""


@frozen(kw_only=True)
class BudgetSum:
    """
    What some lines of a budget add up to.

    Attributes
    ----------
    key
        What they have in common: the id of a task or phase, a category, a kind, a month as ``2026-05``;
        empty for all of them, and for the tasks that stand in no phase.
    name
        What people call that.
    planned, committed, actual
        What it may cost, what has been ordered, what has been paid.
    spent
        What is bound: for each line the larger of committed and actual.
    budget
        What it may cost at most; None where none is written.
    share
        Its part of all that is planned, from 0 to 1; 0 where nothing is.
    """

    key: str
    name: str
    planned: Money
    committed: Money
    actual: Money
    spent: Money
    budget: Money | None
    share: float

    @property
    def allowed(self) -> Money:
        """What may be spent: the budget, else what is planned."""
        return self.planned if self.budget is None else self.budget

    @property
    def remaining(self) -> Money:
        """What may still be spent; negative where more has been."""
        return self.allowed - self.spent

    def to_record(self) -> dict[str, Any]:
        """Give the sums as a flat mapping; amounts are exact decimals."""
        amounts: dict[str, Money | None] = {name: getattr(self, name) for name in ALL_MEASURES}
        amounts |= {"budget": self.budget, "remaining": self.remaining}
        return {
            "key": self.key,
            "name": self.name,
            **{name: None if amount is None else amount.amount for name, amount in amounts.items()},
            "share": self.share,
            "currency": self.planned.currency,
        }

    def to_document(self) -> dict[str, Any]:
        """Give the sums as JSON-safe data; amounts are texts, so that they stay exact."""
        record = self.to_record()
        return {
            name: f"{value:f}" if name in _AMOUNTS and value is not None else plain(value)
            for name, value in record.items()
        }


_AMOUNTS = frozenset((*ALL_MEASURES, "budget", "remaining"))


@frozen(kw_only=True, slots=False)
class Budget:
    """
    What a plan costs, and when.

    Attributes
    ----------
    plan
        The plan.
    currency
        The currency of all amounts; empty where nothing is paid.
    lines
        Everything that is paid for, in the order of the document.
    needs
        What the plan needs, with the days by which to order it.
    delay
        What it costs to launch on the first day on which the plan can be met; None if it can, or
        where it is not known.
    findings
        What is spent or planned beyond its budget, and what is ordered late.
    """

    plan: Plan
    currency: str
    lines: tuple[BudgetLine, ...]
    needs: tuple[Need, ...]
    delay: Money | None
    findings: tuple[Finding, ...]

    @cached_property
    def total(self) -> BudgetSum:
        """The sum of everything."""
        return self._sum("", self.plan.name, self.lines, self.plan.budget)

    def by(self, group: str) -> tuple[BudgetSum, ...]:
        """
        Add the lines up by ``task``, ``phase``, ``category``, ``kind`` or ``month``.

        A summary has what its tasks cost; a phase is a summary at the top of the plan. All but the
        sums by task add up to `total`.

        Raises
        ------
        PlanError
            There is no such way.
        """
        if group not in GROUPS:
            hint = nearest(str(group), GROUPS)
            raise PlanError(
                error("bad-budget-group", "by", text=quoted(group), hint=hint, known=", ".join(GROUPS))
            )
        return _WAYS[group](self)

    @property
    def months(self) -> tuple[BudgetSum, ...]:
        """The cash flow: what is paid in each month, from the first to the last."""
        return self.by("month")

    def to_records(self) -> list[dict[str, Any]]:
        """Give every line as a flat mapping; pandas and polars take the list as it is."""
        return [line.to_record() for line in self.lines]

    def to_document(self) -> dict[str, Any]:
        """Give the budget as JSON-safe data with stable keys; amounts are texts, so that they stay exact."""
        return {
            "currency": self.currency,
            "total": self.total.to_document(),
            **{f"by_{group}": [item.to_document() for item in self.by(group)] for group in GROUPS},
            "lines": [line.to_document() for line in self.lines],
            "needs": [need.to_document() for need in self.needs],
            "delay": None if self.delay is None else f"{self.delay.amount:f}",
            "findings": [finding.to_record() for finding in self.findings],
        }

    def text(self, lang: str = "en") -> str:
        """Put the sum of everything into one sentence."""
        return say("budget-summary", {name: getattr(self.total, name) for name in _TOLD}, lang)

    def _sum(
        self, key: str, name: str, lines: Sequence[BudgetLine | Amounts], budget: Money | None = None
    ) -> BudgetSum:
        amounts = {
            measure: total((getattr(line, measure) for line in lines), self.currency)
            for measure in ALL_MEASURES
        }
        whole = self._planned
        share = float(Fraction(amounts["planned"].amount) / Fraction(whole)) if whole else 0.0
        if budget is not None:
            budget = priced(budget, self.currency)
        return BudgetSum(key=key, name=name, budget=budget, share=share, **amounts)

    @cached_property
    def _planned(self) -> Decimal:
        return total((line.planned for line in self.lines), self.currency).amount

    def _named(self, key: str) -> tuple[BudgetSum, ...]:
        """Add up by an attribute of the lines, in the order in which its values come."""
        found: dict[str, list[BudgetLine]] = {}
        for line in self.lines:
            found.setdefault(getattr(line, key), []).append(line)
        return tuple(self._sum(value, value, lines) for value, lines in found.items())

    def _months(self) -> tuple[BudgetSum, ...]:
        found: dict[date, list[Amounts]] = {}
        for line in self.lines:
            for month, part in line.months():
                found.setdefault(month, []).append(part)
        keys = {month: month.isoformat()[: len("2026-05")] for month in sorted(found)}
        return tuple(self._sum(key, key, found[month]) for month, key in keys.items())

    @cached_property
    def _of_tasks(self) -> tuple[BudgetSum, ...]:
        own: dict[str, list[BudgetLine]] = {}
        for line in self.lines:
            own.setdefault(line.task, []).append(line)
        below = _below(self.plan, own)
        return tuple(
            self._sum(task.id, task.label, below[task.id], task.budget)
            for task in self.plan.walk()
            if below[task.id] or task.budget is not None
        )

    def _phases(self) -> tuple[BudgetSum, ...]:
        sums = {item.key: item for item in self._of_tasks}
        phases = [sums[task.id] for task in self.plan.tasks if task.tasks and task.id in sums]
        inside = {below.id for task in self.plan.tasks if task.tasks for below in _family(task)}
        rest = [line for line in self.lines if line.task not in inside]
        return (*phases, self._sum("", "", rest)) if rest else tuple(phases)


_TOLD = ("planned", "committed", "actual", "remaining")
_WAYS: Mapping[str, Callable[[Budget], tuple[BudgetSum, ...]]] = {
    "task": lambda budget: budget._of_tasks,  # noqa: SLF001 - the ways of this class
    "phase": Budget._phases,  # noqa: SLF001
    "category": lambda budget: budget._named("category"),  # noqa: SLF001
    "kind": lambda budget: budget._named("kind"),  # noqa: SLF001
    "month": Budget._months,  # noqa: SLF001
}


def _family(task: Task) -> list[Task]:
    """List a task and everything below it."""
    found, pending = [], [task]
    while pending:
        found.append(pending.pop())
        pending += found[-1].tasks
    return found


def _below(plan: Plan, own: Mapping[str, list[BudgetLine]]) -> dict[str, list[BudgetLine]]:
    """Gather the lines of each task and of all below it; from the leaves up, however deep the tree is."""
    found = {task.id: list(own.get(task.id, ())) for task in plan.walk()}
    for task in reversed(list(plan.walk())):
        for child in task.tasks:
            found[task.id] += found[child.id]
    return found
