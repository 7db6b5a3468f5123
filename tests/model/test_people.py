"""People of a plan and who does a task: what is read, how it is found, what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import retroplan as rp
from retroplan.model.effort import rate_of, shown_length, workers_of


def faults(document: object) -> list[tuple[str, str]]:
    """Give path and code of everything that is wrong with a document."""
    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)
    assert caught.value.text("en")
    assert caught.value.text("fr")
    return [(finding.path, finding.code) for finding in caught.value.findings]


def with_task(people: Any = None, **keys: Any) -> dict[str, Any]:
    """Make the document of a plan with people and one task."""
    return {"launch": "2026-06-15", "people": people or {}, "tasks": [{"id": "a", **keys}]}


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("anna", ("anna",)),
        (["anna", "paul"], ("anna", "paul")),
        ([], ()),
        ({"anna": "50%"}, (rp.Assignment("anna", "50%"),)),
        ({"anna": None}, ("anna",)),
        (["anna", {"paul": "12,5 %"}], ("anna", rp.Assignment("paul", "12.5%"))),
        (rp.Assignment("anna", "50%"), (rp.Assignment("anna", "50%"),)),
        ([7], ("7",)),
    ],
)
def test_responsible(written: Any, read: tuple[object, ...]) -> None:
    """Who does a task is a name, a list, names with shares, or a list of both."""
    task = rp.Task("a", responsible=written)

    assert task.responsible == read
    assert task.names == tuple(item.name if isinstance(item, rp.Assignment) else item for item in read)
    assert rp.Task(**task.to_document()) == task


def test_people_in_every_form() -> None:
    """People are mappings, names, values, or nothing but a key."""
    anna = rp.Person("Anna", weekdays=[True] * 4 + [False] * 3, availability="50,0 %")
    plan = rp.Plan(people={"anna": anna, "paul": "Paul", "zoé": None, "eva": {"leave": "2026-06-15"}})

    assert plan.to_document()["people"] == {
        "anna": {"name": "Anna", "weekdays": ["mon", "tue", "wed", "thu"], "availability": "50%"},
        "paul": {"name": "Paul"},
        "zoé": {},
        "eva": {"leave": ["2026-06-15"]},
    }
    assert rp.from_document(plan.to_document()) == plan


def test_finding_people() -> None:
    """Keys come before names; case and blanks of either do not count."""
    plan = rp.Plan(people={"paul": "Anna", "x": "Paul Durand", "zoé": None})

    assert plan.person("PAUL")[0] == "paul"
    assert plan.person("anna")[0] == "paul"
    assert plan.person(" paul  DURAND ")[0] == "x"
    assert plan.person("Zoé") == ("zoé", rp.Person())
    assert plan.person("luc") == ("luc", None)


@pytest.mark.parametrize(
    ("responsible", "rate", "told"),
    [
        ([], "1", []),
        (["a", "b"], "2", ["Anna", "b"]),
        (["a", "Anna", "A"], "1", ["Anna"]),
        (["half"], "0.5", ["half (50 %)"]),
        ([{"half": "25%"}, {"b": "125%"}], "1.5", ["half (25 %)", "b (125 %)"]),
        (["  ", "b"], "1", ["b"]),
    ],
)
def test_rate(responsible: Any, rate: str, told: list[str]) -> None:
    """The rate is the sum of the shares; everybody counts once, blanks do not."""
    task = rp.Task("t", responsible=responsible)
    plan = rp.Plan(people={"a": "Anna", "half": {"availability": "50%"}}, tasks=[task])

    assert rate_of(plan, task) == Decimal(rate)
    assert [str(worker) for worker in workers_of(plan, task)] == told


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ({"duration": "3d", "effort": "3d"}, "3d"),
        ({"effort": "3d"}, "3d"),
        ({"effort": "10d", "responsible": ["a", "b", "c"]}, "3.33d"),
        ({"effort": "1w/2w/3w", "responsible": {"a": "50%"}}, "2w/4w/6w"),
        ({"effort": "3d", "at": "J-9", "until": "J-5"}, "None"),
        ({}, "None"),
    ],
)
def test_shown_length(keys: Any, shown: str) -> None:
    """How long an effort takes is shown in its own unit, to two decimals."""
    task = rp.Task("t", **keys)

    assert str(shown_length(rp.Plan(tasks=[task]), task)) == shown


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"availability": "0%"}, [("people.x.availability", "bad-portion")]),
        ({"availability": "-5%"}, [("people.x.availability", "bad-portion")]),
        ({"availability": "10001%"}, [("people.x.availability", "bad-portion")]),
        ({"availability": 0.5}, [("people.x.availability", "bad-portion")]),
        ({"availability": True}, [("people.x.availability", "bad-portion")]),
        ({"availability": "half"}, [("people.x.availability", "bad-percent")]),
        ({"weekdays": []}, [("people.x.weekdays", "no-weekdays")]),
        ({"weekdays": [False] * 7}, [("people.x.weekdays", "no-weekdays")]),
        ({"weekdays": "mon"}, [("people.x.weekdays", "bad-weekdays")]),
        ({"weekdays": {"mon": 1}}, [("people.x.weekdays", "bad-weekdays")]),
        (
            {"weekdays": ["mon", "x", 3]},
            [("people.x.weekdays[1]", "unknown-weekday"), ("people.x.weekdays[2]", "unknown-weekday")],
        ),
        (
            {"leave": ["x", "2026-02-30"]},
            [("people.x.leave[0]", "bad-day"), ("people.x.leave[1]", "no-such-day")],
        ),
        ({"leave": {"from": "2026-06-02", "to": "2026-06-01"}}, [("people.x.leave[0]", "reversed-closure")]),
        ({"leave": 5}, [("people.x.leave", "not-a-list")]),
        ({"calendar": "nowhere"}, [("people.x.calendar", "unknown-calendar")]),
        ({"calendar": {"week": 3}}, [("people.x.calendar.week", "bad-week")]),
        ({"phone": 1}, [("people.x.phone", "unknown-key")]),
        ([1], [("people.x", "not-text")]),
        (1.5, [("people.x", "not-text")]),
    ],
)  # fmt: skip
def test_people_that_cannot_be_read(person: Any, expected: list[tuple[str, str]]) -> None:
    """Each problem of a person has its path."""
    assert faults(with_task({"x": person}, duration="1d", responsible="x")) == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([], [("people", "not-a-mapping")]),
        ({" ": None}, [("people", "empty-value")]),
        ({"a": "Anna", "b": "anna"}, [("people.b", "person-twice")]),
        ({"anna": None, "b": " ANNA "}, [("people.b", "person-twice")]),
        ({"a": "b", "b": None}, [("people.b", "person-twice")]),
    ],
)
def test_people_as_a_whole(people: Any, expected: list[tuple[str, str]]) -> None:
    """People are a mapping, and no two of them go by one name."""
    assert faults({"launch": "2026-06-15", "people": people, "tasks": []}) == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"effort": "5cd"}, [("tasks[0].effort", "effort-kind")]),
        ({"effort": "2mo"}, [("tasks[0].effort", "effort-kind")]),
        ({"effort": "48eh"}, [("tasks[0].effort", "effort-kind")]),
        ({"effort": "immediate"}, [("tasks[0].effort", "bad-duration")]),
        ({"effort": 5}, [("tasks[0].effort", "bare-number")]),
        ({"effort": "-1d"}, [("tasks[0].effort", "negative-duration")]),
        ({"effort": "3d/2d/4d"}, [("tasks[0].effort", "points-out-of-order")]),
        ({"effort": "1w/30h/2w"}, [("tasks[0].effort", "points-out-of-order")]),
        ({"effort": "2d", "duration": "3d"}, [("tasks[0].effort", "effort-disagrees")]),
        ({"effort": "2d", "duration": "2cd"}, [("tasks[0].effort", "effort-disagrees")]),
        ({"effort": "2d", "duration": "1d/2d/3d"}, [("tasks[0].effort", "effort-disagrees")]),
        ({"effort": "2d", "duration": "immediate"}, [("tasks[0].effort", "effort-disagrees")]),
        ({"effort": "2d", "tasks": [{"id": "b"}]}, [("tasks[0].effort", "summary-with")]),
        ({"effort": "2d", "margin": "1cd"}, [("tasks[0].margin", "share-of-other-kind")]),
        ({"effort": "2 jours ouvrables"}, [("tasks[0].effort", "duration-convention")]),
        ({"responsible": {"x": "0%"}}, [("tasks[0].responsible[0].x", "bad-portion")]),
        ({"responsible": {"x": 50}}, [("tasks[0].responsible[0]", "bad-responsible")]),
        ({"responsible": [{"x": "1%", "y": "1%"}]}, [("tasks[0].responsible[0]", "bad-responsible")]),
        ({"responsible": [{}]}, [("tasks[0].responsible[0]", "bad-responsible")]),
        ({"responsible": [["x"]]}, [("tasks[0].responsible[0]", "not-text")]),
        ({"responsible": 5.5}, [("tasks[0].responsible", "not-a-list")]),
        ({"responsible": [{"half": "60%"}]}, [("tasks[0].responsible", "share-too-large")]),
        ({"responsible": ["half", {"Half Time": "10%"}]}, [("tasks[0].responsible", "assigned-twice")]),
        ({"duration": "1d", "responsible": ["mon", "tue"]}, [("tasks[0].responsible", "never-together")]),
        (
            {"at": "J-9", "until": "J-2", "responsible": ["mon", "tue"]},
            [("tasks[0].responsible", "never-together")],
        ),
    ],
)  # fmt: skip
def test_tasks_that_make_no_sense(keys: Any, expected: list[tuple[str, str]]) -> None:
    """Each problem of an effort or of who does a task has its path."""
    people = {
        "half": {"name": "Half Time", "availability": "50%"},
        "mon": {"weekdays": ["mon"]},
        "tue": {"weekdays": ["tue"]},
    }
    assert faults(with_task(people, **keys)) == expected


@pytest.mark.parametrize("keys", [{}, {"duration": "0d"}, {"duration": "3cd"}])
def test_nobody_has_to_meet_for_no_work(keys: Any) -> None:
    """People who are never there together may be named where nobody works."""
    people = {"mon": {"weekdays": ["mon"]}, "tue": {"weekdays": ["tue"]}}

    assert rp.from_document(with_task(people, responsible=["mon", "tue"], **keys))


def test_the_launch_is_no_work() -> None:
    """A launch has no effort."""
    document = {"launch": "2026-06-15", "tasks": [{"id": "launch", "effort": "2d"}]}

    assert ("tasks[0].effort", "launch-fixed") in faults(document)


def test_the_end_of_known_years_names_the_calendar() -> None:
    """A person whose holidays are not known in the year of the work is told as such."""
    plan = rp.Plan(
        launch="2500-06-15",
        people={"anna": {"calendar": "FR"}},
        tasks=[rp.Task("a", duration="1d", responsible="anna")],
    )
    with pytest.raises(rp.CalendarError) as caught:
        rp.schedule(plan)

    assert [finding.code for finding in caught.value.findings] == ["calendar-years"]


def test_many_people() -> None:
    """Each of very many tasks has its own person, with leave of their own."""
    count = 300
    people = {f"p{n}": {"leave": [f"2026-06-{1 + n % 12:02d}"]} for n in range(count)}
    tasks = [rp.Task(f"t{n}", duration="1d", responsible=f"p{n}") for n in range(count)]
    schedule = rp.schedule(rp.Plan(launch="2026-06-15", people=people, tasks=tasks))

    # Only those away on Friday 12 June (n % 12 = 11) work on Thursday the 11th.
    assert {str(schedule[f"t{n}"].start_date) for n in range(count) if n % 12 != 11} == {"2026-06-12"}
    assert {str(schedule[f"t{n}"].start_date) for n in range(count) if n % 12 == 11} == {"2026-06-11"}
