"""What stands above the list of tasks: a title, and labels beside their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import define, field

from retroplan.errors import PlanError
from retroplan.model.moments import moment_text
from retroplan.tables.cells import Manner, kept, names_of_people, shown
from retroplan.tables.coding import decode, decode_text
from retroplan.tables.faults import Faults
from retroplan.tables.grid import Row
from retroplan.tables.headings import heading_of
from retroplan.tables.words import read_duration, read_moment, without_midnight

NOTES = "x-notes"
Pair: TypeAlias = tuple[str, int, int, object]
"""Key, column of the label, column of the value, value."""


@define
class Header:
    """
    The keys of the plan that stand above its list.

    Attributes
    ----------
    manner, faults
        How cells are read, and where problems go.
    document
        Key and value.
    cells
        Row number and column by key.
    """

    manner: Manner
    faults: Faults
    document: dict[str, Any] = field(factory=dict)
    cells: dict[str, tuple[int, int]] = field(factory=dict)

    def read(self, rows: Sequence[Row]) -> None:
        """Read the rows above a list."""
        number = 0
        while number < len(rows):
            pair = rows[number : number + 2]
            if not self.manner.own and len(pair) == 2 and _are_labels(*pair):
                self._read_below(*pair)
                number += 2
            else:
                self._read(pair[0])
                number += 1

    def _read_below(self, labels: Row, row: Row) -> None:
        """Read values below their labels; what has no label that is known is a note."""
        for column in labels.filled:
            key = heading_of(labels[column], "plan").key
            if key and not key.startswith("x-") and column in row.cells:
                self._set(key, row, column, row[column])
            elif column in row.cells:
                words = f"{shown(labels[column], self.manner)} : {shown(row[column], self.manner)}"
                self.document.setdefault(NOTES, []).append(words)
        self._note(row, set(row.filled) - set(labels.filled))

    def _read(self, row: Row) -> None:
        """Read a row: pairs of label and value, a title, or a note, which is kept."""
        pairs = list(self._own_pair(row) if self.manner.own else self._pairs(row))
        for key, _, column, value in pairs:
            self._set(key, row, column, value)
        if pairs:
            self._note(row, set(row.filled) - {column for _, *both, _ in pairs for column in both})
        elif "name" in self.document or len(row.cells) > 1 or heading_of(row[row.filled[0]], "plan").key:
            self._note(row, set(row.filled))
        else:
            self.document["name"] = shown(row[row.filled[0]], self.manner).lstrip("# ")

    def _own_pair(self, row: Row) -> Iterator[Pair]:
        label, *values = row.filled
        text = str(row[label])
        if values:
            yield heading_of(text, "plan").key or decode_text(text), label, values[0], row[values[0]]

    def _pairs(self, row: Row) -> Iterator[Pair]:
        """Yield each label that is known with its value: beside it, or behind a colon in its cell."""
        columns = iter(row.filled)
        for column in columns:
            key = heading_of(row[column], "plan").key
            label, colon, rest = str(row[column]).partition(":")
            if key and not key.startswith("x-"):
                beside = next(columns, None)
                if beside is not None:
                    yield key, column, beside, row[beside]
            elif colon and rest.strip() and (key := heading_of(label, "plan").key) and self._fits(key, rest):
                yield key, column, column, rest.strip()

    def _fits(self, key: str, text: str) -> bool:
        """Tell whether a cell with a colon is a label: "Lancement : le site" is a title."""
        return key not in ("launch", "start") or _is_moment(text.strip())

    def _set(self, key: str, row: Row, column: int, value: object) -> None:
        if key == "name" and "name" in self.document and not self.manner.own:
            self.document.setdefault(NOTES, []).append(self.document["name"])
        self.cells[key] = (row.number, column)
        try:
            self.document[key] = self._value(key, value)
        except PlanError as problem:
            self.faults.add((item.at(key) for item in problem.findings), row.number, column)

    def _value(self, key: str, cell: object) -> object:
        own = self.manner.own
        if key in ("launch", "start"):
            moment = moment_text(read_moment(cell))
            return moment if own else without_midnight(moment)
        if key in ("name", "lang", "calendar"):
            text = shown(cell, self.manner)
            return decode(text) if own and text[:1] == "{" else decode_text(text) if own else text.strip()
        if key == "owner":
            found = decode(cell) if own and isinstance(cell, str) and cell[:1] == "[" else cell
            return found if isinstance(found, list) else names_of_people(shown(found, self.manner))
        if key == "buffer":
            return cell if "%" in str(cell) else read_duration(cell)
        if key == "hours_per_day" and isinstance(cell, str):
            return cell.replace(",", ".")
        return kept(cell, self.manner)

    def _note(self, row: Row, columns: set[int]) -> None:
        words = [shown(row[column], self.manner) for column in sorted(columns)]
        if words:
            self.document.setdefault(NOTES, []).append(" : ".join(words))


def _are_labels(row: Row, below: Row) -> bool:
    """Tell whether a row holds labels side by side, two of them known, and the next one their values."""
    keys = [heading_of(row[column], "plan").key for column in row.filled]
    side_by_side = any(one and two and one != two for one, two in pairwise(keys))
    return side_by_side and not any(heading_of(below[column], "plan").key for column in below.filled)


def is_label(text: str) -> bool:
    """
    Tell whether a line of a text gives the launch, the start or the calendar.

    A sentence may begin in the same way, so nothing else is taken for a label there.

    Examples
    --------
    >>> is_label("Jour J : 15/06/2027"), is_label("Lancement : le site"), is_label("Calendar: see below")
    (True, False, False)
    """
    label, _, rest = text.partition(":")
    key, value = heading_of(label, "plan").key, rest.strip()
    if key == "calendar":
        return len(value.split()) == 1
    return key in ("launch", "start") and _is_moment(value)


def _is_moment(text: str) -> bool:
    """Tell whether a text is a date, or is meant as one."""
    try:
        read_moment(text)
    except PlanError as problem:
        return problem.findings[0].code != "not-a-date"
    return True


def keep_notes(document: dict[str, Any], notes: list[str]) -> None:
    """Keep rows below the headings that are no tasks with those that stood above."""
    if notes:
        document.setdefault(NOTES, []).extend(notes)
