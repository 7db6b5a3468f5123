"""
Mermaid: a Gantt diagram as text, which wikis, forges and editors draw.

Every date is written, none is left to be counted: `excludes` would stretch tasks over the days it
leaves out. An end is the day after the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from retroplan.io.located import encoded
from retroplan.language import language_of
from retroplan.render.cards import Card, Deck, make_deck
from retroplan.render.cleaning import clean
from retroplan.result import Schedule

_KEYWORD = re.compile(
    r"(?i)^(?:gantt|title|section|click|date|axis|tick|top|exclude|include|inclusive|today|weekday|weekend|acc|end)"
)
_DIRECTIVES = '#;%:{}<>"&\\`\ufb02\u00b6'  # the last two are those that Mermaid writes its own codes with
_DAY = timedelta(days=1)
_TICKS = ((45, "1week"), (400, "1month"))  # the longest span in days, and what parts the axis then
_AXES = {  # of days, of hours, of years
    "fr": ("%d/%m", "%d/%m %H:%M", "%m/%Y"),
    "en": ("%d %b", "%d %b %H:%M", "%b %Y"),
}


def dumps(schedule: Schedule, lang: str | None = None) -> bytes:
    """Write a schedule as a Gantt diagram of Mermaid, a section a phase."""
    return encoded("\n".join([*lines(make_deck(schedule, lang)), ""]))


def lines(deck: Deck) -> Iterator[str]:
    """Give the lines of a diagram."""
    yield from _head(deck)
    yield from _tasks(deck)


def _head(deck: Deck) -> Iterator[str]:
    timed = deck.dates.timed
    yield "gantt"
    if title := _text(clean(deck.schedule.plan.name)):
        yield f"    title {title}"
    yield f"    dateFormat {'YYYY-MM-DD HH:mm' if timed else 'YYYY-MM-DD'}"
    days = (deck.schedule.finish - deck.schedule.start).days
    by_day, by_hour, by_month = _AXES[language_of(deck.lang)]
    yield f"    axisFormat {by_hour if timed and days < 4 else by_day if days <= 300 else by_month}"
    for most, tick in _TICKS:
        if 7 < days <= most:
            yield f"    tickInterval {tick}"
            break


def _tasks(deck: Deck) -> Iterator[str]:
    phases = deck.phases()
    number = 0
    for phase, cards in phases.items():
        if len(phases) > 1 or phase:
            yield f"    section {_text(deck.phase_name(phase, cards))}"
        for card in cards:
            number += 1
            name = _text(deck.name_in_phase(card)) or _text(card.task.id)
            yield f"    {name} :{_data(card, number, timed=deck.dates.timed)}"


def _data(card: Card, number: int, *, timed: bool) -> str:
    task = card.task
    tags = ["crit"] if task.critical and card.is_work else []
    if card.is_launch or task.kind == "milestone":
        tags.append("milestone")
        start = task.start if timed else task.start_date
        ends = (start, start)
    elif timed:
        ends = (task.start, task.finish)
    else:
        last = max(task.start_date, task.finish_date)
        ends = (task.start_date, last + _DAY if last < date.max else last)
    return ", ".join([*tags, f"t{number}", *(_date(end, timed=timed) for end in ends)])


def _date(day: date, *, timed: bool) -> str:
    moment = day if isinstance(day, datetime) else datetime.combine(day, time.min)
    return moment.isoformat(" ", "minutes") if timed else moment.date().isoformat()


def _text(text: str) -> str:
    """Write a name so that it is one: what means something to Mermaid is written as a code that it shows."""
    written = "".join(f"#{ord(letter)};" if letter in _DIRECTIVES else letter for letter in text).strip()
    if _KEYWORD.match(written):
        written = f"#{ord(written[0])};{written[1:]}"
    return written
