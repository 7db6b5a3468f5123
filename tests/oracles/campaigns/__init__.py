"""
The campaigns and action plans of published articles, and which test shows what of each.

``facts.json`` holds what the articles print, transcribed by hand; each thing that follows from it
(`derived`), that it leaves open (`gaps`) or that misleads in it (`traps`) has an id, and `shows` ties a test
to ids. ``python -m tests.oracles.campaigns`` lists the ids that no test shows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import retroplan as rp

FACTS: dict[str, Any] = json.loads((Path(__file__).parent / "facts.json").read_text(encoding="utf-8"))
CAMPAIGNS: dict[str, Any] = FACTS["campaigns"]
PLANS: dict[str, Any] = FACTS["plans"]
EXAMPLES: dict[str, Any] = CAMPAIGNS | PLANS
SHOWN: dict[str, list[str]] = {}
"""From each id to the tests that show it."""

Test = TypeVar("Test", bound=Callable[..., None])


def ids() -> Iterator[str]:
    """Yield the id of everything that is derived, left open or misleading."""
    for name, example in EXAMPLES.items():
        yield from (f"{name}/derived/{key}" for key in example.get("derived", ()))
        yield from (item["id"] for kind in ("gaps", "traps") for item in example.get(kind, ()))


_KNOWN = frozenset(ids())


def shows(*shown: str) -> Callable[[Test], Test]:
    """Say of a test what it shows; an id that there is not is refused."""
    unknown = [item for item in shown if item not in _KNOWN]
    assert not unknown, unknown

    def mark(test: Test) -> Test:
        for item in shown:
            SHOWN.setdefault(item, []).append(test.__name__)
        return test

    return mark


def build(template: str, launch: str, *, start: str | None = None, **parameters: object) -> rp.Schedule:
    """Schedule a template in French; a hyphen in the name of a parameter is an underscore here."""
    return rp.schedule(
        rp.from_template(template, launch=launch, start=start, lang="fr", parameters=parameters)
    )


def days(schedule: rp.Schedule, *tasks: str) -> list[tuple[date, date]]:
    """Give the first and the last day of tasks."""
    return [(schedule[task].start_date, schedule[task].finish_date) for task in tasks]


def before(launch: str, days: int) -> date:
    """Give the day that lies some calendar days before a launch."""
    return date.fromisoformat(launch) - timedelta(days)


def links(plan: rp.Plan) -> set[tuple[str, str]]:
    """Give what waits for what, without regard to how."""
    return {(link.predecessor, link.successor) for link in plan.all_links()}


def named(key: str) -> str:
    """Give the id of a task from the key of the facts."""
    return key.replace("_", "-")


def bare(label: str) -> str:
    """Leave the article and the capital of a label out: "L'analyse de la cible" is "analyse de la cible"."""
    text = label.replace("’", "'")
    for article in ("la ", "le ", "les ", "l'", "leur "):
        if text.lower().startswith(article):
            text = text[len(article) :]
            break
    return text[:1].lower() + text[1:]
