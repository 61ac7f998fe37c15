"""Colours as the API stores them: 8-bit channels, in two fields that say the same."""

import struct

from local_sheets.discovery.fields import Mask
from local_sheets.grid.model import Json, JsonValue

# A colour and its ColorStyle twin, wherever Google has both.
_TWINS = {
    "backgroundColor": "backgroundColorStyle",
    "foregroundColor": "foregroundColorStyle",
    "tabColor": "tabColorStyle",
    "color": "colorStyle",
}
_CHANNELS = ("red", "green", "blue", "alpha")


def mirrored(value: JsonValue) -> JsonValue:
    """Return JSON in which each colour has its twin and is rounded to n/255."""
    if isinstance(value, list):
        return [mirrored(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {name: mirrored(item) for name, item in value.items()}
    for name, twin in _TWINS.items():
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
    return {name: _float32(_channel(level) / 255) for name, level in channels.items()}


def _channel(level: float) -> int:
    """Return a level as 8 bits, cut off as Google does: 0.5 is 127.

    The margin keeps a level that was answered before at its channel.
    """
    return int(level * 255 + 1e-4)


def _float32(level: float) -> float | int:
    """Return the shortest decimal of the 32-bit float, as Google prints it."""
    (single,) = struct.unpack("f", struct.pack("f", level))
    short = float(f"{single:.8g}")
    return int(short) if short.is_integer() else short
