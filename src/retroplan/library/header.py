"""What a template says of itself: its title, what it assumes, and what may be set when it is used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen, validators

from retroplan.errors import Finding, PlanError, error
from retroplan.language import Phrase, plain, sealed
from retroplan.language.quoting import nearest, quoted
from retroplan.library.places import Place, find_place
from retroplan.model.fields import parse_each, parse_text, parsed, structure_whole
from retroplan.model.plan import Plan

HEADER = "x-template"
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_TEXT = validators.instance_of(str)


def parse_title(value: object) -> str:
    """Read a text that is not empty."""
    text = parse_text(value)
    if not text.strip():
        raise PlanError(error("empty-value"))
    return text


def parse_texts(value: object) -> tuple[str, ...]:
    """Read one text or a list of texts."""
    return parse_each([value] if isinstance(value, str) else value, parse_title)


def parse_switch(value: object) -> bool:
    """Read whether something is there: true or false, yes or no, in either language."""
    words = {"true": True, "yes": True, "oui": True, "false": False, "no": False, "non": False}
    found = value if isinstance(value, bool) else words.get(quoted(value).lower())
    if found is None:
        raise PlanError(error("bad-switch", text=quoted(value)))
    return found


def parse_choices(value: object) -> Mapping[str, Mapping[str, Any]]:
    """Read choices: what each of them sets; the first is the document as it stands, and sets nothing."""
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    choices: dict[str, dict[str, Any]] = {}
    for name, settings in value.items():
        if not isinstance(settings, (Mapping, type(None))):
            findings.append(error("not-a-mapping", quoted(name), text=quoted(settings)))
        elif bool(choices) != bool(settings) and not findings:
            findings.append(error("choice-of-template", quoted(name), name=quoted(name)))
        choices[str(name)] = dict(settings or {}) if isinstance(settings, (Mapping, type(None))) else {}
    if len(choices) == 1 and not findings:
        findings.append(error("too-few-choices"))
    if findings:
        raise PlanError(findings)
    return sealed(choices)  # type: ignore[return-value]


@frozen
class Parameter:
    """
    One thing that may be set when a template is used; it has `sets`, `tasks` or `choices`.

    Attributes
    ----------
    name
        How it is given: ``from_template(…, parameters={"waves": 3})``, ``--set waves=3``.
    label
        What it is, in the language of the template.
    sets
        The places that take its value: a task and a key of it, ``mailing.waves.count``, or a key of
        the plan, ``calendar``.
    tasks
        The tasks that are left out where it is set to ``no``.
    choices
        What each of its possible values sets; the first is the template as it stands.
    default
        What the template has where nobody sets it.
    """

    name: str = field(default="", validator=_TEXT)
    label: str = parsed(parse_title, kw_only=True)
    sets: tuple[str, ...] = parsed(parse_texts, default=(), kw_only=True)
    tasks: tuple[str, ...] = parsed(parse_texts, default=(), kw_only=True)
    choices: Mapping[str, Mapping[str, Any]] = parsed(parse_choices, factory=dict, kw_only=True, hash=False)
    default: object = parsed(plain, default=None, kw_only=True)

    def places(self) -> Iterator[tuple[str, str]]:
        """Yield every place that it may set, with the path of the place in the header."""
        yield from ((name, f"sets[{number}]") for number, name in enumerate(self.sets))
        for choice, settings in self.choices.items():
            yield from ((name, f"choices.{choice}.{name}") for name in settings)


def parse_parameters(value: object) -> tuple[Parameter, ...]:
    """Read parameters by name."""
    if isinstance(value, tuple) and all(isinstance(item, Parameter) for item in value):
        return value
    if not isinstance(value, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(value)))
    findings: list[Finding] = []
    parameters: list[Parameter] = []
    for name, document in value.items():
        try:
            parameters.append(_parse_parameter(str(name), document))
        except PlanError as problem:
            findings += [finding.at(quoted(name)) for finding in problem.findings]
    if findings:
        raise PlanError(findings)
    return tuple(parameters)


def _parse_parameter(name: str, document: object) -> Parameter:
    if not _NAME.fullmatch(name):
        raise PlanError(error("bad-parameter-name", text=quoted(name)))
    if not isinstance(document, Mapping):
        raise PlanError(error("not-a-mapping", text=quoted(document)))
    parameter = evolve(structure_whole(Parameter, document), name=name)
    kinds = [key for key in ("sets", "tasks", "choices") if getattr(parameter, key)]
    if len(kinds) != 1:
        raise PlanError(error("parameter-kinds"))
    if parameter.tasks:
        default = True if parameter.default is None else parse_switch(parameter.default)
        return evolve(parameter, default=default)
    if parameter.default is not None:
        raise PlanError(error("default-in-plan", "default"))
    return evolve(parameter, default=next(iter(parameter.choices), None))


@frozen
class Template:
    """
    What there is to know of a template before it is used.

    Attributes
    ----------
    name
        That of its file, the same in every language.
    lang
        Language of its title and of the names of its tasks.
    title
        What it plans.
    aliases
        Other names it goes by.
    assumptions
        What its source does not say and the template had to choose.
    parameters
        What may be set when it is used.
    """

    name: str = field(default="", validator=_TEXT)
    lang: str = field(default="", validator=_TEXT)
    title: str = parsed(parse_title, kw_only=True)
    aliases: tuple[str, ...] = parsed(parse_texts, default=(), kw_only=True)
    assumptions: tuple[str, ...] = parsed(parse_texts, default=(), kw_only=True)
    parameters: tuple[Parameter, ...] = parsed(parse_parameters, default=(), kw_only=True)

    def parameter(self, name: str) -> Parameter:
        """
        Find a parameter; ``launch_day`` is ``launch-day``.

        Raises
        ------
        PlanError
            There is none of this name; it says which there are.
        """
        plain_name = name.strip().lower().replace("_", "-")
        for parameter in self.parameters:
            if parameter.name == plain_name:
                return parameter
        names = [parameter.name for parameter in self.parameters]
        known = Phrase("names-known", {"known": ", ".join(names)}) if names else Phrase("has-no-parameters")
        hint = nearest(plain_name, names)
        raise PlanError(error("unknown-parameter", text=quoted(name), hint=hint, known=known))


def read_header(plan: Plan, name: str, lang: str) -> Template:
    """
    Read what a plan says of itself as a template.

    Raises
    ------
    PlanError
        It has no header, or something in it is wrong: a parameter that sets nothing that the plan has.
    """
    template = parse_header(plan.extra.get(HEADER), name, lang)
    return evolve(template, parameters=tuple(_checked(template.parameters, plan)))


def parse_header(header: object, name: str, lang: str) -> Template:
    """
    Read a header alone, without looking up what its parameters set.

    Raises
    ------
    PlanError
        There is none, or something in it cannot be read.
    """
    if header is None:
        raise PlanError(error("not-a-template", key=HEADER))
    if not isinstance(header, Mapping):
        raise PlanError(error("not-a-mapping", HEADER, text=quoted(header)))
    try:
        return evolve(structure_whole(Template, header), name=name, lang=lang)
    except PlanError as problem:
        raise PlanError(finding.at(HEADER) for finding in problem.findings) from None


def _checked(parameters: Iterable[Parameter], plan: Plan) -> list[Parameter]:
    """Look up what every parameter sets, and take the value that stands there for its default."""
    document = plan.to_document()
    findings: list[Finding] = []
    found: list[Parameter] = []
    for parameter in parameters:
        path = f"{HEADER}.parameters.{parameter.name}"
        places: list[Place] = []
        for name, where in parameter.places():
            try:
                places.append(find_place(document, name))
            except PlanError as problem:
                findings += [finding.at(f"{path}.{where}") for finding in problem.findings]
        for number, task in enumerate(parameter.tasks):
            if task not in plan:
                hint = nearest(task, [item.id for item in plan.walk()])
                findings.append(error("unknown-task", f"{path}.tasks[{number}]", id=quoted(task), hint=hint))
        default = places[0].value if parameter.sets and places else parameter.default
        found.append(evolve(parameter, default=default))
    if findings:
        raise PlanError(findings)
    return found
