"""The rows of a chart: what stands in its columns, and the instants of its bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import frozen

from retroplan.language import say, word
from retroplan.model.carried import Status
from retroplan.model.effort import workers_of
from retroplan.model.task import LAUNCH
from retroplan.render.cards import statuses
from retroplan.render.cleaning import clean
from retroplan.render.dates import Dates, make_dates
from retroplan.render.narrator import Narrator
from retroplan.render.rows import Entry, Scribe, make_scribe
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask
from retroplan.tables.vocabulary import title

_PROGRESS = "x-progress"  # the column "% complete" of follow-up tables


@frozen(kw_only=True)
class Row:
    """
    One task on the chart.

    Attributes
    ----------
    id, name, kind, depth
        Who it is; `kind` is ``task``, ``milestone``, ``summary``, ``hammock`` or ``launch``.
    cells
        What stands in the columns beside the name.
    start, work_finish, finish
        Planned; the margin lies between the last two.
    early, late
        Between which it may move.
    critical
        Whether it may not.
    tooltip
        What is said of the bar.
    conflicts
        What cannot be met, in words.
    done
        How much of the work of a task is done, from 0 to 1; None if nobody said.
    open_ended
        Whether it goes on without an end: its bar runs to the edge of the chart.
    """

    id: str
    name: str
    kind: str
    depth: int
    cells: Mapping[str, str]
    start: datetime
    work_finish: datetime
    finish: datetime
    early: datetime
    late: datetime
    critical: bool
    tooltip: str
    conflicts: tuple[str, ...] = ()
    done: float | None = None
    open_ended: bool = False


def make_rows(schedule: Schedule, narrator: Narrator) -> list[Row]:
    """
    Give a row a task, in the order of the plan; a launch that has no place in it stands first.

    Parameters
    ----------
    schedule
        What is shown.
    narrator
        Tells about it.
    """
    writer = _Writer(
        schedule,
        narrator.lang,
        make_dates(schedule, narrator.lang, brief=True),
        make_scribe(schedule, make_dates(schedule, narrator.lang), mark_moved=False),
        narrator.conflicts_by_task(),
        statuses(schedule.expanded),
    )
    rows = [writer.row(task) for task in schedule.values()]
    if LAUNCH not in schedule.expanded:
        rows.sort(key=lambda row: row.kind != LAUNCH)
    return rows


@frozen
class _Writer:
    schedule: Schedule
    lang: str
    dates: Dates
    scribe: Scribe
    conflicts: Mapping[str, tuple[str, ...]]
    statuses: Mapping[str, Status]

    def row(self, task: ScheduledTask) -> Row:
        """Write one task."""
        kind = LAUNCH if task.id == LAUNCH else task.kind
        owner = self._owner(task.id)
        entry = self.scribe.launch(task) if kind == LAUNCH else self.scribe.entry(task, task.id)
        conflicts = self.conflicts.get(task.id, ())
        return Row(
            id=task.id,
            name=entry.name,
            kind=kind,
            depth=task.wbs.count("."),
            cells={
                "owner": owner,
                "offset": entry.offset,
                "start": self.dates.start(task),
                "finish": self.dates.finish(task),
            },
            start=task.start,
            work_finish=task.work_finish,
            finish=task.finish,
            early=min(task.early_start, task.start),
            late=max(task.late_finish, task.finish),
            critical=task.critical,
            tooltip="\n".join(self._told(task, entry, owner)),
            conflicts=conflicts,
            done=self._done(task.id) if kind == "task" else None,
            open_ended=task.open_ended,
        )

    def _done(self, task_id: str) -> float | None:
        """Give what its status or the column of percentages says, the more of the two."""
        known = self.schedule.expanded.get(task_id)
        said = "" if known is None else str(known.extra.get(_PROGRESS, "")).strip()
        told = [self.statuses.get(task_id), Status(said) if said else None]
        return max((status.done for status in told if status and status.done is not None), default=None)

    def _owner(self, task_id: str) -> str:
        task = self.schedule.expanded.get(task_id)
        if task is None or not task.responsible:
            return ""
        return clean(", ".join(map(str, workers_of(self.schedule.expanded, task))))

    def _told(self, task: ScheduledTask, entry: Entry, owner: str) -> Iterator[str]:
        """Give the lines that are shown where the bar is pointed at."""
        yield entry.name
        dates = entry.start if entry.finish in ("", entry.start) else f"{entry.start} – {entry.finish}"
        yield " · ".join(part for part in (entry.offset, dates, entry.duration) if part)
        if task.kind in ("task", "milestone") and task.id != LAUNCH:
            critical = f" ({word('legend-critical', self.lang)})" if task.critical else ""
            yield self._placed(word("column-slack", self.lang), f"{entry.slack}{critical}")
        if status := self.statuses.get(task.id):
            yield self._placed(title("status", self.lang), clean(status.text))
        if owner:
            yield owner
        yield from self.conflicts.get(task.id, ())

    def _placed(self, place: str, words: str) -> str:
        return say("placed", {"place": place, "words": words}, self.lang)
