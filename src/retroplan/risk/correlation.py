"""Durations that hang together: tasks of one supplier or team, or a matrix of rank correlations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import asin, erfc, floor, pi, sin, sqrt
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from retroplan.errors import Finding, PlanError, error, warning
from retroplan.language import Amount
from retroplan.language.quoting import quoted
from retroplan.model.law import Distribution
from retroplan.network import FullNetwork
from retroplan.risk.arguments import distinct_ids, ids, is_between, parts_of
from retroplan.risk.sampling import Streams, stream_key

if TYPE_CHECKING:
    from retroplan.risk.model import NodeRow
    from retroplan.risk.sampling import Floats

_TOLERANCE = 1e-9
_REACH, _STEPS = 9, 1024  # the normal distribution function is tabulated to 9 standard deviations


@frozen
class Group:
    """
    Tasks that share one cause of delay: a supplier, a team, the weather.

    Attributes
    ----------
    tasks
        Their ids.
    correlation
        Spearman's rank correlation of any two of them, from 0 to 1.
    name
        What the cause is called.
    """

    tasks: tuple[str, ...] = field(converter=distinct_ids)
    correlation: float
    name: str = ""


def _groups(value: Any) -> tuple[Group, ...]:
    return (value,) if isinstance(value, (Group, str)) else _listed(value)


def _matrix(rows: Any) -> tuple[tuple[float, ...], ...]:
    """Read numbers in rows; what is no number stays, for `ready` to name its place."""
    return tuple(
        tuple(float(value) if is_between(value, -1, 1) else value for value in _listed(row))
        for row in _listed(rows)
    )


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, Iterable) and not isinstance(value, str) else (value,)


@frozen
class Correlation:
    """
    How the durations of tasks hang together.

    Attributes
    ----------
    groups
        Groups with one common factor each. A task may stand in several, as long as the sum of
        2 sin(π ρ / 6), the correlations of normal scores, is no more than 1.
    tasks, matrix
        Tasks, and the whole matrix of their rank correlations (Spearman's), in that order.
    repair
        Whether a matrix that no durations can have is replaced by the nearest possible one, which a
        finding tells, instead of being an error.
    """

    groups: tuple[Group, ...] = field(default=(), converter=_groups)
    tasks: tuple[str, ...] = field(default=(), converter=ids)
    matrix: tuple[tuple[float, ...], ...] = field(default=(), converter=_matrix)
    repair: bool = False


@frozen
class ReadyCorrelation:
    """
    Correlations in numbers of nodes.

    Attributes
    ----------
    laws
        Distribution of each node that hangs together with others.
    names
        Its task.
    loadings
        By group, how much of each node's score comes from the group's factor.
    own
        How much of it is the node's own.
    rows
        For each node of the matrix, how much of its score comes from each node before it and itself.
    """

    laws: Mapping[int, Distribution] = field(factory=dict)
    names: Mapping[int, str] = field(factory=dict)
    loadings: tuple[tuple[str, Mapping[int, float]], ...] = ()
    own: Mapping[int, float] = field(factory=dict)
    rows: tuple[tuple[int, tuple[float, ...]], ...] = ()

    def values(self, streams: Streams, seed: int) -> dict[int, Floats]:
        """Draw the durations of the nodes that hang together."""
        scores: dict[int, Floats] = {
            node: streams.scores(stream_key(seed, f"task {name}")) for node, name in self.names.items()
        }
        mixed = {node: scores[node] * part for node, part in self.own.items()}
        for name, loading in self.loadings:
            factor = streams.scores(stream_key(seed, f"group {name}"))
            for node, part in loading.items():
                mixed[node] = mixed[node] + part * factor
        order = [node for node, _ in self.rows]
        for node, parts in self.rows:
            # Added up one by one: a product of matrices may add in another order elsewhere.
            total = parts[0] * scores[order[0]]
            for other, part in zip(order[1:], parts[1:], strict=False):
                if part:
                    total = total + part * scores[other]
            mixed[node] = total
        return {node: self.laws[node].quantiles(probability(score)) for node, score in mixed.items()}


def probability(scores: Floats) -> Floats:
    """Give the standard normal distribution function, strictly between 0 and 1."""
    import numpy as np

    nodes, values = _normal_table()
    return np.clip(np.interp(scores, nodes, values), 2.0**-60, 1.0 - 2.0**-52)


@lru_cache(maxsize=1)
def _normal_table() -> tuple[Floats, Floats]:
    import numpy as np

    nodes = np.arange(-_REACH * _STEPS, _REACH * _STEPS + 1) / _STEPS
    return nodes, np.array([erfc(-z / sqrt(2)) / 2 for z in nodes.tolist()])


def to_scores(rank: float) -> float:
    """Give the correlation of normal scores for a rank correlation: 2 sin(π ρ / 6) (Pearson, 1907)."""
    return 2 * sin(pi * rank / 6)


def to_ranks(score: float) -> float:
    """Give the rank correlation of normal scores with this correlation."""
    return 6 / pi * asin(score / 2)


def ready(
    asked: Correlation | None, rows: Mapping[int, NodeRow], network: FullNetwork | None
) -> tuple[ReadyCorrelation, tuple[Finding, ...]]:
    """
    Check correlations against a plan, and put them into numbers.

    Raises
    ------
    PlanError
        A task is not in the plan or has no drawn duration, a correlation is out of range, or no
        durations can have the matrix.
    """
    if asked is None or network is None or not (asked.groups or asked.tasks or asked.matrix):
        return ReadyCorrelation(), ()
    numbers = {row.id: number for number, row in rows.items() if row.draw is not None and not row.gate}
    faults = list(_faults(asked, numbers, network))
    if faults:
        raise PlanError(faults)
    loadings = []
    shares = dict.fromkeys((numbers[task] for group in asked.groups for task in group.tasks), 0.0)
    for place, group in enumerate(asked.groups):
        part = to_scores(group.correlation)
        members = [numbers[task] for task in group.tasks]
        for node in members:
            shares[node] += part
        loadings.append((group.name or f"#{place}", dict.fromkeys(members, sqrt(part))))
    over = [node for node, share in shares.items() if share > 1 + _TOLERANCE]
    if over:
        raise PlanError(_too_much(asked, rows[node].id) for node in over)
    factor, findings = _factor(asked, numbers)
    nodes = [*shares, *(node for node, _ in factor)]
    laws = {node: rows[node].draw.law for node in nodes}  # type: ignore[union-attr]
    own = {node: sqrt(max(0.0, 1 - share)) for node, share in shares.items()}
    return (
        ReadyCorrelation(laws, {node: rows[node].id for node in nodes}, tuple(loadings), own, factor),
        findings,
    )


def _too_much(asked: Correlation, task: str) -> Finding:
    """Tell that the groups of a task leave less than nothing of its own, and what each may have."""
    count = sum(task in group.tasks for group in asked.groups)
    most = floor(100 * to_ranks(1 / count)) / 100
    return error("correlation-too-much", "correlation.groups", task=task, id=task, count=count, most=most)


def _faults(asked: Correlation, numbers: Mapping[str, int], network: FullNetwork) -> Any:
    for place, group in enumerate(asked.groups):
        if not isinstance(group, Group):
            yield error("not-a-group", f"correlation.groups[{place}]", text=quoted(group))
            return
    for place, group in enumerate(asked.groups):
        path = f"correlation.groups[{place}]"
        if not is_between(group.correlation, 0, 1):
            yield error("bad-correlation", f"{path}.correlation", text=quoted(group.correlation))
        yield from _strangers(group.tasks, f"{path}.tasks", numbers, network)
    yield from _strangers(asked.tasks, "correlation.tasks", numbers, network)
    count = len(asked.tasks)
    if len(asked.matrix) != count or any(len(row) != count for row in asked.matrix):
        rows, numbered = Amount(count, "row"), Amount(count, "number")
        yield error("correlation-not-square", "correlation.matrix", rows=rows, numbers=numbered)
        return
    for i, row in enumerate(asked.matrix):
        for j, value in enumerate(row):
            path = f"correlation.matrix[{i}][{j}]"
            if not is_between(value, -1, 1) or (i == j and value != 1):
                yield error("bad-correlation-entry", path, text=quoted(value))
            elif value != asked.matrix[j][i]:
                yield error("correlation-not-symmetric", path, text=quoted(value))
    grouped = {task for group in asked.groups for task in group.tasks}
    for place, task in enumerate(asked.tasks):
        if task in grouped or task in asked.tasks[:place]:
            yield error("correlation-twice", f"correlation.tasks[{place}]", id=task)


def _strangers(tasks: Sequence[str], path: str, numbers: Mapping[str, int], network: FullNetwork) -> Any:
    for place, task in enumerate(tasks):
        inside = [part for part in parts_of(network, task) if part in numbers]
        if inside:
            yield error("task-in-parts", f"{path}[{place}]", id=task, parts=inside)
        elif task not in network.index and task not in network.leaves:
            yield error("risk-unknown-task", f"{path}[{place}]", id=quoted(task))
        elif task not in numbers:
            yield error("correlation-without-estimate", f"{path}[{place}]", id=task)


def _factor(
    asked: Correlation, numbers: Mapping[str, int]
) -> tuple[tuple[tuple[int, tuple[float, ...]], ...], tuple[Finding, ...]]:
    """Factor the matrix of normal scores; what is not positive semi-definite is refused or repaired."""
    import numpy as np

    if not asked.tasks:
        return (), ()
    scores = np.array([[to_scores(value) for value in row] for row in asked.matrix])
    np.fill_diagonal(scores, 1.0)
    values, vectors = np.linalg.eigh(scores)
    findings: tuple[Finding, ...] = ()
    if values[0] < -_TOLERANCE:
        if not asked.repair:
            raise PlanError(error("correlation-impossible", "correlation.matrix", least=f"{values[0]:.4g}"))
        fixed = (vectors * np.maximum(values, 0.0)) @ vectors.T
        scale = np.sqrt(np.diag(fixed))
        fixed = fixed / scale[:, None] / scale[None, :]
        moved = max(
            abs(to_ranks(float(np.clip(fixed[i, j], -1, 1))) - asked.matrix[i][j])
            for i in range(len(scale)) for j in range(i)
        )  # fmt: skip
        findings = (warning("correlation-repaired", "correlation.matrix", moved=f"{moved:.3f}"),)
        scores = fixed
    lower = _cholesky(scores.tolist())
    return tuple((numbers[task], tuple(lower[i][: i + 1])) for i, task in enumerate(asked.tasks)), findings


def _cholesky(matrix: list[list[float]]) -> list[list[float]]:
    """Factor a matrix that may be singular."""
    count = len(matrix)
    lower = [[0.0] * count for _ in range(count)]
    for i in range(count):
        for j in range(i + 1):
            rest = matrix[i][j] - sum(lower[i][k] * lower[j][k] for k in range(j))
            if i == j:
                lower[i][i] = sqrt(max(0.0, rest))
            elif lower[j][j] > _TOLERANCE:
                lower[i][j] = rest / lower[j][j]
    return lower
