"""Spreadsheets as people really have them, made with openpyxl and read as they are."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

import retroplan as rp
from tests.tables.tabling import OURS

GREY = PatternFill("solid", fgColor="DDDDDD")


def saved(book: Workbook) -> bytes:
    """Give the bytes of a workbook."""
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet(rows: list[list[Any]]) -> tuple[Workbook, Any]:
    """Make a workbook with one sheet of rows."""
    book = Workbook()
    page: Any = book.active
    for row in rows:
        page.append(row)
    return book, page


def read(book: Workbook, **options: Any) -> rp.Plan:
    """Read a workbook."""
    return rp.read(saved(book), format="xlsx", **options)


def document(plan: rp.Plan) -> dict[str, Any]:
    """Give what a plan says, without what every table gives."""
    return {key: value for key, value in rp.to_document(plan).items() if key not in OURS}


def grid(data: bytes) -> list[tuple[Any, ...]]:
    """Give the rows of the first sheet that hold something, and check that no cell is a formula."""
    page: Any = load_workbook(BytesIO(data)).active
    assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    return [row for row in page.iter_rows(values_only=True) if any(cell is not None for cell in row)]


def fair() -> Workbook:
    """Make a rétroplanning: title merged over the table, phases merged downwards, J-xx beside dates."""
    book, page = sheet(
        [
            ["RÉTROPLANNING – Salon 2027"],
            ["Date de l’événement :", None, date(2027, 2, 27)],
            ["Mis à jour le", None, date(2026, 10, 1)],
            [None],
            ["Phase", "N°", "Tâche", "Responsable", "J-xx", "Date", "Commentaires"],
            ["Préparation", 1, "Réserver le stand", "Marie", "J-180", date(2026, 8, 31), None],
            [None, 2, "Choisir le standiste", "Marie / Paul", "J-150", date(2026, 9, 30), None],
            [None],
            ["Production", 3, "BAT", "Paul", "J-60", date(2026, 12, 29), "à valider"],
            [None, 4, "Impression", "Imprimeur", "J-30", date(2027, 1, 28), None],
            ["Jour J", 5, "Ouverture", "Tous", "J", date(2027, 2, 27), None],
        ]
    )
    for merged in ("A1:G1", "A6:A7", "A9:A10"):
        page.merge_cells(merged)
    page["A1"].fill, page["A1"].font = PatternFill("solid", fgColor="FFAA00"), Font(bold=True, size=18)
    for cell in page[8]:
        cell.fill = GREY
    page["C6"].comment = Comment("voir avec l’organisateur", "Marie")
    return book


def test_a_retroplanning_with_offsets_and_dates() -> None:
    """Merged phases reach down, coloured rows are nothing, the offsets count and show their dates."""
    plan = read(fair())
    phases = [(phase.name, [(task.id, str(task.at)) for task in phase.tasks]) for phase in plan.tasks]

    assert (plan.name, plan.launch, plan.lang) == ("RÉTROPLANNING – Salon 2027", date(2027, 2, 27), "fr")
    assert phases == [
        ("Préparation", [("1", "J-180"), ("2", "J-150")]),
        ("Production", [("3", "J-60"), ("4", "J-30")]),
        ("Jour J", [("5", "J")]),
    ]
    assert plan["2"].responsible == ("Marie", "Paul")
    assert plan["3"].note == "à valider"
    assert plan.extra["x-notes"] == ["Mis à jour le : 01/10/2026"]
    assert rp.schedule(plan).feasible


def test_it_is_given_back_and_follows_the_launch() -> None:
    """Numbers are numbers and dates are dates; a week later everything is a week later."""
    plan = read(fair())
    assert grid(rp.dumps(plan, "xlsx"))[3:6] == [
        ("Phase", "N°", "Tâche", "Responsable", "J-xx", "Date", "Commentaires"),
        ("Préparation", 1, "Réserver le stand", "Marie", "J-180", datetime(2026, 8, 31), None),
        ("Préparation", 2, "Choisir le standiste", "Marie + Paul", "J-150", datetime(2026, 9, 30), None),
    ]

    later = grid(rp.dumps(plan.replace(launch="2027-03-06"), "xlsx"))
    assert later[1][:2] == ("Jour J", datetime(2027, 3, 6))
    assert [row[5] for row in later[4:6]] == [datetime(2026, 9, 7), datetime(2026, 10, 7)]


def website() -> Workbook:
    """Make a list with start, finish and days of the calendar, a coloured empty row, and a total."""
    book, page = sheet(
        [
            ["Rétroplanning site web"],
            [None],
            [
                "N°",
                "Tâches",
                "Responsable",
                "Date de début prévue",
                "Date de fin prévue",
                "Durée (jours)",
                "Statut",
            ],
            [1, "Cahier des charges", "CP", date(2026, 9, 7), date(2026, 9, 18), 12, "Terminé"],
            [2, "Maquettes", "UX", date(2026, 9, 21), date(2026, 10, 9), 19, "En cours"],
            [None] * 7,
            [3, "Développement", "Dev", date(2026, 10, 12), date(2026, 11, 27), 47, "À faire"],
            [4, "Mise en ligne", "Dev", date(2026, 12, 14), date(2026, 12, 14), 1, "À faire"],
            [None, "TOTAL", None, None, None, 79],
        ]
    )
    page.merge_cells("A1:G1")
    for cell in page[6]:
        cell.fill = GREY
    return book


def test_a_list_whose_days_are_those_of_the_calendar() -> None:
    """One error says so and what to do; either way out works, without touching the file."""
    with pytest.raises(rp.PlanError) as caught:
        read(website())
    assert [(finding.cell, finding.code) for finding in caught.value.findings] == [("F4", "counts-every-day")]

    kept = read(website(), columns={"Durée (jours)": "x-jours"})
    counted = read(website(), columns={"Durée (jours)": "Durée (jours calendaires)"})
    assert [str(task.duration) for task in counted] == ["12cd", "19cd", "47cd", "1cd"]
    assert kept.extra["x-notes"] == ["TOTAL : 79"]
    for plan in (kept, counted):
        assert rp.schedule(plan, start="2026-09-01").feasible


def test_an_action_plan() -> None:
    """Limits, states and percentages: the limits count, the rest is kept as it is seen."""
    book, page = sheet(
        [
            ["Plan d’action – Qualité"],
            [
                "Action",
                "Priorité",
                "Responsable",
                "Échéance",
                "Statut",
                "Commentaires",
                "% Réalisation",
                "Indicateur",
            ],
            ["Former les équipes", 1, "RH", date(2026, 12, 1), "En cours", "ok", 0.5, "Taux > 80 %"],
            ["Auditer", 2, "Qualité", "15/01/2027", "À faire", None, 0, None],
        ]
    )
    for place in ("G3", "G4"):
        page[place].number_format = "0%"
    plan = read(book)

    assert document(plan)["tasks"] == [
        {
            "id": "former-les-equipes",
            "name": "Former les équipes",
            "deadline": "2026-12-01",
            "responsible": ["RH"],
            "priority": "1",
            "status": "En cours",
            "note": "ok",
            "x-progress": "50 %",
            "x-indicator": "Taux > 80 %",
        },
        {
            "id": "auditer",
            "name": "Auditer",
            "deadline": "2027-01-15",
            "responsible": ["Qualité"],
            "priority": "2",
            "status": "À faire",
            "x-progress": "0 %",
        },
    ]
    assert grid(rp.dumps(plan, "xlsx"))[2][:4] == ("Former les équipes", 1, "RH", datetime(2026, 12, 1))


def wedding() -> Workbook:
    """Make a list with merged sections, offsets in words, a table in the middle of the sheet."""
    book = Workbook()
    page: Any = book.active
    page["B2"], page["B3"] = "Rétroplanning mariage", "Jour J : 12/06/2027"
    rows = [
        ["Quoi", "Qui", "Quand", "Fait ?", "Budget (€)"],
        ["UN AN AVANT"],
        ["Réserver la salle", "Nous", "12 mois avant", "x", 3500.5],
        ["Choisir le traiteur", "Nous", "J-300", "x", None],
        ["LA DERNIÈRE LIGNE DROITE"],
        ["Plan de table", "Léa", "15 jours avant", None, None],
        ["Confirmer", "Léa", "la semaine précédente", None, None],
        ["Cérémonie", None, "Jour J", None, None],
    ]
    for number, row in enumerate(rows, 5):
        for column, value in enumerate(row, 2):
            page.cell(number, column, value)
        if len(row) == 1:
            page.merge_cells(start_row=number, end_row=number, start_column=2, end_column=6)
    return book


def test_sections_and_offsets_in_words() -> None:
    """A merged row is the title of those below; "12 mois avant" is M-12."""
    plan = read(wedding())
    found = [(part.name, [(task.name, str(task.at)) for task in part.tasks]) for part in plan.tasks]

    assert (plan.name, plan.launch) == ("Rétroplanning mariage", date(2027, 6, 12))
    assert found == [
        ("UN AN AVANT", [("Réserver la salle", "M-12"), ("Choisir le traiteur", "J-300")]),
        ("LA DERNIÈRE LIGNE DROITE", [("Plan de table", "J-15"), ("Confirmer", "S-1"), ("Cérémonie", "J")]),
    ]


def test_sections_are_given_back_as_each_format_can() -> None:
    """Merged again in a workbook; a column of phases where nothing can be merged."""
    plan = read(wedding())
    data = rp.dumps(plan, "xlsx")
    page: Any = load_workbook(BytesIO(data)).active

    assert grid(data)[2:5] == [
        ("Quoi", "Qui", "Quand", "Fait ?", "Budget (€)"),
        ("UN AN AVANT", None, None, None, None),
        ("Réserver la salle", "Nous", "M-12", "x", 3500.5),
    ]
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A5:E5", "A8:E8"}
    assert rp.read(data, format="xlsx") == plan
    assert rp.dumps(plan, "csv").decode("utf-8-sig").split("\r\n")[3:5] == [
        "Quoi;Qui;Quand;Fait ?;Budget (€);Phase",
        "Réserver la salle;Nous;M-12;x;3500,5;UN AN AVANT",
    ]


def test_sections_in_the_column_of_numbers() -> None:
    """The merged row is a title though it stands under "N°"."""
    book, page = sheet(
        [
            ["N°", "Tâche", "Durée (j)", "Prédécesseurs"],
            ["PHASE 1 – Préparation"],
            [1, "Brief", 2, None],
            [2, "Film", 3, "1FD+2j"],
            ["PHASE 2 – Diffusion"],
            [3, "Envoi", 1, 2],
        ]
    )
    page.merge_cells("A2:D2")
    page.merge_cells("A5:D5")
    plan = read(book)

    assert [(part.name, [task.id for task in part.tasks]) for part in plan.tasks] == [
        ("PHASE 1 – Préparation", ["1", "2"]),
        ("PHASE 2 – Diffusion", ["3"]),
    ]
    assert str(plan["2"].after[0].lag) == "2d"


def test_a_workbook_with_a_cover_and_a_chart_of_weeks() -> None:
    """The first sheet with a list is the one; the weeks drawn beside it are kept; a bare 5 is told."""
    book = Workbook()
    cover: Any = book.active
    cover.title, cover["A1"], cover["A2"] = "Lisez-moi", "Mode d’emploi", "Action requise : remplir Planning"
    page: Any = book.create_sheet("Planning")
    for row in [
        ["Projet", "Campagne", None, "Jour J", "lundi 15 juin 2026"],
        [],
        ["N°", "Tâche", "Durée", "Prédécesseurs", "Resp.", "S20", "S21", "S22"],
        [1, "Brief", "2 j", None, "Marie", "x"],
        [2, "Maquette", "1 sem", 1, "Agence", None, "x", "x"],
        [3, "Validation", "1,5 j", "2FD+2j", "Dir."],
        [4, "Impression", 5, "3;1", "Imprimeur"],
        [5, "Lancement", None, 4],
    ]:
        page.append(row)

    with pytest.raises(rp.PlanError) as caught:
        read(book)
    assert (
        caught.value.text("fr")
        == "C7: 5 quoi ? écrire 5 jours, ou nommer l’unité dans l’en-tête, comme dans Durée (jours)"
    )

    page["C7"] = "5 j"
    plan = read(book)
    assert (plan.name, plan.launch, plan["launch"].name) == ("Campagne", date(2026, 6, 15), "Lancement")
    assert [link.predecessor for link in plan["launch"].after] == ["4"]
    assert plan["2"].extra == {"x-S21": "x", "x-S22": "x"}
    assert read(book, sheet="planning") == plan
    with pytest.raises(rp.PlanError) as caught:
        read(book, sheet="Planing")
    assert caught.value.text("en") == (
        'there is no sheet "Planing" (did you mean "Planning"?) (choose among Lisez-moi, Planning)'
    )


def test_values_that_only_a_workbook_has() -> None:
    """Times, lengths of time, faults and truth values: told where they matter, kept where they do not."""
    book, _ = sheet(
        [
            ["Tâche", "Début", "Durée", "Fait", "Heure"],
            ["A", datetime(2027, 6, 15, 9, 30), "1 j", True, time(9, 30)],
            ["B", 46188, timedelta(days=2), "#N/A", 3.0],
            ["C", "#REF!", None, False, 0.5],
        ]
    )
    with pytest.raises(rp.PlanError) as caught:
        read(book)

    assert [(finding.cell, finding.code) for finding in caught.value.findings] == [
        ("B3", "not-a-date"),
        ("C3", "bad-duration"),
        ("B4", "not-a-date"),
    ]


def test_a_day_in_a_cell_that_shows_a_time_is_a_day() -> None:
    """Excel holds 00:00 with every day; a format with a time, or a bare openpyxl, makes it visible."""
    rows = [
        ["Jour J", datetime(2027, 4, 30)],
        ["Tâche", "Début", "Fin", "Durée", "Échéance", "Contrainte"],
        ["Salon", datetime(2027, 4, 5), datetime(2027, 4, 9), "5 jours", datetime(2027, 4, 9), None],
        [
            "Réunion",
            datetime(2027, 4, 12),
            datetime(2027, 4, 12),
            None,
            None,
            "pas après le 12/04/2027 00:00",
        ],
        ["Appel", datetime(2027, 4, 12, 9, 30), datetime(2027, 4, 12, 11, 0), None, None, None],
    ]
    plan = read(sheet(rows)[0])

    assert plan == rp.from_table([["Langue", "fr"], *rows]).replace(extra=plan.extra)
    assert [
        {key: value for key, value in task.items() if key != "name"} for task in document(plan)["tasks"]
    ] == [
        {
            "id": "salon",
            "start": "2027-04-05",
            "finish": "2027-04-09",
            "duration": "5d",
            "deadline": "2027-04-09",
        },
        {
            "id": "reunion",
            "start": "2027-04-12",
            "finish": "2027-04-12",
            "constraint": {"type": "finish_no_later_than", "date": "2027-04-12"},
        },
        {"id": "appel", "start": "2027-04-12T09:30", "finish": "2027-04-12T11:00"},
    ]
    assert plan.launch == date(2027, 4, 30)
    assert not isinstance(plan.launch, datetime)
    # Monday 5 April to Friday 9 April, the last day worked; the meeting takes its whole day
    planned = rp.schedule(plan)
    assert [str(planned[name].finish_date) for name in ("salon", "reunion")] == ["2027-04-09", "2027-04-12"]
    assert rp.read(rp.dumps(plan, "xlsx"), format="xlsx") == plan


def test_a_formula_in_a_row_of_sums_needs_no_result() -> None:
    """The row is a note; one among the tasks is told."""
    rows = [["Phase", "Tâche", "Durée (jours)"], ["A", "Brief", 3], [None, "Film", 2]]
    plan = read(sheet([*rows, ["TOTAL", None, "=SUM(C2:C3)"]])[0])

    assert plan.extra["x-notes"] == ["TOTAL : =SUM(C2:C3)"]
    assert [str(task.duration) for task in plan if not task.tasks] == ["3d", "2d"]
    assert rp.read(rp.dumps(plan, "xlsx"), format="xlsx") == plan
    with pytest.raises(rp.PlanError) as caught:
        read(sheet([*rows, [None, "Envoi", "=C2+C3"], ["TOTAL", None, "=SUM(C2:C4)"]])[0])
    assert [(finding.cell, finding.code) for finding in caught.value.findings] == [
        ("C4", "formula-without-value")
    ]
