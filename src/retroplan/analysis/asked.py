"""What a question about a schedule may be asked with."""

from __future__ import annotations

from math import isfinite
from numbers import Integral, Real

from retroplan.errors import PlanError, error
from retroplan.language.quoting import quoted
from retroplan.result import Schedule

MOST_DAYS = 10_000_000
"""Of a delay, as of any duration."""


def check_schedule(value: object, question: str) -> None:
    """
    Take a schedule alone.

    Raises
    ------
    TypeError
        It is a plan, or anything else.
    """
    if not isinstance(value, Schedule):
        raise TypeError(f"{question} takes a Schedule, not {type(value).__name__}; schedule it first")


def check_least(value: object, name: str) -> None:
    """
    Take a whole number from 1.

    Raises
    ------
    PlanError
        It is none; the finding names the argument.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or value < 1:
        raise PlanError(error("bad-at-least", name, text=quoted(value)))


def check_days(value: object, name: str) -> None:
    """
    Take a number of days, 0 or more.

    Raises
    ------
    PlanError
        It is none; the finding names the argument.
    """
    known = isinstance(value, Real) and not isinstance(value, bool) and isfinite(value)
    if not known or not 0 <= value <= MOST_DAYS:  # type: ignore[operator]
        raise PlanError(error("bad-delay", name, text=quoted(value), most=str(MOST_DAYS)))
