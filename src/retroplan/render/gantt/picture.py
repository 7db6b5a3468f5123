"""A chart as PNG and PDF, painted by matplotlib: the same shapes as in SVG, the same bytes each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any

from retroplan.errors import PlanError, error
from retroplan.language.quoting import nearest, quoted
from retroplan.progress import Progress, Steps
from retroplan.render.gantt.chart import PAPERS, draw
from retroplan.render.gantt.shapes import Drawing
from retroplan.result import Schedule

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DOTS = 96
"""Pixels of a sheet in an inch."""
_FINE = 2.0  # pixels of a picture for one of the sheet
_MOST_PIXELS, _LONGEST_SIDE = 30e6, 60_000  # of a picture: what programs still open
_LEAST_LETTER = 4.0  # pixels; nobody reads smaller ones


def dumps_png(
    schedule: Schedule,
    lang: str | None = None,
    *,
    today: date | None = None,
    progress: Progress | None = None,
) -> bytes:
    """
    Paint a schedule as a Gantt chart in PNG, with two pixels for one of the sheet.

    A chart of thousands of tasks gets fewer, so that it can be opened, and loses the letters that
    nobody could read: PDF and SVG stay sharp.

    Parameters
    ----------
    schedule, lang, today
        As in `chart.draw`.
    progress
        Told how many of its shapes are painted.

    Raises
    ------
    PlanError
        matplotlib is not installed.
    """
    _need_matplotlib("png")
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    drawing = draw(schedule, lang, today=today)
    (sheet,) = drawing.sheets
    fine = min(
        _FINE,
        (_MOST_PIXELS / (sheet.width * sheet.height)) ** 0.5,
        _LONGEST_SIDE / max(sheet.width, sheet.height),
    )
    (figure,) = _figures(drawing, progress, _LEAST_LETTER)
    figure.set_dpi(DOTS * fine)
    out = BytesIO()
    canvas: Any = FigureCanvasAgg(figure)  # its writers have no types
    canvas.print_png(out, metadata={"Software": None, "Title": drawing.title})
    return out.getvalue()


def dumps_pdf(
    schedule: Schedule,
    lang: str | None = None,
    *,
    today: date | None = None,
    paper: str = "a4",
    progress: Progress | None = None,
) -> bytes:
    """
    Paint a schedule as a Gantt chart in PDF, on as many pages as it needs, each with its axes.

    Parameters
    ----------
    schedule, lang, today
        As in `chart.draw`.
    paper
        ``a4`` or ``a3``, on its long side.
    progress
        Told how many shapes of all pages are painted.

    Raises
    ------
    PlanError
        There is no such paper, or matplotlib is not installed.
    """
    size = str(paper).strip().lower()
    if size not in PAPERS:
        hint = nearest(size, PAPERS)
        raise PlanError(error("bad-paper", "paper", text=quoted(paper), hint=hint, known=", ".join(PAPERS)))
    _need_matplotlib("pdf")
    from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages

    drawing = draw(schedule, lang, today=today, paper=size)
    told = {"Title": drawing.title, "Subject": drawing.description, "Creator": "retroplan"}
    out = BytesIO()
    with PdfPages(out, metadata={**told, "Producer": None, "CreationDate": None}) as pages:
        for figure in _figures(drawing, progress):
            canvas: Any = FigureCanvasPdf(figure)
            canvas.print_pdf(pages)
    return out.getvalue()


def _figures(drawing: Drawing, progress: Progress | None = None, least: float = 0.0) -> Iterator[Figure]:
    from matplotlib.figure import Figure

    from retroplan.render.gantt.painter import Fonts, SheetArtist

    fonts = Fonts.found()
    steps = Steps(progress, sum(len(sheet.shapes) for sheet in drawing.sheets))
    for sheet in drawing.sheets:
        figure = Figure(figsize=(sheet.width / DOTS, sheet.height / DOTS), dpi=DOTS, facecolor="white")
        figure.add_artist(SheetArtist(sheet, fonts, least, steps))
        yield figure


def _need_matplotlib(format: str) -> None:
    try:
        import matplotlib  # noqa: F401
    except ModuleNotFoundError:
        raise PlanError(error("missing-extra", format=format, package="matplotlib", extra="plot")) from None
