"""What books the resources of a plan, and where two bookings want the same thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from attrs import asdict, frozen

from retroplan.calendars import Closure, day_of, instant, moment
from retroplan.errors import Finding, warning
from retroplan.language import plain
from retroplan.resources.dated import Span, Used, checked
from retroplan.result import Schedule

_DAY = 1440


@frozen(kw_only=True)
class Booking:
    """
    A use of a resource by a task.

    Attributes
    ----------
    resource, name
        Key of the resource, and what people call it.
    task
        Id of the task.
    quantity
        How many of it.
    start, finish
        From when to when; the margin of the task is left out.
    """

    resource: str
    name: str
    task: str
    quantity: int
    start: datetime
    finish: datetime

    def to_record(self) -> dict[str, Any]:
        """Give the booking as a flat mapping."""
        return asdict(self)

    def to_document(self) -> dict[str, Any]:
        """Give the booking as JSON-safe data."""
        return {name: plain(value) for name, value in self.to_record().items()}


@frozen(kw_only=True)
class BookingConflict:
    """
    A time in which more of a resource is booked than there is, or in which it cannot be used.

    Attributes
    ----------
    resource, name
        Key of the resource, and what people call it.
    tasks
        Ids of the tasks that book it, in the order in which they begin.
    start, finish
        From when to when.
    booked, quantity
        How many are booked, and how many there are; none on days on which it is closed.
    """

    resource: str
    name: str
    tasks: tuple[str, ...]
    start: datetime
    finish: datetime
    booked: int
    quantity: int

    def to_record(self) -> dict[str, Any]:
        """Give the conflict as a flat mapping."""
        return asdict(self, recurse=False)

    def to_document(self) -> dict[str, Any]:
        """Give the conflict as JSON-safe data."""
        return {name: plain(value) for name, value in self.to_record().items()}

    def to_finding(self) -> Finding:
        """Give the conflict as a warning among other findings."""
        if not self.quantity:
            first, last = self.start.date(), self.finish.date()
            return warning("booked-closed", name=self.name, start=first, finish=last, tasks=self.tasks)
        return warning(
            "booked-twice", name=self.name, start=self.start, finish=self.finish, booked=self.booked,
            has=self.quantity, tasks=self.tasks,
        )  # fmt: skip

    def text(self, lang: str = "en") -> str:
        """Put the conflict into words."""
        return self.to_finding().text(lang)


@frozen(kw_only=True)
class Bookings:
    """
    The bookings of a schedule.

    Attributes
    ----------
    bookings
        By resource in the order of the plan, then by start.
    conflicts
        Where they cannot all be met, in the same order.
    """

    bookings: tuple[Booking, ...]
    conflicts: tuple[BookingConflict, ...]

    def to_records(self) -> list[dict[str, Any]]:
        """Give every booking as a flat mapping; pandas and polars take the list as it is."""
        return [booking.to_record() for booking in self.bookings]

    def to_document(self) -> dict[str, Any]:
        """Give bookings and conflicts as JSON-safe data with stable keys."""
        return {
            "bookings": [booking.to_document() for booking in self.bookings],
            "conflicts": [conflict.to_document() for conflict in self.conflicts],
        }


def bookings(schedule: Schedule) -> Bookings:
    """
    List what books the plan's resources, and where more is booked than there is.

    What a task names that is no resource of the plan is kept as it is and never in conflict.

    Parameters
    ----------
    schedule
        The schedule.

    Raises
    ------
    TypeError
        `schedule` is no schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [rp.Task(name, duration="1d", uses="room") for name in ("sales", "support")]
    >>> plan = rp.Plan(launch="2026-06-15", resources={"room": "Salle 3"}, tasks=tasks)
    >>> print(rp.bookings(rp.schedule(plan)).conflicts[0].text())
    2 × Salle 3 booked from Fri 12 Jun 2026 08:00 to Fri 12 Jun 2026 17:00, available: 1 (sales, support)
    """
    dated = checked(schedule, "bookings")
    found: dict[str, list[tuple[Booking, Used]]] = {key: [] for key in dated.plan.resources}
    for used in sorted(dated.uses, key=lambda used: used.span.start):
        found[used.key].append((_booking(used), used))
    return Bookings(
        bookings=tuple(booking for each in found.values() for booking, _ in each),
        conflicts=tuple(conflict for each in found.values() if each for conflict in _conflicts(each)),
    )


def _booking(used: Used) -> Booking:
    return Booking(
        resource=used.key, name=used.name, task=used.task, quantity=used.quantity,
        start=moment(used.span.start), finish=moment(used.span.finish),
    )  # fmt: skip


def _conflicts(found: Sequence[tuple[Booking, Used]]) -> Iterator[BookingConflict]:
    """Yield the conflicts of one resource, given all that books it by start."""
    first = found[0][1]
    quantity = first.resource.quantity
    for start, finish, at_once in _crowds([booking for booking, _ in found], quantity):
        yield BookingConflict(
            resource=first.key, name=first.name, tasks=tuple(dict.fromkeys(each.task for each in at_once)),
            start=start, finish=finish, booked=sum(each.quantity for each in at_once), quantity=quantity,
        )  # fmt: skip
    for booking, used in found:
        for first_day, last in _closed(used.span, used.resource.closed):
            yield BookingConflict(
                resource=first.key, name=first.name, tasks=(booking.task,), booked=booking.quantity,
                quantity=0, start=datetime(first_day.year, first_day.month, first_day.day),
                finish=datetime(last.year, last.month, last.day, 23, 59),
            )  # fmt: skip


def _crowds(
    found: Sequence[Booking], quantity: int
) -> Iterator[tuple[datetime, datetime, tuple[Booking, ...]]]:
    """Yield each time in which more is booked than there is, and all that is booked then; by start."""
    begin: dict[datetime, list[int]] = {}
    end: dict[datetime, list[int]] = {}
    for number, booking in enumerate(found):
        if booking.start < booking.finish:
            begin.setdefault(booking.start, []).append(number)
            end.setdefault(booking.finish, []).append(number)
    current: dict[int, Booking] = {}
    booked = 0
    for start, finish in pairwise(sorted(begin.keys() | end.keys())):
        for number in end.get(start, ()):
            booked -= current.pop(number).quantity
        for number in begin.get(start, ()):
            current[number] = found[number]
            booked += found[number].quantity
        if booked > quantity:
            yield start, finish, tuple(current.values())


def _closed(span: Span, closed: Iterable[Closure]) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each closure on which a booking has work."""
    for closure in closed:
        start = max(span.start, instant(closure.first))
        finish = min(span.finish, instant(closure.last) + _DAY)
        if start < finish and span.time.worked(start) < span.time.worked(finish):
            first, last = span.time.worked(start), span.time.worked(finish)
            yield day_of(span.time.opening(first)), day_of(span.time.closing(last) - 1)
