"""Ordinary plans, scheduled by the short way: the same dates as by every rule."""

from __future__ import annotations

import random
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.engine.answers import solution_of
from retroplan.engine.columns import task_columns
from retroplan.engine.conflicts import find_conflicts
from retroplan.engine.plain import plain_dates
from retroplan.model.estimate import Basis
from retroplan.model.moments import moment_instant
from retroplan.network import plain_of

LINK_TYPES = ("FS", "SS", "FF", "SF")
LAGS = ("", "+1d", "-1d", "+3h", "-90min", "+1w")
DURATIONS = ("2d", "90min", "1w", "0.5d", "3d/5d/10d", "1h/1h/1h", None, "0d")


def ordinary_plan(dice: random.Random, **head: Any) -> rp.Plan:
    """Make a plan of ordinary tasks: any link type, leads and lags, milestones, phases, estimates."""
    count = dice.randint(1, 12)
    names = [f"t{number}" for number in range(count)]
    dice.shuffle(names)  # links also lead back in the document
    rank = {name: number for number, name in enumerate(sorted(names))}
    tasks = []
    for name in names:
        earlier = [other for other in names if rank[other] < rank[name]]
        after = [
            other if dice.random() < 0.6 else f"{other} {dice.choice(LINK_TYPES)}{dice.choice(LAGS)}"
            for other in dice.sample(earlier, min(len(earlier), dice.randint(0, 3)))
        ]
        before = ["launch"] if dice.random() < 0.1 else []
        tasks.append(rp.Task(name, duration=dice.choice(DURATIONS), after=after, before=before))
    if dice.random() < 0.3:
        cut = dice.randint(0, count - 1)
        tasks = [*tasks[:cut], rp.Task("phase", tasks=tasks[cut:])]
    return rp.Plan(tasks=tasks, **head)


NIGHTS = {"week": {"mon": ["22:00-06:00"], "sat": ["09:00-11:00"]}}
HEADS = st.fixed_dictionaries(
    {
        "launch": st.sampled_from(["2026-06-15", "2026-06-14", "2026-05-14 10:30", "2027-01-01"]),
        "calendar": st.sampled_from([None, "FR", "ouvrables", NIGHTS]),
    },
    optional={
        "buffer": st.sampled_from(["3d", "90min"]),
        "start": st.sampled_from(["2026-01-05", "2026-05-18", "2026-06-12 11:00"]),
        "hours_per_day": st.sampled_from([7, 7.5]),
    },
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 10**9), HEADS, st.sampled_from(Basis))
def test_the_short_way_gives_the_dates_of_every_rule(seed: int, head: dict[str, Any], basis: Basis) -> None:
    """Columns, start, finish and conflicts are those of the schedule that is worked out by every rule."""
    plan = ordinary_plan(random.Random(seed), **head)
    network = rp.compile(plan, basis=basis)
    schedule = rp.schedule(network)
    solution = solution_of(schedule)

    assert network.plain is not None
    by_task = task_columns(schedule.values())
    columns = schedule.to_columns()
    assert [*columns] == [*by_task]
    for name, values in columns.items():
        assert values.dtype == by_task[name].dtype
        assert values.tolist() == by_task[name].tolist(), name
    assert schedule.conflicts == find_conflicts(solution)
    assert moment_instant(schedule.start) == solution.start
    assert moment_instant(schedule.finish) >= max(moment_instant(task.finish) for task in schedule.values())


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), HEADS)
def test_early_late_and_planned_dates_are_those_of_every_rule(seed: int, head: dict[str, Any]) -> None:
    """Minute for minute, unless a start leaves too little time, which is left to the other way."""
    plan = ordinary_plan(random.Random(seed), **head)
    plain = plain_of(plan, Basis.EXPECTED)
    solution = solution_of(rp.schedule(plan))
    assert plain is not None
    assert plan.launch is not None

    start = None if plan.start is None else moment_instant(plan.start)
    dates = plain_dates(plain, moment_instant(plan.launch), solution.buffer_asked, start)

    if dates is None:
        assert find_conflicts(solution) or solution.buffer_left < solution.buffer_asked
        return
    count = len(plain)
    assert dates.early.start == solution.early.start[:count]
    assert dates.early.finish == solution.early.finish[:count]
    assert dates.late.start == solution.late.start[:count] == solution.planned.start[:count]
    assert dates.late.finish == solution.late.finish[:count] == solution.planned.finish[:count]
    assert dates.start == solution.start
    assert solution.buffer_left == solution.buffer_asked


@pytest.mark.parametrize(
    "task",
    [
        {"duration": "2cd"}, {"duration": "1mo"}, {"duration": "3eh"}, {"duration": "5 jours ouvrés"},
        {"duration": "1cd/2cd/3cd"}, {"at": "J-3"}, {"until": "J-3"}, {"start": "2026-05-04"},
        {"finish": "2026-05-04"}, {"deadline": "2026-05-04"}, {"calendar": "FR-57"}, {"when": "asap"},
        {"when": "alap"}, {"duration": "2d", "margin": "1d"}, {"duration": "2d", "risk_factor": 1.5},
        {"duration": "Immédiat"}, {"duration": "2d", "approval": "boss"}, {"waves": ["J-3"]},
        {"at": "J-9", "repeat": {"every": "1w", "count": 2}}, {"closed_dates": "keep"},
        {"span": {"from": "other", "to": "launch"}}, {"effort": "2d"},
        {"after": ["other FS+50%"]}, {"after": ["other FS+2cd"]}, {"after": ["launch"]},
        {"before": ["launch SS"]}, {"before": ["launch FS-1d"]},
        {"constraint": {"type": "start_no_earlier_than", "date": "2026-05-04"}},
        {"tasks": [{"id": "child"}], "after": ["other"]}, {"tasks": [{"id": "child"}], "calendar": "FR"},
    ],
)  # fmt: skip
def test_anything_else_is_left_to_every_rule(task: dict[str, Any]) -> None:
    """Whatever dates, other calendars or other units do is worked out by the general rules."""
    document = {"launch": "2026-06-15", "tasks": [{"id": "other", "duration": "1d"}, {"id": "odd", **task}]}
    document["approvers"] = {"boss": "1d"} if "approval" in task else {}

    assert plain_of(rp.from_document(document), Basis.EXPECTED) is None


@pytest.mark.parametrize(
    "head",
    [
        {"launch": None, "start": "2026-06-01"},
        {"buffer": "10%"},
        {"closed_dates": "back"},
        {"calendar": "XX"},
        {"people": {"anna": {"leave": ["2026-06-01"]}}},
    ],
)
def test_heads_that_are_not_ordinary(head: dict[str, Any]) -> None:
    """A forward plan, a buffer in percent, a choice for closed dates and an unknown calendar are not."""
    plan = rp.Plan(**({"launch": "2026-06-15", "tasks": [rp.Task("a")]} | head))

    assert plain_of(plan, Basis.EXPECTED) is None


def test_a_network_is_scheduled_again_without_being_compiled_again() -> None:
    """A new launch or start takes the flat lists as they are, and asks every rule only when needed."""
    plan = rp.Plan(
        launch="2026-06-15", tasks=[rp.Task("a", duration="3d"), rp.Task("b", duration="2d", after=["a"])]
    )
    network = rp.compile(plan)

    later = rp.schedule(network, launch="2026-06-22")
    late = rp.schedule(network, start="2026-06-10")

    assert later["a"].start_date == date(2026, 6, 15)
    assert later.plan == plan.replace(launch="2026-06-22")
    # Five days of work from Wednesday 10 June end on Tuesday 16: two days behind Friday 12.
    assert not late.feasible
    assert late.missing_days == 2
    assert rp.schedule(network)["a"].start_date == date(2026, 6, 8)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 10**9), HEADS)
def test_a_changed_plan_is_compiled_from_the_old_one(seed: int, head: dict[str, Any]) -> None:
    """Whatever is changed, compiling with the old network gives the schedule of compiling anew."""
    dice = random.Random(seed)
    plan = ordinary_plan(dice, **head)
    base = rp.compile(plan)
    before = {name: values.tolist() for name, values in rp.schedule(base).to_columns().items()}
    ids = [task.id for task in plan if not task.tasks]
    for _ in range(dice.randint(1, 3)):
        task = dice.choice(ids)
        earlier = [other for other in ids if other < task]
        changes: list[dict[str, Any]] = [
            {"duration": dice.choice(DURATIONS)},
            {"duration": "2cd"},
            {"after": dice.sample(earlier, min(len(earlier), 2))},
            {"after": [f"{other} SS+1h" for other in earlier[:1]]},
            {"name": "Another name"},
            {"before": ["launch"]},
        ]
        plan = plan.change(task, **dice.choice(changes))
    heads: list[dict[str, Any]] = [{}, {"launch": "2026-09-01"}, {"calendar": "FR-57"}, {"hours_per_day": 6}]
    plan = plan.replace(**dice.choice([*heads, {"start": "2026-01-12"}, {"buffer": "2d"}]))

    network = rp.compile(plan, base=base)

    assert dict(rp.schedule(network)) == dict(rp.schedule(plan))
    columns, expected = (rp.schedule(each).to_columns() for each in (network, plan))
    assert {name: values.tolist() for name, values in columns.items()} == {
        name: values.tolist() for name, values in expected.items()
    }
    again = {name: values.tolist() for name, values in rp.schedule(base).to_columns().items()}
    assert again == before


def test_a_change_that_makes_a_circle_is_named() -> None:
    """New links are checked as when a plan is compiled anew."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a"), rp.Task("b", after=["a"])])

    with pytest.raises(rp.PlanError, match="a → b → a"):
        rp.compile(plan.change("a", after=["b"]), base=rp.compile(plan))


def test_arrays_as_base_have_no_tasks_to_compare() -> None:
    """A plan is compiled anew beside a network that was made from arrays, also one without a task."""
    base = rp.Network.from_arrays([3, 2], [0], [1], unit="d", launch="2026-06-15")

    for plan in (rp.Plan(launch="2026-06-15"), base.plan, base.plan.change("0", duration="5d")):
        found, expected = rp.schedule(rp.compile(plan, base=base)), rp.schedule(plan)
        assert found.start == expected.start
        assert found.to_columns()["start"].tolist() == expected.to_columns()["start"].tolist()


def test_a_milestone_behind_a_launch_that_the_start_is_close_to() -> None:
    """
    Started on Sunday, launched at midnight: a milestone stands where the start lets it, on Monday at 08:00.

    Friday 17:00, where it would stand before J, lies before the start.
    """
    plan = rp.Plan(launch="2026-06-15", start="2026-06-14", tasks=[rp.Task("a")])
    schedule = rp.schedule(plan)

    assert rp.compile(plan).plain is not None
    assert schedule["a"].finish == datetime(2026, 6, 15, 8)
    assert schedule.finish == datetime(2026, 6, 15, 8)
    assert rp.schedule(plan, start="2026-06-12").finish == datetime(2026, 6, 15)


def test_what_has_not_changed_is_not_read_again() -> None:
    """With one new duration of a thousand tasks, all lists of links are those of the old network."""
    tasks = [
        rp.Task(f"t{number}", duration="1h", after=[f"t{number - 1}"] if number else [])
        for number in range(1000)
    ]
    base = rp.compile(rp.Plan(launch="2026-06-15", tasks=tasks))
    plain = rp.compile(base.plan.change("t500", duration="3d"), base=base).plain

    assert plain is not None
    assert base.plain is not None
    assert all(new is old for new, old in zip(plain.predecessors, base.plain.predecessors, strict=True))
    assert [new for new, old in zip(plain.duration, base.plain.duration, strict=True) if new != old] == [1440]


NOT_WHOLE = (
    "durations: write a list of whole numbers, or an array of integers",
    "durations: écrire une liste de nombres entiers, ou un tableau d’entiers",
)


ARRAY_HEADS = st.fixed_dictionaries(
    {
        "launch": st.sampled_from(
            [
                "2026-06-15", "2026-06-14", "2026-05-25", "2026-06-15 00:00", "2026-06-15 12:30",
                datetime(2026, 6, 13, 23, 30), date(2027, 1, 1),
            ]
        ),
    },
    optional={
        "calendar": st.sampled_from(
            ["FR", "FR-57", "ouvrables", NIGHTS, {"country": "FR", "closed": ["2026-06-08/2026-06-14"]}]
        ),
        "buffer": st.sampled_from(["2d", "1w", "20%", "12,5 %", "150%", "0%", "2 jours ouvrables"]),
        "start": st.sampled_from(["2026-06-01", "2026-05-23 10:00", date(2026, 6, 14), "2026-06-20"]),
        "name": st.just("Bulk"),
    },
) | st.fixed_dictionaries(
    {"start": st.sampled_from(["2026-06-15", "2026-06-14 10:00"])},
    optional={"calendar": st.sampled_from(["FR", NIGHTS])},
)  # fmt: skip
"""All that stands at the head of a plan and that `from_arrays` takes, with a launch or without."""


def same_tasks(dice: random.Random) -> tuple[dict[str, Any], list[rp.Task]]:
    """Make tasks as arrays, and the same tasks as objects: any unit, link types, leads and lags."""
    count = dice.randint(0, 8)
    order = dice.sample(range(count), count)
    links = [sorted(dice.sample(range(count), 2)) for _ in range(count)] if count > 1 else []
    sources, targets = ([order[link[end]] for link in links] for end in (0, 1))
    types = [dice.choice(LINK_TYPES) for _ in links] if dice.random() < 0.5 else None
    lags = [dice.randint(-5, 5) for _ in links] if dice.random() < 0.5 else None
    ids = [f"t{number}" for number in range(count)] if dice.random() < 0.5 else None
    names = ids or [str(number) for number in range(count)]
    unit, durations = dice.choice(["min", "h", "d", "w"]), [dice.choice([0, 1, 2, 9]) for _ in range(count)]
    after: list[list[rp.Link]] = [[] for _ in names]
    for place, (source, target) in enumerate(zip(sources, targets, strict=True)):
        kind, lag = types[place] if types else "FS", f"{lags[place]}{unit}" if lags else None
        after[target].append(rp.Link(names[source], names[target], kind, lag))
    tasks = [
        rp.Task(name, duration=f"{length}{unit}" if length else None, after=links)
        for name, length, links in zip(names, durations, after, strict=True)
    ]
    arrays = {"durations": durations, "sources": sources, "targets": targets, "unit": unit}
    return arrays | {"types": types, "lags": lags, "ids": ids}, tasks


def everything(plan: rp.Plan | rp.Network, **when: Any) -> dict[str, Any]:
    """Give all that the schedule of a plan answers."""
    schedule = rp.schedule(plan, **when)
    return {
        "columns": {name: values.tolist() for name, values in schedule.to_columns().items()},
        "records": schedule.to_records(),
        "document": rp.to_document(schedule),
        **{
            name: getattr(schedule, name)
            for name in ("plan", "launch", "start", "finish", "conflicts", "findings", "critical_path")
        },
    }


class TestArrays:
    """Networks from plain arrays."""

    def test_a_chain(self) -> None:
        """Three days, then two, end on Friday 12 June: the first begins on Monday 8."""
        network = rp.Network.from_arrays(
            [3, 2], [0], [1], unit="d", launch="2026-06-15", calendar="FR", name="Bulk"
        )
        schedule = rp.schedule(network)
        columns = schedule.to_columns()

        assert columns["id"].tolist() == ["0", "1", "launch"]
        assert columns["start_date"].tolist() == [date(2026, 6, 8), date(2026, 6, 11), date(2026, 6, 15)]
        assert columns["finish"].tolist()[1] == datetime(2026, 6, 12, 17)
        assert columns["offset_start"].tolist() == [-7, -4, 0]
        assert columns["critical"].all()
        assert schedule["1"].offset == "J-4"
        assert schedule.critical_path == ("0", "1", "launch")
        assert schedule.plan == rp.Plan(
            "Bulk", launch="2026-06-15", calendar="FR",
            tasks=[rp.Task("0", duration="3d"), rp.Task("1", duration="2d", after=["0"])],
        )  # fmt: skip

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, 10**9), ARRAY_HEADS, st.booleans())
    def test_the_same_as_the_plan_of_objects(self, seed: int, head: dict[str, Any], as_arrays: bool) -> None:
        """Lists and numpy arrays under any head give all that the same plan of `Task` objects gives."""
        arrays, tasks = same_tasks(random.Random(seed))
        make = (lambda values: np.array(values, dtype=np.int32)) if as_arrays else list
        made = {
            name: make(values) if name in ("durations", "sources", "targets", "lags") else values
            for name, values in arrays.items()
            if values is not None
        }

        network, plan = rp.Network.from_arrays(**made, **head), rp.Plan(**head, tasks=tasks)

        assert everything(network) == everything(plan)
        assert everything(network.plan) == everything(plan)

    @settings(max_examples=50, deadline=None)
    @given(st.integers(0, 10**9), ARRAY_HEADS, st.sampled_from(["launch", "start"]))
    def test_dated_later_they_are_the_same_too(self, seed: int, head: dict[str, Any], key: str) -> None:
        """A launch or a start that comes when the network is scheduled is as one that was written."""
        arrays, tasks = same_tasks(random.Random(seed))
        later = {key: head[key]} if key in head else {"launch": "2026-06-15"}
        dated = head | later
        if dated.get("launch") is None or (head.get("start") is not None and key == "launch"):
            head = {name: value for name, value in head.items() if name != "buffer"}
            dated = head | later  # a buffer stands before a launch, which is not known yet
        undated = {name: value for name, value in head.items() if name not in later}

        network = rp.Network.from_arrays(**arrays, **undated)

        assert everything(network, **later) == everything(rp.Plan(**dated, tasks=tasks))

    def test_a_buffer_in_percent(self) -> None:
        """
        A fifth of ten days is two: the work ends on Wednesday 10 June and began on Thursday 28 May.

        Two days of May, five and three of June are the ten.
        """
        network = rp.Network.from_arrays([10], [], [], unit="d", launch="2026-06-15", buffer="20%")
        schedule = rp.schedule(network)

        assert schedule.start == datetime(2026, 5, 28, 8)
        assert schedule.to_columns()["start_date"][0] == np.datetime64("2026-05-28")
        assert schedule["0"].start_date == date(2026, 5, 28)
        assert schedule["0"].finish_date == date(2026, 6, 10)
        assert rp.schedule(network, start=schedule.start).findings == ()
        # A week later there is no holiday either (Monday to Friday if no calendar is named).
        assert rp.schedule(network, launch="2026-06-22").start == datetime(2026, 6, 4, 8)
        assert rp.simulate(network, samples=10, seed=1).start_by(0.9) == datetime(2026, 5, 28, 8)

    def test_columns_need_no_task(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """All dates are had without making a `Task` object."""
        network = rp.Network.from_arrays([3, 2], [0], [1], unit="d", launch="2026-06-15")
        monkeypatch.setattr("retroplan.network.bulk.Task", None)
        schedule = rp.schedule(network, launch="2026-06-22")

        assert schedule.to_columns()["id"].tolist() == ["0", "1", "launch"]
        assert schedule.feasible

    def test_they_are_copied(self) -> None:
        """What becomes of an array afterwards changes nothing."""
        durations = np.array([3, 2])
        network = rp.Network.from_arrays(durations, [0], [1], unit="d", launch="2026-06-15")
        durations[:] = 0

        assert rp.schedule(network)["0"].start_date == date(2026, 6, 8)

    def test_an_empty_network(self) -> None:
        """No task at all leaves the launch."""
        schedule = rp.schedule(rp.Network.from_arrays([], [], [], unit="d", launch="2026-06-15"))

        assert [*schedule] == ["launch"]
        assert schedule.to_columns()["start_date"].tolist() == [date(2026, 6, 15)]

    def test_without_a_launch(self) -> None:
        """Planned forward from a start; without a launch there are no offsets."""
        network = rp.Network.from_arrays([1, 1], [0], [1], unit="d", start="2026-06-15")
        columns = rp.schedule(network).to_columns()

        assert columns["start_date"].tolist() == [date(2026, 6, 15), date(2026, 6, 16)]
        assert "offset_start" not in columns

    @pytest.mark.parametrize(
        ("arrays", "english", "french"),
        [
            ({"unit": "mo"}, 'unit: "mo" is not a unit of working time (write one of min, h, d, w)',
             "unit: « mo » n’est pas une unité de temps de travail (choisir parmi min, h, d, w)"),
            ({"durations": np.array([1.5, 2])}, *NOT_WHOLE),
            ({"durations": np.array(["1", "2"])}, *NOT_WHOLE),
            ({"durations": np.array([True, False])}, *NOT_WHOLE),
            ({"durations": np.array([[1, 2]])}, *NOT_WHOLE),
            ({"durations": {0: 1, 1: 2}}, *NOT_WHOLE),
            ({"durations": 3}, *NOT_WHOLE),
            ({"durations": "12"}, *NOT_WHOLE),
            ({"durations": None}, *NOT_WHOLE),
            ({"durations": [1, 1.5]}, 'durations[1]: "1.5" is not a whole number (write one, such as 3)',
             "durations[1]: « 1.5 » n’est pas un nombre entier (en écrire un, par exemple 3)"),
            ({"durations": (1, "2")}, 'durations[1]: "2" is not a whole number (write one, such as 3)', None),
            ({"durations": [float("nan"), 2]},
             'durations[0]: "nan" is not a whole number (write one, such as 3)', None),
            ({"durations": [1, None]}, 'durations[1]: "null" is not a whole number (write one, such as 3)',
             None),
            ({"durations": [[1], 3]}, 'durations[0]: "[1]" is not a whole number (write one, such as 3)',
             None),
            ({"durations": np.array([1, None], dtype=object)},
             'durations[1]: "null" is not a whole number (write one, such as 3)', None),
            ({"lags": [1.0]}, 'lags[0]: "1.0" is not a whole number (write one, such as 3)', None),
            ({"durations": [10**30, 1]},
             f"durations[0]: {10**30} is not the length of a task (write a whole number from 0 to 10000000)",
             None),
            *(
                ({"durations": large}, f"durations[0]: {2**64 - 1} is not the length of a task"
                 " (write a whole number from 0 to 10000000)", None)
                for large in ([2**64 - 1, 1], np.array([2**64 - 1, 1], dtype=np.uint64))
            ),
            ({"targets": [1, 0]}, "targets: 2 values here, but 1 in sources",
             "targets: 2 valeurs ici, mais 1 dans sources"),
            ({"targets": []}, "targets: 0 values here, but 1 in sources",
             "targets: 0 valeur ici, mais 1 dans sources"),
            ({"lags": [1, 2], "types": ["FS"]}, "lags: 2 values here, but 1 in sources", None),
            ({"ids": ["a"]}, "ids: 1 value here, but 2 in durations",
             "ids: 1 valeur ici, mais 2 dans durations"),
            ({"durations": [1, -2]},
             "durations[1]: -2 is not the length of a task (write a whole number from 0 to 10000000)",
             "durations[1]: -2 n’est pas la durée d’une tâche (écrire un entier de 0 à 10000000)"),
            ({"lags": [10**8]},
             "lags[0]: 100000000 is not a lag (write a whole number from -10000000 to 10000000)",
             "lags[0]: 100000000 n’est pas un délai (écrire un entier de -10000000 à 10000000)"),
            ({"sources": [2]}, "sources[0]: 2 is not the place of a task (write a whole number from 0 to 1)",
             "sources[0]: 2 n’est pas la place d’une tâche (écrire un entier de 0 à 1)"),
            ({"sources": [1]}, 'targets[0]: "1" is linked to itself',
             "targets[0]: « 1 » est liée à elle-même"),
            ({"sources": [-(2**70)]},
             f"sources[0]: {-(2**70)} is not the place of a task (write a whole number from 0 to 1)", None),
            ({"types": "FS"}, 'types: "FS" is not a list (write one, such as ["FS", "SS"])',
             "types: « FS » n’est pas une liste (en écrire une, par exemple [\"FS\", \"SS\"])"),
            ({"types": 5}, 'types: "5" is not a list (write one, such as ["FS", "SS"])', None),
            ({"ids": "ab"}, 'ids: "ab" is not a list (write one, such as ["brief", "film"])', None),
            ({"ids": 7}, 'ids: "7" is not a list (write one, such as ["brief", "film"])', None),
            ({"unit": ["d"]}, 'unit: "[d]" is not a unit of working time (write one of min, h, d, w)', None),
            ({"launch": "x"}, 'launch: "x" is not a date (write 2026-06-15, or 2026-06-15 09:30)', None),
            ({"launch": None, "start": "2026-06-01", "buffer": "2d"},
             "buffer: a buffer stands before a launch; the plan has none (write launch: 2026-06-15)", None),
            ({"types": ["XX"]}, 'types[0]: "XX" is not a type of link (write FS, SS, FF or SF)', None),
            ({"ids": ["a", "a"]}, 'ids[1]: "a" is already the id of ids[0]',
             "ids[1]: « a » est déjà l’identifiant de ids[0]"),
            ({"ids": ["a", "launch"]},
             "ids[1]: launch is the launch itself, not a task; give the task another id",
             "ids[1]: launch est le lancement lui-même, pas une tâche ; donner un autre id à la tâche"),
            ({"ids": [None, "b"]},
             'ids[0]: "null" is not an id (use letters, digits, "-", "_" and ".")', None),
            ({"ids": ["a", 1.5]},
             'ids[1]: "1.5" is not an id (use letters, digits, "-", "_" and ".")', None),
            ({"ids": ["a", True]},
             'ids[1]: "true" is not an id (use letters, digits, "-", "_" and ".")', None),
        ],
    )  # fmt: skip
    def test_mistakes_are_named(
        self, arrays: dict[str, Any], english: str | None, french: str | None
    ) -> None:
        """What is wrong is said with its place in the array, in both languages."""
        right = {"durations": [1, 2], "sources": [0], "targets": [1], "unit": "min", "launch": "2026-06-15"}
        with pytest.raises(rp.PlanError) as caught:
            rp.Network.from_arrays(**(right | arrays))

        (finding,) = caught.value.findings
        assert english is None or finding.text("en") == english
        assert french is None or finding.text("fr") == french

    def test_a_unit_is_needed(self) -> None:
        """Nobody knows what a bare number counts."""
        with pytest.raises(TypeError, match="unit"):
            rp.Network.from_arrays([3], [], [], launch="2026-06-15")  # type: ignore[call-arg]

    def test_whole_numbers_are_ids(self) -> None:
        """As in a plan; numpy's too."""
        network = rp.Network.from_arrays([1, 1], [], [], unit="d", ids=np.array([7, 8]))  # type: ignore[arg-type]

        assert network.ids == ["7", "8"]

    @pytest.mark.parametrize("start", [None, "2026-06-01"])
    @pytest.mark.parametrize("looked_at", [False, True])
    def test_a_launch_comes_later(self, start: str | None, looked_at: bool) -> None:
        """Three days before Monday 15 June begin on Wednesday 10; the rest is as if dated at once."""
        network = rp.Network.from_arrays([3], [], [], unit="d", start=start)
        if looked_at and start:
            assert "launch" not in rp.schedule(network)
        dated = rp.Network.from_arrays([3], [], [], unit="d", start=start, launch="2026-06-15")
        found, expected = rp.schedule(network, launch="2026-06-15"), rp.schedule(dated)

        assert found["0"].start_date == date(2026, 6, 10)
        assert dict(found) == dict(expected)
        assert found.to_columns()["id"].tolist() == ["0", "launch"]
        assert found.why("0").text() == expected.why("0").text()
        assert rp.simulate(network, launch="2026-06-15", samples=10, seed=1).start_by(0.9).day == 10

    def test_an_undated_network_says_what_it_lacks(self) -> None:
        """When it is scheduled; cycles are named at once."""
        for made in (([3], [], []), ([], [], [])):
            network = rp.Network.from_arrays(*made, unit="d")
            for ask in (rp.schedule, rp.simulate):
                with pytest.raises(rp.PlanError, match="neither launch nor start"):
                    ask(network)  # type: ignore[operator]
        with pytest.raises(rp.PlanError, match=r"^[^\n]*0 → 1 → 0[^\n]*$"):
            rp.Network.from_arrays([1, 1], [0, 1], [1, 0], unit="d")

    def test_cycles_are_named(self) -> None:
        """The tasks of a circle are named as in a plan, at the place of the link that closes it."""
        with pytest.raises(rp.PlanError) as caught:
            rp.Network.from_arrays([1] * 3, [0, 1, 2], [1, 2, 0], ids=["a", "b", "c"], unit="d")

        assert str(caught.value) == (
            "targets[2]: these tasks wait for one another: a → b → c → a; remove one of the links"
        )

    @pytest.mark.parametrize("head", [{}, {"buffer": "10%"}, {"launch": None}, {"start": "2026-06-01"}])
    @pytest.mark.parametrize("types", [None, ["FS", "SS", "FF", "SF", "FS"]])
    def test_every_knot_has_its_cycle(self, head: dict[str, Any], types: list[str] | None) -> None:
        """Whatever the kind of links and the head; the task behind a circle is in none."""
        with pytest.raises(rp.PlanError) as caught:
            rp.Network.from_arrays(
                [1] * 5, [3, 0, 1, 2, 3], [2, 1, 0, 3, 4], types=types, unit="d",
                **({"launch": "2026-06-15"} | head),
            )  # fmt: skip

        assert [(each.path, each.task, each.values["cycle"]) for each in caught.value.findings] == [
            ("targets[2]", "0", "0 → 1 → 0"),
            ("targets[0]", "2", "2 → 3 → 2"),
        ]

    def test_everything_that_is_wrong_is_told_at_once(self) -> None:
        """Each with its place, in the order of the arguments; no fault hides another."""
        with pytest.raises(rp.PlanError) as caught:
            rp.Network.from_arrays(
                [-1, 1, "3", 1, 1], [0, 1, 2, 0, 9, None], [1, 0, 2, 4, 9, 0], unit="D",
                types=["FS", "XX", "FS"], lags=[0, 10**8, 0, 0, 0, 0], ids=["a", "b", "a", None, "launch"],
                launch="x", start="y", calendar="ZZ", buffer="3cd", name=1.5,  # type: ignore[arg-type]
            )  # fmt: skip

        assert [(each.path, each.code) for each in caught.value.findings] == [
            ("durations[0]", "bulk-duration"), ("durations[2]", "bulk-whole"),
            ("sources[4]", "bulk-node"), ("sources[5]", "bulk-whole"), ("targets[4]", "bulk-node"),
            ("targets[2]", "self-link"), ("targets[1]", "cycle"),
            ("unit", "bulk-unit"), ("types[1]", "bad-link-type"), ("types", "bulk-lengths"),
            ("lags[1]", "bulk-lag"), ("ids[2]", "duplicate-id"), ("ids[3]", "bad-id"),
            ("ids[4]", "bulk-launch"), ("launch", "bad-date"), ("start", "bad-date"),
            ("name", "not-text"), ("buffer", "buffer-kind"), ("calendar", "unknown-calendar"),
        ]  # fmt: skip
        assert "a → b → a" in str(caught.value)

    @settings(max_examples=150, deadline=None)
    @given(st.integers(0, 10**9))
    def test_as_many_faults_as_were_made(self, seed: int) -> None:
        """Values that are spoilt at random places of right arrays are told, these and no others."""
        dice = random.Random(seed)
        arrays, _ = same_tasks(dice)
        made: dict[str, Any] = {name: list(each) for name, each in arrays.items() if isinstance(each, list)}
        spoils = {
            "durations": [-1, None, 1.5, "2", 10**30, True, np.float64(1)],
            "sources": [-1, None, "0", 99, False, np.bool_(True)],
            "targets": [-1, None, "0", 99, 2**63, np.ma.masked],
            "lags": [10**8, None, 0.5, -(10**20)],
            "types": ["XX", None, 3, True],
            "ids": ["a b", None, 1.5, "", "launch"],
        }
        expected = set()
        for name, values in made.items():
            for place in range(len(values)):
                if dice.random() < 0.2:
                    values[place] = dice.choice(spoils[name])
                    expected.add(f"{name}[{place}]")
        try:
            rp.Network.from_arrays(**made, unit=arrays["unit"], launch="2026-06-15")
            found = set()
        except rp.PlanError as problem:
            found = {each.path for each in problem.findings}

        assert found == expected

    @pytest.mark.parametrize("value", [True, False, np.bool_(True)])
    @pytest.mark.parametrize("name", ["durations", "sources", "targets", "lags"])
    def test_truth_values_are_no_numbers(self, name: str, value: object) -> None:
        """Neither among whole numbers nor alone, in lists as in arrays."""
        right = {"durations": [1, 1, 1], "sources": [0, 1], "targets": [1, 2], "lags": [1, 1]}
        with pytest.raises(rp.PlanError, match=rf"^{name}\[1\]: \"(?i:true|false)\" is not a whole number"):
            rp.Network.from_arrays(**(right | {name: [right[name][0], value, *right[name][2:]]}), unit="d")

    def test_a_type_is_written_or_there_are_none(self) -> None:
        """None in place of one type is a value that is missing."""
        for types in ([None], ["SS", None][1:], np.array([None])):
            with pytest.raises(rp.PlanError) as caught:
                rp.Network.from_arrays([1, 1], [0], [1], types=types, unit="d")  # type: ignore[arg-type]
            assert str(caught.value) == 'types[0]: "null" is not a type of link (write FS, SS, FF or SF)'

    def test_masked_values_are_none(self) -> None:
        """What a mask hides is not counted, but named; an array in which it hides nothing is an array."""
        hidden = np.ma.array([3, 1000, 2], mask=[False, True, False])
        for durations in (hidden, hidden.astype(object), [3, np.ma.masked, 2]):
            with pytest.raises(rp.PlanError) as caught:
                rp.Network.from_arrays(durations, np.ma.array([0, 9], mask=[0, 1]), [1, 2], unit="d")
            assert caught.value.text("en") == (
                "durations[1]: a masked value is no number (give it one, or leave it out)\n"
                "sources[1]: a masked value is no number (give it one, or leave it out)"
            )
        for unmasked in (np.ma.array([3, 2]), np.ma.array([3, 2], mask=[False, False])):
            network = rp.Network.from_arrays(unmasked, [0], [1], unit="d", launch="2026-06-15")
            assert rp.schedule(network)["0"].start_date == date(2026, 6, 8)

    def test_objects_that_are_whole_numbers(self) -> None:
        """Arrays of objects, as those of tables often are, and whole numbers of numpy in a list."""
        for durations in (np.array([3, 2], dtype=object), [np.int8(3), np.uint64(2)], range(3, 1, -1)):
            network = rp.Network.from_arrays(durations, [0], [1], unit="d", launch="2026-06-15")  # type: ignore[arg-type]
            assert rp.schedule(network)["0"].start_date == date(2026, 6, 8)


class TestUndated:
    """Plans that are compiled before they have a launch or a start."""

    PLAN = rp.Plan(tasks=[rp.Task("a", duration="2d"), rp.Task("b", duration="1d", after=["a"], at="J-30")])

    @pytest.mark.parametrize(
        "when", [{"launch": "2026-06-15"}, {"launch": "2026-06-15", "start": "2026-04-01"}]
    )
    def test_a_launch_comes_later(self, when: dict[str, str]) -> None:
        """The schedule is that of the plan with the launch, also of the next one."""
        network = rp.compile(self.PLAN)

        assert dict(rp.schedule(network, **when)) == dict(rp.schedule(self.PLAN, **when))  # type: ignore[arg-type]
        again = rp.schedule(network, launch="2026-09-07")
        assert dict(again) == dict(rp.schedule(self.PLAN, launch="2026-09-07"))

    def test_a_start_comes_later(self) -> None:
        """Twice, the second on the network of the first."""
        plan = rp.Plan(tasks=[rp.Task("a", duration="2d")])
        network = rp.compile(plan)

        for start in ("2026-06-15", "2026-06-22"):
            assert rp.schedule(network, start=start) == rp.schedule(plan, start=start)
            assert str(rp.schedule(network, start=start)["a"].start_date) == start

    @pytest.mark.parametrize("ask", [rp.schedule, rp.simulate])
    def test_without_one_it_says_so(self, ask: Any) -> None:
        """In the words of a plan, once."""
        with pytest.raises(rp.PlanError) as problem:
            ask(rp.compile(rp.Plan(tasks=[rp.Task("a", duration="2d")])))

        assert [found.code for found in problem.value.findings] == ["no-launch"]
        assert problem.value.__context__ is None

    def test_other_mistakes_are_told_at_once(self) -> None:
        """Links that lead nowhere, and cycles, need no date."""
        tasks = [rp.Task("a", after=["b"]), rp.Task("b", after=["a", "c"])]
        with pytest.raises(rp.PlanError) as problem:
            rp.compile(rp.Plan(tasks=tasks))

        assert sorted(found.code for found in problem.value.findings) == ["cycle", "unknown-task"]
