"""How wide text is in the usual font, Arial, as parts of the font's size."""

import unicodedata

# Characters by their width in thousandths of the font's size.
_WIDTHS = {
    191: "'",
    222: "ijl",
    260: "|",
    278: " !,./:;I[\\]ft",
    333: "()-`r",
    334: "{}",
    355: '"',
    389: "*",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu",
    584: "+<=>~",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_BY_CHARACTER = {letter: width for width, all_ in _WIDTHS.items() for letter in all_}
_OTHER, _FULL = 556, 1000


def text_width(text: str) -> float:
    """Return the width of one line of text, 1 being the size of its font."""
    return sum(map(_width, text)) / 1000


def _width(character: str) -> int:
    known = _BY_CHARACTER.get(character)
    if known is not None:
        return known
    return _FULL if unicodedata.east_asian_width(character) in "WF" else _OTHER
