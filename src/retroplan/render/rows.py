"""A schedule in words: one entry a line of its table, before any layout."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from retroplan.calendars import Calendar, instant, joint_calendar
from retroplan.language import show, word
from retroplan.model.effort import presences_of, shown_length
from retroplan.model.estimate import Estimate, Range
from retroplan.model.link import is_occurrence
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.render.cleaning import clean
from retroplan.render.dates import Dates
from retroplan.render.narrator import label_of
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask

CRITICAL, MILESTONE, HAMMOCK, MOVED, UNTIL = "●", "◆", "↔", "*", "→"


@frozen(kw_only=True)
class Entry:
    """
    One line of the table.

    Attributes
    ----------
    offset, start, finish, duration, slack, mark, name
        Its cells, in words.
    depth
        How many summaries lie above it.
    kind
        ``task``, ``milestone``, ``summary``, ``hammock`` or ``launch``.
    moved
        Whether its pin fell on a closed day.
    late
        Whether its slack is negative.
    """

    offset: str
    start: str
    finish: str = ""
    duration: str = ""
    slack: str = ""
    mark: str = ""
    name: str
    depth: int = 0
    kind: str = "task"
    moved: bool = False
    late: bool = False


def make_entries(schedule: Schedule, dates: Dates) -> list[Entry]:
    """Put every task into words, in the order of their planned starts."""
    scribe = make_scribe(schedule, dates)
    entries = []
    before = ""
    for task in _in_order(schedule):
        entries.append(scribe.launch(task) if task.id == LAUNCH else scribe.entry(task, before))
        before = task.id
    return entries


def make_scribe(schedule: Schedule, dates: Dates, *, mark_moved: bool = True) -> Scribe:
    """Prepare to write tasks; without the marks of moved pins, no finding has to be worked out."""
    moved = _moved_pins(schedule) if mark_moved else frozenset()
    return Scribe(schedule, dates, _parents(schedule.expanded), moved)


def _moved_pins(schedule: Schedule) -> frozenset[str | None]:
    return frozenset(finding.task for finding in schedule.findings if finding.code == "pin-moved")


def _in_order(schedule: Schedule) -> list[ScheduledTask]:
    """Sort by planned start; among equals the launch is first, then the order of the plan."""
    return sorted(schedule.values(), key=lambda task: (task.start, task.id != LAUNCH))


def _parents(plan: Plan) -> Mapping[str, Task]:
    return {child.id: task for task in plan.walk() for child in task.tasks}


@frozen
class Scribe:
    """Writes the cells of a schedule's tasks."""

    schedule: Schedule
    dates: Dates
    parents: Mapping[str, Task]
    moved: frozenset[str | None]

    @property
    def lang(self) -> str:
        """Language of the words."""
        return self.dates.lang

    def launch(self, task: ScheduledTask) -> Entry:
        """Write the launch: a line across the table."""
        name = label_of(self.schedule.expanded, LAUNCH, self.lang)
        return Entry(offset=task.offset, start=self.dates.start(task), name=name, kind=LAUNCH)

    def entry(self, task: ScheduledTask, before: str) -> Entry:
        """Write one task; `before` is the task on the line above."""
        return Entry(
            offset=self.offset(task),
            start=self.dates.start(task),
            finish=self.dates.finish(task),
            duration=self.duration(task),
            slack=self.slack(task),
            mark=CRITICAL if task.critical else "",
            name=self._name(task, before),
            depth=task.wbs.count("."),
            kind=task.kind,
            moved=task.id in self.moved,
            late=task.total_slack_minutes < 0 and task.kind != "hammock",
        )

    def offset(self, task: ScheduledTask) -> str:
        """A pin by its end alone shows an arrow: the offset is not that of the start."""
        known = self.schedule.expanded.get(task.id)
        ends = known is not None and known.at is None and known.until is not None and task.kind != "milestone"
        return f"{UNTIL} {task.offset}" if ends else task.offset

    def slack(self, task: ScheduledTask) -> str:
        """Write the total slack in usual days; nothing for a hammock."""
        if task.kind == "hammock":
            return ""  # it moves with what it spans, and is never critical
        if not task.total_slack_minutes:
            return "0"
        return f"{show(task.total_slack_days, self.lang)} {word('unit-d', self.lang)}"

    def _name(self, task: ScheduledTask, before: str) -> str:
        """Name the task, and its summary where the line above belongs elsewhere."""
        name = clean(task.name)
        parent = self.parents.get(task.id)
        above: str | None = before
        while parent is not None and above is not None and above != parent.id:
            above = self.parents[above].id if above in self.parents else None
        if parent is None or above is not None or is_occurrence(task.id):
            return name
        return f"{name} ({clean(parent.label)})"

    def duration(self, task: ScheduledTask) -> str:
        """Write the duration in the user's own unit, with what is added to it."""
        known = self.schedule.expanded.get(task.id)
        if task.kind != "task" or known is None:
            return ""
        length = known.duration or shown_length(self.schedule.plan, known)
        if length is None:
            return self._between_pins(task)
        text = _work_text(length, self.lang)
        if known.risk_factor != 1:
            text += f" × {show(known.risk_factor, self.lang)}"
        return text if known.margin is None else f"{text} + {show(known.margin, self.lang)}"

    def _between_pins(self, task: ScheduledTask) -> str:
        """Count the working days between two pins."""
        calendar = self._calendar(task.id)
        time = calendar.working_time()
        minutes = time.worked(instant(task.finish)) - time.worked(instant(task.start))
        return f"{show(minutes / calendar.usual_minutes, self.lang)} {word('unit-d', self.lang)}"

    def _calendar(self, task_id: str) -> Calendar:
        """Find the calendar of a task: its own, a summary's, the plan's, while its people are there."""
        plan = self.schedule.expanded
        task = plan.get(task_id)
        presences = presences_of(plan, task) if task is not None else ()
        while task is not None and task.calendar is None:
            task = self.parents.get(task.id)
        own = plan.resolve(plan.calendar if task is None else task.calendar)
        return joint_calendar(own, presences)


def _work_text(work: object, lang: str) -> str:
    """Write a duration; three points in one unit name it once: "3/5/10 d"."""
    if not isinstance(work, (Estimate, Range)):
        return show(work, lang)
    points = [point.text(lang) for point in work.points]
    units = {text.partition(" ")[2] for text in points}
    if len(units) > 1:
        return "/".join(points)
    return "/".join(text.partition(" ")[0] for text in points) + f" {units.pop()}"
