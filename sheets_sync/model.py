"""The values the core speaks of: a spreadsheet as read, and cells to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

CellValue = str | int | float | bool | None
Role = Literal[
    "customers",
    "segment",
    "overview",
    "rules",
    "check",
    "moves",
    "generation",
    "journal",
    "kept",
    "stage",
]
Mode = Literal["apply", "preview", "check", "restore"]


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that shows ``text`` and opens ``uri``; only the text is compared.

    Without ``uri`` the cell is one that has had a link and has none now.
    """

    text: str
    uri: str


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell of ours looks; ``pattern`` is a Sheets number-format pattern.

    ``background`` and ``colour`` (of the text) are like ``#E8F0EC``; ``middle`` stands
    half-way up a tall row.
    """

    number_type: str = ""
    pattern: str = ""
    bold: bool = False
    font_size: int = 0
    background: str = ""
    colour: str = ""
    wrap_strategy: Literal["", "WRAP", "CLIP"] = ""
    align: Literal["", "LEFT", "CENTER", "RIGHT"] = ""
    middle: bool = False


Content = CellValue | Link


@dataclass(frozen=True, slots=True)
class TabMark:
    """Developer metadata that says: this tab is ours, and which one it is.

    ``scheme`` is what the rules were seeded from, and ``fingerprint`` stands for their
    cells as we wrote them; the counts are the size of a block as we wrote it, since
    people may type below and beside it. A tab that is ``kept`` holds rules that the
    seller had changed, or what people typed in the tab of a ``segment`` that is gone:
    it is neither read nor written any more.

    ``colour`` is a segment's own, counted from 1; ``message`` stands for the message
    in its links. ``charts`` are the charts ever made for a block, by kind and id, and
    ``painted`` the colours of their points; ``noted`` says that labels were put into
    the seller's notes.

    ``journal`` is the layout of what a token's batch copied into its tab, and
    ``digest`` stands for what those copies are where nobody came in between. A token
    whose copies were put back is a ``journal`` from then on, ``mended_by`` the next.
    The tab of a segment that is ``gone`` is hidden, and deleted by the next batch.
    ``stage`` is the number of the stage that a hidden tab is part of. ``lines`` stands
    for the words of each row of a block as we wrote them.
    """

    role: Role
    segment: str = ""
    scheme: str = ""
    fingerprint: str = ""
    row_count: int = 0
    column_count: int = 0
    colour: int = 0
    message: str = ""
    charts: tuple[tuple[str, int], ...] = ()
    painted: tuple[int, ...] = ()
    noted: bool = False
    journal: tuple[Any, ...] = ()
    digest: int = 0
    mended_by: int = 0
    gone: bool = False
    stage: int = 0
    lines: str = ""

    @property
    def segment_key(self) -> str:
        """The segment as it is compared: names that differ in case are one.

        The tab of one that is gone is no longer that of one of the same name.
        """
        return f"{self.segment}{' (gone)' if self.gone else ''}".casefold()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A correction kept on the seller's tab or column, so it follows them."""

    metadata_id: int
    value: str


@dataclass(frozen=True, slots=True)
class Area:
    """Rows and columns of a tab, ends excluded; an end of None is the tab's end."""

    first_row: int = 0
    end_row: int | None = None
    first_column: int = 0
    end_column: int | None = None


@dataclass(frozen=True, slots=True)
class Protection:
    """Cells that the caller may not edit, but for the ``free`` ones among them."""

    area: Area
    description: str = ""
    free: tuple[Area, ...] = ()


Axis = Literal["ROWS", "COLUMNS"]


@dataclass(frozen=True, slots=True)
class Move:
    """Rows or columns that go before another one, counted as they stand before."""

    axis: Axis
    first: int
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Block:
    """Where a block of ours stands in its tab, once it is whole and at the top left.

    ``ours`` has for each of its rows the columns in which we wrote something; where it
    has none, all cells of the row are ours. ``moves`` and ``inserted`` columns make it
    stand so, one after the other, and ``unmerged`` cells are in their way. ``marked``
    says that its columns bear the marks that tell them apart, ``complete`` that all we
    wrote is there, and ``in_place`` that words of ours are where the marks are.
    """

    row_count: int
    column_count: int
    ours: tuple[frozenset[int] | None, ...] = ()
    moves: tuple[Move, ...] = ()
    inserted: tuple[int, ...] = ()
    unmerged: tuple[Area, ...] = ()
    marked: bool = False
    complete: bool = True
    in_place: bool = True

    @property
    def is_moved(self) -> bool:
        """Tell whether rows or columns of the tab have to come or go elsewhere."""
        return bool(self.moves or self.inserted)

    def is_ours(self, row_index: int, column_index: int) -> bool:
        """Tell whether we wrote something into a cell."""
        if row_index >= self.row_count or column_index >= self.column_count:
            return False
        ours = self.ours[row_index] if row_index < len(self.ours) else None
        return ours is None or column_index in ours


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab as read: its grid size, what of it is ours, and its cells by column.

    ``columns`` is column-major with trailing blanks missing; ``owned_columns`` maps
    our column keys to where those columns stand now; ``header_row_index`` of an owned
    table in a seller's tab is found by reading, not stored here. ``corrections`` are
    what the seller said of the tab (under None) and of columns, by column index.
    ``protections`` are those that keep the caller out; a mere warning does not.

    In a tab of ours with a row per customer or move, the header stands in
    ``own_header_row``, below what people put above it. Where it was ``header_lost``,
    the first of the rows is one that we have to insert, and holds the header as it
    will be. A tab that was ``copied`` from one of ours is a person's, and is not read.

    ``tall_merges`` says that cells below each other are merged, for then Sheets sorts
    nothing. ``least_row_count`` rows are in use even where their cells are about to be
    cleared. ``merges`` are all that are merged. ``block`` tells where a block of ours
    stands, and how what people put before it or in between has to move: ``columns``
    has that behind it already. Its columns stood at ``block_columns``, by their number.
    """

    sheet_id: int
    title: str
    row_count: int
    column_count: int
    hidden: bool = False
    mark: TabMark | None = None
    mark_id: int | None = None
    owned_columns: Mapping[str, int] = field(default_factory=dict)
    corrections: Mapping[int | None, Remembered] = field(default_factory=dict)
    own_header_row: int = 0
    header_lost: bool = False
    copied: bool = False
    tall_merges: bool = False
    merges: tuple[Area, ...] = ()
    block: Block | None = None
    block_columns: Mapping[int, int] = field(default_factory=dict)
    least_row_count: int = 0
    columns: tuple[tuple[CellValue, ...], ...] = ()
    protections: tuple[Protection, ...] = ()

    @property
    def used_row_count(self) -> int:
        """Number of rows down to the last cell that holds anything."""
        lengths = (len(column) for column in self.columns)
        return max((self.least_row_count, *lengths))

    @property
    def used_column_count(self) -> int:
        """Number of columns up to the last one that holds anything."""
        return len(self.columns)

    def cell(self, row_index: int, column_index: int) -> CellValue:
        """Return one cell; a blank or absent one is None."""
        if column_index >= len(self.columns):
            return None
        column = self.columns[column_index]
        value = column[row_index] if row_index < len(column) else None
        return None if value == "" else value


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole spreadsheet as it was read: the input of everything that is decided.

    ``charts`` are the specs of all charts, by id (``ChartSpec``); ``formulas`` are the
    cells known to hold a formula, as sheet id, row and column: only notes that are
    about to change are looked at for them. ``without_cells`` are the titles, by sheet
    id, of tabs that we cannot read: one that is a chart, or connected data.
    ``stages`` are the hidden tabs of a write that was begun and is not (yet) ended;
    nothing is ever read from them.
    ``copies`` are rows of the last journal, by row index: what tells whether somebody
    came in between when it was written.
    """

    spreadsheet_id: str
    title: str
    locale: str
    time_zone: str
    tabs: tuple[Tab, ...]
    charts: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    formulas: frozenset[tuple[int, int, int]] = frozenset()
    without_cells: Mapping[int, str] = field(default_factory=dict)
    stages: tuple[Tab, ...] = ()
    copies: Mapping[int, Sequence[CellValue]] = field(default_factory=dict)

    def own_tab(self, mark: TabMark) -> Tab | None:
        """Return our tab with this role and segment, wherever and however named."""
        wanted = (mark.role, mark.segment_key)
        for tab in self.tabs:
            if tab.mark and (tab.mark.role, tab.mark.segment_key) == wanted:
                return tab
        return None

    @property
    def generation(self) -> int:
        """The id of the hidden tab that the last refresh left; 0 before the first."""
        tab = self.own_tab(TabMark("generation"))
        return tab.sheet_id if tab else 0

    @property
    def stage(self) -> int:
        """The number of the write that was begun and is not ended; 0 where none is."""
        marks = (tab.mark for tab in self.stages)
        return max((mark.stage for mark in marks if mark), default=0)

    def tab_titled(self, title: str) -> Tab:
        """Return the tab with this title; it must exist."""
        return next(tab for tab in self.tabs if tab.title == title)
