"""
One parser a field, for constructors and documents alike.

A value class declares its fields with `parsed`; the constructor then accepts what a
person would type, and `structure` reads a mapping with the same parsers, gathering
every problem with its path before it raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

import attrs

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Phrase

T = TypeVar("T")
MAX_TEXT = 10_000


def parsed(parse: Callable[..., Any], *, owned: bool = False, **options: Any) -> Any:
    """
    Declare a field whose values pass through `parse`.

    Parameters
    ----------
    parse
        From what a person would type to the exact type; raises `PlanError`.
    owned
        `parse` also takes the id of the object the field belongs to.
    options
        Further options of `attrs.field`.
    """
    name = options.pop("key", None)

    def convert(value: Any, instance: Any, attribute: Any) -> Any:
        key = name or attribute.name
        try:
            return parse(value, instance.id) if owned else parse(value)
        except PlanError as problem:
            raise PlanError([finding.at(key) for finding in problem.findings]) from None

    return attrs.field(
        converter=attrs.Converter(convert, takes_self=True, takes_field=True),
        metadata={"parse": parse, "owned": owned, "key": name},
        **options,
    )


class PartialError(PlanError):
    """
    Problems found while reading, and what could be read all the same.

    The rest of the document is then checked against it, so that all problems show at once.

    Attributes
    ----------
    partial
        The value without what could not be read; None if nothing was left.
    """

    def __init__(self, findings: Iterable[Finding], partial: Any) -> None:
        super().__init__(findings)
        self.partial = partial


def structure(cls: type[T], document: object, **stand_in: object) -> T:
    """
    Build a value from a mapping of plain data.

    Parameters
    ----------
    cls
        The class of the value, its fields declared with `parsed`.
    document
        The mapping.
    stand_in
        Values of required keys, for the partial value of a document that lacks them.

    Raises
    ------
    PartialError
        With every problem found, each with its path inside the mapping.
    """
    if not isinstance(document, Mapping):
        raise PlanError(error("not-a-mapping", text=brief(document)))
    fields = _fields(cls)  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    owner = str(document.get("id", ""))
    for key, raw in document.items():
        if isinstance(key, str) and key.startswith("x-"):
            values.setdefault("extra", {})[key] = raw
        elif key not in fields:
            findings.append(unknown_key(key, fields))
        elif raw is not None:
            field = fields[key]
            parse = field.metadata["parse"]
            try:
                values[field.name] = parse(raw, owner) if field.metadata["owned"] else parse(raw)
            except PlanError as problem:
                findings += [finding.at(key) for finding in problem.findings]
                if getattr(problem, "partial", None) is not None:
                    values[field.name] = problem.partial  # type: ignore[attr-defined]
    missing = [key for key, field in fields.items() if field.default is attrs.NOTHING]
    findings += [error("missing-key", key=key) for key in missing if document.get(key) is None]
    if findings:
        raise PartialError(findings, _partial(cls, stand_in | values))
    return cls(**values)


def _partial(cls: type[T], values: dict[str, Any]) -> T | None:
    try:
        return cls(**values)
    except (PlanError, TypeError):
        return None


@cache
def _fields(cls: type) -> dict[str, attrs.Attribute[Any]]:
    return {
        str(field.metadata["key"] or field.name): field
        for field in attrs.fields(cls)
        if "parse" in field.metadata
    }


def unknown_key(key: object, known: Iterable[str]) -> Finding:
    """Say that a key is not known, and which known key is nearest."""
    names = list(known)
    return error("unknown-key", brief(key), key=brief(key), hint=nearest(str(key), names))


def nearest(text: str, candidates: Iterable[str]) -> Phrase:
    """Suggest the candidate nearest to `text`, or nothing."""
    found = get_close_matches(text[:100], list(candidates), n=1, cutoff=0.6)
    return Phrase("did-you-mean", {"candidate": found[0]}) if found else Phrase("nothing")


def brief(value: object) -> str:
    """Quote a value of unknown size in a message."""
    text = str(value)
    return text if len(text) <= 60 else text[:59] + "…"


def parse_text(value: object) -> str:
    """Read a line of text; whole numbers are taken as their digits."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise PlanError(error("not-text", text=brief(value)))
    text = str(value)
    if len(text) > MAX_TEXT:
        raise PlanError(error("text-too-long", limit=MAX_TEXT))
    return text


def parse_each(values: object, parse: Callable[[Any], T]) -> tuple[T, ...]:
    """Read a list, item by item, gathering the problems of all of them."""
    if not isinstance(values, (list, tuple)) and (
        isinstance(values, (str, Mapping)) or not isinstance(values, Iterable)
    ):
        raise PlanError(error("not-a-list", text=brief(values)))
    findings: list[Finding] = []
    items: list[T] = []
    for number, value in enumerate(values):
        try:
            items.append(parse(value))
        except PlanError as problem:
            findings += [finding.at(f"[{number}]") for finding in problem.findings]
            if getattr(problem, "partial", None) is not None:
                items.append(problem.partial)  # type: ignore[attr-defined]
    if findings:
        raise PartialError(findings, tuple(items))
    return tuple(items)


def optional(parse: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Let None pass, and parse the rest."""
    return lambda value: None if value is None else parse(value)


def parse_extra(value: object) -> Mapping[str, object]:
    """Keep the ``x-`` keys of a document as they are."""
    return dict(value) if isinstance(value, Mapping) else {}


def choice(code: str, *known: str) -> Callable[[Any], str]:
    """Make a parser that admits only the texts in `known`."""

    def parse(value: object) -> str:
        text = str(value).strip().lower()
        if text not in known:
            raise PlanError(error(code, text=brief(value), known=", ".join(known)))
        return text

    return parse
