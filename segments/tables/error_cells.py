"""Cells in which a formula failed: #N/A, #REF! and their like say nothing."""

from collections.abc import Mapping
from typing import Final

import pandas as pd

from segments.model import Cell, Problem, Wording, list_problem
from segments.values.distinct import distinct

_ERRORS: Final = frozenset(
    {
        *("#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"),
        *("#ERROR!", "#SPILL!", "#CALC!", "Loading..."),
    }
)
# Whoever reads these lists what is no figure and no date.
_FIGURES: Final = frozenset(
    {
        *("order_date", "first_order", "last_order", "quantity", "orders", "spent"),
        *("amount", "order_total", "unit_price", "refund_amount", "average_order"),
    }
)
_SAYS_NOTHING: Final = Wording(
    "1 cell shows an error instead of a value, so it was taken as blank;"
    " mend its formula.",
    "{n} cells show errors instead of values, so they were taken as blank;"
    " mend their formulas.",
)


def blank_errors(
    source: str, body: pd.DataFrame, columns: Mapping[str, int]
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the body without the errors in it, and a problem per column with some.

    Errors among amounts and dates stay.

    Args:
        source: The title of the tab.
        body: Raw cells by column name.
        columns: Name → column index, of the columns that are to be read.
    """
    blanked: dict[str, pd.Series] = {}
    problems: tuple[Problem, ...] = ()
    for name in sorted(columns.keys() - _FIGURES, key=columns.__getitem__):
        found = distinct(body[name])
        failed = found.where(found.cells, _is_error)
        if not failed.any():
            continue
        blanked[name] = body[name].mask(failed, None)
        problems += list_problem(
            "error_cell",
            _SAYS_NOTHING,
            source=source,
            row_indexes=failed.index[failed],
            column_index=columns[name],
        )
    return body.assign(**blanked), problems


def _is_error(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip() in _ERRORS
