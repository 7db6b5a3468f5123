"""Columns that say one thing twice: dates beside offsets, days beside dates, sums in the row of a phase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from attrs import evolve, frozen

from retroplan.calendars import instant
from retroplan.calendars.lags import add_months
from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.work import parse_work
from retroplan.offsets import Offset, OffsetUnit, parse_offset
from retroplan.tables.cells import DATES
from retroplan.tables.grid import Columns
from retroplan.tables.items import Item
from retroplan.tables.tree import Nest
from retroplan.units import Duration, Unit

SHOWN = "="
"""Before the key of a date column: where a task has an offset, it shows the date of it."""
_DAYS = {OffsetUnit.DAYS: 1, OffsetUnit.WEEKS: 7}
_MINUTES = 24 * 60
_SUNDAY = 6
_ROLLED_UP = ("duration", "effort", "margin", "risk_factor", "at", "until", "start", "finish")
Fault = tuple[Finding, int, int]
"""What is wrong, the number of the row, the column."""


def offset_day(offset: Offset, launch: date) -> date | None:
    """Give the day an offset means; None where that takes a calendar, or a time of day."""
    try:
        if offset.unit in _DAYS:
            return launch + timedelta(offset.amount * _DAYS[offset.unit])
        if offset.unit is OffsetUnit.MONTHS:
            return date.fromordinal(add_months(instant(launch), offset.amount) // _MINUTES)
    except (OverflowError, ValueError):
        return None
    return None


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


# -- dates beside offsets --------------------------------------------------------------------------


@frozen
class _Pair:
    """A task that has an offset and, in some column, a date."""

    item: Item
    side: str
    offset: Offset
    day: date

    def fits(self, launch: date | None) -> bool:
        """Tell whether the date is that of the offset."""
        return launch is not None and offset_day(self.offset, launch) == self.day


def match_dates(
    items: Sequence[Item], columns: Columns, document: dict[str, Any] | None
) -> tuple[Columns, list[Fault]]:
    """
    Let a column of dates that repeats the column of offsets show their dates and no more.

    The launch date may be what they all lead to. An offset whose date is in the column of finishes
    says when the task ends.

    Parameters
    ----------
    items, columns
        The list.
    document
        The plan, with its launch if there is one; None if its launch could not be read.

    Returns
    -------
    tuple
        The columns, and what does not agree, told once a column.
    """
    faults: list[Fault] = []
    keys = dict(columns.keys)
    for key in DATES:
        column = next((column for column, known in columns.keys.items() if known == key), -1)
        pairs = list(_pairs(items, key, column))
        launch = _launch(pairs, document or {}, enough=2 if key == "deadline" else 1)
        differ = [pair for pair in pairs if not pair.fits(launch)]
        if not pairs or (differ and key == "deadline"):
            continue
        for pair in pairs:
            del pair.item.task[key]
        if document is None:
            continue
        if differ:
            faults.append(_disagreement(key, column, differ, launch, columns))
            continue
        keys[column] = SHOWN + key
        document.setdefault("launch", str(launch))
        if key == "finish" and SHOWN + "start" not in keys.values():
            _end_there(pairs, keys)
    return evolve(columns, keys=keys), faults


def _pairs(items: Sequence[Item], key: str, column: int) -> Iterator[_Pair]:
    sides = ("at", "until") if key == "start" else ("until", "at")
    for item in items:
        side = next((side for side in sides if side in item.task), None)
        if side and key in item.task and item.columns[key] == column:
            yield _Pair(item, side, parse_offset(item.task[side]), _day(item.task[key]))


def _launch(pairs: Sequence[_Pair], document: Mapping[str, Any], enough: int) -> date | None:
    """Give the launch date; if there is none, the one that an offset and its date lead to."""
    if "launch" in document:
        return _day(document["launch"])
    for pair in pairs if len(pairs) >= enough else ():
        if pair.offset.unit in _DAYS:
            try:
                return pair.day - timedelta(pair.offset.amount * _DAYS[pair.offset.unit])
            except OverflowError:
                return None
    return None


def _end_there(pairs: Sequence[_Pair], keys: dict[int, str]) -> None:
    """Let the offsets pin the ends of the tasks, as their dates show."""
    if not all(pair.side == "at" and "until" not in pair.item.task for pair in pairs):
        return
    if any("duration" in pair.item.task for pair in pairs) and "until" not in keys.values():
        for pair in pairs:
            pair.item.task["until"] = pair.item.task.pop("at")
            pair.item.columns["until"] = pair.item.columns["at"]
            keys[pair.item.columns["at"]] = "until"


def _disagreement(
    key: str, column: int, pairs: Sequence[_Pair], launch: date | None, columns: Columns
) -> Fault:
    """Tell once that two columns disagree, at the first cell where they do."""
    pair = pairs[0]
    day = offset_day(pair.offset, launch) if launch else None
    heading = quoted(columns.heading(column))
    other = quoted(columns.heading(pair.item.columns[pair.side]))
    if day is None or (key == "start") != (pair.side == "at"):
        found = error("date-beside-offset", heading=heading, other=other, offset=str(pair.offset))
    else:
        found = error(
            "date-unlike-offset",
            heading=heading, other=other, offset=str(pair.offset), day=day, date=pair.day,
        )  # fmt: skip
    return found, pair.item.row.number, column


# -- days beside dates -----------------------------------------------------------------------------


def calendar_days(items: Sequence[Item], columns: Columns) -> Iterator[Fault]:
    """
    Find out that a column of plain days counts every day between the dates beside it.

    It does where each number is that of all days from start to finish, with a Sunday among them.
    """
    counted = [item for item in items if {"duration", "start", "finish"} <= item.task.keys()]
    spans = [_span(item) for item in counted]
    if not spans or not all(spans):
        return
    for item, (days, sunday) in zip(counted, filter(None, spans), strict=True):
        if sunday:
            column = item.columns["duration"]
            found = error(
                "counts-every-day",
                heading=quoted(columns.heading(column)), number=days,
                start=_day(item.task["start"]), finish=_day(item.task["finish"]),
            )  # fmt: skip
            yield found, item.row.number, column
            return


def _span(item: Item) -> tuple[int, bool] | None:
    """Count the days of a task if its duration is their number, and tell whether a Sunday is among them."""
    first, last = _day(item.task["start"]), _day(item.task["finish"])
    days = (last - first).days + 1
    try:
        work = parse_work(item.task["duration"])
    except PlanError:
        return None
    if not isinstance(work, Duration) or work.unit is not Unit.D or work.days or work.amount != days:
        return None
    return days, first.weekday() + days > _SUNDAY


# -- sums in the row of a phase --------------------------------------------------------------------


def rolled_up(nests: Sequence[Nest[Item]]) -> Iterator[tuple[Item, str]]:
    """
    Yield the keys of tasks with children that their children say already.

    They do where every task below has a duration or a date of its own.
    """
    pending = [*nests]
    while pending:
        nest = pending.pop()
        pending += nest.children
        given = [key for key in _ROLLED_UP if nest.item and key in nest.item.task] if nest.children else []
        if nest.item and given and all(_says_when(leaf) for leaf in _leaves(nest)):
            yield from ((nest.item, key) for key in given)


def _leaves(nest: Nest[Item]) -> Iterator[Item]:
    pending = [*nest.children]
    while pending:
        below = pending.pop()
        pending += below.children
        if below.item and not below.children:
            yield below.item


def _says_when(item: Item) -> bool:
    return not item.task.keys().isdisjoint((*_ROLLED_UP, "deadline"))
