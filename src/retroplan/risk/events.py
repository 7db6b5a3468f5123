"""Risk events: what may happen, how probable it is, and what it does to which tasks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error, info
from retroplan.language.quoting import quoted
from retroplan.model.link import Percent, parse_share
from retroplan.network import FullNetwork
from retroplan.network.sizes import measure, unit_of
from retroplan.risk.arguments import distinct_ids, is_between, parts_of
from retroplan.risk.model import NodeRow, half_up
from retroplan.risk.sampling import Streams, stream_key
from retroplan.units import Duration

if TYPE_CHECKING:
    from retroplan.risk.clock import Value


def _impact(value: object) -> Duration | Percent:
    try:
        return parse_share(value, signed=True)
    except PlanError as problem:
        raise PlanError(finding.at("impact") for finding in problem.findings) from None


@frozen
class RiskEvent:
    """
    Something that may happen and then makes tasks longer.

    Attributes
    ----------
    name
        What it is; it also names its stream of random numbers.
    probability
        From 0 to 1.
    tasks
        Ids of the tasks it hits, all of them when it happens, and each once.
    impact
        By how much each becomes longer: ``5d``, or a share of what it lasts, ``20%``; where several
        events hit one task, of what it lasts with those before this one in their list.
    """

    name: str
    probability: float
    tasks: tuple[str, ...] = field(converter=distinct_ids)
    impact: Duration | Percent = field(converter=_impact)


@frozen
class ReadyEvent:
    """A risk event in numbers: for each node it hits, minutes or a share of its duration."""

    name: str
    probability: float
    hits: tuple[tuple[int, int, Fraction], ...]

    def strike(
        self, streams: Streams, seed: int, rows: Mapping[int, NodeRow], lengths: dict[int, Value]
    ) -> None:
        """Make the durations of a block longer in the samples in which it happens."""
        happens = streams.shares(stream_key(seed, f"risk {self.name}")) < self.probability
        for number, minutes, share in self.hits:
            length = _length(rows[number], lengths.get(number))
            more = minutes + half_up(length, share) if share else minutes
            lengths[number] = length + happens * more

    def worst(self, rows: Mapping[int, NodeRow], lengths: dict[int, Value]) -> None:
        """Make the longest durations longer."""
        for number, minutes, share in self.hits:
            length = _length(rows[number], lengths.get(number))
            lengths[number] = length + minutes + half_up(length, share)


def _length(row: NodeRow, drawn: Value | None) -> Value:
    return (row.months or row.duration) if drawn is None else drawn


def ready_events(
    events: Sequence[RiskEvent], rows: Mapping[int, NodeRow], network: FullNetwork
) -> tuple[tuple[ReadyEvent, ...], tuple[Finding, ...]]:
    """
    Check risk events against a plan, and put them into numbers.

    Tasks that play no part are left out, which a finding tells.

    Raises
    ------
    PlanError
        A task is not in the plan or has no work of its own, a probability is none, or an impact is
        not of the task's kind of time.
    """
    faults: list[Finding] = []
    left_out: list[Finding] = []
    ready = []
    names: set[str] = set()
    for place, event in enumerate(events):
        path = f"risks[{place}]"
        if not is_between(event.probability, 0, 1):
            faults.append(error("bad-probability", f"{path}.probability", text=quoted(event.probability)))
        if event.name in names:
            faults.append(error("risk-named-twice", f"{path}.name", name=quoted(event.name)))
        names.add(event.name)
        faults += _faults(event, path, network)
        left_out += _left_out(event, path, rows, network)
        if not faults:
            ready.append(ReadyEvent(event.name, float(event.probability), tuple(_hits(event, rows, network))))
    if faults:
        raise PlanError(faults)
    return tuple(ready), tuple(left_out)


def _left_out(
    event: RiskEvent, path: str, rows: Mapping[int, NodeRow], network: FullNetwork
) -> Iterator[Finding]:
    """Name the tasks that are not before the launch."""
    for place, task in enumerate(event.tasks):
        if task in network.index and network.index[task] not in rows:
            yield info("risk-plays-no-part", f"{path}.tasks[{place}]", id=task)


def _faults(event: RiskEvent, path: str, network: FullNetwork) -> Iterator[Finding]:
    if event.impact.amount < 0:
        yield error("negative-impact", f"{path}.impact", text=str(event.impact))
    for place, task in enumerate(event.tasks):
        where = f"{path}.tasks[{place}]"
        if task not in network.index and task not in network.leaves:
            yield error("risk-unknown-task", where, id=quoted(task))
            continue
        inside = parts_of(network, task)
        if inside:
            yield error("task-in-parts", where, id=task, parts=inside)
            continue
        node = network.nodes[network.index[task]] if task in network.index else None
        if node is None or node.milestone or node.task is None or node.task.work is None:
            yield error("risk-without-work", where, id=task)
            continue
        kind = unit_of(node.task.work).kind
        if isinstance(event.impact, Duration) and event.impact.unit.kind != kind:
            yield error("impact-of-other-kind", where, id=task, text=str(event.impact))


def _hits(
    event: RiskEvent, rows: Mapping[int, NodeRow], network: FullNetwork
) -> Iterator[tuple[int, int, Fraction]]:
    sizes = network.expanded.day_and_week()
    for task in event.tasks:
        number = network.index[task]
        if number not in rows:
            continue
        if isinstance(event.impact, Percent):
            yield number, 0, Fraction(event.impact.amount) / 100
        else:
            yield number, measure(event.impact, sizes, network.nodes[number].calendar), Fraction(0)
