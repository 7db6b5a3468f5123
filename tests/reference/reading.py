"""A plan document into leaves and links. Only canonical texts are read: "5d", "FS+2d", "J-60", ISO dates."""

import datetime as dt
import json
import re
from collections.abc import Iterator
from fractions import Fraction
from math import floor

from .minutes import (
    DAY,
    Calendar,
    Window,
    everyday_twin,
    minutes_of,
    own_calendar,
    round_the_clock,
    usual_day,
    week_of,
)
from .parts import LAUNCH, Leaf, Link, Plan

CLOCK = {"emin": 1, "eh": 60, "ed": DAY, "ew": 7 * DAY}
AMOUNT = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(min|h|d|w|cd|cw|mo|emin|eh|ed|ew|%)")
LINK = re.compile(r"(\S+)(?:\s+(FS|SS|FF|SF)([+-].*)?)?")
OFFSET = re.compile(r"([JSMH])(?:([+-]\d+))?(o|wd)?")


def half_up(amount: Fraction) -> int:
    """Rounded to the minute, a half upwards."""
    return floor(amount + Fraction(1, 2))


def amount_of(text: str) -> tuple[Fraction, str]:
    """`"-2d"` as (-2, "d")."""
    number, unit = AMOUNT.fullmatch(text).groups()
    return Fraction(number), unit


def moment_of(value: str, *, end_of_day: bool = False) -> dt.datetime:
    """A date or date-time; a date alone is the beginning of the day, or its end where a finish is meant."""
    if len(value) > len("2026-06-15"):
        return dt.datetime.fromisoformat(value)
    return dt.datetime.fromisoformat(value) + dt.timedelta(days=end_of_day)


class NoWorkError(Exception):
    """Two pins enclose closed days alone: what the task is then, this reference does not say."""


class Reader:
    """One document being read over one window."""

    def __init__(self, document: dict, window: Window) -> None:
        self.document = document
        self.window = window
        self.calendar, self.twin = self.calendars(document.get("calendar"))
        spec = self.spec(document.get("calendar"))
        self.day = document.get("hours_per_day", Fraction(minutes_of(usual_day(spec)), 60)) * 60
        self.week = self.day * sum(bool(spans) for spans in week_of(spec).values())
        self.launch = self.instant(document.get("launch"))
        self.leaves: dict[str, Leaf] = {}
        self.parents: dict[str, list[str]] = {}
        self.below: dict[str, list[str]] = {}
        self.summary_calendars: dict[str, Calendar] = {}
        self.written: list[tuple[str, str, str, str]] = []
        for task in document["tasks"]:
            self.read(task, parents=[], inherited={})

    def spec(self, name: str | None) -> dict:
        """A calendar as written; without one, Monday to Friday without holidays."""
        return self.document.get("calendars", {}).get(name, {})

    def calendars(self, name: str | None) -> tuple[Calendar, Calendar]:
        """A calendar and its everyday twin."""
        spec = self.spec(name)
        twin = everyday_twin(usual_day(spec), self.window)
        return own_calendar(json.dumps(spec), self.window), twin

    def instant(self, value: str | None, *, end_of_day: bool = False) -> int | None:
        """The minute of a written date, None when there is none."""
        return None if value is None else self.window.minute(moment_of(value, end_of_day=end_of_day))

    def minutes(self, text: str, twin: Calendar) -> tuple[int, str]:
        """
        An amount in minutes and what they are minutes of: "work", "twin" or "clock".

        A day is `hours_per_day`, also for a task with its own calendar; a calendar day is one day of the
        twin.
        """
        number, unit = amount_of(text)
        if unit == "mo":
            return int(number), "months"
        if unit in CLOCK:
            return int(number * CLOCK[unit]), "clock"
        if unit in ("cd", "cw"):
            return int(number * (7 if unit == "cw" else 1) * twin.work_between(0, DAY)), "twin"
        return half_up(number * {"min": 1, "h": 60, "d": self.day, "w": self.week}[unit]), "work"

    def read(self, task: dict, parents: list[str], inherited: dict) -> None:
        """A task and everything below it; `calendar` and `when` are inherited by children."""
        settings = {key: task.get(key, inherited.get(key)) for key in ("calendar", "when")}
        settings["calendar"] = settings["calendar"] or self.document.get("calendar")
        self.parents[task["id"]] = parents
        if task["id"] != LAUNCH:
            for text in task.get("after", ()):
                self.written.append(self.link_text(text, task["id"], backwards=False))
            for text in task.get("before", ()):
                self.written.append(self.link_text(text, task["id"], backwards=True))
            if task.get("tasks"):
                self.read_summary(task, parents, settings)
            else:
                self.leaves[task["id"]] = self.leaf(task, settings)
                for parent in parents:
                    self.below[parent].append(task["id"])

    def read_summary(self, task: dict, parents: list[str], settings: dict) -> None:
        """A summary: what it says of dates is handed to its leaves by `hand_down`."""
        self.below[task["id"]] = []
        self.summary_calendars[task["id"]] = self.calendars(settings["calendar"])[0]
        for child in task["tasks"]:
            self.read(child, [task["id"], *parents], settings)

    def link_text(self, value: str | dict, id: str, *, backwards: bool) -> tuple[str, str, str, str]:
        """A written link as predecessor, successor, type, lag."""
        if isinstance(value, dict):
            other, type, lag = value["task"], value.get("type"), value.get("lag")
        else:
            other, type, lag = LINK.fullmatch(value).groups()
        ends = (id, other) if backwards else (other, id)
        return *ends, type or "FS", lag or "0d"

    def leaf(self, task: dict, settings: dict) -> Leaf:
        """A leaf with its own bounds and its pin."""
        own, twin = self.calendars(settings["calendar"])
        minutes, measure = self.lasting(task, twin)
        clock = round_the_clock(self.window)
        calendar = {"work": own, "twin": twin, "months": twin, "clock": clock}[measure]
        leaf = Leaf(task["id"], minutes, calendar, twin, when=settings["when"], window=self.window)
        leaf.by_clock = measure == "clock"
        if measure == "months":
            leaf.minutes, leaf.months, leaf.calendar_days = 0, minutes, Fraction(30 * minutes)
        if measure == "twin":
            leaf.calendar_days = Fraction(minutes, twin.work_between(0, DAY))
        self.pin(leaf, task)
        leaf.bounds = self.bounds(task)
        leaf.deadlines = self.deadlines(task)
        return leaf

    def lasting(self, task: dict, twin: Calendar) -> tuple[int, str]:
        """
        How long a task lasts, and of what: work times the risk factor, plus the margin.

        Of three points o, m and p the expected value (o + 4m + p) / 6. A percent margin is of the work
        without the factor. Each of these is rounded half up.
        """
        points = [self.minutes(point, twin) for point in task.get("duration", "0d").split("/")]
        measure = points[0][1]
        work = points[0][0]
        if len(points) == 3:
            least, likely, most = (minutes for minutes, _ in points)
            work = half_up(Fraction(least + 4 * likely + most, 6))
        whole = half_up(work * Fraction(str(task.get("risk_factor", 1))))
        if "margin" in task:
            number, unit = amount_of(task["margin"])
            if unit == "%":
                whole += half_up(work * number / 100)
            else:
                whole += self.minutes(task["margin"], twin)[0]
        return whole, measure

    def bounds(self, task: dict) -> list[tuple[str, int]]:
        """The dated constraint of a task; a date alone is its end for a finish, its beginning for a start."""
        if "constraint" not in task:
            return []
        kind, date = task["constraint"]["type"], task["constraint"]["date"]
        return [(kind, self.instant(date, end_of_day="finish" in kind))]

    def deadlines(self, task: dict) -> list[int]:
        """The deadline of a task: the end of that day."""
        return [self.instant(task["deadline"], end_of_day=True)] if "deadline" in task else []

    def pin(self, leaf: Leaf, task: dict) -> None:
        """
        Fix a task by offset: `at` is the beginning of that date, `until` its end.

        Both give the duration; one alone without a duration is a milestone. Work starts at the next opening
        and finishes at the last closing; a milestone stays at its instant.
        """
        at, until = self.offset(task.get("at")), self.offset(task.get("until"), end_of_day=True)
        if at is not None and until is not None:
            leaf.minutes = leaf.calendar.work_between(at, until)
            if leaf.minutes <= 0:
                raise NoWorkError(f"no work between the pins of {leaf.id}")
        if at is not None:
            leaf.pin = leaf.starting(at)
        elif until is not None:
            leaf.pin = leaf.finishing(until)

    def offset(self, text: str | None, *, end_of_day: bool = False) -> int | None:
        """
        The instant of `J-60`, in calendar days from J's date, or of `J-5wd`, in open days of the plan's
        calendar; `S-2` in weeks, `M-1` in months, `H-4` in hours of the clock from J itself.

        Before J the open days counted are those in [date, J), after it those in (J, date]. `J` is the launch
        itself.
        """
        if text is None:
            return None
        letter, days, unit = OFFSET.fullmatch(text).groups()
        if days is None:
            return self.launch
        if letter == "H":
            return self.launch + 60 * int(days)
        if letter == "M":
            return self.window.months_later(self.launch // DAY * DAY, int(days)) + end_of_day * DAY
        if letter == "S":
            return (self.launch // DAY + 7 * int(days) + end_of_day) * DAY
        day = self.launch // DAY
        if unit is None:
            day += int(days)
        for _ in range(abs(int(days)) if unit else 0):
            step = 1 if int(days) > 0 else -1
            day += step
            while not self.calendar.work_between(day * DAY, (day + 1) * DAY):
                day += step
        return (day + end_of_day) * DAY

    def plan(self) -> Plan:
        """Everything read, with the links and dates of summaries brought down to their leaves."""
        for task in self.all_tasks(self.document["tasks"]):
            if task["id"] in self.below:
                self.hand_down(task)
        buffer = self.document.get("buffer", "0d")
        return Plan(
            window=self.window,
            calendar=self.calendar,
            twin=self.twin,
            launch=self.launch,
            start=self.instant(self.document.get("start")),
            buffer=self.minutes(buffer, self.twin)[0] if "%" not in buffer else 0,
            buffer_percent=amount_of(buffer)[0] if "%" in buffer else Fraction(0),
            day=Fraction(self.day),
            leaves=self.leaves,
            links=[link for written in self.written for link in self.between_leaves(*written)],
            summaries={id: (self.summary_calendars[id], leaves) for id, leaves in self.below.items()},
            forward=self.launch is None,
        )

    def all_tasks(self, tasks: list[dict]) -> Iterator[dict]:
        """Every task of the document, parents first."""
        for task in tasks:
            yield task
            yield from self.all_tasks(task.get("tasks", []))

    def members(self, id: str) -> list[str]:
        """The leaves of a summary, or the leaf (or launch) itself."""
        return self.below.get(id, [id])

    def inside(self, id: str, summary: str) -> bool:
        """Whether a task or summary is below a summary."""
        return summary in self.parents.get(id, ())

    def first_leaves(self, summary: str) -> list[str]:
        """The leaves with no predecessor inside the summary."""
        led = {
            leaf
            for before, after, _, _ in self.written
            if self.inside(before, summary) and self.inside(after, summary)
            for leaf in self.members(after)
        }
        return [leaf for leaf in self.below[summary] if leaf not in led]

    def last_leaves(self, summary: str) -> list[str]:
        """The leaves with no successor inside the summary."""
        leading = {
            leaf
            for before, after, type, _ in self.written
            if self.inside(before, summary) and self.inside(after, summary)
            for leaf in self.leading(before, type)
        }
        return [leaf for leaf in self.below[summary] if leaf not in leading]

    def leading(self, id: str, type: str) -> list[str]:
        """
        The leaves from which a link from a task counts.

        From a summary, FS and FF wait for every leaf; SS and SF count from each leaf with no predecessor
        inside.
        """
        if id in self.below and type in ("SS", "SF"):
            return self.first_leaves(id)
        return self.members(id)

    def hand_down(self, task: dict) -> None:
        """
        The dates written on a summary, brought to its leaves.

        Start-no-earlier-than, finish-no-later-than and deadlines hold for every leaf, start-no-later-than for
        leaves with no predecessor inside, finish-no-earlier-than for leaves with no successor inside.
        """
        for kind, instant in self.bounds(task):
            leaves = self.below[task["id"]]
            if kind == "start_no_later_than":
                leaves = self.first_leaves(task["id"])
            elif kind == "finish_no_earlier_than":
                leaves = self.last_leaves(task["id"])
            for leaf in leaves:
                self.leaves[leaf].bounds.append((kind, instant))
        for leaf in self.below[task["id"]]:
            self.leaves[leaf].deadlines.extend(self.deadlines(task))

    def between_leaves(self, before: str, after: str, type: str, lag: str) -> Iterator[Link]:
        """A written link as links between leaves; FS and SS to a summary hold for every leaf."""
        for predecessor in self.leading(before, type):
            for successor in self.members(after):
                yield self.link(predecessor, successor, type, lag)

    def link(self, predecessor: str, successor: str, type: str, lag: str) -> Link:
        """A link between two leaves, its lag in minutes of work, of the successor's twin or of the clock."""
        to = self.leaves.get(successor)
        calendar, twin = (to.calendar, to.twin) if to else (self.calendar, self.twin)
        number, unit = amount_of(lag)
        if unit == "%":
            minutes, measure = self.share(number, self.leaves.get(predecessor), twin)
        else:
            minutes, measure = self.minutes(lag, twin)
        milestone = not to or to.milestone
        return Link(
            predecessor, successor, type, minutes, measure, calendar, twin, milestone, window=self.window
        )

    def share(self, percent: Fraction, predecessor: Leaf | None, twin: Calendar) -> tuple[int, str]:
        """A percentage of a duration; calendar days count as days of the successor's twin."""
        if predecessor and predecessor.calendar_days:
            return half_up(percent * predecessor.calendar_days * twin.work_between(0, DAY) / 100), "twin"
        return half_up(percent * (predecessor.minutes if predecessor else 0) / 100), "work"


def read(document: dict, window: Window) -> Plan:
    """A plan document over a window."""
    return Reader(document, window).plan()
