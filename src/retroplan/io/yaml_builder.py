"""From the events of a YAML text to plain values and their lines."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

from attrs import evolve, field, mutable

from retroplan.errors import Finding, PlanError, error
from retroplan.io.located import MAX_NESTING, MOST_FINDINGS, Place, has_surrogate, path_of
from retroplan.io.yaml_scalars import plain_scalar
from retroplan.language.quoting import quoted

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

_NO_KEY = object()


@mutable(eq=False)
class Frame:
    """A mapping or list that is being filled, with the places of what it holds."""

    values: Any
    places: Any
    line: int
    key: object = _NO_KEY
    key_line: int = 0

    @property
    def step(self) -> object:
        """The key or the number of the item that comes next."""
        if isinstance(self.values, list):
            return len(self.values)
        return "" if self.key is _NO_KEY else str(self.key)


@mutable(eq=False)
class Builder:
    """
    Builds a document from the events of its text, without recursion.

    Attributes
    ----------
    document, root
        What was built, and where it stands.
    findings
        What is refused, `MOST_FINDINGS` of them at most.
    """

    document: Any = None
    root: Place | None = None
    findings: list[Finding] = field(factory=list)
    _frames: list[Frame] = field(factory=list)
    _documents: int = 0

    def take(self, event: Event) -> None:
        """Take the next event."""
        line = event.start_mark.line + 1
        match type(event).__name__:
            case "ScalarEvent":
                self._check(event, line)
                self._add(self._scalar(event, line), Place(line))
            case "MappingStartEvent":
                self._check(event, line)
                self._open(Frame({}, {}, line))
            case "SequenceStartEvent":
                self._check(event, line)
                self._open(Frame([], [], line))
            case "MappingEndEvent" | "SequenceEndEvent":
                frame = self._frames.pop()
                self._add(frame.values, Place(frame.line, frame.places))
            case "AliasEvent":
                self._refuse(error("alias-refused"), line)
                self._add(None, Place(line))
            case "DocumentStartEvent":
                self._documents += 1
                if self._documents > 1:
                    raise PlanError(evolve(error("several-documents"), line=line))

    def _check(self, event: Any, line: int) -> None:
        if event.anchor is not None:
            self._refuse(error("alias-refused"), line)
        if event.tag is not None:
            self._refuse(error("tag-refused", tag=quoted(event.tag)), line)

    def _refuse(self, finding: Finding, line: int) -> None:
        path = path_of([frame.step for frame in self._frames])
        self.findings.append(evolve(finding, path=path, line=line))
        if len(self.findings) >= MOST_FINDINGS:
            raise PlanError([])  # those found so far are told

    def _open(self, frame: Frame) -> None:
        if len(self._frames) >= MAX_NESTING:
            raise PlanError(evolve(error("nested-too-deep", limit=MAX_NESTING), line=frame.line))
        self._frames.append(frame)

    def _scalar(self, event: Any, line: int) -> object:
        value = plain_scalar(event.value) if event.implicit[0] and event.tag is None else event.value
        if isinstance(value, float) and not isfinite(value):
            self._refuse(error("not-finite", text=quoted(event.value)), line)
            return None  # so that no more is said of it
        if isinstance(value, str) and has_surrogate(value):
            self._refuse(error("not-text", text=quoted(ascii(value)[1:-1])), line)
        return value

    def _add(self, value: Any, place: Place) -> None:
        """Put a finished value where it belongs."""
        if not self._frames:
            self.document, self.root = value, place
            return
        frame = self._frames[-1]
        if isinstance(frame.values, list):
            frame.values.append(value)
            frame.places.append(place)
        elif frame.key is _NO_KEY:
            self._name(frame, value, place.line)
        else:
            frame.values[frame.key] = value
            # what lies inside is found through its key, which stands above it
            frame.places[str(frame.key)] = Place(frame.key_line, place.inside)
            frame.key = _NO_KEY

    def _name(self, frame: Frame, key: Any, line: int) -> None:
        """Take the key of the next value."""
        if isinstance(key, (dict, list)):
            self._refuse(error("bad-key"), line)
            key = None
        if key in frame.values:
            frame.key = key  # so that the finding has it in its path
            self._refuse(error("duplicate-key", key=quoted(key)), line)
        frame.key, frame.key_line = key, line
