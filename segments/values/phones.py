"""Phone numbers as typed → E.164, through phonenumbers and around its traps."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import pandas as pd
import phonenumbers
from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    PhoneNumberMatcher,
    PhoneNumberType,
)

from segments.model import Cell
from segments.values.contacts import is_generic
from segments.values.distinct import cell_text, distinct

_SAMPLE: Final = 200
# Where sellers are who give neither a currency nor a locale away. A region of these
# is believed only if it alone makes nearly all of them mobile numbers.
_SELLERS_REGIONS: Final = ("NG", "IN", "GB", "KE", "GH", "ZA", "UG", "TZ", "PK", "ID")
_NEARLY_ALL: Final = 0.8
_MOBILE: Final = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
# Kinds of numbers that people have; premium-rate numbers, say, are not among them.
_PEOPLES: Final = (*_MOBILE, PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP)
_EXIT: Final = re.compile(r"^00(?=\d)")
_SEVERAL: Final = re.compile(r"[/,;&]|\bor\b")
_NO_NUMBER: Final = re.compile(r"[^\d]*")


@dataclass(frozen=True, slots=True)
class PhoneColumn:
    """A column of phone numbers.

    Attributes:
        numbers: E.164 text per row, or None.
        bad: Rows with something that is no valid number.
        several: Rows with more than one number, of which the first was taken.
    """

    numbers: pd.Series
    bad: pd.Series
    several: pd.Series


def tidy_phone(cell: Cell) -> str:
    """Return a phone cell as text, with "+" for a leading "00".

    A number that Sheets turned into a figure loses its ".0"; phonenumbers would
    read it as one more digit. "00" is Nigeria's trunk, not its exit prefix, so it is
    replaced here.
    """
    text = cell_text(cell).strip("'’` ")
    text = text.removesuffix(".0")
    return _EXIT.sub("+", text)


def _parse(text: str, region: str | None) -> str | None:
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def read_phone(cell: Cell, region: str | None) -> tuple[str, ...]:
    """Return the valid numbers in one cell, in E.164, in the order they stand."""
    text = tidy_phone(cell)
    single = _parse(text, region)
    if single and not _SEVERAL.search(text):
        return (single,)
    found = (
        phonenumbers.format_number(match.number, PhoneNumberFormat.E164)
        for match in PhoneNumberMatcher(text, region)
    )
    return tuple(dict.fromkeys(found)) or ((single,) if single else ())


def read_phones(cells: pd.Series, region: str | None) -> PhoneColumn:
    """Return a column of phone numbers, each distinct cell read once."""
    found = distinct(cells)
    read = [read_phone(value, region) for value in found.cells]
    empty = [_says_none(cell_text(value)) for value in found.cells]
    bad = [not one and not none for one, none in zip(read, empty, strict=True)]
    first = [one[0] if one else None for one in read]
    return PhoneColumn(
        numbers=found.spread(first, missing=None, dtype="object"),
        bad=found.spread(bad, missing=False, dtype="bool"),
        several=found.where(read, lambda one: len(one) > 1),
    )


def _says_none(text: str) -> bool:
    """Return whether a cell only says that there is no number, as "-" and "n/a" do."""
    return bool(_NO_NUMBER.fullmatch(text)) and is_generic(text)


def _explicit_regions(texts: Iterable[str]) -> list[str]:
    numbers = (_parse(text, None) for text in texts if text.startswith("+"))
    regions = Counter(
        phonenumbers.region_code_for_number(phonenumbers.parse(number))
        for number in numbers
        if number
    )
    return sorted(filter(None, regions), key=lambda region: (-regions[region], region))


def choose_region(cells: Iterable[Cell], candidates: Sequence[str]) -> str | None:
    """Return the region in which most of the numbers without "+" are valid.

    The candidates are those given, in order of trust, and the regions of the
    numbers that do say their country. Where none of them fits half of the numbers,
    the one region that fits nearly all is taken, if there is just one. A sample of
    200 distinct cells decides.
    """
    texts = sorted({tidy_phone(cell) for cell in cells} - {""})[:_SAMPLE]
    regions = list(dict.fromkeys([*candidates, *_explicit_regions(texts)]))
    local = [text for text in texts if not text.startswith("+")]
    valid = {region: _count_of_peoples(local, region) for region in regions}
    if not local or max(valid.values(), default=0) * 2 >= len(local):
        return max(regions, key=lambda region: valid.get(region, 0), default=None)
    return _only_region(local) or max(
        regions, key=lambda region: valid[region], default=None
    )


def are_phones(cells: Iterable[Cell]) -> bool:
    """Return whether nearly all cells are mobile numbers in one place sellers are in.

    Several places may fit: which of them is meant does not matter.
    """
    texts = sorted({tidy_phone(cell) for cell in cells} - {""})[:_SAMPLE]
    abroad = sum(_parse(text, None) is not None for text in texts)
    if not texts or abroad >= _NEARLY_ALL * len(texts):
        return bool(texts)
    return any(_are_mobile(texts, region) for region in _SELLERS_REGIONS)


def _count_of_peoples(texts: Sequence[str], region: str) -> int:
    return sum(_kind(text, region) in _PEOPLES for text in texts)


def _are_mobile(texts: Sequence[str], region: str) -> bool:
    """Return whether nearly all are mobile numbers there, reading no more than tell."""
    left = len(texts)
    for text in texts:
        left -= _kind(text, region) not in _MOBILE
        if left < _NEARLY_ALL * len(texts):
            return False
    return True


@lru_cache(maxsize=1 << 12)  # what finds the column asks of the same cells again
def _kind(text: str, region: str) -> int:
    """Return the ``PhoneNumberType`` of a valid number, else UNKNOWN."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return int(PhoneNumberType.UNKNOWN)
    return int(phonenumbers.number_type(number))


def _only_region(texts: Sequence[str]) -> str | None:
    """Return the one seller's region that makes nearly all numbers mobile ones."""
    fitting = [one for one in _SELLERS_REGIONS if _are_mobile(texts, one)]
    return fitting[0] if len(fitting) == 1 else None
