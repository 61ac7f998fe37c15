"""Cells as a person sees them: FORMATTED_VALUE."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import cache
from typing import NamedTuple

from local_sheets.grid.model import CellValue, ErrorValue, Formula, Json
from local_sheets.notation.locales import Conventions, conventions
from local_sheets.notation.render_dates import date_text

_MOMENTS = {"DATE", "TIME", "DATE_TIME"}
_DEFAULT_PATTERNS = {
    "NUMBER": "#,##0.00",
    "PERCENT": "0.00%",
    "CURRENCY": "$#,##0.00",
    "SCIENTIFIC": "0.00E+00",
    "TIME": "hh:mm:ss",
}
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\[\$([^\]-]*)(?:-[^\]]*)?\]|\[[^\]]*\]|_.|\*.')
_DIGITS = re.compile(r"[#0?,.]*[#0?][#0?,.]*(?:[eE][+-]0+)?%?|@")
# Placeholder for literal text while the digits of a pattern are looked for.
_MARK = "\x00"
_GENERAL_DIGITS = 10
_EXACT = 1e15
# Digits enough for the largest float with every place that a pattern may ask for.
_WIDE = Context(prec=400)


class _Pattern(NamedTuple):
    """A numeric pattern, taken apart."""

    before: str
    after: str
    least_whole: int
    least_fraction: int
    most_fraction: int
    grouped: bool
    lakhs: bool
    percent: bool
    scientific: bool


def rendered(value: CellValue, number_format: Json, locale: str) -> str:
    """Return the text a cell shows.

    Args:
        value: what the cell holds; of a formula, its last known result is shown.
        number_format: Google's NumberFormat, empty for automatic.
        locale: decides separators and the default date pattern.
    """
    if isinstance(value, Formula):
        value = value.result
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    if isinstance(value, ErrorValue):
        return value.text
    return _number_text(value, number_format, locale)


def _number_text(number: float, number_format: Json, locale: str) -> str:
    kind = number_format.get("type", "")
    written = conventions(locale)
    pattern = number_format.get("pattern") or _DEFAULT_PATTERNS.get(kind, "")
    if kind in _MOMENTS:
        return date_text(number, pattern or _moment_pattern(kind, written))
    if not pattern or kind == "TEXT" or pattern in {"@", "General"}:
        return general_text(number).replace(".", written.decimal)
    return _by_pattern(number, pattern, written)


def _moment_pattern(kind: str, written: Conventions) -> str:
    return written.date_pattern + (" hh:mm:ss" if kind == "DATE_TIME" else "")


def general_text(number: float) -> str:
    """Return a number as an unformatted cell shows it: ten significant digits."""
    if float(number).is_integer() and abs(number) < _EXACT:
        return str(int(number))
    text = f"{number:.{_GENERAL_DIGITS}g}"
    return text.replace("e", "E") if "e" in text else text


def _by_pattern(number: float, text: str, written: Conventions) -> str:
    positive, negative, zero = [*text.split(";"), "", ""][:3]
    if number < 0 and negative:
        return _filled(-number, _parsed(negative), written)
    if number == 0 and zero:
        return _filled(number, _parsed(zero), written)
    sign = "-" if number < 0 else ""
    return sign + _filled(abs(number), _parsed(positive), written)


@cache
def _parsed(section: str) -> _Pattern:
    literals: list[str] = []

    def mark(found: re.Match[str]) -> str:
        literals.append(found[1] or found[2] or found[3] or "")
        return _MARK

    marked = _LITERAL.sub(mark, section)
    digits = _DIGITS.search(marked)
    core = digits[0] if digits else ""
    before, after = (
        (marked[: digits.start()], marked[digits.end() :]) if digits else (marked, "")
    )
    split = before.count(_MARK)
    whole, _, fraction = re.sub(r"[eE%].*", "", core).partition(".")
    return _Pattern(
        before=_unmarked(before, literals[:split]),
        after=_unmarked(after, literals[split:]),
        least_whole=whole.count("0"),
        least_fraction=fraction.count("0"),
        most_fraction=len(re.sub(r"[^#0?]", "", fraction)),
        grouped="," in whole,
        lakhs="#,##,##" in whole,
        percent="%" in section,
        scientific="E" in core.upper(),
    )


def _unmarked(marked: str, literals: list[str]) -> str:
    for literal in literals:
        marked = marked.replace(_MARK, literal, 1)
    return marked


def _filled(number: float, pattern: _Pattern, written: Conventions) -> str:
    if pattern.scientific:
        core = f"{number:.{pattern.most_fraction}E}"
    else:
        core = _decimal(number, pattern, written)
    percent = "%" if pattern.percent and "%" not in pattern.after else ""
    return f"{pattern.before}{core}{percent}{pattern.after}"


def _decimal(number: float, pattern: _Pattern, written: Conventions) -> str:
    # Half away from zero, as spreadsheets do, on the shortest decimal form.
    step = Decimal(1).scaleb(-pattern.most_fraction)
    exact = Decimal(repr(number)).scaleb(2 if pattern.percent else 0)
    exact = exact.quantize(step, ROUND_HALF_UP, _WIDE)
    whole, _, fraction = f"{exact:f}".partition(".")
    whole = whole.zfill(pattern.least_whole)
    if pattern.least_whole == 0 and whole == "0":
        whole = ""
    keep = len(fraction.rstrip("0"))
    fraction = fraction[: max(keep, pattern.least_fraction)]
    if pattern.grouped:
        whole = _grouped(whole, written.group, lakhs=pattern.lakhs)
    return whole + (written.decimal + fraction if fraction else "")


def _grouped(whole: str, mark: str, *, lakhs: bool) -> str:
    size = 2 if lakhs else 3
    head, groups = whole[:-3], [whole[-3:]]
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return mark.join(groups)
