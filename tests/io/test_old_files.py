"""What becomes of the file that is there when a new one cannot be written: nothing."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.io.format_table import FORMATS, Format
from tests.golden.plans import STAMP, loyalty, scheduled

ROWS = [
    pytest.param(row, id=f"{row.type}-{row.name}-{row.view}")
    for row in FORMATS
    if row.type in ("plan", "schedule")
]


def options(row: Format) -> dict[str, Any]:
    """Give what a format cannot be written without."""
    return {"view": row.view, "stamp": STAMP if "stamp" in row.writer_options else None}


def failing(number: int) -> Callable[..., None]:
    """Make a call of the system that fails."""

    def fail(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize(
    ("call", "number", "reason"),
    [("fsync", errno.ENOSPC, "the disk is full"), ("replace", errno.EROFS, "the disk is read-only")],
)
def test_a_full_or_read_only_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: Format, call: str, number: int, reason: str
) -> None:
    """The error says why, the old bytes are there, and nothing is left beside them."""
    value = loyalty() if row.type == "plan" else scheduled("loyalty")
    path = tmp_path / f"file.{row.name}"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, call, failing(number))

    with pytest.raises(PlanError, match="cannot be written") as caught:
        rp.write(value, path, **options(row))

    assert reason in caught.value.text("en")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("row", ROWS)
def test_what_is_written_is_what_is_given_as_bytes(tmp_path: Path, row: Format) -> None:
    """`write` and `dumps` agree, and the same schedule gives the same bytes."""
    value = loyalty() if row.type == "plan" else scheduled("loyalty")
    path = tmp_path / f"file.{row.name}"
    rp.write(value, path, **options(row))

    assert path.read_bytes() == rp.dumps(value, row.name, **options(row))
