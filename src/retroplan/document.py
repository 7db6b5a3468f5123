"""Plan documents: plain dicts and lists, as YAML and JSON hold them, to a plan and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import quoted
from retroplan.model.estimate import Basis
from retroplan.model.fields import PartialError, structure
from retroplan.model.plan import Plan
from retroplan.model.spending import spending_faults
from retroplan.model.validation import MAX_LEVELS, validate
from retroplan.network import contradictions, plain_of

_ABOUT_PEOPLE = ("share-too-large", "effort-disagrees", "never-together")
_ENDS = re.compile(r"(?=[.\[])|$")


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
        findings = list(_named(findings, plan))
        if findings or plain_of(plan, Basis.EXPECTED) is None:  # nothing is wrong with an ordinary one
            findings += list(_independent([*validate(plan), *contradictions(plan)], findings))
        else:
            findings += spending_faults(plan)  # of which the dates of an ordinary one know nothing
    if findings:
        raise PlanError(sorted(findings, key=_Order(document).position))
    assert plan is not None
    return plan


def _named(findings: Sequence[Finding], plan: Plan) -> Iterator[Finding]:
    """Say which id to write where a link has the name of a task, which is not known when it is read."""
    ids = {quoted(task.name.strip()).lower(): task.id for task in plan.walk() if task.name}
    refused = {finding.values.get("text") for finding in findings if finding.code == "bad-id"}
    for finding in findings:
        if finding.code == "bad-link" and finding.values.get("text") in refused:
            continue  # a link to a task whose id has been refused
        same = ids.get(str(finding.values.get("text")).strip().lower())
        if finding.code == "bad-link" and same:
            hint = Phrase("did-you-mean", {"candidate": same})
            yield evolve(finding, values={**finding.values, "hint": hint})
        else:
            yield finding


def _independent(findings: Iterable[Finding], unread: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out what only follows from something that could not be read."""
    paths = {finding.path for finding in unread}
    refused = {finding.values.get("text") for finding in unread if finding.code == "bad-id"}
    dates = ("duration", "at", "until", "start", "finish")
    for finding in findings:
        task = finding.path.rpartition(".")[0]
        follows = {
            "unknown-calendar": "calendars" in paths,
            "each-of-none": finding.values.get("text") in paths,
            "unknown-task": finding.values.get("id") in refused,
            **dict.fromkeys(_ABOUT_PEOPLE, any(path.startswith("people.") for path in paths)),
            "margin-without-work": any(f"{task}.{key}" in paths for key in dates),
        }
        if not follows.get(finding.code, False):
            yield finding


@frozen
class _Order:
    """Tells where a path lies in a document, so that problems come in its order."""

    document: object
    known: dict[int, dict[str, int]] = field(factory=dict)

    def position(self, finding: Finding) -> tuple[int, ...]:
        """Give the numbers of the keys and items that lead to a finding."""
        steps: list[int] = []
        place, path = self.document, finding.path
        while path:
            number, rest = self._step(place, path)
            if number is None:
                break
            steps.append(number)
            place = list(place.values())[number] if isinstance(place, Mapping) else place[number]  # type: ignore[index]
            path = rest.removeprefix(".")
        return tuple(steps)

    def _step(self, place: object, path: str) -> tuple[int | None, str]:
        if isinstance(place, (list, tuple)):
            digits, _, rest = path.removeprefix("[").partition("]")
            found = digits.isdecimal() and len(digits) < 10 and int(digits) < len(place)
            return (int(digits) if found else None), rest
        if isinstance(place, Mapping):
            keys = self.known.setdefault(id(place), {})
            if not keys:
                keys.update((quoted(key), number) for number, key in enumerate(place))
            for end in sorted((match.start() for match in _ENDS.finditer(path)), reverse=True):
                if path[:end] in keys:
                    return keys[path[:end]], path[end:]
        return None, ""


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
