"""What a rule may call by the seller's own headers.

Columns that mean nothing to us keep their cells; a column that is read as a fact under
another name, as "Area" is for City, gives that fact under its header too.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from segments.customers.roll import Roll
from segments.fields import find_fact, name_key
from segments.headers import CUSTOMERS, ORDERS
from segments.tables import Table
from segments.values.distinct import distinct, read_text

_OTHERWISE: Final[Mapping[str, str]] = {
    "first_name": "name",
    "last_name": "name",
    "product": "favourite_product",
    "category": "favourite_category",
}
"""Roles whose fact has another name."""


def own_values(
    tables: Sequence[Table], roll: Roll, customers: pd.DataFrame
) -> pd.DataFrame:
    """Return what stands under the seller's own headers, by customer.

    Where a person's rows in customers tables differ, the first value in the alphabet
    is taken; of orders, the most frequent one. Customers tables go before orders.

    Args:
        tables: All tables of the tracker.
        roll: Who each row is.
        customers: The customers frame.

    Returns:
        Index ``customer``; one column per header that names no fact of ours, raw cells
        or the fact that the column is read as; None where blank.
    """
    listed = [table for table in tables if table.kind == CUSTOMERS]
    kept = [(table, _kept(table, customers.columns)) for table in listed]
    names = sorted({name for _, columns in kept for name in columns})
    own = {name: _own_column(name, kept, roll) for name in names}
    taken = {name_key(name) for name in own}
    for name, column in _of_orders(tables, roll):
        if name_key(name) not in taken:
            taken.add(name_key(name))
            own[name] = column
    plain = pd.DataFrame(own, index=customers.index, dtype=object)
    plain = plain.where(plain.notna(), None)
    read = {
        header: customers[column]
        for header, column in _read_headers(tables, customers.columns)
        if name_key(header) not in taken
    }
    return plain.assign(**read).sort_index(axis=1).rename_axis("customer")


def _read_headers(
    tables: Sequence[Table], facts: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Yield the headers of columns that are read as a fact under another name."""
    for table in sorted(tables, key=lambda table: table.kind != CUSTOMERS):
        for role, header in sorted(table.headers.items()):
            column = _OTHERWISE.get(role, role)
            ours = find_fact(header)
            if column in facts and (ours is None or ours.column != column):
                yield header, column


def _kept(table: Table, facts: Collection[str]) -> Mapping[str, str]:
    """Return header → column of the body, of columns that are read as no fact."""
    known = {*facts, *_OTHERWISE}
    plain = {head: role for role, head in table.headers.items() if role not in known}
    return {**plain, **{name: name for name in table.own_columns}}


def _own_column(
    name: str, kept: Sequence[tuple[Table, Mapping[str, str]]], roll: Roll
) -> pd.Series:
    said = pd.concat(
        [
            _said(table, columns[name], roll)
            for table, columns in kept
            if name in columns
        ]
    )
    ordered = said.sort_values(["customer", "text", "type"])
    return ordered.drop_duplicates("customer").set_index("customer")["cell"]


def _said(table: Table, column: str, roll: Roll) -> pd.DataFrame:
    cells = table.body[column].dropna()
    mine = roll.rows[roll.rows["source"] == table.source].set_index("row_index")
    said = pd.DataFrame(
        {
            "customer": mine["customer"].reindex(cells.index),
            "cell": cells,
            "text": read_text(cells),
            "type": cells.map(lambda cell: type(cell).__name__),
        }
    )
    return said.dropna(subset=["customer"])


def _of_orders(tables: Sequence[Table], roll: Roll) -> Iterator[tuple[str, pd.Series]]:
    """Yield the own columns of orders tables: the most frequent cell by customer."""
    cells: dict[str, list[pd.Series]] = {}
    people: dict[str, list[pd.Series]] = {}
    for position, table in enumerate(tables):
        if table.kind == ORDERS and table.own_columns:
            customers = roll.customers_of(position).reindex(table.body.index)
            for name in table.own_columns:
                cells.setdefault(name, []).append(table.body[name])
                people.setdefault(name, []).append(customers)
    for name in sorted(cells):
        yield name, _usual_cells(pd.concat(cells[name]), pd.concat(people[name]))


def _usual_cells(cells: pd.Series, customers: pd.Series) -> pd.Series:
    """Return the cell that stands most often with each customer.

    Of several the lowest figure is taken, else the first text.
    """
    found = distinct(cells)
    order = _from_low_to_high(found.cells)
    rank = np.empty(len(order) + 1, dtype="int64")
    rank[order], rank[-1] = np.arange(len(order)), -1
    place = rank[found.codes]
    who, people = pd.factorize(customers.to_numpy(dtype=object))
    filled = (who >= 0) & (place >= 0)
    width = max(len(order), 1)
    pairs, counts = np.unique(who[filled] * width + place[filled], return_counts=True)
    best = pairs[np.lexsort((pairs, -counts, pairs // width))]
    buyer, chosen = np.divmod(best, width)
    first = np.unique(buyer, return_index=True)[1]
    typed = np.empty(len(order), dtype=object)
    typed[:] = [found.cells[at] for at in order]
    return pd.Series(typed[chosen[first]], index=people[buyer[first]], dtype=object)


def _from_low_to_high(cells: Sequence[Any]) -> list[int]:
    """Return the positions of distinct cells: figures, then texts, each in order."""
    texts = [at for at, cell in enumerate(cells) if isinstance(cell, str)]
    figures = [at for at, cell in enumerate(cells) if not isinstance(cell, str)]
    ordered = sorted(figures, key=cells.__getitem__)
    return [*ordered, *sorted(texts, key=cells.__getitem__)]
