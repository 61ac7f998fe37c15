"""What becomes of a formula's references when cells, rows or tabs go elsewhere.

Each function returns the text after the change, and the very same text when nothing in
it refers to what changed.
"""

from collections.abc import Callable
from typing import NamedTuple

from local_sheets.formulas.tokens import BROKEN, Corner, Reference, joined, pieces
from local_sheets.grid.model import COLUMNS, ROWS, CellRange, CellValue, Formula
from local_sheets.grid.shifts import Shift

# An open end lies beyond any index of a grid.
_BEYOND = 2**31


def rewritten(text: str, change: Callable[[Reference], Reference | str]) -> str:
    """Return a formula with each reference that `change` alters written anew."""
    found = pieces(text)
    after = [
        change(piece) if isinstance(piece, Reference) else piece for piece in found
    ]
    if all(old is new for old, new in zip(found, after, strict=True)):
        return text
    return joined(after)


def moved_formula(value: CellValue, rows: int, columns: int) -> CellValue:
    """Return a copied cell's value: relative references shifted by the distance.

    The last known result is dropped when the distance is not zero, since it belongs to
    other cells. A reference pushed off the sheet becomes ``#REF!``.
    """
    if not isinstance(value, Formula) or (rows, columns) == (0, 0):
        return value
    if not value.text:
        # Apart from its formula, a cell of an array is a plain value.
        return value.result

    def copied(reference: Reference) -> Reference | str:
        first = reference.first and _copied(reference.first, rows, columns)
        last = reference.last and _copied(reference.last, rows, columns)
        if first == reference.first and last == reference.last:
            return reference
        return _off_grid(reference, first, last)

    return Formula(rewritten(value.text, copied), None)


def _copied(corner: Corner, rows: int, columns: int) -> Corner:
    column, row = corner.column, corner.row
    if column is not None and not corner.column_fixed:
        column += columns
    if row is not None and not corner.row_fixed:
        row += rows
    return corner._replace(column=column, row=row)


def _off_grid(
    reference: Reference, first: Corner | None, last: Corner | None
) -> Reference:
    ends = [part for corner in (first, last) if corner for part in corner[:2]]
    if any(part is not None and part < 0 for part in ends):
        return broken(reference)
    return reference._replace(first=first, last=last)


def broken(reference: Reference) -> Reference:
    """Return what stands where the cells of a reference are gone."""
    return Reference(reference.tab, None, None, BROKEN)


class Place(NamedTuple):
    """Titles of the tab that changed and of the tab a formula stands on."""

    changed: str
    home: str


def shifted(
    text: str, place: Place, axis: str, shift: Shift, band: range | None = None
) -> str:
    """Return a formula after rows or columns of a tab were put in, out or elsewhere.

    Args:
        text: the formula.
        place: where it stands and what changed.
        axis: ROWS or COLUMNS.
        shift: what happened to them.
        band: where only these columns of the rows, or rows of the columns, were
            shifted: a reference that reaches beyond them stays.
    """

    def follow(reference: Reference) -> Reference:
        if reference.first is None or not reference.is_on(place.changed, place.home):
            return reference
        if band is not None and not _in_band(reference, axis, band):
            return reference
        return _followed(reference, axis, shift)

    return rewritten(text, follow)


def _in_band(reference: Reference, axis: str, band: range) -> bool:
    across = COLUMNS if axis == ROWS else ROWS
    corners = (reference.first, reference.last)
    return all(corner.at(across) in band for corner in corners if corner is not None)


def _followed(reference: Reference, axis: str, shift: Shift) -> Reference:
    first, last = reference.first, reference.last
    if first is None:
        return reference
    if last is None:
        at = first.at(axis)
        to = None if at is None else shift.position(at)
        if to == at:
            return reference
        if to is None:
            return broken(reference)
        return Reference(reference.tab, first.moved(axis, to))
    if first.at(axis) is None and last.at(axis) is None:
        return reference
    return _spanned(reference, axis, shift)


def _spanned(reference: Reference, axis: str, shift: Shift) -> Reference:
    """Return a range afterwards: its corners keep their sides and their signs."""
    corners = [c for c in (reference.first, reference.last) if c is not None]
    ends = [at for corner in corners if (at := corner.at(axis)) is not None]
    is_open = len(ends) < len(corners)
    span = shift.span(min(ends), _BEYOND if is_open else max(ends) + 1)
    if span is None:
        return broken(reference)
    edges = {max(ends): span[1] - 1, min(ends): span[0]}
    if len(edges) == 1 and not is_open:
        # A range of one row or column, which may have grown: A5:B5.
        moved = [corners[0].moved(axis, span[0]), corners[1].moved(axis, span[1] - 1)]
    else:
        moved = [
            corner if (at := corner.at(axis)) is None else corner.moved(axis, edges[at])
            for corner in corners
        ]
    if moved == corners:
        return reference
    return reference._replace(first=moved[0], last=moved[1])


def renamed(text: str, old: str, new: str) -> str:
    """Return a formula after a tab got another title."""
    wanted = old.casefold()

    def follow(reference: Reference) -> Reference:
        if reference.tab is None or reference.tab.casefold() != wanted:
            return reference
        return reference._replace(tab=new)

    return rewritten(text, follow)


def without_tab(text: str, title: str) -> str:
    """Return a formula after a tab was deleted."""
    gone = title.casefold()

    def follow(reference: Reference) -> Reference | str:
        named = reference.tab is not None and reference.tab.casefold() == gone
        return BROKEN if named else reference

    return rewritten(text, follow)


class Cut(NamedTuple):
    """A block of cells that was cut and pasted elsewhere.

    Attributes:
        source: where it stood.
        title: of the tab it stood on.
        to: of the tab it stands on.
        rows: how far down it went.
        columns: how far right it went.
    """

    source: CellRange
    title: str
    to: str
    rows: int
    columns: int


def after_cut(text: str, cut: Cut, home: str) -> str:
    """Return a formula on the tab `home` after a block was cut and pasted.

    A formula that was cut itself stands for `home` on the tab it came from; so its
    references to cells that stayed behind are given their tab's title.
    """
    return rewritten(text, lambda reference: _after_cut(reference, cut, home))


def carried_along(text: str, cut: Cut) -> str:
    """Return a formula of the block itself, at its new place."""

    def follow(reference: Reference) -> Reference:
        moved = _after_cut(reference, cut, cut.title)
        if cut.to == cut.title:
            return moved
        if moved is not reference:
            return moved._replace(tab=None)
        is_bare = reference.tab is None and reference.first is not None
        return reference._replace(tab=cut.title) if is_bare else reference

    return rewritten(text, follow)


def _after_cut(reference: Reference, cut: Cut, home: str) -> Reference:
    first, last = reference.first, reference.last
    if first is None or not reference.is_on(cut.title, home):
        return reference
    corners = [first] if last is None else [first, last]
    if not all(_inside(corner, cut.source) for corner in corners):
        return reference
    moved = [_carried(corner, cut) for corner in corners]
    stays = reference.tab is None and cut.to.casefold() == home.casefold()
    last = moved[1] if len(moved) > 1 else None
    return Reference(None if stays else cut.to, moved[0], last)


def _inside(corner: Corner, cells: CellRange) -> bool:
    row, column = corner.row, corner.column
    return (
        row is not None
        and column is not None
        and cells.start_row <= row < cells.end_row
        and cells.start_column <= column < cells.end_column
    )


def _carried(corner: Corner, cut: Cut) -> Corner:
    row, column = corner.at(ROWS), corner.at(COLUMNS)
    return corner._replace(
        row=None if row is None else row + cut.rows,
        column=None if column is None else column + cut.columns,
    )
