"""How money, days and segments look in one tracker: formats of its locale, colours.

Patterns are written as the API wants them, with "," and "." whatever the locale;
Sheets shows them with the locale's own marks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sheets_sync.model import Style

SYMBOLS: Final = {
    "NGN": "₦",
    "INR": "₹",
    "GBP": "£",
    "USD": "$",
    "EUR": "€",
    "KES": "KSh",
    "GHS": "GH₵",
    "ZAR": "R",
    "JPY": "¥",
    "CNY": "¥",
    "KRW": "₩",
    "PHP": "₱",
    "VND": "₫",
    "THB": "฿",
    "BRL": "R$",
    "TRY": "₺",
    "UAH": "₴",
    "ILS": "₪",
}
# ISO 4217 currencies without a smaller unit.
NO_CENTS: Final = {
    *("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"),
    *("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"),
}
# Where the sign of the euro stands behind the figure (CLDR, currencyFormats).
SIGN_BEHIND: Final = {
    *("bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "it"),
    *("lt", "lv", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "uk"),
}
DAY: Final = "d mmm yyyy"
DAYS: Final = {
    "en_US": "mmm d, yyyy",
    "en_CA": "mmm d, yyyy",
    "en_PH": "mmm d, yyyy",
    "de": "d. mmm yyyy",
    "fi": "d.m.yyyy",
    "hu": "yyyy. mm. dd.",
    "ja": "yyyy/mm/dd",
    "ko": "yyyy. m. d.",
    "lt": "yyyy-mm-dd",
    "sv": "yyyy-mm-dd",
    "zh": "yyyy/m/d",
}
"""Medium dates by locale, else by language (CLDR, dateFormats)."""

# Okabe and Ito's colours, which people who see few colours can tell apart, the
# yellow one last; then those of Tol's muted scheme that are not close to them.
COLOURS: Final = (
    *("#009E73", "#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#CC79A7", "#F0E442"),
    *("#882255", "#332288", "#999933", "#44AA99", "#888888"),
)
FULL: Final = 255
# Fine enough to tell any of the 256 steps of a channel from the next.
FINE: Final = 10_000
TINT: Final = 0.22


@dataclass(frozen=True, slots=True)
class Looks:
    """What decides how our cells look.

    ``currency`` is an ISO 4217 code or None where nothing tells; ``locale`` like
    ``en_GB``; ``whole`` when no amount has a smaller unit; ``tints`` the light colour
    behind each segment's name.
    """

    currency: str | None = None
    locale: str = "en_GB"
    whole: bool = False
    tints: Mapping[str, str] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """The first part of the locale."""
        return self.locale.partition("_")[0]


def money_style(looks: Looks) -> Style:
    """Return the number format of money; no sign where the currency is unknown."""
    currency = looks.currency
    cents = "" if looks.whole or currency in NO_CENTS else ".00"
    if currency is None:
        return Style("NUMBER", f"#,##0{cents}")
    sign = f'"{SYMBOLS.get(currency, currency + " ")}"'
    if currency == "INR":
        return Style("CURRENCY", _in_lakhs(sign, cents))
    if currency == "EUR" and looks.language in SIGN_BEHIND:
        return Style("CURRENCY", f'#,##0{cents} "€"')
    return Style("CURRENCY", f"{sign}#,##0{cents}")


def _in_lakhs(sign: str, cents: str) -> str:
    """Return the pattern that groups 1,23,45,678; crores, lakhs and what is below."""
    crores, lakhs = rf"##\,##\,##\,##0{cents}", rf"##\,##\,##0{cents}"
    return f"[>=10000000]{sign}{crores};[>=100000]{sign}{lakhs};{sign}##,##0{cents}"


def date_style(looks: Looks) -> Style:
    """Return the number format of days, month by name where the locale has it so."""
    pattern = DAYS.get(looks.locale) or DAYS.get(looks.language, DAY)
    return Style("DATE", pattern)


def date_time_style(looks: Looks) -> Style:
    """Return the number format of moments, to the minute."""
    return Style("DATE_TIME", f"{date_style(looks).pattern} hh:mm")


def colour_of(number: int) -> str:
    """Return a segment's full colour, counted from 1; they begin again at the end."""
    return COLOURS[(number - 1) % len(COLOURS)]


def tint_of(number: int) -> str:
    """Return a segment's colour, so light that text stands on it."""
    full = (int(colour_of(number)[at : at + 2], 16) for at in (1, 3, 5))
    light = (round(FULL - (FULL - channel) * TINT) for channel in full)
    return "#" + "".join(f"{channel:02X}" for channel in light)


def rgb_of(colour: str) -> dict[str, float]:
    """Return a colour such as ``#E8F0EC`` as the API's ``Color``, channels 0 to 1.

    Rounded up, so that it is the same step whether that is rounded or cut off.
    """
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    channels = (-(-part * FINE // FULL) / FINE for part in parts)
    return dict(zip(("red", "green", "blue"), channels, strict=True))
