"""How far a schedule of the library is from the reference, in words."""

from typing import Any

from .answer import Answer, Row
from .parts import LAUNCH
from .paths import counts_alike

DATES = {
    "early_start": ("early", 0),
    "early_finish": ("early", 1),
    "late_start": ("late", 0),
    "late_finish": ("late", 1),
    "start": ("planned", 0),
    "finish": ("planned", 1),
}
"""Each date of the library, and where the reference keeps it."""


def differences(answer: Answer, schedule: Any) -> list[str]:
    """
    Every disagreement between the reference and a schedule, one line each; none when they agree.

    Two instants agree when the task's calendar has no working time between them. A task that is not a
    milestone must also start at an opening and finish at a closing, exactly as here. Slack is compared in
    minutes.
    """
    found = [f"feasible: {answer.feasible} {answer.conflicts} here, {schedule.feasible} there"]
    if answer.feasible == bool(schedule.feasible):
        found = []
    start = answer.plan.window.minute(schedule.start)
    if answer.plan.calendar.work_between(answer.start, start):
        found.append(f"start: {answer.plan.window.moment(answer.start)} here, {schedule.start} there")
    for id, row in answer.rows.items():
        if row.kind == "summary":
            lines = summary_differences(answer, id, schedule)
        else:
            lines = row_differences(answer, row, schedule[id])
        found += [f"{id} ({row.kind}): {line}" for line in lines]
    return found + path_differences(answer, schedule)


def path_differences(answer: Answer, schedule: Any) -> list[str]:
    """
    The disagreements about the critical paths.

    Where calendars are mixed, the library also looks at the time in which only some work, and may find
    fewer of them, or shorter ones; each task on those must drive the next one here as well.
    """
    if answer.paths is None:
        return []
    here, first = answer.paths.chains(), schedule.critical_path
    there, count = list(schedule.critical_paths(len(here) + 1)), schedule.critical_path_count
    same = (there[0] if there else (LAUNCH,)) == first and count == len(there)
    if counts_alike(answer.plan):
        same = same and here == there
    else:
        same = same and all(answer.paths.holds(chain) for chain in there)
    return [] if same else [f"critical paths {here} here, {count}: {there} there, {first} first"]


def row_differences(answer: Answer, row: Row, task: Any) -> list[str]:
    """The disagreements about one task."""
    found = []
    exact = not row.milestone
    for name, (dates, end) in DATES.items():
        here, there = getattr(row, dates)[end], answer.plan.window.minute(getattr(task, name))
        if here != there if exact else row.calendar.work_between(here, there):
            found.append(f"{name} {answer.plan.window.moment(here)} here, {getattr(task, name)} there")
    if row.total_slack != task.total_slack_minutes:
        found.append(f"total slack {row.total_slack} min here, {task.total_slack_minutes} there")
    if row.free_slack != task.free_slack_minutes:
        found.append(f"free slack {row.free_slack} min here, {task.free_slack_minutes} there")
    if row.critical != task.critical:
        found.append(f"critical {row.critical} here, {task.critical} there")
    return found


def summary_differences(answer: Answer, id: str, schedule: Any) -> list[str]:
    """
    The disagreements about a summary: its dates are those of its leaves as they print, its slack that of its
    dates.

    The leaves themselves are compared one by one, so what the library says of them is taken here.
    """
    found = []
    task, window = schedule[id], answer.plan.window
    calendar, leaves = answer.plan.summaries[id]
    for name in DATES:
        choose = min if name.endswith("start") else max
        expected = choose(getattr(schedule[leaf], name) for leaf in leaves)
        if calendar.work_between(window.minute(expected), window.minute(getattr(task, name))):
            found.append(f"{name} {expected} from its tasks, {getattr(task, name)} in itself")
    slack = min(
        calendar.work_between(window.minute(early), window.minute(late))
        for early, late in ((task.early_start, task.late_start), (task.early_finish, task.late_finish))
    )
    if task.total_slack_minutes not in (slack, answer.rows[id].total_slack):
        found.append(f"total slack {slack} min from its dates, {task.total_slack_minutes} in itself")
    if answer.rows[id].critical != task.critical:
        found.append(f"critical {answer.rows[id].critical} here, {task.critical} there")
    return found
