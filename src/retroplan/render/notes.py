"""What stands around the table: how days are counted, what moved, what is doubtful, what fails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import cast

from attrs import evolve, frozen

from retroplan.errors import Finding
from retroplan.language import say, show, word
from retroplan.model.plan import Plan
from retroplan.render.cleaning import clean
from retroplan.render.columns import SIGNS
from retroplan.render.dates import Dates
from retroplan.render.narrator import Narrator, label_of
from retroplan.render.rows import CRITICAL, HAMMOCK, MILESTONE, MOVED, UNTIL, Entry
from retroplan.render.wrapping import GLUE
from retroplan.result import Schedule
from retroplan.scheduled import missing

_LONG, _LONG_TIMED = "EEEE d MMMM y", "EEEE d MMMM y HH:mm"
MOST = 20


@frozen
class Note:
    """
    One paragraph under the table.

    Attributes
    ----------
    sign
        What stands in front of it; further lines are indented by its width.
    text
        The paragraph.
    style
        Style of the terminal.
    """

    sign: str
    text: str
    style: str = ""


def heading(narrator: Narrator) -> str:
    """Give the title of the table: the plan and its launch."""
    schedule, lang = narrator.schedule, narrator.lang
    title = clean(schedule.plan.name) or word("untitled", lang)
    start = _long(schedule.start, narrator)
    if schedule.launch is None:
        return say("table-forward", {"name": title, "date": start}, lang)
    values = {"name": title, "date": _long(schedule.launch, narrator), "start": start}
    return say("table-found" if schedule.plan.launch is None else "table-launch", values, lang)


def convention(schedule: Schedule, lang: str) -> str:
    """Say whose days are counted, and in which way."""
    words = _counted(schedule.plan, lang)
    if schedule.launch is not None:
        words = say("table-offsets", {"convention": words}, lang)
    if schedule.plan.buffer is not None:
        words = say("table-buffer", {"convention": words, "buffer": schedule.plan.buffer}, lang)
    return words


def _counted(plan: Plan, lang: str) -> str:
    calendar = plan.resolve(plan.calendar)
    parts = [_country(calendar.country, calendar.subdivision, lang)]
    if not calendar.convention:
        parts.append(clean(calendar.name))
    parts.append(word(f"convention-{calendar.convention or 'own'}", lang))
    if calendar.country is None and calendar.convention != "calendaires":
        parts.append(word("no-holidays", lang))
    return ", ".join(part for part in parts if part)


def _country(country: str | None, subdivision: str | None, lang: str) -> str:
    if country is None:
        return ""
    from babel import Locale

    name = Locale(lang).territories.get(country, country)
    return f"{name} ({subdivision})" if subdivision else name


def _long(t: datetime, narrator: Narrator) -> str:
    """Write a day in full, with its time if hours matter, unless it is the day's beginning."""
    if narrator.timed and t.time() != time.min:
        return show(t, narrator.lang, _LONG_TIMED)
    return show(t.date(), narrator.lang, _LONG)


def notes(narrator: Narrator, entries: Sequence[Entry], dates: Dates) -> Iterator[Note]:
    """Give everything that stands under the table."""
    schedule = narrator.schedule
    yield from _at_most(_moved(schedule, dates))
    if legend := _legend(entries, dates.lang):
        yield Note("", legend, "dim")
    others = [finding for finding in schedule.findings if finding.code != "pin-moved"]
    yield from _at_most([Note("! ", narrator.finding(finding), "yellow") for finding in others])
    yield from conflict_notes(narrator)


def conflict_notes(narrator: Narrator) -> Iterator[Note]:
    """Say what cannot be met, how much is missing, and the first launch that would work."""
    schedule, lang = narrator.schedule, narrator.lang
    if schedule.feasible:
        return
    words = say(
        "table-infeasible", {"missing": missing(schedule.missing_days, missing_noun(schedule.plan))}, lang
    )
    if schedule.earliest_launch is not None:
        day = show(schedule.earliest_launch, lang, _LONG)
        words += say("table-earliest", {"date": day}, lang)
    yield Note("", words, "bold red")
    yield from _at_most([Note("✗ ", narrator.conflict(conflict), "red") for conflict in schedule.conflicts])


def missing_noun(plan: Plan) -> str:
    """Name the days of the plan's calendar, in which what is missing is told."""
    return "working-day" if plan.resolve(plan.calendar).convention == "ouvres" else "day"


def _moved(schedule: Schedule, dates: Dates) -> list[Note]:
    """Name both dates of every moved pin, and its task where two pins read alike."""
    moved = [finding for finding in schedule.findings if finding.code == "pin-moved"]
    alike = Counter(str(finding.values["pin"]) for finding in moved)
    found = []
    for finding in moved:
        pin = str(finding.values["pin"])
        if alike[pin] > 1 and finding.task:
            pin += f" ({label_of(schedule.expanded, finding.task, dates.lang)})"
        found.append(Note(f"{MOVED} ", _moved_text(finding, pin, dates), "yellow"))
    return found


def _moved_text(finding: Finding, pin: str, dates: Dates) -> str:
    reason = show(finding.values["reason"], dates.lang)
    written = dates.long_day(cast("date", finding.values["written"]))
    if reason and not written.casefold().startswith(reason.casefold()):  # a weekday is not said twice
        written += f" ({clean(reason)})"
    moved_to = dates.long_day(cast("date", finding.values["date"]))
    return say("table-moved", {"pin": pin, "written": written, "date": moved_to}, dates.lang)


def _legend(entries: Iterable[Entry], lang: str) -> str:
    """Explain the signs that the table uses."""
    used = set()
    for entry in entries:
        used |= {entry.mark, entry.offset[:1], SIGNS.get(entry.kind, "")}
    signs = {CRITICAL: "critical", MILESTONE: "milestone", HAMMOCK: "hammock", UNTIL: "until"}
    told = [f"{sign} {word(f'legend-{key}', lang)}" for sign, key in signs.items() if sign in used]
    return "   ".join(text.replace(" ", GLUE) for text in told)


def _at_most(found: list[Note]) -> list[Note]:
    """Give the first notes, and say how many more there are."""
    if len(found) <= MOST:
        return found
    return [*found[:MOST], evolve(found[0], text=f"… (+{len(found) - MOST})")]
