"""Numbers as a person types them: separators, percent, money, exponents."""

import math
import re
from functools import cache
from typing import NamedTuple

from local_sheets.grid.cells import tidy_number
from local_sheets.grid.model import CellValue, Json
from local_sheets.notation.locales import Conventions, money_pattern

_SYMBOLS = "$€£¥₹₽₩₪₫₦₱₲₴₵₸₺₼₾₿฿₡₮₭"
_SPACES = "\u0020\u00a0\u202f"


class Typed(NamedTuple):
    """A value, and the number format that typing it gives the cell."""

    value: CellValue
    number_format: Json | None = None


def typed_number(text: str, written: Conventions) -> Typed | None:
    """Return the number that a text is, with the format its writing asks for."""
    match = _pattern(written).fullmatch(text)
    if match is None or _is_odd(match):
        return None
    number = _value(match, written)
    if math.isinf(number):
        return None
    before, after = match["before"] or "", match["after"] or ""
    decimals = match["decimals"] is not None
    if match["percent"]:
        pattern = "0.00%" if decimals else "0%"
        return Typed(_tidy(number / 100), _format("PERCENT", pattern))
    if before or after:
        pattern = _money(before.strip(), after, written, decimals=decimals)
        return Typed(tidy_number(number), _format("CURRENCY", pattern))
    return Typed(tidy_number(number), _plain_format(match, decimals=decimals))


def _is_odd(match: re.Match[str]) -> bool:
    """Tell whether there are too many signs: two of money, half a pair of brackets."""
    signs = [name for name in ("before", "after", "percent") if match[name]]
    return len(signs) > 1 or (match["open"] is None) != (match["close"] is None)


def _tidy(number: float) -> int | float:
    """Return a quotient as the decimal that was typed: 7% is 0.07."""
    return tidy_number(float(f"{number:.15g}"))


def _value(match: re.Match[str], written: Conventions) -> float:
    digits = re.sub(f"[{re.escape(written.group)}{_SPACES}]", "", match["number"])
    number = float(digits.replace(written.decimal, "."))
    minus = "-" in {match["sign"], match["inner"]} or match["open"] is not None
    return -number if minus else number


def _money(before: str, after: str, written: Conventions, *, decimals: bool) -> str:
    digits = "#,##0.00" if decimals else "#,##0"
    symbol = before or after.strip()
    own = symbol == written.currency
    pattern = money_pattern(symbol, digits, own=own, first=bool(before))
    return pattern if before or after != after.strip() else pattern.replace(" ", "")


def _plain_format(match: re.Match[str], *, decimals: bool) -> Json | None:
    if match["exponent"]:
        return _format("SCIENTIFIC", "0.00E+00")
    if match["grouped"]:
        return _format("NUMBER", "#,##0.00" if decimals else "#,##0")
    return None


def _format(kind: str, pattern: str) -> Json:
    return {"type": kind, "pattern": pattern}


@cache
def _pattern(written: Conventions) -> re.Pattern[str]:
    point = re.escape(written.decimal)
    group = re.escape(written.group)
    if written.group in _SPACES:
        group = f"[{_SPACES}]"
    own = "".join(f"|{re.escape(written.currency)}" if written.currency else "")
    symbol = f"(?:[{_SYMBOLS}]{own})"
    grouped = rf"(?P<grouped>\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}})"
    number = (
        rf"(?:(?:{grouped}|\d+)(?P<decimals>{point}\d*)?"
        rf"|(?P<bare>{point}\d+))(?P<exponent>[eE][-+]?\d+)?"
    )
    return re.compile(
        rf"(?P<open>\()?(?P<sign>[-+])? ?(?P<before>{symbol} ?)?(?P<inner>[-+])?"
        rf"(?P<number>{number})(?P<after>[{_SPACES}]?{symbol})?"
        rf"[{_SPACES}]?(?P<percent>%)?(?P<close>\))?"
    )
