"""Findings, conflicts and reasons told with the names and dates that the table shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from attrs import evolve, frozen

from retroplan.errors import Finding
from retroplan.language import Phrase, say, word
from retroplan.model.link import is_occurrence
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH
from retroplan.render.cleaning import clean
from retroplan.render.dates import shows_times
from retroplan.result import Schedule
from retroplan.scheduled import Conflict, PinClause

_TASKS = ("task", "other", "child", "owner")  # the values of a reason that are ids of tasks
_IDS = ("task", "other", "id", "predecessor", "successor", "via", "refined")  # those of a finding
_SEVERAL = ("tasks", "others")


def label_of(plan: Plan, task_id: str, lang: str) -> str:
    """Say what a task is called; a launch that nobody named has its word, a part that of its task too."""
    task = plan.get(task_id)
    if task_id == LAUNCH and (task is None or not task.name):
        return word("launch", lang)
    label = clean(task_id if task is None else task.label)
    whole, _, _ = task_id.rpartition("/")
    if not whole or is_occurrence(task_id):
        return label
    return say("placed", {"place": label_of(plan, whole, lang), "words": label}, lang)


@frozen
class Narrator:
    """
    Tells about a schedule.

    Attributes
    ----------
    schedule
        What it tells about.
    lang
        Language of the words.
    timed
        Whether the hours matter; if not, instants are told as days.
    """

    schedule: Schedule
    lang: str
    timed: bool

    def finding(self, finding: Finding) -> str:
        """Put a finding into words, its task called by its name, once."""
        words = say(finding.code, self._named(finding.values), self.lang)
        if finding.task and finding.task in map(finding.values.get, _IDS):
            return clean(words)
        place = label_of(self.schedule.expanded, finding.task, self.lang) if finding.task else finding.path
        return clean(say("placed", {"place": place, "words": words}, self.lang) if place else words)

    def conflict(self, conflict: Conflict) -> str:
        """Put a conflict into words, its tasks called by their names."""
        return self.finding(conflict.to_finding())

    def conflicts_by_task(self) -> Mapping[str, tuple[str, ...]]:
        """Put every conflict into words, by the task that it stands at."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for conflict in self.schedule.conflicts:
            found[conflict.task].append(self.conflict(conflict))
        return {task: tuple(words) for task, words in found.items()}

    def reasons(self, task_id: str) -> Iterator[str]:
        """Ask why a task sits where it sits, and give the chain of reasons to the launch, a line a step."""
        yield say("why-title", {"task": self._quoted(task_id)}, self.lang)
        for reason in self.schedule.why(task_id).reasons:
            yield clean(evolve(reason, phrase=self._calling(reason.phrase)).text(self.lang))

    def _calling(self, phrase: Phrase) -> Phrase:
        """Call the tasks of a reason by their names, in quotes, also in the phrases among its values."""
        values: dict[str, object] = {}
        for key, value in self._told(phrase.values).items():
            if key in _TASKS and isinstance(value, str):
                value = self._quoted(value)
            values[key] = self._calling(value) if isinstance(value, Phrase) else value
        return Phrase(phrase.code, values)

    def _quoted(self, task_id: str) -> str:
        return say("quoted", {"text": label_of(self.schedule.expanded, task_id, self.lang)}, self.lang)

    def _named(self, values: Mapping[str, object]) -> Mapping[str, object]:
        """Call the tasks by their names, also in the phrases and conflicts among the values."""
        named: dict[str, object] = {}
        for key, value in self._told(values).items():
            if isinstance(value, Conflict):
                value = Phrase(value.code, value.to_finding().values)
            if isinstance(value, Phrase):
                value = Phrase(value.code, self._named(value.values))
            elif isinstance(value, PinClause):
                value = self._pin(value, values.get("task"))
            elif key in _IDS and isinstance(value, str) and value:
                value = label_of(self.schedule.expanded, value, self.lang)
            elif isinstance(value, tuple):
                value = tuple(self._one_of(item, key in _SEVERAL) for item in value)
            named[key] = value
        return named

    def _one_of(self, item: object, task: bool) -> object:
        """Call one of several values by its name, if it is a task."""
        if isinstance(item, Phrase):
            return Phrase(item.code, self._named(item.values))
        known = task and isinstance(item, str) and item in self.schedule.expanded
        return label_of(self.schedule.expanded, str(item), self.lang) if known else item

    def _pin(self, clause: PinClause, task: object) -> PinClause:
        """Name the task that has the pin, unless it is the one that is told about."""
        owner, space, offset = clause.pin.rpartition(" ")
        if owner and owner != task:
            offset = label_of(self.schedule.expanded, owner, self.lang) + space + offset
        return PinClause(offset)

    def _told(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return {key: self._time(value) for key, value in values.items()}

    def _time(self, value: object) -> object:
        return value.date() if isinstance(value, datetime) and not self.timed else value


def make_narrator(schedule: Schedule, lang: str) -> Narrator:
    """Choose how a schedule is told."""
    return Narrator(schedule, lang, shows_times(schedule))
