"""Redundant links: those between whose ends other links lead already."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import retroplan as rp
from retroplan.analysis.redundant import redundant_edges, redundant_links


def through(*tasks: rp.Task, links: tuple[rp.Link, ...] = ()) -> dict[str, str]:
    """Give the redundant links of a plan, each with the task through which the chain goes."""
    plan = rp.Plan(launch="2026-06-15", tasks=tasks, links=links)
    rp.compile(plan)  # the plan is sound
    return {f"{link.predecessor}-{link.successor}": via for link, via in redundant_links(plan).items()}


def chain(*ids: str) -> list[rp.Task]:
    """Make tasks of which each waits for the one before."""
    return [
        rp.Task(name, duration="1d", after=[ids[number - 1]] if number else [])
        for number, name in enumerate(ids)
    ]


@st.composite
def graphs(draw: st.DrawFn) -> list[list[int]]:
    """Draw what each node of a graph without cycles waits for."""
    count = draw(st.integers(0, 12))
    return [draw(st.lists(st.integers(0, node - 1), unique=True)) if node else [] for node in range(count)]


@given(graphs(), st.integers(1, 14))
def test_what_remains_is_the_transitive_reduction(before: list[list[int]], block: int) -> None:
    """Without its redundant edges a graph is what networkx reduces it to, whatever the block."""
    edges = {(source, target) for target, sources in enumerate(before) for source in sources}
    graph: nx.DiGraph[int] = nx.DiGraph(edges)
    graph.add_nodes_from(range(len(before)))
    found = redundant_edges(before, block=block)

    assert edges - set(found) == set(nx.transitive_reduction(graph).edges)
    for (source, target), other in found.items():
        assert other in before[target]
        assert source != other
        assert nx.has_path(graph, source, other)


def test_long_links_have_a_bound() -> None:
    """Nodes are visited again only so often; what was found till then is given."""
    # Every node waits for the one before; 7 also for 0, and 3 for 1: blocks are 0-1, 2-3, 4-5, 6-7.
    before: list[list[int]] = [[], [0], [1], [1, 2], [3], [4], [5], [0, 6]]

    assert redundant_edges(before, block=2) == {(0, 7): 6, (1, 3): 2}
    # The first block reaches to node 7, six nodes behind its end; the second only to node 4.
    assert redundant_edges(before, block=2, most_detours=5) == {}
    assert redundant_edges(before, block=2, most_detours=6) == {(0, 7): 6, (1, 3): 2}


def test_a_hundred_thousand_tasks_in_a_chain() -> None:
    """A long chain with a shortcut over every second task costs no recursion and little time."""
    count = 100_000
    before = [[node - 1] * (node > 0) + [node - 2] * (node > 1 and node % 2) for node in range(count)]

    # Every odd node from 3 on has a shortcut: 99,999 is the last, so there are 49,999.
    assert len(redundant_edges(before)) == 49_999


def test_a_shortcut_beside_a_chain() -> None:
    """If c waits for b and b for a, that c waits for a says nothing; a chain alone says something."""
    assert through(*chain("a", "b", "c")) == {}
    assert through(*chain("a", "b", "c"), rp.Task("d", after=["c", "a"])) == {"a-d": "c"}


@pytest.mark.parametrize("link", ["a FS+1d", "a FS-1d", "a SS", "a FF", "a SF"])
def test_only_plain_links_are_looked_at(link: str) -> None:
    """A link with a lag, or of another type, is neither redundant nor part of a chain."""
    assert through(*chain("a", "b"), rp.Task("c", duration="1d", after=["b", link])) == {}
    assert through(rp.Task("a"), rp.Task("b", after=[link]), rp.Task("c", after=["b", "a"])) == {}


def test_chains_lead_over_the_launch() -> None:
    """What is before the launch is before what follows it; a link that nobody wrote is not a chain."""
    assert through(
        rp.Task("a", duration="1d", before=["launch"]), rp.Task("z", duration="1d", after=["launch", "a"])
    ) == {"a-z": "launch"}
    assert through(rp.Task("a", duration="1d"), rp.Task("z", duration="1d", after=["launch", "a"])) == {}
    assert through(*chain("a", "b"), links=(rp.Link("a", "launch"), rp.Link("b", "launch"))) == {
        "a-launch": "b"
    }


def test_a_link_to_a_summary_holds_for_its_children() -> None:
    """Beside a link to a summary, one to its child is redundant; not the other way round."""
    inside = rp.Task("x", duration="1d", after=["a"])
    outside = rp.Task("y", duration="1d")

    assert through(rp.Task("a"), rp.Task("s", after=["a"], tasks=[inside, outside])) == {"a-x": "s"}
    assert through(rp.Task("a"), rp.Task("s", tasks=[inside, outside])) == {}


def test_a_link_from_a_summary_waits_for_its_children() -> None:
    """Beside a link from a summary, one from its child is redundant; a chain may lead through it."""
    summary = rp.Task("s", after=["a"], tasks=[rp.Task("x", duration="1d"), rp.Task("y", duration="1d")])

    assert through(rp.Task("a"), summary, rp.Task("z", after=["s", "x"])) == {"x-z": "s"}
    assert through(rp.Task("a"), summary, rp.Task("z", after=["s", "a"])) == {"a-z": "s"}
    assert through(rp.Task("a"), summary, rp.Task("z", after=["x", "a"])) == {"a-z": "x"}


def test_links_inside_a_summary_are_its_own() -> None:
    """A link between children is not redundant because both lie in one summary."""
    assert through(rp.Task("s", tasks=chain("x", "y")), rp.Task("z", after=["s"])) == {}


def test_summaries_lie_in_summaries() -> None:
    """What holds for a summary holds at every depth."""
    inner = rp.Task("inner", tasks=[rp.Task("x", duration="1d", after=["a"])], after=["a"])

    assert through(rp.Task("a"), rp.Task("outer", after=["a"], tasks=[inner])) == {
        "a-inner": "outer",
        "a-x": "inner",
    }


def test_an_immediate_task_waits_for_nobody() -> None:
    """A chain does not lead into a task that is done at once, but may begin with it."""
    at_once = rp.Task("b", duration="immediate", after=["a"])

    assert through(rp.Task("a"), at_once, rp.Task("c", after=["a", "b"])) == {}
    assert through(at_once, rp.Task("a"), rp.Task("c", after=["b"]), rp.Task("d", after=["b", "c"])) == {
        "b-d": "c"
    }


def test_a_plan_with_a_cycle_is_no_trap() -> None:
    """Tasks that wait for one another are left out."""
    plan = rp.Plan(tasks=[rp.Task("a", after=["b"]), rp.Task("b", after=["a"]), rp.Task("c", after=["a"])])

    assert redundant_links(plan) == {}
