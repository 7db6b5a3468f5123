"""The dates of a whole schedule as arrays, for those who want all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from retroplan.engine.plain import PlainDates
from retroplan.model.task import LAUNCH
from retroplan.scheduled import ScheduledTask

if TYPE_CHECKING:
    from numpy import ndarray

_DAY = 1440
_EPOCH = date(1970, 1, 1).toordinal()
"""The day from which numpy counts."""
_INSTANTS = ("start", "finish", "early_start", "early_finish", "late_start", "late_finish")


def plain_columns(
    dates: PlainDates, ids: list[str], launch: int, given_start: int | None
) -> dict[str, ndarray]:
    """
    Print the dates of an ordinary plan without children, the launch last.

    Milestones print by the rules of `rows.Printer`: at the closing, since they are before J, unless
    that lies before a written start.
    """
    import numpy as np

    time = dates.plain.time
    milestone = np.array(dates.plain.duration, dtype=np.int64) == 0
    printed: dict[str, ndarray] = {}
    early, late = dates.early, dates.late
    works = {
        name: np.array(values, dtype=np.int64)
        for name, values in zip(
            _INSTANTS[2:], (early.start, early.finish, late.start, late.finish), strict=True
        )
    }
    for name in ("early", "late"):
        opening, closing = time.openings(works[f"{name}_start"]), time.closings(works[f"{name}_finish"])
        if milestone.any():
            stands = milestone if given_start is None else milestone & (closing >= given_start)
            opening = np.where(stands, closing, opening)
            closing = np.where(milestone, opening, closing)
        printed[f"{name}_start"], printed[f"{name}_finish"] = opening, closing
    printed |= {"start": printed["late_start"], "finish": printed["late_finish"]}
    total = np.minimum(
        works["late_finish"] - works["early_finish"], works["late_start"] - works["early_start"]
    )
    start, finish = printed["start"], printed["finish"]
    last_day = (finish - 1) // _DAY
    first_day = np.where(milestone, last_day, start // _DAY)
    inside = milestone & (finish % _DAY != 0)
    first_day, last_day = (np.where(inside, finish // _DAY, day) for day in (first_day, last_day))
    columns = {"id": np.array([*ids, LAUNCH], dtype=object)}
    columns |= {name: _instants(np.append(printed[name], launch)) for name in _INSTANTS}
    days = {"start": np.append(first_day, launch // _DAY), "finish": np.append(last_day, launch // _DAY)}
    columns |= {f"{name}_date": _dates(day) for name, day in days.items()}
    columns |= {f"offset_{name}": day - launch // _DAY for name, day in days.items()}
    total = np.append(total, 0)
    columns |= {"total_slack_minutes": total, "total_slack_days": total / dates.plain.day}
    return columns | {"critical": total <= 0}


def task_columns(tasks: Iterable[ScheduledTask]) -> dict[str, ndarray]:
    """
    Give tasks that were read one by one as the same arrays.

    What goes on without an end has no finish: not a time (``NaT``), and not a number among the offsets.
    """
    import numpy as np

    rows = [task.to_record() for task in tasks]
    kinds: Mapping[str, Any] = (
        {"id": object}
        | dict.fromkeys(_INSTANTS, "datetime64[m]")
        | dict.fromkeys(("start_date", "finish_date"), "datetime64[D]")
        | {
            "offset_start": np.int64,
            "offset_finish": float if any(row["open_ended"] for row in rows) else np.int64,
        }
        | {"total_slack_minutes": np.int64, "total_slack_days": float, "critical": bool}
    )
    without_launch = any(row["offset_start"] is None for row in rows)
    return {
        name: np.array([row[name] for row in rows], dtype=kind)
        for name, kind in kinds.items()
        if not (without_launch and name.startswith("offset"))
    }


def _instants(minutes: ndarray) -> ndarray:
    return (minutes - _EPOCH * _DAY).astype("datetime64[m]")


def _dates(days: ndarray) -> ndarray:
    return (days - _EPOCH).astype("datetime64[D]")
