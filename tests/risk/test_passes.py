"""The passes on blocks of samples against the engine, sample by sample."""

from __future__ import annotations

from random import Random
from typing import Any

import numpy as np
import pytest

from retroplan.errors import PlanError
from retroplan.risk.passes import Block, early_pass, late_pass
from tests.reference import generator
from tests.risk.scalar import base, drawn, early_of, late_of

SAMPLES = 6
BACKWARD = generator.FEATURES - {"forward", "forward launch"}


def document(seed: int, features: frozenset[str]) -> dict[str, Any]:
    """Draw a plan with some of the features."""
    rng = Random(f"risk {seed}")
    chosen = frozenset(name for name in sorted(features) if rng.random() < 0.6)
    return generator.document(rng, chosen)


def at(value: Any, sample: int) -> int:
    """Give one sample's number."""
    return int(value) if np.ndim(value) == 0 else int(value[sample])


@pytest.mark.parametrize("seed", range(200))
def test_blocks_say_what_the_engine_says_of_each_sample(seed: int) -> None:
    """Early and late dates of a block are, bit for bit, those that the engine finds sample by sample."""
    try:
        solution, model = base(document(seed, BACKWARD))
    except PlanError:
        pytest.skip("the dates of this plan are out of order")
    rng = Random(seed)
    lengths = drawn(model, rng, SAMPLES)
    block = Block(model, lengths)
    late = late_pass(block)
    begin = np.array([rng.randint(-60 * 1440, 0) for _ in range(SAMPLES)], dtype=np.int32)
    early = early_pass(block, begin)
    for sample in range(SAMPLES):
        one = {number: int(values[sample]) for number, values in lengths.items()}
        late_one = late_of(solution, model, one)
        own, seen = early_of(solution, one, int(begin[sample]) + model.origin)
        for number, row in model.rows.items():
            where = (sample, row.id)
            shift = row.clock.base
            expected = late_one.start[number] - shift, late_one.finish[number] - shift
            assert (where, expected) == (
                where, (at(late.start[number], sample), at(late.finish[number], sample))
            )  # fmt: skip
            if row.immediate:
                continue
            for dates, start, finish in (
                (own, early.start, early.finish), (seen, early.seen_start, early.seen_finish)
            ):  # fmt: skip
                expected = dates.start[number] - shift, dates.finish[number] - shift
                assert (where, expected) == (where, (at(start[number], sample), at(finish[number], sample)))
