"""Work that is refined after it was approved, and not approved again."""

from __future__ import annotations

from collections.abc import Iterator

from retroplan.errors import Finding, warning
from retroplan.model.places import places
from retroplan.model.plan import Plan

REFINES = "refines"
"""The tag of a task that works on what another task made: it holds the id of that task."""


def refinement_faults(plan: Plan) -> Iterator[Finding]:
    """
    Find tasks that change what has been approved, and leave no time to approve it again.

    They say so with a tag: ``tags: {refines: content}``. An approval of their own, or a task behind
    them that stands for it (``tags: {approves: refine}``), is enough.
    """
    approving = {name for task in plan.walk() for name in task.tags.get("approves", ())}
    for place in places(plan):
        task = place.task
        for name in task.tags.get(REFINES, ()):
            refined = plan.get(name)
            approved = refined is not None and (bool(refined.approval) or name in approving)
            if approved and not task.approval and task.id not in approving:
                yield warning("refined-unapproved", place.path, task=task.id, id=task.id, refined=name)
