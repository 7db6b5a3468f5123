"""What a simulation is given besides a plan, checked before anything is computed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from numbers import Real
from operator import index
from typing import Any

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
from retroplan.network import FullNetwork
from retroplan.progress import deaf

MOST_SAMPLES = 100_000_000


def whole_number(value: object) -> int | None:
    """Read a whole number, one of numpy included; None if it is none."""
    if isinstance(value, bool):
        return None
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


def is_between(value: object, low: float, high: float) -> bool:
    """Tell whether something is a number from `low` to `high`."""
    return isinstance(value, Real) and not isinstance(value, bool) and low <= value <= high  # type: ignore[operator]


def counts(samples: object, seed: object) -> Iterator[Finding]:
    """Check the number of samples and the seed."""
    count = whole_number(samples)
    if count is None or not 1 <= count <= MOST_SAMPLES:
        yield error("bad-samples", "samples", text=quoted(samples), most=MOST_SAMPLES)
    if whole_number(seed) is None:
        yield error("bad-seed", "seed", text=quoted(seed))


def switches(**values: object) -> Iterator[Finding]:
    """Check what is True or False."""
    import numpy as np

    for name, value in values.items():
        if not isinstance(value, (bool, np.bool_)):
            yield error("not-true-or-false", name, text=quoted(value))


def helpers(executor: object, progress: object) -> Iterator[Finding]:
    """Check who shares the work, and who is told how far it is."""
    if executor is not None and not callable(getattr(executor, "submit", None)):
        yield error("not-an-executor", "executor", text=quoted(executor))
    yield from deaf(progress)


def ids(value: Any) -> tuple[str, ...]:
    """
    Read ids of tasks: one, or several.

    Raises
    ------
    PlanError
        It is something else.
    """
    if isinstance(value, str):
        return (value,)
    found = tuple(value) if isinstance(value, Iterable) else ()
    if not isinstance(value, Iterable) or not all(isinstance(item, str) for item in found):
        raise PlanError(error("not-task-ids", "tasks", text=quoted(value)))
    return found


def distinct_ids(value: Any) -> tuple[str, ...]:
    """Read ids of tasks, each of which counts once."""
    return tuple(dict.fromkeys(ids(value)))


def parts_of(network: FullNetwork, task: str) -> tuple[str, ...]:
    """Give the ids of the tasks with work that a task is scheduled as; nothing if it has no parts."""
    nodes = (network.nodes[number] for number in network.leaves.get(task, ()))
    return tuple(node.id for node in nodes if node.task is not None and node.task.work is not None)
