"""Pipe tables, as Markdown has them: plans as lists of tasks, and schedules for people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby, pairwise

from retroplan.io.columns import NAME, Line, headings, language, lines
from retroplan.io.located import MAX_BYTES, decoded, encoded
from retroplan.language import Word, say, show
from retroplan.model.plan import Plan
from retroplan.result import Schedule
from retroplan.tables.grid import Grid, Row
from retroplan.tables.header import is_label
from retroplan.tables.reading import Table, read_table
from retroplan.tables.values import Value
from retroplan.tables.words import moment_words
from retroplan.tables.writing import table_language, write_table

_ALIGNED = ("---", "---", "---", "---", "---", "---:", "---:", "---")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_MARKUP = re.compile(r"[\\`*_{}\[\]|~]")
_RULE = frozenset(" \t|:-")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|<br ?/?>|&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_SIGNS = re.compile(r"[\\|]|&(?=(?:amp|lt|gt);)|<(?=[A-Za-z/!?])|\n")
_EMPHASIS = re.compile(r"^[-*+>] |\*\*|__")
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def loads(data: bytes, limit: int = MAX_BYTES, columns: Mapping[str, str] | None = None) -> Table:
    """
    Read a list of tasks from a text with pipe tables: ``a | b |`` or ``| a | b |``, with a rule or without.

    What stands outside the tables is not read, but for a first title and, above the first table,
    lines that give the launch, the start or the calendar: ``Jour J : 15/06/2027``.

    Raises
    ------
    PlanError
        It is larger than `limit` bytes, empty or not UTF-8, or has no list of tasks.
    """
    return read_table(Grid(tuple(_rows(decoded(data, limit))), "line", parted=True), columns)


def dumps_plan(plan: Plan, lang: str | None = None) -> bytes:
    """Write a plan as pipe tables that are read again as the same plan."""
    lang = table_language(plan, lang)
    sheet = write_table(plan, lang, lambda value: _unescaped(_cell(value, lang).strip()))
    texts: list[str] = []
    for empty, block in groupby(sheet.rows, key=lambda row: not row):
        rows = [[_cell(value, lang) for value in row] for row in block]
        if not texts and sheet.titled and "|" not in rows[0][0]:
            texts += [f"# {rows.pop(0)[0]}", ""]
        if rows and not empty:
            texts += _table(rows)
        elif empty and texts[-1]:
            texts.append("")
    return encoded("\n".join([*texts, ""]))


def _table(rows: list[list[str]]) -> list[str]:
    """Lay rows out as a table, each as wide as the widest."""
    width = max(map(len, rows))
    first, *others = ([*row, *[""] * (width - len(row))] for row in rows)
    return [pipe_row(first), pipe_row(["---"] * width), *map(pipe_row, others)]


def _rows(text: str) -> Iterator[Row]:
    """Yield the rows of the tables, the first title and the labels above the tables."""
    titled = tabled = False
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip()
        if "|" in bare:
            tabled = True
            if not _is_rule(bare):
                yield Row(number, [_unescaped(cell) for cell in _cells_of(bare)])
        elif bare.startswith("#") and not titled:
            yield Row(number, [_unescaped(bare)])
        elif not tabled and is_label(label := _unescaped(_EMPHASIS.sub("", bare))):
            yield Row(number, [label])
        titled = titled or bool(bare)


def _is_rule(line: str) -> bool:
    """Tell the line below the headings: bars, dashes and colons."""
    return "-" in line and _RULE.issuperset(line)


def _cells_of(line: str) -> list[str]:
    """Part a row at its bars, but not at those behind a backslash."""
    ends = [match.end() - 1 for match in _BAR.finditer(line)]
    cells = [line[first + 1 : last].strip() for first, last in pairwise([-1, *ends, len(line)])]
    first, last = not cells[0], not cells[-1] and len(cells) > 1
    return cells[first : len(cells) - last]


def _cell(value: Value, lang: str) -> str:
    """Write a cell so that it stays on its line, in its cell, and shows no markup of HTML."""
    if value is None:
        return ""
    if isinstance(value, date):
        return moment_words(value, lang)
    text = str(value).replace(".", ",") if isinstance(value, float) and lang == "fr" else str(value)
    return _SIGNS.sub(lambda match: _ESCAPES[match[0]], text)


_ESCAPES = {"\\": "\\\\", "|": "\\|", "&": "&amp;", "<": "&lt;", "\n": "<br>"}


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda match: match[1] or _ENTITIES.get(match[2], "\n"), cell)


def dumps(schedule: Schedule, lang: str | None = None) -> bytes:
    """Write the schedule as a pipe table in the plan's language, and below it what its days are."""
    lang = language(schedule, lang)
    named = headings(schedule, lang)
    aligned = (*_ALIGNED, *("---" for _ in named[len(_ALIGNED) :]))
    rows = [named, aligned, *(_cells(line, lang) for line in lines(schedule, lang))]
    convention = schedule.plan.resolve(schedule.plan.calendar).convention or "own"
    note = say("slack-counts", {"convention": Word(f"convention-{convention}")}, lang)
    return encoded("\n".join([*map(pipe_row, rows), "", note, ""]))


def pipe_row(cells: Iterable[str]) -> str:
    """Write a row of a pipe table."""
    return f"| {' | '.join(cells)} |"


def _cells(line: Line, lang: str) -> Iterable[str]:
    for number, value in enumerate(line.cells):
        text = show(value, lang) if isinstance(value, (date, float)) else escaped(value)
        yield f"**{text}**" if line.is_summary and number == NAME and text else text


def escaped(text: str) -> str:
    """Keep a text on its line, in its cell, and free of markup and HTML."""
    text = " ".join(_INVISIBLE.sub(" ", text).split())
    text = "".join(_HTML.get(letter, letter) for letter in text)
    return _MARKUP.sub(r"\\\g<0>", text)
