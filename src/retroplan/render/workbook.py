"""The workbook of a schedule, whose notes call tasks by their names."""

from __future__ import annotations

from datetime import date

from retroplan.io.columns import language
from retroplan.io.workbook import writing
from retroplan.language import language_of
from retroplan.progress import Progress
from retroplan.render.narrator import make_narrator
from retroplan.result import Schedule


def dumps(
    schedule: Schedule,
    lang: str | None = None,
    today: date | None = None,
    progress: Progress | None = None,
) -> bytes:
    """Write a schedule as a workbook; see `retroplan.io.workbook.writing`."""
    narrator = make_narrator(schedule, language_of(language(schedule, lang)))
    return writing.dumps(schedule, lang, today, narrator.finding, progress)
