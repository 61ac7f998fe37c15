"""CellData written through a field mask, a row at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from local_sheets.discovery.fields import Mask, below, updated, wants
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.grid.cells import (
    checked_text,
    padded,
    tidy_number,
    with_extras,
    with_formats,
    with_values,
)
from local_sheets.grid.model import CellValue, Formula, Json, Row
from local_sheets.grid.spreadsheet import Draft
from local_sheets.notation.colours import mirrored, mirrored_mask
from local_sheets.notation.formulas import moved_formula

_EXTRAS = ("note", "dataValidation", "textFormatRuns")
_WRITABLE = {"userEnteredValue", "userEnteredFormat", *_EXTRAS}
_READ_ONLY = {"effectiveValue", "effectiveFormat", "formattedValue", "hyperlink"}


class CellWriter:
    """Writes the masked fields of CellData into rows; what the data lacks is cleared.

    Args:
        draft: whose style table takes new formats.
        mask: which CellData fields are written.

    Attributes:
        writes_values: whether what a cell holds is among those fields.
    """

    def __init__(self, draft: Draft, mask: Mask) -> None:
        unsupported = set(mask) - _WRITABLE - _READ_ONLY - {"*"}
        if unsupported:
            raise UnsupportedError(f"cell field {min(unsupported)}")
        self._styles = draft.spreadsheet.styles
        self.writes_values = wants(mask, "userEnteredValue")
        self._formats = wants(mask, "userEnteredFormat")
        self._format_mask = mirrored_mask(below(mask, "userEnteredFormat"))
        self._extras = [name for name in _EXTRAS if wants(mask, name)]
        self._known: dict[tuple[int, str], int] = {}

    def written(self, row: Row, start: int, cells: Sequence[Json]) -> Row:
        """Return the row with these cells, from column `start` on, written into it."""
        if self.writes_values:
            values = [entered_value(cell.get("userEnteredValue")) for cell in cells]
            row = with_values(row, start, values)
        if self._formats:
            old = padded(row.formats, start, start + len(cells), 0)
            formats = [self._style(s, c) for s, c in zip(old, cells, strict=True)]
            row = with_formats(row, start, formats)
        if self._extras:
            row = self._with_extras(row, start, cells)
        return row

    def _style(self, old: int, cell: Json) -> int:
        new = cell.get("userEnteredFormat")
        if not new and not old:
            return 0
        # Equal formats read alike, and reading is cheaper than merging them again.
        key = (old, repr(new))
        if key not in self._known:
            self._known[key] = self._merged(old, new or {})
        return self._known[key]

    def _merged(self, old: int, new: Json) -> int:
        if "numberFormat" in new and not new["numberFormat"].get("type"):
            raise RefusedError("numberFormat.type is required.")
        merged = updated(self._styles[old], mirrored(new), self._format_mask)
        return self._styles.number(merged)

    def _with_extras(self, row: Row, start: int, cells: Sequence[Json]) -> Row:
        if not row.extras and not any(
            n in cell for cell in cells for n in self._extras
        ):
            return row
        old = padded(row.extras, start, start + len(cells), None)
        new = [self._extra(o, c) for o, c in zip(old, cells, strict=True)]
        return with_extras(row, start, new)

    def _extra(self, old: Mapping[str, Any] | None, cell: Json) -> Json | None:
        kept = {k: v for k, v in (old or {}).items() if k not in self._extras}
        sent = {name: cell[name] for name in self._extras if cell.get(name)}
        return {**kept, **sent} or None


class RepeatedCell:
    """One cell written over the same columns of row after row.

    What comes of it is worked out once for all rows that looked alike before, and
    rows that were blank share one row in memory.

    Args:
        writer: how the cell is written.
        start: the first column.
        cells: the cell, once for each column.
    """

    def __init__(self, writer: CellWriter, start: int, cells: Sequence[Json]) -> None:
        self._writer = writer
        self._start = start
        self._cells = cells
        self._known: dict[tuple[int, ...], Row] = {}

    def over(self, row: Row) -> Row:
        """Return a row with the cell written into it."""
        if row.extras or (row.values and self._writer.writes_values):
            return self._writer.written(row, self._start, self._cells)
        known = self._known.get(row.formats)
        if known is None:
            look = Row(formats=row.formats)
            known = self._writer.written(look, self._start, self._cells)
            self._known[row.formats] = known
        return known._replace(values=row.values) if row.values else known


def entered_value(entered: Json | None) -> CellValue:
    """Return what a cell holds for an ExtendedValue; text stays text, even ``=1``."""
    if not entered:
        return None
    kind, value = next(iter(entered.items()))
    if kind == "stringValue":
        return checked_text(value)
    if kind == "numberValue":
        return tidy_number(value)
    if kind == "formulaValue":
        checked_text(value)
        return Formula(value, None) if value.startswith("=") else value
    if kind == "errorValue":
        raise RefusedError("errorValue is read-only.")
    return bool(value)


def repeated_cell(cell: Json, rows: int, columns: int) -> Json:
    """Return a cell of repeatCell at a distance: its formula's references shifted."""
    entered = cell.get("userEnteredValue", {})
    if "formulaValue" not in entered:
        return cell
    moved = moved_formula(Formula(entered["formulaValue"], None), rows, columns)
    text = moved.text if isinstance(moved, Formula) else ""
    return {**cell, "userEnteredValue": {"formulaValue": text}}
