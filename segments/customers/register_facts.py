"""Figures of customers tables → facts per customer, beside those of order rows."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from segments.customers.register import DAYS, FIGURES, Register
from segments.customers.roll import Roll
from segments.model import Problem, Wording, list_problem

_COLUMNS: Final = ("source", "row_index", *FIGURES, *DAYS, "orders_unread")
_A_COIN: Final = 1.0
_A_DAY: Final = np.timedelta64(1, "D")
_RHYTHM_ORDERS: Final = 3
_DISAGREE: Final = Wording(
    "1 customer's figure differs from their order rows; the order rows were used.",
    "{n} customers' figures differ from their order rows; the order rows were used.",
)


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Facts per customer from all customers tables.

    Attributes:
        facts: Index ``customer``; columns orders, spent, average_order,
            first_order, last_order, usual_gap_days, has_rhythm, orders_known
            (whether they are said to be as many as that).
        problems: Figures that differ from the order rows.
    """

    facts: pd.DataFrame
    problems: tuple[Problem, ...]


def facts_from_register(
    registers: Sequence[Register], roll: Roll, bought: pd.DataFrame
) -> RegisterFacts:
    """Return facts per customer from the customers tables.

    A person's rows are added up, equal rows once. Who has spent something or has a
    last order, but no number of orders, has ordered at least once. The first order of
    who has ordered once is the last one, too.

    Args:
        registers: The customers tables, in one currency.
        roll: Who each row is.
        bought: Facts from order rows; index ``customer``, columns orders, spent,
            last_order.
    """
    if not registers:
        return RegisterFacts(_of_nobody(), ())
    rows = [one.rows.rename_axis("row_index").reset_index() for one in registers]
    typed = pd.concat(rows)[[*_COLUMNS]].merge(roll.rows, on=["source", "row_index"])
    problems = [
        problem for one in registers for problem in _disagreements(one, typed, bought)
    ]
    return RegisterFacts(_sum_up(typed), tuple(problems))


@cache
def _of_nobody() -> pd.DataFrame:
    return _sum_up(pd.DataFrame(columns=[*_COLUMNS, "customer"]))


def _sum_up(typed: pd.DataFrame) -> pd.DataFrame:
    people = _one_row_each(typed)
    orders, spent, average = (people[name].to_numpy("float64") for name in FIGURES)
    first, last = (people[name].to_numpy("datetime64[s]") for name in DAYS)
    single = orders == 1  # of an only order, the first day is the last one
    first, last = (
        np.where(np.isnat(first) & single, last, first),
        np.where(np.isnat(last) & single, first, last),
    )
    bought = (~np.isnat(last) | (spent > 0)).astype("float64")
    unread = people["orders_unread"].to_numpy(bool) & np.isnan(orders) & (bought == 0)
    orders = np.where(np.isnan(orders), bought, orders)
    spent = np.where(np.isnan(spent), average * orders, spent)
    each = (spent / np.where(orders > 0, orders, np.nan)).round(2)
    gap = np.floor((last - first) / _A_DAY) / np.where(orders > 1, orders - 1, np.nan)
    return pd.DataFrame(
        {
            "orders": orders,
            "spent": spent,
            "average_order": np.where(np.isnan(average), each, average),
            "first_order": first,
            "last_order": last,
            "usual_gap_days": np.where(gap > 0, gap, np.nan),
            "orders_known": ~unread,
            "has_rhythm": (gap > 0) & (orders >= _RHYTHM_ORDERS),
        },
        index=people.index,
    )


def _one_row_each(typed: pd.DataFrame) -> pd.DataFrame:
    """Return one row per customer, index ``customer`` sorted: their rows added up."""
    if typed["customer"].is_unique:
        return typed.set_index("customer").sort_index()
    once = typed.drop_duplicates(["customer", *FIGURES, *DAYS])
    people = once.groupby("customer")
    return pd.DataFrame(
        {
            "orders": people["orders"].sum(min_count=1),
            "spent": people["spent"].sum(min_count=1),
            "average_order": people["average_order"].max(),
            "first_order": people["first_order"].min(),
            "last_order": people["last_order"].max(),
            "orders_unread": people["orders_unread"].any(),
        }
    )


def _disagreements(
    register: Register, typed: pd.DataFrame, bought: pd.DataFrame
) -> tuple[Problem, ...]:
    if bought.empty:
        return ()
    source = register.rows["source"]
    mine = typed[typed["source"].isin(source)].set_index("row_index")
    found: tuple[Problem, ...] = ()
    for role in ("orders", "spent", "last_order"):
        counted = bought[role].astype(mine[role].dtype).reindex(mine["customer"])
        apart = (mine[role] - counted.set_axis(mine.index)).abs()
        differs = apart >= (_A_DAY if role == "last_order" else _A_COIN)
        found += list_problem(
            "totals_disagree",
            _DISAGREE,
            source=str(source.iloc[0]) if len(source) else "",
            row_indexes=mine.index[differs],
            column_index=register.fields.get(role),
        )
    return found


def merge_facts(
    bought: pd.DataFrame, register: pd.DataFrame, listed: Collection[str]
) -> pd.DataFrame:
    """Return the facts of every customer: from order rows, else from the register.

    Args:
        bought: Facts from order rows; index ``customer``.
        register: Facts from customers tables; a part of the same columns.
        listed: Customers who stand in a customers table.

    Returns:
        The columns of ``bought`` and orders_known, index ``customer`` sorted.
    """
    keys = pd.Index(sorted({*bought.index, *listed}), name="customer", dtype=object)
    first, second = bought.reindex(keys), register.reindex(keys)
    both = [name for name in bought.columns if name in register]
    either: Mapping[str, pd.Series] = {}
    if bought.empty:
        either = {name: second[name].astype(first[name].dtype) for name in both}
    elif not register.empty:
        either = {
            name: first[name].where(first[name].notna(), second[name]) for name in both
        }
    known = first["orders"].notna() | ~second["orders_known"].eq(other=False)
    return first.assign(**either, orders_known=known)
