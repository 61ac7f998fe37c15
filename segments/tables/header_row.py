"""Where the header of a table is, what its columns mean, and what the table lists."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from segments.headers import (
    CUSTOMERS,
    ORDERS,
    header_key,
    match_roles,
    names_other_people,
)
from segments.model import Cell, Grid
from segments.values.currencies import split_header
from segments.values.distinct import cell_text

_HEADER_ROWS: Final = 20
_SAMPLE_ROWS: Final = 50
_PEOPLE: Final = frozenset(
    {"customer_id", "name", "first_name", "last_name", "phone", "email", "handle"}
)
_CONTACTS: Final = frozenset({"customer_id", "phone", "email", "handle"})
_FIGURES: Final = frozenset({"amount", "order_total", "unit_price", "quantity"})
_AGGREGATES: Final = frozenset({"orders", "spent", "last_order"})
_BESIDE_A_NAME: Final = frozenset({"city", "opted_out", "opted_in", "pin", "last_name"})
_ORDER_NUMBER: Final = re.compile(r"#\w+|[a-z]{0,5}[-#/]?\d[\d\-/]*", re.IGNORECASE)
_OPEN: Final = frozenset({"name", "contact", "order", "orders"})
_LETTERS: Final = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Header:
    """The header row of a table.

    Attributes:
        kind: "customers" or "orders".
        row_index: Zero-based.
        cells: Its cells; None where a column is not the seller's.
        roles: Role → column index.
        currencies: Role → currency code the header names.
    """

    kind: str
    row_index: int
    cells: tuple[Cell, ...]
    roles: dict[str, int]
    currencies: dict[str, str]


def find_header(grid: Grid, ignore_columns: Collection[int]) -> Header | None:
    """Return the header among the first 20 rows that has the most known columns."""
    headers = (
        _read_header(grid, row_index, ignore_columns)
        for row_index in range(min(grid.row_count, _HEADER_ROWS))
    )
    known = [header for header in headers if header]
    return max(
        known, key=lambda header: (len(header.roles), -header.row_index), default=None
    )


def _read_header(
    grid: Grid, row_index: int, ignore_columns: Collection[int]
) -> Header | None:
    cells = tuple(
        None if index in ignore_columns or not isinstance(cell, str) else cell
        for index, cell in enumerate(grid.row(row_index))
    )
    split = [split_header(cell) if cell else ("", None) for cell in cells]
    for kind, is_kind in ((ORDERS, _lists_orders), (CUSTOMERS, _lists_customers)):
        texts = [
            _settle(text, _below(grid, row_index, index), kind)
            if header_key(text) in _OPEN
            else text
            for index, (text, _) in enumerate(split)
        ]
        roles = match_roles(texts, kind)
        if is_kind(roles, texts):
            codes = {role: split[index][1] for role, index in roles.items()}
            named = {role: code for role, code in codes.items() if code}
            return Header(kind, row_index, cells, roles, named)
    return None


def _below(grid: Grid, row_index: int, column_index: int) -> list[str]:
    rows = range(row_index + 1, min(grid.row_count, row_index + 1 + _SAMPLE_ROWS))
    cells = (cell_text(grid.cell(row, column_index)) for row in rows)
    return [cell for cell in cells if cell]


def _settle(text: str, values: Sequence[str], kind: str) -> str:
    """Return a header, reworded when only its values can say what it means.

    In a Shopify order export "Name" is the order number; "Contact" may head names
    or numbers; "Order" a number or what was ordered.
    """
    word = header_key(text)
    if word == "contact":
        return "contact name" if _mostly(_LETTERS, values) else "contact no"
    if kind != ORDERS or not values:
        return text
    numbered = _mostly(_ORDER_NUMBER, values, whole=True)
    if word == "name":
        return "order no" if numbered else text
    return text if numbered else "order details"


def _mostly(
    pattern: re.Pattern[str], values: Sequence[str], *, whole: bool = False
) -> bool:
    match = pattern.fullmatch if whole else pattern.search
    return sum(bool(match(value)) for value in values) * 2 > len(values)


def _lists_orders(roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    held = roles.keys()
    when = {"order_date", "order_id"} & held
    totals = match_roles(texts, CUSTOMERS).keys() & _AGGREGATES
    if totals and "order_id" not in held:
        return False
    return bool(when and held & _FIGURES and held & _PEOPLE)


def _lists_customers(roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    held = roles.keys()
    if not held & _PEOPLE or names_other_people(texts):
        return False
    if held & _AGGREGATES:
        return True
    if match_roles(texts, ORDERS).keys() & (_FIGURES | {"order_id"}):
        return False
    return bool(held & _CONTACTS) or _names_customers(roles, texts)


def _names_customers(roles: Mapping[str, int], texts: Sequence[str]) -> bool:
    if "name" not in roles:
        return {"first_name", "last_name"} <= roles.keys()
    plain = header_key(texts[roles["name"]]) in {"name", "names"}
    return not plain or bool(_BESIDE_A_NAME & roles.keys())
