"""Tasks and links that come as arrays: what of it cannot be read, each fault at its place."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence, Set
from operator import index
from typing import TYPE_CHECKING, Any

from attrs import frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Amount, Phrase
from retroplan.language.quoting import quoted
from retroplan.model.link import LinkType, bad_id, parse_id, parse_link_type
from retroplan.model.task import LAUNCH
from retroplan.network.bulk import Bulk, circles
from retroplan.units import Unit

if TYPE_CHECKING:
    from numpy import ndarray
    from numpy.typing import ArrayLike

_UNITS = {unit.value: unit for unit in (Unit.MIN, Unit.H, Unit.D, Unit.W)}
_MOST = 10_000_000
"""Units that a duration or a lag may have, as everywhere."""
_MOST_FAULTS = 20


def read_bulk(
    durations: ArrayLike,
    sources: ArrayLike,
    targets: ArrayLike,
    types: Sequence[str | LinkType] | None,
    lags: ArrayLike | None,
    ids: Sequence[str] | None,
    unit: str,
) -> tuple[Bulk | None, list[Finding]]:
    """
    Read arrays of tasks and links; give them, or all that is wrong with its place: ``sources[3]``.

    Circles are looked for only where something else is wrong: who compiles the arrays meets them.
    """
    length = _read(durations, "durations", 0, _MOST, "bulk-duration")
    last = len(length) - 1 if length.known else _MOST
    source = _read(sources, "sources", 0, last, "bulk-node")
    target = _read(targets, "targets", 0, last, "bulk-node")
    lag = None if lags is None else _read(lags, "lags", -_MOST, _MOST, "bulk-lag")
    kinds, bad_types = (None, []) if types is None else _types(types)
    names, bad_ids = _names(ids, len(length))
    ties = _Ties.of(source, target)
    counted = _UNITS.get(unit) if isinstance(unit, str) else None
    shape = [*length.findings, *source.findings, *target.findings, *_same_length("targets", target, source)]
    shape += ties.to_themselves(names)
    rest = []
    if counted is None:
        rest.append(error("bulk-unit", "unit", text=quoted(unit), known=", ".join(_UNITS)))
    rest += [*bad_types, *_same_length("types", kinds, source)]
    if lag is not None:
        rest += [*lag.findings, *_same_length("lags", lag, source)]
    rest += [*bad_ids, *_same_length("ids", names, length)]
    if shape or rest or names is None or counted is None:
        return None, [*shape, *(ties.circles(len(length), names) if length.known else []), *rest]
    if kinds is not None and all(kind is LinkType.FS for kind in kinds):
        kinds = None
    lasting = lag.values if lag is not None and lag.values.any() else None
    return Bulk(names, length.values, source.values, target.values, kinds, lasting, counted), []


@frozen(eq=False)
class _Numbers:
    """
    Whole numbers of an array.

    Attributes
    ----------
    name
        The argument they are.
    values
        A copy, so that nobody changes it afterwards; 0 where a value cannot be read.
    sound
        Which of them are what they should be.
    findings
        What is wrong.
    known
        Whether there is an array at all; else nobody knows how many values it would have.
    """

    name: str
    values: ndarray
    sound: ndarray
    findings: list[Finding]
    known: bool = True

    def __len__(self) -> int:
        return len(self.values)


def _no_array(name: str) -> _Numbers:
    import numpy as np

    nothing = np.zeros(0, dtype=np.int64)
    return _Numbers(name, nothing, nothing > 0, [error("bulk-numbers", name)], known=False)


def _read(given: object, name: str, least: int, most: int, code: str) -> _Numbers:
    """Read an array; a value that is not from `least` to `most` is wrong by the name of `code`."""
    import numpy as np

    bounds = (name, least, most, code)
    if isinstance(given, (list, tuple)):
        numbers = _from_list(given)
        return _one_by_one(given, None, *bounds) if numbers is None else _at_once(numbers, None, *bounds)
    hidden = None
    if isinstance(given, np.ma.MaskedArray):
        hidden, given = np.ma.getmaskarray(given), given.data
    try:
        found = np.array(given)
    except (ValueError, TypeError, OverflowError):  # what says that it is an array, and is none
        return _no_array(name)
    if found.ndim != 1 or (found.size and found.dtype.kind not in "iuO"):
        return _no_array(name)
    if found.size and (found.dtype.kind == "O" or found.max() > np.iinfo(np.int64).max):
        return _one_by_one(found.tolist(), hidden, *bounds)
    return _at_once(found.astype(np.int64), hidden, *bounds)


def _at_once(
    numbers: ndarray, hidden: ndarray | None, name: str, least: int, most: int, code: str
) -> _Numbers:
    """Check whole numbers."""
    wrong = (numbers < least) | (numbers > most)
    if hidden is not None:
        wrong |= hidden
    findings = [
        error("bulk-masked", f"{name}[{place}]")
        if hidden is not None and hidden[place]
        else error(code, f"{name}[{place}]", value=str(numbers[place]), least=str(least), most=str(most))
        for place in wrong.nonzero()[0][:_MOST_FAULTS].tolist()
    ]
    return _Numbers(name, numbers, ~wrong, findings)


def _from_list(values: Sequence[Any]) -> ndarray | None:
    """Give the whole numbers of a list as an array; None where there is anything else in it."""
    import numpy as np

    try:
        numbers = np.array(array("q", values))  # numpy alone would look for a type that fits all
    except (TypeError, OverflowError):
        return None
    doubtful = ((numbers == 0) | (numbers == 1)).nonzero()[0].tolist()  # what truth values are read as
    return None if {bool, np.bool_}.intersection(type(values[place]) for place in doubtful) else numbers


def _one_by_one(
    values: Sequence[object], hidden: ndarray | None, name: str, least: int, most: int, code: str
) -> _Numbers:
    """Read values of which some are no whole numbers, or too large ones."""
    import numpy as np

    findings: list[Finding] = []
    numbers = np.zeros(len(values), dtype=np.int64)
    sound = np.ones(len(values), dtype=bool)
    for place, value in enumerate(values):
        number = _number(value)
        if value is np.ma.masked or (hidden is not None and hidden[place]):
            finding = error("bulk-masked", f"{name}[{place}]")
        elif number is None:
            finding = error("bulk-whole", f"{name}[{place}]", text=quoted(value))
        elif not least <= number <= most:
            written = {"value": quoted(number), "least": str(least), "most": str(most)}
            finding = error(code, f"{name}[{place}]", **written)
        else:
            numbers[place] = number
            continue
        sound[place] = False
        if len(findings) < _MOST_FAULTS:
            findings.append(finding)
    return _Numbers(name, numbers, sound, findings)


def _number(value: object) -> int | None:
    from numpy import bool_

    if isinstance(value, (bool, bool_)):
        return None
    try:
        return index(value)  # type: ignore[arg-type]
    except TypeError:
        return None


@frozen(eq=False)
class _Ties:
    """The links whose both ends could be read: the ends, and the place of each in the arrays."""

    sources: ndarray
    targets: ndarray
    places: ndarray

    @classmethod
    def of(cls, source: _Numbers, target: _Numbers) -> _Ties:
        """Take what can be read of both; none of it where nobody knows which belongs to which."""
        sound = source.sound & target.sound if len(source) == len(target) else source.sound[:0]
        (places,) = sound.nonzero()
        return cls(source.values[places], target.values[places], places)

    def to_themselves(self, names: list[str] | None) -> list[Finding]:
        """Name the tasks that are linked to themselves."""
        found = (self.sources == self.targets).nonzero()[0][:_MOST_FAULTS].tolist()
        return [
            error("self-link", f"targets[{self.places[number]}]", id=_named(names, self.targets[number]))
            for number in found
        ]

    def circles(self, count: int, names: list[str] | None) -> list[Finding]:
        """Name the circles among the links that lead from one task to another."""
        apart = self.sources != self.targets
        sources, targets, places = (each[apart] for each in (self.sources, self.targets, self.places))
        called = [_named(names, number) for number in range(count)]
        return circles(called, sources, targets, places)[:_MOST_FAULTS]


def _named(names: list[str] | None, number: int) -> str:
    return str(number) if names is None or number >= len(names) else names[number]


def _listed(values: object) -> bool:
    """Whether something is a list of texts, or might be: neither one text, nor without order."""
    if isinstance(values, (str, bytes, Mapping, Set)):
        return False
    try:
        iter(values)  # type: ignore[call-overload]
    except TypeError:
        return False
    return True


def _types(values: Sequence[str | LinkType]) -> tuple[list[LinkType] | None, list[Finding]]:
    """Read types of links; the place of one that cannot be read is kept."""
    if not _listed(values):
        return None, [error("bulk-texts", "types", text=quoted(values), example='["FS", "SS"]')]
    findings: list[Finding] = []
    kinds: list[LinkType] = []
    known: dict[str, LinkType] = {}
    for number, value in enumerate(values):
        text = str(value)
        kinds.append(known.get(text, LinkType.FS))
        if text not in known:
            try:
                kinds[-1] = known[text] = _type(value)
            except PlanError as problem:
                findings += [finding.at(f"types[{number}]") for finding in problem.findings]
    return kinds, findings[:_MOST_FAULTS]


def _type(value: str | LinkType | None) -> LinkType:
    if value is None:  # in a link that is written it means the usual type; here a value is missing
        raise PlanError(error("bad-link-type", text=quoted(value), hint=Phrase("link-types")))
    return parse_link_type(value)


def _same_length(
    name: str, values: _Numbers | list[LinkType] | list[str] | None, others: _Numbers
) -> Iterator[Finding]:
    """Compare two lengths, where both are known."""
    if values is None or not others.known or (isinstance(values, _Numbers) and not values.known):
        return
    if len(values) != len(others):
        length = Amount(len(values), "value")
        yield error("bulk-lengths", name, length=length, other=others.name, expected=len(others))


def _names(ids: Sequence[str] | None, count: int) -> tuple[list[str] | None, list[Finding]]:
    """Read the ids of tasks: texts, and whole numbers, as in a plan; their places if there are none."""
    if ids is None:
        return [str(number) for number in range(count)], []
    if not _listed(ids):
        return None, [error("bulk-texts", "ids", text=quoted(ids), example='["brief", "film"]')]
    findings: list[Finding] = []
    names: list[str] = []
    first: dict[str, int] = {}
    for number, value in enumerate(ids):
        path = f"ids[{number}]"
        names.append(str(number))
        try:
            names[-1] = _id(value)
        except PlanError as problem:
            findings += [finding.at(path) for finding in problem.findings]
            continue
        known = first.setdefault(names[-1], number)
        if names[-1] == LAUNCH:
            findings.append(error("bulk-launch", path))
        elif known != number:
            findings.append(error("duplicate-id", path, id=names[-1], first=f"ids[{known}]"))
    return names, findings[:_MOST_FAULTS]


def _id(value: object) -> str:
    if isinstance(value, str):
        return parse_id(str(value))  # a text of its own kind counts as the text that it is
    number = _number(value)
    if number is None:
        raise PlanError(bad_id(value))
    return parse_id(number)
