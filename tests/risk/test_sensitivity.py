"""What decides: indices against SciPy's correlations and hand-worked samples; buffers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.risk.durations import draw_lengths
from retroplan.risk.sensitivity import _pearson, _ranks, kendall

TASKS = [
    rp.Task("film", duration="2d/4d/12d"),
    rp.Task("text", duration="1d/3d/8d"),
    rp.Task("print", duration="discrete 1d=0.5/3d=0.5", after=["film", "text"]),
]
PLAN = rp.Plan("Three", launch="2026-06-15", tasks=TASKS)


@pytest.mark.parametrize("seed", range(12))
def test_correlations_are_scipys(seed: int) -> None:
    """Pearson's, Spearman's and Kendall's, with and without ties."""
    generator = np.random.default_rng(seed)
    count = int(generator.integers(2, 400))
    a = generator.normal(size=count)
    b = a * generator.normal() + generator.normal(size=count)
    if seed % 2:
        a, b = np.round(a), np.round(b)

    assert _pearson(a, b) == pytest.approx(stats.pearsonr(a, b).statistic)
    assert _pearson(_ranks(a), _ranks(b)) == pytest.approx(stats.spearmanr(a, b).statistic)
    assert kendall(a, b) == pytest.approx(stats.kendalltau(a, b).statistic)


def test_no_spread_has_no_correlation() -> None:
    """A constant hangs together with nothing."""
    assert kendall(np.ones(5), np.arange(5)) == 0
    assert _pearson(np.ones(5), np.arange(5.0)) == 0


def test_indices_by_their_definitions() -> None:
    """Significance, cruciality and SSI, written out anew from the drawn durations."""
    simulation = rp.simulate(PLAN, samples=4000, seed=3)
    found = {task.id: task for task in rp.sensitivity(simulation).tasks}
    lengths = draw_lengths(simulation._job, 0, 4000)
    rows = simulation._job.model.rows
    days = {rows[number].id: np.asarray(values, dtype=float) for number, values in lengths.items()}
    longest = np.maximum(days["film"], days["text"])
    total = longest + days["print"]
    slack = {"film": longest - days["film"], "text": longest - days["text"], "print": 0 * total}
    for name in ("film", "text", "print"):
        critical = float((slack[name] == 0).mean())
        significance = (days[name] / (days[name] + slack[name]) * total).mean() / total.mean()

        assert found[name].criticality_index == critical
        assert found[name].significance_index == pytest.approx(significance)
        assert found[name].cruciality_pearson == pytest.approx(np.corrcoef(days[name], total)[0, 1])
        assert found[name].cruciality_spearman == pytest.approx(stats.spearmanr(days[name], total).statistic)
        assert found[name].cruciality_kendall == pytest.approx(stats.kendalltau(days[name], total).statistic)
        assert found[name].schedule_sensitivity_index == pytest.approx(
            critical * days[name].std() / total.std()
        )


def test_the_tornado_begins_with_what_moves_most() -> None:
    """The film, which is long and wide, before the text; every bar has both ends."""
    tornado = rp.sensitivity(rp.simulate(PLAN, samples=4000, seed=3)).tornado()

    assert [task.id for task in tornado] == ["film", "print", "text"]
    assert all(task.low_days < 0 < task.high_days for task in tornado)
    assert tornado[0].swing_days == tornado[0].high_days - tornado[0].low_days


def test_both_kinds_of_bias() -> None:
    """Mean bias: expected 5 + 2 against likely 4 + 1 days; merge bias: what the mean has over 7."""
    simulation = rp.simulate(PLAN, samples=4000, seed=3)
    found = rp.sensitivity(simulation)
    begin = [start for start in simulation.starts if start is not None]
    calendar = rp.compile(PLAN).calendar.working_time()
    from retroplan.calendars import instant

    launch = calendar.worked(instant(PLAN.launch))  # type: ignore[arg-type]
    mean = np.mean([launch - calendar.worked(instant(start)) for start in begin]) / 480

    assert found.mean_bias_days == 2
    assert found.merge_bias_days == pytest.approx(mean - 7)
    assert found.merge_bias_days > 0.2


def test_a_forward_plan_and_a_document() -> None:
    """Counted forward the same tasks decide."""
    forward = rp.simulate(rp.Plan(start="2026-06-01", tasks=TASKS), samples=2000, seed=3)
    document = rp.to_document(rp.sensitivity(forward))

    assert [task["id"] for task in document["tasks"]] == ["film", "text", "print"]
    assert document["merge_bias_days"] > 0.2


def test_it_takes_a_simulation() -> None:
    """A plan is to be simulated first, which the message says."""
    with pytest.raises(TypeError, match=r"takes a Simulation, not Plan; simulate the plan first"):
        rp.sensitivity(PLAN)  # type: ignore[arg-type]


# -- buffers -----------------------------------------------------------------------------------


def test_the_project_buffer_is_what_the_confidence_asks_for() -> None:
    """A plan with that buffer, on expected durations, begins when `start_by` says."""
    found = rp.size_buffer(PLAN, 0.9, samples=20_000, seed=3)
    minutes = round(found.project.days * 480)
    buffered = rp.schedule(PLAN.replace(buffer=f"{minutes}min"))

    assert buffered.start == rp.simulate(PLAN, samples=20_000, seed=3).start_by(0.9)
    assert found.project.chain == ("film", "print")
    assert found.project.half_days == 3.5  # of (2+16+12)/6 = 5 and 2 days
    assert rp.size_buffer(PLAN, 0.5, samples=20_000, seed=3).project.days < found.project.days


def test_the_root_of_squares_by_hand() -> None:
    """One task of 2 or 4 days: its safe duration 4 less its average 3."""
    tasks = [rp.Task(name, duration="discrete 2d=0.5/4d=0.5", after=after) for name, after in
             (("a", []), ("b", ["a"]), ("c", ["b"]), ("d", ["c"]))]  # fmt: skip
    found = rp.size_buffer(rp.Plan(launch="2026-06-15", tasks=tasks), 0.9, samples=10_000, seed=1)

    assert found.project.root_of_squares_days == pytest.approx(2, abs=0.05)  # √(4 × 1²)
    assert found.project.half_days == 6


def test_feeding_buffers_stand_where_chains_join() -> None:
    """The text joins at the print, and has the slack that the film leaves it."""
    found = rp.size_buffer(PLAN, 0.9, samples=20_000, seed=3)
    (text,) = found.feeding
    # The text lasts (1+12+8)/6 = 3.5 days, the film 5: a day and a half of slack.
    assert (text.chain, text.before, text.slack_days) == (("text",), "print", 1.5)
    law = rp.Estimate("1d", "3d", "8d").law([1, 3, 8])
    assert text.days == pytest.approx(law.quantile(0.9) - 3.5, abs=0.05)
    assert rp.to_document(found)["feeding"][0]["before"] == "print"


def test_margins_and_a_buffer_of_the_plan_are_left_out() -> None:
    """They are what is being sized."""
    with_them = PLAN.replace(buffer="3d").change("film", margin="50%")

    assert rp.size_buffer(with_them, 0.9, seed=3) == rp.size_buffer(PLAN, 0.9, seed=3)


def test_what_cannot_be_buffered_is_told() -> None:
    """No launch, a chance that is none, dates that no start can keep."""
    with pytest.raises(PlanError, match="no launch"):
        rp.size_buffer(rp.Plan(start="2026-06-01", tasks=TASKS))
    with pytest.raises(PlanError, match="not a probability"):
        rp.size_buffer(PLAN, 90)
    late = PLAN.change("film", constraint={"type": "start_no_earlier_than", "date": "2026-06-03"})
    with pytest.raises(PlanError, match="hold together"):
        rp.size_buffer(late, 0.9)
