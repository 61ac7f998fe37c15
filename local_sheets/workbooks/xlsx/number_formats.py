"""Number formats of an .xlsx file under the types that Sheets knows.

Numbers of built-in formats are from ECMA-376, 18.8.30 numFmt; patterns of the file are
kept as they are written, since Sheets shares their notation.
"""

import re
import unicodedata

from local_sheets.grid.model import Json

MOMENTS = {"DATE", "TIME", "DATE_TIME"}
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: "$#,##0_);($#,##0)",
    6: "$#,##0_);[Red]($#,##0)",
    7: "$#,##0.00_);($#,##0.00)",
    8: "$#,##0.00_);[Red]($#,##0.00)",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    37: "#,##0_);(#,##0)",
    38: "#,##0_);[Red](#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_($* #,##0_);_($* (#,##0);_($* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_($* #,##0.00_);_($* (#,##0.00);_($* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
# Excel shows these two by the locale of whoever looks.
_LOCAL_DATE, _LOCAL_DATE_TIME = 14, 22
_GENERAL = {"", "general"}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_CURRENCY = re.compile(r"\[\$[^\]-]+")
_CLOCK = re.compile(r"[hs]|am/pm|a/p", re.IGNORECASE)
_CALENDAR = re.compile(r"[yd]|mmm", re.IGNORECASE)
_LOCALE_ONLY = re.compile(r"\[\$-[^\]]*\]")


def built_in_pattern(number: int, date_pattern: str) -> str:
    """Return the pattern of a built-in format; empty for General and unknown ones."""
    if number == _LOCAL_DATE:
        return date_pattern
    if number == _LOCAL_DATE_TIME:
        return f"{date_pattern} hh:mm"
    return _BUILT_IN.get(number, "")


def number_format(pattern: str) -> Json | None:
    """Return the NumberFormat of an Excel pattern; None for General."""
    if pattern.casefold() in _GENERAL:
        return None
    kind = _kind(pattern)
    if kind in MOMENTS:
        # The language of month names and the place of text are the locale's here.
        pattern = _LOCALE_ONLY.sub("", pattern).removesuffix(";@")
    return {"type": kind, "pattern": pattern}


def _kind(pattern: str) -> str:
    """Return the type that Sheets gives a pattern, by its first section."""
    section = pattern.partition(";")[0]
    bare = _BRACKETS.sub("", _ELAPSED.sub(r"\1", _LITERAL.sub("", section)))
    is_clock, is_calendar = _CLOCK.search(bare), _CALENDAR.search(bare)
    if is_clock or is_calendar or "m" in bare.lower():
        return _moment(clock=bool(is_clock), calendar=bool(is_calendar))
    if bare == "@":
        return "TEXT"
    if "%" in bare:
        return "PERCENT"
    if re.search(r"E[+-]", bare, re.IGNORECASE):
        return "SCIENTIFIC"
    return "CURRENCY" if _names_money(section) else "NUMBER"


def _moment(*, clock: bool, calendar: bool) -> str:
    if clock:
        return "DATE_TIME" if calendar else "TIME"
    return "DATE"


def _names_money(section: str) -> bool:
    signs = (unicodedata.category(sign) == "Sc" for sign in _BRACKETS.sub("", section))
    return _CURRENCY.search(section) is not None or any(signs)
