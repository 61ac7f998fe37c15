"""The text that cells show, each distinct one worked out once."""

from local_sheets.grid.model import Row
from local_sheets.grid.spreadsheet import Spreadsheet
from local_sheets.notation.render import rendered


class ShownText:
    """Reads cells as a person does.

    Args:
        spreadsheet: whose formats and locale decide how numbers look.
    """

    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self._styles = spreadsheet.styles
        self._locale = spreadsheet.locale
        self._known: dict[tuple[type, object, int], str] = {}

    def of(self, row: Row, column: int) -> str:
        """Return the text of a cell that the row's values reach."""
        value = row.values[column]
        if isinstance(value, str):
            return value
        style = row.formats[column] if column < len(row.formats) else 0
        # True and 1 are equal, and look different.
        key = type(value), value, style
        text = self._known.get(key)
        if text is None:
            number_format = self._styles.number_format(style)
            text = self._known[key] = rendered(value, number_format, self._locale)
        return text
