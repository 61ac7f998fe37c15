"""Boolean conditions of validation rules, conditional formats and filters."""

import re

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import parse_range
from local_sheets.grid.model import Formula, Json
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.typed import Typist

VALIDATION = "data validation"
FORMATTING = "conditional formatting"
FILTERS = "filters"

_EVERYWHERE = (VALIDATION, FORMATTING, FILTERS)
_SHOWING = (FORMATTING, FILTERS)
_ANY_NUMBER = 10**9
_NONE, _ONE, _TWO, _LIST = (0, 0), (1, 1), (2, 2), (1, _ANY_NUMBER)

# How many values a condition takes, and where it may stand.
_KINDS = {
    "NUMBER_GREATER": (_ONE, _EVERYWHERE),
    "NUMBER_GREATER_THAN_EQ": (_ONE, _EVERYWHERE),
    "NUMBER_LESS": (_ONE, _EVERYWHERE),
    "NUMBER_LESS_THAN_EQ": (_ONE, _EVERYWHERE),
    "NUMBER_EQ": (_ONE, _EVERYWHERE),
    "NUMBER_NOT_EQ": (_ONE, _EVERYWHERE),
    "NUMBER_BETWEEN": (_TWO, _EVERYWHERE),
    "NUMBER_NOT_BETWEEN": (_TWO, _EVERYWHERE),
    "TEXT_CONTAINS": (_ONE, _EVERYWHERE),
    "TEXT_NOT_CONTAINS": (_ONE, _EVERYWHERE),
    "TEXT_STARTS_WITH": (_ONE, _SHOWING),
    "TEXT_ENDS_WITH": (_ONE, _SHOWING),
    "TEXT_EQ": (_ONE, _EVERYWHERE),
    "TEXT_IS_EMAIL": (_NONE, (VALIDATION,)),
    "TEXT_IS_URL": (_NONE, (VALIDATION,)),
    "DATE_EQ": (_ONE, _EVERYWHERE),
    "DATE_BEFORE": (_ONE, _EVERYWHERE),
    "DATE_AFTER": (_ONE, _EVERYWHERE),
    "DATE_ON_OR_BEFORE": (_ONE, (VALIDATION,)),
    "DATE_ON_OR_AFTER": (_ONE, (VALIDATION,)),
    "DATE_BETWEEN": (_TWO, (VALIDATION,)),
    "DATE_NOT_BETWEEN": (_TWO, (VALIDATION,)),
    "DATE_IS_VALID": (_NONE, (VALIDATION,)),
    "ONE_OF_RANGE": (_ONE, (VALIDATION,)),
    "ONE_OF_LIST": (_LIST, (VALIDATION,)),
    "BLANK": (_NONE, _SHOWING),
    "NOT_BLANK": (_NONE, _SHOWING),
    "CUSTOM_FORMULA": (_ONE, _EVERYWHERE),
    "BOOLEAN": ((0, 2), (VALIDATION,)),
}
_RELATIVE = {
    "DATE_EQ",
    "DATE_BEFORE",
    "DATE_AFTER",
    "DATE_ON_OR_BEFORE",
    "DATE_ON_OR_AFTER",
}
_WORDS = {0: "no ConditionValues", 1: "a single ConditionValue"}
_CELLS = re.compile(r"\$?([A-Za-z]{1,3})?\$?(\d+)?")


def checked_condition(spreadsheet: Spreadsheet, condition: Json, where: str) -> Json:
    """Return a condition as Google keeps it.

    Args:
        spreadsheet: whose locale its values are typed in, whose ranges they name.
        condition: a BooleanCondition.
        where: VALIDATION, FORMATTING or FILTERS.

    Raises:
        RefusedError: no such condition stands there, or its values do not fit it.
    """
    kind = condition.get("type", "CONDITION_TYPE_UNSPECIFIED")
    if kind == "CONDITION_TYPE_UNSPECIFIED":
        raise RefusedError("No ConditionType specified.")
    if kind not in _KINDS or where not in _KINDS[kind][1]:
        raise RefusedError(f"ConditionType '{kind}' is not supported in {where}.")
    values = condition.get("values", [])
    _check_count(kind, len(values))
    if not values:
        return {"type": kind}
    kept = [_value(spreadsheet, kind, value, where) for value in values]
    return {"type": kind, "values": kept}


def _check_count(kind: str, count: int) -> None:
    least, most = _KINDS[kind][0]
    if least <= count <= most:
        return
    if least == most:
        words = _WORDS.get(least, f"exactly {least} ConditionValues")
    else:
        words = "at least one ConditionValue" if least else "at most 2 ConditionValues"
    raise RefusedError(f"ConditionType '{kind}' requires {words}, but got {count}.")


def _value(spreadsheet: Spreadsheet, kind: str, value: Json, where: str) -> Json:
    if "relativeDate" in value:
        if kind not in _RELATIVE or where == VALIDATION:
            raise RefusedError(
                f"ConditionValue.relativeDate is not supported for ConditionType "
                f"'{kind}' in {where}."
            )
        return value
    text = value.get("userEnteredValue", "")
    if kind == "ONE_OF_RANGE":
        return {"userEnteredValue": _range_formula(spreadsheet, text)}
    if not _fits(spreadsheet, kind, text):
        raise _unfit(kind, text)
    return {"userEnteredValue": text}


def _fits(spreadsheet: Spreadsheet, kind: str, text: str) -> bool:
    if kind == "CUSTOM_FORMULA":
        return text[:1] in {"=", "+"} and len(text) > 1
    if text[:1] in {"=", "+"} or not kind.startswith(("NUMBER_", "DATE_")):
        return True
    typed = Typist(spreadsheet.locale).read(text).value
    return isinstance(typed, (int, float, Formula)) and not isinstance(typed, bool)


def _unfit(kind: str, text: str) -> RefusedError:
    return RefusedError(
        f"Invalid ConditionValue.userEnteredValue: {text} for ConditionType: {kind}"
    )


def _range_formula(spreadsheet: Spreadsheet, text: str) -> str:
    """Return a reference to the cells of a list, absolute as Google keeps it."""
    if not text.startswith("="):
        raise _unfit("ONE_OF_RANGE", text)
    try:
        parse_range(spreadsheet, text[1:])
    except RefusedError:
        raise _unfit("ONE_OF_RANGE", text) from None
    tab, mark, cells = text[1:].rpartition("!")
    ends = [_CELLS.fullmatch(end) for end in cells.split(":")]
    if not all(ends) or (len(ends) == 1 and ends[0] and not ends[0][2]):
        return text
    pinned = ":".join(
        "".join(f"${part.upper()}" for part in end.groups() if part)
        for end in ends
        if end
    )
    return f"={tab}{mark}{pinned}"
