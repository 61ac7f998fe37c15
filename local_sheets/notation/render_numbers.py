"""Numbers shown by one section of a number pattern."""

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from local_sheets.notation.locales import Conventions
from local_sheets.notation.patterns import Part, Section, section_for, sections

_SHORT_DIGITS = 6
# Whole numbers from here on, and fractions below, are shown with an exponent.
_LARGE = 1e15
_SMALL = 1e-4
# What a number without a format is cut to.
_SHORT = Context(prec=10, rounding=ROUND_HALF_UP)
# Digits enough for the largest float with every place that a pattern may ask for.
_WIDE = Context(prec=400)
# Digits before the first mark of thousands; the next ones may be closer in lakhs.
_GROUP = 3
_PAD = {"0": "0", "?": " ", "#": ""}


def general_text(number: float, decimal: str = ".") -> str:
    """Return a number as a cell without a format shows it.

    Ten significant digits, or six with an exponent where it is very large or small.
    """
    size = abs(number)
    if size >= _LARGE or 0 < size < _SMALL:
        mantissa, _, exponent = f"{number:.{_SHORT_DIGITS - 1}E}".partition("E")
        text = f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    elif float(number).is_integer():
        return str(int(number))
    else:
        text = f"{_SHORT.create_decimal(repr(number)).normalize():f}"
    return text.replace(".", decimal)


def number_text(number: float, pattern: str, written: Conventions) -> str:
    """Return a number by a pattern of one to three sections."""
    section, signed = section_for(number, sections(pattern))
    size = abs(number)
    if section.has("general") or section.has("text"):
        shown = text_by(section, general_text(size, written.decimal))
    elif section.has("slash"):
        shown = _as_fraction(size, section)
    elif section.has("exponent"):
        shown = _as_power(size, section, written)
    else:
        exact = Decimal(repr(size)).scaleb(section.power)
        shown = _filled(exact, section, written)
    return f"-{shown}" if number < 0 and not signed and shown else shown


def text_by(section: Section, text: str) -> str:
    """Return text by a section of a pattern that has a place for it, or has none."""
    shown = {"text": text, "general": text}
    return "".join(
        part.text if part.kind == "literal" else shown.get(part.kind, "")
        for part in section.parts
    )


def _filled(exact: Decimal, section: Section, written: Conventions) -> str:
    """Return a section with its placeholders filled, the number rounded to fit."""
    marks = section.placeholders("decimals")
    # Half away from zero, as spreadsheets do, on the shortest decimal form.
    step = Decimal(1).scaleb(-len(marks))
    text = f"{exact.quantize(step, ROUND_HALF_UP, _WIDE):f}"
    whole, _, decimals = text.partition(".")
    cells = _whole_cells(whole.lstrip("0"), section.placeholders("whole"))
    if section.grouped:
        size = 2 if section.lakhs or written.lakhs else _GROUP
        cells = _marked(cells, written.group, size)
    kept = _decimal_cells(decimals, marks)
    return _laid(section.parts, cells, kept, written.decimal)


def _whole_cells(digits: str, marks: str) -> list[str]:
    """Return one text for each digit or placeholder before the decimal mark."""
    padding = marks[: max(len(marks) - len(digits), 0)]
    return [_PAD[mark] for mark in padding] + list(digits)


def _decimal_cells(digits: str, marks: str) -> list[str]:
    keep = len(digits.rstrip("0"))
    return [
        digit if at < keep else _PAD[mark]
        for at, (digit, mark) in enumerate(zip(digits, marks, strict=True))
    ]


def _marked(cells: list[str], mark: str, size: int) -> list[str]:
    """Return cells with the mark of thousands after every digit that it follows."""
    last = len(cells) - 1
    return [
        text + mark if text.isdigit() and _ends_group(last - at, size) else text
        for at, text in enumerate(cells)
    ]


def _ends_group(to_the_right: int, size: int) -> bool:
    return to_the_right >= _GROUP and (to_the_right - _GROUP) % size == 0


def _laid(
    parts: tuple[Part, ...], whole: list[str], decimals: list[str], point: str
) -> str:
    """Lay digits out over the parts; the first run takes the digits that are over."""
    left = sum(len(part.text) for part in parts if part.kind == "whole")
    out, shown = [], 0
    for kind, text in parts:
        if kind == "whole":
            left -= len(text)
            end = max(len(whole) - left, 0)
            out += whole[:end]
            whole = whole[end:]
        elif kind == "decimals":
            out += decimals[shown : shown + len(text)]
            shown += len(text)
        elif kind == "point":
            out.append(point)
        elif kind == "literal":
            out.append(text)
    return "".join(out)


def _as_power(number: float, section: Section, written: Conventions) -> str:
    """Return a number with an exponent that is a multiple of its whole digits."""
    exact = Decimal(repr(number)).scaleb(section.power)
    width = max(len(section.placeholders("whole")), 1)
    exponent = exact.adjusted() // width * width if exact else 0
    places = len(section.placeholders("decimals"))
    mantissa = exact.scaleb(-exponent)
    rounded = mantissa.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    if rounded >= 10**width:
        exponent += width
        rounded = rounded.scaleb(-width)
    parts = tuple(
        Part("literal", _exponent(exponent, part.text))
        if part.kind == "exponent"
        else part
        for part in section.parts
    )
    return _filled(rounded, section._replace(parts=parts), written)


def _exponent(exponent: int, marks: str) -> str:
    sign = "-" if exponent < 0 else marks[1].replace("-", "")
    return f"{marks[0]}{sign}{abs(exponent):0{len(marks) - 2}d}"


def _as_fraction(number: float, section: Section) -> str:
    """Return a whole number and a fraction, as in ``5 1/4``."""
    exact = Fraction(Decimal(repr(number)).scaleb(section.power))
    runs = [part.text for part in section.parts if part.kind == "whole"]
    whole = math.floor(exact) if len(runs) > 1 else 0
    above, below = _nearest(exact - whole, section)
    if len(runs) > 1 and above == below:
        whole, above = whole + 1, 0
    shown = f"{str(above).rjust(len(runs[-1]))}/{str(below).ljust(_room(section))}"
    if "?" not in runs[-1]:
        shown = f"{above}/{below}"
    if len(runs) > 1:
        front = str(whole) if whole or not above else ""
        shown = f"{front} {shown}".lstrip() if above else front
    ends = [at for at, part in enumerate(section.parts) if part.kind != "literal"]
    before = "".join(part.text for part in section.parts[: ends[0]])
    after = "".join(part.text for part in section.parts[ends[-1] + 1 :])
    return f"{before}{shown}{after}"


def _room(section: Section) -> int:
    return len(section.placeholders("below"))


def _nearest(rest: Fraction, section: Section) -> tuple[int, int]:
    """Return the fraction nearest to a number that the pattern has room for."""
    fixed = section.placeholders("slash").strip(" /")
    if fixed:
        return round(rest * int(fixed)), int(fixed)
    near = rest.limit_denominator(10 ** _room(section) - 1)
    return near.numerator, near.denominator
