"""A schedule as entries of a calendar: what each says, when it reminds, and who it is for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from attrs import frozen

from retroplan.calendars import Calendar
from retroplan.errors import PlanError, error
from retroplan.io.ics import Alarm, Edition, Entry, Feed
from retroplan.io.ics import dumps as write
from retroplan.io.ics import read_previous as read_previous
from retroplan.language import say, word
from retroplan.model.plan import Plan
from retroplan.offsets import day_offset
from retroplan.progress import Progress
from retroplan.render.cards import Card, Deck, make_deck
from retroplan.render.cleaning import clean
from retroplan.result import Schedule
from retroplan.scheduled import ScheduledTask
from retroplan.tables.vocabulary import title

UID = "x-uid"
"""Key of a plan that tells it from another of the same name."""
_DAY = timedelta(days=1)
_MORNING = time(9)
_HOUR = timedelta(hours=1)
_FIRST, _ORDINARY = 1, 5
_LEADS = {
    "launch": (10, 1),
    "milestone": (5, 1),
    "critical": (5, 1),
    "task": (1,),
    "hammock": (),
    "summary": (),
}
"""How many open days before its start a task is called to mind, by what it is."""


def dumps(
    schedule: Schedule,
    lang: str | None = None,
    *,
    stamp: datetime | None = None,
    person: str | None = None,
    previous: Edition | None = None,
    progress: Progress | None = None,
) -> bytes:
    """
    Write a schedule as the events of a calendar.

    Tasks, milestones, hammocks and the launch are events of whole days; where the plan counts
    hours, what begins and ends within a day has its times. What goes on without an end is an event of
    the day on which it begins, and says so: a bar to the end of the plan would say that it ends there,
    and one that is repeated for ever fills everybody's days. Summaries are labels of their tasks.
    Cancelled tasks are cancelled events; they and those that are done remind nobody.

    Raises
    ------
    PlanError
        `stamp` is not given: the library does not read the clock.
    """
    return _written(schedule, lang, stamp, person, previous, progress, is_todo=False)


def dumps_todos(
    schedule: Schedule,
    lang: str | None = None,
    *,
    stamp: datetime | None = None,
    person: str | None = None,
    previous: Edition | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write a schedule as to-dos, which Google and Outlook leave out and lists of tasks show."""
    return _written(schedule, lang, stamp, person, previous, progress, is_todo=True)


def _written(
    schedule: Schedule,
    lang: str | None,
    stamp: datetime | None,
    person: str | None,
    previous: Edition | None,
    progress: Progress | None,
    *,
    is_todo: bool,
) -> bytes:
    if stamp is None:
        raise PlanError(error("stamp-missing", "stamp"))
    deck = make_deck(schedule, lang)
    key = plan_key(schedule.plan) if previous is None else previous.key
    agenda = Agenda(deck, key, is_todo)
    return write(agenda.feed(person), stamp, previous, progress)


def plan_key(plan: Plan) -> str:
    """Give what tells a plan from others whatever its dates: its name, or ``x-uid`` if it has one."""
    known = plan.extra.get(UID)
    return _digest(str(plan.name if known is None else known))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:16]


@frozen
class Agenda:
    """
    Turns tasks into entries.

    Attributes
    ----------
    deck
        The tasks in words.
    key
        What tells the plan from others.
    is_todo
        Whether they become to-dos and not events.
    """

    deck: Deck
    key: str
    is_todo: bool

    def feed(self, person: str | None) -> Feed:
        """Make the calendar of everybody, or of one person."""
        plan = self.deck.schedule.plan
        cards = [*self.deck.of(person)]
        shown = {card.task.id for card in cards}
        name, of = clean(plan.name) or word("untitled", self.deck.lang), ""
        if person is not None:
            of = _digest(person)
            worker = plan.people.get(person)
            name = say(
                "placed", {"place": name, "words": clean((worker and worker.name) or person)}, self.deck.lang
            )
        entries = tuple(self._entry(card, shown) for card in cards)
        return Feed(key=self.key, name=name, person=of, entries=entries)

    def uid(self, task_id: str) -> str:
        """Say who a task is; never the same for an event and a to-do."""
        return f"{task_id}{'.todo' if self.is_todo else ''}@{self.key}.retroplan"

    def _entry(self, card: Card, shown: set[str]) -> Entry:
        task = card.task
        start, end = self._span(task)
        important = task.critical or task.kind == "milestone"
        after = () if card.is_cancelled else (other for other in card.after if other in shown)
        return Entry(
            uid=self.uid(task.id),
            is_todo=self.is_todo,
            summary=self._summary(card),
            description="\n".join(self._lines(card, timed=isinstance(start, datetime))),
            categories=tuple(self._categories(card)),
            start=start,
            end=end,
            priority=_FIRST if important else _ORDINARY,
            depends_on=tuple(self.uid(other) for other in after),
            alarms=tuple(self._alarms(card, start, end)) if card.is_open else (),
            stage=card.stage,
        )

    def _summary(self, card: Card) -> str:
        """Name a launch that nobody named with its plan: other calendars have launches too."""
        if card.task.open_ended:
            return f"{card.name} ({word('ongoing', self.deck.lang)})"
        named = not card.is_launch or (card.known is not None and card.known.name)
        plan = clean(self.deck.schedule.plan.name)
        if named or not plan:
            return card.name
        return say("placed", {"place": word("label-launch", self.deck.lang), "words": plan}, self.deck.lang)

    def _span(self, task: ScheduledTask) -> tuple[date | datetime, date | datetime | None]:
        """Give whole days, the end exclusive; the times of what begins and ends within a day of hours."""
        first, last = task.start_date, max(task.start_date, task.last_date or task.start_date)
        if self.deck.dates.timed and task.kind == "milestone" and task.start.time() != time.min:
            return task.start, None
        if self.deck.dates.timed and task.kind == "task" and task.finish - task.start < _DAY:
            return task.start, task.finish
        if self.is_todo:
            return first, None if task.open_ended else last
        return first, (last + _DAY if last < date.max else None)

    def _lines(self, card: Card, *, timed: bool) -> Iterator[str]:
        """Say of a task what its bar in a calendar does not."""
        lang, task = self.deck.lang, card.task
        if offsets := _offsets(task):
            yield offsets
        if task.open_ended:
            yield word("agenda-open-ended", lang)
        facts = [("heading-duration", card.duration)]
        if card.is_work and not card.is_launch:
            facts.append(("label-slack", word("label-critical", lang) if task.critical else card.slack))
        for key, words in facts:
            if words:
                yield say("placed", {"place": word(key, lang), "words": words}, lang)
        if card.workers:
            words = ", ".join(clean(str(worker)) for worker in card.workers)
            yield say("placed", {"place": title("responsible", lang), "words": words}, lang)
        if card.after:
            words = ", ".join(self.deck.name(other) for other in card.after)
            yield say("placed", {"place": word("label-after", lang), "words": words}, lang)
        dates = self.deck.dates
        if dates.timed and not timed and card.is_work:
            yield f"{dates.start(task)} – {dates.finish(task)}" if dates.finish(task) else dates.start(task)
        if task.work_finish.date() < task.finish_date and task.kind == "task":
            yield say("agenda-margin", {"date": dates.long_day(task.work_finish.date())}, lang)
        yield from card.conflicts

    def _categories(self, card: Card) -> Iterator[str]:
        lang = self.deck.lang
        labels = [clean(task.label) for task in card.above]
        if card.is_launch or card.task.kind == "milestone":
            labels.append(word("label-launch" if card.is_launch else "label-milestone", lang))
        if card.task.critical and card.is_work and not card.is_launch:
            labels.append(word("label-critical", lang))
        yield from dict.fromkeys(label for label in labels if label)

    def _alarms(self, card: Card, start: date | datetime, end: date | datetime | None) -> Iterator[Alarm]:
        """Remind in the morning of open days; earlier, and of the last day too, where it matters more."""
        task = card.task
        kind = "launch" if card.is_launch else "critical" if task.critical and card.is_work else task.kind
        begin = start if isinstance(start, datetime) else datetime.combine(start, time.min)
        calendar = self.deck.schedule.plan.resolve(self.deck.schedule.plan.calendar)
        for days in _LEADS[kind]:
            morning = _morning_before(calendar, begin, days)
            if morning is not None:
                yield Alarm(begin - morning)
        if isinstance(start, datetime):
            yield from [Alarm(_HOUR)] if card.is_work else []
        elif kind == "critical" and end is not None and task.finish_date > task.start_date:
            last = datetime.combine(end, time.min)
            yield Alarm(last - datetime.combine(task.finish_date, _MORNING), of_end=True)


def _morning_before(calendar: Calendar, begin: datetime, days: int) -> datetime | None:
    """Give nine o'clock on the n-th open day before; None where the calendar knows no such day."""
    try:
        return datetime.combine(calendar.add_days(begin.date(), -days), _MORNING)
    except (PlanError, OverflowError, ValueError):
        return None


def _offsets(task: ScheduledTask) -> str:
    """Write where a task stands from the launch: ``J-26 → J-22``."""
    if task.offset_start is None:
        return ""
    if task.offset_finish is None:  # it goes on
        return f"{day_offset(task.offset_start)} →"
    first, last = day_offset(task.offset_start), day_offset(task.offset_finish)
    return (task.offset or first) if first == last or task.kind == "milestone" else f"{first} → {last}"
