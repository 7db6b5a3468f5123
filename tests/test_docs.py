"""Everything the documentation shows runs, and everything it should explain is explained."""

from __future__ import annotations

import doctest
import io
import re
import shlex
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from enum import Enum
from pathlib import Path
from typing import Any

import attrs
import pytest
from attrs import field, frozen
from typer.testing import CliRunner

import retroplan as rp
from retroplan.graph import attributes
from retroplan.language import en
from retroplan.lint.rules import RULES
from retroplan.lint.selection import CODES
from retroplan.model.constraint import ConstraintType
from retroplan.model.link import LinkType
from retroplan.scheduled import SCHEDULED_FIELDS, Driver
from retroplan.units import Unit

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [*DOCS.rglob("*.md"), *(page for page in (ROOT / "README.md", ROOT / "README.fr.md") if page.exists())]
)
PLAN_DOCUMENT = DOCS / "reference" / "plan-document.md"
SCHEDULE = DOCS / "reference" / "schedule.md"
BUDGET = DOCS / "reference" / "budget.md"
ANALYSIS = DOCS / "reference" / "analysis.md"
GRAPHS = DOCS / "how-to" / "graphs.md"
CHECKS = DOCS / "reference" / "checks.md"
RULES_OF_CHECK = DOCS / "reference" / "rules.md"

# What the command sees, whoever runs the tests: no colour, 100 columns, no language of its own.
ENVIRONMENT = {
    "COLUMNS": "100",
    "LANG": "C.UTF-8",
    "LC_ALL": None,
    "LC_MESSAGES": None,
    "NO_COLOR": "1",
    "FORCE_COLOR": None,
    "TERM": "dumb",
    "RETROPLAN_DEBUG": "1",
}
ANY_LINES = "…"
PROMPT = "$ "

_FENCE = re.compile(r"(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`]*)")
_FILE = re.compile(r"<!-- file: (\S+) -->")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


@frozen
class Block:
    """
    A fenced block of a page.

    Attributes
    ----------
    language
        First word of the fence line.
    marks
        Its other words.
    text
        What stands between the fences.
    line
        The line of the page on which the text begins, counted from 1.
    file
        The name in the comment above the fence; empty without one.
    """

    language: str
    marks: tuple[str, ...]
    text: str
    line: int
    file: str


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page, in order."""
    lines = page.read_text(encoding="utf-8").split("\n")
    number, above = 0, ""
    while number < len(lines):
        fence = _FENCE.fullmatch(lines[number].rstrip())
        number += 1
        if fence is None:
            above = lines[number - 1].strip() or above
            continue
        first, indent = number, len(fence["indent"])
        while number < len(lines) and not lines[number].strip().startswith(fence["ticks"]):
            number += 1
        assert number < len(lines), f"{page.name}:{first}: this block is not closed"
        language, *marks = fence["info"].split() or [""]
        text = "".join(line[indent:] + "\n" for line in lines[first:number])
        named = _FILE.fullmatch(above)
        yield Block(language, tuple(marks), text, first + 1, named[1] if named else "")
        number, above = number + 1, ""


@frozen
class Reader:
    """
    Does what a page tells its reader to do, in a folder of its own.

    Attributes
    ----------
    page
        The page.
    namespace
        The names that its Python blocks share.
    """

    page: Path
    namespace: dict[str, Any] = field(factory=lambda: {"__name__": "__docs__"})

    def follow(self) -> None:
        """Go through the page, block by block."""
        for block in blocks(self.page):
            if block.file:
                Path(block.file).write_text(block.text, encoding="utf-8")
            if block.language in _DOES:
                _DOES[block.language](self, block)

    def python(self, block: Block) -> None:
        """Run code; what is written with prompts must also answer as shown."""
        if ">>> " in block.text:
            self._doctest(block)
            return
        source = "\n" * (block.line - 1) + block.text
        code = compile(source, str(self.page), "exec", dont_inherit=True)
        with redirect_stdout(io.StringIO()):
            exec(code, self.namespace)

    def _doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(
            block.text, self.namespace, self.page.name, str(self.page), block.line - 1
        )
        report = io.StringIO()
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        results = runner.run(test, out=report.write, clear_globs=False)
        self.namespace.update(test.globs)
        if results.failed:
            pytest.fail(report.getvalue(), pytrace=False)

    def yaml(self, block: Block) -> None:
        """Read and schedule a plan, a template for some launch; one that is marked bad must be refused."""
        if not re.search(r"^tasks:", block.text, re.MULTILINE):
            return
        if "bad" in block.marks:
            with pytest.raises(rp.PlanError):
                rp.schedule(rp.read(block.text.encode(), format="yaml"))
        else:
            launch = "2027-06-15" if "x-template:" in block.text else None
            rp.schedule(rp.read(block.text.encode(), format="yaml"), launch=launch)

    def console(self, block: Block) -> None:
        """Run the commands; each must print the lines that follow it."""
        for command, shown in commands(block.text):
            if command[:1] != ["retroplan"]:
                continue
            printed = run(command[1:])
            if not matches(shown, printed):
                where = f"{self.page.name}:{block.line}: {shlex.join(command)}"
                text = "\n".join([where, "shows:", *shown, "but prints:", *printed])
                pytest.fail(text, pytrace=False)


_DOES: dict[str, Callable[[Reader, Block], None]] = {
    "python": Reader.python,
    "yaml": Reader.yaml,
    "console": Reader.console,
}


def commands(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the commands of a console block, each with the lines it prints."""
    for part in re.split(rf"^{re.escape(PROMPT)}", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.replace("\\\n", " ").partition("\n")
        yield shlex.split(command, comments=True), tidy(shown)


def run(arguments: list[str]) -> list[str]:
    """Run the command `retroplan` and give the lines it prints, also on standard error."""
    from retroplan.cli.main import app

    result = CliRunner().invoke(app, arguments, env=ENVIRONMENT, prog_name="retroplan")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return tidy(result.output)


def matches(shown: list[str], printed: list[str]) -> bool:
    """Whether a command prints what a page shows; `…` alone on a line stands for any lines."""
    wanted = (r"(?:.*\n)*" if line.strip() == ANY_LINES else f"{re.escape(line)}\n" for line in shown)
    return re.fullmatch("".join(wanted), "".join(f"{line}\n" for line in printed)) is not None


def tidy(text: str) -> list[str]:
    """Split a text into lines without the spaces behind them and the empty lines around them."""
    return [line.rstrip() for line in text.strip("\n").split("\n")] if text.strip() else []


def test_there_is_documentation() -> None:
    """The tests below look at pages, not at an empty folder."""
    assert {PLAN_DOCUMENT, SCHEDULE, DOCS / "index.md"} <= set(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_of_a_page_does_what_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Python runs, plans are read or refused, and commands print what is shown."""
    monkeypatch.chdir(tmp_path)

    Reader(page).follow()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the repository, and a heading that is there."""
    targets = _LINK.findall(_without_blocks(page))
    faults = [target for target in targets if "://" not in target and not _leads(page, target)]

    assert faults == []


def _leads(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    path = (page.parent / name).resolve() if name else page
    return path.exists() and (not anchor or anchor in _anchors(path))


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ +(.+)$", _without_blocks(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _without_blocks(page: Path) -> str:
    return re.sub(r"^ *(`{3,})[\s\S]*?^ *\1", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)


def test_every_page_is_on_the_map() -> None:
    """The index links to each page of the documentation."""
    index = DOCS / "index.md"
    linked = {(DOCS / target.partition("#")[0]).resolve() for target in _LINK.findall(_without_blocks(index))}

    assert {page for page in DOCS.rglob("*.md") if page != index} <= linked


def explained(page: Path) -> set[str]:
    """Collect what the page explains: the code in the first cells of its tables and in its headings."""
    return explained_in(page.read_text(encoding="utf-8"))


def explained_in(text: str) -> set[str]:
    """Collect what a part of a page explains."""
    rows = re.findall(r"^(?:\| *|#+ +)(`[^|\n]*)", text, re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def keys_of(cls: type) -> set[str]:
    """Give the keys of the documents of a value: those of its fields that are read from one."""
    return {
        str(field.metadata["key"] or field.name) for field in attrs.fields(cls) if "parse" in field.metadata
    }


@pytest.mark.parametrize("cls", [rp.Plan, rp.Task])
def test_every_key_of_a_plan_document_is_explained(cls: type) -> None:
    """Each key of a plan and of a task has its line in the reference."""
    assert keys_of(cls) - explained(PLAN_DOCUMENT) == set()


def test_every_key_of_a_calendar_is_explained() -> None:
    """Each key that a calendar may have has its line in the reference."""
    from retroplan.calendars.document import CALENDAR_KEYS

    assert set(CALENDAR_KEYS) - explained(PLAN_DOCUMENT) == set()


@pytest.mark.parametrize("closed", [Unit, LinkType, ConstraintType])
def test_every_choice_of_a_plan_document_is_explained(closed: type[Enum]) -> None:
    """Each unit, type of link and type of constraint has its line in the reference."""
    assert {str(choice.value) for choice in closed} - explained(PLAN_DOCUMENT) == set()


def codes(section: str) -> set[str]:
    """Give the codes in the one section of the catalogue with a heading, which ends at the next comment."""
    sources = [path.read_text(encoding="utf-8") for path in sorted(Path(en.__file__).parent.glob("*.py"))]
    pattern = re.compile(rf"^    # {section}\n((?:    [^#\n].*\n)*)", re.MULTILINE)
    (lines,) = (lines for source in sources for lines in pattern.findall(source))
    return set(re.findall(r'^    "([^"]+)":', lines, re.MULTILINE))


def test_every_finding_of_a_schedule_is_explained() -> None:
    """Each code that a schedule can give as a finding has its line in the reference."""
    assert codes("findings of a schedule") - explained(SCHEDULE) == set()


def test_every_conflict_is_explained() -> None:
    """Each code of a conflict has its line in the reference."""
    assert codes("conflicts") - {"conflict-pin"} - explained(SCHEDULE) == set()


def test_every_reason_is_explained() -> None:
    """Each code that a step or a note of an explanation can have has its line in the reference."""
    told = {code for code in codes("reasons") if code.startswith(("why-", "note-"))}

    assert told - explained(SCHEDULE) == set()


def test_every_rule_of_check_is_explained() -> None:
    """Each rule has a section with its code, its name, why it is there and what to do."""
    text = RULES_OF_CHECK.read_text(encoding="utf-8")
    sections = {part.partition("\n")[0]: part for part in text.split("\n### ")[1:]}

    assert [*sections] == [f"`{rule.code}` {rule.name}" for rule in RULES]
    for heading, section in sections.items():
        assert all(part in section for part in ("\nWhy: ", "\nWhat to do: ")), heading


def test_every_code_that_can_be_chosen_is_explained() -> None:
    """Each code that --select and --ignore know is explained where checks are, or schedules."""
    assert set(CODES) - explained(RULES_OF_CHECK) - explained(CHECKS) - explained(SCHEDULE) == set()


def test_every_attribute_of_a_report_is_explained() -> None:
    """Each public attribute and method of what `check` returns has its line in the reference."""
    told = {name.partition("(")[0] for name in explained(CHECKS)}

    assert public(rp.Report) - told == set()


def public(cls: type) -> set[str]:
    """Give the public attributes of a class that are its own, without those of a mapping."""
    inherited = set(dir(dict)) | {name for base in cls.__mro__[1:] for name in dir(base)}
    return {name for name in dir(cls) if not name.startswith("_")} - inherited


@pytest.mark.parametrize(
    "cls", [rp.Schedule, rp.ScheduledTask, Driver, rp.Conflict, rp.Finding, rp.Explanation]
)
def test_every_attribute_of_a_result_is_explained(cls: type) -> None:
    """Each public attribute and method of what `schedule` returns has its line in the reference."""
    told = {name.partition("(")[0] for name in explained(SCHEDULE)}

    assert public(cls) - told == set()


@pytest.mark.parametrize(
    "cls",
    [rp.Budget, rp.BudgetLine, rp.BudgetSum, rp.Need, rp.Load, rp.Bookings, rp.Booking, rp.BookingConflict],
)
def test_every_attribute_of_a_budget_is_explained(cls: type) -> None:
    """Each public attribute and method of what a question about money or rooms returns is told."""
    told = {name.partition("(")[0] for name in re.findall(r"`([^`\n]+)`", BUDGET.read_text(encoding="utf-8"))}

    assert public(cls) - told == set()


def test_every_finding_of_a_budget_is_explained() -> None:
    """Each code that a budget or a booking may have has its line."""
    source = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "src" / "retroplan" / "resources").glob("*.py")
    )
    told = re.findall(r"`([^`\n]+)`", BUDGET.read_text(encoding="utf-8"))
    found = {code for code in codes("costs and resources") if f'"{code}"' in source}

    assert {code for code in found if code.startswith(("budget-o", "order", "booked", "plan-"))} <= set(told)
    assert "order-late" in found


@pytest.mark.parametrize(
    "cls",
    [
        rp.Comparison, rp.TaskChange, rp.LaunchCandidate, rp.DelayEffect, rp.SafetyTime, rp.NearPath,
        rp.Overlap, rp.Raci, rp.PersonView, rp.PersonTask, rp.Wait, rp.Handover, rp.Candidate, rp.Notice,
        rp.Product, rp.PublicationCalendar, rp.Publication, rp.EffortSplit,
    ],
)  # fmt: skip
def test_every_attribute_of_an_analysis_is_explained(cls: type) -> None:
    """Each public attribute and method of what a function of the analysis returns has its line."""
    told = {name.partition("(")[0] for name in explained(ANALYSIS)}

    assert public(cls) - told == set()


def test_every_reason_of_a_move_is_explained() -> None:
    """Each code that a comparison or a bottleneck can give has its line in the reference."""
    told = {
        code
        for code in codes("comparisons")
        if not code.startswith(("change-", "shift-", "span-", "window-"))
    }

    assert told - {"dated-constraint", "nothing-to-compare"} - explained(ANALYSIS) == set()


@pytest.mark.parametrize(
    ("of", "named"),
    [
        (
            "a node",
            {*attributes.TASK_KEYS, *attributes.NODE_RESULTS, *attributes.GIVEN, "parent", "implicit"},
        ),
        ("an edge", {*attributes.LINK_KEYS, "further", "implicit", "driving", "id"}),
        ("the graph", {*attributes.PLAN_KEYS, *attributes.PLAN_RESULTS, *attributes.DEFAULTS}),
    ],
)
def test_every_attribute_of_a_graph_is_explained(of: str, named: set[str]) -> None:
    """Each attribute of nodes, of edges and of the graph has its line below its own heading."""
    sections = re.split(r"^#+ +", GRAPHS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    (section,) = (text for text in sections if text.startswith(f"Attributes of {of}\n"))

    assert named - explained_in(section) == set()


def test_every_key_of_the_records_and_documents_is_explained() -> None:
    """Each key of `to_records` and of the document of a schedule has its line in the reference."""
    plan = rp.Plan("Demo", launch="2026-06-15", tasks=[rp.Task("write", duration="5d")])
    schedule = rp.schedule(plan)

    assert {*SCHEDULED_FIELDS, *rp.to_document(schedule)} - explained(SCHEDULE) == set()


def test_the_headings_of_tables_are_those_that_are_read() -> None:
    """The page of tables has what `python docs/generate_headings.py` writes, every heading among it."""
    import importlib.util

    script = importlib.util.spec_from_file_location("generate_headings", DOCS / "generate_headings.py")
    assert script is not None
    assert script.loader is not None
    module = importlib.util.module_from_spec(script)
    script.loader.exec_module(module)
    written = module.PAGE.read_text(encoding="utf-8")

    assert written == module.page(written)
    assert "Action à entreprendre" in written
