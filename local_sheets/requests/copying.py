"""copyPaste: cells once more, with merges and conditional formatting."""

from local_sheets.errors import RefusedError
from local_sheets.grid.a1 import off_grid, range_name
from local_sheets.grid.model import CellRange, Json
from local_sheets.grid.spreadsheet import Draft, resolved
from local_sheets.requests.handler import Handler, grid_range
from local_sheets.requests.pasting import RULES, WHOLE, Block, copied, paste, tiles
from local_sheets.requests.ranges import box

_NORMAL = "PASTE_NORMAL"


def copy_paste(draft: Draft, body: Json) -> None:
    """Copy a range over another, repeated to fill it, or as large as the source."""
    orientation = body.get("pasteOrientation", "NORMAL")
    if orientation not in {"NORMAL", "TRANSPOSE"}:
        raise RefusedError(f"Invalid pasteOrientation: {orientation}")
    kind = body.get("pasteType", _NORMAL)
    source = grid_range(draft, body, "source")
    block = copied(draft, source, turned=orientation == "TRANSPOSE")
    target = _target(draft, block, grid_range(draft, body, "destination"))
    draft.guard(target)
    carried = Carried(draft, block)
    paste(draft, block, target, kind)
    if kind in WHOLE:
        carried.paste_merges(draft, target)
    if kind in RULES:
        carried.paste_rules(draft, target)


def _target(draft: Draft, block: Block, asked: CellRange) -> CellRange:
    """Return the cells pasted over: whole repeats of the source, at least one."""
    rows = _filled(asked.height, block.height)
    columns = _filled(asked.width, block.width)
    target = asked._replace(
        end_row=asked.start_row + rows, end_column=asked.start_column + columns
    )
    sheet = draft.sheet(asked.sheet_id)
    if target.end_row > sheet.row_count or target.end_column > sheet.column_count:
        raise off_grid(sheet, range_name(sheet, target))
    return target


def _filled(asked: int, once: int) -> int:
    """Return how far a paste reaches: all that is asked when whole repeats fill it."""
    return asked if asked % once == 0 else once


class Carried:
    """Merges and conditional formatting of copied cells, as they were when copied."""

    def __init__(self, draft: Draft, block: Block) -> None:
        self._block = block
        sheet = draft.sheet(block.source.sheet_id)
        self._merges = [
            block.shape_of(cells)
            for item in sheet.items("merges")
            if (cells := resolved(sheet, item)).within(block.source)
        ]
        self._rules = [
            (rule, shapes)
            for rule in sheet.items("conditionalFormats")
            if (
                shapes := [
                    block.shape_of(shared)
                    for item in rule["ranges"]
                    if (shared := resolved(sheet, item).shared_with(block.source))
                ]
            )
        ]

    def paste_merges(self, draft: Draft, target: CellRange) -> None:
        """Merge cells of the target as those copied were, and no others of them."""
        sheet = draft.sheet(target.sheet_id)
        known = sheet.items("merges")
        apart = [item for item in known if not resolved(sheet, item).overlaps(target)]
        if not self._merges and len(apart) == len(known):
            return
        pasted = [
            box(CellRange(target.sheet_id, row + a, row + b, column + c, column + d))
            for row, column in tiles(self._block, target)
            for a, b, c, d in self._merges
        ]
        draft.edit(target.sheet_id).objects["merges"] = apart + pasted

    def paste_rules(self, draft: Draft, target: CellRange) -> None:
        """Extend the rules over the target, or give its tab rules of its own."""
        if not self._rules:
            return
        into = draft.edit(target.sheet_id)
        rules = list(into.items("conditionalFormats"))
        at_home = target.sheet_id == self._block.source.sheet_id
        for rule, shapes in self._rules:
            places = [place for shape in shapes for place in self._over(target, shape)]
            if not at_home:
                rules.append({**rule, "ranges": [box(place) for place in places]})
                continue
            held = [resolved(into, item) for item in rule["ranges"]]
            new = [box(p) for p in places if not any(p.within(one) for one in held)]
            at = rules.index(rule)
            rules[at] = {**rule, "ranges": [*rule["ranges"], *new]}
        into.objects["conditionalFormats"] = rules

    def _over(
        self, target: CellRange, shape: tuple[int, int, int, int]
    ) -> list[CellRange]:
        """Return a shape's places in the repeats of the block, run together."""
        top, bottom, left, right = shape
        rows = _spans(target[1:3], (top, bottom), self._block.height)
        columns = _spans(target[3:5], (left, right), self._block.width)
        return [CellRange(target.sheet_id, *r, *c) for r in rows for c in columns]


def _spans(
    whole: tuple[int, ...], part: tuple[int, int], once: int
) -> list[tuple[int, int]]:
    if part == (0, once):
        return [(whole[0], whole[1])]
    return [(at + part[0], at + part[1]) for at in range(whole[0], whole[1], once)]


HANDLERS: dict[str, Handler] = {"copyPaste": copy_paste}
