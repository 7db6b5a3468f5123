"""What is drawn in whole minutes, against SciPy's distributions, and the streams it comes from."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy import stats

import retroplan as rp
from retroplan.errors import CalendarError
from retroplan.model.distributions import Pert, Triangular
from retroplan.model.law import Distribution
from retroplan.model.normal import Lognormal, Normal
from retroplan.risk.durations import Durations
from retroplan.risk.sampling import Row, Streams, stream_key
from tests.model.test_distributions import CASES

IDS = [case[0] for case in CASES]
WIDE = 200.0
"""Stretches a law so far that rounding to whole numbers does not matter."""


def row(law: Distribution, name: str, stretch: float = 1.0) -> Row:
    """Make what is drawn from a law, stretched."""
    standard, low, scale = law.standard()
    return Row(standard, low * stretch, scale * stretch, stream_key(7, name))


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=IDS)
def test_a_standard_distribution_stretched_is_the_one_it_stands_for(
    name: str, law: Distribution, scipy: Any, range_: float
) -> None:
    """Least + scale × standard quantile is SciPy's quantile, on both sides and amid."""
    standard, low, scale = law.standard()
    shares = np.array([1e-6, 0.001, 0.2, 0.5, 0.9, 0.999, 1 - 1e-6])

    assert low + scale * standard.quantiles(shares) == pytest.approx(scipy.ppf(shares), abs=0.001 * range_)
    assert standard.standard() == (standard, 0.0, 1.0)


def test_a_cut_normal_stays_cut_where_it_was() -> None:
    """Of Normal(2, 3) one value in four is negative and counts as 0, stretched or not."""
    standard, low, scale = Normal(2, 3).standard()

    assert low + scale * standard.quantile(0.2) == 0
    assert low + scale * standard.quantile(0.5) == pytest.approx(2)


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=IDS)
def test_whole_numbers_have_scipys_quantiles(name: str, law: Distribution, scipy: Any, range_: float) -> None:
    """For every uniform number, tails included, SciPy's value within a thousandth of the range."""
    streams, drawn = Streams(0, 400_000), row(law, name, WIDE)
    shares = streams.shares(drawn.key)
    errors = np.abs(streams.whole([drawn], np.int64)[0] / WIDE - scipy.ppf(shares))

    # The range of a law without ends is that between its tails of 0.1 %.
    assert errors.max() < 0.001 * max(range_, float(np.ptp(scipy.ppf([0.001, 0.999]))))
    # In the tails the number has all its 64 bits: what is left is the rounding, and SciPy's ends.
    assert errors[(shares < 2**-8) | (shares > 1 - 2**-8)].max() < 0.0002 * range_ + 0.5 / WIDE


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=IDS)
def test_whole_numbers_have_the_moments(name: str, law: Distribution, scipy: Any, range_: float) -> None:
    """Mean and variance are the analytic ones within 4 standard errors, as is the middle of the tails."""
    count = 400_000
    values = Streams(0, count).whole([row(law, f"moments {name}", WIDE)], np.int64)[0] / WIDE
    deviations = values - values.mean()
    # The standard error of a variance is √((μ₄ - σ⁴) / n); that of a share p is √(p (1 - p) / n).
    variance_error = np.sqrt(((deviations**4).mean() - values.var() ** 2) / count)
    share_error = np.sqrt(0.001 * 0.999 / count)

    assert abs(values.mean() - law.mean) < 4 * np.sqrt(values.var() / count)
    assert abs(values.var() - law.variance) < 4 * variance_error
    assert abs((values <= scipy.ppf(0.001)).mean() - 0.001) < 4 * share_error
    assert abs((values > scipy.ppf(0.999)).mean() - 0.001) < 4 * share_error


def test_rounding_is_half_up() -> None:
    """Of a triangle from 0 to 4 about its middle, 0 is drawn below 0.5: p = 0.5² / 8 = 1/32; 4 as often."""
    count = 1_000_000
    values = Streams(0, count).whole([row(Triangular(0, 2, 4), "half up")], np.int32)[0]
    shares = np.bincount(values, minlength=5) / count
    # 1 is from 0.5 to 1.5: (1.5² - 0.5²) / 8 = 1/4; what is left for 2 is 1 - 1/2 - 1/16.
    expected = np.array([1 / 32, 1 / 4, 7 / 16, 1 / 4, 1 / 32])

    assert (np.abs(shares - expected) < 4 * np.sqrt(expected * (1 - expected) / count)).all()


def test_rows_do_not_care_for_each_other() -> None:
    """A row is the same alone, among a hundred others of other laws, and in blocks."""
    laws = [Pert(3, 5, 10), Pert(300, 600, 2400), Normal(900, 100), Lognormal(5, 0.5), Triangular(9, 9, 80)]
    rows = [row(laws[number % 5], f"row {number}", 30) for number in range(150)]
    together = Streams(0, 4000).whole(rows, np.int32)
    alone = [Streams(0, 4000).whole([one], np.int32)[0].tolist() for one in rows]
    blocks = [Streams(first, 800).whole(rows, np.int64) for first in range(0, 4000, 800)]

    assert together.tolist() == alone
    assert together.tolist() == np.concatenate(blocks, axis=1).tolist()
    assert len({tuple(values) for values in alone}) == 150


def test_numbers_of_a_stream_are_uniform_at_every_place() -> None:
    """Each of the four numbers of a word, and how one follows another, fall evenly into 64 boxes."""
    numbers = Streams(0, 1 << 18).coarse(stream_key(3, "task a")) >> 10
    tables = [np.bincount(numbers[place::4], minlength=64) for place in range(4)]
    pairs = np.bincount((numbers[:-1] >> 3) * 8 + (numbers[1:] >> 3), minlength=64)

    for counts in (*tables, pairs):
        assert stats.chisquare(counts).pvalue > 1e-5


def test_streams_hang_together_by_chance_only() -> None:
    """200 streams of ids that hardly differ: their correlations are those of independent numbers."""
    count = 4096
    streams = Streams(0, count)
    numbers = np.array([streams.shares(stream_key(1, f"task t{place}")) for place in range(200)])
    scores = np.corrcoef(numbers)[np.triu_indices(200, 1)] * np.sqrt(count)

    assert stats.kstest(scores, "norm").pvalue > 1e-4
    assert np.abs(scores).max() < 5.5  # of 19,900 standard normal numbers


def test_durations_of_decades_are_drawn_to_the_minute() -> None:
    """What single precision cannot tell apart is drawn in double: the same quantiles, and odd minutes too."""
    plan = rp.Plan(
        launch="2100-01-01", calendar="calendaires", tasks=[rp.Task("dig", duration="9000d/9500d/12000d")]
    )
    durations = Durations(rp.simulate(plan, samples=16)._job)
    (values,) = durations.draw(0, 100_000).values()
    assert not isinstance(values, int)
    minutes = 480.0
    law = stats.beta(1 + 4 * 500 / 3000, 5 - 4 * 500 / 3000, loc=9000 * minutes, scale=3000 * minutes)
    found = np.quantile(values, [0.001, 0.5, 0.999])

    assert not durations.rows
    assert abs(found - law.ppf([0.001, 0.5, 0.999])) == pytest.approx(0, abs=0.005 * 3000 * minutes)
    assert abs((values % 2).mean() - 0.5) < 4 * 0.5 / np.sqrt(100_000)


def test_a_lognormal_without_end_stays_finite() -> None:
    """Two percentiles that lie next to each other, far apart in time: e^(σ²/2) is no number any more."""
    law = Lognormal.between(480.0, 960.0, (0.5, 0.51))  # σ = ln 2 / 0.0251 = 27.7
    wider = Lognormal.between(1.0, 4_800_000.0, (0.01, 0.02))

    for each in (law, wider):
        assert 1e80 < each.mean < 1e90
        assert 1e160 < each.variance < float("inf")
        assert np.isfinite(each.quantiles(np.array([2.0**-60, 0.5, 1 - 2.0**-52]))).all()
    assert law.quantile(0.51) == pytest.approx(960)


@pytest.mark.parametrize(
    "text",
    [
        "lognormal p50=1d/p51=2d",
        "lognormal p50=1min/p60=1h",
        "lognormal p1=1min/p2=2000w",
        "lognormal p50=1cd/p51=2cd",
        "normal p50=1d/p51=1000w",
    ],
)
def test_durations_that_no_calendar_has_are_refused(text: str) -> None:
    """In one sentence, without a warning of numpy, and no such number turns into a small or negative one."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration=text)])
    with pytest.raises(CalendarError) as caught:
        rp.simulate(plan, samples=500)

    (finding,) = caught.value.findings
    assert (finding.code, finding.values["id"]) == ("sample-leaves-years", "a")


@pytest.mark.parametrize("more", [{"risk_factor": "1.2345678"}, {"margin": "33%"}, {"duration": "1d/2d/5d"}])
def test_neither_factors_nor_correlation_hide_such_durations(more: dict[str, str]) -> None:
    """Of two tasks that hang together, it is told which lasts too long."""
    tasks = [
        rp.Task("b", duration="1d/2d/3d"),
        rp.Task("a", **({"duration": "lognormal p50=1min/p60=1h"} | more)),  # type: ignore[arg-type]
        rp.Task("c", duration="lognormal p50=1min/p70=2h"),
    ]
    tied = rp.Correlation(groups=[rp.Group([*"abc"], 0.5)])
    with pytest.raises(CalendarError) as caught:
        rp.simulate(rp.Plan(launch="2026-06-15", tasks=tasks), samples=5000, correlation=tied)

    (finding,) = caught.value.findings
    assert finding.values["id"] == ("c" if "duration" in more else "a")


def test_one_sample_in_many_that_leaves_the_years_is_told() -> None:
    """Of 200,000 durations one lasts thousands of years: the task is named, and what to do."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="lognormal p10=1min/p90=20d")])
    begin = rp.simulate(plan, samples=1000, seed=1).start_by(0.9)
    assert begin is not None
    with pytest.raises(CalendarError) as caught:
        rp.simulate(plan, samples=200_000, seed=1)

    (finding,) = caught.value.findings
    assert 'a duration drawn for "a" lasts' in finding.text("en")
    assert "years (bring" in finding.text("en")
    assert "une durée tirée pour « a »" in finding.text("fr")


def test_a_plan_that_leaves_the_years_without_a_long_duration_names_none() -> None:
    """A launch in the year 1 is too early for its work, however long that is."""
    plan = rp.Plan(launch="0001-01-02", tasks=[rp.Task("a", duration="3d/5d/10d")])
    with pytest.raises(CalendarError, match="leaves the years that calendar"):
        rp.simulate(plan, samples=100)


@pytest.mark.parametrize("unit", ["d", "ed"])
def test_from_a_start_the_last_year_is_an_end_too(unit: str) -> None:
    """What is ready after the year 9999 is no answer, of a launch or of a plan without one."""
    tasks = [rp.Task("a", duration=f"discrete 1{unit}=0.99/2000000{unit}=0.01")]
    plan = rp.Plan(start="9000-01-01", tasks=tasks)
    for each in (plan, plan.replace(launch="9990-01-01")):
        with pytest.raises(CalendarError) as caught:
            rp.simulate(each, samples=1000)
        assert [finding.code for finding in caught.value.findings] == ["sample-leaves-years"]


def test_pert_looks_no_further_than_days_go() -> None:
    """A path with a standard deviation of 300 million days has near ones up to the longest delay there is."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="lognormal p10=1min/p90=200d")])
    found = rp.pert_rules(plan)

    assert found.standard_deviation_days > 1e8
    assert [path.tasks for path in found.paths] == [("a", "launch")]
