"""copyPaste, cutPaste, insertRange and deleteRange: what goes along and where."""

import pytest

from tests.contract.places import box
from tests.contract.subjects import ORDERS
from tests.contract.written import dress, merges, shown, write

BOLD = {"textFormat": {"bold": True}}
LINE = {"bottom": {"style": "SOLID"}}
RULE = {"condition": {"type": "NOT_BLANK"}}


def copy(source, target, kind="PASTE_NORMAL", **more):
    places = {"source": source, "destination": target}
    return {"copyPaste": {**places, "pasteType": kind, **more}}


def cut(source, row, column, kind="PASTE_NORMAL", sheet_id=ORDERS):
    to = {"sheetId": sheet_id, "rowIndex": row, "columnIndex": column}
    return {"cutPaste": {"source": source, "destination": to, "pasteType": kind}}


def rules(subject):
    (tab,) = subject.get("?ranges=Orders")["sheets"]
    return [rule["ranges"] for rule in tab.get("conditionalFormats", [])]


def colour(*places):
    look = {
        "condition": {"type": "NOT_BLANK"},
        "format": {"backgroundColor": {"red": 1}},
    }
    return {
        "addConditionalFormatRule": {
            "rule": {"ranges": list(places), "booleanRule": look}
        }
    }


# What of A1 (a formula, bold, underlined, with a rule) arrives at B1 (text, red).
KINDS = [
    ("PASTE_NORMAL", ["=C1"], {"textFormat", "borders", "rule"}),
    ("PASTE_NO_BORDERS", ["=C1"], {"textFormat", "rule"}),
    ("PASTE_FORMULA", ["=C1"], {"backgroundColor"}),
    ("PASTE_VALUES", ["City"], {"backgroundColor"}),
    ("PASTE_FORMAT", ["City"], {"textFormat", "borders"}),
    ("PASTE_DATA_VALIDATION", ["City"], {"backgroundColor", "rule"}),
    ("PASTE_CONDITIONAL_FORMATTING", ["City"], {"backgroundColor"}),
]


@pytest.mark.parametrize(("kind", "values", "parts"), KINDS)
def test_each_kind_of_paste_takes_its_part(subject, kind, values, parts):
    """A paste brings the parts its kind names, and leaves the target's others."""
    look, source, target = "userEnteredFormat", box(0, 1, 0, 1), box(0, 1, 1, 2)
    dressed = {look: {**BOLD, "borders": LINE}, "dataValidation": RULE}
    subject.batch(
        write(["=B1"]),
        dress(source, f"{look},dataValidation", **dressed),
        dress(target, look, **{look: {"backgroundColor": {"red": 1}}}),
        copy(source, target, kind),
    )
    ((value,),) = subject.values("Orders!B1", "FORMULA") or [[""]]
    assert value in values
    query = (
        f"?ranges=Orders!B1&fields=sheets.data.rowData.values({look},dataValidation)"
    )
    (row,) = subject.get(query)["sheets"][0]["data"][0]["rowData"]
    (found,) = row["values"]
    rule = {"rule"} if "dataValidation" in found else set()
    shape = found[look].keys() & {"textFormat", "borders", "backgroundColor"}
    assert shape | rule == parts


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        pytest.param(
            box(1, 2, 0, 1), box(4, 6, 0, 2), [["Ann", "Ann"]] * 2, id="repeated"
        ),
        pytest.param(
            box(1, 3, 0, 1), box(4, 5, 0, 1), [["Ann"], ["Bob"]], id="smaller"
        ),
        pytest.param(
            box(1, 3, 0, 1), box(3, 6, 3, 4), [["Ann"], ["Bob"]], id="no multiple"
        ),
    ],
)
def test_a_copy_repeats_over_whole_multiples_only(subject, source, target, expected):
    """A destination that the source fits exactly is filled; others get it once."""
    subject.batch(copy(source, target))
    start = f"{'ABCD'[target['startColumnIndex']]}{target['startRowIndex'] + 1}"
    assert subject.values(f"Orders!{start}:D6") == expected


def test_a_copy_over_itself_takes_what_was_there(subject):
    """Source and destination may overlap: the cells are those from before."""
    subject.batch(copy(box(0, 3, 0, 1), box(1, 4, 0, 1)))
    assert subject.values("Orders!A1:A4") == [["Name"], ["Name"], ["Ann"], ["Bob"]]


def test_a_turned_copy_makes_columns_of_rows(subject):
    """TRANSPOSE swaps rows and columns, merges too, and moves references with cells."""
    subject.batch(
        write(["=C1"], at=(1, 1)),
        {"mergeCells": {"range": box(0, 1, 1, 3), "mergeType": "MERGE_ALL"}},
        copy(box(0, 2, 0, 3), box(3, 4, 0, 1), pasteOrientation="TRANSPOSE"),
    )
    assert subject.values("Orders!A4:B6", "FORMULA") == [
        ["Name", "Ann"],
        ["City", "=C4"],
        ["", 120],
    ]
    assert merges(subject) == [(0, 1, 1, 3), (4, 6, 0, 1)]


def test_pasted_cells_bring_merges_and_conditional_formats(subject):
    """Merges within the source are copied, and its rules reach over the target."""
    subject.batch(
        {"mergeCells": {"range": box(1, 2, 0, 2), "mergeType": "MERGE_ALL"}},
        {"mergeCells": {"range": box(4, 5, 1, 3), "mergeType": "MERGE_ALL"}},
        colour(box(1, 2, 0, 1)),
        copy(box(1, 2, 0, 3), box(4, 6, 0, 3)),
    )
    assert merges(subject) == [(1, 2, 0, 2), (4, 5, 0, 2), (5, 6, 0, 2)]
    assert rules(subject) == [[box(1, 2, 0, 1), box(4, 6, 0, 1)]]


def test_rules_are_copied_to_another_tab(subject):
    """Cells pasted on another tab bring rules of their own there."""
    away = {**box(0, 1, 0, 1), "sheetId": 0}
    subject.batch(colour(box(1, 2, 0, 1)), copy(box(1, 2, 0, 1), away))
    first, second = subject.get()["sheets"]
    assert [len(tab["conditionalFormats"]) for tab in (first, second)] == [1, 1]


def test_cut_cells_are_gone_from_where_they_were(subject):
    """cutPaste moves values, looks, notes and merges; whoever names them follows."""
    subject.batch(
        write(["=A2", "=SUM(A2:B2)", "=A3"], at=(4, 0)),
        dress(
            box(1, 2, 0, 1), "userEnteredFormat,note", userEnteredFormat=BOLD, note="n"
        ),
        {"mergeCells": {"range": box(1, 2, 2, 4), "mergeType": "MERGE_ALL"}},
        {"addNamedRange": {"namedRange": {"name": "First", "range": box(1, 2, 0, 1)}}},
        colour(box(1, 2, 0, 1)),
        cut(box(1, 2, 0, 4), 5, 0),
    )
    assert subject.values("Orders!A2:D6", "FORMULA") == [
        [],
        ["Bob", "Pune", 80.5],
        ["Cid", "Pune", 40],
        ["=A6", "=SUM(A6:B6)", "=A3"],
        ["Ann", "Chennai", 120],
    ]
    assert shown(subject, "A6", "note") == [["n"]]
    assert shown(subject, "A2", "userEnteredFormat") in ([], [[None]])
    assert merges(subject) == [(5, 6, 2, 4)]
    assert rules(subject) == [[box(5, 6, 0, 1)]]
    assert subject.get()["namedRanges"][0]["range"] == box(5, 6, 0, 1)


def test_a_formula_that_is_cut_keeps_its_references(subject):
    """Unlike a copied formula, a moved one goes on speaking of the same cells."""
    subject.batch(write(["=A2"], at=(0, 3)), cut(box(0, 1, 3, 4), 4, 3))
    assert subject.values("Orders!D5", "FORMULA") == [["=A2"]]


def test_a_cut_to_another_tab_takes_rules_along(subject):
    """Conditional formatting of cells moved to another tab is there, not here."""
    subject.batch(colour(box(1, 2, 0, 1)), cut(box(1, 2, 0, 1), 0, 0, sheet_id=0))
    assert subject.values("Sheet1!A1") == [["Ann"]]
    first, second = subject.get()["sheets"]
    assert ("conditionalFormats" in first, "conditionalFormats" in second) == (
        True,
        False,
    )


def test_a_cut_takes_everything_whatever_is_pasted(subject):
    """The source is emptied even when only its values arrive."""
    subject.batch(
        dress(box(1, 2, 0, 1), "userEnteredFormat", userEnteredFormat=BOLD),
        cut(box(1, 2, 0, 1), 5, 0, "PASTE_VALUES"),
    )
    assert subject.values("Orders!A6") == [["Ann"]]
    found = [shown(subject, place, "userEnteredFormat") for place in ("A2", "A6")]
    assert all(one in ([], [[None]]) for one in found)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param(copy(box(0, 4, 0, 1), box(3, 4, 0, 1)), id="copyPaste"),
        pytest.param(cut(box(0, 4, 0, 1), 3, 0), id="cutPaste"),
    ],
)
def test_what_does_not_fit_the_grid_is_refused(subject, server, asked):
    """Cells pasted beyond the last row are refused with the range they would need."""
    (kind,) = asked
    message = "Range (Orders!A4:A7) exceeds grid limits. Max rows: 6, max columns: 4"
    assert subject.refusal(asked) == (400, f"Invalid requests[0].{kind}: {message}")


def shift(kind, place, axis):
    return {kind: {"range": place, "shiftDimension": axis}}


SHIFTS = [
    pytest.param(
        shift("insertRange", box(1, 2, 0, 1), "ROWS"),
        [["Name", "City"], ["", "Chennai"], ["Ann", "Pune"], ["Bob", "Pune"], ["Cid"]],
        id="insert down",
    ),
    pytest.param(
        shift("insertRange", box(1, 2, 0, 1), "COLUMNS"),
        [["Name", "City"], ["", "Ann"], ["Bob", "Pune"], ["Cid", "Pune"]],
        id="insert right",
    ),
    pytest.param(
        shift("deleteRange", box(1, 2, 0, 1), "ROWS"),
        [["Name", "City"], ["Bob", "Chennai"], ["Cid", "Pune"], ["", "Pune"]],
        id="delete up",
    ),
    pytest.param(
        shift("deleteRange", box(1, 2, 0, 1), "COLUMNS"),
        [["Name", "City"], ["Chennai", 120], ["Bob", "Pune"], ["Cid", "Pune"]],
        id="delete left",
    ),
]


@pytest.mark.parametrize(("asked", "expected"), SHIFTS)
def test_cells_shift_within_their_rows_or_columns(subject, asked, expected):
    """Only the cells in line with the range move; a formula follows them."""
    subject.batch(write(["=A4"], at=(0, 3)), asked)
    assert subject.values("Orders!A1:B6") == expected
    axis = asked[next(iter(asked))]["shiftDimension"]
    after = {"insertRange": "=A5", "deleteRange": "=A3"}[next(iter(asked))]
    found = subject.values("Orders!D1", "FORMULA")
    assert found == [[after if axis == "ROWS" else "=A4"]]


def test_inserted_cells_push_nothing_off_the_grid(subject):
    """The grid grows when filled cells would fall off its edge."""
    subject.batch(shift("insertRange", box(0, 4, 0, 1), "ROWS"))
    assert subject.values("Orders!A5:A8") == [["Name"], ["Ann"], ["Bob"], ["Cid"]]


def test_a_shift_does_not_tear_merges(subject, server):
    """Cells in line with part of a merge cannot be shifted."""
    merged = {"mergeCells": {"range": box(2, 3, 0, 2), "mergeType": "MERGE_ALL"}}
    subject.batch(merged)
    status, message = subject.refusal(shift("insertRange", box(0, 1, 0, 1), "ROWS"))
    assert status == 400
    assert "merged cell" in message
