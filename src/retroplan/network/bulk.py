"""Networks from plain arrays, for those who have a hundred thousand tasks and no use for objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from numbers import Integral
from typing import TYPE_CHECKING, Any

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Amount
from retroplan.language.quoting import quoted
from retroplan.model.link import Link, LinkType, bad_id, parse_id, parse_link_type
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.network.plain import Links, Plain, plain_calendar
from retroplan.units import Duration, Unit

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.typing import ArrayLike

_UNITS = {unit.value: unit for unit in (Unit.MIN, Unit.H, Unit.D, Unit.W)}
_MOST = 10_000_000
"""Units that a duration or a lag may have, as everywhere."""
_MOST_FAULTS = 20


@frozen(slots=False, eq=False)
class Bulk:
    """
    Tasks and links as arrays; the tasks themselves are made when somebody looks at them.

    Attributes
    ----------
    ids
        Id of each task.
    durations
        Length of each, in `unit`.
    sources, targets
        The tasks that each link ties, by number.
    types
        Type of each link; None where all are finish to start.
    lags
        Lag of each, in `unit`; None where there are none.
    unit
        Working minutes, hours, days or weeks.
    """

    ids: list[str]
    durations: ndarray
    sources: ndarray
    targets: ndarray
    types: list[LinkType] | None
    lags: ndarray | None
    unit: Unit

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, each with its links."""
        links: list[list[Link]] = [[] for _ in self.ids]
        for number, (source, target) in enumerate(
            zip(self.sources.tolist(), self.targets.tolist(), strict=True)
        ):
            kind = LinkType.FS if self.types is None else self.types[number]
            lag = Duration(Decimal(0 if self.lags is None else int(self.lags[number])), self.unit)
            links[target].append(Link(self.ids[source], self.ids[target], kind, lag))
        return tuple(
            Task(task_id, duration=Duration(Decimal(length), self.unit) if length else None, after=after)
            for task_id, length, after in zip(self.ids, self.durations.tolist(), links, strict=True)
        )

    def plain(self, head: Plan) -> Plain | None:
        """
        Compile to flat lists.

        None if there is nothing to compile, the head of the plan is out of the ordinary, or the links
        go in a circle.
        """
        import numpy as np

        calendar = plain_calendar(head)
        if calendar is None or not self.ids:
            return None
        sizes = head.day_and_week()
        minutes = Duration(Decimal(1), self.unit).minutes(*sizes)
        # One object a number, however many links name it: at a million tasks that is 100 MB less.
        numbers = np.arange(len(self.ids)).astype(object)
        sources, targets = numbers[self.sources].tolist(), self.targets.tolist()
        links = Links((self.durations * minutes).tolist())
        if self.types is None and self.lags is None:
            predecessors = links.predecessors
            for source, target in zip(sources, targets, strict=True):
                predecessors[target].append(source)
            links.forward = bool((self.sources < self.targets).all())
        else:
            types = self.types or [LinkType.FS] * len(sources)
            lags = [0] * len(sources) if self.lags is None else (self.lags * minutes).tolist()
            for each in zip(sources, targets, types, lags, strict=True):
                links.tie(*each)
        order = links.order()
        if order is None:
            return None
        return Plain(
            calendar.working_time(), calendar.usual_minutes, sizes, links.durations,
            links.predecessors, links.ties, order,
        )  # fmt: skip


def bulk(
    durations: ArrayLike,
    sources: ArrayLike,
    targets: ArrayLike,
    types: Sequence[str | LinkType] | None,
    lags: ArrayLike | None,
    ids: Sequence[str] | None,
    unit: str,
) -> Bulk:
    """
    Check arrays of tasks and links.

    Raises
    ------
    PlanError
        With what is wrong, and the place in the array: ``sources[3]``.
    """
    if unit not in _UNITS:
        raise PlanError(error("bulk-unit", "unit", text=quoted(unit), known=", ".join(_UNITS)))
    length = _whole(durations, "durations")
    source, target = _whole(sources, "sources"), _whole(targets, "targets")
    lag = None if lags is None else _whole(lags, "lags")
    kinds = None if types is None else _types(types)
    names = [str(number) for number in range(len(length))] if ids is None else _names(ids)
    findings = [
        *_same_length("targets", target, "sources", source),
        *_same_length("types", kinds, "sources", source),
        *_same_length("lags", lag, "sources", source),
        *_same_length("ids", names, "durations", length),
    ]
    if not findings:
        findings += _outside("durations", length, 0, _MOST, "bulk-duration")
        if lag is not None:
            findings += _outside("lags", lag, -_MOST, _MOST, "bulk-lag")
        for name, ends in (("sources", source), ("targets", target)):
            findings += _outside(name, ends, 0, len(length) - 1, "bulk-node")
        findings += [
            error("self-link", f"targets[{place}]", id=names[target[place]])
            for place in (source == target).nonzero()[0][:_MOST_FAULTS].tolist()
            if 0 <= target[place] < len(length)
        ]
        if ids is not None:
            findings += _bad_ids(names)
    if findings:
        raise PlanError(findings)
    if kinds is not None and all(kind is LinkType.FS for kind in kinds):
        kinds = None
    if lag is not None and not lag.any():
        lag = None
    return Bulk(names, length, source, target, kinds, lag, _UNITS[unit])


def _whole(values: ArrayLike, name: str) -> ndarray:
    """Give an array of whole numbers; a copy, so that nobody changes it afterwards."""
    import numpy as np

    try:
        array = np.array(values)
    except (ValueError, OverflowError):  # lists of different lengths
        raise PlanError(error("bulk-numbers", name)) from None
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise PlanError(error("bulk-numbers", name))
    if array.size and array.max() > np.iinfo(np.int64).max:
        raise PlanError(error("bulk-numbers", name))
    return array.astype(np.int64)


def _types(values: Sequence[str | LinkType]) -> list[LinkType]:
    findings: list[Finding] = []
    kinds: list[LinkType] = []
    known: dict[str, LinkType] = {}
    for number, value in enumerate(values):
        text = str(value)
        try:
            if text not in known:
                known[text] = parse_link_type(value)
            kinds.append(known[text])
        except PlanError as problem:
            findings += [finding.at(f"types[{number}]") for finding in problem.findings]
    if findings:
        raise PlanError(findings[:_MOST_FAULTS])
    return kinds


def _same_length(name: str, values: Any, other: str, others: Any) -> Iterator[Finding]:
    if values is not None and len(values) != len(others):
        length = Amount(len(values), "value")
        yield error("bulk-lengths", name, length=length, other=other, expected=len(others))


def _outside(name: str, values: ndarray, least: int, most: int, code: str) -> list[Finding]:
    wrong = ((values < least) | (values > most)).nonzero()[0][:_MOST_FAULTS]
    return [
        error(code, f"{name}[{place}]", value=str(values[place]), least=str(least), most=str(most))
        for place in wrong.tolist()
    ]


def _names(ids: Sequence[str]) -> list[str]:
    """Give ids as texts; whole numbers are some, as in a plan, and nothing else is."""
    wrong = [number for number, each in enumerate(ids) if not _is_name(each)]
    if wrong:
        raise PlanError(bad_id(ids[number]).at(f"ids[{number}]") for number in wrong[:_MOST_FAULTS])
    return [str(each) for each in ids]


def _is_name(value: object) -> bool:
    return isinstance(value, (str, Integral)) and not isinstance(value, bool)


def _bad_ids(ids: list[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    told = 0
    for number, task_id in enumerate(ids):
        try:
            parse_id(task_id)
        except PlanError as problem:
            yield from (finding.at(f"ids[{number}]") for finding in problem.findings)
            told += 1
        if task_id == LAUNCH:
            yield error("bulk-launch", f"ids[{number}]")
        known = first.setdefault(task_id, number)
        if known != number:
            yield error("duplicate-id", f"ids[{number}]", id=task_id, first=f"ids[{known}]")
            told += 1
        if told >= _MOST_FAULTS:
            return
