"""What may come of any input: a plan that can be used, or one `PlanError` that can be read."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

import retroplan as rp
from tests.fuzz.corpus import FORMATS

LAUNCH = "2026-06-15"
PLAN, REFUSED = "plan", "refused"
_SHOWN = "\u00a0\u202f\u200c\u200d"  # French blanks, and joiners: parts of emoji and of Persian words
_LONGEST_FINDING = 5_000


class HangError(BaseException):
    """An input took longer than it may; no reader that catches every `Exception` stops it."""


@contextmanager
def guarded(seconds: float) -> Iterator[None]:
    """Stop what takes more processor time than it may, where the system can."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise HangError(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def attempt(read: Callable[[], rp.Plan]) -> str:
    """
    Read a plan, schedule it, and write both in every format.

    Returns
    -------
    str
        Whether it was a plan or was refused.

    Raises
    ------
    Exception
        Anything but a `PlanError` that can be read: a fault of the library.
    """
    try:
        plan = read()
    except rp.PlanError as problem:
        check_readable(problem)
        return REFUSED
    for format in FORMATS:
        _tried(lambda format=format: rp.dumps(plan, format))
    launch = LAUNCH if plan.launch is None else None
    schedule = _tried(lambda: rp.schedule(plan, launch=launch))
    if schedule is not None:
        for finding in schedule.findings:
            check_text(finding.text("en"))
        _tried(lambda: rp.dumps(schedule, "json"))
    return PLAN


def attempt_bytes(data: bytes, format: str) -> str:
    """Do the same with the bytes of a file."""
    return attempt(lambda: rp.read(data, format=format))


def _tried(call: Callable[[], Any]) -> Any:
    """Make a call that may be refused in words; None where it is."""
    try:
        return call()
    except rp.PlanError as problem:
        check_readable(problem)
    return None


def check_readable(problem: rp.PlanError) -> None:
    """Fail where an error has nothing to say, in either language, or says it in signs nobody can read."""
    assert problem.findings
    for lang in ("en", "fr"):
        for finding in problem.findings:
            check_text(finding.text(lang))
    json.dumps([finding.to_record() for finding in problem.findings], allow_nan=False)


def check_text(text: str) -> None:
    """Fail where a message is endless or holds a sign that is not shown."""
    assert len(text) <= _LONGEST_FINDING, text[:200]
    unseen = [letter for letter in text if not (letter.isprintable() or letter in _SHOWN)]
    assert not unseen, ascii(text)
