"""The pieces that schemas are made of, and the words of the classes they describe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from inspect import cleandoc
from typing import Any, TypeAlias

from retroplan.model.plan_fields import FORMAT_VERSION

Fragment: TypeAlias = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_NULL: Fragment = {"type": "null"}
_ENTRY = re.compile(r"^(\w[\w, ]*)\n((?:    .*\n?|\n(?=    ))+)", re.MULTILINE)


def schema_of(name: str, root: Fragment, definitions: dict[str, Fragment]) -> Fragment:
    """Make a whole schema; its address is a name, as there is no site to fetch it from."""
    head = {
        "$schema": DIALECT,
        "$id": f"urn:retroplan:schema:{name}:{FORMAT_VERSION}",
        "title": f"retroplan {name} document, version {FORMAT_VERSION}",
    }
    return head | root | {"$defs": definitions}


def ref(name: str) -> Fragment:
    """Refer to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def text(pattern: str = "", *examples: str, **more: Any) -> Fragment:
    """Describe a text, by a pattern where there is one."""
    fragment: Fragment = {"type": "string"} | ({"pattern": pattern} if pattern else {}) | more
    return fragment | ({"examples": list(examples)} if examples else {})


def either(*fragments: Fragment) -> Fragment:
    """Admit any of some fragments."""
    return {"anyOf": list(fragments)}


def nullable(fragment: Fragment) -> Fragment:
    """Admit no value at all, too."""
    return either(*fragment["anyOf"], _NULL) if fragment.keys() == {"anyOf"} else either(fragment, _NULL)


def closed(properties: dict[str, Fragment], required: Iterable[str] = (), *, extra: bool = False) -> Fragment:
    """Describe a mapping that has no other keys, but for those that start with ``x-`` if `extra`."""
    fragment: Fragment = {"type": "object", "properties": properties}
    if needed := list(required):
        fragment["required"] = needed
    if extra:
        fragment["patternProperties"] = {"^x-": {"description": "Kept untouched."}}
    return fragment | {"additionalProperties": False}


def described(fragment: Fragment, words: str) -> Fragment:
    """Put a description in front; without docstrings (``python -OO``) there is none."""
    return ({"description": words} if words else {}) | fragment


def summary_of(item: object) -> str:
    """Give the first paragraph of a docstring, on one line."""
    first, *_ = cleandoc(getattr(item, "__doc__", None) or "").split("\n\n")
    return _plain(first)


def attributes_of(cls: type) -> dict[str, str]:
    """Give what the docstring of a class says of each attribute, by name."""
    _, _, section = cleandoc(cls.__doc__ or "").partition("Attributes\n----------\n")
    told: dict[str, str] = {}
    for names, words in _ENTRY.findall(re.split(r"\n\n(?=\w+\n-{3,})", section)[0] + "\n"):
        told |= {name.strip(): _plain(words) for name in names.split(",")}
    return told


def _plain(words: str) -> str:
    return " ".join(words.split()).replace("``", "`")
