"""YAML documents: version 1.2, plain values only, without aliases and tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from attrs import evolve

from retroplan.errors import PlanError, error
from retroplan.io.located import MAX_BYTES, MAX_NESTING, Located, PartlyReadError, decoded
from retroplan.io.yaml_builder import Builder
from retroplan.io.yaml_problems import marked_problem, not_yaml
from retroplan.io.yaml_scalars import node_of
from retroplan.language import Phrase
from retroplan.language.quoting import quoted

if TYPE_CHECKING:
    from ruamel.yaml import YAML
    from ruamel.yaml.events import Event
    from ruamel.yaml.nodes import Node

_WIDTH = 4096  # a text is not broken into lines
_DATED = ("launch", "start", "finish", "deadline", "date", "closed", "leave", "from", "to")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def loads(data: bytes, limit: int = MAX_BYTES) -> Located:
    """
    Read a YAML document: UTF-8, at most `limit` bytes.

    Raises
    ------
    PlanError
        It is not YAML, is empty or nested too deep, or holds a key twice, an alias or a tag.
    """
    text = decoded(data, limit)
    builder = Builder()
    try:
        for event in events(text):
            builder.take(event)
    except PlanError as problem:
        raise PlanError([*builder.findings, *problem.findings]) from None
    if not builder.findings and builder.document is None:
        builder.findings.append(error("empty-document"))
    if builder.findings:
        raise PartlyReadError(Located(builder.document, builder.root, tuple(builder.findings)))
    return Located(builder.document, builder.root)


def dumps(document: object) -> bytes:
    """
    Write a document as YAML, in the order of its keys.

    Raises
    ------
    PlanError
        An ``x-`` key holds a number that is not finite, or itself.
    """
    try:
        return serialized(node_of(with_dates(document)))
    except PlanError:
        raise
    except (ValueError, RecursionError) as problem:
        raise PlanError(error("unwritable-value", problem=str(problem))) from None


def serialized(node: Node, **settings: int) -> bytes:
    """Write a node; `settings` are those of `_yaml`."""
    stream = BytesIO()
    _yaml(**settings).serialize(node, stream)
    return stream.getvalue()


def with_dates(value: Any, key: object = None) -> Any:
    """Turn the dates of a plan document, which are texts, into dates, so that they stand unquoted."""
    if isinstance(value, dict):
        return {
            name: item if str(name).startswith("x-") else with_dates(item, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [with_dates(item, key) for item in value]
    return _dated(value) if key in _DATED and isinstance(value, str) else value


def _dated(text: str) -> date | str:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else text
    except ValueError:
        return text


def _yaml(width: int = _WIDTH, sequence: int = 4, offset: int = 2) -> YAML:
    from ruamel.yaml import YAML

    yaml = YAML(typ="safe", pure=True)
    yaml.width = width
    yaml.indent(mapping=2, sequence=sequence, offset=offset)
    return yaml


@cache
def _bounded_scanner() -> type:
    from ruamel.yaml.scanner import Scanner

    class BoundedScanner(Scanner):
        """Stop at brackets nested too deep: what the scanner looks ahead costs the square of their number."""

        def fetch_flow_collection_start(self, TokenClass: Any, to_push: str) -> None:  # noqa: N803
            if len(self.flow_context) >= MAX_NESTING:
                line = self.reader.line + 1
                raise PlanError(evolve(error("nested-too-deep", limit=MAX_NESTING), line=line))
            super().fetch_flow_collection_start(TokenClass, to_push)

    return BoundedScanner


def events(text: str) -> Iterator[Event]:
    """Take a text apart, whatever it holds."""
    from ruamel.yaml.error import MarkedYAMLError
    from ruamel.yaml.reader import ReaderError

    try:
        yaml = _yaml()
        yaml.Scanner = _bounded_scanner()
        yield from yaml.parse(text)
    except PlanError:
        raise
    except MarkedYAMLError as problem:
        raise marked_problem(problem, text) from None
    except ReaderError as problem:
        line = text.count("\n", 0, problem.position)
        unseen = Phrase("yaml-character", {"code": f"U+{problem.character:04X}"})
        raise not_yaml(unseen, line) from None
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as problem:
        # hostile text can trip the parser itself, such as "\UFFFFFFFF"
        raise not_yaml(quoted(problem, 200), None) from None
