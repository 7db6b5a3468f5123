"""What questions about a plan say of its hammocks: they move with their events, and nothing hangs on them."""

from __future__ import annotations

from datetime import date

import retroplan as rp

TASKS = [
    rp.Task("content", duration="5d", responsible="Anna"),
    rp.Task("print", duration="2d", after=["content"], responsible="Anna"),
]
SUPPORT = rp.Task("support", span={"from": "content", "to": "launch"}, responsible="Anna")
PROOFS = rp.Task("proofs", span={"from": "content.finish", "to": "print.finish"})
WATCH = rp.Task("watch", span={"from": "J-30", "to": "J+30"})
BARE = rp.Plan("Test", launch="2026-06-15", tasks=TASKS)
# Worked from Monday to Friday: print on Thu 11 and Fri 12 June, content from Thu 4 to Wed 10 June.
PLAN = BARE.add(SUPPORT).add(PROOFS).add(WATCH)


def reasons(old: rp.Plan, new: rp.Plan, task_id: str) -> list[str]:
    """Put the reasons of a move into words."""
    return [reason.text() for reason in rp.compare(rp.schedule(old), rp.schedule(new))[task_id].reasons]


def test_a_hammock_moves_for_the_reasons_of_its_events() -> None:
    """A longer task moves the start of the hammock that begins with it."""
    new = PLAN.change("content", duration="6d")
    comparison = rp.compare(rp.schedule(PLAN), rp.schedule(new))

    # content starts a day earlier, on Wed 3 June; its finish and all of print stay
    change = comparison["support"]
    assert (change.kind, change.moved, change.start_days, change.finish_days) == ("hammock", True, -1, 0)
    assert change.start_working_days == -1.0
    assert change.reasons == comparison["content"].reasons
    assert [reason.text() for reason in change.reasons] == ["content: duration 5 d → 6 d"]
    assert not comparison["proofs"].moved
    assert not comparison["watch"].moved


def test_another_launch_moves_offsets_too() -> None:
    """Each hammock says so once."""
    new = PLAN.replace(launch="2026-06-22")

    for task_id in ("support", "proofs", "watch"):
        assert reasons(PLAN, new, task_id) == ["launch Mon 15 Jun 2026 → Mon 22 Jun 2026"]


def test_another_span_is_a_reason() -> None:
    """The events stand as they are written, in both languages."""
    new = PLAN.change("support", span={"from": "print", "to": "J+5"})
    change = rp.compare(rp.schedule(PLAN), rp.schedule(new))["support"]

    assert [reason.text("en") for reason in change.reasons] == [
        "support: span content … launch → print … J+5"
    ]
    assert [reason.text("fr") for reason in change.reasons] == [
        "support: étendue content … launch → print … J+5"
    ]


def test_a_task_that_becomes_a_hammock_is_compared_all_the_same() -> None:
    """Two that span one another, each in one of the plans, are no circle."""
    one = BARE.add(rp.Task("x", duration="9d")).add(rp.Task("y", span={"from": "x", "to": "x"}))
    other = BARE.add(rp.Task("x", span={"from": "y", "to": "y"})).add(rp.Task("y", duration="4d"))

    assert reasons(one, other, "x") == [
        "x: span none → y … y",
        "y: span x … x → none",
    ]
    assert reasons(other, one, "y")[0] == "y: span none → x … x"


def test_a_summary_that_is_spanned_gives_its_reasons() -> None:
    """What moved the first task of the summary moved the hammock."""
    tree = rp.Plan(
        launch="2026-06-15",
        tasks=[rp.Task("phase", tasks=TASKS), rp.Task("h", span={"from": "phase", "to": "launch"})],
    )

    assert reasons(tree, tree.change("print", duration="4d"), "h") == ["print: duration 2 d → 4 d"]


def test_new_and_removed_hammocks_are_told() -> None:
    """Nothing else changes."""
    comparison = rp.compare(rp.schedule(BARE), rp.schedule(PLAN))

    assert {change.id: change.status for change in comparison.values() if change.changed} == dict.fromkeys(
        ("support", "proofs", "watch"), "added"
    )
    assert comparison.text("fr")


def test_questions_leave_hammocks_out() -> None:
    """The answers are those of the plan without them."""
    with_, without = rp.schedule(PLAN), rp.schedule(BARE)

    assert rp.delay_effects(with_, 2) == rp.delay_effects(without, 2)
    assert rp.bottlenecks(with_) == rp.bottlenecks(without)
    assert rp.overlaps(with_) == rp.overlaps(without) == ()
    assert rp.near_critical_paths(with_, 3) == rp.near_critical_paths(without, 3)
    assert rp.parallel_groups(PLAN) == rp.parallel_groups(BARE)
    assert rp.safety_time(with_) == rp.safety_time(without)
    assert with_.critical_paths() == without.critical_paths()
    assert with_.implicit_links == without.implicit_links
    assert rp.delay_effects(with_, 2, tasks=["support"]) == ()


def test_a_launch_window_looks_at_work_alone() -> None:
    """The first day of work is that of a task, not of a hammock that began before."""
    (candidate,) = rp.launch_window(PLAN, "2026-06-15", "2026-06-15")

    assert (candidate.first_day, candidate.critical) == (date(2026, 6, 4), ("content", "print"))


def test_rules_of_check_do_not_ask_hammocks_for_people() -> None:
    """They are no work."""
    told = [finding.task for finding in rp.check(PLAN.replace(buffer="0d")).findings]

    assert told == []


def test_a_graph_holds_the_span() -> None:
    """The node carries it as JSON text, and gives it back."""
    graph = rp.to_graph(rp.schedule(PLAN))

    assert graph.nodes["support"]["span"] == '{"from": "content", "to": "launch"}'
    assert (graph.nodes["support"]["kind"], graph.degree["support"]) == ("hammock", 0)
    assert rp.from_graph(graph) == PLAN
