"""What each order line is worth, whichever of price, amount and total the tab has."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from segments.model import Problem, Wording
from segments.orders.prices import is_price_of_all, list_prices_of_all
from segments.tables import Table, list_cells
from segments.values.currencies import currency_code
from segments.values.distinct import distinct
from segments.values.money import AmountColumn, read_amounts

_MONEY: Final = ("order_total", "amount", "unit_price", "refund_amount")
_MOST: Final = 0.95
_A_HUNDREDTH: Final = 0.01
_BAD_AMOUNT: Final = Wording(
    "1 row has an amount that cannot be read; the order counts, its value does not.",
    "{n} rows have amounts that cannot be read; the orders count, their values do not.",
)
_KNOWN_ANYHOW: Final = Wording(
    "1 row has an amount that cannot be read; its value is from its other columns.",
    "{n} rows have amounts that cannot be read; their values are from their other"
    " columns.",
)
_PART: Final = Wording(
    "1 amount holds more than one figure or a remark; the first figure was taken.",
    "{n} amounts hold more than one figure or a remark; the first figure was taken.",
)
_BAD_QUANTITY: Final = Wording(
    "1 row has a quantity that cannot be read; it was taken as one item.",
    "{n} rows have quantities that cannot be read; they were taken as one item each.",
)
_NO_AMOUNT: Final = Wording(
    "1 row has no amount; the order counts, its value is not known.",
    "{n} rows have no amount; the orders count, their values are not known.",
)


@dataclass(frozen=True, slots=True)
class LineAmounts:
    """The figures of the lines of one table, by ``row_index``.

    Attributes:
        figures: What the line is worth, negative for a refund; NaN if unknown.
        quantities: As typed; NaN when blank, unreadable or without a column.
        refunded: What was paid back on the line, 0 or more.
        owed: Whether all that the order costs is still to be paid.
        currencies: Currency code or None.
        problems: Cells that were not read, or read in part.
    """

    figures: pd.Series
    quantities: pd.Series
    refunded: pd.Series
    owed: pd.Series
    currencies: pd.Series
    problems: tuple[Problem, ...]


def read_line_amounts(
    table: Table, order_ids: pd.Series, *, locale: str
) -> LineAmounts:
    """Return what each line is worth.

    The total wins over amount, and amount over price × quantity, or over the price
    where prices grow with the quantity. An order paid in part counts in full. A
    total that is
    the order's, repeated on each of its lines or standing on one of them, is
    shared out evenly over the lines of the order.

    Args:
        table: An orders table.
        order_ids: Text or None per row.
        locale: Of the spreadsheet.
    """
    columns = {
        role: read_amounts(
            table.body[role], locale=locale, hundredths=role in table.hundredths
        )
        for role in (*_MONEY, "balance", "quantity")
        if role in table.fields
    }
    blank = pd.Series(float("nan"), index=table.body.index)
    money = {role: column.figures for role, column in columns.items()}
    price = money.get("unit_price", blank)
    count = money.get("quantity", blank).fillna(1.0)
    alone = "unit_price" in money and not {"amount", "order_total"} & money.keys()
    together = alone and is_price_of_all(table, price, count)
    priced = price if together else price * count
    figures = _worth(money, order_ids, priced)
    # An amount may be what was paid by now: it does not tell what was to be paid.
    due = money.get("order_total", blank if "amount" in money else priced)
    owed = _owed(money.get("balance", blank), due)
    refunded = blank
    if "refund_amount" in money:
        refunded = _per_line(money["refund_amount"].abs(), order_ids, figures)
    return LineAmounts(
        figures=figures,
        quantities=money.get("quantity", blank),
        refunded=refunded.fillna(0.0),
        owed=owed | order_ids.isin(order_ids[owed].dropna()),
        currencies=_currencies(table, columns),
        problems=(
            *(list_prices_of_all(table) if together else ()),
            *_problems(table, columns, figures),
        ),
    )


def _worth(
    money: dict[str, pd.Series], order_ids: pd.Series, priced: pd.Series
) -> pd.Series:
    line = money.get("amount", priced).fillna(priced)
    total = money.get("order_total")
    if total is None:
        return line
    return _per_line(total, order_ids, line).fillna(line)


def _owed(balances: pd.Series, totals: pd.Series) -> pd.Series:
    """Return which balances are the whole total; none if one runs beyond its own."""
    if (balances > totals + _A_HUNDREDTH).any():
        return pd.Series(data=False, index=balances.index)  # a balance carried on
    return (totals > 0) & (balances >= totals - _A_HUNDREDTH)


def _per_line(figures: pd.Series, order_ids: pd.Series, line: pd.Series) -> pd.Series:
    """Return figures per line; shared out if each stands for a whole order."""
    orders = figures.groupby(order_ids)
    lines = orders.transform("size")
    several = lines > 1
    if not several.any() or not _is_per_order(figures[several], order_ids, line):
        return figures
    whole = orders.transform("max")
    return figures.where(~several, whole / lines)


def _is_per_order(figures: pd.Series, order_ids: pd.Series, line: pd.Series) -> bool:
    """Return whether the figures of orders with several lines are the orders' own.

    They are when an order never shows two of them, and either stands on one line
    only or differs from what its lines are worth.
    """
    orders = figures.groupby(order_ids[figures.index])
    constant = orders.max() == orders.min()
    if (constant | (orders.count() == 0)).mean() < _MOST:
        return False
    said_once = (orders.count() == 1).mean() > 1 / 2
    worth = line[figures.index]
    both = figures.notna() & worth.notna()
    differs = (figures[both] - worth[both]).abs() > _A_HUNDREDTH
    return bool(said_once or (both.any() and differs.mean() > 1 / 2))


def _currencies(table: Table, columns: dict[str, AmountColumn]) -> pd.Series:
    """Return the currency each line's cells name, else its row, else its header."""
    found = pd.Series(None, index=table.body.index, dtype=object)
    for role in _MONEY:
        if role in columns:
            found = found.where(found.notna(), columns[role].currencies)
    if "currency" in table.fields:
        named = distinct(table.body["currency"])
        codes = [currency_code(str(value)) for value in named.cells]
        typed = named.spread(codes, missing=None, dtype="object")
        found = found.where(found.notna(), typed)
    header = next(filter(None, map(table.currencies.get, _MONEY)), None)
    return found if header is None else found.where(found.notna(), header)


def _problems(
    table: Table, columns: dict[str, AmountColumn], figures: pd.Series
) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for role, column in columns.items():
        if role == "quantity":
            found += list_cells(
                table, role, "bad_quantity", _BAD_QUANTITY, where=column.bad
            )
            continue
        for code, wording, where in (
            ("bad_amount", _BAD_AMOUNT, column.bad & figures.isna()),
            ("bad_amount", _KNOWN_ANYHOW, column.bad & figures.notna()),
            ("amount_in_part", _PART, column.partly),
        ):
            found += list_cells(table, role, code, wording, where=where)
    return (*found, *_blank_amounts(table, columns, figures))


def _blank_amounts(
    table: Table, columns: dict[str, AmountColumn], figures: pd.Series
) -> tuple[Problem, ...]:
    priced = [role for role in _MONEY[:3] if role in columns]
    if not priced:
        return ()
    blank = figures.isna()
    for role in priced:
        blank &= ~columns[role].bad
    return list_cells(table, priced[0], "no_amount", _NO_AMOUNT, where=blank)
