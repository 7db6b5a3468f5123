"""The values a plan is made of: what constructors take, what they hold, what may be compared and changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import retroplan as rp
from retroplan.model.constraint import ConstraintType, parse_constraint
from retroplan.model.estimate import Basis, Estimate, Uncertain
from retroplan.model.link import (
    NO_LAG,
    Percent,
    parse_lag,
    parse_link,
    parse_percent,
    suggested_link,
)
from retroplan.model.work import Immediate, parse_work
from retroplan.offsets import Offset, OffsetUnit, parse_offset
from retroplan.units import Duration, Unit, parse_duration

PLAN = rp.Plan(
    "Demo",
    launch="2026-06-15",
    calendars={"studio": {"week": {"sat": ["09:00-12:00"]}}},
    tasks=[
        rp.Task("a", duration="1d"),
        rp.Task(
            "phase",
            "Phase",
            tasks=[
                rp.Task("b", duration="2d", before=["c"]),
                rp.Task("inner", tasks=[rp.Task("x", calendar="studio")]),
            ],
        ),
        rp.Task("c", after=["a", "x SS+1d"]),
    ],
    links=[rp.Link("a", "b", "SS", "50%")],
)

# --------------------------------------------------------------------------- what constructors take


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("2026-06-15", date(2026, 6, 15)),
        (" 2026-06-15 ", date(2026, 6, 15)),
        (date(2026, 6, 15), date(2026, 6, 15)),
        ("2026-06-15 09:30", datetime(2026, 6, 15, 9, 30)),
        ("2026-06-15T09:30", datetime(2026, 6, 15, 9, 30)),
        (datetime(2026, 6, 15, 9, 30), datetime(2026, 6, 15, 9, 30)),
        (datetime(2026, 6, 15), datetime(2026, 6, 15)),
        (np.datetime64("2026-06-15"), date(2026, 6, 15)),
        (np.datetime64("2026-06-15T09:30"), datetime(2026, 6, 15, 9, 30)),
        (np.datetime64("2026-06-15T09:30:00.000000000"), datetime(2026, 6, 15, 9, 30)),
        (np.datetime64("2026-06-15T00:00"), datetime(2026, 6, 15)),
    ],
)
@pytest.mark.parametrize("field", ["launch", "start", "deadline"])
def test_dates_are_taken_as_text_date_or_datetime(field: str, typed: object, held: date) -> None:
    """A day stays a date and an instant a datetime, midnight included, however they were typed."""
    value = rp.Task("a", deadline=typed) if field == "deadline" else rp.Plan(**{field: typed})

    got = getattr(value, field)
    assert (type(got), got) == (type(held), held)


def test_a_day_and_its_midnight_are_two_values() -> None:
    """A date and the same date at 00:00 mean different ends of a finish, and are not equal."""
    assert rp.Task("a", deadline="2026-06-15") != rp.Task("a", deadline="2026-06-15 00:00")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("5d", Duration(Decimal(5), Unit.D)),
        (Duration(Decimal(5), Unit.D), Duration(Decimal(5), Unit.D)),
        ("1,5 sem", Duration(Decimal("1.5"), Unit.W)),
        ("6 mois", Duration(Decimal(6), Unit.MO)),
        ("5 jours ouvrés", Duration(Decimal(5), Unit.D, "ouvres")),
        ("3d/5d/10d", Estimate("3d", "5d", "10d")),
        (Estimate("3d", "5d", "10d"), Estimate("3d", "5d", "10d")),
        ({"optimistic": "3d", "likely": "5d", "pessimistic": "10d"}, Estimate("3d", "5d", "10d")),
        ("Immédiat", Immediate()),
        (" immediate ", Immediate()),
        (None, None),
    ],
)
def test_durations_are_taken_as_text_or_as_values(typed: object, held: object) -> None:
    """A task holds one exact type, whatever was typed; no duration is a milestone."""
    assert rp.Task("a", duration=typed).duration == held


@pytest.mark.parametrize(
    "number", [0, 5, -1, 2.5, Decimal(5), Fraction(1, 2), True, float("nan"), float("inf")]
)
@pytest.mark.parametrize(
    "take",
    [
        lambda value: rp.Task("a", duration=value),
        lambda value: rp.Task("a", duration="5d", margin=value),
        lambda value: rp.Plan(buffer=value),
        lambda value: rp.Link("a", "b", lag=value),
        lambda value: Estimate("1d", value, "9d"),
    ],
)
def test_numbers_are_no_durations(take: Callable[[Any], object], number: object) -> None:
    """A bare number says not five of what; it is refused wherever a duration stands."""
    with pytest.raises(rp.PlanError) as caught:
        take(number)

    assert {finding.code for finding in caught.value.findings} <= {"bare-number", "bad-duration"}


@pytest.mark.parametrize("span", [timedelta(days=5), timedelta(0), timedelta(hours=-1)])
@pytest.mark.parametrize(
    "take",
    [
        lambda value: rp.Task("a", duration=value),
        lambda value: rp.Task("a", duration="5d", margin=value),
        lambda value: rp.Plan(buffer=value),
        lambda value: rp.Link("a", "b", lag=value),
        lambda value: Estimate("1d", value, "9d"),
    ],
)
def test_timedeltas_are_no_durations(take: Callable[[Any], object], span: timedelta) -> None:
    """A timedelta counts clock time, which no task is planned in unless it says so."""
    with pytest.raises(rp.PlanError):
        take(span)


@pytest.mark.parametrize("moment", [20260615, 1781481600.0, None, timedelta(days=1), "15/06/2026", ""])
def test_numbers_and_local_habits_are_no_dates(moment: object) -> None:
    """A constraint takes ISO text, a date or a datetime; nothing is guessed from the rest."""
    with pytest.raises(rp.PlanError) as caught:
        rp.Constraint("must_start_on", moment)

    (finding,) = caught.value.findings
    assert finding.path == "date"
    assert finding.code in ("bad-date", "date-form", "empty-value", "missing-key")


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (np.datetime64("NaT"), 'launch: "NaT" is not a date (write 2026-06-15, or 2026-06-15 09:30)'),
        (np.datetime64("2026-06"), 'launch: "2026-06" is not a date (write 2026-06-15, or 2026-06-15 09:30)'),
        (np.datetime64("2026-06-15T09"),
         'launch: "2026-06-15T09" is not a date (write 2026-06-15, or 2026-06-15 09:30)'),
        (np.datetime64("2026-06-15T09:30:15"),
         'launch: "2026-06-15T09:30:15" counts seconds; write 2026-06-15 09:30'),
        (np.timedelta64(3, "D"), 'launch: "3 days" is not a date (write 2026-06-15, or 2026-06-15 09:30)'),
    ],
)  # fmt: skip
def test_dates_of_numpy_count_days_or_minutes(moment: object, said: str) -> None:
    """A month, an hour, a second and none at all are no dates, as they would not be in a text."""
    for take in (rp.Plan, lambda launch: rp.Network.from_arrays([1], [], [], unit="d", launch=launch)):
        with pytest.raises(rp.PlanError) as caught:
            take(launch=moment)
        assert str(caught.value) == said


def test_closed_days_are_taken_from_numpy() -> None:
    """A day of an array is one; its midnight is none."""
    days = np.array(["2026-05-04", "2026-05-05"], dtype="datetime64[D]")
    bridge = {"from": days[0], "to": days[1]}

    assert rp.Calendar(closed=days) == rp.Calendar(closed=["2026-05-04", "2026-05-05"])
    assert rp.Calendar(closed=[bridge]) == rp.Calendar(closed=["2026-05-04/2026-05-05"])
    with pytest.raises(rp.PlanError, match="2026-05-04T00:00"):
        rp.Calendar(closed=[days[0].astype("datetime64[m]")])


def test_lists_and_single_values_are_taken_alike() -> None:
    """One predecessor or one name needs no brackets; what is held is a tuple."""
    one, many = rp.Task("b", after="a FS+1d", responsible="Zoé"), rp.Task("b", after=["a FS+1d"])

    assert one.after == many.after == (rp.Link("a", "b", "FS", "1d"),)
    assert one.responsible == ("Zoé",)
    assert rp.Task("b", after=rp.Link("a", "b", "FS", "1d")).after == one.after


def test_whole_numbers_are_ids() -> None:
    """YAML reads `id: 7` as a number; the id is its digits, and so is the end of a link."""
    assert rp.Task(7, after=[3]).id == "7"
    assert rp.Task(7, after=[3]).after == (rp.Link("3", "7"),)


def test_a_link_that_stands_in_a_task_ties_that_task() -> None:
    """The end that is the task itself need not be right: a link in `after` leads to its task."""
    task = rp.Task("b", after=[rp.Link("a", "somebody")], before=[rp.Link("somebody", "c", "FF")])

    assert task.after == (rp.Link("a", "b"),)
    assert task.before == (rp.Link("b", "c", "FF"),)


# --------------------------------------------------------------------------- equality, hash, frozen

VALUES: list[tuple[Callable[[], Any], Callable[[], Any], str]] = [
    # a value, one that differs, and a field that might be set
    (lambda: rp.Task("a", duration="5d"), lambda: rp.Task("a", duration="1w"), "duration"),
    (lambda: rp.Plan("P", tasks=[rp.Task("a")]), lambda: rp.Plan("P", tasks=[rp.Task("b")]), "tasks"),
    (lambda: rp.Link("a", "b", "SS", "2d"), lambda: rp.Link("a", "b", "SS", "2cd"), "lag"),
    (lambda: Estimate("1d", "2d", "3d"), lambda: Estimate("1d", "2d", "4d"), "likely"),
    (lambda: rp.Constraint("must_start_on", "2026-06-01"),
     lambda: rp.Constraint("must_finish_on", "2026-06-01"), "date"),
    (lambda: parse_duration("5d"), lambda: parse_duration("5cd"), "amount"),
    (lambda: parse_offset("J-9"), lambda: parse_offset("J-9o"), "amount"),
    (lambda: parse_percent("50%"), lambda: parse_percent("-50%"), "amount"),
    (Immediate, lambda: parse_duration("0d"), "anything"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "differ", "field"), VALUES)
def test_values_are_equal_by_what_they_hold(
    make: Callable[[], Any], differ: Callable[[], Any], field: str
) -> None:
    """Two values of the same content are equal and have one hash; another content is another value."""
    assert make() == make()
    assert hash(make()) == hash(make())
    assert make() != differ()
    assert make() != str(make())
    assert len({make(), make(), differ()}) == 2


@pytest.mark.parametrize(("make", "differ", "field"), VALUES)
def test_values_cannot_be_changed_in_place(
    make: Callable[[], Any], differ: Callable[[], Any], field: str
) -> None:
    """No field of a value can be set or deleted, known or not."""
    value = make()

    for name in (field, "unheard_of"):
        with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
            setattr(value, name, "other")
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        delattr(value, field)
    assert value == make()


def test_lists_handed_over_are_copied() -> None:
    """What happens to a list after a plan was made of it does not happen to the plan."""
    names, tasks, calendars = ["Zoé"], [rp.Task("a")], {"studio": "FR"}
    plan = rp.Plan(tasks=[rp.Task("t", responsible=names, tasks=tasks)], calendars=calendars)
    before = rp.to_document(plan)
    names.append("Ali")
    tasks.append(rp.Task("b"))
    calendars["other"] = "BE"

    assert rp.to_document(plan) == before


def test_two_ways_to_write_a_value_are_one_value() -> None:
    """5.0 is 5, -12,5 % is -12.5%, S-8 is W-8; the units of the user stay apart."""
    assert parse_duration("5.0d") == parse_duration("5 jours") == parse_duration("5d")
    assert parse_percent("-12,50 %") == parse_percent("-12.5%")
    assert (parse_offset("S-8"), parse_offset("j+3 ouvrés")) == (parse_offset("W-8"), parse_offset("D+3wd"))
    assert parse_duration("1w") != parse_duration("5d")
    assert parse_duration("5 jours ouvrés") != parse_duration("5d")
    assert parse_offset("S-1") != parse_offset("J-7")


def test_no_lag_is_one_value_in_every_unit() -> None:
    """A lag of nothing has no unit: 0d, -0h, 0cd and none at all are equal links."""
    links = {rp.Link("a", "b", "FS", lag) for lag in (None, "0d", "-0h", "0cd", "0 mois", NO_LAG)}

    assert links == {rp.Link("a", "b")}


# --------------------------------------------------------------------------- estimates

UNITS = st.sampled_from(["min", "h", "d", "w", "mo", "cd", "cw", "emin", "eh", "ed", "ew"])
AMOUNTS = st.decimals(0, 9_999, places=3)


@given(st.lists(AMOUNTS, min_size=3, max_size=3).map(sorted), UNITS)
def test_estimates_are_read_as_they_are_written(points: list[Decimal], unit: str) -> None:
    """Three points in one unit come back from their text, exactly."""
    estimate = Estimate(*(f"{point}{unit}" for point in points))

    assert parse_work(str(estimate)) == estimate
    assert parse_work(estimate.to_document()) == estimate
    assert [estimate.optimistic.amount, estimate.likely.amount, estimate.pessimistic.amount] == points


ESTIMATES = [
    "3d/5d/10d",
    "triangular 3d/5d/10d",
    "pert-classic 1w/2w/4w",
    "uniform 3cd/8cd",
    "normal p10=3d/p90=9d",
    "lognormal p2.5=4h/p97.5=9h",
    "discrete 3d=0.7/8d=0.25/20d=0.05",
]


@pytest.mark.parametrize("text", ESTIMATES)
def test_every_distribution_comes_back(text: str) -> None:
    """From its text, from its mapping, and within a plan and its document."""
    estimate = parse_work(text)

    assert str(estimate) == text
    assert isinstance(estimate, Uncertain)
    assert parse_work(estimate.to_document()) == estimate
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration=text)])
    assert rp.from_document(rp.to_document(plan)) == plan
    assert rp.to_document(plan)["tasks"][0]["duration"] == text


def test_a_fixed_duration_is_a_duration() -> None:
    """`fixed` says that nothing is uncertain, as a plain duration does."""
    assert parse_work("fixed 5d") == parse_work({"distribution": "fixed", "value": "5d"}) == parse_work("5d")


def test_each_basis_of_each_distribution() -> None:
    """Expected, optimistic, likely and pessimistic, in days."""
    # triangular (3+5+10)/3; uniform halfway; discrete Σ share × days; normal symmetric about 6.
    cases = {
        "triangular 3d/5d/10d": (6, 3, 5, 10),
        "uniform 3d/8d": (Fraction(11, 2), 3, Fraction(11, 2), 8),
        "discrete 8d=0.25/3d=0.75": (Fraction(17, 4), 3, 3, 8),
    }
    for text, expected in cases.items():
        estimate = parse_work(text)
        assert isinstance(estimate, Uncertain)
        sizes = [Fraction(point.amount) for point in estimate.points]
        assert tuple(estimate.value(basis, sizes) for basis in Basis) == expected

    normal = parse_work("normal p10=3d/p90=9d")
    assert isinstance(normal, Uncertain)
    values = [float(normal.value(basis, [Fraction(3), Fraction(9)])) for basis in Basis]
    assert values[1:] == [3, pytest.approx(6), 9]
    assert values[0] == pytest.approx(6, abs=0.02)  # a hair above: what is negative counts as 0


def test_choices_need_a_share_each() -> None:
    """Two durations and one probability say nothing."""
    with pytest.raises(rp.PlanError, match="needs a probability for each duration"):
        rp.Choices(["3d", "5d"], ["1"])


def test_an_estimate_gives_the_value_of_each_basis() -> None:
    """Expected is (o + 4m + p) / 6, exact: (3 + 20 + 10) / 6 = 5.5."""
    estimate = Estimate("3d", "5d", "10d")

    assert [estimate.value(basis, (3, 5, 10)) for basis in Basis] == [Fraction(11, 2), 3, 5, 10]
    assert estimate.value(Basis.EXPECTED, (1, 2, 4)) == Fraction(13, 6)


@pytest.mark.parametrize("points", [("2d", "1d", "3d"), ("1d", "3d", "2d"), ("3d", "2d", "1d")])
def test_points_are_in_order(points: tuple[str, str, str]) -> None:
    """Optimistic is at most likely, likely at most pessimistic; equal points are allowed."""
    with pytest.raises(rp.PlanError):
        Estimate(*points)
    assert str(Estimate("2d", "2d", "2d")) == "2d/2d/2d"


@pytest.mark.parametrize("points", [("1d", "2cd", "3d"), ("1h", "2h", "3eh"), ("1cd", "2cd", "3mo")])
def test_points_are_of_one_kind(points: tuple[str, str, str]) -> None:
    """Working, calendar, month and elapsed time are not compared with one another."""
    with pytest.raises(rp.PlanError) as caught:
        Estimate(*points)

    assert [finding.code for finding in caught.value.findings] == ["mixed-points"]


# --------------------------------------------------------------------------- links

KINDS = st.sampled_from(list(rp.LinkType))
LAGS = st.builds(
    lambda sign, amount, unit: f"{sign}{amount}{unit}", st.sampled_from(["", "-"]), AMOUNTS, UNITS
) | st.builds("{}%".format, st.decimals(-999, 999, places=2))


@given(KINDS, LAGS)
def test_links_are_read_as_they_are_written(kind: rp.LinkType, lag: str) -> None:
    """The text of a link gives it back from either side; so does its lag alone."""
    link = rp.Link("a", "b-2", kind, lag)

    assert parse_link(link.other_end("a"), successor="b-2") == link
    assert parse_link(link.other_end("b-2"), predecessor="a") == link
    assert parse_lag(str(link.lag)) == link.lag
    assert parse_link({"task": "a", "type": kind.value, "lag": lag}, successor="b-2") == link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", ("a", "FS", "0d")),
        ("  a  ", ("a", "FS", "0d")),
        ("a fs", ("a", "FS", "0d")),
        ("a SS+2d", ("a", "SS", "2d")),
        ("a SS + 2 d", ("a", "SS", "2d")),
        ("a FF−1w", ("a", "FF", "-1w")),
        ("a SF-50 %", ("a", "SF", "-50%")),
        ("a FS+5 jours ouvrés", ("a", "FS", "5 jours ouvrés")),
        ("launch FS+45cd", ("launch", "FS", "45cd")),
        ("été.2_b-3 SS", ("été.2_b-3", "SS", "0d")),
    ],
)
def test_links_are_read_as_people_write_them(text: str, expected: tuple[str, str, str]) -> None:
    """Small letters, spaces and the long minus read as well; no type is finish to start."""
    link = parse_link(text, successor="z")

    assert (link.predecessor, link.type.value, str(link.lag)) == expected
    assert link.successor == "z"


@pytest.mark.parametrize(
    ("link", "manner"),
    [
        (("FS", None), "FS"),
        (("FS", "2d"), "FS+2d"),
        (("SS", "-2d"), "SS-2d"),
        (("FF", "50%"), "FF+50%"),
        (("SF", "-12.5%"), "SF-12.5%"),
    ],
)
def test_the_manner_of_a_link_is_its_type_and_lag(link: tuple[str, str | None], manner: str) -> None:
    """A link is named as it is written, the sign of its lag always shown."""
    assert rp.Link("a", "b", *link).manner == manner


@pytest.mark.parametrize(
    ("kind", "from_start", "to_start"),
    [("FS", False, True), ("SS", True, True), ("FF", False, False), ("SF", True, False)],
)
def test_a_link_type_tells_its_ends(kind: str, from_start: bool, to_start: bool) -> None:
    """The first letter is the predecessor's end, the second the successor's."""
    assert (rp.LinkType(kind).from_start, rp.LinkType(kind).to_start) == (from_start, to_start)


def test_a_percentage_is_not_a_number_of_days() -> None:
    """50 % is held as it was said, and is no duration."""
    assert rp.Link("a", "b", lag="50%").lag == Percent(Decimal(50))
    with pytest.raises(rp.PlanError):
        rp.Task("a", duration="50%")


# --------------------------------------------------------------------------- constraints and offsets

MOMENTS = st.dates() | st.datetimes().map(lambda t: t.replace(second=0, microsecond=0))


@given(st.sampled_from(list(ConstraintType)), MOMENTS)
def test_constraints_are_read_as_they_are_written(kind: ConstraintType, moment: date) -> None:
    """The document of a constraint gives it back, and so does the constraint itself."""
    constraint = rp.Constraint(kind, moment)

    assert parse_constraint(constraint.to_document()) == constraint
    assert parse_constraint(constraint) is constraint
    assert rp.Constraint(kind.value, str(moment)) == constraint


@pytest.mark.parametrize(
    ("kind", "on_finish", "must"),
    [
        ("start_no_earlier_than", False, False),
        ("finish_no_earlier_than", True, False),
        ("start_no_later_than", False, False),
        ("finish_no_later_than", True, False),
        ("must_start_on", False, True),
        ("must_finish_on", True, True),
    ],
)
def test_a_constraint_tells_which_end_it_holds(kind: str, on_finish: bool, must: bool) -> None:
    """Three of the six speak of the finish, two fix the date."""
    assert (ConstraintType(kind).on_finish, ConstraintType(kind).must) == (on_finish, must)


@given(st.sampled_from(["J", "D", "S", "W", "M", "H"]), st.integers(-99_999, 99_999).filter(bool))
def test_offsets_are_read_as_they_are_written(letter: str, amount: int) -> None:
    """The text of an offset gives it back, in the user's own letter."""
    offset = rp.Task("a", at=f"{letter}{amount:+d}").at

    assert isinstance(offset, Offset)
    assert (parse_offset(str(offset)), str(offset)) == (offset, f"{letter}{amount:+d}")
    assert offset.amount == amount


def test_the_launch_itself_is_an_offset() -> None:
    """J is no days from J."""
    assert rp.Task("a", at="J").at == Offset(0, OffsetUnit.DAYS, "J")


# --------------------------------------------------------------------------- a plan


def test_walking_gives_every_task_in_document_order() -> None:
    """A summary comes before its children, children before what follows it."""
    assert [task.id for task in PLAN.walk()] == ["a", "phase", "b", "inner", "x", "c"]
    assert list(rp.Plan().walk()) == []


def test_walking_a_deep_or_wide_plan_takes_no_recursion() -> None:
    """A hundred levels and ten thousand children are walked alike."""
    task = rp.Task("leaf")
    for level in range(99):
        task = rp.Task(f"s{level}", tasks=[task])
    wide = rp.Plan(tasks=[task, *(rp.Task(f"t{number}") for number in range(10_000))])

    assert sum(1 for _ in wide.walk()) == 10_100


def test_a_task_is_found_by_its_id_at_every_level() -> None:
    """`plan[id]`, `get` and `in` know summaries and their children; the launch only if described."""
    assert PLAN["phase"].name == "Phase"
    assert PLAN["x"].calendar == "studio"
    assert PLAN.get("inner") is PLAN["inner"]
    assert "b" in PLAN


@pytest.mark.parametrize("unknown", ["launch", "A", "", "zzz"])
def test_what_is_not_there_is_none_or_a_key_error(unknown: str) -> None:
    """An unknown id is not in the plan: `get` gives None, the brackets raise, as in a dict."""
    assert unknown not in PLAN
    assert PLAN.get(unknown) is None
    with pytest.raises(KeyError):
        PLAN[unknown]
    assert 5 not in PLAN


def test_all_links_come_in_the_order_of_the_document() -> None:
    """Those written in tasks, task by task, then the flat ones."""
    assert [f"{link.predecessor} {link.manner} {link.successor}" for link in PLAN.all_links()] == [
        "b FS c", "a FS c", "x SS+1d c", "a SS+50% b",
    ]  # fmt: skip


def test_a_plan_resolves_calendars_by_name_by_code_and_in_place() -> None:
    """A name of its own wins over a code; none at all is Monday to Friday without holidays."""
    plan = rp.Plan(calendars={"FR": {"week": {"sat": ["09:00-12:00"]}}, "studio": "BE"})
    saturday, monday, ascension = date(2026, 6, 13), date(2026, 6, 15), date(2026, 5, 14)

    assert plan.resolve("FR").is_open(saturday)  # its own, not the country
    assert not plan.resolve("FR-57").is_open(saturday)
    assert not plan.resolve("studio").is_open(ascension)
    assert plan.resolve("ouvrables").is_open(saturday)
    assert [plan.resolve(None).is_open(day) for day in (saturday, monday, ascension)] == [False, True, True]
    own = rp.Calendar(days="calendaires")
    assert plan.resolve(own) is own


def test_an_unknown_calendar_is_a_plan_error() -> None:
    """What is neither a name nor a code cannot be resolved."""
    with pytest.raises(rp.PlanError, match='"moon" is neither a calendar nor a country code'):
        PLAN.resolve("moon")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, (480, 2400)),  # 8 h, five days
        ({"calendar": "ouvrables"}, (480, 2880)),  # six days
        ({"calendar": "calendaires"}, (480, 3360)),  # seven
        ({"hours_per_day": 7}, (420, 2100)),
        ({"hours_per_day": "7.5"}, (450, 2250)),
        # The commonest day has four hours, three weekdays are open.
        ({"calendar": {"week": {"mon": ["08:00-16:00"], "tue": ["08:00-12:00"], "wed": ["14:00-18:00"]}}},
         (480, 1440)),
        ({"calendar": {"week": {"mon": ["08:00-16:00"], "tue": ["08:00-12:00"], "wed": ["08:00-12:00"]}}},
         (240, 720)),
    ],
)  # fmt: skip
def test_a_day_and_a_week_are_those_of_the_plan(options: dict[str, Any], expected: tuple[int, int]) -> None:
    """1d is the usual day, or hours_per_day; 1w is a day times the open weekdays; a tie goes to the first."""
    assert rp.Plan(**options).day_and_week() == expected


def test_edits_leave_the_plan_as_it_was() -> None:
    """A new launch, name or task is in the new plan only."""
    before = rp.to_document(PLAN)
    other = PLAN.replace(launch="2027-09-07").change("x", duration="3d").add(rp.Task("new"))

    assert rp.to_document(PLAN) == before
    assert (other.launch, str(other["x"].duration), "new" in other) == (date(2027, 9, 7), "3d", True)
    assert other.remove("new").change("x", duration=None).replace(launch="2026-06-15") == PLAN


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2FD+1j", "2 FS+1d"),
        ("aFD+1j", "a FS+1d"),
        ("2DD-1j", "2 SS-1d"),
        ("2FF+50%", "2 FF+50%"),
        ("2 FD 1j", "2 FS+1d"),
        ("target+2d", "target FS+2d"),
        ("FD+1j", "FD FS+1d"),
        ("BUFF+1d", "BUFF FS+1d"),
    ],
)
def test_a_type_that_touches_the_task_is_told_apart(text: str, meant: str) -> None:
    """As MS Project writes links; a name in capitals is one word."""
    assert suggested_link(text) == meant
