"""Launch windows worked out by hand."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

import retroplan as rp


@pytest.fixture
def plan() -> rp.Plan:
    """Five days of work from Monday 4 May 2026 on, in France."""
    return rp.Plan(
        "Test",
        launch="2026-05-18",
        start="2026-05-04",
        calendar={"country": "FR", "closed": [{"from": "2026-05-15", "label": "Pont"}]},
        tasks=[
            rp.Task("a", duration="3d"),
            rp.Task("b", duration="2d", after=["a"]),
            rp.Task("c", duration="1d"),
        ],
    )


def test_each_date_tells_whether_it_works_and_what_is_missing(plan: rp.Plan) -> None:
    """May 2026: the 8th and 14th are holidays, the 15th is closed by a bridge."""
    window = rp.launch_window(plan, "2026-05-08", "2026-05-12")

    # 5 working days from 4 May: 4-7 and the 11th, so the launch can be on the 12th.
    assert [(str(found.launch), found.feasible, found.missing_days) for found in window] == [
        ("2026-05-08", False, 1),
        ("2026-05-09", False, 1),
        ("2026-05-10", False, 1),
        ("2026-05-11", False, 1),
        ("2026-05-12", True, 0),
    ]
    # On the 12th: b 11 and 7 May, a 6, 5 and 4 May. On the 11th a day earlier: Thursday 30 April.
    assert [str(found.first_day) for found in window[3:]] == ["2026-04-30", "2026-05-04"]


def test_closed_days_on_the_way_are_named(plan: rp.Plan) -> None:
    """Holidays and closures between the first work and J, J's own reason apart."""
    window = rp.launch_window(plan, "2026-05-18", "2026-05-25")
    first, last = window[0], window[-1]

    # J on the 18th: 13, 12 | 11, 7, 6 May. J on the 25th: 22, 21 | 20, 19, 18 May.
    assert str(first.first_day) == "2026-05-06"
    assert [day.text("fr") for day in first.closed_days] == [
        "ven. 8 mai 2026 : Fête de la Victoire",
        "jeu. 14 mai 2026 : Ascension",
        "ven. 15 mai 2026 : Pont",
    ]
    assert (last.closed_days, str(last.first_day)) == ((), "2026-05-18")
    assert first.closed is None
    assert last.closed is not None
    assert last.closed.text("en") == "Pentecost Monday"


def test_only_open_days_are_tried_if_asked_for(plan: rp.Plan) -> None:
    """Weekends, holidays and closures are left out."""
    window = rp.launch_window(plan, "2026-05-12", "2026-05-19", only_open=True)

    assert [found.launch for found in window] == [date(2026, 5, day) for day in (12, 13, 18, 19)]


def test_what_becomes_critical_is_told(plan: rp.Plan) -> None:
    """Compared with the launch that the plan has."""
    window = rp.launch_window(plan, "2026-05-12", "2026-05-13")

    assert [(found.critical, found.became_critical) for found in window] == [
        (("a", "b"), ("a", "b")),
        ((), ()),
    ]
    assert window[0].critical_path == ("a", "b", "launch")


def test_a_plan_without_a_launch_has_a_window_too(plan: rp.Plan) -> None:
    """Nothing becomes critical where nothing was before."""
    (found,) = rp.launch_window(plan.replace(launch=None), "2026-05-12", "2026-05-12")

    assert (found.feasible, found.critical, found.became_critical) == (True, ("a", "b"), ())


def test_the_time_of_day_of_the_launch_is_kept(plan: rp.Plan) -> None:
    """A launch at ten stays at ten."""
    timed = plan.replace(launch="2026-05-18 10:00")

    assert rp.launch_window(timed, "2026-05-12", "2026-05-12")[0].launch == datetime(2026, 5, 12, 10)


def test_a_network_is_not_compiled_again(plan: rp.Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was compiled serves every date."""
    from retroplan.analysis import window
    from retroplan.engine import compute

    network = rp.compile(plan)
    expected = rp.launch_window(plan, "2026-05-12", "2026-05-20")
    monkeypatch.setattr(window, "compile", None)
    monkeypatch.setattr(compute, "compile", None)

    assert rp.launch_window(network, "2026-05-12", "2026-05-20") == expected


def test_another_start_and_basis_are_taken(plan: rp.Plan) -> None:
    """As `schedule` takes them."""
    (late,) = rp.launch_window(plan, "2026-05-12", "2026-05-12", start="2026-05-05")
    estimated = plan.change("c", duration="1d/2d/9d")
    (pessimistic,) = rp.launch_window(estimated, "2026-05-12", "2026-05-12", basis="pessimistic")

    assert (late.feasible, late.missing_days) == (False, 1)
    # 9 days for 5: 4-7 and 11 May.
    assert pessimistic.missing_days == 4


@pytest.mark.parametrize(
    ("first", "last", "code"),
    [
        ("2026-05-12", "2026-05-11", "window-reversed"),
        ("2026-01-01", "2028-01-03", "window-too-long"),
        ("soon", "2026-05-11", "bad-date"),
    ],
)
def test_windows_are_bounded(plan: rp.Plan, first: str, last: str, code: str) -> None:
    """Two years at most, in order."""
    with pytest.raises(rp.PlanError) as caught:
        rp.launch_window(plan, first, last)

    assert [finding.code for finding in caught.value.findings] == [code]


def test_a_plan_that_makes_no_sense_is_refused() -> None:
    """With all its problems, as `schedule` does."""
    with pytest.raises(rp.PlanError):
        rp.launch_window(rp.Plan(tasks=[rp.Task("a", after=["b"])]), "2026-05-12", "2026-05-12")
    with pytest.raises(TypeError, match="read it first"):
        rp.launch_window({}, "2026-05-12", "2026-05-12")  # type: ignore[arg-type]


def test_a_plan_of_nothing_but_its_launch(plan: rp.Plan) -> None:
    """It begins when it ends."""
    (found,) = rp.launch_window(rp.Plan(launch="2026-05-12"), "2026-05-12", "2026-05-12")

    assert (found.first_day, found.closed_days, found.critical) == (date(2026, 5, 12), (), ())


def test_without_work_the_first_milestone_counts_not_the_launch() -> None:
    """A milestone after J is the first thing to happen there."""
    milestone = rp.Task("thanks", constraint={"type": "start_no_earlier_than", "date": "2026-05-19"})
    (found,) = rp.launch_window(rp.Plan(launch="2026-05-18", tasks=[milestone]), "2026-05-18", "2026-05-18")

    assert found.first_day == date(2026, 5, 19)


def test_a_record_is_json(plan: rp.Plan) -> None:
    """Dates are text, reasons are codes with values."""
    (found,) = rp.launch_window(plan, "2026-05-18", "2026-05-18")
    record = json.loads(json.dumps(found.to_record()))

    assert (record["launch"], record["closed"], record["critical_path"]) == (
        "2026-05-18",
        None,
        ["a", "b", "launch"],
    )
    assert record["closed_days"][2] == {
        "date": "2026-05-15",
        "reason": {"code": "closed-closure", "values": {"label": "Pont"}},
    }
