"""What frames the page of an action plan: what the plan is about, how it went, and what is concluded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from retroplan.errors import PlanError
from retroplan.io.workbook.columns import PARTS_KEY
from retroplan.language import show
from retroplan.language.folding import folded
from retroplan.model.moments import parse_moment
from retroplan.model.plan import Plan
from retroplan.render.cards import Deck
from retroplan.render.narrator import label_of
from retroplan.tables.coding import encode
from retroplan.tables.reading import LOG_KEY
from retroplan.tables.vocabulary import LOGGED, title

_CLOSING = ("conclusion", "recommendation", "recommandation")


def owners(plan: Plan) -> str:
    """Give the names of those who answer for the plan."""
    found = ((name, *plan.person(name)) for name in plan.owner)
    return ", ".join((person.name or key) if person else name for name, key, person in found)


def about(plan: Plan, *, closing: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    """
    Yield the keys of the context with their texts: a list has several.

    Parameters
    ----------
    plan
        The plan.
    closing
        Whether those are asked for that end a page, conclusion and recommendations; else all others.
    """
    for key, value in plan.context.items():
        texts = tuple(map(_words, value if isinstance(value, list) else [value]))
        if (folded(key).rstrip("s") in _CLOSING) is closing and any(texts):
            yield key, texts


def log_of(deck: Deck) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """
    Give the headings and the rows of the follow-up: those of the log that the plan was read with, then
    a row for each task, phase or part that has a date of follow-up or a result of its own.

    No rows where nobody followed anything up.
    """
    plan, lang = deck.schedule.plan, deck.lang
    log = _mapping(plan.extra.get(LOG_KEY))
    entries, words = log.get("rows"), _mapping(log.get("columns"))
    headings = tuple(str(words.get(key) or title(key, lang, "log")) for key in LOGGED)
    rows = [
        tuple(_cell(entry.get(key), lang) for key in LOGGED)
        for entry in (entries if isinstance(entries, list) else ())
        if isinstance(entry, Mapping)
    ]
    parts = _mapping(plan.extra.get(PARTS_KEY))
    told = {task.id: {**task.extra, "note": task.note} for task in plan.walk()}
    told |= {str(part): dict(_mapping(values)) for part, values in parts.items()}
    for task, values in told.items():
        if values.get("x-follow-up-date") or values.get("x-result"):
            values["name"] = label_of(deck.schedule.expanded, task, lang)
            rows.append(tuple(_cell(values.get(key), lang) for key in LOGGED.values()))
    return headings, [row for row in rows if any(row)]


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _cell(value: object, lang: str) -> str:
    """Write a cell of the log: a date as people write it, anything else as it stands."""
    try:
        return show(parse_moment(value), lang)
    except PlanError:
        return _words(value)


def _words(value: object) -> str:
    if isinstance(value, str):
        return value.strip()
    return "" if value is None else encode(value)
