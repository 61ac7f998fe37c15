"""Cells of the Orders tab, written and read back in contract cases."""

from typing import Any

from tests.contract.places import orders
from tests.contract.subjects import ORDERS, Subject

KINDS = {str: "stringValue", bool: "boolValue"}


def cell(value: Any) -> dict[str, Any]:
    """Return CellData that holds a value; a text that starts with = is a formula."""
    if value is None:
        return {}
    kind = KINDS.get(type(value), "numberValue")
    if isinstance(value, str) and value.startswith("="):
        kind = "formulaValue"
    return {"userEnteredValue": {kind: value}}


def write(*rows: list[Any], at: tuple[int, int] = (0, 0), **more: Any) -> Any:
    """Return an updateCells request for plain values from a corner on."""
    start = {"sheetId": ORDERS, "rowIndex": at[0], "columnIndex": at[1]}
    lines = [{"values": [cell(value) for value in row]} for row in rows]
    body = {"start": start, "rows": lines, "fields": "userEnteredValue", **more}
    return {"updateCells": body}


def dress(place: dict[str, Any], fields: str, **look: Any) -> Any:
    """Return a repeatCell request that writes the same CellData all over a range."""
    return {"repeatCell": {"range": place, "cell": look, "fields": fields}}


def shown(subject: Subject, place: str, field: str) -> list[list[Any]]:
    """Return one CellData field of a range, None where a cell has none."""
    query = f"?ranges=Orders!{place}&fields=sheets.data.rowData.values.{field}"
    (data,) = subject.get(query)["sheets"][0].get("data", [{}])
    rows = [row.get("values", []) for row in data.get("rowData", [])]
    return [[one.get(field) for one in row] for row in rows]


def merges(subject: Subject) -> list[tuple[int, int, int, int]]:
    """Return the merges of the Orders tab as rows, then columns."""
    return [
        (
            one.get("startRowIndex", 0),
            one["endRowIndex"],
            one.get("startColumnIndex", 0),
            one["endColumnIndex"],
        )
        for one in orders(subject).get("merges", [])
    ]
