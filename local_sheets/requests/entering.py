"""Text entered into cells the way a person types it."""

from collections.abc import Sequence

from local_sheets.grid.cells import (
    checked_text,
    padded,
    with_extras,
    with_formats,
    with_values,
)
from local_sheets.grid.model import CellValue, Json, Row
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.typed import Typist, replaces
from local_sheets.notation.typed_numbers import Typed

_OF_TEXT = "textFormatRuns"


class Keyboard:
    """Types into rows: a number or date looks like one, text in a text cell stays.

    Args:
        draft: whose locale decides what is read and whose formats are added to.
        keeps_formats: numbers and dates take no format from how they were typed.
    """

    def __init__(self, draft: Draft, *, keeps_formats: bool = False) -> None:
        self._styles = draft.spreadsheet.styles
        self._typist = Typist(draft.spreadsheet.locale)
        self._keeps_formats = keeps_formats

    def typed(self, row: Row, start: int, texts: Sequence[str]) -> Row:
        """Return a row with texts typed into its cells from column `start` on."""
        end = start + len(texts)
        styles = padded(row.formats, start, end, 0)
        read = [self._read(*pair) for pair in zip(texts, styles, strict=True)]
        row = with_values(row, start, [one.value for one in read])
        if not self._keeps_formats and any(one.number_format for one in read):
            pairs = zip(styles, read, strict=True)
            new = [self._style(style, one.number_format) for style, one in pairs]
            row = with_formats(row, start, new)
        return plain(row, start, end)

    def _read(self, text: str, style: int) -> Typed:
        entered = checked_text(text)
        is_text = self._styles.number_format(style).get("type") == "TEXT"
        return Typed(entered) if is_text or not entered else self._typist.read(entered)

    def _style(self, style: int, number_format: Json | None) -> int:
        if number_format is None or not replaces(
            number_format, self._styles.number_format(style)
        ):
            return style
        return self._styles.number(
            {**self._styles[style], "numberFormat": number_format}
        )


def plain(row: Row, start: int, end: int) -> Row:
    """Return a row whose cells start…end say nothing of characters they had before."""
    old = padded(row.extras, start, end, None)
    if not any(extra and _OF_TEXT in extra for extra in old):
        return row
    new = [
        {name: value for name, value in (extra or {}).items() if name != _OF_TEXT}
        or None
        for extra in old
    ]
    return with_extras(row, start, new)


def retyped(row: Row, values: dict[int, CellValue]) -> Row:
    """Return a row with some values replaced, by column."""
    for column, value in values.items():
        row = plain(with_values(row, column, [value]), column, column + 1)
    return row
