"""What questions about a plan say of work without an end: no day that it does not have."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

import retroplan as rp

# Mon 15 June 2026; content Mon 8 to Fri 12 June
CONTENT = rp.Task("content", "Contents", duration="5d", responsible="Anna")
NURTURE = rp.Task(
    "nurture", "Nurturing", span={"from": "launch"}, responsible="Anna", tags={"channel": "email"}
)
PLAN = rp.Plan("Test", launch="2026-06-15", tasks=[CONTENT, NURTURE])
CLOSED = PLAN.change("nurture", span={"from": "launch", "to": "J+30"})
LATER = rp.Task("later", duration="2d", after=["launch FS+60cd"])


def compared(old: rp.Plan, new: rp.Plan) -> rp.Comparison:
    """Compare two plans by their schedules."""
    return rp.compare(rp.schedule(old), rp.schedule(new))


def test_another_launch_moves_its_start_alone() -> None:
    """There is no finish before or after, and no days between them."""
    change = compared(PLAN, PLAN.replace(launch="2026-06-22"))["nurture"]

    assert (change.moved, change.start_days, change.start_working_days) == (True, 7, 5.0)
    assert (change.finish_before, change.finish_after, change.finish_days, change.finish_working_days) == (
        None, None, None, None,
    )  # fmt: skip
    assert change.text("en") == (
        "nurture: start Mon 15 Jun 2026 → Mon 22 Jun 2026 (7 days later); because: "
        "launch Mon 15 Jun 2026 → Mon 22 Jun 2026"
    )


def test_a_longer_plan_does_not_move_it() -> None:
    """Up to where it is drawn is no date of its own."""
    comparison = compared(PLAN, PLAN.add(LATER))

    assert not comparison["nurture"].moved
    assert not comparison["nurture"].changed


@pytest.mark.parametrize(
    ("old", "new", "english", "french"),
    [
        (CLOSED, PLAN,
         "nurture: goes on without an end, it ended on Wed 15 Jul 2026; because: nurture: span launch … J+30 "
         "→ launch …",
         "nurture : se poursuit sans fin au lieu de finir le mer. 15 juil. 2026 ; parce que : nurture: "
         "étendue launch … J+30 → launch …"),
        (PLAN, CLOSED,
         "nurture: ends on Wed 15 Jul 2026, it went on without an end; because: nurture: span launch … → "
         "launch … J+30",
         "nurture : finit le mer. 15 juil. 2026 au lieu de se poursuivre sans fin ; parce que : "
         "nurture: étendue launch … → launch … J+30"),
    ],
)  # fmt: skip
def test_an_end_that_comes_or_goes_is_told(old: rp.Plan, new: rp.Plan, english: str, french: str) -> None:
    """With the other span as the reason."""
    change = compared(old, new)["nurture"]

    assert change.moved
    assert (change.text("en"), change.text("fr")) == (english, french)


def test_a_task_that_is_added_or_removed_is_no_more_than_that() -> None:
    """The end of what was not there has not come."""
    assert compared(PLAN.remove("nurture"), PLAN)["nurture"].text("en") == "nurture: added"
    assert compared(PLAN, PLAN.remove("nurture"))["nurture"].text("en") == "nurture: removed"


def test_a_table_of_changes_counts_its_start_once() -> None:
    """Beside a start there is nothing, not even a zero."""
    from retroplan.render.comparison_table import ComparisonTable

    plans = rp.schedule(PLAN), rp.schedule(PLAN.replace(launch="2026-06-22"))
    rows = ComparisonTable(rp.compare(*plans), *plans, "en").sheet().rows
    (row,) = (row for row in rows if row[0] == "Nurturing")

    assert row[1:4] == ("Mon 15 Jun – ongoing", "Mon 22 Jun – ongoing", "+7 d (+5 wd)")


def test_people_have_it_without_an_end() -> None:
    """The last day of what somebody does is not known either."""
    workload = rp.workload(rp.schedule(PLAN))
    (first, second) = workload["Anna"].tasks

    assert (first.finish_date, second.finish_date) == (date(2026, 6, 12), None)
    assert workload["Anna"].days == 5.0  # it has dates and no work
    assert workload["Anna"].to_rows("fr")[2][3:5] == (date(2026, 6, 15), "en continu")
    assert workload.to_rows("en")[1][-2:] == (date(2026, 6, 8), "ongoing")
    assert json.loads(json.dumps(workload.to_document()))["people"][0]["tasks"][1]["finish_date"] is None


def test_people_whose_work_begins_on_one_day_stand_in_order() -> None:
    """What ends comes before what does not."""
    other = rp.Task("watch", span={"from": "launch", "to": "J+10"}, responsible="Anna")
    found = rp.workload(rp.schedule(PLAN.add(other)))["Anna"].tasks

    assert [task.id for task in found] == ["content", "watch", "nurture"]


def test_a_publication_has_its_first_day() -> None:
    """The calendar shows when it begins."""
    found = rp.publication_calendar(rp.schedule(PLAN))
    (entry,) = found.entries

    assert (entry.date, entry.finish_date) == (date(2026, 6, 15), None)
    assert found.to_document()["entries"][0]["finish_date"] is None
    assert [row[0] for row in found.to_rows("en")] == ["Date", date(2026, 6, 15)]


def test_whoever_is_informed_hears_when_it_begins() -> None:
    """The notice gives no end, and asks for opinions before the beginning."""
    asked = PLAN.change("nurture", informed=["Paul"], consulted=["Zoé"])
    found = rp.notices(rp.schedule(asked), rp.schedule(asked.replace(launch="2026-06-22")))
    texts = {notice.kind: (notice.text("en"), notice.text("fr")) for notice in found}

    assert texts["inform"] == (
        'Paul: "Nurturing" now begins on Mon 22 Jun 2026 and goes on without an end',
        "Paul : « Nurturing » commence désormais le lun. 22 juin 2026 et se poursuit sans fin",
    )
    assert texts["consult"] == (
        'Zoé: please give your opinion on "Nurturing" before Mon 22 Jun 2026 '
        "(it begins on Mon 22 Jun 2026 and goes on without an end)",
        "Zoé : merci de donner votre avis sur « Nurturing » avant le lun. 22 juin 2026 "
        "(commence le lun. 22 juin 2026 et se poursuit sans fin)",
    )


def test_what_it_hands_over_is_ready_on_no_day() -> None:
    """Nor is what another task hands over with it."""
    plan = PLAN.change("nurture", deliverables=["report", "leads"])
    plan = plan.change("content", deliverables=["texts", "leads"])
    ready = {item.deliverable.name: item.ready for item in rp.products(plan, rp.schedule(plan))}

    assert ready == {"report": None, "leads": None, "texts": date(2026, 6, 12)}


def test_what_is_paid_on_a_day_is_paid_then() -> None:
    """At its start, on a date or at an offset; what has no such day is refused with the plan."""
    costs = [
        {"name": "tool", "planned": "100 EUR", "when": "start"},
        {"name": "list", "planned": "20 EUR", "when": "2026-09-01"},
        {"name": "fee", "planned": "5 EUR", "when": "J+60"},
    ]
    budget = rp.budget(rp.schedule(PLAN.change("nurture", costs=costs, budget="200 EUR")))

    # J+60 is Fri 14 August
    assert {item.key: str(item.planned) for item in budget.months} == {
        "2026-06": "100 EUR", "2026-08": "5 EUR", "2026-09": "20 EUR",
    }  # fmt: skip
    assert [str(item.budget) for item in budget.by("task") if item.key == "nurture"] == ["200 EUR"]


def test_nothing_is_asked_of_anybody_by_it() -> None:
    """Loads, bookings and the price of work are those of the plan without it."""
    people = {"anna": rp.Person("Anna", rate="400 EUR/d")}
    schedules = [rp.schedule(plan.replace(people=people)) for plan in (PLAN, PLAN.remove("nurture"))]

    assert rp.loads(schedules[0]) == rp.loads(schedules[1])
    assert rp.bookings(schedules[0]) == rp.bookings(schedules[1])
    assert rp.budget(schedules[0]).total == rp.budget(schedules[1]).total


def test_whoever_is_free_from_its_start_may_do_it() -> None:
    """Work that is planned after its start stands in the way."""
    plan = PLAN.replace(people={"zoe": rp.Person("Zoé"), "max": rp.Person("Max")})
    busy = plan.add(LATER).change("later", responsible="Zoé")

    assert [one.key for one in rp.candidates(rp.schedule(busy), "nurture")] == ["max"]


def test_a_check_finds_nothing_of_its_own_in_it() -> None:
    """No rule speaks of it but those of whoever is responsible."""
    alone = rp.Plan("Test", launch="2026-06-15", tasks=[CONTENT, rp.Task("care", span={"from": "launch"})])
    found = [finding for finding in rp.check(alone).findings if finding.task == "care"]

    assert [finding.code for finding in found] in ([], ["RP201"])


def test_it_is_no_task_that_another_can_wait_for() -> None:
    """What begins last is not the end of a schedule."""
    s = rp.schedule(PLAN.change("nurture", span={"from": "J+90"}))

    assert s.finish == datetime(2026, 6, 15)
