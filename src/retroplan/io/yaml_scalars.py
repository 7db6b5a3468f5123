"""The scalars of YAML 1.2: unquoted text to plain values, and values to nodes."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from math import isfinite
from typing import TYPE_CHECKING, Any

from retroplan.io.located import encoded, fallback

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

_BASES = {"0b": 2, "0o": 8, "0x": 16}
_MOST_DIGITS = 1000
_BLANKS = str.maketrans("\u00a0\u202f", "  ")  # French puts them before its colons


def plain_scalar(text: str) -> object:
    """Read an unquoted scalar as YAML 1.2 does; what is no number or date after all stays text."""
    read = _READERS.get(_tag(text))
    try:
        return read(text) if read else text
    except ValueError:  # 2026-02-30, "-_", a number of a thousand digits
        return text


def _tag(text: str) -> str:
    from ruamel.yaml.nodes import ScalarNode

    return str(_resolver().resolve(ScalarNode, text, (True, False))).rpartition(":")[2]


@cache
def _resolver() -> Any:
    # A resolver of its own: a %YAML 1.1 line must not turn "on" into a truth value.
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import VersionedResolver

    resolver = VersionedResolver(version="1.2")
    # It reads its rules at its first use: no other thread may see a part of them.
    resolver.resolve(ScalarNode, "", (True, False))
    return resolver


def _read_int(text: str) -> int:
    digits = text.replace("_", "").lower()
    if len(digits) > _MOST_DIGITS:
        raise ValueError  # Python could not print it
    return int(digits, _BASES.get(digits.lstrip("+-")[:2], 10))


def _read_float(text: str) -> float:
    return float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan"))


def _read_moment(text: str) -> date | datetime:
    return date.fromisoformat(text) if len(text) == len("2026-06-15") else datetime.fromisoformat(text)


_READERS: dict[str, Any] = {
    "null": lambda text: None,
    "bool": lambda text: text.lower() == "true",
    "int": _read_int,
    "float": _read_float,
    "timestamp": _read_moment,
}


def node_of(value: object, *, flow: bool = False) -> Node:
    """
    Make the node of a document or of one of its values.

    A list of mere scalars goes on one line; with `flow` everything does.
    """
    from ruamel.yaml.nodes import MappingNode, ScalarNode, SequenceNode

    match value:
        case dict():
            pairs = [(node_of(key), node_of(item, flow=flow)) for key, item in value.items()]
            return MappingNode(_uri("map"), pairs, flow_style=flow)
        case list() | tuple():
            items = [node_of(item, flow=flow) for item in value]
            inline = flow or all(isinstance(item, ScalarNode) for item in items)
            return SequenceNode(_uri("seq"), items, flow_style=inline)
        case bool():
            return ScalarNode(_uri("bool"), str(value).lower())
        case str():
            return ScalarNode(_uri("str"), value, style=_style(value))
        case int():
            return ScalarNode(_uri("int"), str(value))
        case float() if isfinite(value):
            return ScalarNode(_uri("float"), repr(value))
        case float():
            raise ValueError(f"{value} is not a finite number")
        case date():
            return ScalarNode(_uri("timestamp"), value.isoformat())
        case None:
            return ScalarNode(_uri("null"), "null")
    return node_of(fallback(value), flow=flow)


def mapping_of(key: str, value: Node, *, flow: bool) -> Node:
    """Make the node of a mapping with one entry, in brackets or not."""
    from ruamel.yaml.nodes import MappingNode

    return MappingNode(_uri("map"), [(node_of(key), value)], flow_style=flow)


def _style(text: str) -> str | None:
    """Quote what the emitter would lose or misread: line breaks, unseen signs, ``?`` or ``:`` in front."""
    if text.translate(_BLANKS).isprintable():
        return None if text[:1].isalnum() else '"'
    encoded(text)  # the emitter would write half a character in escapes
    return '"'


def _uri(tag: str) -> Any:
    from ruamel.yaml.tag import Tag

    return Tag(suffix=f"tag:yaml.org,2002:{tag}")
