"""The columns of the plan in its workbook: what a person types, and beside it what is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from unicodedata import east_asian_width

from attrs import frozen

from retroplan.language import word
from retroplan.model.task import Task
from retroplan.result import Schedule
from retroplan.tables.own import keys_used
from retroplan.tables.reading import COLUMNS
from retroplan.tables.vocabulary import LOGGED, TASKS, title

COMPUTED = "~"
"""Before the key of a column, or in front of a row, that is computed: nobody's plan says it."""
OFFSET, START, FINISH = "~offset", "~start", "~finish"
SLACK, CRITICAL = "~slack", "~critical"
WAS, SHIFT, LENGTH = "~was", "~shift", "~length"
"""Not to be seen: the offset that was written, the days from it to the start, and on to the finish."""
STATUS_WAS = "~status-was"
"""Not to be seen: the status that was written, which tells on which sheet it was changed."""
STATUS, PRIORITY, COMMENT = "status", "priority", "note"
PROGRESS, INDICATOR, RESOURCES = "x-progress", "x-indicator", "x-resources"
SHOWN = ("launch", "start", "calendar", "buffer")
"""Keys of the plan that everybody sees above the list."""
UNNAMED = "unnamed"
"""In front of the row of a task without a name, in whose place its id is shown."""
PART = f"{COMPUTED}part"
"""In front of the row of a part of a task, before the name that was written."""
KEYS_ROW, HEADINGS_ROW = f"{COMPUTED}keys", f"{COMPUTED}headings"
"""In front of the hidden row that says what the columns hold, and of the headings below it."""
LAUNCH_ROW = f"{COMPUTED}launch"
"""In front of the row of a launch that nobody wrote, and above the list of the launch as it was."""
PARTS_KEY = "x-follow-up"
"""Key of the plan for what was filled in on the rows of parts of tasks, by their ids."""
FOLLOWED = (PROGRESS, "x-actual-start", "x-actual-finish", "x-follow-up-date", "x-result", COMMENT)
"""What is filled in on the sheet of the follow-up."""
_FIRST = ("wbs", "name", "responsible", OFFSET, START, FINISH, "duration", STATUS)
_USUAL = (INDICATOR, RESOURCES)
_WIDTHS: Mapping[str, float] = {
    "wbs": 6.5, "responsible": 19, OFFSET: 7, START: 11.5, FINISH: 11.5, "duration": 14, "effort": 11,
    STATUS: 12,
    INDICATOR: 26, RESOURCES: 20, PRIORITY: 11, SLACK: 13, CRITICAL: 10, "after": 26, "id": 22,
}  # fmt: skip
_SHORT = ("wbs", "id", OFFSET, START, FINISH, SLACK, CRITICAL, STATUS)
_NARROWEST, _WIDEST = 30.0, 52.0
_USUAL_WIDTH = 18.0
_GAP = 3


@frozen
class Column:
    """
    A column.

    Attributes
    ----------
    key
        The key of a task that it fills; with ``~`` before it what is computed.
    heading
        What stands above it.
    width
        In signs.
    hidden
        Whether only retroplan reads it.
    """

    key: str
    heading: str
    width: float
    hidden: bool = False

    @property
    def lines(self) -> bool:
        """Whether a long text in it goes on in a second line."""
        return self.key not in _SHORT

    @property
    def computed(self) -> bool:
        """Whether it is left out when the plan is read."""
        return self.key.startswith(COMPUTED)


def columns_of(schedule: Schedule, lang: str) -> tuple[Column, ...]:
    """List the columns: those of action plans and rétroplannings first, then whatever else the plan has."""
    used = (
        (keys_used(schedule.plan) | set(_of_parts(schedule)))
        - (set(FOLLOWED) - unfollowed(schedule))
        - {"wbs"}
    )
    known = {*_FIRST, *_USUAL, "after", "id", "at"}
    more = [key for key in ("effort", PRIORITY) if key in used]  # effort gives the duration of its task
    rest = [key for key in (*TASKS, *sorted(used - TASKS.keys())) if key in used - known - set(more)]
    keys = [
        *_FIRST[:-1],
        *more,
        _FIRST[-1],
        *_USUAL,
        SLACK,
        CRITICAL,
        "after",
        *rest,
        "id",
        "at",
        WAS,
        SHIFT,
        LENGTH,
        STATUS_WAS,
    ]
    own = dict(_own_headings(schedule))
    computed = {_heading(key, lang) for key in (OFFSET, START, FINISH, SLACK, CRITICAL)}
    found = []
    for key in keys:
        heading = own.get(key) or _heading(key, lang)
        if heading in computed:  # "Échéance" of a list, beside the date that was worked out
            heading = _heading(key, lang)
        hidden = key in ("at", WAS, SHIFT, LENGTH, STATUS_WAS) or (key == OFFSET and schedule.launch is None)
        found.append(Column(key, heading, _width(schedule, key), hidden))
    return tuple(found)


def _of_parts(schedule: Schedule) -> Iterator[str]:
    """Yield the keys that were filled in on the rows of parts of tasks."""
    parts = schedule.plan.extra.get(PARTS_KEY)
    for values in parts.values() if isinstance(parts, Mapping) else ():
        if isinstance(values, Mapping):
            yield from (str(key) for key in values if str(key).startswith("x-"))


def unfollowed(schedule: Schedule) -> set[str]:
    """Give what the follow-up would say of tasks that have no row on it."""
    tasks = [task for task in schedule.plan.walk() if has_no_follow_up(task)]
    return {key for key in FOLLOWED for task in tasks if (task.note if key == "note" else key in task.extra)}


def has_no_follow_up(task: Task) -> bool:
    """Whether a task is followed up by those below it, or by its parts."""
    return bool(task.tasks) or task.in_parts


def _own_headings(schedule: Schedule) -> Iterator[tuple[str, str]]:
    """Yield the headings of the table that the plan was read from."""
    columns = schedule.plan.extra.get(COLUMNS)
    for key, heading in columns.items() if isinstance(columns, Mapping) else ():
        if isinstance(heading, str) and heading.strip() and key not in ("id", "wbs", "start", "finish"):
            yield str(key), heading


def _heading(key: str, lang: str) -> str:
    said = {
        "name": "workbook-action", "wbs": "workbook-number", OFFSET: "heading-offset",
        START: "heading-start", FINISH: "workbook-due", SLACK: "heading-total-slack",
        CRITICAL: "heading-critical", "start": "workbook-given-start", "finish": "workbook-given-finish",
        WAS: "workbook-was", SHIFT: "workbook-shift", LENGTH: "workbook-length",
        STATUS_WAS: "workbook-status-was",
        "x-actual-start": "workbook-actual-start", "x-actual-finish": "workbook-actual-finish",
    }  # fmt: skip
    if key in said:
        return word(said[key], lang)
    return title(key, lang).removeprefix("x-")


def follow_up_heading(key: str, lang: str) -> str:
    """Give what stands above a column of the follow-up: the words of the documents' logs."""
    logged = {key: column for column, key in LOGGED.items() if key != "name"}
    return title(logged[key], lang, "log") if key in logged else _heading(key, lang)


def _width(schedule: Schedule, key: str) -> float:
    if key != "name":
        return _WIDTHS.get(key, _USUAL_WIDTH)
    widths = (signs(task.name) + task.wbs.count(".") * 2 for task in schedule.values())
    return min(max(max(widths, default=0) + _GAP, _NARROWEST), _WIDEST)


def signs(text: str) -> int:
    """Count the columns that a text takes; Chinese signs and emoji are two wide."""
    return len(text) if text.isascii() else sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
