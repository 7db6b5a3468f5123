"""Rules of `check` about dates, durations and links: what triggers them, and what nearly does."""

from __future__ import annotations

import pytest

import retroplan as rp
from tests.lint.test_rules import found, told

BRIEF = rp.Task("brief", duration="1d")
FILM = rp.Task("film", duration="5d", after=["brief"])


class TestClosedLaunch:
    def test_a_public_holiday(self) -> None:
        """Tuesday 14 July is a public holiday in France; the day before is the last of the work."""
        head = {"launch": "2026-07-14", "calendar": "FR"}
        (finding,) = found("RP101", BRIEF, **head)

        assert str(finding.values["date"]) == "2026-07-14"
        assert str(finding.values["last"]) == "2026-07-13"
        assert found("RP101", BRIEF, launch="2026-07-14") == []  # Monday to Friday, without holidays


class TestClosedLimit:
    def test_a_dated_constraint(self) -> None:
        """A constraint on Whit Monday 2026, 25 May, is told; a must is a fixed date of its own."""

        def limited(kind: str) -> rp.Task:
            return rp.Task("a", duration="1d", constraint={"type": kind, "date": "2026-05-25"})

        assert told("RP103", limited("finish_no_later_than"), calendar="FR") == [
            "tasks[0].constraint: Mon 25 May 2026 is closed (Pentecost Monday), so the limit is in truth "
            "Fri 22 May 2026 or Tue 26 May 2026; write one of them"
        ]
        assert found("RP103", limited("must_finish_on"), calendar="FR") == []

    def test_the_calendar_of_the_task_counts(self) -> None:
        """A Saturday is open to who works on Saturdays, by their own calendar or that of their summary."""
        saturday = rp.Task("a", duration="1d", deadline="2026-06-06")
        shop = rp.Task("shop", calendar="ouvrables", tasks=[saturday])

        assert len(found("RP103", saturday)) == 1
        assert found("RP103", shop) == []


class TestWildSpread:
    @pytest.mark.parametrize(
        ("duration", "count"),
        [("1d/2d/10d", 0), ("1d/2d/11d", 1), ("1d/1w/26d", 1), ("0d/0d/5d", 0), ("uniform 1d/90d", 0)],
    )
    def test_five_times_is_still_something(self, duration: str, count: int) -> None:
        """More than five times the likely value is told, in any units; two ends have no likely one."""
        assert len(found("RP302", rp.Task("a", duration=duration))) == count


class TestLongTask:
    @pytest.mark.parametrize(
        ("duration", "count"),
        [("20d", 0), ("21d", 1), ("4w", 0), ("28cd", 0), ("30cd", 0), ("31cd", 1), ("2mo", 1)],
    )
    def test_open_days_are_counted(self, duration: str, count: int) -> None:
        """30 days up to Sunday 14 June begin on a Saturday and have 20 open days, 31 on a Friday."""
        assert len(found("RP303", rp.Task("a", duration=duration))) == count

    def test_summaries_hammocks_and_margins(self) -> None:
        """A phase is as long as it is, a hammock has no work, and a margin is no work either."""
        phase = rp.Task("s", tasks=[rp.Task("a", duration="15d"), rp.Task("b", duration="15d", after=["a"])])
        hammock = rp.Task("h", span={"from": "a", "to": "b"})

        assert found("RP303", phase, hammock) == []
        assert found("RP303", rp.Task("c", duration="15d", margin="15d")) == []

    def test_a_task_in_parts_is_told_once(self) -> None:
        """Each approval is a part; that of five weeks is told, at the task."""
        slow = rp.Task(
            "a", duration="5d", approval=[{"by": "x", "duration": "25d"}, {"by": "y", "duration": "30d"}]
        )

        assert told("RP303", slow) == [
            "tasks[0]: it takes 30 working days; part it, so that a delay is seen before the end"
        ]


class TestInstantApproval:
    def test_usual_times_count(self) -> None:
        """What the plan says of who approves counts where the task says nothing."""
        task = rp.Task("a", duration="5d", approval=["boss", {"by": "legal", "duration": "0d/0d/0d"}])
        paths = [item.path for item in found("RP304", task, approvers={"boss": "0h"})]

        assert paths == ["tasks[0].approval[0]", "tasks[0].approval[1]"]
        assert found("RP304", rp.Task("a", duration="5d", approval="boss"), approvers={"boss": "1h"}) == []

    def test_waves_are_approved_too(self) -> None:
        """The approval of each wave is looked at."""
        waves = {"at": ["J-9"], "preparation": "1d", "approval": {"by": "boss", "duration": "0d"}}

        assert [item.path for item in found("RP304", rp.Task("a", waves=waves))] == [
            "tasks[0].waves.approval"
        ]


class TestLooseTask:
    @pytest.mark.parametrize(
        "values",
        [
            {"at": "J-9"}, {"until": "J-9"}, {"start": "2026-06-01"}, {"finish": "2026-06-01"},
            {"deadline": "2026-06-01"}, {"before": ["launch"]}, {"after": ["film SS"]},
            {"constraint": {"type": "start_no_earlier_than", "date": "2026-06-01"}},
        ],
    )  # fmt: skip
    def test_whatever_has_a_place(self, values: dict[str, object]) -> None:
        """A link of any type, to the launch too, an offset or a date is a place."""
        loose = rp.Task("loose", duration="1d", **values)  # type: ignore[arg-type]

        assert found("RP402", BRIEF, FILM, loose) == []

    def test_links_of_a_summary_hold_below_it(self) -> None:
        """What lies in a summary that is linked, or dated, has its place."""
        inner = rp.Task("loose", duration="1d")
        late = {"type": "finish_no_later_than", "date": "2026-06-05"}

        assert found("RP402", BRIEF, FILM, rp.Task("s", after=["film"], tasks=[inner])) == []
        assert found("RP402", BRIEF, FILM, rp.Task("s", constraint=late, tasks=[inner])) == []
        assert [item.task for item in found("RP402", BRIEF, FILM, rp.Task("s", tasks=[inner]))] == ["loose"]

    def test_a_list_is_not_told(self) -> None:
        """Where nothing is linked everything would be told."""
        assert found("RP402", BRIEF, rp.Task("film", duration="5d")) == []
        assert found("RP403", rp.Task("a"), rp.Task("b")) == []

    def test_work_and_milestones_are_two_rules(self) -> None:
        """A milestone is none of the one, work none of the other; the launch is neither."""
        tasks = BRIEF, FILM, rp.Task("work", duration="1d"), rp.Task("mark"), rp.Task("launch")

        assert [item.task for item in found("RP402", *tasks)] == ["work"]
        assert [item.task for item in found("RP403", *tasks)] == ["mark"]
        assert found("RP403", BRIEF, FILM, rp.Task("now", duration="immediate")) == []

    def test_flat_links_count(self) -> None:
        """A link that is written beside the tasks is a link."""
        assert found("RP402", BRIEF, FILM, rp.Task("x", duration="1d"), links=[rp.Link("film", "x")]) == []


class TestLongLag:
    @pytest.mark.parametrize(
        ("lag", "count"),
        [("4d", 0), ("5d", 1), ("6cd", 0), ("7cd", 1), ("1w", 1), ("1mo", 1), ("7ed", 1), ("167eh", 0)],
    )
    def test_a_week_is_long(self, lag: str, count: int) -> None:
        """Five working days are a week as seven days are; of two tasks of a day anything less is not told."""
        after = rp.Task("b", duration="1d", after=[f"brief FS+{lag}"])

        assert len(found("RP404", BRIEF, after)) == count

    def test_beside_long_tasks_it_is_short(self) -> None:
        """A lag of two weeks is told between days, and not behind a task of two weeks."""
        links = rp.Task("b", duration="1d", after=["a FS+10d"])

        assert len(found("RP404", rp.Task("a", duration="9d"), links)) == 1
        assert found("RP404", rp.Task("a", duration="10d"), links) == []

    def test_percents_count_of_the_predecessor(self) -> None:
        """150 % of ten days are 15, longer than both; 100 % are not."""
        ten = rp.Task("a", duration="10d")

        assert len(found("RP404", ten, rp.Task("b", duration="1d", after=["a FS+150%"]))) == 1
        assert found("RP404", ten, rp.Task("b", duration="1d", after=["a FS+100%"])) == []

    def test_launch_milestones_and_summaries(self) -> None:
        """Some weeks after the launch, between milestones, or around a phase, a lag is a date."""
        phase = rp.Task("s", tasks=[rp.Task("in", duration="1d")])

        assert found("RP404", rp.Task("b", duration="1d", after=["launch FS+45cd"])) == []
        assert found("RP404", rp.Task("a"), rp.Task("b", after=["a FS+10d"])) == []
        assert found("RP404", phase, rp.Task("b", duration="1d", after=["s FS+10d"])) == []

    def test_a_calendar_without_weekdays(self) -> None:
        """Where no weekday is open nothing can be compared, and nothing breaks."""
        rare = {"week": {}, "open": {"2026-06-0" + str(n): ["08:00-16:00"] for n in range(1, 6)}}
        tasks = rp.Task("a", duration="8h"), rp.Task("b", duration="8h", after=["a FS+8h"])

        assert found("RP404", *tasks, calendar=rare) == []


class TestLeadsAndMusts:
    def test_leads(self) -> None:
        """Time or percent, of any type; none to the launch, and no lag."""
        tasks = (
            BRIEF,
            rp.Task("a", duration="5d", after=["brief FS-50%", "brief SS-1d"]),
            rp.Task("b", duration="5d", after=["brief FS+1d"], before=["launch FS-2d"]),
        )

        assert [item.path for item in found("RP405", *tasks)] == ["tasks[1].after[0]", "tasks[1].after[1]"]

    def test_a_must_without_links_is_a_date(self) -> None:
        """Only what waits for something can be overruled; what others wait for it for is no matter."""
        must = {"type": "must_start_on", "date": "2026-06-01"}

        assert found("RP406", rp.Task("a", duration="1d", constraint=must, before=["b"]), rp.Task("b")) == []

    def test_links_of_the_summary_count(self) -> None:
        """What the summary waits for, the task below it waits for too."""
        must = {"type": "must_start_on", "date": "2026-06-08"}
        phase = rp.Task("s", after=["brief"], tasks=[rp.Task("a", duration="1d", constraint=must)])

        assert [item.values["others"] for item in found("RP406", BRIEF, phase)] == [("brief",)]


class TestOtherTypes:
    @pytest.mark.parametrize(("others", "total", "count"), [(1, 10, 0), (2, 10, 1), (2, 9, 0), (2, 20, 0)])
    def test_a_tenth_of_at_least_ten(self, others: int, total: int, count: int) -> None:
        """One in ten is usual, two in ten are many, and of nine links nothing is said."""
        tasks = [
            rp.Task(f"b{n}", duration="1d", after=["brief SS" if n < others else "brief"])
            for n in range(total)
        ]

        assert len(found("RP407", BRIEF, *tasks)) == count
