"""The schemas there are, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from retroplan.errors import PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.schemas.fragments import Fragment
from retroplan.schemas.plan_document import plan_schema
from retroplan.schemas.schedule_document import schedule_schema

SCHEMAS: Mapping[str, Callable[[], Fragment]] = {"plan": plan_schema, "schedule": schedule_schema}


def json_schema(name: str) -> Fragment:
    """
    Give the JSON Schema (2020-12) of a document, for an editor, a form or a web service.

    It admits every document that `from_document` reads, and some more: it says what keys and
    values look like, not whether a plan makes sense.

    Parameters
    ----------
    name
        ``plan``, what `from_document` takes, or ``schedule``, what `to_document` gives.

    Returns
    -------
    dict
        A new one each time, the caller's to change.

    Raises
    ------
    PlanError
        There is no such schema.

    Examples
    --------
    >>> import retroplan as rp
    >>> rp.json_schema("plan")["title"]
    'retroplan plan document, version 1'
    """
    if not isinstance(name, str) or name not in SCHEMAS:
        hint, known = nearest(str(name), SCHEMAS), ", ".join(SCHEMAS)
        raise PlanError(error("unknown-schema", text=quoted(name), hint=hint, known=known))
    return SCHEMAS[name]()
