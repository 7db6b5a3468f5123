"""A compiled plan, ready to be scheduled again and again."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from retroplan.calendars import Calendar
from retroplan.errors import Finding, PlanError
from retroplan.model.estimate import Basis
from retroplan.model.fields import exact
from retroplan.model.plan import Plan, with_exact
from retroplan.model.validation import unanchored, validate
from retroplan.network.arrays import FullNetwork
from retroplan.network.build import build, contradictions, moved
from retroplan.network.bulk import Bulk
from retroplan.network.bulk_arguments import read_bulk
from retroplan.network.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike

    from retroplan.model.link import LinkType
    from retroplan.model.moments import Moment


@define
class _Full:
    """Where the nodes and ties of a plan are kept once somebody has asked for them; shared by its copies."""

    known: FullNetwork | None = None


@frozen(slots=False, eq=False, repr=False)
class Network:
    """
    A compiled plan, ready to be scheduled for any launch.

    `compile` and `Network.from_arrays` make them; `schedule`, `launch_window` and `compile` take them.

    Attributes
    ----------
    head
        The plan; of a network made from arrays without its tasks.
    basis
        The value of the estimates it counts with.
    plain
        The flat lists of an ordinary plan: one calendar, working time, no date but the launch.
        None for any other.
    """

    head: Plan
    basis: Basis
    plain: Plain | None
    _bulk: Bulk | None = None
    _full: _Full = field(factory=_Full)

    @classmethod
    def from_arrays(
        cls,
        durations: ArrayLike,
        sources: ArrayLike,
        targets: ArrayLike,
        *,
        unit: str,
        types: Sequence[str | LinkType] | None = None,
        lags: ArrayLike | None = None,
        ids: Sequence[str] | None = None,
        launch: Moment | str | None = None,
        start: Moment | str | None = None,
        calendar: str | Calendar | Mapping[str, Any] | None = None,
        buffer: str | None = None,
        name: str = "",
    ) -> Network:
        """
        Compile tasks and links that come as arrays, without an object for each.

        Parameters
        ----------
        durations
            Length of each task: whole numbers of `unit`, 0 for a milestone.
        sources, targets
            The two tasks of each link, the predecessor first, by their place in `durations`.
        unit
            Working ``min``, ``h``, ``d`` or ``w``, as in a plan.
        types
            ``FS``, ``SS``, ``FF`` or ``SF`` for each link; all are FS if not given.
        lags
            Whole numbers of `unit` for each link, negative for a lead; none if not given.
        ids
            The id of each task; its place, as text, if not given.
        launch, start, calendar, buffer, name
            As those of a plan; a launch or a start may be given later, to `schedule`.

        Raises
        ------
        PlanError
            With everything that is wrong and its place: ``sources[3]``; a cycle at the link that closes it.

        Examples
        --------
        >>> import retroplan as rp
        >>> network = rp.Network.from_arrays([3, 2], [0], [1], unit="d", launch="2026-06-15")
        >>> rp.schedule(network)["0"].start_date
        datetime.date(2026, 6, 8)
        """
        arrays, findings = read_bulk(durations, sources, targets, types, lags, ids, unit)
        head, faults = _read_head(launch=launch, start=start, calendar=calendar, buffer=buffer, name=name)
        plain = None if arrays is None or faults else arrays.plain(head)
        if arrays is not None and plain is None:
            findings = arrays.circles()
        if arrays is None or findings or faults:
            raise PlanError([*findings, *faults])
        network = cls(head, Basis.EXPECTED, plain, arrays)
        if plain is None:
            network.check()
        return network

    def __repr__(self) -> str:
        return f"<Network {self.head.name!r}: {len(self.ids)} tasks>"

    @cached_property
    def plan(self) -> Plan:
        """The plan it was compiled from."""
        return self.head if self._bulk is None else with_exact(self.head, tasks=self._bulk.tasks)

    @property
    def calendar(self) -> Calendar:
        """The calendar of the plan."""
        return self.head.resolve(self.head.calendar)

    @cached_property
    def full(self) -> FullNetwork:
        """Nodes and ties, for whoever needs more than dates; made when first asked for."""
        known = self._full.known
        if known is None:
            known = self._full.known = build(self.plan, self.basis)
        return known if known.plan is self.plan else moved(known, self.plan)

    def check(self) -> None:
        """
        Meet what is wrong with the plan now, not when it is scheduled.

        Of a plan that has neither launch nor start yet, what is wrong whatever they will be.

        Raises
        ------
        PlanError
            With everything that is wrong, cycles named.
        """
        if _is_anchored(self.head):
            self.full  # noqa: B018 - made by that
            return
        findings = [*validate(self.plan), *contradictions(self.plan)]
        if findings:
            raise PlanError(findings)

    @property
    def ids(self) -> list[str]:
        """The ids of the tasks without children."""
        return self._bulk.ids if self._bulk is not None else [task.id for task in self.plan if not task.tasks]

    @property
    def has_summaries(self) -> bool:
        """Whether any task has children."""
        return self._bulk is None and any(task.tasks for task in self.head.tasks)

    def for_plan(self, plan: Plan) -> Network:
        """Give the network of the same tasks and links with another launch or start."""
        same = (plan.launch is None) == (self.head.launch is None)  # else the launch is one node more or less
        return Network(plan, self.basis, self.plain, self._bulk, self._full if same else _Full())


def _read_head(**keys: object) -> tuple[Plan, list[Finding]]:
    """Read what stands at the head of a plan, without what cannot be read, and all that is wrong with it."""
    values: dict[str, object] = {}
    findings: list[Finding] = []
    for key, value in keys.items():
        try:
            values |= exact(Plan, {key: value})
        except PlanError as problem:
            findings += problem.findings
    head = with_exact(Plan(), **values)
    if _is_anchored(head) and "launch" in values:
        findings += unanchored(head)
    return head, [*findings, *validate(head)]


def _is_anchored(plan: Plan) -> bool:
    return plan.launch is not None or plan.start is not None
