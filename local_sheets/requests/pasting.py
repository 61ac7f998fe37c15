"""Cells on the clipboard, and what each kind of paste takes of them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from local_sheets.errors import RefusedError
from local_sheets.formulas.moves import moved_formula
from local_sheets.grid.cells import padded, put_row, section, with_section
from local_sheets.grid.model import CellRange, Formula, Json, Row, Sheet
from local_sheets.grid.spreadsheet import Draft

_Lay: TypeAlias = Callable[[Row, Row], Row]
_Extra: TypeAlias = Mapping[str, Any] | None

_VALIDATION = "dataValidation"
_OF_TEXT = "textFormatRuns"
# Kinds that bring whole cells, and kinds that bring conditional formatting.
WHOLE = {"PASTE_NORMAL", "PASTE_NO_BORDERS"}
RULES = WHOLE | {"PASTE_FORMAT", "PASTE_CONDITIONAL_FORMATTING"}


class Block(NamedTuple):
    """Copied cells, turned over or not.

    Attributes:
        rows: the cells as rows of their own.
        source: where they were copied from.
        turned: rows became columns, and columns rows.
    """

    rows: list[Row]
    source: CellRange
    turned: bool = False

    @property
    def height(self) -> int:
        """Number of rows it takes."""
        return self.source.width if self.turned else self.source.height

    @property
    def width(self) -> int:
        """Number of columns it takes."""
        return self.source.height if self.turned else self.source.width

    def row_at(self, at: int, row: int, column: int) -> Row:
        """Return its row number `at` with the references it has when put there."""
        part = self.rows[at]
        if Formula not in map(type, part.values):
            return part
        source = self.source
        if self.turned:
            moved = [
                moved_formula(
                    value,
                    row - source.start_row - across,
                    column + across - source.start_column - at,
                )
                for across, value in enumerate(part.values)
            ]
            return part._replace(values=tuple(moved))
        rows, columns = row - source.start_row - at, column - source.start_column
        values = tuple(moved_formula(value, rows, columns) for value in part.values)
        return part._replace(values=values)

    def shape_of(self, cells: CellRange) -> tuple[int, int, int, int]:
        """Return where cells of the source lie in it: rows, then columns."""
        source = self.source
        rows = cells.start_row - source.start_row, cells.end_row - source.start_row
        columns = (
            cells.start_column - source.start_column,
            cells.end_column - source.start_column,
        )
        return (*columns, *rows) if self.turned else (*rows, *columns)


def copied(draft: Draft, source: CellRange, *, turned: bool = False) -> Block:
    """Return the cells of a range, ready to be pasted."""
    sheet = draft.sheet(source.sheet_id)
    rows = [
        section(sheet.row(at), source.start_column, source.end_column)
        for at in range(source.start_row, source.end_row)
    ]
    return Block(_turned(rows, source.width) if turned else rows, source, turned)


def _turned(rows: list[Row], width: int) -> list[Row]:
    values = [padded(row.values, 0, width, None) for row in rows]
    formats = [padded(row.formats, 0, width, 0) for row in rows]
    extras = [padded(row.extras, 0, width, None) for row in rows]
    columns = zip(
        zip(*values, strict=True),
        zip(*formats, strict=True),
        zip(*extras, strict=True),
        strict=True,
    )
    return [Row(*parts) for parts in columns]


def paste(draft: Draft, block: Block, target: CellRange, kind: str) -> None:
    """Lay a block over the target, as often as it fits."""
    lay = _lay(draft, kind)
    # What a formula shows stays what it is; only the formula would point elsewhere.
    is_plain = kind == "PASTE_VALUES"
    into = draft.edit(target.sheet_id)
    for index in range(target.start_row, target.end_row):
        at = (index - target.start_row) % block.height
        row = into.row(index)
        for column in range(target.start_column, target.end_column, block.width):
            part = block.rows[at] if is_plain else block.row_at(at, index, column)
            old = section(row, column, column + block.width)
            row = with_section(row, column, block.width, lay(old, part))
        put_row(into, index, row)


def tiles(block: Block, target: CellRange) -> Iterable[tuple[int, int]]:
    """Yield the corners at which a block is laid over the target."""
    for row in range(target.start_row, target.end_row, block.height):
        for column in range(target.start_column, target.end_column, block.width):
            yield row, column


def _lay(draft: Draft, kind: str) -> _Lay:
    if kind == "PASTE_NO_BORDERS":
        return _Unbordered(draft).lay
    if kind not in _LAYS:
        raise RefusedError(f"Invalid pasteType: {kind}")
    return _LAYS[kind]


def _values(old: Row, new: Row) -> Row:
    results = tuple(v.result if isinstance(v, Formula) else v for v in new.values)
    return old._replace(values=results, extras=_extras(old, Row(), (_OF_TEXT,)))


def _formulas(old: Row, new: Row) -> Row:
    return old._replace(values=new.values, extras=_extras(old, Row(), (_OF_TEXT,)))


def _validation(old: Row, new: Row) -> Row:
    return old._replace(extras=_extras(old, new, (_VALIDATION,)))


def _extras(old: Row, new: Row, names: tuple[str, ...]) -> tuple[_Extra, ...]:
    """Return the extras of `old` with the named ones those of `new`."""
    width = max(len(old.extras), len(new.extras))
    pairs = zip(
        padded(old.extras, 0, width, None),
        padded(new.extras, 0, width, None),
        strict=True,
    )
    return tuple(_extra(before or {}, after or {}, names) for before, after in pairs)


def _extra(
    before: Mapping[str, Any], after: Mapping[str, Any], names: tuple[str, ...]
) -> _Extra:
    kept: Json = {name: value for name, value in before.items() if name not in names}
    return {**kept, **{name: after[name] for name in names if name in after}} or None


_LAYS: dict[str, _Lay] = {
    "PASTE_NORMAL": lambda _, new: new,
    "PASTE_VALUES": _values,
    "PASTE_FORMAT": lambda old, new: old._replace(formats=new.formats),
    "PASTE_FORMULA": _formulas,
    "PASTE_DATA_VALIDATION": _validation,
    "PASTE_CONDITIONAL_FORMATTING": lambda old, _: old,
}


class _Unbordered:
    """Pastes whole cells that keep the borders of those they replace."""

    def __init__(self, draft: Draft) -> None:
        self._styles = draft.spreadsheet.styles
        self._known: dict[tuple[int, int], int] = {}

    def lay(self, old: Row, new: Row) -> Row:
        """Return the new cells with the old ones' borders."""
        width = max(len(old.formats), len(new.formats))
        pairs = zip(
            padded(old.formats, 0, width, 0),
            padded(new.formats, 0, width, 0),
            strict=True,
        )
        return new._replace(formats=tuple(self._style(*pair) for pair in pairs))

    def _style(self, old: int, new: int) -> int:
        known = self._known.get((old, new))
        if known is None:
            style = {k: v for k, v in self._styles[new].items() if k != "borders"}
            kept = {k: v for k, v in self._styles[old].items() if k == "borders"}
            known = self._known[old, new] = self._styles.number(style | kept)
        return known


def blanked(sheet: Sheet, cells: CellRange) -> None:
    """Take everything out of the cells of a range, formats and notes included."""
    for index in range(cells.start_row, min(cells.end_row, len(sheet.rows))):
        row = with_section(sheet.rows[index], cells.start_column, cells.width, Row())
        put_row(sheet, index, row)
