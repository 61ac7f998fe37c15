"""cutPaste: cells moved elsewhere, and all that speaks of them with them."""

from local_sheets.formulas.references import follow_cut
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.copying import Carried
from local_sheets.requests.handler import Handler, area, coordinate, grid_range
from local_sheets.requests.pasting import RULES, WHOLE, blanked, copied, paste
from local_sheets.requests.ranges import box


def cut_paste(draft: Draft, body: Json) -> None:
    """Move a range to another place, where as much of it arrives as the kind takes."""
    source = grid_range(draft, body, "source")
    sheet, row, column = coordinate(draft, body, "destination")
    target = area(sheet, row, column, source.height, source.width)
    move_cells(draft, source, target, body.get("pasteType", "PASTE_NORMAL"))


def move_cells(
    draft: Draft,
    source: CellRange,
    target: CellRange,
    kind: str = "PASTE_NORMAL",
    *,
    followed: bool = False,
) -> None:
    """Take a block of cells elsewhere, and with it all that speaks of it.

    Args:
        draft: the spreadsheet being changed.
        source: the cells; nothing is left there.
        target: where they go, as many rows and columns.
        kind: how much of them arrives, a PasteType.
        followed: formulas already refer to where the cells go.
    """
    draft.guard(source)
    draft.guard(target)
    block = copied(draft, source)
    carried = Carried(draft, block)
    blanked(draft.edit(source.sheet_id), source)
    # As if copied where it is pasted: a formula that is moved keeps its references.
    paste(draft, block._replace(source=target), target, kind)
    if kind in WHOLE:
        unmerge(draft, source)
        carried.paste_merges(draft, target)
    if kind in RULES:
        _move_rules(draft, source, target)
    draft.spreadsheet.named_ranges = [
        _followed(draft, named, source, target)
        for named in draft.spreadsheet.named_ranges
    ]
    if not followed:
        follow_cut(draft, source, target)


def unmerge(draft: Draft, cells: CellRange) -> None:
    """Take apart the merges within a range."""
    sheet = draft.edit(cells.sheet_id)
    merges = sheet.items("merges")
    sheet.objects["merges"] = [
        item for item in merges if not resolved(sheet, item).within(cells)
    ]


def _move_rules(draft: Draft, source: CellRange, target: CellRange) -> None:
    """Move the conditional formatting of cells with them, to another tab if need be."""
    sheet = draft.edit(source.sheet_id)
    stays: list[Json] = []
    leaves: list[Json] = []
    for rule in sheet.items("conditionalFormats"):
        held = [resolved(sheet, item) for item in rule["ranges"]]
        after = [
            _moved(one, source, target) if one.within(source) else one for one in held
        ]
        kept = [box(one) for one in after if one.sheet_id == sheet.sheet_id]
        gone = [box(one) for one in after if one.sheet_id != sheet.sheet_id]
        stays += [{**rule, "ranges": kept}] if kept else []
        leaves += [{**rule, "ranges": gone}] if gone else []
    if sheet.items("conditionalFormats"):
        sheet.objects["conditionalFormats"] = stays
    if leaves:
        into = draft.edit(target.sheet_id)
        into.objects["conditionalFormats"] = into.items("conditionalFormats") + leaves


def _moved(cells: CellRange, source: CellRange, target: CellRange) -> CellRange:
    """Return where cells within the source are when that is at the target."""
    rows = target.start_row - source.start_row
    columns = target.start_column - source.start_column
    return CellRange(
        target.sheet_id,
        cells.start_row + rows,
        cells.end_row + rows,
        cells.start_column + columns,
        cells.end_column + columns,
    )


def _followed(draft: Draft, named: Json, source: CellRange, target: CellRange) -> Json:
    sheet = draft.sheet(named["range"].get("sheetId", 0))
    cells = resolved(sheet, named["range"])
    if not cells.within(source):
        return named
    return {**named, "range": box(_moved(cells, source, target))}


HANDLERS: dict[str, Handler] = {"cutPaste": cut_paste}
