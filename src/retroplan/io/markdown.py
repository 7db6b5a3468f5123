"""Schedules as a Markdown table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from retroplan.io.columns import Line, headings, language, lines
from retroplan.io.located import encoded
from retroplan.language import Word, say, show
from retroplan.result import Schedule

_ALIGNED = ("---", "---", "---", "---", "---", "---:", "---:", "---")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*_{}\[\]|~]")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def dumps(schedule: Schedule, lang: str | None = None) -> bytes:
    """Write the schedule as a pipe table in the plan's language, and below it what its days are."""
    lang = language(schedule, lang)
    rows = [headings(lang), _ALIGNED, *(_cells(line, lang) for line in lines(schedule, lang))]
    convention = schedule.plan.resolve(schedule.plan.calendar).convention or "own"
    note = say("slack-counts", {"convention": Word(f"convention-{convention}")}, lang)
    return encoded("\n".join([*map(_row, rows), "", note, ""]))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(line: Line, lang: str) -> Iterable[str]:
    for number, value in enumerate(line.cells):
        text = show(value, lang) if isinstance(value, (date, float)) else escaped(value)
        yield f"**{text}**" if line.is_summary and number == 1 and text else text


def escaped(text: str) -> str:
    """Keep a text on its line, in its cell, and free of markup and HTML."""
    text = " ".join(_INVISIBLE.sub(" ", text).split())
    text = "".join(_HTML.get(letter, letter) for letter in text)
    return _MARKUP.sub(r"\\\g<0>", text)
