"""Sheets' conditional formats into an .xlsx worksheet."""

from collections.abc import Callable, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.model import Json
from local_sheets.workbooks.xlsx.conditional import MAX_COLUMNS, MAX_ROWS, POINTS
from local_sheets.workbooks.xlsx.conditions import comparison, operands
from local_sheets.workbooks.xlsx.formats import excel_colour, excel_properties

_TEXTS = {
    "TEXT_CONTAINS": "containing",
    "TEXT_NOT_CONTAINS": "not containing",
    "TEXT_STARTS_WITH": "begins with",
    "TEXT_ENDS_WITH": "ends with",
}
_BLANKS = {"BLANK": "blanks", "NOT_BLANK": "no_blanks"}
_POINTS = {ours: excels for excels, ours in POINTS.items()}
_NAMES = {"minpoint": "min", "midpoint": "mid", "maxpoint": "max"}


def write_conditional_formats(
    workbook: Workbook, worksheet: Worksheet, rules: Sequence[Json]
) -> None:
    """Write the rules of a tab that Excel has, in their order."""
    for rule in rules:
        options = rule_options(rule)
        if options is None:
            continue
        if "booleanRule" in rule:
            look = excel_properties(rule["booleanRule"].get("format", {}), "")
            options["format"] = workbook.add_format(look)
        places = [_place(cells) for cells in rule["ranges"]]
        if len(places) > 1:
            options["multi_range"] = " ".join(xl_range(*place) for place in places)
        worksheet.conditional_format(*places[0], options)


def rule_options(rule: Json) -> dict[str, Any] | None:
    """Return XlsxWriter's options but the format; None when Excel has no such rule."""
    if "gradientRule" in rule:
        return _gradient(rule["gradientRule"])
    found = rule.get("booleanRule", {}).get("condition", {})
    kind = found.get("type", "")
    if kind in _BLANKS:
        return {"type": _BLANKS[kind]}
    if not operands(found):
        return None
    if kind in _WITH_ONE:
        return _WITH_ONE[kind](operands(found)[0])
    compared = comparison(found)
    return None if compared is None else {"type": "cell", **compared}


def _text_rule(criteria: str) -> Callable[[str], dict[str, Any]]:
    return lambda text: {"type": "text", "criteria": criteria, "value": text}


def _formula_rule(formula: str) -> dict[str, Any]:
    return {"type": "formula", "criteria": f"={formula.removeprefix('=')}"}


def _equal_text(text: str) -> dict[str, Any]:
    quoted = text.replace('"', '""')
    return {"type": "cell", "criteria": "==", "value": f'"{quoted}"'}


_WITH_ONE: dict[str, Callable[[str], dict[str, Any]]] = {
    "CUSTOM_FORMULA": _formula_rule,
    "TEXT_EQ": _equal_text,
    **{kind: _text_rule(criteria) for kind, criteria in _TEXTS.items()},
}


def _gradient(gradient: Json) -> dict[str, Any]:
    options: dict[str, Any] = {
        "type": "3_color_scale" if "midpoint" in gradient else "2_color_scale"
    }
    for name, word in _NAMES.items():
        point = gradient.get(name)
        if point is None:
            continue
        options[f"{word}_color"] = excel_colour(point.get("color", {}))
        options[f"{word}_type"] = _POINTS.get(point.get("type", ""), "min")
        if point.get("value"):
            options[f"{word}_value"] = point["value"]
    return options


def _place(cells: Json) -> tuple[int, int, int, int]:
    return (
        cells.get("startRowIndex", 0),
        cells.get("startColumnIndex", 0),
        min(cells.get("endRowIndex", MAX_ROWS), MAX_ROWS) - 1,
        min(cells.get("endColumnIndex", MAX_COLUMNS), MAX_COLUMNS) - 1,
    )
