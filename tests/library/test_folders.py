"""Templates of one's own, in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

import retroplan as rp
from retroplan.errors import PlanError

FAIR = "x-template: {title: Salon, aliases: [foire]}\ntasks: [{id: stand, duration: 2w}]\n"


def text_of(problem: pytest.ExceptionInfo[PlanError]) -> str:
    """Give what is said."""
    return problem.value.text()


def test_a_file_in_the_folder_is_a_template(tmp_path: Path) -> None:
    """It is listed first, found by name and alias, and made into plans in its language."""
    (tmp_path / "salon.fr.yaml").write_text(FAIR, encoding="utf-8")
    listed = rp.templates("fr", folder=tmp_path)

    assert (listed[0].name, listed[0].lang, listed[0].title) == ("salon", "fr", "Salon")
    assert len(listed) == len(rp.templates("fr")) + 1
    for name in ("salon", "Salon", "foire", "FOIRE"):
        plan = rp.from_template(name, launch="2026-06-15", lang="fr", folder=str(tmp_path))
        assert (plan["stand"].duration, plan.lang, plan.extra) == (
            rp.Task("x", duration="2w").duration,
            "fr",
            {},
        )


def test_a_template_in_one_language_serves_the_other(tmp_path: Path) -> None:
    """What is not there in English is taken as it is."""
    (tmp_path / "salon.fr.yaml").write_text(FAIR, encoding="utf-8")

    assert rp.from_template("salon", launch="2026-06-15", folder=tmp_path).lang == "fr"
    assert [item.lang for item in rp.templates("en", folder=tmp_path) if item.name == "salon"] == ["fr"]
    (tmp_path / "salon.en.yaml").write_text(FAIR.replace("Salon", "Fair"), encoding="utf-8")
    assert rp.from_template("salon", launch="2026-06-15", folder=tmp_path).lang == "en"


def test_own_templates_stand_in_for_those_of_the_same_name(tmp_path: Path) -> None:
    """In both languages; the others stay, and without the folder all is as it was."""
    (tmp_path / "loyalty.fr.yaml").write_text(FAIR, encoding="utf-8")

    for lang in ("en", "fr"):
        assert "stand" in rp.from_template("loyalty", launch="2026-06-15", lang=lang, folder=tmp_path)
    assert "stand" not in rp.from_template("loyalty", launch="2026-06-15")
    assert "website" in rp.from_template("event", launch="2026-06-15", folder=tmp_path)


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    """Nothing of a folder is remembered."""
    file = tmp_path / "salon.fr.yaml"
    file.write_text(FAIR, encoding="utf-8")
    before = rp.from_template("salon", folder=tmp_path)
    file.write_text(FAIR.replace("2w", "3w"), encoding="utf-8")

    assert str(before["stand"].duration) == "2w"
    assert str(rp.from_template("salon", folder=tmp_path)["stand"].duration) == "3w"


def test_other_files_are_let_be(tmp_path: Path) -> None:
    """Only NAME.en.yaml and NAME.fr.yaml are templates; what else lies there is not read."""
    for name in (
        "plan.yaml",
        "salon.de.yaml",
        "a b.fr.yaml",
        "salon.fr.yaml.bak",
        ".fr.yaml",
        "salon.fr.json",
    ):
        (tmp_path / name).write_text("a: [", encoding="utf-8")

    assert rp.templates("fr", folder=tmp_path) == rp.templates("fr")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("tasks: [{id: a}]\n", "it has no x-template, which says what a template is for"),
        ("x-template: {aliases: [a]}\ntasks: []\n", "x-template"),
        ("x-template: 3\ntasks: []\n", "x-template (line 1): "),
        ("x-template: {title: A, name: salon}\ntasks: []\n", "x-template.name"),
        (
            "x-template: {title: A}\nlaunch: 2026-06-15\ntasks: []\n",
            "launch (line 2): a template has no launch",
        ),
        ("x-template: {title: A}\nstart: 2026-06-15\ntasks: []\n", "start (line 2): a template has no start"),
        ("x-template: {title: A}\nlang: en\ntasks: []\n", 'lang (line 2): its language is "en"'),
        ("x-template: {title: A}\ntasks: [{id: a, duratoin: 5d}]\n", "tasks[0].duratoin (line 2)"),
        ("x-template: {title: A}\ntasks: [{id: a, waves: }]\n", "tasks[0].waves"),
        ("x-template: [\n", "line"),
        ("x-template: &a {title: A}\ntasks: []\n", "alias"),
        ("", "empty"),
        ("\x00", ""),
    ],
)
def test_a_broken_file_is_named_with_its_problem(text: str, said: str, tmp_path: Path) -> None:
    """Nothing of it is used; the first line names the file."""
    (tmp_path / "salon.fr.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PlanError) as caught:
        rp.from_template("salon", launch="2026-06-15", folder=tmp_path)

    assert text_of(caught).split("\n")[0] == '"salon.fr.yaml" is not a template that can be used:'
    assert said in text_of(caught).split("\n")[1]


def test_all_that_is_wrong_with_a_file_is_told_at_once(tmp_path: Path) -> None:
    """Problems of its tasks, its head and its header, in the order of their lines."""
    (tmp_path / "salon.fr.yaml").write_text(
        "launch: 2026-06-15\nlang: en\nx-template:\n  title: Salon\n  parameters:\n"
        "    Stand: {label: Stand, sets: calendar}\n"
        "tasks:\n  - {id: a, duration: 3 truc}\n  - {id: b, after: [c]}\n",
        encoding="utf-8",
    )
    with pytest.raises(PlanError) as caught:
        rp.from_template("salon", launch="2026-06-15", folder=tmp_path)

    assert [(finding.code, finding.path, finding.line) for finding in caught.value.findings] == [
        ("template-broken", "", None),
        ("template-dated", "launch", 1),
        ("template-of-other-language", "lang", 2),
        ("bad-parameter-name", "x-template.parameters.Stand", 6),
        ("bad-duration", "tasks[0].duration", 8),
        ("unknown-task", "tasks[1].after[0]", 9),
    ]


def test_a_broken_file_does_not_keep_others_from_being_used(tmp_path: Path) -> None:
    """By its own name a template is found whatever lies beside it; a list names all that are broken."""
    (tmp_path / "salon.fr.yaml").write_text(FAIR, encoding="utf-8")
    for name in ("one", "two"):
        (tmp_path / f"{name}.fr.yaml").write_text("tasks: 3\n", encoding="utf-8")

    assert "stand" in rp.from_template("salon", folder=tmp_path)
    assert "website" in rp.from_template("event", folder=tmp_path)
    with pytest.raises(PlanError) as caught:
        rp.templates("fr", folder=tmp_path)
    assert ["one.fr.yaml" in text_of(caught), "two.fr.yaml" in text_of(caught)] == [True, True]
    with pytest.raises(PlanError, match=r"one\.fr\.yaml"):
        rp.from_template("foire", folder=tmp_path)  # an alias, which may stand in any of them


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """It is named; so is a file in its place."""
    file = tmp_path / "file"
    file.write_text("", encoding="utf-8")

    for folder in (tmp_path / "nowhere", file):
        with pytest.raises(PlanError) as caught:
            rp.from_template("salon", folder=folder)
        assert caught.value.findings[0].code == "file-unreadable"
        assert folder.name in text_of(caught)


@pytest.mark.parametrize("name", ["../salon", "/etc/passwd", "..", "", "salon.fr", "salon.fr.yaml", "a\x00b"])
def test_a_name_is_never_a_path(name: str, tmp_path: Path) -> None:
    """Templates are looked up among the files of the folder; no name leads out of it."""
    inner = tmp_path / "templates"
    inner.mkdir()
    (tmp_path / "salon.fr.yaml").write_text(FAIR, encoding="utf-8")

    with pytest.raises(PlanError) as caught:
        rp.from_template(name, folder=inner)
    assert caught.value.findings[0].code == "unknown-template"
    assert "NAME.en.yaml or NAME.fr.yaml" in text_of(caught)
