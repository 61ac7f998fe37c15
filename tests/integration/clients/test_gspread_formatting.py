"""Formats, rules and sizes with gspread-formatting."""

import pandas as pd
import pytest
from gspread_dataframe import set_with_dataframe
from gspread_formatting import (
    BooleanCondition,
    BooleanRule,
    Color,
    ConditionalFormatRule,
    DataValidationRule,
    GradientRule,
    GridRange,
    InterpolationPoint,
    NumberFormat,
    TextFormat,
    TextFormatRun,
    batch_updater,
    border,
    borders,
    cellFormat,
    color,
    format_cell_range,
    format_cell_ranges,
    get_conditional_format_rules,
    get_data_validation_rule,
    get_default_format,
    get_effective_format,
    get_frozen_column_count,
    get_frozen_row_count,
    get_text_format_runs,
    get_user_entered_format,
    set_column_width,
    set_data_validation_for_cell_range,
    set_frozen,
    set_right_to_left,
    set_row_height,
    set_text_format_runs,
    textFormat,
)
from gspread_formatting.dataframe import BasicFormatter, format_with_dataframe

GREY = color(0.8980392, 0.8980392, 0.8980392)
HEADING = cellFormat(
    backgroundColor=GREY, textFormat=textFormat(bold=True), horizontalAlignment="CENTER"
)


@pytest.fixture
def tab(book):
    book.sheet1.update([["Name", "Spent"], ["Ann", 120], ["Bob", 80.5]], "A1")
    return book.sheet1


def test_a_format_is_what_was_set(tab):
    """Colours come back in the digits they were sent in; parts are kept apart."""
    money = cellFormat(numberFormat=NumberFormat("NUMBER", "#,##0.00"))
    format_cell_ranges(
        tab,
        [
            ("1", HEADING),
            ("B2:B3", money),
            ("B:B", cellFormat(borders=borders(right=border("SOLID")))),
        ],
    )

    found = get_user_entered_format(tab, "A1")
    assert found & HEADING == HEADING
    assert get_user_entered_format(tab, "B3").numberFormat == money.numberFormat
    assert get_user_entered_format(tab, "B3").borders.right.style == "SOLID"
    assert get_user_entered_format(tab, "A3") is None
    assert tab.acell("B3").value == "80.50"

    format_cell_range(tab, "A1", cellFormat(textFormat=textFormat(italic=True)))
    again = get_user_entered_format(tab, "A1").textFormat
    assert (again.bold, again.italic) == (True, True)


def test_the_effective_format_stands_on_the_default(tab):
    """What no one set comes from the spreadsheet's default format."""
    default = get_default_format(tab.spreadsheet)
    assert (default.textFormat.fontFamily, default.textFormat.fontSize) == (
        "arial,sans,sans-serif",
        10,
    )
    assert default.backgroundColor == Color(1, 1, 1)

    format_cell_range(tab, "A1", cellFormat(backgroundColor=Color(1, 0, 0)))
    effective = get_effective_format(tab, "A1")
    assert effective.backgroundColorStyle.rgbColor == Color(1)
    assert (effective.textFormat.bold, effective.textFormat.fontSize) == (False, 10)


def test_conditional_rules_are_kept_in_order(tab):
    """Rules are added, replaced, taken away and read back in their order."""
    whole = [GridRange.from_a1_range("B2:B3", tab)]
    rich = ConditionalFormatRule(
        ranges=whole,
        booleanRule=BooleanRule(
            BooleanCondition("NUMBER_GREATER", ["100"]),
            cellFormat(textFormat=textFormat(bold=True)),
        ),
    )
    scale = ConditionalFormatRule(
        ranges=whole,
        gradientRule=GradientRule(
            minpoint=InterpolationPoint(color=Color(1, 1, 1), type="MIN"),
            maxpoint=InterpolationPoint(
                color=Color(0, 1, 0), type="PERCENTILE", value="90"
            ),
        ),
    )
    rules = get_conditional_format_rules(tab)
    rules.extend([rich, scale])
    rules.save()
    first, second = get_conditional_format_rules(tab)
    assert first.booleanRule == rich.booleanRule
    assert second.gradientRule.maxpoint.value == "90"

    rules = get_conditional_format_rules(tab)
    del rules[0]
    rules.save()
    assert [rule.booleanRule for rule in get_conditional_format_rules(tab)] == [None]
    rules.clear()
    rules.save()
    assert list(get_conditional_format_rules(tab)) == []


def test_a_dropdown_is_set_and_taken_away(tab):
    """A validation rule is read back from its cells, and nowhere else."""
    rule = DataValidationRule(
        BooleanCondition("ONE_OF_LIST", ["Ann", "Bob"]), showCustomUi=True, strict=True
    )
    set_data_validation_for_cell_range(tab, "A2:A3", rule)
    assert get_data_validation_rule(tab, "A3") == rule
    assert get_data_validation_rule(tab, "A4") is None

    set_data_validation_for_cell_range(tab, "A2:A3", None)
    assert get_data_validation_rule(tab, "A3") is None


def test_sizes_and_frozen_parts(tab):
    """Heights, widths, frozen rows and the direction, in one batch or one by one."""
    with batch_updater(tab.spreadsheet) as batch:
        batch.set_row_height(tab, "1:2", 42)
        batch.set_column_width(tab, "A", 187)
        batch.format_cell_range(tab, "A1:B1", HEADING)
        batch.set_frozen(tab, rows=1, cols=1)
    assert (get_frozen_row_count(tab), get_frozen_column_count(tab)) == (1, 1)
    assert get_user_entered_format(tab, "B1").textFormat.bold is True

    set_row_height(tab, "2", 50)
    set_column_width(tab, "B:C", 60)
    set_frozen(tab, cols=0)
    set_right_to_left(tab, right_to_left=True)

    meta = tab.spreadsheet.fetch_sheet_metadata({"includeGridData": "true"})
    (sheet,) = meta["sheets"]
    (data,) = sheet["data"]
    assert [row["pixelSize"] for row in data["rowMetadata"][:3]] == [42, 50, 21]
    assert [column["pixelSize"] for column in data["columnMetadata"][:4]] == [
        187,
        60,
        60,
        100,
    ]
    assert sheet["properties"]["rightToLeft"] is True
    assert "frozenColumnCount" not in sheet["properties"]["gridProperties"]


def test_parts_of_a_text_have_their_own_format(tab):
    """Runs of text are read back; a cell without any has none."""
    runs = [
        TextFormatRun(startIndex=0, format=TextFormat(bold=True)),
        TextFormatRun(startIndex=2, format=TextFormat(italic=True)),
    ]
    set_text_format_runs(tab, "A1", runs)

    assert get_text_format_runs(tab, "A1") == runs
    assert get_text_format_runs(tab, "A2") == []


def test_a_dataframe_gets_the_usual_look(tab):
    """Numbers to the right, headings bold on grey and frozen."""
    frame = pd.DataFrame(
        {"n": [1.5, 2.5], "when": pd.to_datetime(["2026-11-21", "2026-11-22"])}
    )
    set_with_dataframe(tab, frame, include_index=True)
    look = BasicFormatter.with_defaults(freeze_headers=True)
    format_with_dataframe(tab, frame, look, include_index=True)

    heading = get_user_entered_format(tab, "B1")
    assert (heading.textFormat.bold, heading.backgroundColor) == (True, GREY)
    assert get_user_entered_format(tab, "B2").numberFormat.type == "NUMBER"
    assert get_user_entered_format(tab, "C3").numberFormat.type == "DATE"
    assert (get_frozen_row_count(tab), get_frozen_column_count(tab)) == (1, 1)
