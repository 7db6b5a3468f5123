"""Durations that hang together, and risk events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pytest
from scipy import stats

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.risk.correlation import probability, to_ranks, to_scores
from retroplan.risk.durations import draw_lengths

LAWS = ("2d/4d/12d", "lognormal p10=1d/p90=6d", "uniform 1d/9d", "triangular 1d/2d/8d")
TASKS = [rp.Task(name, duration=law) for name, law in zip("abcd", LAWS, strict=True)]
PLAN = rp.Plan("Four", launch="2026-06-15", tasks=[*TASKS, rp.Task("sure", duration="2d")])


def drawn(**options: Any) -> dict[str, Any]:
    """Draw the durations of 16,000 samples."""
    job = rp.simulate(PLAN, samples=16, **options)._job
    rows = job.model.rows
    return {rows[number].id: values for number, values in draw_lengths(job, 0, 16_000).items()}


def rank(a: Any, b: Any) -> float:
    """Give Spearman's rank correlation."""
    return float(stats.spearmanr(a, b).statistic)


def test_the_normal_distribution_function() -> None:
    """To nine digits, far into the tails."""
    scores = np.linspace(-8, 8, 3001)

    assert np.abs(probability(scores) / stats.norm.cdf(scores) - 1).max() < 2e-5
    assert np.abs(probability(scores) - stats.norm.cdf(scores)).max() < 1e-7


def test_scores_and_ranks_invert_one_another() -> None:
    """2 sin(π ρ / 6) and back."""
    for value in np.linspace(-1, 1, 41):
        assert to_ranks(to_scores(value)) == pytest.approx(value)


def test_a_group_has_the_rank_correlation_asked_for() -> None:
    """Any two of its tasks, whatever their distributions; none with the others."""
    found = drawn(correlation=rp.Correlation(groups=[rp.Group(["a", "b", "c"], 0.6, "supplier")]))
    error = 4 / np.sqrt(16_000)
    for one, other in ("ab", "ac", "bc"):
        assert abs(rank(found[one], found[other]) - 0.6) < error
    assert abs(rank(found["a"], found["d"])) < error


def test_a_matrix_has_the_rank_correlations_asked_for() -> None:
    """Positive and negative ones, at once."""
    matrix = [[1, 0.7, -0.4], [0.7, 1, -0.1], [-0.4, -0.1, 1]]
    found = drawn(correlation=rp.Correlation(tasks=["a", "c", "d"], matrix=matrix))
    for i, one in enumerate("acd"):
        for j, other in enumerate("acd"):
            assert abs(rank(found[one], found[other]) - matrix[i][j]) < 4 / np.sqrt(16_000)


def test_marginals_stay() -> None:
    """What hangs together has the distribution of what does not."""
    alone = drawn()
    group = drawn(correlation=rp.Correlation(groups=[rp.Group([*"abcd"], 0.9)]))
    for name in "abcd":
        assert stats.ks_2samp(alone[name], group[name]).pvalue > 1e-4


def test_correlation_widens_the_plan() -> None:
    """Tasks in a row that are late together make a late plan: two in a row, σ² (1 + ρ) against σ²."""
    tasks = [rp.Task("a", duration="uniform 1d/9d"), rp.Task("b", duration="uniform 1d/9d", after=["a"])]
    plan = rp.Plan(launch="2026-06-15", tasks=tasks)
    together = rp.Correlation(groups=[rp.Group([*"ab"], 0.9)])
    alone, tied = (rp.simulate(plan, seed=1, correlation=c).start_by(0.95) for c in (None, together))

    assert alone is not None
    assert tied is not None
    assert tied < alone


IMPOSSIBLE = [[1, 0.9, -0.9], [0.9, 1, 0.9], [-0.9, 0.9, 1]]


def test_an_impossible_matrix_is_refused_or_repaired() -> None:
    """A with b, b with c, and a against c: an error, or the nearest possible with a finding."""
    with pytest.raises(PlanError, match="eigenvalue"):
        rp.simulate(PLAN, correlation=rp.Correlation(tasks=[*"abc"], matrix=IMPOSSIBLE))
    asked = rp.Correlation(tasks=[*"abc"], matrix=IMPOSSIBLE, repair=True)
    found = rp.simulate(PLAN, samples=100, correlation=asked)

    assert [finding.code for finding in found.findings] == ["correlation-repaired"]
    durations = drawn(correlation=asked)
    assert rank(durations["a"], durations["b"]) > 0.3
    assert rank(durations["a"], durations["c"]) < -0.2


def test_a_singular_matrix_is_fine() -> None:
    """Two tasks that are late exactly together."""
    found = drawn(correlation=rp.Correlation(tasks=[*"ab"], matrix=[[1, 1], [1, 1]]))

    assert rank(found["a"], found["b"]) > 0.9999


WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"groups": [rp.Group(["a", "zzz"], 0.5)]}, "risk-unknown-task", "correlation.groups[0].tasks[1]"),
    ({"groups": [rp.Group(["a", "sure"], 0.5)]}, "correlation-without-estimate",
     "correlation.groups[0].tasks[1]"),
    ({"groups": [rp.Group(["a", "b"], 1.5)]}, "bad-correlation", "correlation.groups[0].correlation"),
    ({"groups": [rp.Group([*"ab"], 0.7), rp.Group([*"ac"], 0.7)]}, "correlation-too-much",
     "correlation.groups"),
    ({"tasks": [*"ab"], "matrix": [[1, 0.5]]}, "correlation-not-square", "correlation.matrix"),
    ({"tasks": [*"ab"], "matrix": [[1, 2], [2, 1]]}, "bad-correlation-entry", "correlation.matrix[0][1]"),
    ({"tasks": [*"ab"], "matrix": [[0.9, 0], [0, 1]]}, "bad-correlation-entry", "correlation.matrix[0][0]"),
    ({"tasks": [*"ab"], "matrix": [[1, 0.1], [0.2, 1]]}, "correlation-not-symmetric",
     "correlation.matrix[0][1]"),
    ({"tasks": [*"ab"], "matrix": [[1, 0], [0, 1]], "groups": [rp.Group([*"ac"], 0.1)]}, "correlation-twice",
     "correlation.tasks[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "code", "path"), WRONG, ids=[row[1] for row in WRONG])
def test_wrong_correlations_are_told_with_their_place(asked: dict[str, Any], code: str, path: str) -> None:
    """A code, a path, and a sentence in both languages."""
    with pytest.raises(PlanError) as caught:
        rp.simulate(PLAN, correlation=rp.Correlation(**asked))
    finding = caught.value.findings[0]

    assert (finding.code, finding.path) == (code, path)
    assert finding.text("en") != finding.text("fr")


@pytest.mark.parametrize(
    ("groups", "most"),
    # 6/π asin(1/(2n)) = 0.4826, 0.3198
    [(["ab", "ac"], 0.48), (["ab", "ac", "ad"], 0.31)],
)
def test_groups_of_one_task_may_explain_it_wholly_and_no_more(groups: list[str], most: float) -> None:
    """Up to the correlation that the message names the pairs have it; a hundredth more is refused."""
    found = drawn(correlation=rp.Correlation(groups=[rp.Group([*pair], most) for pair in groups]))
    for one, other in groups:
        assert abs(rank(found[one], found[other]) - most) < 4 / np.sqrt(16_000)
    with pytest.raises(PlanError) as caught:
        drawn(correlation=rp.Correlation(groups=[rp.Group([*pair], most + 0.01) for pair in groups]))
    (finding,) = caught.value.findings
    text = finding.text("en")
    assert text.endswith(f"with the same one in all its {len(groups)} groups, that is {most}")
    assert finding.text("fr").endswith(f"dans ses {len(groups)} groupes, c’est {most}".replace(".", ","))


def test_groups_may_stand_at_the_limit() -> None:
    """Nothing is left of the task's own then; one group may explain all."""
    limit = to_ranks(1 - to_scores(0.3))
    drawn(correlation=rp.Correlation(groups=[rp.Group([*"ab"], 0.3), rp.Group([*"ac"], limit)]))
    drawn(correlation=rp.Correlation(groups=[rp.Group([*"ab"], 1)]))


@pytest.mark.parametrize(
    ("tasks", "english", "french"),
    [
        (["a"], "1 row of 1 number", "1 ligne de 1 nombre"),
        (["a", "b"], "2 rows of 2 numbers", "2 lignes de 2 nombres"),
    ],
)
def test_the_size_of_a_matrix_is_told_in_its_number(tasks: list[str], english: str, french: str) -> None:
    """One row is not several."""
    with pytest.raises(PlanError) as caught:
        rp.simulate(PLAN, correlation=rp.Correlation(tasks=tasks, matrix=[[1, 0, 0]]))
    (finding,) = caught.value.findings

    assert finding.text("en") == f"correlation.matrix: the matrix needs {english}, one for each task"
    assert finding.text("fr") == f"correlation.matrix: la matrice demande {french}, un par tâche"


# -- risk events -------------------------------------------------------------------------------


def test_an_event_makes_tasks_longer_as_often_as_it_happens() -> None:
    """Three days more for the sure task and half as much again for a, in the same samples."""
    events = [rp.RiskEvent("strike", 0.3, ["sure"], "3d"), rp.RiskEvent("flu", 0.2, "a", "50%")]
    with_events, without = drawn(risks=events), drawn()
    sure = np.asarray(with_events["sure"])
    more = np.asarray(with_events["a"]) - without["a"]

    assert set(sure.tolist()) == {2 * 480, 5 * 480}
    assert abs((sure == 5 * 480).mean() - 0.3) < 4 * (0.21 / 16_000) ** 0.5
    assert abs((more > 0).mean() - 0.2) < 4 * (0.16 / 16_000) ** 0.5
    struck = more > 0
    assert (more[struck] == (without["a"][struck] + 1) // 2).all()  # half up
    assert with_events["b"].tolist() == without["b"].tolist()


def test_the_share_of_each_event_in_the_delay() -> None:
    """In a row without spread, 0.5 × 2 days and 0.25 × 4 days are a half each."""
    tasks = [rp.Task("a", duration="2d"), rp.Task("b", duration="2d", after=["a"])]
    plan = rp.Plan(launch="2026-06-15", tasks=tasks)
    events = [rp.RiskEvent("one", 0.5, "a", "2d"), rp.RiskEvent("two", 0.25, "b", "4d")]
    delays = rp.simulate(plan, samples=20_000, seed=2, risks=events).event_delays()

    assert list(delays) == ["one", "two"]
    assert delays["one"].days == pytest.approx(1, abs=0.06)
    assert delays["two"].days == pytest.approx(1, abs=0.06)
    assert delays["one"].share + delays["two"].share == pytest.approx(1)
    assert rp.simulate(plan, samples=100).event_delays() == {}


BAD_EVENTS: list[tuple[rp.RiskEvent, str, str]] = [
    (rp.RiskEvent("x", 1.5, "a", "1d"), "bad-probability", "risks[0].probability"),
    (rp.RiskEvent("x", 0.5, "zzz", "1d"), "risk-unknown-task", "risks[0].tasks[0]"),
    (rp.RiskEvent("x", 0.5, "a", "-1d"), "negative-impact", "risks[0].impact"),
    (rp.RiskEvent("x", 0.5, "a", "1cd"), "impact-of-other-kind", "risks[0].tasks[0]"),
    (rp.RiskEvent("x", 0.5, "a", "0cd"), "impact-of-other-kind", "risks[0].tasks[0]"),
    (rp.RiskEvent("x", 0.5, "done", "1d"), "risk-without-work", "risks[0].tasks[0]"),
]


@pytest.mark.parametrize(("event", "code", "path"), BAD_EVENTS, ids=[row[1] for row in BAD_EVENTS])
def test_wrong_events_are_told_with_their_place(event: rp.RiskEvent, code: str, path: str) -> None:
    """A code, a path, and a sentence in both languages."""
    plan = PLAN.add(rp.Task("done"))
    with pytest.raises(PlanError) as caught:
        rp.simulate(plan, risks=[event])
    finding = caught.value.findings[0]

    assert (finding.code, finding.path) == (code, path)
    assert finding.text("en") != finding.text("fr")


def test_two_events_need_two_names() -> None:
    """The name says which random numbers an event has."""
    with pytest.raises(PlanError, match="already the name"):
        rp.simulate(PLAN, risks=[rp.RiskEvent("x", 0.5, "a", "1d"), rp.RiskEvent("x", 0.1, "b", "1d")])


@pytest.mark.parametrize(
    ("impact", "code"), [(None, "bad-duration"), (True, "bad-duration"), ("x", "bad-duration")]
)
def test_an_impact_that_is_none_is_refused(impact: Any, code: str) -> None:
    """Where it is given: nothing is not no delay."""
    with pytest.raises(PlanError) as caught:
        rp.RiskEvent("k", 0.5, ["a"], impact)

    assert [(finding.code, finding.path) for finding in caught.value.findings] == [(code, "impact")]


def test_an_impact_of_nothing_is_of_the_kind_of_its_task() -> None:
    """0 hours by the clock, of a task that lasts days by the clock."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("film", duration="2ed")])
    found = rp.simulate(plan, samples=10, risks=[rp.RiskEvent("ice", 1, "film", "0eh")])

    assert found.start_by(0.9) == datetime(2026, 6, 13)


@pytest.mark.parametrize(("impacts", "day"), [(["4d", "50%"], 28), (["50%", "4d"], 1)])
def test_events_strike_in_the_order_of_their_list(impacts: list[str], day: int) -> None:
    """(4 + 4) × 1.5 = 12 days before Monday 15 June: Thursday 28 May; 4 × 1.5 + 4 = 10: Monday 1 June."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="4d")])
    risks = [rp.RiskEvent(impact, 1, "a", impact) for impact in impacts]
    start = rp.simulate(plan, samples=10, risks=risks).start_by(0.9)

    assert start is not None
    assert start.day == day
