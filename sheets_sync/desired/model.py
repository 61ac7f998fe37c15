"""What a tracker should look like after the refresh, one shape per kind of tab."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sheets_sync.changes import FillNote, RememberCorrection, ReplaceNote
from sheets_sync.chart_model import Chart
from sheets_sync.layout import PLAIN, Column
from sheets_sync.looks import Looks
from sheets_sync.model import Content, Style, TabMark


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """Our columns in a tab that is the seller's: one cell row per customer row.

    ``rows`` maps a row index of that tab to the cells of ``columns``, in order.
    """

    sheet_id: int
    header_row_index: int
    columns: tuple[Column, ...]
    rows: Mapping[int, tuple[Content, ...]]


@dataclass(frozen=True, slots=True)
class TableTab:
    """A tab of ours with one row per customer, kept in place between refreshes.

    ``rows`` maps a customer to the cells of ``columns``, in the order a new tab has
    them; ``standing`` maps the tab's row indexes of today to their customers. Rows of
    customers that are not in ``rows`` leave only when ``drops_leavers``. A ``retired``
    tab is of a segment that the rules no longer have: everybody leaves it, and where
    people typed rows of their own it ``sets_aside`` the rest under that title.
    ``doubles`` are rows of customers who have another in the tab; they always leave.
    """

    mark: TabMark
    title: str
    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Content, ...]]
    standing: Mapping[int, str] = field(default_factory=dict)
    sorted_by: str | None = None
    drops_leavers: bool = True
    retired: bool = False
    doubles: Mapping[int, str] = field(default_factory=dict)
    sets_aside: str = ""


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One cell of a block with how it looks."""

    content: Content
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Choices:
    """Cells of a block, from one row down, that offer words to choose from.

    ``offered`` are the rows of the tab that offer words today.
    """

    row_index: int
    column_index: int
    words: tuple[tuple[str, ...], ...]
    offered: range


@dataclass(frozen=True, slots=True)
class BlockTab:
    """A tab of ours whose cells stand at fixed places from A1 on.

    ``sets_aside`` is a new title for the tab that stands there now, which is kept as
    it is while a new one takes its place; empty where it is brought up to date.
    """

    mark: TabMark
    title: str
    rows: tuple[tuple[BlockCell, ...], ...]
    widths_px: tuple[int, ...]
    frozen_row_count: int = 1
    choices: Choices | None = None
    sets_aside: str = ""
    charts: tuple[Chart, ...] = ()
    gridlines: bool = True


@dataclass(frozen=True, slots=True)
class LogTab:
    """A tab of ours that grows at its end and loses its oldest rows.

    No more than ``row_limit`` rows stay, and none dated before ``oldest`` (a serial
    number in the column ``date``), but every one beside which a person typed.
    """

    mark: TabMark
    title: str
    columns: tuple[Column, ...]
    new_rows: tuple[tuple[Content, ...], ...]
    row_limit: int
    oldest: int


@dataclass(frozen=True, slots=True)
class Notes:
    """Changes to the seller's notes, and what permits them.

    ``columns`` are the columns of notes, by sheet id and column index; ``asked`` says
    whether the seller wants a label there; where not, labels are only taken away.
    """

    columns: frozenset[tuple[int, int]] = frozenset()
    asked: bool = False
    changes: tuple[ReplaceNote | FillNote, ...] = ()


@dataclass(frozen=True, slots=True)
class DesiredState:
    """All of it, and how its cells look."""

    looks: Looks
    labels: tuple[LabelColumns, ...]
    tables: tuple[TableTab, ...]
    blocks: tuple[BlockTab, ...]
    logs: tuple[LogTab, ...]
    remembered: tuple[RememberCorrection, ...] = ()
    notes: Notes = Notes()
