"""The passes on blocks of samples against the engine, sample by sample."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest

from retroplan.errors import PlanError
from retroplan.risk.block import Block
from retroplan.risk.correlation import ReadyCorrelation
from retroplan.risk.job import NEVER, Job
from retroplan.risk.passes import early_pass, late_pass
from retroplan.risk.samples import _backward as backward
from retroplan.risk.span import latest_start
from tests.reference import generator
from tests.risk.scalar import base, drawn, early_of, late_of, met

SAMPLES = 6
BACKWARD = generator.FEATURES - {"forward", "forward launch"}
# Where late dates may be a little too early: SS and SF by the clock, months whose end is clamped.
INEXACT = {name for name in generator.FEATURES if "elapsed" in name or "month" in name}


def document(seed: int, features: frozenset[str]) -> dict[str, Any]:
    """Draw a plan with some of the features."""
    rng = Random(f"risk {seed}")
    chosen = frozenset(name for name in sorted(features) if rng.random() < 0.6)
    return generator.document(rng, chosen)


def model_of(
    seed: int, features: frozenset[str], fits: Callable[[Any], bool] = lambda _: True
) -> tuple[Any, Any]:
    """Draw plans until one can be scheduled and fits; give its solution, and the model of its samples."""
    for turn in range(50):
        try:
            solution, model = base(document(seed + 1000 * turn, features))
        except PlanError:
            continue  # its dates are out of order
        if fits(model):
            return solution, model
    raise AssertionError("no plan that fits was drawn")


def at(value: Any, sample: int) -> int:
    """Give one sample's number."""
    return int(value) if np.ndim(value) == 0 else int(value[sample])


@pytest.mark.parametrize("seed", range(200))
def test_blocks_say_what_the_engine_says_of_each_sample(seed: int) -> None:
    """Early and late dates of a block are, bit for bit, those that the engine finds sample by sample."""
    solution, model = model_of(seed, BACKWARD)
    rng = Random(seed)
    lengths = drawn(model, rng, SAMPLES)
    begin = np.array([rng.randint(-60 * 1440, 0) for _ in range(SAMPLES)], dtype=np.int32)
    compare(solution, model, lengths, begin)


@pytest.mark.parametrize("seed", range(200))
def test_blocks_of_one_start_say_so_too(seed: int) -> None:
    """A start, and often all durations, that are the same in all samples stay single numbers."""
    solution, model = model_of(seed, BACKWARD)
    rng = Random(seed)
    begin = rng.randint(-60 * 1440, 0)
    compare(solution, model, drawn(model, rng, 2), begin)
    compare(solution, model, {}, begin)


KINDS = ("FS", "FS+2h", "FS-2d", "SS", "SS-1h", "FF", "SF", "SF+1h")


@pytest.mark.parametrize("kinds", list(product(KINDS, repeat=3)), ids=" ".join)
def test_links_of_every_kind_lead_into_one_task_in_every_order(kinds: tuple[str, ...]) -> None:
    """Dates are those of the engine, from one start or several, with drawn durations or without."""
    names = "abd"
    after = [f"{name} {kind}" for name, kind in zip(names, kinds, strict=True)]
    tasks = [{"id": name, "duration": "3d"} for name in names]
    tasks.append({"id": "c", "duration": "2d", "after": after})
    solution, model = base({"launch": "2026-06-15", "tasks": tasks})
    rng = Random(" ".join(kinds))
    for lengths in ({}, drawn(model, rng, 3), drawn(model, rng, 3)):
        compare(solution, model, lengths, -rng.randint(10_000, 30_000))
        compare(solution, model, lengths, -np.array([10_000, 20_000, 30_000], dtype=np.int32))


def compare(solution: Any, model: Any, lengths: dict[int, Any], begin: Any) -> None:
    """Compare late dates of a block, and early ones from its starts, with those of each sample."""
    block = Block(model, lengths)
    late = late_pass(block)
    early = early_pass(block, begin)
    samples = max([np.size(begin), *map(len, lengths.values())])
    for sample in range(samples):
        one = {number: int(values[sample]) for number, values in lengths.items()}
        late_one = late_of(solution, model, one)
        own, seen = early_of(solution, one, at(begin, sample) + model.origin)
        for number, row in model.rows.items():
            where = (sample, row.id)
            shift = row.clock.base
            assert (where, late_one.start[number] - shift) == (where, at(late.start[number], sample))
            if number in late.finish:
                expected = late_one.finish[number] - shift
                assert (where, expected) == (where, at(late.finish[number], sample))
            if row.immediate:
                continue
            for dates, start, finish in (
                (own, early.start, early.finish), (seen, early.seen_start, early.seen_finish)
            ):  # fmt: skip
                expected = dates.start[number] - shift, dates.finish[number] - shift
                assert (where, expected) == (where, (at(start[number], sample), at(finish[number], sample)))


@pytest.mark.parametrize("seed", range(100))
def test_what_dates_alone_impose_is_what_they_impose_from_long_before(seed: int) -> None:
    """Without a start, nodes that no date holds have no early dates; the others those of an early start."""
    _, model = model_of(seed, BACKWARD)
    block = Block(model, drawn(model, Random(seed), SAMPLES))
    alone, begun = early_pass(block, None), early_pass(block, -2000 * 1440)
    for number, start in alone.seen_start.items():
        if start is not None:
            assert np.all(start == begun.seen_start[number])
            assert np.all(alone.seen_finish[number] == begun.seen_finish[number])  # type: ignore[operator]


def has_elapsed_start_links(model: Any) -> bool:
    """Whether an SS or SF link counts in clock time, where the late date may be a minute too early."""
    ties = [*model.launch_ties, *(tie for row in model.rows.values() for tie in row.after)]
    return any(
        tie.from_start
        and tie.crossing is not None
        and (tie.crossing.lag.clock is None or tie.crossing.lag.months)
        for tie in ties
    )


def clocks_of(model: Any) -> list[Any]:
    """Give the clocks of all tasks before J."""
    return [row.clock for row in model.rows.values() if not row.gate]


def can_begin_later(model: Any) -> bool:
    """Whether there are tasks before J, and no late date that may be a minute too early."""
    return bool(clocks_of(model)) and not has_elapsed_start_links(model)


@pytest.mark.parametrize("seed", range(150))
def test_the_latest_start_is_the_latest_that_meets_the_launch(seed: int) -> None:
    """From it everything before J is met; a minute of work later it is not; from never, nothing is."""
    _, model = model_of(seed, BACKWARD - INEXACT, can_begin_later)
    rng = Random(seed)
    block = Block(model, drawn(model, rng, 40))
    job = Job(model, 0, ReadyCorrelation(), (), None, ())
    starts = backward(job, block, np.empty((0, 40), dtype=np.int32)).starts
    possible = starts != NEVER
    fit = np.where(possible, starts, -400 * 1440)
    later = fit.copy()
    for sample in range(40):  # the next instant at which any task's work has gone on by a minute
        later[sample] = min(
            clock.closing(clock.worked(int(fit[sample])) + 1) for clock in clocks_of(model)
        )  # fmt: skip
    assert met(block, fit)[possible].all()
    assert not met(block, later)[possible & (starts < 0)].any()  # work never begins after J
    assert not met(block, fit)[~possible].any()


@pytest.mark.parametrize("seed", range(100))
def test_what_is_kept_is_what_the_passes_say(seed: int) -> None:
    """Late starts are written where they are kept, early dates forgotten in time: no number changes."""
    _, model = model_of(seed, BACKWARD)
    ids = tuple(number for number, row in model.rows.items() if not row.gate)
    block = Block(model, drawn(model, Random(seed), 40))
    kept = np.empty((len(ids), 40), dtype=np.int32)
    found = backward(Job(model, 0, ReadyCorrelation(), (), None, ids), block, kept)
    late = late_pass(block)
    early = early_pass(block, latest_start(block, late))
    for place, number in enumerate(ids):
        row, late_start, early_start = model.rows[number], late.start[number], early.start[number]
        possible = kept[place] != np.iinfo(np.int32).min
        assert (kept[place] == late_start)[possible].all()
        assert not (found.starts != NEVER)[~possible].any()
        if row.clock is row.time and not row.special:
            assert found.critical[place] == np.count_nonzero(np.zeros(40) + (early_start >= late_start))  # type: ignore[operator]
