"""Serial numbers shown by a date pattern."""

import re
from datetime import datetime

from local_sheets.notation.serials import datetime_of

_TOKEN = re.compile(
    r'"[^"]*"|\\.|\[h+\]|\[m+\]|y+|m+|d+|h+|s+(?:\.0+)?|am/pm|a/p|.', re.IGNORECASE
)
_FORMATS = {
    "yy": "%y",
    "yyyy": "%Y",
    "m": "%m",
    "mm": "%m",
    "mmm": "%b",
    "mmmm": "%B",
    "d": "%d",
    "dd": "%d",
    "ddd": "%a",
    "dddd": "%A",
    "hh": "%H",
    "ss": "%S",
    "am/pm": "%p",
    "a/p": "%p",
}
_SHORT = {"m", "d", "h", "s"}


def date_text(serial: float, pattern: str) -> str:
    """Return a serial number as text by a Sheets date pattern.

    A serial off the calendar is shown as the plain number.
    """
    moment = datetime_of(serial)
    if moment is None:
        return str(serial)
    tokens = _TOKEN.findall(pattern)
    twelve = any(token.lower() in {"am/pm", "a/p"} for token in tokens)
    return "".join(
        f"{moment.minute:02d}"
        if _is_minute(tokens, at)
        else _token_text(token, moment, twelve=twelve)
        for at, token in enumerate(tokens)
    )


def _is_minute(tokens: list[str], at: int) -> bool:
    """Tell whether an ``m`` at this place means minutes: beside hours or seconds."""
    if tokens[at][0].lower() != "m":
        return False
    letters = [t[0].lower() for t in tokens[:at] if t[0].isalpha() or t[0] == "["]
    following = [t[0].lower() for t in tokens[at + 1 :] if t[0].isalpha()]
    return letters[-1:] in (["h"], ["["]) or following[:1] == ["s"]


def _token_text(token: str, moment: datetime, *, twelve: bool) -> str:
    low = token.lower()
    if token[0] in '"\\':
        return token.strip('"').removeprefix("\\")
    if low in {"h", "hh"}:
        text = f"{(moment.hour % 12 or 12) if twelve else moment.hour:02d}"
    elif low in _FORMATS or low in _SHORT:
        text = moment.strftime(_FORMATS.get(low, "%S"))
    else:
        return token
    return (text.lstrip("0") or "0") if low in _SHORT else text
