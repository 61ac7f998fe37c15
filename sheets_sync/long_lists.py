"""The rows of a block that are too many to keep each of their words.

Of each row one print is kept, of all its cells. A row in which somebody typed is not
known any more: it is theirs, and the list is written anew before it.
"""

import base64
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

LONG: Final = "="
PRINT_LENGTH: Final = 4
BLANK_PRINT: Final = " " * PRINT_LENGTH

Kept = Sequence[str]
"""What is kept of each cell of a row."""


def encode_long(lines: Sequence[Kept], free: Collection[int]) -> str:
    """Return a print of each line, but for the columns in which people type as well."""
    columns = ",".join(map(str, sorted(free)))
    return f"{LONG}{columns}{LONG}" + "".join(_print(line, free) for line in lines)


class LongFound:
    """Which rows of a tab are lines of a block, by their prints."""

    def __init__(self, text: str, rows: Sequence[Kept]) -> None:
        """Find the lines among rows; the same line twice is found as often."""
        _, columns, prints = text.split(LONG, maxsplit=2)
        free = {int(column) for column in columns.split(",") if column}
        each = range(0, len(prints), PRINT_LENGTH)
        waiting = Counter(prints[at : at + PRINT_LENGTH] for at in each)
        del waiting[BLANK_PRINT]
        self.line_of: dict[int, int] = {}
        for row_index, row in enumerate(rows):
            one = _print(row, free)
            if waiting[one] > 0:
                waiting[one] -= 1
                self.line_of[row_index] = row_index
        self.whole_count = len(self.line_of)
        self.is_complete = not any(waiting.values())

    @property
    def is_in_place(self) -> bool:
        """Tell whether columns are where they were; else no row would be known."""
        return bool(self.line_of)

    def ours(self, row_index: int) -> None:
        """Tell nothing: of a row that is known all cells are ours."""


def _print(line: Kept, free: Collection[int]) -> str:
    cells = [" " if at in free else cell for at, cell in enumerate(line)]
    text = "".join(cells).rstrip()
    if not text:
        return BLANK_PRINT
    digest = zlib.crc32(text.encode()).to_bytes(4, "big")
    return base64.urlsafe_b64encode(digest).decode()[:PRINT_LENGTH]
