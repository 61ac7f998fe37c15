"""Colours as the API stores them: 8-bit channels, in two fields that say the same."""

import struct
from functools import cache

from local_sheets.discovery.fields import Mask
from local_sheets.grid.model import Json, JsonValue

# A colour and its ColorStyle twin, wherever Google has both.
_TWINS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
    "color": "colorStyle",
    "headerColor": "headerColorStyle",
    "firstBandColor": "firstBandColorStyle",
    "secondBandColor": "secondBandColorStyle",
    "footerColor": "footerColorStyle",
    "visibleBackgroundColor": "visibleBackgroundColorStyle",
    "visibleForegroundColor": "visibleForegroundColorStyle",
}
_FLOAT32_DIGITS = 9  # enough for every 32-bit float
_CHANNELS = ("red", "green", "blue", "alpha")


def mirrored(value: JsonValue) -> JsonValue:
    """Return JSON in which each colour has its twin and is rounded to n/255."""
    if isinstance(value, list):
        return [mirrored(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {name: mirrored(item) for name, item in value.items()}
    for name, twin in _TWINS.items():
        if name in result or twin in result:
            _mirror(result, name, twin)
    return result


def mirrored_mask(mask: Mask) -> Mask:
    """Return a mask that covers a colour's twin when it covers the colour."""
    result = {name: mirrored_mask(branch) for name, branch in mask.items()}
    for name, twin in _TWINS.items():
        if name in mask or twin in mask:
            result[name] = result[twin] = {}
    return result


def _mirror(value: Json, name: str, twin: str) -> None:
    if isinstance(value.get(twin), dict) and "rgbColor" in value[twin]:
        rounded = _rounded(value[twin]["rgbColor"])
        value[twin] = {"rgbColor": rounded}
        value[name] = rounded
    elif isinstance(value.get(name), dict) and twin not in value:
        value[name] = _rounded(value[name])
        value[twin] = {"rgbColor": value[name]}


def _rounded(colour: Json) -> Json:
    channels = {name: colour[name] for name in _CHANNELS if colour.get(name)}
    return {name: _float32(_channel(level)) for name, level in channels.items()}


def _channel(level: float) -> int:
    """Return a level as 8 bits, cut off as Google does: 0.5 is 127.

    The margin keeps a level that was answered before at its channel.
    """
    return int(min(max(level, 0), 1) * 255 + 1e-4)


@cache
def _float32(channel: int) -> float | int:
    """Return a channel as Google prints it: the shortest decimal of a 32-bit float."""
    packed = struct.pack("f", channel / 255)
    (single,) = struct.unpack("f", packed)
    shown = (float(f"{single:.{digits}g}") for digits in range(1, _FLOAT32_DIGITS + 1))
    short = next(level for level in shown if struct.pack("f", level) == packed)
    return int(short) if short.is_integer() else short
