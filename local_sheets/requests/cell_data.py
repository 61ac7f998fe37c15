"""CellData written through a field mask, a row at a time."""

from collections.abc import Mapping, Sequence
from typing import Any

from local_sheets.discovery.fields import Mask, below, updated, wants
from local_sheets.errors import RefusedError, UnsupportedError
from local_sheets.formulas.moves import moved_formula
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

_EXTRAS = ("note", "dataValidation", "textFormatRuns")
_NO_TYPE = "NUMBER_FORMAT_TYPE_UNSPECIFIED"
# Fields that may be named in a mask, which clears them, but not be sent.
_UNSUPPORTED = ("chipRuns", "pivotTable", "dataSourceTable")
# Fields that cells read from a spreadsheet bring along, which ``*`` passes over.
_READ_ONLY = ("hyperlink", "effectiveValue", "effectiveFormat", "formattedValue")
# What belongs to the text of a cell goes when the text is written anew.
_OF_TEXT = ("textFormatRuns",)


class CellWriter:
    """Writes the masked fields of CellData into rows; what the data lacks is cleared.

    Args:
        draft: whose style table takes new formats.
        mask: which CellData fields are written.

    Attributes:
        heeds_values: whether what a cell holds, or held, decides what is written.
    """

    def __init__(self, draft: Draft, mask: Mask) -> None:
        self._styles = draft.spreadsheet.styles
        self._values = wants(mask, "userEnteredValue")
        self._formats = wants(mask, "userEnteredFormat")
        self._format_mask = mirrored_mask(below(mask, "userEnteredFormat"))
        self._extras = [name for name in _EXTRAS if wants(mask, name)]
        self._unsupported = [name for name in _UNSUPPORTED if wants(mask, name)]
        self._unsupported += [name for name in _READ_ONLY if name in mask]
        # Writing a value takes away what was said of the characters of the old one.
        self._replaced = {*self._extras, *(_OF_TEXT if self._values else ())}
        self.heeds_values = self._values or "textFormatRuns" in self._extras
        self._known = self._styles.merged[repr(self._format_mask)]

    def written(self, row: Row, start: int, cells: Sequence[Json]) -> Row:
        """Return the row with these cells, from column `start` on, written into it."""
        for name in self._unsupported:
            if any(cell.get(name) for cell in cells):
                raise UnsupportedError(f"cell field {name}")
        if self._values:
            values = [entered_value(cell.get("userEnteredValue")) for cell in cells]
            row = with_values(row, start, values)
        if self._formats:
            old = padded(row.formats, start, start + len(cells), 0)
            formats = [self._style(s, c) for s, c in zip(old, cells, strict=True)]
            row = with_formats(row, start, formats)
        if self._replaced and (row.extras or self._extras):
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
        number_format = new.get("numberFormat")
        if (
            number_format
            and wants(self._format_mask, "numberFormat")
            and number_format.get("type", _NO_TYPE) == _NO_TYPE
        ):
            raise RefusedError("numberFormat.type is required.")
        merged = updated(self._styles[old], mirrored(new), self._format_mask)
        return self._styles.number(merged)

    def _with_extras(self, row: Row, start: int, cells: Sequence[Json]) -> Row:
        if not row.extras and not any(
            n in cell for cell in cells for n in self._extras
        ):
            return row
        end = start + len(cells)
        old = padded(row.extras, start, end, None)
        values = padded(row.values, start, end, None)
        new = [
            self._extra(o, c, value)
            for o, c, value in zip(old, cells, values, strict=True)
        ]
        return with_extras(row, start, new)

    def _extra(
        self, old: Mapping[str, Any] | None, cell: Json, value: CellValue
    ) -> Json | None:
        kept = {k: v for k, v in (old or {}).items() if k not in self._replaced}
        sent = {name: cell[name] for name in self._extras if cell.get(name)}
        if "textFormatRuns" in sent:
            sent["textFormatRuns"] = _runs(sent["textFormatRuns"], value)
        return {**kept, **sent} or None


def _runs(runs: Sequence[Json], value: CellValue) -> list[Json]:
    """Return the formats of parts of a text, each with the colours' twins."""
    if not isinstance(value, str):
        raise RefusedError("textFormatRuns are only valid on text entered by a user.")
    starts = [run.get("startIndex", 0) for run in runs]
    length = len(value.encode("utf-16-le")) // 2
    if starts != sorted(set(starts)) or not 0 <= starts[0] <= starts[-1] < length:
        raise RefusedError(
            "textFormatRuns.startIndex must rise from run to run and lie within the "
            f"text of {length} characters."
        )
    return [
        {k: mirrored(v) for k, v in run.items() if k != "startIndex" or v}
        for run in runs
    ]


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
        if row.extras or (row.values and self._writer.heeds_values):
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
