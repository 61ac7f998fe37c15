"""Cell formats by number: a sheet of a million cells has a handful of formats."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from local_sheets.grid.model import Json


class StyleTable:
    """Every distinct CellFormat of a spreadsheet; number 0 is no format at all.

    The table only grows, so numbers held by older versions stay valid.

    Attributes:
        formats: The formats by number.
        merged: Mask → number and format written over it → number of what came of it.
    """

    def __init__(self, formats: Iterable[Json] = ()) -> None:
        self.formats: list[Json] = []
        self.merged: defaultdict[str, dict[tuple[int, str], int]] = defaultdict(dict)
        self._numbers: dict[str, int] = {}
        self.number({})
        for cell_format in formats:
            self.number(cell_format)

    def number(self, cell_format: Json) -> int:
        """Return the number of a format, adding it when it is new."""
        key = json.dumps(cell_format, sort_keys=True)
        known = self._numbers.get(key)
        if known is None:
            known = self._numbers[key] = len(self.formats)
            self.formats.append(cell_format)
        return known

    def __getitem__(self, number: int) -> Json:
        return self.formats[number]

    def number_format(self, number: int) -> Json:
        """Return the NumberFormat of a style, empty when it has none."""
        found: Any = self.formats[number].get("numberFormat", {})
        return dict(found)
