"""`retroplan check`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import Result

import retroplan as rp
from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan

GOOD = PLAN.replace("calendar: FR\n", "calendar: FR\nbuffer: 1d\n").replace(
    "{id: ", "{responsible: Zoé, id: "
)


def rewrite(folder: Path, old: str, new: str, plan: str = GOOD) -> None:
    """Change the plan."""
    assert old in plan
    (folder / "plan.yaml").write_text(plan.replace(old, new), encoding="utf-8")


def report(result: Result) -> Any:
    """Read the report that was printed as JSON."""
    return json.loads(result.stdout)


@pytest.fixture(autouse=True)
def good(folder: Path) -> None:
    """Begin with a plan that no rule has anything to say about."""
    (folder / "plan.yaml").write_text(GOOD, encoding="utf-8")


def test_a_good_plan_is_said_to_be_fine(folder: Path) -> None:
    """Nothing to report is said, with the launch that was understood."""
    result = retroplan("check", "plan.yaml")

    assert (result.exit_code, result.stdout) == (
        FINE,
        "Salon — jour J : lundi 14 juin 2027 : rien à signaler\n",
    )


def test_doubts_are_told_but_no_failure(folder: Path) -> None:
    """Warnings and remarks are listed with their codes and counted, and the exit code is 0."""
    (folder / "plan.yaml").write_text(PLAN.replace("2027-06-14", "2027-06-13"), encoding="utf-8")
    result = retroplan("check", "plan.yaml", "--lang", "en")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout.splitlines() == [
        "warning: LAUNCH: Sun 13 Jun 2027 is closed (Sunday), work before it ends on Fri 11 Jun 2027; "
        "choose an open day, or open this one in the calendar [RP101]",
        "remark: buffer: no buffer is kept before the launch; write buffer: 5d "
        "(or buffer: 0d if none is wanted) [RP102]",
        'warning: nobody is responsible for "Brief"; write responsible: [name] [RP201]',
        'warning: nobody is responsible for "Affiche"; write responsible: [name] [RP201]',
        'warning: nobody is responsible for "Bilan"; write responsible: [name] [RP201]',
        "4 warnings, 1 remark",
    ]


def test_tasks_go_by_their_names(folder: Path) -> None:
    """Links and chains are told with the names that the table shows."""
    rewrite(folder, "after: [launch FS+5d]", "after: [launch, poster, brief]")
    result = retroplan("check", "plan.yaml", "--select", "RP")

    assert result.stdout.splitlines() == [
        "remarque : le lien FS de « Brief » à « Bilan » n’apporte rien, "
        "les liens qui passent par « Affiche » le disent déjà ; le retirer [RP401]",
        "1 remarque",
    ]


def test_conflicts_are_errors(folder: Path) -> None:
    """What cannot be met exits with 1."""
    rewrite(folder, "calendar: FR", "calendar: FR\nstart: 2027-06-03")
    result = retroplan("check", "plan.yaml")

    assert result.exit_code == UNMET
    assert result.stdout.splitlines()[0].startswith("erreur : « Brief » devrait commencer")
    assert result.stdout.splitlines()[0].endswith("[conflict-start]")
    assert result.stdout.splitlines()[-1].startswith("1 erreur")


def test_the_pin_behind_a_conflict_is_told(folder: Path) -> None:
    """A pin of another task comes with its name, that of the task itself without."""
    rewrite(folder, "after: [brief]", "after: [brief], at: J-12")
    before = retroplan("check", "plan.yaml", "--start", "2027-06-01", "--select", "conflict")

    # J-12 is Wednesday 2 June; the five days of the brief before it do not fit behind 1 June.
    assert "« Brief » devrait commencer" in before.stdout
    rewrite(folder, "after: [brief]", "deadline: 2027-06-01, at: J-12")
    assert "(fixée : J-12) [conflict-deadline]" in retroplan("check", "plan.yaml").stdout


def test_a_plan_that_cannot_be_understood_is_reported(folder: Path) -> None:
    """The problems of the document are the report: on standard output, with 1."""
    rewrite(folder, "[brief]", "[breif]")
    result = retroplan("check", "plan.yaml")

    assert (result.exit_code, result.stderr) == (UNMET, "")
    assert result.stdout.splitlines() == [
        "erreur : tasks[1].after[0] (ligne 8): « breif » n’est pas une tâche "
        "(vouliez-vous dire « brief » ?) [unknown-task]",
        "1 erreur",
    ]


def test_very_many_problems_are_cut(folder: Path) -> None:
    """Past a thousand problems, only their number is told; JSON holds them all."""
    tasks = "\n".join(f"  - {{id: t{number}, duration: x}}" for number in range(1010))
    (folder / "plan.yaml").write_text(f"launch: 2027-06-14\ntasks:\n{tasks}\n", encoding="utf-8")
    lines = retroplan("check", "plan.yaml").stdout.splitlines()

    assert (len(lines), lines[-2:]) == (1002, ["… (+10)", "1,010 errors"])
    assert report(retroplan("check", "plan.yaml", "--format", "json"))["counts"]["error"] == 1010


def test_names_do_not_command_the_terminal(folder: Path) -> None:
    """What people typed is made visible, also where there is no schedule."""
    rewrite(folder, "name: Brief", 'name: "Br\\x1b[31mief"', plan=PLAN)

    assert "\x1b" not in retroplan("check", "plan.yaml").stdout
    rewrite(folder, "launch: 2027-06-14", 'launch: "\\x1b[31m"')
    assert "\x1b" not in retroplan("check", "plan.yaml").stdout


@pytest.mark.parametrize("text", ["{", "", "- a\n- b\n", "launch: 2027-06-14\ntasks: [1"])
def test_what_is_no_plan_is_reported(folder: Path, text: str) -> None:
    """A file that holds something else is an error of the plan."""
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    result = retroplan("check", "plan.yaml")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("error: ")


@pytest.mark.parametrize("name", ["nope.yaml", "plan.docx", "plan", ".", ""])
def test_a_missing_file_is_bad_input(folder: Path, name: str) -> None:
    """Where there is no plan to check, the exit code is 2."""
    result = retroplan("check", name)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert len(result.stderr.splitlines()) == 1


# --------------------------------------------------------------------------- dates


def test_another_launch_and_start_are_checked(folder: Path) -> None:
    """The options win over the plan."""
    assert retroplan("check", "plan.yaml", "--launch", "2027-06-13").stdout.endswith("1 avertissement\n")
    assert retroplan("check", "plan.yaml", "--start", "2027-06-03").exit_code == UNMET


def test_a_plan_without_a_launch_can_be_checked(folder: Path) -> None:
    """Its tasks are looked at all the same; with a launch it is as any other plan."""
    rewrite(folder, "launch: 2027-06-14\n", "")
    rewrite(folder, "buffer: 1d\n", "", plan=(folder / "plan.yaml").read_text(encoding="utf-8"))
    result = retroplan("check", "plan.yaml")

    assert result.exit_code == UNMET
    assert result.stdout.splitlines() == [
        "erreur : launch: le plan n’a ni launch ni start "
        "(écrire launch: 2026-06-15 pour planifier à rebours, "
        "une ligne « Jour J » avec sa date au-dessus d’un tableau, "
        "ou --launch sur la ligne de commande) [no-launch]",
        "1 erreur",
    ]
    ignoring = retroplan("check", "plan.yaml", "--ignore", "no-launch")
    assert (ignoring.exit_code, ignoring.stdout) == (FINE, "Salon : rien à signaler\n")
    assert retroplan("check", "plan.yaml", "--launch", "2027-06-14", "--ignore", "RP102").exit_code == FINE


@pytest.mark.parametrize("option", ["--launch", "--start"])
def test_dates_that_are_none_are_bad_input(folder: Path, option: str) -> None:
    """A wrong date is a wrong option, in JSON too."""
    for format in ("text", "json"):
        result = retroplan("check", "plan.yaml", option, "soon", "--format", format)

        assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
        assert result.stderr.startswith(f"error: {option}: ") or result.stderr.startswith(
            f"erreur : {option}: "
        )


# --------------------------------------------------------------------------- select, ignore, strict


@pytest.mark.parametrize(
    ("options", "codes"),
    [
        ((), ["RP101", "RP102", "RP201", "RP201", "RP201"]),
        (("--select", "RP1"), ["RP101", "RP102"]),
        (("--select", "RP101,RP2", "--ignore", "RP201"), ["RP101"]),
        (("--select", "RP101", "--select", "no-buffer"), ["RP101", "RP102"]),
        (("--ignore", "RP2", "--ignore", "launch-closed, RP102"), []),
    ],
)
def test_codes_choose_what_is_told(folder: Path, options: tuple[str, ...], codes: list[str]) -> None:
    """--select and --ignore are repeatable, and take several codes with commas."""
    rewrite(folder, "2027-06-14", "2027-06-13", plan=PLAN)
    result = retroplan("check", "plan.yaml", *options, "--format", "json")

    assert [finding["code"] for finding in report(result)["findings"]] == codes


@pytest.mark.parametrize(("option", "text"), [("--select", "RP410"), ("--ignore", "RP1,RP410")])
def test_codes_that_name_nothing_are_bad_input(folder: Path, option: str, text: str) -> None:
    """A slip of the finger is told with the nearest code, and nothing is checked."""
    result = retroplan("check", "plan.yaml", option, text, "--lang", "en")

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert result.stderr == (
        f'error: {option}: "RP410" is not a code of check (did you mean "RP407"?) '
        "(its rules are RP001, RP101-RP103, RP201-RP209, RP301-RP304, RP401-RP407, "
        "RP501, RP601-RP604, RP701-RP709, RP801-RP804)\n"
    )


def test_strictness(folder: Path) -> None:
    """--strict turns warnings into errors and the exit code into 1; remarks stay remarks."""
    rewrite(folder, "2027-06-14", "2027-06-13")
    result = retroplan("check", "plan.yaml", "--strict")

    assert result.exit_code == UNMET
    assert result.stdout.startswith("erreur : LANCEMENT : ")
    assert retroplan("check", "plan.yaml", "--strict", "--ignore", "RP101").exit_code == FINE
    rewrite(folder, "buffer: 1d\n", "")
    assert retroplan("check", "plan.yaml", "--strict").exit_code == FINE


# --------------------------------------------------------------------------- JSON


def test_json_is_the_report(folder: Path) -> None:
    """The document of the report is printed, and nothing else."""
    rewrite(folder, "[brief]", "[brief, brief]")
    result = retroplan("check", "plan.yaml", "--format", "json")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert report(result) == rp.to_document(rp.check("plan.yaml"))
    assert [(item["code"], item["line"]) for item in report(result)["findings"]] == [("RP401", 8)]


def test_json_of_a_plan_that_cannot_be_read(folder: Path) -> None:
    """Also where there is no plan, standard output is JSON."""
    rewrite(folder, "[brief]", "[breif]")
    result = retroplan("check", "plan.yaml", "--format", "json")

    assert (result.exit_code, result.stderr) == (UNMET, "")
    assert [item["code"] for item in report(result)["findings"]] == ["unknown-task"]


def test_json_of_a_missing_file(folder: Path) -> None:
    """A missing file is told to programs on standard output, to people on standard error."""
    result = retroplan("check", "nope.yaml", "--format", "json")

    assert result.exit_code == BAD_INPUT
    assert report(result)["ok"] is False
    assert [item["code"] for item in report(result)["findings"]] == ["file-not-found"]
    assert len(result.stderr.splitlines()) == 1


def test_json_of_standard_input(folder: Path) -> None:
    """A dash is standard input here too."""
    result = retroplan("check", "-", "--format", "json", input=GOOD)

    assert (result.exit_code, report(result)["ok"]) == (FINE, True)
