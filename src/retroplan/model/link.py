"""Links: what ties the end of one task to the end of another."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Any, TypeAlias

from attrs import evolve, field, frozen

from retroplan.errors import Finding, PlanError, error
from retroplan.keys import missing_keys, unknown_key
from retroplan.language import Phrase, show
from retroplan.language.quoting import quoted
from retroplan.model.fields import StandIn, digits
from retroplan.units import Duration, Unit, parse_duration

ID_PATTERN = r"[\w.\-]+"
MAX_ID = 200
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


def is_occurrence(task_id: str) -> bool:
    """Whether it is the id of one time that a task is repeated; its name is that of the task and a number."""
    whole, _, number = task_id.rpartition("/")
    return bool(whole) and number.isdecimal()


def bad_id(value: object) -> Finding:
    """Say that a value is not an id, and propose one like it."""
    like = re.sub(r"[^\w.]+", "-", value).strip("-") if isinstance(value, str) else ""
    hint = Phrase("did-you-mean", {"candidate": quoted(like)}) if like else Phrase("id-forms")
    return error("bad-id", text=quoted(value), hint=hint)


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


# In small letters: those of "ß" in capitals are a type of link.
_TYPES = {kind.value.lower(): kind for kind in LinkType}


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

# How others write the types: in French, as MS Project does there, and in full.
_OTHER_TYPES = {
    "FD": "FS", "DD": "SS", "DF": "SF", "FINISH TO START": "FS", "START TO START": "SS",
    "FINISH TO FINISH": "FF", "START TO FINISH": "SF", "FIN A DEBUT": "FS", "FIN DÉBUT": "FS",
    "FIN À DÉBUT": "FS", "DÉBUT DÉBUT": "SS", "FIN FIN": "FF",
}  # fmt: skip
_NEARLY = re.compile(
    rf"(?P<task>{ID_PATTERN}?)(?:\s+(?P<type>[A-Za-z]{{2}}))?\s*(?P<sign>[+\-−])?\s*(?P<lag>\d.*)"
)

_OF_MS_PROJECT = {"FD": "FS", "DD": "SS", "DF": "SF"}
_JOINED = re.compile("(.*[a-z0-9])(FS|SS|FF|SF|FD|DD|DF)")  # as MS Project writes it: 2FD

NO_LAG = Duration(Decimal(0), Unit.D)


def parse_id(value: object) -> str:
    """Read an id: letters, digits, ``-``, ``_`` and ``.``."""
    if isinstance(value, (StandIn, PartId)):
        return value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise PlanError(bad_id(value))
    text = digits(value)
    if not text.strip():
        raise PlanError(error("empty-value"))
    if not re.fullmatch(ID_PATTERN, text) or len(text) > MAX_ID:
        raise PlanError(bad_id(text))
    return text


def parse_percent(text: str) -> Percent:
    """Read ``50%``, ``-12,5 %``."""
    number = text.strip().removesuffix("%").strip().replace(",", ".").replace("−", "-")
    try:
        amount = Decimal(number) if re.fullmatch(r"[+-]?\d{1,8}(\.\d{1,8})?", number, re.ASCII) else None
    except InvalidOperation:  # pragma: no cover - the pattern admits only numbers
        amount = None
    if amount is None or abs(amount) > _MAX_PERCENT:
        raise PlanError(error("bad-percent", text=quoted(text)))
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
    text = str(value).strip().upper()
    try:
        return _TYPES[str(value).strip().lower()]  # not upper(): that makes SS of ß
    except KeyError:
        meant = _OTHER_TYPES.get(re.sub(r"[\s_-]+", " ", text))
        hint = Phrase("did-you-mean", {"candidate": meant}) if meant else Phrase("link-types")
        raise PlanError(error("bad-link-type", text=quoted(value), hint=hint)) from None


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
        raise PlanError(_bad_link(value))
    lag = match["lag"]
    if lag is not None:
        lag = ("-" if match["sign"] in "-−" else "") + lag
    return Link(**{other: match["task"], **own}, type=match["type"], lag=lag)


def _bad_link(value: object) -> Finding:
    """Say what is wrong with something that is not a link, and what may have been meant."""
    if value is None or (isinstance(value, str) and not value.strip()):
        return error("empty-value")
    if not isinstance(value, str):
        return error("bad-link", text=quoted(value), hint=Phrase("link-forms"))
    if _PART.match(value):
        return _link_to_part(value)
    parts = [part.strip() for part in re.split(r"[,;]", value)]
    if len(parts) > 1 and all(_WRITTEN.fullmatch(part) for part in parts):
        return error("links-in-one", text=quoted(value), written=quoted(f"[{', '.join(parts)}]"))
    meant = suggested_link(value)
    hint = Phrase("did-you-mean", {"candidate": quoted(meant)}) if meant else Phrase("link-forms")
    return error("bad-link", text=quoted(value), hint=hint)


def _link_to_part(text: str) -> Finding:
    return error("link-to-part", text=quoted(text), whole=quoted(whole_of(text.strip())))


def suggested_link(text: str) -> str | None:
    """Guess the link that ``target+2d``, ``target FS 2d`` or ``2FD+1j`` means; None if none."""
    match = _NEARLY.fullmatch(text.strip())
    try:
        if match is None:
            return None
        lag = parse_lag(match["lag"])
        joined = None if match["type"] else _JOINED.fullmatch(match["task"])
        task, type_ = joined.groups() if joined else (match["task"], match["type"])
        kind = parse_link_type(_OF_MS_PROJECT.get(type_, type_))
    except PlanError:
        return None
    return f"{task} {kind.value}{'-' if match['sign'] in ('-', '−') else '+'}{lag}"


def _parse_end(value: object) -> str:
    if isinstance(value, str) and _PART.match(value):
        raise PlanError(_link_to_part(value))
    return parse_id(value)


def _read_keys(value: Mapping[str, Any], *ends: str) -> tuple[LinkType, Lag]:
    """Read the type and the lag of a link; refuse keys that it does not have, and the lack of its ends."""
    known = (*ends, "type", "lag")
    findings = [unknown_key(key, known) for key in value if key not in known]
    findings += missing_keys(value, ends, findings)
    for key in ends:
        try:
            if value.get(key) is not None:
                _parse_end(value[key])
        except PlanError as problem:
            findings += [finding.at(key) for finding in problem.findings]
    kind: LinkType = LinkType.FS
    lag: Lag = NO_LAG
    try:
        kind = parse_link_type(value.get("type"))
    except PlanError as problem:
        findings += [finding.at("type") for finding in problem.findings]
    try:
        lag = parse_lag(value.get("lag"))
    except PlanError as problem:
        findings += [finding.at("lag") for finding in problem.findings]
    if findings:
        raise PlanError(findings)
    return kind, lag


def _link_from_mapping(value: Mapping[str, Any], other: str, own: dict[str, str]) -> Link:
    kind, lag = _read_keys(value, "task")
    return Link(**{other: str(value["task"]), **own}, type=kind, lag=lag)


def parse_flat_link(value: object) -> Link:
    """Read a link of the plan's flat list: a `Link`, or a mapping with both ends."""
    if isinstance(value, Link):
        return value
    if not isinstance(value, Mapping):
        raise PlanError(error("bad-flat-link", text=quoted(value)))
    kind, lag = _read_keys(value, "predecessor", "successor")
    return Link(str(value["predecessor"]), str(value["successor"]), kind, lag)
