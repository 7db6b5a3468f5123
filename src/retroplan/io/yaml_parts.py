"""
The parts of a YAML plan written again: those that say the same as they stand, the others anew.

A comment goes only with the task it stands in. One that loses its place otherwise, because the
key or the item it stands in is gone, waits until the next line is written and stands above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import evolve, field, mutable

from retroplan.io.alignment import Alignment, align, content, same
from retroplan.io.yaml_fresh import TASKS, Manner, Sense, inline, manner_of, shifted
from retroplan.io.yaml_lines import Entry, Lines, attached, bracketed, entry_of, is_spaced
from retroplan.io.yaml_nodes import Node, Part, Sheet
from retroplan.io.yaml_tasks import OldTasks

_QUOTES = ("'", '"')
_BLOCKS = ("|", ">")


def edited(text: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """
    Edit the text of a plan.

    Parameters
    ----------
    text
        A text that can be read as a plan.
    old, new
        The document of that plan, and the one that the new text is to say.
    """
    sheet = Sheet(text)
    return Edit(sheet, manner_of(sheet), OldTasks(sheet, old, new)).whole(old, new)


@mutable(eq=False)
class Edit:
    """
    An edit of one text.

    Attributes
    ----------
    sheet
        The old text.
    manner
        How new lines are laid out.
    old_tasks
        Where the tasks of the old plan stand.
    lost
        Comments that have lost their place.
    """

    sheet: Sheet
    manner: Manner
    old_tasks: OldTasks
    lost: list[str] = field(factory=list)

    def whole(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
        """Write the whole text."""
        text, root, newline, sense = self.sheet.text, self.sheet.root, self.sheet.newline, Sense(tasks=True)
        if root.flow:
            made = text[: root.start] + self._flow_mapping(root, old, new, sense) + text[root.end :]
            if self.lost and not made.endswith(("\n", "\r")):
                made += newline
            return made + "".join(comment + newline for comment in self.lost)
        start = min(self.sheet.head, root.start)
        parts = self.sheet.parts(root, start)
        lines = self._block_mapping(parts, start, old, new, sense)
        nothing = "" if lines.held else "{}" + newline
        return text[:start] + nothing + lines.text() + text[parts[-1].end :]

    # ------------------------------------------------------------------ the value of a part

    def _value(self, part: Part, old: Any, new: Any, sense: Sense, *, flow: bool) -> str:
        """Write an item or an entry; with `flow` it stands in brackets, and its commas are not written."""
        text, node, end = self.sheet.text, part.value, part.stop if flow else part.end
        if same(old, new):
            return text[part.start : end]
        if not self._can_be_entered(node, old, new, sense):
            return self._anew(part, new, sense, flow=flow)
        if node.flow:
            write = self._flow_mapping if node.kind == "mapping" else self._flow_list
            return text[part.start : node.start] + write(node, old, new, sense) + text[node.end : end]
        start = self.sheet.inside(part)
        inside = self.sheet.parts(node, start)
        block = self._block_mapping if node.kind == "mapping" else self._block_list
        lines = block(inside, start, old, new, sense)
        head, rest = text[part.start : start], lines.text() + text[inside[-1].end : end]
        if not lines.held:
            empty = " {}" if node.kind == "mapping" else " []"
            head = text[part.start : part.mark + 1] + empty + self._behind_mark(part)
        return head + rest

    def _can_be_entered(self, node: Node, old: Any, new: Any, sense: Sense) -> bool:
        """Tell whether a value can be edited part by part: its parts are those of its document."""
        if node.flow and self.sheet.text[node.start] not in "[{":
            return False
        if node.kind == "mapping" and isinstance(old, Mapping) and isinstance(new, Mapping):
            said = {
                name for name, value in zip(node.names, node.values, strict=True) if not _is_silent(value)
            }
            whole = said <= old.keys() <= set(node.names) and len(set(node.names)) == len(node.names)
            return bool(node.values) and (sense.tasks or whole)
        if node.kind == "list" and isinstance(old, list) and isinstance(new, list):
            return len(old) == len(node.values) > 0
        return False

    def _anew(self, part: Part, new: Any, sense: Sense, *, flow: bool) -> str:
        """Write the value of a part anew."""
        text, node = self.sheet.text, part.value
        end = part.stop if flow else part.end
        if part.mark < 0 and part.name:  # a key without a colon
            self.lost += self.sheet.comments(part.start, end)
            body = f"{inline(part.name, Sense())}: {self._inline(new, sense)}"
            return body if flow else self._entry(part.name, new, part.column, sense)
        opened = text[part.start : part.mark + 1]
        if node.kind != "scalar" and not node.flow:
            self.lost += self.sheet.comments(self.sheet.inside(part), end)
            return f"{opened} {self._inline(new, sense, flow=flow)}{self._behind_mark(part)}"
        if not flow and part.name and _is_silent(node) and _is_deep(new):
            self.lost += self.sheet.comments(part.start, node.end)
            rest = self.sheet.line_end(node.end)
            behind = text[node.end : rest].rstrip("\r\n") + self.sheet.newline
            lines = self._entry(part.name, new, part.column, sense).partition(self.sheet.newline)[2]
            return opened + behind + lines + text[rest:end]
        inside = self.sheet.comments(node.start, node.end)
        headed = node.style in _BLOCKS and inside  # the comment behind | or > can stay on its line
        self.lost += [] if headed else inside
        behind = f"  {inside[0]}" if headed else ""
        quote = node.style if node.style in _QUOTES else ""
        blank = " " if node.start == part.mark + 1 else ""
        written = self._inline(new, sense, flow=flow, quote=quote)
        return text[part.start : node.start] + blank + written + behind + text[node.end : end]

    def _behind_mark(self, part: Part) -> str:
        """Give the rest of the line of a part whose block begins below it."""
        behind = self.sheet.text[part.mark + 1 : self.sheet.inside(part)]
        return behind if behind.endswith(("\n", "\r")) else self.sheet.newline

    def _inline(self, value: Any, sense: Sense, *, flow: bool = True, quote: str = "") -> str:
        """Write a value on one line."""
        if sense.tasks and isinstance(value, list):
            return f"[{', '.join(map(self._flow_task, value))}]"
        return inline(value, sense, flow=flow, quote=quote)

    # ------------------------------------------------------------------ mappings

    def _block_mapping(self, parts: list[Part], start: int, old: Any, new: Any, sense: Sense) -> Lines:
        lines = Lines(self.sheet, parts, start, self.lost)
        for number, name in self._entries(parts, old, new):
            if number is None:
                lines.lead(0)  # what stands above the first key stays above them all
                lines.put(self._entry(name, new[name], parts[0].column, sense.under(name)))
            elif name in old and name not in new:
                lines.lead(number, gone=True)
                self.lost += self._comments(parts[number], sense)
                lines.put("", number)
            else:
                lines.lead(number)
                lines.put(self._entry_text(parts[number], old, new, sense, flow=False), number)
        return lines

    def _flow_mapping(self, node: Node, old: Any, new: Any, sense: Sense) -> str:
        parts = self.sheet.parts(node, node.start)
        entries: list[Entry] = []
        for number, name in self._entries(parts, old, new):
            part = None if number is None else parts[number]
            if part is None:
                key = inline(name, Sense())
                entries.append(Entry(f"{key}: {self._inline(new[name], sense.under(name))}"))
            elif name in old and name not in new:
                self.lost += self.sheet.comments(part.lead, part.start) + self._comments(part, sense)
            else:
                entries.append(entry_of(self.sheet, part, self._entry_text(part, old, new, sense, flow=True)))
        return bracketed(self.sheet, node, parts, entries)

    def _entries(self, parts: list[Part], old: Any, new: Any) -> Iterator[tuple[int | None, str]]:
        """Yield the numbers of the old entries, and behind each the new keys that follow it otherwise."""
        known = {part.name for part in parts}
        behind, added = "", dict[str, list[str]]()
        for name, value in new.items():
            if name in known:
                behind = name
            elif name not in old or not same(old[name], value):
                added.setdefault(behind, []).append(name)
        for name in added.pop("", ()):
            yield None, name
        for number, part in enumerate(parts):
            yield number, part.name
            for name in added.pop(part.name, ()):
                yield None, name

    def _entry_text(self, part: Part, old: Any, new: Any, sense: Sense, *, flow: bool) -> str:
        name, under = part.name, sense.under(part.name)
        said = old.get(name, [] if under.tasks else None)
        return self._value(part, said, new.get(name, said), under, flow=flow)

    def _entry(self, name: str, value: Any, column: int, sense: Sense) -> str:
        """Write a new entry of a block mapping; `sense` is that of its value."""
        if not sense.tasks or not value:
            return self.manner.entry(name, value, column, sense)
        items = [self._block_task(task, column + self.manner.offset) for task in value]
        return " " * column + f"{name}:" + self.sheet.newline + "".join(items)

    def _comments(self, part: Part, sense: Sense) -> list[str]:
        """Give the comments of an entry, without those that go with the tasks in it."""
        found, place = [], part.start
        if sense.under(part.name).tasks and part.value.kind == "list":
            for item in self.sheet.parts(part.value, self.sheet.inside(part)):
                above = "" if part.value.flow else self.old_tasks.with_it(item)
                found += self.sheet.comments(place, item.start - len(above))
                place = item.end
        return found + self.sheet.comments(place, part.end)

    def _own_comments(self, task: Part) -> list[str]:
        """Give the comments of a task that stands in a block, without those of the tasks in it."""
        found, place = [], task.start
        for part in self.sheet.parts(task.value, self.sheet.inside(task)):
            found += self.sheet.comments(place, part.start) + self._comments(part, Sense(TASKS, tasks=True))
            place = part.end
        return found + self.sheet.comments(place, task.end)

    # ------------------------------------------------------------------ lists

    def _block_list(self, parts: list[Part], start: int, old: Any, new: Any, sense: Sense) -> Lines:
        lines = Lines(self.sheet, parts, start, self.lost)
        aligned = self._aligned(old, new, sense)
        spaced = len(parts) > 1 and all(is_spaced(self.sheet, part) for part in parts[1:])
        flow = all(part.value.flow for part in parts)
        passed = 0
        for item, number in zip(new, aligned.old, strict=True):
            if number is None:
                lines.put(self.sheet.newline if spaced and lines.held else "")
                lines.put(self._item(item, parts[0].column, sense, flow=flow))
                continue
            if number in aligned.stable:
                self._pass(lines, range(passed, number), aligned, sense)
                lines.lead(number)
                passed = number + 1
            else:
                lines.put(attached(self.sheet, parts[number]), number)
            lines.put(self._value(parts[number], old[number], item, sense, flow=False), number)
        self._pass(lines, range(passed, len(parts)), aligned, sense)
        return lines

    def _pass(self, lines: Lines, numbers: range, aligned: Alignment, sense: Sense) -> None:
        """Pass over items that are gone or have moved; the comments above those that are gone stay."""
        for number in numbers:
            part = lines.parts[number]
            within = attached(self.sheet, part) if number in aligned.used else self.old_tasks.with_it(part)
            lines.lead(number, gone=True, without=within)
            if number not in aligned.used and not sense.tasks:
                self.lost += self.sheet.comments(part.start, part.end)
            lines.put("", number)

    def _flow_list(self, node: Node, old: Any, new: Any, sense: Sense) -> str:
        parts = self.sheet.parts(node, node.start)
        aligned = self._aligned(old, new, sense)
        entries: list[Entry] = []
        for item, number in zip(new, aligned.old, strict=True):
            if number is None:
                entries.append(Entry(self._flow_task(item) if sense.tasks else inline(item, sense)))
            else:
                body = self._value(parts[number], old[number], item, sense, flow=True)
                entries.append(entry_of(self.sheet, parts[number], body))
        for number, part in enumerate(parts):
            if number not in aligned.used:
                end = part.start if sense.tasks else part.end
                self.lost += self.sheet.comments(part.lead, end)
        return bracketed(self.sheet, node, parts, entries)

    def _aligned(self, old: Any, new: Any, sense: Sense) -> Alignment:
        if sense.tasks:
            return align(old, new, lambda task: task["id"], self.old_tasks.is_renamed)
        return align(old, new, content, lambda *_: True)

    def _item(self, value: Any, column: int, sense: Sense, *, flow: bool) -> str:
        """Write a new item of a block list, in brackets if the others are."""
        if sense.tasks:
            return self._block_task(value, column, flow=flow)
        if flow:
            return " " * column + "- " + inline(value, sense, flow=False) + self.sheet.newline
        return self.manner.item(value, column, sense)

    # ------------------------------------------------------------------ tasks that come into a list

    def _block_task(self, task: Mapping[str, Any], column: int, *, flow: bool = False) -> str:
        """Write a task that comes into a block list, new or from elsewhere."""
        place, sense = self.old_tasks.get(task["id"]), Sense(TASKS, tasks=True)
        if place is not None and not place.flow:
            lines = Lines(self.sheet, [place.part], self.sheet.line_start(place.part.start), self.lost)
            lines.put(attached(self.sheet, place.part))
            lines.put(self._value(place.part, place.document, task, sense, flow=False))
            whole = lines.text()
            ended = whole if whole.endswith(("\n", "\r")) else whole + self.sheet.newline
            return shifted(ended, column - place.part.column)
        if place is not None or flow:
            return " " * column + "- " + self._flow_task(task) + self.sheet.newline
        inner = column + self.manner.gap
        entries = [self._entry(name, value, inner, sense.under(name)) for name, value in task.items()]
        return " " * column + "-" + "".join(entries)[column + 1 :]

    def _flow_task(self, task: Mapping[str, Any]) -> str:
        """Write a task that comes into a list in brackets, new or from elsewhere."""
        place, sense = self.old_tasks.get(task["id"]), Sense(TASKS, tasks=True)
        if place is not None:
            part, above = place.part, "" if place.flow else attached(self.sheet, place.part)
            self.lost += self.sheet.comments(part.start - len(above), part.start)
            if part.value.flow:
                self.lost += self.sheet.comments(part.stop, part.end)
                part = evolve(part, start=part.value.start)  # without its dash
                return self._value(part, place.document, task, sense, flow=True)
            self.lost += self._own_comments(part)
        entries = (
            f"{inline(name, Sense())}: {self._inline(value, sense.under(name))}"
            for name, value in task.items()
        )
        return "{" + ", ".join(entries) + "}"


def _is_silent(node: Node) -> bool:
    """Tell whether a value says nothing: null, [] or {}."""
    return node.value is None if node.kind == "scalar" else not node.values


def _is_deep(value: Any) -> bool:
    """Tell whether a value takes several lines in a block."""
    return bool(value) and (
        isinstance(value, dict) or (isinstance(value, list) and isinstance(value[0], (dict, list)))
    )
