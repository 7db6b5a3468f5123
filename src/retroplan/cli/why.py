"""`retroplan why`: the reasons of a date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from retroplan.cli.completion import complete_task
from retroplan.cli.loading import exit_code, load_plan, make_schedule, spoken
from retroplan.cli.options import (
    BasisOption,
    ColumnOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import show
from retroplan.cli.problems import reported
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error
from retroplan.model.estimate import Basis

if TYPE_CHECKING:
    from retroplan.model.task import Task
    from retroplan.render.terminal import Paragraphs
    from retroplan.result import Schedule
    from retroplan.scheduled import ScheduledTask

TaskArgument = Annotated[str, typer.Argument(metavar="TASK", autocompletion=complete_task)]


def run(
    plan: PlanArgument,
    task: TaskArgument,
    launch: LaunchOption = None,
    start: StartOption = None,
    basis: BasisOption = Basis.EXPECTED,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
) -> None:
    """Explain the date of a task, step by step to the launch."""
    with reported(lang, plan):
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        schedule = make_schedule(spoken(read, language), launch, start, basis)
        task_id = find_task([*schedule.values()], task)
        show(why_notes(schedule, task_id, language))
    raise typer.Exit(exit_code(schedule))


def find_task(tasks: Sequence[Task | ScheduledTask], text: str) -> str:
    """
    Find a task by its id, or by its name if only one has it.

    Raises
    ------
    PlanError
        No task is called so, or several are.
    """
    if any(task.id == text for task in tasks):
        return text
    wanted = text.strip().casefold()
    called = [task.id for task in tasks if task.id.casefold() == wanted]
    called = called or [task.id for task in tasks if task.name.strip().casefold() == wanted]
    if len(called) == 1:
        return called[0]
    if called:
        raise PlanError(error("several-tasks", "TASK", name=text, ids=tuple(called)))

    from retroplan.language.quoting import nearest, quoted

    hint = nearest(text, [name for task in tasks for name in (task.id, task.name)])
    raise PlanError(error("unknown-task", "TASK", id=quoted(text), hint=hint))


def why_notes(schedule: Schedule, task_id: str, lang: str) -> Paragraphs:
    """Give the reasons of a task and the conflicts it is part of."""
    from retroplan.render.narrator import make_narrator
    from retroplan.render.notes import Note
    from retroplan.render.terminal import Paragraphs

    narrator = make_narrator(schedule, lang)
    question, *reasons = narrator.reasons(task_id)
    met = [item for item in schedule.conflicts if task_id in (item.task, item.other)]
    return Paragraphs(
        (
            Note("", question, "bold"),
            *(Note("→ ", reason) for reason in reasons),
            *(Note("✗ ", narrator.conflict(conflict), "red") for conflict in met),
        )
    )
