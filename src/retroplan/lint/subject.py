"""What the rules of `check` look at: a plan, its schedule, and what several of them ask for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TypeAlias

from attrs import evolve, frozen

from retroplan.analysis.products import Product, products
from retroplan.analysis.roles import Cast
from retroplan.calendars import Calendar
from retroplan.errors import CalendarError, Finding
from retroplan.model.link import Link
from retroplan.model.moments import is_day
from retroplan.model.parts import own_work
from retroplan.model.places import Place, places
from retroplan.model.plan import Plan
from retroplan.model.spending import spends
from retroplan.model.task import LAUNCH, Task
from retroplan.model.validation import dated_by_both, points_of
from retroplan.model.work import Immediate
from retroplan.resources.costing import budget
from retroplan.resources.sums import Budget
from retroplan.result import Schedule


@frozen
class WrittenLink:
    """A link, the path of it in the document, and the id of the task it stands in."""

    path: str
    task: str
    link: Link


@frozen(slots=False, eq=False)
class Subject:
    """
    A sound plan that is checked.

    Attributes
    ----------
    plan
        The plan.
    schedule
        Its schedule; None where it has neither launch nor start. Rules that need one then say nothing.
    """

    plan: Plan
    schedule: Schedule | None = None

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every task with its path and the summaries above it, in document order."""
        return tuple(places(self.plan))

    @cached_property
    def leaves(self) -> tuple[Place, ...]:
        """The tasks without children, less the launch."""
        return tuple(place for place in self.places if not place.task.tasks and place.task.id != LAUNCH)

    @cached_property
    def paths(self) -> dict[str, str]:
        """The path of each task, by id."""
        return {place.task.id: place.path for place in self.places}

    @cached_property
    def cast(self) -> Cast:
        """Who is what on each task."""
        return Cast(self.plan)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Everything that is handed over."""
        return products(self.plan, self.schedule)

    @cached_property
    def links(self) -> tuple[WrittenLink, ...]:
        """Every link as it is written, in document order."""
        return tuple(self._links())

    def _links(self) -> Iterator[WrittenLink]:
        for place in self.places:
            for side, links in (("after", place.task.after), ("before", place.task.before)):
                for number, link in enumerate(links):
                    yield WrittenLink(f"{place.path}.{side}[{number}]", place.task.id, link)
        for number, link in enumerate(self.plan.links):
            yield WrittenLink(f"links[{number}]", link.successor, link)

    @cached_property
    def linked(self) -> frozenset[str]:
        """Ids of the tasks at the ends of links; a link of a summary holds for everything below it."""
        ends = {end for item in self.links for end in (item.link.predecessor, item.link.successor)}
        return frozenset(
            place.task.id
            for place in self.places
            if any(task.id in ends for task in (place.task, *place.parents))
        )

    @cached_property
    def budget(self) -> Budget | None:
        """What the plan costs; None where that cannot be known yet."""
        try:
            return budget(self.schedule) if self.schedule is not None and spends(self.plan) else None
        except CalendarError:
            return None  # lead times that leave the calendar, which only orders ask about

    def calendar_of(self, place: Place) -> Calendar:
        """Give the calendar of a task: its own, a summary's or the plan's."""
        named = (task.calendar for task in (place.task, *reversed(place.parents)))
        return self.plan.resolve(next((item for item in named if item is not None), self.plan.calendar))


Find: TypeAlias = Callable[[Subject], Iterator[Finding]]


@frozen
class Rule:
    """
    One rule.

    Attributes
    ----------
    code
        Its code; rules of one kind share the first digit.
    name
        A short name, by which it can be chosen too.
    find
        From a subject to what the rule has to say.
    asked
        Whether it speaks only when it is selected.
    """

    code: str
    name: str
    find: Find
    asked: bool = False


def has_work(task: Task) -> bool:
    """Whether a task lasts; what two pins or dates fix lasts, unless they are one instant."""
    if task.in_parts:
        _, work = own_work(task)
        sending = task.waves.sending if task.waves else None
        axes = task.for_each.axes if task.for_each is not None else ()
        if any("duration" in one.changes for axis in axes for _, one in axis.variants or ()):
            return True
        return has_work(work) or has_work(evolve(work, duration=sending))
    if dated_by_both(task):
        return task.start is None or task.start != task.finish or is_day(task.start)
    return any(point.amount for point in points_of(task))


def is_placed(task: Task) -> bool:
    """Whether anything but links says when a task is."""
    pins = (task.at, task.until, task.start, task.finish, task.waves, task.repeat, task.span)
    dated = any(place is not None for place in (*pins, task.constraint, task.deadline))
    return dated or isinstance(task.duration, Immediate)


def is_named(task: Task) -> bool:
    """Whether a task names somebody who does it, itself or for each of what it is made for."""
    return any(name.strip() for name in task.names) or each_has(task, "responsible")


def each_has(task: Task, key: str) -> bool:
    """Whether a task is made for each of several, and each of these has a value of its own."""
    axes = task.for_each.axes if task.for_each is not None else ()
    return any(axis.variants and all(getattr(one, key) for _, one in axis.variants) for axis in axes)
