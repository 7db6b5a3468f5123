"""Hammocks: dates taken from two events, and nothing else of the schedule touched by them."""

from __future__ import annotations

import random
from datetime import date, datetime

import pytest

import retroplan as rp


def plan(*tasks: rp.Task, **options: object) -> rp.Plan:
    """Make a plan for Monday 15 June 2026, worked from Monday to Friday, with two tasks before it."""
    # print takes Thu 11 and Fri 12 June, content the five working days before: Thu 4 to Wed 10 June
    known = [
        rp.Task("content", "Contents", duration="5d"),
        rp.Task("print", duration="2d", after=["content"]),
    ]
    return rp.Plan("Test", **{"launch": "2026-06-15", "tasks": [*known, *tasks]} | options)  # type: ignore[arg-type]


def hammock(begin: object, end: object, name: str = "support", **keys: object) -> rp.Task:
    """Make a hammock."""
    return rp.Task(name, span={"from": begin, "to": end}, **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("begin", "end", "start", "finish", "first", "last"),
    [
        # from alone is the start of the task, to its finish
        ("content", "print", "2026-06-04 08:00", "2026-06-12 17:00", "06-04", "06-12"),
        # J is the beginning of 15 June; what ends then has 14 June as its last day
        ("content", "launch", "2026-06-04 08:00", "2026-06-15 00:00", "06-04", "06-14"),
        ("launch", "J+30", "2026-06-15 00:00", "2026-07-16 00:00", "06-15", "07-15"),
        # an offset is the beginning of its day in from, its end in to; J-30 is Saturday 16 May
        ("J-30", "J-3", "2026-05-16 00:00", "2026-06-13 00:00", "05-16", "06-12"),
        ("content.finish", "print.start", "2026-06-10 17:00", "2026-06-11 08:00", "06-10", "06-11"),
        # five open days before J: Mon 8 June
        ("J-5o", "J", "2026-06-08 00:00", "2026-06-15 00:00", "06-08", "06-14"),
        # from one instant to the same: the day of J, not the day before
        ("launch", "launch", "2026-06-15 00:00", "2026-06-15 00:00", "06-15", "06-15"),
        ("content.start", "content.start", "2026-06-04 08:00", "2026-06-04 08:00", "06-04", "06-04"),
    ],
)
def test_dates_come_from_the_two_events(
    begin: str, end: str, start: str, finish: str, first: str, last: str
) -> None:
    """A hammock has the very instants of its events; days are inclusive."""
    found = rp.schedule(plan(hammock(begin, end)))["support"]

    assert (found.start, found.finish) == (datetime.fromisoformat(start), datetime.fromisoformat(finish))
    assert (f"{found.start_date:%m-%d}", f"{found.finish_date:%m-%d}") == (first, last)
    assert (found.kind, found.critical, found.pinned) == ("hammock", False, False)


def test_events_may_be_tasks_after_the_launch_and_summaries() -> None:
    """A summary gives the dates that it has from its children."""
    # research takes 2 days from Thu 30 July (J+45, 45 days from 15 June); phase goes from content to there
    children = [
        rp.Task("research", duration="2d", after=["launch FS+45cd"]),
        rp.Task("brief", at="J-20", duration="1d"),
    ]
    s = rp.schedule(
        plan(rp.Task("phase", tasks=children), hammock("phase", "phase"), hammock("print", "research", "h"))
    )

    # J-20 is Tuesday 26 May
    assert (s["support"].start_date, s["support"].finish_date) == (date(2026, 5, 26), date(2026, 7, 31))
    assert (s["support"].start, s["support"].finish) == (s["phase"].start, s["phase"].finish)
    assert (s["h"].start_date, s["h"].finish_date) == (date(2026, 6, 11), date(2026, 7, 31))


def test_a_hammock_in_a_summary_does_not_move_the_summary() -> None:
    """A summary has its dates from its other children, even where a hammock goes on for longer."""
    inside = rp.Task("phase", tasks=[rp.Task("brief", duration="1d"), hammock("J-60", "J+60")])
    s = rp.schedule(plan(inside))

    assert (s["phase"].start_date, s["phase"].finish_date) == (date(2026, 6, 12), date(2026, 6, 12))
    assert s["support"].wbs == "3.2"
    assert s.finish == datetime(2026, 6, 15)


def test_a_hammock_may_span_the_summary_it_lies_in() -> None:
    """The summary does not wait for it, so that is no circle."""
    s = rp.schedule(
        plan(rp.Task("phase", tasks=[rp.Task("brief", duration="3d"), hammock("phase", "phase")]))
    )

    assert (s["support"].start, s["support"].finish) == (s["phase"].start, s["phase"].finish)


def test_parts_of_a_task_are_spanned_with_it() -> None:
    """A task in waves, with approvals or repeated gives the dates of all its parts together."""
    mail = rp.Task("mail", duration="2d", waves=["J-30", "J-3"])
    text = rp.Task("text", duration="2d", approval={"by": "client", "duration": "3d"}, before=["content"])
    calls = rp.Task("calls", duration="1h", at="J+7", repeat={"every": "1w", "count": 3})
    s = rp.schedule(plan(mail, text, calls, hammock("mail", "mail"), hammock("text", "calls", "h")))

    # the first preparation is done before Sat 16 May (J-30): Thu 14 and Fri 15; the last sending is on
    # Fri 12 June
    assert (s["support"].start_date, s["support"].finish_date) == (date(2026, 5, 14), date(2026, 6, 12))
    # text and its approval take the five days before Thu 4 June: from Thu 28 May; calls on 22 and 29 June
    # and 6 July
    assert (s["h"].start_date, s["h"].finish_date) == (date(2026, 5, 28), date(2026, 7, 6))


def test_early_and_late_dates_and_slack_are_those_of_the_events() -> None:
    """Slack is the least that early and late dates leave, in days of the calendar of the hammock."""
    # from Mon 1 June content may begin on Mon 1, print is done by Tue 9; at the latest Thu 4 and Fri 12:
    # three days
    s = rp.schedule(plan(hammock("content", "print"), hammock("content", "launch", "h"), start="2026-06-01"))
    found = s["support"]

    assert (found.early_start, found.early_finish) == (datetime(2026, 6, 1, 8), datetime(2026, 6, 9, 17))
    assert (found.late_start, found.late_finish) == (datetime(2026, 6, 4, 8), datetime(2026, 6, 12, 17))
    assert (found.total_slack_days, found.free_slack_days) == (3.0, 3.0)
    assert (s["h"].total_slack_days, s["h"].critical) == (0.0, False)  # J does not move
    assert "support" not in s.near_critical(5)


def test_the_calendar_of_a_hammock_counts_its_slack() -> None:
    """Every day counts in a calendar without weekends."""
    s = rp.schedule(plan(hammock("content", "print", calendar="calendaires"), start="2026-06-01"))

    assert s["support"].total_slack_days == 3.0  # Mon 1 to Thu 4 June, Tue 9 to Fri 12 June
    longer = rp.schedule(plan(hammock("content", "print", calendar="calendaires"), start="2026-05-28"))
    assert longer["support"].total_slack_days == 7.0  # Thu 28 May to Thu 4 June: a week


def test_events_in_the_wrong_order_are_a_finding() -> None:
    """The hammock then runs from the earlier to the later one; nothing is raised."""
    s = rp.schedule(plan(hammock("print.finish", "content")))

    assert (s["support"].start, s["support"].finish) == (datetime(2026, 6, 10, 17), datetime(2026, 6, 12, 17))
    assert s.feasible
    (finding,) = s.findings
    assert (finding.code, finding.severity, finding.task) == (
        "hammock-reversed",
        rp.Severity.WARNING,
        "support",
    )
    assert finding.text("en") == (
        "support: the finish of content (Wed 10 Jun 2026 17:00) lies before the finish of print "
        "(Fri 12 Jun 2026 17:00), so the hammock runs from the one to the other; correct from or to"
    )
    assert finding.text("fr") == (
        "support: la fin de content (mer. 10 juin 2026 17:00) précède la fin de print "
        "(ven. 12 juin 2026 17:00), le hamac va donc de l’une à l’autre ; corriger from ou to"
    )


def test_why_names_both_events_and_goes_on_with_their_chains() -> None:
    """The first step tells the events, the others are those of the tasks, each once."""
    why = rp.schedule(plan(hammock("content", "launch"))).why("support")

    assert why.text("en").split("\n") == [
        "support (Thu 4 Jun 2026 – Sun 14 Jun 2026) spans the time between the start of content and "
        "the launch",
        "content (Thu 4 Jun 2026 – Wed 10 Jun 2026) is done before print starts on Thu 11 Jun 2026 "
        "[5 d of work]",
        "print (Thu 11 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [2 d of work]",
        "launch: Mon 15 Jun 2026, which does not move",
    ]
    assert why.text("fr").split("\n")[0] == (
        "support (jeu. 4 juin 2026 – dim. 14 juin 2026) couvre le temps entre le début de content "
        "et le lancement"
    )
    assert why.to_records()[0] == {
        "task": "support",
        "code": "why-span",
        "values": {
            "task": "support", "start": "2026-06-04", "finish": "2026-06-14",
            "begin": {"code": "event-start", "values": {"task": "content"}},
            "end": {"code": "event-launch", "values": {}},
        },
        "notes": [],
    }  # fmt: skip


def test_why_names_the_child_that_a_summary_finishes_with() -> None:
    """The chain of a finish goes through the last child, that of a start through the first."""
    # J-30 is Sat 16 May: s1 takes Mon 18 and Tue 19 May; s2 ends on the last day before J, Fri 12 June
    parts = rp.Task("s", tasks=[rp.Task("s1", duration="2d", at="J-30"), rp.Task("s2", duration="3d")])
    to, both = hammock("J-40", "s", "to"), hammock("s", "s", "both")
    why = rp.schedule(plan(parts, to, both)).why

    assert why("to").text("en").split("\n") == [
        "to (Wed 6 May 2026 – Fri 12 Jun 2026) spans the time between J-40 and the finish of s",
        "s (Mon 18 May 2026 – Fri 12 Jun 2026) spans its tasks; the last to finish is s2",
        "s2 (Wed 10 Jun 2026 – Fri 12 Jun 2026) is done before the launch, Mon 15 Jun 2026 [3 d of work]",
        "launch: Mon 15 Jun 2026, which does not move",
    ]
    assert why("to").text("fr").split("\n")[1] == (
        "s (lun. 18 mai 2026 – ven. 12 juin 2026) couvre ses tâches ; la dernière à finir est s2"
    )
    assert [(reason.task, reason.phrase.code) for reason in why("both").reasons] == [
        ("both", "why-span"), ("s", "why-summary"), ("s1", "why-pin-at"),
        ("s", "why-summary-finish"), ("s2", "why-launch"), ("launch", "why-is-launch"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "last"),
    [
        # Fri 12 June ends the last round
        ({"duration": "3d", "approval": {"by": "boss", "duration": "5d", "rounds": 2}}, "k/approval-2"),
        ({"waves": ["J-30", "J-3"], "duration": "1d"}, None),
    ],
)
def test_why_names_the_part_that_finishes_last(parts: dict[str, object], last: str | None) -> None:
    """Rounds of approval and waves are the children of their task."""
    s = rp.schedule(plan(rp.Task("k", **parts), hammock("J-60", "k")))  # type: ignore[arg-type]
    found = s.why("support").reasons[1].phrase
    children = [s[task_id] for task_id in s if task_id.startswith("k/") and s[task_id].kind != "summary"]

    assert found.code == "why-summary-finish"
    assert s[str(found.values["child"])].finish == max(child.finish for child in children) == s["k"].finish
    assert last in (None, found.values["child"])


def test_why_of_offsets_is_one_step() -> None:
    """What is counted from the launch has no chain; the offset stands as it was written."""
    why = rp.schedule(plan(hammock("S-2", "J+30"))).why("support")

    # S-2 is Mon 1 June, J+30 Wed 15 July
    assert why.text("en") == "support (Mon 1 Jun 2026 – Wed 15 Jul 2026) spans the time between S-2 and J+30"
    assert (
        why.text("fr") == "support (lun. 1 juin 2026 – mer. 15 juil. 2026) couvre le temps entre S-2 et J+30"
    )


def test_the_driver_names_the_task_it_begins_with() -> None:
    """An offset has no task."""
    s = rp.schedule(plan(hammock("content", "launch"), hammock("J-30", "print", "h")))

    assert s["support"].driver == rp.Driver("span", "content")
    assert s["h"].driver == rp.Driver("span")


def test_a_forward_plan_has_hammocks_too() -> None:
    """A launch that is found is an event as well."""
    # content takes Mon 15 to Fri 19 June, print Mon 22 and Tue 23; the launch is the opening of Wed 24
    linked = plan(
        hammock("content.finish", "launch"),
        launch=None,
        start="2026-06-15",
        links=[rp.Link("print", "launch")],
    )
    s = rp.schedule(linked)

    assert s.launch == datetime(2026, 6, 24, 8)
    assert (s["support"].start, s["support"].finish) == (datetime(2026, 6, 19, 17), datetime(2026, 6, 24, 8))


def test_dates_no_calendar_knows_are_an_error_at_once() -> None:
    """They are met when the plan is scheduled, not when somebody reads them."""
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(plan(hammock("content", "M+99999")))

    assert caught.value.text("en") == (
        'support: the plan leaves the years that calendar "default" knows, 1 to 9999'
    )


def test_a_hammock_from_a_timed_launch_counts_hours() -> None:
    """H-4 is four hours before the launch."""
    s = rp.schedule(plan(hammock("H-4", "launch"), launch="2026-06-15 14:00"))

    assert (s["support"].start, s["support"].finish) == (datetime(2026, 6, 15, 10), datetime(2026, 6, 15, 14))


def test_a_network_with_hammocks_is_scheduled_for_another_launch() -> None:
    """They follow; 22 June is a week later."""
    network = rp.compile(plan(hammock("content", "J+30")))
    found = rp.schedule(network, launch="2026-06-22")["support"]

    assert (found.start_date, found.finish_date) == (date(2026, 6, 11), date(2026, 7, 22))


@pytest.mark.parametrize("seed", range(40))
def test_a_hammock_is_least_and_greatest_of_its_events_and_changes_nothing_else(seed: int) -> None:
    """In random plans every hammock has the dates of its events, and all other tasks keep theirs."""
    rng = random.Random(seed)
    ids = [f"t{number}" for number in range(rng.randint(1, 8))]
    tasks = []
    for number, task_id in enumerate(ids):
        after = [
            f"{other} {rng.choice(['FS', 'SS', 'FF'])}+{rng.randint(0, 2)}d"
            for other in ids[:number]
            if rng.random() < 0.4
        ]
        if rng.random() < 0.2:
            after.append("launch")
        keys: dict[str, object] = {"duration": f"{rng.randint(0, 4)}d"} if rng.random() < 0.9 else {}
        keys |= {"calendar": "calendaires"} if rng.random() < 0.2 else {}
        keys |= {"at": f"J{rng.randint(-30, 30):+d}"} if rng.random() < 0.15 and not after else {}
        tasks.append(rp.Task(task_id, after=after, **keys))  # type: ignore[arg-type]
    bare = rp.Plan(launch="2026-06-15", calendar="FR", start=rng.choice([None, "2026-06-08"]), tasks=tasks)
    ends = [*ids, "launch"]
    spans = [
        (rng.choice(ends), rng.choice(["start", "finish"]), rng.choice(ends), rng.choice(["start", "finish"]))
        for _ in range(4)
    ]
    hammocks = [hammock(f"{a}.{x}", f"{b}.{y}", f"h{number}") for number, (a, x, b, y) in enumerate(spans)]
    mixed = [*tasks, *hammocks]
    rng.shuffle(mixed)

    alone = [task for task in mixed if task.span is None]  # in the same order, which decides ties
    before, after_ = (rp.schedule(bare.replace(tasks=each)) for each in (alone, mixed))

    changing = ("wbs", "driver")
    for task_id in before:
        one, other = before[task_id].to_record(), after_[task_id].to_record()
        assert {k: v for k, v in one.items() if k not in changing} == {
            k: v for k, v in other.items() if k not in changing
        }
    assert (before.start, before.finish, before.conflicts) == (after_.start, after_.finish, after_.conflicts)
    chains = [{frozenset(chain) for chain in each.critical_paths()} for each in (before, after_)]
    assert chains[0] == chains[1]  # which of them comes first depends on the order of the document
    for number, (a, x, b, y) in enumerate(spans):
        found = after_[f"h{number}"]
        for prefix in ("", "early_", "late_"):
            events = [getattr(before[task], prefix + end) for task, end in ((a, x), (b, y))]
            assert [getattr(found, f"{prefix}start"), getattr(found, f"{prefix}finish")] == sorted(events)
        assert found.start_date <= found.finish_date
        assert not found.critical


def test_hammocks_over_a_large_summary_are_quick_to_work_out() -> None:
    """A summary is rolled up once, however many hammocks span it."""
    leaves = [rp.Task(f"t{number}", duration="1d") for number in range(2_000)]
    hammocks = [hammock("all", "launch", f"h{number}") for number in range(500)]
    s = rp.schedule(rp.Plan(launch="2026-06-15", tasks=[rp.Task("all", tasks=leaves), *hammocks]))

    assert {s[f"h{number}"].start_date for number in range(500)} == {date(2026, 6, 12)}
