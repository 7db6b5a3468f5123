"""Links: what ties the end of one task to the end of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from retroplan.errors import PlanError, error
from retroplan.language import show
from retroplan.language.quoting import nearest, quoted
from retroplan.units import Duration, Unit, parse_duration

ID_PATTERN = r"[\w.\-]+"
_MAX_PERCENT = Decimal(100_000)
_WRITTEN = re.compile(
    rf"\s*(?P<task>{ID_PATTERN})(?:\s+(?P<type>[A-Za-z]{{2}})\s*(?:(?P<sign>[+\-−])\s*(?P<lag>.+))?)?\s*"
)

_PART = re.compile(rf"\s*{ID_PATTERN}(?:/{ID_PATTERN})+\s*(?:[A-Za-z]{{2}}\b.*)?$")


class PartId(str):
    """The id of a part that retroplan makes of a task: ``content/approval-1``; nobody can write one."""

    __slots__ = ()


def whole_of(task_id: str) -> str:
    """Give the id of the task that a part was made of; any other id is itself."""
    return task_id.partition("/")[0]


class LinkType(Enum):
    """
    Which end of the predecessor holds which end of the successor.

    With lag ℓ in working time of the successor's calendar: FS ``finish + ℓ ≤ start``,
    SS ``start + ℓ ≤ start``, FF ``finish + ℓ ≤ finish``, SF ``start + ℓ ≤ finish``.
    """

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"

    from_start: bool
    to_start: bool

    def __init__(self, value: str) -> None:
        self.from_start = value in ("SS", "SF")  # the predecessor's start is the linked end
        self.to_start = value in ("FS", "SS")  # the successor's start is the linked end


@frozen
class Percent:
    """A share of a duration, in percent: 50 is half of it."""

    amount: Decimal

    def __str__(self) -> str:
        return f"{self.amount:f}%"

    def text(self, lang: str = "en") -> str:
        """Put the share into words."""
        return f"{show(self.amount, lang)} %"


Lag: TypeAlias = Duration | Percent
UNREAD = "\0unread"
"""In place of the id of a link that could not be read, so that the others keep their places."""

NO_LAG = Duration(Decimal(0), Unit.D)


def parse_percent(text: str) -> Percent:
    """Read ``50%``, ``-12,5 %``."""
    number = text.strip().removesuffix("%").strip().replace(",", ".").replace("−", "-")
    try:
        amount = Decimal(number) if re.fullmatch(r"[+-]?\d{1,8}(\.\d{1,8})?", number, re.ASCII) else None
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        amount = None
    if amount is None or abs(amount) > _MAX_PERCENT:
        raise PlanError(error("bad-percent", text=text))
    return Percent(amount.normalize() + 0)


def parse_share(value: object, *, signed: bool = False) -> Lag:
    """Read a duration or a percent; `signed` admits negative ones."""
    if isinstance(value, Percent):
        share: Lag = value
    elif isinstance(value, str) and value.strip().endswith("%"):
        share = parse_percent(value)
    else:
        return parse_duration(value, signed=signed)
    if share.amount < 0 and not signed:
        raise PlanError(error("negative-duration", text=str(share)))
    return share


def parse_lag(value: object) -> Lag:
    """Read a lag: ``2d``, ``-1d`` (a lead), ``50%``, ``3cd``; nothing is no lag."""
    if value is None:
        return NO_LAG
    lag = parse_share(value, signed=True)
    return NO_LAG if lag == Duration(Decimal(0), lag.unit if isinstance(lag, Duration) else Unit.D) else lag


def parse_link_type(value: object) -> LinkType:
    """Read a link type; none written means finish to start."""
    if value is None:
        return LinkType.FS
    if isinstance(value, LinkType):
        return value
    try:
        return LinkType(str(value).strip().upper())
    except ValueError:
        raise PlanError(error("bad-link-type", text=str(value))) from None


@frozen
class Link:
    """
    A link between two tasks.

    Attributes
    ----------
    predecessor, successor
        Ids of the tasks it ties; ``launch`` is the launch.
    type
        Which ends it ties, finish to start unless written.
    lag
        Time that lies between the ends at least; negative is a lead.
        A percent counts in the predecessor's working duration.
    """

    predecessor: str
    successor: str
    type: LinkType = field(default=LinkType.FS, converter=parse_link_type)
    lag: Lag = field(default=NO_LAG, converter=parse_lag)

    @property
    def as_written(self) -> Link:
        """The link as the user wrote it."""
        return self

    @property
    def manner(self) -> str:
        """How it ties, as it is written: ``FS``, ``SS+2d``, ``FF-50%``."""
        code = str(self.type.value)
        if self.lag == NO_LAG:
            return code
        text = str(self.lag)
        return code + (text if text.startswith("-") else "+" + text)

    def other_end(self, other: str) -> str:
        """Write the link as seen from one of its tasks: ``target FS+1d``."""
        return other if self.manner == "FS" else f"{other} {self.manner}"


@frozen
class PartLink(Link):
    """
    A link of a task that is scheduled in parts, tied to the part that it means.

    Attributes
    ----------
    written
        The link between the whole tasks.
    """

    written: Link | None = None

    @property
    def as_written(self) -> Link:
        """The link as the user wrote it."""
        return self.written or self


def parse_link(value: object, **own: str) -> Link:
    """
    Read a link as it stands in `after` or `before` of a task.

    Parameters
    ----------
    value
        ``target``, ``target FS+1d``, ``{task: target, type: FF, lag: 50%}`` or a `Link`.
    own
        The end that is known: ``successor="content"`` or ``predecessor="content"``.
    """
    other = "predecessor" if "successor" in own else "successor"
    if isinstance(value, Link):
        ((known, mine),) = own.items()
        return value if getattr(value, known) == mine else evolve(value, **{known: mine})
    if not isinstance(value, str) and isinstance(value, Mapping):
        return _link_from_mapping(value, other, own)
    match = _WRITTEN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        if isinstance(value, str) and _PART.match(value):
            raise PlanError(error("link-to-part", text=quoted(value), whole=quoted(whole_of(value.strip()))))
        raise PlanError(error("bad-link", text=quoted(value)))
    lag = match["lag"]
    if lag is not None:
        lag = ("-" if match["sign"] in "-−" else "") + lag
    return Link(**{other: match["task"], **own}, type=match["type"], lag=lag)


def _check_keys(value: Mapping[str, Any], *known: str, required: tuple[str, ...]) -> None:
    """Refuse keys that a link does not have, and the lack of those it must have."""
    findings = [
        error("unknown-key", quoted(key), key=quoted(key), hint=nearest(str(key), known))
        for key in value
        if key not in known
    ]
    findings += [error("missing-key", key=key) for key in required if value.get(key) is None]
    for key in required:
        end = value.get(key)
        if end is not None and not re.fullmatch(ID_PATTERN, quoted(end)):
            part = _PART.match(quoted(end))
            findings.append(
                error("link-to-part", key, text=quoted(end), whole=whole_of(quoted(end)))
                if part
                else error("bad-id", key, text=quoted(end))
            )
    if findings:
        raise PlanError(findings)


def _link_from_mapping(value: Mapping[str, Any], other: str, own: dict[str, str]) -> Link:
    _check_keys(value, "task", "type", "lag", required=("task",))
    return Link(**{other: str(value["task"]), **own}, type=value.get("type"), lag=value.get("lag"))


def parse_flat_link(value: object) -> Link:
    """Read a link of the plan's flat list: a `Link`, or a mapping with both ends."""
    if isinstance(value, Link):
        return value
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-flat-link", text=quoted(value)))
    _check_keys(value, "predecessor", "successor", "type", "lag", required=("predecessor", "successor"))
    return Link(
        str(value["predecessor"]),
        str(value["successor"]),
        value.get("type"),
        value.get("lag"),
    )
