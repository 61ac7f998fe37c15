"""Google's answers → a snapshot."""

import pytest

from sheets_sync.decode import (
    decode_structure,
    encode_mark,
    value_ranges,
    with_formulas,
    with_values,
)
from sheets_sync.ids import sheet_id_from
from sheets_sync.model import TabMark
from sheets_sync.sources import is_source
from tests.builders import snapshot


def sheet(title, sheet_id=0, **properties):
    grid = {"rowCount": 10, "columnCount": 5}
    return {
        "properties": {
            "sheetId": sheet_id,
            "title": title,
            "gridProperties": grid,
            **properties,
        }
    }


def structure(*sheets):
    properties = {"title": "Tracker", "locale": "en_NG", "timeZone": "Africa/Lagos"}
    body = {"spreadsheetId": "id", "properties": properties, "sheets": list(sheets)}
    return decode_structure(body)


def marked(title, value, sheet_id=1, **properties):
    entry = {
        "metadataId": 7,
        "metadataKey": "sheet-segments.tab",
        "metadataValue": value,
    }
    return {**sheet(title, sheet_id, **properties), "developerMetadata": [entry]}


def test_hidden_tabs_are_read_only_if_they_are_ours():
    """What a seller hid is not a source; ours are read wherever they are."""
    read = structure(
        sheet("Orders"),
        sheet("Old orders", 1, hidden=True),
        marked("VIP", '{"role": "segment", "segment": "VIP"}', 2, hidden=True),
        sheet("Chart", 3, sheetType="OBJECT"),
    )

    assert value_ranges(read) == ["'Orders'", "'VIP'"]


def test_hidden_tabs_of_a_stage_are_no_tabs_of_the_tracker():
    """Neither they nor their charts are seen by anybody but who clears them."""
    stage = '{"role": "stage", "stage": 9}'
    chart = {"chartId": 5, "spec": {}}
    read = structure(
        sheet("Orders"),
        {**marked("Segment state 1", stage, 2, hidden=True), "charts": [chart]},
    )

    assert [tab.title for tab in read.tabs] == ["Orders"]
    assert [tab.sheet_id for tab in read.stages] == [2]
    assert (read.stage, read.charts) == (9, {})


def test_a_stage_that_somebody_made_visible_is_theirs():
    """They may have typed there; it is neither read nor deleted."""
    read = structure(sheet("Orders"), marked("x", '{"role": "stage", "stage": 9}'))

    assert value_ranges(read) == ["'Orders'"]
    assert (len(read.tabs), read.stages) == (2, ())
    assert not is_source(read.tabs[1])


def test_values_go_to_their_tabs_by_column():
    """The API answers in the order asked for; an empty tab has no values."""
    read = structure(sheet("Orders"), sheet("Empty", 1))
    body = {"valueRanges": [{"values": [["a", 1], [], ["", "c"]]}, {}]}

    orders, empty = with_values(read, body).tabs

    assert (orders.used_row_count, orders.used_column_count) == (2, 3)
    assert [orders.cell(1, column) for column in range(4)] == [1, None, "c", None]
    assert empty.used_row_count == 0


@pytest.mark.parametrize("sheet_id", [0, 1], ids=["older", "of this tab"])
@pytest.mark.parametrize(
    "mark",
    [
        TabMark("overview", row_count=9, column_count=4),
        TabMark("segment", "VIP"),
        TabMark("rules", scheme="starter", fingerprint="0badcafe"),
    ],
)
def test_a_mark_survives_the_metadata(mark, sheet_id):
    """What we write into developer metadata is what we read back."""
    assert structure(marked("Any", encode_mark(mark, sheet_id))).tabs[0].mark == mark


def test_a_mark_of_another_tab_is_that_of_a_copy():
    """A copy that brings the metadata along is a person's tab."""
    (copy,) = structure(marked("Any", encode_mark(TabMark("overview"), 2))).tabs

    assert (copy.mark, copy.mark_id, copy.copied) == (None, None, True)


def test_of_two_older_marks_the_one_on_the_tab_that_we_made_counts():
    """Older marks name no tab, but we choose the ids of our tabs."""
    mark = TabMark("segment", "VIP")
    made = sheet_id_from("segment", "VIP")
    value = encode_mark(mark, 0)

    tabs = structure(marked("Copy", value, 5), marked("VIP", value, made)).tabs

    assert [(tab.mark, tab.copied) for tab in tabs] == [(None, True), (mark, False)]


@pytest.mark.parametrize(
    "value", ["", "x", "[]", "7", "{}", '{"role": "king"}', '{"x": 1}', '{"role": []}']
)
def test_what_somebody_else_wrote_under_our_key_is_no_mark(value):
    """A tab is never adopted by mistake."""
    assert structure(marked("Any", value)).tabs[0].mark is None


def test_columns_of_ours_are_found_where_they_stand_now():
    """The first column with a key is ours; a copy of it is not."""

    def column(key):
        entry = {"metadataKey": "sheet-segments.column", "metadataValue": key}
        return {"developerMetadata": [entry]}

    body = sheet("Customers")
    body["data"] = [
        {"columnMetadata": [{}, column("why"), column("segment"), column("why")]}
    ]

    assert structure(body).tabs[0].owned_columns == {"why": 1, "segment": 2}


def test_formulas_are_known_by_their_cell():
    """Text that begins like a formula counts as one; other cells do not."""
    body = {"valueRanges": [{"values": [["=A1", "note", "", "=x"]]}, {}]}

    read = with_formulas(snapshot(), [(7, 3, 4), (8, 1, 0)], body)

    assert read.formulas == {(7, 3, 4), (7, 6, 4)}
