"""Segment tabs: who stays, comes, leaves and moves."""

from dataclasses import replace

from sheets_sync.changes import (
    AddColumns,
    AddFilter,
    AddRows,
    AddTab,
    CopyCells,
    DeleteRows,
    HideTab,
    InsertColumns,
    InsertRows,
    MarkTab,
    RenameTab,
    SortRows,
    WriteCells,
)
from sheets_sync.desired.model import DesiredState, TableTab
from sheets_sync.diff.names import NewTabs
from sheets_sync.diff.tables import diff_tables
from sheets_sync.layout import Column
from sheets_sync.looks import Looks
from sheets_sync.model import Link, TabMark
from tests.builders import REGULAR, VIP, snapshot, tab

COLUMNS = (
    Column("customer", "Customer"),
    Column("spent", "Spent", "money"),
    Column("why", "Why"),
)
OWNED = {"customer": 0, "spent": 1, "why": 2}
HEADER = ["Customer", "Spent", "Why"]


def table(mark, rows, standing=None):
    return TableTab(
        mark=mark,
        title=mark.segment,
        columns=COLUMNS,
        rows={key: (key, spent, "because") for key, spent in rows.items()},
        standing=standing or {},
        sorted_by="spent",
    )


def changes_for(existing, *tables):
    desired = DesiredState(Looks(), (), tables, (), ())
    return diff_tables(existing, desired, NewTabs(existing))


def of_kind(changes, kind):
    return [change for change in changes if isinstance(change, kind)]


def vip_tab(*rows, header=HEADER, **options):
    return tab("VIP", [header, *rows], sheet_id=2, mark=VIP, owned=OWNED, **options)


def test_a_new_segment_gets_a_tab_with_its_rows_and_a_filter():
    """The tab has a blank row to spare, so that all customers may leave it."""
    changes = changes_for(snapshot(), table(VIP, {"Ada": 9.0, "Bisi": 5.0}))

    added = of_kind(changes, AddTab)[0]
    assert (added.title, added.row_count, added.column_count) == ("VIP", 4, 7)
    body = WriteCells(
        added.sheet_id, 1, 0, (("Ada", 9.0, "because"), ("Bisi", 5.0, "because"))
    )
    assert body in changes
    assert of_kind(changes, AddFilter) == [AddFilter(added.sheet_id, 3)]


def test_a_customer_who_stays_is_edited_in_place():
    """Only the cell that differs is written."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"]))

    changes = changes_for(existing, table(VIP, {"Ada": 12.0}, {1: "Ada"}))

    assert changes == [WriteCells(2, 1, 1, ((12.0,),))]


def test_nothing_is_planned_when_nothing_changed():
    """A tab that is as desired needs no change."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"]))

    assert changes_for(existing, table(VIP, {"Ada": 9.0}, {1: "Ada"})) == []


def test_a_newcomer_goes_below_and_our_order_is_kept():
    """The tab was sorted by spend, so it is sorted again."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"]))

    changes = changes_for(existing, table(VIP, {"Bisi": 20.0, "Ada": 9.0}, {1: "Ada"}))

    assert of_kind(changes, InsertRows) == [InsertRows(2, 2, 1)]
    assert WriteCells(2, 2, 0, (("Bisi", 20.0, "because"),)) in changes
    assert of_kind(changes, SortRows) == [SortRows(2, 1, 2, 1)]


def test_an_order_the_seller_chose_is_left_alone():
    """A tab that is not sorted by spend any more is not sorted by us."""
    existing = snapshot(vip_tab(["Bisi", 5.0, "because"], ["Ada", 9.0, "because"]))
    desired = table(VIP, {"Chi": 20.0, "Ada": 9.0, "Bisi": 5.0}, {1: "Bisi", 2: "Ada"})

    assert of_kind(changes_for(existing, desired), SortRows) == []


def test_a_full_grid_grows_for_newcomers():
    """Rows are inserted above a blank one, which is added before."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"], grid=(2, 3)))

    changes = changes_for(existing, table(VIP, {"Ada": 9.0, "Bisi": 1.0}, {1: "Ada"}))

    assert of_kind(changes, AddRows) == [AddRows(2, 1)]
    assert of_kind(changes, InsertRows) == [InsertRows(2, 2, 1)]


def test_all_customers_may_leave_a_tab():
    """Sheets refuses to delete every row below the header, so a blank one is added."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"], grid=(2, 3)))

    changes = changes_for(existing, table(VIP, {}, {1: "Ada"}))

    assert of_kind(changes, AddRows) == [AddRows(2, 1)]
    assert of_kind(changes, DeleteRows) == [DeleteRows(2, 1, 1)]


def test_rows_are_deleted_from_the_last_up_in_few_requests():
    """Neighbours go together, and no index goes stale."""
    rows = [[name, 9.0, "because"] for name in "abcde"]
    standing = dict(enumerate("abcde", start=1))
    existing = snapshot(vip_tab(*rows))

    changes = changes_for(existing, table(VIP, {"c": 9.0}, standing))

    assert of_kind(changes, DeleteRows) == [DeleteRows(2, 4, 2), DeleteRows(2, 1, 2)]


def test_what_a_person_typed_goes_along_to_the_next_segment():
    """The cell is copied by Sheets before the row goes; its column is added there."""
    header = [*HEADER, "Size"]
    existing = snapshot(
        vip_tab(["Ada", 9.0, "because", "UK 14"], header=header),
        tab("Regular", [HEADER], sheet_id=3, mark=REGULAR, owned=OWNED, grid=(2, 3)),
    )

    changes = changes_for(
        existing, table(VIP, {}, {1: "Ada"}), table(REGULAR, {"Ada": 9.0})
    )

    assert of_kind(changes, CopyCells) == [
        CopyCells(2, 0, 3, 3, 0, 3),
        CopyCells(2, 1, 3, 3, 1, 3),
    ]
    assert of_kind(changes, AddColumns) == [AddColumns(3, 1)]
    assert of_kind(changes, InsertColumns) == [InsertColumns(3, 3, 1)]


def test_a_column_that_is_there_already_takes_the_typed_cell():
    """Columns people made are matched by their header, wherever they stand."""
    existing = snapshot(
        vip_tab(["Ada", 9.0, "because", "UK 14"], header=[*HEADER, "Size"]),
        tab(
            "Regular",
            [[*HEADER, "Paid", "Size"], ["Bisi", 2.0, "because", True, "UK 8"]],
            sheet_id=3,
            mark=REGULAR,
            owned=OWNED,
        ),
    )

    changes = changes_for(
        existing,
        table(VIP, {}, {1: "Ada"}),
        table(REGULAR, {"Ada": 9.0, "Bisi": 2.0}, {1: "Bisi"}),
    )

    assert of_kind(changes, CopyCells) == [CopyCells(2, 1, 3, 3, 2, 4)]


def test_two_columns_of_one_name_are_carried_apart():
    """Neither cell is written over the other."""
    header = [*HEADER, "Paid", "Paid"]
    existing = snapshot(vip_tab(["Ada", 9.0, "because", "yes", "no"], header=header))

    changes = changes_for(
        existing, table(VIP, {}, {1: "Ada"}), table(REGULAR, {"Ada": 9.0})
    )

    carried = [copy for copy in of_kind(changes, CopyCells) if copy.row_index]
    assert [(c.from_column_index, c.column_index) for c in carried] == [(3, 3), (4, 4)]


def test_our_row_of_a_customer_who_vanished_goes():
    """Nobody typed beside it, so nothing is lost."""
    existing = snapshot(vip_tab(["Gone", 9.0, "VIP: because"]))

    changes = changes_for(existing, table(VIP, {}))

    assert of_kind(changes, DeleteRows) == [DeleteRows(2, 1, 1)]


def test_a_row_with_something_typed_stays_when_its_customer_vanished():
    """A person's cell is never deleted with the row."""
    header = [*HEADER, "Size"]
    existing = snapshot(vip_tab(["Gone", 9.0, "VIP: because", "UK 8"], header=header))

    assert changes_for(existing, table(VIP, {})) == []


def test_a_row_a_person_typed_stays():
    """A row without a reason of ours is not of ours."""
    existing = snapshot(
        vip_tab(["Aunty Bola", None, None], ["Uncle Tunde", 5.0, "buys for us"])
    )

    assert changes_for(existing, table(VIP, {})) == []


def test_a_column_the_seller_deleted_comes_back_at_the_right_edge():
    """Our columns are known by metadata; a missing one is added."""
    existing = snapshot(
        tab(
            "VIP",
            [["Customer", "Why"], ["Ada", "because"]],
            sheet_id=2,
            mark=VIP,
            owned={"customer": 0, "why": 1},
            grid=(10, 2),
        )
    )

    changes = changes_for(existing, table(VIP, {"Ada": 9.0}, {1: "Ada"}))

    assert WriteCells(2, 1, 2, ((9.0,),)) in changes
    assert of_kind(changes, InsertColumns) == [InsertColumns(2, 2, 1)]


def retired(mark, standing):
    until = f"{mark.segment} (until 22 Nov 2026)"
    return replace(table(mark, {}, standing), retired=True, sets_aside=until)


NO_HEADERS = "0"
HIDDEN = [RenameTab(2, "VIP (gone)"), HideTab(2)]


def test_the_tab_of_a_segment_without_rules_is_hidden():
    """Nobody typed a row of their own in it, so it goes; the next batch deletes it."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"]))

    *hidden, mark, gone = changes_for(existing, retired(VIP, {1: "Ada"}))

    assert hidden == HIDDEN
    assert mark.mark.gone
    assert gone == DeleteRows(2, 1, 1)


def test_a_hidden_tab_comes_to_light_for_what_was_typed_there_at_the_last_moment():
    """It is set aside as if it had never been hidden."""
    mark = replace(VIP, gone=True, fingerprint=NO_HEADERS)
    rows = [HEADER, ["Ada", 9.0, "because"], ["Aunty Bola", None, None]]
    existing = snapshot(
        replace(
            tab("VIP (gone)", rows, sheet_id=2, mark=mark, owned=OWNED), hidden=True
        )
    )

    changes = changes_for(existing, retired(mark, {1: "Ada"}))

    assert of_kind(changes, HideTab) == [HideTab(2, hidden=False)]
    assert of_kind(changes, DeleteRows) == [DeleteRows(2, 1, 1)]


def test_notes_leave_a_retired_tab_with_their_customers():
    """They are copied to the next segment's tab before the old tab goes."""
    header = [*HEADER, "Size"]
    existing = snapshot(vip_tab(["Ada", 9.0, "because", "UK 8"], header=header))

    changes = changes_for(
        existing, table(REGULAR, {"Ada": 9.0}), retired(VIP, {1: "Ada"})
    )

    assert [c.from_row_index for c in of_kind(changes, CopyCells)] == [0, 1]
    assert [one for one in changes if one in HIDDEN] == HIDDEN


def test_a_retired_tab_is_kept_for_the_rows_people_typed():
    """Its customers leave; what is nobody's row of ours stays, under another title."""
    existing = snapshot(vip_tab(["Ada", 9.0, "because"], ["Aunty Bola", None, None]))

    changes = changes_for(existing, retired(VIP, {1: "Ada"}))

    assert changes == [
        RenameTab(2, "VIP (until 22 Nov 2026)"),
        MarkTab(2, 502, TabMark("kept", "VIP")),
        DeleteRows(2, 1, 1),
    ]


def test_a_link_is_written_again_when_it_leads_elsewhere():
    """Its words stay the same, so a new name, number or message tells."""
    columns = (*COLUMNS[:1], Column("message", "Message", "link"))
    owned = {"customer": 0, "message": 1}
    before, after = replace(VIP, message="1"), replace(VIP, message="2")
    rows = [["Customer", "Message"], ["Ada", "Write"], ["Bo", "Write"]]
    existing = tab("VIP", rows, sheet_id=2, mark=before, owned=owned)
    link = Link("Write", "https://wa.me/1")

    def written(mark, name):
        cells = {"a": ("Ada", link), "b": (name, link)}
        desired = TableTab(mark, "VIP", columns, cells, {1: "a", 2: "b"})
        return of_kind(changes_for(snapshot(existing), desired), WriteCells)

    assert written(before, "Bo") == []
    assert written(before, "Bob") == [WriteCells(2, 2, 0, (("Bob", link),))]
    assert written(after, "Bo") == [WriteCells(2, 1, 1, ((link,), (link,)))]
