"""`rp.simulate`: hand-worked answers, honest chances, and the same bits wherever it runs."""

from __future__ import annotations

from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.risk import running
from retroplan.risk.block import Block
from retroplan.risk.durations import draw_lengths
from retroplan.risk.job import NEVER
from retroplan.risk.samples import run
from tests.reference import generator
from tests.risk.scalar import met
from tests.risk.test_passes import INEXACT

DEMO: dict[str, Any] = {
    "launch": "2026-06-15",  # a Monday
    "tasks": [
        {"id": "brief", "duration": "discrete 1d=0.5/3d=0.5"},
        {"id": "film", "duration": "discrete 2d=0.8/6d=0.2", "after": ["brief"]},
        {"id": "text", "duration": "2d", "after": ["brief"]},
    ],
}


def simulated(document: dict[str, Any], **options: Any) -> rp.Simulation:
    """Simulate a document."""
    return rp.simulate(rp.from_document(document), **{"samples": 4000, "seed": 1} | options)


def test_the_chances_of_four_outcomes() -> None:
    """Two discrete durations make four lengths, whose chances are known."""
    found = simulated(DEMO, samples=40_000)
    # Back from Monday 15 June: 3 days → Wed 10 (40 %); 5 → Mon 8 (40 %); 7 → Thu 4 (10 %); 9 → Tue 2 (10 %).
    counts: dict[Any, int] = {}
    for start in found.starts:
        assert start is not None
        counts[start.date()] = counts.get(start.date(), 0) + 1

    assert {date(2026, 6, 10), date(2026, 6, 8), date(2026, 6, 4), date(2026, 6, 2)} == set(counts)
    for day, chance in ((10, 0.4), (8, 0.4), (4, 0.1), (2, 0.1)):
        error = (chance * (1 - chance) / 40_000) ** 0.5
        assert abs(counts[date(2026, 6, day)] / 40_000 - chance) < 4 * error
    assert found.start_by(0.75) == datetime(2026, 6, 8, 8)
    assert found.start_by(0.85) == datetime(2026, 6, 4, 8)
    assert found.start_by(1) == datetime(2026, 6, 2, 8)


def test_a_task_alone() -> None:
    """The brief has to begin as the plan does; the film may, for four in five, begin on Thursday 11 June."""
    found = simulated(DEMO)

    assert found["brief"].start_by(0.85) == found.start_by(0.85)
    assert found["film"].start_by(0.7) == datetime(2026, 6, 11, 8)
    assert found["film"].start_by(0.9) == datetime(2026, 6, 5, 8)
    assert found["film"].offset(0.7) == "J-4"
    assert found["text"].starts((0.5, 0.99)) == (datetime(2026, 6, 11, 8),) * 2


def test_criticality() -> None:
    """The film is always critical, the text only where the film lasts two days: both end at J then."""
    found = simulated(DEMO, samples=40_000)

    assert (found["brief"].criticality_index, found["film"].criticality_index) == (1, 1)
    assert abs(found["text"].criticality_index - 0.8) < 4 * (0.16 / 40_000) ** 0.5


def test_from_a_start() -> None:
    """From Thursday 4 June, 9 days are too long: on time in nine cases of ten."""
    found = simulated(DEMO, start="2026-06-04")
    longest = sum(start == datetime(2026, 6, 2, 8) for start in found.starts) / 4000

    assert found.probability_on_time() == 1 - longest
    # 3 days end on Monday 8, 5 on Wednesday 10, 7 on Friday 12, 9 on Tuesday 16.
    assert found.ready_by(0.3) == datetime(2026, 6, 8, 17)
    assert found.ready_by(0.7) == datetime(2026, 6, 10, 17)
    assert found.ready_by(1) == datetime(2026, 6, 16, 17)
    # A launch is on the next open day, at its beginning.
    assert found.launch_by(0.85) == date(2026, 6, 15)
    assert found.launch_by(1) == date(2026, 6, 17)
    assert found.ready_by(0.7, start="2026-06-05") == datetime(2026, 6, 11, 17)
    assert found.probability_on_time("2026-06-02") == 1


def test_a_start_given_plays_no_part_in_start_by() -> None:
    """`start_by` looks back from the launch alone."""
    assert simulated(DEMO).starts == simulated(DEMO, start="2026-06-12").starts


def test_buffer_and_margins_as_asked() -> None:
    """The buffer lies before J, the margin behind its task, each unless it is left out."""
    text = {"id": "text", "duration": "2d", "margin": "50%"}
    document = {"launch": "2026-06-15", "buffer": "2d", "tasks": [text]}
    # Back from Monday: 2 days of buffer, 1 of margin, 2 of work.
    assert simulated(document).start_by(0.9) == datetime(2026, 6, 8, 8)
    assert simulated(document, buffer=False).start_by(0.9) == datetime(2026, 6, 10, 8)
    assert simulated(document, margins=False).start_by(0.9) == datetime(2026, 6, 9, 8)
    assert simulated(document, start="2026-06-08").launch_by(0.9) == date(2026, 6, 15)
    # From Tuesday 9 June the work is done on the 11th: in time for J, but not with the buffer kept free.
    assert simulated(document, start="2026-06-09").probability_on_time() == 0
    assert simulated(document, start="2026-06-09", buffer=False).probability_on_time() == 1


def test_never_has_a_reason() -> None:
    """Where a date keeps work from being in time in most samples, no start helps, and it is said why."""
    film = DEMO["tasks"][1] | {"constraint": {"type": "start_no_earlier_than", "date": "2026-06-09"}}
    document = DEMO | {"tasks": [DEMO["tasks"][0], film]}
    # From Tuesday 9 June the film of 6 days ends on the 16th: never, one time in five.
    found = simulated(document)
    never = sum(start is None for start in found.starts) / 4000

    assert found.never == never
    assert abs(never - 0.2) < 4 * (0.16 / 4000) ** 0.5
    assert found.start_by(0.9) is None
    assert found.start_by(0.7) is not None
    assert found["film"].start_by(0.9) is None
    assert found["brief"].start_by(0.9) is None  # what it leads to cannot be met
    reason = found.why_never()
    assert reason is not None
    assert "hold together" in reason.text()


def test_pins_move_with_a_launch_and_bind_as_planned() -> None:
    """A film pinned to J-5 leaves room for 2 days, not 6; a launch of its own leaves the pin out."""
    film = {"id": "film", "duration": "discrete 2d=0.8/6d=0.2", "at": "J-5"}
    found = simulated({"launch": "2026-06-15", "tasks": [film]}, start="2026-06-01")

    assert found.never == pytest.approx(0.2, abs=0.03)
    assert found.start_by(0.7) == datetime(2026, 6, 10, 8)  # where the pin is
    assert found.launch_by(0.7) == date(2026, 6, 3)  # two days from Monday 1 June


PINNED: dict[str, Any] = {
    "launch": "2026-09-15",
    "start": "2026-06-01",
    "tasks": [
        {"id": "prep", "duration": "8d/10d/14d"},
        {"id": "send", "duration": "1d", "after": ["prep"], "at": "J-60"},
    ],
}


def test_pins_that_a_launch_leaves_out_are_named() -> None:
    """`left_out` and the document say which pins do not bind in `launch_by`."""
    assert simulated(PINNED).left_out == ("send",)
    assert simulated(PINNED).to_document()["launch_by_leaves_out"] == ["send"]
    assert simulated(DEMO, start="2026-06-01").left_out == ()


@pytest.mark.parametrize(
    "bound",
    [
        {"deadline": "2026-06-03"},
        {"constraint": {"type": "finish_no_later_than", "date": "2026-06-03"}},
        {"after": ["wait"], "constraint": {"type": "must_finish_on", "date": "2026-06-03"}},
    ],
)
def test_no_launch_is_possible_where_dates_are_missed(bound: dict[str, Any]) -> None:
    """Three days from Monday 1 June are in time for Wednesday 3, six are not, whatever the launch."""
    tasks = [
        {"id": "wait", "duration": "0d"},
        {"id": "film", "duration": "discrete 3d=0.5/6d=0.5"} | bound,
    ]
    found = simulated({"launch": "2026-09-15", "start": "2026-06-01", "tasks": tasks})

    assert found.launch_by(0.4) == date(2026, 6, 4)
    assert found.launch_by(0.6) is None
    assert found.launch_by(1, start="2026-06-04") is None
    reason = found.why_no_launch()
    assert reason is not None
    assert reason.code == "simulated-no-launch"
    assert abs(float(str(reason.values["share"])) - 50) < 4 * 100 * (0.25 / 4000) ** 0.5
    document = found.to_document()
    assert document["launch_by"]["P90"] is None
    assert document["why_no_launch"]["code"] == "simulated-no-launch"


def test_no_reason_where_a_launch_is_possible() -> None:
    """Without such dates there is nothing to explain."""
    found = simulated(DEMO, start="2026-06-04")

    assert found.why_no_launch() is None
    assert found.to_document()["why_no_launch"] is None


def test_what_dates_put_after_the_launch_is_told() -> None:
    """A pin after J takes a task out of the simulation, and what feeds it; both are named."""
    tasks = [
        {"id": "brief", "duration": "1d/2d/4d"},
        {"id": "late", "duration": "2d", "at": "J+10", "after": ["draft"]},
        {"id": "draft", "duration": "1d/2d/4d"},
    ]
    found = simulated({"launch": "2026-06-15", "tasks": tasks})

    assert list(found) == ["brief"]
    assert [(finding.code, finding.task) for finding in found.findings] == [
        ("planned-after-launch", "late"),
        ("feeds-only-after", "draft"),
    ]


@pytest.mark.parametrize("link", ["a FF", "a SF", "a SF+1h", "a FS-3d"])
@pytest.mark.parametrize("more", [{"at": "J-3"}, {"deadline": "2026-06-12"}, {}])
def test_any_link_may_stand_before_a_plain_one(link: str, more: dict[str, Any]) -> None:
    """From Monday 1 June b and c take two days, one after the other: a launch on the Wednesday."""
    tasks = [
        {"id": "a", "duration": "1d"},
        {"id": "b", "duration": "discrete 1d=1"},
        {"id": "c", "duration": "1d", "after": [link, "b"]},
        {"id": "d", "duration": "1d"} | more,
    ]
    found = simulated({"launch": "2026-06-15", "start": "2026-06-01", "tasks": tasks})

    assert found.launch_by(0.9) == date(2026, 6, 3)
    assert found.ready_by(0.9) == datetime(2026, 6, 12 if "at" in more else 2, 17)
    assert found.probability_on_time() == 1


@pytest.mark.parametrize("tasks", [[], [{"id": "late", "duration": "1d/2d/4d", "at": "J+10"}]])
def test_nothing_before_the_launch_is_told(tasks: list[dict[str, Any]]) -> None:
    """Then any start will do, which is no answer to be sure of."""
    found = simulated({"launch": "2026-06-15", "tasks": tasks})

    assert found.start_by(0.9) == datetime(2026, 6, 15)
    assert found.findings[0].code == "pert-nothing-before"


def test_a_forward_plan() -> None:
    """Without a launch nothing is counted back; what is ready when is all there is."""
    document = {"start": "2026-06-01", "tasks": DEMO["tasks"]}
    found = simulated(document)

    assert found.start_by(0.9) is None
    assert found.launch is None
    assert found.ready_by(0.3) == datetime(2026, 6, 3, 17)
    assert found.ready_by(1) == datetime(2026, 6, 11, 17)
    assert found["film"].criticality_index == 1
    # Nothing is counted back: a late start for the sample's own end would be earlier for a higher chance.
    assert found["film"].starts((0.5, 0.9)) == (None, None)
    # There is nothing that dates and links could keep from holding together.
    assert found.never is None
    assert found.to_document()["never"] is None
    reason = found.why_never()
    assert reason is not None
    assert reason.code == "simulated-forward"
    with pytest.raises(PlanError, match="no launch"):
        found.probability_on_time()


def test_records_are_flat() -> None:
    """Stable keys, one value each, with dates as dates; the document nests them, safe for JSON."""
    found = simulated(DEMO)
    record = found.to_records((0.5, 0.975))[0]

    assert record == {
        "id": "brief",
        "name": "brief",
        "criticality_index": 1.0,
        "start_by_p50": datetime(2026, 6, 8, 8),
        "start_by_p97.5": datetime(2026, 6, 2, 8),
        "offset_p50": -7,
        "offset_p97.5": -13,
    }
    nested = found.to_document(0.975)["tasks"][0]["start_by"]
    assert nested["P97.5"] == "2026-06-02T08:00:00"


@pytest.mark.parametrize("document", [DEMO, {"start": "2026-06-01", "tasks": DEMO["tasks"]}])
def test_no_chances_have_no_starts(document: dict[str, Any]) -> None:
    """Records without chances say who is critical."""
    found = simulated(document)

    assert found["text"].starts([]) == ()
    assert [list(record) for record in found.to_records([])] == [["id", "name", "criticality_index"]] * 3


def test_chances_come_in_their_order() -> None:
    """The least first, whichever is asked for besides; one in two is not told twice."""
    found = simulated(DEMO)
    for asked, expected in (
        (0.9, ["P50", "P80", "P90"]), (0.5, ["P50", "P80"]), (0.3, ["P30", "P50", "P80"]),
        (0.65, ["P50", "P65", "P80"]),
    ):  # fmt: skip
        document = found.to_document(asked)
        assert list(document["start_by"]) == expected
        assert list(document["tasks"][0]["start_by"]) == expected


def test_after_the_launch_plays_no_part() -> None:
    """Tasks after J have no say in the start, and are not among those simulated."""
    late = {"id": "report", "duration": "10d/20d/90d", "after": ["launch"]}
    found = simulated(DEMO | {"tasks": [*DEMO["tasks"], late]})

    assert list(found) == ["brief", "film", "text"]
    assert found.starts == simulated(DEMO).starts


def test_months_are_drawn_whole() -> None:
    """An estimate in months lasts whole months of the calendar."""
    found = simulated({"launch": "2026-06-15", "tasks": [{"id": "a", "duration": "1mo/2mo/3mo"}]})

    assert {date(2026, month, 15) for month in (3, 4, 5)} == {s.date() for s in found.starts if s}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"samples": 0}, "bad-samples"),
        ({"samples": 2.5}, "bad-samples"),
        ({"seed": "x"}, "bad-seed"),
        ({"seed": True}, "bad-seed"),
        ({"launch": "2026-06-32"}, "no-such-day"),
    ],
)
def test_bad_options_are_told(options: dict[str, Any], code: str) -> None:
    """Each with its own sentence."""
    with pytest.raises(PlanError) as caught:
        simulated(DEMO, **options)

    assert [code] == [finding.code for finding in caught.value.findings]


EVERYTHING: dict[str, Any] = {
    "samples": 0,
    "seed": "x",
    "launch": "soon",
    "start": "2026-02-30",
    "correlation": rp.Correlation(groups=[rp.Group(["film", "nobody"], 2)]),
    "risks": ["strike", rp.RiskEvent("ice", 2, ["nobody"], "1d")],
    "margins": "no",
    "executor": 3,
}
PLACES = {
    "samples": ["samples"],
    "seed": ["seed"],
    "launch": ["launch"],
    "start": ["start"],
    "correlation": ["correlation.groups[0].correlation", "correlation.groups[0].tasks[1]"],
    "risks": ["risks[0]", "risks[1].probability", "risks[1].tasks[0]"],
    "margins": ["margins"],
    "executor": ["executor"],
}


@pytest.mark.parametrize("left", [None, *EVERYTHING])
def test_all_that_is_wrong_is_told_at_once(left: str | None) -> None:
    """Each argument with its name and place, whatever else is wrong, and in a plan without a launch."""
    options = {name: value for name, value in EVERYTHING.items() if name != left}
    places = sorted(place for name in options for place in PLACES[name])
    wrong = {"tasks": [{"id": "film", "duration": "1d/2d/3d"}]}
    given = rp.from_document(wrong | {"launch": "2026-06-15"})
    with pytest.raises(PlanError) as caught:
        rp.simulate(given, **options)
    assert sorted(finding.path for finding in caught.value.findings) == places
    with pytest.raises(PlanError) as caught:
        rp.simulate(rp.from_document(wrong), **options)
    # What is looked up in a plan is looked up in none that has neither launch nor start.
    beside = [place for place in places if "correlation" not in place and "risks[1]" not in place]
    assert sorted(finding.path for finding in caught.value.findings) == beside


def test_a_plan_that_is_wrong_is_told_beside_its_arguments() -> None:
    """A cycle, and a number of samples."""
    tasks = [rp.Task("a", duration="1d", after=["b"]), rp.Task("b", duration="1d", after=["a"])]
    with pytest.raises(PlanError) as caught:
        rp.simulate(rp.Plan(launch="2026-06-15", tasks=tasks), samples=0)
    assert [finding.code for finding in caught.value.findings] == ["bad-samples", "cycle"]


@pytest.mark.parametrize("share", [0, -0.1, 1.1, "x", float("nan"), True, None])
def test_bad_chances_are_told(share: Any) -> None:
    """A chance lies above 0 and not above 1."""
    with pytest.raises(PlanError, match="not a probability"):
        simulated(DEMO).start_by(share)


# -- honest ------------------------------------------------------------------------------------


def uncertain(tasks: list[dict[str, Any]], rng: Random) -> None:
    """Make the durations of a drawn plan uncertain."""
    for task in tasks:
        uncertain(task.get("tasks", []), rng)
        text = str(task.get("duration", "0d"))
        if text[0] == "0" or "tasks" in task or ("at" in task and "until" in task):
            continue
        unit = text.lstrip("0123456789")
        amount = int(text.removesuffix(unit))
        task["duration"] = rng.choice(
            [f"{amount}{unit}/{2 * amount}{unit}/{5 * amount}{unit}",
             f"triangular {amount}{unit}/{amount}{unit}/{4 * amount}{unit}",
             f"lognormal p10={amount}{unit}/p90={3 * amount}{unit}"]
        )  # fmt: skip


def honest_plan(seed: int) -> dict[str, Any] | None:
    """Draw a plan with mixed calendars and all link types, its durations made uncertain."""
    rng = Random(f"honest {seed}")
    features = generator.FEATURES - INEXACT - {"forward", "forward launch", "start"}
    chosen = {name for name in sorted(features) if rng.random() < 0.5}
    document = generator.document(rng, frozenset(chosen | {"calendars", "types", "lags"}))

    uncertain(document["tasks"], rng)
    return document


def honest_plans(count: int) -> list[dict[str, Any]]:
    """Draw plans until so many of them can be met by somebody."""
    found: list[dict[str, Any]] = []
    for seed in range(1000):
        document = honest_plan(seed)
        try:
            risk = rp.simulate(rp.from_document(document), samples=64, seed=1)
        except PlanError:
            continue
        if (risk.never or 0) < 0.5 and len(risk) and len(set(risk.starts)) > 5:
            found.append(document)
        if len(found) == count:
            break
    return found


@pytest.mark.parametrize("number", range(30))
def test_start_by_keeps_its_word(number: int) -> None:
    """
    From `start_by(p)`, on fresh seeds, at least that share of samples is on time.

    The share is that of the samples whose latest start is not earlier, within 3 standard errors of
    the difference of two shares.
    """
    count = 20_000
    found = rp.simulate(rp.from_document(PLANS[number]), samples=count, seed=11)
    for p in (0.5, 0.8, 0.95):
        start = found.start_by(p)
        if start is None:
            continue
        begin = int((start - datetime.min).total_seconds() // 60) + 1440 - found._job.model.origin
        promised = float((found._found.starts >= begin).mean())
        job = evolve(found._job, seed=12)
        kept = 0
        for first in range(0, count, 4000):
            block = Block(job.model, draw_lengths(job, first, 4000))
            kept += int(np.sum(met(block, np.full(4000, begin, dtype=np.int64))))
        share = kept / count
        error = (2 * max(promised * (1 - promised), 1 / count) / count) ** 0.5

        assert promised >= p
        assert abs(share - promised) <= 3 * error
        assert share >= p - 3 * (2 * p * (1 - p) / count) ** 0.5  # the start was found by sampling, too


def linked_plan(seed: int) -> dict[str, Any]:
    """Draw a plan with links of all kinds into its launch and a buffer, and no dates but the launch."""
    rng = Random(f"linked {seed}")
    features = {"types", "lags", "leads", "minutes", "milestones", "summaries", "calendars", "timed launch"}
    chosen = {name for name in sorted(features) if rng.random() < 0.6}
    document = generator.document(rng, frozenset(chosen | {"types", "launch links"}))
    for task in document["tasks"]:
        if "tasks" not in task and "before" not in task:
            task["before"] = [f"launch {rng.choice(['SS', 'SS+3h', 'SF', 'SF-1d', 'FS-2d', 'FF+1h'])}"]
    uncertain(document["tasks"], rng)
    return document | {"buffer": rng.choice(["1d", "3d", "2h", "2w"])}


@pytest.mark.parametrize("seed", range(60))
def test_launch_by_gives_the_first_launch_that_keeps_its_word(seed: int) -> None:
    """Planned back from it, a start is early enough that often; from a day or minute earlier it is not."""
    document = linked_plan(seed)
    found = simulated(document, samples=200)
    first, calendar = datetime(2026, 3, 2), rp.compile(found.plan).calendar
    for share in (0.3, 0.9):
        launch = found.launch_by(share, first)
        assert launch is not None
        assert simulated(document, samples=200, launch=launch).probability_on_time(first) >= share
        timed = isinstance(launch, datetime)
        earlier = launch - timedelta(minutes=1) if timed else calendar.previous_open(launch - timedelta(1))
        if earlier >= (first if timed else first.date()):
            less = simulated(document, samples=200, launch=earlier)
            assert less.probability_on_time(first) < share


@pytest.mark.parametrize(("link", "launch"), [("SS", 3), ("SF-1d", 3), ("SS+1d", 4), ("FS", 9), ("FF-1d", 8)])
def test_a_buffer_lies_before_what_is_to_be_finished(link: str, launch: int) -> None:
    """Two days from Wednesday 3 June, two of buffer; a start counts to the launch itself."""
    task = {"id": "t", "duration": "2d", "before": [f"launch {link}"]}
    found = simulated({"launch": "2026-06-15", "buffer": "2d", "tasks": [task]}, samples=20)

    assert found.launch_by(0.9, "2026-06-03") == date(2026, 6, launch)


PLANS = honest_plans(30)


def test_thirty_honest_plans_were_found() -> None:
    """The plans above are thirty, and no two alike."""
    assert len(PLANS) == 30
    assert len({str(plan) for plan in PLANS}) == 30


# -- the same bits -----------------------------------------------------------------------------

MANY: dict[str, Any] = {
    "launch": "2026-06-15",
    "start": "2026-01-05",
    "calendar": "FR",
    "tasks": [
        {
            "id": f"t{n}",
            "duration": ("1d/2d/5d", "lognormal p10=1d/p90=4d", "uniform 1d/3d", "6h")[n % 4],
            "after": [f"t{m}" for m in range(max(0, n - 3), n)],
        }
        for n in range(12)
    ],
}


def bits(found: rp.Simulation) -> tuple[Any, ...]:
    """Give all that a simulation holds."""
    inner = found._found
    return (
        inner.starts.tobytes(), inner.critical.tobytes(), inner.late.tobytes(), inner.ready.tobytes(),
        inner.launch.tobytes(), found.to_document(),
    )  # fmt: skip


def test_same_seed_same_bits() -> None:
    """A second run, threads and processes, whatever their number, give the same to the last bit."""
    options: dict[str, Any] = {"samples": 100_000, "seed": 5}
    expected = bits(simulated(MANY, **options))

    assert expected == bits(simulated(MANY, **options))
    assert expected != bits(simulated(MANY, samples=100_000, seed=6))
    with ThreadPoolExecutor(3) as threads:
        assert expected == bits(simulated(MANY, executor=threads, **options))
    for workers in (1, 2):
        with ProcessPoolExecutor(workers) as processes:
            assert expected == bits(simulated(MANY, executor=processes, **options))


class Breaking(ThreadPoolExecutor):
    """An executor that loses some of what it is given, as one whose worker is killed does."""

    given = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Lose every other task, and break down after ten."""
        self.given += 1
        if self.given > 10:
            raise RuntimeError("the pool is broken")
        if self.given % 2:
            lost: Future[Any] = Future()
            lost.set_exception(OSError("killed"))
            return lost
        return super().submit(fn, *args, **kwargs)


def test_a_worker_that_dies_loses_nothing() -> None:
    """What does not come back is computed here."""
    options: dict[str, Any] = {"samples": 600_000, "seed": 5}
    with Breaking(2) as executor:
        assert bits(simulated(MANY, **options)) == bits(simulated(MANY, executor=executor, **options))
        assert executor.given > 10


def test_more_samples_begin_with_the_same_ones() -> None:
    """Sample k does not depend on how many there are."""
    few, many = simulated(MANY, samples=1000), simulated(MANY, samples=20_000)

    assert few.starts == many.starts[:1000]


def test_another_task_changes_no_other() -> None:
    """Plans compared on one seed differ by what was changed, not by luck."""
    alone = {"id": "alone", "duration": "1d/2d/3d"}
    other = MANY | {"tasks": [alone, *MANY["tasks"]]}

    assert simulated(MANY)._found.late.tolist() == simulated(other)._found.late[1:].tolist()


def test_progress_is_told() -> None:
    """Samples done so far, up to all of them."""
    told: list[tuple[int, int]] = []
    simulated(MANY, samples=70_000, progress=lambda done, total: told.append((done, total)))

    assert told == [(32_768, 70_000), (65_536, 70_000), (70_000, 70_000)]


# -- many tasks, many samples ------------------------------------------------------------------


def test_histograms_err_by_no_more_than_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where samples are counted, not kept, a task's start is at most the stated minutes of work too early."""
    options: dict[str, Any] = {"samples": 100_000, "seed": 2}
    exact = simulated(MANY, **options)
    monkeypatch.setattr(running, "MOST_KEPT", 1000)
    counted = simulated(MANY, **options)
    with ProcessPoolExecutor(2) as processes:
        spread = simulated(MANY, executor=processes, **options)

    assert counted._found.late is None
    assert counted._found.histograms is not None
    assert (counted._found.histograms.counts == spread._found.histograms.counts).all()
    for task_id in exact:
        row = exact._job.model.rows[exact._job.ids[exact._places[task_id]]]
        assert exact[task_id].error_minutes == 0
        for share in (0.01, 0.1, 0.5, 0.8, 0.9, 0.99):
            one, other = exact[task_id].start_by(share), counted[task_id].start_by(share)
            assert one is not None
            assert other is not None
            work = [row.clock.time.worked(int((t - datetime.min).total_seconds() // 60) + 1440)
                    for t in (one, other)]  # fmt: skip
            assert 0 <= work[0] - work[1] <= counted[task_id].error_minutes
        assert counted[task_id].error_minutes < 128


def test_numbers_that_need_64_bits() -> None:
    """Decades of minutes do not overflow: such a plan is computed in wider numbers, to the same dates."""
    tasks = [
        {"id": f"t{n}", "duration": "1000w/1001w/1002w", "after": [f"t{n - 1}"] if n else []}
        for n in range(3)
    ]
    found = simulated({"launch": "2126-06-15", "tasks": tasks})
    narrow, wide = (run(evolve(simulated(MANY)._job, wide=flag), 0, 160) for flag in (False, True))

    assert abs((found.starts[0] - datetime(2068, 12, 1)).days) < 60  # type: ignore[operator]
    assert narrow.starts.tolist() == wide.starts.tolist()
    assert narrow.late.tolist() == wide.late.tolist()
    assert NEVER not in narrow.starts
