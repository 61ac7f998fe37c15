"""What a table lists, by the roles of its columns: customers, orders or neither."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from segments.headers import (
    CUSTOMERS,
    ORDERS,
    header_key,
    match_roles,
    names_other_people,
)

_NAMES: Final = frozenset({"name", "first_name", "last_name"})
_CONTACTS: Final = frozenset({"customer_id", "phone", "email", "handle"})
PEOPLE: Final = _NAMES | _CONTACTS
_FIGURES: Final = frozenset({"amount", "order_total", "unit_price", "quantity"})
_WHEN: Final = frozenset({"order_date", "order_id"})
_AGGREGATES: Final = frozenset({"orders", "spent", "last_order"})
_BESIDE_A_NAME: Final = frozenset({"city", "opted_out", "opted_in", "pin", "last_name"})
_DEALINGS: Final = ("stage", "first_contact", "last_contact", "messaged_on")
_OF_LEADS: Final = re.compile(
    r"\b(?:lead|enquir|inquir|pipeline|follow|messag|broadcast|contact|spoke|text)"
)
"""Words that only head columns about people: "Lead status", not "Status"."""
_PIVOTED: Final = re.compile(
    r"(?:sum|counta?|countunique|average|max|min|median|product) of \S.*|row labels",
    re.IGNORECASE,
)

COLUMNS_OF_ORDERS: Final[Mapping[str, frozenset[str]]] = {
    "people": PEOPLE,
    "when": _WHEN,
    "figures": _FIGURES,
}
"""The columns a list of orders has: at least one of each."""


def is_kind(kind: str, roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    """Return whether columns of these roles list what a kind of table lists.

    Args:
        kind: "customers" or "orders".
        roles: Role → column index, as that kind of table has them.
        texts: The header texts of all its columns.
    """
    if any(_PIVOTED.fullmatch(text.strip()) for text in texts):
        return False  # a pivot table says again what the orders say
    if kind == ORDERS:
        return _lists_orders(roles.keys(), texts)
    return _lists_customers(roles, texts)


def names_people(roles: Collection[str]) -> bool:
    """Return whether a column among these holds people's names."""
    return bool(_NAMES.intersection(roles))


def _lists_orders(held: Collection[str], texts: Sequence[str]) -> bool:
    totals = match_roles(texts, CUSTOMERS).keys() & _AGGREGATES
    if totals and "order_id" not in held:
        return False
    if names_other_people(texts) and not names_people(held):
        return False
    return all(any_of.intersection(held) for any_of in COLUMNS_OF_ORDERS.values())


def _lists_customers(roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    held = roles.keys()
    if not held & PEOPLE or names_other_people(texts):
        return False
    if held & _AGGREGATES:
        return True
    ordered = match_roles(texts, ORDERS)
    if _numbers_orders(roles, ordered):
        return False
    if held & _CONTACTS:
        return bool(held & _NAMES) or not ordered.keys() & _FIGURES
    return not ordered.keys() & _FIGURES and _names_customers(roles, texts)


def _numbers_orders(roles: Mapping[str, int], ordered: Mapping[str, int]) -> bool:
    """Return whether a column numbers orders; one headed ID numbers customers."""
    return "order_id" in ordered and ordered["order_id"] != roles.get("customer_id")


def _names_customers(roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    if "name" not in roles:
        return {"first_name", "last_name"} <= roles.keys()
    plain = header_key(texts[roles["name"]]) in {"name", "names"}
    dealings = [header_key(texts[roles[role]]) for role in _DEALINGS if role in roles]
    return (
        not plain
        or bool(_BESIDE_A_NAME & roles.keys())
        or any(map(_OF_LEADS.search, dealings))
    )
