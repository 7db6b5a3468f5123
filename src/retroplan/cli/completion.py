"""What a shell may complete beyond the names of options and files."""

from __future__ import annotations

from contextlib import suppress

import typer

from retroplan.cli.formats import plan_formats, readable_formats, schedule_formats

Candidates = list[tuple[str, str]]
"""What could be meant, each with a few words that some shells show beside it."""


def complete_readable_format(incomplete: str) -> Candidates:
    """Complete a format that plans are read from."""
    return _starting(incomplete, readable_formats())


def complete_plan_format(incomplete: str) -> Candidates:
    """Complete a format that plans are written in."""
    return _starting(incomplete, plan_formats())


def complete_schedule_format(incomplete: str) -> Candidates:
    """Complete what a schedule can be printed as."""
    return _starting(incomplete, schedule_formats())


def complete_file_format(incomplete: str) -> Candidates:
    """Complete what a schedule can be written as in a file."""
    return _starting(incomplete, schedule_formats()[1:])


def complete_template(incomplete: str) -> Candidates:
    """Complete the name of a template."""
    from retroplan.cli.surroundings import choose_language
    from retroplan.library import templates

    found = templates(choose_language(None))
    return [(item.name, item.title) for item in found if item.name.startswith(incomplete)]


def complete_task(context: typer.Context, incomplete: str) -> Candidates:
    """Complete the id of a task of the plan that stands before it; a faulty plan has none."""
    from retroplan.cli.loading import STANDARD, load_plan

    plan = context.params.get("plan")
    if not plan or plan == STANDARD:  # nobody is about to type a plan here
        return []
    with suppress(Exception):  # who types a line must not be disturbed by what completes it
        tasks = load_plan(plan, context.params.get("source_format")).walk()
        return [(task.id, task.name) for task in tasks if task.id.startswith(incomplete)]
    return []


def _starting(incomplete: str, names: list[str]) -> Candidates:
    return [(name, "") for name in names if name.startswith(incomplete)]
