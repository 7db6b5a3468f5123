"""Leave, part time and effort, worked out by hand; the arithmetic stands in the comments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retroplan as rp

# Monday 15 June 2026; Mondays before it are 8 and 1 June, 25 May (no holiday here), 18, 11 and 4 May.
LAUNCH = "2026-06-15"


def plan(*tasks: rp.Task, people: Any = None, **options: Any) -> rp.Plan:
    """Make a plan worked from Monday to Friday without holidays."""
    return rp.Plan("Test", **{"launch": LAUNCH, "tasks": tasks, "people": people or {}} | options)


def days(schedule: rp.Schedule, *task_ids: str) -> list[str]:
    """Give the planned days of some tasks: ``05-26/06-01``."""
    tasks = [schedule[task_id] for task_id in task_ids]
    return [f"{task.start_date:%m-%d}/{task.finish_date:%m-%d}" for task in tasks]


def one(task: rp.Task, people: Any, **options: Any) -> str:
    """Give the planned days of the only task of a plan."""
    return days(rp.schedule(plan(task, people=people, **options)), task.id)[0]


class TestLeave:
    """The time of a task is that of the calendar in which those who do it are there."""

    def test_a_week_away_before_j(self) -> None:
        """A week's work that ends at J moves one week earlier when who does it is away the week before J."""
        task = rp.Task("a", duration="1w", responsible="anna")

        # 8-12 June is the week before J; without it, 1-5 June.
        assert one(task, {"anna": None}) == "06-08/06-12"
        assert one(task, {"anna": {"leave": ["2026-06-08/2026-06-12"]}}) == "06-01/06-05"

    def test_leave_inside_the_work(self) -> None:
        """Work is interrupted by leave, and goes on after it."""
        task = rp.Task("a", duration="4d", responsible="anna")

        # Backwards: Fri 12, Thu 11, (Wed 10 and Tue 9 away), Mon 8, Fri 5 June.
        assert one(task, {"anna": {"leave": ["2026-06-09/2026-06-10"]}}) == "06-05/06-12"

    def test_by_name(self) -> None:
        """People are found by key or by name, whatever the case and the blanks."""
        people = {"am": {"name": "Anna Martin", "leave": ["2026-06-12"]}}
        for name in ("am", "AM", "Anna Martin", " anna  martin "):
            # Friday 12 June is leave: the day is Thursday 11 June.
            assert one(rp.Task("a", duration="1d", responsible=name), people) == "06-11/06-11"

    def test_a_name_that_is_nobody(self) -> None:
        """A name that the plan does not know has no leave."""
        people = {"anna": {"leave": ["2026-06-12"]}}

        assert one(rp.Task("a", duration="1d", responsible="Zoé"), people) == "06-12/06-12"

    def test_leave_wins_over_an_opened_day(self) -> None:
        """A day that the calendar opens does not call anybody back from leave."""
        calendar = {"week": {"fri": ["08:00-16:00"]}, "open": {"2026-06-13": ["08:00-16:00"]}}
        task = rp.Task("a", duration="1d", responsible="anna")

        # Saturday 13 June is opened; away on it, Anna works on Friday 12 June.
        assert one(task, {"anna": None}, calendar=calendar) == "06-13/06-13"
        assert one(task, {"anna": {"leave": ["2026-06-13"]}}, calendar=calendar) == "06-12/06-12"

    def test_several_people(self) -> None:
        """Several people do a task together: they work on the days on which all of them are there."""
        people = {"anna": {"leave": ["2026-06-12"]}, "paul": {"leave": ["2026-06-10"]}}
        task = rp.Task("a", duration="2d", responsible=["anna", "paul"])

        # Thu 11 June, then Tue 9 June: on the 12th Anna is away, on the 10th Paul.
        assert one(task, people) == "06-09/06-11"

    def test_only_those_of_the_task(self) -> None:
        """Leave counts for the tasks of who is away; neither for others, nor below or above in the tree."""
        people = {"anna": {"leave": ["2026-06-08/2026-06-12"]}}
        tasks = [
            rp.Task("p", responsible="anna", tasks=[rp.Task("a", duration="1d")]),
            rp.Task("q", tasks=[rp.Task("b", duration="1d", responsible="anna")]),
            rp.Task("c", duration="1d", responsible="paul"),
        ]

        # b alone leaves the week of 8 June, for Friday 5 June.
        assert days(rp.schedule(plan(*tasks, people=people)), "a", "b", "c") == [
            "06-12/06-12",
            "06-05/06-05",
            "06-12/06-12",
        ]

    @pytest.mark.parametrize("duration", ["5cd", "1mo", "48eh"])
    def test_not_in_calendar_or_elapsed_time(self, duration: str) -> None:
        """Calendar days, months and elapsed time go on whoever is there."""
        task = rp.Task("a", duration=duration, responsible="anna")
        people = {"anna": {"leave": ["2026-05-01/2026-06-14"]}}

        assert one(task, people) == one(task, {})

    def test_not_for_milestones(self) -> None:
        """A milestone is no work, so nobody has to be there."""
        task = rp.Task("a", at="J-3", responsible="anna")

        # J-3 is Friday 12 June.
        assert one(task, {"anna": {"leave": ["2026-06-12"]}}) == "06-12/06-12"

    def test_links_between_people(self) -> None:
        """Each task keeps to the time of its own people; links hold between them."""
        people = {"anna": {"leave": ["2026-06-11/2026-06-12"]}, "paul": {"leave": ["2026-06-08"]}}
        tasks = [
            rp.Task("a", duration="2d", responsible="anna"),
            rp.Task("b", duration="2d", responsible="paul", after=["a"]),
        ]

        # b: 11 and 12 June. a: before the 11th, 9 and 10 June (Anna is only away from the 11th).
        assert days(rp.schedule(plan(*tasks, people=people)), "a", "b") == ["06-09/06-10", "06-11/06-12"]
        # The other way round: Anna on 9-10 June; Paul before that, but not on the 8th: 4 and 5 June.
        tasks = [
            rp.Task("b", duration="2d", responsible="paul"),
            rp.Task("a", duration="2d", responsible="anna", after=["b"]),
        ]
        assert days(rp.schedule(plan(*tasks, people=people)), "a", "b") == ["06-09/06-10", "06-04/06-05"]

    def test_slack_is_time_in_which_they_are_there(self) -> None:
        """Slack is counted in the days on which those who do the task are there."""
        people = {"anna": {"leave": ["2026-06-02/2026-06-11"]}}
        task = rp.Task("a", duration="1d", responsible="anna")

        # From Monday 1 June to Friday 12 June Anna is there on two days: one to work, one of slack.
        schedule = rp.schedule(plan(task, people=people, start="2026-06-01"))
        assert schedule["a"].early_start.date() == date(2026, 6, 1)
        assert schedule["a"].total_slack_days == 1

    def test_approvers_are_people(self) -> None:
        """Whoever approves is away like anybody else."""
        task = rp.Task("a", duration="1d", approval={"by": "Direction", "duration": "2d"})
        people = {"dir": {"name": "Direction", "leave": ["2026-06-12"]}}

        # Approval on 10 and 11 June, the work the day before; without leave on 11-12 and 10 June.
        schedule = rp.schedule(plan(task, people=people))
        assert days(schedule, "a/work", "a/approval-1") == ["06-09/06-09", "06-10/06-11"]

    def test_pins_fall_on_leave(self) -> None:
        """A pin on a day of leave moves to the next day of work, and the finding names who is away."""
        task = rp.Task("a", at="J-7", duration="2d", responsible="paul")
        schedule = rp.schedule(plan(task, people={"paul": {"leave": ["2026-06-08/2026-06-09"]}}))

        # J-7 is Monday 8 June; the first day of work is Wednesday 10 June.
        assert days(schedule, "a") == ["06-10/06-11"]
        (finding,) = (item for item in schedule.findings if item.code == "pin-moved")
        assert "paul on leave" in finding.text("en")
        assert "paul en congé" in finding.text("fr")


class TestPartTime:
    """Weekdays and hours of people."""

    def test_weekdays(self) -> None:
        """Who works on some weekdays does their tasks on these."""
        task = rp.Task("a", duration="3d", responsible="anna")

        # Tue 9, Mon 8 and Thu 4 June.
        assert one(task, {"anna": {"weekdays": ["mon", "tue", "thu"]}}) == "06-08/06-11"
        # Mon-Tue only: 9, 8 and 2 June.
        assert one(task, {"anna": {"weekdays": ["lundi", "MAR"]}}) == "06-02/06-09"

    def test_hours(self) -> None:
        """Who keeps hours of their own works in those that the calendar opens too."""
        mornings = {"week": {day: ["08:00-12:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
        task = rp.Task("a", duration="1d", responsible="anna")

        # A day is 8 hours, two mornings: 11 and 12 June.
        assert one(task, {"anna": {"calendar": mornings}}) == "06-11/06-12"

    def test_hours_that_overlap(self) -> None:
        """Of hours that overlap, what is shared counts."""
        late = {"week": {"thu": ["10:00-20:00"], "fri": ["10:00-20:00"]}}
        schedule = rp.schedule(
            plan(rp.Task("a", duration="1d", responsible="anna"), people={"anna": {"calendar": late}})
        )

        # 10-12 and 13-17 are 6 hours a day: Friday all of it, and the last 2 hours of Thursday.
        assert str(schedule["a"].start) == "2026-06-11 15:00:00"
        assert str(schedule["a"].finish) == "2026-06-12 17:00:00"

    def test_holidays_of_their_own(self) -> None:
        """Somebody elsewhere has the public holidays of there."""
        task = rp.Task("a", duration="2d", responsible="anna")
        people = {"anna": {"calendar": "FR"}}

        # Launch on Tuesday 26 May; Monday 25 May 2026 is Pentecost Monday in France: 21 and 22 May.
        assert one(task, {}, launch="2026-05-26") == "05-22/05-25"
        assert one(task, people, launch="2026-05-26") == "05-21/05-22"

    def test_night_shift(self) -> None:
        """A night shift goes on to its end on the first day of leave, and does not begin on the last."""
        nights = {"week": {day: ["22:00-06:00"] for day in ("mon", "tue", "wed", "thu", "fri")}}
        task = rp.Task("a", duration="2d", responsible="anna")
        people = {"anna": {"leave": ["2026-06-11/2026-06-12"]}}
        schedule = rp.schedule(plan(task, people=people, calendar=nights))

        # The shifts that begin on Tuesday 9 and Wednesday 10 June; the second ends on the 11th at 06:00.
        assert str(schedule["a"].start) == "2026-06-09 22:00:00"
        assert str(schedule["a"].finish) == "2026-06-11 06:00:00"

    def test_hours_inside_a_night_shift(self) -> None:
        """Hours of people are compared by the clock, on both sides of midnight."""
        nights = {"week": {"thu": ["22:00-06:00"]}}
        early = {"week": {"fri": ["04:00-12:00"]}}
        task = rp.Task("a", duration="2h", responsible="anna")
        schedule = rp.schedule(plan(task, people={"anna": {"calendar": early}}, calendar=nights))

        # The shift of Thursday 11 June ends on Friday at 06:00; Anna comes at 04:00.
        assert str(schedule["a"].start) == "2026-06-12 04:00:00"
        assert str(schedule["a"].finish) == "2026-06-12 06:00:00"


class TestEffort:
    """Effort is divided by the shares of those who do it."""

    @pytest.mark.parametrize(
        ("responsible", "people", "expected"),
        [
            # 10 days back from Friday 12 June: 1 June.
            (
                ["anna", "paul"],
                {"anna": {"availability": "50%"}, "paul": {"availability": "50%"}},
                "06-01/06-12",
            ),
            # One full-time person, known or not, or nobody: 10 days.
            ([], {}, "06-01/06-12"),
            (["Zoé"], {}, "06-01/06-12"),
            (["anna"], {"anna": None}, "06-01/06-12"),
            # Two full-time people: 5 days.
            (["anna", "Zoé"], {"anna": None}, "06-08/06-12"),
            # One at half time: 20 days, four weeks, from 18 May.
            (["anna"], {"anna": {"availability": "50%"}}, "05-18/06-12"),
            # A share of the task replaces the availability: 25 % is 40 days, eight weeks, from 20 April.
            ([{"anna": "25%"}], {"anna": {"availability": "50%"}}, "04-20/06-12"),
            # 0.5 + 1.5 = 2: 5 days.
            ({"anna": "50%", "team": "150%"}, {"team": {"availability": "300%"}}, "06-08/06-12"),
            # A team of five: 2 days.
            (["team"], {"team": {"availability": "500%"}}, "06-11/06-12"),
            # The same person by key and by name counts once.
            (["am", "Anna"], {"am": {"name": "Anna"}}, "06-01/06-12"),
        ],
    )
    def test_ten_days(self, responsible: Any, people: Any, expected: str) -> None:
        """Ten days of work take ten days divided by the sum of the shares."""
        assert one(rp.Task("a", effort="10d", responsible=responsible), people) == expected

    def test_with_leave(self) -> None:
        """The duration that an effort gives is worked while everybody is there."""
        people = {"anna": {"availability": "50%", "leave": ["2026-06-12"]}}

        # 2 days at half time are 4: 11, 10, 9 and 8 June.
        assert one(rp.Task("a", effort="2d", responsible="anna"), people) == "06-08/06-11"

    def test_three_points(self) -> None:
        """Three points of effort give three points of duration, and the expected one by default."""
        task = rp.Task("a", effort="2d/4d/12d", responsible={"anna": "50%"})

        # (2 + 4 x 4 + 12) / 6 = 5 days of effort, 10 of duration; pessimistic 24 of duration.
        assert one(task, {}) == "06-01/06-12"
        pessimistic = rp.schedule(plan(task), basis="pessimistic")
        assert days(pessimistic, "a") == ["05-12/06-12"]

    def test_rounded_to_the_minute(self) -> None:
        """A duration that is no whole number of minutes is rounded half up."""
        schedule = rp.schedule(plan(rp.Task("a", effort="1h", responsible={"a": "70%"})))

        # 60 / 0.7 = 85.71 minutes, 86.
        assert schedule["a"].finish - schedule["a"].start == timedelta(minutes=86)

    def test_risk_and_margin(self) -> None:
        """Risk factor and margin are on the duration, not on the effort of each."""
        task = rp.Task("a", effort="4d", responsible=["x", "y"], risk_factor=1.5, margin="2d")

        # 4 / 2 = 2 days, x 1.5 = 3, + 2 = 5: 8 to 12 June, the work done on the 10th.
        schedule = rp.schedule(plan(task))
        assert days(schedule, "a") == ["06-08/06-12"]
        assert schedule["a"].work_finish.date() == date(2026, 6, 10)

    def test_percent_lag(self) -> None:
        """A percent lag is a share of the duration that the effort gives."""
        tasks = [
            rp.Task("a", effort="8d", responsible=["x", "y"]),
            rp.Task("b", duration="1d", after=["a SS+50%"]),
        ]

        # a lasts 4 days, 9-12 June; b, on the 12th, may start 2 days after a does.
        assert days(rp.schedule(plan(*tasks)), "a", "b") == ["06-09/06-12", "06-12/06-12"]

    def test_agreeing_with_a_duration(self) -> None:
        """Effort and duration may both be given where they agree."""
        task = rp.Task("a", effort="10d", duration="1w", responsible=["x", "y"])

        assert one(task, {}) == "06-08/06-12"

    def test_disagreeing_with_a_duration(self) -> None:
        """Where they do not, the message shows the arithmetic."""
        document = {
            "launch": LAUNCH,
            "tasks": [{"id": "a", "effort": "10d", "duration": "4d", "responsible": ["x", "y"]}],
        }
        with pytest.raises(rp.PlanError) as caught:
            rp.from_document(document)

        assert caught.value.text("en") == (
            "tasks[0].effort: 10 d of work take 2 full-time people 5 working days, "
            "but the duration says 4 d; remove one of the two"
        )
        assert caught.value.text("fr") == (
            "tasks[0].effort: 10 j de travail demandent 5 jours ouvrés à 2 personnes à plein temps, "
            "mais la durée dit 4 j ; retirer l’une des deux"
        )

    def test_beside_two_dates(self) -> None:
        """Between two given dates or pins the effort is kept, and says nothing of time."""
        dated = rp.Task("a", effort="1d", start="2026-06-01", finish="2026-06-05")
        pinned = rp.Task("b", effort="1d", at="J-14", until="J-10")

        assert days(rp.schedule(plan(dated, pinned)), "a", "b") == ["06-01/06-05", "06-01/06-05"]

    def test_in_parts(self) -> None:
        """The work of a task that is approved, sent in waves or repeated may be an effort."""
        tasks = [
            rp.Task("a", effort="4d", responsible=["x", "y"], approval={"by": "z", "duration": "1d"}),
            rp.Task("w", effort="2d", responsible={"x": "50%"}, waves=["J-7"]),
            rp.Task("r", effort="2d", responsible=["x", "y"], at="J-14", repeat={"every": "1w", "count": 2}),
        ]
        schedule = rp.schedule(plan(*tasks))

        # a: approval on the 12th, 2 days of work before. w: sent on Monday 8 June, 4 days before it,
        # 2-5 June. r: one day each, on Mondays 1 and 8 June.
        assert days(schedule, "a/work", "w/prepare-1", "r/1", "r/2") == [
            "06-10/06-11",
            "06-02/06-05",
            "06-01/06-01",
            "06-08/06-08",
        ]


class TestReasons:
    """Whose leave was skipped, and who does how much, is told."""

    def test_leave(self) -> None:
        """The reason names who is on leave, and why if that is known."""
        people = {
            "paul": {"name": "Paul", "leave": ["2026-06-09"]},
            "anna": {
                "name": "Anna",
                "leave": [{"from": "2026-06-10", "to": "2026-06-11", "label": "vacances"}],
            },
        }
        task = rp.Task("a", duration="2d", responsible=["paul", "anna"])
        why = rp.schedule(plan(task, people=people)).why("a")

        # Friday 12 June, then Monday 8 June.
        assert why.text("en").splitlines()[0] == (
            "a (Mon 8 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work] "
            "[skips Tue 9 Jun 2026: Paul on leave, "
            "Wed 10 Jun 2026 – Thu 11 Jun 2026: Anna on leave, vacances]"
        )
        assert "mar. 9 juin 2026 : Paul en congé" in why.text("fr")
        assert "Anna en congé, vacances" in why.text("fr")

    def test_part_time(self) -> None:
        """Free weekdays are named once, without dates."""
        people = {"anna": {"weekdays": ["mon", "tue"]}}
        why = rp.schedule(plan(rp.Task("a", duration="3d", responsible="anna"), people=people)).why("a")

        # 2, 8 and 9 June: the Wednesdays, Thursdays and Fridays between are free.
        assert (
            "[skips anna not working Wednesdays, anna not working Thursdays, anna not working Fridays]"
            in (why.text("en"))
        )
        assert "anna ne travaille pas le mercredi" in why.text("fr")

    def test_holidays_elsewhere(self) -> None:
        """A holiday of somebody's own calendar is theirs."""
        people = {"anna": {"calendar": "FR"}}
        task = rp.Task("a", duration="2d", responsible="anna")
        why = rp.schedule(plan(task, people=people, launch="2026-05-27")).why("a")

        # 26 and 22 May; Monday 25 May between them is a holiday in France alone.
        assert "Mon 25 May 2026: anna away, Pentecost Monday" in why.text("en")

    def test_no_common_hours(self) -> None:
        """A day on which nobody's hours meet is told as such."""
        people = {
            "anna": {"calendar": {"week": {"mon": ["08:00-12:00"], "tue": ["08:00-12:00"]}}},
            "paul": {"calendar": {"week": {"mon": ["13:00-17:00"], "tue": ["08:00-17:00"]}}},
        }
        task = rp.Task("a", duration="8h", responsible=["anna", "paul"])
        schedule = rp.schedule(plan(task, people=people, launch="2026-06-17"))

        # Tuesdays 16 and 9 June, four hours each; on Monday 15 June their hours do not meet.
        assert days(schedule, "a") == ["06-09/06-16"]
        assert "Mon 15 Jun 2026: no hours in common: anna, paul" in schedule.why("a").text("en")

    def test_effort(self) -> None:
        """The note says who does how much, and how many days that takes."""
        people = {"anna": {"name": "Anna", "availability": "50%"}}
        task = rp.Task("a", effort="3d", responsible=["anna", "Paul"])
        schedule = rp.schedule(plan(task, rp.Task("b", effort="2d"), people=people))

        # 3 / 1.5 = 2.
        assert "[3 d of work by Anna (50 %), Paul, 2 working days]" in schedule.why("a").text("en")
        assert "[3 j de charge pour Anna (50 %), Paul, 2 jours ouvrés]" in schedule.why("a").text("fr")
        assert "[2 d of work by one full-time person]" in schedule.why("b").text("en")
        assert "[2 j de charge pour une personne à plein temps]" in schedule.why("b").text("fr")


class TestComparison:
    """What changed about people is among the reasons of a comparison."""

    def reasons(self, old: rp.Plan, new: rp.Plan) -> list[str]:
        """Give the reasons why the task a moved."""
        comparison = rp.compare(rp.schedule(old), rp.schedule(new))
        assert [task.id for task in comparison.moved] == ["a"]
        return [reason.text("en") for reason in comparison["a"].reasons]

    def test_leave(self) -> None:
        """New leave and leave that is gone are named with their days."""
        task = rp.Task("a", duration="2d", responsible="paul")
        without, other = plan(task, people={"paul": "Paul"}), {"from": "2026-06-11", "label": "pont"}
        away = plan(task, people={"paul": {"name": "Paul", "leave": ["2026-06-12"]}})
        elsewhere = plan(task, people={"paul": {"name": "Paul", "leave": [other]}})

        assert self.reasons(without, away) == ["Paul now on leave Fri 12 Jun 2026"]
        assert self.reasons(away, without) == ["Paul no longer on leave Fri 12 Jun 2026"]
        assert self.reasons(away, elsewhere) == [
            "Paul no longer on leave Fri 12 Jun 2026",
            "Paul now on leave Thu 11 Jun 2026 (pont)",
        ]

    def test_weekdays(self) -> None:
        """Other weekdays are told of the person."""
        task = rp.Task("a", duration="2d", responsible="paul")
        part = plan(task, people={"paul": {"weekdays": ["mon", "tue"]}})

        assert self.reasons(plan(task, people={"paul": None}), part) == [
            "a: hours or weekdays of paul changed"
        ]

    def test_effort_and_shares(self) -> None:
        """Another effort, and other people or shares, are told."""
        old = plan(rp.Task("a", effort="4d", responsible=["x", "y"]))
        more = plan(rp.Task("a", effort="6d", responsible=["x", "y"]))
        alone = plan(rp.Task("a", effort="4d", responsible={"x": "50%"}))

        assert self.reasons(old, more) == ["a: effort 4 d → 6 d"]
        assert self.reasons(old, alone) == ["a: done by x, y → x (50 %)"]

    def test_other_people(self) -> None:
        """Work given to somebody who is away moves because of who does it."""
        people = {"anna": None, "paul": {"leave": ["2026-06-12"]}}
        old, new = (
            plan(rp.Task("a", duration="1d", responsible=who), people=people) for who in ("anna", "paul")
        )

        assert self.reasons(old, new) == ["a: done by anna → paul"]


NAMES = ("anna", "paul", "Zoé")
LEAVES = st.lists(
    st.builds(
        lambda first, last: {"from": first, "to": first + timedelta(last)},
        st.dates(date(2026, 4, 1), date(2026, 6, 14)),
        st.integers(0, 6),
    ),
    max_size=3,
)
LINKS = st.sampled_from([[], ["{} FS"], ["{} SS+1d"], ["{} FF+2h"], ["{} FS-1d"], ["{} FS+2cd"]])


@st.composite
def chains(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Draw documents of tasks, each perhaps linked to the one before."""
    tasks: list[dict[str, Any]] = []
    for number in range(draw(st.integers(1, 5))):
        links = [text.format(f"t{number - 1}") for text in draw(LINKS)] if number else []
        duration = draw(st.sampled_from(["3h", "1d", "2.5d", "1w", "0d"]))
        tasks.append({"id": f"t{number}", "duration": duration, "after": links})
    return tasks


def dates(schedule: rp.Schedule) -> list[tuple[Any, ...]]:
    """Give all dates and slack of all tasks."""
    return [
        (task.start, task.finish, task.early_start, task.late_finish, task.total_slack_minutes)
        for task in schedule.values()
    ]


@given(chains(), st.data())
def test_people_who_are_always_there_change_nothing(tasks: list[dict[str, Any]], data: st.DataObject) -> None:
    """A plan whose people work full time and have no leave has the dates it has without them."""
    free = rp.Plan(launch=LAUNCH, tasks=tasks)
    for task in tasks:
        task["responsible"] = data.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=3))
    named = rp.Plan(launch=LAUNCH, tasks=tasks, people={"anna": None, "paul": {"name": "Paul"}})

    assert dates(rp.schedule(named)) == dates(rp.schedule(free))


@given(chains(), LEAVES, LEAVES)
def test_leave_is_a_calendar_with_more_closed_days(
    tasks: list[dict[str, Any]], anna: list[dict[str, Any]], paul: list[dict[str, Any]]
) -> None:
    """Leave gives the dates that a calendar for each task gives, with the leave among its closed days."""
    base = {"week": {"mon": ["08:00-12:00"], "wed": ["09:00-17:00"], "fri": ["22:00-06:00"]}}
    calendars = {"all": base, "anna": base | {"closed": anna}, "both": base | {"closed": [*anna, *paul]}}
    work = [task for task in tasks if task["duration"] != "0d"]
    for number, task in enumerate(work):
        task["calendar"] = ("all", "anna", "both")[number % 3]
    closed = rp.Plan(launch=LAUNCH, tasks=tasks, calendar="all", calendars=calendars)
    for number, task in enumerate(work):
        del task["calendar"]
        task["responsible"] = ([], ["anna"], ["anna", "paul"])[number % 3]
    people = {"anna": {"leave": anna}, "paul": {"leave": paul}}
    away = rp.Plan(launch=LAUNCH, tasks=tasks, calendar="all", calendars={"all": base}, people=people)

    assert dates(rp.schedule(away)) == dates(rp.schedule(closed))


@given(chains(), st.integers(1, 400))
def test_effort_is_a_duration_divided(tasks: list[dict[str, Any]], percent: int) -> None:
    """An effort gives the dates that the duration does which it comes to, to the minute."""
    minutes = {"3h": 180, "1d": 480, "2.5d": 1200, "1w": 2400, "0d": 0}
    lasting = [
        task | {"duration": f"{(minutes[task['duration']] * 200 + percent) // (2 * percent)}min"}
        for task in tasks
    ]
    done = [
        {key: value for key, value in task.items() if key != "duration"}
        | {"effort": task["duration"], "responsible": {"anna": f"{percent}%"}}
        for task in tasks
    ]

    assert dates(rp.schedule(rp.Plan(launch=LAUNCH, tasks=done))) == dates(
        rp.schedule(rp.Plan(launch=LAUNCH, tasks=lasting))
    )
