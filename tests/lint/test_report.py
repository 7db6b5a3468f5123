"""Reports: findings counted, told and written."""

from __future__ import annotations

import json

import attrs
import pytest

import retroplan as rp
from retroplan.errors import error, info, warning

FOUND = (
    error("no-launch", "launch"),
    warning("RP201", "tasks[0]", task="a", id="a"),
    info("RP102", "buffer"),
    info("RP102", "buffer"),
)


def test_an_empty_report_is_fine() -> None:
    """Where nothing was found there is nothing to tell."""
    report = rp.Report()

    assert (report.ok, report.text("fr"), str(report)) == (True, "", "")
    assert report.to_document() == {
        "ok": True,
        "counts": {"error": 0, "warning": 0, "info": 0},
        "findings": [],
    }


def test_only_errors_are_not_fine() -> None:
    """Warnings and remarks leave a plan as it is."""
    assert not rp.Report(FOUND).ok
    assert rp.Report(FOUND[1:]).ok


def test_findings_are_counted() -> None:
    """Each severity is counted, by its value or its name."""
    report = rp.Report(FOUND)

    assert [report.count(severity) for severity in rp.Severity] == [1, 1, 2]
    assert report.count("warning") == 1
    with pytest.raises(ValueError, match="fatal"):
        report.count("fatal")


def test_each_finding_has_its_line() -> None:
    """How much it matters stands in front, the code behind, in both languages."""
    report = rp.Report(FOUND[1:3])

    assert report.text() == (
        'warning: tasks[0]: nobody is responsible for "a"; write responsible: [name] [RP201]\n'
        "remark: buffer: no buffer is kept before the launch; write buffer: 5d "
        "(or buffer: 0d if none is wanted) [RP102]"
    )
    assert report.text("fr") == (
        "avertissement : tasks[0]: personne n’est responsable de « a » ; écrire responsible: [nom] [RP201]\n"
        "remarque : buffer: aucun tampon n’est gardé avant le lancement ; écrire buffer: 5d "
        "(ou buffer: 0d s’il n’en faut pas) [RP102]"
    )


def test_its_document_is_json_safe() -> None:
    """The document holds nothing that JSON cannot, with the findings as records."""
    document = rp.to_document(rp.Report(FOUND))

    assert json.loads(json.dumps(document)) == document
    assert list(document) == ["ok", "counts", "findings"]
    assert document["findings"] == [finding.to_record() for finding in FOUND]


def test_reports_are_frozen_values() -> None:
    """Reports of the same findings are equal, and cannot be changed."""
    report = rp.Report(FOUND)

    assert report == rp.Report(FOUND)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        report.findings = ()  # type: ignore[misc]
