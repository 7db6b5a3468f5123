"""From a plan to a template: its dates become positions counted from the launch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from os import PathLike
from typing import Any

from attrs import evolve, field, frozen

from retroplan.document import from_document
from retroplan.errors import Finding, PlanError, error
from retroplan.language import language_of
from retroplan.language.quoting import quoted
from retroplan.library.header import HEADER, parse_texts, read_header
from retroplan.model.costs import Cost
from retroplan.model.deliverable import Deliverable
from retroplan.model.fields import choice
from retroplan.model.moments import Moment, is_day, moment_text, parse_moment
from retroplan.model.plan import Plan
from retroplan.model.repeat import Repeat
from retroplan.model.task import Task
from retroplan.offsets import Offset, is_offset, parse_offset

_HOUR = timedelta(hours=1)
_NOT = "date-not-turned"
_DATES = choice("bad-dates-option", "refuse", "drop")
_OF_ONE_RUN = ("x-log",)
"""What was written down of one run of the plan, beside the statuses of its tasks."""


def to_template(
    plan: Plan,
    *,
    launch: Moment | str | None = None,
    title: str = "",
    aliases: Iterable[str] = (),
    assumptions: Iterable[str] = (),
    parameters: Mapping[str, Mapping[str, Any]] | None = None,
    dates: str = "refuse",
) -> Plan:
    """
    Make a template of a plan: the launch goes, and given dates become offsets from it.

    ``start``, ``finish`` and the musts of a task become ``at`` and ``until``, the dates of repetitions and
    deliverables become offsets, so that with the same launch a plan made from the template has the same
    dates. The launch and the start of the plan are left out, they are asked for when the template is used,
    and so are statuses and the log. Closed days of calendars and the leave of people stay: the world has
    them, not the plan. Of money what is planned stays; what was ordered and paid goes.

    Parameters
    ----------
    plan
        The plan.
    launch
        The launch that its dates are counted from; its own if not given.
    title, aliases, assumptions, parameters
        The header of the template, see `Template`; what a plan made from a template has no more. The
        title is the name of the plan if not given.
    dates
        What becomes of a date that no offset can say: ``refuse`` raises, and names each; ``drop``
        leaves it out.

    Raises
    ------
    PlanError
        A date cannot be turned into an offset, there is no launch to count it from, or a parameter sets
        something that the plan does not have.

    Examples
    --------
    >>> import retroplan as rp
    >>> stand = rp.Task("stand", duration="2d", start="2026-05-26")
    >>> template = rp.to_template(rp.Plan("Salon", launch="2026-06-15", tasks=[stand]))
    >>> str(template["stand"].at)
    'J-20'
    """
    if not (title or plan.name):
        raise PlanError(error("template-without-title", "title"))
    day = plan.launch if launch is None else parse_moment(launch)
    turn = _Turn(day, _DATES(dates) == "drop")
    tasks = tuple(turn.task(task, f"tasks[{number}]") for number, task in enumerate(plan.tasks))
    deliverables = turn.deliverables(plan.deliverables, "deliverables")
    costs = turn.costs(plan.costs, "costs")
    resources = {key: evolve(resource, ordered=None) for key, resource in plan.resources.items()}
    lang = language_of(plan.lang or "en")
    header: dict[str, Any] = {
        "title": title or plan.name,
        "aliases": list(parse_texts(aliases)),
        "assumptions": list(parse_texts(assumptions)),
        "parameters": dict(parameters or {}),
    }
    header = {key: value for key, value in header.items() if value}
    extra = {key: value for key, value in plan.extra.items() if key not in _OF_ONE_RUN}
    if turn.findings:
        raise PlanError(turn.findings)
    made = evolve(
        plan, launch=None, start=None, lang=lang, deliverables=deliverables, costs=costs,
        resources=resources, tasks=tasks, extra={HEADER: header, **extra},
    )  # fmt: skip
    template = from_document(made.to_document())
    read_header(template, "", lang)
    return template


def save_template(plan: Plan, path: str | PathLike[str], **options: Any) -> None:
    """
    Write a plan as a template of one's own, into a folder that `from_template` is told of.

    Parameters
    ----------
    plan
        The plan.
    path
        Where to: ``templates/salon.fr.yaml``. The name of the file is that of the template and says its
        language, which is that of the plan.
    options
        As in `to_template`.

    Raises
    ------
    PlanError
        As in `to_template`; or the file is not called as templates are, or cannot be written.
    """
    from retroplan.io.formats import write
    from retroplan.library.shelf import named_file

    _, lang = named_file(path)
    template = to_template(plan if plan.lang else plan.replace(lang=lang), **options)
    if template.lang != lang:
        raise PlanError(error("template-of-other-language", "lang", lang=template.lang, file=lang))
    write(template, path, previous=False)


@frozen
class _Turn:
    """Turns the dates of tasks into offsets from a launch, and gathers what cannot be turned."""

    launch: Moment | None
    drop: bool
    findings: list[Finding] = field(factory=list)

    def task(self, task: Task, path: str) -> Task:
        """Turn the dates of a task and of its children."""
        values: dict[str, Any] = {"status": None}
        for key, pin in (("start", "at"), ("finish", "until")):
            if getattr(task, key) is not None:
                values[pin] = self.offset(getattr(task, key), f"{path}.{key}", finish=key == "finish")
                values[key] = None
        if task.constraint is not None:
            kind, day = task.constraint.type, task.constraint.date
            pin = "until" if kind.on_finish else "at"
            said = self.offset(day, f"{path}.constraint", finish=kind.on_finish) if kind.must else None
            values |= {"constraint": None} | ({pin: said} if kind.must else {})
            if not kind.must:
                self._refuse(day, f"{path}.constraint", _NOT)
        if task.deadline is not None:
            values["deadline"] = None
            self._refuse(task.deadline, f"{path}.deadline", _NOT)
        if values.get("at") and values.get("until"):
            values["duration"] = None  # the two say it
        if task.repeat is not None:
            values["repeat"] = self._repeat(task.repeat, f"{path}.repeat")
        if task.tasks:
            values["tasks"] = tuple(
                self.task(child, f"{path}.tasks[{number}]") for number, child in enumerate(task.tasks)
            )
        values["deliverables"] = self.deliverables(task.deliverables, f"{path}.deliverables")
        values["costs"] = self.costs(task.costs, f"{path}.costs")
        values["extra"] = {key: value for key, value in task.extra.items() if key not in _OF_ONE_RUN}
        return evolve(task, **values)

    def deliverables(self, deliverables: tuple[Deliverable, ...], path: str) -> tuple[Deliverable, ...]:
        """Turn the dates at which deliverables are due."""
        return tuple(
            evolve(item, due=self.offset(item.due, f"{path}[{number}].due", day=True))
            if isinstance(item.due, date)
            else item
            for number, item in enumerate(deliverables)
        )

    def costs(self, costs: tuple[Cost, ...], path: str) -> tuple[Cost, ...]:
        """Forget what was ordered and paid, and turn the days of payment."""
        return tuple(
            evolve(
                item, committed=None, actual=None, ordered=None,
                when=self.offset(item.when, f"{path}[{number}].when", day=True)
                if isinstance(item.when, date)
                else item.when,
            )
            for number, item in enumerate(costs)
        )  # fmt: skip

    def _repeat(self, repeat: Repeat, path: str) -> Repeat | None:
        dates: dict[str, Any] = {
            name: self.offset(getattr(repeat, name), f"{path}.{key}", day=True)
            for name, key in (("first", "from"), ("until", "until"))
            if isinstance(getattr(repeat, name), date)
        }
        if repeat.rrule is not None and repeat.rrule.last is not None:
            self._refuse(repeat.rrule.last, f"{path}.rrule", _NOT, droppable=False)
        if self.drop and dates.get("until", "") is None and repeat.count is None:
            self._refuse(repeat.until, f"{path}.until", _NOT, droppable=False)  # it would have no end
            return repeat
        return evolve(repeat, **dates)

    def offset(self, moment: Moment, path: str, *, finish: bool = False, day: bool = False) -> Offset | None:
        """
        Say where a date is from the launch.

        Parameters
        ----------
        moment
            The date, or a local instant.
        path
            Where it stands in the plan.
        finish
            Whether it is a finish: a date then means the end of its day, which ``J`` does not.
        day
            Whether only its day counts.
        """
        text = self._position(moment, finish, day)
        if text is not None and is_offset(text):  # some centuries are too far for one
            return parse_offset(text)
        self._refuse(moment, path, _NOT if self.launch is not None else "template-without-launch")
        return None

    def _position(self, moment: Moment, finish: bool, day: bool) -> str | None:
        """Write a date as an offset; None where no offset says the same."""
        if self.launch is None:
            return None
        if is_day(moment) or day:
            apart = (_day(moment) - _day(self.launch)).days
            return f"J{apart:+}" if apart else None if finish else "J"
        if not (isinstance(moment, datetime) and isinstance(self.launch, datetime)):
            return None
        hours = (moment - self.launch) / _HOUR
        return None if hours != int(hours) else f"H{int(hours):+}" if hours else "J"

    def _refuse(self, moment: Any, path: str, code: str, *, droppable: bool = True) -> None:
        if not (self.drop and droppable):
            self.findings.append(error(code, path, date=quoted(moment_text(moment))))


def _day(moment: Moment) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
