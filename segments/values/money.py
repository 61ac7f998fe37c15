"""Amounts as sellers type them → figures: "₦12,500", "N25k", "Rs. 500/-", "2 lakh"."""

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import pandas as pd

from segments.model import Cell
from segments.values.currencies import marks
from segments.values.distinct import distinct, says_nothing

_FREE: Final = {"free", "nil", "zero", "gift", "complimentary", "gratis"}
_SCALES: Final = {
    **dict.fromkeys(("k", "thousand", "grand"), 1e3),
    **dict.fromkeys(("l", "lac", "lacs", "lakh", "lakhs"), 1e5),
    **dict.fromkeys(("m", "mn", "mil", "million"), 1e6),
    **dict.fromkeys(("cr", "crore", "crores"), 1e7),
}
_COMMA_DECIMALS: Final = {"de", "es", "fr", "it", "nl", "pt", "pl", "id", "tr", "ru"}
_CENTS: Final = 3  # a decimal comma is not followed by more digits than these
_DIGITS: Final = r"\d[\d.,'\u00a0\u202f ]*\d|\d"
_SCALE: Final = "|".join(sorted(_SCALES, key=len, reverse=True))
_FIGURE: Final = re.compile(rf"([-−]?)({_DIGITS}|\.\d+)\s*(?:({_SCALE})\b)?")
_GROUPED: Final = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}")
_LARGEST: Final = 1e12  # beyond, it is a number of another kind
_BELIEVABLE: Final = (
    1e9  # what no small shop takes in any currency; a phone number is more
)
_TAIL: Final = re.compile(r"/[-=]|[=/]-|\bonly\b")


@dataclass(frozen=True, slots=True)
class Amount:
    """What one cell says.

    Attributes:
        figure: The amount; None when the cell holds none.
        currency: ISO 4217 code, if the cell names one.
        partly: Whether only the first of several figures was taken.
    """

    figure: float | None
    currency: str | None = None
    partly: bool = False


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts.

    Attributes:
        figures: Float per row; NaN when blank or unreadable.
        currencies: Code per row, or None.
        bad: Rows with something that is no amount, or none to believe.
        partly: Rows of which only the first figure was taken.
    """

    figures: pd.Series
    currencies: pd.Series
    bad: pd.Series
    partly: pd.Series


@cache
def _mark_pattern() -> re.Pattern[str]:
    loose = sorted(marks(attached=False), key=len, reverse=True)
    tight = sorted(marks(attached=True), key=len, reverse=True)
    before = "|".join(map(re.escape, tight))
    anywhere = "|".join(map(re.escape, loose))
    return re.compile(
        rf"(?<![^\W\d])(?:({anywhere})(?![^\W\d_])|({before})(?=[\s.]*[-−\d]))\.?"
    )


def _split_currency(text: str) -> tuple[str, str | None]:
    found = _mark_pattern().search(text)
    if found is None:
        return text, None
    code = marks(attached=True)[found[1] or found[2]]
    return _mark_pattern().sub(" ", text), code


def _plain_number(digits: str, *, comma_decimal: bool) -> float | None:
    text = re.sub(r"['\s]", "", digits)
    if "," in text and "." in text:
        decimal = "," if text.rfind(",") > text.rfind(".") else "."
    elif "," in text:
        thousands = _GROUPED.fullmatch(text) and not comma_decimal
        decimal = "." if thousands or text.count(",") > 1 else ","
    else:
        grouped = re.fullmatch(r"\d{1,3}(\.\d{3})+", text)
        many = text.count(".") > 1
        decimal = "," if grouped and (many or comma_decimal) else "."
    return _figure(text, decimal)


def _figure(text: str, decimal: str) -> float | None:
    group = "," if decimal == "." else "."
    whole, _, part = text.rpartition(decimal) if decimal in text else (text, "", "")
    if not re.fullmatch(rf"\d*|\d{{1,3}}(?:\{group}\d{{2,3}})*\{group}\d{{3}}", whole):
        return None
    if not re.fullmatch(r"\d*", part) or (decimal == "," and len(part) > _CENTS):
        return None
    joined = whole.replace(group, "")
    return float(f"{joined or 0}.{part or 0}") if joined or part else None


def read_amount(cell: Cell, *, locale: str = "en_GB") -> Amount:
    """Return what one cell says, in the forms sellers use.

    A negative amount is "-18,000" or "(450)". Of "5000 + 1500 delivery" the first
    figure is taken, and marked. A point before exactly three digits is decimal
    unless the locale writes decimals with a comma.
    """
    if isinstance(cell, bool) or cell is None:
        return Amount(None)
    if isinstance(cell, int | float):
        return Amount(float(cell) if abs(cell) <= _LARGEST else None)
    text = unicodedata.normalize("NFKC", cell).strip().casefold()
    if text in _FREE:
        return Amount(0.0)
    return _read_text(text, comma_decimal=locale[:2] in _COMMA_DECIMALS)


def _read_text(text: str, *, comma_decimal: bool) -> Amount:
    rest, currency = _split_currency(_TAIL.sub(" ", text))
    figures = list(_FIGURE.finditer(rest))
    if not figures or rest[: figures[0].start()].strip(" (=~+*:-−"):
        return Amount(None)
    sign, digits, scale = figures[0].groups()
    figure = _plain_number(digits, comma_decimal=comma_decimal)
    size = None if figure is None else round(figure * _SCALES.get(scale, 1.0), 4)
    if size is None or size > _LARGEST:
        return Amount(None)
    negative = sign or re.fullmatch(r"\(.*\)", text) or text.startswith(("-", "−"))
    after = rest[figures[0].end() :].strip(" ).*")
    return Amount(-size if negative else size, currency, partly=bool(after))


def _believable(figure: float | None, parts: int) -> float:
    if figure is None or abs(figure) >= _BELIEVABLE * parts:
        return math.nan
    return figure / parts


def read_amounts(
    cells: pd.Series, *, locale: str = "en_GB", hundredths: bool = False
) -> AmountColumn:
    """Return a column of amounts, each distinct cell read once.

    A figure from a thousand million on is bad: a slip, or a phone number typed into
    the wrong column.

    Args:
        cells: As typed.
        locale: Of the spreadsheet.
        hundredths: Whether its figures are hundredths of the currency, as kobo are.
    """
    found = distinct(cells)
    read = [read_amount(value, locale=locale) for value in found.cells]
    figures = [_believable(one.figure, 100 if hundredths else 1) for one in read]
    bad = [
        math.isnan(figure) and not says_nothing(value)
        for figure, value in zip(figures, found.cells, strict=True)
    ]
    return AmountColumn(
        figures=found.spread(figures, missing=float("nan"), dtype="float64"),
        currencies=found.spread(
            [one.currency for one in read], missing=None, dtype="object"
        ),
        bad=found.spread(bad, missing=False, dtype="bool"),
        partly=found.where(read, lambda one: one.partly),
    )
