"""New pieces of a YAML text, in the manner of the text they are put into."""

from __future__ import annotations

import re
from typing import Any

from attrs import frozen

from retroplan.io.yaml import serialized, with_dates
from retroplan.io.yaml_nodes import Sheet
from retroplan.io.yaml_scalars import mapping_of, node_of

TASKS = "tasks"
_ENDLESS = 2**31  # no line of a piece is broken
_LINE = r"(\A|\r\n|\r|\n)"


@frozen
class Sense:
    """
    What a value of a document is.

    Attributes
    ----------
    key
        The key it stands under, which tells a date from a text.
    tasks
        Whether it is a plan, a task or their list of tasks.
    foreign
        Whether it stands in an ``x-`` key, which means nothing to us.
    """

    key: str = ""
    tasks: bool = False
    foreign: bool = False

    def under(self, name: str) -> Sense:
        """Give the sense of what stands under a key of this."""
        return Sense(name, self.tasks and name == TASKS, self.foreign or name.startswith("x-"))

    def of(self, value: Any) -> Any:
        """Give a value with its dates as dates, so that they stand unquoted."""
        return value if self.foreign else with_dates(value, self.key)


@frozen
class Manner:
    """
    How a text is laid out.

    Attributes
    ----------
    newline
        What ends its lines.
    offset
        How far the dashes of a list stand inside its key.
    gap
        How far an item stands behind its dash.
    """

    newline: str
    offset: int = 2
    gap: int = 2

    def entry(self, name: str, value: Any, column: int, sense: Sense) -> str:
        """Write an entry of a block mapping, with all its lines."""
        return self._lines({name: sense.of(value)}, column)

    def item(self, value: Any, column: int, sense: Sense) -> str:
        """Write an item of a block list, with all its lines."""
        # the empty mapping behind it keeps the emitter from writing a short list on one line
        lines = self._lines({"k": [sense.of(value), {}]}, 0).split(self.newline)
        return shifted(self.newline.join([*lines[1:-2], ""]), column - self.offset)

    def _lines(self, document: dict[str, Any], column: int) -> str:
        settings = {"width": _ENDLESS, "sequence": self.offset + self.gap, "offset": self.offset}
        text = serialized(node_of(document), **settings).decode()
        return shifted(text.replace("\n", self.newline), column)


def manner_of(sheet: Sheet) -> Manner:
    """Read from the first list of tasks how a text is laid out."""
    root = sheet.root
    tasks = dict(zip(root.names, root.values, strict=True)).get(TASKS)
    if tasks is None or tasks.flow or not tasks.values or root.flow:
        return Manner(sheet.newline)
    first = tasks.values[0]
    below = first.flow or sheet.line_start(first.start) > tasks.start
    gap = first.column - tasks.column if not below else 2
    return Manner(sheet.newline, tasks.column - root.column, max(gap, 2))


def inline(value: Any, sense: Sense, *, flow: bool = True, quote: str = "") -> str:
    """
    Write a value on one line.

    Parameters
    ----------
    value
        A plain value.
    sense
        What it is a value of.
    flow
        Whether it stands in brackets.
    quote
        How a text is quoted if that is up to us.
    """
    node: Any = node_of(value if quote else sense.of(value), flow=True)
    if quote and isinstance(value, str) and node.style is None:
        node.style = quote
    text = serialized(mapping_of("k", node, flow=flow), width=_ENDLESS).decode().strip("\n")
    inner = text[1:-1] if flow else text
    return inner.removeprefix("k:").removeprefix(" ")


def shifted(text: str, by: int) -> str:
    """Move the lines of a text to the right, or to the left where blanks allow it."""
    if by >= 0:
        return re.sub(rf"{_LINE}(?=[^\r\n])", rf"\g<1>{' ' * by}", text)
    return re.sub(rf"{_LINE} {{1,{-by}}}", r"\1", text)
