"""`retroplan change`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, PLAN, retroplan

COMMENTED = PLAN.replace("calendar: FR", "calendar: FR  # Alsace?").replace("5d}\n", "1 semaine}  # Anna\n")


@pytest.fixture
def plan(folder: Path) -> Path:
    """Give a plan with comments."""
    path = folder / "plan.yaml"
    path.write_text(COMMENTED, encoding="utf-8")
    return path


def test_one_line_says_what_has_changed(plan: Path) -> None:
    """Keys with what they said and what they say now; the comments of the file stay."""
    result = retroplan(
        "change", "plan.yaml", "poster", "duration=8d", "responsible=Anna, Bob", "--lang", "en"
    )

    assert (result.exit_code, result.stdout, result.stderr) == (
        FINE, "plan.yaml: poster: duration 3d/5d/10d → 8d; responsible Anna, Bob\n", "",
    )  # fmt: skip
    assert plan.read_text(encoding="utf-8") == COMMENTED.replace(
        "duration: 3d/5d/10d, after: [brief]", "duration: 8d, after: [brief], responsible: [Anna, Bob]"
    )


def test_the_plan_itself_is_changed(plan: Path) -> None:
    """Without a task the keys are those of the plan; a task may be called by its name."""
    assert retroplan("change", "plan.yaml", "launch=2027-09-07", "buffer=2d").stdout == (
        "plan.yaml : launch 2027-06-14 → 2027-09-07; buffer 2d\n"
    )
    assert retroplan("change", "plan.yaml", "Affiche", "name=L’affiche").exit_code == FINE
    assert "launch: 2027-09-07\ncalendar: FR  # Alsace?\nbuffer: 2d\n" in plan.read_text(encoding="utf-8")
    assert rp.read(plan)["poster"].name == "L’affiche"


def test_a_key_is_taken_away(plan: Path) -> None:
    """A key without a value goes."""
    result = retroplan("change", "plan.yaml", "brief", "duration=", "name=", "x-who=")

    assert result.stdout == "plan.yaml : brief : name retiré (c’était Brief); duration retiré (c’était 1w)\n"
    assert "  - {id: brief}  # Anna\n" in plan.read_text(encoding="utf-8")


def test_values_in_brackets_and_foreign_keys(plan: Path) -> None:
    """A list or mapping is written as in a plan; a foreign value is what it would be there."""
    arguments = (
        'after=["brief FS+1,5d"]',
        "constraint={type: must_start_on, date: 2027-05-03}",
        "x-n=5",
        "x-s=a: b",
    )
    retroplan("change", "plan.yaml", "poster", *arguments)
    task = rp.read(plan)["poster"]

    assert task.after == (rp.Link("brief", "poster", "FS", "1.5d"),)
    assert task.constraint == rp.Constraint("must_start_on", "2027-05-03")
    assert task.extra == {"x-n": 5, "x-s": "a: b"}


def test_another_id_is_used_by_the_links(plan: Path) -> None:
    """A task that is renamed is not lost to those that wait for it."""
    retroplan("change", "plan.yaml", "brief", "id=kick-off", "duration=1d")

    assert "  - {id: kick-off, name: Brief, duration: 1d}  # Anna\n" in plan.read_text(encoding="utf-8")
    assert rp.read(plan)["poster"].after == (rp.Link("kick-off", "poster"),)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("poster", "durration=8d", "margin=1x"),
            'tasks[1].durration: "durration" is not a known key (did you',
        ),
        (("poster", "durration="), 'did you mean "duration"'),
        (("poster", "after=bief"), 'tasks[1].after[0]: "bief" is not a task (did you mean "brief"?)'),
        (("brief", "after=poster"), "these tasks wait for one another"),
        (("launch=soon",), 'launch: "soon" is not a date'),
        (("postre", "duration=8d"), 'TASK: "postre" is not a task (did you mean "poster"?)'),
        (("poster",), '"poster" does not say what to change (write KEY=VALUE'),
        (("poster", "duration=8d", "8d"), '"8d" does not say what to change'),
        (("poster", "=8d"), '"=8d" does not say what to change'),
        (("poster", "name=a", "name=b"), 'name: "name" is written twice'),
        (("poster", "after=[brief"), "after: the text is not YAML"),
        (("poster", "id="), 'tasks[1]: "id" is missing'),
        (("poster", "id=brief"), 'id: "brief" is already the id of a task of the plan'),
        (("lang=de",), 'lang: "de" is not a language'),
    ],
)
def test_nothing_is_written_if_there_is_a_problem(plan: Path, arguments: tuple[str, ...], words: str) -> None:
    """The new plan is read like any other; its problems are told and the file is as it was."""
    result = retroplan("change", "plan.yaml", *arguments, "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert plan.read_text(encoding="utf-8") == COMMENTED


def test_a_change_that_changes_nothing(plan: Path) -> None:
    """A file that says so already is not written."""
    plan.chmod(0o444)
    before = plan.stat().st_mtime_ns
    result = retroplan("change", "plan.yaml", "brief", "duration=1w", "--lang", "en")

    assert (result.exit_code, result.stdout) == (FINE, "plan.yaml: nothing to change\n")
    assert plan.stat().st_mtime_ns == before


def test_another_file_or_standard_output(plan: Path, folder: Path) -> None:
    """With -o the plan itself stays; on standard output the plan stands alone."""
    changed = COMMENTED.replace("2027-06-14", "2027-09-07")
    printed = retroplan("change", "plan.yaml", "launch=2027-09-07", "-o", "-")
    assert (printed.stdout, printed.stderr) == (changed, "plan.yaml : launch 2027-06-14 → 2027-09-07\n")
    piped = retroplan("change", "-", "launch=2027-09-07", input=COMMENTED)
    assert (piped.stdout, piped.stderr) == (changed, "- : launch 2027-06-14 → 2027-09-07\n")

    assert retroplan("change", "plan.yaml", "launch=2027-09-07", "-o", "other.yaml").exit_code == FINE
    assert (folder / "other.yaml").read_text(encoding="utf-8") == changed
    refused = retroplan("change", "plan.yaml", "launch=2028-09-07", "-o", "other.yaml")
    assert (refused.exit_code, "--force" in refused.stderr) == (BAD_INPUT, True)
    assert retroplan("change", "plan.yaml", "lang=fr", "-o", "other.yaml", "--force").exit_code == FINE
    assert (folder / "other.yaml").read_text(encoding="utf-8") == COMMENTED
    assert plan.read_text(encoding="utf-8") == COMMENTED


def test_json_is_written_anew(plan: Path, folder: Path) -> None:
    """A plan in JSON is changed, and one may become the other."""
    assert retroplan("change", "plan.yaml", "buffer=2d", "-o", "plan.json").exit_code == FINE
    retroplan("change", "plan.json", "poster", "duration=8d")

    document = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert (document["buffer"], document["tasks"][1]["duration"]) == ("2d", "8d")
    assert retroplan("change", "plan.json", "lang=en", "-o", "back.yaml").exit_code == FINE
    assert rp.read("back.yaml") == rp.read("plan.json").replace(lang="en")


def test_a_plan_that_cannot_be_read(plan: Path) -> None:
    """What is wrong already is told with its lines, in the language of the plan."""
    plan.write_text(COMMENTED + "zzz: 1\n", encoding="utf-8")

    assert retroplan("change", "plan.yaml", "lang=en").stderr == (
        "erreur : zzz (ligne 9): « zzz » n’est pas une clé connue "
        "(la retirer, ou l’appeler x-zzz pour la garder)\n"
    )
    assert retroplan("change", "nowhere.yaml", "lang=en").exit_code == BAD_INPUT


def test_a_spreadsheet_is_not_written_over_unasked(folder: Path) -> None:
    """Other sheets, colours and words of the user would be lost: --force or -o is asked for."""
    text = "Tâche;Durée\nA;2 jours\n"
    (folder / "liste.csv").write_text(text, encoding="utf-8")
    refused = retroplan("change", "liste.csv", "A", "duration=3 jours")

    assert (refused.exit_code, (folder / "liste.csv").read_text(encoding="utf-8")) == (BAD_INPUT, text)
    assert refused.stderr == (
        "erreur : « liste.csv » serait réécrit sans ses couleurs, ses formules ni le texte autour de sa "
        "liste ; écrire à côté avec -o, ou par-dessus avec --force\n"
    )
    assert retroplan("change", "liste.csv", "A", "duration=3 jours", "--lang", "en").stderr == (
        'error: "liste.csv" would be written anew, without its colours, its formulas and the text around its '
        "list; write beside it with -o, or over it with --force\n"
    )
    assert retroplan("change", "liste.csv", "A", "duration=3 jours", "-o", "neu.csv").exit_code == FINE


def test_tables_are_read_with_their_own_options(folder: Path) -> None:
    """A heading that is not known, and the format of standard input, are told as elsewhere."""
    text = "Livrable;Durée\nBrief;5 jours\n"
    (folder / "list.csv").write_text(text, encoding="utf-8")
    options = ("--column", "Livrable=name", "-o", "new.csv")

    assert retroplan("change", "list.csv", "brief", "duration=8 jours", *options).exit_code == FINE
    assert str(rp.read("new.csv")["brief"].duration) == "8d"
    piped = retroplan("change", "-", "brief", "duration=8 jours", "--from", "csv", *options[:2], input=text)
    assert str(rp.read(piped.stdout.encode(), format="csv")["brief"].duration) == "8d"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("20/01/2028", "2028-01-20"),
        ("20 janvier 2028", "2028-01-20"),
        ("20/01/2028 9h30", "2028-01-20T09:30"),
        ("2028-01-20", "2028-01-20"),
    ],
)
def test_dates_are_read_as_those_of_options(plan: Path, text: str, day: str) -> None:
    """The day first, in a YAML plan and in a table."""
    list_text = "Jour J;15/06/2027\nTâche;Durée\nBrief;2 jours\n"
    (plan.parent / "list.csv").write_text(list_text, encoding="utf-8")

    assert retroplan("change", "plan.yaml", f"launch={text}").exit_code == FINE
    assert retroplan("change", "plan.yaml", "brief", f"deadline={text}").exit_code == FINE
    changed = rp.to_document(rp.read("plan.yaml"))
    assert (changed["launch"], changed["tasks"][0]["deadline"]) == (day, day)
    assert retroplan("change", "list.csv", f"launch={text}", "-o", "new.csv", "--force").exit_code == FINE
    assert rp.to_document(rp.read("new.csv"))["launch"] == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("20/13/2028", 'launch: "20/13/2028" is not a date'),
        ("20 janvier", 'launch: "20 janvier" has no year'),
        ("soon", 'launch: "soon" is not a date'),
    ],
)
def test_what_is_no_date_is_told_with_its_key(plan: Path, text: str, words: str) -> None:
    """As in a plan and in a table."""
    refused = retroplan("change", "plan.yaml", f"launch={text}", "--lang", "en")

    assert refused.exit_code == BAD_INPUT
    assert words in refused.stderr
    assert plan.read_text(encoding="utf-8") == COMMENTED
