"""What a plan is made of here: leaf tasks, links between leaves, and the rule that each of them states."""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from .minutes import DAY, Calendar, Window, first_place, last_place

LAUNCH = "launch"
Span = tuple[int, int]
"""A start and a finish."""


@dataclass
class Leaf:
    """
    A task without children.

    It works `minutes` minutes in `calendar`: the twin for a duration in calendar days (then `calendar_days`
    says how many), round the clock for an elapsed one. A task in months works in the twin too, for as long
    as its months are; `minutes` is then of no account.
    """

    id: str
    minutes: int
    calendar: Calendar
    twin: Calendar
    when: str | None = None
    pin: Span | None = None
    bounds: list[tuple[str, int]] = field(default_factory=list)
    deadlines: list[int] = field(default_factory=list)
    calendar_days: Fraction | None = None
    months: int = 0
    window: Window | None = None
    by_clock: bool = False

    @property
    def milestone(self) -> bool:
        """A task with no duration."""
        return self.minutes == 0 and not self.months

    @property
    def days(self) -> Fraction | None:
        """The days it lasts whatever is worked, None for working time."""
        return Fraction(self.minutes, DAY) if self.by_clock else self.calendar_days

    @property
    def places(self) -> range:
        """
        Everywhere the task can be put.

        A milestone can be put at any instant. Work can be put at any worked minute: place k is the k-th one.
        """
        minutes = len(self.calendar.worked)
        if self.months:
            return range(bisect_left(self.calendar.worked, self.calendar.worked[-1] - 32 * self.months * DAY))
        return range(self.calendar.worked[-1]) if self.milestone else range(minutes - self.minutes + 1)

    def span(self, place: int) -> Span:
        """
        Start and finish at a place: work takes the next `minutes` worked minutes, ending with the last.

        Months end at the last closing before the same day of another month.
        """
        if self.milestone:
            return place, place
        worked = self.calendar.worked
        if self.months:
            return worked[place], self.calendar.closing(self.window.months_later(worked[place], self.months))
        return worked[place], worked[place + self.minutes - 1] + 1

    def first(self, good: Callable[[Span], bool]) -> Span:
        """The least dates that are good."""
        return self.span(first_place(self.places, lambda place: good(self.span(place))))

    def last(self, good: Callable[[Span], bool], *, by_start: bool = False) -> Span:
        """
        The greatest dates that are good.

        Months are counted back from the greatest finish that is good. Where it is the start that has to be
        good (`by_start`), that is the finish which the greatest good start has.
        """
        if not self.months or by_start:
            return self.span(last_place(self.places, lambda place: good(self.span(place))))
        ranks = range(self.calendar.work_before(32 * self.months * DAY) + 1, len(self.calendar.worked))
        return self.ending(last_place(ranks, lambda rank: good(self.ending(rank))))

    def ending(self, rank: int) -> Span:
        """Months with so many worked minutes before their finish; they start at an opening."""
        finish = self.calendar.worked[rank - 1] + 1
        begun = self.window.months_later(self.calendar.opening(finish), -self.months)
        return self.calendar.opening(begun), finish

    def earliest(self, spans: Iterable[Span]) -> Span:
        """The least of several latest dates: of months, those that end first, counted back from there."""
        if not self.months:
            return min(spans)
        return self.ending(self.calendar.work_before(min(finish for _, finish in spans)))

    def not_before(self, instant: int, other: int) -> bool:
        """Whether an end of this task is at or after another instant: for work, up to time without work."""
        return instant >= other if self.milestone else self.calendar.work_between(other, instant) >= 0

    def not_after(self, instant: int, other: int) -> bool:
        """Whether an end of this task is at or before another instant: for work, up to time without work."""
        return instant <= other if self.milestone else self.calendar.work_between(instant, other) >= 0

    def obeys_floors(self, span: Span) -> bool:
        """Whether the dates respect the no-earlier-than dates."""
        return all(
            self.not_before(span[kind.startswith("finish")], instant)
            for kind, instant in self.bounds
            if kind.endswith("no_earlier_than")
        )

    def obeys_ceilings(self, span: Span) -> bool:
        """Whether the dates respect the no-later-than dates."""
        return all(self.not_after(span[end], instant) for end, instant in self.ceilings)

    @property
    def ceilings(self) -> list[tuple[int, int]]:
        """The no-later-than dates: 0 for a start or 1 for a finish, and the instant."""
        return [(kind[0] == "f", at) for kind, at in self.bounds if kind.endswith("no_later_than")]

    def under(self, ceilings: list[tuple[int, int]]) -> Span:
        """The greatest dates under no-later-than dates."""
        return self.earliest(
            self.last(lambda span, end=end, at=at: self.not_after(span[end], at), by_start=not end)
            for end, at in ceilings
        )

    def has(self, ending: str) -> bool:
        """Whether one of its bounds is of this sort."""
        return any(kind.endswith(ending) for kind, _ in self.bounds)

    def must(self) -> Span | None:
        """The dates a must gives: its next opening for a start, its last closing for a finish."""
        for kind, instant in self.bounds:
            if kind == "must_start_on":
                return self.starting(instant)
            if kind == "must_finish_on":
                return self.finishing(instant)
        return None

    def starting(self, instant: int) -> Span:
        """The task put at an instant, or at the next opening when it is work."""
        return self.first(lambda span: span[0] >= instant)

    def finishing(self, instant: int) -> Span:
        """The task ending at an instant, or at the last closing before it when it is work."""
        return self.last(lambda span: span[1] <= instant)


@dataclass(frozen=True)
class Link:
    """
    One dependency between two leaves, or a leaf and the launch.

    The lag is counted in the working time of the successor (`measure` "work"), in its everyday twin ("twin")
    or by the clock ("clock"), in minutes; or in months ("months").
    """

    predecessor: str
    successor: str
    type: str
    lag: int
    measure: str
    calendar: Calendar
    twin: Calendar
    to_milestone: bool
    written: bool = True
    window: Window | None = None

    def ends(self, predecessor: Span, successor: Span) -> Span:
        """The linked ends: F or S of the predecessor, then S or F of the successor."""
        return predecessor[self.type[0] == "F"], successor[self.type[1] == "F"]

    def holds(self, predecessor: Span, successor: Span) -> bool:
        """
        Whether there is at least the lag between the linked ends.

        For FS and FF to a milestone with a lag of 0 or more the instants must be in order as well. When the
        lag is not working time, the end of the successor is read as its next opening, but for a milestone,
        which stands where it stands. Months are added to the next opening, in the twin, of the end of the
        predecessor.
        """
        before, after = self.ends(predecessor, successor)
        if self.measure == "work":
            enough = self.calendar.work_between(before, after) >= self.lag
        elif self.measure == "months":
            reached = self.window.months_later(self.twin.opening(before), self.lag)
            enough = self.opened(after) >= reached
        elif self.measure == "twin":
            enough = self.twin.work_between(before, self.opened(after)) >= self.lag
        else:
            enough = self.opened(after) - before >= self.lag
        return enough and self.in_order(before, after)

    def kept(self, predecessor: Span, successor: Span) -> bool:
        """Whether the link holds, looked at from either end: nobody is asked for more than one of them."""
        return self.holds(predecessor, successor) or self.admits(predecessor, successor)

    def opened(self, after: int) -> int:
        """The end of the successor that a lag which is not working time is counted to."""
        return after if self.to_milestone else self.calendar.opening(after)

    def in_order(self, before: int, after: int) -> bool:
        """Whether the instants are in order, where they must be."""
        return self.type[0] == "S" or not self.to_milestone or self.lag < 0 or before <= after

    def admits(self, predecessor: Span, successor: Span) -> bool:
        """
        Whether the link holds, looked at from its successor.

        That is the same but for months: the last of a month plus one is clamped, and so is its way back.
        """
        if self.measure != "months":
            return self.holds(predecessor, successor)
        before, after = self.ends(predecessor, successor)
        latest = self.window.months_later(self.opened(after), -self.lag)
        return before <= latest and self.in_order(before, after)


@dataclass
class Plan:
    """A plan document, read: `launch` is None in a forward plan, `start` is None when it is not written."""

    window: Window
    calendar: Calendar
    twin: Calendar
    launch: int | None
    start: int | None
    buffer: int
    buffer_percent: Fraction
    day: Fraction
    leaves: dict[str, Leaf]
    links: list[Link]
    summaries: dict[str, tuple[Calendar, list[str]]]
    forward: bool

    def into(self, id: str) -> list[Link]:
        """The links that end at a task."""
        return [link for link in self.links if link.successor == id]

    def out_of(self, id: str) -> list[Link]:
        """The links that begin at a task."""
        return [link for link in self.links if link.predecessor == id]
