"""Tables for the tests, as short as they can be written."""

from __future__ import annotations

from typing import Any

import pytest

import retroplan as rp

OURS = ("retroplan", "lang", "x-columns")


def read(text: str, **options: Any) -> rp.Plan:
    """Read a table written with semicolons."""
    return rp.read(text.encode(), format="csv", **options)


def document(text: str, **options: Any) -> dict[str, Any]:
    """Give the document of a table, without what every table gives."""
    return {key: value for key, value in rp.to_document(read(text, **options)).items() if key not in OURS}


def tasks(text: str, **options: Any) -> list[dict[str, Any]]:
    """Give the documents of the tasks of a table."""
    found: list[dict[str, Any]] = document(text, **options)["tasks"]
    return found


def tree(text: str, **options: Any) -> list[Any]:
    """Give the names of the tasks, those with children as pairs."""
    return [_branch(task) for task in tasks(text, **options)]


def _branch(task: dict[str, Any]) -> Any:
    children = [_branch(child) for child in task.get("tasks", ())]
    return (task["name"], children) if children else task["name"]


def cell(heading: str, text: str) -> dict[str, Any]:
    """Give what a task has from one cell under a heading."""
    task = tasks(f'Tâche;Statut;{heading}\nA;;"{text}"\n')[0]
    return {key: value for key, value in task.items() if key not in ("id", "name")}


def problems(text: str, lang: str = "en", **options: Any) -> list[str]:
    """Give the problems of a table, in words."""
    with pytest.raises(rp.PlanError) as caught:
        read(text, **options)
    return caught.value.text(lang).split("\n")


def codes(text: str, **options: Any) -> list[tuple[str | None, str]]:
    """Give the cells and codes of the problems of a table."""
    with pytest.raises(rp.PlanError) as caught:
        read(text, **options)
    return [(finding.cell, finding.code) for finding in caught.value.findings]


def written(plan: rp.Plan, lang: str | None = None) -> list[str]:
    """Give the lines of a plan as CSV."""
    return rp.dumps(plan, "csv", lang=lang).decode("utf-8-sig").rstrip("\r\n").split("\r\n")
