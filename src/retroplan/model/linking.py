"""What a link must satisfy among the tasks of its plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import define, field

from retroplan.errors import Finding, error
from retroplan.language import Phrase
from retroplan.language.quoting import nearest, quoted
from retroplan.model.fields import StandIn
from retroplan.model.link import UNREAD, Link, Percent, suggested_link, whole_of
from retroplan.model.places import Place
from retroplan.model.span import UNREAD_EVENT
from retroplan.model.task import LAUNCH, Task
from retroplan.units import Duration, days_for_months

_MOST_HINTS = 20


@define
class Known:
    """
    The tasks that a link can lead to.

    Attributes
    ----------
    places
        Every task by its id.
    asked
        How often the nearest id was looked for; that takes time.
    ids
        The id of a task by its name, in small letters; made when it is first asked for.
    """

    places: Mapping[str, Place]
    asked: int = 0
    ids: dict[str, str] = field(factory=dict)

    @classmethod
    def of(cls, standing: Iterable[Place]) -> Known:
        """Collect the tasks that have an id."""
        return cls({place.task.id: place for place in standing if not isinstance(place.task.id, StandIn)})

    def hint(self, text: str) -> Phrase:
        """Ask whether another id was meant: of the task with this name, before a lag, or the nearest."""
        if not self.ids:
            named = ((place.task.name.strip().lower(), task_id) for task_id, place in self.places.items())
            self.ids.update(named)
        same = self.ids.get(text.strip().lower())
        tied = None if same else suggested_link(text)
        if tied is not None and tied.partition(" ")[0] in self.places:  # target-2d
            same = tied
        if same:
            return Phrase("did-you-mean", {"candidate": quoted(same)})
        self.asked += 1
        return nearest(text, [*self.places, LAUNCH] if self.asked <= _MOST_HINTS else ())


def check_link(link: Link, path: str, known: Known) -> Iterator[Finding]:
    """Find what is wrong with one link of a plan."""
    ends = (link.predecessor, link.successor)
    if UNREAD in ends or any(isinstance(end, StandIn) for end in ends):
        return  # what is wrong with it has been said
    for end in ends:
        if end not in known.places and whole_of(end) in known.places:
            yield error("link-to-part", path, text=quoted(end), whole=quoted(whole_of(end)))
        elif end != LAUNCH and end not in known.places:
            yield error("unknown-task", path, id=quoted(end), hint=known.hint(end))
    if ends[0] == ends[1]:
        yield error("self-link", path, id=ends[0])
    if isinstance(link.lag, Duration) and link.lag.unit.kind == "months" and link.lag.amount % 1:
        yield error("whole-months", path, text=str(link.lag), days=days_for_months(link.lag.amount))
    if not all(end in known.places for end in ends):
        return
    first, last = known.places[ends[0]], known.places[ends[1]]
    if first.task.span is not None or last.task.span is not None:
        yield from _hammocks(link, path, first.task, last.task)
    elif first.task in last.parents or last.task in first.parents:
        yield error("link-inside-summary", path, predecessor=ends[0], successor=ends[1])
    elif last.task.tasks and not link.type.to_start:
        yield error("finish-link-to-summary", path, type=link.type.value, successor=ends[1])
    elif isinstance(link.lag, Percent) and _counts_no_work(first.task, link):
        yield error("percent-of-parts", path, predecessor=ends[0])
    elif first.task.tasks and isinstance(link.lag, Percent):
        yield error("percent-of-summary", path, predecessor=ends[0])


def _counts_no_work(task: Task, link: Link) -> bool:
    """Tell whether a percent of the work of a task in parts could mean several things."""
    return task.for_each is not None or (task.in_parts and not link.type.from_start)


def _hammocks(link: Link, path: str, first: Task, last: Task) -> Iterator[Finding]:
    """Refuse a link from or to a hammock, and name what has the date that it would take from it."""
    for task, at_start in ((first, link.type.from_start), (last, link.type.to_start)):
        if task.span is None or task.id == LAUNCH:
            continue  # that the launch spans something is refused
        event = task.span.begin if at_start else task.span.end
        if event is None:
            hint = Phrase("no-end-instead")
        elif event.offset is not None or event == UNREAD_EVENT:
            hint = Phrase("pin-instead" if event.offset else "nothing", {"event": str(event)})
        else:
            hint = Phrase("link-instead", {"event": quoted(event.task)})
        yield error("link-to-hammock", path, id=quoted(task.id), hint=hint)
