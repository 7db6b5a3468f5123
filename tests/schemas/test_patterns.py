"""The patterns of the schemas against the parsers: never narrower."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroplan.calendars.hours import CONVENTIONS, read_days, read_hours
from retroplan.calendars.ranges import read_closures, read_date
from retroplan.errors import PlanError
from retroplan.model.link import parse_id, parse_lag, parse_link, parse_link_type, parse_share
from retroplan.model.moments import parse_moment
from retroplan.model.money import parse_money
from retroplan.model.rates import parse_rate
from retroplan.model.work import parse_work
from retroplan.offsets import parse_offset
from retroplan.schemas import patterns
from retroplan.units import parse_duration

SPACE = ["", "", "", " ", "\t", "\u00a0", "\u2003", "\x1c", "\x85", "\n"]
SIGN = ["+", "-", "−", "–", ""]
NUMBER = ["0", "5", "90", "1.5", "2,5", "00", "٣", "deux", "a", "zéro", "12345678"]
UNIT = [
    "d", "D", "h", "mo", "cd", "ew", "jours ouvrés", "j ouvrables", "sem.", "wee\u212a", "wk", "h30",
    "calendar days", "jours ouvre\u0301s", "d'horloge", "%", " %", "",
]  # fmt: skip
DATE = ["2026-06-15", "2026-02-30", "2026-13-01", "٢٠٢٦-06-15", ""]
SPAN = [["8", "08:00", "8h", "8H30", "24:00"], SPACE, ["-", "–", "—", "−"], SPACE, ["12", "12:30", "0"]]
IDS = ["a", "a-b", "été", "a.b_c", "٣", "𝔘", "a b", "a/b", "a!", "", "\ufeffa"]
LENGTH = [SPACE, SIGN, SPACE, NUMBER, SPACE, UNIT, SPACE]

# For each parser its pattern, and what its texts may be made of, one after the other.
PARSERS: dict[str, tuple[Callable[[Any], object], str, list[list[str]]]] = {
    "id": (parse_id, patterns.ID, [IDS, ["", "1", " "]]),
    "day": (read_date, patterns.DAY, [SPACE, DATE, SPACE]),
    "closure": (
        lambda text: read_closures([text]), patterns.DAYS,
        [SPACE, DATE, SPACE, ["/", ""], SPACE, [*DATE, "", "2026-12-24"], SPACE],
    ),
    "moment": (
        parse_moment, patterns.MOMENT,
        [SPACE, DATE, ["", "T", " ", "t"], ["", "09:30", "09:30:00", "24:00", "09:30Z", "9:30"], SPACE],
    ),
    "duration": (parse_duration, patterns.LENGTH, LENGTH),
    "work": (parse_work, patterns.WORK, [*LENGTH, ["/5d/", "", "/"], ["9d", "", "9 w "]]),
    "share": (parse_share, patterns.SHARE, LENGTH),
    "lag": (parse_lag, patterns.LAG, LENGTH),
    "link": (
        lambda text: parse_link(text, successor="b"), patterns.LINK,
        [SPACE, IDS, SPACE, ["", " FS", " ss", "\tFf", " XX"], SPACE, ["", *SIGN], *LENGTH],
    ),
    "link type": (
        parse_link_type, patterns.LINK_TYPE,
        [SPACE, ["F", "f", "S", "ß", "ſ", "ﬀ"], ["S", "f", ""], SPACE],
    ),
    "offset": (
        parse_offset, patterns.OFFSET,
        [
            SPACE, ["", "jour ", "Jour\t"], ["J", "j", "D", "S", "w", "M", "H", "\u2c7c"], SPACE, SIGN, SPACE,
            ["", "0", "9", "12345", "123456", "٣"], SPACE,
            ["", "o", "O", "ouvr", "ouvré", "OUVRÉS", "ouvre\u0301s", "ouvres", "wd", "WD"], SPACE,
        ],
    ),
    "money": (
        parse_money, patterns.MONEY,
        [
            SPACE, ["", "EUR", "€", "-", "US$", "d'euros"], SPACE,
            ["1", "1 500", "1\u202f500", "1,5", "٣", "1'500"], ["", ".50", ",5", ".500"], SPACE,
            ["", "k", "M", "million "], ["", "€", "eur", "EUR", "TND"], SPACE,
        ],
    ),
    "rate": (
        parse_rate, patterns.RATE,
        [
            SPACE, ["", "€", "EUR "], ["1", "1 500", "10.99"], SPACE, ["", "€", "EUR"],
            ["/", " / ", " par ", " per ", " la ", "", "x"], ["d", "jour", "mois", "1", "jour ouvré"], SPACE,
        ],
    ),
    "span": (read_hours, patterns.SPAN, [SPACE, *SPAN, SPACE]),
    "convention": (
        read_days, patterns.any_case(CONVENTIONS),
        [SPACE, ["ouvr", "OUVR", "calendair"], ["e", "é", "É", "able"], ["s", "S", ""], SPACE],
    ),
}  # fmt: skip


def is_read(parse: Callable[[Any], object], text: str) -> bool:
    """Whether a parser takes a text."""
    try:
        parse(text)
    except PlanError:
        return False
    return True


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_pattern_admits_whatever_its_parser_reads(name: str, data: st.DataObject) -> None:
    """Spaces, signs, accents, capitals and digits of any kind: what is read fits the pattern."""
    parse, pattern, parts = PARSERS[name]
    text = data.draw(st.tuples(*map(st.sampled_from, parts)).map("".join))

    if is_read(parse, text):
        assert re.search(pattern, text), repr(text)


@pytest.mark.parametrize(
    ("pattern", "right", "wrong"),
    [
        (patterns.ID, ["a", "été-2", "7"], ["", "a b", "a/b", "a:b", "é\n!"]),
        (patterns.MOMENT, ["2026-06-15", "2026-06-15T09:30"], ["15/06/2026", "2026-06-15T09:30Z", "2026"]),
        (patterns.WORK, ["5d", "3d/5d/10d", "deux semaines", "Immédiat"], ["5", "-5d", "5d/6d", "", "d"]),
        (patterns.SHARE, ["2d", "20%", "-0%"], ["20", "-20%", "-2d", "a lot %"]),
        (patterns.LAG, ["-2d", "−50 %", "1h30"], ["2", "--2", "%"]),
        (patterns.LINK, ["a", "a FS+1d", " a SS - 50% "], ["a b", "a+2d", "a XX", "a FS 2d", "a FS+2"]),
        (patterns.OFFSET, ["J-60", "J", "jour J", "S-8", "H-4", "D+20wd"], ["J-", "S", "J–60", "S-8o", "60"]),
        (patterns.SPAN, ["08:00-12:00", "8h-12h30"], ["noon", "8-", "08:00"]),
    ],
)  # fmt: skip
def test_patterns_still_tell_right_from_wrong(pattern: str, right: list[str], wrong: list[str]) -> None:
    """They are not so wide that an editor would find nothing."""
    assert [text for text in right if not re.search(pattern, text)] == []
    assert [text for text in wrong if re.search(pattern, text)] == []


@pytest.mark.parametrize("name", PARSERS)
@pytest.mark.parametrize("piece", [" ", "a", "5", "/", "a/", "a FS", " FS+", "-", "5d", "%", "J ", "0,", "é"])
def test_no_pattern_is_kept_busy(name: str, piece: str) -> None:
    """A long hostile text takes a pattern no longer than its length deserves."""
    _, pattern, _ = PARSERS[name]
    before = time.perf_counter()
    for text in (piece * 20_000, piece * 20_000 + "\0", "5d" + piece * 20_000 + "\n!"):
        re.search(pattern, text)

    assert time.perf_counter() - before < 2


def test_patterns_use_nothing_that_only_python_knows() -> None:
    r"""No look-around, no named group, no ``\d`` and ``\w``: other languages read them differently."""
    written = [pattern for _, pattern, _ in PARSERS.values()]

    assert [pattern for pattern in written if re.search(r"\(\?[^:]|\\[dDwWbBAZ]", pattern)] == []
