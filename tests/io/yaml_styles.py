"""One document written in the many ways that people write YAML."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from attrs import field, frozen, mutable
from hypothesis import strategies as st

from retroplan.io import yaml
from retroplan.io.yaml_fresh import Sense, inline

SENSE = Sense(foreign=True)


@frozen
class Styled:
    """A text, and for each comment in it the id of the task it stands in; empty for none."""

    data: bytes
    owners: dict[str, str]


@st.composite
def styled(draw: st.DrawFn, document: Any) -> Styled:
    """Draw a text that says a document, with comments ``# c1:``, ``# c2:`` … in it."""
    style = Style(draw)
    document = yaml.with_dates(document) if draw(st.booleans()) else document
    text = "".join(style.lines(document, 0, draw(st.booleans()) or None))
    if draw(st.booleans()):
        text = style.named() + " at the top\n\n---\n" + text
    if draw(st.booleans()):
        text += "...\n"
    if draw(st.integers(0, 3)) == 0:
        text = text.rstrip("\n") if not text.endswith("\n\n") else text
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if draw(st.integers(0, 3)) == 0 else b""
    return Styled(mark + text.encode(), style.owners)


@mutable(eq=False)
class Style:
    """Writes values, each choice drawn; all lines of a value end in a line break."""

    draw: st.DrawFn
    owners: dict[str, str] = field(factory=dict)
    tasks: list[str] = field(factory=lambda: [""])

    def one_in(self, number: int) -> bool:
        """Draw whether something rare happens."""
        return self.draw(st.integers(1, number)) == 1

    def comment(self, column: int = 0) -> str:
        """Draw a comment on its own line, an empty line, or nothing."""
        if self.one_in(6):
            return " " * column + self.named() + "\t[not: 'yaml\"\n"
        return "\n" if self.one_in(12) else ""

    def behind(self) -> str:
        """Draw the end of a line, with a comment or without."""
        if self.one_in(6):
            return "  " + self.named() + " - x\n"
        return "\n"

    def named(self) -> str:
        """Begin a comment that is like no other."""
        name = f"# c{len(self.owners)}:"
        self.owners[name] = self.tasks[-1]
        return name

    @contextmanager
    def within(self, value: Any) -> Iterator[None]:
        """Remember that comments stand in a task."""
        self.tasks.append(value["id"] if isinstance(value, dict) and "id" in value else self.tasks[-1])
        yield
        self.tasks.pop()

    def lines(self, value: Any, column: int, block: bool | None = None) -> list[str]:
        """Write a document, in a block unless that is not possible or it is drawn otherwise."""
        if block is None:
            block = not self.one_in(4)
        if not block or not isinstance(value, (dict, list)) or not value:
            return [" " * column + self.inside(value, column) + "\n"]
        return self.mapping(value, column) if isinstance(value, dict) else self.list(value, column)

    def mapping(self, value: dict[str, Any], column: int) -> list[str]:
        """Write a block mapping."""
        made: list[str] = []
        for key, item in value.items():
            made.append(self.comment(column))
            made += self.value(" " * column + self.key(key) + ":", item, column, dash=False)
            if not isinstance(item, list):  # whose dashes may stand in this column
                made.append(self.comment(column + 1) if self.one_in(4) else "")
        return made

    def list(self, value: list[Any], column: int) -> list[str]:
        """Write a block list."""
        made: list[str] = []
        for item in value:
            made.append(self.comment(column))
            with self.within(item):
                made += self.value(" " * column + "-", item, column, dash=True)
                made.append(self.comment(column + 1) if self.one_in(4) else "")
        return made

    def value(self, head: str, value: Any, column: int, *, dash: bool) -> list[str]:
        """Write what stands behind a key or a dash."""
        if isinstance(value, (dict, list)) and value and not self.one_in(3):
            inner = column + self.draw(st.sampled_from([2, 2, 4, 1]))
            if isinstance(value, list) and not dash and self.one_in(3):
                inner = column
            block = self.mapping(value, inner) if isinstance(value, dict) else self.list(value, inner)
            if dash and not self.one_in(4):
                return self.compact(head, block, inner)
            return [head + self.behind(), *block]
        if isinstance(value, str) and self.is_simple(value) and self.one_in(5):
            return [head + " |-" + self.behind(), " " * (column + 3) + value + "\n"]
        return [head + " " + self.inside(value, column) + self.behind()]

    def compact(self, head: str, block: list[str], inner: int) -> list[str]:
        """Put the first line of a block behind a dash, if it can stand there."""
        lines = [line for line in block if line]
        first = lines[0]
        if first.lstrip().startswith(("#", "\n")) or not first.strip() or "\n\n" in first:
            return [head + "\n", *lines]
        return (
            [head + " " * (inner - len(head)) + first[inner:], *lines[1:]]
            if inner > len(head)
            else [head + "\n", *lines]
        )

    def inside(self, value: Any, column: int) -> str:
        """Write a value in one line or in brackets."""
        if not isinstance(value, (dict, list)) or not value:
            return self.scalar(value)
        rows = not self.one_in(3)
        made = "{" if isinstance(value, dict) else "["
        made += self.behind() if rows else self.draw(st.sampled_from(["", " "]))
        for number, item in enumerate(value):
            last = number == len(value) - 1
            made += self.comment(column + 4) + " " * (column + 4) if rows else ""
            with self.within(item if isinstance(value, list) else None):
                head = f"{self.key(item)}: " if isinstance(value, dict) else ""
                made += head + self.inside(value[item] if isinstance(value, dict) else item, column + 4)
                made += self.draw(st.sampled_from(["", ","] if last else [",", " ,"]))
                made += self.behind() if rows else "" if last else " "
        made += " " * (column + 2) if rows else self.draw(st.sampled_from(["", " "]))
        return made + ("}" if isinstance(value, dict) else "]")

    def key(self, key: str) -> str:
        """Write a key, perhaps in quotes."""
        return json.dumps(key) if self.one_in(4) and key.isascii() else inline(key, SENSE)

    def scalar(self, value: Any) -> str:
        """Write a scalar, a text in quotes or without."""
        if isinstance(value, (dict, list)):
            return "{}" if isinstance(value, dict) else "[]"
        if isinstance(value, str):
            if self.one_in(3) and value.isascii():
                return json.dumps(value)
            if self.is_simple(value) and self.one_in(3):
                return f"'{value}'"
        return inline(value, SENSE)

    @staticmethod
    def is_simple(text: str) -> bool:
        """Tell whether a text can stand in a block or between single quotes as it is."""
        return text.isascii() and text.isprintable() and text.strip() == text != "" and "'" not in text
