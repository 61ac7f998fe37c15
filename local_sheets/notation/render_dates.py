"""Serial numbers shown by a date pattern."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from local_sheets.notation.serials import datetime_of

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)'
    r"|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]"
    r"|(?P<half>am/pm|a/p|am|pm)|\.(?P<part>0{1,3})"
    r"|(?P<year>y+)|(?P<month>m+)|(?P<day>d+)|(?P<hour>h+)|(?P<second>s+)"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_LITERAL = re.compile(r'"[^"]*"?|\\.|\[[^\]]*\]', re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_DATE_LIKE = re.compile(r"[ymdhs]", re.IGNORECASE)
_NUMBER_LIKE = re.compile(r"[#?@]|(?<!s\.)(?<!s\.0)(?<!s\.00)0")
_LITERALS = {"quoted", "escaped", "plain"}
_CLOCK = {"h": "hour", "m": "minute", "s": "second"}
_MINUTE_S, _HOUR_S = 60, 3600
_NOON = 12
# Letters of a token that stand for a name rather than a number.
_SHORT_NAME, _FULL_NAME, _INITIAL = 3, 4, 5


class _Piece(NamedTuple):
    kind: str
    text: str


def is_date_pattern(pattern: str) -> bool:
    """Tell whether a pattern shows a moment rather than a number."""
    if _ELAPSED.search(pattern):
        return True
    bare = _LITERAL.sub("", pattern)
    return bool(_DATE_LIKE.search(bare)) and not _NUMBER_LIKE.search(bare)


def date_text(serial: float, pattern: str) -> str | None:
    """Return a serial number by a Sheets date pattern; None off the calendar."""
    moment = datetime_of(serial)
    if moment is None:
        return None
    pieces = _pieces(pattern)
    finest = min((3 - len(p.text) for p in pieces if p.kind == "part"), default=None)
    if finest is not None:
        moment += timedelta(microseconds=500 * (10**finest - 1))
    twelve = any(piece.kind == "half" for piece in pieces)
    seconds = round(abs(serial) * 86_400, 3)
    return "".join(_shown(piece, moment, seconds, twelve=twelve) for piece in pieces)


@cache
def _pieces(pattern: str) -> tuple[_Piece, ...]:
    found = [
        _Piece(match.lastgroup, match[match.lastgroup])
        for match in _TOKEN.finditer(pattern)
        if match.lastgroup
    ]
    found = [
        _Piece("minute", piece.text) if _is_minute(found, at) else piece
        for at, piece in enumerate(found)
    ]
    return tuple(_within(found[:at], piece) for at, piece in enumerate(found))


def _within(before: Sequence[_Piece], piece: _Piece) -> _Piece:
    """Return elapsed minutes or seconds as plain ones where hours already elapse."""
    if piece.kind != "elapsed" or all(other.kind != "elapsed" for other in before):
        return piece
    return _Piece(_CLOCK[piece.text[0].lower()], piece.text)


def _is_minute(pieces: Sequence[_Piece], at: int) -> bool:
    """Tell whether an ``m`` at this place means minutes: beside hours or seconds."""
    if pieces[at].kind != "month" or len(pieces[at].text) >= _SHORT_NAME:
        return False
    before = [p for p in pieces[:at] if p.kind not in _LITERALS]
    after = [p for p in pieces[at + 1 :] if p.kind not in _LITERALS]
    return bool(
        (before and _measures(before[-1], "hour", "h"))
        or (after and _measures(after[0], "second", "s"))
    )


def _measures(piece: _Piece, kind: str, letter: str) -> bool:
    elapsed = piece.kind == "elapsed" and piece.text[0].lower() == letter
    return piece.kind == kind or elapsed


def _shown(piece: _Piece, moment: datetime, seconds: float, *, twelve: bool) -> str:
    kind, text = piece
    width = len(text)
    if kind in _LITERALS:
        return text
    if kind == "elapsed":
        return _elapsed(text[0].lower(), seconds).zfill(width)
    if kind == "half":
        return _half(text, moment.hour)
    if kind == "part":
        return f".{moment.microsecond // 1000:03d}"[: width + 1]
    if kind in {"month", "day"} and width >= _SHORT_NAME:
        return _name(kind, width, moment)
    return _number(kind, width, moment, twelve=twelve)


def _elapsed(unit: str, seconds: float) -> str:
    return str(int(seconds // {"h": _HOUR_S, "m": _MINUTE_S, "s": 1}[unit]))


def _number(kind: str, width: int, moment: datetime, *, twelve: bool) -> str:
    number: int = getattr(moment, kind)
    if kind == "year":
        return f"{number:04d}"[0 if width >= _SHORT_NAME else 2 :]
    if kind == "hour" and twelve:
        number = number % _NOON or _NOON
    return str(number).zfill(min(width, 2))


def _half(text: str, hour: int) -> str:
    if text.lower() == "a/p":
        return text[0] if hour < _NOON else text[2]
    return "AM" if hour < _NOON else "PM"


def _name(kind: str, width: int, moment: datetime) -> str:
    if kind == "day":
        return moment.strftime("%a" if width == _SHORT_NAME else "%A")
    name = moment.strftime("%b" if width == _SHORT_NAME else "%B")
    return name[0] if width == _INITIAL else name
