"""
MPXJ's scheduler, which is written in Java: the same tasks, from the same day, in the same calendar.

It needs `mpxj`, which brings the library, JPype, the bridge to it, and a Java of the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

import retroplan as rp
from benchmarks.generator import Shape

DATES = ("early_start", "early_finish", "late_start", "late_finish")


def start_java() -> bool:
    """Start Java with MPXJ in it, once a process; False where the machine has none."""
    import jpype
    import mpxj  # noqa: F401 - names its jars to the bridge

    if not jpype.isJVMStarted():
        try:
            jpype.startJVM("-Xss8m")  # MPXJ sorts the tasks by a recursive function
        except (jpype.JVMNotFoundException, jpype.JVMNotSupportedException):
            return False
    return True


def java_version() -> str:
    """Give the version of the Java that was started, or say that none was."""
    jpype = sys.modules.get("jpype")
    if jpype is None or not jpype.isJVMStarted():
        return "Java not started"
    return f"Java {'.'.join(map(str, jpype.getJVMVersion()))}"


def closed_days(schedule: rp.Schedule) -> list[date]:
    """List the days from Monday to Friday on which the calendar of the plan is closed: its holidays."""
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    first = schedule.start.date()
    days = (first + timedelta(number) for number in range((schedule.finish.date() - first).days + 1))
    return [day for day in days if day.weekday() < 5 and not calendar.is_open(day)]


def make_project(made: Shape, closed: Sequence[date]) -> Any:
    """
    Make the tasks and links in Java, one call after another through the bridge.

    MPXJ's own calendar is open from Monday to Friday, 8 to 12 and 13 to 17, as that of retroplan is.
    """
    from java.time import LocalDate
    from org.mpxj import Duration, ProjectFile, Relation, TimeUnit

    project = ProjectFile()
    calendar = project.addDefaultBaseCalendar()
    for day in closed:
        calendar.addCalendarException(LocalDate.of(day.year, day.month, day.day))
    project.setDefaultCalendar(calendar)
    tasks = [project.addTask() for _ in made.durations]
    done = Duration.getInstance(0, TimeUnit.MINUTES)
    for task, minutes in zip(tasks, made.durations, strict=True):
        duration = Duration.getInstance(minutes, TimeUnit.MINUTES)
        task.setDuration(duration)
        task.setActualDuration(done)
        task.setRemainingDuration(duration)
    for source, target in zip(made.sources, made.targets, strict=True):
        tasks[target].addPredecessor(Relation.Builder().predecessorTask(tasks[source]))
    return project


def scheduler(project: Any, start: datetime) -> Callable[[], None]:
    """Give the call that schedules a project from its start; the dates stay in Java."""
    from java.time import LocalDateTime
    from org.mpxj.cpm import MicrosoftScheduler

    first = LocalDateTime.parse(start.isoformat())
    return lambda: MicrosoftScheduler().schedule(project, first)


def read_dates(project: Any) -> dict[str, np.ndarray]:
    """Read the dates of a scheduled project, in the order of its tasks."""
    tasks = list(project.getTasks())
    read = {
        name: [str(getattr(task, f"get{name.title().replace('_', '')}")()) for task in tasks]
        for name in DATES
    }
    return {name: np.array(values, dtype="datetime64[m]") for name, values in read.items()}
