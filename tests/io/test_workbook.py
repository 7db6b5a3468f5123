"""The workbook of a schedule: what it shows, what is safe in it, and the plan that is read from it again."""

from __future__ import annotations

import os
import re
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils import get_column_letter

import retroplan as rp
from tests.golden import plans as golden
from tests.golden.plans import HOSTILE_NAMES, PLANS, TODAY, scheduled
from tests.io.workbooks import cell, dump, keys_of, labelled, opened, saved, schedule
from tests.test_document import plans

BRIEF = rp.Task("brief", "Brief", "3d", responsible=["Claire"])
FILM = rp.Task("film", "Film", "1w", after=["brief"])
WAVES = rp.Task("sent", "Envois", "1d", waves=["J-10", "J-3"])


def written(*tasks: rp.Task, **options: Any) -> bytes:
    """Write the workbook of some tasks before Monday 15 June 2026."""
    return rp.dumps(schedule(*tasks, **options), "xlsx", today=TODAY)


def edited(data: bytes, sheet: str, changes: dict[tuple[str, str], Any]) -> rp.Plan:
    """Type values into cells, by task and key, save without calculating, and read the plan."""
    book = opened(data)
    for (task, key), value in changes.items():
        cell(book[sheet], task, key).value = value
    return rp.read(saved(book), format="xlsx")


# -- what it shows -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLANS)
def test_golden(name: str) -> None:
    """Every cell, formula, choice and colour of each kept plan is as it was reviewed."""
    text = "\n".join(dump(rp.dumps(scheduled(name), "xlsx", today=TODAY))) + "\n"
    path = Path(golden.__file__).parent / f"{name}.xlsx.txt"
    if os.environ.get("REWRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")

    assert path.read_text(encoding="utf-8").split("\n") == text.split("\n")


def test_dates_are_formulas_from_the_launch_and_results_are_written_with_them() -> None:
    """A start is J and its offset, a finish so many days later; a reader of data finds the dates."""
    data = written(BRIEF, FILM)
    sheet, results = opened(data)["Plan"], opened(data, results=True)["Plan"]
    launch = labelled(sheet, "launch")
    start, finish = cell(sheet, "brief", "~start"), cell(sheet, "brief", "~finish")

    assert launch.value == datetime(2026, 6, 15)
    assert start.value == f"=$D${launch.row}+E{start.row}"
    assert finish.value.startswith(f"={start.coordinate}+")
    # Film: Monday 8 to Friday 12 June; brief: the three working days before it
    assert results[start.coordinate].value == datetime(2026, 6, 3)
    assert results[finish.coordinate].value == datetime(2026, 6, 5)
    assert cell(sheet, "brief", "~offset").value == -12
    assert cell(sheet, "brief", "~offset").number_format == '"J"+0;"J"-0;"J"'


def test_a_pin_on_a_closed_day_keeps_its_offset_and_says_how_far_it_moved() -> None:
    """Work pinned to a Saturday begins on the Monday after it, and the formula shows the days between."""
    data = written(rp.Task("a", "A", "1d", at="J-2"))
    sheet, results = opened(data)["Plan"], opened(data, results=True)["Plan"]
    start = cell(sheet, "a", "~start")

    assert cell(sheet, "a", "~offset").value == -2  # Saturday 13 June
    assert start.value.endswith("+2")
    assert results[start.coordinate].value == datetime(2026, 6, 15)


@pytest.mark.parametrize(("lang", "headings"), [
    ("fr", "N°,Action,Responsable,J,Début,Échéance,Durée,Statut,Indicateur,Ressources"),
    ("en", "No.,Action,Responsible,J,Start,Due date,Duration,Status,Indicator,Resources"),
])  # fmt: skip
def test_the_headings_are_those_of_action_plans(lang: str, headings: str) -> None:
    """The first columns are what a French or an English action plan has."""
    sheet = opened(rp.dumps(schedule(BRIEF), "xlsx", lang=lang)).worksheets[0]
    row, _ = keys_of(sheet)

    assert [sheet.cell(row, column).value for column in range(2, 12)] == headings.split(",")


def test_a_plan_from_a_list_keeps_the_words_of_its_headings() -> None:
    """Who calls the column "Action à mener" finds it under these words."""
    plan = rp.read("Action à mener;Pilote;Budget\nBrief;Claire;100\n".encode(), format="csv")
    sheet = opened(rp.dumps(rp.schedule(plan, launch="2026-06-15"), "xlsx")).worksheets[0]
    row, keys = keys_of(sheet)

    assert sheet.cell(row, keys["name"]).value == "Action à mener"
    assert sheet.cell(row, keys["responsible"]).value == "Pilote"
    assert sheet.cell(row, keys["x-Budget"]).value == "Budget"


def test_a_long_plan_is_charted_by_weeks_and_a_very_long_one_by_more() -> None:
    """At most 190 columns and the rest of a month; each begins on a Monday."""
    for days, step in ((30, 1), (300, 7), (3000, 21)):
        data = written(rp.Task("a", "A", f"{days}cd"))
        chart = opened(data, results=True)["Gantt"]
        first, second = chart["G5"].value, chart["H5"].value

        assert (second - first).days == step
        assert first.weekday() == 0
        assert chart.max_column <= 6 + 190 + 3


def test_the_chart_marks_closed_days() -> None:
    """Saturdays and Sundays are closed, 14 July too; in the hidden row below the dates."""
    plan = rp.Plan("P", launch="2026-07-16", calendar="FR", tasks=[rp.Task("a", "A", "5d")])
    chart = opened(rp.dumps(rp.schedule(plan), "xlsx"), results=True)["Gantt"]
    closed = {chart.cell(5, column).value.date() for column in range(7, 21) if chart.cell(7, column).value}

    # the Mondays around it are 6 and 13 July
    assert closed == {date(2026, 7, day) for day in (11, 12, 14, 18, 19)}


def test_dates_that_excel_has_not_are_texts_and_the_plan_comes_back() -> None:
    """Excel begins in 1900: before it there are no formulas and no chart."""
    made = rp.schedule(rp.Plan("P", launch="1889-05-06", tasks=[rp.Task("a", "A", "5d")]))
    data = rp.dumps(made, "xlsx")

    assert "Gantt" not in opened(data).sheetnames
    assert rp.read(data, format="xlsx") == made.plan


# -- what is safe --------------------------------------------------------------------------------


def test_only_our_formulas_are_formulas() -> None:
    """Names, people, statuses and headings that begin with = + - @ are texts in every sheet."""
    texts = ["=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x")', *HOSTILE_NAMES]
    tasks = [
        rp.Task(
            f"t{n}",
            text,
            "1d",
            responsible=[text],
            extra={"x-=1": text, "x-result": text, "x-indicator": text},
        )
        for n, text in enumerate(texts)
    ]
    made = rp.schedule(rp.Plan("=1+1", launch="2026-06-15", tasks=tasks))
    data = rp.dumps(made, "xlsx")
    ours = re.compile(r"=(\$D\$\d+|\w\d+\+|TODAY|Plan!|IF\(|MATCH|INDEX|\$C\$2|[A-Z]+5|[A-Z]+\d+\+\d+|INT)")
    formulas = [
        found.value
        for sheet in opened(data)
        for row in sheet.iter_rows()
        for found in row
        if found.data_type == "f"
    ]

    assert formulas
    assert [formula for formula in formulas if not ours.match(formula)] == []
    assert not any("HYPERLINK" in formula or "SUM(A1" in formula for formula in formulas)
    assert rp.read(data, format="xlsx") == made.plan


def test_the_same_schedule_gives_the_same_bytes() -> None:
    """No clock in any part of the file."""
    one, other = (rp.dumps(rp.schedule(golden.odd()), "xlsx") for _ in range(2))

    assert one == other
    with zipfile.ZipFile(BytesIO(one)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "1980-01-01" in core
    assert "retroplan" in core


def test_a_thousand_tasks_over_years_stay_small() -> None:
    """The chart takes no cells: a file of a thousand tasks is far below five megabytes."""
    tasks = [rp.Task(f"t{n}", f"Tâche {n}", "3d", after=[f"t{n - 1}"] if n else []) for n in range(1000)]
    data = written(*tasks)

    assert len(data) < 1_000_000
    assert len(rp.read(data, format="xlsx").tasks) == 1000


def test_a_text_that_no_cell_holds_is_told_with_its_cell() -> None:
    """Excel's cells end at 32,767 signs."""
    with pytest.raises(rp.PlanError) as caught:
        written(rp.Task("a", "A", "1d", extra={"x-indicator": "x" * 40_000}))

    assert caught.value.findings[0].code == "cell-too-long"


def test_long_keys_of_the_plan_take_several_cells() -> None:
    """What only retroplan reads has no such limit."""
    made = schedule(BRIEF, extra={"x-story": "é" * 70_000})

    assert rp.read(rp.dumps(made, "xlsx"), format="xlsx") == made.plan


# -- the plan that is read again -----------------------------------------------------------------


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan=plans())
def test_the_plan_comes_back(plan: rp.Plan) -> None:
    """Whatever a plan holds, its workbook holds it; no computed date becomes a pin."""
    try:
        made = rp.schedule(plan, launch=None if plan.launch or plan.start else "2026-06-15")
    except rp.PlanError:
        return
    for lang in ("en", "fr"):
        assert rp.read(rp.dumps(made, "xlsx", lang=lang), format="xlsx") == made.plan


@pytest.mark.parametrize("name", PLANS)
def test_kept_plans_come_back_without_results(name: str) -> None:
    """A program that saves formulas without results loses nothing."""
    data = rp.dumps(scheduled(name), "xlsx")

    assert rp.read(data, format="xlsx") == scheduled(name).plan
    assert rp.read(saved(opened(data)), format="xlsx") == scheduled(name).plan


def test_another_launch_is_all_that_another_launch_date_changes() -> None:
    """The launch cell is an input; dates that follow it, calculated or not, are no pins."""
    data = rp.dumps(scheduled("loyalty"), "xlsx")
    book = opened(data)
    labelled(book["Plan"], "launch").value = date(2026, 9, 14)

    assert rp.read(saved(book), format="xlsx") == golden.loyalty().replace(launch="2026-09-14")


def test_edits_of_a_plan_are_read() -> None:
    """Another name, another duration, a status, another person."""
    plan = edited(written(BRIEF, FILM), "Plan", {
        ("brief", "name"): "Brief créatif", ("film", "duration"): "2 semaines",
        ("film", "responsible"): "Léa + Studio",
        ("brief", key_of("Status")): "Done",
    })  # fmt: skip

    assert plan["brief"].name == "Brief créatif"
    assert str(plan["film"].duration) == "2w"
    assert plan["film"].responsible == ("Léa", "Studio")
    assert rp.to_document(plan)["tasks"][0][key_of("Status")] == "Done"
    assert plan["film"].after == FILM.after


def key_of(heading: str) -> str:
    """Give the key of a heading."""
    return next(
        iter(rp.to_document(rp.from_table([{"Task": "a", heading: "b"}]))["tasks"][0].keys() - {"id", "name"})
    )


def test_a_filled_in_template_is_the_plan_it_was_filled_in_for() -> None:
    """A template, people and durations typed into its workbook: the same plan as in a document."""
    template = rp.from_template("loyalty", launch="2026-06-15", lang="fr")
    filled = template.change("create-content", duration="5d", responsible=["Studio"]).change(
        "final-evaluation", name="Bilan", extra={"x-indicator": "Taux de retour > 20 %"}
    )
    changes = {
        ("create-content", "duration"): "5 jours", ("create-content", "responsible"): "Studio",
        ("final-evaluation", "name"): "Bilan",
        ("final-evaluation", key_of("Indicator")): "Taux de retour > 20 %",
    }  # fmt: skip
    plan = edited(rp.dumps(rp.schedule(template), "xlsx"), "Plan", changes)

    assert plan == filled


def test_rows_that_were_added_are_tasks_beside_those_above_them() -> None:
    """Without an id and without a number; links name them, and others, by id or by name."""
    data = written(rp.Task("prep", "Préparation", tasks=[BRIEF]), FILM)
    book = opened(data)
    sheet = book["Plan"]
    place = cell(sheet, "brief", "name").row + 1
    sheet.insert_rows(place)
    _, keys = keys_of(sheet)
    sheet.cell(place, keys["name"]).value = "Relecture"
    sheet.cell(place, keys["duration"]).value = "2 j"
    sheet.cell(place, keys["after"]).value = "Brief"
    cell(sheet, "film", "after").value = "Relecture FD+1j; brief"
    plan = rp.read(saved(book), format="xlsx")

    assert [(task.id, [child.id for child in task.tasks]) for task in plan.tasks] == [
        ("prep", ["brief", "relecture"]), ("film", [])
    ]  # fmt: skip
    assert str(plan["relecture"].duration) == "2d"
    assert rp.to_document(plan["relecture"])["after"] == ["brief"]
    assert rp.to_document(plan["film"])["after"] == ["relecture FS+1d", "brief"]


def test_columns_that_were_added_are_read_by_their_headings_or_kept() -> None:
    """A known heading is what it says; another one is kept, and written again."""
    book = opened(written(BRIEF, FILM))
    sheet = book["Plan"]
    row = keys_of(sheet)[0]
    last = sheet.max_column
    for column, (heading, value) in enumerate(
        [("Deadline", date(2026, 6, 8)), ("Coût", 1200), ("Start", "x")], last + 1
    ):
        sheet.cell(row, column).value = heading
        sheet.cell(cell(sheet, "brief", "name").row, column).value = value
    plan = rp.read(saved(book), format="xlsx")

    assert plan["brief"].deadline == date(2026, 6, 8)
    assert plan["brief"].start is None
    assert plan["brief"].extra == {"x-Coût": 1200, "x-Start": "x"}
    assert rp.read(rp.dumps(rp.schedule(plan), "xlsx"), format="xlsx") == plan


def test_an_offset_typed_over_is_a_pin_and_one_taken_away_is_none() -> None:
    """In days as a number, or as it is written elsewhere."""
    data = written(rp.Task("a", "A", "1d", at="J-60"), BRIEF, FILM)
    plan = edited(
        data, "Plan", {("a", "~offset"): None, ("brief", "~offset"): -40, ("film", "~offset"): "S-3"}
    )

    assert [str(task.at) for task in plan.tasks] == ["None", "J-40", "S-3"]


def test_an_offset_taken_away_is_no_date_where_it_was_calculated() -> None:
    """The formula makes J of an empty offset: Monday 15 June is what was computed, not what is given."""
    data = written(rp.Task("a", "A", "1d", at="J-60"), BRIEF)
    plan = edited(data, "Plan", {
        ("a", "~offset"): None, ("a", "~start"): date(2026, 6, 15), ("a", "~finish"): date(2026, 6, 15)
    })  # fmt: skip

    assert plan.tasks == schedule(rp.Task("a", "A", "1d"), BRIEF).plan.tasks


def test_a_plan_without_its_column_of_offsets_keeps_its_pins() -> None:
    """Whoever deletes the column takes no pin away, of tasks, of parts or of the launch."""
    tasks = (rp.Task("a", "A", "1d", at="J-60"), WAVES)
    book = opened(written(*tasks))
    row, keys = keys_of(book["Plan"])
    for number in range(row - 1, book["Plan"].max_row + 1):
        book["Plan"].cell(number, keys["~offset"]).value = None

    assert rp.read(saved(book), format="xlsx").tasks == schedule(*tasks).plan.tasks


def test_a_note_beside_the_table_is_kept_beside_the_follow_up() -> None:
    """A cell without a heading has nothing to do with what the other sheet says."""
    book = opened(written(BRIEF))
    note = cell(book["Plan"], "brief", "name")
    column = book["Plan"].max_column + 1
    book["Plan"].cell(note.row, column).value = "voir Paul"
    cell(book["Follow-up"], "brief", "x-result").value = "ok"
    plan = rp.read(saved(book), format="xlsx")

    assert plan["brief"].extra == {f"x-{get_column_letter(column)}": "voir Paul", "x-result": "ok"}


def test_a_date_typed_over_is_given_and_its_neighbours_are_not() -> None:
    """A start that is not the computed one; the finish that follows from it says nothing."""
    data = written(BRIEF, FILM)
    plan = edited(data, "Plan", {("brief", "~start"): date(2026, 5, 18)})

    assert plan["brief"].start == date(2026, 5, 18)
    assert plan["brief"].finish is None
    assert plan["film"].start is None


def test_formulas_turned_into_dates_are_no_pins() -> None:
    """Results pasted over the formulas are the dates that were computed."""
    data = written(BRIEF, FILM, rp.Task("late", "Bilan", "1d", after=["launch"]))
    book, results = opened(data), opened(data, results=True)
    for row in book["Plan"].iter_rows():
        for found in row:
            found.value = results["Plan"][found.coordinate].value

    assert (
        rp.read(saved(book), format="xlsx")
        == schedule(BRIEF, FILM, rp.Task("late", "Bilan", "1d", after=["launch"])).plan
    )


def test_a_formula_of_a_persons_own_without_a_result_is_told() -> None:
    """Nothing that somebody typed is lost without a word."""
    with pytest.raises(rp.PlanError) as caught:
        edited(written(BRIEF), "Plan", {("brief", "duration"): "=1+1"})

    assert [finding.code for finding in caught.value.findings] == ["formula-without-value"]


def test_the_follow_up_is_read_with_the_plan_and_written_again() -> None:
    """Status, share, actual dates, result and comment of a task, each where it belongs."""
    plan = edited(written(BRIEF, FILM, lang="fr"), "Suivi", {
        ("brief", key_of("Status")): "Fait", ("brief", key_of("Progress")): 0.5,
        ("brief", "x-actual-start"): date(2026, 6, 2), ("brief", "x-result"): "100 % triés",
        ("film", "x-result"): "–",
    })  # fmt: skip
    document = rp.to_document(plan)["tasks"][0]

    assert document[key_of("Status")] == "Fait"
    assert document[key_of("Progress")] == "50 %"
    assert document["x-actual-start"] == "02/06/2026"
    assert document["x-result"] == "100 % triés"
    again = rp.dumps(rp.schedule(plan), "xlsx")
    assert rp.read(again, format="xlsx") == plan
    sheet = opened(again)["Suivi"]
    assert cell(sheet, "brief", "x-actual-start").value == datetime(2026, 6, 2)
    assert cell(sheet, "brief", key_of("Progress")).value == 0.5


@pytest.mark.parametrize(("text", "value"), [("12.5 %", 0.125), ("150 %", 1.5), ("007 %", "007 %")])
def test_a_share_is_a_number_where_it_comes_back_as_it_was(text: str, value: object) -> None:
    """Also with decimals; what a number would not give back is a text."""
    data = written(rp.Task("a", "A", "1d", extra={"x-progress": text}))

    assert cell(opened(data)["Follow-up"], "a", "x-progress").value == value
    assert rp.read(data, format="xlsx")["a"].extra == {"x-progress": text}


def test_a_day_before_the_calendar_of_excel_keeps_its_words() -> None:
    """The year 1889 with the day first, as it was typed."""
    data = written(rp.Task("a", "A", "1d", extra={"x-actual-start": "12/05/1889"}), lang="fr")

    assert rp.read(data, format="xlsx")["a"].extra == {"x-actual-start": "12/05/1889"}


def test_the_launch_without_a_row_of_its_own_gets_one_when_it_is_filled_in() -> None:
    """Its row is shown in any case; a person in charge of it makes it a task."""
    data = written(BRIEF)

    assert "launch" not in rp.read(data, format="xlsx")
    plan = edited(data, "Plan", {("launch", "responsible"): "Claire"})
    assert plan["launch"].responsible == ("Claire",)


def test_parts_of_a_task_are_shown_and_are_no_tasks_of_the_plan() -> None:
    """Waves and approvals have rows of their own; the plan has the task."""
    made = schedule(rp.Task("sent", "Envois", "1d", waves=["J-10", "J-3"]))
    sheet = opened(rp.dumps(made, "xlsx"))["Plan"]

    assert cell(sheet, "sent/send-1", "name").value
    assert rp.read(rp.dumps(made, "xlsx"), format="xlsx") == made.plan


def test_rows_in_another_order_keep_their_place_in_the_tree() -> None:
    """Sorted by a column: what stands below what is said by the numbers."""
    data = written(
        rp.Task("g", "Zoo", tasks=[rp.Task("b", "B", "1d"), rp.Task("a", "A", "1d")]), rp.Task("c", "C", "1d")
    )
    book = opened(data)
    sheet = book["Plan"]
    first = cell(sheet, "g", "name").row
    rows = [[found.value for found in sheet[row]] for row in range(first, first + 4)]
    for number, values in enumerate([rows[0], rows[3], rows[2], rows[1]], first):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value
    plan = rp.read(saved(book), format="xlsx")

    assert [(task.id, [child.id for child in task.tasks]) for task in plan.tasks] == [
        ("g", ["a", "b"]),
        ("c", []),
    ]


@pytest.mark.parametrize("shift", [-400, 30])
def test_a_moved_launch_moves_every_formula(shift: int) -> None:
    """Worked out by hand from the cells: start = launch + offset + shift, finish = start + length."""
    data = written(BRIEF, FILM)
    sheet, results = opened(data)["Plan"], opened(data, results=True)["Plan"]
    _, keys = keys_of(sheet)
    row = cell(sheet, "film", "name").row
    launch = labelled(sheet, "launch").value + timedelta(shift)
    days = sheet.cell(row, keys["~offset"]).value + (sheet.cell(row, keys["~shift"]).value or 0)

    assert launch + timedelta(days) == results.cell(row, keys["~start"]).value + timedelta(shift)


def test_no_look_of_one_cell_comes_off_on_another() -> None:
    """A number is no date, whether today is given or not."""
    for options in ({}, {"today": TODAY}):
        sheet = opened(rp.dumps(scheduled("loyalty"), "xlsx", **options))["Plan"]
        row, keys = keys_of(sheet)
        numbers = [sheet.cell(place, keys["wbs"]).value for place in range(row + 1, row + 11)]

        assert numbers == list(range(1, 11))


def test_years_at_the_end_of_time_have_a_chart_that_ends_with_them() -> None:
    """Eight thousand years in 190 columns; the last one does not reach beyond the year 9999."""
    plan = rp.Plan("P", start="1950-01-01", launch="9990-01-01", tasks=[rp.Task("a", "A", "1d", when="asap")])
    data = rp.dumps(rp.schedule(plan), "xlsx")

    assert opened(data, results=True)["Gantt"].max_column <= 6 + 190 + 3
    assert rp.read(data, format="xlsx") == plan


def test_a_row_below_the_last_one_is_a_task_and_its_column_may_be_explained() -> None:
    """A heading that is not known is what `columns` says."""
    book = opened(written(BRIEF))
    sheet = book["Plan"]
    row, keys = keys_of(sheet)
    below, column = sheet.max_row + 1, sheet.max_column + 1
    sheet.cell(row, column).value = "Délai fatal"
    sheet.cell(below, keys["name"]).value = "Envoi"
    sheet.cell(below, column).value = date(2026, 6, 8)
    plan = rp.read(saved(book), format="xlsx", columns={"Délai fatal": "deadline"})

    assert [task.id for task in plan.tasks] == ["brief", "envoi"]
    assert plan["envoi"].deadline == date(2026, 6, 8)


def test_a_workbook_without_its_hidden_keys_is_no_list() -> None:
    """Whoever deletes the hidden rows is told that there is no list of tasks."""
    book = opened(written(BRIEF))
    row, _ = keys_of(book["Plan"])
    book["Plan"].delete_rows(row - 1)

    with pytest.raises(rp.PlanError) as caught:
        rp.read(saved(book), format="xlsx")
    assert [finding.code for finding in caught.value.findings] == ["no-table"]


def test_the_statuses_of_the_plan_are_offered_beside_the_usual_ones() -> None:
    """In one list, which has no room for commas, quotes or more than 255 signs."""
    words = ["Chez l’imprimeur", "En cours", "a,b", 'c"d', "=1+1", *(f"{n}" * 30 for n in range(9))]
    rows = [{"Tâche": f"T{n}", "Statut": text, "Durée (jours)": 1} for n, text in enumerate(words)]
    sheet = opened(rp.dumps(rp.schedule(rp.from_table(rows), launch="2026-06-15"), "xlsx", lang="fr"))["Plan"]
    offered = next(found.formula1 for found in sheet.data_validations.dataValidation if found.type == "list")
    usual = "À faire,À venir,En cours,Fait,Terminé,En attente,Annulé"

    assert offered.startswith(f'"{usual},Chez l’imprimeur,=1+1,000')
    assert "a,b" not in offered
    assert offered.count('"') == 2
    assert len(offered) <= 255


def test_what_is_done_is_green_in_the_chart_and_follows_the_status() -> None:
    """The kind of a bar is worked out from the status and written with its result."""
    plan = rp.from_table([{"Tâche": "A", "Statut": "fini", "Durée (jours)": 1}])
    data = rp.dumps(rp.schedule(plan, launch="2026-06-15"), "xlsx", lang="fr")

    assert opened(data)["Gantt"]["E8"].value.startswith("=IF(OR(Plan!")
    assert opened(data, results=True)["Gantt"]["E8"].value == "d"


def test_a_list_with_due_dates_has_them_beside_those_that_were_worked_out() -> None:
    """The Échéance of the list is a deadline, that of the workbook the date that was planned."""
    plan = rp.read("Action;Durée (jours);Échéance\nBrief;2;12/06/2026\n".encode(), format="csv")
    made = rp.schedule(plan, launch="2026-06-15")
    data = rp.dumps(made, "xlsx")
    sheet = opened(data)["Plan"]
    row, keys = keys_of(sheet)

    assert [sheet.cell(row, keys[key]).value for key in ("~finish", "deadline")] == [
        "Échéance",
        "Date butoir",
    ]
    assert cell(sheet, "brief", "deadline").value == datetime(2026, 6, 12)
    assert rp.read(data, format="xlsx") == made.plan


# -- what is typed where nothing is read ---------------------------------------------------------


def refused(data: bytes, changes: dict[tuple[str, str, str], Any]) -> list[tuple[str, str | None]]:
    """Type values into cells, by sheet, task and key, and give what is refused with its cell."""
    book = opened(data)
    for (sheet, task, key), value in changes.items():
        cell(book[sheet], task, key).value = value
    with pytest.raises(rp.PlanError) as caught:
        rp.read(saved(book), format="xlsx")
    return [(finding.code, finding.cell) for finding in caught.value.findings]


def test_what_is_filled_in_for_a_part_comes_back_into_its_row() -> None:
    """The follow-up and the status of a wave are kept with the plan, and stand in the next workbook."""
    book = opened(written(WAVES))
    cell(book["Follow-up"], "sent/send-1", "x-result").value = "ok"
    cell(book["Follow-up"], "sent/send-1", "x-actual-start").value = date(2026, 6, 5)
    cell(book["Plan"], "sent/send-1", key_of("Status")).value = "Done"
    cell(book["Follow-up"], "sent/send-2", key_of("Status")).value = "On hold"
    plan = rp.read(saved(book), format="xlsx")
    again = rp.dumps(rp.schedule(plan), "xlsx")
    sheets = opened(again)

    assert cell(sheets["Follow-up"], "sent/send-1", "x-result").value == "ok"
    assert cell(sheets["Follow-up"], "sent/send-1", "x-actual-start").value == datetime(2026, 6, 5)
    assert cell(sheets["Plan"], "sent/send-1", key_of("Status")).value == "Done"
    assert cell(sheets["Plan"], "sent/send-2", key_of("Status")).value == "On hold"
    assert rp.read(again, format="xlsx") == plan


@pytest.mark.parametrize(
    ("key", "value"),
    [("responsible", "Zoé"), ("name", "Vague"), ("~offset", -5), ("~start", date(2026, 6, 1))],
)
def test_what_no_part_can_hold_is_refused_with_its_cell(key: str, value: object) -> None:
    """A part is computed from its task: a name, people or a date of its own would be lost."""
    data = written(WAVES, rp.Task("b", "B", "1d", responsible=["Anna"]))
    place = cell(opened(data)["Plan"], "sent/send-1", key).coordinate

    assert refused(data, {("Plan", "sent/send-1", key): value}) == [("part-cell", place)]


def test_a_date_typed_on_the_row_of_the_launch_moves_it() -> None:
    """From Monday 15 to Thursday 18 June, and nothing else is given."""
    for tasks in ((BRIEF, FILM), (BRIEF, FILM, rp.Task("launch", "Lancement"))):
        for key in ("~start", "~finish"):
            plan = edited(written(*tasks), "Plan", {("launch", key): date(2026, 6, 18)})

            assert str(plan.launch)[:10] == "2026-06-18"
            assert plan.tasks == schedule(*tasks).plan.tasks


def test_two_launches_and_an_offset_of_the_launch_are_refused() -> None:
    """The launch above the list and the one on its row disagree; J is J."""
    data = written(BRIEF)
    book = opened(data)
    start = cell(book["Plan"], "launch", "~start")
    start.value = date(2026, 6, 18)
    labelled(book["Plan"], "launch").value = date(2026, 6, 22)
    with pytest.raises(rp.PlanError) as caught:
        rp.read(saved(book), format="xlsx")
    found = caught.value.findings[0]
    offset = cell(book["Plan"], "launch", "~offset").coordinate

    assert (found.code, found.cell) == ("cells-disagree", start.coordinate)
    assert found.values["cell"] == labelled(book["Plan"], "launch").coordinate
    assert refused(data, {("Plan", "launch", "~offset"): -3}) == [("launch-offset-cell", offset)]


def test_a_launch_that_is_no_date_is_told_with_its_own_cell() -> None:
    """Not with that of its label."""
    book = opened(written(BRIEF))
    place = labelled(book["Plan"], "launch")
    place.value = "bientôt"
    with pytest.raises(rp.PlanError) as caught:
        rp.read(saved(book), format="xlsx")

    assert [finding.cell for finding in caught.value.findings] == [place.coordinate]


def test_of_two_statuses_the_one_that_was_changed_counts() -> None:
    """On either sheet; changed on both, to different words, they are refused with both cells."""
    status = key_of("Status")
    data = written(rp.Task("a", "A", "1d", status="To do"))
    for sheet in ("Plan", "Follow-up"):
        changed = edited(data, sheet, {("a", status): "Done"})
        assert rp.to_document(changed)["tasks"][0][status] == "Done"
    book = opened(data)
    cell(book["Plan"], "a", status).value = "Done"
    cell(book["Follow-up"], "a", status).value = "On hold"
    with pytest.raises(rp.PlanError) as caught:
        rp.read(saved(book), format="xlsx")
    found = caught.value.findings[0]

    assert (found.code, found.cell) == ("cells-disagree", cell(book["Plan"], "a", status).coordinate)
    assert found.values["cell"] == f"'Follow-up'!{cell(book['Follow-up'], 'a', status).coordinate}"


def test_the_notes_call_tasks_by_their_names() -> None:
    """As the terminal does, with the signs of the language."""
    made = schedule(rp.Task("envoi", "Envoi", "3d", at="J-1", deadline="2026-06-01"))
    sheet = opened(rp.dumps(made, "xlsx", lang="fr"))["Mode d’emploi"]
    told = [str(found.value) for row in sheet.iter_rows() for found in row]

    assert any(text.startswith("Envoi : ") for text in told)
    assert not any("envoi:" in text for text in told)


@pytest.mark.parametrize(
    "task",
    [
        rp.Task("s", note="x", tasks=[rp.Task("a", duration="1d", note="y")]),
        rp.Task("w", duration="2d", note="y", approval={"by": "dir", "duration": "1d"}),
        rp.Task("m", note="z", waves=["J-30", "J-3"], extra={"x-result": "sent"}),
    ],
    ids=["summary", "approved", "waves"],
)
def test_notes_of_tasks_without_a_row_on_the_follow_up_come_back(task: rp.Task) -> None:
    """What is said of a task that is followed up by its parts stands beside it on the plan."""
    plan = rp.Plan(launch="2026-06-15", tasks=[task])
    assert rp.read(rp.dumps(rp.schedule(plan), "xlsx"), format="xlsx") == plan
