"""From a file and options to a plan and its schedule."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import evolve

from retroplan.cli.formats import check_format, readable_formats
from retroplan.cli.output import complain
from retroplan.cli.problems import UNMET
from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.model.moments import Moment
    from retroplan.model.plan import Plan
    from retroplan.result import Schedule

STANDARD = "-"  # instead of the name of a file: standard input or output
_USUAL = "yaml"
_FROM = "--from"
_NO_PLAN = ("not-a-plan", "not-yaml", "not-utf8", "archive-not-text")
"""What is found first where nothing of a plan is, as when a table is read as YAML."""


def load_plan(
    source: str,
    format: str | None = None,
    sheet: str | None = None,
    columns: Sequence[str] | None = None,
    option: str = _FROM,
) -> Plan:
    """Read a plan from a file, or from standard input; see `opened`."""
    import retroplan as rp

    with advised(source, format, option):
        file, options = opened(source, format, sheet, columns, option)
        return rp.read(file, **options)


@contextmanager
def advised(source: str, format: str | None, option: str = _FROM) -> Iterator[None]:
    """Add to what is refused how to tell the format, where nothing told it; see `advice`."""
    try:
        yield
    except PlanError as problem:
        found = advice(problem.findings, source, format, option)
        raise PlanError(found, problem.lang) from None


def advice(
    findings: tuple[Finding, ...], source: str, format: str | None, option: str = _FROM
) -> tuple[Finding, ...]:
    """
    Give findings, and one more if a table may have been read as YAML.

    Parameters
    ----------
    findings
        What is wrong with a plan.
    source, format
        The name of its file, and what was said of its format.
    option
        The option of the command that tells the format.
    """
    told = format is not None or (source != STANDARD and PurePath(source).suffix)
    found = tuple(
        evolve(finding, values={**finding.values, "option": option})
        if finding.code == "archive-not-text"
        else finding
        for finding in findings
    )
    if told or not found or found[0].code not in _NO_PLAN:
        return found
    return *found, error("read-as-yaml", option, option=option)


def opened(
    source: str,
    format: str | None = None,
    sheet: str | None = None,
    columns: Sequence[str] | None = None,
    option: str = _FROM,
) -> tuple[str | bytes | BinaryIO, dict[str, Any]]:
    """
    Give what the name of a plan stands for, and the options with which it is read.

    Parameters
    ----------
    source
        The name of a file; a dash is standard input.
    format
        What the option says. Without it the suffix tells the format, and where there is none
        the text is taken for YAML, as which JSON passes too.
    sheet, columns
        What ``--sheet`` and ``--column`` say of a table.
    option
        The option of the command that tells the format.
    """
    if format is not None:
        check_format(option, format, "format-read", readable_formats())
    options: dict[str, Any] = {"sheet": sheet, "columns": _parse_columns(columns) if columns else None}
    if source == STANDARD:
        return _standard_input(), options | {"format": format or _USUAL}
    return source, options | {"format": format or (None if PurePath(source).suffix else _USUAL)}


def _parse_columns(columns: Sequence[str]) -> Mapping[str, str]:
    """Read ``Livrable=name`` of the command line."""
    meant = {}
    for text in columns:
        heading, equals, key = text.rpartition("=")
        if not equals or not heading.strip() or not key.strip():
            raise PlanError(error("bad-column-option", "--column", text=quoted(text)))
        meant[heading.strip()] = key.strip()
    return meant


def _standard_input() -> BinaryIO | bytes:
    return b"" if sys.stdin is None else sys.stdin.buffer  # None where it is closed


def warn_of_unread_columns(plan: Plan, lang: str) -> None:
    """Say which columns of a table are not understood, if what the plan lacks may stand in them."""
    from retroplan.lint.content import unread_columns
    from retroplan.lint.report import line
    from retroplan.lint.subject import Subject

    complain(line(finding, finding.text(lang), lang) for finding in unread_columns(Subject(plan)))


def spoken(plan: Plan, lang: str | None) -> Plan:
    """Let the parts that are made of tasks have their names in the language that is shown."""
    return plan if lang is None or lang == plan.lang else plan.replace(lang=lang)


def make_schedule(
    plan: Plan, launch: str | None = None, start: str | None = None, basis: Basis = Basis.EXPECTED
) -> Schedule:
    """Schedule a plan with the options of the command line."""
    import retroplan as rp

    return rp.schedule(
        plan, launch=parse_option("--launch", launch), start=parse_option("--start", start), basis=basis
    )


def parse_option(name: str, text: str | None) -> Moment | None:
    """Read a date of the command line, as in a table: ISO or day first; a problem names the option."""
    from retroplan.tables.words import read_moment

    try:
        return None if text is None else read_moment(text)
    except PlanError as problem:
        raise PlanError(finding.at(name) for finding in problem.findings) from None


def exit_code(schedule: Schedule) -> int:
    """Give the exit code of a schedule: 1 if something cannot be met."""
    return 0 if schedule.feasible else UNMET
