"""A template keeps what is planned to be spent, and forgets what was ordered and paid."""

from __future__ import annotations

from datetime import date

from retroplan.library.spent import forget_spending


def test_what_was_ordered_and_paid_goes_and_what_is_planned_stays() -> None:
    """In the plan, in tasks at any depth, and in resources; days of payment become offsets."""
    document = {
        "costs": [{"name": "Assurance", "planned": "300 EUR", "actual": "290 EUR", "when": "2026-06-01"}],
        "resources": {"room": {"cost": "90 EUR/d", "ordered": "2026-02-01"}, "press": "Durand"},
        "tasks": [
            {"id": "a", "costs": [{"planned": "1000 EUR", "committed": "900 EUR", "when": "spread"}]},
            {"id": "b", "tasks": [{"id": "c", "costs": [{"planned": "5 EUR", "when": "2026-07-01"}]}]},
            {"id": "d", "costs": [{"planned": "5 EUR", "when": "J-3"}]},
        ],
    }
    seen: list[str] = []

    def offset(day: date, path: str) -> str:
        seen.append(path)
        return f"J{(day - date(2026, 6, 15)).days:+}"

    forget_spending(document, offset)

    assert document == {
        "costs": [{"name": "Assurance", "planned": "300 EUR", "when": "J-14"}],
        "resources": {"room": {"cost": "90 EUR/d"}, "press": "Durand"},
        "tasks": [
            {"id": "a", "costs": [{"planned": "1000 EUR", "when": "spread"}]},
            {"id": "b", "tasks": [{"id": "c", "costs": [{"planned": "5 EUR", "when": "J+16"}]}]},
            {"id": "d", "costs": [{"planned": "5 EUR", "when": "J-3"}]},
        ],
    }
    assert sorted(seen) == ["costs[0].when", "tasks[1].tasks[0].costs[0].when"]


def test_a_day_that_cannot_be_turned_is_left_out() -> None:
    """What is said of it is not the matter of this function."""
    document = {"costs": [{"planned": "5 EUR", "when": "2026-06-01"}]}
    forget_spending(document, lambda day, path: None)

    assert document == {"costs": [{"planned": "5 EUR"}]}
