"""Whatever people call their tasks, every file says so and nothing else."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import icalendar
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import retroplan as rp
from retroplan.render.cards import make_deck

STAMP = datetime(2026, 1, 5, tzinfo=UTC)
NAMES = st.lists(
    st.text(max_size=40) | st.text("<>&;:#%[]{}|\\`*_~!'\"\r\n\t =+-@/,.aé\u202e\u200b\x00\x1b", max_size=20),
    min_size=1,
    max_size=4,
)


def schedule(names: list[str]) -> rp.Schedule:
    """Schedule tasks with these names, in a plan and below a summary that have them too."""
    tasks = [rp.Task(f"t{number}", name, "1d", responsible=[name]) for number, name in enumerate(names)]
    return rp.schedule(
        rp.Plan(names[0], launch="2026-06-15", lang="en", tasks=[rp.Task("s", names[-1], tasks=tasks)])
    )


@settings(max_examples=150, deadline=None)
@given(NAMES)
@example(["END:VEVENT\r\nBEGIN:VALARM", "\\", "\\;", "a\\"])
@example(["#35;", "end", "   ", "\u2028section x"])
@example(["</td><script>", "- [x] a", "1. b", "| c |"])
def test_every_file_holds_as_many_tasks_as_the_schedule(names: list[str]) -> None:
    """No name ends a line, a cell, an element or a property, and none begins another."""
    plan = schedule(names)
    count = len(names)

    events = icalendar.Calendar.from_ical(rp.dumps(plan, "ics", stamp=STAMP)).walk("VEVENT")
    assert len(events) == count + 1
    assert {name for event in events for name in event} <= {
        "UID", "SUMMARY", "DTSTART", "DTEND", "DESCRIPTION", "CATEGORIES", "TRANSP", "STATUS", "SEQUENCE",
        "DTSTAMP", "CREATED", "LAST-MODIFIED",
    }  # fmt: skip
    again = rp.dumps(plan, "ics", stamp=STAMP)
    assert rp.dumps(plan, "ics", stamp=STAMP, previous=again) == again

    diagram = rp.dumps(plan, "mmd").decode().split("\n")
    data = r" :(?:crit, )?(?:milestone, )?t\d+, \d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d"
    tasks = [line for line in diagram if re.fullmatch(rf"    [^:;]*?(?:#\d+;[^:;]*?)*{data}", line)]
    assert len(tasks) == count + 1
    others = [line.split()[0] for line in diagram if line and line not in tasks]
    assert set(others) <= {"gantt", "title", "dateFormat", "axisFormat", "section"}

    drawing = rp.dumps(plan, "puml").decode().split("\n")
    assert sum("] as [_" in line and " starts " in line for line in drawing) == count
    assert all(line.startswith(("@", "title", "Project", "[", "--", "2026/")) for line in drawing if line)

    page = (
        MarkdownIt("commonmark", {"html": True})
        .enable("table")
        .parse(rp.dumps(plan, "md", view="page").decode())
    )
    rows = sum(token.type == "tr_open" for token in page)
    assert rows == 2 + 2 + 1 + count  # the header, the launch, the actions with their headings
    inside = {child.type for token in page for child in token.children or ()}
    assert inside <= {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
        "em_open",
        "em_close",
        "softbreak",
    }


@settings(max_examples=100, deadline=None)
@given(NAMES)
def test_a_summary_of_an_event_is_the_name(names: list[str]) -> None:
    """What icalendar reads is what people are shown everywhere."""
    plan = schedule(names)
    events = icalendar.Calendar.from_ical(rp.dumps(plan, "ics", stamp=STAMP)).walk("VEVENT")
    shown = {str(event["UID"]).partition("@")[0]: str(event["SUMMARY"]) for event in events}

    for card in make_deck(plan).cards.values():
        if card.is_work and not card.is_launch:
            assert shown[card.task.id] == card.name
