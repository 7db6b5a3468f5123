"""
The rules of `check`.

A rule is one function from a `Subject` to findings, in the module of its family; one row in the
table `RULES`; one sentence a language; and one section of the page that explains the rules.
"""

from __future__ import annotations

from retroplan.lint import content, estimates, launch, links, method, money, people, statuses, strain
from retroplan.lint.ignoring import unknown_ignore
from retroplan.lint.subject import Rule

RETOLD = frozenset({"launch-closed"})
"""Findings of a schedule that a rule tells in their stead."""

RULES = (
    Rule("RP001", "unknown-ignore", lambda subject: unknown_ignore(subject, NAMES)),
    Rule("RP101", "launch-closed", launch.closed_launch),
    Rule("RP102", "no-buffer", launch.no_buffer),
    Rule("RP103", "closed-limit", launch.closed_limit),
    Rule("RP201", "no-responsible", people.no_responsible),
    Rule("RP202", "effort-of-nobody", people.effort_of_nobody),
    Rule("RP203", "unknown-person", people.unknown_person),
    Rule("RP204", "no-accountable", people.no_accountable),
    Rule("RP205", "several-accountable", people.several_accountable),
    Rule("RP206", "overbooked", strain.overbooked),
    Rule("RP207", "leaned-on", strain.leaned_on),
    Rule("RP208", "missing-skill", people.missing_skill),
    Rule("RP209", "unskilled", people.unskilled),
    Rule("RP301", "no-spread", estimates.no_spread),
    Rule("RP302", "wild-spread", estimates.wild_spread),
    Rule("RP303", "long-task", estimates.long_task),
    Rule("RP304", "instant-approval", estimates.instant_approval),
    Rule("RP401", "redundant-link", links.redundant_link),
    Rule("RP402", "loose-task", links.loose_task),
    Rule("RP403", "loose-milestone", links.loose_milestone),
    Rule("RP404", "long-lag", links.long_lag),
    Rule("RP405", "lead", links.lead),
    Rule("RP406", "must-over-links", links.must_over_links),
    Rule("RP407", "other-types", links.other_types),
    Rule("RP501", "unread-columns", content.unread_columns),
    Rule("RP601", "over-budget", money.over_budget),
    Rule("RP602", "booked-twice", money.booked_twice),
    Rule("RP603", "unknown-resource", money.unknown_resource),
    Rule("RP604", "no-amount", money.no_amount),
    Rule("RP701", "deliverable-of-nobody", content.deliverable_of_nobody),
    Rule("RP702", "deliverable-late", content.deliverable_late),
    Rule("RP703", "nothing-handed-over", content.nothing_handed_over),
    Rule("RP704", "unapproved-deliverable", content.unapproved_deliverable),
    Rule("RP705", "unapproved-refinement", content.unapproved_refinement),
    Rule("RP706", "done-too-soon", statuses.done_too_soon),
    Rule("RP707", "blocked-without-note", statuses.blocked_without_note),
    Rule("RP708", "done-with-open-parts", statuses.done_with_open_parts),
    Rule("RP709", "cancelled-but-awaited", statuses.cancelled_but_awaited),
    Rule("RP801", "incomplete", method.incomplete, asked=True),
    Rule("RP802", "open-step", method.open_step, asked=True),
    Rule("RP803", "unanswered", method.unanswered, asked=True),
    Rule("RP804", "no-indicator", method.no_indicator, asked=True),
)

NAMES: dict[str, str] = {rule.code: rule.name for rule in RULES}
"""The name of each rule by its code."""
