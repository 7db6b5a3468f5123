"""Write the headings in docs/reference/tables.md: ``python docs/generate_headings.py``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from retroplan.tables.vocabulary import LOG, PLAN, TASKS

PAGE = Path(__file__).parent / "reference" / "tables.md"
BEGIN, END = "<!-- From here: written by docs/generate_headings.py -->", "<!-- To here. -->"

MEANS = {
    "id": "what links may name; made from the name if there is none",
    "wbs": "place in the tree: 1, 1.1, 1.1.1",
    "level": "place in the tree: 1 for the top, 2 below it",
    "parent": "place in the tree: the id, name or row of the task above",
    "phase": "a summary of that name above the task; an empty cell goes on with the last one",
    "name": "what the task is called",
    "duration": "length of the work; a date or an offset here is a limit",
    "optimistic": "first point of an estimate",
    "likely": "second point",
    "pessimistic": "third point",
    "after": "predecessors, by id, name or row number: `Brief; Film SS+2d`, `3FD+2j;5`",
    "before": "successors, written the same way",
    "at": "offset from J of the start: `J-30`, `-30`, `6 weeks before`",
    "until": "offset from J of the finish",
    "start": "given start: a date, or an offset from J",
    "finish": "given finish: a date, or an offset from J",
    "deadline": "date that the finish should not pass",
    "constraint": "`not before 2027-03-02`, `doit finir le 12/05/2027` …",
    "calendar": "name of a calendar, or a country code",
    "when": "as soon or as late as possible; an offset or a date is read as well",
    "closed_dates": "where given dates on closed days go: `keep`, `back` or `forward`",
    "risk_factor": "number from 1 to 100 that multiplies the duration",
    "effort": "how much work it is; kept as it is beside a column of durations",
    "margin": "safety time after the work, or a percentage of it",
    "responsible": "who does it; several parted by `+`, `,` or `;`",
    "accountable": "who answers for it",
    "consulted": "who is asked before it is done",
    "informed": "who is told",
    "skills": "what those who do it have to be able to do; several parted by `;`",
    "deliverables": "what it hands over; several parted by `;`",
    "tags.channel": "the tag `channel`; several parted by `,` or `;`",
    "tags.segment": "the tag `segment`; several parted by `,` or `;`",
    "status": "how far it is, in words that are kept",
    "priority": "how pressing it is, in words that are kept",
    "x-indicator": "kept",
    "x-resources": "kept",
    "note": "whatever else there is to say",
    "x-progress": "kept",
}


def row(key: str, headings: Mapping[str, tuple[str, ...]], means: str = "") -> str:
    """Write the line of a key."""
    cells = (", ".join(headings[lang]).replace("|", "\\|") for lang in ("en", "fr"))
    return f"| `{key}` | {' | '.join(cells)} |{f' {means} |' if means else ''}"


def lines() -> Iterator[str]:
    """Yield the generated lines."""
    yield from ("", "| key | English | French | means |", "|---|---|---|---|")
    yield from (row(key, headings, MEANS[key]) for key, headings in TASKS.items())
    yield from ("", "Above the list, a label with a value beside it:", "")
    yield from ("| key | English | French |", "|---|---|---|")
    yield from (row(key, headings) for key, headings in PLAN.items() if key != "retroplan")
    yield from ("", "Below the list, a follow-up log, kept and written back:", "")
    yield from ("| key | English | French |", "|---|---|---|")
    yield from (row(key, headings) for key, headings in LOG.items())
    yield ""


def page(text: str) -> str:
    """Put the generated lines between their marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{chr(10).join(lines())}\n{END}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
