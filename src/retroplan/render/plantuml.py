"""
PlantUML: a Gantt diagram as text.

Every date is written. Closed days are shaded and not declared closed: PlantUML moves what begins on
a closed day, and leaves out what lies on closed days alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby, islice

from retroplan.calendars import Calendar
from retroplan.errors import PlanError
from retroplan.io.located import encoded
from retroplan.language import say
from retroplan.render.cards import Card, Deck, make_deck
from retroplan.render.cleaning import clean
from retroplan.result import Schedule

_MOST_CLOSED = 400  # lines; some eight years of weekends
_PLAIN = frozenset(" .,()+;?")
_DAY = timedelta(days=1)
_CLOSED, _CRITICAL, _LAUNCH, _HAMMOCK = "#E8E8E8", "Salmon", "Crimson", "LightGray"


def dumps(schedule: Schedule, lang: str | None = None) -> bytes:
    """Write a schedule as a Gantt diagram of PlantUML, a separator before each phase."""
    deck = make_deck(schedule, lang)
    first = min(card.task.start_date for card in deck.cards.values()) if deck.cards else schedule.start.date()
    last = max((card.task.finish_date for card in deck.cards.values()), default=first)
    lines = ["@startgantt", *_title(deck), *_scale(first, last), f"Project starts {first.isoformat()}"]
    calendar = schedule.plan.resolve(schedule.plan.calendar)
    lines += [*_closed_days(calendar, first, last, deck.lang), *_tasks(deck)]
    return encoded("\n".join([*lines, "@endgantt", ""]))


def _title(deck: Deck) -> Iterator[str]:
    if title := _text(clean(deck.schedule.plan.name)):
        yield f"title {title}"


def _scale(first: date, last: date) -> Iterator[str]:
    days = (last - first).days
    if days > 200:
        yield f"printscale {'weekly' if days <= 730 else 'monthly'}"


def _closed_days(calendar: Calendar, first: date, last: date, lang: str) -> Iterator[str]:
    """Shade the closed days, a line for each run of them; none of too many to be seen."""
    lines = [*islice(_shades(calendar, first, last), _MOST_CLOSED + 1)]
    if len(lines) > _MOST_CLOSED:
        yield f"' {say('closed-not-shaded', {'limit': _MOST_CLOSED}, lang)}"
    else:
        yield from lines


def _shades(calendar: Calendar, first: date, last: date) -> Iterator[str]:
    days = (first + number * _DAY for number in range((last - first).days + 1))
    try:
        for is_open, run in groupby(days, calendar.is_open):
            if not is_open:
                closed = [*run]
                yield f"{_slashed(closed[0])} to {_slashed(closed[-1])} are colored in {_CLOSED}"
    except PlanError:  # years that the calendar does not know
        return


def _slashed(day: date) -> str:
    return day.isoformat().replace("-", "/")


def _tasks(deck: Deck) -> Iterator[str]:
    phases = deck.phases()
    number, used = 0, Counter[str]()
    for phase, cards in phases.items():
        if len(phases) > 1 or phase:
            yield f"-- {_text(deck.phase_name(phase, cards))} --"
        for card in cards:
            number += 1
            name = _text(deck.name_in_phase(card)) or _text(card.task.id)
            used[name] += 1
            yield from _task(card, name + _unseen(used[name] - 1), f"_{number}")


def _task(card: Card, name: str, alias: str) -> Iterator[str]:
    """Write a task; no name has the underscore with which every alias begins."""
    task = card.task
    if card.is_launch or task.kind == "milestone":
        yield f"[{name}] as [{alias}] happens {task.start_date.isoformat()}"
    else:
        last = max(task.start_date, task.finish_date)
        yield f"[{name}] as [{alias}] starts {task.start_date.isoformat()} and ends {last.isoformat()}"
    colour = _LAUNCH if card.is_launch else _HAMMOCK if task.kind == "hammock" else ""
    if colour or (task.critical and card.is_work):
        yield f"[{alias}] is colored in {colour or _CRITICAL}"


def _unseen(number: int) -> str:
    """Write a number in letters without width: PlantUML takes two tasks of one name for one."""
    return "".join(f"<U+200{'CB'[bit == '0']}>" for bit in f"{number:b}") if number else ""


def _text(text: str) -> str:
    """Write a name so that it is one: what may mean something to PlantUML becomes the code of its letter."""
    return "".join(
        letter if letter.isalnum() or letter in _PLAIN or not letter.isascii() else f"<U+{ord(letter):04X}>"
        for letter in text.strip()
    )
