"""Plans written as tables: in the look they came in, wider if need be, or in our own form."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

import retroplan as rp
from tests.tables.tabling import read, written

TABLE = "N°;Tâche;Durée (jours);Prédécesseurs;Statut\n1;Brief;5;;fait\n2;Film;10;1;\n3;Lancement;;2;\n"
FORMATS = ("csv", "xlsx", "md")


def back(plan: rp.Plan) -> rp.Plan:
    """Take a plan through each format, which must give it back but for the look."""
    for format in FORMATS:
        again = rp.read(rp.dumps(plan, format), format=format)
        assert contents(again) == contents(plan)
    return plan


def contents(plan: rp.Plan) -> rp.Plan:
    """Leave out which columns there were."""
    return plan.replace(extra={key: value for key, value in plan.extra.items() if key != "x-columns"})


def test_a_table_comes_back_as_it_was() -> None:
    """Headings, numbers and words."""
    plan = back(read(TABLE))

    assert "\n".join(written(plan)) + "\n" == TABLE


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Durée (jours)", ["5", "0,5", "2 semaines", "3 jours / 5 jours / 10 jours"]),
        ("Durée en jours ouvrés", ["5"]),
        ("Durée (h)", ["12", "1 jour"]),
        ("Durée (j calendaires)", ["12", "0,5"]),
        ("Délai", ["2 semaines", "01/06/2027", "J-15", "Immédiat"]),
        ("Échéance", ["01/06/2027", "J-15"]),
        ("J-xx", ["J-30", "J-20o", "S-8", "M-3", "01/06/2027"]),
        ("Début", ["01/06/2027", "01/06/2027 09:30", "J-30"]),
        ("Responsable", ["Marie", "RH + Formateur"]),
        ("Contrainte", ["ne doit pas commencer avant le 02/03/2027"]),
        ("Quand", ["asap", "J-30", "01/06/2027"]),
        ("Budget", ["1200", "3500,5", "0012", "1e5", "12,50", "31/12/2027", "oui", "0,1"]),
        ("Facteur de risque", ["1,2"]),
        ("Calendrier", ["FR"]),
    ],
)
def test_cells_come_back_as_they_were(heading: str, cells: list[str]) -> None:
    """What people wrote under a heading stands under it again."""
    more = "" if "Dur" in heading or "Dé" in heading else ";Durée"
    for cell in cells:
        pinned = more and not any(sign in cell for sign in "J/S")
        text = f"Tâche;{heading}{more}\nA;{cell}{';5 jours' if pinned else ';' if more else ''}"
        assert written(back(read(text))) == text.split("\n")


def test_three_columns_of_an_estimate() -> None:
    """Three points, or the likely one alone."""
    text = "Tâche;Optimiste (j);Probable (j);Pessimiste (j)\nA;1;2;4,5\nB;;3;"

    assert [str(task.duration) for task in back(read(text))] == ["1d/2d/4.5d", "3d"]
    assert written(read(text)) == text.split("\n")


def test_codes_and_levels_come_back() -> None:
    """A tree by codes or by levels keeps its column; one by phases its phases."""
    for text in (
        "WBS;Tâche;Durée\n1;P;\n1.1;a;5 jours\n1.2;b;5 jours\n2;c;1 jour",
        "Niveau;Tâche;Durée\n1;P;\n2;a;5 jours\n2;b;5 jours\n1;c;1 jour",
        "Phase;Tâche;Durée\nI;a;5 jours\nI;b;5 jours\nII;c;1 jour",
        "Tâche;Tâche parente;Durée\nP;;\na;P;5 jours",
        "N°;Tâche;Durée\n1;P;\n1.1;a;5 jours",
    ):
        assert written(back(read(text))) == text.split("\n")


# -- after edits -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        ({"duration": "8d"}, {2: "2;Film;8;1;"}),
        ({"duration": "2w"}, {2: "2;Film;2 semaines;1;"}),
        ({"duration": None}, {2: "2;Film;;1;"}),
        ({"name": "Tournage"}, {2: "2;Tournage;10;1;"}),
        ({"after": ["1 SS+3d"]}, {2: "2;Film;10;1 DD+3 j;"}),
        ({"after": []}, {2: "2;Film;10;;"}),
        ({"status": "en cours"}, {2: "2;Film;10;1;en cours"}),
    ],
)
def test_an_edit_shows_in_its_cell(changes: dict[str, Any], lines: dict[int, str]) -> None:
    """Nothing else changes."""
    plan = back(read(TABLE).change("2", **changes))
    expected = TABLE.rstrip("\n").split("\n")
    for number, line in lines.items():
        expected[number] = line

    assert written(plan) == expected


@pytest.mark.parametrize(
    ("changes", "heading", "cell"),
    [
        ({"margin": "2d"}, "Marge", "2 jours"),
        ({"deadline": "2027-06-01"}, "Date butoir", "01/06/2027"),
        ({"responsible": ["Marie", "Paul"]}, "Responsable", "Marie + Paul"),
        ({"at": "J-30"}, "Position", "J-30"),
        ({"calendar": "FR"}, "Calendrier", "FR"),
        ({"extra": {"x-note": "à voir"}}, "x-note", "à voir"),
        (
            {"constraint": {"type": "must_start_on", "date": "2027-03-02"}},
            "Contrainte",
            "doit commencer le 02/03/2027",
        ),
    ],
)
def test_what_has_no_column_gets_one(changes: dict[str, Any], heading: str, cell: str) -> None:
    """The table grows by a column on its right; what was there stays as it was."""
    plan = back(read(TABLE).change("2", **changes))
    lines = written(plan)

    assert lines[0] == f"N°;Tâche;Durée (jours);Prédécesseurs;Statut;{heading}"
    assert lines[2].rsplit(";", 1)[1] == cell


def test_tasks_come_and_go() -> None:
    """A new task is a row more, under its own id; one that goes is a row less."""
    plan = read(TABLE)

    assert written(back(plan.add(rp.Task("x", "Envoi", duration="1d", after=["2"]))))[-1] == "x;Envoi;1;2;"
    assert written(plan.remove("2", links="bridge")) == [
        "N°;Tâche;Durée (jours);Prédécesseurs;Statut",
        "1;Brief;5;;fait",
        "3;Lancement;;1;",
    ]


def test_a_launch_and_a_calendar_stand_above() -> None:
    """What the list cannot tell is written over it; a launch row with a date tells it."""
    plan = read(TABLE).replace(launch="2027-06-15", calendar="FR", name="Salon")
    assert written(back(plan))[:5] == [
        "Salon",
        "Jour J;15/06/2027",
        "Calendrier;FR",
        "",
        TABLE.split("\n")[0],
    ]

    dated = read("Tâche;Date\nBrief;01/06/2027\nLancement;15/06/2027\n").replace(launch="2027-06-22")
    assert written(back(dated)) == ["Tâche;Date", "Brief;01/06/2027", "Lancement;22/06/2027"]


def test_ids_that_are_not_those_made_from_names_get_a_column() -> None:
    """So that links keep their ends."""
    plan = read("Tâche;Durée;Après\nBrief;5 jours;\nFilm;2 jours;Brief\n").change("film", name="Brief")

    assert written(back(plan)) == ["Tâche;Durée;Après;Id", "Brief;5 jours;;brief", "Brief;2 jours;brief;film"]


def test_a_task_that_gets_children_gets_a_code() -> None:
    """A flat list becomes a tree with a column for it."""
    plan = read("Tâche;Durée\nP;\nB;2 jours\n").add(rp.Task("a", "A", duration="1d"), under="p")

    assert written(back(plan)) == ["Tâche;Durée;WBS", "P;;1", "A;1 jour;1.1", "B;2 jours;2"]


def test_a_heading_that_is_taken_leads_to_our_own_form() -> None:
    """Where the look cannot hold the plan, everything is written plainly."""
    plan = read("Tâche;x-y;Marge\nA;1;\n", columns={"Marge": "x-m"}).change("a", duration="1d", margin="1d")

    assert written(back(plan))[0] == "retroplan;1"


def test_a_schedule_of_the_plan_is_not_changed_by_the_way() -> None:
    """What is read again gives the same dates."""
    plan = read(TABLE).replace(launch="2027-06-15")
    again = rp.read(rp.dumps(plan, "xlsx"), format="xlsx")

    assert rp.schedule(again).to_records() == rp.schedule(plan).to_records()


# -- our own form ----------------------------------------------------------------------------------

ODD = [
    "=1+1", "+2", "-3", "@x", "\tx", "\rx", "'=x", "''", '"quoted"', '"', "{}", "[1]", "null", "1", "1.0",
    "true", "a;b", "a,b", "a|b", "a\nb", "a\r\nb", "\x00", "\x07", "_x0041_", "_x000D_", "  blank  ", "\xa0",
    "#N/A", "＝1", "&amp;", "<b>", "\\|", "*x*", "-", "aucun", "TOTAL", "Lancement", "Jour J", "launch",
    "2027-06-15", "J-30", "é" * 200, "😀", "\u2028", "\ufeffx", "x-columns", "Tâche", "retroplan",
]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_our_own_form_holds_every_text(format: str, lang: str) -> None:
    """Names, people, kept values and their keys, the title of the plan: whatever their letters."""
    plan = rp.Plan(
        ODD[0],
        launch=datetime(2027, 6, 15, 9, 30),
        extra={f"x-{text}": text for text in ODD},
        tasks=[
            rp.Task(f"t{number}", text, responsible=[text, "Marie"], extra={f"x-{text}": [text], "x-a": text})
            for number, text in enumerate(ODD)
        ],
    )

    assert rp.read(rp.dumps(plan, format, lang=lang), format=format) == plan


@pytest.mark.parametrize("format", FORMATS)
def test_our_own_form_holds_every_kind_of_value(format: str) -> None:
    """Calendars, links at both ends and flat, estimates, pins, shares and factors."""
    plan = rp.Plan(
        "Tout",
        launch="2027-06-15",
        start=date(2027, 1, 4),
        calendar="france",
        calendars={
            "france": {"country": "FR", "closed": ["2027-05-07"]},
            "studio": {"week": {"tue": ["09:00-17:00"]}},
        },
        hours_per_day="7.5",
        buffer="10%",
        lang="fr",
        links=[rp.Link("a", "c", "SS", "2d")],
        tasks=[
            rp.Task(
                "p",
                "Phase",
                tasks=[rp.Task("a", "A", duration="3d/5d/10d", margin="20%", risk_factor="1.15")],
            ),
            rp.Task(
                "b", duration="1.5w", after=["a FF-50%", "p"], before=["launch FS+3cd"], calendar="studio"
            ),
            rp.Task("c", "C", at="J-60o", until="S-2", deadline="2027-06-01"),
            rp.Task("d", "D", start="2027-03-01", finish="2027-03-05", when="asap"),
            rp.Task(
                "e",
                "E",
                duration="Immédiat",
                extra={"x-n": 1, "x-f": 0.5, "x-b": True, "x-l": [1, "1", None]},
            ),
            rp.Task(
                "f",
                "F",
                duration="5 jours ouvrés",
                constraint={"type": "must_finish_on", "date": "2027-04-01"},
            ),
            rp.Task("g", "G", duration="48eh", calendar={"week": {"mon": ["08:00-12:00"]}}),
        ],
        extra={"x-columns": 5, "x-log": [], "x-notes": {"a": None}},
    )

    assert rp.read(rp.dumps(plan, format), format=format) == plan


@pytest.mark.parametrize(
    "columns", [5, [1], {"a": 5}, {"name": "T"}, {"=start": "d", "zz": "y"}, {}, {"name": ""}]
)
@pytest.mark.parametrize(
    "log", [None, 5, {"columns": 5}, {"columns": {}, "rows": 5}, {"columns": {"date": "D"}, "rows": [5]}]
)
@pytest.mark.parametrize("notes", [None, 5, ["a", {"b": 1}], "x"])
def test_a_look_that_is_not_ours_does_no_harm(columns: object, log: object, notes: object) -> None:
    """Whoever writes these keys by hand gets his plan back all the same."""
    extra = {"x-columns": columns, "x-log": log, "x-notes": notes}
    plan = rp.from_document({"tasks": [{"id": "a", "name": "A", "start": "2027-06-15"}], **extra})

    for format in FORMATS:
        assert contents(rp.read(rp.dumps(plan, format), format=format)) == contents(plan)


@pytest.mark.parametrize("format", ["csv", "xlsx", "md"])
def test_a_budget_of_nothing_is_not_no_budget(format: str) -> None:
    """A task that may cost nothing keeps its ceiling of zero in a table."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="1d", budget="0 EUR")])
    assert rp.read(rp.dumps(plan, format), format=format) == plan
