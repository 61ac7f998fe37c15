"""Our label columns in a tab of the seller's."""

from sheets_sync.changes import (
    AddColumns,
    InsertColumns,
    MarkColumn,
    ProtectColumns,
    TintCells,
    WriteCells,
)
from sheets_sync.desired.model import LabelColumns
from sheets_sync.diff.labels import diff_labels
from sheets_sync.layout import LABEL_COLUMNS
from sheets_sync.looks import Looks
from tests.builders import snapshot, tab

PLAIN = Looks()
TINTED = Looks(tints={"VIP": "#C7E9DF"})
LABEL = ("VIP", "3 orders.", 46000, "", "")
OWNED = {"segment": 2, "why": 3, "since": 4, "previous": 5, "tags": 6}
HEADER = ["Name", "Phone", "Segment", "Why", "Since", "Previous", "Tags"]


def changes_for(existing, rows, header_row_index=0, looks=PLAIN):
    labels = LabelColumns(1, header_row_index, LABEL_COLUMNS, rows)
    return diff_labels(snapshot(existing), labels, looks)


def test_labels_go_to_the_right_of_everything_when_new():
    """Columns are marked, protected with a warning, and the grid grows to hold them."""
    existing = tab("Customers", [["Name", "Phone"], ["Ada", "1"]], grid=(10, 2))

    changes = changes_for(existing, {1: LABEL})

    marked = [c.column_index for c in changes if isinstance(c, MarkColumn)]
    assert marked == [2, 3, 4, 5, 6]
    assert changes[:2] == [AddColumns(1, 1), InsertColumns(1, 2, 5)]
    assert ProtectColumns(1, 0, 2, 5) in changes
    assert WriteCells(1, 1, 2, (("VIP", "3 orders.", 46000),)) in changes


def test_labels_follow_columns_that_the_seller_moved():
    """The cell is written where the metadata says the column is now."""
    existing = tab(
        "Customers",
        [
            ["Segment", "Name", "Why", "Since", "Previous", "Tags"],
            ["Regular", "Ada", "3 orders.", 46000],
        ],
        owned={"segment": 0, "why": 2, "since": 3, "previous": 4, "tags": 5},
    )

    assert changes_for(existing, {1: LABEL}) == [WriteCells(1, 1, 0, (("VIP",),))]


def test_the_label_of_a_removed_customer_is_cleared():
    """A whole label of ours beside nobody is left over from a deleted name."""
    existing = tab("Customers", [HEADER, [None, None, *LABEL]], owned=OWNED)

    assert changes_for(existing, {}) == [WriteCells(1, 1, 2, ((None, None, None),))]


def test_what_a_person_typed_under_our_header_stays():
    """A note in our column that is no label of ours is left alone."""
    rows = [HEADER, ["Ada", "1", *LABEL], [None, None, "count: 1"]]
    existing = tab("Customers", rows, owned=OWNED)

    assert changes_for(existing, {1: LABEL}) == []


def test_labels_stand_beside_a_header_that_is_not_in_the_first_row():
    """The header of our columns is in the row of the seller's header."""
    existing = tab("Customers", [["My customers"], [], ["Name"], ["Ada"]])

    changes = changes_for(existing, {3: LABEL}, header_row_index=2)

    headers = [c for c in changes if isinstance(c, WriteCells) and c.row_index == 2]
    assert [write.rows[0][0] for write in headers] == [
        column.header for column in LABEL_COLUMNS
    ]


def test_segments_have_their_tint_where_they_are_written():
    """Cells below each other are one change; one that is cleared loses its tint."""
    rows = [HEADER, ["Ada"], ["Bo"], ["Cy", None, *LABEL], [None, None, *LABEL]]
    existing = tab("Customers", rows, owned=OWNED)

    changes = changes_for(existing, {1: LABEL, 2: LABEL, 3: LABEL}, looks=TINTED)

    tint = TINTED.tints["VIP"]
    assert [change for change in changes if isinstance(change, TintCells)] == [
        TintCells(1, 1, 2, (tint, tint)),
        TintCells(1, 4, 2, ("",)),
    ]


def test_a_very_long_list_has_no_tints():
    """A colour takes a hundred bytes a cell."""
    existing = tab("Customers", [HEADER], owned=OWNED)

    changes = changes_for(
        existing, dict.fromkeys(range(1, 10_002), LABEL), looks=TINTED
    )

    assert not any(isinstance(change, TintCells) for change in changes)
