"""Calendars on real dates, worked out by hand."""

import pickle
from datetime import date, datetime, timedelta

import pytest
from attrs import evolve

from retroplan.calendars import Calendar, Closure, calendar_from, instant, moment
from retroplan.errors import CalendarError, PlanError
from retroplan.language import word

DAY = ((480, 720), (780, 1020))  # 08:00-12:00, 13:00-17:00
NIGHT = ((1320, 1800),)  # 22:00-06:00
FRANCE = Calendar(country="FR")


def d(text):
    """Read a date."""
    return date.fromisoformat(text)


def worked(calendar, first, last):
    """Count the working minutes between two instants."""
    time = calendar.working_time()
    start, end = (instant(datetime.fromisoformat(text)) for text in (first, last))
    return time.worked(end) - time.worked(start)


class TestOpenDays:
    def test_default_calendar_is_monday_to_friday(self):
        """Without a country nothing but the weekend is closed, not even Christmas."""
        calendar = Calendar()

        assert calendar.is_open(d("2026-12-25"))
        assert not calendar.is_open(d("2026-12-26"))
        assert calendar.shape(d("2026-12-25")) == DAY

    def test_whit_monday_2025_is_closed(self):
        """Whit Monday 2025 is 9 June: fifty days after Easter, 20 April."""
        assert not FRANCE.is_open(d("2025-06-09"))
        assert FRANCE.holiday(d("2025-06-09")) == "Lundi de Pentecôte"
        assert FRANCE.add_days(d("2025-06-06"), 1) == d("2025-06-10")

    def test_a_holiday_is_not_counted(self):
        """Monday 5 May 2025 plus four working days is the Monday after: 6, 7, 9, 12, as 8 May is off."""
        assert FRANCE.add_days(d("2025-05-05"), 4) == d("2025-05-12")

    def test_days_are_counted_backwards_over_a_holiday(self):
        """Ten working days before 2 June 2025 is 16 May: 30, 28, 27, 26, 23, 22, 21, 20, 19, 16."""
        assert FRANCE.add_days(d("2025-06-02"), -10) == d("2025-05-16")

    def test_ninety_days_back_without_holidays(self):
        """Ninety working days are eighteen weeks: 126 days before 15 June 2026 is 9 February."""
        assert Calendar().add_days(d("2026-06-15"), -90) == d("2026-02-09")

    def test_the_bridge_of_ascension_2026_is_closed_by_the_user(self):
        """Thursday 14 May 2026 is a holiday, Friday 15 May only if the user closes it."""
        bridged = Calendar(country="FR", closed=[{"from": "2026-05-15", "label": "Pont de l'Ascension"}])

        assert FRANCE.add_days(d("2026-05-13"), 1) == d("2026-05-15")
        assert bridged.add_days(d("2026-05-13"), 1) == d("2026-05-18")
        assert bridged.add_days(d("2026-05-18"), -1) == d("2026-05-13")

    def test_may_2026_in_each_way_of_counting(self):
        """May 2026 has 31 days, 5 Saturdays, 5 Sundays and 4 holidays on weekdays: 1, 8, 14, 25."""
        first, after = d("2026-05-01"), d("2026-06-01")

        counts = [
            Calendar(country="FR", days=days).count_days(first, after)
            for days in ("ouvres", "ouvrables", "calendaires")
        ]

        # 31 − 5 − 5 − 4, then the Saturdays, then everything.
        assert counts == [17, 22, 31]

    def test_ouvrables_skip_a_holiday_on_saturday(self):
        """Saturday 15 August 2026 is a holiday: the next jour ouvrable after the 14th is Monday the 17th."""
        assert Calendar(country="FR", days="ouvrables").add_days(d("2026-08-14"), 1) == d("2026-08-17")
        assert Calendar(days="ouvrables").add_days(d("2026-08-14"), 1) == d("2026-08-15")

    def test_good_friday_is_closed_in_alsace_moselle_only(self):
        """Good Friday, 3 April 2026, is worked in Paris and not in Metz, Strasbourg or Colmar."""
        open_in = {
            code: calendar_from(code).is_open(d("2026-04-03"))
            for code in ("FR-75", "FR-57", "FR-67", "FR-68")
        }

        assert open_in == {"FR-75": True, "FR-57": False, "FR-67": False, "FR-68": False}
        assert not calendar_from("FR-57").is_open(d("2025-12-26"))

    def test_closed_days_have_neighbours(self):
        """From a day that is closed, the next and the previous open day are those around it."""
        assert FRANCE.next_open(d("2026-05-14")) == d("2026-05-15")
        assert FRANCE.previous_open(d("2026-05-14")) == d("2026-05-13")
        assert FRANCE.next_open(d("2026-05-15")) == FRANCE.previous_open(d("2026-05-15")) == d("2026-05-15")

    def test_a_closed_day_does_not_count_itself(self):
        """From a Saturday, one working day on is Monday and one back is Friday; none is the Saturday."""
        saturday = d("2026-06-13")

        steps = [Calendar().add_days(saturday, n) for n in (-1, 0, 1)]

        assert steps == [d("2026-06-12"), saturday, d("2026-06-15")]

    def test_counting_leaves_out_the_last_day(self):
        """From Friday to Monday lies one open day, the Friday; backwards it is minus one."""
        assert FRANCE.count_days(d("2026-06-12"), d("2026-06-15")) == 1
        assert FRANCE.count_days(d("2026-06-15"), d("2026-06-12")) == -1
        assert FRANCE.count_days(d("2026-06-12"), d("2026-06-12")) == 0

    def test_date_times_are_taken_for_their_date(self):
        """A date-time counts as the day on which it lies, and a day comes back."""
        noon = datetime(2026, 5, 14, 12)

        assert FRANCE.holiday(noon) == "Ascension"
        assert Calendar(closed=["2026-05-14"]).why_closed(noon).text() == "closed on Thu 14 May 2026"
        assert FRANCE.add_days(noon, 0) == d("2026-05-14")
        assert FRANCE.next_open(noon) == d("2026-05-15")


class TestHours:
    def test_an_uneven_week_works_its_own_hours(self):
        """A part-time week: a whole Monday, a Wednesday morning, nothing else; holidays stay closed."""
        calendar = Calendar(
            week={"mon": ["08:00-12:00", "13:00-17:00"], "wed": ["08:00-12:00"]}, country="FR"
        )

        # The week of 18 May 2026: eight hours and four. The next one begins on Whit Monday.
        assert worked(calendar, "2026-05-18", "2026-05-25") == 720
        assert worked(calendar, "2026-05-25", "2026-06-01") == 240
        assert calendar.open_weekdays == 2
        assert calendar.convention == ""

    def test_calendaires_works_holidays_whatever_the_week(self):
        """With `calendaires` a holiday works, on the hours of the week."""
        week = {"fri": ["09:00-12:00"]}

        assert Calendar(days="calendaires", country="FR").is_open(d("2026-05-01"))
        assert Calendar(days="calendaires", country="FR", week=week).shape(d("2026-05-01")) == ((540, 720),)
        assert not Calendar(country="FR", week=week).is_open(d("2026-05-01"))

    def test_an_opened_saturday_has_its_own_hours(self):
        """Saturday 30 May 2026 opened in the morning adds four hours to the week."""
        calendar = Calendar(country="FR", opened={"2026-05-30": ["08:00-12:00"]})

        # Whit Monday is off: four days of eight hours, and the morning.
        assert worked(calendar, "2026-05-25", "2026-06-01") == 4 * 480 + 240
        assert calendar.add_days(d("2026-05-29"), 1) == d("2026-05-30")

    def test_an_opened_day_wins_over_holidays_and_closures(self):
        """A day that is opened works although it is a holiday and lies in a closure."""
        calendar = Calendar(
            country="FR", closed=["2026-05-01/2026-05-10"], opened={"2026-05-08": ["10:00-16:00"]}
        )

        assert calendar.shape(d("2026-05-08")) == ((600, 960),)
        assert calendar.why_closed(d("2026-05-08")) is None
        assert calendar.add_days(d("2026-04-30"), 1) == d("2026-05-08")

    def test_a_closed_day_keeps_the_night_that_began_before(self):
        """A closed Tuesday: Monday's night shift goes on until 06:00, Tuesday's does not begin."""
        calendar = Calendar(week=[NIGHT] * 7, closed=["2026-06-16"])

        # From Monday noon: Monday night's eight hours, nothing on Tuesday night, Wednesday night.
        assert worked(calendar, "2026-06-15 12:00", "2026-06-16 12:00") == 480
        assert worked(calendar, "2026-06-16 12:00", "2026-06-17 12:00") == 0
        assert worked(calendar, "2026-06-17 12:00", "2026-06-18 12:00") == 480
        assert not calendar.is_open(d("2026-06-16"))

    def test_the_tail_of_a_night_opens_no_day(self):
        """After a Friday night shift, Saturday is closed although work goes on until 06:00."""
        calendar = Calendar(week={"fri": ["22:00-06:00"]})

        assert not calendar.is_open(d("2026-06-13"))
        assert worked(calendar, "2026-06-13 00:00", "2026-06-14 00:00") == 360

    def test_closures_may_overlap_and_touch(self):
        """Closures in any order, one inside another or side by side, close what they cover together."""
        calendar = Calendar(
            closed=["2026-08-17/2026-08-21", "2026-08-03/2026-08-14", "2026-08-05", "2026-08-19/2026-08-24"]
        )

        assert calendar.add_days(d("2026-07-31"), 1) == d("2026-08-25")

    def test_the_usual_day_is_the_commonest(self):
        """Three short days outnumber two long ones; a tie goes to the first in the week."""
        short, long = ((540, 720),), DAY

        assert Calendar(week=[long, long, short, short, short, (), ()]).usual_day() == short
        assert Calendar(week=[(), long, short, short, long, (), ()]).usual_day() == long
        assert Calendar(week=[short, long, (), (), (), (), ()]).usual_minutes == 180

    def test_without_an_open_weekday_opened_days_are_usual(self):
        """A calendar of opened days only has their hours; one without any, those of the default day."""
        weekends = Calendar(week={}, opened={"2026-05-30": ["08:00-12:00"]})

        assert (weekends.usual_minutes, weekends.open_weekdays) == (240, 1)
        assert Calendar(week={}).usual_minutes == 480
        assert weekends.next_open(d("2026-01-01")) == d("2026-05-30")

    def test_the_twin_works_its_usual_day_every_day(self):
        """The everyday twin knows no weekend, holiday or closure."""
        calendar = Calendar(country="FR", closed=["2026-12-24"], week={"mon": ["09:00-12:00"]})
        twin = calendar.twin()

        assert twin.usual_day() == ((540, 720),)
        assert twin.count_days(d("2026-12-01"), d("2027-01-01")) == 31
        assert twin.years == (1, 9999)
        assert twin.label == "FR"

    def test_the_twin_of_a_night_works_every_night(self):
        """The twin of a night shift has all its hours, over midnight."""
        assert worked(Calendar(week={"mon": ["22:00-06:00"]}).twin(), "2026-06-15", "2026-06-25") == 4800


class TestWhyClosed:
    CALENDAR = Calendar(
        country="FR",
        closed=[
            Closure("2026-12-24", label="Fermeture annuelle"),
            "2026-08-03/2026-08-21",
            "2026-05-15",
            "2026-05-01",
        ],
    )

    @pytest.mark.parametrize(
        ("day", "code", "english", "french"),
        [
            ("2026-06-13", "closed-weekday", "Saturday", "samedi"),
            ("2026-11-01", "closed-weekday", "Sunday", "dimanche"),  # All Saints', but a Sunday anyway
            ("2026-12-25", "closed-holiday", "Christmas Day", "Noël"),
            ("2026-05-01", "closed-holiday", "Labor Day", "Fête du Travail"),  # closed by the user too
            ("2026-12-24", "closed-closure", "Fermeture annuelle", "Fermeture annuelle"),
            (
                "2026-08-10",
                "closed-closure",
                "closed from Mon 3 Aug 2026 to Fri 21 Aug 2026",
                "fermé du lun. 3 août 2026 au ven. 21 août 2026",
            ),
            ("2026-05-15", "closed-closure", "closed on Fri 15 May 2026", "fermé le ven. 15 mai 2026"),
        ],
    )
    def test_the_reason_is_said_in_both_languages(self, day, code, english, french):
        """A closed day has one reason: its weekday, else a holiday, else the closure that covers it."""
        reason = self.CALENDAR.why_closed(d(day))

        assert (reason.code, reason.text("en"), reason.text("fr")) == (code, english, french)

    def test_an_open_day_has_no_reason(self):
        """Nothing is said of a day that is open."""
        assert self.CALENDAR.why_closed(d("2026-06-12")) is None


class TestYears:
    def test_a_country_is_unknown_after_the_years_of_its_holidays(self):
        """In 2101 French holidays are unknown: every question about a working day is an error."""
        questions = [
            lambda: FRANCE.is_open(d("2101-01-03")),
            lambda: FRANCE.holiday(d("2101-01-03")),
            lambda: FRANCE.why_closed(d("2101-01-03")),
            lambda: FRANCE.next_open(d("2101-01-03")),
            lambda: FRANCE.add_days(d("2100-12-31"), 1),
            lambda: FRANCE.previous_open(d("1802-12-31")),
        ]

        for question in questions:
            with pytest.raises(CalendarError) as caught:
                question()
            assert (
                caught.value.text("en") == 'the plan leaves the years that calendar "FR" knows, 1803 to 2100'
            )
            assert (
                caught.value.text("fr")
                == "le plan sort des années que le calendrier « FR » connaît, 1803 à 2100"
            )

    def test_holidays_that_are_worked_limit_no_years(self):
        """A calendar that works on holidays needs none of them and goes on past 2100."""
        assert Calendar(country="FR", days="calendaires").is_open(d("2101-12-25"))

    @pytest.mark.parametrize(
        "calendar",
        [
            Calendar("void", week={}),
            Calendar("void", week={}, country="FR"),
            Calendar("void", closed=["0001-01-01/9999-12-31"]),
            Calendar("void", closed=["1803-01-01/2050-06-30", "2050-07-01/2100-12-31"], country="FR"),
        ],
    )
    def test_a_calendar_that_never_opens_says_so(self, calendar):
        """Without hours, or closed for all the years it knows, a calendar cannot be worked in."""
        for question in (calendar.working_time, lambda: calendar.next_open(d("2026-06-15"))):
            with pytest.raises(CalendarError) as caught:
                question()
            assert caught.value.text("en") == (
                'calendar "void" never opens (give hours to a weekday, or open a day)'
            )
            assert caught.value.text("fr") == "le calendrier « void » n’ouvre jamais (lui donner des heures)"

    def test_one_opened_day_is_enough(self):
        """A calendar that is closed but for one opened day works on that day."""
        calendar = Calendar(closed=["0001-01-01/9999-12-31"], opened={"2026-05-30": ["08:00-12:00"]})

        assert worked(calendar, "2026-01-01", "2027-01-01") == 240


class TestValue:
    def test_calendars_are_equal_by_what_they_say(self):
        """Two calendars with the same days are equal and hash alike, whatever they are called."""
        one, other = Calendar("a", country="fr", closed=["2026-12-24"]), Calendar("b", country="FR")

        assert one != other
        assert one == evolve(other, closed=[date(2026, 12, 24)])
        assert len({one, evolve(one, name="c")}) == 1

    def test_what_it_has_computed_is_not_part_of_it(self):
        """A calendar that has been asked is equal to one that has not, and can be copied and pickled."""
        asked, fresh = Calendar(country="FR"), Calendar(country="FR")
        asked.next_open(d("2026-01-01"))

        assert asked == fresh
        assert pickle.loads(pickle.dumps(asked)) == fresh
        assert evolve(asked, closed=["2026-01-02"]).next_open(d("2026-01-01")) == d("2026-01-05")

    def test_working_time_is_built_once(self):
        """The table of a calendar is shared by all who ask for it."""
        assert FRANCE.working_time() is FRANCE.working_time()

    @pytest.mark.parametrize(
        ("calendar", "label"),
        [
            (Calendar("studio", country="FR"), "studio"),
            (Calendar(country="FR", subdivision="57"), "FR-57"),
            (Calendar(days="ouvrables"), "ouvrables"),
            (Calendar(), "default"),
        ],
    )
    def test_messages_have_something_to_call_it(self, calendar, label):
        """A calendar without a name is called by its place, or its way of counting days."""
        assert calendar.label == label

    @pytest.mark.parametrize(
        ("calendar", "key", "english", "french"),
        [
            (Calendar(), "ouvres", "working days, Monday to Friday", "jours ouvrés"),
            (Calendar(country="FR"), "ouvres", "working days, Monday to Friday", "jours ouvrés"),
            (Calendar(days="ouvrables"), "ouvrables", "working days, Monday to Saturday", "jours ouvrables"),
            (Calendar(days="calendaires"), "calendaires", "calendar days", "jours calendaires"),
            (
                Calendar(week={"mon": ["08:00-12:00"]}),
                "",
                "working days of the calendar",
                "jours travaillés du calendrier",
            ),
        ],
    )
    def test_it_names_the_convention_it_counts_in(self, calendar, key, english, french):
        """The way a calendar counts days has a name in both languages, also a week of its own."""
        label = "convention-" + (calendar.convention or "own")

        assert calendar.convention == key
        assert (word(label, "en"), word(label, "fr")) == (english, french)

    def test_open_weekdays_follow_the_convention(self):
        """A week has five, six or seven working days by convention."""
        weekdays = [Calendar(days=days).open_weekdays for days in ("ouvres", "ouvrables", "calendaires")]

        assert weekdays == [5, 6, 7]

    def test_holidays_are_named_in_either_language(self):
        """A holiday has a name in the country's language and in those that the package knows."""
        christmas = d("2026-12-25")

        assert FRANCE.holiday(christmas) == FRANCE.holiday(christmas, lang="fr") == "Noël"
        assert FRANCE.holiday(christmas, lang="en") == "Christmas Day"
        assert Calendar().holiday(christmas) is None
        assert FRANCE.holiday(d("2026-12-24")) is None

    def test_the_constructor_takes_what_a_person_types(self):
        """Dates as text, hours as text, a place in one word: all become exact values."""
        calendar = Calendar(
            country="fr-57",
            days="Ouvrés",
            week={"lundi": "9h-12h30"},
            closed=["2026-12-24", date(2026, 12, 31)],
            opened={"2026-05-30": ["08:00-12:00"]},
        )

        assert (calendar.country, calendar.subdivision, calendar.days) == ("FR", "57", "ouvres")
        assert calendar.week == (((540, 750),), (), (), (), (), (), ())
        assert calendar.closed == (Closure(d("2026-12-24"), d("2026-12-24")), Closure(d("2026-12-31")))
        assert calendar.opened == ((d("2026-05-30"), ((480, 720),)),)

    def test_the_constructor_refuses_what_it_cannot_read(self):
        """A bad value stops the constructor, with the place inside the calendar."""
        for values, place in (
            ({"closed": ["2026-12-24", "soon"]}, "closed[1]"),
            ({"opened": ["2026-05-30"]}, "open"),
            ({"country": "FR", "subdivision": "99"}, "subdivision"),
        ):
            with pytest.raises(PlanError) as caught:
                Calendar(**values)
            assert [finding.path for finding in caught.value.findings] == [place]

    def test_a_hundred_years_of_days_are_found_by_table(self):
        """Counting over a century agrees with its length: the look-up does not lose a day."""
        every_day = Calendar(days="calendaires")
        start = d("2000-01-01")

        assert every_day.add_days(start, 36_525) == start + timedelta(days=36_525)
        assert moment(every_day.working_time().opening(0)) == datetime(2024, 1, 1, 8)
