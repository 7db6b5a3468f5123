"""Questions to the graph of a plan and to its schedule, worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp


def scheduled(*tasks: rp.Task, **options: Any) -> rp.Schedule:
    """Schedule a plan for Monday 15 June 2026."""
    return rp.schedule(rp.Plan("Test", **{"launch": "2026-06-15", "tasks": tasks} | options))


def ladder(rungs: int, *, short: int | None = None) -> rp.Schedule:
    """Make a ladder: on each rung two ways of a day each, one of them half a day on the `short` rung."""
    tasks = [rp.Task("s0")]
    for n in range(rungs):
        length = "0.5d" if n == short else "1d"
        tasks += [
            rp.Task(f"a{n}", duration="1d", after=[f"s{n}"]),
            rp.Task(f"b{n}", duration=length, after=[f"s{n}"]),
            rp.Task(f"s{n + 1}", after=[f"a{n}", f"b{n}"]),
        ]
    return scheduled(*tasks)


@pytest.fixture
def fork() -> rp.Schedule:
    """Three ways from a brief to a fair."""
    return scheduled(
        rp.Task("brief", duration="1d"),
        rp.Task("text", duration="2d", after=["brief"]),
        rp.Task("film", duration="5d", after=["brief"]),
        rp.Task("shop", duration="4d", after=["brief"]),
        rp.Task("print", duration="1d", after=["text"]),
        rp.Task("fair", duration="1d", after=["print", "film", "shop"]),
    )


# -- critical paths --------------------------------------------------------------------------------


def test_a_ladder_has_its_critical_paths_counted_and_some_of_them_listed() -> None:
    """Fifty rungs have 2 ** 50 paths; nobody walks them all."""
    schedule = ladder(50)
    paths = schedule.critical_paths(7)

    assert schedule.critical_path_count == 2**50
    assert len(set(paths)) == 7
    assert {len(path) for path in paths} == {102}


# -- groups ----------------------------------------------------------------------------------------


def test_groups_have_no_way_between_them_and_are_as_large_as_can_be(fork: rp.Schedule) -> None:
    """Text or print, film and shop can go on at once; every task that can is in a group."""
    assert rp.parallel_groups(fork) == (("text", "film", "shop"), ("film", "shop", "print"))
    assert rp.parallel_groups(fork.plan) == rp.parallel_groups(fork)


def test_a_schedule_puts_what_feeds_nothing_before_the_launch() -> None:
    """By written links alone it is parallel to what follows the launch."""
    schedule = scheduled(rp.Task("work", duration="1d"), rp.Task("party", after=["launch"]))

    assert rp.parallel_groups(schedule.plan) == (("work", "party"),)
    assert rp.parallel_groups(schedule) == ()


def test_links_of_summaries_part_the_tasks_below_them() -> None:
    """All of one phase comes before all of the next."""
    phases = [
        rp.Task("one", tasks=[rp.Task("a"), rp.Task("b")]),
        rp.Task("two", tasks=[rp.Task("c"), rp.Task("d")], after=["one"]),
    ]

    assert rp.parallel_groups(rp.Plan(tasks=phases)) == (("a", "b"), ("c", "d"))


def test_groups_are_bounded() -> None:
    """A ladder has a group a rung."""
    schedule = ladder(50)

    assert len(rp.parallel_groups(schedule)) == 50
    assert rp.parallel_groups(schedule, limit=1) == (("a0", "b0"),)


@settings(max_examples=300, deadline=None)
@given(
    edges=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda e: e[0] < e[1]), max_size=20)
)
def test_whoever_is_parallel_to_another_is_in_a_group(edges: list[tuple[int, int]]) -> None:
    """A task is in no group just when every other task comes before or after it, by any way there is."""
    names = ["a", "b", "c", "d", "launch", "e", "f", "g"]
    links = [rp.Link(names[first], names[last]) for first, last in set(edges)]
    tasks = [rp.Task(name) for name in names if name != "launch"]
    closure = nx.transitive_closure_dag(nx.DiGraph((names[first], names[last]) for first, last in edges))
    closure.add_nodes_from(names)
    lonely = {
        task.id
        for task in tasks
        if all(
            other is task or closure.has_edge(task.id, other.id) or closure.has_edge(other.id, task.id)
            for other in tasks
        )
    }

    grouped = {task for group in rp.parallel_groups(rp.Plan(tasks=tasks, links=links)) for task in group}

    assert grouped == {task.id for task in tasks} - lonely


def test_a_cycle_is_refused_here_as_everywhere() -> None:
    """There is no order to ask about."""
    with pytest.raises(rp.PlanError) as caught:
        rp.parallel_groups(rp.Plan(tasks=[rp.Task("a", after=["b"]), rp.Task("b", after=["a"])]))

    assert [finding.code for finding in caught.value.findings] == ["cycle"]


def test_overlaps_have_all_that_is_under_way(fork: rp.Schedule) -> None:
    """Fair on 12 June; film 5-11, shop 8-11, print on the 11th, text on the 9th and 10th."""
    found = [(overlap.start.day, overlap.finish.day, overlap.tasks) for overlap in rp.overlaps(fork)]

    assert found == [(9, 10, ("text", "film", "shop")), (11, 11, ("film", "shop", "print"))]
    assert [overlap.tasks for overlap in rp.overlaps(fork, limit=1)] == [("text", "film", "shop")]
    assert json.loads(json.dumps(rp.overlaps(fork)[1].to_record()))["start"] == "2026-06-11T08:00:00"


def test_tasks_that_touch_do_not_overlap() -> None:
    """One ends at noon when the next begins, in the middle of a day that others work."""
    schedule = scheduled(rp.Task("a", duration="0.5d"), rp.Task("b", duration="0.5d", after=["a"]))

    assert rp.overlaps(schedule) == ()


# -- nearly critical -------------------------------------------------------------------------------


def test_near_critical_paths_have_their_slack(fork: rp.Schedule) -> None:
    """Film takes 5 days, shop 4, text and print 3."""
    found = {path.tasks[1]: path.slack_days for path in rp.near_critical_paths(fork, 2)}

    assert fork.critical_path == ("brief", "film", "fair", "launch")
    assert found == {"shop": 1, "text": 2}
    assert [path.tasks for path in rp.near_critical_paths(fork, 1)] == [("brief", "shop", "fair", "launch")]


@pytest.mark.parametrize("days", [-1, float("nan"), float("inf"), "2", None, True])
def test_near_critical_paths_take_a_number_of_days(fork: rp.Schedule, days: Any) -> None:
    """No comparison with what is no number gives an empty answer that looks like a good one."""
    with pytest.raises(rp.PlanError, match=r"^days: .* is not a number of days"):
        rp.near_critical_paths(fork, days)


def test_near_critical_paths_may_end_before_the_others() -> None:
    """A chain that ends early falls short by what is left before the launch."""
    schedule = scheduled(rp.Task("long", duration="5d"), rp.Task("short", duration="3d"), start="2026-06-01")

    # From 1 June both reach the 5th and the 3rd.
    assert rp.near_critical_paths(schedule, 2) == (rp.NearPath(("short", "launch"), 2),)


def test_a_ladder_has_as_many_near_paths_as_are_asked_for() -> None:
    """Behind 2 ** 49 critical paths lie 2 ** 49 with half a day of slack."""
    schedule = ladder(50, short=20)
    found = rp.near_critical_paths(schedule, 3, limit=30)

    assert schedule.critical_path_count == 2**49
    assert len({path.tasks for path in found}) == 30
    assert {path.slack_days for path in found} == {0.5}
    assert all("b20" in path.tasks for path in found)


def test_a_forward_plan_has_near_paths_to_its_finish() -> None:
    """Without a launch they end with the last tasks."""
    schedule = rp.schedule(
        rp.Plan(start="2026-06-01", tasks=[rp.Task("a", duration="3d"), rp.Task("b", duration="2d")])
    )

    assert rp.near_critical_paths(schedule, 1) == (rp.NearPath(("b",), 1),)


def test_a_beginning_of_a_path_is_none() -> None:
    """A forward plan ends with c, whatever b lasts; a summary that nothing follows is no end of its own."""
    inside = [rp.Task("b", duration="2d", after=["a"])]
    tasks = [
        rp.Task("a", duration="3d"),
        rp.Task("s", tasks=inside),
        rp.Task("c", duration="1d", after=["s"]),
        rp.Task("t", tasks=[rp.Task("d", duration="4d")]),
    ]
    schedule = rp.schedule(rp.Plan(start="2026-06-01", tasks=tasks))

    assert schedule.critical_path == ("a", "b", "c")
    assert rp.near_critical_paths(schedule, 5) == (rp.NearPath(("d",), 2),)


# -- bottlenecks and safety time -------------------------------------------------------------------


def test_bottlenecks_are_told_with_their_reasons(fork: rp.Schedule) -> None:
    """So many wait for the brief, the fair for so many."""
    assert [finding.text() for finding in rp.bottlenecks(fork)] == [
        "brief: 3 tasks wait for it",
        "fair: it waits for 3 tasks",
    ]
    assert rp.bottlenecks(fork, at_least=4) == ()


def test_one_task_waits_and_several_wait() -> None:
    """The verb goes with the number."""
    tasks = [rp.Task("a", duration="1d")]
    tasks += [rp.Task(name, duration="1d", after=["a"]) for name in ("b", "c")]
    both, alone = (rp.bottlenecks(scheduled(*each), at_least=1) for each in (tasks, tasks[:2]))

    assert [found.text("fr") for found in alone] == [
        "a: 1 tâche attend qu’elle avance",
        "b: elle attend 1 tâche",
    ]
    assert alone[0].text("en") == "a: 1 task waits for it"
    assert "a: 2 tâches attendent qu’elle avance" in [found.text("fr") for found in both]


def test_what_most_critical_paths_go_through_is_a_bottleneck() -> None:
    """The joints of a ladder, not its rungs."""
    found = rp.bottlenecks(ladder(3))

    assert [finding.task for finding in found] == ["s0", "s1", "s2", "s3"]
    assert found[1].text("fr") == "s1: 8 chemins critiques sur 8 passent par elle"


def test_a_person_with_several_critical_tasks_is_a_bottleneck() -> None:
    """Ana has two of them, Ben one and one with slack."""
    schedule = scheduled(
        rp.Task("a", duration="2d", responsible="Ana"),
        rp.Task("b", duration="2d", responsible=["Ana", "Ben"], after=["a"]),
        rp.Task("c", duration="1d", responsible="Ben"),
    )

    assert [finding.text() for finding in rp.bottlenecks(schedule)] == [
        "Ana has 2 tasks that are critical: a, b"
    ]


def test_safety_time_is_that_of_the_critical_path() -> None:
    """Margins in the user's units and percents, a buffer that a start has shrunk."""
    schedule = scheduled(
        rp.Task("a", duration="4d", margin="25%"),
        rp.Task("b", duration="2d", margin="4h", after=["a"]),
        rp.Task("c", duration="1d", margin="1d"),
        buffer="3d",
        start="2026-06-02",
    )
    safety = rp.safety_time(schedule)

    # 5 + 2.5 days of the 9 from 2 to 12 June leave 1.5.
    assert safety.margins == (("a", 1), ("b", 0.5))
    assert (safety.margin_days, safety.buffer_days, safety.total_days) == (1.5, 1.5, 3)
    assert json.loads(json.dumps(safety.to_record()))["margins"][0] == {"task": "a", "days": 1}


# -- delays ----------------------------------------------------------------------------------------


def effects(schedule: rp.Schedule, days: float) -> dict[str, tuple[int | None, tuple[str, ...]]]:
    """Give the days by which J moves, and who is pushed, for each task."""
    return {effect.task: (effect.launch_days, effect.pushed) for effect in rp.delay_effects(schedule, days)}


def test_a_delay_moves_the_launch_unless_slack_absorbs_it(fork: rp.Schedule) -> None:
    """Two days: film has none of them, shop one, text and print both."""
    # J on Monday the 15th with nothing left; two days more end on Tuesday: J on the 17th.
    assert effects(fork, 2) == {
        "brief": (2, ("text", "film", "shop", "print", "fair")),
        "text": (0, ("print",)),
        "film": (2, ("fair",)),
        "shop": (1, ("fair",)),
        "print": (0, ()),
        "fair": (2, ()),
    }


def test_a_delay_over_a_weekend_moves_the_launch_to_the_next_open_day() -> None:
    """J on a Friday: one day more is done on the Friday, and J is the Monday after it."""
    (effect,) = rp.delay_effects(scheduled(rp.Task("a", duration="1d"), launch="2026-06-12"), 1)

    assert (str(effect.launch), effect.launch_days, effect.absorbed) == ("2026-06-15", 3, False)


def test_the_buffer_absorbs_delays() -> None:
    """It is there to be used; the margin is part of the task."""
    schedule = scheduled(rp.Task("a", duration="2d", margin="1d"), buffer="2d")

    assert [rp.delay_effects(schedule, days)[0].launch_days for days in (1, 2, 3)] == [0, 0, 1]


def test_a_pin_behind_a_task_moves_with_the_launch() -> None:
    """What comes before a pin has as much room as the pin leaves it."""
    schedule = scheduled(rp.Task("a", duration="2d"), rp.Task("fair", duration="1d", at="J-5", after=["a"]))

    # The fair is on 10 June, a on the 8th and 9th, and the plan begins on the 8th. A day more and a
    # ends on the 10th: the fair on the 11th at the earliest, J on the 16th.
    assert effects(schedule, 1)["a"] == (1, ("fair",))


def test_a_deadline_cannot_be_helped_by_another_launch() -> None:
    """Where a date that does not move is missed, there is no launch that works."""
    schedule = scheduled(rp.Task("a", duration="2d", deadline="2026-06-05"), start="2026-06-04")
    (effect,) = rp.delay_effects(schedule, 1)

    assert (effect.launch, effect.launch_days, effect.absorbed) == (None, None, False)


def test_tasks_after_the_launch_do_not_move_it() -> None:
    """They push what follows them."""
    schedule = scheduled(
        rp.Task("party", duration="1d", after=["launch"]), rp.Task("thanks", duration="1d", after=["party"])
    )

    assert effects(schedule, 5) == {"party": (0, ("thanks",)), "thanks": (0, ())}


def test_a_plan_that_fails_already_is_measured_from_where_it_would_work() -> None:
    """The days are those that the delay adds."""
    schedule = scheduled(rp.Task("a", duration="10d"), start="2026-06-02")
    (effect,) = rp.delay_effects(schedule, 1)

    # 10 days from 2 June end on the 15th: J on the 16th; with the delay on the 17th.
    assert (str(effect.launch), effect.launch_days) == ("2026-06-17", 1)


def test_only_the_tasks_asked_about_are_told(fork: rp.Schedule) -> None:
    """In document order; what has no work is left out, one id may stand alone."""
    assert [effect.task for effect in rp.delay_effects(fork, 1, tasks=["fair", "brief"])] == ["brief", "fair"]
    assert [effect.task for effect in rp.delay_effects(fork, 1, tasks=["launch", "fair"])] == ["fair"]
    assert rp.delay_effects(fork, 1, tasks="fair") == rp.delay_effects(fork, 1, tasks=["fair"])
    with pytest.raises(KeyError, match="fare"):
        rp.delay_effects(fork, 1, tasks=["fare"])


@pytest.mark.parametrize("days", [-1, float("nan"), float("inf"), 1e300, "2", None, True])
def test_a_delay_is_a_number_of_days(fork: rp.Schedule, days: float) -> None:
    """Anything else is refused with the name of the argument."""
    with pytest.raises(rp.PlanError) as problem:
        rp.delay_effects(fork, days)
    (found,) = problem.value.findings

    assert (found.path, found.code) == ("days", "bad-delay")


def test_words_of_what_is_no_number(fork: rp.Schedule) -> None:
    """They say what to write, in both languages."""
    with pytest.raises(rp.PlanError) as delay:
        rp.delay_effects(fork, -1)
    with pytest.raises(rp.PlanError) as least:
        rp.bottlenecks(fork, at_least=0)

    assert [each.value.findings[0].text("en") for each in (delay, least)] == [
        'days: "-1" is not a number of days (write a number from 0 to 10000000)',
        'at_least: "0" is not a number of links (write a whole number from 1)',
    ]
    assert [each.value.findings[0].text("fr") for each in (delay, least)] == [
        "days: « -1 » n’est pas un nombre de jours (écrire un nombre de 0 à 10000000)",
        "at_least: « 0 » n’est pas un nombre de liens (écrire un nombre entier à partir de 1)",
    ]


@pytest.mark.parametrize("at_least", [0, -1, 1.5, "3", None, True])
def test_bottlenecks_begin_at_one_link(fork: rp.Schedule, at_least: int) -> None:
    """Anything that is no whole number from 1 is refused with the name of the argument."""
    with pytest.raises(rp.PlanError) as problem:
        rp.bottlenecks(fork, at_least=at_least)
    (found,) = problem.value.findings

    assert (found.path, found.code) == ("at_least", "bad-at-least")


@pytest.mark.parametrize(
    ("name", "ask"),
    [
        ("bottlenecks", rp.bottlenecks),
        ("safety_time", rp.safety_time),
        ("near_critical_paths", lambda given: rp.near_critical_paths(given, 2)),
        ("delay_effects", lambda given: rp.delay_effects(given, 2)),
        ("overlaps", rp.overlaps),
    ],
)
def test_questions_are_put_to_a_schedule(fork: rp.Schedule, name: str, ask: Callable[..., object]) -> None:
    """A plan is to be scheduled first."""
    with pytest.raises(TypeError, match=f"^{name} takes a Schedule, not Plan; schedule it first$"):
        ask(fork.plan)
    with pytest.raises(TypeError, match="not NoneType"):
        ask(None)


def test_a_base_is_a_network(fork: rp.Schedule) -> None:
    """The plan before the change is to be compiled."""
    with pytest.raises(TypeError, match=r"^compile takes a Network as base, not Plan; compile it first$"):
        rp.compile(fork.plan, base=fork.plan)  # type: ignore[arg-type]


def test_no_delay_does_nothing(fork: rp.Schedule) -> None:
    """Zero days are absorbed."""
    assert set(effects(fork, 0).values()) == {(0, ())}
    assert json.loads(json.dumps(rp.delay_effects(fork, 0)[0].to_record()))["launch"] == "2026-06-15"


def test_a_forward_plan_pushes_without_a_launch() -> None:
    """There is no J to move; what is pushed is told, and whether the finish holds."""
    schedule = rp.schedule(
        rp.Plan(start="2026-06-01", tasks=[rp.Task("a", duration="3d"), rp.Task("b", duration="2d")])
    )

    assert [(effect.absorbed, effect.launch) for effect in rp.delay_effects(schedule, 1)] == [
        (False, None),
        (True, None),
    ]


def test_asking_does_not_change_the_schedule(fork: rp.Schedule) -> None:
    """Delays are tried on copies."""
    before = fork.to_records()
    rp.delay_effects(fork, 3)

    assert fork.to_records() == before
    assert fork["brief"].early_start == datetime(2026, 6, 4, 8)


def test_the_launch_may_wait_for_what_a_start_alone_asks() -> None:
    """
    From Wednesday 18 March a, a minute, lets b stand a day later, and the launch wait two days more.

    That is after three days of work, on Monday 23, with or without another day of a: only its start counts.
    """
    plan = rp.Plan(
        launch="2026-03-18",
        start="2026-03-18",
        tasks=[
            rp.Task("a", duration="1min"),
            rp.Task("b", after=["a SS+1d"], before=["launch SS+2d"]),
        ],
    )
    (effect,) = rp.delay_effects(rp.schedule(plan), 1, tasks=["a"])

    assert (str(effect.launch), effect.launch_days) == ("2026-03-23", 0)
