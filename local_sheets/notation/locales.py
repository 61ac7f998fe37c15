"""What a spreadsheet's locale decides: separators, the order of a date, its money."""

from functools import cache
from typing import NamedTuple

_NO_BREAK = "\u00a0"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Languages written with a decimal comma: with a space between thousands, or a dot.
_SPACED = _words("bg cs et fi fr hu lt lv nb nn no pl ru sk sv uk")
_DOTTED = _words("ca da de el es hr id is it nl pt ro sl sr tr vi")
# Spanish is written with a decimal point in these countries.
_POINT = _words("es_MX es_US es_GT es_HN es_NI es_PA es_PE es_SV")
_YEAR_FIRST = {
    "ja": "yyyy/mm/dd",
    "zh": "yyyy-mm-dd",
    "ko": "yyyy. m. d",
    "sv": "yyyy-mm-dd",
    "lt": "yyyy-mm-dd",
    "hu": "yyyy. mm. dd.",
    "en_CA": "yyyy-mm-dd",
    "fr_CA": "yyyy-mm-dd",
}
_DOT_DATE = _words("bg de et fi hr is lv nb nn no pl ro ru sl sr tr uk")
_MONEY = {
    "en": "$",
    "en_GB": "£",
    "en_IE": "€",
    "en_IN": "₹",
    "hi": "₹",
    "ja": "¥",
    "zh": "¥",
    "ko": "₩",
    "ru": "₽",
    "pt_BR": "R$",
    "pl": "zł",
    "tr": "₺",
    "uk": "₴",
    "da": "kr.",
    "sv": "kr",
    "nb": "kr",
    "no": "kr",
    "cs": "Kč",
    "hu": "Ft",
    "iw": "₪",
    "he": "₪",
    "vi": "₫",
    "id": "Rp",
    "th": "฿",
}
# Languages that write their money before the amount although they use a comma.
_MONEY_FIRST = _words("nl tr id pt_BR")


class Conventions(NamedTuple):
    """How numbers, dates and money are written in a locale.

    Attributes:
        decimal: the decimal mark.
        group: the mark between thousands.
        lakhs: whether digits are grouped 12,34,567.
        order: of a date written in digits with the year last: ``mdy`` or ``dmy``.
        date_pattern: how a date is shown by default.
        time_pattern: how a time of day is shown by default.
        currency: the symbol of its own money.
        money_pattern: how money is shown by default.
    """

    decimal: str
    group: str
    lakhs: bool
    order: str
    date_pattern: str
    time_pattern: str
    currency: str
    money_pattern: str


@cache
def conventions(locale: str) -> Conventions:
    """Return the conventions of a locale; unknown ones are those of ``en_GB``."""
    language, _, country = locale.partition("_")
    spaced = language in _SPACED
    comma = (spaced or language in _DOTTED) and locale not in _POINT
    group = "." if comma else ","
    american = locale == "en_US"
    year_first = locale in _YEAR_FIRST or language in _YEAR_FIRST
    currency = _MONEY.get(locale, _MONEY.get(language, "€" if comma else "$"))
    first = not comma or language in _MONEY_FIRST or locale in _MONEY_FIRST
    return Conventions(
        decimal="," if comma else ".",
        group=_NO_BREAK if spaced else group,
        lakhs=country == "IN",
        order="mdy" if american or year_first else "dmy",
        date_pattern=_date_pattern(locale, language),
        time_pattern="h:mm:ss am/pm" if american else "hh:mm:ss",
        currency=currency,
        money_pattern=money_pattern(currency, "#,##0.00", own=True, first=first),
    )


def money_pattern(symbol: str, digits: str, *, own: bool, first: bool = True) -> str:
    """Return the pattern of an amount of money.

    Args:
        symbol: of the currency.
        digits: the pattern of the number.
        own: whether it is the locale's own currency, which stands in plain quotes.
        first: whether it stands before the amount; after it, a space comes between.
    """
    written = f'"{symbol}"' if own else f"[${symbol}]"
    return f"{written}{digits}" if first else f"{digits} {written}"


def _date_pattern(locale: str, language: str) -> str:
    if locale == "en_US":
        return "m/d/yyyy"
    year_first = _YEAR_FIRST.get(locale, _YEAR_FIRST.get(language))
    if year_first:
        return year_first
    return "dd.mm.yyyy" if language in _DOT_DATE else "dd/mm/yyyy"
