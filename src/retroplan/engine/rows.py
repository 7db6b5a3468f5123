"""From work to dates: how starts, finishes and milestones print."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from retroplan.calendars import moment
from retroplan.calendars.lags import add_months
from retroplan.engine.frame import DAY, LOWER, ROWS
from retroplan.engine.kinds import Kind
from retroplan.engine.passes import Dates
from retroplan.engine.slack import FreeSlack, total_slack
from retroplan.engine.solve import Solution
from retroplan.model.moments import moment_instant
from retroplan.offsets import day_offset
from retroplan.scheduled import Driver, ScheduledTask


@frozen
class Printer:
    """Prints the instants of a solution."""

    solution: Solution

    def task(self, number: int, dates: Dates) -> tuple[int, int]:
        """Give the instants at which a node's start and finish print."""
        node = self.solution.frame.network.nodes[number]
        if number == self.solution.frame.network.launch:
            t = launch_instant(self.solution, dates)
            assert t is not None
            return t, t
        if self.solution.frame.duration[number] == 0 and not node.months:
            t = self.milestone(number, dates)
            return t, t
        return node.clock.opening(dates.start[number]), node.clock.closing(dates.finish[number])

    def milestone(self, number: int, dates: Dates) -> int:
        """
        Give the instant at which a milestone prints.

        At the closing when it is before J or when a predecessor's finish leaves no work
        before it, else at the opening; one with a date of its own on that day, if it is open.
        """
        frame = self.solution.frame
        node = frame.network.nodes[number]
        t = node.clock.closing(dates.start[number])
        work = node.time.worked(t)
        closing, opening = node.time.closing(work), node.time.opening(work)
        if number in frame.own_days and dates is self.solution.planned:
            first = frame.own_days[number] * DAY
            if node.time.worked(first + DAY) > node.time.worked(first):  # its day is open
                return opening if opening // DAY == first // DAY else closing
        if closing < self._lower(number):
            return opening
        if self._before_launch(number, t) or self._closes(number, dates, work):
            return max(closing, min(t, self._last_finish(number, dates)))
        return opening

    def _lower(self, number: int) -> int:
        """Give the last date before which a milestone may not stand, nor print."""
        given = self.solution.given_start
        instants = [given] if given is not None else []
        for _, constraint in self.solution.frame.network.nodes[number].constraints:
            if ROWS[constraint.type] == LOWER:
                instants.append(moment_instant(constraint.date, finish=constraint.type.on_finish))
        return max(instants, default=0)

    def _last_finish(self, number: int, dates: Dates) -> int:
        """Give the last finish that a milestone waits for: other calendars may end after its closing."""
        nodes, duration = self.solution.frame.network.nodes, self.solution.frame.duration
        finishes = []
        for source in _finishing(self.solution, number):
            t = nodes[source].clock.closing(dates.finish[source])
            time = nodes[source].time
            # A milestone may stand on a closed day, where nothing prints.
            finishes.append(t if duration[source] else time.closing(time.worked(t)))
        return max(finishes, default=0)

    def _before_launch(self, number: int, t: int) -> bool:
        launch = self.solution.frame.launch
        if launch is None:
            return False
        time = self.solution.frame.network.nodes[number].time
        return self.solution.kinds.of[number] is Kind.BEFORE or time.worked(t) < time.worked(launch)

    def _closes(self, number: int, dates: Dates, work: int) -> bool:
        """Whether a predecessor's finish leaves no work before the milestone, and no lag ends behind it."""
        frame = self.solution.frame
        node, closing = frame.network.nodes[number], frame.network.nodes[number].time.closing(work)
        for tie_number in frame.network.before[number]:
            tie, crossing = frame.network.ties[tie_number], frame.crossings[tie_number]
            if crossing is not None and crossing.exact:
                end = (dates.start if tie.type.from_start else dates.finish)[tie.source]
                if node.clock.closing(crossing.reach(end)) > closing:
                    return False
        for source in _finishing(self.solution, number):
            end = frame.network.nodes[source].clock.closing(dates.finish[source])
            if node.time.worked(end) == work:
                return True
        return False


def _finishing(solution: Solution, number: int) -> Iterable[int]:
    """Yield the nodes whose finish holds a milestone, through gates, the launch excepted."""
    network = solution.frame.network
    pending = [number]
    while pending:
        for tie_number in network.before[pending.pop()]:
            tie = network.ties[tie_number]
            if tie.type.from_start or tie.source == network.launch:
                continue
            if network.is_gate(tie.source):
                pending.append(tie.source)
            else:
                yield tie.source


@frozen
class Row:
    """What the dates of one task come from: instants and minutes."""

    start: int
    finish: int
    early_start: int
    early_finish: int
    late_start: int
    late_finish: int
    work_finish: int
    total: int
    free: int
    day: int
    pinned: bool = False
    open_ended: bool = False


def leaf_row(solution: Solution, free: FreeSlack, number: int) -> Row:
    """Make the row of one task without children."""
    printer = Printer(solution)
    node = solution.frame.network.nodes[number]
    start, finish = printer.task(number, solution.planned)
    early = printer.task(number, solution.early)
    late = printer.task(number, solution.late)
    work_finish = finish
    if node.months > node.work_months:
        work_finish = node.clock.closing(node.clock.worked(add_months(start, node.work_months)))
    elif node.duration > node.work and not node.months and number not in _two_pins(solution):
        work_finish = node.clock.closing(solution.planned.start[number] + node.work)
    if number == solution.ends.launch:
        total = free_slack = 0
    else:
        total, free_slack = total_slack(solution, number), free.of(number)
    pinned = number in solution.frame.pins
    return Row(start, finish, *early, *late, work_finish, total, free_slack, node.day, pinned)


def _two_pins(solution: Solution) -> set[int]:
    pins = solution.frame.pin_instants
    return {number for number, (at, until) in pins.items() if at is not None and until is not None}


def summary_row(solution: Solution, free: FreeSlack, rows: list[Row], task_id: str) -> Row:
    """Roll up the rows of a summary's leaves; its slack is that of the rolled-up dates in its calendar."""
    calendar = solution.frame.network.calendars[task_id]
    time = calendar.working_time()
    early_start, early_finish = min(row.early_start for row in rows), max(row.early_finish for row in rows)
    late_start, late_finish = min(row.late_start for row in rows), max(row.late_finish for row in rows)
    total = min(
        time.worked(late_start) - time.worked(early_start),
        time.worked(late_finish) - time.worked(early_finish),
    )
    gaps = free.of_summary(task_id, time, early_start, early_finish)
    return Row(
        min(row.start for row in rows), max(row.finish for row in rows),
        early_start, early_finish, late_start, late_finish,
        max(row.work_finish for row in rows),
        total, max(0, min(gaps, default=total)), calendar.usual_minutes,
    )  # fmt: skip


@frozen
class Dresser:
    """Turns rows into scheduled tasks, with offsets and days."""

    solution: Solution

    def dress(
        self,
        task_id: str,
        name: str,
        wbs: str,
        kind: str,
        row: Row,
        *,
        critical: bool,
        offset: str,
        driver: Driver,
    ) -> ScheduledTask:
        """Make the public record of one row."""
        start_date, finish_date = self._days(row, kind)
        days = [self._days_from_launch(day) for day in (start_date, finish_date)]
        working = [self._working_days_from_launch(day) for day in (start_date, finish_date)]
        if row.open_ended:
            days[1] = working[1] = None
        return ScheduledTask(
            id=task_id, name=name, wbs=wbs, kind=kind,
            start=moment(row.start), finish=moment(row.finish),
            early_start=moment(row.early_start), early_finish=moment(row.early_finish),
            late_start=moment(row.late_start), late_finish=moment(row.late_finish),
            start_date=start_date, finish_date=finish_date, work_finish=moment(row.work_finish),
            total_slack_days=row.total / row.day, free_slack_days=row.free / row.day,
            total_slack_minutes=row.total, free_slack_minutes=row.free,
            offset_start=days[0], offset_finish=days[1],
            offset_start_working=working[0], offset_finish_working=working[1],
            offset=offset or ("" if days[0] is None else day_offset(days[0])),
            critical=critical, pinned=row.pinned, driver=driver, open_ended=row.open_ended,
        )  # fmt: skip

    def _days(self, row: Row, kind: str) -> tuple[date, date]:
        """Give the days of a row: a finish at midnight belongs to the day before."""
        if kind == "milestone" or (kind == "hammock" and row.start == row.finish):
            day = row.finish if self._opens(row) else row.finish - 1
            return date.fromordinal(day // DAY), date.fromordinal(day // DAY)
        return date.fromordinal(row.start // DAY), date.fromordinal((row.finish - 1) // DAY)

    def _opens(self, row: Row) -> bool:
        """Whether a milestone at midnight begins its day: the launch does, a closing does not."""
        launch = self.launch_instant
        return row.finish % DAY != 0 or launch is None or row.finish >= launch

    @property
    def launch_instant(self) -> int | None:
        """The instant of J, also where a forward plan found it."""
        return launch_instant(self.solution)

    def _days_from_launch(self, day: date) -> int | None:
        launch = self.launch_instant
        return None if launch is None else day.toordinal() - launch // DAY

    def _working_days_from_launch(self, day: date) -> int | None:
        """Count open days: before J those in [day, J), after it those in (J, day]."""
        launch = self.launch_instant
        if launch is None:
            return None
        calendar = self.solution.frame.network.calendar
        first = date.fromordinal(launch // DAY)
        if day <= first:
            return -calendar.count_days(day, first)
        # by the days themselves: the last day of the year 9999 has none after it
        return calendar.count_days(first, day) + calendar.is_open(day) - calendar.is_open(first)


def launch_instant(solution: Solution, dates: Dates | None = None) -> int | None:
    """Give the instant of J: as written, or where a forward plan puts it, planned unless told otherwise."""
    network = solution.frame.network
    if solution.frame.launch is not None or network.launch is None:
        return solution.frame.launch
    node = network.nodes[network.launch]
    t = node.clock.closing((dates or solution.planned).start[network.launch])
    return node.time.opening(node.time.worked(t))
