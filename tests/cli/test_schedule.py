"""`retroplan schedule`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import retroplan as rp
from retroplan.cli.formats import schedule_formats
from retroplan.render.terminal import table_text
from tests.cli.running import BAD_INPUT, FINE, PLAN, UNMET, retroplan

FILES = ", ".join(schedule_formats()[1:])


def test_prints_the_table(folder: Path) -> None:
    """Without options, the table of the plan in its own language."""
    result = retroplan("schedule", "plan.yaml")

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout == table_text(rp.schedule(rp.read("plan.yaml")), "fr")


def test_another_launch_moves_everything(folder: Path) -> None:
    """--launch counts the same plan back from another date."""
    result = retroplan("schedule", "plan.yaml", "--launch", "2027-09-07")

    assert "jour J : mardi 7 septembre 2027" in result.stdout
    assert "━ J     mar. 7 sept. ━" in result.stdout


def test_a_start_that_is_too_late_exits_with_1_and_dates(folder: Path) -> None:
    """An infeasible plan still has its dates; what is missing comes after them."""
    result = retroplan("schedule", "plan.yaml", "--start", "2027-06-03")

    assert (result.exit_code, result.stderr) == (UNMET, "")
    assert "Affiche" in result.stdout
    assert "Infaisable : il manque 3,5 jours ouvrés" in result.stdout


@pytest.mark.parametrize(
    ("basis", "start"), [("optimistic", "9 juin"), ("expected", "4 juin"), ("pessimistic", "31 mai")]
)
def test_the_basis_chooses_among_three_points(folder: Path, basis: str, start: str) -> None:
    """--basis counts with another of the three durations."""
    result = retroplan("schedule", "plan.yaml", "--basis", basis)
    poster = next(line for line in result.stdout.splitlines() if line.endswith("Affiche"))

    assert start in poster.partition("  ")[2][:30]


@pytest.mark.parametrize("name", ["json", "csv", "md"])
def test_formats_are_bytes_of_dumps(folder: Path, name: str) -> None:
    """Other formats go to standard output byte by byte as `dumps` gives them."""
    result = retroplan("schedule", "plan.yaml", "--format", name)

    assert (result.exit_code, result.stderr) == (FINE, "")
    assert result.stdout_bytes == rp.dumps(rp.schedule(rp.read("plan.yaml")), name, lang="fr")


def test_formats_tell_conflicts_beside_the_data(folder: Path) -> None:
    """A CSV has no place for conflicts: they go to standard error."""
    result = retroplan("schedule", "plan.yaml", "--start", "2027-06-03", "--format", "csv")

    assert result.exit_code == UNMET
    assert result.stderr.startswith("Infaisable")
    assert "Infaisable" not in result.stdout


def test_writes_a_file_by_its_suffix(folder: Path) -> None:
    """-o takes the format from the name of the file, and says what it wrote."""
    result = retroplan("schedule", "plan.yaml", "-o", "out.json")

    assert (result.exit_code, result.stdout) == (FINE, "Écrit : out.json\n")
    assert json.loads((folder / "out.json").read_bytes())["feasible"] is True


def test_writes_a_file_by_its_format(folder: Path) -> None:
    """--format wins over the suffix."""
    retroplan("schedule", "plan.yaml", "-o", "out.txt", "--format", "md", "--lang", "en")

    assert (folder / "out.txt").read_text(encoding="utf-8").startswith("| ")


def test_a_table_is_not_a_file(folder: Path) -> None:
    """A table for the terminal is not written with -o."""
    result = retroplan("schedule", "plan.yaml", "-o", "out.txt", "--format", "table", "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert f"write one of {FILES} to a file" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("text", [PLAN, json.dumps({"name": "Salon", "lang": "fr", "launch": "2027-06-14"})])
def test_reads_standard_input(text: str) -> None:
    """A dash is standard input, in YAML or in JSON."""
    result = retroplan("schedule", "-", input=text)

    assert (result.exit_code, result.stdout[:14]) == (FINE, "Salon — jour J")


@pytest.mark.parametrize("name", ["json", "JSON", ".json", "yaml", "yml"])
def test_from_tells_the_format_of_standard_input(folder: Path, name: str) -> None:
    """--from wins over what a dash is taken for."""
    text = rp.dumps(rp.read("plan.yaml"), name.lower().strip("."))

    assert retroplan("schedule", "-", "--from", name, input=text).stdout.startswith("Salon — jour J")


def test_from_wins_over_the_suffix(folder: Path) -> None:
    """A plan may have any name."""
    (folder / "plan.yaml").rename("plan.txt")

    assert retroplan("schedule", "plan.txt", "--from", "yaml").exit_code == FINE


def test_a_dash_is_standard_output(folder: Path) -> None:
    """-o - prints what would be printed without it."""
    for format in ([], ["--format", "csv"]):
        shown = retroplan("schedule", "plan.yaml", *format).stdout_bytes

        assert retroplan("schedule", "plan.yaml", "-o", "-", *format).stdout_bytes == shown


def test_the_plan_is_not_written_over(folder: Path) -> None:
    """A schedule does not take the place of its plan, also under another name of the file."""
    (folder / "same.json").symlink_to("plan.yaml")
    result = retroplan("schedule", "plan.yaml", "-o", "same.json", "--lang", "en")

    assert result.exit_code == BAD_INPUT
    assert result.stderr == (
        'error: -o: "same.json" is the plan itself; write the schedule to another file\n'
    )


def test_a_file_without_suffix_is_yaml(folder: Path) -> None:
    """A plan needs no suffix to be read."""
    (folder / "plan.yaml").rename("plan")

    assert retroplan("schedule", "plan").stdout.startswith("Salon — jour J")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("nope.yaml",), "nope.yaml"),
        (("plan.yaml", "--launch", "7/13/2027"), 'erreur : --launch: « 7/13/2027 » n’est pas une date'),
        (("plan.yaml", "--start", "tomorrow"), "erreur : --start: « tomorrow » n’est pas une date"),
        (("plan.yaml", "-o", "plan.dwg"), "« dwg » n’est pas un format"),
        (("plan.yaml", "-o", "no/such/folder/x.csv"), "no/such/folder/x.csv"),
        (("plan.yaml", "--format", "dwg"), "erreur : --format: « dwg » n’est pas un format"),
        (("plan.yaml", "--from", "cvs"), "erreur : --from: « cvs » n’est pas un format qui peut être lu"),
        (("plan.yaml", "-o", "calendar"), f"ajouter --format (l’un de {FILES})"),
        (("plan.yaml", "--basis", "wishful"), "wishful"),
        (("plan.yaml", "--lang", "de"), "de"),
        ((), "PLAN"),
    ],
)  # fmt: skip
def test_bad_input_exits_with_2(folder: Path, args: tuple[str, ...], words: str) -> None:
    """Bad input is told on standard error in a few lines, without traceback."""
    result = retroplan("schedule", *args)

    assert (result.exit_code, result.stdout) == (BAD_INPUT, "")
    assert words in result.stderr
    assert len(result.stderr.splitlines()) <= 2


def test_all_problems_of_a_plan_are_told(folder: Path) -> None:
    """Their number comes first, then a line each, in the language that the plan asks for."""
    text = PLAN.replace("[brief]", "[breif]").replace("2d,", "2 parsecs,")
    (folder / "plan.yaml").write_text(text, encoding="utf-8")
    result = retroplan("schedule", "plan.yaml")

    assert result.exit_code == BAD_INPUT
    assert [line.partition(" (ligne")[0] for line in result.stderr.splitlines()] == [
        "plan.yaml : 2 erreurs",
        "erreur : tasks[1].after[0]",
        "erreur : tasks[2].duration",
    ]


def test_very_many_problems_are_cut(folder: Path) -> None:
    """Past fifty problems, only their number is told."""
    tasks = "\n".join(f"  - {{id: t{number}, duration: x}}" for number in range(60))
    (folder / "plan.yaml").write_text(f"launch: 2027-06-14\ntasks:\n{tasks}\n", encoding="utf-8")
    lines = retroplan("schedule", "plan.yaml").stderr.splitlines()

    assert (len(lines), lines[0], lines[-1]) == (52, "plan.yaml: 60 errors", "… (+10)")


@pytest.mark.parametrize(
    ("args", "environment", "words"),
    [
        ((), {}, "jour J"),
        (("--lang", "en"), {}, "launch (J)"),
        ((), {"LANG": "en_GB.UTF-8"}, "jour J"),
    ],
)
def test_the_option_wins_then_the_plan(
    folder: Path, args: tuple[str, ...], environment: dict[str, str], words: str
) -> None:
    """--lang wins over the language of the plan, which wins over the environment."""
    assert words in retroplan("schedule", "plan.yaml", *args, **environment).stdout


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"LANG": "fr_CA.UTF-8"}, "jour J"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "fr_FR@euro"}, "jour J"),
        ({"LANG": "fr_FR.UTF-8", "LC_MESSAGES": "en_US"}, "launch (J)"),
        ({"LANG": "de_DE.UTF-8"}, "launch (J)"),
        ({"LANG": "C"}, "launch (J)"),
        ({"LANG": ""}, "launch (J)"),
    ],
)
def test_the_environment_speaks_where_the_plan_is_silent(
    folder: Path, environment: dict[str, str], words: str
) -> None:
    """A plan without language is told in that of the user, else in English."""
    (folder / "plan.yaml").write_text(PLAN.replace("lang: fr\n", ""), encoding="utf-8")

    assert words in retroplan("schedule", "plan.yaml", **environment).stdout


def test_a_file_that_exists_goes_only_by_force(folder: Path) -> None:
    """Somebody else's file of the same name is not written over unasked."""
    (folder / "dates.csv").write_text("mine", encoding="utf-8")

    refused = retroplan("schedule", "plan.yaml", "-o", "dates.csv")
    assert (refused.exit_code, refused.stderr) == (
        BAD_INPUT, "erreur : « dates.csv » existe déjà ; --force pour l’écraser\n",
    )  # fmt: skip
    assert (folder / "dates.csv").read_text(encoding="utf-8") == "mine"
    assert retroplan("schedule", "plan.yaml", "-o", "dates.csv", "--force").exit_code == FINE
    assert (folder / "dates.csv").read_text(encoding="utf-8-sig").startswith("J;")


def test_columns_that_are_not_understood_are_told(folder: Path) -> None:
    """A list whose durations stand under an unknown heading is no silent list of milestones."""
    (folder / "list.csv").write_text("Tâche;Combien\nBrief;5 jours\n", encoding="utf-8")

    told = retroplan("schedule", "list.csv", "--launch", "15/06/2027")
    assert (told.exit_code, told.stderr) == (
        FINE,
        "avertissement : colonnes non comprises : Combien, et aucune tâche n’a de durée, de prédécesseur "
        "ni de date ; dire ce que contient une telle colonne, par --column ou columns= : "
        "« Combien=duration » [RP501]\n",
    )
    mended = retroplan("schedule", "list.csv", "--launch", "15/06/2027", "--column", "Combien=duration")
    assert (mended.exit_code, mended.stderr) == (FINE, "")


def test_a_table_on_standard_input_needs_its_format(folder: Path) -> None:
    """What is read as YAML and is none may be a table: the message says how to tell."""
    text = "Tâche;Durée\nBrief;5 jours\n"

    assert retroplan("schedule", "-", "--lang", "en", input=text).stderr.splitlines()[-1] == (
        "error: --from: nothing tells the format, so it was read as YAML; for a table add --from csv, "
        "for others --from and their format"
    )
    assert retroplan("schedule", "-", "--from", "csv", "--launch", "15/06/2027", input=text).exit_code == FINE


PARTS = """\
name: Salon
launch: 2027-06-14
tasks:
  - {id: poster, name: Affiche, duration: 5d, approval: {by: direction, duration: 1000d, rounds: 2}}
  - {id: mail, name: Courriel, waves: [J-3, J+3]}
"""
FRENCH = ("Réalisation", "Validation (direction), tour 1", "Envoi, vague 1")
ENGLISH = ("Work", "Approval (direction), round 1", "Sending, wave 1")


@pytest.mark.parametrize("written", ["", "lang: en\n", "lang: fr\n"])
@pytest.mark.parametrize(("lang", "names", "others"), [("fr", FRENCH, ENGLISH), ("en", ENGLISH, FRENCH)])
def test_parts_have_their_names_in_the_language_that_is_asked_for(
    folder: Path, written: str, lang: str, names: tuple[str, ...], others: tuple[str, ...]
) -> None:
    """Whatever the plan says, in every form; without --lang the plan decides."""
    (folder / "parts.yaml").write_text(written + PARTS, encoding="utf-8")
    shown = [retroplan("schedule", "parts.yaml", "--lang", lang).stdout]
    shown += [
        retroplan("schedule", "parts.yaml", "--lang", lang, "--format", f).stdout
        for f in ("csv", "md", "json")
    ]
    for text in (text.replace("\\(", "(").replace("\\)", ")") for text in shown):
        assert [name in text for name in names] == [True] * 3
        assert [name in text for name in others] == [False] * 3

    late = retroplan("check", "parts.yaml", "--lang", lang, "--start", "2027-06-01").stdout
    assert names[1] in late
    assert names[1] in retroplan("why", "parts.yaml", "poster/work", "--lang", lang).stdout
    moved = retroplan("compare", "parts.yaml", "--launch", "2027-07-14", "--lang", lang, COLUMNS="200")
    assert names[2] in moved.stdout
    if not written:
        again = retroplan("schedule", "parts.yaml", LANG=f"{lang}_FR.UTF-8")
        assert again.stdout == shown[0]


def test_what_programs_read_does_not_depend_on_who_runs_them(folder: Path) -> None:
    """The names of parts in JSON are in the plan's language unless --lang says another."""
    (folder / "parts.yaml").write_text(PARTS, encoding="utf-8")
    one, other = (
        retroplan("schedule", "parts.yaml", "--format", "json", LANG=lang).stdout
        for lang in ("fr_FR", "en_GB")
    )

    assert one == other
    assert ENGLISH[0] in one


@pytest.mark.parametrize(
    ("words", "option"),
    [
        (["schedule"], "--from"),
        (["check"], "--from"),
        (["convert", "--to", "yaml"], "--from"),
        (["change", "brief", "duration=2d"], "--from"),
        (["launch-window", "--from", "2027-06-11", "--to", "2027-06-15"], "--plan-format"),
    ],
)
def test_a_table_whose_format_nothing_tells(folder: Path, words: list[str], option: str) -> None:
    """Of Windows-1252, as French Excel saves it: from standard input, and in a file without a suffix."""
    data = "Tâche;Durée\nBrief;5 jours\n".encode("cp1252")
    (folder / "list").write_bytes(data)

    for source, text in (("-", data), ("list", None)):
        told = retroplan(words[0], source, *words[1:], "--lang", "fr", input=text)
        assert told.exit_code == (UNMET if words[0] == "check" else BAD_INPUT)
        assert (
            f"{option}: rien ne dit le format, d’où une lecture comme du YAML ; pour un tableau ajouter "
            f"{option} csv, sinon {option} et le format"
        ) in told.stdout + told.stderr
        done = retroplan(words[0], source, *words[1:], option, "csv", "--lang", "fr", input=text)
        assert "YAML" not in done.stdout + done.stderr
    named = retroplan(words[0], "-", *words[1:], option, "yaml", "--lang", "fr", input=data)
    assert "rien ne dit" not in named.stdout + named.stderr
