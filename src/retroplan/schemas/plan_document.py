"""The schema of a plan document, from the fields of the classes that read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from inspect import unwrap
from typing import Any

import attrs

from retroplan.model import (
    approval,
    assignment,
    audience,
    carried,
    costs,
    currencies,
    deliverable,
    estimate,
    fields,
    for_each,
    link,
    moments,
    money,
    people,
    plan_fields,
    rates,
    recurrence,
    repeat,
    resources,
    spacing,
    span,
    task,
    waves,
    work,
)
from retroplan.model.constraint import Constraint, ConstraintType, parse_constraint
from retroplan.model.link import LinkType
from retroplan.model.plan import Plan
from retroplan.model.plan_fields import FORMAT_VERSION
from retroplan.model.task import MAX_RISK_FACTOR, Task
from retroplan.offsets import parse_offset
from retroplan.schemas import patterns
from retroplan.schemas.calendars import calendar_definitions
from retroplan.schemas.fragments import (
    Fragment,
    attributes_of,
    closed,
    described,
    either,
    nullable,
    ref,
    schema_of,
    summary_of,
    text,
)

_TEXT = {"type": ["string", "integer"], "maxLength": fields.MAX_TEXT}


def _one_or_more(fragment: Fragment) -> Fragment:
    return either(fragment, {"type": "array", "items": fragment})


def _keyed(name: str) -> Fragment:
    by_key = {"type": "object", "additionalProperties": nullable(ref(name))}
    return either(by_key, {"type": "array", "items": _TEXT})


_SHARES = {"type": "object", "additionalProperties": nullable(text(patterns.PERCENT, "50%"))}
_LINKS = _one_or_more(ref("link"))

# What each parser reads. A field with a new parser has no schema before it has its row here.
PARSERS: Mapping[Callable[..., Any], Fragment] = {
    fields.parse_text: _TEXT,
    link.parse_id: ref("id"),
    link.parse_share: ref("share"),
    work.parse_work: ref("duration"),
    moments.parse_moment: ref("moment"),
    parse_offset: ref("offset"),
    approval.parse_approver_name: _TEXT,
    approval.parse_approvals: _one_or_more(ref("approval")),
    approval.parse_approvers: {"type": "object", "additionalProperties": nullable(ref("approver"))},
    approval.parse_rounds: {"type": "integer", "minimum": 1, "maximum": approval.MAX_ROUNDS},
    work.parse_length: ref("duration"),
    recurrence.parse_recurrence: text("", "FREQ=WEEKLY;BYDAY=MO", maxLength=recurrence.MAX_RULE),
    repeat.parse_repeat: ref("repeat"),
    spacing.parse_anchor: either(ref("moment"), ref("offset")),
    spacing.parse_count: either(
        {"type": "integer", "minimum": 1, "maximum": spacing.MAX_TIMES}, text(patterns.COUNT, "4")
    ),
    spacing.parse_spacing: text(patterns.LENGTH, "1w", "10cd", "1mo"),
    span.parse_event: either(
        text(patterns.EVENT, "content", "content.finish", "launch", "J+30"), {"type": "integer"}
    ),
    span.parse_span: ref("span"),
    waves.parse_offsets: _one_or_more(ref("offset")),
    waves.parse_waves: ref("waves"),
    parse_constraint: ref("constraint"),
    task.parse_after: _LINKS,
    task.parse_before: _LINKS,
    task.parse_calendar_reference: ref("calendar"),
    task.parse_factor: either({"type": "number", "minimum": 1, "maximum": MAX_RISK_FACTOR}, text("", "1.2")),
    assignment.parse_portion: text(patterns.PERCENT, "50%"),
    assignment.parse_responsible: either(
        text("", "anna", maxLength=fields.MAX_TEXT),
        _SHARES,
        {"type": "array", "items": either(_TEXT, _SHARES | {"minProperties": 1, "maxProperties": 1})},
    ),
    audience.parse_weight: text(patterns.PERCENT, "60%"),
    audience.parse_preferences: either(
        _TEXT,
        {"type": "array", "items": _TEXT},
        {"type": "object", "additionalProperties": nullable(text(patterns.PERCENT, "60%"))},
    ),
    audience.parse_segments: _keyed("segment"),
    audience.parse_channels: _keyed("channel"),
    for_each.parse_for_each: _one_or_more(either({"enum": list(for_each.LISTS)}, ref("variants"))),
    carried.parse_names: _one_or_more(_TEXT),
    carried.parse_word: _TEXT,
    carried.parse_status: _TEXT,
    carried.parse_priority: _TEXT,
    carried.parse_tags: {"type": "object", "additionalProperties": nullable(_one_or_more(_TEXT))},
    carried.parse_context: {"type": "object"},
    deliverable.parse_deliverables: _one_or_more(ref("deliverable")),
    deliverable.parse_quantity: {"type": "integer", "minimum": 1, "maximum": deliverable.MAX_QUANTITY},
    costs.parse_costs: _one_or_more(ref("cost")),
    costs.parse_day: text(patterns.DAY, "2026-05-04"),
    costs.parse_lead_time: text(patterns.LENGTH, "3w", "10d", "2mo"),
    costs.parse_premium: text(patterns.PERCENT, "30%"),
    costs.parse_quantity: either(
        {"type": "integer", "minimum": 1, "maximum": costs.MOST_UNITS}, text(patterns.COUNT, "2")
    ),
    costs.parse_uses: _one_or_more(ref("use")),
    costs.parse_when: either(text(patterns.any_case(costs.TIMES), "spread"), ref("offset"), ref("moment")),
    currencies.parse_currency: text("", "EUR"),
    money.parse_money: ref("money"),
    rates.parse_daily: ref("rate"),
    rates.parse_price: either(ref("money"), ref("rate")),
    rates.parse_wage: ref("rate"),
    resources.parse_resources: {"type": "object", "additionalProperties": nullable(ref("resource"))},
    work.parse_effort: ref("duration"),
    people.parse_leave: either(ref("closure"), {"type": "array", "items": ref("closure")}),
    people.parse_people: {"type": "object", "additionalProperties": nullable(ref("person"))},
    people.parse_weekdays: {
        "type": "array",
        "items": either(ref("weekday"), {"type": "boolean"}),
        "minItems": 1,
    },
    task.parse_tasks: {"type": "array", "items": ref("task")},
    plan_fields.parse_hours_per_day: either(
        {"type": "number", "exclusiveMinimum": 0, "maximum": 24}, text("", "7.5")
    ),
    plan_fields.parse_calendars: {"type": "object", "additionalProperties": ref("calendar")},
    plan_fields.parse_flat_links: {"type": "array", "items": ref("flat_link")},
    plan_fields.parse_version: {"const": FORMAT_VERSION},
}


def plan_schema() -> Fragment:
    """Describe what `from_document` takes."""
    return schema_of("plan", mapping_of(Plan), plan_definitions())


def plan_definitions() -> dict[str, Fragment]:
    """Describe what a plan is made of."""
    return {
        "task": mapping_of(Task),
        "id": {"type": ["string", "integer"], "pattern": patterns.ID, "maxLength": link.MAX_ID},
        "moment": text(patterns.MOMENT, "2026-06-15", "2026-06-15 09:30"),
        "offset": text(patterns.OFFSET, "J-90", "J+45", "J-20 ouvrés", "S-8", "M-3", "H-4"),
        "duration": either(
            text(patterns.WORK, "5d", "2w", "10cd", "6mo", "5 jours ouvrés", "3d/5d/10d", "Immédiat"),
            _points(),
        ),
        "share": text(patterns.SHARE, "2d", "20%"),
        "lag": text(patterns.LAG, "2d", "-1d", "50%", "3cd"),
        "link_type": either({"enum": [kind.value for kind in LinkType]}, text(patterns.LINK_TYPE)),
        "link": _link(),
        "flat_link": _flat_link(),
        "constraint": _constraint(),
        "person": either(text("", "Anna Martin", maxLength=fields.MAX_TEXT), mapping_of(people.Person)),
        "deliverable": either(
            text("", "Communiqué de presse", maxLength=fields.MAX_TEXT), mapping_of(deliverable.Deliverable)
        ),
        "segment": either(_TEXT, mapping_of(audience.Segment)),
        "channel": either(_TEXT, mapping_of(audience.Channel)),
        "variants": {
            "type": "object",
            "additionalProperties": either(
                _one_or_more(_TEXT),
                {"type": "object", "additionalProperties": nullable(mapping_of(for_each.Variant))},
            ),
        },
        "money": either(
            {"type": "number", "minimum": 0, "maximum": money.LARGEST},
            text(patterns.MONEY, "1500 EUR", "1 500,50 €", "12 k€"),
        ),
        "rate": text(patterns.RATE, "400 EUR/d", "10.99 €/mois"),
        "cost": either(ref("money"), mapping_of(costs.Cost)),
        "use": either(text("", "room", maxLength=fields.MAX_TEXT), mapping_of(costs.Use)),
        "resource": either(text("", "Salle 3", maxLength=fields.MAX_TEXT), mapping_of(resources.Resource)),
        "approval": either(text("", "direction", maxLength=fields.MAX_TEXT), mapping_of(approval.Approval)),
        "approver": either(ref("duration"), mapping_of(approval.Approver)),
        "waves": either({"type": "array", "items": ref("offset")}, mapping_of(waves.Waves)),
        "repeat": mapping_of(repeat.Repeat),
        "span": mapping_of(span.Span),
        **calendar_definitions(),
    }


def mapping_of(cls: type) -> Fragment:
    """Describe the mapping that a class is read from, by its fields."""
    told = attributes_of(cls)
    properties, required = {}, []
    for field in attrs.fields(cls):
        if "parse" not in field.metadata:
            continue
        key = field.metadata["key"] or field.name
        fragment = fragment_of(field.metadata["parse"])
        if field.default is attrs.NOTHING:
            required.append(key)
        elif not field.metadata["empty"]:  # a key without a value counts as one that is not there
            fragment = nullable(fragment)
        properties[key] = described(fragment, told.get(field.name, ""))
    return described(closed(properties, required, extra=fields.keeps_more(cls)), summary_of(cls))


def fragment_of(parse: Callable[..., Any]) -> Fragment:
    """Describe what a parser reads."""
    parser = unwrap(parse)
    if isinstance(parser, fields.Choice):
        return either({"enum": list(parser.known)}, text(patterns.any_case(parser.known)))
    return PARSERS[parser]


def _points() -> Fragment:
    told = attributes_of(estimate.Estimate)
    point = text(patterns.LENGTH, "5d")
    three = {name: described(point, told.get(name, "")) for name in estimate.POINTS}
    named = described({"enum": list(estimate.THREE_POINTS)}, told.get("distribution", ""))
    ends = {name: part for name, part in three.items() if name != "likely"}
    law: Fragment = {"description": "Name of the distribution."}
    one = described(point, "The duration.")
    return either(
        described(closed({**three, "distribution": named}, three), summary_of(estimate.Estimate)),
        described(closed({**ends, "distribution": {"const": "uniform"} | law}, (*ends, "distribution")),
                  summary_of(estimate.Range)),
        described(closed({"value": one, "distribution": {"const": "fixed"} | law}, ("value", "distribution")),
                  "One duration, for certain."),
        _quantiles(point),
        _choices(),
    )  # fmt: skip


def _quantiles(point: Fragment) -> Fragment:
    named = described(
        {"enum": list(estimate.TWO_QUANTILES)}, attributes_of(estimate.Quantiles).get("distribution", "")
    )
    fragment = closed({"distribution": named}, ("distribution",))
    fragment |= {"patternProperties": {"^[pP][0-9]{1,2}(?:[.][0-9]{1,10})?$": point}}
    fragment |= {"minProperties": 3, "maxProperties": 3}
    return described(fragment, summary_of(estimate.Quantiles))


def _choices() -> Fragment:
    share: Fragment = {"anyOf": [{"type": "number", "exclusiveMinimum": 0, "maximum": 1}, {"type": "string"}]}
    values: Fragment = {"type": "object", "minProperties": 1, "additionalProperties": share}
    values["description"] = "The probability of each duration; they add up to 1."
    named = described({"const": "discrete"}, "Name of the distribution.")
    properties = {"distribution": named, "values": values}
    return described(closed(properties, properties), summary_of(estimate.Choices))


def _link() -> Fragment:
    written = text(patterns.LINK, "target", "target FS+1d", "launch FS+45cd", "film SS-50%")
    mapping = _link_mapping(task="predecessor")
    return described(either(written, {"type": "integer"}, mapping), summary_of(link.Link))


def _flat_link() -> Fragment:
    mapping = _link_mapping(predecessor="predecessor", successor="successor")
    return described(mapping, summary_of(link.Link))


def _link_mapping(**ends: str) -> Fragment:
    """Describe a link at length; `ends` lead from its keys to the attributes of `Link`."""
    told = attributes_of(link.Link)
    properties = {key: described(ref("id"), told.get(name, "")) for key, name in ends.items()}
    for key, kind in (("type", "link_type"), ("lag", "lag")):
        properties[key] = described(nullable(ref(kind)), told.get(key, ""))
    return closed(properties, ends)


def _constraint() -> Fragment:
    told = attributes_of(Constraint)
    properties = {
        "type": described({"enum": [kind.value for kind in ConstraintType]}, told.get("type", "")),
        "date": described(ref("moment"), told.get("date", "")),
    }
    return described(closed(properties, properties), summary_of(Constraint))
