"""Banding, conditional formats, borders, validation and merges."""

import pytest

from tests.contract.places import ORDERS, box, orders

GREY, WHITE = {"red": 0.8, "green": 0.8, "blue": 0.8}, {"red": 1, "green": 1, "blue": 1}
BANDS = {"firstBandColor": GREY, "secondBandColor": WHITE}
BOLD = {"textFormat": {"bold": True}}


def banding(cells, number=1, **bands):
    bands = bands or {"rowProperties": BANDS}
    return {
        "addBanding": {
            "bandedRange": {"bandedRangeId": number, "range": cells, **bands}
        }
    }


def test_banding_comes_changes_and_goes(subject):
    """Bands are answered in both spellings of their colours."""
    (reply,) = subject.batch(banding(box(0, 4, 0, 3)))["replies"]
    added = reply["addBanding"]["bandedRange"]
    assert added["rowProperties"]["secondBandColorStyle"] == {"rgbColor": WHITE}
    assert orders(subject)["bandedRanges"] == [added]
    header = {"bandedRangeId": 1, "rowProperties": {"headerColor": WHITE}}
    fields = "rowProperties.headerColor,range"
    change = {**header, "range": box(1, 4, 0, 3)}
    subject.batch({"updateBanding": {"bandedRange": change, "fields": fields}})
    (shown,) = orders(subject)["bandedRanges"]
    assert shown["rowProperties"]["headerColor"] == WHITE
    assert shown["rowProperties"]["firstBandColor"] == {
        "red": 0.8,
        "green": 0.8,
        "blue": 0.8,
    }
    assert shown["range"] == box(1, 4, 0, 3)
    subject.batch({"deleteBanding": {"bandedRangeId": 1}})
    assert "bandedRanges" not in orders(subject)


def rule(kind="NOT_BLANK", *values, cells=None, **more):
    given = {"values": [{"userEnteredValue": v} for v in values]} if values else {}
    boolean = {"condition": {"type": kind, **given}, "format": BOLD}
    return {"ranges": [cells or box(0, 4, 0, 1)], "booleanRule": boolean, **more}


def points(**kinds):
    gradient = {name: {"color": GREY, **point} for name, point in kinds.items()}
    return {"ranges": [box(0, 4, 2, 3)], "gradientRule": gradient}


def formatted(given, **place):
    return {"addConditionalFormatRule": {"rule": given, **place}}


def test_rules_are_replaced_and_moved_with_their_replies(subject):
    """Replacing answers the old rule, moving the old index; index 0 is left out."""
    first, second = rule(), rule("TEXT_CONTAINS", "a")
    subject.batch(formatted(first), formatted(second, index=1))
    move = {"sheetId": ORDERS, "index": 1, "newIndex": 0}
    swap = {"index": 1, "rule": rule("BLANK")}
    moved, replaced = subject.batch(
        {"updateConditionalFormatRule": move}, {"updateConditionalFormatRule": swap}
    )["replies"]
    assert moved["updateConditionalFormatRule"] == {"newRule": second, "oldIndex": 1}
    assert replaced["updateConditionalFormatRule"] == {
        "newRule": rule("BLANK"),
        "oldRule": first,
        "newIndex": 1,
    }
    assert orders(subject)["conditionalFormats"] == [second, rule("BLANK")]


def test_an_end_of_a_scale_has_no_value(subject):
    """A value sent with a MIN or MAX point is dropped."""
    given = points(minpoint={"type": "MIN", "value": "2"}, maxpoint={"type": "MAX"})
    subject.batch(formatted(given))
    (shown,) = orders(subject)["conditionalFormats"]
    assert "value" not in shown["gradientRule"]["minpoint"]


def test_borders_go_around_and_between(subject):
    """Outer sides are drawn on the edge cells, inner ones between; NONE removes."""
    solid, none = {"style": "SOLID_MEDIUM", "color": GREY}, {"style": "NONE"}
    drawn = {"top": solid, "bottom": solid, "innerHorizontal": {"style": "DASHED"}}
    subject.batch(
        {"updateBorders": {"range": box(0, 3, 0, 1), **drawn}},
        {"updateBorders": {"range": box(0, 1, 0, 1), "top": none}},
    )
    mask = "&fields=sheets.data.rowData.values.userEnteredFormat.borders"
    rows = orders(subject, mask)["data"][0]["rowData"][:3]
    sides = [row["values"][0]["userEnteredFormat"]["borders"] for row in rows]
    grey = {"color": GREY, "colorStyle": {"rgbColor": GREY}}
    dashed = {"style": "DASHED", "width": 1, "color": {}}
    dashed["colorStyle"] = {"rgbColor": {}}
    assert sides == [
        {"bottom": dashed},
        {"top": dashed, "bottom": dashed},
        {"top": dashed, "bottom": {"style": "SOLID_MEDIUM", "width": 2, **grey}},
    ]


def validation(kind, *values, cells=None, **more):
    given = {"values": [{"userEnteredValue": v} for v in values]} if values else {}
    asked = {"condition": {"type": kind, **given}, "strict": True}
    return {
        "setDataValidation": {"range": cells or box(1, 4, 1, 2), "rule": asked} | more
    }


def shown_rules(subject):
    mask = "&fields=sheets.data.rowData.values.dataValidation.condition"
    rows = orders(subject, mask)["data"][0].get("rowData", [])
    cells = [cell for row in rows for cell in row.get("values", [])]
    return [c["dataValidation"]["condition"] for c in cells if "dataValidation" in c]


VALID = [
    ("NUMBER_BETWEEN", "1", "2"),
    ("NUMBER_GREATER", "=A1"),
    ("DATE_BEFORE", "2026-01-31"),
    ("DATE_IS_VALID",),
    ("TEXT_IS_EMAIL",),
    ("ONE_OF_LIST", "Pune", "Goa"),
    ("CUSTOM_FORMULA", '=B2<>""'),
    ("BOOLEAN",),
    ("BOOLEAN", "Yes", "No"),
]


@pytest.mark.parametrize("given", VALID, ids="-".join)
def test_rules_hold_for_cells_but_not_for_programs(subject, given):
    """A strict rule is kept on every cell, and a program may write what it likes."""
    subject.batch(validation(*given))
    values = [{"userEnteredValue": value} for value in given[1:]]
    kept = {"type": given[0], **({"values": values} if values else {})}
    assert shown_rules(subject) == [kept] * 3
    write = {"range": "Orders!B2", "values": [["anything"]]}
    path = "/values/Orders!B2?valueInputOption=USER_ENTERED"
    assert subject.call("PUT", path, write)[0] == 200


def test_a_list_of_cells_is_kept_absolute(subject):
    """The cells of a dropdown are answered with dollar signs."""
    subject.batch(validation("ONE_OF_RANGE", "=Orders!b2:B"))
    kept = {"userEnteredValue": "=Orders!$B$2:$B"}
    assert shown_rules(subject)[0] == {"type": "ONE_OF_RANGE", "values": [kept]}


def test_rows_that_a_filter_hides_keep_their_rules(subject):
    """filteredRowsIncluded decides about rows a filter hides."""
    filtered = {"range": box(0, 4, 0, 3), "criteria": {"1": {"hiddenValues": ["Pune"]}}}
    subject.batch({"setBasicFilter": {"filter": filtered}}, validation("BOOLEAN"))
    assert len(shown_rules(subject)) == 1
    subject.batch(validation("BOOLEAN", filteredRowsIncluded=True))
    assert len(shown_rules(subject)) == 3


def merge(cells, kind="MERGE_ALL"):
    return {"mergeCells": {"range": cells, "mergeType": kind}}


def test_a_merge_keeps_its_first_value_alone(subject):
    """Values of the other cells are lost; merges that are overlapped are swallowed."""
    subject.batch(merge(box(0, 1, 0, 2)), merge(box(0, 2, 0, 2)))
    assert orders(subject)["merges"] == [box(0, 2, 0, 2)]
    assert subject.values("Orders!A1:C2") == [["Name", "", "Spent"], ["", "", 120]]


def test_rows_merge_one_by_one_and_come_apart(subject):
    """MERGE_ROWS makes a merge of each row; unmerging takes all inside the range."""
    subject.batch(merge(box(1, 3, 0, 2), "MERGE_ROWS"))
    assert orders(subject)["merges"] == [box(1, 2, 0, 2), box(2, 3, 0, 2)]
    subject.batch({"unmergeCells": {"range": box(0, 4, 0, 3)}})
    assert "merges" not in orders(subject)


FROZEN = {
    "updateSheetProperties": {
        "properties": {"sheetId": ORDERS, "gridProperties": {"frozenRowCount": 1}},
        "fields": "gridProperties.frozenRowCount",
    }
}
HERE, CELLS = "Invalid requests[0].", box(0, 4, 0, 3)
FILTER = {"setBasicFilter": {"filter": {"range": box(0, 3, 0, 2)}}}
REFUSALS = [
    pytest.param(
        [banding(CELLS, 1), banding(box(3, 5, 2, 4), 2)],
        "Invalid requests[1].addBanding: You cannot add alternating background colors "
        "to a range that already has alternating background colors.",
        id="banding twice",
    ),
    pytest.param(
        [banding(CELLS, rowProperties={})],
        f"{HERE}addBanding: One of rowProperties and columnProperties must be set.",
        id="banding without bands",
    ),
    pytest.param(
        [{"deleteBanding": {"bandedRangeId": 3}}],
        f"{HERE}deleteBanding: No banded range with id: 3",
        id="no such banding",
    ),
    pytest.param(
        [formatted(points(minpoint={"type": "MIN"}))],
        f"{HERE}addConditionalFormatRule: No interpolationPointType specified.",
        id="half a scale",
    ),
    pytest.param(
        [formatted(points(minpoint={"type": "NUMBER"}, maxpoint={"type": "MAX"}))],
        f"{HERE}addConditionalFormatRule: InterpolationPoint.value is required.",
        id="a point without a value",
    ),
    pytest.param(
        [formatted(rule("BOOLEAN"))],
        f"{HERE}addConditionalFormatRule: "
        "ConditionType 'BOOLEAN' is not supported in conditional formatting.",
        id="a condition formats do not have",
    ),
    pytest.param(
        [formatted({"ranges": [CELLS]})],
        f"{HERE}addConditionalFormatRule: "
        "Exactly one of booleanRule and gradientRule must be set.",
        id="a rule that is none",
    ),
    pytest.param(
        [{"updateConditionalFormatRule": {"sheetId": ORDERS, "newIndex": 0}}],
        f"{HERE}updateConditionalFormatRule: "
        "No conditional format on sheet: 7 at index: 0",
        id="no such rule",
    ),
    pytest.param(
        [validation("NUMBER_BETWEEN", "1")],
        f"{HERE}setDataValidation: ConditionType 'NUMBER_BETWEEN' requires exactly 2 "
        "ConditionValues, but got 1.",
        id="too few values",
    ),
    pytest.param(
        [validation("ONE_OF_RANGE", "Orders!A2:A5")],
        f"{HERE}setDataValidation: Invalid ConditionValue.userEnteredValue: "
        "Orders!A2:A5 for ConditionType: ONE_OF_RANGE",
        id="a range without its equals sign",
    ),
    pytest.param(
        [validation("NUMBER_GREATER", "many")],
        f"{HERE}setDataValidation: Invalid ConditionValue.userEnteredValue: many "
        "for ConditionType: NUMBER_GREATER",
        id="no number",
    ),
    pytest.param(
        [merge(box(0, 2, 0, 2)), {"unmergeCells": {"range": box(0, 1, 0, 4)}}],
        "Invalid requests[1].unmergeCells: You must select all cells in a merged range "
        "to merge or unmerge them.",
        id="part of a merge",
    ),
    pytest.param(
        [FROZEN, merge(box(0, 2, 0, 1))],
        "Invalid requests[1].mergeCells: You can't merge frozen and non-frozen rows.",
        id="across the freeze",
    ),
    pytest.param(
        [FILTER, merge(box(1, 2, 1, 3))],
        "Invalid requests[1].mergeCells: "
        "You can't merge cells that cross the borders of an existing filter.",
        id="across a filter",
    ),
]


@pytest.mark.parametrize(("asked", "message"), REFUSALS)
def test_bad_formats_are_refused_as_google_does(subject, asked, message):
    """A batch that would format what cannot be formatted does nothing."""
    before = subject.everything()
    assert subject.refusal(*asked) == (400, message)
    assert subject.everything() == before


def shown_looks(subject, field):
    mask = f"&fields=sheets.data.rowData.values.effectiveFormat.{field}"
    rows = orders(subject, mask)["data"][0]["rowData"]
    cells = [row["values"][0].get("effectiveFormat", {}) for row in rows]
    return [cell.get(field.split(".")[0]) for cell in cells]


def test_a_conditional_format_is_seen_where_it_holds(subject):
    """The effective format is the rule's for cells that meet its condition."""
    subject.batch(formatted(rule("TEXT_CONTAINS", "N")))
    assert shown_looks(subject, "textFormat.bold") == [
        {"bold": True},
        {"bold": True},
        {"bold": False},
        {"bold": False},
    ]


def test_bands_are_seen_under_the_colours_of_cells(subject):
    """Bands alternate below the header; a cell's own background covers them."""
    red, blue = {"red": 1}, {"blue": 1}
    bands = {**BANDS, "headerColor": red}
    own = {"userEnteredFormat": {"backgroundColor": blue}}
    cell = {"range": box(3, 4, 0, 1), "cell": own, "fields": "userEnteredFormat"}
    subject.batch(banding(box(0, 4, 0, 3), rowProperties=bands), {"repeatCell": cell})
    assert shown_looks(subject, "backgroundColor") == [red, GREY, WHITE, blue]
