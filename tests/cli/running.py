"""Running the command as its users do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from typer.testing import CliRunner, Result

from retroplan.cli.main import app

# What the environment of whoever runs the tests must not decide.
NEUTRAL: Mapping[str, str | None] = {
    "LC_ALL": None, "LC_MESSAGES": None, "LANG": "C.UTF-8", "COLUMNS": None, "NO_COLOR": None,
    "FORCE_COLOR": None, "TERM": "xterm-256color", "PYTHONIOENCODING": None, "RETROPLAN_DEBUG": "1",
}  # fmt: skip

FINE, UNMET, BAD_INPUT = 0, 1, 2

PLAN = """\
name: Salon
lang: fr
launch: 2027-06-14
calendar: FR
tasks:
  - {id: brief, name: Brief, duration: 5d}
  - {id: poster, name: Affiche, duration: 3d/5d/10d, after: [brief]}
  - {id: report, name: Bilan, duration: 2d, after: [launch FS+5d]}
"""


def retroplan(*args: str, input: str | bytes | None = None, **environment: str) -> Result:
    """Run the command inside this process."""
    return CliRunner().invoke(app, args, input=input, env={**NEUTRAL, **environment}, catch_exceptions=False)


def environ(**environment: str) -> dict[str, str]:
    """Give the environment of a process of its own."""
    mine = {key: value for key, value in os.environ.items() if key not in NEUTRAL}
    neutral = {key: value for key, value in NEUTRAL.items() if value is not None}
    return {**mine, **neutral, **environment}


def process(*args: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own, without a terminal."""
    command = [sys.executable, "-W", "error", "-m", "retroplan", *args]
    return subprocess.run(
        command, cwd=cwd, env=environ(**environment), capture_output=True, check=False, timeout=60
    )
