"""One currency for the shop; amounts in others are set aside, never added up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd

from segments.customers.register import Register
from segments.model import Problem, Wording, list_by_source
from segments.orders import OrderLines
from segments.orders.outcomes import REFUND, SALE

_MIXED: Final = Wording(
    "1 row is in another currency than most; its amount was not added up.",
    "{n} rows are in another currency than most; their amounts were not added up.",
)


@dataclass(frozen=True, slots=True)
class OneCurrency:
    """All amounts in the currency most of them are in.

    Attributes:
        currency: Its code; None when nothing says.
        lines: The order lines per table; outcome "other_currency" marks others.
        registers: The customers tables; spent is NaN where it was in another.
        problems: The rows in other currencies.
    """

    currency: str | None
    lines: tuple[pd.DataFrame, ...]
    registers: tuple[Register, ...]
    problems: tuple[Problem, ...]


def keep_one_currency(
    lines: Sequence[OrderLines], registers: Sequence[Register]
) -> OneCurrency:
    """Return the amounts in the currency most rows name, the others set aside."""
    currency = _most_named([one.lines for one in lines]) or _most_named(
        [one.rows for one in registers]
    )
    kept = [_keep_lines(one.lines, currency) for one in lines]
    books = [_keep_register(one, currency) for one in registers]
    frames = [*(one.lines for one in lines), *(one.rows for one in registers)]
    return OneCurrency(
        currency=currency,
        lines=tuple(kept),
        registers=tuple(books),
        problems=tuple(
            problem for rows in frames for problem in _others(rows, currency)
        ),
    )


def _most_named(frames: Sequence[pd.DataFrame]) -> str | None:
    if not frames:
        return None
    named = pd.concat([rows["currency"] for rows in frames]).dropna()
    counts = named.value_counts()
    return min(counts.index[counts == counts.max()], default=None)


def _is_other(rows: pd.DataFrame, currency: str | None) -> pd.Series:
    return rows["currency"].notna() & (rows["currency"] != currency)


def _keep_lines(lines: pd.DataFrame, currency: str | None) -> pd.DataFrame:
    other = _is_other(lines, currency) & lines["outcome"].isin([SALE, REFUND])
    return lines.assign(outcome=lines["outcome"].mask(other, "other_currency"))


def _keep_register(register: Register, currency: str | None) -> Register:
    other = _is_other(register.rows, currency)
    rows = register.rows.assign(spent=register.rows["spent"].mask(other))
    return replace(register, rows=rows)


def _others(rows: pd.DataFrame, currency: str | None) -> tuple[Problem, ...]:
    other = rows[_is_other(rows, currency)].rename_axis("row_index").reset_index()
    return list_by_source("mixed_currencies", _MIXED, other)
