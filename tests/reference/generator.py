"""
Small random plan documents, the same for the same random numbers.

A plan is drawn from a set of features; without any it has finish-to-start links, a launch and one calendar. What
the library refuses is never drawn: cycles, FF and SF to a summary, pins and musts on a summary, pins without work.
"""

import datetime as dt
from functools import lru_cache
from random import Random

from .minutes import WEEKDAYS, USUAL_HOURS

CORE = frozenset({"types", "lags", "leads", "minutes", "milestones", "calendar", "timed launch"})
SIDES = frozenset({"launch links", "after", "neither"})
FEATURES = frozenset(
    {
        *CORE,
        *SIDES,
        "buffer",
        "start",
        "pins",
        "open-day pins",
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
    }
)
CALENDARS = 24
"""How many different calendars are drawn from: few enough to be laid out once each."""

FIRST_LAUNCH = dt.date(2026, 3, 16)
WEEKS = (
    (*[USUAL_HOURS] * 5, (), ()),
    (*[USUAL_HOURS] * 6, ()),
    ((USUAL_HOURS),) * 7,
    (("09:00-12:30", "14:00-17:45"), ("08:00-12:00",), (), USUAL_HOURS, ("08:00-16:00",), (), ()),
    (("06:00-14:00", "14:30-22:00"),) * 5 + (("07:00-11:00",), ()),
    ((), ("10:00-19:00",), ("10:00-19:00",), ("10:00-19:00",), ("10:00-21:00",), ("10:00-19:00",), ()),
)


@lru_cache
def calendar(number: int) -> dict:
    """One of the calendars: a usual or odd week, a few closed days, sometimes an opened one."""
    rng = Random(f"calendar {number}")
    spec: dict = {"week": dict(zip(WEEKDAYS, map(list, WEEKS[number % len(WEEKS)]), strict=True))}
    days = [FIRST_LAUNCH + dt.timedelta(days=n) for n in range(-60, 60)]
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


class Drawing:
    """
    One plan being drawn.

    Tasks stand in an order, the launch among them, and links only lead onwards in it: so no cycle can arise. A
    summary covers a stretch of that order.
    """

    def __init__(self, rng: Random, features: frozenset[str]) -> None:
        assert features <= FEATURES, features - FEATURES
        self.rng = rng
        self.features = features
        self.count = rng.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9])
        ranks = list(range(self.count))
        self.launch_rank = float(self.count)
        if "after" in features and rng.random() < 0.8:
            self.launch_rank = rng.randint(0, self.count) - 0.5
        self.tasks = [{"id": "abcdefghi"[rank]} for rank in ranks]
        self.reach: dict[str, tuple[float, float]] = {task["id"]: (n, n) for n, task in enumerate(self.tasks)}
        self.reach["launch"] = (self.launch_rank, self.launch_rank)
        self.launch = FIRST_LAUNCH + dt.timedelta(days=rng.randint(-10, 10))

    def maybe(self, feature: str, chance: float) -> bool:
        """Whether to use a feature here."""
        return feature in self.features and self.rng.random() < chance

    def document(self) -> dict:
        """The whole plan."""
        forward = self.maybe("forward", 1)
        tree = self.tree()
        self.calendars: dict = {}
        head = self.head(forward)
        for task in self.tasks:
            self.fill(task)
        for id in self.reach:
            self.links_into(id, forward)
        if "pins" in self.features and not forward:
            for task in self.tasks:
                self.pin(task)
        self.date(tree)
        if self.calendars:
            head["calendars"] = self.calendars
        if self.maybe("summaries", 0.3) or self.rng.random() < 0.2:
            self.rng.shuffle(tree)
        return head | {"tasks": tree}

    def head(self, forward: bool) -> dict:
        """The keys of the plan itself."""
        head: dict = {}
        if self.maybe("calendar", 0.6):
            head["calendar"] = self.named_calendar()
        if self.maybe("calendar", 0.2):
            head["hours_per_day"] = self.rng.choice([7, 8])
        if not forward:
            head["launch"] = str(self.launch)
            if self.maybe("timed launch", 0.2):
                head["launch"] += self.rng.choice(["T10:30:00", "T12:00:00", "T17:00:00", "T21:15:00"])
            if self.maybe("buffer", 0.7):
                head["buffer"] = self.rng.choice(["1d", "2d", "4d", "3h", "90min"])
        if forward or self.maybe("start", 0.6):
            head["start"] = str(self.launch - dt.timedelta(days=self.rng.randint(-2, 25)))
            head["start"] += self.rng.choice(["", "", "T08:00:00", "T14:20:00"])
        return head

    def named_calendar(self) -> str:
        """The name of a calendar of the document."""
        number = self.rng.randrange(CALENDARS)
        self.calendars[f"c{number}"] = calendar(number)
        return f"c{number}"

    def fill(self, task: dict) -> None:
        """Duration, calendar and direction of a task."""
        if self.maybe("milestones", 0.15):
            if self.rng.random() < 0.5:
                task["duration"] = "0d"
        else:
            task["duration"] = self.duration()
        self.colour(task)

    def duration(self) -> str:
        """A duration of at most four days."""
        if self.maybe("calendar-day durations", 0.35):
            return self.rng.choice(["1cd", "2cd", "4cd", "1cw"])
        if self.maybe("elapsed durations", 0.35):
            return self.rng.choice(["90emin", "20eh", "1ed", "3ed"])
        if self.maybe("minutes", 0.3):
            return self.rng.choice([f"{self.rng.randint(1, 1500)}min", f"{self.rng.randint(1, 20)}h"])
        return f"{self.rng.randint(1, 4)}d"

    def colour(self, task: dict) -> None:
        """What a task has of its own and a summary hands to its children."""
        if self.maybe("calendars", 0.4):
            task["calendar"] = self.named_calendar()
        if self.maybe("when", 0.3):
            task["when"] = self.rng.choice(["asap", "alap"])

    def tree(self) -> list[dict]:
        """The tasks, some of them gathered under summaries."""
        row: list[dict] = list(self.tasks)
        if "summaries" not in self.features:
            return row
        for name in ("S", "T", "U")[: self.rng.choice([1, 1, 2, 3])]:
            first = self.rng.randrange(len(row))
            last = self.rng.randint(first, min(first + 3, len(row) - 1))
            children = row[first : last + 1]
            summary = {"id": name, "tasks": children}
            self.reach[name] = (self.reach[children[0]["id"]][0], self.reach[children[-1]["id"]][1])
            self.colour_summary(summary)
            row[first : last + 1] = [summary]
        return row

    def colour_summary(self, summary: dict) -> None:
        """A direction for all children of a summary."""
        if self.maybe("when", 0.3):
            summary["when"] = self.rng.choice(["asap", "alap"])

    def node(self, id: str, row: list[dict]) -> dict | None:
        """The task or summary with an id, somewhere below."""
        for task in row:
            found = task if task["id"] == id else self.node(id, task.get("tasks", []))
            if found:
                return found
        return None

    def links_into(self, id: str, forward: bool) -> None:
        """The links that end at a task, summary or the launch."""
        earlier = [other for other, (_, last) in self.reach.items() if last < self.reach[id][0]]
        if id == "launch" or forward:
            earlier = [other for other in earlier if other != "launch"]
        if id == "launch" and (forward or "launch links" not in self.features):
            return
        most = self.rng.choice([0, 1, 1, 2, 2, 3])
        for other in self.rng.sample(earlier, min(most, len(earlier))):
            self.link(other, id)

    def link(self, before: str, after: str) -> None:
        """One link, written at one end or the other."""
        type = "FS"
        if self.maybe("types", 0.5):
            type = self.rng.choice(["SS", "SS"] if self.is_summary(after) else ["SS", "FF", "SF"])
        lag = self.lag(before, after)
        at_start = after == "launch" or (before != "launch" and self.rng.random() < 0.2)
        owner, other = (before, after) if at_start else (after, before)
        if self.rng.random() < 0.2:
            text: dict | str = {"task": other, "type": type} | ({"lag": lag} if lag else {})
        elif type == "FS" and not lag:
            text = other
        else:
            text = f"{other} {type}" + (lag if not lag or lag.startswith("-") else f"+{lag}")
        self.holder(owner).setdefault("before" if at_start else "after", []).append(text)

    def is_summary(self, id: str) -> bool:
        """Whether an id is that of a summary."""
        return id in ("S", "T", "U")

    def holder(self, id: str) -> dict:
        """The task or summary that a link is written in."""
        return self.node(id, self.row)

    def lag(self, before: str, after: str) -> str:
        """A lag, empty for none."""
        owner = None if before == "launch" else self.holder(before)
        if after != "launch" and str(self.holder(after).get("duration", "")).rstrip("0123456789").startswith("e"):
            return ""  # what a working lag is for an elapsed task is nobody's business here
        if self.maybe("percent lags", 0.5) and owner and "tasks" not in owner:
            if not str(owner.get("duration", "0d")).rstrip("0123456789").startswith("e"):
                return self.rng.choice(["50%", "25%", "100%", "33%", "-25%", "-50%", "-7%"])
        if self.maybe("calendar-day lags", 0.5):
            return self.rng.choice(["1cd", "3cd", "1cw", "-1cd", "-2cd"])
        if self.maybe("elapsed lags", 0.5):
            return self.rng.choice(["1ed", "20eh", "45emin", "3ed", "-1ed", "-6eh"])
        if self.maybe("lags", 0.3):
            return self.rng.choice(["1d", "2d", "3h", "100min", "5d"])
        if self.maybe("leads", 0.15):
            return self.rng.choice(["-1d", "-2h", "-130min", "-3d"])
        return ""
