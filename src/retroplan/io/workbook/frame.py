"""What the sheets of a workbook have in common: its rows, its columns and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property

from attrs import field, frozen

from retroplan.io.workbook.columns import PARTS_KEY, SHOWN, SLACK, Column, columns_of
from retroplan.language import word
from retroplan.model.task import LAUNCH, Task
from retroplan.offsets import OffsetUnit
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask
from retroplan.tables.grid import column_letters
from retroplan.tables.own import header
from retroplan.tables.values import Line, Value, lines_of

_FIRST_DAY = date(1900, 3, 1)  # Excel has a 29 February 1900
_MARKS = 1


@frozen
class Item:
    """
    A row of the workbook.

    Attributes
    ----------
    scheduled
        Its dates.
    line
        The task of the plan; None for what the schedule made: parts, a launch that nobody wrote.
    """

    scheduled: ScheduledTask
    line: Line | None

    @property
    def task(self) -> Task | None:
        """The task as written."""
        return self.line.task if self.line else None

    @property
    def is_launch(self) -> bool:
        """Whether it is the row of J."""
        return self.scheduled.id == LAUNCH

    @property
    def depth(self) -> int:
        """How deep it stands in the tree, 0 at the top."""
        return self.scheduled.wbs.count(".")

    @cached_property
    def offset(self) -> int | None:
        """Days from J as they are shown: the pin as written, if it counts days; else those to the start."""
        pin = self.task.at if self.task else None
        days = pin is not None and pin.unit is OffsetUnit.DAYS
        return int(pin.amount) if pin is not None and days else self.scheduled.offset_start


@frozen(slots=False)
class Frame:
    """
    A schedule laid out for a workbook.

    Attributes
    ----------
    schedule, lang
        What is written, and the language of its words.
    as_of
        The day that counts as today; None for the day on which the workbook is opened.
    columns
        The columns of the plan, without that of the marks before them.
    """

    schedule: Schedule
    lang: str
    as_of: date | None = None
    columns: tuple[Column, ...] = field(init=False)

    @columns.default
    def _columns(self) -> tuple[Column, ...]:
        return columns_of(self.schedule, self.lang)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The rows, in WBS order."""
        lines = {line.task.id: line for line in lines_of(self.schedule.plan.tasks)}
        return tuple(Item(task, lines.get(task.id)) for task in self.schedule.values())

    @cached_property
    def shown(self) -> tuple[tuple[str, Value], ...]:
        """The keys of the plan that stand above the list for everybody to see."""
        return tuple((key, value) for key, value in self._header if key in SHOWN and not _is_coded(value))

    @cached_property
    def kept(self) -> tuple[tuple[str, Value], ...]:
        """The keys of the plan that only retroplan reads."""
        seen = {"retroplan", "name", *(key for key, _ in self.shown)}
        return tuple((key, value) for key, value in self._header if key not in seen)

    @cached_property
    def _header(self) -> tuple[tuple[str, Value], ...]:
        return tuple(header(self.schedule.plan, self.lang))

    def extra(self, item: Item) -> Mapping[str, object]:
        """Give what was filled in of a row: with its task, or with the plan for a part of one."""
        if item.task is not None:
            return item.task.extra
        parts = self.schedule.plan.extra.get(PARTS_KEY)
        found = parts.get(item.scheduled.id) if isinstance(parts, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    # -- where things stand ----------------------------------------------------------------------

    @property
    def title_row(self) -> int:
        """The row of the name: below the mark and what is kept."""
        return len(self.kept) + 3

    @property
    def today_row(self) -> int:
        """The row of the day that counts as today."""
        return self.title_row + len(self.shown) + 1

    @property
    def heading_row(self) -> int:
        """The row of the headings: behind the state of the plan, an empty row and the keys."""
        return self.today_row + 4

    @property
    def first_row(self) -> int:
        """The row of the first task."""
        return self.heading_row + 1

    @property
    def last_row(self) -> int:
        """The row of the last task."""
        return self.heading_row + max(len(self.items), 1)

    def number(self, key: str) -> int:
        """Give the number of a column, counted from 1."""
        return next(n for n, column in enumerate(self.columns, 1 + _MARKS) if column.key == key)

    def letters(self, key: str) -> str:
        """Give the letters of a column."""
        return self._letters[key]

    @cached_property
    def _letters(self) -> dict[str, str]:
        return {column.key: column_letters(n) for n, column in enumerate(self.columns, _MARKS)}

    @cached_property
    def last_shown(self) -> int:
        """The number of the last column that people see."""
        return max(n for n, column in enumerate(self.columns, 1 + _MARKS) if not column.hidden)

    @cached_property
    def last_printed(self) -> int:
        """The number of the last column that is printed: slack, links and ids are left out."""
        return self.number(SLACK) - 1

    @property
    def plan_title(self) -> str:
        """The name of the first sheet."""
        return word("sheet-plan", self.lang)

    def on_plan(self, cell: str) -> str:
        """Name a cell of the first sheet from another."""
        return f"{self.plan_title}!{cell}"

    # -- dates -----------------------------------------------------------------------------------

    @cached_property
    def anchor(self) -> tuple[str, date] | None:
        """The cell that all dates follow, J or the plan's start, and its day; None if Excel lacks some."""
        plan = self.schedule.plan
        key, moment = ("launch", plan.launch) if plan.launch is not None else ("start", plan.start)
        if moment is None or not self._dated:
            return None
        place = [name for name, _ in self.shown].index(key)
        cell = f"$D${self.title_row + 1 + place}"
        timed = isinstance(moment, datetime)
        return f"INT({cell})" if timed else cell, date(moment.year, moment.month, moment.day)

    @property
    def counted(self) -> bool:
        """Whether dates are counted from J by the offsets beside them; else from the start of the plan."""
        return self.schedule.plan.launch is not None

    def shift(self, item: Item) -> int | None:
        """Give the days from what a start is counted from to the start: a pin on a closed day is moved."""
        if self.anchor is None:
            return None
        days = (item.scheduled.start_date - self.anchor[1]).days
        return days - (item.offset or 0) if self.counted else days

    @cached_property
    def _dated(self) -> bool:
        """Whether Excel has all the dates: it begins in 1900 and ends with the year 9999."""
        moments = [self.schedule.plan.launch, self.schedule.plan.start]
        days = [date(m.year, m.month, m.day) for m in moments if m is not None]
        days += [
            day for item in self.items for day in (item.scheduled.start_date, item.scheduled.finish_date)
        ]
        return all(day >= _FIRST_DAY for day in days) and all(day < date.max - timedelta(400) for day in days)

    @property
    def today_cell(self) -> str:
        """The cell of the day that counts as today."""
        return f"$D${self.today_row}"


def _is_coded(value: Value) -> bool:
    return isinstance(value, str) and value[:1] in '{["'
