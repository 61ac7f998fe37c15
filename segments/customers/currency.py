"""One currency for the shop; amounts in others are set aside, never added up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from segments.customers.home import Home
from segments.customers.register import Register
from segments.model import Problem, Wording, list_by_source
from segments.orders import OrderLines
from segments.orders.outcomes import REFUND, SALE

_HALF: Final = 1 / 2
_TENTH: Final = 1 / 10
_MONEY: Final = ("spent", "average_order")
_OTHER: Final = Wording(
    "1 amount is in another currency than the shop's, so it was not added up.",
    "{n} amounts are in another currency than the shop's, so they were not added up.",
)


@dataclass(frozen=True, slots=True)
class OneCurrency:
    """All amounts in the currency of the shop.

    Attributes:
        currency: Its code; None when nothing says.
        lines: The order lines per table; amounts in other currencies are NaN.
        registers: The customers tables; spent is NaN where it was in another.
        problems: The rows in other currencies.
    """

    currency: str | None
    lines: tuple[pd.DataFrame, ...]
    registers: tuple[Register, ...]
    problems: tuple[Problem, ...]


def keep_one_currency(
    lines: Sequence[OrderLines],
    registers: Sequence[Register],
    home: Callable[[], Home],
) -> OneCurrency:
    """Return the amounts in the shop's currency, the others as not known.

    An amount is in the currency that its cell, row or header names; one for which
    nothing does is bare, and in the shop's. That is the currency named most often, if
    it is named for half of the amounts. Else most are bare, and it is that of the
    shop's home. Where nothing tells the home, it is the one named most often again,
    if it is named for a tenth of the amounts or is the locale's. Else it is not
    known, and the few that do name one are set aside. Order rows decide before
    customers tables do. An order whose amount is set aside still counts.

    Args:
        lines: The order lines of each orders table.
        registers: The figures of each customers table.
        home: Asked when the amounts alone do not settle it.
    """
    sales = [one.lines[_counts(one.lines)] for one in lines]
    books = [one.rows for one in registers]
    currency = _of_shop(sales, "amount", home) or _of_shop(books, "spent", home)
    return OneCurrency(
        currency=currency,
        lines=tuple(_keep_lines(one.lines, currency) for one in lines),
        registers=tuple(_keep_register(one, currency) for one in registers),
        problems=tuple(
            problem
            for rows in (*sales, *books)
            for problem in _list_others(rows, currency)
        ),
    )


def _of_shop(
    frames: Sequence[pd.DataFrame], amount: str, home: Callable[[], Home]
) -> str | None:
    """Return the currency of the amounts in these frames; None if nothing says."""
    said = [
        rows.loc[rows[amount].notna() | rows["currency"].notna(), "currency"]
        for rows in frames
    ]
    named = pd.concat(said) if said else pd.Series(dtype=object)
    counts = named.value_counts()
    if counts.empty:
        return None
    most = min(counts.index[counts == counts.max()])
    share = float(counts.max()) / len(named)
    if share >= _HALF:
        return str(most)
    place = home()
    if place.currency:
        return place.currency
    return str(most) if share >= _TENTH or most == place.default else None


def _counts(lines: pd.DataFrame) -> pd.Series:
    return lines["outcome"].isin([SALE, REFUND])


def _is_other(rows: pd.DataFrame, currency: str | None) -> pd.Series:
    return rows["currency"].notna() & (rows["currency"] != currency)


def _keep_lines(lines: pd.DataFrame, currency: str | None) -> pd.DataFrame:
    other = _is_other(lines, currency)
    if not other.any():
        return lines
    refunded = lines["refunded"].mask(other, 0.0)
    return lines.assign(amount=lines["amount"].mask(other), refunded=refunded)


def _keep_register(register: Register, currency: str | None) -> Register:
    other = _is_other(register.rows, currency)
    if not other.any():
        return register
    money = {name: register.rows[name].mask(other) for name in _MONEY}
    return replace(register, rows=register.rows.assign(**money))


def _list_others(rows: pd.DataFrame, currency: str | None) -> tuple[Problem, ...]:
    other = _is_other(rows, currency)
    if not other.any():
        return ()
    listed = rows[other].rename_axis("row_index").reset_index()
    return list_by_source("other_currency", _OTHER, listed)
