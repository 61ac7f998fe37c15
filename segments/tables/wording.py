"""Headers that only the values below them can explain → headers that say it."""

import re
from collections.abc import Sequence
from typing import Final

from segments.headers import CUSTOMERS, ORDERS, header_key
from segments.values.statuses import read_payment_status

_ORDER_NUMBER: Final = re.compile(r"#\w+|[a-z]{0,5}[-#/]?\d[\d\-/]*", re.IGNORECASE)
_PHONE: Final = re.compile(r"\+?[\d ()./-]{9,}")
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")
_FIGURE: Final = re.compile(r"[\d.,]+")
_ORDERS: Final = frozenset({"order", "orders"})
_PERSON: Final = frozenset({"customer", "client", "buyer"})
_PEOPLE: Final = frozenset({"customers", "clients", "names"})

_LEADS: Final = frozenset({"lead", "leads", "prospect", "prospects"})

OPEN_WORDS: Final = (
    frozenset({"name", "contact", "paid"}) | _ORDERS | _PERSON | _PEOPLE | _LEADS
)
"""The headers that may mean several things."""


def settle(text: str, values: Sequence[str], kind: str) -> str:
    """Return a header, reworded when only its values can say what it means.

    In a Shopify order export "Name" is the order number; "Contact" may head names
    or numbers; "Order" a number or what was ordered; "Paid" an amount or a tick;
    "Lead" heads the names in a list of people, else whose lead it was; "Customer" may
    head phone numbers, and "Customers" counts of them, which are nobody's name.

    Args:
        text: A header among ``OPEN_WORDS``.
        values: Some of the cells below it, as text; none blank.
        kind: "customers" or "orders".
    """
    word = header_key(text)
    if word == "contact":
        return "contact name" if _mostly(_LETTERS, values) else "contact no"
    if word in _LEADS:
        text = "lead name" if kind == CUSTOMERS else text
    if word in _PERSON | _PEOPLE | _LEADS:
        return _person(text, word, values)
    if kind != ORDERS or not values:
        return text
    if word == "paid":
        ticks = [value for value in values if read_payment_status(value)]
        return "paid or not" if len(ticks) * 2 > len(values) else text
    numbered = _mostly(_ORDER_NUMBER, values, whole=True)
    if word == "name":
        return "order no" if numbered else text
    return text if numbered else "order details"


def _person(text: str, word: str, values: Sequence[str]) -> str:
    if values and all(map(_PHONE.fullmatch, values)):
        return "customer phone"
    counted = word in _PEOPLE and _mostly(_FIGURE, values, whole=True)
    return "" if counted else text


def _mostly(
    pattern: re.Pattern[str], values: Sequence[str], *, whole: bool = False
) -> bool:
    match = pattern.fullmatch if whole else pattern.search
    return sum(bool(match(value)) for value in values) * 2 > len(values)
