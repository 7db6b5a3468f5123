"""One task for each segment or channel: what is made of it, and what its links mean."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import retroplan as rp


def plan_of(*tasks: dict[str, Any], **head: Any) -> rp.Plan:
    """Make a plan of some tasks before Monday 15 June 2026."""
    return rp.from_document({"launch": "2026-06-15", "tasks": list(tasks), **head})


SEGMENTS = ["fidèles", "nouveaux", "prospects"]


def test_a_task_for_three_segments_is_three_tasks_and_what_follows_waits_for_all() -> None:
    """The task becomes a summary of its id; the next one starts when the slowest segment is done."""
    plan = plan_of(
        {
            "id": "content", "name": "Création des contenus", "duration": "2d", "responsible": "Anna",
            "for_each": {"segment": {"fidèles": None, "nouveaux": {"duration": "4d", "responsible": "Paul"},
                                     "prospects": {"accountable": "Marie"}}},
        },
        {"id": "send", "duration": "1d", "after": ["content"]},
    )  # fmt: skip
    schedule = rp.schedule(plan)
    parts = schedule.expanded["content"].tasks

    assert [(part.id, part.name, part.names) for part in parts] == [
        ("content/fideles", "fidèles", ("Anna",)),
        ("content/nouveaux", "nouveaux", ("Paul",)),
        ("content/prospects", "prospects", ("Anna",)),
    ]
    assert [part.tags["segment"] for part in parts] == [("fidèles",), ("nouveaux",), ("prospects",)]
    assert [part.accountable for part in parts] == [(), (), ("Marie",)]
    # Sent on Friday 12 June; four days before are 8-11 June, two are 10-11 June.
    assert schedule["send"].start_date == date(2026, 6, 12)
    assert [schedule[part.id].start_date for part in parts] == [
        date(2026, 6, 10), date(2026, 6, 8), date(2026, 6, 10),
    ]  # fmt: skip
    assert (schedule["content"].start_date, schedule["content"].finish_date) == (
        date(2026, 6, 8), date(2026, 6, 11),
    )  # fmt: skip
    early = schedule["send"].early_start
    assert early >= max(schedule[part.id].early_finish for part in parts)


def test_four_channels_have_four_adaptations_between_their_offsets() -> None:
    """One content is adapted to each channel of the plan, all from J-50 to J-30."""
    channels = ["Les réseaux sociaux", "les emailings", "le site web", "les supports physiques"]
    plan = plan_of(
        {"id": "content", "duration": "5d"},
        {"id": "adapt", "for_each": "channels", "at": "J-50", "until": "J-30", "after": ["content"]},
        channels=channels,
    )
    schedule = rp.schedule(plan)
    parts = schedule.expanded["adapt"].tasks

    assert [part.tags["channel"] for part in parts] == [(channel,) for channel in channels]
    assert [part.id for part in parts] == [
        "adapt/les-reseaux-sociaux", "adapt/les-emailings", "adapt/le-site-web",
        "adapt/les-supports-physiques",
    ]  # fmt: skip
    # J-50 is Sunday 26 April, so that work starts on Monday; J-30 is Saturday 16 May.
    assert {(schedule[part.id].start_date, schedule[part.id].finish_date) for part in parts} == {
        (date(2026, 4, 27), date(2026, 5, 15))
    }
    assert schedule["content"].finish_date <= date(2026, 4, 24)


def test_tasks_for_the_same_segments_wait_one_by_one() -> None:
    """Each segment's sending waits for its own content; a task for other segments waits for all."""
    each = {"segment": {"a": {"duration": "1d"}, "b": {"duration": "5d"}}}
    plan = plan_of(
        {"id": "content", "for_each": each},
        {"id": "send", "duration": "1d", "for_each": {"segment": ["a", "b"]}, "after": ["content"]},
        {"id": "other", "duration": "1d", "for_each": {"segment": ["b", "c"]}, "after": ["content"]},
    )
    schedule = rp.schedule(plan, start="2026-05-04")
    early = {task.id: task.early_start.date() for task in schedule.values() if "/" in task.id}

    assert early["send/a"] == date(2026, 5, 5)  # behind one day
    assert early["send/b"] == date(2026, 5, 11)  # behind five, over the weekend
    assert early["other/b"] == early["other/c"] == date(2026, 5, 11)
    why = rp.schedule(plan).why("content/a").text()
    assert "send" in why


@pytest.mark.parametrize(
    ("link", "first", "second"),
    [
        ("a SS+1d", date(2026, 5, 5), date(2026, 5, 5)),  # from the first of them
        ("a FF", date(2026, 5, 8), date(2026, 5, 8)),  # 5 days until Friday 8 May, b is one day
        ("a", date(2026, 5, 11), date(2026, 5, 11)),
    ],
)
def test_links_of_every_type_hold(link: str, first: date, second: date) -> None:
    """Start links count from the first of them, finish links from the last; each that waits is held."""
    plan = plan_of(
        {"id": "a", "for_each": {"s": {"x": {"duration": "1d"}, "y": {"duration": "5d"}}}},
        {"id": "b", "duration": "1d", "for_each": {"t": ["x", "y"]}, "after": [link]},
    )
    schedule = rp.schedule(plan, start="2026-05-04")

    assert schedule["b/x"].early_start.date() == first
    assert schedule["b/y"].early_start.date() == second


def test_each_segment_is_approved_and_sent_on_its_own() -> None:
    """Waves and approvals are made for each; the names say whose they are."""
    plan = plan_of(
        {"id": "mail", "name": "E-mail", "duration": "1d", "for_each": "segments", "waves": ["J-7"],
         "approval": {"by": "direction", "duration": "1d"}},
        segments={"f": {"name": "Fidèles"}, "n": None},
    )  # fmt: skip
    ids = [task.id for task in rp.schedule(plan).expanded.walk()]

    assert ids == [
        "mail",
        "mail/f", "mail/f/prepare-1", "mail/f/approve-1", "mail/f/send-1",
        "mail/n", "mail/n/prepare-1", "mail/n/approve-1", "mail/n/send-1",
    ]  # fmt: skip
    assert rp.schedule(plan).expanded["mail/f"].name == "Fidèles"


def test_several_tags_make_every_combination() -> None:
    """Segments by channels, the last changing first; differences of both count."""
    plan = plan_of(
        {
            "id": "x", "effort": "2d", "risk_factor": 2, "deadline": "2026-06-01",
            "for_each": {"segment": {"a": {"responsible": "Anna"}, "b": {}},
                         "channel": {"m": {"duration": "3d"}, "n": {}}},
        }
    )  # fmt: skip
    parts = rp.schedule(plan).expanded["x"].tasks

    assert [part.id for part in parts] == ["x/a-m", "x/a-n", "x/b-m", "x/b-n"]
    assert [part.name for part in parts] == ["a, m", "a, n", "b, m", "b, n"]
    assert [(str(part.duration), str(part.effort), part.names) for part in parts] == [
        ("3d", "None", ("Anna",)), ("None", "2d", ("Anna",)), ("3d", "None", ()), ("None", "2d", ()),
    ]  # fmt: skip
    assert {(part.risk_factor, part.deadline) for part in parts} == {(2, date(2026, 6, 1))}


def test_ids_of_parts_are_unique_and_no_numbers() -> None:
    """Names that look alike get numbers behind them; a number alone would be a repetition."""
    plan = plan_of({"id": "x", "duration": "1d", "for_each": {"lot": ["Été", "ete!", "1", "?", "a/b"]}})
    ids = [part.id for part in rp.schedule(plan).expanded["x"].tasks]

    assert ids == ["x/ete", "x/ete-2", "x/lot-1", "x/lot", "x/a-b"]


def test_what_is_said_of_the_whole_is_said_once() -> None:
    """Status, deliverables and notes stay with the task; the tags of each are added to its own."""
    plan = plan_of(
        {"id": "x", "duration": "1d", "for_each": {"segment": ["a"]}, "status": "Fait", "note": "!",
         "deliverables": ["Film"], "tags": {"channel": "email", "segment": "tous"}},
    )  # fmt: skip
    schedule = rp.schedule(plan)
    whole, (part,) = schedule.expanded["x"], schedule.expanded["x"].tasks

    assert (str(whole.status), whole.note, len(whole.deliverables)) == ("Fait", "!", 1)
    assert (part.status, part.note, part.deliverables) == (None, "", ())
    assert part.tags == {"channel": ("email",), "segment": ("a",)}
    assert schedule.plan == plan


def test_a_matrix_has_a_row_for_each_segment() -> None:
    """Who does it differs; each is checked."""
    plan = plan_of(
        {"id": "x", "name": "Contenus", "accountable": "Marie",
         "for_each": {"segment": {"a": {"responsible": "Anna"}, "b": {"responsible": "Paul"}}}},
    )  # fmt: skip

    assert rp.raci(plan).to_rows() == [
        ("Task", "Marie", "Anna", "Paul"),
        ("Contenus – a", "A", "R", ""),
        ("Contenus – b", "A", "", "R"),
    ]
    assert "RP201" not in rp.check(plan).text()


@pytest.mark.parametrize(
    ("task", "head", "expected"),
    [
        ({"for_each": "segment"}, {}, [(".for_each", "bad-each")]),
        ({"for_each": "segments"}, {}, [(".for_each", "each-of-none")]),
        ({"for_each": {"s": []}}, {}, [(".for_each.s", "empty-value")]),
        ({"for_each": {}}, {}, [(".for_each", "empty-value")]),
        ({"for_each": {"s": ["a", "a"]}}, {}, [(".for_each.s", "each-twice")]),
        ({"for_each": ["segments", {"segment": ["a"]}]}, {"segments": ["b"]}, [(".for_each", "each-twice")]),
        ({"for_each": {"s": {"a": {"durée": "1d"}}}}, {}, [(".for_each.s.a.durée", "unknown-key")]),
        (
            {"for_each": {"s": {"a": {"duration": "1d", "effort": "1d"}}}},
            {},
            [(".for_each.s.a.effort", "given-twice")],
        ),
        (
            {"for_each": {"s": {"a": {"duration": "5 jours ouvrables"}}}},
            {},
            [(".for_each.s.a.duration", "duration-convention")],
        ),
        (
            {"for_each": {"s": {"a": {"responsible": {"anna": "80%"}}}}},
            {"people": {"anna": {"availability": "50%"}}},
            [(".for_each.s.a.responsible", "share-too-large")],
        ),
        ({"for_each": {"s": ["a"]}, "tasks": [{"id": "b"}]}, {}, [(".for_each", "summary-with")]),
        ({"id": "launch", "for_each": {"s": ["a"]}}, {}, [(".for_each", "launch-fixed")]),
        (
            {"for_each": {"s": ["a"]}, "span": {"from": "launch", "to": "J+3"}},
            {},
            [(".for_each", "hammock-with")],
        ),
        (
            {"for_each": {"s": list(map(str, range(40))), "t": list(map(str, range(40)))}},
            {},
            [(".for_each", "too-many-variants")],
        ),
    ],
)
def test_bad_lists_are_told_with_their_place(
    task: dict[str, Any], head: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """Each fault has the path of the key it is in."""
    with pytest.raises(rp.PlanError) as caught:
        plan_of({"id": "x"} | task, **head)

    assert [(finding.path, finding.code) for finding in caught.value.findings] == [
        (f"tasks[0]{path}", code) for path, code in expected
    ]


def test_a_percent_lag_of_several_is_refused() -> None:
    """Of which of them it would be a part is not for a program to guess, as with other parts."""
    with pytest.raises(rp.PlanError):
        plan_of({"id": "a", "duration": "2d", "for_each": {"s": ["x"]}}, {"id": "b", "after": ["a FS+50%"]})


@pytest.mark.parametrize("link", ["a SS+50%", "a FS+50%", "a FF+50%", "a SF+50%"])
def test_a_share_of_tasks_of_several_lengths_is_refused(link: str) -> None:
    """Half of what, where one variant lasts twice as long as the other?"""
    each = {"segment": {"x": None, "y": {"duration": "10d"}}}
    with pytest.raises(rp.PlanError) as caught:
        rp.schedule(
            rp.from_document(
                {
                    "launch": "2026-09-15",
                    "tasks": [
                        {"id": "a", "duration": "5d", "for_each": each},
                        {"id": "b", "duration": "2d", "after": [link]},
                    ],
                }
            )
        )
    assert [finding.code for finding in caught.value.findings] == ["percent-of-parts"]
