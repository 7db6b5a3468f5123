"""Durations and offsets: text to exact values and back."""

from __future__ import annotations

import doctest
from datetime import date, timedelta
from decimal import Decimal, Inexact, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retroplan import units
from retroplan.errors import PlanError
from retroplan.language import en, fr
from retroplan.offsets import Offset, OffsetUnit, day_offset, is_offset, parse_offset
from retroplan.units import Duration, Unit, parse_duration

NBSP, NARROW = "\u00a0", "\u202f"


def duration(amount: str | int, unit: Unit, days: str = "") -> Duration:
    """Make a duration as the code would, without reading text."""
    return Duration(Decimal(amount), unit, days)


def codes(call: object, *args: object, **options: object) -> list[str]:
    """Give the codes of the findings that a call raises."""
    with pytest.raises(PlanError) as caught:
        call(*args, **options)  # type: ignore[operator]
    return [finding.code for finding in caught.value.findings]


class TestReadingDurations:
    @pytest.mark.parametrize(
        ("unit", "texts"),
        [
            (Unit.MIN, "5min|5 min|5 mins|5 minute|5 minutes|5 mn|5MIN"),
            (Unit.H, "5h|5 h|5 hr|5 hrs|5 hour|5 hours|5 heure|5 heures|5 H"),
            (Unit.D, "5d|5 d|5 day|5 days|5j|5 j|5 jour|5 jours|5 JOURS|5 J|five days|cinq jours"),
            (Unit.W, "5w|5 w|5 wk|5 wks|5 week|5 weeks|5 sem|5 sem.|5 semaine|5 semaines|5Semaines"),
            (Unit.MO, "5mo|5 mo|5 month|5 months|5 mois|5mois|cinq mois"),
            (Unit.CD, "5cd|5 calendar day|5 calendar days|5 jc|5 jour calendaire|5 jours calendaires"),
            (Unit.CW, "5cw|5 calendar week|5 calendar weeks|5 semaine calendaire|5 semaines calendaires"),
            (Unit.EMIN, "5emin|5 elapsed minute|5 elapsed minutes|5 elapsed min|5 minutes d'horloge"),
            (Unit.EH, "5eh|5 elapsed hour|5 elapsed hours|5 heures d’horloge|5 h d'horloge"),
            (Unit.ED, "5ed|5 elapsed day|5 elapsed days|5 jours d’horloge"),
            (Unit.EW, "5ew|5 elapsed week|5 elapsed weeks|5 semaines d’horloge"),
        ],
    )
    def test_every_unit_reads_in_both_languages(self, unit: Unit, texts: str) -> None:
        """Each unit is understood by its short text and by the words of both languages."""
        for text in texts.split("|"):
            assert (text, Duration(Decimal(5), unit)) == (text, parse_duration(text))

    @pytest.mark.parametrize(
        ("days", "texts"),
        [
            ("ouvres", "5 jours ouvrés|5 jour ouvré|5 jours ouvres|5 JOURS OUVRÉS|5 jo|5jo|5 j ouvrés"),
            ("ouvres", "5 working days|5 working day|5 business days|5 business day|5wd|5 bd"),
            ("ouvrables", "5 jours ouvrables|5 jour ouvrable|5 j ouvrables|cinq jours ouvrables"),
        ],
    )
    def test_named_days_keep_their_name(self, days: str, texts: str) -> None:
        """A convention that the user names stays with the duration."""
        for text in texts.split("|"):
            assert (text, duration(5, Unit.D, days)) == (text, parse_duration(text))

    def test_decomposed_accents_read_the_same(self) -> None:
        """An é typed on a Mac, as e and an accent, is the same é."""
        assert duration(5, Unit.D, "ouvres") == parse_duration("5 jours ouvre\u0301s")

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("1.5d", duration("1.5", Unit.D)),
            ("1,5 j", duration("1.5", Unit.D)),
            ("0,125 j", duration("0.125", Unit.D)),
            ("1.500d", duration("1.5", Unit.D)),
            ("1234,567 h", duration("1234.567", Unit.H)),
            ("007d", duration(7, Unit.D)),
            ("0d", duration(0, Unit.D)),
            ("-0d", duration(0, Unit.D)),
            ("+5d", duration(5, Unit.D)),
            ("10000000min", duration(10_000_000, Unit.MIN)),
            ("0.000000000000000001d", duration("0.000000000000000001", Unit.D)),
            ("48 h", duration(48, Unit.H)),
            ("48h", duration(48, Unit.H)),
        ],
    )
    def test_numbers_are_exact(self, text: str, expected: Duration) -> None:
        """A point and a decimal comma read alike, and nothing is rounded."""
        assert expected == parse_duration(text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("une semaine", duration(1, Unit.W)),
            ("un mois", duration(1, Unit.MO)),
            ("Deux semaines", duration(2, Unit.W)),
            ("six mois", duration(6, Unit.MO)),
            ("douze jours ouvrés", duration(12, Unit.D, "ouvres")),
            ("quinze jours", duration(15, Unit.D)),
            ("vingt minutes", duration(20, Unit.MIN)),
            ("trente jours calendaires", duration(30, Unit.CD)),
            ("a day", duration(1, Unit.D)),
            ("an hour", duration(1, Unit.H)),
            ("one week", duration(1, Unit.W)),
            ("two months", duration(2, Unit.MO)),
            ("twelve business days", duration(12, Unit.D, "ouvres")),
            ("fifteen days", duration(15, Unit.D)),
            ("twenty minutes", duration(20, Unit.MIN)),
            ("thirty elapsed hours", duration(30, Unit.EH)),
        ],
    )
    def test_numbers_in_words(self, text: str, expected: Duration) -> None:
        """Small numbers may be written in words, in either language."""
        assert expected == parse_duration(text)

    def test_every_number_in_words(self) -> None:
        """Zero to twelve, fifteen, twenty and thirty have a word in each language."""
        english = "zero one two three four five six seven eight nine ten eleven twelve"
        french = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze"

        for words in (english, french):
            for number, name in enumerate(words.split()):
                assert (name, duration(number, Unit.D)) == (name, parse_duration(f"{name} days"))

    @pytest.mark.parametrize(
        ("texts", "days"),
        [
            ("demi-journée|une demi-journée|1/2 journée|½ jour|0,5 j|half a day|half day|1/2 j", "0.5"),
            ("2 jours et demi|2 1/2 jours|2½ jours|2 jours 1/2|2 and a half days|2,5 journées", "2.5"),
            ("10 j.|10 jrs|10 journées|10 jours.", "10"),
        ],
    )
    def test_halves_and_endings_as_people_write_them(self, texts: str, days: str) -> None:
        """A half has several spellings, an abbreviation may end with a full stop."""
        for text in texts.split("|"):
            assert (text, Duration(Decimal(days), Unit.D)) == (text, parse_duration(text))

    @pytest.mark.parametrize(
        "text", ["1/2", "1/3 jour", "demi", "et demi", "2 et demi", "1/2/3 j", "½", "2 j ½ j"]
    )
    def test_what_is_no_half(self, text: str) -> None:
        """A half of nothing, and other fractions, are refused."""
        with pytest.raises(PlanError):
            parse_duration(text)

    @pytest.mark.parametrize(
        ("text", "advice"),
        [
            ("2-3 jours", "write three points, as in 2 jours/2.5 jours/3 jours"),
            ("5 à 3 jours", "write three points, as in 3 jours/4 jours/5 jours"),
            ("2 to 3d", "write three points, as in 2 d/2.5 d/3 d"),
            ("~5 jours", 'did you mean "5 jours"?'),
            ("env. 3 j", 'did you mean "3 j"?'),
            ("about 2 weeks", 'did you mean "2 weeks"?'),
            ("1e3 jours", 'did you mean "1000 jours"?'),
            ("1,5e+1d", 'did you mean "15 d"?'),
            ("1e3 jous", "is not a duration (write 5d"),
            ("1e-99 jours", "is not a duration (write 5d"),
            ("1e308d", "(the number is at most 10,000,000)"),
            ("99999999999999999999 jours", "(the number is at most 10,000,000)"),
            ("10000001 jours ouvrés", "(the number is at most 10,000,000)"),
            ("1.00000000000000000001 jours", "is not a duration (write 5d"),
            ("en continu", "work that goes on has a span instead, as in span: {from: launch}"),
            ("Ongoing", "work that goes on has a span instead"),
            ("continu 3 jours", "is not a duration (write 5d"),
        ],
    )
    def test_guesses_and_ranges_are_answered(self, text: str, advice: str) -> None:
        """What is uncertain is an estimate of three points, and the message writes it."""
        with pytest.raises(PlanError) as caught:
            parse_duration(text)

        assert advice in caught.value.text()

    def test_a_number_that_is_too_large_in_french(self) -> None:
        """The limit is a number as French writes it."""
        with pytest.raises(PlanError) as caught:
            parse_duration("99999999999999999999 jours")

        assert caught.value.text("fr").replace("\u202f", " ").replace("\xa0", " ") == (
            "« 99999999999999999999 jours » n’est pas une durée (le nombre est d’au plus 10 000 000)"
        )

    @pytest.mark.parametrize("text", ["1 trimestre", "un trimestre", "1 quarter", "a quarter", "3 mois"])
    def test_a_quarter_is_three_months(self, text: str) -> None:
        """A quarter is three months of the calendar, and is kept as months."""
        assert duration(3, Unit.MO) == parse_duration(text)

    @pytest.mark.parametrize(
        ("text", "minutes"),
        [
            ("1h30", 90),
            ("1 h 30", 90),
            ("1h30min", 90),
            ("1 h 30 min", 90),
            ("1 H 30 MN", 90),
            ("1 heure 30 minutes", 90),
            ("2 hours 5 minutes", 125),
            ("1h05", 65),
            ("0h45", 45),
            ("2h00", 120),
            ("26h59", 1619),  # 26 × 60 + 59
        ],
    )
    def test_hours_and_minutes(self, text: str, minutes: int) -> None:
        """Hours and minutes written together are a number of minutes."""
        assert duration(minutes, Unit.MIN) == parse_duration(text)

    @pytest.mark.parametrize(
        "text",
        [
            "1h5",
            "1h60",
            "1h90",
            "1.5h30",
            "1,5h30",
            "1d4h",
            "2d 4h",
            "1w 2d",
            "1h30s",
            "1j30",
            "1h 2h",
            "1h-30",
        ],
    )
    def test_no_other_compound(self, text: str) -> None:
        """Any other sum of units is refused, and so are minutes that could be mistaken."""
        assert codes(parse_duration, text) == ["bad-duration"]

    @pytest.mark.parametrize("space", ["", " ", "   ", "\t", "\n", NBSP, NARROW, "\u2009", f" {NBSP} "])
    def test_any_space_or_none(self, space: str) -> None:
        """Any white space may stand around and between, also the unbreakable ones French types."""
        assert duration(5, Unit.D) == parse_duration(f"{space}5{space}jours{space}")
        assert duration(-5, Unit.D) == parse_duration(f"{space}-{space}5{space}jours", signed=True)

    def test_a_space_does_not_join_digits(self) -> None:
        """Digits apart are not one number: nobody's "1 0 d" becomes ten days."""
        for text in ("1 0 d", f"1{NARROW}000 min", "5 5d"):
            assert codes(parse_duration, text) == ["bad-duration"]

    @pytest.mark.parametrize("text", ["1,000d", "1,500 j", "10,000 min", "999,999 h"])
    def test_a_comma_that_could_part_thousands_is_refused(self, text: str) -> None:
        """A comma before three digits means two things in two countries, so it is never guessed."""
        assert codes(parse_duration, text) == ["thousands-or-decimals"]

    def test_both_readings_of_such_a_comma_are_proposed(self) -> None:
        """The message says how to write the one and the other."""
        with pytest.raises(PlanError) as caught:
            parse_duration("1,500 h")

        assert caught.value.text("en") == '"1,500 h" can be read in two ways; write 1500 h or 1.5 h'
        assert caught.value.text("fr") == "« 1,500 h » peut se lire de deux façons ; écrire 1500 h ou 1.5 h"

    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("5 dayz", "5 days"), ("2 semiane", "2 semaines"), ("3 juors", "3 jours"), ("1 houre", "1 hours"),
            ("about a week", None), ("5 x", None), ("x days", None),
        ],
    )  # fmt: skip
    def test_the_nearest_unit_is_proposed(self, text: str, meant: str | None) -> None:
        """A unit of three letters or more that is nearly one gets a question, if it has a number."""
        with pytest.raises(PlanError) as caught:
            parse_duration(text)

        hint = caught.value.findings[0].values["hint"]
        assert meant == hint.values.get("candidate")

    def test_a_duration_is_returned_as_it_is(self) -> None:
        """What is already a duration passes through."""
        given_one = duration("1.5", Unit.W)

        assert given_one is parse_duration(given_one)


class TestSigns:
    @pytest.mark.parametrize(
        "text", ["-2d", "−2d", "- 2 d", f"−{NARROW}2{NBSP}jours", "-2 days", "-two days"]
    )
    def test_negative_where_a_lag_may_be(self, text: str) -> None:
        """A lag may be negative, with a hyphen or with a real minus."""
        assert duration(-2, Unit.D) == parse_duration(text, signed=True)

    def test_negative_elsewhere_is_refused(self) -> None:
        """A duration that is negative is named as such, also when it comes as a value."""
        assert codes(parse_duration, "-2d") == ["negative-duration"]
        assert codes(parse_duration, "−1h30") == ["negative-duration"]
        assert codes(parse_duration, duration(-2, Unit.D)) == ["negative-duration"]

    def test_sign_of_hours_and_minutes(self) -> None:
        """A sign holds for hours and minutes together."""
        assert duration(-90, Unit.MIN) == parse_duration("-1h30", signed=True)
        assert duration(-3, Unit.MO) == parse_duration("-1 trimestre", signed=True)
        assert duration(90, Unit.MIN) == parse_duration("+1h30", signed=True)

    @pytest.mark.parametrize("text", ["--2d", "+-2d", "2-d", "2d-", "–2d", "—2d", "±2d"])
    def test_other_signs_are_refused(self, text: str) -> None:
        """A dash is not a minus, and two signs are not one."""
        assert codes(parse_duration, text, signed=True) == ["bad-duration"]


class TestRefusedDurations:
    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "d",
            "jour",
            "5",
            "-",
            ".",
            "5.d",
            ".5d",
            "1.5.5d",
            "1,5,5 j",
            "5m",
            "5s",
            "5 years",
            "5d!",
            "5d5d",
            "5 jours francs",
            "5 days days",
            "5 elapsed months",
            "5 mois calendaires",
            "5 heures ouvrées",
            "5 semaines ouvrables",
            "5 calendar hours",
            "5 d e",
            "5 d c",
            "5 d ?",
            "5 working",
            "5 ouvrés",
            "5 working working days",
            "onedays",
            "thirteen days",
            "Immédiat",
            "immediate",
            "en continu",
            "nan",
            "nan d",
            "inf d",
            "infinity days",
            "1e3d",
            "1e308d",
            "0x10d",
            "1_000d",
            "٥d",
            "５d",
            "²d",
            "５ｄ",
            "5\u200bd",
            "5d\x00",
            "{0}d",
            "J-5",
            "3d/5d/10d",
            "50%",
        ],
    )
    def test_what_is_not_a_duration(self, text: str) -> None:
        """Text outside the grammar is refused as a whole, never read in part."""
        code = "empty-value" if not text.strip() else "bare-number" if text == "5" else "bad-duration"
        assert codes(parse_duration, text) == [code]
        assert codes(parse_duration, text, signed=True) == [code]

    @pytest.mark.parametrize(
        "text",
        [
            "10000001d",
            "10000000.1d",
            "-10000001d",
            "4000000 trimestres",
            "200000h00",
            "9" * 21 + "d",
            "0" * 21 + "1d",
            "0." + "0" * 18 + "1d",
            "9" * 5000,
            "9" * 5000 + "d",
            "9" * 5000 + "h30",
            "5" + " " * 5000 + "d",
            "9.999999999999999999 trimestres",
        ],
    )
    def test_what_is_too_large_or_too_long(self, text: str) -> None:
        """Amounts past ten million or twenty characters are refused."""
        assert codes(parse_duration, text, signed=True) == ["bad-duration"]

    def test_the_limits_are_inside(self) -> None:
        """Ten million, and twenty characters, are still read."""
        assert duration(10_000_000, Unit.MIN) == parse_duration("166666h40")  # 166666 × 60 + 40
        assert duration(5, Unit.D) == parse_duration("0" * 19 + "5d")
        assert duration("9.999999999999999999", Unit.D) == parse_duration("9.999999999999999999d")

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (5, "5"),
            (0, "0"),
            (-5, "-5"),
            (1.5, "1.5"),
            (5.0, "5"),
            (1000, "1000"),
            (1e-7, "0.0000001"),
            (Decimal("2.50"), "2.5"),
            (Fraction(1, 2), "0.5"),
        ],
    )
    def test_a_bare_number_is_asked_for_its_unit(self, number: object, shown: str) -> None:
        """A number without a unit is refused, and the message writes it as it could be typed."""
        with pytest.raises(PlanError) as caught:
            parse_duration(number)

        assert f"{shown} what? write '{shown}d' for days, '{shown}w' for weeks …" == caught.value.text("en")
        assert (
            f"{shown} quoi ? écrire « {shown}d » pour des jours, « {shown}w » pour des semaines…"
            == caught.value.text("fr")
        )

    @pytest.mark.parametrize(
        ("number", "shown"),
        [
            (float("nan"), "nan"),
            (float("inf"), "inf"),
            (float("-inf"), "-inf"),
            (1e308, "1e+308"),
            (10**400, "inf"),
            pytest.param(10**5000, "inf", id="5001 digits"),
            (Decimal("nan"), "nan"),
            (Decimal("snan"), "inf"),
            (Decimal("1e999999"), "inf"),
            (10_000_001, "10000001"),
        ],
    )
    def test_a_number_no_duration_could_have(self, number: object, shown: str) -> None:
        """A number that no unit would save is not asked for one."""
        with pytest.raises(PlanError) as caught:
            parse_duration(number)

        assert [finding.code for finding in caught.value.findings] == ["bad-duration"]
        assert caught.value.text("fr").startswith(f"« {shown} » n’est pas une durée")

    @pytest.mark.parametrize(
        "value",
        [
            None,
            True,
            False,
            timedelta(days=5),
            date(2026, 6, 15),
            b"5d",
            ["5d"],
            {"d": 5},
            5j,
            Unit.D,
            object(),
        ],
    )
    def test_other_types_are_refused(self, value: object) -> None:
        """Anything but text and durations is refused, a time delta and a truth value among them."""
        assert codes(parse_duration, value) == ["bad-duration"]

    def test_a_value_that_cannot_be_shown(self) -> None:
        """An object that fails even to say what it is gives an ordinary error."""

        class Mute:
            def __str__(self) -> str:
                raise RuntimeError

        with pytest.raises(PlanError, match='"Mute" is not a duration'):
            parse_duration(Mute())

    def test_messages(self) -> None:
        """Each refusal quotes the text and says what to write, in either language."""
        with pytest.raises(PlanError) as bad:
            parse_duration("5 fortnights")
        with pytest.raises(PlanError) as negative:
            parse_duration("-2d")

        assert (
            bad.value.text("en")
            == '"5 fortnights" is not a duration (write 5d, 2w, 3h, 10cd, 6mo, "5 working days" …)'
        )
        assert (
            bad.value.text("fr") == "« 5 fortnights » n’est pas une durée "
            "(écrire 5 jours, 2 semaines, 3 h, 10 jours calendaires, 6 mois…)"
        )
        assert negative.value.text("en") == '"-2d" is negative; a duration is at least zero'
        assert negative.value.text("fr") == "« -2d » est négatif ; une durée vaut au moins zéro"

    def test_what_messages_suggest_can_be_read(self) -> None:
        """Everything that the error messages tell the user to write is understood."""
        for text in ("5d", "2w", "3h", "10cd", "6mo", "5 working days", "5 jours ouvrés"):
            assert parse_duration(text).amount
        for text in ("J-60", "J+10", "J-20wd", "J-20o", "S-8", "M-3", "H-4"):
            assert parse_offset(text).amount

    def test_a_quoted_text_is_tame(self) -> None:
        """Hostile text is quoted short, on one line, without control characters or loose surrogates."""
        for parse in (parse_duration, parse_offset):
            for text in ("x" * 10_000_000, "a\nb\rc", "\x1b[31mred", "\u202e5d", "\ud800", "{text}{0}"):
                with pytest.raises(PlanError) as caught:
                    parse(text)
                shown = caught.value.findings[0].values["text"]
                assert isinstance(shown, str)
                assert len(shown) <= 60
                assert shown.isprintable()
                assert caught.value.text("fr").encode()


class TestDurationValues:
    def test_equality_is_by_amount_unit_and_days(self) -> None:
        """Five is 5.0, but five days are not five working days, nor a week seven days."""
        assert duration("5.0", Unit.D) == duration(5, Unit.D) == Duration(Decimal("50E-1"), Unit.D)
        assert len({duration("5.0", Unit.D), duration(5, Unit.D), parse_duration("5,0 j")}) == 1
        assert duration(5, Unit.D) != duration(5, Unit.D, "ouvres")
        assert duration(5, Unit.D, "ouvrables") != duration(5, Unit.D, "ouvres")
        assert duration(1, Unit.W) != duration(7, Unit.D)
        assert duration(10, Unit.CD) != duration(10, Unit.ED)

    def test_one_amount_has_one_form(self) -> None:
        """An amount is held in one form, however it was computed."""
        for amount in ("1E+1", "10", "10.000", "010"):
            assert repr(duration(amount, Unit.D).amount) == "Decimal('10')"
        assert repr(duration("-0.00", Unit.D).amount) == "Decimal('0')"
        assert repr(duration("0E-999999", Unit.D).amount) == "Decimal('0')"

    @pytest.mark.parametrize(
        "amount",
        ["nan", "snan", "inf", "-inf", "10000001", "1e999999", "1e-999999", "1.00000000000000000001"],
    )
    def test_amounts_that_could_not_be_written_are_refused(self, amount: str) -> None:
        """No duration exists whose text could not be read again."""
        assert codes(Duration, Decimal(amount), Unit.D) == ["bad-duration"]

    @pytest.mark.parametrize(
        ("unit", "days"),
        [
            (Unit.W, "ouvres"),
            (Unit.CD, "calendaires"),
            (Unit.D, "calendaires"),
            (Unit.D, "francs"),
            (Unit.H, "ouvrables"),
        ],
    )
    def test_a_convention_belongs_to_days(self, unit: Unit, days: str) -> None:
        """Only days are named ouvrés or ouvrables; calendar days are a unit of their own."""
        with pytest.raises(ValueError, match="cannot count days"):
            duration(5, unit, days)

    def test_the_callers_decimal_context_changes_nothing(self) -> None:
        """A decimal context that rounds, or that traps rounding, has no effect on durations."""
        with localcontext() as context:
            context.prec = 2
            context.traps[Inexact] = True
            length = parse_duration("1234.567 trimestres")
            text, minutes = str(length), parse_duration("1234.5d").minutes(480, 2400)

        assert text == "3703.701mo"
        assert minutes == 592_560  # 1234.5 × 480

    @pytest.mark.parametrize(
        ("kind", "members"),
        [
            ("working", {Unit.MIN, Unit.H, Unit.D, Unit.W}),
            ("calendar", {Unit.CD, Unit.CW}),
            ("months", {Unit.MO}),
            ("elapsed", {Unit.EMIN, Unit.EH, Unit.ED, Unit.EW}),
        ],
    )
    def test_each_unit_has_one_kind(self, kind: str, members: set[Unit]) -> None:
        """Each unit counts working time, calendar days, months or the clock."""
        assert members == {unit for unit in Unit if unit.kind == kind}


class TestWritingDurations:
    @pytest.mark.parametrize(
        ("text", "canonical", "english", "french"),
        [
            ("5 jours", "5d", "5 d", "5 j"),
            ("2 semaines", "2w", "2 wk", "2 sem."),
            ("1,5 j", "1.5d", "1.5 d", "1,5 j"),
            ("10 jours calendaires", "10cd", "10 cal. d", "10 j cal."),
            ("3 semaines calendaires", "3cw", "3 cal. wk", "3 sem. cal."),
            ("6 mois", "6mo", "6 mo", "6 mois"),
            ("3 heures", "3h", "3 h", "3 h"),
            ("90 minutes", "90min", "90 min", "90 min"),
            ("5 jours ouvrés", "5 jours ouvrés", "5 wd", "5 j ouvrés"),
            ("5 working days", "5 jours ouvrés", "5 wd", "5 j ouvrés"),
            ("1 jour ouvré", "1 jour ouvré", "1 wd", "1 j ouvré"),
            ("1.5 jours ouvrés", "1.5 jour ouvré", "1.5 wd", "1,5 j ouvré"),
            ("2 jours ouvrés", "2 jours ouvrés", "2 wd", "2 j ouvrés"),
            ("1 jour ouvrable", "1 jour ouvrable", "1 d ouvrable", "1 j ouvrable"),
            ("5 jours ouvrables", "5 jours ouvrables", "5 d ouvrables", "5 j ouvrables"),
            ("48 elapsed hours", "48eh", "48 elapsed h", "48 h d’horloge"),
            ("30 elapsed minutes", "30emin", "30 elapsed min", "30 min d’horloge"),
            ("2 elapsed days", "2ed", "2 elapsed d", "2 j d’horloge"),
            ("2 elapsed weeks", "2ew", "2 elapsed wk", "2 sem. d’horloge"),
            ("-2 jours ouvrés", "-2 jours ouvrés", "-2 wd", "-2 j ouvrés"),
            ("-1 jour ouvré", "-1 jour ouvré", "-1 wd", "-1 j ouvré"),
            ("10000 min", "10000min", "10000 min", "10000 min"),
            ("0d", "0d", "0 d", "0 j"),
        ],
    )
    def test_texts(self, text: str, canonical: str, english: str, french: str) -> None:
        """A duration prints in the unit it was given in, for documents and for people."""
        length = parse_duration(text, signed=True)

        assert (canonical, english, french) == (str(length), length.text("en"), length.text("fr"))
        assert english == length.text() == length.text("en_GB")
        assert french == length.text("fr-CA")

    def test_every_unit_has_words_in_both_catalogues(self) -> None:
        """Both languages name every unit, and the same ones."""
        keys = {f"unit-{unit.value}" for unit in Unit}

        assert keys <= en.WORDS.keys()
        assert {key for key in en.WORDS if key.startswith("unit-")} == {
            key for key in fr.WORDS if key.startswith("unit-")
        }


AMOUNTS = st.decimals(-10_000_000, 10_000_000, places=6) | st.integers(-10_000_000, 10_000_000).map(Decimal)
DURATIONS = st.one_of(
    st.builds(Duration, AMOUNTS, st.sampled_from(Unit)),
    st.builds(Duration, AMOUNTS, st.just(Unit.D), st.sampled_from(["ouvres", "ouvrables"])),
)
OFFSETS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from("JDjd"),
    st.sampled_from(["", " ", NARROW]),
    st.sampled_from("-−+"),
    st.integers(0, 99_999),
    st.sampled_from(["", "o", " ouvrés", "wd"]),
) | st.builds("{}{}{}".format, st.sampled_from("SWMHswmh"), st.sampled_from("-−+"), st.integers(0, 99_999))
ALPHABET = st.sampled_from([*"0159.,-+−– \u202fdjhwmoeécunrsSJHDW’'/", "jours", "ouvrés", "min", "h", "wd"])
PIECES = st.lists(ALPHABET, max_size=12).map("".join)


class TestProperties:
    @given(DURATIONS)
    def test_canonical_text_reads_back(self, length: Duration) -> None:
        """The text of a document gives the same duration again."""
        again = parse_duration(str(length), signed=True)

        assert length == again
        assert hash(length) == hash(again)
        assert str(length) == str(again)

    @given(DURATIONS, st.sampled_from(["en", "fr"]))
    def test_text_for_people_reads_back(self, length: Duration, lang: str) -> None:
        """What is shown to people can be typed back, but for a French comma before three digits."""
        text = length.text(lang)
        decimals = text.split()[0].partition(",")[2]

        if len(decimals) != 3:
            assert length == parse_duration(text, signed=True)

    @given(DURATIONS, st.sampled_from(["upper", "lower", "spaces", "minus", "comma"]))
    def test_ways_of_typing_one_duration(self, length: Duration, way: str) -> None:
        """Case, spaces, the kind of minus and of decimal sign do not matter."""
        text = str(length)
        typed = {
            "upper": text.upper(),
            "lower": text.lower(),
            "spaces": f" {text.replace(' ', NARROW)}{NBSP}",
            "minus": text.replace("-", "−"),
            "comma": text.replace(".", ",")
            if len(text.partition(".")[2].rstrip("abcdehimnow")) != 3
            else text,
        }[way]

        if not (way == "comma" and length.days):
            assert length == parse_duration(typed, signed=True)

    @given(st.text() | PIECES, st.booleans())
    def test_any_text_is_read_or_refused(self, text: str, signed: bool) -> None:
        """Whatever is typed gives a duration that can be written again, or the one error."""
        try:
            length = parse_duration(text, signed=signed)
        except PlanError as refused:
            words = refused.text("en") + refused.text("fr")
        else:
            words = length.text("en") + length.text("fr")
            assert signed or length.amount >= 0
            assert length == parse_duration(str(length), signed=signed)

        assert words

    @given(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.decimals()
        | st.fractions()
        | st.complex_numbers()
        | st.binary()
        | st.timedeltas()
        | st.lists(st.text())
    )
    def test_any_other_value_is_refused(self, value: object) -> None:
        """Whatever is not text is refused with an error that has words, in both parsers."""
        for parse in (parse_duration, parse_offset):
            with pytest.raises(PlanError) as caught:
                parse(value)
            assert caught.value.text("en")
            assert caught.value.findings[0].to_record()

    @given(st.text() | PIECES)
    def test_any_text_is_an_offset_or_refused(self, text: str) -> None:
        """`is_offset` and `parse_offset` agree on every text."""
        if is_offset(text):
            assert parse_offset(text) == parse_offset(str(parse_offset(text)))
        else:
            assert codes(parse_offset, text)[0] in ("bad-offset", "date-for-offset", "empty-value")

    @given(OFFSETS)
    def test_offsets_read_back(self, text: str) -> None:
        """The tidied text of an offset is the same offset, and tidying it again changes nothing."""
        offset = parse_offset(text)
        again = parse_offset(str(offset))

        assert offset == again
        assert offset.written == again.written
        assert is_offset(text)

    @given(st.integers(-99_999, 99_999))
    def test_day_offsets_read_back(self, days: int) -> None:
        """A number of days written as an offset is that number of days."""
        offset = parse_offset(day_offset(days))

        assert (days, OffsetUnit.DAYS) == (offset.amount, offset.unit)
        assert day_offset(days) == str(offset)

    @given(DURATIONS, st.integers(1, 1440), st.integers(1, 10_080))
    def test_minutes_are_the_nearest_whole_number(self, length: Duration, day: int, week: int) -> None:
        """Minutes lie within half a minute of the exact amount, and mirror it when negated."""
        if length.unit.kind == "working":
            each = {Unit.MIN: 1, Unit.H: 60, Unit.D: day, Unit.W: week}[length.unit]
            minutes = length.minutes(day, week)
            mirrored = Duration(length.amount.copy_negate(), length.unit, length.days).minutes(day, week)

            assert abs(minutes - Fraction(length.amount) * each) <= Fraction(1, 2)
            assert -minutes == mirrored


class TestMinutes:
    @pytest.mark.parametrize(
        ("text", "minutes"),
        [
            ("5d", 2400),  # 5 × 480
            ("5 jours ouvrés", 2400),  # 5 × 480
            ("1.5d", 720),  # 1.5 × 480
            ("2w", 4800),  # 2 × 2400
            ("0,1 sem.", 240),  # 0.1 × 2400
            ("3h", 180),  # 3 × 60
            ("1h30", 90),  # 60 + 30
            ("0.7h", 42),  # 0.7 × 60, where floats say 42.0 by luck
            ("1.15h", 69),  # 1.15 × 60, where floats say 68.99999999999999
            ("0.5min", 1),  # 0.5, the half goes up
            ("0.4999min", 0),
            ("1.5min", 2),  # 1.5, the half goes up
            ("2.5min", 3),  # 2.5, the half goes up, not to the even 2
            ("-0.5min", 0),  # away from zero
            ("-2.5min", -2),  # away from zero
            ("-1d", -480),
            ("0d", 0),
            ("10000000w", 24_000_000_000),  # 1e7 × 2400
        ],
    )
    def test_minutes_by_hand(self, text: str, minutes: int) -> None:
        """Working time is counted exactly, a half minute going up."""
        assert minutes == parse_duration(text, signed=True).minutes(480, 2400)

    def test_the_day_and_the_week_are_the_callers(self) -> None:
        """A day and a week are as long as the calendar says."""
        assert parse_duration("1d").minutes(per_day=451, per_week=9999) == 451
        assert parse_duration("0.5d").minutes(per_day=451, per_week=9999) == 226  # 225.5
        assert parse_duration("1w").minutes(per_day=451, per_week=9999) == 9999

    @pytest.mark.parametrize("text", ["5cd", "1cw", "6mo", "5emin", "48eh", "2ed", "1ew"])
    def test_other_kinds_have_no_working_minutes(self, text: str) -> None:
        """Calendar days, months and elapsed time have no fixed number of working minutes."""
        with pytest.raises(ValueError, match=f'"{text}" is not working time'):
            parse_duration(text).minutes(480, 2400)


class TestOffsets:
    @pytest.mark.parametrize(
        ("text", "amount", "unit", "written"),
        [
            ("J-90", -90, OffsetUnit.DAYS, "J-90"),
            ("j-7", -7, OffsetUnit.DAYS, "J-7"),
            ("D-90", -90, OffsetUnit.DAYS, "D-90"),
            ("J+45", 45, OffsetUnit.DAYS, "J+45"),
            ("J − 60", -60, OffsetUnit.DAYS, "J-60"),
            (f"J{NBSP}-{NARROW}60", -60, OffsetUnit.DAYS, "J-60"),
            ("J", 0, OffsetUnit.DAYS, "J"),
            ("d", 0, OffsetUnit.DAYS, "D"),
            ("jour J", 0, OffsetUnit.DAYS, "J"),
            ("Jour J", 0, OffsetUnit.DAYS, "J"),
            ("jour J-3", -3, OffsetUnit.DAYS, "J-3"),
            ("J+0", 0, OffsetUnit.DAYS, "J+0"),
            ("J-007", -7, OffsetUnit.DAYS, "J-007"),
            ("J-99999", -99_999, OffsetUnit.DAYS, "J-99999"),
            ("J-90o", -90, OffsetUnit.WORKING_DAYS, "J-90o"),
            ("J-90O", -90, OffsetUnit.WORKING_DAYS, "J-90o"),
            ("J-20 ouvrés", -20, OffsetUnit.WORKING_DAYS, "J-20o"),
            ("J+1 ouvré", 1, OffsetUnit.WORKING_DAYS, "J+1o"),
            ("j + 20 ouvres", 20, OffsetUnit.WORKING_DAYS, "J+20o"),
            ("J-90wd", -90, OffsetUnit.WORKING_DAYS, "J-90wd"),
            ("D-90 WD", -90, OffsetUnit.WORKING_DAYS, "D-90wd"),
            ("S-8", -8, OffsetUnit.WEEKS, "S-8"),
            ("W-8", -8, OffsetUnit.WEEKS, "W-8"),
            ("M-3", -3, OffsetUnit.MONTHS, "M-3"),
            ("m+3", 3, OffsetUnit.MONTHS, "M+3"),
            ("H-4", -4, OffsetUnit.HOURS, "H-4"),
            ("H", 0, OffsetUnit.HOURS, "H"),
        ],
    )
    def test_offsets(self, text: str, amount: int, unit: OffsetUnit, written: str) -> None:
        """Each way to write an offset is understood, and kept as it was written, tidied."""
        offset = parse_offset(text)

        assert (amount, unit, written) == (offset.amount, offset.unit, offset.written)
        assert written == str(offset) == offset.text("en") == offset.text("fr")
        assert is_offset(text)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "J–60",
            "J—60",
            "J90",
            "J-",
            "J+-3",
            "J--3",
            "J-1.5",
            "J-1,5",
            "J-100000",
            "J-9 0",
            "J-٩",
            "J-９",
            "J-²",
            "S",
            "W",
            "M",
            "S-8o",
            "M-3wd",
            "H-4o",
            "Jo",
            "J wd",
            "J-o",
            "J-5 ouvrables",
            "J-5 jours",
            "K-5",
            "T-5",
            "-5",
            "5",
            "jour D",
            "jour S-8",
            "jourJ",
            "jour",
            "J-5d",
            "J-5\x00",
            "launch",
            "website.finish",
            "J" + "-" * 5000 + "5",
            "J-" + "9" * 5000,
        ],
    )
    def test_what_is_not_an_offset(self, text: str) -> None:
        """Everything else is refused, the typographic dash among it."""
        assert codes(parse_offset, text) == ["bad-offset" if text.strip() else "empty-value"]
        assert not is_offset(text)

    @pytest.mark.parametrize(
        "value",
        [
            None,
            True,
            -90,
            1.5,
            pytest.param(10**5000, id="5001 digits"),
            date(2026, 6, 15),
            timedelta(1),
            b"J-90",
            [],
        ],
    )
    def test_other_types_are_not_offsets(self, value: object) -> None:
        """A bare number or any other value is refused."""
        assert codes(parse_offset, value) == ["date-for-offset" if isinstance(value, date) else "bad-offset"]

    def test_two_ways_to_write_one_position_are_equal(self) -> None:
        """Equality and hash look at the position, not at the letters."""
        assert parse_offset("J-90") == parse_offset("D − 90") == Offset(-90, OffsetUnit.DAYS, "?")
        assert len({parse_offset("S-8"), parse_offset("w-8")}) == 1
        assert parse_offset("J") == parse_offset("jour J") == parse_offset("J-0")

    def test_units_are_never_turned_into_each_other(self) -> None:
        """Eight weeks are not fifty-six days, and calendar days are not open days."""
        assert parse_offset("S-1") != parse_offset("J-7")
        assert parse_offset("J-7") != parse_offset("J-7o")
        assert parse_offset("J") != parse_offset("H")

    def test_an_offset_is_returned_as_it_is(self) -> None:
        """What is already an offset passes through."""
        offset = parse_offset("J-90")

        assert offset is parse_offset(offset)

    def test_messages(self) -> None:
        """A refused offset is quoted, with what to write, in either language."""
        with pytest.raises(PlanError) as caught:
            parse_offset("soon")

        assert caught.value.text("en") == '"soon" is not an offset (write J-60, J+10, J-20wd, S-8, M-3, H-4)'
        assert (
            caught.value.text("fr")
            == "« soon » n’est pas une position (écrire J-60, J+10, J-20o, S-8, M-3, H-4)"
        )

    @pytest.mark.parametrize(
        ("text", "hint"),
        [
            ("J–60", ' (did you mean "J-60"?)'),
            ("-60", ' (did you mean "J-60"?)'),
            (-60, ' (did you mean "J-60"?)'),
            ("s‑8", ' (did you mean "S-8"?)'),
            ("J-5 jours", ' (did you mean "J-5"?)'),
            ("J60", " (write J-60 if it is before J, J+60 if it is after)"),
            (60, " (write J-60 if it is before J, J+60 if it is after)"),
            ("J-999999", " (the number is at most 99,999)"),
            ("s + 100000", " (the number is at most 99,999)"),
        ],
    )
    def test_what_is_nearly_an_offset_gets_a_question(self, text: object, hint: str) -> None:
        """Another dash, a missing letter or sign: the message says what to write."""
        with pytest.raises(PlanError) as caught:
            parse_offset(text)

        assert caught.value.text("en").endswith(f"is not an offset{hint}")

    @pytest.mark.parametrize(
        ("days", "text"), [(-90, "J-90"), (-1, "J-1"), (0, "J"), (1, "J+1"), (45, "J+45")]
    )
    def test_day_offset(self, days: int, text: str) -> None:
        """A number of days is written as an offset, zero being J itself."""
        assert text == day_offset(days)


def test_examples_run() -> None:
    """The examples in the docstrings give what they say."""
    results = doctest.testmod(units)

    assert results.attempted > 0
    assert results.failed == 0
