"""A budget on the terminal and in files: its sums, what to order by when, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from retroplan.io.located import encoded
from retroplan.io.markdown import escaped, pipe_row
from retroplan.language import say, show, word
from retroplan.model.costs import KINDS
from retroplan.model.money import Money
from retroplan.render.cleaning import clean
from retroplan.render.notes import Note
from retroplan.render.sheet import Sheet
from retroplan.resources.booking import Bookings
from retroplan.resources.orders import Need
from retroplan.resources.sums import Budget, BudgetSum

COLUMNS = (
    "key", "name", "planned", "committed", "actual", "spent", "budget", "remaining", "share", "currency",
)  # fmt: skip
_SHOWN = ("planned", "committed", "actual", "budget", "remaining")
_ORDERS = ("need", "quotes", "order", "needed", "cost")
_MONTH, _DAY = "LLLL y", "d MMM y"


def budget_sheet(budget: Budget, group: str, lang: str) -> Sheet:
    """Make the table that people read: a line for each sum, the whole below them."""
    headings, rows = budget_cells(budget, group, lang)
    columns = list(zip(headings, *rows, strict=True))
    aligned = [columns[0], *(_right(column) for column in columns[1:-1]), columns[-1]]
    first, *others = zip(*aligned, strict=True)
    return Sheet(first, tuple(others))


def _right(column: Sequence[str]) -> list[str]:
    width = max(map(len, column))
    return [cell.rjust(width) for cell in column]


def budget_cells(budget: Budget, group: str, lang: str) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Give the headings and the cells in words."""
    items = budget.by(group)
    total = (word("budget-total", lang), *_amounts(budget.total, lang))
    rows = [(label(item, group, lang), *_amounts(item, lang)) for item in items]
    headings = (word(f"budget-{group}", lang), *(word(f"budget-{key}", lang) for key in (*_SHOWN, "share")))
    return headings, [*rows, total]


def _amounts(item: BudgetSum, lang: str) -> Iterator[str]:
    for key in _SHOWN:
        amount: Money | None = getattr(item, key)
        yield "" if amount is None else amount.text(lang)
    yield say("percent-of", {"number": round(item.share * 100, 1)}, lang)


def label(item: BudgetSum, group: str, lang: str) -> str:
    """Give what people call a sum: a month in words, a task by its name, a kind by its word."""
    if group == "month":
        return show(date.fromisoformat(f"{item.key}-01"), lang, _MONTH)
    if group in ("kind", "category") and item.key in KINDS:
        return word(f"kind-{item.key}", lang)
    return clean(item.name) or word("budget-rest", lang)


def order_sheet(needs: Iterable[Need], lang: str) -> Sheet:
    """List what has to be ordered, what comes first at the top; no rows where there is nothing."""
    rows = [
        (
            clean(need.name) or clean(need.task),
            *(show(day, lang, _DAY) for day in (need.quotes_by, need.order_by, need.needed)),
            need.cost.text(lang) if need.cost else "",
        )
        for need in sorted(needs, key=lambda need: need.act_by)
        if need.order_by is not None and need.ordered is None
    ]
    return Sheet(tuple(word(f"order-{key}", lang) for key in _ORDERS), tuple(rows))


def budget_notes(budget: Budget, booked: Bookings, lang: str) -> tuple[Note, ...]:
    """Say what is spent beyond a budget, ordered late and booked twice, and what a delay costs."""
    names = {task.id: task.label for task in budget.plan.walk()}
    found = []
    for finding in budget.findings:
        name = clean(names.get(finding.task or "", ""))
        words = say(finding.code, finding.values, lang)
        found.append(say("of-task", {"name": name, "words": words}, lang) if name else words)
    for conflict in booked.conflicts:
        tasks = tuple(clean(names.get(task, task)) for task in conflict.tasks)
        finding = conflict.to_finding()
        found.append(say(finding.code, {**finding.values, "tasks": tasks}, lang))
    return tuple(Note("! ", clean(words), "yellow") for words in found)


def budget_markdown(budget: Budget, group: str, lang: str) -> bytes:
    """Write the sums as a pipe table."""
    headings, rows = budget_cells(budget, group, lang)
    ruled = ["---", *("---:" for _ in headings[1:])]
    lines = [headings, ruled, *(map(escaped, row) for row in rows)]
    return encoded("".join(f"{pipe_row(cells)}\n" for cells in lines))


def budget_rows(budget: Budget, group: str) -> Iterator[tuple[object, ...]]:
    """Give the cells of `COLUMNS` for programs; amounts are exact."""
    for item in budget.by(group):
        record = item.to_document()
        yield tuple(record[key] for key in COLUMNS)
