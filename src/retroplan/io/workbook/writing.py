"""A schedule as a workbook: the plan, its Gantt chart, the follow-up, and how to use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from retroplan.errors import Finding
from retroplan.io.columns import language
from retroplan.io.workbook.axis import Closures, axis_of
from retroplan.io.workbook.follow_up import FollowUp
from retroplan.io.workbook.frame import Frame
from retroplan.io.workbook.gantt_sheet import GanttSheet
from retroplan.io.workbook.notes import write_closures, write_notes
from retroplan.io.workbook.plan_sheet import PlanSheet
from retroplan.io.workbook.saving import saved
from retroplan.io.workbook.styles import Styles
from retroplan.language import language_of, word
from retroplan.progress import Progress, Steps
from retroplan.result import Schedule


def dumps(
    schedule: Schedule,
    lang: str | None = None,
    today: date | None = None,
    tell: Callable[[Finding], str] | None = None,
    progress: Progress | None = None,
) -> bytes:
    """
    Write a schedule as the workbook that people send around.

    Its dates are formulas from the launch, its bars follow its dates, and the plan is read from it
    again with what was filled in.

    Parameters
    ----------
    schedule
        The schedule.
    lang
        Language of its words; the plan's if not given.
    today
        The day that counts as today for what is late; the day on which it is opened if not given.
    tell
        Puts conflicts and findings into words; with the ids of tasks if not given.
    progress
        Told how far it is, in rows that are filled.

    Raises
    ------
    PlanError
        A text is longer than a cell can hold.
    """
    from openpyxl import Workbook

    frame = Frame(schedule, language_of(language(schedule, lang)), today)
    book, styles = Workbook(), Styles()
    filled = len(frame.items) * (3 if frame.anchor else 2)
    kept = -(-filled // 2)  # openpyxl then takes about half as long as filling the rows, and tells nothing
    steps = Steps(progress, filled + kept)
    sheet: Any = book.active
    sheet.title = frame.plan_title
    plan = PlanSheet(frame, sheet, styles)
    plan.write(steps)
    results = {frame.plan_title: plan.results}
    if frame.anchor:
        axis = axis_of(schedule)
        closures = Closures(schedule, axis)
        lists = word("sheet-lists", frame.lang)
        chart = GanttSheet(frame, axis, closures, book.create_sheet("Gantt"), lists, styles)
        chart.write(steps)
        results["Gantt"] = chart.results
    follow_up = FollowUp(frame, book.create_sheet(word("sheet-follow-up", frame.lang)), styles)
    follow_up.write(steps)
    results[follow_up.sheet.title] = follow_up.results
    write_notes(book.create_sheet(word("sheet-notes", frame.lang)), frame, styles, tell)
    if frame.anchor:
        write_closures(book.create_sheet(lists), closures, frame.lang)
    return saved(book, schedule.plan.name, results, steps, kept)
