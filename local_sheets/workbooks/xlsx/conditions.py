"""Conditions of validations and conditional formats: Excel's words and Sheets'.

An operand is a formula to Excel and text as a person would enter it to Sheets.
"""

import re
from collections.abc import Sequence
from datetime import date

from local_sheets.grid.model import Json
from local_sheets.notation.serials import datetime_of, serial_of_date

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TEXT = re.compile(r'"((?:[^"]|"")*)"')
_NUMBERS = {
    "between": "NUMBER_BETWEEN",
    "notBetween": "NUMBER_NOT_BETWEEN",
    "equal": "NUMBER_EQ",
    "notEqual": "NUMBER_NOT_EQ",
    "greaterThan": "NUMBER_GREATER",
    "lessThan": "NUMBER_LESS",
    "greaterThanOrEqual": "NUMBER_GREATER_THAN_EQ",
    "lessThanOrEqual": "NUMBER_LESS_THAN_EQ",
}
_DATES = {
    "between": "DATE_BETWEEN",
    "notBetween": "DATE_NOT_BETWEEN",
    "equal": "DATE_EQ",
    "greaterThan": "DATE_AFTER",
    "lessThan": "DATE_BEFORE",
    "greaterThanOrEqual": "DATE_ON_OR_AFTER",
    "lessThanOrEqual": "DATE_ON_OR_BEFORE",
}
# XlsxWriter's word for each operator.
_CRITERIA = {
    "between": "between",
    "notBetween": "not between",
    "equal": "==",
    "notEqual": "!=",
    "greaterThan": ">",
    "lessThan": "<",
    "greaterThanOrEqual": ">=",
    "lessThanOrEqual": "<=",
}
_OPERATORS = {
    ours: word for table in (_NUMBERS, _DATES) for word, ours in table.items()
}
_PAIRS = {"between", "notBetween"}


def condition(kind: str, *values: str) -> Json:
    """Return a BooleanCondition with these operands."""
    operands = [{"userEnteredValue": value} for value in values]
    return {"type": kind, "values": operands} if operands else {"type": kind}


def operands(found: Json) -> list[str]:
    """Return the operands of a BooleanCondition as they were entered.

    Empty when one of them is a relative date, such as the past week.
    """
    values = found.get("values", [])
    if any("userEnteredValue" not in value for value in values):
        return []
    return [value["userEnteredValue"] for value in values]


def compared(operator: str, formulas: Sequence[str], *, dates: bool) -> Json | None:
    """Return the condition of a comparison; None where Sheets has none like it."""
    kind = (_DATES if dates else _NUMBERS).get(operator or "between")
    count = 2 if (operator or "between") in _PAIRS else 1
    if kind is None or len(formulas) < count:
        return None
    enter = _entered_date if dates else entered
    return condition(kind, *(enter(text) for text in formulas[:count]))


def comparison(found: Json) -> Json | None:
    """Return a condition as XlsxWriter compares; None when it is no comparison."""
    operator = _OPERATORS.get(found["type"])
    values = [_formula(value) for value in operands(found)]
    if operator is None or len(values) != (2 if operator in _PAIRS else 1):
        return None
    bounds = {"minimum": values[0], "maximum": values[-1]}
    only = {"value": values[0]}
    return {"criteria": _CRITERIA[operator], **(only if len(values) == 1 else bounds)}


def is_date_condition(found: Json) -> bool:
    """Tell whether a condition compares dates."""
    return found["type"] in _DATES.values()


def entered(formula: str) -> str:
    """Return a formula of the file as a person would enter it in Sheets."""
    if _NUMBER.fullmatch(formula):
        return formula
    text = _TEXT.fullmatch(formula)
    return text[1].replace('""', '"') if text else f"={formula}"


def plain_text(formula: str) -> str | None:
    """Return the text that a formula consists of; None for other formulas."""
    text = _TEXT.fullmatch(formula)
    return text[1].replace('""', '"') if text else None


def _entered_date(formula: str) -> str:
    """Return a date as ISO, which every locale reads; with a time, its serial."""
    if not formula.isdigit():
        return entered(formula)
    moment = datetime_of(int(formula))
    return moment.date().isoformat() if moment else formula


def _formula(value: str) -> str:
    if value.startswith("=") or _NUMBER.fullmatch(value):
        return value
    try:
        return str(serial_of_date(date.fromisoformat(value)))
    except ValueError:
        quoted = value.replace('"', '""')
        return f'"{quoted}"'
