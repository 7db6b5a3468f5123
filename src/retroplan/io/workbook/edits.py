"""What somebody typed over the computed cells of a row."""

from __future__ import annotations

from retroplan.io.workbook.above import Above, later
from retroplan.io.workbook.columns import FINISH, LENGTH, OFFSET, SHIFT, START, WAS
from retroplan.io.workbook.form import Form, day_of
from retroplan.tables.grid import Row

PLACES = {"at": OFFSET, "start": START, "finish": FINISH}
"""The keys that somebody gives in this way, and the columns in which they do."""


def edits(form: Form, row: Row, above: Above) -> dict[str, object]:
    """Give the offset and the dates that somebody typed over what was computed; None was taken away."""
    found: dict[str, object] = {}
    offset, was, shift, length = (form.get(row, key) for key in (OFFSET, WAS, SHIFT, LENGTH))
    if offset != was and {"at", OFFSET} <= form.columns.keys():
        found["at"] = None if offset is None else _offset_words(offset)
    start, finish = day_of(form.get(row, START)), day_of(form.get(row, FINISH))
    given = {"start": start, "finish": finish}
    if length is not None:  # it was written, not added
        if start is None and isinstance(offset, (int, float, type(None))):  # a formula without its result
            start = above.start(offset, shift)
        computed = shift is None or start is None
        if start is None or computed or above.is_planned(start, offset, was, shift):
            given["start"] = None
        if computed or finish == later(start, length):
            given["finish"] = None
    return found | {key: day for key, day in given.items() if day is not None}


def _offset_words(offset: object) -> object:
    """Write a number of days as an offset: -60 is J-60."""
    if isinstance(offset, (int, float)) and float(offset).is_integer():
        return f"J{int(offset):+d}" if offset else "J"
    return offset
