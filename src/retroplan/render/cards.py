"""What is said of each task wherever a schedule is shared: names, phases, people, predecessors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from retroplan.language import word
from retroplan.model.carried import Status, StatusKind
from retroplan.model.effort import Worker, workers_of
from retroplan.model.plan import Plan
from retroplan.model.task import LAUNCH, Task
from retroplan.render.cleaning import clean
from retroplan.render.dates import Dates, make_dates
from retroplan.render.narrator import Narrator, label_of, make_narrator
from retroplan.render.rows import make_scribe
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask

_LONGEST = 100
_LONGEST_STATUS = 1000
_STATUS = "x-status"  # of plans that were read before tasks had a status
_CLOSED = (StatusKind.DONE, StatusKind.CANCELLED)


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
        What it is called, a part of a task with the name of that task.
    own_name
        What it is called where its task or its phase is named already.
    above
        The summaries it stands in, the outermost first.
    workers
        Who does it.
    after
        Ids of its predecessors, in the order in which their links are written.
    offset
        Where it stands from the launch, its pin as written; an arrow before the pin of an end.
    duration
        As the user gave it, with what is added to it; empty for what has none.
    slack
        Total slack in days of its calendar; empty for a hammock.
    conflicts
        What cannot be met.
    status
        How far it is: its own words, else those of a summary above it that is done or cancelled.
    """

    task: ScheduledTask
    known: Task | None
    name: str
    own_name: str
    above: tuple[Task, ...] = ()
    workers: tuple[Worker, ...] = ()
    after: tuple[str, ...] = ()
    offset: str = ""
    duration: str = ""
    slack: str = ""
    conflicts: tuple[str, ...] = ()
    status: Status | None = None

    @property
    def stage(self) -> StatusKind:
        """What its status means; that of a task without one is to do."""
        return StatusKind.TODO if self.status is None else self.status.kind

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.stage not in _CLOSED

    @property
    def is_cancelled(self) -> bool:
        """Whether nobody will do it."""
        return self.stage is StatusKind.CANCELLED

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

    def phases(self) -> Mapping[str, list[Card]]:
        """
        Give the cards by the name of the phase they stand in, in the order of the plan.

        A phase is an outermost summary; where one summary holds everything, one of those in it. What
        stands in none, the launch too, comes under an empty name. Summaries are left out: they are
        the names. Two of one name are one phase.
        """
        cards = [card for card in self.cards.values() if card.task.kind != "summary"]
        level = _shared_levels([card.above for card in cards if not card.is_launch])
        found: dict[str, list[Card]] = {}
        for card in cards:
            phase = clean(card.above[level].label) if len(card.above) > level else ""
            found.setdefault(phase, []).append(card)
        return found

    def phase_name(self, phase: str, cards: Sequence[Card]) -> str:
        """Say how a phase is headed; what stands in none is the launch, or the rest of the plan."""
        alone = all(card.is_launch for card in cards)
        return phase or word("label-launch" if alone else "untitled", self.lang)

    def name_in_phase(self, card: Card) -> str:
        """
        Say what a task is called below the name of its phase, short enough for a diagram.

        The bar of one that goes on ends with the diagram, so its name says that it does not.
        """
        name = card.own_name if len(card.above) == 1 else card.name
        name = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        return f"{name} ({word('ongoing', self.lang)})" if card.task.open_ended else name


def make_deck(schedule: Schedule, lang: str | None = None) -> Deck:
    """Put every task of a schedule into words."""
    lang = lang or schedule.plan.lang or "en"
    dates = make_dates(schedule, lang)
    narrator = make_narrator(schedule, lang)
    scribe, plan = make_scribe(schedule, dates, mark_moved=False), schedule.expanded
    above, before, failing = _above(plan), _predecessors(plan), narrator.conflicts_by_task()
    found = statuses(plan)
    cards = {}
    for task in schedule.values():
        known = plan.get(task.id)
        cards[task.id] = Card(
            task=task,
            known=known,
            name=label_of(plan, task.id, lang),
            own_name=label_of(plan, task.id, lang)
            if known is None or task.id == LAUNCH
            else clean(known.label),
            above=above.get(task.id, ()),
            workers=() if known is None else workers_of(plan, known),
            after=before.get(task.id, ()),
            offset=task.offset if task.id == LAUNCH else scribe.offset(task),
            duration=scribe.duration(task),
            slack=scribe.slack(task),
            conflicts=failing.get(task.id, ()),
            status=found.get(task.id),
        )
    return Deck(schedule, narrator, dates, cards)


def statuses(plan: Plan) -> Mapping[str, Status]:
    """Give the statuses of tasks: what is done or cancelled is so with all below it that has none."""
    found: dict[str, Status] = {}
    closed: dict[str, Status] = {}  # of the nearest summary that is
    for task in plan.walk():
        own = _own_status(task)
        above = closed.get(task.id)
        if (status := own or above) is not None:
            found[task.id] = status
        below = own if own is not None and task.tasks and own.kind in _CLOSED else above
        if below is not None:
            closed |= dict.fromkeys((child.id for child in task.tasks), below)
    return found


def _own_status(task: Task) -> Status | None:
    if task.status is not None:
        return task.status
    words = str(task.extra.get(_STATUS) or "")
    return Status(words[:_LONGEST_STATUS]) if words.strip() else None


def _shared_levels(above: Sequence[tuple[Task, ...]]) -> int:
    """Count the summaries that hold everything, as far as there are others in them."""
    level = 0
    while (
        above
        and all(len(path) > level for path in above)
        and len({path[level].id for path in above}) == 1
        and any(len(path) > level + 1 for path in above)
    ):
        level += 1
    return level


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
