"""A comparison on the terminal: a line a task, before and after, by how much and why."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from retroplan.analysis.comparison import Comparison, TaskChange
from retroplan.errors import Finding
from retroplan.language import say, show, word
from retroplan.model.task import LAUNCH
from retroplan.render.cleaning import clean
from retroplan.render.dates import Dates, make_dates
from retroplan.render.narrator import label_of
from retroplan.render.sheet import Sheet
from retroplan.result import Schedule

_MOST_REASONS = 3
_COLUMNS = ("task", "before", "after", "moved", "why")
_BRIEF_BELOW = 130  # columns of a page that has no room for the names of weekdays


@frozen
class ComparisonTable:
    """
    Makes the table of a comparison.

    Attributes
    ----------
    comparison
        What is shown.
    old, new
        The schedules it compares.
    lang
        Language of the words.
    """

    comparison: Comparison
    old: Schedule
    new: Schedule
    lang: str

    def headlines(self) -> list[str]:
        """Say where the launch went, and whether the plan can be met."""
        return [phrase.text(self.lang) for phrase in self.comparison.headlines]

    def sheet(self, width: int | None = None) -> Sheet:
        """Give the tasks of which there is anything to tell; `width` is that of the page."""
        brief = width is not None and width < _BRIEF_BELOW
        dates = make_dates(self.old, self.lang, brief=brief), make_dates(self.new, self.lang, brief=brief)
        rows = tuple(self._row(change, *dates) for change in self.comparison.changed)
        return Sheet(tuple(word(f"compared-{key}", self.lang) for key in _COLUMNS), rows)

    def _row(self, change: TaskChange, before: Dates, after: Dates) -> tuple[str, ...]:
        name = self._label(change.id)
        cells = self._dates(self.old, change, before), self._dates(self.new, change, after)
        return (name, *cells, self._moved(change), "; ".join(self._why(change)))

    def _label(self, task_id: str) -> str:
        plan = self.new.expanded if task_id in self.new else self.old.expanded
        return label_of(plan, task_id, self.lang)

    def _dates(self, schedule: Schedule, change: TaskChange, dates: Dates) -> str:
        if change.id not in schedule:
            return ""
        task = schedule[change.id]
        start, finish = dates.start(task), dates.finish(task)
        return start if finish in ("", start) or change.id == LAUNCH else f"{start} – {finish}"

    def _moved(self, change: TaskChange) -> str:
        """Write by how much both ends moved, once if by the same: "+7 d (+5 wd)"."""
        if change.status != "kept":
            return say("change-added" if change.status == "added" else "change-removed", {}, self.lang)
        if not change.moved:
            return ""
        days = self._both(change.start_days, change.finish_days)
        worked = self._both(change.start_working_days, change.finish_working_days)
        units = word("unit-d", self.lang), word("unit-worked", self.lang)
        return f"{days} {units[0]} ({worked} {units[1]})"

    def _both(self, start: float | None, finish: float | None) -> str:
        """Write both once if they are the same, and one alone of what has no end, now or before."""
        texts = [self._signed(value) for value in (start, finish) if value is not None]
        return "/".join(dict.fromkeys(texts))

    def _signed(self, value: float) -> str:
        text = show(abs(value), self.lang)
        return text if text == "0" else f"{'+' if value > 0 else '-'}{text}"

    def _why(self, change: TaskChange) -> Iterator[str]:
        if change.became_critical:
            yield say("change-critical", {}, self.lang)
        if change.stopped_being_critical:
            yield say("change-not-critical", {}, self.lang)
        for reason in change.reasons[:_MOST_REASONS]:
            yield self._reason(reason, change.id)
        more = len(change.reasons) - _MOST_REASONS
        if more > 0:
            yield f"… (+{more})" if not change.more_reasons else "…"

    def _reason(self, reason: Finding, task_id: str) -> str:
        """Put a reason into words, tasks called by their names, the task of the row not named again."""
        if reason.code == "moved-launch":
            return word("compared-launch", self.lang)  # the headline has its dates
        values = {
            key: self._label(str(value)) if key in ("predecessor", "successor") else value
            for key, value in reason.values.items()
        }
        words = evolve(reason, task=None, values=values).text(self.lang)
        if reason.task is None or reason.task == task_id:
            return clean(words)
        return clean(say("placed", {"place": self._label(reason.task), "words": words}, self.lang))
