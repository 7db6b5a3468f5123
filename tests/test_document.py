"""Plan documents: what is read is what was written, and all problems are told at once."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.model.constraint import ConstraintType
from retroplan.model.estimate import Estimate
from retroplan.model.validation import MAX_LEVELS
from retroplan.network import contradictions

# --------------------------------------------------------------------------- random plans

IDS = ("a", "b-2", "c_3", "d.4", "été", "7", "on", "null", "2026-06-15", "1_000")
LETTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.text(LETTERS, max_size=12)
WORDS = TEXTS.filter(str.strip)
NAMES = st.lists(WORDS, max_size=2)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
MINUTES = st.datetimes(datetime(2020, 1, 1), datetime(2030, 12, 31)).map(
    lambda t: t.replace(second=0, microsecond=0)
)
MOMENTS = DAYS | MINUTES
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
)
DATA = st.recursive(
    LEAVES | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)
EXTRA = st.dictionaries(TEXTS.map("x-{}".format), DATA, max_size=2)
AMOUNTS = st.integers(0, 400).map(lambda quarters: Decimal(quarters) / 4)
WORK = st.sampled_from(["min", "h", "d", "w"])
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
HOURS = st.sampled_from([[], ["08:00-12:00"], ["09:30-12:00", "13:00-17:15"], ["22:00-24:00"]])
CLOSED = DAYS.map(str) | st.builds(
    lambda first, days, label: {"from": str(first), "to": str(first + timedelta(days)), "label": label},
    DAYS, st.integers(0, 20), TEXTS,
)  # fmt: skip
COUNTRIES = st.sampled_from(
    [{}, {"country": "FR"}, {"country": "FR", "subdivision": "57"}, {"country": "BE"}]
)
# A week makes it a mapping: a calendar that says no more than a code is written as that code.
CALENDARS = st.builds(
    lambda place, rest: rp.Calendar(**place, **rest),
    COUNTRIES,
    st.fixed_dictionaries(
        {"week": st.dictionaries(st.sampled_from(WEEKDAYS), HOURS, min_size=1)},
        optional={
            "closed": st.lists(CLOSED, max_size=2),
            "opened": st.dictionaries(DAYS, HOURS.filter(bool), max_size=2),
        },
    ),
)


def lengths(unit: str) -> st.SearchStrategy[str]:
    """Draw texts of durations in a unit."""
    return (st.integers(0, 24) if unit == "mo" else AMOUNTS).map(lambda amount: f"{amount}{unit}")


PERCENTS = AMOUNTS.map("{}%".format)
WORKING = WORK.flatmap(lengths)
LAGS = WORKING | PERCENTS | st.sampled_from(["cd", "cw", "mo", "eh", "ed"]).flatmap(lengths)
SIGNED = st.builds(lambda sign, lag: sign + lag, st.sampled_from(["", "-"]), LAGS)
KINDS = {
    "d": WORKING,
    "cd": lengths("cd") | lengths("cw"),
    "mo": lengths("mo"),
    "ed": lengths("eh") | lengths("ew"),
}


@st.composite
def efforts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a duration or three points, a margin of the same kind, and a risk factor."""
    kind = draw(st.sampled_from(list(KINDS)))
    effort: dict[str, Any] = {"duration": draw(KINDS[kind])}
    if draw(st.booleans()):
        unit = draw(WORK) if kind == "d" else kind
        points = sorted(draw(st.lists(st.integers(0, 30), min_size=3, max_size=3)))
        if unit == "mo":
            points = [6 * point for point in points]  # whole months in the mean, too
        effort["duration"] = Estimate(*(f"{point}{unit}" for point in points))
    if draw(st.booleans()):
        effort["margin"] = draw(KINDS[kind] if kind == "mo" else PERCENTS | KINDS[kind])
    if kind != "mo" and draw(st.booleans()):  # parts of months are refused
        effort["risk_factor"] = draw(st.integers(100, 10_000).map(lambda cents: Decimal(cents) / 100))
    return effort


SHARES = st.integers(1, 400).map(lambda quarters: f"{Decimal(quarters) / 4}%")
LEAVE = st.lists(CLOSED, max_size=2)
PEOPLE = st.fixed_dictionaries(
    {},
    optional={
        "anna": st.none() | st.just("Anna Martin"),
        "équipe": st.fixed_dictionaries(
            {"name": st.sampled_from(["", "L’équipe"])},
            optional={
                "availability": st.integers(100, 1000).map("{}%".format),
                "weekdays": st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True),
                "calendar": CALENDARS | st.just("FR-57"),
                "leave": LEAVE,
                "title": TEXTS,
                "duties": NAMES,
                "skills": NAMES,
                "members": NAMES,
                "rate": st.sampled_from(["400 EUR/d", "12.50/h"]),
                "x-tel": LEAVES,
            },
        ),
    },
)
CONTEXT = st.dictionaries(TEXTS, DATA, max_size=2)
DELIVERABLES = st.lists(
    WORDS
    | st.fixed_dictionaries(
        {"name": WORDS},
        optional={
            "id": TEXTS,
            "type": st.sampled_from(["email", "landing pages", "jeu"]),
            "quantity": st.integers(1, 10**6),
            "due": MOMENTS | st.sampled_from(["J-2", "J+30"]),
            "x-lot": DATA,
        },
    ),
    max_size=2,
)
CARRIED = st.fixed_dictionaries(
    {},
    optional={
        "accountable": NAMES,
        "consulted": NAMES,
        "informed": NAMES,
        "skills": NAMES,
        "status": st.sampled_from(["Terminé", "À venir", "50 %", "-"]) | WORDS,
        "priority": st.sampled_from(["Haute", "1", "P2"]) | WORDS,
        "tags": st.dictionaries(WORDS, WORDS | NAMES, max_size=2),
        "deliverables": DELIVERABLES,
        "note": TEXTS,
        "context": CONTEXT,
        "ignore": st.sampled_from(["RP201", ["RP201", "pin-moved"]]) | NAMES,
    },
)
# A document in which a task has an effort and a duration that disagree is refused.
DOERS = st.lists(st.sampled_from(["anna", "équipe", "Zoé", "1"]), unique=True, max_size=3).flatmap(
    lambda names: st.tuples(*(st.just(name) | SHARES.map(lambda share, n=name: {n: share}) for name in names))
)


MONEY = st.integers(0, 10**9).map(lambda cents: f"{Decimal(cents) / 100} EUR") | st.integers(0, 10**6)
KINDS_PAID = st.sampled_from(["human", "financial", "material"])
ORDERS = {
    "lead_time": st.sampled_from(["3w", "10cd", "2mo", "0d"]),
    "quote_time": st.sampled_from(["1w", "1.5d"]),
    "rush": SHARES,
    "ordered": DAYS.map(str),
    "x-quotes": DATA,
}
WHENS = st.sampled_from(["start", "finish", "spread"]) | MOMENTS
COSTS = st.lists(
    MONEY
    | st.fixed_dictionaries(
        {},
        optional={
            "name": TEXTS, "category": TEXTS, "kind": KINDS_PAID, "planned": MONEY, "committed": MONEY,
            "actual": MONEY, "when": WHENS, **ORDERS,
        },
    ),
    max_size=2,
)  # fmt: skip
RESOURCES = st.fixed_dictionaries(
    {},
    optional={
        "salle": st.none() | st.just("Salle 3"),
        "presse": st.fixed_dictionaries(
            {"quantity": st.integers(2, 10_000)},
            optional={
                "name": st.sampled_from(["", "La presse"]), "kind": KINDS_PAID, "category": TEXTS,
                "cost": MONEY | st.sampled_from(["10.99 EUR/mo", "300/d"]), "closed": LEAVE, **ORDERS,
            },
        ),
    },
)  # fmt: skip
USES = st.lists(
    st.sampled_from(["salle", {"resource": "presse", "quantity": 2}, "Outil Zapier", {"resource": "7"}]),
    max_size=2,
    unique_by=str,
)


@st.composite
def approvals(draw: st.DrawFn) -> object:
    """Draw an approval that says how long it takes, or a list of approvals."""
    one = st.fixed_dictionaries(
        {"by": TEXTS.filter(str.strip), "duration": st.sampled_from(["3d", "1.5w", "2d/3d/4d"])},
        optional={
            "rounds": st.integers(1, 3),
            "rework": st.sampled_from(["1d", "4h"]),
            "margin": WORKING | PERCENTS,
        },
    )
    return draw(st.just("direction") | one | st.lists(one, min_size=1, max_size=2))


@st.composite
def waves(draw: st.DrawFn) -> object:
    """Draw a list of waves, or waves counted from the first or back from the last."""
    days = st.lists(st.integers(-60, 60), min_size=1, max_size=3, unique=True)
    listed = draw(days.map(lambda found: [f"J{day:+d}" for day in found]))
    every = {"every": draw(st.sampled_from(["1w", "10cd", "2d", "1mo"]))}
    parts = {"sending": "1d", "approval": draw(approvals())} if draw(st.booleans()) else {}
    shapes = [
        listed,
        {"at": listed, **parts},
        {"count": 3, "first": "S-8", **every, **parts},
        {"first": "J-30", "until": "J+9", **every},
        {"count": 2, "until": "J-3", **every},
    ]
    return draw(st.sampled_from(shapes))


@st.composite
def parts(draw: st.DrawFn, fixed: dict[str, Any]) -> dict[str, Any]:
    """Draw what puts a task in parts beside what fixes it."""
    pinned = fixed.keys() & {"at", "until"}
    must = "constraint" in fixed and fixed["constraint"]["type"].must
    made: dict[str, Any] = {}
    if not must and not pinned and draw(st.booleans()):
        return {"waves": draw(waves())} | ({"for_each": draw(variants())} if draw(st.booleans()) else {})
    if draw(st.booleans()):
        made["for_each"] = draw(variants())
    if len(pinned) < 2 and draw(st.booleans()):  # two pins ask for the duration of the work
        made["approval"] = draw(approvals())
    if not must and draw(st.booleans()):
        made["repeat"] = draw(repetitions())
        if not pinned:
            made["repeat"] |= draw(st.sampled_from([{}, {"from": "2026-01-31"}]))
    return made


@st.composite
def variants(draw: st.DrawFn) -> object:
    """Draw what a task is made for each of; who does it differs, how long it takes need not fit a margin."""
    names = draw(st.lists(WORDS, min_size=1, max_size=2, unique=True))
    own = st.fixed_dictionaries({}, optional={"responsible": DOERS, "accountable": NAMES})
    inline: dict[str, Any] = {
        draw(WORDS): draw(st.just(names) | st.just({name: draw(own) for name in names}))
    }
    shapes = ["segments", "channels", ["segments", "channels"], inline, ["segments", {"lot": names}]]
    return draw(st.sampled_from(shapes))


WEIGHTS = st.integers(0, 400).map(lambda quarters: f"{Decimal(quarters) / 4}%")
SEGMENTS = st.dictionaries(
    WORDS,
    st.none()
    | TEXTS
    | st.fixed_dictionaries(
        {},
        optional={
            "name": TEXTS,
            "sociodemographic": NAMES,
            "psychological": NAMES,
            "behavioural": NAMES,
            "channels": NAMES | st.dictionaries(WORDS, st.none() | WEIGHTS, max_size=2),
            "share": WEIGHTS,
            "x-taille": DATA,
        },
    ),
    min_size=1,
    max_size=2,
)
CHANNELS = st.dictionaries(
    WORDS,
    st.none()
    | st.fixed_dictionaries({}, optional={"name": TEXTS, "type": TEXTS, "share": WEIGHTS, "x-url": DATA}),
    min_size=1,
    max_size=2,
)


@st.composite
def repetitions(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a rule and its end."""
    rules = [{"every": "1w"}, {"every": "2mo"}, {"rrule": "RRULE:FREQ=MONTHLY;BYDAY=-1FR"}]
    ends = [{"count": 2}, {"until": "J+400"}, {"until": "2040-01-31", "count": 9}]
    return {**draw(st.sampled_from(rules)), **draw(st.sampled_from(ends))}


@st.composite
def places_in_time(draw: st.DrawFn, launched: bool) -> dict[str, Any]:
    """Draw what fixes a task: a pin, two pins, a constraint, a deadline, a direction."""
    fixed: dict[str, Any] = draw(efforts()) if draw(st.booleans()) else {}
    if "duration" in fixed and draw(st.booleans()):
        kind = fixed["duration"] if isinstance(fixed["duration"], str) else str(fixed["duration"].likely)
        if kind.endswith(("min", "h", "d", "w")) and not kind.endswith(("eh", "ed", "cd", "cw", "ew")):
            fixed["effort"] = fixed.pop("duration")
    first = draw(st.integers(-300, 300))
    pins = draw(st.sampled_from(["", "at", "until", "both"])) if launched else ""
    if pins == "both":
        fixed = {"at": f"J{first:+d}", "until": f"J{first + draw(st.integers(0, 30)):+d}"}
    elif pins:
        fixed[pins] = draw(
            st.sampled_from([f"J{first:+d}", f"D{first:+d}wd", f"S{first:+d}", f"M{first:+d}", "J"])
        )
    types = [kind for kind in ConstraintType if not pins or not kind.must]
    if draw(st.booleans()):
        fixed["constraint"] = {"type": draw(st.sampled_from(types)), "date": draw(MOMENTS)}
    if draw(st.booleans()):
        fixed["deadline"] = draw(MOMENTS)
    if draw(st.booleans()):
        fixed["when"] = draw(st.sampled_from(["alap", "asap"]))
    if draw(st.booleans()):
        fixed["closed_dates"] = draw(st.sampled_from(["keep", "back", "forward"]))
    return fixed


@st.composite
def plans(draw: st.DrawFn) -> rp.Plan:
    """Draw plans that use every field; links lead onwards in the row of tasks, so there are no cycles."""
    launched = draw(st.booleans())
    names = draw(st.permutations(IDS))[: draw(st.integers(0, 5))]
    calendars = draw(st.dictionaries(st.sampled_from(["studio", "on", "a.b"]), CALENDARS, max_size=2))
    named = st.sampled_from([*calendars, "FR", "FR-57", "ouvres"])
    parted = draw(some_of(names))
    usual = st.sampled_from(["5d", {"duration": "2d", "rounds": 2, "margin": "20%"}])
    tasks = []
    for number, name in enumerate(names):
        earlier, later = names[:number], [*names[number + 1 :], "launch"]
        fixed = draw(places_in_time(launched))
        tasks.append(
            rp.Task(
                name,
                draw(TEXTS),
                after=[written(draw, other, other in parted) for other in draw(some_of(earlier))],
                before=[written(draw, other, name in parted) for other in draw(some_of(later))],
                calendar=draw(st.none() | named | CALENDARS),
                responsible=draw(DOERS),
                budget=draw(st.none() | MONEY),
                costs=draw(COSTS),
                uses=draw(USES),
                extra=draw(EXTRA),
                **draw(st.just({}) | CARRIED),
                **fixed,
                **(draw(parts(fixed)) if name in parted else {}),
            )
        )
    head: dict[str, Any] = {"launch": draw(MOMENTS), "buffer": draw(st.none() | WORKING | PERCENTS)}
    plan = rp.Plan(
        draw(TEXTS),
        **(head if launched else {}),
        start=draw(MOMENTS | st.none()) if launched else draw(MOMENTS),
        calendar=draw(st.none() | named | CALENDARS),
        calendars=calendars,
        hours_per_day=draw(st.none() | st.integers(1, 96).map(lambda quarters: Decimal(quarters) / 4)),
        lang=draw(st.sampled_from([None, "en", "fr"])),
        closed_dates=draw(st.sampled_from([None, "keep", "back", "forward"])),
        tasks=grouped(draw, [*hammocks(draw, names, launched), *tasks]),
        owner=draw(NAMES),
        deliverables=draw(DELIVERABLES),
        context=draw(CONTEXT),
        ignore=draw(NAMES),
        people=draw(PEOPLE),
        segments=draw(SEGMENTS | st.just(["fidèles", "nouveaux"])),
        channels=draw(CHANNELS),
        currency="EUR",
        budget=draw(st.none() | MONEY),
        cost_of_delay=draw(st.sampled_from([None, "500 EUR/cd", "0.5/w"])),
        costs=draw(COSTS),
        resources=draw(RESOURCES),
        approvers={"direction": draw(usual)},
        links=flat(draw, names, parted),
        extra=draw(EXTRA),
    )
    if plan.people:  # a document in which those who do a task are never there together is refused
        assume("never-together" not in {finding.code for finding in contradictions(plan)})
    return plan


def hammocks(draw: st.DrawFn, names: Any, launched: bool) -> list[rp.Task]:
    """Draw hammocks between ends of the tasks, the launch and offsets."""
    ends = [f"{name}{end}" for name in names for end in (".start", ".finish")]
    ends += names
    ends += ["launch", "launch.start", "J-30", "J+12", "D-20wd", "S-8", "M+2", "J"] if launched else []
    count = draw(st.integers(0, 2)) if names else 0  # a summary of hammocks alone has no dates
    event = st.sampled_from(ends or [""])
    return [
        rp.Task(
            f"hammock{number}",
            draw(TEXTS),
            span={"from": draw(event), "to": draw(event | st.none())},
            **draw(st.just({}) | CARRIED),
        )
        for number in range(count)
    ]


def some_of(names: Any) -> st.SearchStrategy[list[str]]:
    """Draw some of the names, each once."""
    return st.lists(st.sampled_from(names), max_size=2, unique=True) if names else st.just([])


def written(draw: st.DrawFn, other: str, in_parts: bool) -> object:
    """Draw a way to write a link to or from another task; the predecessor may be in parts."""
    kind = draw(st.sampled_from(["FS", "SS", "FF", "SF"]))
    lag = draw(SIGNED.filter(lambda lag: not (in_parts and "%" in lag)))
    return draw(st.sampled_from([other, {"task": other, "type": kind, "lag": lag}]))


def flat(draw: st.DrawFn, names: Any, parted: list[str]) -> list[rp.Link]:
    """Draw links written beside the tasks."""
    pairs = [(first, last) for number, first in enumerate(names) for last in names[number + 1 :]]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=2)) if pairs else []
    return [
        rp.Link(
            first,
            last,
            draw(st.sampled_from(["FS", "SS", "FF", "SF"])),
            draw(SIGNED.filter(lambda lag: not (first in parted and "%" in lag))),  # noqa: B023
        )
        for first, last in chosen
    ]


def grouped(draw: st.DrawFn, tasks: list[rp.Task]) -> list[rp.Task]:
    """Put some of the tasks under summaries, one inside the other."""
    for level in range(draw(st.integers(0, 2))):
        cut = draw(st.integers(0, len(tasks)))
        if tasks[cut:]:
            summary = rp.Task(f"sum{level}", draw(TEXTS), tasks=tasks[cut:], extra=draw(EXTRA))
            tasks = [*tasks[:cut], summary]
    return tasks


# --------------------------------------------------------------------------- help


def problems(document: object, lang: str = "en") -> list[str]:
    """Give the sentences of everything that is wrong with a document, on the way to its schedule."""
    with pytest.raises(PlanError) as caught:
        rp.schedule(rp.from_document(document))
    return caught.value.text(lang).split("\n")


def with_tasks(*tasks: object) -> dict[str, object]:
    """Make a document of some tasks."""
    return {"launch": "2026-06-15", "tasks": list(tasks)}


# --------------------------------------------------------------------------- reading back


@settings(max_examples=150, deadline=None)
@given(plans())
def test_documents_give_the_plan_back(plan: rp.Plan) -> None:
    """A plan that is written as a document and read again is the same plan, in the user's own units."""
    assert rp.from_document(rp.to_document(plan)) == plan


@given(plans())
@settings(max_examples=40, deadline=None)
def test_documents_are_stable(plan: rp.Plan) -> None:
    """Writing what was read gives the same document, key by key."""
    document = rp.to_document(plan)
    again = rp.to_document(rp.from_document(document))

    assert again == document
    assert list(again) == list(document)


def test_units_stay_the_users_own() -> None:
    """Weeks, months, named days and percentages are written back the way they were said."""
    task = {"id": "a", "duration": "2w", "margin": "10%", "at": "J-20o"}
    other = {"id": "b", "duration": "6mo", "after": ["a SS+5 jours ouvrés", "a FF-50%", "a FS-1.5h"]}
    document = {"retroplan": 1, **with_tasks(task, other)}

    assert rp.to_document(rp.from_document(document)) == document


@settings(max_examples=60, deadline=None)
@given(plans())
def test_documents_are_json_safe(plan: rp.Plan) -> None:
    """The documents of a plan and of its schedule hold nothing that JSON cannot, not even a NaN."""
    documents = [rp.to_document(plan)]
    with suppress(PlanError):  # pins that do not fit, dates out of the years that a calendar knows
        documents.append(rp.to_document(rp.schedule(plan)))

    for document in documents:
        assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_dates_in_foreign_keys_are_json_safe() -> None:
    """YAML reads dates in ``x-`` keys, too; documents hold their text, in a calendar as elsewhere."""
    told = {"x-since": {"day": date(2026, 1, 5), "rest": (Decimal("1.5"), datetime(2026, 1, 5, 9, 30))}}
    plan = rp.from_document({"calendar": {"closed": [], **told}, "tasks": [{"id": "a", **told}], **told})
    kept = {"x-since": {"day": "2026-01-05", "rest": [1.5, "2026-01-05T09:30:00"]}}

    assert rp.to_document(plan) == {"retroplan": 1, "calendar": kept, "tasks": [{"id": "a", **kept}], **kept}


def test_keys_of_a_plan_are_stable() -> None:
    """The keys of a plan's document and their order, written out: programs rely on them."""
    plan = rp.Plan(
        "Salon", launch="2026-06-15", start="2026-01-05", hours_per_day=7, buffer="2d", lang="fr",
        calendar={"country": "FR", "subdivision": "57", "days": "ouvres", "week": {"mon": ["8-12"]},
                  "closed": ["2026-05-15"], "open": {"2026-05-30": ["8-12"]}, "x-c": 1},
        calendars={"studio": "FR"},
        tasks=[
            rp.Task("a", "A", "1d/2d/3d", after=["c"], before=["d"], at="J-9", risk_factor=2, margin="1d",
                    constraint={"type": "start_no_earlier_than", "date": "2026-01-05"},
                    deadline="2026-06-01", calendar="studio", when="alap", responsible="Zoé",
                    extra={"x-b": 1}),
            rp.Task("b", until="J-5", duration="1d"),
            rp.Task("c", start="2026-03-02", finish="2026-03-03"),
            rp.Task("s", tasks=[rp.Task("d")]),
        ],
        links=[rp.Link("b", "d", "SS", "1d")],
        extra={"x-a": 1},
    )  # fmt: skip
    document = rp.to_document(plan)
    a, b, c, s = document["tasks"]

    assert list(document) == [
        "retroplan", "name", "lang", "launch", "start", "calendar", "calendars", "hours_per_day", "buffer",
        "tasks", "links", "x-a",
    ]  # fmt: skip
    assert list(document["calendar"]) == ["country", "subdivision", "days", "week", "closed", "open", "x-c"]
    assert list(a) == [
        "id", "name", "duration", "after", "before", "at", "margin", "constraint", "deadline", "calendar",
        "when", "risk_factor", "responsible", "x-b",
    ]  # fmt: skip
    assert list(a["constraint"]) == ["type", "date"]
    assert list(b) == ["id", "duration", "until"]
    assert list(c) == ["id", "start", "finish"]
    assert list(s) == ["id", "tasks"]
    assert list(document["links"][0]) == ["predecessor", "successor", "type", "lag"]


def test_keys_of_a_schedule_are_stable() -> None:
    """The keys of a schedule's document and their order, written out: programs rely on them."""
    plan = rp.Plan(
        launch="2026-06-14", start="2026-06-11", calendar="FR",
        tasks=[rp.Task("a", duration="2d"), rp.Task("b", duration="1d", after=["a"])],
    )  # fmt: skip
    document = rp.to_document(rp.schedule(plan))
    task = document["tasks"][0]

    assert list(document) == [
        "plan", "launch", "start", "finish", "feasible", "missing_days", "earliest_launch", "critical_path",
        "tasks", "conflicts", "findings",
    ]  # fmt: skip
    assert list(task) == [
        "id", "name", "wbs", "kind", "start", "finish", "early_start", "early_finish", "late_start",
        "late_finish", "start_date", "finish_date", "work_finish", "total_slack_days", "free_slack_days",
        "total_slack_minutes", "free_slack_minutes", "offset_start", "offset_finish",
        "offset_start_working", "offset_finish_working", "offset", "critical", "pinned", "open_ended",
        "driver",
    ]  # fmt: skip
    assert list(task["driver"]) == ["kind", "task", "link"]
    assert list(task["driver"]["link"]) == ["predecessor", "successor", "type", "lag"]
    # The two tasks take three days, Thursday and Friday are two: one conflict; Sunday is a finding.
    assert [list(conflict) for conflict in document["conflicts"]] == [
        ["code", "task", "other", "pin", "missing_minutes", "missing_days", "counting", "values"]
    ]
    assert [list(finding) for finding in document["findings"]] == [
        ["code", "severity", "path", "task", "values", "line", "cell"]
    ]


# --------------------------------------------------------------------------- what is wrong

CYCLE = with_tasks(
    {"id": "a", "after": ["c"]}, {"id": "b", "after": ["a"]}, {"id": "c", "after": ["b"]}
)  # fmt: skip


@pytest.mark.parametrize(
    ("document", "english", "french"),
    [
        (
            with_tasks({"id": "print-flyers"}, {"id": "post", "after": ["print-flyer"]}),
            'tasks[1].after[0]: "print-flyer" is not a task (did you mean "print-flyers"?)',
            "tasks[1].after[0]: « print-flyer » n’est pas une tâche (vouliez-vous dire « print-flyers » ?)",
        ),
        (
            with_tasks({"id": "post", "before": ["zzz FS+2d"]}),
            'tasks[0].before[0]: "zzz" is not a task',
            "tasks[0].before[0]: « zzz » n’est pas une tâche",
        ),
        (
            with_tasks({"id": "a"}, {"id": "b", "tasks": [{"id": "a"}]}),
            'tasks[1].tasks[0].id: "a" is already the id of tasks[0]',
            "tasks[1].tasks[0].id: « a » est déjà l’identifiant de tasks[0]",
        ),
        (
            CYCLE,
            "tasks[0].after[0]: these tasks wait for one another: a → b → c → a; remove one of the links",
            "tasks[0].after[0]: ces tâches s’attendent l’une l’autre : a → b → c → a ; "
            "retirer l’un des liens",
        ),
        (
            with_tasks({"id": "a", "after": ["a"]}),
            'tasks[0].after[0]: "a" is linked to itself',
            "tasks[0].after[0]: « a » est liée à elle-même",
        ),
        (
            with_tasks({"id": "a", "duration": "-5d"}),
            'tasks[0].duration: "-5d" is negative; a duration is at least zero',
            "tasks[0].duration: « -5d » est négatif ; une durée vaut au moins zéro",
        ),
        (
            with_tasks({"id": "a", "durration": "5d"}),
            'tasks[0].durration: "durration" is not a known key (did you mean "duration"?)',
            "tasks[0].durration: « durration » n’est pas une clé connue (vouliez-vous dire « duration » ?)",
        ),
        (
            with_tasks() | {"zzz": 1},
            'zzz: "zzz" is not a known key (remove it, or call it x-zzz to keep it)',
            "zzz: « zzz » n’est pas une clé connue (la retirer, ou l’appeler x-zzz pour la garder)",
        ),
        (
            with_tasks("write"),
            'tasks[0]: "write" is not a task (write {id: brief, duration: 5d})',
            "tasks[0]: « write » n’est pas une tâche (écrire {id: brief, duration: 5d})",
        ),
        (
            with_tasks({"name": "nameless"}),
            'tasks[0]: "id" is missing',
            "tasks[0]: « id » manque",
        ),
        (
            {"launch": "2026-06-15", "tasks": "write"},
            'tasks: "write" is not a list of tasks (write [{id: brief, duration: 5d}, …])',
            "tasks: « write » n’est pas une liste de tâches (écrire [{id: brief, duration: 5d}, …])",
        ),
        (
            {"launch": "the 15th", "start": "2026-01-05"},
            'launch: "the 15th" is not a date (write 2026-06-15, or 2026-06-15 09:30)',
            "launch: « the 15th » n’est pas une date (écrire 2026-06-15, ou 2026-06-15 09:30)",
        ),
        (
            with_tasks({"id": "a", "at": "J–60"}),
            'tasks[0].at: "J–60" is not an offset (did you mean "J-60"?)',
            "tasks[0].at: « J–60 » n’est pas une position (vouliez-vous dire « J-60 » ?)",
        ),
        (
            with_tasks({"id": "launch", "duration": "5d"}),
            "tasks[0].duration: the launch is an instant, it cannot last 5d; "
            "call the task launch-week, after: [launch]",
            "tasks[0].duration: le lancement est un instant, il ne peut durer 5d ; "
            "nommer la tâche launch-week, after: [launch]",
        ),
        (
            {"tasks": []},
            "launch: the plan has neither launch nor start (write launch: 2026-06-15 to plan backwards, "
            "a row Launch with its date above a table, "
            "or --launch on the command line)",
            "launch: le plan n’a ni launch ni start (écrire launch: 2026-06-15 pour planifier à rebours, "
            "une ligne « Jour J » avec sa date au-dessus d’un tableau, "
            "ou --launch sur la ligne de commande)",
        ),
        (
            ["a", "b"],
            "this is not a plan (a plan is a mapping with launch and tasks)",
            "ceci n’est pas un plan (un plan est un ensemble de clés, avec launch et tasks)",
        ),
    ],
)  # fmt: skip
def test_each_problem_says_where_what_and_what_to_do(document: object, english: str, french: str) -> None:
    """A problem names its path, quotes what is wrong and says what to write, in both languages."""
    assert problems(document) == [english]
    assert problems(document, "fr") == [french]


def test_all_problems_come_together() -> None:
    """One reading tells everything that is wrong, in its own place."""
    document = {
        "launch": "2026-06-15",
        "buffer": "-2d",
        "calender": "FR",
        "tasks": [
            {"id": "target", "duration": "5 dys"},
            {"id": "content", "duration": "5d", "after": ["target", "brief"]},
            {"id": "content", "when": "later", "after": ["target XX"]},
        ],
    }
    told = problems(document)

    assert {sentence.partition(":")[0] for sentence in told} == {
        "buffer",
        "calender",
        "tasks[0].duration",
        "tasks[1].after[1]",
        "tasks[2].id",
        "tasks[2].when",
        "tasks[2].after[0]",
    }
    assert len(told) == 7


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ({"launch": 10**5000}, "launch"),
        (with_tasks({"id": 10**5000}), "tasks[0].id"),
        (with_tasks({"id": "a", "after": [{"task": 10**5000}]}), "tasks[0].after[0].task"),
        (with_tasks({"id": "a", "constraint": {"type": "must_start_on", "date": 10**5000}}),
         "tasks[0].constraint.date"),
        (with_tasks({"id": "a", 10**5000: 1}), "tasks[0]"),
        ({"calendars": {"c": {"country": 10**5000}}}, "calendars.c.country"),
    ],
)  # fmt: skip
def test_numbers_of_thousands_of_digits_are_told(document: object, path: str) -> None:
    """A number that Python refuses to write is a problem like others, whether it is a value or a key."""
    with pytest.raises(PlanError) as caught:
        rp.from_document(document)

    assert [(finding.code, finding.path) for finding in caught.value.findings] == [("not-text", path)]


def test_deep_trees_are_refused() -> None:
    """More than a hundred levels of tasks are told, not walked; a hundred are a plan."""

    def tree(levels: int) -> dict[str, object]:
        task: dict[str, object] = {"id": f"t{levels}", "duration": "1d"}
        for level in range(levels - 1, 0, -1):
            task = {"id": f"t{level}", "tasks": [task]}
        return with_tasks(task)

    assert problems(tree(MAX_LEVELS + 1)) == ["tasks: tasks are nested more than 100 levels deep"]
    assert len(list(rp.from_document(tree(MAX_LEVELS)).walk())) == MAX_LEVELS


def test_extra_keys_are_kept() -> None:
    """Keys that start with x- stay where they are, untouched."""
    document = with_tasks({"id": "a", "x-owner": {"name": "Zoé"}}) | {"x-board": [1, None, "2026-06-15"]}
    plan = rp.from_document(document)

    assert plan.extra == {"x-board": [1, None, "2026-06-15"]}
    assert plan["a"].extra == {"x-owner": {"name": "Zoé"}}


def test_a_task_that_is_its_own_child_is_refused_at_once() -> None:
    """A summary and its child with one id, linked, end in findings, not in a search without end."""
    document = {
        "launch": "2026-06-15",
        "tasks": [{"id": "s", "before": ["launch SS"], "tasks": [{"id": "s"}]}],
    }

    with pytest.raises(rp.PlanError) as caught:
        rp.from_document(document)

    assert [finding.code for finding in caught.value.findings] == ["duplicate-id"]


# --------------------------------------------------------------------------- without a launch


def test_a_list_of_tasks_is_a_plan_that_waits_for_its_launch() -> None:
    """A document without launch and start is read and written back; the launch may come with `schedule`."""
    document = {"tasks": [{"id": "write", "duration": "5d"}, {"id": "teaser", "at": "J-9"}]}
    plan = rp.from_document(document)

    schedule = rp.schedule(plan, launch="2026-06-15")

    assert rp.from_document(rp.to_document(plan)) == plan
    # Five working days end on Friday 12 June; J-9 is Saturday 6 June, a milestone prints on the 5th.
    assert schedule["write"].offset == "J-7"
    assert schedule["teaser"].offset == "J-9"


def test_what_counts_from_a_launch_asks_for_it_when_dates_are_wanted() -> None:
    """Without a launch, `schedule` names every pin that counts from it, and the buffer."""
    plan = rp.from_document(
        {
            "start": "2026-01-05",
            "buffer": "2d",
            "tasks": [{"id": "a", "at": "J-9"}, {"id": "b", "until": "J-3"}],
        }
    )

    with pytest.raises(PlanError) as caught:
        rp.schedule(plan)

    assert [(finding.code, finding.path) for finding in caught.value.findings] == [
        ("buffer-needs-launch", "buffer"),
        ("pin-needs-launch", "tasks[0].at"),
        ("pin-needs-launch", "tasks[1].until"),
    ]
