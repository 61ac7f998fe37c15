"""Validations of an .xlsx tab as rules of its cells: dropdowns, limits, boxes."""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from local_sheets.formulas.moves import moved_formula
from local_sheets.grid.cells import padded, put_row, with_extras
from local_sheets.grid.model import CellRange, Formula, Json, Row, Sheet
from local_sheets.workbooks.xlsx.anchored import Reach, areas
from local_sheets.workbooks.xlsx.conditions import compared, condition, plain_text
from local_sheets.workbooks.xlsx.xml import is_on

_NUMBERS, _DATES = {"whole", "decimal"}, {"date"}

_Extras = tuple[Mapping[str, Any] | None, ...]


def read_validations(sheet: Sheet, tail: Element, reach: Reach) -> None:
    """Put the validations of a tab on the cells they are about.

    Kinds that Sheets does not have (lengths, times of day) are left out.
    """
    for item in tail.iter("dataValidation"):
        rule = _rule(item)
        if rule is None:
            continue
        written = item.get("sqref") or item.findtext("sqref") or ""
        found = list(areas(sheet.sheet_id, written))
        for cells in found:
            extra = {"dataValidation": _moved(rule, found[0], cells)}
            _put_on_all(sheet, reach.clipped(cells), extra)


def _rule(item: Element) -> Json | None:
    found = _condition(item)
    if found is None:
        return None
    # Excel's attribute is named after the opposite: it hides the list.
    shown = not is_on(item, "showDropDown", unsaid=False)
    strict = is_on(item, "showErrorMessage", unsaid=False)
    rule: Json = {
        "condition": found,
        "inputMessage": item.get("prompt", ""),
        "strict": strict and item.get("errorStyle", "stop") == "stop",
        "showCustomUi": shown and found["type"].startswith("ONE_OF"),
    }
    return {name: value for name, value in rule.items() if value}


def _condition(item: Element) -> Json | None:
    kind, operator = item.get("type", ""), item.get("operator", "")
    formulas = list(_formulas(item))
    if not formulas:
        return None
    if kind == "list":
        return _one_of(formulas[0])
    if kind == "custom":
        return condition("CUSTOM_FORMULA", f"={formulas[0]}")
    if kind in _NUMBERS | _DATES:
        return compared(operator, formulas, dates=kind in _DATES)
    return None


def _formulas(item: Element) -> Iterator[str]:
    for name in ("formula1", "formula2"):
        found = item.find(name)
        text = (found.text or found.findtext("f")) if found is not None else None
        if text and text.strip():
            yield text.strip()


def _one_of(formula: str) -> Json | None:
    choices = plain_text(formula)
    if choices is None:
        return condition("ONE_OF_RANGE", f"={formula}")
    known = [choice.strip() for choice in choices.split(",") if choice.strip()]
    return condition("ONE_OF_LIST", *known) if known else None


def _moved(rule: Json, first: CellRange, cells: CellRange) -> Json:
    """Return the rule for a later area: its references are relative to the first."""
    rows = cells.start_row - first.start_row
    columns = cells.start_column - first.start_column
    values = rule["condition"].get("values", [])
    moved = [_moved_value(value, rows, columns) for value in values]
    if moved == values:
        return rule
    return {**rule, "condition": {**rule["condition"], "values": moved}}


def _moved_value(value: Json, rows: int, columns: int) -> Json:
    text = value["userEnteredValue"]
    if not text.startswith("="):
        return value
    moved = moved_formula(Formula(text, None), rows, columns)
    return {"userEnteredValue": moved.text if isinstance(moved, Formula) else text}


def _put_on_all(sheet: Sheet, cells: CellRange, extra: Json) -> None:
    """Put one rule on every cell of a range; rows that come out alike share it."""
    if cells.width < 1:
        return
    # What was there is held beside what it became, so that its id stays its own.
    made: dict[int, tuple[_Extras, _Extras]] = {}
    for index in range(cells.start_row, cells.end_row):
        row = sheet.row(index)
        if id(row.extras) not in made:
            made[id(row.extras)] = row.extras, _with_rule(row, cells, extra).extras
        put_row(sheet, index, row._replace(extras=made[id(row.extras)][1]))


def _with_rule(row: Row, cells: CellRange, extra: Json) -> Row:
    old = padded(row.extras, cells.start_column, cells.end_column, None)
    new = [{**one, **extra} if one else extra for one in old]
    return with_extras(row, cells.start_column, new)
