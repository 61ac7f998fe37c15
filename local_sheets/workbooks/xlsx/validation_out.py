"""Rules of cells into an .xlsx worksheet: real dropdowns and limits."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from xlsxwriter.worksheet import Worksheet

from local_sheets.grid.model import Json, Row
from local_sheets.workbooks.xlsx.conditions import (
    comparison,
    is_date_condition,
    operands,
)

_MAX_LIST = _MAX_MESSAGE = 255

_Extras = tuple[Mapping[str, Any] | None, ...]
# First row, first column, last row, last column.
_Area = tuple[int, int, int, int]


def write_validations(rows: Sequence[Row], worksheet: Worksheet) -> None:
    """Write each rule of a tab once, for all the cells that have it."""
    for text, areas in _areas(rows).items():
        options = validation_options(json.loads(text))
        if options is not None:
            first, *others = sorted(areas)
            worksheet.data_validation(*first, {**options, "other_cells": others})


def validation_options(rule: Json) -> dict[str, Any] | None:
    """Return XlsxWriter's options for a rule; None when Excel has none like it.

    A list is left out when it does not fit Excel: 255 characters, no comma in a choice.
    Checkboxes are formats in Excel, see `xlsx_formats`.
    """
    kind = _kind(rule["condition"])
    if kind is None:
        return None
    message = rule.get("inputMessage", "")[:_MAX_MESSAGE]
    options: dict[str, Any] = {
        **kind,
        "dropdown": rule.get("showCustomUi", False),
        "show_error": rule.get("strict", False),
    }
    return {**options, "input_message": message} if message else options


def _kind(condition: Json) -> dict[str, Any] | None:
    values = operands(condition)
    if condition["type"] == "ONE_OF_LIST":
        return _list(values)
    if condition["type"] == "ONE_OF_RANGE" and values:
        return {"validate": "list", "source": f"={values[0].removeprefix('=')}"}
    if condition["type"] == "CUSTOM_FORMULA" and values:
        return {"validate": "custom", "value": values[0]}
    compared = comparison(condition)
    if compared is None:
        return None
    kind = "date" if is_date_condition(condition) else "decimal"
    return {"validate": kind, **compared}


def _list(choices: Sequence[str]) -> dict[str, Any] | None:
    length = len(",".join(choices).encode("utf-16-le")) // 2
    if not choices or length > _MAX_LIST or any("," in choice for choice in choices):
        return None
    return {"validate": "list", "source": list(choices)}


def _areas(rows: Sequence[Row]) -> dict[str, list[_Area]]:
    """Return the areas that each rule covers, rules as JSON."""
    found: dict[str, list[_Area]] = {}
    open_spans: dict[tuple[str, int], tuple[int, int]] = {}
    for start, end, extras in _runs(rows):
        for column, text in _rules(extras):
            before = open_spans.get((text, column), (start, start))
            if before[1] != start:
                found.setdefault(text, []).append((before[0], column, before[1], 0))
                before = start, start
            open_spans[text, column] = before[0], end
    for (text, column), (start, end) in open_spans.items():
        found.setdefault(text, []).append((start, column, end, 0))
    return {
        text: [(top, column, end - 1, column) for top, column, end, _ in spans]
        for text, spans in found.items()
    }


def _runs(rows: Sequence[Row]) -> Iterator[tuple[int, int, _Extras]]:
    """Yield start, end and extras of rows in a row that have the same extras."""
    start = 0
    for extras, run in groupby(row.extras for row in rows):
        end = start + sum(1 for _ in run)
        if extras:
            yield start, end, extras
        start = end


def _rules(extras: _Extras) -> Iterator[tuple[int, str]]:
    for column, extra in enumerate(extras):
        if extra and "dataValidation" in extra:
            yield column, json.dumps(extra["dataValidation"], sort_keys=True)
