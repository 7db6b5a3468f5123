"""From the plan that people write to the one that is scheduled: one function a rule, each plan to plan."""

from retroplan.expand.expansion import expand, retold

__all__ = ["expand", "retold"]
