"""What is said of each task wherever a schedule is shared: names, phases, people, predecessors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from retroplan.model.effort import Worker, workers_of
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.render.dates import Dates, make_dates
from retroplan.render.narrator import Narrator, label_of, make_narrator
from retroplan.render.rows import make_scribe
from retroplan.result import Schedule, ScheduledTask


@frozen(kw_only=True)
class Card:
    """
    One task in words. What is text is clean: one line, no control characters, not endless.

    Attributes
    ----------
    task
        Its dates and slack.
    known
        The task as the plan has it; None for a launch that nobody wrote.
    name
        What it is called.
    above
        The summaries it stands in, the outermost first.
    workers
        Who does it.
    after
        Ids of its predecessors, in the order in which their links are written.
    duration
        As the user gave it, with what is added to it; empty for what has none.
    slack
        Total slack in days of its calendar; empty for a hammock.
    conflicts
        What cannot be met.
    """

    task: ScheduledTask
    known: Task | None
    name: str
    above: tuple[Task, ...] = ()
    workers: tuple[Worker, ...] = ()
    after: tuple[str, ...] = ()
    duration: str = ""
    slack: str = ""
    conflicts: tuple[str, ...] = ()

    @property
    def is_work(self) -> bool:
        """Whether somebody does it: no summary and no hammock, which have the dates of others."""
        return self.task.kind not in ("summary", "hammock")

    @property
    def is_launch(self) -> bool:
        """Whether it is the launch."""
        return self.task.id == LAUNCH


@frozen
class Deck:
    """
    The cards of a schedule, in WBS order.

    Attributes
    ----------
    schedule
        What is told.
    narrator, dates
        How findings, names and dates are written.
    cards
        One card a task, by its id.
    """

    schedule: Schedule
    narrator: Narrator
    dates: Dates
    cards: Mapping[str, Card]

    @property
    def lang(self) -> str:
        """Language of the words."""
        return self.narrator.lang

    def name(self, task_id: str) -> str:
        """Say what a task is called."""
        return label_of(self.schedule.expanded, task_id, self.lang)

    def of(self, person: str | None) -> Iterable[Card]:
        """Give the cards of one person, and the launch; all but the summaries if it is nobody's."""
        for card in self.cards.values():
            mine = person is not None and any(worker.key == person for worker in card.workers)
            if mine or card.is_launch or (person is None and card.task.kind != "summary"):
                yield card


def make_deck(schedule: Schedule, lang: str | None = None) -> Deck:
    """Put every task of a schedule into words."""
    lang = lang or schedule.plan.lang or "en"
    dates = make_dates(schedule, lang)
    narrator = make_narrator(schedule, lang)
    scribe, plan = make_scribe(schedule, dates), schedule.expanded
    above, before, failing = _above(plan), _predecessors(plan), _conflicts(schedule, narrator)
    cards = {}
    for task in schedule.values():
        known = plan.get(task.id)
        cards[task.id] = Card(
            task=task,
            known=known,
            name=label_of(plan, task.id, lang),
            above=above.get(task.id, ()),
            workers=() if known is None else workers_of(plan, known),
            after=before.get(task.id, ()),
            duration=scribe.duration(task),
            slack=scribe.slack(task),
            conflicts=failing.get(task.id, ()),
        )
    return Deck(schedule, narrator, dates, cards)


def _above(plan: Plan) -> Mapping[str, tuple[Task, ...]]:
    found: dict[str, tuple[Task, ...]] = {}
    for task in plan.walk():
        found |= {child.id: (*found.get(task.id, ()), task) for child in task.tasks}
    return found


def _predecessors(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for link in plan.all_links():
        found[link.successor][link.predecessor] = None
    return {task: tuple(ids) for task, ids in found.items()}


def _conflicts(schedule: Schedule, narrator: Narrator) -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for conflict in schedule.conflicts:
        found[conflict.task].append(narrator.conflict(conflict))
    return {task: tuple(words) for task, words in found.items()}
