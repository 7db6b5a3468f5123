"""Where the parts of a YAML text stand: its values, their entries and its comments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from attrs import evolve, frozen

from retroplan.io.yaml import events
from retroplan.io.yaml_scalars import plain_scalar

_BREAK = re.compile(r"\r\n|\r|\n")
_TO_LINE_END = re.compile(r"[ \t]*(?:#[^\r\n\x85\u2028\u2029]*)?(?:\r\n|\r|\n|\Z)")
_COMMENT = re.compile(r"#[^\r\n\x85\u2028\u2029]*")
_COMMENT_LINE = re.compile(r"(?:([ \t]*)#[^\r\n\x85\u2028\u2029]*|[ \t]*(?!\Z))(?:\r\n|\r|\n|\Z)")
_NOTHING = re.compile(r"(?:[ \t\r\n\x85\u2028\u2029\ufeff]|#[^\r\n\x85\u2028\u2029]*)*")
_BLOCK_HEADER = re.compile(r"[|>][+\-0-9]* *(#[^\r\n\x85\u2028\u2029]*)?")


@frozen(eq=False)
class Node:
    """
    A value in a text.

    Attributes
    ----------
    kind
        ``scalar``, ``list`` or ``mapping``.
    start, end
        Where it begins, and where the last sign of it has ended.
    column
        That of its first sign, counted from 0.
    style
        The quote of a text, ``|`` or ``>``; empty for what is not quoted.
    flow
        Whether a list or mapping stands in brackets.
    value
        What a scalar says.
    keys, values
        What is inside: the items of a list, or the values of a mapping and their keys.
    """

    kind: str
    start: int
    end: int
    column: int
    style: str = ""
    flow: bool = False
    value: Any = None
    keys: tuple[Node, ...] = ()
    values: tuple[Node, ...] = ()

    @property
    def names(self) -> list[str]:
        """The keys of a mapping, as a plan document has them."""
        return [str(key.value) for key in self.keys]


@frozen(eq=False)
class Part:
    """
    An item of a list or an entry of a mapping, and the lines that are its own.

    Attributes
    ----------
    lead
        Where the comments and empty lines before it begin.
    start, stop, end
        Where it begins, with its indentation; where its value has ended; and its lines, with the
        comments in them and those further inside behind them.
    mark, comma
        The places of its dash or colon, and of the comma behind it; -1 if it has none.
    column
        That of its dash or key.
    value
        The item, or the value of the entry.
    name
        The key of the entry.
    """

    lead: int
    start: int
    stop: int
    end: int
    mark: int
    column: int
    value: Node
    name: str = ""
    comma: int = -1


class Sheet:
    """
    A YAML text that has been read without a fault, and the place of everything in it.

    Parameters
    ----------
    text
        The text, without a byte order mark.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0, *(match.end() for match in _BREAK.finditer(text))]
        found = _BREAK.search(text)
        self.newline = found[0] if found else "\n"
        self.head = 0
        """Where the first document begins, behind its ``---``."""
        self.root = self._outline()

    def line_start(self, place: int) -> int:
        """Find the beginning of the line of a place."""
        return self._lines[bisect_right(self._lines, place) - 1]

    def line_end(self, place: int) -> int:
        """Find the beginning of the next line, if only a comment lies before it; else the place itself."""
        match = _TO_LINE_END.match(self.text, place)
        return match.end() if match else place

    def skip(self, place: int) -> int:
        """Find the next place that is neither blank nor in a comment."""
        match = _NOTHING.match(self.text, place)
        return match.end() if match else place

    def comments(self, start: int, end: int) -> list[str]:
        """Give the comments that begin in a stretch of the text."""
        first, last = (bisect_left(self._comments, (place,)) for place in (start, end))
        return [self.text[begin:stop].rstrip() for begin, stop in self._comments[first:last]]

    def parts(self, node: Node, start: int) -> list[Part]:
        """Take a list or mapping apart; `start` is where its first lead begins."""
        return list(self._flow_parts(node) if node.flow else self._block_parts(node, start))

    def inside(self, part: Part) -> int:
        """Find where the lines of the block in a part begin: behind its own line, or on it."""
        below = self.line_start(part.value.start) > part.mark
        return self.line_end(part.mark + 1) if below else part.value.start

    def _block_parts(self, node: Node, lead: int) -> Iterator[Part]:
        before = node.start
        for number, value in enumerate(node.values):
            first = self.skip(before)
            line = self.line_start(first)
            start = line if line >= lead else first
            end = self._lines_of(value.end, node.column)
            mark = self._colon(node.keys[number]) if node.keys else first
            name = str(node.keys[number].value) if node.keys else ""
            yield Part(lead, start, value.end, end, mark, node.column, value, name)
            before, lead = value.end, end

    def _lines_of(self, stop: int, column: int) -> int:
        """Find the end of the lines of a value, with the comments below it that stand further inside."""
        end = place = self.line_end(stop)
        while place > stop and (line := _COMMENT_LINE.match(self.text, place)):
            place = line.end()
            if line[1] is not None and len(line[1]) <= column:
                break
            if line[1] is not None:
                end = place
        return end

    def _flow_parts(self, node: Node) -> Iterator[Part]:
        lead = node.start + 1
        for number, value in enumerate(node.values):
            start = self.skip(lead)
            mark = self._colon(node.keys[number]) if node.keys else -1
            name = str(node.keys[number].value) if node.keys else ""
            place = self.skip(value.end)
            comma = place if self.text[place] == "," else -1
            end = self.line_end(max(comma + 1, value.end))
            yield Part(lead, start, value.end, end, mark, node.column, value, name, comma)
            lead = end

    def _colon(self, key: Node) -> int:
        place = self.skip(key.end)
        return place if self.text[place : place + 1] == ":" else -1

    @cached_property
    def _comments(self) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        place = self.root.start
        for leaf in leaves(self.root):
            found += (match.span() for match in _COMMENT.finditer(self.text, place, leaf.start))
            header = _BLOCK_HEADER.match(self.text, leaf.start) if leaf.style in ("|", ">") else None
            found += [header.span(1)] if header and header[1] else []
            place = leaf.end
        found += (match.span() for match in _COMMENT.finditer(self.text, place))
        return found

    # ------------------------------------------------------------------ from events to nodes

    def _outline(self) -> Node:
        """Build the nodes from the events of the text, without recursion."""
        opened: list[tuple[Any, list[Node]]] = [(None, [])]
        for event in events(self.text):
            match type(event).__name__:
                case "DocumentStartEvent" if event.explicit:  # type: ignore[attr-defined]
                    self.head = self.line_end(event.end_mark.index)
                case "ScalarEvent":
                    opened[-1][1].append(self._leaf(event))
                case "MappingStartEvent" | "SequenceStartEvent":
                    opened.append((event, []))
                case "MappingEndEvent" | "SequenceEndEvent":
                    begin, inside = opened.pop()
                    opened[-1][1].append(self._collection(begin, inside, event.end_mark.index))
        return opened[0][1][0]

    def _leaf(self, event: Any) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        style = event.style or ""
        if style in ("|", ">"):
            raw = self.text[start:end]
            header = _BLOCK_HEADER.match(raw)
            if header and "+" in header[0].partition("#")[0]:
                # its empty lines are part of it, all but the last line break
                end = start + len(re.sub(r"(?:\r\n|\r|\n)\Z", "", raw))
            else:
                end = start + len(raw.rstrip(" \t\r\n"))
        value = plain_scalar(event.value) if event.implicit[0] else event.value
        return Node("scalar", start, end, event.start_mark.column, style=style, value=value)

    def _collection(self, begin: Any, inside: list[Node], end: int) -> Node:
        start, column = begin.start_mark.index, begin.start_mark.column
        flow = bool(begin.flow_style)
        mapping = type(begin).__name__ == "MappingStartEvent"
        keys, values = (inside[::2], inside[1::2]) if mapping else ([], inside)
        if mapping:
            values = [self._placed(key, value) for key, value in zip(keys, values, strict=True)]
        bracketed = self.text[start : start + 1] in ("[", "{")  # else a block, or a pair in a list: [a: b]
        last = values[-1].end if values else start
        return Node(
            "mapping" if mapping else "list",
            start,
            end if flow and bracketed else last,
            column,
            flow=flow,
            keys=tuple(keys),
            values=tuple(values),
        )

    def _placed(self, key: Node, value: Node) -> Node:
        """Put a value that is not written right behind its colon, or behind its key."""
        if value.kind != "scalar" or value.end > value.start:
            return value
        place = max(self._colon(key) + 1, key.end)
        return evolve(value, start=place, end=place)


def leaves(root: Node) -> Iterator[Node]:
    """Yield the scalars of a text in their order, without recursion."""
    pending = [root]
    while pending:
        node = pending.pop()
        if node.kind == "scalar":
            yield node
            continue
        inside = [*node.values]
        if node.keys:
            inside = [item for pair in zip(node.keys, node.values, strict=True) for item in pair]
        pending.extend(reversed(inside))
