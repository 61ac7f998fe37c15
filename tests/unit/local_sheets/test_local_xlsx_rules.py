"""Dropdowns, limits, conditional formats, filters and names of a workbook."""

import datetime as dt
import zipfile

import pytest
from xlsxwriter import Workbook

from local_sheets import Store
from local_sheets.workbooks.xlsx.conditional_out import rule_options
from local_sheets.workbooks.xlsx.validation_out import validation_options


@pytest.fixture
def both(tmp_path):
    """Return a function: what was written, imported, and imported from the copy."""

    def imported(write):
        path, out = tmp_path / "tracker.xlsx", tmp_path / "copy.xlsx"
        with Workbook(path) as workbook:
            write(workbook, workbook.add_worksheet("Orders"))
        store = Store()
        first = store.import_file(path, title="Shop")
        store.export_xlsx(first, out)
        again = store.import_file(out, title="Shop")
        return store.spreadsheet(first), store.spreadsheet(again)

    return imported


def rules(spreadsheet):
    """Return the rule of every cell of the first tab that has one."""
    return {
        (index, column): extra["dataValidation"]
        for index, row in enumerate(spreadsheet.sheets[0].rows)
        for column, extra in enumerate(row.extras)
        if extra and "dataValidation" in extra
    }


def one_of(kind, *values, **more):
    found = condition(kind, *values)
    return {"condition": found, "strict": True, "showCustomUi": True, **more}


def condition(kind, *values):
    return {"type": kind, "values": [{"userEnteredValue": v} for v in values]}


def limit(kind, *values, **more):
    return {"condition": condition(kind, *values), "strict": True, **more}


VALIDATIONS = [
    (
        {"validate": "list", "source": ["New", "Paid", "VIP"]},
        one_of("ONE_OF_LIST", "New", "Paid", "VIP"),
    ),
    (
        {"validate": "list", "source": "=$F$1:$F$3", "input_message": "pick one"},
        one_of("ONE_OF_RANGE", "=$F$1:$F$3", inputMessage="pick one"),
    ),
    (
        {"validate": "list", "source": "='Price list'!$A$1:$A$3"},
        one_of("ONE_OF_RANGE", "='Price list'!$A$1:$A$3"),
    ),
    (
        {"validate": "decimal", "criteria": ">", "value": 0},
        limit("NUMBER_GREATER", "0"),
    ),
    (
        {
            "validate": "decimal",
            "criteria": "between",
            "minimum": 1,
            "maximum": "=$F$1",
        },
        limit("NUMBER_BETWEEN", "1", "=$F$1"),
    ),
    (
        {"validate": "date", "criteria": ">=", "value": dt.date(2026, 1, 31)},
        limit("DATE_ON_OR_AFTER", "2026-01-31"),
    ),
    (
        {"validate": "custom", "value": "=COUNTIF($B$2:$B$5,B2)=1"},
        limit("CUSTOM_FORMULA", "=COUNTIF($B$2:$B$5,B2)=1"),
    ),
    (
        {
            "validate": "list",
            "source": ["a"],
            "error_type": "warning",
            "dropdown": False,
        },
        {"condition": condition("ONE_OF_LIST", "a")},
    ),
]


@pytest.mark.parametrize(("options", "expected"), VALIDATIONS)
def test_a_validation_is_a_rule_of_its_cells_and_a_validation_again(
    both, options, expected
):
    """Every cell of the range has the rule, in the tab and in the copy's."""

    def write(book, tab):
        book.add_worksheet("Price list")
        tab.write_column(0, 0, ["Name", "Ann", "Ben"])
        tab.data_validation("B2:B5", options)

    for one in both(write):
        assert rules(one) == {(index, 1): expected for index in range(1, 5)}


def test_a_dropdown_over_a_whole_column_reaches_past_the_table(both):
    """Rows that are typed below later have it too, a thousand of them."""

    def write(_, tab):
        tab.write_column(0, 0, ["Name", "Ann", "Ben"])
        tab.data_validation("B2:B1048576", {"validate": "list", "source": ["a"]})

    first, again = both(write)

    assert max(rules(first)) == (1002, 1)
    assert rules(again) == rules(first)


def test_one_rule_over_many_places_is_written_once(both, tmp_path):
    """A dropdown in two columns is one validation with two ranges."""

    def write(_, tab):
        tab.write_column(0, 0, ["Name", "Ann", "Ben"])
        for place in ("B2:B3", "D2:D3"):
            tab.data_validation(place, {"validate": "list", "source": ["a"]})

    both(write)

    with zipfile.ZipFile(tmp_path / "copy.xlsx") as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'sqref="B2:B3 D2:D3"' in sheet


@pytest.mark.parametrize(
    "rule",
    [
        limit("ONE_OF_LIST", "a,b"),
        limit("ONE_OF_LIST", "x" * 256),
        limit("TEXT_IS_EMAIL"),
    ],
)
def test_a_rule_that_excel_has_no_place_for_is_left_out(rule):
    """A choice with a comma, a list that is too long, a kind of Sheets' own."""
    assert validation_options(rule) is None


def test_boxes_to_tick_stay_boxes(both):
    """A checkbox is a boolean rule here and a format in Excel."""

    def write(_, tab):
        tab.insert_checkbox(0, 0, boolean=True)
        tab.insert_checkbox(1, 0, boolean=False)

    for one in both(write):
        kinds = [rule["condition"]["type"] for rule in rules(one).values()]
        assert kinds == ["BOOLEAN", "BOOLEAN"]
        assert [row.values for row in one.sheets[0].rows] == [(True,), (False,)]


CONDITIONS = [
    ({"type": "cell", "criteria": ">", "value": 5}, condition("NUMBER_GREATER", "5")),
    (
        {"type": "cell", "criteria": "between", "minimum": 1, "maximum": "=$F$1"},
        condition("NUMBER_BETWEEN", "1", "=$F$1"),
    ),
    ({"type": "cell", "criteria": "==", "value": '"VIP"'}, condition("TEXT_EQ", "VIP")),
    (
        {"type": "text", "criteria": "containing", "value": "due"},
        condition("TEXT_CONTAINS", "due"),
    ),
    (
        {"type": "text", "criteria": "begins with", "value": "+234"},
        condition("TEXT_STARTS_WITH", "+234"),
    ),
    ({"type": "formula", "criteria": "=$C2>9"}, condition("CUSTOM_FORMULA", "=$C2>9")),
    ({"type": "blanks"}, {"type": "BLANK"}),
    ({"type": "duplicate"}, condition("CUSTOM_FORMULA", "=COUNTIF($B$2:$B$9,B2)>1")),
]


@pytest.mark.parametrize(("options", "expected"), CONDITIONS)
def test_a_conditional_format_is_a_rule_and_one_again(both, options, expected):
    """Its condition, its range and its colours come through both ways."""

    def write(book, tab):
        look = book.add_format({"bold": True, "bg_color": "#FF0000"})
        tab.write(0, 0, "Name")
        tab.conditional_format("B2:B9", {**options, "format": look})

    first, again = both(write)

    (rule,) = first.sheets[0].objects["conditionalFormats"]
    assert rule["booleanRule"]["condition"] == expected
    assert rule["booleanRule"]["format"]["textFormat"] == {"bold": True}
    assert rule["booleanRule"]["format"]["backgroundColor"] == {"red": 1}
    assert rule["ranges"] == [
        {
            "sheetId": 0,
            "startRowIndex": 1,
            "endRowIndex": 9,
            "startColumnIndex": 1,
            "endColumnIndex": 2,
        }
    ]
    assert again.sheets == first.sheets


def test_colour_scales_and_whole_columns_come_through(both):
    """A scale keeps its points, and a rule over a column stays open-ended."""

    def write(_, tab):
        tab.write(0, 0, "Name")
        scale = {"type": "3_color_scale", "mid_type": "num", "mid_value": 7}
        tab.conditional_format("B1:B1048576", scale)

    first, again = both(write)

    (rule,) = first.sheets[0].objects["conditionalFormats"]
    points = rule["gradientRule"]
    assert [points[name]["type"] for name in ("minpoint", "midpoint", "maxpoint")] == [
        "MIN",
        "NUMBER",
        "MAX",
    ]
    assert points["midpoint"]["value"] == "7"
    assert "endRowIndex" not in rule["ranges"][0]
    assert again.sheets == first.sheets


def test_a_rule_of_sheets_own_is_kept_beside_those_in_the_file(tmp_path):
    """Excel has no rule for past weeks; a copy remembers it and does not double it."""
    store = Store()
    spreadsheet_id = store.create("Shop")
    kinds = [
        condition("NUMBER_GREATER", "5"),
        {"type": "DATE_BEFORE", "values": [{"relativeDate": "PAST_WEEK"}]},
    ]
    for index, kind in enumerate(kinds):
        look = {"textFormat": {"bold": True}}
        rule = {"ranges": [{"sheetId": 0}], "booleanRule": {"condition": kind}}
        rule["booleanRule"]["format"] = look
        request = {"addConditionalFormatRule": {"rule": rule, "index": index}}
        store.batch_update(spreadsheet_id, [request])
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)

    (sheet,) = store.spreadsheet(store.import_file(path)).sheets

    found = sheet.objects["conditionalFormats"]
    assert [rule["booleanRule"]["condition"] for rule in found] == kinds
    assert rule_options(found[1]) is None


def test_a_filter_keeps_its_place_and_hides_nothing(both):
    """What it was filtered by is gone, so that no row is hidden without a reason."""

    def write(_, tab):
        tab.write_column(0, 0, ["City", "Lagos", "Abuja"])
        tab.write_column(0, 1, ["Name", "Ann", "Ben"])
        tab.autofilter("A1:B3")
        tab.filter_column_list("A", ["Lagos"])
        tab.set_row(2, options={"hidden": True})

    for one in both(write):
        (sheet,) = one.sheets
        (found,) = sheet.objects["basicFilter"]
        assert found["range"]["endRowIndex"] == 3
        assert sheet.dimensions["ROWS"] == {}


def test_named_ranges_come_through(both):
    """A name for a range is a named range; a name for a formula is left out."""

    def write(book, tab):
        tab.write_column(0, 0, ["S", "M", "L"])
        book.define_name("Sizes", "=Orders!$A$1:$A$3")
        book.define_name("Moving", "=OFFSET(Orders!$A$1,0,0,3)")

    first, again = both(write)

    (named,) = first.named_ranges
    assert (named["name"], named["range"]["endRowIndex"]) == ("Sizes", 3)
    assert [one["range"] for one in again.named_ranges] == [named["range"]]


def test_a_filter_of_ours_reaches_as_far_as_before(tmp_path):
    """A filter over blank rows still covers them when the copy is read again."""
    store = Store()
    spreadsheet_id = store.create("Shop")
    place = {"sheetId": 0, "startRowIndex": 0, "startColumnIndex": 0}
    cells = {**place, "endColumnIndex": 2}
    header = [{"userEnteredValue": {"stringValue": word}} for word in ("Name", "City")]
    requests = [
        {"updateCells": {"rows": [{"values": header}], "fields": "*", "start": {}}},
        {"setBasicFilter": {"filter": {"range": cells}}},
    ]
    store.batch_update(spreadsheet_id, requests)
    path = tmp_path / "shop.xlsx"
    store.export_xlsx(spreadsheet_id, path)

    (sheet,) = store.spreadsheet(store.import_file(path)).sheets

    assert sheet.objects["basicFilter"] == [{"range": {**cells, "endRowIndex": 1000}}]
