"""What only the command line may know: the language, the terminal and the clock of its user."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING

from retroplan.language import LANGUAGES, language_of

if TYPE_CHECKING:
    from rich.console import Console

_FALLBACK = "en"
_WRITTEN_LANG = re.compile(rb"""^\s*["']?lang["']?\s*:\s*["']?(en|fr)\b""", re.MULTILINE)
_HEAD = 4096
_PAGE, _WIDEST_PAGE = 80, 100
_MONTHS_AHEAD = timedelta(days=120)


def choose_language(asked: str | None, written: str | None = None) -> str:
    """Choose the language: the one asked for, else that of the plan, of the environment, English."""
    return asked or written or environment_language() or _FALLBACK


def environment_language() -> str | None:
    """Read the user's language from the environment; None where retroplan does not speak it."""
    tag = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    try:
        return language_of(tag.partition(".")[0])
    except ValueError:
        return None


def asked_language(words: Sequence[str]) -> str | None:
    """Find the language that a command line asks for, also one that cannot be parsed."""
    named = dict(pairwise(words)) | dict(word.split("=", 1) for word in words if "=" in word)
    lang = named.get("--lang", "")
    return lang if lang in LANGUAGES else None


def wants_traceback() -> bool:
    """Tell whether a bug is to be shown as Python shows it."""
    return bool(os.environ.get("RETROPLAN_DEBUG"))


def written_language(path: str) -> str | None:
    """Find the language of a plan that cannot be scheduled, so that its problems are told in it."""
    try:
        with Path(path).open("rb") as file:
            found = _WRITTEN_LANG.search(file.read(_HEAD))
    except (OSError, ValueError):
        return None
    return found[1].decode() if found else _language_of_table(path)


def _language_of_table(path: str) -> str | None:
    """Tell the language of a table by its headings."""
    import retroplan as rp
    from retroplan.io.format_table import FORMATS

    tables = {row.name for row in FORMATS if row.type == "plan" and row.view == "table"}
    if Path(path).suffix[1:].lower() not in tables:
        return None
    try:
        return rp.read(path).lang
    except rp.PlanError as problem:
        return problem.lang


def is_same_file(one: str, other: str) -> bool:
    """Tell whether two names lead to one file that is there."""
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


def written_at() -> datetime:
    """Give the time by the clock, for files that say when they were made."""
    return datetime.now(UTC).replace(microsecond=0)


def suggested_launch() -> date:
    """Give a weekday some four months ahead, as an example of a launch date."""
    day = date.today() + _MONTHS_AHEAD
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def is_bounded() -> bool:
    """Tell whether lines have a width to keep to: that of the terminal, or the one COLUMNS says."""
    return sys.stdout.isatty() or os.environ.get("COLUMNS", "").strip("0").isdigit()


def page_width() -> int:
    """Give the width of a help page, no wider than one likes to read."""
    return min(get_terminal_size().columns, _WIDEST_PAGE) if is_bounded() else _PAGE


def make_console() -> Console:
    """
    Make a console for standard output.

    It is as wide as the terminal, or as COLUMNS says; without either, as wide as the text.
    Without a terminal it writes plain text; with NO_COLOR no colours.
    """
    from rich.console import Console

    from retroplan.render.terminal import UNBOUNDED

    width = None if is_bounded() else UNBOUNDED
    return Console(file=sys.stdout, width=width, highlight=False, markup=False, emoji=False)
