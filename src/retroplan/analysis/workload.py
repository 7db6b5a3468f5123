"""What each person has to do, what waits on them, and whom they wait for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import asdict, frozen

from retroplan.analysis.asked import check_schedule
from retroplan.analysis.following import Following
from retroplan.analysis.naming import name_of
from retroplan.analysis.roles import LETTERS, Cast, Roles
from retroplan.calendars import instant
from retroplan.errors import PlanError, error
from retroplan.language import plain, say, word
from retroplan.language.quoting import nearest, quoted
from retroplan.model.task import Task
from retroplan.result import Schedule


@frozen
class Wait:
    """
    A task of others on the other end of a link.

    Attributes
    ----------
    task, name
        Its id and what it is called.
    people
        What those who do it are called; nobody, if it has nobody.
    date
        When it is planned to be done, if it is waited for; to begin, if it waits.
    """

    task: str
    name: str
    people: tuple[str, ...]
    date: date

    def text(self, lang: str = "en") -> str:
        """Put it into words, on one line."""
        code = "wait-of-people" if self.people else "wait"
        return say(code, {"people": self.people, "task": self.name, "date": self.date}, lang)


@frozen(kw_only=True)
class PersonTask:
    """
    A task that somebody is anything on.

    Attributes
    ----------
    id, name
        Its id, and what it is called; of a part of a task that too.
    letters
        What they are on it: letters of RACI.
    via
        What the team is called through which they are, if it is not they who are named.
    start_date, finish_date, offset
        When it is planned, the finish inclusive, and where from the launch; no finish (None) of what
        goes on without an end.
    critical
        Whether it is.
    status
        How far it is, in the plan's words.
    waits_for, awaited_by
        Tasks that others do: those that have to be done first, and those that wait for this one. Only
        where they do it themselves (R).
    """

    id: str
    name: str
    letters: str
    via: str
    start_date: date
    finish_date: date | None
    offset: str
    critical: bool
    status: str
    waits_for: tuple[Wait, ...] = ()
    awaited_by: tuple[Wait, ...] = ()

    def to_record(self) -> dict[str, Any]:
        """Give it as JSON-safe data."""
        record = asdict(self)
        return {key: plain(value) for key, value in record.items()}


@frozen(kw_only=True)
class PersonView:
    """
    What one person, or one team, has to do with a plan.

    Attributes
    ----------
    key, name
        Who: the key in the plan or the name, and what they are called.
    tasks
        Their tasks by date, also those of their teams.
    days
        How many working days of the plan's calendar their own work (R) fills, by their share of it; a
        margin is no work.
    impact
        Ids of all tasks of others that could not go on without theirs, in the order of the plan.
    deliverables
        What is handed over by their tasks and by those: names.
    """

    key: str
    name: str
    tasks: tuple[PersonTask, ...]
    days: float
    impact: tuple[str, ...]
    deliverables: tuple[str, ...]

    def to_rows(self, lang: str = "en") -> list[tuple[object, ...]]:
        """Give their tasks as rows, headings first; who is waited for, and who waits, on a line each."""
        keys = ("offset", "task", "letters", "start", "finish", "waits-for", "awaited-by")
        head = tuple(word(f"heading-{key}", lang) for key in keys)
        return [head, *(self._row(task, lang) for task in self.tasks)]

    def _row(self, task: PersonTask, lang: str) -> tuple[object, ...]:
        letters = f"{task.letters} ({task.via})" if task.via else task.letters
        waits = ("\n".join(one.text(lang) for one in ends) for ends in (task.waits_for, task.awaited_by))
        finish = task.finish_date or word("ongoing", lang)
        return task.offset, task.name, letters, task.start_date, finish, *waits

    def to_document(self) -> dict[str, Any]:
        """Give the view as JSON-safe data."""
        return {
            "key": self.key, "name": self.name, "days": self.days,
            "tasks": [task.to_record() for task in self.tasks],
            "impact": list(self.impact), "deliverables": list(self.deliverables),
        }  # fmt: skip


@frozen(eq=False, repr=False)
class Workload(Mapping[str, PersonView]):
    """
    The views of everybody, by key; `workload["Marie"]` finds them by name too.

    Attributes
    ----------
    views
        The views, those of the plan's people first.
    cast
        Who is who.
    """

    views: Mapping[str, PersonView]
    cast: Cast

    def __getitem__(self, name: str) -> PersonView:
        return self.views[self.cast.key(name)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.views)

    def __len__(self) -> int:
        return len(self.views)

    def __repr__(self) -> str:
        return f"Workload({', '.join(view.name for view in self.views.values())})"

    def find(self, name: str) -> PersonView:
        """
        Give the view of somebody.

        Raises
        ------
        PlanError
            Nobody goes by that name; the finding proposes the nearest.
        """
        key = self.cast.key(name)
        if key in self.views:
            return self.views[key]
        known = [*self.views, *(view.name for view in self.views.values())]
        raise PlanError(error("unknown-person", text=quoted(name), hint=nearest(name, known)))

    def to_rows(self, lang: str = "en") -> list[tuple[object, ...]]:
        """Give a row for everybody, headings first: how many tasks they have by letter, from when to when."""
        keys = ("person", *LETTERS, "days", "start", "finish")
        head = tuple(word(f"heading-{key}", lang) for key in keys)
        return [head, *(_summary(view, lang) for view in self.views.values())]

    def to_document(self) -> dict[str, Any]:
        """Give all views as JSON-safe data."""
        return {"people": [view.to_document() for view in self.views.values()]}


def _summary(view: PersonView, lang: str) -> tuple[object, ...]:
    counts = (sum(letter in task.letters for task in view.tasks) for letter in LETTERS)
    first = min((task.start_date for task in view.tasks), default=None)
    ends = [task.finish_date for task in view.tasks]
    known = [day for day in ends if day is not None]
    last = max(known, default=None) if known == ends else word("ongoing", lang)
    return view.name, *counts, view.days, first, last


def workload(schedule: Schedule) -> Workload:
    """
    Say for everybody what they have to do, what waits on them, and whom they wait for.

    Every approval, wave and occurrence counts as a task of its own.

    Parameters
    ----------
    schedule
        The schedule.

    Examples
    --------
    >>> import retroplan as rp
    >>> tasks = [
    ...     rp.Task("text", "Textes", duration="3d", responsible="Anna"),
    ...     rp.Task("print", "Impression", duration="2d", responsible="Paul", after=["text"]),
    ... ]
    >>> anna = rp.workload(rp.schedule(rp.Plan(launch="2026-06-15", tasks=tasks)))["Anna"]
    >>> [(task.name, task.awaited_by[0].people) for task in anna.tasks], anna.days
    ([('Textes', ('Paul',))], 3.0)
    """
    check_schedule(schedule, "workload")
    maker = _Maker(schedule)
    return Workload({key: maker.view(key) for key in maker.everybody()}, maker.cast)


class _Maker:
    """Makes the views of one schedule."""

    def __init__(self, schedule: Schedule) -> None:
        self.schedule = schedule
        self.plan = schedule.expanded
        self.cast = Cast(self.plan)
        self.following = Following(schedule)
        self.leaves = [task for task in self.plan.walk() if not task.tasks and task.id in schedule]
        self.roles = {task.id: self.cast.roles[task.id] for task in self.leaves}
        self.makers = [task for task in self.plan.walk() if task.deliverables]
        self.of: dict[str, list[int]] = {}  # the places of everybody's tasks among the leaves
        for number, task in enumerate(self.leaves):
            for key in set(self.roles[task.id].everybody()):
                self.of.setdefault(key, []).append(number)

    def everybody(self) -> tuple[str, ...]:
        """Name everybody who is anything on a task, or belongs to a team that is."""
        involved = set(self.of)
        involved |= {member for team in list(involved) for member in self.cast.members(team)}
        members = (member for team in self.cast.people for member in self.cast.members(team))
        return tuple(key for key in dict.fromkeys((*self.cast.people, *members)) if key in involved)

    def view(self, key: str) -> PersonView:
        """Make the view of one person."""
        as_whom = (key, *self.cast.teams.get(key, ()))
        tasks = []
        for number in sorted({place for whom in as_whom for place in self.of.get(whom, ())}):
            task = self.leaves[number]
            tasks.append(self._task(task, *self._letters(self.roles[task.id], as_whom), as_whom))
        tasks.sort(key=lambda task: (task.start_date, task.finish_date or date.max))
        done = [task.id for task in tasks if "R" in task.letters]
        behind = self.following.all_behind(done)
        impact = [task.id for task in self.leaves if task.id in behind and not self._does(task.id, as_whom)]
        reached = {*done, *impact}
        return PersonView(
            key=key, name=self.cast.label(key), tasks=tuple(tasks), days=self._days(key, done),
            impact=tuple(impact), deliverables=tuple(dict.fromkeys(self._deliverables(reached))),
        )  # fmt: skip

    def _letters(self, roles: Roles, as_whom: Iterable[str]) -> tuple[str, str]:
        """Give the letters somebody has on a task, and the team through which; their own come first."""
        for number, key in enumerate(as_whom):
            letters = roles.letters(key)
            if letters:
                return letters, self.cast.label(key) if number else ""
        return "", ""

    def _does(self, task_id: str, as_whom: Iterable[str]) -> bool:
        return any(key in self.roles[task_id].responsible for key in as_whom)

    def _task(self, task: Task, letters: str, via: str, as_whom: tuple[str, ...]) -> PersonTask:
        planned = self.schedule[task.id]
        mine = "R" in letters
        ahead = self.following.ahead(task.id) if mine else ()
        behind = self.following.behind(task.id) if mine else ()
        return PersonTask(
            id=task.id, name=name_of(self.plan, task.id), letters=letters, via=via,
            start_date=planned.start_date, finish_date=planned.last_date, offset=planned.offset,
            critical=planned.critical, status=str(task.status or ""),
            waits_for=tuple(self._wait(one, "finish") for one in ahead if not self._does(one, as_whom)),
            awaited_by=tuple(self._wait(one, "start") for one in behind if not self._does(one, as_whom)),
        )  # fmt: skip

    def _wait(self, task_id: str, end: str) -> Wait:
        planned = self.schedule[task_id]
        people = tuple(map(self.cast.label, self.roles[task_id].responsible))
        day = planned.finish_date if end == "finish" else planned.start_date
        return Wait(task_id, name_of(self.plan, task_id), people, day)

    def _days(self, key: str, tasks: Iterable[str]) -> float:
        """Add up the open days of what somebody does; a team's members are not counted for the team."""
        own = (task_id for task_id in tasks if key in self.roles[task_id].responsible)
        return round(sum(days_of(self.schedule, self.cast, key, task_id) for task_id in own), 2)

    def _deliverables(self, task_ids: set[str]) -> Iterator[str]:
        whole = {task_id.partition("/")[0] for task_id in task_ids} | task_ids
        for task in self.makers:
            if task.id in whole:
                yield from (item.name for item in task.deliverables)


def days_of(schedule: Schedule, cast: Cast, key: str, task_id: str) -> float:
    """Count the days of the plan's calendar that a task takes of somebody, by the share they give it."""
    planned, plan = schedule[task_id], schedule.plan
    if planned.kind != "task":
        return 0.0
    time = plan.resolve(plan.calendar).working_time()
    minutes = time.worked(instant(planned.work_finish)) - time.worked(instant(planned.start))
    return float(minutes * cast.share(key, task_id) / plan.day_and_week()[0])
