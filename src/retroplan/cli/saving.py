"""Writing a plan where the user wants it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from retroplan.cli.formats import plan_formats, written_format
from retroplan.cli.loading import STANDARD
from retroplan.cli.output import complain, emit_bytes, tell, written
from retroplan.cli.surroundings import is_same_file
from retroplan.errors import PlanError, error
from retroplan.io.files import suffix_of
from retroplan.language import say

if TYPE_CHECKING:
    from retroplan.model.plan import Plan
    from retroplan.result import Schedule

_EDITED_IN_PLACE = ("yaml", "yml", "json", "")


def save_plan(
    plan: Plan, output: str | None, force: bool, lang: str, option: str, format: str | None
) -> None:
    """
    Write a plan to a file or to standard output, and say what to try next.

    Parameters
    ----------
    plan
        What is written.
    output
        The name of a file; nothing or a dash is standard output.
    force
        Whether a file that exists may go.
    lang
        Language of headings and of what is said.
    option
        The option that tells the format, as a message names it.
    format
        What it says; else the name of the file tells the format.
    """
    import retroplan as rp

    to_file = output not in (None, STANDARD)
    name = written_format(option, format, output if to_file else None, plan_formats())
    data = rp.dumps(plan, name, lang=lang)
    if save(data, output, force):
        tell(written([str(output)], lang), say_next(f"retroplan schedule {output}", lang))


def save(data: bytes, output: str | None, force: bool) -> bool:
    """
    Write bytes to a file, or to standard output where there is none or a dash.

    Returns
    -------
    bool
        Whether they went to a file.

    Raises
    ------
    PlanError
        The file exists and may not go, or cannot be written.
    """
    from retroplan.io.files import write_whole

    if output is None or output == STANDARD:
        emit_bytes(data)
        return False
    refuse_existing(output, force)
    write_whole(output, data)
    return True


def refuse_existing(file: str, force: bool) -> None:
    """Refuse to write over a file, unless it may go."""
    if not force and Path(file).exists():
        raise PlanError(error("file-exists", file=file))


def refuse_losing(target: str, plan: str, force: bool) -> None:
    """
    Refuse to write an edited plan where a file would be lost, or much of it, unless it may go.

    Parameters
    ----------
    target
        Where the plan goes; a dash is standard output.
    plan
        The file that it came from. A document is edited in place; of a table only the list is read,
        so that writing it anew loses its other sheets, its colours and the text around the list.
    force
        Whether all that may go.
    """
    if force or target == STANDARD or not Path(target).exists():
        return
    if not is_same_file(target, plan):
        raise PlanError(error("file-exists", file=target))
    if suffix_of(target) not in _EDITED_IN_PLACE:
        raise PlanError(error("file-rewritten", file=target))


def tell_conflicts(schedule: Schedule, lang: str) -> None:
    """Say on standard error what cannot be met: a CSV file has no place for it."""
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import conflict_notes

    complain(note.sign + note.text for note in conflict_notes(make_narrator(schedule, lang)))


def say_next(command: str, lang: str) -> str:
    """Say what to try next."""
    return say("try-next", {"command": command}, lang)
