"""Places on the spreadsheet that every contract case starts from."""

from typing import Any

from tests.contract.subjects import ORDERS, Subject


def box(top: int, bottom: int, left: int, right: int) -> dict[str, int]:
    """Return cells of the Orders tab as a GridRange with every end closed."""
    return {
        "sheetId": ORDERS,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


def span(dimension: str, start: int, end: int) -> dict[str, Any]:
    """Return rows or columns of the Orders tab as a DimensionRange."""
    place = {"sheetId": ORDERS, "dimension": dimension}
    return {**place, "startIndex": start, "endIndex": end}


def over(row: int, column: int) -> dict[str, Any]:
    """Return the position of an object over a cell of the Orders tab."""
    cell = {"sheetId": ORDERS, "rowIndex": row, "columnIndex": column}
    return {"overlayPosition": {"anchorCell": cell}}


def orders(subject: Subject, query: str = "") -> Any:
    """Return the Orders tab as spreadsheets.get answers it."""
    (tab,) = subject.get(f"?ranges=Orders{query}")["sheets"]
    return tab


def hidden(subject: Subject) -> list[int]:
    """Return the rows of the Orders tab that a filter hides."""
    mask = "&fields=sheets.data.rowMetadata.hiddenByFilter"
    rows = orders(subject, mask)["data"][0]["rowMetadata"]
    return [at for at, row in enumerate(rows) if row.get("hiddenByFilter")]
