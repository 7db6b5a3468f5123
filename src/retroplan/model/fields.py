"""
One parser a field, for constructors and documents alike.

A value class declares its fields with `parsed`; the constructor then accepts what a
person would type, and `structure` reads a mapping with the same parsers, gathering
every problem with its path before it raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, wraps
from typing import Any, TypeVar

import attrs

from retroplan.errors import Finding, PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language import plain
from retroplan.language.quoting import nearest, quoted

T = TypeVar("T")
MAX_TEXT = 10_000


def parsed(parse: Callable[..., Any], *, owned: bool = False, empty: str = "", **options: Any) -> Any:
    """
    Declare a field whose values pass through `parse`.

    Parameters
    ----------
    parse
        From what a person would type to the exact type; raises `PlanError`.
    owned
        `parse` also takes the id of the object the field belongs to.
    empty
        Code of what is wrong with the key if a document has it without a value; such a key
        otherwise counts as one that is not there.
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
        metadata={"parse": parse, "owned": owned, "empty": empty, "key": name},
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
        raise PartialError([error("not-a-mapping", text=quoted(document))], _partial(cls, dict(stand_in)))
    fields = _fields(cls)  # type: ignore[arg-type]
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    owner = str(document.get("id", ""))
    kept = keeps_more(cls)
    for key, raw in document.items():
        if kept and isinstance(key, str) and key.startswith("x-"):
            values.setdefault("extra", {})[key] = raw
        elif key not in fields:
            findings.append(unknown_key(key, fields, kept=kept))
        elif raw is not None:
            field = fields[key]
            parse = field.metadata["parse"]
            try:
                values[field.name] = parse(raw, owner) if field.metadata["owned"] else parse(raw)
            except PlanError as problem:
                findings += [finding.at(key) for finding in problem.findings]
                if getattr(problem, "partial", None) is not None:
                    values[field.name] = problem.partial  # type: ignore[attr-defined]
        elif fields[key].metadata["empty"]:
            findings.append(error(fields[key].metadata["empty"], key, id=owner))
    required = [key for key, field in fields.items() if field.default is attrs.NOTHING]
    findings += missing_keys(document, required, findings)
    if findings:
        raise PartialError(findings, _partial(cls, stand_in | values))
    blank = _blank(cls)  # type: ignore[arg-type]
    if blank is None:
        return cls(**values)
    # The values are exact: read once more by the constructor, a large document would take twice as long.
    value = object.__new__(cls)
    if "extra" in values:
        values["extra"] = parse_extra(values["extra"])
    for name, default in blank.items():
        object.__setattr__(value, name, values.get(name, default))
    return value


def varied(value: T, **changes: Any) -> T:
    """Give a copy with other values of some fields, all exact: what is read already is not read again."""
    fresh = object.__new__(type(value))
    for field in attrs.fields(type(value)):  # type: ignore[arg-type]  # all our values are of attrs
        name = field.name
        object.__setattr__(fresh, name, changes[name] if name in changes else getattr(value, name))
    return fresh


@cache
def _blank(cls: type) -> dict[str, Any] | None:
    """Give what a field holds that a document leaves out; None for a class that checks more than fields."""
    fields = attrs.fields(cls)
    if hasattr(cls, "__attrs_post_init__") or any(field.validator is not None for field in fields):
        return None
    blank: dict[str, Any] = {}
    for field in fields:
        default = field.default
        if isinstance(default, attrs.Factory):  # type: ignore[arg-type]
            default = default.factory()
        parse = field.metadata.get("parse", parse_extra)
        if default is attrs.NOTHING:
            blank[field.name] = None
        else:
            blank[field.name] = parse(default, "") if field.metadata.get("owned") else parse(default)
    return blank


def structure_whole(cls: type[T], document: object) -> T:
    """Build a value as `structure` does, but leave nothing of one that is wrong: half of it misleads."""
    try:
        return structure(cls, document)
    except PartialError as problem:
        raise PlanError(problem.findings) from None


def exact(cls: type, changes: Mapping[str, Any], owner: str = "") -> dict[str, Any]:
    """
    Make changes of the fields of a value exact, all their problems told together.

    Parameters
    ----------
    cls
        The class of the value.
    changes
        New values by the name of the field, as a person would type them.
    owner
        The id of the value, for fields that need to know it.

    Raises
    ------
    PlanError
        With every problem: fields that there are not, and values that cannot be read.
    """
    fields = {field.name: field for field in attrs.fields(cls)}
    values: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, value in changes.items():
        if name not in fields:
            findings.append(unknown_key(name, fields))
            continue
        parse = fields[name].metadata.get("parse", parse_extra)
        try:
            values[name] = parse(value, owner) if fields[name].metadata.get("owned") else parse(value)
        except PlanError as problem:
            findings += [finding.at(name) for finding in problem.findings]
    if findings:
        raise PlanError(findings)
    return values


def _partial(cls: type[T], values: dict[str, Any]) -> T | None:
    try:
        return cls(**values)
    except (PlanError, TypeError):
        return None


def keeps_more(cls: type) -> bool:
    """Whether values of a class keep the keys that begin with ``x-``."""
    return hasattr(attrs.fields(cls), "extra")


@cache
def _fields(cls: type) -> dict[str, attrs.Attribute[Any]]:
    return {
        str(field.metadata["key"] or field.name): field
        for field in attrs.fields(cls)
        if "parse" in field.metadata
    }


class StandIn(str):
    """In place of an id that could not be read: equal to nothing but itself, and never shown."""

    __slots__ = ()
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other


def parse_text(value: object) -> str:
    """Read a line of text; whole numbers are taken as their digits."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise PlanError(error("not-text", text=quoted(value)))
    text = digits(value)
    if len(text) > MAX_TEXT:
        raise PlanError(error("text-too-long", limit=MAX_TEXT))
    return text


def digits(value: str | int) -> str:
    """Write text or a whole number as text; Python refuses to write a number of thousands of digits."""
    try:
        return str(value)
    except ValueError:
        raise PlanError(error("not-text", text=quoted(value))) from None


def parse_each(values: object, parse: Callable[[Any], T], stand_in: T | None = None) -> tuple[T, ...]:
    """
    Read a list, item by item, gathering the problems of all of them.

    Parameters
    ----------
    values
        The list.
    parse
        Reads one item.
    stand_in
        Put in the partial list where an item could not be read, so that the places of the
        others stay right.
    """
    if not isinstance(values, (list, tuple)) and (
        isinstance(values, (str, Mapping)) or not isinstance(values, Iterable)
    ):
        raise PlanError(error("not-a-list", text=quoted(values)))
    findings: list[Finding] = []
    items: list[T] = []
    for number, value in enumerate(values):
        try:
            items.append(parse(value))
        except PlanError as problem:
            findings += [finding.at(f"[{number}]") for finding in problem.findings]
            partial = getattr(problem, "partial", stand_in)
            if partial is not None:
                items.append(partial)
    if findings:
        raise PartialError(findings, tuple(items))
    return tuple(items)


def optional(parse: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Let None pass, and parse the rest."""

    @wraps(parse)  # so that the parser itself can be found again
    def parse_unless_none(value: Any) -> T | None:
        return None if value is None else parse(value)

    return parse_unless_none


def parse_extra(value: object) -> Mapping[str, object]:
    """Keep the ``x-`` keys of a document as they are; dates become their text, as JSON holds them."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    foreign = [key for key in value if not (isinstance(key, str) and key.startswith("x-"))]
    if foreign:
        raise PlanError([unknown_key(key, ()) for key in foreign])
    return {key: plain(item) for key, item in value.items()}


@attrs.frozen
class Choice:
    """
    A parser that admits only some texts, in capitals or not.

    Attributes
    ----------
    code
        Code of the finding about any other value.
    known
        The texts.
    """

    code: str
    known: tuple[str, ...]

    def __call__(self, value: object) -> str:
        """Read one of the texts."""
        text = str(value).strip().lower()
        if text not in self.known:
            known = ", ".join(self.known)
            hint = nearest(text, self.known)
            raise PlanError(error(self.code, text=quoted(value), known=known, hint=hint))
        return text


def choice(code: str, *known: str) -> Choice:
    """Make a parser that admits only the texts in `known`."""
    return Choice(code, known)
