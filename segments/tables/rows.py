"""Which rows below a header are body rows, and what the others are."""

import re
from collections.abc import Callable
from datetime import date
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from segments.headers import CUSTOMERS
from segments.model import Cell, Problem, Wording, list_problem
from segments.tables.header_row import Header
from segments.tables.kinds import PEOPLE
from segments.values.dates import read_date
from segments.values.distinct import cell_text, distinct

_PERIOD: Final = r"(?:[a-z]{3,9}|q[1-4]|fy|\d{1,2})(?:[ ,'’/-]*\d{2,4})?"
_TOTAL: Final = re.compile(
    r"(?:(?:grand|sub|sub-|monthly|weekly|daily|overall|month|week|day)[ -]?)?"
    r"totals?(?:[ :-]+(?:sales?|amount|orders?|revenue|spent|due|paid|income|customers|"
    rf"(?:for|of|in) .*|{_PERIOD}(?: ?(?:-|–|to|and) ?{_PERIOD})?))?"
    r"|sum|total(?:e|es)|कुल",
    re.IGNORECASE,
)
_MONTH: Final = re.compile(
    r"(?:month of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
    r"[ ,'’/-]*(?:\d{4}|\d{2})?|(?:week|wk) ?\d{1,2}\b.*|\d{4}",
    re.IGNORECASE,
)
_LETTERS: Final = re.compile(r"[A-Z]{1,2}(?: ?[=+\-*/()] ?[A-Z(]{1,3}\)?)*")
_DATED: Final = re.compile(r".*\d.*")
_IDENTIFYING: Final = ("phone", "email", "customer_id", "handle", "order_id")
_WORDINGS: Final = {
    "title_row": Wording(
        "1 row above the header is a title.", "{n} rows above the header are titles."
    ),
    "blank_row": Wording("1 row is blank.", "{n} rows are blank."),
    "repeated_header": Wording(
        "1 row repeats the header.", "{n} rows repeat the header."
    ),
    "lettered_row": Wording(
        "1 row only letters the columns.", "{n} rows only letter the columns."
    ),
    "total_row": Wording(
        "1 row is a total, so it was not counted again.",
        "{n} rows are totals, so they were not counted again.",
    ),
    "month_row": Wording(
        "1 row only names a month or week.", "{n} rows only name a month or week."
    ),
    "remark_row": Wording(
        "1 row holds a single remark and no customer.",
        "{n} rows hold a single remark and no customer.",
    ),
}


def is_total(cell: Cell) -> bool:
    """Return whether a cell says that its row is a total, as "Grand total" does."""
    return isinstance(cell, str) and bool(_TOTAL.fullmatch(_bare(cell)))


def sort_rows(
    source: str, cells: pd.DataFrame, *, header: Header
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Return the body rows, and problems that list every other row.

    Args:
        source: The title of the tab.
        cells: Index ``row_index``, from the titles above the header on; raw cells by
            role and own header, None when blank.
        header: The header row that was found.

    Returns:
        The rows of ``cells`` that are customers or order lines, and the rest.
    """
    kinds = _kinds(cells, header)
    found = set(kinds)
    skipped = tuple(
        problem
        for code, wording in _WORDINGS.items()
        if code in found
        for problem in list_problem(
            code,
            wording,
            source=source,
            row_indexes=cells.index[kinds == code],
            column_index=header.first_column,
        )
    )
    return cells[kinds == "body"], skipped


def _kinds(cells: pd.DataFrame, header: Header) -> pd.Series:
    count = cells.notna().to_numpy().sum(axis=1)
    kinds = pd.Series("body", index=cells.index, dtype=object)
    kinds[count == 0] = "blank_row"
    few = cells[(count > 0) & (count <= _most_in_total(cells))]
    kinds[few.index[_is_total(few)]] = "total_row"
    alone = cells[count == 1]
    if len(alone):
        kinds[alone.index[~_may_stand_alone(alone, header.kind)]] = "remark_row"
        kinds[alone.index[_names_month(alone, header.kind)]] = "month_row"
    kinds[_repeats_header(cells, header)] = "repeated_header"
    filled = cells.index[count > 0]
    kinds[cells.index > filled.max()] = ""
    if header.top_index > cells.index.min():
        total = (kinds == "total_row").to_numpy()
        titles = (cells.index < header.top_index) & ~total
        kinds[titles] = np.where(count[titles] > 0, "title_row", "")
    kinds.loc[header.top_index : header.row_index] = ""
    lettered = _letters_columns(cells[cells.index == header.row_index + 1])
    kinds[lettered] = "lettered_row"
    return kinds


def _most_in_total(cells: pd.DataFrame) -> int:
    return max(2, len(cells.columns) // 2 + 1)


def _repeats_header(cells: pd.DataFrame, header: Header) -> pd.Index:
    titles = cells.loc[header.row_index].map(_plain)
    first, title = distinct(cells.iloc[:, 0]), titles.iloc[0]
    alike = cells[first.where(first.cells, lambda cell: _plain(cell) == title)]
    if len(alike) == 1 and alike.index[0] == header.row_index:
        return alike.index[:0]
    same = alike.map(_plain).eq(titles).sum(axis=1)
    again = (same > 1) & (same * 2 > alike.notna().sum(axis=1))
    return alike.index[again]


def _plain(cell: Cell) -> str | None:
    return " ".join(cell.casefold().split()) if isinstance(cell, str) else None


def _letters_columns(rows: pd.DataFrame) -> pd.Index:
    """Return the rows that hold a letter per column, as some exports have."""
    lettered = _hold(rows, lambda text: bool(_LETTERS.fullmatch(text)))
    blank = rows.isna().to_numpy()
    several = lettered.sum(axis=1) > 1
    only: NDArray[np.bool_] = several & np.logical_and.reduce(lettered | blank, axis=1)
    return rows.index[only]


def _hold(rows: pd.DataFrame, says: Callable[[str], bool]) -> NDArray[np.bool_]:
    """Return which cells are text that says so."""
    cells = rows.to_numpy(dtype=object)
    held = (isinstance(cell, str) and says(cell) for cell in cells.flat)
    return np.fromiter(held, dtype=bool, count=cells.size).reshape(cells.shape)


def _match(rows: pd.DataFrame, pattern: re.Pattern[str]) -> NDArray[np.bool_]:
    """Return which cells are text of this pattern."""
    return _hold(rows, lambda text: bool(pattern.fullmatch(_bare(text))))


def _bare(text: str) -> str:
    return cell_text(text).strip(" :-")


def _is_total(rows: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which of the sparse rows are totals: a total word, and nobody named."""
    total = _match(rows, _TOTAL)
    named = rows.notna().to_numpy() & ~total & rows.columns.isin(_IDENTIFYING)
    return _any(total) & ~_any(named)


def _any(cells: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which rows have one cell at least that does."""
    rows: NDArray[np.bool_] = np.logical_or.reduce(cells, axis=1)
    return rows


def _names_month(rows: pd.DataFrame, kind: str) -> pd.Series:
    """Return which one-cell rows name a month; a customer may be called June.

    Sheets makes a date of "April 2026" that is typed.
    """
    month = _any(_match(rows, _MONTH))
    named = (~_may_stand_alone(rows, kind) | _any(_match(rows, _DATED))) & month
    return named | rows.map(_is_first_of_month).any(axis=1)


def _is_first_of_month(cell: Cell) -> bool:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return False
    day = read_date(cell)
    return isinstance(day, date) and day.day == 1


def _may_stand_alone(rows: pd.DataFrame, kind: str) -> pd.Series:
    """Return which rows may be a customer although one cell is filled."""
    people = [role for role in PEOPLE if role in rows.columns and kind == CUSTOMERS]
    return rows[people].notna().any(axis=1)
