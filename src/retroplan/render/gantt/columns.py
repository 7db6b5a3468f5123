"""The columns left of the bars: which ones, and how wide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from attrs import frozen

from retroplan.language import word
from retroplan.render.gantt import look
from retroplan.render.gantt.rows import Row
from retroplan.render.gantt.shapes import Text
from retroplan.render.gantt.text import shortened, width_of

_KEYS = ("owner", "offset", "start", "finish")
_DROPPED_FIRST = ("finish", "owner", "start", "offset")
_WIDEST_NAME, _USUAL_NAME, _NARROWEST_NAME, _WIDEST_OWNER = 320.0, 260.0, 150.0, 130.0
_SHOWN_WHOLE = 0.9  # of the names: a few long ones do not widen the column for all
_INDENT, _GAP = 12.0, 12.0


@frozen
class Column:
    """
    One column.

    Attributes
    ----------
    key
        ``name``, or a key of the cells of a row.
    heading
        What stands above it.
    left, width
        Where it begins, and how wide it is without the gap after it.
    """

    key: str
    heading: str
    left: float
    width: float


def make_columns(rows: Sequence[Row], lang: str, left: float, room: float | None) -> tuple[Column, ...]:
    """
    Choose the columns.

    Parameters
    ----------
    rows
        What they hold.
    lang
        Language of their headings.
    left
        Where the first one begins.
    room
        How wide they may be together; as wide as they need if None.
    """
    widths = {"name": max(_wide_enough(rows), _heading_width("name", lang))}
    for key in _KEYS:
        needed = max((width_of(row.cells[key], look.SMALL) for row in rows), default=0.0)
        if needed:
            widths[key] = max(min(needed, _WIDEST_OWNER), _heading_width(key, lang))
    for dropped in ("", *_DROPPED_FIRST):
        widths.pop(dropped, None)
        others = sum(widths.values()) - widths["name"] + _GAP * len(widths)
        if room is None or others + min(widths["name"], _NARROWEST_NAME) <= room:
            break
    if room is not None:
        widths["name"] = min(widths["name"], max(room - others, _NARROWEST_NAME / 2))
    return tuple(_placed(widths, lang, left))


def _wide_enough(rows: Sequence[Row]) -> float:
    """Give the width for nearly all names, and for all of them where it is not much."""
    names = sorted(map(_name_width, rows)) or [0.0]
    usual = names[ceil(_SHOWN_WHOLE * (len(names) - 1))]
    return min(names[-1], max(usual, _USUAL_NAME), _WIDEST_NAME)


def _placed(widths: dict[str, float], lang: str, left: float) -> Iterator[Column]:
    for key, width in widths.items():
        yield Column(key, _heading(key, lang), left, width)
        left += width + _GAP


def end_of(columns: Sequence[Column]) -> float:
    """Give where the last column ends, with the gap after it."""
    return columns[-1].left + columns[-1].width + _GAP


def _heading(key: str, lang: str) -> str:
    return word("gantt-owner" if key == "owner" else f"column-{key}", lang)


def _heading_width(key: str, lang: str) -> float:
    return width_of(_heading(key, lang), look.SMALL, bold=True)


def _indent(row: Row, width: float) -> float:
    return min(row.depth * _INDENT, width / 3)


def _name_width(row: Row) -> float:
    width = width_of(row.name, look.BODY, bold=_is_bold(row))
    return width + min(row.depth * _INDENT, _WIDEST_NAME / 3)


def _is_bold(row: Row) -> bool:
    return row.kind in ("summary", "launch")


def headings(columns: Sequence[Column], baseline: float) -> Iterator[Text]:
    """Write the headings."""
    for column in columns:
        text = shortened(column.heading, column.width, look.SMALL, bold=True)
        yield Text(column.left, baseline, text, look.SMALL, bold=True, colour=look.QUIET)


def cells(row: Row, columns: Sequence[Column], baseline: float) -> Iterator[Text]:
    """Write the cells of a row; what is too long is shortened."""
    for column in columns:
        if column.key == "name":
            indent, bold = _indent(row, column.width), _is_bold(row)
            full, size = row.name, look.BODY
            text = shortened(full, column.width - indent, size, bold=bold)
        else:
            indent, bold = 0.0, False
            full, size = row.cells[column.key], look.SMALL
            text = shortened(full, column.width, size)
        if text:
            yield Text(
                column.left + indent, baseline, text, size, bold,
                colour=look.INK if column.key == "name" else look.QUIET,
                full="" if text == full else full,
            )  # fmt: skip
