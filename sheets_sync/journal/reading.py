"""The copies in a journal, from the answer to its batch or from a later reading."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sheets_sync.a1 import quote_title
from sheets_sync.journal.layout import (
    Cells,
    Layout,
    Row,
    decoded,
    digest_of_copies,
    headers_agree,
)
from sheets_sync.model import CellValue, Snapshot, Tab, TabMark

Json = Mapping[str, Any]

# Of the spreadsheet after the write; a mask is cheaper than all that grid data says.
ANSWER_FIELDS: Final = (
    "replies,updatedSpreadsheet.sheets.data"
    "(startRow,startColumn,rowData.values.effectiveValue)"
)


def journal_of(snapshot: Snapshot) -> Tab | None:
    """Return the tab of the last journal, if there is one."""
    return snapshot.own_tab(TabMark("generation"))


def layout_of_mark(mark: TabMark | None) -> Layout:
    """Return where the copies stand in a journal; nowhere if its mark does not say."""
    try:
        return decoded(mark.journal if mark else ())
    except (TypeError, ValueError):
        return Layout(())


def ranges_in(title: str, layout: Layout) -> list[str]:
    """Return the ranges that tell whether a journal is as expected."""
    return [f"{quote_title(title)}!{one}" for one in layout.ranges()]


def is_as_expected(mark: TabMark, cells: Cells) -> bool:
    """Tell whether what was copied is what had been read before."""
    layout = layout_of_mark(mark)
    in_place = all(
        headers_agree(part.header_print, cells.get(at, ()))
        for at, part in enumerate(layout.parts)
    )
    is_same = not layout.parts or digest_of_copies(layout, cells) == mark.digest
    return in_place and is_same


def copies_read(layout: Layout, value_ranges: Sequence[Json]) -> Cells:
    """Return the rows of a journal from a column-major reading of its ranges."""
    cells: dict[int, Row] = {}
    for first, answer in zip(_first_rows(layout), value_ranges, strict=True):
        cells |= rows_read(answer, first)
    return cells


def rows_read(answer: Json, first: int = 0) -> dict[int, Row]:
    """Return the rows of one column-major range that begins in this row, by index."""
    columns: Sequence[Row] = answer.get("values", ())
    height = max((len(column) for column in columns), default=0)
    return {
        first + at: [column[at] if at < len(column) else None for column in columns]
        for at in range(height)
    }


def copies_answered(answer: Json) -> Cells:
    """Return the rows of a journal that the answer to its own batch holds."""
    cells: dict[int, Row] = {}
    for sheet in answer.get("updatedSpreadsheet", {}).get("sheets", ()):
        for data in sheet.get("data", ()):
            for at, row in enumerate(data.get("rowData", ()), data.get("startRow", 0)):
                cells[at] = [*map(_value, row.get("values", ()))]
    return cells


def _first_rows(layout: Layout) -> Iterator[int]:
    for text in layout.ranges():
        yield int(text.split(":")[0].lstrip("A")) - 1


def _value(cell: Json) -> CellValue:
    """Return a cell as ``values.batchGet`` would, unformatted."""
    value = cell.get("effectiveValue", {})
    if "errorValue" in value:
        return "#ERROR!"
    found: CellValue = next(iter(value.values()), None)
    return found
