"""Launch dates side by side: which of them work, and what each one runs into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from attrs import asdict, frozen

from retroplan.calendars import Calendar
from retroplan.engine.answers import solution_of
from retroplan.engine.compute import schedule
from retroplan.engine.findings import find_findings
from retroplan.engine.frame import DAY
from retroplan.engine.slack import total_slack
from retroplan.engine.solve import Solution
from retroplan.errors import PlanError, error
from retroplan.language import Phrase, plain
from retroplan.model.estimate import Basis
from retroplan.model.moments import Moment, is_day, parse_moment
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.network import Network, compile
from retroplan.result import Schedule

MOST_DAYS = 2 * 366


@frozen
class ClosedDay:
    """
    A day on which nobody works though the week would.

    Attributes
    ----------
    date
        The day.
    reason
        The public holiday or the closure.
    """

    date: date
    reason: Phrase

    def text(self, lang: str = "en") -> str:
        """Put it into words."""
        return Phrase("day-closed", {"date": self.date, "reason": self.reason}).text(lang)

    def to_record(self) -> dict[str, object]:
        """Give the day as a JSON-safe mapping."""
        return {"date": plain(self.date), "reason": plain(self.reason)}


@frozen(kw_only=True)
class LaunchCandidate:
    """
    What a launch on one date would mean.

    Attributes
    ----------
    launch
        The date, with the time of day of the plan's launch if it has one.
    closed
        Why J itself is closed in the calendar of the plan; None if it is open.
    feasible
        Whether everything can be met.
    missing_days
        The most working days that any conflict misses.
    first_day
        The first day of work; of the first milestone where there is no work.
    closed_days
        Public holidays and closures of the plan's calendar from the first day of work up to J.
    finding_count
        How many findings the schedule has, a search for another launch left out.
    critical_path
        The longest chain into the launch.
    critical
        The tasks without slack, in document order; the launch and summaries left out.
    became_critical
        Those of them that are not critical with the launch of the plan; none if it has none.
    """

    launch: Moment
    closed: Phrase | None
    feasible: bool
    missing_days: float
    first_day: date
    closed_days: tuple[ClosedDay, ...]
    finding_count: int
    critical_path: tuple[str, ...]
    critical: tuple[str, ...]
    became_critical: tuple[str, ...]

    def to_record(self) -> dict[str, Any]:
        """Give the candidate as a JSON-safe mapping with stable keys."""
        record = {name: plain(value) for name, value in asdict(self, recurse=False).items()}
        return record | {"closed_days": [day.to_record() for day in self.closed_days]}


def launch_window(
    plan: Plan | Network,
    first: Moment | str,
    last: Moment | str,
    *,
    only_open: bool = False,
    start: Moment | str | None = None,
    basis: str | Basis | None = None,
) -> tuple[LaunchCandidate, ...]:
    """
    Try every launch date between two days.

    The plan is compiled once, then scheduled for each of them; two years are tried at most.

    Parameters
    ----------
    plan
        The plan, or a network compiled from it; it need not have a launch.
    first, last
        The first and the last date tried; times of day are left out.
    only_open
        Try only the open days of the plan's calendar.
    start, basis
        As for `schedule`. Without a written start a plan is always feasible for its links: it
        begins as early as it has to.

    Raises
    ------
    PlanError
        The plan cannot be understood, `last` comes before `first`, or they lie too far apart.

    Examples
    --------
    >>> import retroplan as rp
    >>> plan = rp.Plan("Demo", start="2026-06-01", tasks=[rp.Task("write", duration="5d")])
    >>> [str(found.launch) for found in rp.launch_window(plan, "2026-06-05", "2026-06-08") if found.feasible]
    ['2026-06-06', '2026-06-07', '2026-06-08']
    """
    days = _days(first, last)
    network, own = _prepared(plan, days[0], start, basis)
    calendar = network.calendar
    critical = None if own is None else frozenset(_critical(solution_of(schedule(network, launch=own))))
    closed = _closures(calendar)
    return tuple(
        _candidate(schedule(network, launch=_at(day, own)), critical, closed)
        for day in days
        if not only_open or calendar.is_open(day)
    )


def _days(first: Moment | str, last: Moment | str) -> list[date]:
    one, other = (_day(value, name) for value, name in ((first, "first"), (last, "last")))
    count = (other - one).days + 1
    if count < 1:
        raise PlanError(error("window-reversed", "last", first=one, last=other))
    if count > MOST_DAYS:
        raise PlanError(error("window-too-long", "last", days=count, limit=MOST_DAYS))
    return [one + timedelta(days=number) for number in range(count)]


def _day(value: Moment | str, name: str) -> date:
    try:
        return date.fromordinal(parse_moment(value).toordinal())
    except PlanError as problem:
        raise PlanError([finding.at(name) for finding in problem.findings]) from None


def _prepared(
    plan: Plan | Network, day: date, start: Moment | str | None, basis: str | Basis | None
) -> tuple[Network, Moment | None]:
    """Compile a plan that has a launch, and tell which launch was its own."""
    source = plan.plan if isinstance(plan, Network) else plan
    if not isinstance(source, Plan):
        raise TypeError(
            f"launch_window takes a Plan or a Network, not {type(source).__name__}; read it first"
        )
    own = source.launch
    if basis is None:
        basis = plan.basis if isinstance(plan, Network) else Basis.EXPECTED
    changes: dict[str, Any] = {} if start is None else {"start": parse_moment(start)}
    if own is None:
        changes["launch"] = day
    if isinstance(plan, Network) and not changes and plan.basis is basis:
        return plan, own
    return compile(source.replace(**changes), basis=basis), own


def _at(day: date, usual: Moment | None) -> Moment:
    """Put the time of day of the usual launch on a day."""
    if usual is None or is_day(usual):
        return day
    assert isinstance(usual, datetime)
    return datetime.combine(day, usual.time())


def _candidate(
    found: Schedule, usual: frozenset[str] | None, closed: Callable[[int], Phrase | None]
) -> LaunchCandidate:
    solution = solution_of(found)
    plan, launch = found.plan, solution.frame.launch
    assert plan.launch is not None
    assert launch is not None
    first = _first_day(found, solution)
    critical = _critical(solution)
    became = () if usual is None else tuple(task_id for task_id in critical if task_id not in usual)
    return LaunchCandidate(
        launch=plan.launch,
        closed=solution.frame.network.calendar.why_closed(date.fromordinal(launch // DAY)),
        feasible=found.feasible,
        missing_days=found.missing_days,
        first_day=first,
        closed_days=tuple(_hit(first.toordinal(), launch // DAY, closed)),
        finding_count=len(find_findings(solution)),
        critical_path=found.critical_path,
        critical=critical,
        became_critical=became,
    )


def _first_day(found: Schedule, solution: Solution) -> date:
    """Give the day of the first planned start; milestones count only where there is no work at all."""
    network, planned = solution.frame.network, solution.planned
    starts = [
        node.clock.opening(planned.start[number])
        for number, node in enumerate(network.nodes[: len(network.index)])
        if node.months or solution.frame.duration[number]
    ]
    if starts:
        return date.fromordinal(min(starts) // DAY)
    milestones = [found[task_id].start_date for task_id in network.index if task_id != LAUNCH]
    return min(milestones, default=found[LAUNCH].start_date)


def _critical(solution: Solution) -> tuple[str, ...]:
    """Name the tasks without slack, in document order."""
    network = solution.frame.network
    return tuple(
        node.id
        for number, node in enumerate(network.nodes[: len(network.index)])
        if number != network.launch and total_slack(solution, number) <= 0
    )


def _closures(calendar: Calendar) -> Callable[[int], Phrase | None]:
    """Name the holiday or closure of a day; each day is looked up once for all candidates."""

    @cache
    def closed(day: int) -> Phrase | None:
        reason = calendar.why_closed(date.fromordinal(day))
        return None if reason is None or reason.code == "closed-weekday" else reason

    return closed


def _hit(first: int, launch: int, closed: Callable[[int], Phrase | None]) -> Iterator[ClosedDay]:
    for day in range(first, launch):
        reason = closed(day)
        if reason is not None:
            yield ClosedDay(date.fromordinal(day), reason)
