"""What a template forgets of money: what was ordered and paid, but not what is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

_OF_ONE_RUN = ("committed", "actual", "ordered")


def forget_spending(document: dict[str, Any], offset: Callable[[date, str], object]) -> None:
    """
    Take out of a plan document what has been ordered and paid, and turn the days of payment.

    Parameters
    ----------
    document
        A plan document of one's own, which is changed.
    offset
        Says where a day is from the launch, given its path; None if nothing can be said.
    """
    for resource in document.get("resources", {}).values():
        _forget(resource)
    for path, cost in list(_costs(document)):
        _forget(cost)
        when = cost.get("when") if isinstance(cost, dict) else None
        if isinstance(when, str) and _is_day(when):
            turned = offset(date.fromisoformat(when), f"{path}.when")
            cost |= {"when": str(turned)}
            if turned is None:
                del cost["when"]


def _costs(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the costs of a plan and of all its tasks, with their paths."""
    pending = [("", document)]
    while pending:
        path, holder = pending.pop()
        before = f"{path}." if path else ""
        yield from ((f"{before}costs[{number}]", cost) for number, cost in enumerate(holder.get("costs", ())))
        tasks = enumerate(holder.get("tasks", ()))
        pending += [(f"{before}tasks[{number}]", task) for number, task in tasks]


def _forget(item: object) -> None:
    if isinstance(item, dict):
        for key in _OF_ONE_RUN:
            item.pop(key, None)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
