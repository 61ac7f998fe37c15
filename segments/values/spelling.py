"""Figures, days and amounts as people write them."""

from datetime import date
from functools import lru_cache

from segments.values.currencies import symbol_of


def spell_figure(figure: float) -> str:
    """Return a figure with thousands marked and no idle decimals."""
    return f"{figure:,.0f}" if float(figure).is_integer() else f"{figure:,.4g}"


@lru_cache(2_048)
def spell_day(day: date) -> str:
    """Return a day such as 7 Oct 2026, which no locale misreads."""
    return f"{day.day} {day:%b %Y}"


def spell_money(figure: float, currency: str | None) -> str:
    """Return an amount with its currency; rupees in lakh groups.

    >>> spell_money(1250000, "INR"), spell_money(-12.5, "GBP")
    ('₹12,50,000', '-£12.50')
    """
    digits = f"{abs(figure):,.2f}".removesuffix(".00")
    if currency == "INR":
        digits = _in_lakhs(digits.replace(",", ""))
    sign = "-" if figure < 0 else ""
    return f"{sign}{symbol_of(currency)}{digits}"


def _in_lakhs(digits: str) -> str:
    whole, point, part = digits.partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(0, end - 2) : end] for end in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + point + part
