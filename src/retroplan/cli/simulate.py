"""`retroplan simulate`: how sure the dates of a plan are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import typer

from retroplan.cli.formats import TABLE, check_format
from retroplan.cli.loading import load_plan, parse_option, spoken
from retroplan.cli.options import (
    ColumnOption,
    FromOption,
    LangOption,
    LaunchOption,
    PlanArgument,
    SheetOption,
    StartOption,
)
from retroplan.cli.output import emit_bytes, show
from retroplan.cli.problems import FINE, UNMET, reported
from retroplan.cli.progress import shown_progress
from retroplan.cli.surroundings import choose_language
from retroplan.errors import PlanError, error
from retroplan.language import word
from retroplan.language.quoting import quoted

if TYPE_CHECKING:
    from retroplan.risk.result import Simulation

_FORMATS = [TABLE, "json"]
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")

SamplesOption = Annotated[str, typer.Option("--samples", "-n", metavar="COUNT")]
SeedOption = Annotated[str, typer.Option("--seed", metavar="NUMBER")]
ConfidenceOption = Annotated[str, typer.Option("--confidence", metavar="SHARE")]
NoMarginsOption = Annotated[bool, typer.Option("--no-margins")]
NoBufferOption = Annotated[bool, typer.Option("--no-buffer")]
WorkersOption = Annotated[str, typer.Option("--workers", metavar="COUNT")]
FormatOption = Annotated[str, typer.Option("--format", metavar="FORMAT")]


def run(
    plan: PlanArgument,
    samples: SamplesOption = "10000",
    seed: SeedOption = "0",
    confidence: ConfidenceOption = "0.9",
    launch: LaunchOption = None,
    start: StartOption = None,
    no_margins: NoMarginsOption = False,
    no_buffer: NoBufferOption = False,
    workers: WorkersOption = "1",
    format: FormatOption = TABLE,
    source_format: FromOption = None,
    sheet: SheetOption = None,
    column: ColumnOption = None,
    lang: LangOption = None,
) -> None:
    """
    Say when to begin, and how sure each date is.

    Exits with 1 if no start meets the launch with that confidence.
    """
    import retroplan as rp

    with reported(lang, plan):
        name = check_format("--format", format, "format-written", _FORMATS)
        share = _confidence(confidence)
        count, key = _whole("--samples", samples, 1), _whole("--seed", seed)
        processes = _whole("--workers", workers, 1)
        days = parse_option("--launch", launch), parse_option("--start", start)
        read = load_plan(plan, source_format, sheet, column)
        language = choose_language(lang, read.lang)
        with (
            shown_progress(word("simulation-running", language)) as progress,
            _pool(processes) as executor,
        ):
            found = rp.simulate(
                spoken(read, language), samples=count, seed=key, launch=days[0], start=days[1],
                margins=not no_margins, buffer=not no_buffer, executor=executor, progress=progress,
            )  # fmt: skip
        _write(found, name, share, language)
    met = found.launch is None or found.start_by(share) is not None
    raise typer.Exit(FINE if met else UNMET)


def _confidence(text: str) -> float:
    """Read a probability, with a decimal point or comma."""
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        value = 0.0
    if not 0 < value <= 1:
        raise PlanError(error("bad-chance", "--confidence", text=quoted(text)))
    return value


def _whole(name: str, text: str, least: int | None = None) -> int:
    """Read a whole number; the parser's own words are English only."""
    value = int(text) if _WHOLE.fullmatch(text) else None
    if value is None or (least is not None and value < least):
        if least is None:
            raise PlanError(error("bad-whole-number", name, text=quoted(text)))
        raise PlanError(error("count-too-low", name, text=quoted(text), least=least))
    return value


@contextmanager
def _pool(workers: int) -> Iterator[Any]:
    """Offer processes of this computer, if more than one is wanted."""
    if workers == 1:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(workers) as executor:
        yield executor


def _write(found: Simulation, format: str, share: float, lang: str) -> None:
    if format == TABLE:
        from retroplan.render.simulation_view import SimulationView, shares_for

        show(SimulationView(found, tuple(shares_for(share)), lang))
        return
    from retroplan.io.json import dumps

    emit_bytes(dumps(found.to_document(share)))
