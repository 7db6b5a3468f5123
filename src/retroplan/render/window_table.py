"""A launch window on the terminal and in a file: a line a date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from retroplan.analysis.window import LaunchCandidate
from retroplan.language import say, show, word
from retroplan.model.moments import moment_text
from retroplan.model.plan import Plan
from retroplan.render.cleaning import clean
from retroplan.render.notes import missing_noun
from retroplan.render.sheet import Sheet
from retroplan.scheduled import missing

COLUMNS = (
    "launch", "feasible", "missing_days", "first_day", "finding_count", "critical", "became_critical",
    "critical_path", "closed", "closed_days",
)  # fmt: skip
_SHOWN = ("launch", "met", "first", "critical", "closed")
_DAY, _DAY_TIMED, _SHORT = "EEE d MMM y", "EEE d MMM y HH:mm", "d MMM"


def window_sheet(window: Sequence[LaunchCandidate], plan: Plan, lang: str) -> Sheet:
    """Make the table that people read."""
    noun = missing_noun(plan)
    headings = tuple(word(f"window-{key}", lang) for key in _SHOWN)
    return Sheet(headings, tuple(_row(candidate, noun, lang) for candidate in window))


def window_rows(window: Iterable[LaunchCandidate], lang: str) -> Iterator[tuple[object, ...]]:
    """Give the cells of `COLUMNS` for programs; ids are listed with spaces, days with semicolons."""
    for found in window:
        closed = "" if found.closed is None else found.closed.text(lang)
        days = "; ".join(day.date.isoformat() + " " + day.reason.text(lang) for day in found.closed_days)
        yield (
            moment_text(found.launch), found.feasible, found.missing_days, found.first_day,
            found.finding_count, " ".join(found.critical), " ".join(found.became_critical),
            " ".join(found.critical_path), closed, days,
        )  # fmt: skip


def _row(found: LaunchCandidate, noun: str, lang: str) -> tuple[str, ...]:
    timed = isinstance(found.launch, datetime)
    met = word("yes", lang)
    if not found.feasible:
        met = say("window-missing", {"missing": missing(found.missing_days, noun)}, lang)
    critical = str(len(found.critical))
    if found.became_critical:
        critical += f" (+{len(found.became_critical)})"
    return (
        show(found.launch, lang, _DAY_TIMED if timed else _DAY),
        met,
        show(found.first_day, lang, _DAY),
        critical,
        clean(", ".join(_closed(found, lang))),
    )


def _closed(found: LaunchCandidate, lang: str) -> Iterator[str]:
    """Name why J is closed, then what lies on the way; days in a row with one reason are named once."""
    if found.closed is not None:
        yield f"J: {found.closed.text(lang)}" if lang == "en" else f"J : {found.closed.text(lang)}"
    runs: list[tuple[date, date, str]] = []
    for day in found.closed_days:
        reason = day.reason.text(lang)
        if runs and runs[-1][2] == reason and (day.date - runs[-1][1]).days <= 3:  # over a weekend
            runs[-1] = (runs[-1][0], day.date, reason)
        else:
            runs.append((day.date, day.date, reason))
    for first, last, reason in runs:
        span = show(first, lang, _SHORT)
        yield f"{span if first == last else f'{span} – {show(last, lang, _SHORT)}'} {reason}"
