"""Currencies as sellers write them: ₦, N, NGN, Rs, KSh … → ISO 4217 codes."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

AMOUNT: Final = "amount of money"
"""What a header that only names a currency stands for, as a header word."""

_BRACKET: Final = re.compile(r"[(\[]([^)\]]*)[)\]]")
_SPACE: Final = re.compile(r"[\s_]+")
_NO_MARKS: Final = frozenset({"#", "re"})  # a number and a subject, in a header
_CENTS: Final = ("cents", "cent", "centavos", "centimes", "minor units", "minor unit")


@cache
def _currencies() -> Mapping[str, Mapping[str, Any]]:
    text = files("segments").joinpath("currencies.toml").read_text("utf-8")
    return tomllib.loads(text)


@cache
def marks(*, attached: bool) -> Mapping[str, str]:
    """Return mark → currency code; with those that must touch a figure, if asked."""
    return {
        mark: code
        for code, currency in _currencies().items()
        for mark in (*currency["marks"], *(currency["attached"] if attached else ()))
    }


@cache
def _hundredths() -> Mapping[str, str | None]:
    """Return the word for a hundredth → currency code, if it is of a single one."""
    of_one = {
        word: code
        for code, currency in _currencies().items()
        for word in currency.get("hundredths", ())
    }
    return {**dict.fromkeys(_CENTS), **of_one}


def symbol_of(code: str | None) -> str:
    """Return what to write before a figure in this currency."""
    if code is None:
        return ""
    return str(_currencies()[code]["symbol"]) if code in _currencies() else f"{code} "


def region_of(code: str | None) -> str | None:
    """Return the ISO 3166 region that uses this currency, if it is one region."""
    return _currencies().get(code or "", {}).get("region") or None


def currency_of(region: str | None) -> str | None:
    """Return the currency of an ISO 3166 region, if it is one we know."""
    regions = {one["region"]: code for code, one in _currencies().items()}
    return regions.get(region) if region else None


def currency_code(text: str) -> str | None:
    """Return the currency a cell of a currency column or a bracket names."""
    mark = text.strip().casefold().rstrip(".")
    known = marks(attached=True).get(mark)
    if known is None and re.fullmatch("[a-z]{3}", mark):
        return mark.upper()
    return known


class MoneyHeader(NamedTuple):
    """A header without what it says about money.

    Attributes:
        text: The rest of it.
        currency: The currency it names.
        hundredths: Whether its figures are hundredths, such as kobo or paise.
    """

    text: str
    currency: str | None
    hundredths: bool


def split_header(header: str) -> MoneyHeader:
    """Return a header apart from its currency; one that is nothing else is an amount.

    >>> split_header("Total Amount (₦)")
    MoneyHeader(text='Total Amount', currency='NGN', hundredths=False)
    """
    bracket = _BRACKET.search(header)
    if bracket and (unit := _unit(bracket[1], attached=True)):
        return MoneyHeader(_BRACKET.sub(" ", header).strip(), *unit)
    if unit := _unit(header, attached=False):
        return MoneyHeader(AMOUNT, *unit)
    words = _SPACE.split(header)
    for index in (-1, 0):
        if len(words) > 1 and (unit := _unit(words[index], attached=False)):
            rest = words[:-1] if index else words[1:]
            kept = " ".join(word for word in rest if word.casefold() != "in")
            return MoneyHeader(kept, *unit)
    return MoneyHeader(header, None, hundredths=False)


def _unit(text: str, *, attached: bool) -> tuple[str | None, bool] | None:
    """Return the currency a word of a header names, and whether in hundredths."""
    mark = text.strip().casefold().rstrip(".").removeprefix("in ")
    if mark in _NO_MARKS:
        return None
    if mark in _hundredths():
        return _hundredths()[mark], True
    code = marks(attached=attached).get(mark)
    return (code, False) if code else None
