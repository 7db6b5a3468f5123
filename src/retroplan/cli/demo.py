"""`retroplan demo`: the whole way on a real campaign, from a template to files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from retroplan.cli.loading import exit_code
from retroplan.cli.options import ForceOption, LangOption
from retroplan.cli.output import show, tell, written
from retroplan.cli.problems import reported
from retroplan.cli.saving import say_next
from retroplan.cli.surroundings import environment_language
from retroplan.cli.why import why_notes
from retroplan.errors import Finding, PlanError
from retroplan.io.reasons import reason_of
from retroplan.language import say

if TYPE_CHECKING:
    from retroplan.model.plan import Plan
    from retroplan.result import Schedule

LAUNCH, NEXT_LAUNCH = "2027-06-15", "2027-09-07"  # fixed: the demo shows the same dates to everybody
_STEMS = {"fr": "fidelisation", "en": "loyalty"}


def run(lang: LangOption = None, force: ForceOption = False) -> None:
    """
    Plan a loyalty campaign, show it and write its files here.

    In French, as the campaign is, unless --lang or the environment says English. A file of
    the same name that holds something else is kept unless --force is given.
    """
    import retroplan as rp

    language = lang.value if lang else environment_language() or "fr"
    with reported(lang):
        plan = rp.from_template("loyalty", launch=LAUNCH, lang=language)
        schedule = rp.schedule(plan)
        _show(schedule, language)
        stem = _STEMS[language]
        _write_all(((plan, f"{stem}.yaml"), (schedule, f"{stem}.csv")), force, language)
        tell(say_next(f"retroplan schedule {stem}.yaml --launch {NEXT_LAUNCH}", language))
    raise typer.Exit(exit_code(schedule))


def _show(schedule: Schedule, lang: str) -> None:
    from retroplan.render.terminal import TerminalTable

    show(TerminalTable(schedule, lang), "", why_notes(schedule, _moved_or_first(schedule), lang), "")


def _moved_or_first(schedule: Schedule) -> str:
    """Choose a task whose date asks for a reason: the last one that was moved."""
    moved = [finding.task for finding in schedule.findings if finding.code == "pin-moved" and finding.task]
    return moved[-1] if moved else next(iter(schedule))


def _write_all(values: tuple[tuple[Plan | Schedule, str], ...], force: bool, lang: str) -> None:
    """Write the files that are missing, or all by force; say which were written and which kept."""
    import retroplan as rp

    done, kept = [], []
    for value, name in values:
        data = rp.dumps(value, Path(name).suffix[1:], lang=lang)
        if force or not _holds_something_else(Path(name), data):
            rp.write(value, name, lang=lang, previous=False)
            done.append(name)
        else:
            kept.append(name)
    if done:
        tell(written(done, lang))
    if kept:
        tell(say("kept", {"files": "  ".join(kept)}, lang))


def _holds_something_else(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except FileNotFoundError:
        return False
    except OSError as problem:
        values = {"path": str(path), "problem": reason_of(problem)}
        raise PlanError(Finding(code="file-unreadable", values=values)) from None
