"""Comparisons worked out by hand; the arithmetic stands in the comments."""

from __future__ import annotations

import json
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import pytest

import retroplan as rp

# June 2026: the 1st, 8th, 15th and 22nd are Mondays; France has no public holiday in it.


def plan(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan for Monday 15 June 2026 in France, unless told otherwise."""
    return rp.Plan("Test", **{"launch": "2026-06-15", "calendar": "FR", "tasks": tasks} | options)


def line(*tasks: rp.Task, **options: Any) -> rp.Plan:
    """Make a plan whose tasks follow one another, each after the one before."""
    linked = [tasks[0], *(rp.Task(b.id, duration=b.duration, after=[a.id]) for a, b in pairwise(tasks))]
    return plan(*linked, **options)


@pytest.fixture
def chain() -> rp.Plan:
    """Three tasks in a row, and one beside them."""
    return plan(
        rp.Task("a", duration="2d"),
        rp.Task("b", duration="3d", after=["a"]),
        rp.Task("c", duration="4d", after=["b"]),
        rp.Task("side", duration="1d"),
    )


def compared(old: rp.Plan, new: rp.Plan) -> rp.Comparison:
    """Schedule both and compare."""
    return rp.compare(rp.schedule(old), rp.schedule(new))


def reasons(comparison: rp.Comparison, task_id: str) -> list[str]:
    """Put the reasons of a task into words."""
    return [reason.text("en") for reason in comparison[task_id].reasons]


def moves(comparison: rp.Comparison) -> dict[str, tuple[int | None, int | None]]:
    """Give the calendar days by which starts and finishes moved, for the tasks that did."""
    return {task.id: (task.start_days, task.finish_days) for task in comparison.moved}


def test_the_launch_moves_everything(chain: rp.Plan) -> None:
    """A week later for J is a week later for all, and the launch is the only reason."""
    comparison = compared(chain, chain.replace(launch="2026-06-22"))

    # c ends on Friday 12 June, then on Friday 19 June; a begins on 2 June, then on the 9th.
    assert moves(comparison) == dict.fromkeys(("a", "b", "c", "side", "launch"), (7, 7))
    assert {tuple(reasons(comparison, task.id)) for task in comparison.moved} == {
        ("launch Mon 15 Jun 2026 → Mon 22 Jun 2026",)
    }
    assert comparison["a"].start_working_days == 5
    assert (comparison.launch_days, comparison["a"].offset_before) == (7, "J-13")


def test_a_holiday_on_the_way_counts_in_the_days_not_as_a_reason() -> None:
    """What a closed day adds to a move shows in the days; it closed before as well."""
    before = line(rp.Task("a", duration="10d"))
    comparison = compared(before, before.replace(launch="2026-06-22"))

    # Ends on 12 June: 1-5 and 8-12. Ends on the 19th: 8-12 and 15-19.
    assert moves(comparison)["a"] == (7, 7)
    comparison = compared(before.replace(launch="2026-06-08"), before)
    # Ends on 5 June: 1-5 June and, as 25 May is Whit Monday, 22 and 26-29 May.
    assert moves(comparison)["a"] == (10, 7)
    assert comparison["a"].start_working_days == 5
    assert reasons(comparison, "a") == ["launch Mon 8 Jun 2026 → Mon 15 Jun 2026"]


def test_a_longer_task_moves_what_comes_before_it(chain: rp.Plan) -> None:
    """Those in front of it move by its name; it moves at its start alone; those behind it stay."""
    comparison = compared(chain, chain.change("b", duration="5d"))

    # c 9-12 June; b 4, 5, 8 June, then 2-5 and 8; a 2-3 June, then 29 May and 1 June.
    assert moves(comparison) == {"a": (-4, -2), "b": (-2, 0)}
    assert reasons(comparison, "a") == reasons(comparison, "b") == ["b: duration 3 d → 5 d"]
    assert comparison["b"].start_working_days == comparison["a"].start_working_days == -2


def test_a_change_off_the_chain_is_not_named(chain: rp.Plan) -> None:
    """What does not hold a task did not move it, even if it changed too."""
    changed = chain.change("side", duration="3d").change("c", duration="5d")
    comparison = compared(chain, changed)

    assert reasons(comparison, "a") == ["c: duration 4 d → 5 d"]
    assert reasons(comparison, "side") == ["side: duration 1 d → 3 d"]


def test_what_lies_before_a_task_is_not_named(chain: rp.Plan) -> None:
    """A task planned backward is held by what follows it, not by what comes before."""
    comparison = compared(chain, chain.change("a", duration="4d").change("c", duration="5d"))

    assert reasons(comparison, "b") == ["c: duration 4 d → 5 d"]
    assert reasons(comparison, "a") == ["a: duration 2 d → 4 d", "c: duration 4 d → 5 d"]


def test_an_end_that_stays_asks_for_no_reason(chain: rp.Plan) -> None:
    """Where two changes cancel out at one end, only what moved the other end is named."""
    changed = chain.change("a", duration="3d").change("b", duration="2d")
    comparison = compared(chain, changed)

    # b begins a day later, so a ends a day later; one day longer, it begins when it did.
    assert moves(comparison) == {"a": (0, 1), "b": (1, 0)}
    assert reasons(comparison, "a") == ["b: duration 3 d → 2 d"]


def test_a_new_link_is_named(chain: rp.Plan) -> None:
    """A task that has to wait now moves its predecessor."""
    comparison = compared(chain, chain.change("c", after=["b", "side"]))

    # side ended on 12 June as nothing followed; now before c begins on the 9th: on the 8th.
    assert moves(comparison) == {"side": (-4, -4)}
    assert reasons(comparison, "side") == ["link side → c added (FS)"]


def test_a_link_that_is_gone_is_named(chain: rp.Plan) -> None:
    """What no longer has to be done before moves to the launch."""
    comparison = compared(chain, chain.change("c", after=[]))

    # b ended on 8 June, and ends on the 12th now; 3 days: 10-12. a: 8-9 June, was 2-3.
    assert moves(comparison) == {"a": (6, 6), "b": (6, 4)}
    assert reasons(comparison, "a") == ["link b → c removed (FS)"]


def test_a_link_with_another_lag_is_named(chain: rp.Plan) -> None:
    """A lag that changed is one change, not a link gone and another new."""
    comparison = compared(chain, chain.change("c", after=["b FS+2d"]))

    assert reasons(comparison, "a") == ["link b → c: FS → FS+2d"]
    assert comparison["a"].start_working_days == -2


def test_a_closure_in_the_middle_is_named_by_its_days(chain: rp.Plan) -> None:
    """A bridge that closes two days of b moves b and a, not c; one elsewhere is not named."""
    bridge = {"from": "2026-06-04", "to": "2026-06-05", "label": "Pont"}
    office = {"country": "FR", "closed": [bridge, "2026-04-01"]}
    before = chain.replace(calendar={"country": "FR"})
    comparison = compared(before, before.replace(calendar=office))

    # b: 8 June, then back over the bridge: 3 and 2 June. a: 29 May and 1 June.
    assert moves(comparison) == {"a": (-4, -2), "b": (-2, 0)}
    assert reasons(comparison, "a") == ["calendar FR now closed Thu 4 Jun 2026 – Fri 5 Jun 2026 (Pont)"]
    assert reasons(comparison, "b") == reasons(comparison, "a")


def test_an_opened_day_is_named(chain: rp.Plan) -> None:
    """A Saturday that works gives a day to those before it."""
    saturday = {"country": "FR", "open": {"2026-06-06": ["08:00-12:00", "13:00-17:00"]}}
    comparison = compared(chain, chain.replace(calendar=saturday))

    assert reasons(comparison, "b") == ["calendar FR now open Sat 6 Jun 2026"]
    assert moves(comparison) == {"a": (1, 1), "b": (1, 0)}


def test_another_calendar_of_one_task_is_named(chain: rp.Plan) -> None:
    """A task that works on Saturdays too moves itself and those before it."""
    comparison = compared(chain, chain.change("b", calendar="ouvrables"))

    # b: Monday 8, Saturday 6, Friday 5 June.
    assert moves(comparison) == {"a": (1, 1), "b": (1, 0)}
    assert reasons(comparison, "a") == ["b: calendar FR → ouvrables"]


def test_another_calendar_of_the_plan_is_named() -> None:
    """Without public holidays Whit Monday works; those it does not touch stay."""
    before = line(rp.Task("a", duration="2d"), rp.Task("b", duration="13d"))
    comparison = compared(before, before.replace(calendar="ouvres"))

    # b: 1-5, 8-12 June and 27-29 May. a: 26 and 22 May, as 25 May was closed; then 25, 26.
    assert moves(comparison) == {"a": (3, 0)}
    assert reasons(comparison, "a") == ["calendar of the plan FR → ouvres"]


def test_a_closed_day_changes_nothing_where_nobody_worked(chain: rp.Plan) -> None:
    """A closure on a weekend is no reason."""
    weekend = {"country": "FR", "closed": ["2026-06-06"]}
    comparison = compared(chain, chain.change("c", duration="5d").replace(calendar=weekend))

    assert reasons(comparison, "a") == ["c: duration 4 d → 5 d"]


def test_two_changes_on_one_chain_are_both_named(chain: rp.Plan) -> None:
    """The nearest comes first."""
    comparison = compared(chain, chain.change("c", duration="5d").replace(launch="2026-06-22"))

    assert reasons(comparison, "b") == ["c: duration 4 d → 5 d", "launch Mon 15 Jun 2026 → Mon 22 Jun 2026"]
    # J is 5 working days later, c takes one more of them.
    assert comparison["b"].start_working_days == 4


def test_a_buffer_is_named(chain: rp.Plan) -> None:
    """Work before the launch is done that much earlier."""
    comparison = compared(chain, chain.replace(buffer="2d"))

    assert reasons(comparison, "side") == ["buffer none → 2 d"]
    assert comparison["side"].start_working_days == -2


def test_the_risk_factor_and_the_margin_are_named(chain: rp.Plan) -> None:
    """They lengthen the task, and so does another duration; each is named if it counts."""
    comparison = compared(chain, chain.change("c", risk_factor=1.5, margin="1d"))

    assert reasons(comparison, "b") == ["c: risk factor 1 → 1.5", "c: margin none → 1 d"]
    assert reasons(compared(chain, chain.change("c", duration="32h")), "b") == []


def test_a_written_start_moves_those_as_soon_as_possible() -> None:
    """A task that begins with the plan begins when that does."""
    early = plan(rp.Task("a", duration="2d", when="asap"), rp.Task("b", duration="1d"), start="2026-06-01")
    comparison = compared(early, early.replace(start="2026-06-03"))

    assert reasons(comparison, "a") == ["start of the plan Mon 1 Jun 2026 → Wed 3 Jun 2026"]
    assert moves(comparison) == {"a": (2, 2)}


def test_a_start_that_nobody_wrote_comes_from_the_longest_chain() -> None:
    """A task as soon as possible begins with the plan: when the longest chain has to."""
    early = plan(
        rp.Task("a", duration="2d", when="asap"), rp.Task("b", duration="6d"), rp.Task("c", duration="1d")
    )
    comparison = compared(early, early.change("b", duration="8d").change("c", duration="2d"))

    assert reasons(comparison, "a") == ["b: duration 6 d → 8 d"]
    assert comparison["a"].start_working_days == -2


def test_pins_constraints_and_deadlines_are_named(chain: rp.Plan) -> None:
    """What fixes a task, or holds it, is named with what it was before."""
    pinned = compared(chain, chain.change("b", at="J-20"))
    fixed = compared(chain, chain.change("b", constraint={"type": "must_start_on", "date": "2026-06-01"}))
    due = compared(chain, chain.change("b", deadline="2026-06-04"))

    assert reasons(pinned, "a") == ["b: pin none → at: J-20"]
    assert reasons(fixed, "b") == ["b: constraint none → must start on Mon 1 Jun 2026"]
    assert reasons(due, "a") == ["b: deadline none → Thu 4 Jun 2026"]


def test_a_pin_moves_with_the_launch(chain: rp.Plan) -> None:
    """An offset counts from J, so J is the reason; a date that is given does not move."""
    before = chain.change("side", at="J-10")
    dated = chain.change("side", start="2026-06-04", finish="2026-06-04", duration=None)

    assert reasons(compared(before, before.replace(launch="2026-06-16")), "side") == [
        "launch Mon 15 Jun 2026 → Tue 16 Jun 2026"
    ]
    assert not compared(dated, dated.replace(launch="2026-06-22"))["side"].moved
    assert reasons(compared(dated, dated.change("side", finish="2026-06-05")), "side") == [
        "side: given finish Thu 4 Jun 2026 → Fri 5 Jun 2026"
    ]


def test_another_order_is_named(chain: rp.Plan) -> None:
    """A task planned as soon as possible from now on."""
    before = chain.replace(start="2026-06-01")
    comparison = compared(before, before.change("side", when="asap"))

    assert reasons(comparison, "side") == ["side: when: none → asap"]


def test_tasks_come_and_go(chain: rp.Plan) -> None:
    """New tasks stand in their place, removed ones at the end; both are reasons for those around them."""
    changed = chain.remove("b").add(rp.Task("d", duration="3d", before=["c"]))
    comparison = compared(chain, changed)

    assert list(comparison) == ["a", "c", "side", "d", "launch", "b"]
    assert [comparison[task].status for task in ("d", "b", "c")] == ["added", "removed", "kept"]
    assert comparison["b"].start_after is comparison["d"].start_before is None
    assert comparison["d"].reasons == ()
    # a was before b, 4-8 June; now right before c, which begins on the 9th.
    assert moves(comparison) == {"a": (3, 5)}
    assert reasons(comparison, "a") == ["link a → c added (FS)", "b: task removed"]


def test_what_became_critical_is_told(chain: rp.Plan) -> None:
    """Slack and criticality are compared, of tasks that did not move as well."""
    before = chain.replace(start="2026-06-01")
    comparison = compared(before, before.replace(start="2026-06-02"))

    # a must begin on 2 June.
    assert [task.id for task in comparison.tasks if task.became_critical] == ["a", "b", "c"]
    assert comparison["a"].total_slack_days_before == 1
    assert comparison["a"].total_slack_days_after == 0
    assert comparison.moved == ()
    assert [task.id for task in comparison.changed] == ["a", "b", "c"]


def test_tasks_after_the_launch_follow_it() -> None:
    """What is planned forward from J is held by what comes before it."""
    both = plan(
        rp.Task("party", duration="2d", after=["launch FS+1d"]),
        rp.Task("thanks", duration="1d", after=["party"]),
        rp.Task("work", duration="2d"),
    )
    comparison = compared(both, both.change("party", duration="3d").change("work", duration="3d"))

    # party 16-17 June, thanks on the 18th; then on the 19th.
    assert moves(comparison)["thanks"] == (1, 1)
    assert reasons(comparison, "thanks") == ["party: duration 2 d → 3 d"]
    assert reasons(compared(both, both.replace(launch="2026-06-16")), "thanks") == [
        "launch Mon 15 Jun 2026 → Tue 16 Jun 2026"
    ]


def test_a_task_that_goes_behind_the_launch_is_told_by_the_link() -> None:
    """The link that puts a task after J is the reason, for those behind it too."""
    before = plan(rp.Task("a", duration="2d"), rp.Task("b", duration="1d", after=["a"]))
    comparison = compared(before, before.change("a", after=["launch"]))

    assert reasons(comparison, "b") == ["link launch → a added (FS)"]
    assert reasons(comparison, "a") == reasons(comparison, "b")


def test_summaries_move_with_their_outermost_tasks() -> None:
    """Each end of a summary has the reasons of the task that stands there."""
    inside = plan(
        rp.Task(
            "phase", tasks=[rp.Task("first", duration="2d"), rp.Task("last", duration="3d", after=["first"])]
        ),
    )
    comparison = compared(inside, inside.change("last", duration="4d"))

    # last 10-12 June, first 8-9; then last 9-12, first on the 5th and the 8th.
    assert moves(comparison) == {"phase": (-3, 0), "first": (-3, -1), "last": (-1, 0)}
    assert reasons(comparison, "phase") == ["last: duration 3 d → 4 d"]


def test_a_summary_has_the_reasons_of_both_outermost_tasks() -> None:
    """Where another task is the last one now, what moved that one counts."""
    before = plan(
        rp.Task(
            "phase",
            tasks=[rp.Task("first", duration="1d"), rp.Task("last", duration="2d", after=["first"])],
        ),
        rp.Task("end", duration="5d", after=["last"]),
    )
    comparison = compared(before, before.change("last", after=[]))

    # end 8-12 June, last 4-5, first on the 3rd; then first feeds nothing and is done on the 12th.
    assert moves(comparison) == {"phase": (1, 7), "first": (9, 9)}
    assert reasons(comparison, "phase") == ["link first → last removed (FS)"]


def test_a_link_of_a_summary_that_holds_a_task_now_is_told_by_the_link_that_is_gone() -> None:
    """A task without a predecessor inside is held by SS links of its summary: the link is the reason."""
    before = plan(
        rp.Task(
            "phase",
            before=["launch SS"],
            tasks=[rp.Task("first", duration="1d"), rp.Task("last", duration="2d", after=["first"])],
        ),
    )
    comparison = compared(before, before.change("last", after=[]))

    # last 11-12 June; then it only has to start by J, like first, on Monday the 15th.
    assert comparison["last"].start_after == datetime(2026, 6, 15, 8)
    assert reasons(comparison, "last") == ["link first → last removed (FS)"]


def test_a_closed_day_on_which_a_milestone_stood_is_named() -> None:
    """A milestone that has to come by J stands at the end of the last open day before it."""
    before = plan(rp.Task("sign", before=["launch SS"]), calendar={"country": "FR"})
    comparison = compared(before, before.replace(calendar={"country": "FR", "closed": ["2026-06-12"]}))

    assert moves(comparison) == {"sign": (-1, -1)}
    assert reasons(comparison, "sign") == ["calendar FR now closed Fri 12 Jun 2026"]


def test_plans_that_cannot_be_met_are_compared_too(chain: rp.Plan) -> None:
    """What is missing is told, and dates before the start are compared like others."""
    late = chain.replace(start="2026-06-04")
    comparison = compared(chain, late)

    # 9 days of work, 7 from 4 June to the 12th.
    assert (comparison.feasible_before, comparison.feasible_after) == (True, False)
    assert comparison.missing_days_after == 2
    assert comparison.text().splitlines()[0] == "the plan cannot be met any more"


def test_forward_plans_are_compared() -> None:
    """A plan without a launch is held from its start."""
    forward = rp.Plan(
        start="2026-06-01", tasks=[rp.Task("a", duration="2d"), rp.Task("b", duration="1d", after=["a"])]
    )
    comparison = compared(forward, forward.change("a", duration="3d"))

    assert moves(comparison) == {"a": (0, 1), "b": (1, 1)}
    assert reasons(comparison, "b") == ["a: duration 2 d → 3 d"]
    assert comparison.launch_days is None


def test_a_comparison_with_itself_says_nothing(chain: rp.Plan) -> None:
    """The same schedule twice."""
    comparison = compared(chain, chain)

    assert comparison.moved == comparison.changed == ()
    assert comparison.text("fr") == "rien n’a bougé"
    assert comparison == compared(chain, chain)


def test_the_document_is_json_with_stable_keys(chain: rp.Plan) -> None:
    """Dates are text, reasons are codes with values."""
    comparison = compared(chain, chain.replace(launch="2026-06-22"))
    document = json.loads(json.dumps(rp.to_document(comparison)))

    assert (document["launch_before"], document["launch_days"]) == ("2026-06-15T00:00:00", 7)
    assert document["tasks"][0]["start_date_after"] == "2026-06-09"
    assert document["tasks"][0]["reasons"][0]["code"] == "moved-launch"
    assert document["tasks"][0]["reasons"][0]["values"] == {"before": "2026-06-15", "after": "2026-06-22"}
    assert comparison.to_records()[0]["start_date_after"] == date(2026, 6, 9)


def test_the_text_speaks_both_languages(chain: rp.Plan) -> None:
    """A line a task, with what moved and why."""
    comparison = compared(chain, chain.change("b", duration="5d"))

    assert comparison.text("fr").splitlines()[0] == (
        "a : début mar. 2 juin 2026 → ven. 29 mai 2026 (4 jours plus tôt), "
        "fin mer. 3 juin 2026 → lun. 1 juin 2026 (2 jours plus tôt) ; parce que : b: durée 3 j → 5 j"
    )


def test_a_long_chain_is_compared_in_one_go() -> None:
    """The reasons of a task are bounded, and it is told that there are more."""
    tasks = [rp.Task(f"t{n}", duration="1h", after=[f"t{n - 1}"] if n else []) for n in range(3000)]
    before = plan(*tasks)
    after = plan(*(rp.Task(task.id, duration="2h", after=task.after) for task in tasks))
    first = compared(before, after)["t0"]

    assert [reason.task for reason in first.reasons] == [f"t{n}" for n in range(20)]
    assert first.more_reasons


def test_only_schedules_are_compared(chain: rp.Plan) -> None:
    """A plan has no dates yet."""
    with pytest.raises(TypeError, match="schedule it first"):
        rp.compare(chain, chain)  # type: ignore[arg-type]


class TestParts:
    """Tasks with approvals and waves move in their parts, for the reasons of what is written."""

    @staticmethod
    def document(**write: Any) -> rp.Plan:
        """Make a plan with an approval, three waves behind it and weekly points."""
        return rp.from_document(
            {
                "launch": "2026-06-15",
                "approvers": {"direction": "5d"},
                "tasks": [
                    {"id": "write", "duration": "4d", "approval": "direction", **write},
                    {"id": "mail", "duration": "2d", "waves": ["J-28", "J-14"], "after": ["write"]},
                    {
                        "id": "point",
                        "duration": "1h",
                        "repeat": {"every": "1w", "from": "J-14", "until": "J-7"},
                    },
                ],
            }
        )

    def test_a_longer_work_moves_that_part_alone(self) -> None:
        """The approval behind it stands: Mon 18 May less 2 d, 5 d and 4 d is Fri 1 May, two more Wed 29."""
        found = compared(self.document(), self.document(duration="6d"))

        assert moves(found) == {"write": (-2, 0), "write/work": (-2, 0)}
        assert found["write/work"].start_before == datetime(2026, 5, 1, 8)
        assert reasons(found, "write") == ["write/work: duration 4 d → 6 d"]

    def test_a_removed_link_is_that_which_was_written(self) -> None:
        """The parts of both tasks are linked; the reason names the link between the tasks."""
        document = rp.to_document(self.document())
        document["tasks"][1].pop("after")
        found = compared(self.document(), rp.from_document(document))

        assert reasons(found, "write/work") == ["link write → mail removed (FS)"]

    def test_every_part_moves_with_the_launch(self) -> None:
        """A week later, whole weeks without holidays: every part is seven days later."""
        old = rp.schedule(self.document())
        found = rp.compare(old, rp.schedule(self.document(), launch="2026-06-22"))

        assert set(moves(found).values()) == {(7, 7)}
        assert set(moves(found)) == {"launch", *old}
