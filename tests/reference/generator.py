"""
Small random plan documents, the same for the same random numbers.

A plan is drawn from a set of features; without any it has finish-to-start links, a launch and whole days.
What the library refuses is never drawn: cycles, FF and SF to a summary, pins and musts on a summary, pins
without work.
"""

import datetime as dt
from functools import lru_cache
from random import Random

from .minutes import USUAL_HOURS, WEEKDAYS, hours_on

FEATURES = frozenset(
    {
        "types",
        "lags",
        "leads",
        "minutes",
        "milestones",
        "calendar",
        "timed launch",
        "launch links",
        "after",
        "buffer",
        "start",
        "pins",
        "summaries",
        "constraints",
        "deadlines",
        "when",
        "calendars",
        "percent lags",
        "calendar-day lags",
        "elapsed lags",
        "calendar-day durations",
        "elapsed durations",
        "forward",
        "forward launch",
        "month lags",
        "month durations",
        "margins",
        "estimates",
        "other offsets",
        "percent buffer",
    }
)
CALENDARS = 18
"""How many different calendars are drawn from: few enough for each to be laid out once."""

MIDDLE = dt.date(2026, 3, 18)
WEEKS = (
    (*[USUAL_HOURS] * 5, (), ()),
    (*[USUAL_HOURS] * 6, ()),
    (USUAL_HOURS,) * 7,
    (("09:00-12:30", "14:00-17:45"), ("08:00-12:00",), (), USUAL_HOURS, ("08:00-16:00",), (), ()),
    (*[("06:00-14:00", "14:30-22:00")] * 5, ("07:00-11:00",), ()),
    ((), *[("10:00-19:00",)] * 3, ("10:00-21:00",), ("10:00-19:00",), ()),
)
SOFT = ("start_no_later_than", "start_no_earlier_than", "finish_no_earlier_than", "finish_no_later_than")


@lru_cache
def calendar(number: int) -> dict:
    """One of the calendars: a usual or odd week, a few closed days, sometimes an opened one."""
    rng = Random(f"calendar {number}")
    spec: dict = {"week": dict(zip(WEEKDAYS, map(list, WEEKS[number % len(WEEKS)]), strict=True))}
    days = [MIDDLE + dt.timedelta(days=n) for n in range(-45, 45)]
    closed = []
    for _ in range(rng.randint(0, 6)):
        first = rng.choice(days)
        last = first + dt.timedelta(days=rng.choice([0, 0, 0, 1, 2, 4]))
        closed.append(str(first) if first == last else f"{first}/{last}")
    if closed:
        spec["closed"] = closed
    if rng.random() < 0.4:
        spec["open"] = {str(rng.choice(days)): ["09:00-13:00"]}
    return spec


def document(rng: Random, features: frozenset[str]) -> dict:
    """A plan document that uses some of the features, of one to nine tasks."""
    assert features <= FEATURES, features - FEATURES
    return Drawing(rng, features).document()


def is_elapsed(task: dict) -> bool:
    """Whether a task, or one below a summary, has an elapsed duration."""
    if "tasks" in task:
        return any(is_elapsed(child) for child in task["tasks"])
    return task.get("duration", "").endswith(("emin", "eh", "ed"))


class Drawing:
    """
    One plan being drawn.

    Tasks stand in a row, the launch among them, and links only lead onwards in it, so no cycle can arise.
    `stretch` is the piece of the row that a task, a summary or the launch covers.
    """

    def __init__(self, rng: Random, features: frozenset[str]) -> None:
        self.rng = rng
        self.features = features
        self.forward = "forward" in features
        self.launch = MIDDLE + dt.timedelta(days=rng.randint(-10, 10))
        self.tasks = [{"id": id} for id in "abcdefghi"[: rng.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9])]]
        self.nodes = {task["id"]: task for task in self.tasks}
        self.stretch: dict[str, tuple[float, float]] = {
            task["id"]: (n, n) for n, task in enumerate(self.tasks)
        }
        place = len(self.tasks) - 0.5
        if self.maybe("after", 0.8) or "forward launch" in features:
            place -= rng.randint(0, len(self.tasks))
        self.stretch["launch"] = (place, place)
        self.calendars: dict[str, dict] = {}
        self.timed = False

    def maybe(self, feature: str, chance: float) -> bool:
        """Whether to use a feature here."""
        return feature in self.features and self.rng.random() < chance

    def document(self) -> dict:
        """The whole plan: its head, its tasks, then what lies between them."""
        head = self.head()
        for task in self.tasks:
            self.fill(task)
        tree = self.tree()
        for id in sorted(self.stretch, key=lambda id: self.stretch[id]):
            self.links_into(id)
        for id, node in self.nodes.items():
            self.dates(id, node, head.get("calendar"))
        if self.rng.random() < 0.3:
            self.rng.shuffle(tree)
        return head | ({"calendars": self.calendars} if self.calendars else {}) | {"tasks": tree}

    def head(self) -> dict:
        """The keys of the plan itself."""
        head: dict = {}
        if self.maybe("calendar", 0.6):
            head["calendar"] = self.named_calendar()
        if self.maybe("calendar", 0.2):
            head["hours_per_day"] = self.rng.choice([7, 8])
        if not self.forward:
            head["launch"] = str(self.launch)
            if self.maybe("timed launch", 0.2):
                head["launch"] += self.rng.choice(["T10:30:00", "T12:00:00", "T17:00:00", "T21:15:00"])
                self.timed = True
            if self.maybe("percent buffer", 0.6):
                head["buffer"] = self.rng.choice(["10%", "25%", "50%", "33%"])
            elif self.maybe("buffer", 0.7):
                head["buffer"] = self.rng.choice(["1d", "2d", "4d", "3h", "90min"])
        if self.forward or self.maybe("start", 0.6):
            head["start"] = self.day(-25, 2) + self.rng.choice(["", "", "T08:00:00", "T14:20:00"])
        return head

    def day(self, first: int, last: int) -> str:
        """A date between so many days before (or after) the launch and so many after it."""
        return str(self.launch + dt.timedelta(days=self.rng.randint(first, last)))

    def named_calendar(self) -> str:
        """The name of a calendar, which the document will then hold."""
        number = self.rng.randrange(CALENDARS)
        self.calendars[f"c{number}"] = calendar(number)
        return f"c{number}"

    def fill(self, task: dict) -> None:
        """Duration, calendar and direction of a task."""
        if not self.maybe("milestones", 0.15):
            task["duration"] = self.duration()
        elif self.rng.random() < 0.5:
            task["duration"] = "0d"
        if self.maybe("margins", 0.5) and "duration" in task and task["duration"] != "0d":
            task |= self.safety(task["duration"])
        if self.maybe("calendars", 0.4):
            task["calendar"] = self.named_calendar()
        if self.maybe("when", 0.3):
            task["when"] = self.rng.choice(["asap", "alap"])

    def safety(self, duration: str) -> dict:
        """A risk factor, a margin or both, in the kind of time of the duration; months stay whole."""
        months = duration.endswith("mo")
        safety: dict = {}
        if self.rng.random() < 0.6:
            safety["risk_factor"] = self.rng.choice([2, 3] if months else [1.1, 1.25, 1.5, 1.33])
        if not safety or self.rng.random() < 0.5:
            units = {"mo": ["1mo", "100%"], "cd": ["1cd", "50%"], "cw": ["1cd"], "eh": ["7eh"], "ed": ["30%"]}
            margins = units.get(
                duration[-2:], ["5emin"] if "emin" in duration else ["1d", "90min", "2h", "15%"]
            )
            safety["margin"] = self.rng.choice(margins)
        return safety

    def duration(self) -> str:
        """A duration of a few days at most, or of a month or two."""
        if self.maybe("month durations", 0.35):
            return self.rng.choice(["1mo", "1mo", "2mo"])
        if self.maybe("estimates", 0.4):
            return self.rng.choice(["1d/2d/6d", "2h/5h/9h", "1d/3d/4d", "0d/1d/1d", "10min/11min/40min"])
        if self.maybe("calendar-day durations", 0.35):
            return self.rng.choice(["1cd", "2cd", "4cd", "1cw"])
        if self.maybe("elapsed durations", 0.35):
            return self.rng.choice(["90emin", "20eh", "1ed", "3ed"])
        if self.maybe("minutes", 0.3):
            return self.rng.choice([f"{self.rng.randint(1, 1500)}min", f"{self.rng.randint(1, 20)}h"])
        return f"{self.rng.randint(1, 4)}d"

    def tree(self) -> list[dict]:
        """The tasks, some of them gathered under summaries, these perhaps under others."""
        row: list[dict] = list(self.tasks)
        for id in ("S", "T", "U")[: self.rng.choice([1, 1, 2, 3]) if "summaries" in self.features else 0]:
            first = self.rng.randrange(len(row))
            last = self.rng.randint(first, min(first + 3, len(row) - 1))
            children = row[first : last + 1]
            self.stretch[id] = (self.stretch[children[0]["id"]][0], self.stretch[children[-1]["id"]][1])
            self.nodes[id] = {"id": id}
            if self.maybe("when", 0.3):
                self.nodes[id]["when"] = self.rng.choice(["asap", "alap"])
            if self.maybe("calendars", 0.3):
                self.nodes[id]["calendar"] = self.named_calendar()
            self.nodes[id]["tasks"] = children
            row[first : last + 1] = [self.nodes[id]]
        return row

    def links_into(self, id: str) -> None:
        """The links that end at a task, a summary or the launch."""
        earlier = [other for other, (_, last) in self.stretch.items() if last < self.stretch[id][0]]
        if self.forward and (id == "launch" or not self.launch_is_linked()):
            earlier = [other for other in earlier if other != "launch"]
        wanted = "forward launch" if self.forward else "launch links"
        if id != "launch" or wanted in self.features:
            count = min(self.rng.choice([0, 1, 1, 2, 2, 3]), len(earlier))
            for other in self.rng.sample(earlier, count):
                self.link(other, id)

    def launch_is_linked(self) -> bool:
        """Whether a task leads to the launch so far."""
        return any(
            str(text).startswith("launch") for node in self.nodes.values() for text in node.get("before", ())
        )

    def link(self, before: str, after: str) -> None:
        """One link, written at one end or the other, as a text or as a mapping."""
        type = "FS"
        if self.maybe("types", 0.5):
            type = self.rng.choice(["SS"] if "tasks" in self.nodes.get(after, {}) else ["SS", "FF", "SF"])
        lag = self.lag(before, after)
        from_start = after == "launch" or (before != "launch" and self.rng.random() < 0.2)
        owner, other = (before, after) if from_start else (after, before)
        text: dict | str = f"{other} {type}{'' if not lag or lag.startswith('-') else '+'}{lag}"
        if type == "FS" and not lag:
            text = other
        if self.rng.random() < 0.2 and after != "launch":
            text = {"task": other, "type": type} | ({"lag": lag} if lag else {})
        self.nodes[owner].setdefault("before" if from_start else "after", []).append(text)

    def lag(self, before: str, after: str) -> str:
        """A lag, empty for none; no working time to an elapsed task, no percent of one or of a milestone."""
        owner = self.nodes.get(before, {"tasks": []})
        if is_elapsed(self.nodes.get(after, {})):
            return ""
        if self.maybe("percent lags", 0.5) and owner.get("duration", "0d") != "0d" and not is_elapsed(owner):
            return self.rng.choice(["50%", "25%", "100%", "33%", "-25%", "-50%", "-7%"])
        if self.maybe("month lags", 0.5):
            return self.rng.choice(["1mo", "1mo", "2mo", "-1mo"])
        if self.maybe("calendar-day lags", 0.5):
            return self.rng.choice(["1cd", "3cd", "1cw", "-1cd", "-2cd"])
        if self.maybe("elapsed lags", 0.5):
            return self.rng.choice(["1ed", "20eh", "45emin", "3ed", "-1ed", "-6eh"])
        if self.maybe("lags", 0.3):
            return self.rng.choice(["1d", "2d", "3h", "100min", "5d"])
        if self.maybe("leads", 0.15):
            return self.rng.choice(["-1d", "-2h", "-130min", "-3d"])
        return ""

    def dates(self, id: str, node: dict, plan_calendar: str | None) -> None:
        """Pins, constraint and deadline of a task or summary."""
        summary = "tasks" in node
        if not summary and not self.forward and self.maybe("pins", 0.25):
            self.pin(id, node, plan_calendar)
        elif self.maybe("constraints", 0.1 if summary else 0.3):
            kinds = SOFT if summary else (*SOFT, "must_start_on", "must_finish_on")
            date = self.day(-20, 8) + self.rng.choice(["", "", "T09:00:00", "T15:30:00"])
            node["constraint"] = {"type": self.rng.choice(kinds), "date": date}
        if self.maybe("deadlines", 0.25):
            node["deadline"] = self.day(-15, 8)

    def pin(self, id: str, task: dict, plan_calendar: str | None) -> None:
        """An offset for the start, the finish or both, more often on the task's own side of the launch."""
        after = self.stretch[id] > self.stretch["launch"]
        low, high = (-1, 12) if after else (-20, -1)
        if self.rng.random() < 0.15:
            low, high = -6, 6
        at, until = sorted((self.rng.randint(low, high), self.rng.randint(low, high)))
        shape = self.rng.choice(["at", "until", "both"])
        if shape == "both" and self.has_work(self.calendar_name(id, plan_calendar), at, until):
            for key in ("duration", "risk_factor", "margin"):
                task.pop(key, None)
            task |= {"at": offset(at), "until": offset(until)}
        else:
            key = "at" if shape == "at" else "until"
            task[key] = self.other_offset(at) if self.maybe("other offsets", 0.6) else offset(at)

    def other_offset(self, days: int) -> str:
        """An offset in open days, weeks, months or, from a timed J, hours."""
        sign = "+" if days > 0 else "-"
        some = [f"J{sign}{max(1, abs(days) // 2)}{unit}" for unit in ("wd", "o")]
        some += [f"S{sign}1", f"S{sign}2", f"M{sign}1"]
        return self.rng.choice(some + ([f"H{sign}4", f"H{sign}30"] if self.timed else []))

    def calendar_name(self, id: str, plan_calendar: str | None) -> str | None:
        """The calendar of a task: its own, or that of the smallest summary around it that has one."""
        first, last = self.stretch[id]
        around = {
            name: self.stretch[name][1] - self.stretch[name][0]
            for name, node in self.nodes.items()
            if "calendar" in node and self.stretch[name][0] <= first and last <= self.stretch[name][1]
        }
        # of two summaries around the same tasks the inner one was made first
        return self.nodes[min(around, key=around.__getitem__)]["calendar"] if around else plan_calendar

    def has_work(self, name: str | None, at: int, until: int) -> bool:
        """Whether a calendar works at all from the day of one offset to that of another."""
        days = [self.launch + dt.timedelta(days=n) for n in range(at, until + 1)]
        return 0 not in (at, until) and any(hours_on(self.calendars.get(name, {}), day) for day in days)


def offset(days: int) -> str:
    """`J-3`, `J` or `J+3`."""
    return f"J{days:+}" if days else "J"
