"""The three kinds of task: before the launch, after it, and those that only feed the latter."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from retroplan.engine.frame import Frame
from retroplan.engine.passes import Dates


class Kind(Enum):
    """Which way a task is planned."""

    BEFORE = "before"
    AFTER = "after"
    NEITHER = "neither"


@frozen
class Kinds:
    """
    The kind of each node.

    Attributes
    ----------
    of
        Kind of each node; a forward plan has only AFTER.
    implicit
        Nodes tied to the launch though nobody wrote it: they feed nothing.
    by_date
        Nodes that came after the launch by a date, not by a link.
    only_before
        Whether every node is known to be before the launch.
    """

    of: list[Kind]
    implicit: frozenset[int]
    by_date: frozenset[int]
    only_before: bool = False


def classify(frame: Frame, floor: Dates) -> Kinds:
    """
    Tell the kind of each node.

    Parameters
    ----------
    frame
        The network with the dates of its launch.
    floor
        Dates that the launch, pins, musts and no-earlier-than dates alone impose.
    """
    network = frame.network
    count, launch = len(network), network.launch
    if frame.launch is None or launch is None:
        return Kinds([Kind.AFTER] * count, frozenset(), frozenset())
    if not network.after[launch] and not (frame.lower or frame.fixed or frame.pins):
        # Nothing comes after the launch and no date puts anything there, so all lead to it.
        return Kinds([Kind.BEFORE] * count, network.last, frozenset(), only_before=True)
    after = _reached(launch, network.after, (tie.target for tie in network.ties))
    before = _reached(launch, network.before, (tie.source for tie in network.ties))
    of = [Kind.NEITHER] * count
    implicit: set[int] = set()
    by_date: set[int] = set()
    leading = set(before)  # those with a path to the launch, by implicit links too
    for node in reversed(network.order):
        followers = [network.ties[number].target for number in network.after[node]]
        if node == launch:
            of[node] = Kind.BEFORE
            continue
        if any(follower in leading for follower in followers):
            leading.add(node)
        if node in before:
            of[node] = Kind.BEFORE
        elif node in after:
            of[node] = Kind.AFTER
        elif floor.finish[node] > network.nodes[node].clock.worked(frame.launch):
            of[node] = Kind.AFTER
            by_date.add(node)
        elif not followers:
            of[node] = Kind.BEFORE
            implicit.add(node)
            leading.add(node)
        elif node in leading:
            of[node] = Kind.BEFORE
    return Kinds(of, frozenset(implicit), frozenset(by_date))


def _reached(start: int, ways: list[list[int]], ends: Iterable[int]) -> set[int]:
    """Collect what can be reached from a node along its ties."""
    target = list(ends)
    seen: set[int] = set()
    pending = [start]
    while pending:
        for number in ways[pending.pop()]:
            node = target[number]
            if node not in seen:
                seen.add(node)
                pending.append(node)
    return seen
