"""From a template to a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from attrs import evolve

from retroplan.analysis.redundant import redundant_links
from retroplan.document import from_document
from retroplan.errors import Finding, PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.library.header import HEADER, Parameter, Template, parse_switch, read_header
from retroplan.library.places import Place, find_place
from retroplan.library.scaling import parse_scale, scaled
from retroplan.library.shelf import Folder, find_book
from retroplan.model.link import Link
from retroplan.model.moments import Moment, parse_moment
from retroplan.model.plan import Plan


def from_template(
    template: str | Plan,
    *,
    launch: Moment | str | None = None,
    start: Moment | str | None = None,
    lang: str = "en",
    folder: Folder = None,
    parameters: Mapping[str, object] = MappingProxyType({}),
    scale: object = None,
) -> Plan:
    """
    Make a plan from a template.

    Parameters
    ----------
    template
        Its name or one of its aliases in any language, with accents or without; or a template itself, as
        `to_template` and `read` give it.
    launch
        The launch date that everything is counted from.
    start
        No work before this; without a launch the plan is scheduled forward from it.
    lang
        Language of the names of the tasks.
    folder
        A folder with templates of one's own; see `templates`.
    parameters
        What is set of the template, by the names that `templates` lists: ``{"waves": 3, "press": False}``.
        A text says the same as on the command line; None takes away what stands there.
    scale
        How much of the usual time there is, ``"50%"`` or ``0.5``: every offset is multiplied by it, a part
        of a day counted as one, and every duration in calendar days. Work stays.

    Raises
    ------
    PlanError
        There is no such template or parameter, a value cannot be read, or a date is not one; all
        that is wrong with the values is told together.

    Examples
    --------
    >>> import retroplan as rp
    >>> rp.from_template("fidelisation", launch="2026-06-15", lang="fr")["launch"].name
    'Lancement effectif de la campagne'
    >>> plan = rp.from_template("event", launch="2026-06-15", parameters={"waves": 4, "press": False})
    >>> plan["emailing"].waves.count, "press-relations" in plan
    (4, False)
    """
    if isinstance(template, Plan):
        header, plan = read_header(template, "", template.lang or lang), template
    else:
        header, plan = find_book(template, lang, folder).open()
    moments: dict[str, Moment] = {}
    findings: list[Finding] = []
    for key, value in (("launch", launch), ("start", start)):
        try:
            if value is not None:
                moments[key] = parse_moment(value)
        except PlanError as problem:
            findings += [finding.at(key) for finding in problem.findings]
    extra = {key: value for key, value in plan.extra.items() if key != HEADER}
    try:
        share = None if scale is None else parse_scale(scale)
    except PlanError as problem:
        findings += problem.findings
    try:
        plan = _set(plan.replace(extra=extra), header, parameters)
        plan = plan if findings or share is None else scaled(plan, share)
    except PlanError as problem:
        findings += problem.findings
    if findings:
        raise PlanError(findings)
    return plan.replace(**moments) if moments else plan


def _set(plan: Plan, template: Template, values: Mapping[str, object]) -> Plan:
    """Set parameters: what is chosen first, then single values, then the tasks that are left out."""
    given, findings = _given(template, values)
    document = plan.to_document()
    changed: list[tuple[Place, str]] = []
    for parameter, value in given:
        settings = parameter.choices[str(value)] if parameter.choices else {}
        changed += [_put(document, name, setting, parameter) for name, setting in settings.items()]
    for parameter, value in given:
        changed += [_put(document, name, value, parameter) for name in parameter.sets]
    try:
        plan = _read(document, changed) if changed else plan
    except PlanError as problem:
        findings += problem.findings
    if findings:
        raise PlanError(findings)
    absent = {parameter.name: parameter for parameter in template.parameters if parameter.default is False}
    for parameter, value in given:
        if parameter.tasks:
            absent.pop(parameter.name, None)
            absent |= {} if value else {parameter.name: parameter}
    return _without(plan, absent.values())


def _given(
    template: Template, values: Mapping[str, object]
) -> tuple[list[tuple[Parameter, object]], list[Finding]]:
    """Find the parameters that are given, and what can be said of their values at once."""
    found: dict[str, tuple[Parameter, object]] = {}
    findings: list[Finding] = []
    for name, value in values.items():
        try:
            parameter = template.parameter(name)
            found[parameter.name] = parameter, _value(parameter, value)
        except PlanError as problem:
            findings += problem.findings
    order = [parameter.name for parameter in template.parameters]
    return sorted(found.values(), key=lambda pair: order.index(pair[0].name)), findings


def _value(parameter: Parameter, value: object) -> object:
    if parameter.tasks:
        try:
            return parse_switch(value)
        except PlanError as problem:
            raise PlanError(finding.at(parameter.name) for finding in problem.findings) from None
    if parameter.choices:
        text = quoted(value)
        named = {name.lower(): name for name in parameter.choices}
        choice = text if text in parameter.choices else named.get(text.lower())
        if choice is None:
            hint, known = nearest(text.lower(), parameter.choices), ", ".join(parameter.choices)
            raise PlanError(error("unknown-choice", parameter.name, text=text, known=known, hint=hint))
        return choice
    if isinstance(value, str) and isinstance(parameter.default, (list, dict)):
        return [part.strip() for part in value.split(",")]
    return value


def _put(document: dict[str, Any], name: str, value: object, parameter: Parameter) -> tuple[Place, str]:
    place = find_place(document, name)
    place.put(value)
    return place, parameter.name


def _read(document: dict[str, Any], changed: list[tuple[Place, str]]) -> Plan:
    """Read the changed document; what is wrong with a value is told of the parameter that set it."""
    try:
        return from_document(document)
    except PlanError as problem:
        raise PlanError(_told(finding, changed) for finding in problem.findings) from None


def _told(finding: Finding, changed: list[tuple[Place, str]]) -> Finding:
    for place, name in changed:
        rest = finding.path.removeprefix(place.path)
        if rest != finding.path and rest[:1] in ("", ".", "["):
            return evolve(finding, path=f"{name}{rest}")
    return finding


def _without(plan: Plan, absent: Iterable[Parameter]) -> Plan:
    """Leave tasks out, hammocks before what they span, and tie what came before to what comes after."""
    leaving = [(task, parameter.name) for parameter in absent for task in parameter.tasks]
    written = plan.links
    for task, name in sorted(leaving, key=lambda pair: plan[pair[0]].span is None):
        try:
            plan = plan.remove(task) if task in plan else plan
        except PlanError as problem:
            raise PlanError(finding.at(name) for finding in problem.findings) from None
    return _tidied(plan, written) if leaving else plan


def _tidied(plan: Plan, written: tuple[Link, ...]) -> Plan:
    """Write the links that were made in their tasks, but none that says what others say already."""
    made = [link for link in plan.links if link not in written]
    superfluous = redundant_links(plan) if made else {}
    plan = plan.replace(links=[link for link in plan.links if link in written])
    for link in made:
        if link in superfluous:
            continue
        if link.successor in plan:
            plan = plan.change(link.successor, after=(*plan[link.successor].after, link))
        else:
            plan = plan.replace(links=(*plan.links, link))
    return plan
