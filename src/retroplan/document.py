"""Plan documents: plain dicts and lists, as YAML and JSON hold them, to a plan and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import quoted
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
    except PlanError:
        raise
    except ValueError:  # Python refuses to write a number of thousands of digits
        unwritable = list(_unwritable(document))
        if not unwritable:
            raise
        raise PlanError(unwritable) from None
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


def _unwritable(document: Mapping[Any, Any]) -> Iterator[Finding]:
    """Find the whole numbers that are too long to be written, among the values and the keys."""
    pending: list[tuple[str, Any]] = [("", document)]
    met: set[int] = set()
    while pending:
        path, value = pending.pop()
        if isinstance(value, int) and not _writable(value):
            yield error("not-text", path, text=quoted(value))
        if id(value) not in met:
            met.add(id(value))
            pending += reversed(list(_inside(path, value)))


def _inside(path: str, value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            yield path, key
            yield f"{path}.{quoted(key)}".removeprefix("."), item
    elif isinstance(value, (list, tuple)):
        yield from ((f"{path}[{number}]", item) for number, item in enumerate(value))


def _writable(number: int) -> bool:
    try:
        return bool(str(number))
    except ValueError:
        return False


def to_document(value: Documented) -> dict[str, Any]:
    """Give a plan or a schedule as JSON-safe data with stable keys."""
    return value.to_document()
