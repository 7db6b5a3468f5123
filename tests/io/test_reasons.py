"""Why the system refused something, in both languages."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

import retroplan as rp
from retroplan.errors import PlanError
from retroplan.io import reasons
from retroplan.io.reasons import reason_of
from retroplan.language import show
from retroplan.library import templates

PLAN = rp.Plan("Démo", launch="2026-06-15")


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        (errno.ENOENT, "there is no such file or folder", "ce fichier ou ce dossier n’existe pas"),
        (errno.EACCES, "permission denied", "accès refusé"),
        (errno.EPERM, "permission denied", "accès refusé"),
        (errno.EISDIR, "it is a folder", "c’est un dossier"),
        (
            errno.ENOTDIR,
            "a part of its path is not a folder",
            "une partie de son chemin n’est pas un dossier",
        ),
        (errno.ENOTSUP, "it is no ordinary file", "ce n’est pas un fichier ordinaire"),
        (errno.EOPNOTSUPP, "it is no ordinary file", "ce n’est pas un fichier ordinaire"),
        (errno.ENOSPC, "the disk is full", "le disque est plein"),
        (errno.EROFS, "the disk is read-only", "le disque est en lecture seule"),
        (errno.ENAMETOOLONG, "its name is too long", "son nom est trop long"),
        (errno.EMFILE, "too many files are open", "trop de fichiers sont ouverts"),
        (errno.EBUSY, "another program uses it", "un autre programme l’utilise"),
    ],
)
def test_common_reasons_are_told_in_the_language(number: int, english: str, french: str) -> None:
    """Whatever the system calls them."""
    problem = OSError(number, "in the words of the system")

    assert show(reason_of(problem), "en") == english
    assert show(reason_of(problem), "fr") == french


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (OSError(errno.ECHILD, "No child processes"), "No child processes"),
        (OSError(987_654, "Strange"), "Strange"),
        (OSError("nothing but words"), "nothing but words"),
    ],
)
def test_rare_reasons_stay_as_they_are(problem: OSError, words: str) -> None:
    """The system's own text says more than nothing."""
    assert reason_of(problem) == words


def test_every_number_is_one_that_some_system_has() -> None:
    """A misspelt name would never be met."""
    assert reasons._CODES.keys() <= set(errno.errorcode.values()) | {"ENOTSUP"}


def told(act: Any, *arguments: Any) -> str:
    """Give the French sentence with which something is refused."""
    with pytest.raises(PlanError) as caught:
        act(*arguments)
    return caught.value.findings[0].text("fr")


def test_sentences_are_in_one_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading, writing and listing: nothing English stands within what is French."""
    monkeypatch.chdir(tmp_path)
    Path("d.yaml").mkdir()
    Path("f").write_text("x")

    assert told(rp.read, "d.yaml") == "« d.yaml » ne peut être lu : c’est un dossier"
    assert told(rp.read, "f/p.yaml").endswith(
        "ne peut être lu : une partie de son chemin n’est pas un dossier"
    )
    assert told(rp.read, f"{'a' * 300}.yaml").endswith("ne peut être lu : son nom est trop long")
    assert told(rp.write, PLAN, "no/p.yaml").endswith(
        "ne peut être écrit : ce fichier ou ce dossier n’existe pas"
    )
    assert told(rp.write, PLAN, "a\0.yaml").endswith(
        "ne peut être écrit : aucun fichier ne peut porter ce nom"
    )
    assert told(lambda: templates(folder="none")).endswith(
        "ne peut être lu : ce fichier ou ce dossier n’existe pas"
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes by name")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    """A pipe stays one."""
    os.mkfifo(tmp_path / "p.yaml")

    assert told(rp.write, PLAN, tmp_path / "p.yaml").endswith(
        "ne peut être écrit : ce n’est pas un fichier ordinaire"
    )
