"""Plans and schedules as a notebook shows them: a small table in HTML, in which every name is text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from retroplan.language import language_of, say, show, word
from retroplan.model.plan import Plan
from retroplan.render.cleaning import clean
from retroplan.render.columns import HEADINGS, SIGNS
from retroplan.render.dates import make_dates
from retroplan.render.narrator import make_narrator
from retroplan.render.notes import convention, heading, notes
from retroplan.render.rows import MOVED, Entry, make_entries
from retroplan.result import Schedule
from retroplan.tables.vocabulary import title

MOST_ROWS = 60
_STYLES = {"launch": "border-top:2px solid;font-weight:bold", "summary": "font-weight:bold"}
_PLAN_COLUMNS = ("id", "name", "duration", "after", "at", "responsible")


def schedule_html(schedule: Schedule, lang: str | None = None) -> str:
    """Show a schedule: its table, at most `MOST_ROWS` lines of it, and what there is to say of it."""
    lang = language_of(lang or schedule.plan.lang or "en")
    dates, narrator = make_dates(schedule, lang), make_narrator(schedule, lang)
    entries = make_entries(schedule, dates)
    rows = [_row(_cells(entry), _STYLES.get(entry.kind, "")) for entry in entries[:MOST_ROWS]]
    said = "".join(f"<li>{_text(note.text)}</li>" for note in notes(narrator, entries, dates))
    return _table(
        f"{heading(narrator)} ({convention(schedule, lang)})",
        [word(f"column-{key}", lang) for key in HEADINGS],
        rows,
        len(entries) - len(rows),
        f"<ul>{said}</ul>" if said else "",
    )


def plan_html(plan: Plan, lang: str | None = None) -> str:
    """Show what a plan says, before it is scheduled."""
    lang = language_of(lang or plan.lang or "en")
    rows, count = [], 0
    keys = [*_PLAN_COLUMNS, *(["status"] if any(task.status for task in plan.walk()) else [])]
    pending = [(task, 0) for task in reversed(plan.tasks)]
    while pending:
        task, depth = pending.pop()
        pending += [(child, depth + 1) for child in reversed(task.tasks)]
        count += 1
        if count > MOST_ROWS:
            continue
        pins = [f"{sign}{pin}" for sign, pin in (("", task.at), ("→ ", task.until)) if pin is not None]
        cells = [
            task.id, _indent(depth) + task.name, "" if task.work is None else show(task.work, lang),
            ", ".join(str(link.other_end(link.predecessor)) for link in task.after), ", ".join(pins),
            ", ".join(map(str, task.responsible)), str(task.status or ""),
        ]  # fmt: skip
        rows.append(_row(cells[: len(keys)], _STYLES["summary"] if task.tasks else ""))
    name = clean(plan.name) or word("untitled", lang)
    if plan.launch is not None:
        launch = {"place": title("launch", lang, "plan"), "words": show(plan.launch, lang)}
        name = f"{name} – {say('placed', launch, lang)}"
    headings = [title(key, lang) for key in keys]
    return _table(name, headings, rows, count - len(rows))


def _cells(entry: Entry) -> Sequence[str]:
    sign = f"{SIGNS[entry.kind]} " if entry.kind in SIGNS else ""
    slack = f"{entry.slack} {entry.mark}".strip()
    start = f"{MOVED} {entry.start}" if entry.moved else entry.start
    return entry.offset, start, entry.finish, entry.duration, slack, _indent(entry.depth) + sign + entry.name


def _indent(depth: int) -> str:
    return "\u2003" * min(depth, 10)


def _row(cells: Iterable[str], style: str) -> str:
    shown = f' style="{style}"' if style else ""
    filled = "".join(f'<td dir="auto" style="text-align:left">{_text(cell)}</td>' for cell in cells)
    return f"<tr{shown}>{filled}</tr>"


def _table(caption: str, headings: Iterable[str], rows: Sequence[str], more: int, after: str = "") -> str:
    head = "".join(f'<th scope="col" style="text-align:left">{_text(cell)}</th>' for cell in headings)
    rest = f"<p>… (+{more})</p>" if more > 0 else ""
    caption = f'<caption style="text-align:left;font-weight:bold">{_text(caption)}</caption>'
    body = f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody>"
    return f"<div><table>{caption}{body}</table>{rest}{after}</div>"


def _text(text: str) -> str:
    return escape(clean(text))
