"""From a plan to a network."""

from __future__ import annotations

from retroplan.errors import PlanError
from retroplan.model.estimate import Basis
from retroplan.model.plan import Plan
from retroplan.model.spending import spending_faults
from retroplan.network.build import parse_basis
from retroplan.network.network import Network
from retroplan.network.plain import changed_plain, plain_of


def compile(plan: Plan, *, basis: str | Basis = Basis.EXPECTED, base: Network | None = None) -> Network:
    """
    Compile a plan to a network that can be scheduled again and again.

    Parameters
    ----------
    plan
        The plan. If it has neither launch nor start, `schedule` is to be given one.
    basis
        Which value of the estimates counts: expected, optimistic, likely or pessimistic.
    base
        A network of the plan before it was changed. Of an ordinary plan only what is new is then
        looked at: another duration or other links of a task, another calendar, launch or start.

    Raises
    ------
    PlanError
        With everything that is wrong with the plan, cycles named.
    TypeError
        `plan` is no plan, or `base` no network.
    """
    if not isinstance(plan, Plan):
        raise TypeError(f"compile takes a Plan, not {type(plan).__name__}; read it first")
    if base is not None and not isinstance(base, Network):
        raise TypeError(f"compile takes a Network as base, not {type(base).__name__}; compile it first")
    counted = parse_basis(basis)
    plain = None
    if base is not None and base.plain is not None and base.basis is counted:
        plain = changed_plain(base.plain, plan, counted) if plan.links == base.head.links else None
    if plain is None:
        plain = plain_of(plan, counted)
    network = Network(plan, counted, plain)
    if plain is None:
        network.check()
    elif findings := spending_faults(plan):  # nothing else can be wrong with an ordinary plan
        raise PlanError(findings)
    return network


def anchored(network: Network) -> Network:
    """
    Give a network that there is a launch or a start for.

    Raises
    ------
    PlanError
        There is neither, or its plan cannot be counted from it.
    """
    if network.plain is None or (network.head.launch is None and network.head.start is None):
        network.full  # noqa: B018 - what is wrong with the plan is told now
    return network


def relaunched(network: Network, plan: Plan) -> Network:
    """Give the network of the same tasks with another launch or start, in `plan`."""
    fresh = network.for_plan(plan)
    if network.plain is None:
        fresh.full  # noqa: B018 - waves and occurrences may lie where they cannot
    return fresh
