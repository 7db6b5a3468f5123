"""What somebody may ask of a writer, read once for all formats, each value exact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from retroplan.errors import PlanError, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.model.effort import workers_of
from retroplan.model.moments import parse_moment
from retroplan.model.people import plain_name
from retroplan.model.plan import Plan


def parse_options(plan: Plan, **given: object) -> Mapping[str, Any]:
    """
    Read what is given of the options, each into the one type that a writer gets.

    Parameters
    ----------
    plan
        The plan that is written, whose people can be asked for; that of a schedule with all its
        parts, so that who approves something is somebody.
    given
        Values by the name of the option; None is not given.

    Returns
    -------
    Mapping
        ``today`` as a date, ``stamp`` as a datetime with its zone, ``person`` as a key of
        `Worker`, the others as they are.

    Raises
    ------
    PlanError
        With all values that cannot be read, each with the name of its option.
    """
    found, findings = {}, []
    for name, value in given.items():
        if value is None:
            continue
        try:
            found[name] = _PARSERS[name](value, plan) if name in _PARSERS else value
        except PlanError as problem:
            findings += [finding.at(name) for finding in problem.findings]
    if findings:
        raise PlanError(findings)
    return found


def _today(value: object, _: Plan) -> date:
    moment = parse_moment(value)
    return moment.date() if isinstance(moment, datetime) else moment


def _stamp(value: object, _: Plan) -> datetime:
    """Read an instant with its zone; without one nobody knows when a file was made."""
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError:
            moment = None
    if not isinstance(moment, datetime) or moment.utcoffset() is None:
        raise PlanError(error("bad-stamp", text=quoted(value)))
    return moment


def _person(value: object, plan: Plan) -> str:
    """Find the key of somebody of the plan: one of its people, or a name on one of its tasks."""
    workers = [worker for task in plan.walk() for worker in workers_of(plan, task)]
    known = {plain_name(worker.key): worker.key for worker in workers} | {
        plain_name(key): key for key in plan.people
    }
    key, person = plan.person(str(value))
    if person is not None:
        return key
    if plain_name(key) in known:
        return known[plain_name(key)]
    hint = nearest(key, [*known.values()])
    if hint.code == "nothing" and known:
        hint = Phrase("keys-known", {"known": ", ".join(known.values())})
    raise PlanError(error("unknown-person", text=quoted(value), hint=hint))


_PARSERS: Mapping[str, Callable[[object, Plan], object]] = {
    "today": _today,
    "stamp": _stamp,
    "person": _person,
}
