"""Distributions in numbers, against SciPy's and against their own moments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy import stats

from retroplan.model.distributions import ClassicPert, Discrete, Fixed, Pert, Triangular, Uniform
from retroplan.model.law import Distribution
from retroplan.model.normal import Lognormal, Normal
from retroplan.risk.sampling import Streams, stream_key

TAIL = 10.0 ** np.linspace(-9, -3, 61)
SHARES = np.concatenate([TAIL, np.linspace(0.001, 0.999, 999), 1 - TAIL])
MODES = (0.0, 0.003, 0.1, 0.25, 1 / 3, 0.5, 0.7, 0.994, 1.0)


def beta(low: float, high: float, shapes: tuple[float, float]) -> Any:
    """Give SciPy's beta on a range."""
    return stats.beta(*shapes, loc=low, scale=high - low)


def classic(mode: float) -> tuple[float, float]:
    """Fit a beta on [0, 1] to the mean (1 + 4m) / 6 and the variance 1/36, written out anew."""
    mean, variance = (1 + 4 * mode) / 6, 1 / 36
    both = mean * (1 - mean) / variance - 1
    return mean * both, (1 - mean) * both


CASES: list[tuple[str, Distribution, Any, float]] = [
    *(
        (f"pert {m:.3f}", Pert(480, 480 + m * 2400, 2880), beta(480, 2880, (1 + 4 * m, 5 - 4 * m)), 2400)
        for m in MODES
    ),
    *(
        (f"classic {m:.3f}", ClassicPert(480, 480 + m * 2400, 2880), beta(480, 2880, classic(m)), 2400)
        for m in MODES
    ),
    *(
        (f"triangular {m:.3f}", Triangular(10, 10 + m * 90, 100), stats.triang(m, loc=10, scale=90), 90)
        for m in MODES
    ),
    ("uniform", Uniform(3, 11), stats.uniform(loc=3, scale=8), 8),
    ("normal", Normal(1000, 50), stats.norm(1000, 50), 300),
    ("lognormal", Lognormal(6, 0.4), stats.lognorm(0.4, scale=np.exp(6)), 800),
]


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=[case[0] for case in CASES])
def test_quantiles_are_scipys(name: str, law: Distribution, scipy: Any, range_: float) -> None:
    """Within a thousandth of the range, down to one in a thousand million on either side."""
    errors = np.abs(law.quantiles(SHARES) - scipy.ppf(SHARES))

    assert errors.max() < 0.001 * range_
    assert abs(law.quantile(0.001) - scipy.ppf(0.001)) < 0.001 * range_


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=[case[0] for case in CASES])
def test_what_is_drawn_has_scipys_quantiles(name: str, law: Distribution, scipy: Any, range_: float) -> None:
    """The sampler's tables, tails included, give SciPy's value for every uniform number they get."""
    streams, key = Streams(0, 400_000), stream_key(7, name)
    shares = streams.shares(key)
    errors = np.abs(streams.values(law, key).astype(np.float64) - scipy.ppf(shares))

    # The middle takes 16 bits of the 64; the tails, beyond 2⁻⁸, take them all.
    assert errors.max() < 0.001 * range_


@pytest.mark.parametrize(("name", "law", "scipy", "range_"), CASES, ids=[case[0] for case in CASES])
def test_moments_are_scipys(name: str, law: Distribution, scipy: Any, range_: float) -> None:
    """Mean and variance by their formulas."""
    assert law.mean == pytest.approx(scipy.mean(), rel=1e-9)
    assert law.variance == pytest.approx(scipy.var(), rel=1e-9)


DRAWN = [
    *CASES,
    ("cut normal", Normal(2, 3), None, 0),
    ("discrete", Discrete((3, 8, 20), (0.7, 0.2, 0.1)), None, 0),
]


@pytest.mark.parametrize(("name", "law"), [case[:2] for case in DRAWN], ids=[case[0] for case in DRAWN])
def test_samples_have_the_moments(name: str, law: Distribution) -> None:
    """Mean and variance of what is drawn are the analytic ones within 4 standard errors."""
    count = 200_000
    values = Streams(0, count).values(law, stream_key(3, name)).astype(np.float64)
    deviations = values - values.mean()
    error = np.sqrt(values.var() / count)
    # The standard error of a variance is √((μ₄ - σ⁴) / n).
    variance_error = np.sqrt(((deviations**4).mean() - values.var() ** 2) / count)

    assert abs(values.mean() - law.mean) < 4 * error
    assert abs(values.var() - law.variance) < 4 * variance_error


def test_the_moments_of_a_cut_normal_by_integration() -> None:
    """What is negative counts as 0: mean and variance by adding up a million slices."""
    law = Normal(2, 3)
    shares = (np.arange(1_000_000) + 0.5) / 1_000_000
    values = np.maximum(0, stats.norm(2, 3).ppf(shares))

    assert law.mean == pytest.approx(values.mean(), rel=1e-5)
    assert law.variance == pytest.approx(values.var(), rel=1e-4)


def test_two_quantiles_make_a_normal_and_a_lognormal() -> None:
    """The law has the two quantiles it is made of."""
    makers: list[Callable[..., Distribution]] = [Normal.between, Lognormal.between]
    for make in makers:
        law = make(3, 9, (0.1, 0.95))

        assert law.quantile(0.1) == pytest.approx(3)
        assert law.quantile(0.95) == pytest.approx(9)


def test_discrete_values_come_with_their_shares() -> None:
    """Up to a share exactly, the value before; beyond it, the next; nothing in between."""
    law = Discrete((3, 8, 20), (0.1, 0.2, 0.7))

    assert law.quantiles(np.array([0.05, 0.1, 0.1001, 0.3, 0.3001])).tolist() == [3, 3, 8, 8, 20]
    assert {3.0, 8.0, 20.0} == set(Streams(0, 4096).values(law, stream_key(1, "discrete")).tolist())


@pytest.mark.parametrize("make", [Pert, ClassicPert, Triangular])
def test_equal_points_are_one_value(make: Callable[..., Distribution]) -> None:
    """No spread, no variance, no division by it."""
    law = make(5, 5, 5)

    assert (law.mean, law.variance) == (5, 0)
    assert law.quantiles(np.array([0.001, 0.999])).tolist() == [5, 5]
    assert Fixed(5).quantile(0.3) == 5


def test_a_generator_draws_too() -> None:
    """`sample` takes numpy's generator; one seed, one sample."""
    one = Pert(3, 5, 10).sample(np.random.default_rng(1), 1000)
    other = Pert(3, 5, 10).sample(np.random.default_rng(1), 1000)

    assert one.tolist() == other.tolist()
    assert 5.3 < one.mean() < 5.7  # (3 + 20 + 10) / 6 = 5.5


def test_streams_do_not_care_for_blocks() -> None:
    """Sample k of a stream is the same whichever block it is drawn in, and streams differ."""
    key, law = stream_key(1, "task a"), Pert(3, 5, 10)
    whole = Streams(0, 5000).values(law, key)
    parts = [Streams(first, 1600).values(law, key) for first in (0, 1600, 3200)]

    assert whole[:4800].tolist() == np.concatenate(parts).tolist()
    other = Streams(0, 5000).values(law, stream_key(1, "task b"))
    assert abs(np.corrcoef(whole, other)[0, 1]) < 4 / np.sqrt(5000)
