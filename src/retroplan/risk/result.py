"""What a simulation found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, frozen

from retroplan.calendars import moment
from retroplan.errors import Finding, PlanError, error, info
from retroplan.language import plain
from retroplan.model.moments import Moment, is_day, moment_instant, parse_moment
from retroplan.model.plan import Plan
from retroplan.network import Network
from retroplan.risk.answers import SHARES, Bar, EventDelay, TaskRisk, chance, label_of
from retroplan.risk.durations import draw_lengths
from retroplan.risk.job import NEVER, NO_LAUNCH, Found, Job
from retroplan.risk.running import run_all
from retroplan.risk.samples import examine

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DAY = 1440
_FEW = 400
_QUICK = 16_384


@frozen(slots=False, eq=False)
class Simulation(Mapping[str, TaskRisk]):
    """
    A plan, simulated: a mapping of the tasks that take part, and the answers for the whole.

    Attributes
    ----------
    plan
        The plan.
    samples, seed
        How many samples, from which seed.
    findings
        What there is to tell of the simulation itself.
    """

    plan: Plan
    samples: int
    seed: int
    findings: tuple[Finding, ...]
    _job: Job = field(repr=False)
    _found: Found = field(repr=False)
    _network: Network = field(repr=False)

    # -- tasks ---------------------------------------------------------------------------------

    @cached_property
    def _places(self) -> dict[str, int]:
        return {self._job.model.rows[number].id: place for place, number in enumerate(self._job.ids)}

    def __getitem__(self, task_id: str) -> TaskRisk:
        place = self._places[task_id]
        task = self.plan.get(task_id) or self._network.full.expanded.get(task_id)
        share = float(self._found.critical[place]) / self.samples
        return TaskRisk(task_id, task.label if task else task_id, share, self, place)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def _starts_of(self, place: int, shares: Sequence[Fraction]) -> tuple[datetime | None, ...]:
        import numpy as np

        row = self._job.model.rows[self._job.ids[place]]
        ranks = [_rank(self.samples, share) for share in shares]
        if self._found.late is not None:
            late = self._found.late[place]
            nothing = np.iinfo(late.dtype).min
            sorted_ = np.partition(late, sorted(set(ranks)))
            works = [None if sorted_[rank] == nothing else int(sorted_[rank]) for rank in ranks]
        else:
            assert self._found.histograms is not None
            works = [self._found.histograms.ranked(place, rank) for rank in ranks]
        milestone = not (row.duration or row.months or row.draw)
        instant = row.clock.closing if milestone else row.clock.opening
        return tuple(
            None if work is None else moment(int(instant(work)) + self._job.model.origin) for work in works
        )

    # -- the plan ------------------------------------------------------------------------------

    @property
    def launch(self) -> datetime | None:
        """The instant of J; None in a forward plan."""
        return moment(self._job.model.origin) if self._job.model.backward else None

    @cached_property
    def _sorted(self) -> NDArray[Any]:
        import numpy as np

        return np.sort(self._found.starts)

    @property
    def starts(self) -> tuple[datetime | None, ...]:
        """The latest start of each sample, in the order they were drawn; None for never."""
        origin = self._job.model.origin
        return tuple(None if t == NEVER else moment(t + origin) for t in self._found.starts.tolist())

    @property
    def never(self) -> float | None:
        """
        Share of the samples in which no start is early enough, as dates and links cannot hold together.

        None in a forward plan, where there is no launch to be early enough for.
        """
        if not self._job.model.backward:
            return None
        return float((self._found.starts == NEVER).sum()) / self.samples

    def start_by(self, share: float) -> datetime | None:
        """
        Give the latest instant from which the launch is met with a probability of at least `share`.

        A buffer of the plan is left untouched in so many samples: simulate with ``buffer=False`` to let
        it be used. Where nothing is to be done before the launch, any start will do: J, and a finding.

        Parameters
        ----------
        share
            The probability, above 0 and up to 1.

        Returns
        -------
        datetime or None
            None if no start gives that chance; `why_never` says why.
        """
        rank = _rank(self.samples, chance(share))
        value = int(self._sorted[rank])
        return None if value == NEVER else moment(value + self._job.model.origin)

    def why_never(self) -> Finding | None:
        """
        Say why no start is early enough in some samples; None if there are no such samples.

        Of a forward plan, which has no `start_by` at all, that it has no launch.
        """
        never = self.never
        if never is None:
            return info("simulated-forward")
        return info("simulated-never", share=_percent(never)) if never else None

    def probability_on_time(self, start: Moment | str | None = None) -> float:
        """
        Give the share of the samples in which a start meets the launch with the buffer untouched.

        Simulate with ``buffer=False`` for the chance of the launch itself, the buffer there to be used.

        Parameters
        ----------
        start
            When work begins; that of the plan if not given.
        """
        if not self._job.model.backward:
            raise PlanError(error("risk-needs-launch"))
        begin = self._start(start)
        return float((self._found.starts >= begin).sum()) / self.samples

    def ready_by(self, share: float, start: Moment | str | None = None) -> datetime:
        """
        Give the instant by which all before the launch is finished, with a probability, from a start.

        In a forward plan: all there is.
        """
        ready = self._from(start).ready
        return moment(_reached(ready, chance(share)) + self._job.model.origin)

    def launch_by(self, share: float, start: Moment | str | None = None) -> Moment | None:
        """
        Give the first launch that a start makes possible with a probability.

        The buffer is kept free between it and all that leads to it but SS and SF links. Pins by offset,
        which would move with the launch, are left out (`left_out` names their tasks); musts, dates and
        deadlines stay, and where too many samples miss one of them, no launch is possible: None, and
        `why_no_launch` says why.
        """
        model = self._job.model
        t = _reached(self._from(start).launch, chance(share))
        if t == NO_LAUNCH:
            return None
        if self.plan.launch is not None and not is_day(self.plan.launch):
            return moment(t + model.origin)
        day = -(-(t + model.origin) // _DAY)
        return self._network.calendar.next_open(date.fromordinal(day))

    def why_no_launch(self, start: Moment | str | None = None) -> Finding | None:
        """Say why no launch is possible from a start in some samples; None if there are no such samples."""
        share = float((self._from(start).launch == NO_LAUNCH).mean())
        return info("simulated-no-launch", share=_percent(share)) if share else None

    @property
    def left_out(self) -> tuple[str, ...]:
        """Ids of the tasks with a pin by offset, which `launch_by` leaves out."""
        rows = self._job.model.rows
        return tuple(row.id for row in rows.values() if row.at is not None or row.until is not None)

    def _start(self, start: Moment | str | None) -> int:
        if start is not None:
            return moment_instant(parse_moment(start)) - self._job.model.origin
        if self._job.start is None:
            raise PlanError(error("risk-needs-start"))
        return self._job.start

    def _from(self, start: Moment | str | None) -> Found:
        """Give what follows from a start; simulated again where it is another than the plan's."""
        begin = self._start(start)
        if begin == self._job.start and self._found.ready is not None:
            return self._found
        if begin not in self._others:
            self._others[begin] = run_all(evolve(self._job, start=begin), self.samples)
        return self._others[begin]

    @cached_property
    def _others(self) -> dict[int, Found]:
        return {}

    def histogram(self, bars: int = 20, *, of: str = "start") -> tuple[Bar, ...]:
        """
        Count samples by day, or by as many days as make at most so many bars.

        The outermost bars are wider, and take the one sample in 200 that lies furthest out.

        Parameters
        ----------
        bars
            At most so many.
        of
            ``start``: the latest starts; ``ready``: when all is finished, from the plan's start.
        """
        import numpy as np

        values = self._found.starts if of == "start" else self._from(None).ready
        if of not in ("start", "ready") or bars < 1:
            raise ValueError(f'no histogram of "{of}" with {bars} bars; of is "start" or "ready"')
        real = values[values != NEVER] + self._job.model.origin - (of == "ready")
        if not len(real):
            return ()
        days = np.sort(real // _DAY)
        few = len(days) // _FEW
        first, last = int(days[few]), int(days[-1 - few])
        width = ceil((last - first + 1) / bars)
        tally = np.bincount(np.clip((days - first) // width, 0, (last - first) // width))
        edges = [date.fromordinal(first + place * width) for place in range(len(tally) + 1)]
        edges[0], edges[-1] = (date.fromordinal(int(day)) for day in (days[0], max(days[-1], last) + 1))
        return tuple(
            Bar(edges[place], edges[place + 1] - timedelta(1), count)
            for place, count in enumerate(tally.tolist())
        )

    def event_delays(self) -> dict[str, EventDelay]:
        """
        Tell what each risk event adds: the mean length with it less that without it, all else equal.

        The same samples are simulated again without each event in turn; of more than 16,384, the first
        ones.
        """
        events = self._job.events
        without = {}
        for event in events:
            others = tuple(other for other in events if other is not event)
            without[event.name] = self._mean_length(evolve(self._job, events=others))
        whole = self._mean_length(self._job) if events else 0.0
        added = {name: whole - length for name, length in without.items()}
        total = sum(added.values())
        day = self.plan.day_and_week()[0]
        return {
            name: EventDelay(delay / day, delay / total if total else 0.0) for name, delay in added.items()
        }

    def _mean_length(self, job: Job) -> float:
        """Give the mean length of the plan in minutes of its calendar, on as many samples as are quick."""
        import numpy as np

        total, count = 0, min(self.samples, _QUICK)
        for first in range(0, count, job.block_size):
            size = min(job.block_size, count - first)
            begin, end, _ = examine(job, draw_lengths(job, first, size), ())
            clock = job.model.plan_clock
            total += int((np.zeros(size, np.int64) + clock.worked(end) - clock.worked(begin)).sum())
        return total / count

    # -- documents -----------------------------------------------------------------------------

    def to_records(self, shares: Sequence[float] = SHARES) -> list[dict[str, Any]]:
        """Give a flat mapping a task, as tables take them; see `TaskRisk.to_flat_record`."""
        return [self[task_id].to_flat_record(shares) for task_id in self]

    def to_document(self, confidence: float = 0.9) -> dict[str, Any]:
        """
        Give the simulation as JSON-safe data with stable keys.

        Parameters
        ----------
        confidence
            A chance to answer for besides one in two and four in five.
        """
        shares = sorted((*(share for share in SHARES[:2] if share != confidence), confidence), key=chance)
        given = self._job.start is not None
        backward = self._job.model.backward
        reason = self.why_never()
        hindered = self.why_no_launch() if given else None
        return {
            "simulation": 1,
            "samples": self.samples,
            "seed": self.seed,
            "launch": plain(self.launch),
            "start_by": {label_of(s): plain(self.start_by(s)) for s in shares},
            "never": self.never,
            "why_never": None if reason is None else reason.to_record(),
            "probability_on_time": self.probability_on_time() if given and backward else None,
            "ready_by": {label_of(s): plain(self.ready_by(s)) for s in shares} if given else None,
            "launch_by": {label_of(s): plain(self.launch_by(s)) for s in shares} if given else None,
            "launch_by_leaves_out": list(self.left_out),
            "why_no_launch": None if hindered is None else hindered.to_record(),
            "histogram": [bar.to_record() for bar in self.histogram(of="start" if backward else "ready")],
            "findings": [finding.to_record() for finding in self.findings],
            "tasks": [self[task_id].to_record(shares) for task_id in self],
        }


def _percent(share: float) -> float:
    """Give a share in percent with one decimal, or two where that would be none or all of them."""
    exact = share * 100
    rounded = round(exact, 1)
    if rounded in (0, 100) and rounded != exact:
        return min(max(round(exact, 2), 0.01), 99.99)
    return rounded


def _rank(samples: int, share: Fraction) -> int:
    """Give the place, from the earliest, of the latest start that at least that share of samples admits."""
    return samples - ceil(samples * share)


def _reached(values: NDArray[Any], share: Fraction) -> int:
    """Give the least value that at least that share of samples does not exceed."""
    import numpy as np

    rank = ceil(len(values) * share) - 1
    return int(np.partition(values, rank)[rank])
