"""Currencies as sellers write them: ₦, N, NGN, Rs, KSh … → ISO 4217 codes."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_BRACKET = re.compile(r"[(\[]([^)\]]*)[)\]]")


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


def symbol_of(code: str | None) -> str:
    """Return what to write before a figure in this currency."""
    if code is None:
        return ""
    return str(_currencies()[code]["symbol"]) if code in _currencies() else f"{code} "


def region_of(code: str | None) -> str | None:
    """Return the ISO 3166 region that uses this currency, if it is one region."""
    return _currencies().get(code or "", {}).get("region") or None


def currency_code(text: str) -> str | None:
    """Return the currency a cell of a currency column or a bracket names."""
    mark = text.strip().casefold().rstrip(".")
    known = marks(attached=True).get(mark)
    if known is None and re.fullmatch("[a-z]{3}", mark):
        return mark.upper()
    return known


def split_header(header: str) -> tuple[str, str | None]:
    """Return a header without its currency, and the currency.

    >>> split_header("Total Amount (₦)"), split_header("Price Rs.")
    (('Total Amount', 'NGN'), ('Price', 'INR'))
    """
    bracket = _BRACKET.search(header)
    if bracket and (code := _known(bracket[1], attached=True)):
        return _BRACKET.sub(" ", header).strip(), code
    words = header.split()
    for index in (-1, 0):
        if len(words) > 1 and (code := _known(words[index], attached=False)):
            rest = words[:-1] if index else words[1:]
            return " ".join(word for word in rest if word.casefold() != "in"), code
    return header, None


def _known(text: str, *, attached: bool) -> str | None:
    mark = text.strip().casefold().rstrip(".").removeprefix("in ")
    return None if mark == "#" else marks(attached=attached).get(mark)
