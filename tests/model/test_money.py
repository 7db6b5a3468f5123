"""Money: what is read, what is refused, and sums that are exact."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import retroplan as rp
from retroplan.language import LANGUAGES
from retroplan.model.currencies import CURRENCIES, parse_currency, places_of
from retroplan.model.money import LARGEST, Money, parse_money, total
from retroplan.model.rates import parse_daily, parse_price, parse_rate, parse_wage
from retroplan.units import Unit


def amounts(currency: str, most: int = LARGEST) -> st.SearchStrategy[Money]:
    """Draw amounts of a currency, in its smallest coin."""
    coins = st.integers(0, most * 10 ** places_of(currency))
    return coins.map(lambda number: Money(Decimal(number).scaleb(-places_of(currency)), currency))


MONEY = st.sampled_from(sorted(CURRENCIES)).flatmap(amounts)


def read_or_refused(text: str) -> object:
    """Give the amount, or the code of what is wrong with it."""
    try:
        return parse_money(text)
    except rp.PlanError as problem:
        return problem.findings[0].code


def plain(text: str) -> str:
    """Write the blanks of French and of signs as people type them."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1000€", "1000 EUR"),
        ("1 500 €", "1500 EUR"),
        ("1\u202f500,50\u00a0€", "1500.5 EUR"),
        ("1500 EUR", "1500 EUR"),
        ("EUR 1500", "1500 EUR"),
        ("€1,500.50", "1500.5 EUR"),
        ("€1,500", "1500 EUR"),
        ("1.500,50 €", "1500.5 EUR"),
        ("1,234,567.89 USD", "1234567.89 USD"),
        ("1.234.567 €", "1234567 EUR"),
        ("1'500 CHF", "1500 CHF"),
        ("1’500 francs suisses", "1500 CHF"),
        ("12 k€", "12000 EUR"),
        ("12,5k EUR", "12500 EUR"),
        ("1,2 M€", "1200000 EUR"),
        ("2 millions d’euros", "2000000 EUR"),
        ("1.5 million dollars", "1500000 USD"),
        ("12 KES", "12 KES"),
        ("5 MAD", "5 MAD"),
        ("5$", "5 USD"),
        ("US$5", "5 USD"),
        ("10.99€", "10.99 EUR"),
        ("0,5 euro", "0.5 EUR"),
        ("0.125 TND", "0.125 TND"),
        ("40 livres sterling", "40 GBP"),
        ("-0 EUR", "0 EUR"),
        ("  7  eur ", "7 EUR"),
        (1500, "1500"),
        (10.99, "10.99"),
        (Decimal("1.50"), "1.5"),
        ("1500", "1500"),
        ("12 k", "12000"),
    ],
)
def test_money_is_read_as_people_write_it(written: Any, read: str) -> None:
    """French and English digits, signs, codes, names and thousands; a number is in the plan's currency."""
    money = parse_money(written)

    assert str(money) == read
    assert parse_money(read) == money


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EUR EUR", "bad-money"),
        ("EUR 5 EUR", "bad-money"),
        ("", "empty-value"),
        ("   ", "empty-value"),
        ("1 50 EUR", "bad-money"),
        ("1,50,000 EUR", "bad-money"),
        ("1e5 EUR", "bad-money"),
        ("½ EUR", "bad-money"),
        ("٣ EUR", "bad-money"),
        ("5 EUR 5", "bad-money"),
        ("9" * 61, "bad-money"),
        (True, "bad-money"),
        ([5], "bad-money"),
        ({}, "bad-money"),
        (float("nan"), "bad-money"),
        (Decimal("sNaN"), "bad-money"),
        (float("inf"), "money-limit"),
        (1e308, "money-limit"),
        (LARGEST + 1, "money-limit"),
        ("2000000000000 EUR", "money-limit"),
        ("999999999 M€", "money-limit"),
        (-1, "negative-money"),
        ("-5 EUR", "negative-money"),
        ("€-5", "negative-money"),
        ("−5 EUR", "negative-money"),
        ("1.500 €", "thousands-or-decimals"),
        ("1,500", "thousands-or-decimals"),
        ("1,500 k€", "thousands-or-decimals"),
        ("1,500 TND", "thousands-or-decimals"),
        ("0.001 EUR", "money-too-fine"),
        ("1.5 JPY", "money-too-fine"),
        (0.1 + 0.2, "money-too-fine"),
        (1e-300, "money-too-fine"),
        (Decimal("1E-999999"), "money-too-fine"),
        ("5 EURS", "unknown-currency"),
        ("5 bananas", "unknown-currency"),
        ("(5)", "unknown-currency"),
    ],
)
def test_what_is_no_money_is_refused(written: Any, code: str) -> None:
    """Amounts that are not there, are two, have no end, are less than nothing, or can be read in two ways."""
    with pytest.raises(rp.PlanError) as caught:
        parse_money(written)

    assert [finding.code for finding in caught.value.findings] == [code]
    assert all(caught.value.text(lang) for lang in LANGUAGES)


def test_a_number_without_end_is_refused_like_others() -> None:
    """Python cannot even write a whole number of ten thousand digits."""
    with pytest.raises(rp.PlanError, match="is not an amount of money"):
        parse_money(10**10_000)


def test_what_can_be_read_in_two_ways_names_both() -> None:
    """The two amounts that may have been meant are ready to be copied."""
    with pytest.raises(rp.PlanError) as caught:
        parse_money("1.500 €")

    assert str(caught.value) == '"1.500 €" can be read in two ways; write 1500 EUR or 1.5 EUR'


@given(MONEY)
def test_written_money_is_read_again(money: Money) -> None:
    """The form of documents gives the very amount back, in every currency."""
    assert parse_money(str(money)) == money


@given(MONEY, st.sampled_from(LANGUAGES))
def test_printed_money_is_the_same_money(money: Money, lang: str) -> None:
    """What a language prints is read as the same amount; thousandths may be refused, but never changed."""
    refused = ["thousands-or-decimals"] if places_of(money.currency) == 3 else []

    assert read_or_refused(money.text(lang)) in [money, *refused]


@pytest.mark.parametrize(
    ("money", "english", "french"),
    [
        ("1500.5 EUR", "€1,500.50", "1 500,50 €"),
        ("1500 EUR", "€1,500", "1 500 €"),
        ("5 USD", "$5", "5 $"),
        ("1500 CHF", "CHF 1,500", "1 500 CHF"),
        ("1500 JPY", "JPY 1,500", "1 500 JPY"),
        ("1500", "1,500", "1 500"),
    ],
)
def test_money_is_printed_by_language(money: str, english: str, french: str) -> None:
    """Signs stand before in English and behind in French; whole amounts have no decimals."""
    assert plain(parse_money(money).text("en")) == english
    assert plain(parse_money(money).text("fr")) == french


def test_negative_amounts_have_their_sign_before_all() -> None:
    """What is overspent is shown with a minus."""
    over = Money(Decimal(-200), "EUR")

    assert (over.text("en"), plain(over.text("fr")), str(over)) == ("-€200", "-200 €", "-200 EUR")


def test_amounts_of_two_currencies_are_not_added() -> None:
    """EUR and USD have no sum, no difference and no order, and the error says which two."""
    euros, dollars = parse_money("5 EUR"), parse_money("5 USD")
    for operation in (
        lambda: euros + dollars, lambda: euros - dollars, lambda: euros < dollars, lambda: euros <= dollars,
    ):  # fmt: skip
        with pytest.raises(rp.PlanError) as caught:
            operation()

        assert str(caught.value).startswith(
            '"5 USD" is in another currency than the plan, which counts in EUR'
        )


def test_a_sum_is_not_that_of_floats() -> None:
    """Ten times 10 cents are a euro, and a caller's narrow decimal context changes nothing."""
    with localcontext() as context:
        context.prec = 2
        tenths = total([parse_money("1000.10 EUR")] * 10, "EUR")

    assert str(tenths) == "10001 EUR"
    assert 0.1 * 3 != 0.3  # what floats would do
    assert total([parse_money("0.10 EUR")] * 3, "EUR") == parse_money("0.30 EUR")


@given(amounts("EUR"), st.lists(st.integers(0, 10**6), min_size=1, max_size=40))
def test_parts_add_up_to_the_whole(money: Money, weights: list[int]) -> None:
    """However an amount is split, its parts add up to it, and none is a coin away from its share."""
    assume(sum(weights))
    parts = money.split(weights)

    assert total(parts, "EUR") == money
    for part, weight in zip(parts, weights, strict=True):
        share = Fraction(money.amount) * weight / sum(weights)
        assert abs(Fraction(part.amount) - share) < Fraction(1, 100)
        assert weight or not part


def test_the_largest_remainders_get_the_last_coins() -> None:
    """100 EUR in three parts: 33.33 each leaves a cent, which the first of three equals gets."""
    assert [str(part.amount) for part in parse_money("100 EUR").split([1, 1, 1])] == [
        "33.34",
        "33.33",
        "33.33",
    ]
    # 10.00 by 1:2:4: 1.428…, 2.857…, 5.714…; rounded down 9.98, the cents go to .857 and .714 of a cent.
    assert [str(part.amount) for part in parse_money("10 EUR").split([1, 2, 4])] == ["1.43", "2.86", "5.71"]
    assert [str(part.amount) for part in parse_money("5 JPY").split([1, 1])] == ["3", "2"]


def test_products_are_rounded_to_the_coin() -> None:
    """Half a cent is rounded up."""
    assert str(parse_money("10.01 EUR").times(Fraction(1, 2))) == "5.01 EUR"
    assert str(parse_money("100 EUR").times(Fraction(1, 3))) == "33.33 EUR"


@pytest.mark.parametrize("amount", [0.1, "abc", None, Decimal("NaN"), "1e30"])
def test_the_constructor_takes_exact_amounts_alone(amount: Any) -> None:
    """A float, a text that is no number, or more than anybody has is refused."""
    with pytest.raises(rp.PlanError):
        Money(amount, "EUR")


def test_the_constructor_knows_currencies() -> None:
    """A sign becomes its code, and what is no currency is refused."""
    assert rp.Money(5, "€").currency == "EUR"
    with pytest.raises(rp.PlanError):
        rp.Money(5, "XYZ")


@pytest.mark.parametrize("text", ["EUR", " eur ", "€", "euros", "Euro"])
def test_currencies_are_read(text: str) -> None:
    """A currency has a code, a sign and names."""
    assert parse_currency(text) == "EUR"


@pytest.mark.parametrize("value", ["", "EURO DOLLAR", 5, None, "E" * 1000, "XXX"])
def test_what_is_no_currency_is_refused(value: Any) -> None:
    """Anything else is named and refused."""
    with pytest.raises(rp.PlanError) as caught:
        parse_currency(value)

    assert caught.value.findings[0].code == "unknown-currency"


# --------------------------------------------------------------------------- rates


@pytest.mark.parametrize(
    ("written", "read", "french"),
    [
        ("400 EUR/d", "400 EUR/d", "400 €/j"),
        ("400 €/jour", "400 EUR/d", "400 €/j"),
        ("10.99€/mois", "10.99 EUR/mo", "10,99 €/mois"),
        ("5$/mois", "5 USD/mo", "5 $/mois"),
        ("50 € par heure", "50 EUR/h", "50 €/h"),
        ("1,500 EUR per week", "1500 EUR/w", "1 500 €/sem."),
        ("300 € la journée", "300 EUR/d", "300 €/j"),
        ("500/jour calendaire", "500/cd", "500/j cal."),
    ],
)
def test_rates_are_read(written: str, read: str, french: str) -> None:
    """Money for a unit of time, as price lists write it, and printed back by language."""
    rate = parse_rate(written)

    assert str(rate) == read
    assert parse_rate(read) == rate
    assert plain(rate.text("fr")) == french


@pytest.mark.parametrize(
    "written", ["400 EUR", "400/", "/d", "400 EUR/year", "400 EUR/2d", "5 EUR/eh", 400, None]
)
def test_what_is_no_rate_is_refused(written: Any) -> None:
    """An amount alone, a unit alone, and units that are none or go by the clock."""
    with pytest.raises(rp.PlanError) as caught:
        parse_rate(written)

    assert caught.value.findings[0].code == "bad-rate"
    assert all(caught.value.text(lang) for lang in LANGUAGES)


def test_each_use_of_a_rate_has_its_units() -> None:
    """Work is paid for in working time; a delay by the day or the week; a resource either way, or once."""
    assert parse_wage("400 EUR/d").unit is Unit.D
    assert parse_daily("400 EUR/cd").unit is Unit.CD
    assert parse_price("400 EUR") == parse_money("400 EUR")
    assert parse_price("400 EUR/mo") == parse_rate("400 EUR/mo")
    with pytest.raises(rp.PlanError, match="price of work"):
        parse_wage("400 EUR/cd")
    with pytest.raises(rp.PlanError, match="day of delay"):
        parse_daily("400 EUR/mo")
