"""From a file and options to a schedule."""

from __future__ import annotations

import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from retroplan.cli.problems import UNMET
from retroplan.errors import PlanError
from retroplan.model.estimate import Basis
from retroplan.model.moments import Moment, parse_moment

if TYPE_CHECKING:
    from retroplan.model.plan import Plan
    from retroplan.result import Schedule

STDIN = "-"


def load_plan(source: str) -> Plan:
    """Read a plan from a file, or from standard input."""
    import retroplan as rp

    file, format = opened(source)
    return rp.read(file, format=format)


def opened(source: str) -> tuple[str | BinaryIO, str | None]:
    """
    Give what the name of a plan stands for, and its format where no suffix tells it.

    Without a suffix it is taken for YAML, as which JSON passes too.
    """
    if source == STDIN:
        return sys.stdin.buffer, "yaml"
    return source, None if PurePath(source).suffix else "yaml"


def make_schedule(
    plan: Plan, launch: str | None = None, start: str | None = None, basis: Basis = Basis.EXPECTED
) -> Schedule:
    """Schedule a plan with the options of the command line."""
    import retroplan as rp

    return rp.schedule(
        plan, launch=parse_option("--launch", launch), start=parse_option("--start", start), basis=basis
    )


def parse_option(name: str, text: str | None) -> Moment | None:
    """Read a date of the command line; a problem names the option."""
    try:
        return None if text is None else parse_moment(text)
    except PlanError as problem:
        raise PlanError(finding.at(name) for finding in problem.findings) from None


def exit_code(schedule: Schedule) -> int:
    """Give the exit code of a schedule: 1 if something cannot be met."""
    return 0 if schedule.feasible else UNMET
