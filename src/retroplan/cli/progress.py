"""How far long work is, on the terminal of whoever waits for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from time import monotonic

from retroplan.language import say
from retroplan.progress import Progress
from retroplan.render.cleaning import clean

_PATIENCE = 1.0  # seconds before a bar appears
_PAUSE = 0.1  # seconds between two looks of it


def shown_writing(file: str, lang: str) -> AbstractContextManager[Progress | None]:
    """Show how far the writing of a file is."""
    return shown_progress(say("writing", {"file": file}, lang))


@contextmanager
def shown_progress(words: str) -> Iterator[Progress | None]:
    """Show a bar behind some words on standard error if that is a terminal and the work takes long."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    shown = Bar(
        TextColumn("{task.description}", markup=False),  # it may hold the name of a file
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    task, due = shown.add_task(clean(words)), monotonic() + _PATIENCE

    def tell(done: int, total: int) -> None:
        nonlocal due
        if (now := monotonic()) >= due:
            due = now + _PAUSE
            shown.start()
            shown.update(task, completed=done, total=total)

    try:
        yield tell
    finally:
        shown.stop()
