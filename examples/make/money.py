"""Amounts as people type them, in naira and in rupees."""

import re

from examples.make.spelling import Spellings

LAKH = 100_000
THOUSAND = 1_000
PAIR_BREAK = re.compile(r"(?<=\d)(?=(\d\d)+$)")


def in_lakhs(amount: int) -> str:
    """Group digits as in India: 1,23,456."""
    head, tail = str(amount)[:-3], str(amount)[-3:]
    return f"{PAIR_BREAK.sub(',', head)},{tail}" if head else tail


def in_words(amount: int) -> str:
    """Say a round amount in lakhs, any other as on a printed bill."""
    is_round = amount >= LAKH and amount % THOUSAND == 0
    return f"{amount / LAKH:g} lakh" if is_round else f"Rs. {in_lakhs(amount)}/-"


NAIRA: Spellings[int] = (
    (66, lambda amount: amount),
    (11, lambda amount: f"₦{amount:,}"),
    (5, lambda amount: f"{amount:,}.00"),
    (7, lambda amount: f"{amount / THOUSAND:g}k"),
    (5, lambda amount: f"N{amount / THOUSAND:g}k"),
    (3, lambda amount: f"N{amount:,} "),
    (2, lambda amount: f"#{amount:,}"),
)
RUPEES: Spellings[int] = (
    (64, lambda amount: amount),
    (14, lambda amount: f"₹{in_lakhs(amount)}.00"),
    (14, in_words),
    (4, in_lakhs),
    (4, lambda amount: f"Rs {amount}"),
)
RUPEES_GIVEN_BACK: Spellings[int] = (
    (2, lambda amount: amount),
    (1, lambda amount: f"({in_lakhs(-amount)})"),
    (1, lambda amount: f"-{in_lakhs(-amount)}.00"),
)
