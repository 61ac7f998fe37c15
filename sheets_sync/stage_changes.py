"""The changes that bring what was written out of sight into sight, all at once."""

from dataclasses import dataclass

from sheets_sync.model import TabMark


@dataclass(frozen=True, slots=True)
class ShowTab:
    """A tab of ours that was filled out of sight gets its title and mark, and is seen.

    Its mark is found by the tab, because the id that Sheets gave it was never read.
    """

    sheet_id: int
    mark: TabMark
    title: str


@dataclass(frozen=True, slots=True)
class PasteValues:
    """Values of a block of cells, copied from a hidden tab; formats stay as they are.

    A blank cell of the block leaves a blank one.
    """

    from_sheet_id: int
    from_row_index: int
    from_column_index: int
    row_count: int
    column_count: int
    sheet_id: int
    row_index: int
    column_index: int
