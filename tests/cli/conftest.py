"""A folder with a plan in it, to run the command in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.running import PLAN


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that holds plan.yaml."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path
