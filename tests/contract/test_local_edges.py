"""Ranges at the edge of the grid, as a request names them; the tab is 6 by 4."""

import pytest

from tests.contract.subjects import ORDERS

ITALIC = {"userEnteredFormat": {"textFormat": {"italic": True}}}
ROWS = ("startRowIndex", "endRowIndex")
COLUMNS = ("startColumnIndex", "endColumnIndex")


def repeated(rows, columns):
    """A repeatCell over rows and columns; None leaves an end open."""
    ends = zip(ROWS + COLUMNS, (*rows, *columns), strict=True)
    place = {name: at for name, at in ends if at is not None}
    return {
        "repeatCell": {
            "range": {"sheetId": ORDERS, **place},
            "cell": ITALIC,
            "fields": "userEnteredFormat.textFormat.italic",
        }
    }


def italic_cells(subject):
    """Return the row and column of every italic cell."""
    mask = "sheets.data.rowData.values.userEnteredFormat"
    (sheet,) = subject.get(f"?ranges=Orders&fields={mask}")["sheets"]
    rows = sheet["data"][0].get("rowData", [])
    return [
        (at, index)
        for at, row in enumerate(rows)
        for index, cell in enumerate(row.get("values", []))
        if cell.get("userEnteredFormat", {}).get("textFormat", {}).get("italic")
    ]


@pytest.mark.parametrize(
    ("rows", "columns", "cells"),
    [
        ((5, None), (1, 2), [(5, 1)]),
        ((5, 9), (1, 2), [(5, 1)]),
        ((0, 1), (3, 9), [(0, 3)]),
        ((2, 2), (0, 4), []),
        ((0, 6), (2, 2), []),
    ],
)
def test_a_range_that_starts_inside_may_end_beyond(subject, rows, columns, cells):
    """The cells there are get it, the grid does not grow, and none is no mistake."""
    subject.batch(repeated(rows, columns))

    assert italic_cells(subject) == cells
    (size,) = subject.get("?ranges=Orders&fields=sheets.properties.gridProperties")[
        "sheets"
    ]
    assert size["properties"]["gridProperties"] == {"rowCount": 6, "columnCount": 4}


@pytest.mark.parametrize(
    ("rows", "columns", "name"),
    [
        ((6, None), (0, 2), "A7:B"),
        ((9, None), (0, 2), "A10:B"),
        ((6, 7), (0, 2), "A7:B7"),
        ((0, 2), (4, 5), "E1:E2"),
        ((0, 2), (4, None), "E1:2"),
    ],
)
def test_a_range_that_starts_beyond_is_refused(subject, rows, columns, name):
    """The message shows the range as it was asked for, its open ends open."""
    message = (
        f"Invalid requests[0].repeatCell: Range (Orders!{name}) exceeds grid limits. "
        "Max rows: 6, max columns: 4"
    )
    assert subject.refusal(repeated(rows, columns)) == (400, message)
