"""`retroplan closures`: closed days out of an iCalendar file, as YAML or into a plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import evolve

from retroplan.cli.loading import STANDARD, load_plan, parse_option
from retroplan.cli.options import ForceOption, LangOption, OutputOption
from retroplan.cli.output import complain, emit_bytes, tell
from retroplan.cli.problems import finding_lines, reported
from retroplan.cli.saving import refuse_losing, save
from retroplan.cli.surroundings import choose_language, written_language
from retroplan.errors import Finding, PlanError, error
from retroplan.language import Amount, Phrase, say
from retroplan.language.quoting import nearest, quoted

if TYPE_CHECKING:
    from retroplan.calendars import Closure
    from retroplan.model.plan import Plan

FileArgument = Annotated[str, typer.Argument(metavar="ICS")]
OnlyOption = Annotated[list[str] | None, typer.Option("--only", metavar="TEXT")]
FirstOption = Annotated[str | None, typer.Option("--from", metavar="DATE")]
LastOption = Annotated[str | None, typer.Option("--to", metavar="DATE")]
IntoOption = Annotated[str | None, typer.Option("--into", metavar="PLAN")]
CalendarOption = Annotated[str | None, typer.Option("--calendar", metavar="NAME")]
PersonOption = Annotated[str | None, typer.Option("--person", metavar="NAME")]


def run(
    file: FileArgument,
    only: OnlyOption = None,
    first: FirstOption = None,
    last: LastOption = None,
    into: IntoOption = None,
    calendar: CalendarOption = None,
    person: PersonOption = None,
    output: OutputOption = None,
    lang: LangOption = None,
    force: ForceOption = False,
) -> None:
    """
    Give the closed days of an iCalendar file, or put them into a plan.

    Without --into they are printed as YAML. With it they join the closed days of the plan's
    calendar, of the one named, or the leave of a person; comments stay.
    """
    import retroplan as rp

    with reported(lang, into or ""):
        if calendar is not None and person is not None:
            raise PlanError(error("closures-of-both", "--person"))
        if into is not None:
            refuse_losing(output or into, into, force)
        language = choose_language(lang, written_language(into) if into else None)
        source = _standard_input() if file == STANDARD else file
        days = _day("--from", first), _day("--to", last)
        try:
            found = rp.closures_from_ics(source, only=only or None, first=days[0], last=days[1])
        except PlanError as problem:
            raise PlanError(map(_of_option, problem.findings)) from None
        complain(finding_lines(found.findings, language))
        if into is None:
            _print(found, calendar, person, output, force, language)
            return
        plan = load_plan(into)
        target = output or into
        changed, added = _joined(plan, found, calendar, person)
        if target == STANDARD:
            emit_bytes(rp.dumps(changed, "yaml"))
        elif changed != plan or target != into:
            rp.write(changed, target)
        if target != STANDARD:
            tell(say("closures-added", {"file": target, "count": Amount(added, "closure")}, language))


def _of_option(finding: Finding) -> Finding:
    """Name the option instead of the argument of the function."""
    return evolve(finding, path="--to") if finding.path == "last" else finding


def _standard_input() -> Any:
    import sys

    return b"" if sys.stdin is None else sys.stdin.buffer


def _day(option: str, text: str | None) -> date | None:
    moment = parse_option(option, text)
    return moment.date() if isinstance(moment, datetime) else moment


def _print(
    found: Sequence[Closure],
    calendar: str | None,
    person: str | None,
    output: str | None,
    force: bool,
    lang: str,
) -> None:
    """Write the closures as the part of a plan that they are."""
    from retroplan.calendars.ranges import closure_document
    from retroplan.cli.output import written
    from retroplan.io import yaml

    listed: Any = [closure_document(closure) for closure in found]
    document = {"leave" if person else "closed": listed}
    if person or calendar:
        document = {"people" if person else "calendars": {person or calendar: document}}
    if save(yaml.dumps(document), output, force):
        tell(written([str(output)], lang))


def _joined(
    plan: Plan, found: Sequence[Closure], calendar: str | None, person: str | None
) -> tuple[Plan, int]:
    """Give the plan with closures where they belong, and how many of them are new there."""
    if person is not None:
        key, known = plan.person(person)
        if known is None:
            raise PlanError(_unknown("unknown-person", "--person", person, [*plan.people]))
        leave = _new(known.leave, found)
        people = {**plan.people, key: evolve(known, leave=(*known.leave, *leave))}
        return plan.replace(people=people), len(leave)
    name = plan.calendar if calendar is None and isinstance(plan.calendar, str) else calendar
    own = plan.calendar if name is None or name not in plan.calendars else name
    if calendar is not None and own != calendar:
        raise PlanError(_unknown("no-such-calendar", "--calendar", calendar, [*plan.calendars]))
    resolved = plan.resolve(own)
    new = _new(resolved.closed, found)
    changed = evolve(resolved, closed=(*resolved.closed, *new))
    if isinstance(own, str) and own in plan.calendars:
        return plan.replace(calendars={**plan.calendars, own: changed}), len(new)
    return plan.replace(calendar=changed) if new else plan, len(new)


def _new(known: Sequence[Closure], found: Sequence[Closure]) -> list[Closure]:
    """Give the closures that are not there yet; a name alone makes no other closure."""
    spans = {(closure.first, closure.last) for closure in known}
    return [closure for closure in found if (closure.first, closure.last) not in spans]


def _unknown(code: str, option: str, name: str, known: list[str]) -> Finding:
    listed = Phrase("keys-known", {"known": ", ".join(known)}) if known else Phrase("nothing")
    hint = nearest(name, known)
    return error(code, option, text=quoted(name), hint=listed if hint.code == "nothing" else hint)
