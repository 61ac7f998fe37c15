"""Conditional formats of an .xlsx tab as Sheets' rules."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from local_sheets.grid.a1 import cell_name, column_letters
from local_sheets.grid.model import CellRange, Json, Sheet
from local_sheets.notation.colours import mirrored
from local_sheets.workbooks.xlsx.anchored import areas
from local_sheets.workbooks.xlsx.conditions import compared, condition, plain_text
from local_sheets.workbooks.xlsx.styles import CellStyles
from local_sheets.workbooks.xlsx.xml import whole

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
_TEXTS = {
    "containsText": "TEXT_CONTAINS",
    "notContainsText": "TEXT_NOT_CONTAINS",
    "beginsWith": "TEXT_STARTS_WITH",
    "endsWith": "TEXT_ENDS_WITH",
}
_BLANKS = {"containsBlanks": "BLANK", "notContainsBlanks": "NOT_BLANK"}
_REPEATED = {"duplicateValues": ">1", "uniqueValues": "=1"}
POINTS = {
    "min": "MIN",
    "max": "MAX",
    "num": "NUMBER",
    "percent": "PERCENT",
    "percentile": "PERCENTILE",
}
_TWO_COLOURS, _THREE_COLOURS = 2, 3


def read_conditional_formats(sheet: Sheet, tail: Element, styles: CellStyles) -> None:
    """Keep the rules of a tab that Sheets can hold, the most important first.

    Bars, icons, ranks and averages are left out.
    """
    found: list[tuple[int, Json]] = []
    for block in tail.iter("conditionalFormatting"):
        written = block.get("sqref") or block.findtext("sqref") or ""
        places = list(areas(sheet.sheet_id, written))
        for item in block.findall("cfRule") if places else ():
            rule = _rule(item, places, styles)
            if rule is not None:
                ranges = [grid_range(cells) for cells in places]
                found.append((whole(item, "priority", 0), {"ranges": ranges, **rule}))
    if found:
        found.sort(key=lambda pair: pair[0])
        sheet.objects["conditionalFormats"] = [mirrored(rule) for _, rule in found]


def grid_range(cells: CellRange) -> Json:
    """Return a range as a GridRange, open where it ends at Excel's own edge."""
    ends = {
        "endRowIndex": (cells.end_row, MAX_ROWS),
        "endColumnIndex": (cells.end_column, MAX_COLUMNS),
    }
    return {
        "sheetId": cells.sheet_id,
        "startRowIndex": cells.start_row,
        "startColumnIndex": cells.start_column,
        **{name: end for name, (end, edge) in ends.items() if end < edge},
    }


def _rule(item: Element, places: list[CellRange], styles: CellStyles) -> Json | None:
    if item.get("type") == "colorScale":
        return _gradient(item, styles)
    found = _condition(item, places)
    look = styles.rule_format(item.find("dxf"), whole(item, "dxfId"))
    if found is None or not look:
        return None
    return {"booleanRule": {"condition": found, "format": look}}


def _condition(item: Element, places: list[CellRange]) -> Json | None:
    """Return a rule's condition; a kind of its own comes with its formula."""
    kind = item.get("type", "")
    formulas = list(_formulas(item))
    if kind == "cellIs":
        return _cell_is(item.get("operator", ""), formulas, places[0])
    if kind in _TEXTS and item.get("text"):
        return condition(_TEXTS[kind], item.get("text", ""))
    if kind in _BLANKS:
        return condition(_BLANKS[kind])
    if kind in _REPEATED and len(places) == 1:
        return _repeated(places[0], _REPEATED[kind])
    return condition("CUSTOM_FORMULA", f"={formulas[0]}") if formulas else None


def _formulas(item: Element) -> Iterator[str]:
    for found in item:
        text = (found.text or "").strip()
        if found.tag in {"formula", "f"} and text:
            yield text


def _cell_is(operator: str, formulas: list[str], first: CellRange) -> Json | None:
    text = plain_text(formulas[0]) if formulas else None
    if text is None:
        return compared(operator, formulas, dates=False)
    if operator == "equal" and text:
        return condition("TEXT_EQ", text)
    if operator not in {"equal", "notEqual"}:
        return None
    cell = cell_name(first.start_row, first.start_column)
    sign = "=" if operator == "equal" else "<>"
    return condition("CUSTOM_FORMULA", f"={cell}{sign}{formulas[0]}")


def _repeated(cells: CellRange, count: str) -> Json:
    first = cell_name(cells.start_row, cells.start_column)
    left = column_letters(cells.start_column)
    right = column_letters(cells.end_column - 1)
    span = f"${left}${cells.start_row + 1}:${right}${cells.end_row}"
    return condition("CUSTOM_FORMULA", f"=COUNTIF({span},{first}){count}")


def _gradient(item: Element, styles: CellStyles) -> Json | None:
    scale = item.find("colorScale")
    stops = scale.findall("cfvo") if scale is not None else []
    colours = scale.findall("color") if scale is not None else []
    if len(stops) != len(colours) or len(stops) not in {_TWO_COLOURS, _THREE_COLOURS}:
        return None
    points = [
        _point(stop, styles.colours.rgb(colour))
        for stop, colour in zip(stops, colours, strict=True)
    ]
    if None in points:
        return None
    names = ["minpoint", "midpoint", "maxpoint"]
    if len(points) == _TWO_COLOURS:
        names.remove("midpoint")
    return {"gradientRule": dict(zip(names, points, strict=True))}


def _point(stop: Element, colour: Json | None) -> Json | None:
    kind = POINTS.get(stop.get("type", ""))
    if kind is None or colour is None:
        return None
    point: Json = {"color": colour, "type": kind}
    return point if kind in {"MIN", "MAX"} else {**point, "value": stop.get("val", "0")}
