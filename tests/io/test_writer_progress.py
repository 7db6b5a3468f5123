"""How far the writing of a file is, in every format that takes long."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.io.format_table import FORMATS, Format
from tests.golden.plans import PLANS, STAMP, scheduled

TELLING = [row for row in FORMATS if "progress" in row.writer_options]
SILENT = [row for row in FORMATS if row.type == "schedule" and row not in TELLING]


def options(row: Format) -> dict[str, Any]:
    """Give what a format needs besides."""
    return {"view": row.view} | ({"stamp": STAMP} if "stamp" in row.writer_options else {})


def test_the_formats_that_take_long_tell() -> None:
    """Those whose work is more than one look at each task."""
    assert {row.name for row in TELLING} == {"xlsx", "ics", "svg", "png", "pdf"}


@pytest.mark.parametrize("plan", sorted(PLANS.keys() - {"project"}))
@pytest.mark.parametrize("row", TELLING, ids=lambda row: f"{row.name}-{row.view}")
def test_they_tell_in_order_and_write_the_same(row: Format, plan: str) -> None:
    """The numbers grow to the total, which stays the same; who listens changes no byte."""
    told: list[tuple[int, int]] = []
    data = rp.dumps(scheduled(plan), row.name, progress=lambda *n: told.append(n), **options(row))
    done = [number for number, _ in told]

    assert data == rp.dumps(scheduled(plan), row.name, **options(row))
    assert len({total for _, total in told}) == 1
    assert done == sorted(set(done))
    assert done[0] >= 1
    assert told[-1] == (told[-1][1],) * 2


@pytest.mark.parametrize("row", TELLING, ids=lambda row: f"{row.name}-{row.view}")
def test_they_tell_on_the_way(row: Format) -> None:
    """
    A plan of 146 tasks is told of often, and not at once: no step is more than a tenth of it.

    But for the last one of a workbook, in which it is saved.
    """
    told: list[float] = [0.0]
    rp.dumps(scheduled("project"), row.name, progress=lambda done, of: told.append(done / of), **options(row))

    steps = sorted(later - sooner for sooner, later in pairwise(told))
    assert steps[-2] < 0.1
    assert steps[-1] < (0.35 if row.name == "xlsx" else 0.1)


@pytest.mark.parametrize("row", TELLING, ids=lambda row: f"{row.name}-{row.view}")
def test_what_breaks_on_the_way_leaves_the_old_file(row: Format, tmp_path: Path) -> None:
    """A file is written whole or not at all, and nothing is left beside it."""
    path = tmp_path / f"plan.{row.name}"
    path.write_bytes(b"old")

    def interrupt(done: int, total: int) -> None:
        if done >= total // 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rp.write(scheduled("loyalty"), path, progress=interrupt, previous=False, **options(row))

    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("row", SILENT, ids=lambda row: f"{row.name}-{row.view}")
def test_other_formats_are_written_in_one_go(row: Format) -> None:
    """Whoever writes need not know which formats tell."""
    told: list[tuple[int, int]] = []
    data = rp.dumps(scheduled("loyalty"), row.name, progress=lambda *n: told.append(n), **options(row))

    assert (told, data) == ([], rp.dumps(scheduled("loyalty"), row.name, **options(row)))


@pytest.mark.parametrize("format", ["xlsx", "csv"])
def test_what_cannot_be_called_is_refused(format: str) -> None:
    """Before anything is written, whatever the format."""
    with pytest.raises(PlanError, match='progress: "true" cannot be told how far the work is'):
        rp.dumps(scheduled("single"), format, progress=True)  # type: ignore[arg-type]
