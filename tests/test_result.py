"""What a schedule is made of."""

from __future__ import annotations

import retroplan as rp


def pinned_too_early() -> rp.Conflict:
    """Pin a task so early that its predecessor, which begins with the plan, is in the way."""
    plan = rp.Plan(
        launch="2026-06-15",
        start="2026-06-01",
        tasks=[rp.Task("film", duration="5d"), rp.Task("cut", duration="1d", at="J-12", after=["film"])],
    )
    # J-12 is Wednesday 3 June; 5 days of work before it begin on Wednesday 27 May, 3 before 1 June.
    (conflict,) = rp.schedule(plan).conflicts
    return conflict


def test_a_conflict_can_stand_among_findings() -> None:
    """A conflict as a finding is an error with the same code, words and values."""
    conflict = pinned_too_early()
    finding = conflict.to_finding()

    assert (finding.code, finding.severity) == (conflict.code, rp.Severity.ERROR)
    assert finding.text("en") == conflict.text("en") == str(conflict)
    assert finding.text("fr") == conflict.text("fr")
    assert finding.to_record()["values"] == {
        "task": "film",
        "other": "",
        "start": "2026-06-01",
        "planned": "2026-05-27",
        "missing": 3.0,
        "pin": conflict.pin,
    }


def test_the_pin_behind_a_conflict_ends_its_sentence() -> None:
    """A pin is told in brackets; without one nothing is."""
    plan = rp.Plan(launch="2026-06-15", tasks=[rp.Task("a", duration="2d", at="J-5", deadline="2026-06-10")])
    (conflict,) = rp.schedule(plan).conflicts

    # J-5 is Wednesday 10 June: two days of work end on the 11th.
    assert conflict.text("en") == (
        '"a" ends after its deadline, Wed 10 Jun 2026: 1 working day missing (pinned: a J-5)'
    )
    assert conflict.text("fr").endswith("il manque 1 jour ouvré (fixée : a J-5)")
