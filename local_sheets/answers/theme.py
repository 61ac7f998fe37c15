"""The theme of a new spreadsheet: its font and the nine colours of the palette."""

from local_sheets.grid.model import Json
from local_sheets.notation.colours import mirrored

_LARGEST = 255
_COLOURS = {
    "TEXT": "000000",
    "BACKGROUND": "FFFFFF",
    "ACCENT1": "4285F4",
    "ACCENT2": "EA4335",
    "ACCENT3": "FBBC04",
    "ACCENT4": "34A853",
    "ACCENT5": "FF6D01",
    "ACCENT6": "46BDC6",
    "LINK": "1155CC",
}


def _rgb(hex_code: str) -> Json:
    """Return a Color as Google writes one."""
    channels = zip(("red", "green", "blue"), bytes.fromhex(hex_code), strict=True)
    colour: Json = {name: level / _LARGEST for name, level in channels}
    written: Json = mirrored({"color": colour})["color"]
    return written


DEFAULT_THEME: Json = {
    "primaryFontFamily": "Arial",
    "themeColors": [
        {"colorType": name, "color": {"rgbColor": _rgb(hex_code)}}
        for name, hex_code in _COLOURS.items()
    ],
}
