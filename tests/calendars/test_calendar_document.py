"""Calendars read from documents and written back, and what is said of bad ones."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retroplan.calendars import Calendar, Closure, calendar_document, calendar_from
from retroplan.errors import PlanError

DESIGN = {
    "country": "FR",
    "days": "ouvres",
    "closed": ["2026-08-03/2026-08-21", "2026-12-24"],
    "open": {"2026-05-30": ["08:00-12:00"]},
}


def findings(value):
    """Read a bad calendar and return what is wrong with it."""
    with pytest.raises(PlanError) as caught:
        calendar_from(value)
    return caught.value.findings


class TestReading:
    def test_the_documents_own_example(self):
        """The calendar of the plan format: country, convention, closures, an opened Saturday."""
        calendar = calendar_from(DESIGN, "france")

        assert calendar.label == "france"
        assert not calendar.is_open(date(2026, 8, 10))
        assert calendar.shape(date(2026, 5, 30)) == ((480, 720),)
        assert calendar_document(calendar) == DESIGN

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("", Calendar()),
            ("FR", Calendar(country="FR")),
            (" fr ", Calendar(country="FR")),
            ("FRA", Calendar(country="FR")),
            ("UK", Calendar(country="GB")),
            ("FR-57", Calendar(country="FR", subdivision="57")),
            ("fr-67", Calendar(country="FR", subdivision="67")),
            ("fr-2a", Calendar(country="FR", subdivision="2A")),
            ("FR-Moselle", Calendar(country="FR", subdivision="Moselle")),
            ("CA-QC", Calendar(country="CA", subdivision="QC")),
            ("ouvres", Calendar(days="ouvres")),
            ("ouvrés", Calendar(days="ouvres")),
            ("ouvrables", Calendar(days="ouvrables")),
            ("calendaires", Calendar(days="calendaires")),
        ],
    )
    def test_one_word_is_a_calendar(self, text, expected):
        """A country code, a place or a way of counting days is a calendar, in any case."""
        assert calendar_from(text) == expected

    def test_a_calendar_is_read_as_it_is(self):
        """A calendar stays the same; one without a name takes the one it is given."""
        calendar = Calendar(country="FR")

        assert calendar_from(calendar) is calendar
        assert calendar_from(calendar, "france").name == "france"
        assert calendar_from(calendar_from(calendar, "a"), "b").name == "a"

    @pytest.mark.parametrize("number", [57, "57"])
    def test_departments_may_be_numbers(self, number):
        """YAML reads a department as a number; its holidays are the same."""
        assert calendar_from({"country": "FR", "subdivision": number}) == calendar_from("FR-57")
        assert calendar_from({"country": "FR", "subdivision": 1}) == calendar_from("FR-01")
        assert calendar_from({"country": "FR-57"}) == calendar_from("FR-57")

    def test_closed_days_in_every_form(self):
        """A closure is a date, a range, or a mapping with a label; dates may already be dates."""
        calendar = calendar_from(
            {
                "closed": [
                    "2026-12-24",
                    "2026-08-03/2026-08-21",
                    date(2026, 5, 15),
                    {"from": "2026-02-02", "to": date(2026, 2, 6), "label": "Salon"},
                    {"from": "2026-03-03"},
                ]
            }
        )

        assert calendar.closed == (
            Closure("2026-12-24"),
            Closure("2026-08-03", "2026-08-21"),
            Closure("2026-05-15"),
            Closure("2026-02-02", "2026-02-06", "Salon"),
            Closure("2026-03-03"),
        )

    def test_opened_days_without_hours_have_the_usual_ones(self):
        """A list of opened days gives them the hours of the calendar's usual day."""
        calendar = calendar_from({"week": {"mon": ["09:00-12:00"]}, "open": ["2026-05-30"]})

        assert calendar.shape(date(2026, 5, 30)) == ((540, 720),)

    def test_keys_without_a_value_say_nothing(self):
        """An unfinished file, with keys and no values, is the default calendar."""
        assert calendar_from(dict.fromkeys(("country", "days", "week", "closed", "open"))) == Calendar()

    def test_an_unknown_key_without_a_value_is_unknown(self):
        """A misspelt key is told before it has a value, as in a plan or a task."""
        with pytest.raises(PlanError) as caught:
            calendar_from({"contry": None})

        assert [(finding.code, finding.path) for finding in caught.value.findings] == [
            ("unknown-calendar-key", "contry")
        ]

    def test_foreign_keys_are_kept(self):
        """Keys that start with x- are written back untouched, even without a value."""
        document = {"country": "FR", "x-owner": {"name": "Zoé"}, "x-note": None}

        assert calendar_document(calendar_from(document)) == document


class TestWriting:
    @pytest.mark.parametrize(
        ("calendar", "document"),
        [
            (Calendar(), ""),
            (Calendar("france", country="FR"), "FR"),
            (Calendar(country="FR", subdivision="2b"), "FR-2B"),
            (Calendar(days="ouvrables"), "ouvrables"),
            (Calendar(country="BE", days="ouvrables"), {"country": "BE", "days": "ouvrables"}),
            (Calendar(week={}), {"week": {}}),
            (
                Calendar(week={"fri": ["22:00-06:00"], "sam": ["09:00-24:00"]}),
                {"week": {"fri": ["22:00-06:00"], "sat": ["09:00-24:00"]}},
            ),
            (
                Calendar(closed=[Closure("2026-05-15", label="Pont")]),
                {"closed": [{"from": "2026-05-15", "label": "Pont"}]},
            ),
        ],
    )
    def test_a_calendar_is_written_as_short_as_it_can_be_said(self, calendar, document):
        """What can be said in one word is one word, the rest is a mapping of what was said."""
        assert calendar_document(calendar) == document
        assert calendar_from(document) == calendar

    @settings(deadline=None)
    @given(
        country=st.sampled_from([None, "FR", "FR-57", "FR-2A", "CA-QC"]),
        days=st.sampled_from([None, "ouvres", "ouvrables", "calendaires"]),
        week=st.none()
        | st.lists(
            st.sampled_from(["", "08:00-12:00", "00:00-24:00", "23:30-00:15"]), min_size=7, max_size=7
        ),
        closed=st.lists(
            st.tuples(st.dates(), st.dates(), st.text(max_size=3)).map(
                lambda item: Closure(min(item[:2]), max(item[:2]), item[2])
            ),
            max_size=3,
        ),
        opened=st.dictionaries(
            st.dates(),
            st.sampled_from([["08:00-12:00"], ["00:00-06:00", "6h-8h"], ["20:00-04:00"]]),
            max_size=3,
        ),
    )
    def test_reading_what_was_written_gives_the_calendar_back(self, country, days, week, closed, opened):
        """Any calendar comes back from its document as it was."""
        spans = None if week is None else [[text] if text else [] for text in week]
        # A night that runs into a day of 24 hours is refused.
        if week and {"23:30-00:15", "00:00-24:00"} <= set(week):
            spans = None
        calendar = Calendar(country=country, days=days, week=spans, closed=closed, opened=opened)

        assert calendar_from(calendar_document(calendar)) == calendar


SUBDIVISIONS = "01 … 95, 2A, 2B, 6AE, 971, 972, 973, 974, 976, BL, MF, NC, PF, PM, TF, WF"
KEYS = "country, subdivision, days, week, closed, open"


class TestErrors:
    @pytest.mark.parametrize(
        ("value", "english", "french"),
        [
            (
                5,
                '"5" is not a calendar (write FR, FR-57, ouvres, or {country: FR, …})',
                "« 5 » n’est pas un calendrier (écrire FR, FR-57, ouvres ou {country: FR, …})",
            ),
            (
                "France",
                '"France" is neither a calendar nor a country code (did you mean "FR"?)',
                "« France » n’est ni un calendrier ni un code de pays (vouliez-vous dire « FR » ?)",
            ),
            (
                "ouvrees",
                '"ouvrees" is neither a calendar nor a country code (did you mean "ouvres"?)',
                "« ouvrees » n’est ni un calendrier ni un code de pays (vouliez-vous dire « ouvres » ?)",
            ),
            (
                "studio-3",
                '"studio-3" is neither a calendar nor a country code',
                "« studio-3 » n’est ni un calendrier ni un code de pays",
            ),
            (
                "FR-99",
                f'"99" is not a subdivision of FR (choose among {SUBDIVISIONS})',
                f"« 99 » n’est pas une subdivision de FR (choisir parmi {SUBDIVISIONS})",
            ),
            (
                {"contry": "FR"},
                f'contry: "contry" is not a key of a calendar (did you mean "country"?); its keys are {KEYS}',
                "contry: « contry » n’est pas une clé de calendrier (vouliez-vous dire « country » ?) ; "
                f"les clés sont {KEYS}",
            ),
            (
                {"country": "Belgique"},
                'country: "Belgique" is not the code of a country whose holidays are known '
                '(did you mean "BE"?)',
                "country: « Belgique » n’est pas le code d’un pays dont les jours fériés sont connus "
                "(vouliez-vous dire « BE » ?)",
            ),
            (
                {"country": "BE", "subdivision": "Wallonie"},
                'subdivision: "Wallonie" is not a subdivision of BE (choose among Flemish, French, German)',
                "subdivision: « Wallonie » n’est pas une subdivision de BE "
                "(choisir parmi Flemish, French, German)",
            ),
            (
                {"country": "VA", "subdivision": "1"},
                'subdivision: VA has no subdivision with holidays of its own; leave out "1"',
                "subdivision: VA n’a pas de subdivision ayant ses propres jours fériés ; retirer « 1 »",
            ),
            (
                {"subdivision": 57},
                'subdivision: "57" needs a country (write country: FR)',
                "subdivision: « 57 » demande un pays (écrire country: FR)",
            ),
            (
                {"days": "ouvre"},
                'days: "ouvre" is not a way of counting days (did you mean "ouvres"?); '
                "write one of ouvres, ouvrables, calendaires",
                "days: « ouvre » n’est pas une façon de compter les jours (vouliez-vous dire « ouvres » ?) ; "
                "écrire ouvres, ouvrables, calendaires",
            ),
            (
                {"week": "mon"},
                'week: "mon" is not a week (write {mon: ["08:00-12:00", "13:00-17:00"], …})',
                'week: « mon » n’est pas une semaine (écrire {mon: ["08:00-12:00", "13:00-17:00"], …})',
            ),
            (
                {"week": {"monn": []}},
                'week.monn: "monn" is not a weekday (did you mean "mon"?); '
                "write one of mon, tue, wed, thu, fri, sat, sun",
                "week.monn: « monn » n’est pas un jour de la semaine (vouliez-vous dire « mon » ?) ; "
                "choisir parmi mon, tue, wed, thu, fri, sat, sun",
            ),
            (
                {"week": {"mon": [], "lundi": []}},
                'week.lundi: "lundi" is already given, as week.mon; keep one of them',
                "week.lundi: « lundi » est déjà donné, par week.mon ; n’en garder qu’un",
            ),
            (
                {"week": {"mon": 8}},
                'week.mon: "8" is not a list of hours (write ["08:00-12:00"], or [] for a closed day)',
                'week.mon: « 8 » n’est pas une liste d’heures (écrire ["08:00-12:00"], ou [] si fermé)',
            ),
            (
                {"week": {"mon": ["8:00"]}},
                'week.mon[0]: "8:00" is not a span of hours (write 08:00-12:00; a whole day is 00:00-24:00)',
                "week.mon[0]: « 8:00 » n’est pas une plage horaire "
                "(écrire 08:00-12:00 ; un jour entier : 00:00-24:00)",
            ),
            (
                {"week": {"mon": ["08:00-12:00", "11:00-13:00"]}},
                "week.mon[1]: 11:00-13:00 overlaps 08:00-12:00",
                "week.mon[1]: 11:00-13:00 chevauche 08:00-12:00",
            ),
            (
                {"closed": "2026-12-24"},
                'closed: "2026-12-24" is not a list of closed days (write [2026-12-24, …])',
                "closed: « 2026-12-24 » n’est pas une liste de jours fermés (écrire [2026-12-24, …])",
            ),
            (
                {"closed": ["2026-12-24", "2026-02-30"]},
                'closed[1]: "2026-02-30" does not exist; that month ends on Sat 28 Feb 2026',
                "closed[1]: « 2026-02-30 » n’existe pas ; ce mois finit le sam. 28 févr. 2026",
            ),
            (
                {"closed": ["2026-08-21/2026-08-03"]},
                "closed[0]: the closure ends on Mon 3 Aug 2026, before it begins on Fri 21 Aug 2026; "
                "exchange the two dates",
                "closed[0]: la fermeture finit le lun. 3 août 2026, avant de commencer le ven. 21 août 2026 "
                "; échanger les deux dates",
            ),
            (
                {"closed": [{"to": "2026-08-03"}]},
                'closed[0]: "from" is missing',
                "closed[0]: « from » manque",
            ),
            (
                {"open": "2026-05-30"},
                'open: "2026-05-30" does not open days (write {2026-05-30: ["08:00-12:00"]})',
                'open: « 2026-05-30 » n’ouvre pas de jours (écrire {2026-05-30: ["08:00-12:00"]})',
            ),
            (
                {"open": {"2026-05-30": []}},
                "open.2026-05-30: an opened day needs hours; a closed day goes into closed",
                "open.2026-05-30: un jour ouvert demande des heures ; un jour fermé va dans closed",
            ),
            (
                {"open": {"2026-05-30": ["08:00-12:00"], date(2026, 5, 30): ["13:00-17:00"]}},
                "open.2026-05-30: this day is already opened; give all its hours at once",
                "open.2026-05-30: ce jour est déjà ouvert ; donner toutes ses heures à la fois",
            ),
        ],
    )
    def test_each_problem_is_said_in_both_languages(self, value, english, french):
        """A bad value is quoted at its place, with what could have been written."""
        (finding,) = findings(value)

        assert (finding.text("en"), finding.text("fr")) == (english, french)

    def test_all_problems_are_told_together(self):
        """A calendar full of mistakes gets one finding for each, at its own place."""
        bad = {
            "contry": "FR",
            "country": "Frence",
            "days": "tous",
            "week": {
                "mon": ["8", "9-8h", "10:00-9:60"],
                "foo": [],
                "tue": None,
                "wed": [(480, 720), (1, 1.5)],
            },
            "closed": ["x/y", 5, {"from": "2026-01-01", "too": 1}, datetime(2026, 1, 1, 8), "2026-01-01/"],
            "open": {"2026-05-30": ["25:00-26:00"], "soon": ["08:00-12:00"]},
        }

        assert [(finding.code, finding.path) for finding in findings(bad)] == [
            ("unknown-calendar-key", "contry"),
            ("unknown-country", "country"),
            ("unknown-days", "days"),
            ("bad-span", "week.mon[0]"),
            ("bad-span", "week.mon[2]"),
            ("unknown-weekday", "week.foo"),
            ("bad-hours", "week.tue"),
            ("bad-span", "week.wed[1]"),
            ("bad-day", "closed[0]"),
            ("bad-day", "closed[0]"),
            ("bad-day", "closed[1]"),
            ("unknown-key", "closed[2].too"),
            ("bad-day", "closed[3]"),
            ("empty-value", "closed[4]"),
            ("bad-span", "open.2026-05-30[0]"),
            ("bad-day", "open.soon"),
        ]

    def test_a_list_of_opened_days_is_checked_too(self):
        """Each day of a list that cannot be read is told at its number."""
        paths = [(finding.code, finding.path) for finding in findings({"open": ["2026-05-30", "x", 3]})]

        assert paths == [("bad-day", "open[1]"), ("bad-day", "open[2]")]

    def test_school_zones_are_no_places(self):
        """A zone of school holidays closes no day: it is refused instead of taken in silence."""
        assert [finding.code for finding in findings("FR-Zone A")] == ["unknown-subdivision"]

    def test_two_subdivisions_are_one_too_many(self):
        """A country that already names a subdivision cannot have another one."""
        assert [finding.code for finding in findings({"country": "FR-57", "subdivision": "67"})] == [
            "unknown-country"
        ]
