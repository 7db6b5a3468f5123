"""The parts of a YAML list or mapping put together again: lines of a block, or between brackets."""

from __future__ import annotations

import re

from attrs import evolve, field, frozen, mutable

from retroplan.io.yaml_nodes import Node, Part, Sheet

_ATTACHED = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n))+\Z")
_EMPTY_LINES = re.compile(r"\A(?:[ \t]*(?:\r\n|\r|\n))+")
_ENDS = ("\n", "\r")


def attached(sheet: Sheet, part: Part) -> str:
    """Give the comment lines right above an item of a block, which go where it goes."""
    match = _ATTACHED.search(sheet.text[part.lead : part.start])
    return match[0] if match else ""


def is_spaced(sheet: Sheet, part: Part) -> bool:
    """Tell whether an empty line stands before a part of a block."""
    return sheet.text[part.lead : part.start].lstrip(" \t").startswith(_ENDS)


@mutable(eq=False)
class Lines:
    """
    The lines of a block, written one after the other.

    Attributes
    ----------
    sheet
        The old text.
    parts
        The old parts of the block.
    start
        Where the block begins: at a line, or behind a dash.
    lost
        Comments that have lost their place; they stand above the next line that is put.
    held
        Whether an item or entry has been put.
    """

    sheet: Sheet
    parts: list[Part]
    start: int
    lost: list[str]
    held: bool = False
    _pieces: list[str] = field(factory=list)
    _led: set[int] = field(factory=set)

    @property
    def _compact(self) -> bool:
        return self.start != self.sheet.line_start(self.start)

    def lead(self, number: int, *, gone: bool = False, without: str = "") -> None:
        """Put, once, what stands before a part; of one that is gone only the comments."""
        part = self.parts[number]
        if number in self._led:
            return
        self._led.add(number)
        lead = self.sheet.text[part.lead : part.start].removesuffix(without)
        if number and not any(self._pieces):
            lead = _EMPTY_LINES.sub("", lead)  # they parted it from what is gone
        if number == 0 or not gone or lead.strip():
            self._pieces.append(lead)

    def put(self, text: str, number: int = 0, *, held: bool = True) -> None:
        """Put the lines of a part."""
        column = self.parts[number].column
        self._pieces += [" " * column + comment + self.sheet.newline for comment in self.lost]
        self.lost.clear()
        if self._compact and column and text[:1] not in ("", " "):
            text = " " * column + text  # it stood behind the dash and may no longer be the first
        self._pieces.append(text)
        self.held = self.held or (held and bool(text.strip()))

    def text(self) -> str:
        """Give all lines; behind a dash the first one begins without its indentation."""
        pieces = [piece for piece in self._pieces if piece]
        for number, piece in enumerate(pieces[:-1]):
            if not piece.endswith(_ENDS):  # it was the last line of the text
                pieces[number] = piece + self.sheet.newline
        made = "".join(pieces)
        return made.lstrip(" ") if self._compact else made


@frozen
class Entry:
    """
    An item or entry between brackets.

    Attributes
    ----------
    body
        Its text.
    lead, behind
        What stands before it, and behind it but for the comma.
    part
        The old one that it was.
    """

    body: str
    lead: str = ""
    behind: str = ""
    part: Part | None = None


def entry_of(sheet: Sheet, part: Part, body: str) -> Entry:
    """Make an entry in the place of an old part."""
    text = sheet.text
    comma = part.comma if part.comma >= 0 else part.stop
    behind = text[part.stop : comma] + text[max(part.comma + 1, part.stop) : part.end]
    return Entry(body, text[part.lead : part.start], behind, part)


def bracketed(sheet: Sheet, node: Node, parts: list[Part], entries: list[Entry]) -> str:
    """Put entries between the brackets of a node, with commas."""
    text = sheet.text
    closing = text[parts[-1].end if parts else node.start + 1 : node.end]
    trailing = bool(parts) and parts[-1].comma >= 0
    made = text[node.start]
    for number, entry in enumerate(entries):
        first, last = number == 0, number == len(entries) - 1
        entry = _fitted(sheet, parts, entry, first, made.endswith(_ENDS))
        if not made[-1:].isspace() and not first and not entry.lead[:1].isspace():
            made += " "
        made += entry.lead + entry.body + _behind(sheet, entry, comma=trailing or not last)
    if made.endswith(_ENDS) and closing[0] in "]}" and text[node.end - 2] not in _ENDS:
        made += " " * node.column  # YAML wants it inside what it belongs to
    return made + closing


def _fitted(sheet: Sheet, parts: list[Part], entry: Entry, first: bool, fresh_line: bool) -> Entry:
    """Give an entry the blanks that the others have: a line of its own, or none."""
    text = sheet.text
    if not parts:
        return entry
    opening = text[parts[0].lead : parts[0].start]
    if any(text[sheet.line_start(part.start) : part.start].strip() for part in parts):
        plain = not entry.lead.strip(" ") and not opening.strip()
        return evolve(entry, lead=opening) if first and plain else entry
    if entry.part is None:
        indent = text[sheet.line_start(parts[0].start) : parts[0].start]
        behind = sheet.newline if text[parts[-1].end - 1] in _ENDS else ""
        entry = evolve(entry, lead=indent, behind=behind)
    begun = fresh_line or any(end in entry.lead for end in _ENDS)
    return entry if begun else evolve(entry, lead=sheet.newline + entry.lead)


def _behind(sheet: Sheet, entry: Entry, *, comma: bool) -> str:
    """Write what stands behind an entry, the comma where it was."""
    part = entry.part
    if not comma or part is None or part.comma < 0:
        return "," + entry.behind if comma else entry.behind
    return sheet.text[part.stop : part.end]
