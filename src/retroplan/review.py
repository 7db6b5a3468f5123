"""`check`: everything that is wrong with a plan, or doubtful, in one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import evolve, frozen

from retroplan.document import from_document
from retroplan.engine.compute import schedule as make_schedule
from retroplan.errors import CalendarError, Finding, PlanError, Severity
from retroplan.io.formats import Source, read_located
from retroplan.io.located import MAX_BYTES, Read, plan_of
from retroplan.lint.codes import UNDATED, Codes
from retroplan.lint.ignoring import waivers_of
from retroplan.lint.report import Report
from retroplan.lint.rules import NAMES, RETOLD, RULES
from retroplan.lint.selection import Selection, make_selection
from retroplan.lint.subject import Subject
from retroplan.model.link import whole_of
from retroplan.model.moments import Moment, parse_moment
from retroplan.model.places import places
from retroplan.model.plan import Plan
from retroplan.network import contradictions
from retroplan.result import Schedule

Checked: TypeAlias = Plan | Mapping[str, Any] | Source


def check(
    source: Checked,
    *,
    select: Codes = (),
    ignore: Codes = (),
    strict: bool = False,
    launch: Moment | str | None = None,
    start: Moment | str | None = None,
    format: str | None = None,
    limit: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
) -> Report:
    """
    Say what is wrong with a plan, and what is doubtful; never raise because of it.

    Parameters
    ----------
    source
        A plan, a plan document, or what `read` takes: a path, the bytes of a file, or a file opened
        in binary mode.
    select, ignore
        What is told: codes (``RP401``, ``pin-moved``), names of rules (``redundant-link``) or
        beginnings of codes (``RP4``, ``conflict``). Everything, if nothing is selected. What keeps
        a plan from being read cannot be ignored.
    strict
        Whether warnings count as errors.
    launch, start
        Instead of those of the plan.
    format, limit, columns, sheet
        As in `read`.

    Returns
    -------
    Report
        The problems of a plan that cannot be read, the same as `PlanError` has; else its conflicts as
        errors, the findings of its schedule, and what the rules of `check` find.

    Raises
    ------
    TypeError
        The source is nothing that a plan is read from.

    Examples
    --------
    >>> import retroplan as rp
    >>> report = rp.check({"launch": "2026-06-14", "tasks": []})
    >>> print(report.text())  # doctest: +ELLIPSIS
    warning: launch: Sun 14 Jun 2026 is closed (Sunday), work before it ends on Fri 12 Jun 2026; ... [RP101]
    >>> report.ok
    True
    """
    examined = examine(
        source, select=select, ignore=ignore, strict=strict, launch=launch, start=start,
        format=format, limit=limit, columns=columns, sheet=sheet,
    )  # fmt: skip
    return examined.report


@frozen
class Examination:
    """
    A report, and what it is about.

    Attributes
    ----------
    report
        What was found.
    plan
        The plan, as it was scheduled; None if it cannot be read.
    schedule
        Its schedule; None if it cannot be given dates.
    """

    report: Report
    plan: Plan | None = None
    schedule: Schedule | None = None


def examine(
    source: Checked,
    *,
    select: Codes = (),
    ignore: Codes = (),
    strict: bool = False,
    launch: Moment | str | None = None,
    start: Moment | str | None = None,
    format: str | None = None,
    limit: int = MAX_BYTES,
    columns: Mapping[str, str] | None = None,
    sheet: str | None = None,
    prepared: Callable[[Plan], Plan] | None = None,
) -> Examination:
    """
    Check a plan as `check` does, and keep what was made on the way.

    Parameters
    ----------
    source, select, ignore, strict, launch, start, format, limit, columns, sheet
        As in `check`.
    prepared
        What is made of the plan before it is scheduled.
    """
    selection = make_selection(select, ignore)
    problems = list(selection.problems)
    try:
        plan, located = _read(source, format=format, limit=limit, columns=columns, sheet=sheet)
    except PlanError as problem:
        return Examination(Report((*problems, *problem.findings)))
    moments, misread = _moments(launch=launch, start=start)
    if misread:
        return Examination(Report((*problems, *misread)), plan)
    plan = plan.replace(**moments) if moments else plan
    plan = prepared(plan) if prepared else plan
    schedule, found, sound = _scheduled(plan)
    if sound:
        found += _conflicts(plan, schedule) if schedule else []
        found += _doubts(plan, schedule, selection)
        waived = waivers_of(plan, NAMES)
        told = [item for item in found if selection.admits(item.code) and waived.admits(item)]
        found = _sorted([_strictly(finding) for finding in told] if strict else told, plan)
    return Examination(Report((*problems, *_with_lines(found, plan, located))), plan, schedule)


def _read(source: Checked, **options: Any) -> tuple[Plan, Read | None]:
    if isinstance(source, Plan):
        return source, None
    if isinstance(source, Schedule):  # a mapping, but no document
        raise TypeError("check takes a plan, not a Schedule; give its plan, schedule.plan")
    if isinstance(source, Mapping):
        return from_document(source), None
    located = read_located(source, **options)
    return plan_of(located), located


def _moments(**given: Moment | str | None) -> tuple[dict[str, Moment], list[Finding]]:
    """Read the dates that stand in for those of the plan."""
    moments: dict[str, Moment] = {}
    findings: list[Finding] = []
    for name, value in given.items():
        try:
            moments |= {} if value is None else {name: parse_moment(value)}
        except PlanError as problem:
            findings += [finding.at(name) for finding in problem.findings]
    return moments, findings


def _scheduled(plan: Plan) -> tuple[Schedule | None, list[Finding], bool]:
    """Schedule a plan; without a schedule say why, and whether the plan itself is sound."""
    try:
        return make_schedule(plan), [], True
    except PlanError as problem:
        findings = list(problem.findings)
    if any(finding.code not in UNDATED for finding in findings):
        return None, findings, False
    disagreeing = contradictions(plan)  # not looked for in a plan that has no dates anyway
    return None, findings + disagreeing, not disagreeing


def _conflicts(plan: Plan, schedule: Schedule) -> list[Finding]:
    paths = {place.task.id: place.path for place in places(plan)} if schedule.conflicts else {}
    return [
        evolve(conflict.to_finding(), path=paths.get(whole_of(conflict.task), ""), task=conflict.task)
        for conflict in schedule.conflicts
    ]


def _doubts(plan: Plan, schedule: Schedule | None, selection: Selection) -> Iterator[Finding]:
    """Give what the schedule moved or doubts, and what the rules find."""
    for finding in schedule.findings if schedule else ():
        if finding.code not in RETOLD:
            yield finding
    subject = Subject(plan, schedule)
    for rule in RULES:
        if not selection.admits(rule.code):
            continue
        try:
            yield from rule.find(subject)
        except CalendarError:
            continue  # one that never opens, or leaves its years: there are no days to compare


def _strictly(finding: Finding) -> Finding:
    return evolve(finding, severity=Severity.ERROR) if finding.severity is Severity.WARNING else finding


def _sorted(findings: Iterable[Finding], plan: Plan) -> list[Finding]:
    """Put errors first, then what is about the plan as a whole, then its tasks in order, then flat links."""
    position = {task.id: number for number, task in enumerate(plan.walk())}

    def place(finding: Finding) -> tuple[bool, int]:
        at = -1
        if finding.path.startswith("links"):
            at = len(position)
        elif finding.task is not None and (not finding.path or finding.path.startswith("tasks")):
            at = position.get(whole_of(finding.task), at)
        return finding.severity is not Severity.ERROR, at

    return sorted(findings, key=place)


def _with_lines(findings: Iterable[Finding], plan: Plan, read: Read | None) -> list[Finding]:
    """Give each finding the line or the cell of the file in which its subject stands."""
    if read is None:
        return list(findings)
    paths = {place.task.id: place.path for place in places(plan)}

    def placed(finding: Finding) -> Finding:
        path = finding.path or paths.get(whole_of(finding.task or ""), "")
        (found,) = read.locate([evolve(finding, path=path)])
        return evolve(found, path=finding.path)

    return [placed(finding) for finding in findings]
