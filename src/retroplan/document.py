"""Plan documents: plain dicts and lists, as YAML and JSON hold them, to a plan and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from retroplan.errors import Finding, PlanError, error
from retroplan.model.fields import PartialError, structure
from retroplan.model.plan import Plan
from retroplan.model.validation import MAX_LEVELS, validate
from retroplan.network import find_cycles


class Documented(Protocol):
    """A value that can give itself as plain data."""

    def to_document(self) -> dict[str, Any]:
        """Give the value as JSON-safe data with stable keys."""
        ...


def from_document(document: object) -> Plan:
    """
    Read a plan document.

    Parameters
    ----------
    document
        Plain dicts, lists, texts, numbers and dates, as YAML or JSON give them. It need not have
        a launch or a start: they may be given to `schedule`.

    Raises
    ------
    PlanError
        With all the problems of the document, each with its path.

    Examples
    --------
    >>> import retroplan as rp
    >>> rp.from_document({"launch": "2026-06-15", "tasks": [{"id": "write", "duration": "5d"}]}).launch
    datetime.date(2026, 6, 15)
    """
    if not isinstance(document, Mapping):
        raise PlanError(error("not-a-plan"))
    if _depth(document) > MAX_LEVELS:
        raise PlanError(error("too-many-levels", "tasks", limit=MAX_LEVELS))
    findings: list[Finding] = []
    try:
        plan = structure(Plan, document)
    except PartialError as problem:
        findings += problem.findings
        plan = problem.partial
    if plan is not None:
        unread = any(finding.path.startswith("calendars") for finding in findings)
        findings += [item for item in validate(plan) if not (unread and item.code == "unknown-calendar")]
        findings += find_cycles(plan)
    if findings:
        raise PlanError(findings)
    assert plan is not None
    return plan


def _depth(document: Mapping[Any, Any]) -> int:
    """Count the levels of tasks without recursion; a loop in the data counts as too deep."""
    depth, level = 0, [document]
    while level and depth <= MAX_LEVELS + 1:
        children: list[Any] = []
        for item in level:
            tasks = item.get("tasks") if isinstance(item, Mapping) else None
            children += tasks if isinstance(tasks, (list, tuple)) else []
        level = children
        depth += 1 if children else 0
    return depth


def to_document(value: Documented) -> dict[str, Any]:
    """Give a plan or a schedule as JSON-safe data with stable keys."""
    return value.to_document()
