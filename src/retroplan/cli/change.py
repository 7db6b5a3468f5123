"""`retroplan change`: a plan edited in its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer
from attrs import evolve, frozen

from retroplan.cli.loading import STANDARD, advised, opened
from retroplan.cli.options import (
    ColumnOption,
    ForceOption,
    FromOption,
    LangOption,
    OutputOption,
    PlanArgument,
    SheetOption,
)
from retroplan.cli.output import complain, emit_bytes, tell
from retroplan.cli.problems import reported
from retroplan.cli.saving import refuse_losing
from retroplan.cli.surroundings import choose_language
from retroplan.cli.why import find_task
from retroplan.errors import PlanError, error
from retroplan.io.files import read_bytes, suffix_of
from retroplan.language import Phrase, say

if TYPE_CHECKING:
    from retroplan.model.plan import Plan

_DATES = ("launch", "start", "finish", "deadline")
_LISTS = ("after", "before", "responsible")

ChangesArgument = Annotated[
    list[str],
    typer.Argument(metavar="[TASK] KEY=VALUE…"),
]


@frozen
class Edited:
    """
    A plan and what has become of it.

    Attributes
    ----------
    data, format
        The text it came from, and its format.
    plan
        The new plan.
    words
        What has changed; empty if nothing has.
    """

    data: bytes
    format: str
    plan: Plan
    words: tuple[Phrase, ...]

    def previous(self, format: str) -> bytes | None:
        """Give the old text if it is of the format that is written, and that has comments to keep."""
        return self.data if {format, self.format} <= {"yaml", "yml"} else None


def run(
    plan: PlanArgument,
    changes: ChangesArgument,
    output: OutputOption = None,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """
    Change a task, or the plan itself, in its file; comments stay.

    KEY= takes the key away. Several links or names are separated by commas: after=target,brief.
    A value in brackets, [a, b] or {type: …}, is read as in a plan. Nothing is written if the
    new plan has problems.
    """
    import retroplan as rp

    target = output or plan
    with reported(lang, plan):
        refuse_losing(target, plan, force)
        with advised(plan, source_format):
            source, options = opened(plan, source_format, sheet, column)
            old, edited = _edit(source, changes, options)
        line = _line(edited.words, plan, changes, choose_language(lang, old.lang))
        format = suffix_of(target) or edited.format
        previous = edited.previous(format)
        if target == STANDARD:
            emit_bytes(rp.dumps(edited.plan, format, previous=previous))
            complain([line])
            return
        if edited.words or target != plan:
            rp.write(edited.plan, target, format=format, previous=previous or False)
        tell(line)


def _edit(
    source: str | bytes | BinaryIO, changes: list[str], options: Mapping[str, Any]
) -> tuple[Plan, Edited]:
    """Read a plan with the options of `read` and change it; the new plan is read as if from a file."""
    import retroplan as rp
    from retroplan.io.located import MAX_BYTES

    data = read_bytes(source, MAX_BYTES)
    format = options["format"] or suffix_of(str(source))
    old = rp.read(data, **{**options, "format": format})
    task, values = _parsed(changes)
    task_id = None if task is None else find_task([*old.walk()], task)
    new_id = values.get("id") or task_id
    renamed = old if task_id is None or new_id == task_id else old.change(task_id, id=new_id)
    document = rp.to_document(renamed)
    _put(_part(document, new_id if task_id else None), values)
    plan = rp.from_document(document)
    before, after = (
        _part(rp.to_document(old), task_id),
        _part(rp.to_document(plan), new_id if task_id else None),
    )
    return old, Edited(data, format, plan, tuple(_words(before, after)))


def _part(document: dict[str, Any], task_id: str | None) -> dict[str, Any]:
    """Give the document of a task inside that of a plan, or the plan's if no task is asked for."""
    pending = [] if task_id is None else [*document["tasks"]]
    while pending:
        task: dict[str, Any] = pending.pop()
        if task["id"] == task_id:
            return task
        pending += task.get("tasks", ())
    return document


def _put(document: dict[str, Any], values: Mapping[str, Any]) -> None:
    document |= values
    for key in [key for key in values if key.startswith("x-") and values[key] is None]:
        del document[key]  # other keys without a value count as not there


def _parsed(changes: list[str]) -> tuple[str | None, dict[str, Any]]:
    """Take the arguments apart: perhaps a task, then keys and values; an empty value is None."""
    task, rest = (None, changes) if "=" in changes[0] else (changes[0], changes[1:])
    values: dict[str, Any] = {}
    for text in rest or [changes[0]]:
        key, equals, value = text.partition("=")
        if not equals or not key:
            raise PlanError(error("bad-change", text=text))
        if key in values:
            raise PlanError(error("duplicate-key", key, key=key))
        values[key] = _value(key, value.strip())
    return task, values


def _value(key: str, text: str) -> Any:
    """Read a value: in brackets as YAML, links and names between commas, the rest as text."""
    if text.startswith(("[", "{")):
        from retroplan.io.yaml import loads

        try:
            return loads(text.encode()).document
        except PlanError as problem:
            raise PlanError(evolve(finding, line=None).at(key) for finding in problem.findings) from None
    if key.startswith("x-") and text:
        from retroplan.io.yaml_scalars import plain_scalar

        return plain_scalar(text)
    if key in _DATES and text:
        return _date(key, text)
    if key in _LISTS and text:
        return [item.strip() for item in text.split(",") if item.strip()]
    return text or None


def _date(key: str, text: str) -> str:
    """Read a date as ``--launch`` does, the day first; what is none is told as in a plan."""
    from retroplan.model.moments import moment_text
    from retroplan.tables.words import read_moment

    try:
        return moment_text(read_moment(text))
    except PlanError as problem:
        if problem.findings[0].code == "not-a-date":
            return text
        raise PlanError(finding.at(key) for finding in problem.findings) from None


def _words(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Phrase]:
    """Say each key that differs."""
    for key in dict.fromkeys((*old, *new)):
        before, after = (_shown(document.get(key)) for document in (old, new))
        if key not in new:
            yield Phrase("key-removed", {"key": key, "old": before})
        elif key not in old:
            yield Phrase("key-added", {"key": key, "new": after})
        elif old[key] != new[key]:
            yield Phrase("key-changed", {"key": key, "old": before, "new": after})


def _shown(value: object) -> str:
    from retroplan.language.quoting import quoted

    plain = isinstance(value, list) and all(isinstance(item, str) for item in value)
    return quoted(", ".join(value) if plain else value)  # type: ignore[arg-type]


def _line(changed: tuple[Phrase, ...], plan: str, changes: list[str], lang: str) -> str:
    """Say in one line what has changed."""
    if not changed:
        return say("nothing-changed", {"file": plan}, lang)
    words = "; ".join(phrase.text(lang) for phrase in changed)
    if "=" not in changes[0]:
        words = say("placed", {"place": changes[0], "words": words}, lang)
    return say("placed", {"place": plan, "words": words}, lang)
