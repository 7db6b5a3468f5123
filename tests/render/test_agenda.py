"""Calendars: what other readers of iCalendar find in them, edition after edition."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events

import retroplan as rp
from retroplan.errors import PlanError
from tests.golden.plans import HOSTILE_NAMES, PLANS, STAMP, assert_golden, loyalty, odd, scheduled

LATER = datetime(2026, 2, 1, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)


def ics(schedule: rp.Schedule, **options: Any) -> bytes:
    """Write a calendar, made at `STAMP` unless told otherwise."""
    return rp.dumps(schedule, "ics", **{"stamp": STAMP, **options})


def parts(data: bytes) -> dict[str, Any]:
    """Read a calendar with icalendar: its events and to-dos by the id of their task."""
    calendar = icalendar.Calendar.from_ical(data)
    assert [problem for part in calendar.walk() for problem in part.errors] == []
    return {str(part["UID"]).partition("@")[0]: part for part in calendar.walk() if part.name != "VALARM"
            and part.name != "VCALENDAR"}  # fmt: skip


def alarms(part: Any) -> list[tuple[str, timedelta]]:
    """Give the reminders of an event: which end they count from, and how far."""
    return [
        (alarm["TRIGGER"].params.get("RELATED", "START"), alarm["TRIGGER"].dt)
        for alarm in part.walk("VALARM")
    ]


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _last_day(event: Any) -> date:
    """Give the last day of an event; its end is exclusive."""
    end = event["DTEND"].dt if "DTEND" in event else event["DTSTART"].dt
    if isinstance(end, datetime):
        return (end - timedelta(minutes=end > event["DTSTART"].dt)).date()
    return end - timedelta(days=1)


@pytest.mark.parametrize("name", PLANS)
def test_golden(name: str) -> None:
    """What is written is what was reviewed."""
    assert_golden(f"{name}.ics", ics(scheduled(name)))


class TestDates:
    @pytest.mark.parametrize("name", ["loyalty", "project", "odd", "single", "empty"])
    def test_each_day_shows_the_tasks_of_that_day(self, name: str) -> None:
        """Day by day, the events that a calendar program finds are the tasks the schedule has there."""
        schedule = scheduled(name)
        read = recurring_ical_events.of(icalendar.Calendar.from_ical(ics(schedule)))
        shown = [task for task in schedule.values() if task.kind != "summary"]
        first = min(task.start_date for task in shown) - timedelta(days=2)
        last = max(task.finish_date for task in shown) + timedelta(days=2)
        spans = {
            str(event["UID"]).partition("@")[0]: (_day(event["DTSTART"].dt), _last_day(event))
            for event in read.between(first, last)
        }
        days = [first + timedelta(days=number) for number in range(0, (last - first).days, 13)]
        found = {day: sorted(str(event["UID"]).partition("@")[0] for event in read.at(day)) for day in days}
        wanted = {
            day: sorted(task.id for task in shown if task.start_date <= day <= task.finish_date)
            for day in days
        }

        assert spans == {task.id: (task.start_date, task.finish_date) for task in shown}
        assert found == wanted

    def test_an_end_is_the_day_after_the_last(self) -> None:
        """Three working days from Wednesday 10 to Friday 12 June: DTEND is the Saturday."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", duration="3d")])
        event = parts(ics(rp.schedule(plan)))["a"]

        assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 6, 10), date(2026, 6, 13))
        assert event["DTSTART"].params["VALUE"] == "DATE"
        assert event["TRANSP"] == "TRANSPARENT"

    def test_hours_are_shown_where_the_plan_counts_them(self) -> None:
        """What begins and ends within a day has its times, by the clock of wherever it is."""
        schedule = scheduled("timed")
        found = parts(ics(schedule))

        assert (found["hall"]["DTSTART"].dt, found["hall"]["DTEND"].dt) == (
            datetime(2026, 6, 15, 11, 30),
            datetime(2026, 6, 15, 15, 30),
        )
        assert found["launch"]["DTSTART"].dt == datetime(2026, 6, 15, 18, 30)
        assert "DTEND" not in found["launch"]
        assert b"TZID" not in ics(schedule)

    def test_a_long_task_of_a_plan_by_the_hour_is_a_bar_of_days(self) -> None:
        """It has its hours in its description."""
        plan = rp.Plan("P", launch="2026-06-15 12:00", tasks=[rp.Task("a", duration="2d")])
        event = parts(ics(rp.schedule(plan), lang="en"))["a"]

        # 12:00 on Monday 15 less four hours of that day and twelve before: Thursday 11, 13:00
        assert event["DTSTART"].dt == date(2026, 6, 11)
        assert event["DTEND"].dt == date(2026, 6, 16)
        assert "Thu 11 Jun 13:00 – Mon 15 Jun 12:00" in event["DESCRIPTION"]

    def test_the_last_day_there_is(self) -> None:
        """No day follows 31 December 9999; the event then has no end, which is one day."""
        plan = rp.Plan(launch="9999-12-31", calendar="calendaires", tasks=[rp.Task("a", after=["launch"])])
        events = parts(ics(rp.schedule(plan)))

        assert "DTEND" not in events["launch"]


class TestAlarms:
    def test_ordinary_work_is_called_to_mind_the_open_morning_before(self) -> None:
        """Monday 1 June: on Friday 29 May at nine, 63 hours before midnight."""
        plan = rp.Plan("P", launch="2026-07-01", tasks=[
            rp.Task("a", duration="5d", constraint={"type": "finish_no_later_than", "date": "2026-06-05"}),
            rp.Task("b", duration="30d"),
        ])  # fmt: skip
        found = parts(ics(rp.schedule(plan)))

        assert found["a"]["DTSTART"].dt == date(2026, 6, 1)
        assert alarms(found["a"]) == [("START", -63 * HOUR)]

    def test_what_is_critical_is_called_to_mind_earlier_and_on_its_last_day(self) -> None:
        """Wednesday 10 June: nine o'clock on the 3rd, on the 9th, and on Friday 12, its last day."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", duration="3d")])
        found = parts(ics(rp.schedule(plan)))

        assert alarms(found["a"]) == [
            ("START", -(7 * 24 - 9) * HOUR),
            ("START", -15 * HOUR),
            ("END", -15 * HOUR),
        ]
        # Monday 15 June less ten open days is the 1st; less one is Friday the 12th
        assert alarms(found["launch"]) == [("START", -(14 * 24 - 9) * HOUR), ("START", -63 * HOUR)]

    def test_alarms_ring_in_the_morning_of_open_days(self) -> None:
        """No reminder of whole-day events rings at night or on a closed day."""
        schedule = scheduled("loyalty")
        calendar = schedule.plan.resolve(schedule.plan.calendar)
        for part in parts(ics(schedule)).values():
            for end, offset in alarms(part):
                moment = datetime.combine(
                    part["DTSTART" if end == "START" else "DTEND"].dt, datetime.min.time()
                )
                rings = moment + offset

                assert (rings.hour, rings.minute) == (9, 0)
                assert calendar.is_open(rings.date())

    def test_a_hammock_reminds_nobody(self) -> None:
        """It has the dates of others."""
        assert alarms(parts(ics(scheduled("odd")))["watch"]) == []


class TestEditions:
    def test_nothing_changes_where_nothing_changed(self) -> None:
        """The same schedule after an older file: the same bytes; later, only the time of the file."""
        schedule = scheduled("odd")
        first = ics(schedule)

        assert ics(schedule, previous=first) == first
        again = ics(schedule, previous=first, stamp=LATER)
        assert again.replace(b"DTSTAMP:20260201T123000Z", b"DTSTAMP:20260105T090000Z") == first

    def test_only_what_changed_gets_the_next_number(self) -> None:
        """A longer task moves itself and what stands before it; the others keep number and time."""
        tasks = [
            rp.Task("a", duration="2d"),
            rp.Task("b", duration="3d", after=["a"]),
            rp.Task("c", duration="9d"),
        ]
        plan = rp.Plan("P", launch="2026-06-15", tasks=tasks)
        first, second = rp.schedule(plan), rp.schedule(plan.change("b", duration="4d"))
        old = parts(ics(first))
        new = parts(ics(second, previous=ics(first), stamp=LATER))
        moved = {task.id for task in second.values() if task.start != first[task.id].start}
        numbers = {name: int(part["SEQUENCE"]) for name, part in new.items()}

        assert moved == {"a", "b"}
        assert numbers == {"a": 1, "b": 1, "c": 0, "launch": 0}
        assert old["c"]["DTSTART"] == new["c"]["DTSTART"]
        for name, part in new.items():
            assert part["LAST-MODIFIED"].dt == (LATER if numbers[name] else STAMP)
            assert part["CREATED"].dt == STAMP

    def test_another_launch_keeps_who_is_who(self) -> None:
        """Moving the launch updates the events that are there and makes no others."""
        first = ics(scheduled("loyalty"))
        second = ics(rp.schedule(loyalty(), launch="2026-09-07"), previous=first)
        third = ics(rp.schedule(loyalty(), launch="2026-09-07"))

        assert {part["UID"] for part in parts(first).values()} == {p["UID"] for p in parts(second).values()}
        assert {part["UID"] for part in parts(third).values()} == {p["UID"] for p in parts(second).values()}
        assert {int(part["SEQUENCE"]) for part in parts(second).values()} == {1}

    def test_another_name_of_the_plan_keeps_who_is_who(self) -> None:
        """After an older file, a renamed plan is still that plan."""
        first = ics(scheduled("loyalty"))
        second = ics(rp.schedule(loyalty().replace(name="Autrement")), previous=first)

        assert parts(first).keys() == parts(second).keys()
        assert all(part["STATUS"] == "CONFIRMED" for part in parts(second).values())

    def test_what_is_gone_is_cancelled_until_it_comes_back(self) -> None:
        """A task that is removed stays, cancelled and silent; the next edition leaves it; then it is back."""
        whole = scheduled("loyalty")
        first = ics(whole)
        removed = rp.schedule(loyalty().remove("analyse-target"))
        second = ics(removed, previous=first, stamp=LATER)
        third = ics(removed, previous=second, stamp=LATER)
        fourth = ics(whole, previous=third, stamp=LATER)
        states = [
            (str(part["STATUS"]), int(part["SEQUENCE"]), len(alarms(part)))
            for part in (parts(data)["analyse-target"] for data in (first, second, third, fourth))
        ]

        reminders = states[0][2]
        assert states == [
            ("CONFIRMED", 0, reminders),
            ("CANCELLED", 1, 0),
            ("CANCELLED", 1, 0),
            ("CONFIRMED", 2, reminders),
        ]
        assert reminders
        assert third == second
        assert parts(second)["analyse-target"]["DTSTART"].dt == parts(first)["analyse-target"]["DTSTART"].dt

    def test_writing_over_a_file_goes_on_from_it(self, tmp_path: Path) -> None:
        """`rp.write` takes the file that stands there, unless it is told not to or it is no such file."""
        path = tmp_path / "plan.ics"
        rp.write(scheduled("loyalty"), path, stamp=STAMP)
        rp.write(rp.schedule(loyalty(), launch="2026-09-07"), path, stamp=LATER)
        assert {int(part["SEQUENCE"]) for part in parts(path.read_bytes()).values()} == {1}

        rp.write(scheduled("loyalty"), path, stamp=LATER, previous=False)
        assert {int(part["SEQUENCE"]) for part in parts(path.read_bytes()).values()} == {0}

        path.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
        rp.write(scheduled("loyalty"), path, stamp=STAMP)
        assert path.read_bytes() == ics(scheduled("loyalty"))

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"", "the document is empty"),
            (b"name: x\n", "line 1: this is not an iCalendar file"),
            (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "line 2: "),
            (
                b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
                "this calendar was not written from a plan",
            ),
        ],
    )
    def test_an_older_file_that_is_none_is_refused(self, data: bytes, words: str) -> None:
        """Given as `previous`, it must be a calendar of ours."""
        with pytest.raises(PlanError) as caught:
            ics(scheduled("loyalty"), previous=data)

        assert caught.value.text("en").startswith(words)

    def test_an_older_file_that_somebody_spoilt_still_counts(self) -> None:
        """Numbers and times that cannot be read begin anew; lost properties are no crash."""
        first = ics(scheduled("loyalty"))
        spoilt = first.replace(b"SEQUENCE:0", b"SEQUENCE:many").replace(b"CREATED:2026", b"CREATED:soon")
        found = parts(ics(rp.schedule(loyalty().remove("analyse-target")), previous=spoilt, stamp=LATER))

        assert {str(part["STATUS"]) for name, part in found.items() if name != "analyse-target"} == {
            "CONFIRMED"
        }
        assert found["analyse-target"]["STATUS"] == "CANCELLED"
        undated = spoilt.replace(b"DTSTART;VALUE=DATE:", b"DTSTART;VALUE=DATE:x")
        removed = rp.schedule(loyalty().remove("analyse-target"))
        assert "analyse-target" not in parts(ics(removed, previous=undated))


class TestPeople:
    def test_a_file_for_one_person_has_their_tasks_and_the_launch(self) -> None:
        """The events are the same ones as in everybody's file."""
        schedule = scheduled("odd")
        everybody, anna = parts(ics(schedule)), parts(ics(schedule, person="Anna <Martin>"))

        assert set(anna) == {"brief", "rtl", "launch"}
        assert all(anna[name]["UID"] == everybody[name]["UID"] for name in anna)
        assert set(parts(ics(schedule, person="Zoé"))) == {"review", "launch"}
        with pytest.raises(PlanError, match="none of the people"):
            ics(schedule, person="Bob")

    def test_everybodys_file_is_not_cancelled_in_that_of_one(self) -> None:
        """After everybody's file, one person's goes on with the numbers and takes nothing away."""
        schedule = scheduled("odd")
        anna = ics(schedule, person="anna", previous=ics(schedule))

        assert set(parts(anna)) == {"brief", "rtl", "launch"}
        assert b"CANCELLED" not in anna

    def test_a_task_that_is_handed_over_leaves_the_file(self) -> None:
        """Anna's next edition cancels what is no longer hers."""
        before = ics(scheduled("odd"), person="anna")
        after = parts(
            ics(rp.schedule(odd().change("brief", responsible=["Zoé"])), person="anna", previous=before)
        )

        assert (after["brief"]["STATUS"], after["rtl"]["STATUS"]) == ("CANCELLED", "CONFIRMED")


class TestTodos:
    def test_todos_are_due_on_the_last_day(self) -> None:
        """A list of tasks shows the day itself; no event shares its identity with a to-do."""
        schedule = scheduled("loyalty")
        data = ics(schedule, view="todos")
        todos = [part for part in icalendar.Calendar.from_ical(data).walk("VTODO")]

        assert len(todos) == len([task for task in schedule.values() if task.kind != "summary"])
        for todo in todos:
            task = schedule[str(todo["UID"]).partition(".todo@")[0]]
            assert (todo["DTSTART"].dt, todo["DUE"].dt) == (task.start_date, task.finish_date)
            assert (todo["STATUS"], todo["PRIORITY"]) == (
                "NEEDS-ACTION",
                1 if task.critical or task.kind == "milestone" else 5,
            )
        events = {part["UID"] for part in icalendar.Calendar.from_ical(ics(schedule)).walk("VEVENT")}
        assert events.isdisjoint(todo["UID"] for todo in todos)

    def test_the_last_day_rings_too(self) -> None:
        """DUE is the beginning of the last day, so nine o'clock comes after it."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", duration="3d")])
        (todo, *_) = icalendar.Calendar.from_ical(ics(rp.schedule(plan), view="todos")).walk("VTODO")

        assert alarms(todo)[-1] == ("END", 9 * HOUR)


class TestStatuses:
    WORDS = ("à faire", "en cours", "Terminé", "bloqué", "annulé", "bof", "100 %")

    def statuses(self, **options: Any) -> dict[str, Any]:
        """Write a task of each status, and one without."""
        tasks = [rp.Task(f"t{n}", duration="3d", status=word) for n, word in enumerate((*self.WORDS, None))]
        found = parts(ics(rp.schedule(rp.Plan("P", launch="2026-06-15", tasks=tasks)), **options))
        return {name.removesuffix(".todo"): part for name, part in found.items()}

    def test_a_to_do_says_how_far_it_is(self) -> None:
        """In the words of RFC 5545; no date of completion, as nobody knows it."""
        found = self.statuses(view="todos")

        assert [str(found[f"t{number}"]["STATUS"]) for number in range(8)] == [
            "NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "NEEDS-ACTION", "CANCELLED", "NEEDS-ACTION",
            "COMPLETED", "NEEDS-ACTION",
        ]  # fmt: skip
        shares = {
            name: part["PERCENT-COMPLETE"] for name, part in found.items() if "PERCENT-COMPLETE" in part
        }
        assert shares == {"t2": 100, "t6": 100}
        assert not [name for name, part in found.items() if "COMPLETED" in part]

    def test_an_event_is_cancelled_or_not(self) -> None:
        """Events know no other status that says how far they are."""
        found = self.statuses()

        assert [name for name, part in found.items() if part["STATUS"] == "CANCELLED"] == ["t4"]
        assert {str(part["STATUS"]) for name, part in found.items() if name != "t4"} == {"CONFIRMED"}
        assert not [name for name, part in found.items() if "PERCENT-COMPLETE" in part]

    @pytest.mark.parametrize("view", ["events", "todos"])
    def test_what_is_done_or_cancelled_reminds_nobody(self, view: str) -> None:
        """The others remind as before."""
        found = self.statuses(view=view)

        assert [name for name, part in found.items() if not alarms(part)] == ["t2", "t4", "t6"]

    @pytest.mark.parametrize("view", ["events", "todos"])
    def test_a_cancelled_task_is_as_one_that_is_gone(self, view: str) -> None:
        """The next number once, the same name and days, no links; it comes back with one more."""
        tasks = [rp.Task("b", "Bee", "1d"), rp.Task("a", "Ay", "3d", after=["b"])]
        plan = rp.Plan("P", launch="2026-06-15", tasks=tasks)
        name = "a.todo" if view == "todos" else "a"
        first = ics(rp.schedule(plan), view=view)
        cancelled = rp.schedule(plan.change("a", status="cancelled"))
        second = ics(cancelled, view=view, previous=first, stamp=LATER)
        third = ics(cancelled, view=view, previous=second, stamp=LATER)
        fourth = ics(rp.schedule(plan.remove("a")), view=view, previous=third, stamp=LATER)
        fifth = ics(rp.schedule(plan), view=view, previous=third, stamp=LATER)
        old, new = parts(first)[name], parts(second)[name]

        assert [parts(data)[name]["SEQUENCE"] for data in (first, second, third, fourth, fifth)] == [
            0, 1, 1, 1, 2,
        ]  # fmt: skip
        assert [str(parts(data)[name]["STATUS"]) for data in (second, third, fourth)] == ["CANCELLED"] * 3
        assert (new["SUMMARY"], new["DTSTART"].dt) == (old["SUMMARY"], old["DTSTART"].dt)
        assert "RELATED-TO" in old
        assert "RELATED-TO" not in new
        assert third == second

    def test_what_lies_below_something_cancelled_is_cancelled(self) -> None:
        """So are the waves of a cancelled task; a status of its own goes before."""
        tasks = [
            rp.Task("phase", status="cancelled", tasks=[
                rp.Task("c", duration="1d"), rp.Task("d", duration="1d", status="doing"),
            ]),
            rp.Task("w", "W", "1d", status="cancelled", waves=["J-10"]),
        ]  # fmt: skip
        found = parts(ics(rp.schedule(rp.Plan("P", launch="2026-06-15", tasks=tasks))))
        gone = {name for name, part in found.items() if part["STATUS"] == "CANCELLED"}

        assert gone == found.keys() - {"d", "launch"}
        assert len(gone) == 3

    def test_a_new_status_of_a_to_do_is_a_change(self) -> None:
        """It gets the next number; that of an event that goes on does not change."""
        plan = rp.Plan("P", launch="2026-06-15", tasks=[rp.Task("a", duration="3d")])
        begun = rp.schedule(plan.change("a", status="doing"))
        todos = ics(rp.schedule(plan), view="todos")

        assert parts(ics(begun, view="todos", previous=todos))["a.todo"]["SEQUENCE"] == 1
        assert parts(ics(begun, previous=ics(rp.schedule(plan))))["a"]["SEQUENCE"] == 0


class TestWords:
    def test_a_calendar_has_the_name_of_its_plan(self) -> None:
        """Commas and semicolons in it are no separators."""
        calendar = icalendar.Calendar.from_ical(ics(scheduled("odd"), person="équipe"))
        name = "Lancement <b>été</b> & cie; 🎉 : Équipe vidéo; son"

        assert {str(calendar[key]).replace("\\;", ";") for key in ("NAME", "X-WR-CALNAME")} == {name}
        assert b"\r\nNAME:Lancement <b>\xc3\xa9t\xc3\xa9</b> & cie\\; " in ics(scheduled("odd"))

    def test_french_and_english(self) -> None:
        """Descriptions and labels are in the language asked for."""
        schedule = scheduled("odd")
        french, english = parts(ics(schedule))["brief"], parts(ics(schedule, lang="en"))["brief"]

        assert "Durée : 5/8/20 j" in french["DESCRIPTION"]
        assert "Responsable : Anna <Martin>" in french["DESCRIPTION"]
        assert french["CATEGORIES"].cats == ["Préparation", "Critique"]
        assert "Duration: 5/8/20 d" in english["DESCRIPTION"]
        assert english["CATEGORIES"].cats == ["Préparation", "Critical"]

    def test_a_launch_that_nobody_named_has_the_name_of_its_plan(self) -> None:
        """Calendars hold several launches."""
        assert parts(ics(scheduled("timed")))["launch"]["SUMMARY"] == "Lancement : Soirée"

    def test_predecessors_are_named_and_linked(self) -> None:
        """Each link to a task of the file is a relation that programs follow."""
        found = parts(ics(scheduled("odd")))

        assert found["rtl"]["RELATED-TO"] == found["brief"]["UID"]
        assert found["rtl"]["RELATED-TO"].params["RELTYPE"] == "DEPENDS-ON"
        assert "Après : Brief" in found["rtl"]["DESCRIPTION"]

    def test_two_plans_of_one_name_can_be_told_apart(self) -> None:
        """`x-uid` of a plan takes the place of its name."""
        plain, told = loyalty(), loyalty().replace(extra={"x-uid": "2027"})

        assert (
            parts(ics(rp.schedule(plain)))["launch"]["UID"] != parts(ics(rp.schedule(told)))["launch"]["UID"]
        )

    def test_a_file_says_when_it_was_made(self) -> None:
        """Without `stamp` it is refused: the library reads no clock; seconds count, fractions do not."""
        with pytest.raises(PlanError, match="give stamp="):
            rp.dumps(scheduled("loyalty"), "ics")
        odd_stamp = "2026-01-05T10:00:00.5+01:00"
        assert ics(scheduled("loyalty"), stamp=odd_stamp) == ics(scheduled("loyalty"))


class TestHostile:
    def test_names_are_text_and_nothing_else(self) -> None:
        """Every hostile name is one SUMMARY of one event, and no property came out of it."""
        data = ics(scheduled("odd"))
        found = parts(data)
        allowed = {
            "UID", "SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "CATEGORIES", "TRANSP", "STATUS", "SEQUENCE",
            "DTSTAMP", "CREATED", "LAST-MODIFIED", "RELATED-TO",
        }  # fmt: skip

        for number, name in enumerate(HOSTILE_NAMES):
            summary = str(found[f"h{number}"]["SUMMARY"])
            kept = [letter for letter in name if letter.isalnum()]
            assert [letter for letter in summary if letter.isalnum()] == kept
        assert all(set(part.keys()) <= allowed for part in found.values())
        assert len(found) == len([t for t in scheduled("odd").values() if t.kind != "summary"])

    def test_lines_end_with_crlf_and_are_folded(self) -> None:
        """At most 75 bytes a line, folded between letters, and no control character."""
        data = ics(scheduled("odd"))
        lines = data.split(b"\r\n")

        assert lines.pop() == b""
        assert max(map(len, lines)) <= 75
        for line in lines:
            text = line.decode("utf-8")
            assert [letter for letter in text if letter < " " or letter == "\x7f"] == []
