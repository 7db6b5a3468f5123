"""The table of formats: which value goes into which file, and by which module."""

from __future__ import annotations

from attrs import frozen


@frozen
class Format:
    """
    One way to hold one type of value in bytes.

    Attributes
    ----------
    type
        ``plan``, ``schedule`` or ``listing``.
    name
        The suffix of its files.
    view
        What of the value it shows, where there is a choice.
    module
        The module of the format, imported when it is used.
    writer
        Its function from the value, or from its document, to bytes.
    takes_document
        Whether the writer takes the document of the value instead of the value and a language.
    reads
        Whether `loads` of the module gives the value back.
    options
        Further options that `loads` takes.
    default_in
        The languages in which this view is taken when none is asked for; empty for all, `_ASKED`
        for none.
    keeps
        Whether `update` of the module beside it, ``…_edits``, edits older bytes in place.
    writer_options
        Further options of `dumps` that the writer takes, as keywords and only when they are given:
        ``today`` (a date), ``stamp`` (a datetime with its zone), ``person`` (a key of `Worker`),
        ``paper`` (as it was given), ``previous`` (what `read_previous` of the module reads in an
        older file), ``progress`` (who is told how far it is, of formats that take long).
    """

    type: str
    name: str
    view: str
    module: str
    writer: str = "dumps"
    takes_document: bool = False
    reads: bool = False
    options: tuple[str, ...] = ()
    default_in: tuple[str, ...] = ()
    keeps: bool = False
    writer_options: tuple[str, ...] = ()

    @property
    def follows(self) -> bool:
        """Whether an older file makes a difference to what is written."""
        return self.keeps or "previous" in self.writer_options


_ASKED = ("",)
_CALENDAR = ("stamp", "person", "previous", "progress")
# A newcomer adds a row here, a module beside this one, and a golden test.
FORMATS = (
    Format("plan", "yaml", "document", "retroplan.io.yaml", takes_document=True, reads=True, keeps=True),
    Format("plan", "json", "document", "retroplan.io.json", takes_document=True, reads=True),
    Format("plan", "csv", "table", "retroplan.io.csv", "dumps_plan", reads=True, options=("columns",)),
    Format("plan", "xlsx", "table", "retroplan.io.xlsx", reads=True, options=("columns", "sheet")),
    Format("plan", "md", "table", "retroplan.io.markdown", "dumps_plan", reads=True, options=("columns",)),
    Format("schedule", "json", "document", "retroplan.io.json", "dumps_schedule"),
    Format("schedule", "csv", "plain", "retroplan.io.csv", "dumps_plain", default_in=("en",)),
    Format("schedule", "csv", "table", "retroplan.io.csv", "dumps_table", default_in=("fr",)),
    Format("schedule", "xlsx", "workbook", "retroplan.render.workbook", writer_options=("today", "progress")),
    Format("schedule", "md", "table", "retroplan.io.markdown"),
    Format(
        "schedule", "md", "page", "retroplan.render.page", default_in=_ASKED,
        writer_options=("today", "person"),
    ),
    Format("schedule", "ics", "events", "retroplan.render.agenda", writer_options=_CALENDAR),
    Format(
        "schedule", "ics", "todos", "retroplan.render.agenda", "dumps_todos", default_in=_ASKED,
        writer_options=_CALENDAR,
    ),
    Format("listing", "csv", "table", "retroplan.io.listing", "dumps_csv"),
    Format("listing", "xlsx", "table", "retroplan.io.listing", "dumps_xlsx"),
    Format("listing", "md", "table", "retroplan.io.listing", "dumps_md"),
    Format("schedule", "mmd", "gantt", "retroplan.render.mermaid"),
    Format("schedule", "puml", "gantt", "retroplan.render.plantuml"),
    Format("schedule", "svg", "gantt", "retroplan.render.gantt.svg", writer_options=("today", "progress")),
    Format(
        "schedule", "png", "gantt", "retroplan.render.gantt.picture", "dumps_png",
        writer_options=("today", "progress"),
    ),
    Format(
        "schedule", "pdf", "gantt", "retroplan.render.gantt.picture", "dumps_pdf",
        writer_options=("today", "paper", "progress"),
    ),
)  # fmt: skip
ALIASES = {
    "yml": "yaml",
    "markdown": "md",
    "tsv": "csv",
    "txt": "md",
    "xlsm": "xlsx",
    "mermaid": "mmd",
    "plantuml": "puml",
}
