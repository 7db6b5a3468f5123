"""Closures out of iCalendar files: whole days, recurrence, what is left out, and what is refused."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import retroplan as rp
from tests.fuzz.mutation import mutated

DATA = Path(__file__).parents[1] / "oracles" / "data"


def ics(*events: str) -> bytes:
    """Write a calendar of events, each a text of properties between blanks or lines."""
    blocks = ["\r\n".join(("BEGIN:VEVENT", *event.strip().split("\n"), "END:VEVENT")) for event in events]
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *blocks, "END:VCALENDAR", "")).encode()


def event(first: str, end: str = "", *more: str, name: str = "x") -> str:
    """Write the properties of an event of whole days."""
    ends = [f"DTEND;VALUE=DATE:{end}"] if end else []
    return "\n".join((f"DTSTART;VALUE=DATE:{first}", *ends, f"SUMMARY:{name}", *more))


def days(closures: rp.Closures) -> list[str]:
    """Give the closures as texts: ``2026-10-17/2026-11-01 Toussaint``."""
    return [f"{item.first}/{item.last} {item.label}" for item in closures]


def read(*events: str, **options: object) -> list[str]:
    """Read the closures of some events."""
    return days(rp.closures_from_ics(ics(*events), **options))


def refused(data: bytes, **options: object) -> list[tuple[int | None, str]]:
    """Give line and code of everything that is refused."""
    with pytest.raises(rp.PlanError) as caught:
        rp.closures_from_ics(data, **options)
    assert caught.value.text("en")
    assert caught.value.text("fr")
    return [(finding.line, finding.code) for finding in caught.value.findings]


def test_the_official_file() -> None:
    """The public holidays of France as the state publishes them are those of its list of days."""
    closures = rp.closures_from_ics(DATA / "jours_feries_metropole.ics")
    years = {item.first.year for item in closures}
    with open(DATA / "jours_feries_metropole.csv", encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if int(row["date"][:4]) in years]

    # Its events end on the day they begin, where the format has the day after.
    assert closures.findings == ()
    assert [(item.first, item.last, item.label) for item in closures] == [
        (date.fromisoformat(row["date"]), date.fromisoformat(row["date"]), row["nom_jour_ferie"])
        for row in rows
    ]


def test_the_end_is_the_day_after() -> None:
    """An event ends on the day before its DTEND; without one, on its day; a duration counts from it."""
    assert read(
        event("20261017", "20261102", name="Toussaint"),
        event("20261224"),
        event("20260803", "", "DURATION:P3W"),
    ) == ["2026-08-03/2026-08-23 x", "2026-10-17/2026-11-01 Toussaint", "2026-12-24/2026-12-24 x"]


def test_into_a_calendar_and_a_person() -> None:
    """Closures go into a calendar and into leave, and the reasons name them."""
    holidays = rp.closures_from_ics(ics(event("20260608", "20260613", name="Vacances")))
    calendar = rp.Calendar(closed=holidays)
    task = rp.Task("a", duration="1w", responsible="anna")
    closed = rp.schedule(rp.Plan(launch="2026-06-15", calendar=calendar, tasks=[task]))
    away = rp.schedule(rp.Plan(launch="2026-06-15", people={"anna": {"leave": holidays}}, tasks=[task]))

    # 8-12 June is closed: 1-5 June.
    assert [str(each["a"].start_date) for each in (closed, away)] == ["2026-06-01", "2026-06-01"]
    assert "Mon 8 Jun 2026 – Fri 12 Jun 2026: Vacances" in closed.why("a").text("en")
    assert "anna on leave, Vacances" in away.why("a").text("en")


def test_order_and_doubles() -> None:
    """Closures are sorted by day, and told once."""
    assert read(event("20260105"), event("20260102"), event("20260105")) == [
        "2026-01-02/2026-01-02 x",
        "2026-01-05/2026-01-05 x",
    ]


def test_names() -> None:
    """Names are unescaped and unfolded to one line, and cut where they are endless."""
    texts = event("20260102", name=r"Vacances d’hiver\, zone A\nreprise") + "\r\n  et fin"

    assert read(texts, event("20260103", name="y" * 999)) == [
        "2026-01-02/2026-01-02 Vacances d’hiver, zone A reprise et fin",
        f"2026-01-03/2026-01-03 {'y' * 200}",
    ]


@pytest.mark.parametrize(
    ("only", "expected"),
    [
        ("zone a", ["Hiver - Zone A"]),
        ("ÉTÉ", ["Ete"]),
        (["zone b", "lyon"], ["Hiver - Zone B", "Ete"]),
        ("conges", ["Pont"]),
        ([], []),
    ],
)
def test_only(only: object, expected: list[str]) -> None:
    """Only events whose name, place or category has a text in it are taken."""
    events = [
        event("20260207", "20260223", name="Hiver - Zone A"),
        event("20260214", "20260302", name="Hiver - Zone B"),
        event("20260704", "20260901", "LOCATION:Lyon", name="Ete"),
        event("20260515", "", "CATEGORIES:Congés,Ponts", name="Pont"),
    ]

    closures = rp.closures_from_ics(ics(*events), only=only)
    assert [item.label for item in closures] == expected
    assert [finding.code for finding in closures.findings] == ([] if expected else ["ics-nothing"])


def test_a_file_without_events_says_so() -> None:
    """Tasks are none; that is not the fault of what was asked for."""
    todo = ics(event("20260207")).replace(b"VEVENT", b"VTODO")
    for only in (None, "zone a"):
        closures = rp.closures_from_ics(todo, only=only)
        (found,) = closures.findings

        assert (list(closures), found.code, found.severity.value) == ([], "ics-no-events", "warning")
        assert found.text("en") == "the file holds no events"
        assert found.text("fr") == "le fichier ne contient aucun événement"


def test_days_are_given_in_their_order() -> None:
    """A last day before the first one is refused; one day may be both."""
    data = ics(event("20260101", "20260111"))
    with pytest.raises(rp.PlanError) as problem:
        rp.closures_from_ics(data, first="2026-01-02", last="2026-01-01")
    (found,) = problem.value.findings

    assert found.text("fr") == (
        "last: le dernier jour, jeu. 1 janv. 2026, précède le premier, ven. 2 janv. 2026"
    )
    assert len(rp.closures_from_ics(data, first="2026-01-02", last="2026-01-02")) == 1


def test_first_and_last() -> None:
    """What ends before the first day or begins after the last one is left out; the rest is whole."""
    events = [event("20260101", "20260111"), event("20260201", "20260211"), event("20260301", "20260311")]

    assert read(*events, first="2026-02-10", last=date(2026, 2, 28)) == ["2026-02-01/2026-02-10 x"]
    assert len(read(*events, first="2026-01-10", last="2026-03-01")) == 3
    assert read(*events, first="2026-01-11") == ["2026-02-01/2026-02-10 x", "2026-03-01/2026-03-10 x"]


class TestRecurrence:
    """Events that come again."""

    def test_yearly(self) -> None:
        """A week every year, up to the last day that is asked for."""
        texts = event("20240803", "20240810", "RRULE:FREQ=YEARLY")

        assert read(texts, first="2025-01-01", last="2026-12-31") == [
            "2025-08-03/2025-08-09 x",
            "2026-08-03/2026-08-09 x",
        ]
        assert refused(ics(texts)) == [(7, "ics-endless")]

    def test_its_own_end(self) -> None:
        """A count and an end are those of the rule; occurrences before the first day count."""
        counted = event("20260105", "", "RRULE:FREQ=WEEKLY;COUNT=3")
        ended = event("20260601", "", "RRULE:FREQ=MONTHLY;BYDAY=1MO;UNTIL=20260801T000000Z")

        assert read(counted, first="2026-01-12") == ["2026-01-12/2026-01-12 x", "2026-01-19/2026-01-19 x"]
        assert read(ended) == ["2026-06-01/2026-06-01 x", "2026-07-06/2026-07-06 x"]

    def test_exceptions(self) -> None:
        """Occurrences are taken out, put in, moved and cancelled."""
        master = event("20260105", "", "RRULE:FREQ=WEEKLY;COUNT=5", "UID:1", "EXDATE;VALUE=DATE:20260112")
        added = "RDATE;VALUE=DATE:20260304,20260305"
        moved = event("20260121", "", "UID:1", "RECURRENCE-ID;VALUE=DATE:20260119")
        cancelled = event("20260126", "", "UID:1", "RECURRENCE-ID;VALUE=DATE:20260126", "STATUS:CANCELLED")

        assert read(f"{master}\n{added}", moved, cancelled) == [
            "2026-01-05/2026-01-05 x",
            "2026-01-21/2026-01-21 x",
            "2026-02-02/2026-02-02 x",
            "2026-03-04/2026-03-04 x",
            "2026-03-05/2026-03-05 x",
        ]

    def test_a_rule_that_never_comes(self) -> None:
        """A rule for a day that does not exist ends."""
        texts = event("20260131", "", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31")

        assert read(texts, last="9999-12-31") == []

    @pytest.mark.parametrize("rule", ["FREQ=HOURLY;COUNT=3", "COUNT=3", "FREQ=DAILY;COUNT=0", "often"])
    def test_a_rule_that_is_none(self, rule: str) -> None:
        """A rule that is not one of days is refused with its line."""
        assert refused(ics(event("20260131", "", f"RRULE:{rule}"))) == [(6, "bad-rrule")]

    def test_too_many(self) -> None:
        """There is a limit to what one event may come to."""
        texts = event("19000101", "", "RRULE:FREQ=DAILY")

        assert refused(ics(texts), last="2026-01-01") == [(3, "ics-too-many")]


def test_cancelled() -> None:
    """What is cancelled is left out."""
    assert read(event("20260102", "", "STATUS:CANCELLED"), event("20260105")) == ["2026-01-05/2026-01-05 x"]


def test_part_of_a_day() -> None:
    """What covers part of a day is left out with a finding; from midnight to midnight are whole days."""
    closures = rp.closures_from_ics(
        ics(
            "DTSTART;TZID=Europe/Paris:20260105T090000\nDTEND;TZID=Europe/Paris:20260105T120000\nSUMMARY:Point",
            "DTSTART;TZID=Europe/Paris:20260803T000000\nDTEND;TZID=Europe/Paris:20260822T000000\nSUMMARY:Congés",
            "DTSTART:20260106T000000\nSUMMARY:Rien",
            "DTSTART:20260107T220000Z\nDURATION:PT24H\nSUMMARY:Nuit",
        )
    )

    assert days(closures) == ["2026-08-03/2026-08-21 Congés"]
    assert [(finding.line, finding.code) for finding in closures.findings] == [
        (3, "ics-part-of-day"),
        (13, "ics-part-of-day"),
        (17, "ics-part-of-day"),
    ]
    assert closures.findings[0].text("fr") == (
        "ligne 3: « Point », lun. 5 janv. 2026 09:00, ne couvre pas des jours entiers ; laissé de côté"
    )


def test_other_components() -> None:
    """Tasks, alarms and time zones are not events; what an alarm says is not what its event says."""
    texts = event(
        "20260105", "", "BEGIN:VALARM", "TRIGGER:-PT15M", "SUMMARY:other", "END:VALARM", name="Pont"
    )
    todo = b"BEGIN:VTODO\r\nDTSTART;VALUE=DATE:20260202\r\nEND:VTODO\r\nEND:VCALENDAR"

    assert days(rp.closures_from_ics(ics(texts).replace(b"END:VCALENDAR", todo))) == [
        "2026-01-05/2026-01-05 Pont"
    ]


def test_sources(tmp_path: Path) -> None:
    """A path, bytes and a binary file; with a byte order mark, and with any ends of lines."""
    data = ics(event("20260105"))
    file = tmp_path / "holidays.ics"
    file.write_bytes(data)

    for source in (
        file,
        str(file),
        data,
        BytesIO(data),
        b"\xef\xbb\xbf" + data,
        data.replace(b"\r\n", b"\n"),
    ):
        assert days(rp.closures_from_ics(source)) == ["2026-01-05/2026-01-05 x"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [(None, "empty-document")]),
        (b"\r\n \r\n", [(None, "empty-document")]),
        (b"launch: 2026-06-15", [(1, "not-ics")]),
        (b"BEGIN:VEVENT\nEND:VEVENT", [(1, "not-ics")]),
        (b"END:VCALENDAR", [(1, "not-ics")]),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR", [(3, "ics-not-closed")]),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x", [(2, "ics-not-closed")]),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR", [(3, "not-ics")]),
        (b"BEGIN:VCALENDAR\nSUMMARY:\xff\nEND:VCALENDAR", [(2, "not-utf8")]),
        (ics("SUMMARY:x"), [(3, "ics-no-start")]),
        (ics(event("20260230")), [(4, "ics-value")]),
        (ics(event("2026-01-05")), [(4, "ics-value")]),
        (ics(event("20260105", "soon")), [(5, "ics-value")]),
        (ics(event("20260105", "20260101")), [(5, "ics-reversed")]),
        (ics("DTSTART;VALUE=DATE:20260105\nDTEND:20260105T120000"), [(5, "ics-value")]),
        (ics(event("20260105", "", "DURATION:long")), [(6, "ics-value")]),
        (ics(event("20260105", "", "EXDATE;VALUE=DATE:never")), [(6, "ics-value")]),
        (ics(event("20260230"), event("20260101"), event("x")), [(4, "ics-value"), (12, "ics-value")]),
    ],
)
def test_refusals(data: bytes, expected: list[tuple[int | None, str]]) -> None:
    """What cannot be read is refused with the line of every problem."""
    assert refused(data) == expected


def test_limits() -> None:
    """A file has a size, and a number of events, that it may not exceed."""
    assert refused(ics(event("20260105")), limit=20) == [(None, "document-too-large")]
    assert refused(ics(*["SUMMARY:x"] * 10_001)) == [(3 + 3 * 10_000, "ics-too-many")]


@pytest.mark.parametrize("name", ["first", "last"])
def test_bounds_that_are_none(name: str) -> None:
    """A first or last day that is no date is refused by its name."""
    with pytest.raises(rp.PlanError) as caught:
        rp.closures_from_ics(ics(), **{name: "soon"})

    assert [(finding.path, finding.code) for finding in caught.value.findings] == [(name, "bad-day")]


SPANS = st.tuples(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 40), st.sampled_from("abc"))


@given(st.lists(SPANS, max_size=6))
def test_every_event_is_a_closure(spans: list[tuple[date, int, str]]) -> None:
    """Events of whole days are read as they were written."""
    events = [
        event(f"{first:%Y%m%d}", f"{first + timedelta(length):%Y%m%d}", name=name)
        for first, length, name in spans
    ]
    expected = {f"{first}/{first + timedelta(length - 1)} {name}" for first, length, name in spans}

    assert Counter(read(*events)) == Counter(expected)


@pytest.mark.parametrize("seed", range(10))
def test_spoiled_files(seed: int) -> None:
    """Whatever bytes are read, closures come out or an error with words, and never a warning."""
    official = (DATA / "jours_feries_metropole.ics").read_bytes()[:3000]
    whole = ics(
        event("20260105", "20260107", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;VALUE=DATE:20260112", "UID:1"),
        event("20260105", "", "DURATION:P2D", "RDATE;VALUE=DATE:20260304", "RRULE:FREQ=YEARLY;BYMONTH=3"),
        event("20260121", "", "UID:1", "RECURRENCE-ID;VALUE=DATE:20260119", "STATUS:CANCELLED"),
        "DTSTART;TZID=Europe/Paris:20260803T000000\nDTEND;TZID=Europe/Paris:20260822T000000\nSUMMARY:y",
    )
    random = Random(seed)
    outcomes: Counter[str] = Counter()
    texts: list[str] = []
    for _ in range(60):
        data = mutated(random.choice((whole, official)), (whole, official), random)
        try:
            closures = rp.closures_from_ics(data, last="2030-12-31")
            outcomes["read"] += 1
        except rp.PlanError as problem:
            texts.append(problem.text("en") and problem.text("fr"))
            outcomes["refused"] += 1
        else:
            assert rp.Calendar(week={"mon": ["08:00-12:00"]}, closed=closures).closed == tuple(closures)
            assert all(finding.text("fr") for finding in closures.findings)

    assert outcomes["read"]
    assert outcomes["refused"]
    assert all(texts)
